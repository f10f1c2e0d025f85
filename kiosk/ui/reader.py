"""Reads a lesson aloud, block by block, and shows where it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.desk.views import LessonView
from kiosk.ui.aloud import aloud
from kiosk.ui.reading import Reading
from kiosk.ui.theme import Theme
from kiosk.ui.voice import Voice


class Reader(QObject):
    """`changed` tells whether it reads now; `failed`, that this computer cannot be heard."""

    changed = Signal(bool)
    failed = Signal()

    def __init__(
        self, view: LessonView, reading: Reading, voice: Voice, theme: Theme, *, slow: bool
    ) -> None:
        super().__init__(reading)
        self._blocks = {block.id: block for block in view.lesson.blocks}
        self._view, self._reading, self._voice, self._slow = view, reading, voice, slow
        self._at = ""
        self._paused: tuple[str, int] = ("", -1)
        self._sign = Sign(theme, reading)
        voice.said.connect(self._onward)
        voice.failed.connect(self._cannot)

    @property
    def reads(self) -> bool:
        """Whether it reads now."""
        return bool(self._at)

    def toggle(self) -> None:
        """Begin at the block at the top, or where it was stopped if nobody scrolled; or stop."""
        if self.reads:
            self.stop()
            return
        place = self._reading.verticalScrollBar().value()
        block, where = self._paused
        self._read(block if where == place else self._reading.block_at(place))
        self.changed.emit(self.reads)

    def stop(self) -> None:
        """Be silent."""
        if self.reads:
            self._voice.stop()
            self._paused = (self._at, self._reading.verticalScrollBar().value())
            self._end()

    def set_slow(self, *, slow: bool) -> None:
        """Another speed; what is being read begins again in it."""
        self._slow = slow
        if self.reads:
            self._say()

    def _onward(self) -> None:
        if self.reads:
            self._read(self._reading.block_after(self._at))
            if not self.reads:
                self._paused = ("", -1)
                self._end()

    def _read(self, block: str) -> None:
        self._at = block
        if block:
            self._sign.follow(self._reading.bring(block))
            self._say()

    def _say(self) -> None:
        words = aloud(self._blocks[self._at], self._view.checks)
        self._voice.say(words, slow=self._slow)

    def _cannot(self) -> None:
        if self.reads:
            self._end()
            self.failed.emit()

    def _end(self) -> None:
        self._at = ""
        self._sign.follow(None)
        self.changed.emit(False)  # noqa: FBT003 - Qt's signal


class Sign(QFrame):
    """A bar at the side of what is being read; it goes where that goes."""

    def __init__(self, theme: Theme, reading: Reading) -> None:
        super().__init__(reading.widget())
        self.setObjectName("read-aloud")
        self._wide, self._away = theme.px(5), theme.px(18)
        self.setStyleSheet(f"background: {theme.jingga}; border-radius: {self._wide // 2}px;")
        self._followed: QWidget | None = None
        self.hide()

    def follow(self, block: QWidget | None) -> None:
        """Stand beside this, or nowhere."""
        if self._followed is not None:
            self._followed.removeEventFilter(self)
        self._followed = block
        self.setVisible(block is not None)
        if block is not None:
            block.installEventFilter(self)
            self._place()

    def _place(self) -> None:
        if self._followed is not None:
            box = self._followed.geometry()
            self.setGeometry(box.x() - self._away, box.y(), self._wide, box.height())
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wherever it moves."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return super().eventFilter(watched, event)
