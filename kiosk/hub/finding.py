"""How statements are found: by id, or by ranges of their terms in the order they were stored."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection, TextClause, text

from kiosk.hub.prepared import REFERS, VOIDED, statement_of, terms_of
from kiosk.hub.references import below
from kiosk.hub.terms import Terms
from kiosk.xapi.keys import keys
from kiosk.xapi.query import Query

NEWEST: Final = (1 << 63) - 1
_COUNTED: Final = 1000
"""How many more statements than this a term has does not matter for the search."""
_BY_ID = text("select place, flags, body from statement where id = :id")
_COUNT: Final = (
    "(select count(*) from (select 1 as n from link where term = :t{0} limit :most) as c{0})"
)


class Found(Struct, frozen=True):
    """A stored statement; `body` as it is kept, see `prepared.json_of`."""

    place: int
    flags: int
    body: bytes


class Range(Struct, frozen=True):
    """Places after `after` up to and with `until`."""

    after: int = 0
    until: int = NEWEST
    ascending: bool = False


def by_id(connection: Connection, name: str) -> Found | None:
    """The statement of that id, voided or not."""
    row = connection.execute(_BY_ID, {"id": uuid.UUID(name).bytes}).first()
    return Found(row[0], row[1], bytes(row[2])) if row else None


def is_by(found: Found, mine: str, terms: Terms) -> bool:
    """Whether the agent of key `mine` vouches for the statement."""
    statement = statement_of(found.flags, found.place, found.body)
    own = terms_of(keys(statement), statement["authority"], terms)[0]
    return terms.of("authority", mine) in own


def wanted(query: Query, mine: str | None, terms: Terms) -> list[tuple[int, ...]]:
    """The filters of a query; of each one of the terms must be met. `mine`: key of an authority."""
    found: list[tuple[int, ...]] = []
    if query.registration is not None:
        found.append((terms.of("reg", query.registration),))
    if query.agent is not None:
        found.append((terms.of("agent", query.agent),))
        if query.related_agents:
            broad = terms.of("related-agent", query.agent), terms.of("authority", query.agent)
            found[-1] += broad
    if query.activity is not None:
        found.append((terms.of("activity", query.activity),))
        if query.related_activities:
            found[-1] += (terms.of("related-activity", query.activity),)
    if query.verb is not None:
        found.append((terms.of("verb", query.verb),))
    if mine is not None:
        found.append((terms.of("authority", mine),))
    return found


def find(
    connection: Connection,
    filters: Sequence[tuple[int, ...]],
    within: Range,
    most: int,
    terms: Terms,
) -> list[Found]:
    """At most so many statements, none of them voided."""
    alone = not filters[1:]
    ordered = filters if alone else _rarest_first(connection, filters)
    found: list[Found] = []
    while len(found) < most:
        some = _some(connection, ordered, within, most)
        shown = [each for each in some if not each.flags & VOIDED]
        found += [each for each in shown if alone or _meets(connection, each, filters, terms)]
        if len(some) < most:
            break
        within = rest(within, some[-1].place)
    return found[:most]


def rest(within: Range, place: int) -> Range:
    """What comes after a place, in the order of the range."""
    if within.ascending:
        return Range(place, within.until, ascending=True)
    return Range(within.after, place - 1)


def _rarest_first(
    connection: Connection, filters: Sequence[tuple[int, ...]]
) -> list[tuple[int, ...]]:
    """By how many statements each finds, all counted in one go."""
    every = [term for group in filters for term in group]
    values = {f"t{n}": term for n, term in enumerate(every)}
    sql = "select " + ", ".join(_COUNT.format(n) for n in range(len(every)))
    row = connection.execute(_clause(sql), {**values, "most": _COUNTED}).one()
    counts = dict(zip(every, row, strict=True))
    return sorted(filters, key=lambda group: sum(counts[term] for term in group))


def _some(
    connection: Connection, filters: Sequence[tuple[int, ...]], within: Range, most: int
) -> list[Found]:
    """Those that meet all filters, though perhaps voided, or not all by the same statement.

    Places are looked for among the links alone, and only so many are then fetched: PostgreSQL would
    else fetch each statement of the first filter to see whether it is voided.
    """
    values: dict[str, Any] = {"after": within.after, "until": within.until, "most": most}
    order = "asc" if within.ascending else "desc"
    if not filters:
        sql = (
            "select s.place, s.flags, s.body from statement s"  # noqa: S608 - our own words
            f" where s.place > :after and s.place <= :until order by s.place {order} limit :most"
        )
        return _rows(connection, sql, values)
    first, *others = filters
    met = "".join(_also(n, group, values) for n, group in enumerate(others))
    sql = (
        "select s.place, s.flags, s.body from (select l.place from link l"  # noqa: S608
        f" where l.term = :term and l.place > :after and l.place <= :until{met}"
        f" order by l.place {order} limit :most) as met"
        " cross join statement s where s.place = met.place"
    )
    found: dict[int, Found] = {}
    for term in first:
        rows = _rows(connection, sql, {**values, "term": term})
        found.update((each.place, each) for each in rows)
    places = sorted(found, reverse=not within.ascending)[:most]
    return [found[place] for place in places]


def _also(n: int, group: Sequence[int], values: dict[str, Any]) -> str:
    names = [f"also{n}_{at}" for at in range(len(group))]
    values.update(zip(names, group, strict=True))
    listed = ", ".join(f":{name}" for name in names)
    return (
        f" and exists (select 1 from link x where x.term in ({listed})"  # noqa: S608
        " and x.place = l.place)"
    )


def _rows(connection: Connection, sql: str, values: dict[str, Any]) -> list[Found]:
    rows = connection.execute(_clause(sql), values).all()
    return [Found(row[0], row[1], bytes(row[2])) for row in rows]


@lru_cache(maxsize=64)
def _clause(sql: str) -> TextClause:
    return text(sql)


def _meets(
    connection: Connection, found: Found, filters: Sequence[tuple[int, ...]], terms: Terms
) -> bool:
    """Whether one statement meets all filters: this one, or one of those it refers to."""
    if not found.flags & REFERS:
        return True
    statement = statement_of(found.flags, found.place, found.body)
    its = keys(statement)
    own, _ = terms_of(its, statement["authority"], terms)
    chain = below(connection, uuid.UUID(its.target).bytes, terms)
    return any(all(not met.isdisjoint(group) for group in filters) for met in (own, *chain))
