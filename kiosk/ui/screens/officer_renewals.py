"""Certificates that ran out or will soon: whom to call up again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk.register.validity import Renewal
from kiosk.ui.register_words import day
from kiosk.ui.screens.officer_register import state_cell
from kiosk.ui.screens.officer_table import Cell, Column, LateLines, Line, Table
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _


class RenewalsPart(QWidget):
    """The list; empty until `show_renewals` tells it."""

    export_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme = theme
        self.table = Table(_columns(), "renewals-table", _("Daftar pembaruan"), theme)
        self.export = button(
            _("Ekspor CSV…"), "renewals-export", theme, icon_left="download", small=True
        )
        self.export.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.export.clicked.connect(self.export_wanted.emit)
        self.first_focus = self.table
        self._note, self._said = text("", "small"), text("", "strong")
        self._note.setObjectName("renewals-note")
        self._told = row(picture("circle-check", theme.hijau, theme, 22), self._said, spacing=10)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        words = _(
            "Sertifikat yang habis masa berlakunya, atau akan habis dalam 90 hari. Peserta dapat"
            " memulai lagi kursusnya dari halaman kursus."
        )
        box.addWidget(text(words, "small"))
        box.addWidget(self._told)
        box.addWidget(self.table, 1)
        box.addWidget(row(self._note, self.export))
        self.show_renewals(None, "")

    def show_renewals(self, found: tuple[Renewal, ...] | None, said: str) -> None:
        """The list, None while it is being read; `said` is what was done last."""
        known = found or ()
        if found is None:
            note = _("Register sedang dibaca …")
        elif not known:
            note = _("Tidak ada sertifikat yang perlu diperbarui.")
        else:
            expired = sum(each.expired for each in known)
            form = _("{n} sudah kedaluwarsa, {m} segera habis.")
            note = form.format(n=expired, m=len(known) - expired)
        self._note.setText(note)
        self._said.setText(said)
        self._told.setVisible(bool(said))
        self.export.setEnabled(bool(known))
        self.table.show_lines(LateLines(len(known), lambda place: self._line(known[place])))

    def _line(self, renewal: Renewal) -> Line:
        entry = renewal.entry
        return Line(
            entry.number,
            (
                Cell(day(entry.valid_until), bold=True),
                Cell(entry.name),
                Cell(entry.unit),
                Cell(entry.title),
                state_cell(entry.state, self._theme),
            ),
        )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Berlaku sampai"), width=170),
        Column(_("Nama"), share=5),
        Column(_("Unit kerja"), share=4, needs=700),
        Column(_("Pelatihan"), share=5),
        Column(_("Keadaan"), width=165, needs=560),
    )
