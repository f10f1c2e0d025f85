"""The small parts keep what they promise to fingers and keyboards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.ui import theme as looks
from kiosk.ui.theme import Theme
from kiosk.ui.widgets import fields
from kiosk.ui.widgets.fields import NipField, PinField
from kiosk.ui.widgets.option import Option
from kiosk.ui.widgets.text import button, text

LONG = "Menjelaskan urutan antrean dan menawarkan jalur prioritas bagi yang berhak. " * 3


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    """Worn by the whole program once: that takes a second."""
    made = looks.plain()
    looks.install(qapp, qapp, made)
    return made


def test_a_nip_is_grouped_while_it_is_typed(qtbot: QtBot, theme: Theme) -> None:
    field = NipField("NIP", "nip", theme)
    qtbot.addWidget(field)
    QTest.keyClicks(field.line, "198704122011012008")
    assert field.line.text() == "19870412 201101 2 008"
    assert field.value == "198704122011012008"


@pytest.mark.parametrize(
    "pasted", ["19870412 201101 2 008", "19870412.201101.2.008", "19870412-201101-2-008"]
)
def test_a_pasted_nip_may_be_written_in_any_way(qtbot: QtBot, theme: Theme, pasted: str) -> None:
    field = NipField("NIP", "nip", theme)
    qtbot.addWidget(field)
    field.line.insert(pasted)
    assert field.line.text() == "19870412 201101 2 008"


def test_a_digit_mended_in_the_middle_keeps_the_cursor_there(qtbot: QtBot, theme: Theme) -> None:
    field = NipField("NIP", "nip", theme)
    qtbot.addWidget(field)
    field.line.setText("1987041220110100")
    field.line.setCursorPosition(4)
    QTest.keyClick(field.line, Qt.Key.Key_5)
    assert field.line.text() == "19875041 220110 1 00"
    assert field.line.cursorPosition() == 5


def test_the_sixth_digit_fills_the_pin(qtbot: QtBot, theme: Theme) -> None:
    pin = PinField("PIN", "pin", theme)
    qtbot.addWidget(pin)
    with qtbot.waitSignal(pin.filled) as told:
        QTest.keyClicks(pin, "12345")
        QTest.keyClick(pin, Qt.Key.Key_Backspace)
        QTest.keyClicks(pin, "67")
    assert told.args == ["123467"]


def test_a_card_scanned_into_a_pin_types_no_digits(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin = PinField("PIN", "pin", theme)
    qtbot.addWidget(pin)
    monkeypatch.setattr(fields, "SCANNING", 60_000)
    QTest.keyClicks(pin, "12dmg12v1gd6wv8ebdfsrmvf9g7pmb8h91")
    assert pin.value == ""
    monkeypatch.setattr(fields, "SCANNING", -1)  # a moment later
    QTest.keyClicks(pin, "482913")
    assert pin.value == "482913"


def test_a_card_may_be_pasted_into_a_nip_and_is_shown_as_it_is_printed(
    qtbot: QtBot, theme: Theme
) -> None:
    field = NipField("NIP", "nip", theme)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.card) as told:
        field.line.setText("1987 dmg1 2v1g d6wv 8ebd fsrm vf9g 7pmb 8h91")
    assert told.args == ["DMG12V1GD6WV8EBDFSRMVF9G7PMB8H91"]
    assert field.line.text() == "DMG12V1GD6WV8EBDFSRMVF9G7PMB8H91"


def test_an_option_grows_until_its_words_fit(qtbot: QtBot, theme: Theme) -> None:
    short, long = Option("A", "Ya", "a", theme), Option("B", LONG, "b", theme)
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    assert short.heightForWidth(600) >= 48
    assert long.heightForWidth(600) > short.heightForWidth(600)
    assert long.heightForWidth(300) > long.heightForWidth(600)


def test_an_option_in_large_text_is_taller(qtbot: QtBot, theme: Theme) -> None:
    usual, large = Option("B", LONG, "b", theme), Option("B", LONG, "b", looks.plain(1.5))
    qtbot.addWidget(usual)
    qtbot.addWidget(large)
    assert large.heightForWidth(600) > usual.heightForWidth(600)


def test_words_are_never_markup(qtbot: QtBot) -> None:
    label = text("<b>tebal</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_button_is_large_enough_to_touch_and_says_its_name(qtbot: QtBot, theme: Theme) -> None:
    made = button("Berikutnya", "next", theme, role="primary", icon_right="arrow-right")
    qtbot.addWidget(made)
    assert made.minimumHeight() == 52
    assert (made.objectName(), made.accessibleName()) == ("next", "Berikutnya")
