"""Persons erased by law: their statements and documents leave the record store without a trace.

The others keep their places, so their order and every cursor into it still hold.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, text

from kiosk.hub.database import storable
from kiosk.hub.prepared import statement_of, terms_of
from kiosk.hub.references import STEPS, Referrer, below, held, referrers
from kiosk.hub.terms import Terms
from kiosk.xapi.keys import agent_key, keys

_CHUNK: Final = 500
_OF = text(
    "select s.id, s.place, s.flags, s.body from link l cross join statement s"
    " where l.term = :term and s.place = l.place order by l.place"
)
_DOCUMENTS = text("delete from document where agent = :agent")
_NAMES = text("delete from person where key = :agent")
_FILES = text("select distinct sha2 from attached where place in :places").bindparams(
    bindparam("places", expanding=True)
)
_ORPHANS = text(
    "delete from attachment where sha2 in :sha2"
    " and not exists (select 1 from attached a where a.sha2 = attachment.sha2)"
).bindparams(bindparam("sha2", expanding=True))
_GONE: Final = tuple(
    text(f"delete from {table} where place in :places").bindparams(  # noqa: S608 - our own tables
        bindparam("places", expanding=True)
    )
    for table in ("attached", "statement")
)
_UNLINK = text("delete from link where term = :term and place = :place")
_UNREFER = text("delete from reference where target = :target and place = :place")


def purge(connection: Connection, agent: str, terms: Terms) -> int:
    """Erase all statements with this agent as actor, and its documents. How many statements.

    `agent` is a key of `kiosk.xapi.keys.agent_key`. Within a transaction of `database.writing`.
    """
    rows = connection.execute(_OF, {"term": terms.of("agent", agent)}).all()
    ids = [
        bytes(name)
        for name, place, flags, body in rows
        if agent_key(statement_of(flags, place, bytes(body))["actor"]) == agent
    ]
    connection.execute(_DOCUMENTS, {"agent": storable(agent)})
    connection.execute(_NAMES, {"agent": storable(agent)})
    return erase(connection, ids, terms)


def erase(connection: Connection, ids: Sequence[bytes], terms: Terms) -> int:
    """Erase the statements of these ids (16 bytes each), as far as they are here. How many.

    What refers to them stays, and is no longer found by what it had from them.
    """
    count = 0
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        here = {
            name: (place, statement_of(flags, place, body))
            for name, place, flags, body in held(connection, part)
        }
        if here:
            _erase(connection, here, terms)
        count += len(here)
    return count


def _erase(
    connection: Connection, here: Mapping[bytes, tuple[int, dict[str, Any]]], terms: Terms
) -> None:
    given: set[int] = set()
    for place, statement in here.values():
        own, inherited = _all_terms(connection, statement, terms)
        given |= inherited
        connection.execute(_UNLINK, [{"term": each, "place": place} for each in own | inherited])
        if target := keys(statement).target:
            where = {"target": uuid.UUID(target).bytes, "place": place}
            connection.execute(_UNREFER, where)
    places = [place for place, _ in here.values()]
    files = [row[0] for row in connection.execute(_FILES, {"places": places})]
    for each in _GONE:
        connection.execute(each, {"places": places})
    if files:
        connection.execute(_ORPHANS, {"sha2": files})
    _disinherit(connection, list(here), given, terms)


def _all_terms(
    connection: Connection, statement: Mapping[str, Any], terms: Terms
) -> tuple[frozenset[int], frozenset[int]]:
    """What a statement is found by, and what those that refer to it have from it."""
    found = keys(statement)
    own, inherited = terms_of(found, statement["authority"], terms)
    chain = below(connection, uuid.UUID(found.target).bytes, terms) if found.target else []
    return own.union(*chain), inherited.union(*chain)


def _disinherit(
    connection: Connection, gone: Sequence[bytes], given: set[int], terms: Terms
) -> None:
    """Take from those that referred to what is gone whatever is not theirs without it."""
    above = {each.id: each.place for each in _all_above(connection, gone)}
    for _, place, flags, body in held(connection, list(above)):
        theirs, _ = _all_terms(connection, statement_of(flags, place, body), terms)
        lost = given - theirs
        if lost:
            connection.execute(_UNLINK, [{"term": each, "place": place} for each in sorted(lost)])


def _all_above(connection: Connection, ids: Sequence[bytes]) -> Iterator[Referrer]:
    seen: set[bytes] = set()
    level = list(ids)
    for _ in range(STEPS):
        found = [each for each in referrers(connection, level) if each.id not in seen]
        if not found:
            return
        seen.update(each.id for each in found)
        level = [each.id for each in found]
        yield from found
