"""Watches for sticks: a cheap look each second, and a closer one when something has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.sync import pairing as pairings
from kiosk.sync.folder import Folder, is_ours
from kiosk.sync.keeping import key_of
from kiosk.sync.trouble import SyncTrouble
from kiosk.ui import sticks as places
from kiosk.ui.background import Background
from kiosk.ui.sticks import Stick

if TYPE_CHECKING:
    from kiosk.office.sync_errand import Errands
    from kiosk.sync.pairing import Key, Pairing


@dataclass(frozen=True)
class Seen:
    """A stick that is there: of our agency or not, and the agency's answer if it carries one."""

    stick: Stick
    ours: bool = False
    answer: Pairing | None = None


class StickWatch(QObject):
    """`found` tells all sticks whenever some came or went, as a tuple of Seen."""

    found = Signal(object)

    def __init__(self, scout: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scout, self._mark = scout, ""
        self._looking = False
        self._look_at: Callable[[], tuple[Seen, ...]] = tuple

    def know(self, errands: Errands) -> None:
        """With whom this kiosk is paired, or is not; look again."""
        pairing, device, now = errands.pairing, errands.store.device, errands.now
        key = key_of(errands.store.exchange)
        self._look_at = lambda: tuple(_seen(s, pairing, device, key, now()) for s in _present())
        self._mark = ""

    def look(self) -> None:
        """See whether a stick came or went; it never waits for a device."""
        mark = places.mounted()
        if mark == self._mark or self._looking:
            return
        self._mark, self._looking = mark, True
        self._scout.run(self._look_at, self._looked, lambda _error: self._looked(()))

    def again(self) -> None:
        """Look at the sticks anew although none came or went."""
        self._mark = ""
        self.look()

    def _looked(self, found: tuple[Seen, ...]) -> None:
        self._looking = False
        self.found.emit(found)


def _present() -> tuple[Stick, ...]:
    return places.sticks()


def _seen(stick: Stick, pairing: Pairing | None, device: str, key: Key, now: int) -> Seen:
    if pairing is not None:
        return Seen(stick, is_ours(stick.path, pairing.agency))
    try:
        answer = Folder(stick.path, "stick").paired(device)
        if answer is None:
            return Seen(stick)
        return Seen(stick, answer=pairings.by_stick(answer, device, key, now))
    except SyncTrouble:
        return Seen(stick)
