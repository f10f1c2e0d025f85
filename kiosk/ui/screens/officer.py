"""The officer's screen: its own top bar, the rooms at the left, and what is done in one of them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui.icons import icon
from kiosk.ui.page import icon_button
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Scroll, column
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _

NARROW = 1100
PARTS = (
    ("people", "users"),
    ("settings", "settings"),
    ("courses", "book-open"),
    ("kiosk", "monitor"),
)


class OfficerScreen(QWidget):
    """A part of the officer's room in its frame. `part_wanted` tells the name of another part."""

    part_wanted = Signal(str)
    display_wanted = Signal()
    done = Signal()

    def __init__(self, at: str, city: str, agency: str, part: QWidget, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.theme, self.part = theme, part
        scroll = Scroll(part, "officer-scroll")
        scroll.setAccessibleName(_names()[at])
        self.first_focus: QWidget | None = getattr(part, "first_focus", None)
        if self.first_focus is None:
            scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.first_focus = scroll
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._optional: list[tuple[QWidget, int]] = []
        whole.addWidget(self._top(city, agency))
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(0)
        self._rooms = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._side = self._navigation(at)
        self._below.addWidget(self._side)
        self._frame = QVBoxLayout()
        self._frame.addWidget(scroll)
        self._below.addLayout(self._frame, 1)
        whole.addLayout(self._below, 1)

    def _top(self, city: str, agency: str) -> QFrame:
        theme, bar = self.theme, QFrame()
        bar.setProperty("role", "topbar")
        bar.setMinimumHeight(theme.px(64))
        box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(30), 6, theme.px(30), 6)
        box.setSpacing(theme.px(14))
        box.addWidget(picture("anchor", theme.laut, theme, 32))
        place = text(_("Ruang belajar ASN · {city}").format(city=city), "tiny", wrap=False)
        box.addWidget(column(None, text("Dermaga", "brand", wrap=False), place, None, spacing=0))
        box.addStretch(1)
        who = text(_("Pengelola"), "strong", wrap=False)
        who.setAlignment(Qt.AlignmentFlag.AlignRight)
        short = text(agency, "tiny", wrap=False)
        short.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.addWidget(column(None, who, short, None, spacing=0))
        box.addWidget(sign := self._sign())
        display = icon_button(
            "display", "settings", _("Tampilan: bahasa, ukuran teks, kontras"), theme
        )
        display.clicked.connect(self.display_wanted.emit)
        box.addWidget(display)
        done = button(_("Selesai"), "officer-done", theme, icon_left="log-out", small=True)
        done.setMinimumHeight(theme.px(48))
        done.clicked.connect(self.done.emit)
        box.addWidget(done)
        self._optional = [(place, 900), (sign, 800)]
        return bar

    def _sign(self) -> QLabel:
        theme, size = self.theme, self.theme.px(40)
        sign = text("P", "strong", wrap=False)
        sign.setFixedSize(size, size)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign.setStyleSheet(
            f"background: {theme.jingga}; color: {theme.di_jingga}; border-radius: {size // 2}px;"
        )
        return sign

    def _navigation(self, at: str) -> QFrame:
        theme, side = self.theme, QFrame()
        side.setProperty("role", "sidebar")
        outer = QVBoxLayout(side)
        outer.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), theme.px(14))
        outer.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._rooms.setSpacing(theme.px(4))
        for name, drawn in PARTS:
            self._rooms.addWidget(self._room(name, drawn, here=name == at))
        outer.addLayout(self._rooms)
        return side

    def _room(self, name: str, drawn: str, *, here: bool) -> QPushButton:
        theme = self.theme
        made = button(_names()[name], f"part-{name}", theme, role="quiet")
        ink = theme.laut if here else theme.tinta2
        made.setIcon(icon(drawn, ink, theme.px(20), after=theme.px(8)))
        made.setIconSize(QSize(theme.px(28), theme.px(20)))
        made.setMinimumHeight(theme.px(48))
        made.setCheckable(True)
        made.setChecked(here)
        made.setStyleSheet(_room_sheet(theme))
        made.clicked.connect(lambda: self._go(made, name, here=here))
        return made

    def _go(self, made: QPushButton, name: str, *, here: bool) -> None:
        made.setChecked(here)
        self.part_wanted.emit(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the rooms stand above in a row, and fewer words at the top."""
        super().resizeEvent(event)
        room = self.width() / self.theme.scale
        wide, theme = room >= NARROW, self.theme
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._below.setDirection(across if wide else down)
        self._rooms.setDirection(down if wide else across)
        self._side.setProperty("role", "sidebar" if wide else "topbar")
        self._side.style().unpolish(self._side)
        self._side.style().polish(self._side)
        self._side.setFixedWidth(theme.px(230) if wide else self.width())
        edge = theme.px(6) if not wide else theme.px(14)
        layout = self._side.layout()
        if layout is not None:
            layout.setContentsMargins(theme.px(14), edge, theme.px(14), edge)
        side = theme.px(34) if wide else 20
        above = theme.px(24) if wide else 12
        self._frame.setContentsMargins(side, above, side, above)
        for part, needed in self._optional:
            part.setVisible(room >= needed)


def _names() -> dict[str, str]:
    return {
        "people": _("Peserta"),
        "settings": _("Pengaturan"),
        "courses": _("Daftar kursus"),
        "kiosk": _("Kios"),
    }


def _room_sheet(theme: Theme) -> str:
    """The room one is in: tinted, and with a bar at its edge, so that colour is not alone."""
    return f"""
QPushButton {{ text-align: left; color: {theme.tinta2}; font-weight: 500;
  padding: 0 {theme.px(14)}px; }}
QPushButton:checked {{ background: {theme.laut50}; color: {theme.laut}; font-weight: 700;
  border-left: 4px solid {theme.laut}; }}
QPushButton:focus {{ border: {theme.tebal_fokus}px solid {theme.fokus};
  padding: 0 {theme.px(11)}px; }}
"""
