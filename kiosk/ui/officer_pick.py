"""Choices of one kind in a dialog, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button
from kiosk.ui.window import Window
from kiosk.ui.words import _

MANY, MANY_LOW = 5, 3
LOW = 620


def pick(
    window: Window, title: str, choices: Mapping[str, str], chosen: Callable[[str], object]
) -> Overlay:
    """Let one of `choices` (key: words) be chosen; `chosen` gets its key, or is not called."""
    theme = window.theme
    keys = {f"pick-{n}": key for n, key in enumerate(choices)}
    made = [button(choices[key], name, theme) for name, key in keys.items()]
    most = MANY_LOW if window.height() < theme.px(LOW) else MANY
    overlay = window.put_overlay(
        Overlay(
            window,
            title,
            theme,
            column(*made, spacing=theme.px(8)),
            (button(_("Batal"), "cancel", theme),),
            scroll=len(made) > most,
        )
    )
    for each in made:
        each.clicked.connect(partial(overlay.close_with, each.objectName()))
    made[0].setFocus()

    def closed(name: str) -> None:
        if name in keys:
            chosen(keys[name])

    overlay.closed.connect(closed)
    return overlay
