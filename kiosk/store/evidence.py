"""One event of a damaged file beside its neighbours: whether anything proves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from kiosk.parcel import chain
from kiosk.store.seals import Seals

Row: TypeAlias = "tuple[int, bytes, bytes | None, str, int, int, bytes | None, bytes, bytes]"
ROW = "select seq, id, learner, kind, at, clock, salt, body, hash from event"
HASH_BYTES = 32


class Evidence:
    """An event, the hash of the one before it (None: unknown), and the event that follows it.

    `linked` is the hash it must have after the one before it, `stored` the one that stands there.
    """

    def __init__(
        self, device: str, row: Row | None, before: bytes | None, following: Row | None
    ) -> None:
        self._device, self._row, self._following = device, row, following
        self.linked = linked(device, before, row)
        self.stored = b""
        if row is not None and isinstance(row[8], bytes) and len(row[8]) == HASH_BYTES:
            self.stored = row[8]

    def proven_by(self, seals: Seals, end: bytes | None) -> bytes | None:
        """The event's hash if it holds, put right if only that was hurt; None if it does not.

        Where there is a key, an event without its seal is none, however well it is linked: links
        can be made by anyone. An erased event has no seal; its link is all that is left of it.
        `end`: the hash, if it is known, of the last event there was, which this one may be.
        """
        if self._row is None:
            return None
        if seals.known and self._row[6] is not None:
            return self._sealed_hash(seals)
        if self.linked is None:
            return None
        good = self.linked in (self.stored, end) or self._follows(self.linked)
        return self.linked if good else None

    def _sealed_hash(self, seals: Seals) -> bytes | None:
        """What came before it may be lost: then the hash that stands there counts."""
        if not vouched(self._device, self._row, seals):
            return None
        if self.linked != self.stored and (self.linked is None or self._follows(self.stored)):
            return self.stored or self.linked
        return self.linked

    def _follows(self, hashed: bytes) -> bool:
        following = self._following
        return following is not None and linked(self._device, hashed, following) == following[8]


def linked(device: str, before: bytes | None, row: Row | None) -> bytes | None:
    """The hash of an event after `before`; None if something in it is not what it can be."""
    if row is None or not before:
        return None
    seq, event_id, owner, kind, at, clock, salt, body, _ = row
    try:
        head = chain.header(device, seq, event_id, kind, at, clock)
        return chain.link(before, head, chain.commitment(salt, owner, body))
    except (TypeError, AttributeError):
        return None  # a value of another type than it can be


def vouched(device: str, row: Sequence[Any] | None, seals: Seals) -> bool:
    """Whether an event carries the seal of the device that recorded it."""
    if row is None:
        return False
    seq, event_id, owner, kind, at, clock, salt, body, _ = row
    try:
        return seals.vouch(salt, chain.header(device, seq, event_id, kind, at, clock), owner, body)
    except (TypeError, AttributeError):
        return False
