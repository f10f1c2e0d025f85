"""Activation codes, shown once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.people.learner import Learner
from kiosk.people.nip import Nip
from kiosk.ui.screens.officer_table import Cell, Column, Line, Table
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _


class CodesPart(QWidget):
    """Activation codes, each beside its learner; `saved` tells where they were saved."""

    save_wanted = Signal()
    finished = Signal()

    def __init__(self, codes: tuple[tuple[Learner, str], ...], saved: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        table = Table(_code_columns(), "codes-table", _("Kode aktivasi"), theme)
        table.show_lines(tuple(_code_line(learner, code) for learner, code in codes))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        title = _("{n} kode aktivasi").format(n=len(codes))
        box.addWidget(text(title, "title", wrap=False))
        box.addWidget(_once(saved, theme))
        box.addWidget(table, 1)
        save = button(_("Simpan ke USB"), "codes-save", theme, icon_left="usb")
        save.clicked.connect(self.save_wanted.emit)
        done = button(_("Peserta"), "codes-done", theme, role="primary", icon_right="arrow-right")
        done.clicked.connect(self.finished.emit)
        box.addWidget(row(save, None, done))
        self.first_focus = done if saved else save


def _once(saved: str, theme: Theme) -> QWidget:
    if saved:
        words = _("Tersimpan: {file}. Berikan setiap kode hanya kepada pemiliknya.")
        words, drawn, ink, role = (
            words.format(file=saved), "circle-check", theme.hijau_teks, "callout-green",
        )  # fmt: skip
    else:
        words = _("Kode hanya tampil sekali. Simpan, lalu berikan kepada pemiliknya.")
        drawn, ink, role = "info", theme.jingga_teks, "callout-orange"
    said = row(picture(drawn, ink, theme, 22), text(words), spacing=theme.px(10))
    return Card(said, role=role, margin=theme.px(14))


def code_words(code: str) -> str:
    """A code in two groups, as it is read out."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def _code_line(learner: Learner, code: str) -> Line:
    cells = (Cell(code_words(code), bold=True), Cell(learner.name), Cell(learner.unit))
    return Line(learner.id, (*cells, Cell(Nip(learner.nip).masked)))


def _code_columns() -> tuple[Column, ...]:
    return (
        Column(_("Kode"), width=170),
        Column(_("Nama"), share=5),
        Column(_("Unit kerja"), share=5),
        Column(_("NIP"), width=190, needs=760),
    )
