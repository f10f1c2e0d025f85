"""Rows of `link`: term by term, which is the order of the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from struct import Struct
from typing import Final

from sqlalchemy import Connection

from kiosk.hub.database import copied, is_sqlite

_MANY: Final = 12
"""From so many places on, one statement with a list costs less than one with each of them."""
_SOME: Final = "insert into link (term, place) select ?, ? + value from json_each(?)"
_ONE: Final = "insert into link (term, place) values (?, ?)"
_COPY: Final = "copy link (term, place) from stdin binary"
_ROW: Final = Struct(">hiqiq").pack
_COLUMNS, _BYTES = 2, 8


def link(connection: Connection, placed: Iterable[tuple[int, frozenset[int]]]) -> None:
    """Say of statements, in the order of their places, what they are found by; nothing is yet."""
    places: dict[int, list[int]] = {}
    for place, terms in placed:
        for term in terms:
            if term in places:
                places[term].append(place)
            else:
                places[term] = [place]
    ordered = dict(sorted(places.items()))
    if is_sqlite(connection):
        _insert(connection, ordered)
    elif ordered:
        rows = (
            _ROW(_COLUMNS, _BYTES, t, _BYTES, at) for t, found in ordered.items() for at in found
        )
        copied(connection, _COPY, b"".join(rows))


def _insert(connection: Connection, places: Mapping[int, Sequence[int]]) -> None:
    """Lists as JSON of small numbers: SQLite goes through them by itself, in half the time."""
    few = [(term, at) for term, found in places.items() if len(found) < _MANY for at in found]
    if few:
        connection.exec_driver_sql(_ONE, few)
    many = [
        (term, found[0], f"[{','.join([str(at - found[0]) for at in found])}]")
        for term, found in places.items()
        if len(found) >= _MANY
    ]
    if many:
        connection.exec_driver_sql(_SOME, many)
