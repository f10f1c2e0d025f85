"""The three forms in which statements are given out. Communication 2.1.3."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kiosk.xapi.activity import COMPONENT_LISTS
from kiosk.xapi.agent import IDENTIFIERS

_ACTORS = ("actor", "authority")
_QUALITY = re.compile(r"q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.ASCII | re.IGNORECASE).fullmatch


class _Hand(Struct, frozen=True):
    """What is done to each actor, verb, activity and attachment of a statement."""

    actor: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    verb: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    activity: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    attachment: Callable[[Mapping[str, Any]], Mapping[str, Any]]


def languages(accept_language: str) -> tuple[str, ...]:
    """The tags of an Accept-Language header, most wanted first; those with q=0 left out."""
    wanted: list[tuple[float, str]] = []
    for item in accept_language.split(","):
        tag, _, quality = (part.strip() for part in item.partition(";"))
        if not tag or (quality and _QUALITY(quality) is None):
            continue
        weight = float(quality[2:]) if quality else 1.0
        if weight > 0:
            wanted.append((weight, tag))
    return tuple(tag for _, tag in sorted(wanted, key=lambda one: -one[0]))


def exact(statement: Mapping[str, Any]) -> dict[str, Any]:
    """The statement as it is kept."""
    return dict(statement)


def ids(statement: Mapping[str, Any]) -> dict[str, Any]:
    """The statement with only what identifies its agents, groups, verbs and activities.

    Of an anonymous group each member is identified.
    """
    return _handled(statement, _Hand(_identity, _only_id, _only_id, _as_it_is))


def canonical(
    statement: Mapping[str, Any],
    languages: Sequence[str],
    activities: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """The statement with the store's definitions, and one language in each language map.

    `activities` holds definitions by activity id; where it has none, the statement's own is used.
    """

    def verb(value: Mapping[str, Any]) -> Mapping[str, Any]:
        return _one_language(value, ("display",), languages)

    def activity(value: Mapping[str, Any]) -> Mapping[str, Any]:
        definition = activities.get(value["id"], value.get("definition"))
        if definition is None:
            return value
        return {**value, "definition": _spoken_definition(definition, languages)}

    def attachment(value: Mapping[str, Any]) -> Mapping[str, Any]:
        return _one_language(value, ("display", "description"), languages)

    return _handled(statement, _Hand(_as_it_is, verb, activity, attachment))


def _handled(statement: Mapping[str, Any], hand: _Hand) -> dict[str, Any]:
    """The statement, or SubStatement, after each of its parts went through the hand."""
    whole = dict(statement)
    for name in _ACTORS:
        if name in whole:
            whole[name] = hand.actor(whole[name])
    whole["verb"] = hand.verb(whole["verb"])
    thing = whole["object"]
    match thing.get("objectType", "Activity"):
        case "Activity":
            whole["object"] = hand.activity(thing)
        case "Agent":
            whole["object"] = {"objectType": "Agent", **hand.actor(thing)}
        case "Group":
            whole["object"] = hand.actor(thing)
        case "SubStatement":
            whole["object"] = _handled(thing, hand)
    if "context" in whole:
        whole["context"] = _handled_context(whole["context"], hand)
    if "attachments" in whole:
        whole["attachments"] = [hand.attachment(one) for one in whole["attachments"]]
    return whole


def _handled_context(context: Mapping[str, Any], hand: _Hand) -> dict[str, Any]:
    whole = dict(context)
    for name in ("instructor", "team"):
        if name in whole:
            whole[name] = hand.actor(whole[name])
    for name, part in (("contextAgents", "agent"), ("contextGroups", "group")):
        if name in whole:
            whole[name] = [{**one, part: hand.actor(one[part])} for one in whole[name]]
    if "contextActivities" in whole:
        whole["contextActivities"] = {
            kind: [hand.activity(one) for one in (some if isinstance(some, list) else [some])]
            for kind, some in whole["contextActivities"].items()
        }
    return whole


def _as_it_is(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return value


def _identity(agent: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: part for name, part in agent.items() if name in IDENTIFIERS}
    if agent.get("objectType") != "Group":
        return found
    if not found:
        found["member"] = [_identity(member) for member in agent["member"]]
    return {"objectType": "Group", **found}


def _only_id(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": value["id"]}


def _spoken_definition(definition: Mapping[str, Any], wanted: Sequence[str]) -> dict[str, Any]:
    spoken = _one_language(definition, ("name", "description"), wanted)
    for name in COMPONENT_LISTS & spoken.keys():
        spoken[name] = [_one_language(part, ("description",), wanted) for part in spoken[name]]
    return spoken


def _one_language(
    value: Mapping[str, Any], maps: Sequence[str], wanted: Sequence[str]
) -> dict[str, Any]:
    """The value with one entry in each of its language maps."""
    spoken = dict(value)
    for name in maps:
        texts = spoken.get(name)
        if texts:
            tag = _best(tuple(texts), wanted)
            spoken[name] = {tag: texts[tag]}
    return spoken


def _best(tags: Sequence[str], wanted: Sequence[str]) -> str:
    """The tag that suits best: the wanted one, a narrower, a broader (RFC 4647), else the first."""
    for wish in wanted:
        want = wish.lower()
        if want == "*":
            break
        while want:
            for tag in tags:
                if tag.lower() == want:
                    return tag
            for tag in tags:
                if tag.lower().startswith(f"{want}-"):
                    return tag
            want = want.rpartition("-")[0]
    return tags[0]
