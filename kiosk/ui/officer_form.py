"""A dialog with fields: what is wrong is said beside one of them, and the dialog stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.ui.officer_reason import beside
from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, text
from kiosk.ui.window import Window
from kiosk.ui.words import _

LOW = 720


def ask_form(
    window: Window,
    title: str,
    parts: tuple[QWidget, ...],
    yes: str,
    do: Callable[[], str],
    *,
    role: str = "primary",
    width: int = 680,
    tall: bool = False,
) -> Overlay:
    """Show the fields; `do()` answers what is in the way, "" when it is done and the dialog goes.

    What a field says itself is left to it: then `do` answers a blank. `tall`: it always scrolls.
    """
    theme = window.theme
    wrong = text("", "error")
    wrong.setObjectName("form-wrong")
    wrong.hide()
    back = button(_("Kembali"), "form-back", theme)
    content = column(*parts, wrong, spacing=theme.px(14))
    content.setContentsMargins(2, 2, 2, 2)
    low = tall or window.height() < theme.px(LOW)
    overlay = window.put_overlay(
        Overlay(window, title, theme, content, (back,), width=width, scroll=low)
    )

    def try_it() -> None:
        said = do()
        if said:
            wrong.setText(said.strip())
            wrong.setVisible(bool(said.strip()))
        else:
            overlay.close_with("done")

    act = button(yes, "form-yes", theme, role=role)
    act.clicked.connect(try_it)
    beside(back, act)
    lines = [line for part in parts for line in part.findChildren(QLineEdit)]
    for line in lines:
        line.returnPressed.connect(try_it)
    if lines:
        lines[0].setFocus()
    return overlay
