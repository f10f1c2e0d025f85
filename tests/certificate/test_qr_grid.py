"""Codes reckoned here beside those of segno, and read by another library."""

from __future__ import annotations

import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.certificate.qr_grid import LEAST, LETTERS, MOST, grid, runs
from tests.certificate.samples import CODE

USUAL = st.text(LETTERS, min_size=LEAST, max_size=MOST)


def _picture(rows: tuple[bytes, ...]) -> Image.Image:
    side = len(rows) + 8
    page = Image.new("L", (side, side), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            page.putpixel((x + 4, y + 4), 0 if dark else 255)
    return page.resize((4 * side, 4 * side), Image.Resampling.NEAREST)


def _read(rows: tuple[bytes, ...]) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(_picture(rows))]


@settings(max_examples=60, deadline=None)
@given(text=USUAL)
def test_a_usual_code_is_read_back_letter_by_letter(text: str) -> None:
    assert _read(grid(text)) == [text]


@pytest.mark.parametrize("length", range(LEAST, MOST + 1))
def test_every_usual_length_is_as_segno_makes_it(length: int) -> None:
    """But where the end mark ends a byte: there segno adds a byte of zeros, which says nothing."""
    text = (CODE + LETTERS * 2)[:length].replace(" ", "A")
    bits = 4 + 9 + 11 * (length // 2) + 6 * (length % 2)
    made = segno.make_qr(text, error="m", version=9, boost_error=False, mask=3)
    if bits % 8 != 4:
        assert grid(text) == tuple(map(bytes, made.matrix))
    assert _read(grid(text)) == [text]


@pytest.mark.parametrize("text", ["A", CODE[:100], CODE + "A" * 60, "kecil " * 40, "1" * 400])
def test_other_codes_are_segnos(text: str) -> None:
    made = segno.make_qr(text, error="m", boost_error=False, mask=3)
    assert grid(text) == tuple(map(bytes, made.matrix))
    assert _read(grid(text)) == [text]


def test_usual_codes_are_reckoned_here_and_not_left_to_segno(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    grid(CODE)  # once, to learn
    monkeypatch.setattr("kiosk.certificate.qr_grid.segno", None)
    assert _read(grid(CODE)) == [CODE]


def test_what_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        grid("A" * 5000)


def test_runs_cover_the_dark_modules_and_no_others() -> None:
    rows = grid(CODE)
    drawn = [bytearray(53) for _ in range(53)]
    for x, y, length in runs(rows):
        for cell in range(x, x + length):
            drawn[52 - y][cell] += 1
    assert tuple(map(bytes, drawn)) == rows
