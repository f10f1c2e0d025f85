"""Statements that refer to statements: they are found by what the other one is found by.

A StatementRef as object, over any number of steps (at most `STEPS`), in whatever order they come.
Communication 2.1.3, filter conditions for StatementRefs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection

from kiosk.hub.database import insert_many, rows_of
from kiosk.hub.prepared import Prepared, id_bytes, statement_of, terms_of
from kiosk.hub.terms import Terms
from kiosk.xapi.keys import keys

STEPS: Final = 100
_LINK: Final = (("term", "int8"), ("place", "int8"))
_REFERRING: Final = (
    (
        "select r.target, r.place, r.voids, s.id from reference r"
        " join statement s on s.place = r.place where r.target"
    ),
    "bytea",
)
_HELD: Final = "select id, place, flags, body from statement where id", "bytea"


class Referrer(Struct, frozen=True):
    """A statement that has `target` as its object."""

    target: bytes
    place: int
    voids: bool
    id: bytes


class _Node(Struct, frozen=True):
    """What those that refer to a statement inherit, and what it refers to itself."""

    terms: frozenset[int]
    target: bytes | None


def referrers(connection: Connection, ids: Sequence[bytes]) -> list[Referrer]:
    """Who refers to these statements, whether those are here or not."""
    rows = rows_of(connection, _REFERRING, ids)
    return [Referrer(bytes(r[0]), r[1], bool(r[2]), bytes(r[3])) for r in rows]


def held(connection: Connection, ids: Sequence[bytes]) -> Iterator[tuple[bytes, int, int, bytes]]:
    """Id, place, flags and body of those statements that are here."""
    for row in rows_of(connection, _HELD, ids):
        yield bytes(row[0]), row[1], row[2], bytes(row[3])


def inherit(
    connection: Connection,
    placed: Sequence[tuple[int, Prepared]],
    above: Sequence[Referrer],
    terms: Terms,
) -> None:
    """Link new statements, and those here that referred to them, to what they now inherit.

    `above` are the referrers of the new statements that were here before them.
    """
    if not above and not any(each.target for _, each in placed):
        return
    nodes = _all_below(connection, [each for _, each in placed], terms)
    gained = [(at, _below(nodes, each.target) - each.terms) for at, each in placed if each.target]
    edges = _all_above(connection, above)
    for _, each in placed:
        given = each.inherited | _below(nodes, each.target)
        gained += [(at, given) for at in _above(edges, each.id)]
    rows = sorted({(term, at) for at, found in gained for term in found})
    insert_many(connection, "link", _LINK, rows, ignore=True)


def below(connection: Connection, target: bytes, terms: Terms) -> list[frozenset[int]]:
    """What each statement is found by that one refers to, step by step."""
    nodes = _fetched(connection, {target}, {}, terms)
    return [node.terms for node in _chain(nodes, target)]


def _all_below(
    connection: Connection, fresh: Iterable[Prepared], terms: Terms
) -> dict[bytes, _Node | None]:
    nodes: dict[bytes, _Node | None] = {s.id: _Node(s.inherited, s.target) for s in fresh}
    wanted = {node.target for node in nodes.values() if node and node.target}
    return _fetched(connection, wanted, nodes, terms)


def _fetched(
    connection: Connection, wanted: set[bytes], nodes: dict[bytes, _Node | None], terms: Terms
) -> dict[bytes, _Node | None]:
    """With all that is here of what is referred to, level by level; None: not here."""
    for _ in range(STEPS):
        missing = [each for each in wanted if each not in nodes]
        if not missing:
            break
        nodes.update(dict.fromkeys(missing))
        wanted = set()
        for name, place, flags, body in held(connection, missing):
            statement = statement_of(flags, place, body)
            found = keys(statement)
            target = id_bytes(found.target) if found.target else None
            nodes[name] = _Node(terms_of(found, statement["authority"], terms)[1], target)
            if target:
                wanted.add(target)
    return nodes


def _chain(nodes: Mapping[bytes, _Node | None], target: bytes | None) -> Iterator[_Node]:
    seen: set[bytes] = set()
    while target is not None and target not in seen and len(seen) < STEPS:
        seen.add(target)
        node = nodes.get(target)
        if node is None:
            return
        yield node
        target = node.target


def _below(nodes: Mapping[bytes, _Node | None], target: bytes | None) -> frozenset[int]:
    return frozenset().union(*(node.terms for node in _chain(nodes, target)))


def _all_above(connection: Connection, above: Sequence[Referrer]) -> dict[bytes, list[Referrer]]:
    """Who refers to whom, as far up as it goes."""
    edges: dict[bytes, list[Referrer]] = {}
    level = list(above)
    known: set[bytes] = set()
    for _ in range(STEPS):
        for each in level:
            edges.setdefault(each.target, []).append(each)
        known.update(each.target for each in level)
        upper = sorted({each.id for each in level} - known)
        level = referrers(connection, upper) if upper else []
        if not level:
            break
    return edges


def _above(edges: Mapping[bytes, Sequence[Referrer]], name: bytes) -> set[int]:
    found: set[int] = set()
    level = [name]
    while level:
        upper = [each for one in level for each in edges.get(one, ()) if each.place not in found]
        found.update(each.place for each in upper)
        level = [each.id for each in upper]
    return found
