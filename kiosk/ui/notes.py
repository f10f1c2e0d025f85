"""The learner's own notes: an editor that keeps what is written by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from kiosk.learning.course import Task
from kiosk.ui.blocks import framed, titled
from kiosk.ui.keys import Keys
from kiosk.ui.spans import spans_label
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _

_PAUSE = 1200
"""Milliseconds of rest after which a note is kept."""
_LONGEST = 4000
"""Characters of a note."""


class NoteEditor(QWidget):
    """Room to write, named "{name}"; `written` follows a short rest, or leaving the field."""

    written = Signal(str)

    def __init__(self, words: str, name: str, label: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._told = words
        self.edit = QPlainTextEdit(words)
        self.edit.setObjectName(name)
        self.edit.setAccessibleName(label)
        self.edit.setPlaceholderText(_("Tulis di sini. Catatan hanya untuk Anda."))
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(theme.px(132))
        self.edit.setFixedHeight(theme.px(132))
        self.edit.installEventFilter(self)
        self._state = text(_("Tersimpan") if words else "", "tiny", wrap=False)
        self._keys: Keys | None = None
        self._theme = theme
        toggle = button(_("Papan huruf"), f"{name}-keys-shown", theme, small=True)
        toggle.setMinimumHeight(max(48, theme.px(44)))
        toggle.setCheckable(True)
        toggle.toggled.connect(self._show_keys)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE)
        self._rest.timeout.connect(self.flush)
        self.edit.textChanged.connect(self._typed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(8))
        for part in (self.edit, row(self._state, None, toggle)):
            box.addWidget(part)
        self._box = box
        self.stops: list[QWidget] = [self.edit, toggle]
        self.setFocusProxy(self.edit)

    def _show_keys(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        """The letters are made when they are wanted: there are more than forty of them."""
        if self._keys is None:
            name = f"{self.edit.objectName()}-keys"
            self._keys = Keys(self.edit, name, self._theme, lines=True)
            self._box.addWidget(self._keys)
        self._keys.setVisible(on)

    def _typed(self) -> None:
        words = self.edit.toPlainText()
        if len(words) > _LONGEST:
            self.edit.textCursor().deletePreviousChar()
            return
        self._state.setText(_("Menulis"))
        self._rest.start()

    def flush(self) -> None:
        """Tell what was written, if it is news."""
        self._rest.stop()
        words = self.edit.toPlainText().rstrip()
        if words != self._told:
            self._told = words
            self._state.setText(_("Belum tersimpan"))
            self.written.emit(words)
        elif words:
            self._state.setText(_("Tersimpan"))

    def kept(self) -> None:
        """What was told last is on disk."""
        self._state.setText(_("Tersimpan"))

    def refused(self) -> None:
        """What was told last could not be kept; it is told again later."""
        self._told = "\0"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field keeps the note."""
        if watched is self.edit and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return False


class TaskBlock(QWidget):
    """Something to write down; `written(block, text, editor)`."""

    written = Signal(str, str, object)

    def __init__(self, task: Task, words: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.editor = NoteEditor(words, f"note-{task.id}", task.title, theme)
        self.editor.written.connect(lambda said: self.written.emit(task.id, said, self.editor))
        label = _("Tugas · ± {n} menit").format(n=task.minutes)
        head = titled(label, "notebook-pen", theme, text(task.title, "h3"))
        parts: list[QWidget] = [head, spans_label(task.spans), self.editor]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(framed(parts, "card", theme.garis, theme))

    def flush(self) -> None:
        """Keep what is written."""
        self.editor.flush()
