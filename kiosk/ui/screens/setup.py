"""First start: try the kiosk with sample people, or set it up in five steps."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from kiosk.people.agency import Settings
from kiosk.ui.icons import icon
from kiosk.ui.screens.settings_form import EMPTY, SettingsForm
from kiosk.ui.screens.settings_words import step_words
from kiosk.ui.screens.ways import Languages, Ways
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Scroll, column, row
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _, clock_of

WIDE_PANEL, PANEL = 420, 330
WIDE, NARROW, FULL_STEPS = 1240, 920, 760
DRAFT_AFTER_MS = 800


class SetupScreen(QWidget):
    """The two ways to begin, and the five steps of the second.

    `draft` is what `drafted` told last, or None. Where there is no room for both, the ways come
    first, unless there is a draft; Back leads to them.
    """

    demo_wanted = Signal()
    file_wanted = Signal()
    language_chosen = Signal(str)
    drafted = Signal(bytes)
    finished = Signal(object, str)

    def __init__(self, draft: bytes | None, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._theme = theme
        self._form = SettingsForm(_read(draft), theme, with_passphrase=True)
        self._choosing = draft is None
        self._ways = Ways(theme, "setup")
        self._ways.demo_wanted.connect(self.demo_wanted.emit)
        self._ways.file_wanted.connect(self.file_wanted.emit)
        self._ways.setup_wanted.connect(lambda: self._choose(ways=False))
        languages = Languages(theme)
        languages.chosen.connect(self._speak)
        self._top = row(None, languages)
        self._top.setContentsMargins(20, theme.px(20), theme.px(36), theme.px(10))
        self._scroll = Scroll(self._body(), "setup-scroll")
        self._right = column(self._scroll, self._bottom(), spacing=0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(DRAFT_AFTER_MS)
        self._later.timeout.connect(self._tell_draft)
        self._form.changed.connect(self._later.start)
        self._show(0)

    def _body(self) -> QWidget:
        theme = self._theme
        self._steps = [chip("", f"step-{n}", theme, on=n == 0) for n in range(self._form.steps)]
        for n, made in enumerate(self._steps):
            made.clicked.connect(lambda _checked=False, n=n: self._show(n))
        body = column(
            row(*self._steps, None, spacing=8),
            theme.px(10),
            self._form,
        )
        side = theme.px(48) if theme.scale == 1 else 24
        body.setContentsMargins(side, theme.px(12), side, theme.px(20))
        return body

    def _bottom(self) -> QFrame:
        theme = self._theme
        bar = QFrame()
        bar.setProperty("role", "bottombar")
        bar.setMinimumHeight(theme.px(80) if theme.scale == 1 else theme.px(68))
        self._back = button(_("Kembali"), "back", theme, icon_left="arrow-left")
        self._back.clicked.connect(self._go_back)
        self._note = text("", "small")
        self._next = button("", "action", theme, role="primary", icon_right="arrow-right")
        self._next.clicked.connect(self._go_on)
        box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(46), 8, theme.px(46), 8)
        box.setSpacing(theme.px(18))
        box.addWidget(self._back)
        box.addWidget(self._note, 1)
        box.addWidget(self._next)
        return bar

    def _show(self, step: int) -> None:
        """Show a step, from 0."""
        self._form.show_step(step)
        self._scroll.verticalScrollBar().setValue(0)
        self._name_steps()
        last = step == self._form.steps - 1
        self._next.setText(_("Selesai") if last else _("Berikutnya"))
        drawn = icon("check" if last else "arrow-right", self._theme.di_laut, self._theme.px(20))
        self._next.setIcon(drawn)
        self._next.setAccessibleName(self._next.text())
        self._say("")

    def _name_steps(self) -> None:
        """All steps by name where there is room, else the others by number."""
        room = (self.width() - self._ways_width()) / self._theme.scale
        for n, made in enumerate(self._steps):
            here, name = n == self._form.step, step_words()[n][0]
            made.setChecked(here)
            made.setText(f"{n + 1}  {name}" if here or room >= FULL_STEPS else str(n + 1))
            made.setAccessibleName(_("Langkah {n}: {name}").format(n=n + 1, name=name))
        self._back.setVisible(self._form.step > 0 or not self._beside())

    def _say(self, saved: str) -> None:
        form = _("Langkah {n} dari {m}")
        words = form.format(n=self._form.step + 1, m=self._form.steps)
        self._note.setText(
            _("{step} · {saved}").format(step=words, saved=saved) if saved else words
        )

    def _go_back(self) -> None:
        if self._form.step == 0:
            self._choose(ways=True)
        else:
            self._show(self._form.step - 1)

    def _go_on(self) -> None:
        """Onward only from a step without faults; at the end, from a form without any."""
        step = self._form.step
        if self._form.show_faults(step) is not None:
            return
        if step < self._form.steps - 1:
            self._tell_draft()
            self._show(step + 1)
            return
        wrong = self._form.show_faults()
        if wrong is not None:
            self._show(wrong)
            return
        self._later.stop()
        self.finished.emit(self._form.settings(), self._form.passphrase() or "")

    def _speak(self, language: str) -> None:
        """The screen is rebuilt in the other language: keep what was typed."""
        self._tell_draft()
        self.language_chosen.emit(language)

    def _tell_draft(self) -> None:
        """The passphrase is no part of the draft."""
        self._later.stop()
        self.drafted.emit(msgspec.json.encode(self._form.settings()))

    def saved(self, at: int) -> None:
        """The draft is kept since then (UTC milliseconds)."""
        self._say(_("draf tersimpan {time}").format(time=clock_of(at)))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is lost when the screen goes."""
        if self._later.isActive():
            self._tell_draft()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ways beside the form, or one of them."""
        super().resizeEvent(event)
        self._arrange()

    def _beside(self) -> bool:
        return self.width() / self._theme.scale >= NARROW

    def _ways_width(self) -> int:
        if not self._beside():
            return 0
        wide = self.width() / self._theme.scale >= WIDE
        return self._theme.px(WIDE_PANEL if wide else PANEL)

    def _choose(self, *, ways: bool) -> None:
        self._choosing = ways
        self._arrange()

    def _arrange(self) -> None:
        grid, beside = self._grid, self._beside()
        self._ways.setVisible(beside or self._choosing)
        self._right.setVisible(beside or not self._choosing)
        if beside:
            self._ways.setFixedWidth(self._ways_width())
            grid.addWidget(self._ways, 0, 0, 2, 1)
            grid.addWidget(self._top, 0, 1)
            grid.addWidget(self._right, 1, 1)
        else:
            self._ways.setMinimumWidth(0)
            self._ways.setMaximumWidth(16_777_215)
            grid.addWidget(self._top, 0, 0, 1, 2)
            grid.addWidget(self._ways if self._choosing else self._right, 1, 0, 1, 2)
        grid.setRowStretch(1, 1)
        self._name_steps()


def _read(draft: bytes | None) -> Settings:
    """The draft, or an empty form if there is none or it is of another version."""
    if draft is None:
        return EMPTY
    try:
        return msgspec.json.decode(draft, type=Settings)
    except msgspec.MsgspecError:
        return EMPTY
