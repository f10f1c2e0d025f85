"""The frame of every signed-in screen: who and where on top, back and onward below."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kiosk.desk.views import Status
from kiosk.office.sync import ALONE, Standing
from kiosk.ui.icons import icon
from kiosk.ui.standing import StatusChip, give_room
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Scroll, column, row
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _

NARROW = 1180


class Page(QWidget):
    """A screen of a signed-in learner. `acted` is the one primary action, bottom right."""

    back_wanted = Signal()
    acted = Signal()
    leave_wanted = Signal()
    display_wanted = Signal()

    def __init__(
        self,
        status: Status,
        theme: Theme,
        *,
        back: str = "",
        action: str = "",
        action_icon: str = "arrow-right",
        note: str = "",
        extra: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.theme, self.status = theme, status
        self.setProperty("role", "page")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._optional: list[tuple[QWidget, int]] = []
        self._box.addWidget(self._top(extra))
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._box.addLayout(self._body, 1)
        self.back_button: QPushButton | None = None
        self.action_button: QPushButton | None = None
        self._note = text(note, "small", wrap=False)
        self._below = QHBoxLayout()
        if back or action:
            self._box.addWidget(self._bottom(back, action, action_icon))

    def set_body(self, widget: QWidget, *, scroll: bool = True, margin: int = 48) -> None:
        """What stands between the bars; `margin` pixels at the sides, less on small screens."""
        inner = QWidget()
        inner.setProperty("role", "clear")
        box = QVBoxLayout(inner)
        side = self.theme.px(margin) if self.theme.scale == 1 else margin // 2
        box.setContentsMargins(side, 24 if margin else 0, side, 24 if margin else 0)
        box.addWidget(widget)
        self._body.addWidget(Scroll(inner, "body") if scroll else inner)

    def set_note(self, words: str) -> None:
        """The quiet line left of the action (what is saved, what comes next)."""
        self._note.setText(words)

    def set_action_enabled(self, enabled: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Whether the primary action may be taken."""
        if self.action_button is not None:
            self.action_button.setEnabled(enabled)

    def add_bottom(self, widget: QWidget) -> None:
        """Another button, left of the primary action."""
        self._below.addWidget(widget)

    def _top(self, extra: QWidget | None) -> QFrame:
        theme, status = self.theme, self.status
        bar = QFrame()
        bar.setProperty("role", "topbar")
        bar.setMinimumHeight(theme.px(64))
        box = self._top_box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(30), 6, theme.px(30), 6)
        box.setSpacing(theme.px(14))
        box.addWidget(picture("anchor", theme.laut, theme, 32))
        place = text(_("Ruang belajar ASN · {city}").format(city=status.city), "tiny", wrap=False)
        box.addWidget(column(None, text("Dermaga", "brand", wrap=False), place, None, spacing=0))
        box.addStretch(1)
        if extra is not None:
            box.addWidget(extra)
        self.status_chip = StatusChip(theme, Standing("view-only") if status.view_only else ALONE)
        who = self._who()
        box.addWidget(self.status_chip)
        box.addWidget(who)
        display = button("", "display", theme, role="quiet", icon_left="settings", small=True)
        display.setAccessibleName(_("Tampilan: bahasa, ukuran teks, kontras"))
        display.setToolTip(_("Tampilan"))
        display.setFixedWidth(theme.px(48))
        display.clicked.connect(self.display_wanted.emit)
        box.addWidget(display)
        leave = button(_("Keluar"), "leave", theme, icon_left="log-out", small=True)
        leave.clicked.connect(self.leave_wanted.emit)
        box.addWidget(leave)
        more = 130 if extra is not None else 0
        self._optional = [(place, NARROW + more), (who, 880 + more)]
        return bar

    def _who(self) -> QWidget:
        theme, learner = self.theme, self.status.learner
        name = text(_short(learner.name, 24), "strong", wrap=False)
        name.setAlignment(Qt.AlignmentFlag.AlignRight)
        unit = text(_short(learner.unit, 30), "tiny", wrap=False)
        unit.setAlignment(Qt.AlignmentFlag.AlignRight)
        return row(
            column(None, name, unit, None, spacing=0), _circle(learner.initials, theme), spacing=12
        )

    def _bottom(self, back: str, action: str, action_icon: str) -> QFrame:
        theme = self.theme
        bar = QFrame()
        bar.setProperty("role", "bottombar")
        bar.setMinimumHeight(theme.px(80) if theme.scale == 1 else theme.px(68))
        box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(46), 8, theme.px(46), 8)
        box.setSpacing(theme.px(18))
        if back:
            self.back_button = button(back, "back", theme, icon_left="arrow-left")
            self.back_button.clicked.connect(self.back_wanted.emit)
            box.addWidget(self.back_button)
        box.addStretch(1)
        box.addWidget(self._note)
        box.addLayout(self._below)
        if action:
            made = button(action, "action", theme, role="primary", icon_right=action_icon)
            made.clicked.connect(self.acted.emit)
            self.action_button = made
            box.addWidget(made)
        return bar

    def minimumSizeHint(self) -> QSize:
        """Small: the bars give up words rather than widen the window."""
        return QSize(800, 520)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the less needed words of the top bar give way."""
        super().resizeEvent(event)
        room = self.width() / self.theme.scale
        for part, needed in self._optional:
            part.setVisible(room >= needed)
        give_room(self.status_chip, self._top_box, self.width())
        self._top_box.activate()


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _circle(initials: str, theme: Theme) -> QLabel:
    label = text(initials, "strong", wrap=False)
    size = theme.px(40)
    label.setFixedSize(size, size)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setStyleSheet(
        f"background: {theme.laut}; color: {theme.di_laut}; border-radius: {size // 2}px;"
    )
    return label


def icon_button(name: str, drawn: str, words: str, theme: Theme) -> QPushButton:
    """A square button with an icon only; its words are said to screen readers and as tool tip."""
    made = button("", name, theme, role="quiet", small=True)
    made.setIcon(icon(drawn, theme.laut, theme.px(20)))
    made.setIconSize(QSize(theme.px(20), theme.px(20)))
    made.setFixedWidth(theme.px(48))
    made.setAccessibleName(words)
    made.setToolTip(words)
    return made
