"""The display card: language, contrast and text size, on every screen."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.ui.display import SIZES, Display
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import column, row
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _


def display_card(
    window: QWidget,
    theme: Theme,
    display: Display,
    chosen: Callable[[Display], None],
    *,
    officer: Callable[[], None] | None = None,
) -> Overlay:
    """Show the card; each choice is taken at once and the card goes."""

    def made(words: str, name: str, wanted: Display) -> QPushButton:
        part = chip(words, name, theme, on=wanted == display)
        part.setMinimumHeight(theme.px(48))
        part.setMaximumHeight(theme.px(48))
        part.clicked.connect(lambda: take(name, wanted))
        return part

    def take(name: str, wanted: Display) -> None:
        card.close_with(name)
        chosen(wanted)

    def like(**other: object) -> Display:
        return msgspec.structs.replace(display, **other)

    languages = row(
        made("Bahasa Indonesia", "language-id", like(language="id")),
        made("English", "language-en", like(language="en")),
        None,
    )
    sizes = row(
        *(made(f"{round(s * 100)}%", f"size-{round(s * 100)}", like(scale=s)) for s in SIZES), None
    )
    grounds = row(
        made(_("Terang"), "contrast-off", like(contrast=False)),
        made(_("Kontras tinggi"), "contrast-on", like(contrast=True)),
        None,
    )
    content = column(
        text(_("Bahasa"), "label"), languages,
        text(_("Ukuran teks"), "label"), sizes,
        text(_("Warna"), "label"), grounds,
        spacing=theme.px(8),
    )  # fmt: skip
    buttons = [button(_("Tutup"), "display-close", theme, role="primary")]
    if officer is not None:
        buttons.insert(0, button(_("Pengelola"), "officer", theme, icon_left="key-round"))
    card = Overlay(window, _("Tampilan"), theme, content, tuple(buttons))
    if officer is not None:
        card.closed.connect(lambda name: officer() if name == "officer" else None)
    return card
