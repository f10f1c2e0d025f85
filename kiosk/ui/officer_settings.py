"""Settings in the officer's room: what is typed stays a draft until it is saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.people.agency import Settings
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.officer_settings import SettingsPart
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _


class SettingsRoom(QObject):
    """The part "Pengaturan". `show` shows it anew."""

    def __init__(self, window: Window, clerk: Clerk, show: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._clerk, self._show = window, clerk, show
        self._draft: Settings | None = None
        self._said = ""

    def reset(self) -> None:
        """As on entering; what was typed and not saved is gone."""
        self._draft, self._said = None, ""

    def part(self) -> QWidget:
        """The form at the step where it was."""
        settings = self._draft or self._clerk.office.settings()
        if settings is None:
            raise NotAllowed("settings-wrong")
        shown = getattr(self._window.screen_shown, "part", None)
        step = shown.form.step if isinstance(shown, SettingsPart) else 0
        part = SettingsPart(settings, step, self._said, self._window.theme)
        part.form.several = self._clerk.office.paired
        signals_of(part, drafted=self._keep, saved=self._change)
        return part

    def _keep(self, draft: Settings) -> None:
        self._draft, self._said = draft, ""

    def _change(self, settings: Settings) -> None:
        def change() -> bool:
            self._clerk.office.change(settings)
            return True

        if attempt(self._window, _("Pengaturan belum disimpan"), change):
            self._draft, self._said = None, _("Pengaturan tersimpan.")
            self._show()

    def when_saved(self, then: Callable[[], None]) -> None:
        """Go on at once, or once the officer has said that unsaved work may go."""
        if self._draft is None or self._draft == self._clerk.office.settings():
            then()
            return
        words = _("Perubahan pengaturan hilang bila Anda tidak menyimpannya.")
        asked = self._window.ask(
            _("Pengaturan belum disimpan"), words, _("Buang perubahan"), _("Kembali")
        )
        asked.closed.connect(lambda name: then() if name == "overlay-yes" else None)
