"""What the filters of GET /statements look at, taken out of a statement once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
_ACTORS = frozenset({"Agent", "Group"})


class Keys(Struct, frozen=True):
    """The things by which a statement is found. Absent ones are empty.

    `agents` are actor and object, `related_agents` all that are named; members of groups count.
    `related_activities` holds `activities` too. Ids of statements and registrations in lower case.
    """

    agents: frozenset[str]
    related_agents: frozenset[str]
    verb: str
    activities: frozenset[str]
    related_activities: frozenset[str]
    registration: str
    target: str
    voids: str


def agent_key(agent: Mapping[str, Any]) -> str:
    """The inverse functional identifier as one string; empty for an anonymous group.

    Equal for equal identifiers only: the domain of an address and a hash know no case (Data 2.3.1).
    """
    account = agent.get("account")
    if account is not None:
        return f"account {account['homePage']} {account['name']}"
    mbox = agent.get("mbox")
    if mbox is not None:
        name, _, domain = mbox.rpartition("@")
        return f"mbox {name}@{domain.lower()}"
    digest = agent.get("mbox_sha1sum")
    if digest is not None:
        return f"mbox_sha1sum {digest.lower()}"
    openid = agent.get("openid")
    return f"openid {openid}" if openid is not None else ""


def keys(statement: Mapping[str, Any]) -> Keys:
    """The keys of a valid statement; its authority is among them once the store has set it."""
    thing, context = statement["object"], statement.get("context", {})
    kind = thing.get("objectType", "Activity")
    agents = _persons(statement["actor"])
    activities = [thing["id"]] if kind == "Activity" else []
    if kind in _ACTORS:
        agents += _persons(thing)
    related_agents, related_activities = agents.copy(), activities.copy()
    _add_context(context, related_agents, related_activities)
    if kind == "SubStatement":
        _add_substatement(thing, related_agents, related_activities)
    if "authority" in statement:
        related_agents += _persons(statement["authority"])
    verb = statement["verb"]["id"]
    target = thing["id"].lower() if kind == "StatementRef" else ""
    return Keys(
        frozenset(agents),
        frozenset(related_agents),
        verb,
        frozenset(activities),
        frozenset(related_activities),
        context.get("registration", "").lower(),
        target,
        target if verb == VOIDED else "",
    )


def _persons(agent: Mapping[str, Any]) -> list[str]:
    """An agent or group, and the members of a group."""
    key = agent_key(agent)
    found = [key] if key else []
    if "member" in agent:
        found += [agent_key(member) for member in agent["member"]]
    return found


def _add_context(context: Mapping[str, Any], agents: list[str], activities: list[str]) -> None:
    for name in ("instructor", "team"):
        if name in context:
            agents += _persons(context[name])
    for one in context.get("contextAgents", ()):
        agents += _persons(one["agent"])
    for one in context.get("contextGroups", ()):
        agents += _persons(one["group"])
    for some in context.get("contextActivities", {}).values():
        activities += [one["id"] for one in (some if isinstance(some, list) else (some,))]


def _add_substatement(thing: Mapping[str, Any], agents: list[str], activities: list[str]) -> None:
    agents += _persons(thing["actor"])
    inner = thing["object"]
    kind = inner.get("objectType", "Activity")
    if kind == "Activity":
        activities.append(inner["id"])
    elif kind in _ACTORS:
        agents += _persons(inner)
    _add_context(thing.get("context", {}), agents, activities)
