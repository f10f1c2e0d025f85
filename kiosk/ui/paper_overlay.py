"""The dialog in which a paper goes to a printer or stick."""

from __future__ import annotations

from typing import Final

from kiosk.ui.screens.paper_panel import PaperPanel
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button
from kiosk.ui.window import Window
from kiosk.ui.words import _

LOW: Final = 620
"""Pixels of height, at ordinary text, below which a choice of printers has to scroll."""


def paper_overlay(window: Window, title: str, panel: PaperPanel) -> Overlay:
    """The dialog around a panel; on a low screen it scrolls, since printers may be many."""
    theme = window.theme
    close = button(_("Tutup"), "paper-close", theme)
    low = window.height() < theme.px(LOW)
    made = Overlay(window, title, theme, panel, (close,), scroll=low)
    window.put_overlay(made)
    panel.print.setFocus()
    return made
