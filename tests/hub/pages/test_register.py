"""The register on the pages: numbers given twice, what was replaced, what ran out."""

from __future__ import annotations

import re

from sqlalchemy import text
from starlette.testclient import TestClient

from kiosk.hub.database import reading, writing
from kiosk.hub.pages import certificates, reports
from kiosk.hub.post import revocations
from tests.hub.pages.test_pages import words
from tests.hub.pages.town import Town, certificate, learner_of, nip


def listed(officer: TestClient, state: str) -> list[str]:
    text_of = officer.get(f"/sertifikat?keadaan={state}").text
    return re.findall(r'href="/sertifikat/(\d+)">', text_of)


def test_what_was_replaced_and_what_ran_out_is_told(officer: TestClient, town: Town) -> None:
    """The replacement of last year's certificate counts in last year, as at the kiosk."""
    who = learner_of(nip(70))
    old, new = ("L/1", "L/2")
    town.record(2, [
        (who, certificate(70, "Nama Salah", "Dinas Kesehatan", number=old, issued="2025-12-30")),
        (who, certificate(70, "Nama Benar", "Dinas Kesehatan", number=new, replaces=old)),
        (who, certificate(70, "Nama Benar", "Dinas Kesehatan", number="L/3", course="lain",
                          valid_until="2026-11-22")),
    ])  # fmt: skip
    with writing(town.engine) as connection:
        revocations.take_in(connection, [town.said(who, {
            "type": "certificate-revoked", "number": old, "reason": "Nama salah",
            "date": "2026-11-20", "replaced_by": new,
        })])  # fmt: skip
    (replaced,), (expired,) = listed(officer, "replaced"), listed(officer, "expired")
    page = words(officer.get(f"/sertifikat/{replaced}").text)
    assert "Diganti dengan nomor L/2." in page
    assert "Dicabut sejak 20 November 2026: Nama salah" in page
    assert "Masa berlakunya habis pada 22 November 2026." in words(
        officer.get(f"/sertifikat/{expired}").text
    )
    assert (listed(officer, "revoked"), listed(officer, "sample")) == ([], [])
    found = words(officer.get(f"/peserta/{who}").text)
    assert "JP 2026 6 JP diusulkan" in found  # L/3
    assert "Dinas Kesehatan 20 Nov 2026" not in found
    with reading(town.engine) as connection:
        hours = {y: sum(u.hours for u in reports.units(connection, y)) for y in (2025, 2026)}
        assert hours == {2025: 6, 2026: 96}  # nine learners' 90, and L/3
        rows = connection.execute(
            text(
                "select number, year from page_certificate where number like 'L/%' order by number"
            )
        ).all()
    assert [tuple(row) for row in rows] == [(old, 2025), (new, 2025), ("L/3", 2026)]


def test_numbers_given_twice_can_be_listed(officer: TestClient, town: Town) -> None:
    town.record(2, [(learner_of(nip(1)), certificate(0, "Peserta Contoh 2", "Dinas PMPTSP"))])
    officer.get("/sertifikat")
    assert len(listed(officer, "double")) == 2
    assert words(officer.get("/sertifikat").text).count("Berlaku Nomor ganda") == 2
    with reading(town.engine) as connection:
        assert certificates.doubles(connection) == ("800.1.4/K1.0000/BKPSDM/XI/2026",)
