"""First start: a kiosk set up from a kiosk.toml on a stick."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.house import House
from kiosk.office.faults import SettingsFault
from kiosk.office.settings_file import read_settings
from kiosk.people.agency import Settings
from kiosk.ui.display import Display
from kiosk.ui.files import choose_file
from kiosk.ui.office_words import settings_fault
from kiosk.ui.officer_steps import attempt, read
from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, text
from kiosk.ui.window import Window
from kiosk.ui.words import _

LARGEST = 1_000_000


def choose_settings(window: Window, house: House, done: Callable[[], None]) -> None:
    """Let a kiosk.toml be chosen; `done` once the kiosk is set up from it."""
    choose_file(window, window.theme, (".toml",), lambda file: _take(window, house, file, done))


def _take(window: Window, house: House, file: Path, done: Callable[[], None]) -> None:
    """Set the kiosk up from a file, or say line by line what is wrong with it."""
    title = _("Kios belum disiapkan")

    def found() -> tuple[Settings, str] | tuple[SettingsFault, ...]:
        return read_settings(read(file, LARGEST).decode("utf-8-sig"))

    answer = attempt(window, title, found)
    if answer is None:
        return
    faults = [part for part in answer if isinstance(part, SettingsFault)]
    if faults:
        _tell_faults(window, file.name, faults)
        return
    settings, passphrase = cast("tuple[Settings, str]", answer)

    def set_up() -> bool:
        house.office.set_up(settings, passphrase)
        return True

    if attempt(window, title, set_up):
        window.set_display(Display(language=settings.language))
        done()


def _tell_faults(window: Window, name: str, faults: list[SettingsFault]) -> None:
    theme = window.theme
    parts: list[QWidget] = [text(_("Perbaiki baris ini di {file}:").format(file=name), "lead")]
    for fault in sorted(faults, key=lambda f: f.line):
        line = _("Baris {n}").format(n=fault.line)
        parts.append(column(text(line, "label"), text(settings_fault(fault)), spacing=2))
    ok = button(_("Mengerti"), "overlay-ok", theme, role="primary")
    content, title = column(*parts, spacing=theme.px(12)), _("Kios belum disiapkan")
    many = len(faults) > 3
    overlay = Overlay(window, title, theme, content, (ok,), width=680, scroll=many)
    for scroll in overlay.findChildren(QWidget, "overlay-scroll"):
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.put_overlay(overlay)
