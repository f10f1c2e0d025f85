"""What the hub knows of activities and agents, from all the statements it has seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, text

from kiosk.hub.database import insert_many, rows_of, storable
from kiosk.hub.prepared import Prepared
from kiosk.xapi.definition import merged_definition

_DEFINITIONS: Final = "select id, definition from activity where id", "text"
_DEFINE = text(
    "insert into activity (id, definition) values (:id, :definition)"
    " on conflict (id) do update set definition = excluded.definition"
)
_NAMES = text("select name from person where key = :key order by name limit 100")


def learn(connection: Connection, statements: Sequence[Prepared]) -> None:
    """Add the definitions and names of statements that were just stored."""
    told = {
        (storable(name), msgspec.json.encode(definition)): None
        for statement in statements
        for name, definition in statement.definitions
    }
    _define(connection, list(told))
    seen = {each for statement in statements for each in statement.names}
    names = sorted({(storable(key), storable(name)) for key, name in seen})
    insert_many(connection, "person", (("key", "text"), ("name", "text")), names, ignore=True)


def _define(connection: Connection, told: Sequence[tuple[str, bytes]]) -> None:
    """Merge definitions in the order they were told. Most are known to the byte."""
    kept = dict(_kept(connection, sorted({name for name, _ in told})))
    merged = dict(kept)
    for name, body in told:
        old = merged.get(name)
        if old is None:
            merged[name] = body
        elif old != body:
            found = merged_definition(msgspec.json.decode(old), msgspec.json.decode(body))
            merged[name] = msgspec.json.encode(found)
    rows = [
        {"id": name, "definition": body}
        for name, body in sorted(merged.items())
        if body != kept.get(name)
    ]
    if rows:
        connection.execute(_DEFINE, rows)


def definitions(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The definitions of those activities of which there are any."""
    return {name: msgspec.json.decode(body) for name, body in _kept(connection, ids)}


def _kept(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for row in rows_of(connection, _DEFINITIONS, ids):
        yield row[0], bytes(row[1])


def activity(connection: Connection, name: str) -> dict[str, Any]:
    """The activity with what is known of it. Communication 2.5."""
    found: dict[str, Any] = {"objectType": "Activity", "id": name}
    known = definitions(connection, [name])
    return {**found, "definition": known[name]} if name in known else found


def person(connection: Connection, key: str, agent: Mapping[str, Any]) -> dict[str, Any]:
    """The Person object of an agent: all names under which it was seen. Communication 2.4."""
    names = [row[0] for row in connection.execute(_NAMES, {"key": key})]
    asked = agent.get("name")
    if asked and asked not in names:
        names.append(asked)
    found: dict[str, Any] = {"objectType": "Person", **({"name": names} if names else {})}
    for identifier in ("mbox", "mbox_sha1sum", "openid", "account"):
        if identifier in agent:
            found[identifier] = [agent[identifier]]
    return found
