"""Dialogs for a class: one thing out of many, and a list of NIPs that is pasted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtWidgets import QPlainTextEdit

from kiosk.office.cohort_people import pasted
from kiosk.people.learner import Learner
from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, text
from kiosk.ui.window import Window
from kiosk.ui.words import _

MANY = 4
"""Choices above which their dialog scrolls."""
TOLD = 5
"""Lines without a person that are told one by one."""


def pick_one(
    window: Window, title: str, choices: Mapping[str, str], then: Callable[[str], None]
) -> None:
    """All choices, one below the other; `then` is told the key of the one that is taken."""
    theme = window.theme
    keys = {f"pick-{n}": key for n, key in enumerate(choices)}
    made = [button(choices[key], name, theme) for name, key in keys.items()]
    cancel = button(_("Batal"), "cancel", theme)
    content = column(*made, spacing=theme.px(8))
    overlay = window.put_overlay(
        Overlay(window, title, theme, content, (cancel,), scroll=len(made) > MANY)
    )
    for each in made:
        each.clicked.connect(partial(overlay.close_with, each.objectName()))
    if made:
        made[0].setFocus()
    overlay.closed.connect(lambda name: then(keys[name]) if name in keys else None)


def paste_nips(
    window: Window, people: tuple[Learner, ...], then: Callable[[Iterable[str]], None]
) -> None:
    """A field for a list of NIPs; who is found is taken, and what is unknown is told."""
    theme = window.theme
    field = QPlainTextEdit()
    field.setObjectName("nips")
    field.setAccessibleName(_("Daftar NIP"))
    field.setMinimumHeight(theme.px(180))
    field.setTabChangesFocus(True)
    hint = _("Satu NIP di setiap baris. Anda dapat menyalin kolom NIP dari Excel.")
    told = text("", "warn")
    told.setObjectName("nips-told")
    told.hide()
    cancel = button(_("Selesai"), "cancel", theme)
    take = button(_("Tambahkan"), "nips-take", theme, role="primary", icon_left="plus")
    content = column(text(hint, "small"), field, told, spacing=theme.px(10))
    overlay = Overlay(window, _("Tempel NIP"), theme, content, (cancel,))
    overlay.findChild(type(cancel), "cancel").parentWidget().layout().addWidget(take)  # type: ignore[union-attr]
    window.put_overlay(overlay)

    def taken() -> None:
        found = pasted(field.toPlainText(), people)
        then(found.found)
        told.setText(_told(len(found.found), found.unknown))
        told.show()
        field.setPlainText("\n".join(found.unknown))

    take.clicked.connect(taken)
    field.setFocus()


def _told(found: int, unknown: tuple[str, ...]) -> str:
    words = _("{n} peserta ditambahkan.").format(n=found)
    if not unknown:
        return words
    some = ", ".join(unknown[:TOLD]) + (", …" if len(unknown) > TOLD else "")
    form = _("{n} baris tidak dikenal: {lines}. Perbaiki, atau impor orangnya dahulu.")
    return f"{words} {form.format(n=len(unknown), lines=some)}"
