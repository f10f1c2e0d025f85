"""Whether two statements say the same: Data 2.3.1, statement comparison requirements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from kiosk.xapi.context import CONTEXT_ACTIVITIES
from kiosk.xapi.times import instant

_OF_THE_STORE = frozenset({"id", "authority", "stored", "timestamp", "version", "attachments"})
_BELOW_A_HUNDREDTH = re.compile(r"([.,]\d\d)\d+S\Z", re.ASCII)


def same(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether a valid statement sent again is the one already held, and no conflict.

    Ignored is what a store may set or serialise otherwise: id, authority, stored, version, a
    timestamp that one of them lacks or writes in another zone, attachments, displays of verbs,
    definitions of activities, the order of members, an activity alone or in an array, the case of
    mail domains, and what of a duration lies below a hundredth of a second.
    """
    return _same_time(a, b) and _equal(_essence(a), _essence(b))


def _same_time(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    first, second = a.get("timestamp"), b.get("timestamp")
    return first is None or second is None or instant(first) == instant(second)


def _essence(statement: Mapping[str, Any]) -> dict[str, Any]:
    """The statement without what may differ. A SubStatement's timestamp is its own to tell."""
    essence = {name: part for name, part in statement.items() if name not in _OF_THE_STORE}
    essence["actor"] = _actor(statement["actor"])
    essence["verb"] = statement["verb"]["id"]
    essence["object"] = _thing(statement["object"])
    if "context" in essence:
        essence["context"] = _context(essence["context"])
    if "result" in essence and "duration" in essence["result"]:
        short = _BELOW_A_HUNDREDTH.sub(r"\1S", essence["result"]["duration"])
        essence["result"] = {**essence["result"], "duration": short}
    return essence


def _thing(thing: Mapping[str, Any]) -> Any:  # noqa: ANN401 – decoded JSON
    match thing.get("objectType", "Activity"):
        case "Activity":
            return {name: part for name, part in thing.items() if name != "definition"}
        case "Agent" | "Group":
            return _actor(thing)
        case "SubStatement":
            at = instant(thing["timestamp"]) if "timestamp" in thing else None
            return {**_essence(thing), "timestamp": at}
        case _:
            return {**thing, "id": thing["id"].lower()}


def _actor(agent: Mapping[str, Any]) -> dict[str, Any]:
    essence = dict(agent)
    if "mbox" in essence:
        name, _, domain = essence["mbox"].rpartition("@")
        essence["mbox"] = f"{name}@{domain.lower()}"
    if "member" in essence:
        members = [_actor(member) for member in essence["member"]]
        essence["member"] = sorted(members, key=_serial)
    return essence


def _context(context: Mapping[str, Any]) -> dict[str, Any]:
    essence = dict(context)
    for name in ("instructor", "team"):
        if name in essence:
            essence[name] = _actor(essence[name])
    if "registration" in essence:
        essence["registration"] = essence["registration"].lower()
    if "statement" in essence:
        essence["statement"] = _thing(essence["statement"])
    if "contextActivities" in essence:
        kinds = essence["contextActivities"]
        essence["contextActivities"] = {
            kind: [_thing(one) for one in (some if isinstance(some, list) else [some])]
            for kind in CONTEXT_ACTIVITIES
            if (some := kinds.get(kind)) is not None
        }
    for name, part in (("contextAgents", "agent"), ("contextGroups", "group")):
        if name in essence:
            essence[name] = [{**one, part: _actor(one[part])} for one in essence[name]]
    return essence


def _serial(value: object) -> bytes:
    return msgspec.json.encode(value, order="deterministic")


def _equal(first: object, second: object) -> bool:
    """Equality of JSON values: 1 is 1.0, but neither is true. However deep, without recursion."""
    waiting = [(first, second)]
    while waiting:
        a, b = waiting.pop()
        if isinstance(a, dict) and isinstance(b, dict):
            if a.keys() != b.keys():
                return False
            waiting += [(part, b[name]) for name, part in a.items()]
        elif isinstance(a, list) and isinstance(b, list):
            if len(a) != len(b):
                return False
            waiting += zip(a, b, strict=True)
        elif isinstance(a, bool) is not isinstance(b, bool) or a != b:
            return False
    return True
