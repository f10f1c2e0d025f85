"""The window: shows one screen at a time and keeps what holds for all of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kiosk.office.sync import Standing
from kiosk.ui import theme as looks
from kiosk.ui.display import Display
from kiosk.ui.idle import IdleWatch
from kiosk.ui.notice import Notice
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.overlay import Overlay, ask, tell
from kiosk.ui.words import _, speak

LOOK_EVERY = 1000
"""Milliseconds between two looks at how the records stand; one costs a third of a millisecond."""


class Refuses(Protocol):
    """A screen that can say beside a field what is wrong."""

    def refuse(self, field: str, words: str) -> None:
        """Say it."""


class Window(QWidget):
    """One screen, an overlay above it, the look, and the watch for an empty chair.

    `damage_found` tells that the records turned out to be damaged; `cleared` that whoever stands
    behind the screen has to let go, as the first one is to be shown.
    """

    shown = Signal(str)
    back_pressed = Signal()
    damage_found = Signal()
    cleared = Signal()

    def __init__(self, display: Display, *, kiosk_mode: bool = False) -> None:
        super().__init__()
        # first of all, since Qt calls changeEvent for the title
        self._kiosk_mode, self.may_close = kiosk_mode, not kiosk_mode
        self.setObjectName("window")
        self.setWindowTitle("Dermaga")
        self.setMinimumSize(800, 560)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.screen_shown: QWidget | None = None
        self._rebuild: Callable[[], QWidget] | None = None
        self._notice: Notice | None = None
        self._say: Callable[[], str] | None = None
        self._standing: Callable[[], Standing] | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY)
        self._look.timeout.connect(self.tell_standing)
        self.overlay: Overlay | None = None
        self.began = 0.0
        self.display = display
        self.theme = self._dress(display)
        self.idle = IdleWatch(600, self)

    def show_screen(self, build: Callable[[], QWidget]) -> QWidget:
        """Show what `build` makes; it is asked again when the look or language changes."""
        self._rebuild, self.began = build, time.perf_counter()
        screen = build()
        self._take_away()
        self.screen_shown = screen
        self.tell_standing()
        self._box.addWidget(screen)
        self._focus_first(screen)
        self.shown.emit(type(screen).__name__)
        return screen

    def _take_away(self) -> None:
        old, self.screen_shown = self.screen_shown, None
        if old is not None:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()

    def set_display(self, display: Display) -> None:
        """Another language, contrast or text size: dress anew, and show the place again."""
        began, typed = time.perf_counter(), self._typed()
        self._take_away()
        self.dress(display)
        if self._rebuild is not None:
            self._put_back(self.show_screen(self._rebuild), typed)
        self.began = began

    def _typed(self) -> dict[str, str]:
        """What stands in the fields of the screen, by objectName; it outlives a change of look."""
        screen = self.screen_shown
        fields = screen.findChildren(QLineEdit) if screen is not None else []
        return {x.objectName(): x.text() for x in fields if x.objectName() and x.text()}

    @staticmethod
    def _put_back(screen: QWidget, typed: dict[str, str]) -> None:
        for field in screen.findChildren(QLineEdit):
            words = typed.get(field.objectName(), "")
            if words and not field.text():
                field.setText(words)

    def dress(self, display: Display) -> None:
        """Another look, for the next screen that is shown; all widgets pay for it, so seldom."""
        if display != self.display:
            self.display = display
            self.theme = self._dress(display)
            self._show_notice()

    def put_notice(self, say: Callable[[], str] | None) -> None:
        """Say something above every screen, in whatever language is spoken; None: no more."""
        self._say = say
        self._show_notice()

    def put_standing(self, say: Callable[[], Standing] | None) -> None:
        """Ask `say` how the records stand, for each screen and every second; None: no more."""
        self._standing = say
        if say is None:
            self._look.stop()
        else:
            self._look.start()
            self.tell_standing()

    def tell_standing(self) -> None:
        """Let the chip of the screen say what is true now."""
        chip = getattr(self.screen_shown, "status_chip", None)
        if chip is not None and self._standing is not None:
            chip.show_standing(self._standing())

    def _show_notice(self) -> None:
        if self._notice is not None:
            self._box.removeWidget(self._notice)
            self._notice.deleteLater()
            self._notice = None
        if self._say is not None:
            self._notice = Notice(self._say(), self.theme)
            self._box.insertWidget(0, self._notice)

    def put_overlay(self, overlay: Overlay) -> Overlay:
        """Keep the one overlay; another one takes its place."""
        if self.overlay is not None and self.overlay is not overlay:
            old, self.overlay = self.overlay, None
            old.close_with("replaced")
        self.overlay = overlay
        overlay.closed.connect(lambda _name: self._overlay_gone(overlay))
        return overlay

    def tell(self, title: str, words: str) -> Overlay:
        """Say something that must be read before going on."""
        return self.put_overlay(tell(self, title, words, _("Mengerti"), self.theme))

    def ask(self, title: str, words: str, yes: str, no: str) -> Overlay:
        """Ask; the answer comes by the overlay's `closed`."""
        return self.put_overlay(ask(self, title, words, yes, no, self.theme))

    def _overlay_gone(self, overlay: Overlay) -> None:
        if self.overlay is overlay:
            self.overlay = None
            if self.screen_shown is not None:
                self._focus_first(self.screen_shown)

    @staticmethod
    def _focus_first(screen: QWidget) -> None:
        """Keyboard first: a screen's own choice, else its primary action."""
        wanted = getattr(screen, "first_focus", None)
        if wanted is None:
            wanted = getattr(screen, "action_button", None)
        if isinstance(wanted, QWidget):
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self, display: Display) -> Theme:
        made = (
            looks.high_contrast(display.scale) if display.contrast else looks.plain(display.scale)
        )
        speak(display.language)
        looks.install(self._app(), self, made)
        return made

    @staticmethod
    def _app() -> QApplication:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            message = "a window needs a QApplication"
            raise TypeError(message)
        return app

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is back; Enter takes the button that has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_pressed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press(self.focusWidget())
        else:
            super().keyPressEvent(event)

    def _press(self, widget: QWidget | None) -> None:
        """Enter on a button takes it; on a line of text it takes the primary action."""
        click = getattr(widget, "click", None)
        if callable(click):
            click()
        elif isinstance(widget, QLineEdit) and not isinstance(widget, QPlainTextEdit):
            action = getattr(self.screen_shown, "action_button", None)
            if action is not None and action.isEnabled():
                action.click()

    def showEvent(self, event: QShowEvent) -> None:
        """What was built before the window was seen gets the keyboard now."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._focus_shown)

    def _focus_shown(self) -> None:
        if self.screen_shown is not None and self.overlay is None:
            self._focus_first(self.screen_shown)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A kiosk is left by the officer's passphrase only."""
        if self.may_close:
            event.accept()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """A kiosk's window that was made smaller becomes large again."""
        super().changeEvent(event)
        if (
            self._kiosk_mode
            and not self.may_close
            and event.type() == QEvent.Type.WindowStateChange
            and not self.isFullScreen()
        ):
            self.showFullScreen()


def signals_of(screen: QObject, **handlers: Callable[..., object]) -> None:
    """Connect a screen's signals by name; AttributeError if it has no such signal."""
    for name, handler in handlers.items():
        getattr(screen, name).connect(handler)
