"""Participant cards as they come on paper: read back by eye and by scanner."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from kiosk.certificate.cards import FULL, Card, Issuer, Sheets, render
from kiosk.people.card import card_text
from kiosk.people.learner import learner_id

ISSUER = Issuer("BKPSDM", "Kota Contoh", "2026-11-23")
LONG = "Prof. Dr. Ir. H. Muhammad Abdurrahman Contoh Siregar Hutagalung, S.E., M.Si., Ak., CA."


def cards(count: int) -> list[Card]:
    ids = [learner_id(f"19870412201101{n % 2 + 1}{n:03d}") for n in range(count)]
    return [Card(f"Peserta Contoh {n}", "Dinas Contoh", card_text(x)) for n, x in enumerate(ids)]


def words(pdf: bytes, page: int = 0) -> str:
    text = pypdfium2.PdfDocument(io.BytesIO(pdf))[page].get_textpage().get_text_bounded()
    return " ".join(text.split())


def test_every_code_is_read_at_300_dots_an_inch(fonts: Path) -> None:
    made = cards(12)
    pdf = pypdfium2.PdfDocument(io.BytesIO(render(made, ISSUER, fonts)))
    read = []
    for page in pdf:
        picture = page.render(scale=300 / 72).to_pil().convert("L")
        read.append({code.text for code in zxingcpp.read_barcodes(picture)})
    assert read == [{x.text for x in made[:10]}, {x.text for x in made[10:]}]


def test_a_card_says_whose_it_is_how_it_works_and_no_nip(fonts: Path) -> None:
    said = words(render(cards(1), ISSUER, fonts))
    for wanted in (
        "BKPSDM · Kota Contoh",
        "Peserta Contoh 0",
        "Dinas Contoh",
        "Pindai kartu di kolom NIP, lalu ketik PIN.",
    ):
        assert wanted in said
    assert "1987" not in said
    assert "CONTOH" not in said


def test_a_new_code_and_a_demonstration_are_said(fonts: Path) -> None:
    card = Card("Peserta Contoh", "Dinas Contoh", card_text(learner_id("1")), "ABCD-EFGH")
    said = words(render([card], Issuer("BKPSDM", "Kota Contoh", "2026-11-23", sample=True), fonts))
    for wanted in ("Kode aktivasi (sekali pakai): ABCD-EFGH", "lalu buat PIN.", "CONTOH"):
        assert wanted in said


def test_a_long_name_stays_whole_in_two_lines_and_a_long_unit_is_cut(fonts: Path) -> None:
    unit = "Dinas Contoh Kependudukan dan Pencatatan Sipil serta Pemberdayaan " * 3
    pdf = render([Card(LONG, unit, card_text(learner_id("1")))], ISSUER, fonts)
    assert LONG in words(pdf)
    assert "…" in words(pdf)


def test_the_same_cards_are_the_same_bytes_and_a_sheet_holds_ten(fonts: Path) -> None:
    assert render(cards(3), ISSUER, fonts) == render(cards(3), ISSUER, fonts)
    with pytest.raises(ValueError, match="11"):
        Sheets(ISSUER, fonts).add(cards(FULL + 1))
