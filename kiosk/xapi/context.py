"""Whether the context of a statement is valid. Data 2.4.6; for 2.0 IEEE 9274.1.1, 4.2.2.5."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.xapi import values
from kiosk.xapi.activity import check_activity
from kiosk.xapi.agent import check_actor, check_agent, check_group
from kiosk.xapi.fault import Fault, Version
from kiosk.xapi.shape import Node, Shape, exactly, list_of, remembered

CONTEXT_ACTIVITIES = ("parent", "grouping", "category", "other")

_reference = Shape(
    {"objectType": exactly("StatementRef"), "id": values.uuid}, required=("objectType", "id")
)


check_reference = _reference.check
"""The id of another statement, which need not exist. Data 2.4.4.3."""
_each_activity = list_of(check_activity)


def _one_or_more_activities(value: object, path: str, found: list[Fault]) -> None:
    if isinstance(value, list):
        _each_activity(value, path, found)
    else:
        check_activity(value, path, found)


_activities = Shape({}, dict.fromkeys(CONTEXT_ACTIVITIES, _one_or_more_activities))
"""All, any or none of the kinds. Data 2.4.6.2."""


def _check_types(value: object, path: str, found: list[Fault]) -> None:
    if not isinstance(value, list) or not value or any(values.iri(part) for part in value):
        found.append(Fault(path, "It must be an array of one or more IRIs."))


def _with_types(kind: str, name: str, node: Node) -> Node:
    shape = Shape(
        {"objectType": exactly(kind)},
        {name: node, "relevantTypes": _check_types},
        ("objectType", name),
    )
    return list_of(shape.check)


_leaves = {
    "registration": values.uuid,
    "revision": values.string,
    "platform": values.string,
    "language": values.language,
}
_nodes: Mapping[str, Node] = {
    "instructor": check_actor,
    "team": check_group,
    "contextActivities": remembered(_activities.check),
    "statement": check_reference,
    "extensions": values.extensions,
}
CONTEXT: Mapping[Version, Shape] = {
    "1.0.3": Shape(_leaves, _nodes),
    "2.0.0": Shape(
        _leaves,
        {
            **_nodes,
            "contextAgents": _with_types("contextAgent", "agent", check_agent),
            "contextGroups": _with_types("contextGroup", "group", check_group),
        },
    ),
}
