"""The certificate template: its fields at the left, and at the right what comes of them."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.office.template_form import Typed
from kiosk.ui.flow import flow
from kiosk.ui.screens.beside import Beside
from kiosk.ui.screens.preview import Preview
from kiosk.ui.screens.template_fields import TemplateFields
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Scroll, filled, row
from kiosk.ui.widgets.text import button, chip, picture, text
from kiosk.ui.words import _

SIDE, TURN = 620, 0
BESIDE = 12


@dataclass(frozen=True)
class TemplateView:
    """What is typed, the courses (titles by id), and what an officer should know.

    `decided`: settings that the agency decides. `unsaved`: it is not what is in force. `said`: how
    the last thing went.
    """

    typed: Typed
    courses: Mapping[str, str] = field(default_factory=dict)
    decided: AbstractSet[str] = frozenset()
    unsaved: bool = False
    said: str = ""
    note: str = ""
    view_only: bool = False


class TemplatePart(QWidget):
    """The form with its preview. `typed` tells each change, with all that is typed.

    `left` tells that it is not seen any more: the time to keep what was typed.
    """

    typed = Signal(object)
    left = Signal()
    save_wanted = Signal()
    drop_wanted = Signal()
    ours_wanted = Signal()
    load_wanted = Signal()
    keep_wanted = Signal()

    def __init__(self, view: TemplateView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._view = theme, view
        self.fields = TemplateFields(view.typed, view.courses, self._files(), theme)
        self.fields.lock(view.decided)
        self.fields.changed.connect(lambda: self.typed.emit(self.fields.typed()))
        self._scroll = Scroll(self.fields, "template-scroll")
        self._scroll.setMinimumHeight(theme.px(150))
        # else its whole content would count, and the part itself would scroll
        self._scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.preview = Preview(b"", _("Pratinjau sertifikat"), theme)
        self._drawn = text("", "small", wrap=False)
        self._drawn.setObjectName("template-drawn")
        self._said = text("", "strong")
        self._said.setObjectName("template-said")
        self._sign = picture("info", theme.laut, theme, 22)
        self._told = row(self._sign, self._said, spacing=10)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(10))
        box.addWidget(self._told)
        box.addWidget(Beside(self._scroll, self._side(), theme, side_width=SIDE, turn=TURN), 1)
        self.footer = self._footer()
        self.show_state(view)

    def _side(self) -> QWidget:
        theme, group = self._theme, QButtonGroup(self)
        self._sides: list[QPushButton] = []
        for page, (name, words) in enumerate((("front", _("Depan")), ("back", _("Belakang")))):
            made = chip(words, f"template-{name}", theme, on=page == 0)
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            made.clicked.connect(lambda _on=False, page=page: self.preview.turn(page))
            group.addButton(made)
            self._sides.append(made)
        below = row(None, *self._sides, None, spacing=theme.px(8))
        return filled(self.preview, below, spacing=theme.px(6))

    def _files(self) -> QWidget:
        """The template as a file, and the way back to ours: at the end of the form."""
        theme = self._theme
        self._ours = button(_("Kembalikan ke bawaan"), "template-ours", theme, small=True)
        self._load = button(_("Ambil dari berkas…"), "template-load", theme, small=True)
        keep = button(_("Simpan ke berkas…"), "template-keep", theme, small=True)
        made = (self._ours, self._load, keep)
        wishes = (self.ours_wanted, self.load_wanted, self.keep_wanted)
        for each, wish in zip(made, wishes, strict=True):
            each.clicked.connect(wish.emit)
        return flow(*made, gap=theme.px(8))

    def _footer(self) -> QFrame:
        theme, bar = self._theme, QFrame()
        bar.setProperty("role", "bottombar")
        self._save = button(
            _("Simpan"), "template-save", theme, role="primary", icon_left="check", small=True
        )
        self._save.clicked.connect(self.save_wanted.emit)
        self._drop = button(_("Buang perubahan"), "template-drop", theme, small=True)
        self._drop.clicked.connect(self.drop_wanted.emit)
        box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(20), 8, theme.px(20), 8)
        box.setSpacing(theme.px(10))
        box.addWidget(self._drawn)
        box.addStretch(1)
        box.addWidget(self._drop)
        box.addWidget(self._save)
        return bar

    def hideEvent(self, event: QHideEvent) -> None:
        """Another screen, or the end of the program."""
        super().hideEvent(event)
        self.left.emit()

    def show_state(self, view: TemplateView) -> None:
        """What an officer should know, and what can be done; the fields stay as typed."""
        self._view = view
        state = _("Templat berlaku untuk sertifikat berikutnya. Yang sudah terbit tetap.")
        if view.unsaved:
            state = _("Perubahan belum disimpan; drafnya tetap ada bila Anda pergi.")
        words = view.said or f"{view.note} {state}".strip()
        self._said.setText(words)
        locked = "template" in view.decided
        self._ours.setEnabled(not locked)
        self._load.setEnabled(not locked)
        self._drop.setVisible(view.unsaved)
        self._save.setEnabled(view.unsaved and not view.view_only)

    def show_preview(self, pdf: bytes, faults: Mapping[str, str]) -> None:
        """What comes of what is typed, without the fields that are wrong."""
        if pdf:
            self.preview.show_pdf(pdf)
        for page, made in enumerate(self._sides):
            made.setVisible(self.preview.pages > 1)
            if self.preview.pages <= 1:
                made.setChecked(page == 0)
        self._drawn.setText(
            _("Isian yang keliru belum tampil di sini.")
            if faults
            else _("Pratinjau dengan peserta contoh.")
        )
        self.fields.show_faults(faults)

    def show_wrong(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong, and go to the first such field."""
        self.fields.show_faults(faults)
        place = self.fields.go_to(faults.keys())
        if place is not None:
            QTimer.singleShot(0, place, lambda: self._scroll.ensureWidgetVisible(place, 0, BESIDE))
