"""Pictures and PDF files given to the page that checks certificates, in a real browser."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pypdfium2
import pytest
import segno
from msgspec import structs
from PIL import Image, ImageFilter

from kiosk.certificate.page import render
from kiosk.register.badge import badge
from kiosk.trust import code, seal
from kiosk.trust.code import Said, packed
from tests.certificate.samples import CERTIFICATE, FONTS
from tests.hub.pages.chromium import program
from tests.trust.conftest import ONE, STRANGER, Key
from tests.trust.paged import Watching, knowing, laid, watching

pytestmark = pytest.mark.skipif(
    program() is None, reason="Chromium is not installed (Debian: chromium)"
)


@pytest.fixture(scope="module")
def page(said: Said, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watching]:
    folder = tmp_path_factory.mktemp("page")
    with watching(folder / "profile") as browser:
        browser.size(1366, 768)
        browser.open(laid(folder, knowing(said)))
        yield browser


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A certificate as the first kiosk issues it, with its badge and its seal."""
    return issued(ONE)


def issued(key: Key, **changes: str) -> bytes:
    facts = structs.replace(CERTIFICATE, check_code="", **changes)
    said = Said(
        number=facts.number,
        name=facts.name,
        course=facts.course,
        hours=facts.hours,
        issued=facts.issued,
        facts=code.facts_hash(code.canonical(msgspec.json.encode(facts))),
        key=code.key_id(key.public),
    )
    facts = structs.replace(facts, check_code=packed(said, key.sign))
    drawn = render(facts, FONTS, badge=badge(facts, key.sign, key.public))
    return seal.sealed(drawn, key.sign)[0]


def given(browser: Watching, file: Path) -> tuple[str, str]:
    """The state shown for a file, and the words."""
    browser.ask("document.querySelector('#answer').replaceChildren()")
    browser.give("#file", file)
    return browser.answered(), browser.ask("document.querySelector('#answer').innerText")


def written(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def test_a_pdf_as_it_was_issued_is_whole(page: Watching, pdf: bytes, tmp_path: Path) -> None:
    state, words = given(page, written(tmp_path, "Sertifikat.pdf", pdf))
    assert state == "valid"
    assert "Berkas PDF ini utuh" in words
    assert "Peserta Contoh, S.A.P." in words
    assert len(pdf) <= 45 * 1024


def test_one_changed_byte_of_a_pdf_is_found_out(page: Watching, pdf: bytes, tmp_path: Path) -> None:
    place = pdf.index(b"xpacket") + 200
    changed = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
    assert seal.seal_state(changed, ONE.public) == "broken"
    state, words = given(page, written(tmp_path, "diubah.pdf", changed))
    assert state == "changed-file"
    assert "Berkas PDF diubah" in words


def test_something_added_behind_a_pdf_is_told(page: Watching, pdf: bytes, tmp_path: Path) -> None:
    signed = pdf + b"\n1 0 obj\n<< >>\nendobj\nstartxref\n0\n%%EOF\n"
    assert seal.seal_state(signed, ONE.public) == "extended"
    state, words = given(page, written(tmp_path, "ditandatangani.pdf", signed))
    assert state == "valid"
    assert "ditambahi sesudah terbit" in words


def test_a_pdf_without_its_seal_is_told_to_be_compared(
    page: Watching, pdf: bytes, tmp_path: Path
) -> None:
    start = pdf.index(seal.OPEN) + len(seal.OPEN)
    bare = pdf[:start] + b"A" * 88 + pdf[start + 88 :]
    state, words = given(page, written(tmp_path, "tanpa-segel.pdf", bare))
    assert state == "valid"
    assert "PDF ini tanpa segel" in words
    foreign = pdf.replace(pdf[start : start + 88], seal.sealed(bare, STRANGER.sign)[1].encode())
    assert given(page, written(tmp_path, "segel-lain.pdf", foreign))[0] == "changed-file"


def test_of_a_pdf_by_a_stranger_nothing_is_believed(page: Watching, tmp_path: Path) -> None:
    state, words = given(page, written(tmp_path, "asing.pdf", issued(STRANGER)))
    assert state == "unknown-key"
    assert "utuh" not in words


def test_a_pdf_without_a_code_or_with_two_is_told(
    page: Watching, pdf: bytes, tmp_path: Path
) -> None:
    assert given(page, written(tmp_path, "a.pdf", b"%PDF-1.7\n%%EOF\n"))[0] == "no-code"
    two = pdf + issued(ONE, number="800/2")
    assert given(page, written(tmp_path, "b.pdf", two))[0] == "many-codes"


def test_a_page_scanned_at_200_and_300_dpi_is_read(
    page: Watching, pdf: bytes, tmp_path: Path
) -> None:
    for dpi in (200, 300):
        sheet = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil().convert("L")
        turned = sheet.rotate(1.5, fillcolor=255, expand=True).filter(ImageFilter.GaussianBlur(0.7))
        file = tmp_path / f"{dpi}.jpg"
        turned.save(file, quality=70)
        state, words = given(page, file)
        assert (dpi, state) == (dpi, "valid")
        assert "utuh" not in words


def test_a_pdf_from_an_office_scanner_is_read(page: Watching, pdf: bytes, tmp_path: Path) -> None:
    sheets = [sheet.render(scale=200 / 72).to_pil() for sheet in pypdfium2.PdfDocument(pdf)]
    blank = Image.new("RGB", sheets[0].size, "white")
    blank.save(tmp_path / "pindai.pdf", save_all=True, append_images=sheets[:1], resolution=200)
    assert b"dermaga:code" not in (tmp_path / "pindai.pdf").read_bytes()
    state, words = given(page, tmp_path / "pindai.pdf")
    assert state == "valid"
    assert "Cocokkan keterangan di bawah dengan kertasnya" in words
    blank.save(tmp_path / "kosong.pdf")
    assert given(page, tmp_path / "kosong.pdf")[0] == "no-code"


def test_a_phones_photo_of_the_code_alone_is_read(
    page: Watching, said: Said, tmp_path: Path
) -> None:
    drawn = io.BytesIO()
    segno.make_qr(packed(said, ONE.sign), error="m").save(drawn, kind="png", scale=14, border=4)
    photo = Image.open(drawn).convert("RGB").rotate(-7, fillcolor="#cfc8ba", expand=True)
    noise = random.Random(1).randbytes(photo.width * photo.height)
    grain = Image.frombytes("L", photo.size, noise).convert("RGB")
    file = tmp_path / "foto.jpg"
    Image.blend(photo.filter(ImageFilter.GaussianBlur(1.5)), grain, 0.15).save(file, quality=60)
    assert given(page, file)[0] == "valid"


def test_other_pictures_and_files_are_told_in_a_sentence(page: Watching, tmp_path: Path) -> None:
    plain = tmp_path / "putih.png"
    Image.new("RGB", (400, 300), "white").save(plain)
    assert given(page, plain)[0] == "no-qr"
    assert given(page, written(tmp_path, "catatan.txt", b"halo"))[0] == "unreadable"
    segno.make_qr("https://contoh.go.id/").save(str(tmp_path / "lain.png"), scale=8)
    assert given(page, tmp_path / "lain.png")[0] == "strange"


def test_a_file_that_is_dropped_is_checked_too(page: Watching, pdf: bytes, tmp_path: Path) -> None:
    file = written(tmp_path, "Sertifikat.pdf", pdf)
    page.ask("document.querySelector('#answer').replaceChildren()")
    data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        page.say("Input.dispatchDragEvent", type=kind, x=300, y=300, data=data)
    assert page.answered() == "valid"
    assert hashlib.sha256(file.read_bytes()).digest() == hashlib.sha256(pdf).digest()
