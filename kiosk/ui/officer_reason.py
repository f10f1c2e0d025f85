"""A dialog for what cannot be undone: says what becomes of it, and wants a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kiosk.ui.flow import flow
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.window import Window
from kiosk.ui.words import _

LOW = 720


def ask_reason(
    window: Window,
    title: str,
    about: tuple[QWidget, ...],
    usual: tuple[str, ...],
    yes: str,
    do: Callable[[str], str],
) -> Overlay:
    """Ask for a reason, typed or one of the `usual` ones, below what it is `about`.

    `yes` is the button; then `do(reason)` answers what was in the way, said beside the field, or ""
    when it is done and the dialog goes.
    """
    theme = window.theme
    field = Field(_("Alasan (wajib)"), "reason", theme)
    content = column(*about, _usual(usual, field, theme), field, spacing=theme.px(14))
    back = button(_("Kembali"), "reason-back", theme)
    low = window.height() < theme.px(LOW)
    overlay = window.put_overlay(
        Overlay(window, title, theme, content, (back,), width=680, scroll=low)
    )

    def try_it() -> None:
        if wrong := do(field.value):
            field.set_error(wrong)
            field.setFocus()
        else:
            overlay.close_with("done")

    act = button(yes, "reason-yes", theme, role="danger")
    act.clicked.connect(try_it)
    field.line.returnPressed.connect(try_it)
    beside(back, act)
    field.setFocus()
    return overlay


def _usual(words: tuple[str, ...], field: Field, theme: Theme) -> QWidget:
    """Reasons that one need not type."""
    chips = [chip(each, f"reason-{n}", theme) for n, each in enumerate(words)]
    for made in chips:
        made.setCheckable(False)
        made.clicked.connect(lambda _on=False, made=made: field.line.setText(made.text()))
    return flow(*chips, gap=theme.px(8))


def beside(back: QWidget, act: QWidget) -> None:
    """The button that does it, which does not close the dialog by itself as the other one."""
    line = back.parentWidget()
    box = line.layout() if line is not None else None
    if box is not None:
        box.addWidget(act)


def told(words: str) -> QWidget:
    """What becomes of it, for the head of such a dialog."""
    return text(words, "lead")
