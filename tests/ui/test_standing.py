"""The status chip: true words in every length, and a form for each room there is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.office.sync import Standing, standing
from kiosk.ui import theme as looks
from kiosk.ui.standing import PorchStatus, StatusChip, standing_words
from kiosk.ui.words import speak
from tests.conftest import MONDAY


def test_what_waits_is_never_called_received() -> None:
    assert standing(14, MONDAY, "BKPSDM", paired=True) == Standing("waiting", "BKPSDM", 14, MONDAY)
    assert standing(0, MONDAY, "BKPSDM", paired=True) == Standing("received", "BKPSDM", 0, MONDAY)


def test_without_a_receipt_nothing_was_received() -> None:
    assert standing(0, 0, "BKPSDM", paired=True).state == "empty"


def test_a_kiosk_that_is_not_paired_waits_for_nobody() -> None:
    assert standing(14, MONDAY, "", paired=False).state == "alone"


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        (
            Standing("received", "BKPSDM", 0, MONDAY),
            (
                "Semua catatan sudah diterima BKPSDM, 23 November 2026",
                "Diterima BKPSDM, 23 November 2026",
                "Sudah diterima",
            ),
        ),
        (
            Standing("waiting", "BKPSDM", 14),
            ("14 catatan menunggu dikirim ke BKPSDM", "14 catatan menunggu", "14 menunggu"),
        ),
        (Standing("sending", "BKPSDM", 85), ("Menyetor · 85 catatan lagi", "Menyetor · 85")),
        (Standing("alone", "", 14), ("Tersimpan di komputer ini", "Tersimpan")),
        (
            Standing("revoked", "BKPSDM", 14),
            (
                "Kios ini dicabut BKPSDM · 14 catatan tetap di sini",
                "Kios dicabut BKPSDM",
                "Kios dicabut",
            ),
        ),
        (Standing("view-only"), ("Tidak ada yang disimpan", "Tidak disimpan")),
        (
            Standing("empty", "BKPSDM"),
            ("Tersambung dengan BKPSDM, belum ada catatan", "Belum ada catatan"),
        ),
    ],
)
def test_each_state_has_its_words_from_long_to_short(
    stands: Standing, words: tuple[str, ...]
) -> None:
    speak("id")
    assert standing_words(stands) == words


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_the_longest_form_that_has_room_is_shown_and_none_is_cut(
    qapp: QApplication, scale: float
) -> None:
    assert qapp is not None
    theme = looks.plain(scale)
    chip = StatusChip(theme)
    chip.show_standing(Standing("received", "BKPSDM", 0, MONDAY))
    words = chip.findChildren(type(chip._words))[-1]
    seen = []
    for room in (900, 400, 10):
        taken = chip.fit(theme.px(room))
        seen.append(words.text())
        assert taken <= theme.px(room) or room == 10
    assert seen == [
        "Semua catatan sudah diterima BKPSDM, 23 November 2026",
        "Diterima BKPSDM, 23 November 2026",
        "Sudah diterima",
    ]
    assert words.accessibleName() == "Semua catatan sudah diterima BKPSDM, 23 November 2026"


def test_a_stick_of_the_agency_is_told_to_whoever_stands_before_the_kiosk(
    qapp: QApplication,
) -> None:
    assert qapp is not None
    porch = PorchStatus(looks.plain())
    for state, words in (
        ("none", ""),
        ("writing", "Stik A: catatan kios ini sedang disalin. Aman dicabut kapan saja."),
        ("written", "Stik A sudah membawa catatan kios ini. Boleh dicabut."),
        ("trouble", "Stik A belum dapat dipakai. Beri tahu pengelola."),
    ):
        porch.show_standing(Standing("waiting", "BKPSDM", 14, 0, "A", state))  # type: ignore[arg-type]
        assert porch.stick.text() == words
