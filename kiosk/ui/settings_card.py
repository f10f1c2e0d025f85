"""The display card: language, contrast and text size, on every screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.ui.display import SIZES, Display
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import column, row
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _

Choices = tuple[tuple[str, str, Display], ...]
"""Words, objectName, and what a person would then see."""


def display_card(
    window: QWidget,
    theme: Theme,
    display: Display,
    chosen: Callable[[Display], None],
    *,
    officer: Callable[[], None] | None = None,
) -> Overlay:
    """Show the card; each choice is taken at once and the card goes."""
    chips: list[tuple[QPushButton, Display]] = []
    rows: list[QWidget] = []
    for title, choices in _groups(display):
        made = [
            (_chip(words, name, theme, on=wanted == display), wanted)
            for words, name, wanted in choices
        ]
        chips += made
        rows += [text(title, "label"), row(*(part for part, _wanted in made), None)]
    buttons = [button(_("Tutup"), "display-close", theme, role="primary")]
    if officer is not None:
        buttons.insert(0, button(_("Pengelola"), "officer", theme, icon_left="key-round"))
    content = column(*rows, spacing=theme.px(8))
    card = Overlay(window, _("Tampilan"), theme, content, tuple(buttons))
    for part, wanted in chips:
        part.clicked.connect(partial(_take, card, part.objectName(), wanted, chosen))
    if officer is not None:
        card.closed.connect(lambda name: officer() if name == "officer" else None)
    return card


def _groups(display: Display) -> tuple[tuple[str, Choices], ...]:
    def like(**other: object) -> Display:
        return msgspec.structs.replace(display, **other)

    sizes = tuple((f"{round(100 * s)}%", f"size-{round(100 * s)}", like(scale=s)) for s in SIZES)
    languages = (
        ("Bahasa Indonesia", "language-id", like(language="id")),
        ("English", "language-en", like(language="en")),
    )
    grounds = (
        (_("Terang"), "contrast-off", like(contrast=False)),
        (_("Kontras tinggi"), "contrast-on", like(contrast=True)),
    )
    return (_("Bahasa"), languages), (_("Ukuran teks"), sizes), (_("Warna"), grounds)


def _chip(words: str, name: str, theme: Theme, *, on: bool) -> QPushButton:
    made = chip(words, name, theme, on=on)
    made.setMinimumHeight(theme.px(48))
    made.setMaximumHeight(theme.px(60))
    return made


def _take(
    card: Overlay,
    name: str,
    wanted: Display,
    chosen: Callable[[Display], None],
    _checked: bool = False,  # noqa: FBT001, FBT002 - Qt's signal
) -> None:
    card.close_with(name)
    chosen(wanted)
