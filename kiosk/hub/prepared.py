"""A statement made ready to be stored, before any lock is taken. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

from kiosk.hub.packing import packed, unpacked
from kiosk.hub.terms import Terms
from kiosk.xapi.completion import completed
from kiosk.xapi.fault import Version
from kiosk.xapi.keys import Keys, agent_key, keys

VOIDED: Final = 1
VOIDING: Final = 2
REFERS: Final = 4
ATTACHED: Final = 8
UNDATED: Final = 16
"""Flags of a statement. UNDATED: it came without a timestamp, so that is its `stored`."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class Prepared(Struct, frozen=True):
    """`body` is packed, without `stored`; `inherited`: terms of those that refer to it."""

    id: bytes
    body: bytes
    flags: int
    terms: frozenset[int]
    inherited: frozenset[int]
    target: bytes | None = None
    definitions: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    attachments: tuple[str, ...] = ()


def prepare(  # noqa: PLR0913 - what a statement gets from its surroundings
    statement: Mapping[str, Any],
    *,
    new_id: str,
    authority: Mapping[str, Any],
    version: Version,
    terms: Terms,
    attached: frozenset[str] = frozenset(),
) -> Prepared:
    """A valid statement as it will be stored. `attached` are the hashes that came with it."""
    whole = completed(statement, id=new_id, stored="", authority=authority, version=version)
    del whole["stored"]
    undated = statement.get("timestamp") is None
    if undated:
        whole.pop("timestamp", None)
    found = keys(whole)
    mine: tuple[str, ...] = ()
    if attached and "attachments" in whole:
        files = (each["sha2"].lower() for each in whole["attachments"])
        mine = tuple(dict.fromkeys(sha2 for sha2 in files if sha2 in attached))
    own, inherited = terms_of(found, whole["authority"], terms)
    return Prepared(
        id=id_bytes(whole["id"]),
        body=packed(_encode(whole)),
        flags=_flags(found, mine, undated=undated),
        terms=own,
        inherited=inherited,
        target=id_bytes(found.target) if found.target else None,
        definitions=tuple(_definitions(whole)),
        names=tuple(_names(whole)),
        attachments=mine,
    )


def id_bytes(name: str) -> bytes:
    """The 16 bytes of a valid UUID."""
    return bytes.fromhex(name.replace("-", ""))


def _flags(found: Keys, attachments: tuple[str, ...], *, undated: bool) -> int:
    return (
        (VOIDING if found.voids else 0)
        | (REFERS if found.target else 0)
        | (ATTACHED if attachments else 0)
        | (UNDATED if undated else 0)
    )


def terms_of(
    found: Keys, authority: Mapping[str, Any], terms: Terms
) -> tuple[frozenset[int], frozenset[int]]:
    """What a statement is found by, and what those that refer to it are found by too.

    Authority is a term of its own, by which clients find what they wrote; it is not inherited as
    such, only as a related agent.
    """
    by = agent_key(authority)
    of = terms.of
    kept = [of("verb", found.verb)]
    kept += [of("agent", each) for each in found.agents]
    others = found.related_agents - found.agents
    kept += [of("related-agent", each) for each in others if each != by]
    kept += [of("activity", each) for each in found.activities]
    related = found.related_activities - found.activities
    kept += [of("related-activity", each) for each in related]
    if found.registration:
        kept.append(of("reg", found.registration))
    return frozenset((*kept, of("authority", by))), frozenset((*kept, of("related-agent", by)))


def statement_of(flags: int, place: int, kept: bytes) -> dict[str, Any]:
    """The statement, decoded."""
    found: dict[str, Any] = _decode(json_of(flags, place, kept))
    return found


def as_said(kept: bytes) -> dict[str, Any]:
    """The statement without the times that the store has set."""
    found: dict[str, Any] = _decode(unpacked(kept))
    return found


def json_of(flags: int, place: int, kept: bytes) -> bytes:
    """The statement's exact JSON, `stored` put back in."""
    stored = stored_at(place).encode()
    dated = b'","timestamp":"' + stored if flags & UNDATED else b""
    return unpacked(kept)[:-1] + b',"stored":"' + stored + dated + b'"}'


def stored_at(place: int) -> str:
    """RFC 3339 in UTC with microseconds."""
    at = _EPOCH + dt.timedelta(microseconds=place)
    return at.isoformat(timespec="microseconds")[:-6] + "Z"


def _definitions(statement: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each activity that came with a definition, also in a substatement."""
    thing = statement["object"]
    if thing.get("objectType", "Activity") == "Activity" and thing.get("definition"):
        yield thing["id"], thing["definition"]
    elif thing.get("objectType") == "SubStatement":
        yield from _definitions(thing)
    for group in (statement.get("context") or {}).get("contextActivities", {}).values():
        for each in group if isinstance(group, list) else [group]:
            if each.get("definition"):
                yield each["id"], each["definition"]


def _names(statement: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names of actor and object, as far as they are agents that can be told apart."""
    for each in (statement["actor"], statement["object"]):
        if each.get("objectType", "Agent") in {"Agent", "Group"} and each.get("name"):
            key = agent_key(each)
            if key:
                yield key, each["name"]
