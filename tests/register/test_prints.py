"""How often a certificate was printed, and what a printer gets of it."""

from __future__ import annotations

import hashlib
from itertools import count
from pathlib import Path

import msgspec
import pypdfium2
import pytest

from kiosk.certificate.facts import Certificate
from kiosk.certificate.page import render
from kiosk.certificate.template import Template
from kiosk.learning.events import CertificateIssued, CertificatePrinted, Event, Recorded, SignedIn
from kiosk.register.prints import Print, printed, to_print
from tests.conftest import HOME

FONTS = HOME / "resources" / "fonts"
NUMBER = "1/2026"


def recorded(*events: Event) -> list[Recorded]:
    return [Recorded(str(n), "x", n * 1000, event) for n, event in zip(count(1), events)]


def on_paper(job: str = "", by: str = "", *, seen: bool | None = None) -> CertificatePrinted:
    return CertificatePrinted(NUMBER, "printer", seen, by, job)


def test_each_copy_is_told_with_time_and_person_and_whether_it_came_out() -> None:
    events = recorded(
        SignedIn(),
        on_paper("EPSON-1"),
        on_paper("EPSON-2", by="officer"),
        on_paper("EPSON-1", seen=False),
        CertificatePrinted("2/2026", "printer"),
        CertificatePrinted(NUMBER, "stick"),
        on_paper("EPSON-2", by="officer", seen=True),
    )
    assert printed(events, NUMBER) == (
        Print(2000, "", "printer", seen=False, job="EPSON-1"),
        Print(3000, "officer", "printer", seen=True, job="EPSON-2"),
        Print(6000, "", "stick"),
    )
    assert len(printed(events, "2/2026")) == 1


def test_an_answer_of_an_older_program_belongs_to_the_last_print_and_one_without_is_no_copy() -> (
    None
):
    first, second = on_paper(), on_paper()
    assert printed(recorded(first, second, on_paper(seen=True)), NUMBER) == (
        Print(1000, "", "printer"),
        Print(2000, "", "printer", seen=True),
    )
    assert printed(recorded(on_paper("EPSON-9", seen=True)), NUMBER) == ()


def test_what_was_recorded_before_reads_the_same_and_a_copy_says_no_more_than_it_must() -> None:
    old = b'{"type":"certificate-printed","number":"1/2026","where":"printer","seen":null}'
    assert msgspec.json.decode(old, type=Event) == on_paper()
    assert msgspec.json.encode(CertificatePrinted(NUMBER, "stick")) == (
        b'{"type":"certificate-printed","number":"1/2026","where":"stick"}'
    )
    assert msgspec.json.encode(on_paper("EPSON-1", "officer", seen=False)) == (
        b'{"type":"certificate-printed","number":"1/2026","where":"printer","seen":false,'
        b'"by":"officer","job":"EPSON-1"}'
    )


@pytest.fixture
def facts() -> Certificate:
    from tests.certificate.samples import CERTIFICATE

    return CERTIFICATE


def issued(facts: Certificate) -> CertificateIssued:
    body = msgspec.json.encode(facts).decode()
    return CertificateIssued("pp", NUMBER, 2, 90, "2026-11-24", body, "")


def words(pdf: bytes, page: int) -> str:
    return str(pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range())


def test_only_a_reprint_bears_the_mark_and_only_where_the_agency_wants_it(
    facts: Certificate,
) -> None:
    pdf = render(facts, FONTS)
    before = hashlib.sha256(pdf).hexdigest()
    came, jammed = Print(1, "", "printer", seen=True), Print(2, "", "printer", seen=False)
    unsaid, saved = Print(3, "", "printer"), Print(4, "", "stick")
    for copies in ((), (saved, jammed)):
        assert to_print(pdf, issued(facts), copies, FONTS, mark=True).pdf == pdf
    assert to_print(pdf, issued(facts), (came, unsaid), FONTS, mark=False).pdf == pdf
    marked = to_print(pdf, issued(facts), (came, jammed, unsaid, saved), FONTS, mark=True).pdf
    assert "Cetak ulang ke-2" in words(marked, 0)
    assert "Cetak ulang" not in words(marked, 1)
    assert hashlib.sha256(pdf).hexdigest() == before


def test_the_mark_adds_its_words_and_takes_nothing_away(facts: Certificate) -> None:
    from tests.faults.test_printers import drawn

    pdf = render(facts, FONTS)
    marked = to_print(pdf, issued(facts), (Print(1, "", "printer"),), FONTS, mark=True).pdf
    (front, back), (front_after, back_after) = drawn(pdf, 100), drawn(marked, 100)
    assert back.tobytes() == back_after.tobytes()
    left, bottom = round((841.9 - 150) / 72 * 100), front.height - round(50 / 72 * 100)
    box = (left, bottom, front.width, front.height)
    for picture in (front, front_after):
        picture.paste(255, box)
    assert front.tobytes() == front_after.tobytes()


@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_the_paper_is_that_of_the_certificates_own_template(facts: Certificate, paper: str) -> None:
    from msgspec import structs

    template = Template(paper=paper)  # type: ignore[arg-type]
    made = issued(structs.replace(facts, template=template))
    assert to_print(b"%PDF-", made, (), Path(), mark=False).paper == paper


def test_a_certificate_of_an_older_program_is_a4() -> None:
    old = CertificateIssued("pp", NUMBER, 2, 90, "2026-11-24", '{"number":"1/2026"}', "")
    assert to_print(b"%PDF-", old, (), Path(), mark=True).paper == "A4"
