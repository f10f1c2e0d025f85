"""How statements come in: new, equal to one that is here, or in conflict with it.

Whoever calls has one transaction of `database.writing`; nothing here commits. Statements of HTTP
and of kiosks' parcels come in by the same door.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection, bindparam, text

from kiosk.hub.database import insert_many, last_place
from kiosk.hub.known import learn
from kiosk.hub.links import link
from kiosk.hub.prepared import VOIDED, VOIDING, Prepared, as_said
from kiosk.hub.references import held, inherit, referrers
from kiosk.hub.terms import Terms
from kiosk.xapi.comparison import same

_CHUNK: Final = 500
_VOID = text(
    f"update statement set flags = flags + {VOIDED}"  # noqa: S608 - numbers of our own
    f" where id in :ids and flags & {VOIDED | VOIDING} = 0"
).bindparams(bindparam("ids", expanding=True))
_STATEMENT: Final = (
    ("place", "int8"),
    ("id", "bytea"),
    ("flags", "int2"),
    ("body", "bytea"),
)
_REFERENCE: Final = (("target", "bytea"), ("place", "int8"), ("voids", "int2"))
_ATTACHED: Final = (("place", "int8"), ("sha2", "text"))


class Taken(Struct, frozen=True):
    """The ids of what came; `conflicting`: another statement of that id is here, and stays."""

    new: tuple[bytes, ...]
    equal: tuple[bytes, ...]
    conflicting: tuple[bytes, ...]


def take_in(
    connection: Connection,
    statements: Sequence[Prepared],
    at: int,
    terms: Terms,
    *,
    define: bool = True,
) -> Taken:
    """Store what is new, in the order given. `at`: UTC µs, see `database.clock`.

    `define`: what they say of activities and agents changes what the hub knows of those.
    """
    fresh, equal, conflicting = _sorted_out(connection, statements)
    if fresh:
        first = max(last_place(connection) + 1, at)
        _store(connection, [(first + n, each) for n, each in enumerate(fresh)], terms)
        if define:
            learn(connection, fresh)
    return Taken(tuple(each.id for each in fresh), tuple(equal), tuple(conflicting))


def _sorted_out(
    connection: Connection, statements: Sequence[Prepared]
) -> tuple[list[Prepared], list[bytes], list[bytes]]:
    here = {
        found: as_said(body)
        for found, _, _, body in held(connection, [each.id for each in statements])
    }
    fresh: dict[bytes, Prepared] = {}
    equal, conflicting = [], []
    for each in statements:
        twin: dict[str, Any] | None = here.get(each.id)
        if twin is None and each.id in fresh:
            twin = as_said(fresh[each.id].body)
        if twin is None:
            fresh[each.id] = each
        elif same(twin, as_said(each.body)):
            equal.append(each.id)
        else:
            conflicting.append(each.id)
    return list(fresh.values()), equal, conflicting


def _store(connection: Connection, placed: Sequence[tuple[int, Prepared]], terms: Terms) -> None:
    above = referrers(connection, [each.id for _, each in placed])
    gone = {each.target for each in above if each.voids}
    _insert(connection, placed, gone)
    voids = [s.target for _, s in placed if s.flags & VOIDING]
    for start in range(0, len(voids), _CHUNK):
        connection.execute(_VOID, {"ids": voids[start : start + _CHUNK]})
    inherit(connection, placed, above, terms)


def _insert(
    connection: Connection, placed: Sequence[tuple[int, Prepared]], gone: set[bytes]
) -> None:
    def flags(each: Prepared) -> int:
        voided = each.id in gone and not each.flags & VOIDING  # a voiding one cannot be voided
        return each.flags | (VOIDED if voided else 0)

    rows = [(at, each.id, flags(each), each.body) for at, each in placed]
    insert_many(connection, "statement", _STATEMENT, rows)
    link(connection, [(at, each.terms) for at, each in placed])
    references = [(s.target, at, int(bool(s.flags & VOIDING))) for at, s in placed if s.target]
    insert_many(connection, "reference", _REFERENCE, references)
    attached = [(at, sha2) for at, each in placed for sha2 in each.attachments]
    insert_many(connection, "attached", _ATTACHED, attached)
