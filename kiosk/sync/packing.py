"""Stretches of the log become parcels, one after another."""

from __future__ import annotations

import threading
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from msgspec import Struct

from kiosk.parcel.contents import MOST_LINES
from kiosk.parcel.forms import Agency
from kiosk.parcel.parcel import Signer, fitting, named, packed
from kiosk.xapi.line import Line


class Lines(Protocol):
    """Reads a device's events, as `kiosk.store.exchange.Outgoing` does."""

    def lines(self, device: str, after: int, limit: int) -> tuple[Line, ...]:
        """Events after a `seq`, without a gap between them."""


class OneAtATime:
    """A log that two threads may read."""

    def __init__(self, log: Lines) -> None:
        self._log, self._turn = log, threading.Lock()

    def lines(self, device: str, after: int, limit: int) -> tuple[Line, ...]:
        """As the log's own."""
        with self._turn:
            return self._log.lines(device, after, limit)


class Piece(Struct, frozen=True):
    """A parcel with the events `first` to `last` of a device."""

    device: str
    first: int
    last: int
    file: bytes

    @property
    def name(self) -> str:
        """Its name on a stick."""
        return named(self.device, self.first, self.last)

    @property
    def count(self) -> int:
        """How many events it holds."""
        return self.last - self.first + 1


class Packing:
    """Packs for one agency; two parcels at a time, so that no more than that is in memory.

    `log` is read from two threads, by one at a time: see `OneAtATime`.
    """

    def __init__(self, log: OneAtATime, signer: Signer, agency: Agency) -> None:
        self._log, self._signer, self._agency = log, signer, agency
        self._most = MOST_LINES

    def pieces(self, device: str, after: int, last: int) -> Generator[Piece, None, None]:
        """One parcel after the other, each packed while the one before is on its way."""
        piece = self.next(device, after, last)
        if piece is None or piece.last == last:
            yield from () if piece is None else (piece,)
            return
        with ThreadPoolExecutor(1) as beside:
            while piece is not None:
                coming = beside.submit(self.next, device, piece.last, last)
                yield piece
                piece = coming.result()

    def next(self, device: str, after: int, last: int) -> Piece | None:
        """The next parcel of a device's events after a `seq` and up to `last`; None: no more.

        What an earlier damage took is passed over.
        """
        lines, before = self._linked(device, after)
        lines = tuple(line for line in lines[: self._most] if line.seq <= last)
        if not lines:
            return None
        lines = lines[: fitting(lines)]
        file = packed(lines, self._signer, self._agency, before=before)
        return Piece(device, lines[0].seq, lines[-1].seq, file)

    def _linked(self, device: str, after: int) -> tuple[tuple[Line, ...], bytes]:
        """Lines after a `seq`, and the hash of the one before them; empty if that is lost."""
        found = self._log.lines(device, max(after - 1, 0), self._most + 1)
        if after and found and found[0].seq == after:
            if len(found) > 1:
                return found[1:], found[0].hash
            found = self._log.lines(device, after, self._most)
            if found and found[0].seq == after + 1:  # it was recorded just now
                return self._linked(device, after)
        return found, b""

    def halve(self, piece: Piece) -> bool:
        """From now on pack half as much as this; False if that would be nothing."""
        self._most = piece.count // 2
        return self._most > 0
