"""A certificate checked at another kiosk: the file, a picture of it, or its code alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from msgspec import structs
from PIL import Image
from pypdfium2 import PdfDocument

from kiosk.catalog.catalog import Catalog
from kiosk.certificate.page import render
from kiosk.certificate.scan import codes_in
from kiosk.desk.award_many import award_for
from kiosk.learning.events import CertificateIssued
from kiosk.register.page_words import Difference
from kiosk.register.revoke import revoke
from kiosk.register.verify import Answer, Checker, NoAnswer, nothing_here
from kiosk.trust.judge import Known
from kiosk.trust.seal import with_seal
from tests.certificate.noise import page_image, scanner
from tests.certificate.samples import FONTS
from tests.conftest import Clock
from tests.register.conftest import LATER
from tests.register.people import earn
from tests.register.town import PEOPLE, Town, facts_of

AULA, LOBI = "AULA-01", "LOBI-01"
COURSE = "Pelayanan Publik Prima"


@pytest.fixture
def town(tmp_path: Path, clock: Clock, catalog: Catalog) -> Iterator[Town]:
    """Two paired kiosks."""
    clock.at += LATER
    made = Town(tmp_path, clock, catalog)
    for name in (AULA, LOBI):
        made.kiosk(name)
        made.pair(name)
    made.carry(AULA, LOBI)
    yield made
    made.close()


@pytest.fixture
def issued(town: Town) -> CertificateIssued:
    return town.certify(AULA)


@pytest.fixture
def pdf(town: Town, issued: CertificateIssued) -> bytes:
    with town.house(AULA) as house:
        found = house.store.document("certificate", issued.number)
    assert found is not None
    return found


@pytest.fixture
def checker(town: Town) -> Iterator[Checker]:
    """At the other kiosk, which never heard of the certificate."""
    with town.rooms.checker(town.data(LOBI)) as found:
        yield found


def asked(checker: Checker, file: bytes) -> Answer:
    return checker.file(file, codes_in(file))


def states(answer: Answer) -> tuple[str, str]:
    return answer.verdict.state, answer.seal


def refusal(checker: Checker, file: bytes | str) -> tuple[str, str]:
    with pytest.raises(NoAnswer) as no:
        asked(checker, file) if isinstance(file, bytes) else checker.text(file)
    return no.value.code, no.value.text


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def qr(*texts: str) -> bytes:
    """A picture of QRs beside one another."""
    made = Image.new("L", (400 * len(texts), 400), 255)
    for place, text in enumerate(texts):
        out = io.BytesIO()
        segno.make_qr(text).save(out, kind="png", scale=4, border=4)
        made.paste(Image.open(out).convert("L"), (400 * place, 0))
    return png(made)


def printed_again(pdf: bytes) -> bytes:
    """Its pages in another file, as printing into a file makes one."""
    old, new, out = PdfDocument(pdf), PdfDocument.new(), io.BytesIO()
    new.import_pages(old)
    new.save(out)
    new.close()
    old.close()
    return out.getvalue()


def with_facts(true: CertificateIssued, /, **changes: object) -> bytes:
    """What a forger draws: other facts, with the code and the seal of the true one."""
    return with_seal(render(structs.replace(facts_of(true), **changes), FONTS), true.seal)


def added_to(pdf: bytes, drawing: bytes) -> bytes:
    """The file with an update behind it that draws something on the front page."""
    from pyhanko.pdf_utils.generic import StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    drawn = writer.add_object(StreamObject(stream_data=drawing))
    writer.add_stream_to_page(0, drawn)  # type: ignore[no-untyped-call]
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def test_the_file_as_it_was_issued_holds_and_needs_no_eye(checker: Checker, pdf: bytes) -> None:
    answer = asked(checker, pdf)
    assert states(answer) == ("valid", "whole")
    assert (answer.source, answer.differences, answer.registered) == ("pdf", (), False)
    assert not answer.by_eye


def test_a_scan_holds_by_its_code_and_a_person_compares_the_rest(
    checker: Checker, pdf: bytes
) -> None:
    picture = scanner(page_image(pdf, 200), 1, 200)
    answer = asked(checker, picture)
    assert (*states(answer), answer.source) == ("valid", "", "picture")
    assert answer.by_eye
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).save(out, "PDF")
    answer = asked(checker, out.getvalue())
    assert (*states(answer), answer.source) == ("valid", "none", "pdf")
    assert answer.by_eye


def test_the_code_alone_holds_as_scanners_and_pasting_bring_it(
    checker: Checker, issued: CertificateIssued
) -> None:
    text = facts_of(issued).check_code
    answer = checker.text(f"  {text[:90].lower()}\r\n{text[90:]}\n")
    assert (answer.verdict.state, answer.source, answer.seal) == ("valid", "code", "")
    assert answer.by_eye


def test_its_pages_in_another_file_are_a_copy(checker: Checker, pdf: bytes) -> None:
    answer = asked(checker, printed_again(pdf))
    assert states(answer) == ("valid", "none")
    assert (answer.differences, answer.by_eye) == ((), True)


def test_one_byte_of_the_file_is_enough(checker: Checker, pdf: bytes) -> None:
    answer = asked(checker, pdf.replace(b"Dermaga</xmp:CreatorTool>", b"Dermagi</xmp:CreatorTool>"))
    assert states(answer) == ("altered", "broken")
    assert answer.differences == (Difference("file", ""),)


def test_another_name_number_course_and_date_on_the_page_are_named(
    checker: Checker, issued: CertificateIssued
) -> None:
    forged = with_facts(
        issued,
        name="Peserta Contoh 12",
        number="800.1.4/AULA-01.0007/BKPSDM/XII/2026",
        course="Pelayanan Publik Utama",
        hours=20,
        issued="2026-12-24",
    )
    told = (
        Difference("number", issued.number, "Nomor 800.1.4/AULA-01.0007/BKPSDM/XII/2026"),
        Difference("name", "Peserta Contoh 1", "Peserta Contoh 12"),
        Difference("course", COURSE, "Pelayanan Publik Utama"),
        Difference("hours", "2 JP", "20 JP"),
        Difference("issued", "23 Desember 2026", "24 Desember 2026"),
    )
    answer = asked(checker, forged)
    assert states(answer) == ("altered", "broken")
    assert answer.differences == (*told, Difference("file", ""))
    answer = asked(checker, printed_again(forged))
    assert states(answer) == ("altered", "none")
    assert answer.differences == told
    assert answer.verdict.differences == ("number", "name", "course", "hours", "issued")


def test_a_certificate_in_english_differs_in_nothing(
    checker: Checker, issued: CertificateIssued
) -> None:
    template = facts_of(issued).template
    for language in ("en", "id-en"):
        other = structs.replace(template, language=language)
        answer = asked(checker, printed_again(with_facts(issued, template=other)))
        assert (states(answer), answer.differences) == (("valid", "none"), ())


def test_a_long_name_broken_into_lines_differs_in_nothing(town: Town) -> None:
    name = f"Peserta Contoh {'Bernama-Panjang ' * 5}".strip()
    with town.house(AULA) as house:
        person = structs.replace(PEOPLE[0], name=name)
        earn(house.store, person)
        settings = house.office.settings()
        assert settings is not None
        issued = award_for(house.kiosk(settings, town.catalog))(person, "pelayanan-prima")
        assert facts_of(issued).name == name
        pdf = house.store.document("certificate", issued.number)
        assert pdf is not None
        answer = asked(house.checker(), printed_again(pdf))
    assert (states(answer), answer.differences) == (("valid", "none"), ())


def test_what_was_added_behind_a_file_is_told_and_is_no_alteration(
    checker: Checker, pdf: bytes
) -> None:
    signed = added_to(pdf, b"q 0 0 1 rg 600 120 150 40 re f Q")
    answer = asked(checker, signed)
    assert states(answer) == ("valid", "extended")
    assert (answer.differences, answer.by_eye) == ((), True)


def test_an_addition_that_covers_the_page_is_an_alteration(checker: Checker, pdf: bytes) -> None:
    covered = added_to(pdf, b"q 1 1 1 rg 200 330 400 60 re f Q")
    answer = asked(checker, covered)
    assert states(answer) == ("altered", "extended")
    assert answer.differences == (Difference("page", ""),)


def test_where_it_was_issued_the_register_agrees_and_a_stolen_key_is_found_out(
    town: Town, pdf: bytes, issued: CertificateIssued
) -> None:
    forged = town.forged(AULA, issued, name="Peserta Contoh 9")
    with town.house(AULA) as house:
        assert asked(house.checker(), pdf).registered
        answer = house.checker().text(forged)
    assert (answer.verdict.state, answer.registered) == ("altered", False)
    assert answer.differences == (
        Difference("register-name", "Peserta Contoh 9", "Peserta Contoh 1"),
    )


def test_a_revoked_one_is_revoked_whatever_else_was_done_to_it(
    town: Town, issued: CertificateIssued
) -> None:
    with town.house(AULA) as house:
        revoke(house.store, issued.number, "nama keliru", "2026-12-23")
        answer = asked(house.checker(), with_facts(issued, name="Peserta Contoh 12"))
    assert states(answer) == ("revoked", "broken")
    assert (answer.verdict.reason, answer.verdict.date) == ("nama keliru", "2026-12-23")
    assert Difference("name", "Peserta Contoh 1", "Peserta Contoh 12") in answer.differences


def test_who_knows_nobody_believes_nothing(pdf: bytes) -> None:
    answer = asked(Checker(Known(), "2026-12-23", nothing_here), pdf)
    assert (*states(answer), answer.by_eye) == ("unknown-key", "", False)


def test_a_folder_is_asked_while_another_program_has_it_open(town: Town, pdf: bytes) -> None:
    with town.house(LOBI), town.rooms.checker(town.data(LOBI)) as checker:
        assert states(asked(checker, pdf)) == ("valid", "whole")
    nowhere = town.data("nowhere")
    with town.rooms.checker(nowhere) as checker:
        assert states(asked(checker, pdf)) == ("unknown-key", "")
    assert not nowhere.exists()


def test_what_is_no_check_code_is_told_for_what_it_is(
    checker: Checker, issued: CertificateIssued, pdf: bytes
) -> None:
    code = facts_of(issued).check_code
    assert refusal(checker, "  ") == ("empty", "")
    assert refusal(checker, "nada") == ("not-a-code", "nada")
    assert refusal(checker, code[:-4]) == ("not-a-code", code[:80])
    assert refusal(checker, "abcde-fghij") == ("letters", "ABCDE-FGHIJ")
    assert refusal(checker, "ABCDE-FGHIJ-KLMNO-PQRST") == ("old-code", "ABCDE-FGHIJ-KLMNO-PQRST")
    assert refusal(checker, png(Image.new("L", (600, 400), 255))) == ("no-code", "")
    assert refusal(checker, qr("https://contoh.go.id/tte")) == (
        "foreign",
        "https://contoh.go.id/tte",
    )
    assert refusal(checker, qr("ABCDE-FGHIJ-KLMNO-PQRST")) == (
        "old-code",
        "ABCDE-FGHIJ-KLMNO-PQRST",
    )
    assert checker.file(pdf, codes_in(qr(code, "https://contoh.go.id"))).verdict.state == "valid"


def test_two_certificates_in_one_file_are_checked_one_by_one(
    town: Town, checker: Checker, issued: CertificateIssued
) -> None:
    codes = [facts_of(i).check_code for i in (issued, town.certify(AULA, 1))]
    assert refusal(checker, qr(*codes)) == ("several", "")
