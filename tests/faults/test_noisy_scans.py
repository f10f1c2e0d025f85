"""Worn pages, as scanners and telephones bring them, and how many of them are read."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

import pytest
from msgspec import structs
from PIL import ImageFilter

from kiosk.certificate.page import render
from kiosk.certificate.scan import codes_in
from kiosk.trust import code
from tests.certificate.noise import page_image, scanner, telephone
from tests.certificate.samples import CERTIFICATE, FONTS

PAGES = 4
EACH, LONG_EACH = 2, 100
LEAST = 0.99


def page(n: int) -> tuple[bytes, str]:
    """A certificate with as long a code as there is, and its code."""
    said = code.Said(
        number=f"800.1.4/CONTOH-01.{n:04}/BKPSDM/XI/2026",
        name=f"Peserta Contoh {n}, S.A.P., M.Si.",
        course="Dasar Keamanan Informasi dan Pelindungan Data Pribadi",
        hours=6,
        issued="2026-11-24",
        facts=hashlib.sha256(b"facts %d" % n).digest()[:8],
        key=b"\xf0\x01abcdef",
    )
    text = code.packed(said, lambda message: hashlib.sha512(message).digest())
    assert len(text) >= 255
    facts = structs.replace(
        CERTIFICATE, number=said.number, name=said.name, course=said.course, check_code=text
    )
    return render(facts, FONTS), text


@pytest.mark.parametrize("dpi", [200, 300])
def test_of_a_hundred_worn_pages_ninety_nine_are_read(
    dpi: int, counted: Callable[..., None], *, long: bool
) -> None:
    count = LONG_EACH if long else EACH
    pages = [page(n) for n in range(PAGES)]
    images = [page_image(pdf, dpi) for pdf, _text in pages]
    read, slowest = 0, 0.0
    for seed in range(count):
        worn = (scanner, telephone)[seed % 2](images[seed % PAGES], seed, dpi)
        began = time.process_time()
        read += codes_in(worn).codes == (pages[seed % PAGES][1],)
        slowest = max(slowest, time.process_time() - began)
    counted(
        f"scans, {dpi} dpi", acknowledged=count, lost=count - read,
        read=read, slowest_ms=round(1000 * slowest),
    )  # fmt: skip
    assert read >= LEAST * count


def test_the_rig_loses_pages_when_they_are_too_worn() -> None:
    """The canary: with far more blur nothing is read, and the count must say so."""
    pdf, text = page(0)
    image = page_image(pdf, 200).filter(ImageFilter.GaussianBlur(5))
    assert codes_in(scanner(image, 1, 200)).codes != (text,)
