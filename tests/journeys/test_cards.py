"""Participant cards from the officer's room to the sign-in screen, by the keys a scanner types."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from kiosk.house import House
from kiosk.office import demo
from kiosk.office.cohorts import Cohorts
from kiosk.people.card import card_text
from kiosk.people.cohort import Cohort
from kiosk.people.learner import Learner, learner_id
from kiosk.people.nip import Kind
from kiosk.people.role import OFFICER
from kiosk.ui import files
from kiosk.ui.driver import Driver
from kiosk.ui.files import Start
from kiosk.ui.screens import signin
from kiosk.ui.widgets.fields import Field, PinField

FIRST, PIN = demo.LEARNERS[0], demo.SAMPLES[0].pin
NEW = Learner(
    learner_id("199004122015012001"), "Peserta Contoh 41", "Dinas Contoh", Kind.PNS,
    "199004122015012001",
)  # fmt: skip


@pytest.fixture
def desk(hands: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Driver:
    """The real window; a class of a sample learner and of somebody who never signed in."""
    monkeypatch.setattr(signin, "ENDING", 60_000)
    (tmp_path / "stik").mkdir()
    monkeypatch.setattr(files, "starts", lambda: (Start(tmp_path / "stik", "STIK", "usb"),))
    house: House = hands.house
    house.store.roster.put([NEW])
    Cohorts(house.clerk(OFFICER).acts, house.store).save(
        Cohort("a3", "Angkatan III", (FIRST.id, NEW.id))
    )
    return at_the_keyboard(hands)


def at_the_keyboard(hands: Driver) -> Driver:
    """Without a window manager a window that was left does not become active by itself."""
    hands.window.activateWindow()
    hands.until(hands.window.isActiveWindow, "the window has no keyboard")
    return hands


def scan(hands: Driver, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """As a scanner types: one key after another, to whatever has the keyboard."""
    for letter in text:
        QTest.keyClicks(hands.window.focusWidget() or hands.window, letter)
    hands.key(end)


def field(hands: Driver, name: str) -> Field:
    found = hands.find(name).parentWidget()
    while not isinstance(found, Field):
        assert found is not None
        found = found.parentWidget()
    return found


def says(hands: Driver, words: str) -> bool:
    labels = hands.window.findChildren(QLabel)
    return any(words in label.text() for label in labels if label.isVisible())


def cards_of(folder: Path) -> set[str]:
    (file,) = folder.iterdir()
    page = pypdfium2.PdfDocument(io.BytesIO(file.read_bytes()))[0]
    picture = page.render(scale=300 / 72).to_pil().convert("L")
    return {code.text for code in zxingcpp.read_barcodes(picture)}


def test_a_card_is_made_scanned_and_opens_the_desk_with_its_pin(
    desk: Driver, tmp_path: Path
) -> None:
    desk.press("officer")
    desk.type("passphrase", demo.PASSPHRASE)
    desk.press("passphrase-enter")
    desk.press("part-class")
    desk.press("cohort-cards")
    desk.press("cards-save")
    desk.press("files-take")
    desk.until(lambda: says(desk, "Tersimpan: Kartu peserta"), "no cards")
    assert cards_of(tmp_path / "stik") == {card_text(FIRST.id), card_text(NEW.id)}
    desk.press("overlay-ok")
    desk.press("officer-done")
    desk.wait_for("SignInScreen")
    at_the_keyboard(desk)
    scan(desk, card_text(FIRST.id))
    assert says(desk, "Kartu Peserta C. 1 terbaca. Ketik PIN Anda.")
    assert desk.window.focusWidget() is desk.find("pin")
    QTest.keyClicks(desk.window.focusWidget(), PIN)
    desk.key(Qt.Key.Key_Return)
    desk.wait_for("HomeScreen")


def test_a_scan_counts_wherever_the_keyboard_is_and_a_bad_one_is_said(desk: Driver) -> None:
    text = card_text(FIRST.id)
    scan(desk, text[:20])
    assert field(desk, "nip").error() == "Kartu tidak terbaca utuh. Pindai lagi atau ketik NIP."
    scan(desk, text[:31] + "7")
    assert field(desk, "nip").error() == "Kartu tidak terbaca utuh. Pindai lagi atau ketik NIP."
    scan(desk, text.lower(), Qt.Key.Key_Tab)
    assert (field(desk, "nip").value, field(desk, "nip").error()) == (text, "")
    pin = desk.find("pin")
    assert isinstance(pin, PinField)
    QTest.keyClicks(pin, "12")
    scan(desk, text)  # once more, with the keyboard on the PIN
    assert (field(desk, "nip").value, pin.value, pin.error()) == (text, "", "")
    line = desk.find("nip")
    assert isinstance(line, QLineEdit)
    line.clear()
    desk.type("nip", FIRST.nip)
    assert line.text() == "19870412 201101 2 008"
    assert not says(desk, "terbaca")


def test_somebody_without_a_pin_is_led_to_make_one(desk: Driver) -> None:
    scan(desk, card_text(NEW.id))
    desk.wait_for("ActivateScreen")
    assert says(desk, "Kartu Peserta C. 41 terbaca. Ketik kode aktivasi Anda.")
    assert (field(desk, "nip").error(), field(desk, "code").error()) == ("", "")
    code = desk.house.office.new_codes([NEW])[NEW.id]
    assert desk.window.focusWidget() is desk.find("code")
    QTest.keyClicks(desk.window.focusWidget(), f"{code[:4]}-{code[4:]}")
    desk.press("action")
    for _n in range(2):
        QTest.keyClicks(desk.window.focusWidget(), "482915")
    desk.press("action")
    desk.wait_for("HomeScreen")


def test_a_card_nobody_knows_here_and_a_closed_account_are_told(desk: Driver) -> None:
    scan(desk, card_text(learner_id("0")))
    words = "Kartu ini tidak dikenal di kios ini. Ketik NIP Anda atau hubungi petugas."
    assert field(desk, "nip").error() == words
    assert desk.window.focusWidget() is desk.find("nip")
