from __future__ import annotations

import hashlib
import io
import os
import random
import signal
import struct
import sys
import zlib
from collections.abc import Iterator

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdfium2 import PdfDocument

from kiosk.certificate import scan
from kiosk.certificate import signature as pades
from kiosk.certificate.page import render, signature_boxes
from kiosk.certificate.scan import ScanTrouble, codes_in
from kiosk.certificate.scanner import Scanner
from kiosk.certificate.signature_look import Seen, look
from kiosk.trust import seal
from tests.certificate.authority import NOW, PASSPHRASE, Authority
from tests.certificate.noise import page_image, scanner, telephone
from tests.certificate.samples import CERTIFICATE, CODE, FONTS, TWO

PDF = render(CERTIFICATE, FONTS)


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def pdf_of(picture: Image.Image) -> bytes:
    """As office scanners write it: a page that is one picture."""
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=150)
    return out.getvalue()


def qr(text: str) -> Image.Image:
    out = io.BytesIO()
    segno.make_qr(text).save(out, kind="png", scale=4, border=4)
    return Image.open(out).convert("L")


def beside(*pictures: Image.Image) -> Image.Image:
    made = Image.new("L", (sum(p.width for p in pictures), max(p.height for p in pictures)), 255)
    left = 0
    for picture in pictures:
        made.paste(picture, (left, 0))
        left += picture.width
    return made


def trouble(file: bytes) -> str:
    with pytest.raises(ScanTrouble) as found:
        codes_in(file)
    return found.value.code


def test_our_own_file_gives_its_code_and_its_words() -> None:
    found = codes_in(PDF)
    assert (found.kind, found.codes, found.redrawn) == ("pdf", (CODE,), False)
    assert "Peserta Contoh, S.A.P." in found.words
    assert "NIP 19870412 201101 2 008" in found.words


@pytest.mark.parametrize("turned", [None, *Image.Transpose], ids=str)
def test_a_picture_may_be_upside_down_on_its_side_or_mirrored(
    turned: Image.Transpose | None,
) -> None:
    page = page_image(PDF, 150)
    found = codes_in(png(page if turned is None else page.transpose(turned)))
    assert (found.kind, found.codes, found.words) == ("picture", (CODE,), "")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_every_kind_of_picture_that_is_promised_is_read(kind: str) -> None:
    out = io.BytesIO()
    page_image(PDF, 150).save(out, kind)
    assert codes_in(out.getvalue()).codes == (CODE,)


def test_the_second_page_of_a_fax_is_read() -> None:
    out = io.BytesIO()
    page = page_image(PDF, 150)
    Image.new("L", page.size, 255).save(out, "TIFF", save_all=True, append_images=[page])
    assert codes_in(out.getvalue()).codes == (CODE,)


def test_a_scan_inside_a_pdf_is_read_and_has_no_words_of_its_own() -> None:
    found = codes_in(pdf_of(page_image(PDF, 150)))
    assert (found.kind, found.codes, found.words) == ("pdf", (CODE,), "")


def test_the_words_that_a_machine_guessed_behind_a_scan_are_not_believed() -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(842, 595))
    words = canvas.beginText(100, 300)
    words.setTextRenderMode(3)  # not drawn, as OCR leaves them
    words.textLine("Peserta C0ntoh, S.A.P.")
    canvas.drawText(words)
    canvas.drawImage(ImageReader(page_image(PDF, 150)), 0, 0, 842, 595)
    canvas.save()
    found = codes_in(out.getvalue())
    assert (found.codes, found.words) == ((CODE,), "")


def test_electronic_signatures_in_their_boxes_redraw_nothing() -> None:
    file = seal.sealed(render(TWO, FONTS), lambda message: hashlib.sha512(message).digest())[0]
    key = pades.read_key(Authority().p12(), PASSPHRASE, NOW)
    boxes = signature_boxes(TWO, FONTS)
    for number, box in enumerate(boxes, 1):
        shown = look(TWO, Seen(key.name, key.organisation, NOW), number, box, FONTS)
        wish = pades.Wish(number, boxes, shown)
        file = pades.sign(file, key, wish, pades.trusted(key, NOW))
    assert ink(file) > ink(file[: file.find(b"%%EOF") + 5])
    assert codes_in(file).redrawn is False


def ink(pdf: bytes) -> int:
    """How much of the front page is dark, in levels, as the scan sees it."""
    document = scan._opened(pdf)
    seen = scan._drawn(document[0], 72).histogram()
    document.close()
    return sum((255 - level) * count for level, count in enumerate(seen))


def test_light_on_dark_and_see_through_pictures_are_read() -> None:
    page = page_image(PDF, 150)
    assert codes_in(png(page.point([255 - level for level in range(256)]))).codes == (CODE,)
    seen_through = Image.new("LA", page.size, (0, 0))
    seen_through.putalpha(page.point([255 - level for level in range(256)]))
    assert codes_in(png(seen_through)).codes == (CODE,)


def test_of_two_codes_ours_comes_first() -> None:
    both = beside(qr("https://contoh.go.id/tte/12345"), page_image(PDF, 150))
    assert codes_in(png(both)).codes == (CODE, "https://contoh.go.id/tte/12345")
    assert codes_in(png(qr("https://contoh.go.id"))).codes == ("https://contoh.go.id",)


def test_a_page_without_a_code_has_none() -> None:
    assert codes_in(png(Image.new("L", (900, 600), 200))).codes == ()


@pytest.mark.parametrize("how", [scanner, telephone])
@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_a_worn_page_is_still_read(how: object, dpi: int) -> None:
    assert callable(how)
    assert codes_in(how(page_image(PDF, dpi), 7, dpi)).codes == (CODE,)


def test_what_is_wrong_with_a_file_has_a_name() -> None:
    assert trouble(b"") == "unknown-kind"
    assert trouble(b"GIF89a" + bytes(20)) == "unknown-kind"
    assert trouble(b"%PDF-1.7\n") == "broken"
    assert trouble(PDF[:4000]) == "broken"
    assert trouble(png(page_image(PDF, 100))[:3000]) == "broken"
    assert trouble(bytes(scan.MOST_BYTES + 1)) == "large"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert trouble(_bomb(60_000, 60_000)) == "large"
    assert trouble(_bomb(10_000, 9_000)) == "large"
    assert trouble(_bomb(8_000, 7_000)) == "large"


def _bomb(wide: int, tall: int) -> bytes:
    """A PNG that says how large it is, and has nothing in it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", wide, tall, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def test_a_locked_file_says_so() -> None:
    from pikepdf import Encryption, Pdf

    out = io.BytesIO()
    with Pdf.open(io.BytesIO(PDF)) as document:
        document.save(out, encryption=Encryption(user="rahasia", owner="rahasia"))
    assert trouble(out.getvalue()) == "locked"


def test_a_page_as_large_as_a_house_is_drawn_small() -> None:
    document = PdfDocument.new()
    document.new_page(14_400, 14_400)
    out = io.BytesIO()
    document.save(out)
    document.close()
    assert codes_in(out.getvalue()).codes == ()


@pytest.fixture(scope="module")
def child() -> Iterator[Scanner]:
    made = Scanner()
    yield made
    made.close()


SMALL = png(qr(CODE))


@settings(max_examples=40)
@given(seed=st.integers(0, 1 << 32), count=st.integers(1, 30), pdf=st.booleans())
def test_whatever_was_done_to_a_file_nothing_else_comes_out(
    child: Scanner, *, seed: int, count: int, pdf: bool
) -> None:
    """In the child, which must live through it, too: none of these ends it."""
    found = outcome(child, mutated(PDF if pdf else SMALL, random.Random(seed), count))
    assert found <= {CODE, "broken", "unknown-kind", "large", "locked"}


def outcome(child: Scanner, file: bytes) -> set[str]:
    """The codes that were found, or the trouble."""
    try:
        return set(child.codes_in(file).codes)
    except ScanTrouble as trouble:
        return {trouble.code}


def mutated(file: bytes, chance: random.Random, count: int) -> bytes:
    """Bytes changed, cut out and doubled."""
    made = bytearray(file)
    for _ in range(count):
        place, size = chance.randrange(len(made)), chance.randrange(1, 60)
        match chance.randrange(4):
            case 0:
                made[place] = chance.randrange(256)
            case 1 if len(made) > 200:
                del made[place : place + size]
            case 2:
                made[place:place] = made[place : place + size]
            case _:
                made[place : place + size] = chance.randbytes(size)
    return bytes(made)


def test_the_child_is_started_anew_when_it_is_gone(child: Scanner) -> None:
    assert child.codes_in(PDF).codes == (CODE,)
    process = child._child
    assert process is not None
    process.kill()
    process.wait()
    assert child.codes_in(PDF).codes == (CODE,)


@pytest.mark.skipif(sys.platform == "win32", reason="no signal stops a process there")
def test_a_file_that_takes_too_long_is_given_up() -> None:
    child = Scanner(seconds=0.2)
    child.get_ready()
    process = child._child
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    with pytest.raises(ScanTrouble, match="slow"):
        child.codes_in(PDF)
    assert process.poll() is not None
    child.close()


def test_the_child_that_died_over_a_file_is_told_apart_from_a_broken_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    child = Scanner()
    monkeypatch.setattr("kiosk.certificate.scanner.__name__", "this_module_is_not_there")
    with pytest.raises(ScanTrouble, match="crashed"):
        child.codes_in(PDF)
    child.close()
    with pytest.raises(ScanTrouble, match="crashed"):
        child.codes_in(PDF)
