"""Documents beside the statements, states and profiles: what their parameters say, merging."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from kiosk.xapi import parameters
from kiosk.xapi.fault import Fault, Version
from kiosk.xapi.keys import agent_key

Resource = Literal[
    "activities/state", "activities/profile", "agents/profile", "activities", "agents"
]
Method = Literal["GET", "PUT", "POST", "DELETE"]


class DocumentQuery(Struct, frozen=True):
    """Which documents are meant. `agent` is a key, `person` the agent as it was sent.

    `id` is stateId or profileId; None: all of them. `since` in UTC microseconds, exclusive.
    """

    activity: str | None = None
    agent: str | None = None
    person: Mapping[str, Any] | None = None
    registration: str | None = None
    id: str | None = None
    since: int | None = None


class _Address(Struct, frozen=True):
    """The parameters of a resource: always needed, those of one document, and optional ones."""

    needed: tuple[str, ...]
    id: str = ""
    optional: tuple[str, ...] = ()
    many: frozenset[Method] = frozenset({"GET"})


_ADDRESSES: Mapping[Resource, _Address] = {
    "activities/state": _Address(
        ("activityId", "agent"), "stateId", ("registration",), frozenset({"GET", "DELETE"})
    ),
    "activities/profile": _Address(("activityId",), "profileId"),
    "agents/profile": _Address(("agent",), "profileId"),
    "activities": _Address(("activityId",)),
    "agents": _Address(("agent",)),
}


def document_query(
    resource: Resource, method: Method, params: Sequence[tuple[str, str]], version: Version
) -> DocumentQuery | tuple[Fault, ...]:
    """What the parameters ask for, or all that is wrong with them. Communication 2.3 to 2.7.

    The ids of many documents are got without stateId or profileId; only states are deleted so.
    """
    address = _ADDRESSES[resource]
    ids = (address.id,) if address.id else ()
    times = ("since",) if ids and method == "GET" else ()
    found: list[Fault] = []
    known = frozenset((*address.needed, *ids, *address.optional, *times))
    by_name = parameters.given(params, known, found)
    needed = address.needed if method in address.many else (*address.needed, *ids)
    found += [Fault(name, "It is required.") for name in needed if name not in by_name]
    person = parameters.person(by_name, found)
    asked = DocumentQuery(
        activity=parameters.iri(by_name, "activityId", found),
        agent=agent_key(person) if person else None,
        person=person,
        registration=parameters.uuid(by_name, "registration", found),
        id=by_name.get(address.id) if ids else None,
        since=parameters.moment(by_name, "since", version, found),
    )
    return tuple(found) or asked


def merged_document(old: bytes, new: bytes) -> bytes | None:
    """The old JSON object with the members of the new one; None: not both are JSON objects.

    Only the outermost members are merged. Communication 2.2.s7.
    """
    before, after = _members(old), _members(new)
    if before is None or after is None:
        return None
    return msgspec.json.encode({**before, **after})


def _members(document: bytes) -> dict[str, msgspec.Raw] | None:
    try:
        return msgspec.json.decode(document, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
