"""The staff of the kiosk: a list, and what can be done with the one chosen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.people.role import OFFICER, Staff
from kiosk.ui.flow import flow
from kiosk.ui.screens.officer_table import Cell, Column, Line, Table
from kiosk.ui.staff_words import named, role_words
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _


@dataclass(frozen=True)
class StaffView:
    """The staff, the id of whoever looks, and what was done last."""

    people: tuple[Staff, ...]
    me: str
    said: str = ""
    view_only: bool = False


class StaffPart(QWidget):
    """All signals but `add_wanted` tell a staff id."""

    add_wanted = Signal()
    change_wanted = Signal(str)
    passphrase_wanted = Signal(str)
    close_wanted = Signal(str)

    def __init__(self, view: StaffView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._view, self._theme = view, theme
        add = button(_("Tambah petugas"), "staff-add", theme, role="primary", icon_left="user-plus")
        add.clicked.connect(self.add_wanted.emit)
        add.setEnabled(not view.view_only)
        self.first_focus = add
        said = text(view.said, "ok")
        said.setObjectName("staff-said")
        said.setVisible(bool(view.said))
        self.table = Table(_columns(), "staff-table", _("Petugas"), theme)
        self._change = self._do("staff-change", _("Ubah…"), "pencil", self.change_wanted)
        self._secret = self._do(
            "staff-secret", _("Kata sandi baru…"), "lock", self.passphrase_wanted
        )
        self._close = self._do("staff-close", _("Tutup akun…"), "circle-x", self.close_wanted)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(row(text(_("Petugas"), "title", wrap=False), None, add))
        box.addWidget(said)
        box.addWidget(self.table, 1)
        box.addWidget(text(_about(), "small"))
        box.addWidget(flow(self._change, self._secret, self._close, gap=theme.px(10)))
        self.table.picked.connect(lambda _key: self._allow())
        self.table.show_lines(tuple(self._line(each) for each in view.people))

    def _do(self, name: str, words: str, drawn: str, wish: SignalInstance) -> QPushButton:
        made = button(words, name, self._theme, icon_left=drawn)
        made.clicked.connect(lambda: wish.emit(self.table.key))
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return made

    def _allow(self) -> None:
        chosen = next((each for each in self._view.people if each.id == self.table.key), None)
        able = chosen is not None and not self._view.view_only
        first = chosen is not None and chosen.id == OFFICER.id
        self._change.setEnabled(able and not first)
        self._secret.setEnabled(able)
        self._close.setEnabled(able and not first and self.table.key != self._view.me)
        closed = chosen is not None and not chosen.active
        self._close.setText(_("Buka lagi") if closed else _("Tutup akun…"))

    def _line(self, each: Staff) -> Line:
        theme = self._theme
        name = named(each)
        if each.id == self._view.me:
            name = _("{name} (Anda)").format(name=name)
        state = (
            Cell(_("Aktif"), "circle-check", theme.hijau_teks)
            if each.active
            else Cell(_("Ditutup"), "lock")
        )
        return Line(each.id, (Cell(name, bold=True), Cell(role_words(each.role)), state))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Nama"), share=5),
        Column(_("Peran"), share=3),
        Column(_("Keadaan"), width=150),
    )


def _about() -> str:
    return _(
        "Akun “Pengelola” ada sejak kios disiapkan dan selalu tetap, supaya kios tidak pernah tanpa"
        " pengelola. Beri setiap orang akun sendiri: riwayat tindakan lalu menyebut siapa."
    )
