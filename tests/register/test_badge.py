"""A certificate's badge on its way: in the record, in the PDF, and at another kiosk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.trust.badge import badge_state, claims, did_key
from tests.conftest import Clock
from tests.register.conftest import LATER
from tests.register.town import Town, facts_of
from tests.rooms import certify, rooms_of

AULA, LOBI = "AULA-01", "LOBI-01"


@pytest.fixture
def town(tmp_path: Path, clock: Clock, catalog: Catalog) -> Iterator[Town]:
    """Two paired kiosks."""
    clock.at += LATER
    made = Town(tmp_path, clock, catalog)
    for name in (AULA, LOBI):
        made.kiosk(name)
        made.pair(name)
    yield made
    made.close()


def test_each_certificate_has_its_badge_in_the_record_and_in_the_pdf(
    town: Town, tmp_path: Path
) -> None:
    issued = town.certify(AULA)
    facts = facts_of(issued)
    with town.house(AULA) as house:
        public, pdf = (
            house.store.exchange.public,
            house.store.document("certificate", issued.number),
        )
    assert badge_state(issued.badge, public) == "whole"
    held = claims(issued.badge)
    subject = held["credentialSubject"]
    assert held["issuer"]["id"] == did_key(public)
    assert held["issuer"]["name"] == facts.agency
    assert (subject["licenseNumber"], subject["creditsEarned"]) == (facts.number, facts.hours)
    assert subject["achievement"]["name"] == facts.course
    assert f"nilai {facts.score} dari 100" in subject["achievement"]["criteria"]["narrative"]
    assert facts.nip not in str(held)
    assert pdf is not None
    (tmp_path / "a.pdf").write_bytes(pdf)
    with pikepdf.open(tmp_path / "a.pdf") as opened:
        assert list(opened.attachments) == ["badge.jwt"]
        assert opened.attachments["badge.jwt"].get_file().read_bytes() == issued.badge.encode()
    assert len(pdf) <= 45 * 1024


def test_another_kiosk_knows_whose_badge_it_is(town: Town) -> None:
    issued = town.certify(AULA)
    town.carry(AULA, LOBI)
    keys = [member.certificate.public for member in town.known(LOBI).ring.members]
    assert [badge_state(issued.badge, key) for key in keys].count("whole") == 1


def test_a_demonstration_makes_badges_that_say_so(
    tmp_path: Path, clock: Clock, catalog: Catalog
) -> None:
    with rooms_of(clock).house(tmp_path / "demo") as house:
        house.office.set_up_demo()
        certify(house, catalog)
        ((_, issued),) = house.store.certificates()
    held = claims(issued.badge)
    assert held["name"].startswith("CONTOH: ")
    assert held["description"] == "Contoh untuk peragaan, bukan sertifikat."
