"""Keyed seals on rows that may change (people, documents) and on the end of the log.

The chain guards events; a name in the roster or a setting has no chain. Each such row carries a
seal under the device's key, and the end of the log carries one over the sum of all seals, so that
a row edited, added or taken away by another hand, or by a flipped bit, is noticed.

An event carries a short seal too, behind its salt: so it can be proven alone, even if the events
around it are lost, and a chain forged anew around an edit proves nothing.
"""

from __future__ import annotations

import hashlib
from typing import TypeAlias

Field: TypeAlias = "str | int | float | bytes | None"
SEAL_BYTES = 16
SALT_BYTES = 10
EVENT_SEAL_BYTES = 8


class Seals:
    """The seals of one file. Without a key (view only) every seal is taken as good."""

    def __init__(self, key: bytes, rows: int = 0) -> None:
        self._key, self.rows = key, rows

    @property
    def known(self) -> bool:
        """Whether there is a key to hold seals against."""
        return bool(self._key)

    def of(self, *fields: Field) -> bytes:
        """The seal of a row."""
        sealed = hashlib.blake2b(digest_size=SEAL_BYTES, key=self._key, person=b"dermaga row")
        for field in fields:
            spelt = _spelt(field)
            sealed.update(len(spelt).to_bytes(4, "big") + spelt)
        return sealed.digest()

    def hold(self, seal: bytes, *fields: Field) -> bool:
        """Whether a row is as it was sealed."""
        return not self._key or self.of(*fields) == seal

    def swap(self, old: bytes, new: bytes) -> None:
        """A row's seal gave place to another; empty: there was none, or is none any more."""
        self.rows ^= int.from_bytes(old, "big") ^ int.from_bytes(new, "big")

    def salt(self, drawn: bytes, head: bytes, owner: bytes | None, body: bytes) -> bytes:
        """The salt of an event: bytes drawn by chance, then a seal over them and the event."""
        return drawn + self.of("event", head, owner, drawn, body)[:EVENT_SEAL_BYTES]

    def vouch(self, salt: Field, head: bytes, owner: Field, body: Field) -> bool:
        """Whether an event is as it was sealed. One erased or of an older form has no seal."""
        if not (self._key and isinstance(salt, bytes)):
            return False
        drawn = salt[:SALT_BYTES]
        return salt == drawn + self.of("event", head, owner, drawn, body)[:EVENT_SEAL_BYTES]

    @property
    def sum(self) -> bytes:
        """All rows' seals in one."""
        return self.rows.to_bytes(SEAL_BYTES, "big")


def _spelt(field: Field) -> bytes:
    match field:
        case None:
            return b"-"
        case bytes():
            return b"b" + field
        case int():
            return b"i%d" % field
        case float():
            return b"f" + repr(field).encode()
        case str():
            return b"s" + field.encode()
