"""The part "Sertifikat" of the officer's room: register, renewals, many at once, template."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.house import Clerk
from kiosk.people.role import Act
from kiosk.ui.keeper import Keeper
from kiosk.ui.officer_bulk import BulkRoom
from kiosk.ui.officer_register import RegisterRoom
from kiosk.ui.officer_template import TemplateRoom
from kiosk.ui.screens.officer_certificates import (
    BULK,
    REGISTER,
    RENEWALS,
    TEMPLATE,
    CertificatesPart,
)
from kiosk.ui.window import Window


class CertificatesRoom(QObject):
    """One of four rooms is shown. `decided` tells which settings are the agency's."""

    def __init__(
        self,
        window: Window,
        keeper: Keeper,
        clerk: Clerk,
        catalog: Catalog,
        decided: Callable[[], frozenset[str]],
        show: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._show, self._at = window, clerk, show, REGISTER
        self.register = RegisterRoom(window, clerk)
        self.bulk = BulkRoom(window, keeper, clerk, catalog, show)
        self.template = TemplateRoom(window, clerk, catalog, decided, show)
        for room in (self.register, self.bulk, self.template):
            room.setParent(self)

    def reset(self) -> None:
        """As on entering; a template that was typed stays as a draft."""
        self._at = REGISTER
        for room in (self.register, self.bulk, self.template):
            room.reset()

    def part(self) -> QWidget:
        """What is shown now."""
        makers: dict[str, Callable[[], QWidget]] = {
            REGISTER: self.register.part,
            RENEWALS: self.register.renewals_part,
            BULK: self.bulk.part,
            TEMPLATE: self.template.part,
        }
        part = CertificatesPart(
            self._at,
            makers[self._at](),
            self._window.theme,
            template=self._clerk.acts.may(Act.CHANGE_TEMPLATE),
        )
        part.chosen.connect(self._go)
        return part

    def _go(self, name: str) -> None:
        self.reset()
        self._at = name
        self._show()
