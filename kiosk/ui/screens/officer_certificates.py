"""Certificates in the officer's room: four things to do, and the one that is being done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.flow import flow
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.text import chip
from kiosk.ui.words import _

REGISTER, RENEWALS, BULK, TEMPLATE = "register", "renewals", "bulk", "template"


class CertificatesPart(QWidget):
    """`inner` below the choices. `chosen` tells the name of another one."""

    chosen = Signal(str)

    def __init__(self, at: str, inner: QWidget, theme: Theme, *, template: bool = True) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.inner = inner
        names = {
            REGISTER: _("Register"),
            RENEWALS: _("Pembaruan"),
            BULK: _("Terbitkan bersama"),
            TEMPLATE: _("Templat"),
        }
        if not template:
            del names[TEMPLATE]
        chips = {
            name: chip(words, f"certificates-{name}", theme, on=name == at)
            for name, words in names.items()
        }
        for name, made in chips.items():
            made.clicked.connect(lambda _on=False, name=name: self.chosen.emit(name))
        self.first_focus: QWidget = getattr(inner, "first_focus", chips[at])
        self.footer: QWidget | None = getattr(inner, "footer", None)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(flow(*chips.values(), gap=theme.px(8)))
        box.addWidget(inner, 1)
