"""Electronic signatures on a certificate's PDF, and what tells that they hold or do not."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis.strategies import binary, floats, integers
from PIL import Image, ImageChops
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from kiosk.certificate import signature as pades
from kiosk.certificate import signature_pdf
from kiosk.certificate.page import render, signature_boxes
from kiosk.certificate.signature import Key, SignTrouble, Wish
from kiosk.certificate.signature_look import Seen, look
from kiosk.certificate.signature_pdf import addition, lay_out
from kiosk.trust import seal
from tests.certificate.authority import NOW, PASSPHRASE, Authority, Wanted
from tests.certificate.conftest import Tool
from tests.certificate.golden_signature import FOLDER, pictures
from tests.certificate.samples import FONTS, TWO

BOXES = signature_boxes(TWO, FONTS)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def key(authority: Authority) -> Key:
    return pades.read_key(authority.p12(), PASSPHRASE, NOW)


@pytest.fixture(scope="module")
def second(authority: Authority) -> Key:
    return pades.read_key(authority.p12(Wanted("Kepala Contoh", "ec")), PASSPHRASE, NOW)


@pytest.fixture(scope="module")
def sealed() -> bytes:
    """A certificate as it is issued."""
    return seal.sealed(render(TWO, FONTS), KIOSK.sign)[0]


class _Kiosk:
    def __init__(self) -> None:
        from nacl.signing import SigningKey

        self.key = SigningKey(b"k" * 32)
        self.public = bytes(self.key.verify_key)

    def sign(self, message: bytes) -> bytes:
        return bytes(self.key.sign(message).signature)


KIOSK = _Kiosk()


def wish(key: Key, number: int = 1, *, visible: bool = True) -> Wish:
    shown = b""
    if visible:
        seen = Seen(key.name, key.organisation, NOW)
        shown = look(TWO, seen, number, BOXES[number - 1], FONTS)
    return Wish(number, BOXES, shown, reason="Sertifikat", location="Sibolga")


def signed(pdf: bytes, key: Key, number: int = 1, *, visible: bool = True) -> bytes:
    return pades.sign(pdf, key, wish(key, number, visible=visible), pades.trusted(key, NOW))


@pytest.fixture(scope="module")
def once(sealed: bytes, key: Key) -> bytes:
    return signed(sealed, key)


def test_what_was_issued_is_the_beginning_of_what_is_signed(sealed: bytes, once: bytes) -> None:
    assert once.startswith(sealed)
    assert seal.seal_state(sealed, KIOSK.public) == "whole"
    assert seal.seal_state(once, KIOSK.public) == "extended"
    assert once.count(b"<dermaga:seal>") == 1
    assert b"pyHanko" not in once


def test_the_signature_is_found_and_holds(once: bytes, key: Key, second: Key) -> None:
    assert [found.number for found in pades.signatures(once)] == [1]
    assert pades.holds(once, key, 1)
    assert not pades.holds(once, key, 2)
    assert not pades.holds(once, second, 1)


@pytest.mark.parametrize("visible", [True, False])
def test_two_signatories_sign_one_after_the_other(
    sealed: bytes, key: Key, second: Key, *, visible: bool
) -> None:
    both = signed(signed(sealed, key, visible=visible), second, 2)
    assert [found.number for found in pades.signatures(both)] == [1, 2]
    assert pades.holds(both, key, 1)
    assert pades.holds(both, second, 2)
    assert seal.seal_state(both, KIOSK.public) == "extended"


def test_the_second_signatory_may_be_the_first_to_sign(
    sealed: bytes, key: Key, second: Key
) -> None:
    both = signed(signed(sealed, second, 2), key, 1, visible=False)
    assert pades.holds(both, second, 2)
    assert pades.holds(both, key, 1)


def test_a_place_that_is_taken_stays_so(once: bytes, second: Key) -> None:
    with pytest.raises(SignTrouble, match="box-taken"):
        signed(once, second, 1)


@pytest.mark.parametrize("place", [0.1, 0.3, 0.6, 0.999])
def test_a_flipped_byte_is_noticed(once: bytes, key: Key, place: float) -> None:
    at = int(len(once) * place)
    hurt = once[:at] + bytes([once[at] ^ 1]) + once[at + 1 :]
    with pytest.raises(SignTrouble):
        pades.holds(hurt, key, 1)


@given(floats(0, 1, exclude_max=True), binary(max_size=30), integers(0, 30))
@settings(max_examples=100)
def test_a_damaged_file_never_holds(place: float, instead: bytes, cut: int) -> None:
    """Only in the room kept for the signature's own container may bytes be other ones."""
    whole, key = _once()
    at = int(place * len(whole))
    hurt = whole[:at] + instead + whole[at + cut :]
    room = range(whole.rindex(b"/Contents <"), len(whole))
    if hurt == whole or (at in room and len(hurt) == len(whole)):
        return
    with pytest.raises(SignTrouble):
        pades.holds(hurt, key, 1)


@cache
def _once() -> tuple[bytes, Key]:
    key = pades.read_key(Authority().p12(Wanted(kind="ec")), PASSPHRASE, NOW)
    return signed(render(TWO, FONTS), key), key


@pytest.mark.parametrize("kept", [0.5, 0.56, 0.7, 0.9, 0.99])
def test_a_file_cut_off_is_not_signed(once: bytes, key: Key, kept: float) -> None:
    with pytest.raises(SignTrouble):
        signed(once[: int(len(once) * kept)], key)


def test_a_signature_that_went_wrong_is_not_handed_out(
    sealed: bytes, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def wrongly(_self: object, _data: bytes, *_more: object, **_given: object) -> bytes:
        return bytes(256)

    monkeypatch.setattr(signature_pdf._OwnKey, "async_sign_raw", wrongly)
    with pytest.raises(SignTrouble, match="check") as raised:
        signed(sealed, key)
    assert raised.value.detail == "intact"


def _painted_over(pdf: bytes) -> bytes:
    """Something drawn on the page by an addition of its own."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    drawn = writer.add_object(StreamObject(stream_data=b"0 0 300 300 re f"))
    writer.add_stream_to_page(0, drawn)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_page_drawn_on_after_it_was_issued_is_not_signed(sealed: bytes, key: Key) -> None:
    painted = _painted_over(sealed)
    assert seal.seal_state(painted, KIOSK.public) == "extended"
    with pytest.raises(SignTrouble, match="pdf-changed"):
        signed(painted, key)


def test_a_page_drawn_on_after_it_was_signed_does_not_hold(
    once: bytes, key: Key, second: Key
) -> None:
    painted = _painted_over(once)
    with pytest.raises(SignTrouble, match="pdf-changed"):
        pades.holds(painted, key, 1)
    with pytest.raises(SignTrouble, match="pdf-changed"):
        signed(painted, second, 2)


def test_a_strangers_signature_over_the_name_is_not_signed_along(
    sealed: bytes, key: Key, second: Key
) -> None:
    boxes = (BOXES[0], (100.0, 300.0, 700.0, 400.0))
    shown = look(TWO, Seen("X", "Y", NOW), 2, boxes[1], FONTS)
    trust = pades.trusted(second, NOW)
    forged = pades.sign(sealed, second, Wish(2, boxes, shown), trust)
    with pytest.raises(SignTrouble, match="pdf-changed"):
        signed(forged, key)


def test_a_page_drawn_on_and_signed_at_once_is_not_signed_along(
    sealed: bytes, key: Key, second: Key
) -> None:
    writer = addition(sealed)
    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"0 0 300 300 re f")))
    mine = wish(second, 2)
    lay_out(writer, mine, first=True)
    making = signature_pdf.signed(writer, second, mine, NOW, stamper=None, certify=True)
    forged = asyncio.run(making)
    assert [found.number for found in pades.signatures(forged)] == [2]
    with pytest.raises(SignTrouble, match="pdf-changed"):
        signed(forged, key)


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7\nbukan", b"GIF89a"])
def test_what_is_no_pdf_is_told(key: Key, body: bytes) -> None:
    with pytest.raises(SignTrouble, match="pdf-damaged"):
        signed(body, key)


def test_an_encrypted_pdf_is_told(tool: Tool, tmp_path: Path, sealed: bytes, key: Key) -> None:
    plain, locked = tmp_path / "a.pdf", tmp_path / "b.pdf"
    plain.write_bytes(sealed)
    tool("qpdf", "--encrypt", "a", "b", "256", "--", plain, locked)
    with pytest.raises(SignTrouble, match="pdf-encrypted"):
        signed(locked.read_bytes(), key)


def test_other_readers_find_both_signatures_valid(
    tool: Tool, tmp_path: Path, once: bytes, second: Key
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(signed(once, second, 2))
    told = tool("pdfsig", "-nocert", file)
    assert told.count("Signature Validation: Signature is Valid.") == 2
    assert told.count("Signature Type: ETSI.CAdES.detached") == 2
    assert told.count("Total document signed") == 1
    assert "Signer Certificate Common Name: Kepala Contoh" in told
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", file)
    fonts = tool("pdffonts", file).splitlines()[2:]
    assert all("PlusJakartaSans" in line and " yes yes yes " in line for line in fonts)


def test_another_reader_notices_a_flipped_byte(tool: Tool, tmp_path: Path, once: bytes) -> None:
    at = once.index(b"<dermaga:code>") + 20
    file = tmp_path / "a.pdf"
    file.write_bytes(once[:at] + bytes([once[at] ^ 1]) + once[at + 1 :])
    assert "Signature is Valid" not in tool("pdfsig", "-nocert", file)


def test_the_box_says_who_and_when_and_nothing_of_a_state_signature(
    text_of: Callable[[bytes], str], sealed: bytes, once: bytes
) -> None:
    before, after = text_of(sealed), text_of(once)
    added = after.replace(before, "")
    assert "Ditandatangani secara elektronik oleh" not in before
    for said in (
        "Ditandatangani secara elektronik oleh",
        "23 November 2026 pukul 08.00 WIB",
        "Periksa pada panel tanda tangan pembaca PDF.",
    ):
        assert said in added
    assert not re.search(r"BSrE|BSSN|Balai|tersertifikasi|TTE", after)


def test_an_invisible_signature_changes_no_dot(
    tool: Tool, tmp_path: Path, sealed: bytes, key: Key
) -> None:
    pictures = []
    for name, pdf in (("a", sealed), ("b", signed(sealed, key, visible=False))):
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
        tool("pdftoppm", "-r", "60", "-png", "-f", "1", "-l", "1", "-singlefile",
             tmp_path / f"{name}.pdf", tmp_path / name)  # fmt: skip
        pictures.append(Image.open(tmp_path / f"{name}.png").convert("L"))
    assert ImageChops.difference(*pictures).getbbox() is None


def test_what_is_seen_is_the_picture() -> None:
    drawn = dict(pictures())
    assert set(drawn) == {file.name for file in FOLDER.iterdir()}
    for name, picture in drawn.items():
        with Image.open(FOLDER / name) as kept:
            expected = kept.convert("L")
        assert picture.size == expected.size
        apart = ImageChops.difference(picture, expected).histogram()
        assert sum(apart[48:]) <= 0.0005 * picture.width * picture.height, name
