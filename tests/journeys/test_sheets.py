"""A learner takes transcript, Kartu JP and SIASN sheet from the history, in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

import main
from kiosk.house import TourWanted
from kiosk.ui import printing
from kiosk.ui.driver import Driver
from kiosk.ui.printing import Job, JobState, Printer, PrintTrouble
from kiosk.ui.sitting import Sitting
from kiosk.ui.sticks import Stick
from tests.rooms import certify

from .conftest import sign_in

SHEETS = {
    "card": ("hours", "Kartu JP 2026"),
    "courses": ("transcript", "Transkrip nilai"),
    "certificates": ("siasn", "Lembar isian SIASN"),
}


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path) -> Iterator[Driver]:
    """The window on a demonstration kiosk whose first learner has a certificate."""
    assert qapp is not None
    with main.rooms().house(tmp_path / "data") as house:
        house.office.set_up_demo()
        certify(house, house.catalog())
    sitting = Sitting(main.rooms(), tmp_path / "data")
    window = sitting.program.window
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    made = Driver.at(sitting, TourWanted(tmp_path, "id", 1366, 768), [])
    sign_in(made)
    made.press("history")
    made.wait_for("HistoryScreen")
    yield made
    window.may_close = True
    window.close()
    sitting.close()
    window.deleteLater()
    QApplication.sendPostedEvents()


def says(hands: Driver, words: str) -> None:
    def said() -> bool:
        label = hands.maybe("paper-words")
        return isinstance(label, QLabel) and words in label.text()

    hands.until(said, words)


@pytest.mark.parametrize("tab", sorted(SHEETS))
def test_a_paper_is_saved_whole_on_a_stick_under_a_name_that_names_nobody(
    hands: Driver, slot: list[Stick], stick: Stick, tab: str
) -> None:
    kind, title = SHEETS[tab]
    hands.press(f"tab-{tab}")
    hands.press(f"sheet-{kind}")
    hands.press("paper-save")
    says(hands, "Belum ada stik USB.")
    slot.append(stick)
    hands.press("search-again")
    hands.until(lambda: hands.maybe("stick-0") is not None, "stik belum terlihat")
    hands.press("stick-0")
    says(hands, "Stik USB boleh dicabut.")
    (file,) = stick.path.iterdir()
    today = hands.house.rooms.day_of(hands.house.rooms.now())
    assert file.name == f"{title} per {today}.pdf"
    words = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
    assert "Peserta Contoh 1" in words
    assert title.upper() in words
    hands.press("paper-close")
    assert hands.maybe("overlay") is None


def test_the_siasn_sheet_lies_beside_the_certificate(
    hands: Driver, slot: list[Stick], stick: Stick
) -> None:
    slot.append(stick)
    hands.press("tab-certificates")
    hands.press(hands.names("certificate-")[0])
    hands.wait_for("CertificateScreen")
    hands.press("sheet-siasn")
    hands.press("paper-save")
    hands.until(lambda: hands.maybe("stick-0") is not None, "stik belum terlihat")
    hands.press("stick-0")
    says(hands, "Stik USB boleh dicabut.")
    assert [file.name[:18] for file in stick.path.iterdir()] == ["Lembar isian SIASN"]


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, str, str]]:
    """One printer that takes jobs and is done at once."""
    sent: list[tuple[bytes, str, str]] = []

    def send(pdf: bytes, name: str, title: str, paper: str = "A4", pages: int = 2) -> Job:
        assert pages == 1
        sent.append((pdf, title, paper))
        return Job("1", name, 0.0)

    monkeypatch.setattr(printing, "printers", lambda: (Printer("p", "Printer lobi", ready=True),))
    monkeypatch.setattr(printing, "send", send)
    monkeypatch.setattr(printing, "state", lambda _job: JobState("done"))
    return sent


def test_a_transcript_is_printed_on_a4_and_nothing_of_the_person_stands_in_the_queue(
    hands: Driver, printer: list[tuple[bytes, str, str]]
) -> None:
    hands.press("tab-courses")
    hands.press("sheet-transcript")
    hands.press("paper-print")
    says(hands, "Printer selesai dengan cetakan ini.")
    ((pdf, title, paper),) = printer
    assert pdf.startswith(b"%PDF")
    assert (title, paper) == ("Transkrip nilai", "A4")


def test_a_refused_print_is_told_and_can_be_tried_again(
    hands: Driver, printer: list[tuple[bytes, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_all: object) -> Job:
        raise PrintTrouble("rejecting")

    taking: Callable[..., Job] = printing.send
    monkeypatch.setattr(printing, "send", refuse)
    hands.press("tab-courses")
    hands.press("sheet-transcript")
    hands.press("paper-print")
    says(hands, "tidak menerima cetakan")
    monkeypatch.setattr(printing, "send", taking)
    hands.press("paper-print")
    says(hands, "Printer selesai")
    assert len(printer) == 1


def test_by_keyboard_alone_the_card_of_hours_goes_out(
    hands: Driver, printer: list[tuple[bytes, str, str]]
) -> None:
    for _ in range(40):
        if hands.window.focusWidget() is hands.find("sheet-hours"):
            break
        QTest.keyClick(hands.window, Qt.Key.Key_Tab)
    assert hands.window.focusWidget() is hands.find("sheet-hours")
    hands.key(Qt.Key.Key_Space)
    assert hands.window.focusWidget() is hands.find("paper-print")
    hands.key(Qt.Key.Key_Return)
    says(hands, "Printer selesai")
    hands.key(Qt.Key.Key_Escape)
    assert hands.maybe("paper-words") is None
    assert len(printer) == 1
