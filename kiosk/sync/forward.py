"""A kiosk's own records as a source for `kiosk.wire.forward`."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.sync.rounds import Log
from kiosk.wire.forward import Statement, disguised
from kiosk.xapi.words import Unsayable, statement_of


class FromLog:
    """A kiosk's own records as a source. `plain`: with everything, for a store of one's own."""

    def __init__(self, log: Log, home_page: str, key: bytes, *, plain: bool = False) -> None:
        self._log, self._home_page, self._key, self._plain = log, home_page, key, plain

    def names(self) -> Sequence[str]:
        """Every device id under which this computer wrote."""
        return [own.device for own in self._log.devices()]

    def after(self, name: str, position: int, limit: int) -> Sequence[tuple[int, Statement | None]]:
        """The statements of a device's events; None for an erased one."""
        found: list[tuple[int, Statement | None]] = []
        for line in self._log.lines(name, position, limit):
            try:
                said = statement_of(line, self._home_page)
            except Unsayable:
                found.append((line.seq, None))
                continue
            found.append((line.seq, said if self._plain else disguised(said, self._key)))
        return found
