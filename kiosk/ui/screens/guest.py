"""A guest: name and unit, without NIP and PIN."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from kiosk.desk.views_signin import SignInView
from kiosk.ui.screens.porch import Porch, TouchKeys
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import Card
from kiosk.ui.widgets.text import text
from kiosk.ui.words import _

WIDTH = 760
ROWS = 3


class GuestScreen(Porch):
    """Name and unit; the unit is taken from the list or typed."""

    entered = Signal(str, str)

    def __init__(self, view: SignInView, theme: Theme) -> None:
        super().__init__(
            theme, back=_("Kembali"), action=_("Masuk sebagai tamu"), icon="arrow-right"
        )
        self._units, self._view_only = view.units, view.view_only
        hint = _("Seperti pada kartu identitas Anda")
        self.name = Field(_("Nama lengkap"), "name", theme, hint=hint)
        hint = _("Pilih dari daftar, atau tulis sendiri")
        self.unit = Field(_("Perangkat daerah atau asal"), "unit", theme, hint=hint)
        self._list = self._make_list()
        self.set_body(self._form(), WIDTH)
        self.first_focus = self.name.line
        self.acted.connect(lambda: self.entered.emit(self.name.value, self.unit.value))
        self.unit.changed.connect(self._filter)

    def refuse(self, field: str, words: str) -> None:
        """Say beside the field what is wrong, and put the keyboard there."""
        wrong = self.unit if field == "unit" else self.name
        wrong.set_error(words)
        wrong.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _form(self) -> QWidget:
        theme = self.theme
        lead = _("Hasil belajar tamu tersimpan menurut nama dan asal, tanpa NIP dan PIN.")
        if self._view_only:
            lead = _("Tamu dapat membaca pelajaran. Saat ini tidak ada yang tersimpan.")
        keys = TouchKeys(theme, self.name.line, self.unit.line)
        card = Card(self.name, self.unit, self._list, keys, margin=22, spacing=12)
        head = Sheet(text(_("Masuk sebagai tamu"), "title"), text(lead, "lead"), spacing=8)
        return Sheet(head, card, spacing=16)

    def _make_list(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("units")
        made.setAccessibleName(_("Daftar perangkat daerah"))
        made.setFixedHeight(max(48, self.theme.px(48)) * min(ROWS, max(1, len(self._units))) + 16)
        for unit in self._units:
            item = QListWidgetItem(unit)
            item.setSizeHint(QSize(0, max(48, self.theme.px(48))))
            made.addItem(item)
        made.setVisible(bool(self._units))
        made.itemClicked.connect(self._take)
        made.itemActivated.connect(self._take)
        return made

    def _take(self, item: QListWidgetItem) -> None:
        self.unit.line.setText(item.text())

    def _filter(self, words: str) -> None:
        """Only units that hold what is typed; all of them once one is taken."""
        wanted = " ".join(words.casefold().split())
        taken = words in self._units
        for place in range(self._list.count()):
            item = self._list.item(place)
            item.setHidden(not taken and wanted not in item.text().casefold())
            if taken and item.text() == words:
                self._list.setCurrentItem(item)
