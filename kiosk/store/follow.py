"""What happened to certificates, read once and then followed: ten thousand take a moment to read.

Whoever reads keeps of each event what they need; kept in memory only, and let go of when a person
is erased or a transaction rolled back.
"""

from __future__ import annotations

import functools
import sqlite3
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from kiosk.store.elsewhere import Elsewhere
from kiosk.store.trouble import StoreTrouble, told

Value = TypeVar("Value")
Read: TypeAlias = "Callable[[Raw], Value | None]"
_CHANGED: Final = "kind in ('certificate-printed', 'certificate-revoked')"
_WHERE: Final[Mapping[str, str]] = {
    "certificate-issued": "kind = 'certificate-issued'",
    "certificate-printed": f"{_CHANGED} and kind = 'certificate-printed'",
    "certificate-revoked": f"{_CHANGED} and kind = 'certificate-revoked'",
}
"""Each as its index has it."""


class Raw(Struct, frozen=True):
    """An event as kept: whose ("" nobody's), its JSON, and whether this file recorded it."""

    learner: str
    body: bytes
    here: bool


@functools.lru_cache(maxsize=16_384)
def _name(owner: bytes) -> str:
    return str(uuid.UUID(bytes=owner))


class _Known(Struct):
    at: tuple[int, int] = (0, 0)
    own: list[Any] = []
    others: list[Any] = []
    mark: tuple[int, int] = (0, 0)


class Follow:
    """The followed events of one file."""

    def __init__(self, db: sqlite3.Connection, elsewhere: Elsewhere) -> None:
        self._db, self._elsewhere = db, elsewhere
        self._known: dict[tuple[str, object], _Known] = {}

    def forget(self) -> None:
        """Read everything anew the next time."""
        self._known.clear()

    def all_of(self, kind: str, read: Read[Value]) -> tuple[Value, ...]:
        """What `read` makes of each event of a kind, here and elsewhere; None is left out.

        Always hand in the same function. Raises StoreTrouble "damaged" if a body cannot be read.
        """
        known = self._known.setdefault((kind, read), _Known())
        try:
            with told():
                self._follow_own(kind, read, known)
                self._follow_others(kind, read, known)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            self.forget()
            raise StoreTrouble("damaged") from error
        return (*known.own, *known.others)

    def _follow_own(self, kind: str, read: Read[Value], known: _Known) -> None:
        rows = self._db.execute(
            f"select device, seq, learner, body from event where {_WHERE[kind]}"  # noqa: S608
            " and salt is not null and (device, seq) > (?, ?) order by device, seq",
            known.at,
        )
        for device, seq, owner, body in rows.fetchall():
            known.at = (device, seq)
            value = read(Raw(_name(owner) if owner else "", body, here=True))
            if value is not None:
                known.own.append(value)

    def _follow_others(self, kind: str, read: Read[Value], known: _Known) -> None:
        """Rows come in any order and may go again: then all are read once more."""
        mark = self._elsewhere.mark(kind)
        if mark != known.mark:
            raws = (Raw(learner, body, here=False) for learner, body in self._elsewhere.raw(kind))
            known.others = [value for raw in raws if (value := read(raw)) is not None]
            known.mark = mark
