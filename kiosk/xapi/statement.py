"""Whether a statement is valid: Data 2–4 of xAPI 1.0.3, and IEEE 9274.1.1 (xAPI 2.0)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kiosk.xapi import values
from kiosk.xapi.activity import check_activity
from kiosk.xapi.agent import check_actor, check_authority, check_group
from kiosk.xapi.context import CONTEXT, check_reference
from kiosk.xapi.fault import Fault, Version
from kiosk.xapi.keys import VOIDED
from kiosk.xapi.shape import Leaf, Node, Shape, exactly, list_of, remembered

__all__ = [
    "SIGNATURE",
    "SIGNATURE_TYPE",
    "Fault",
    "Version",
    "agent_faults",
    "batch_faults",
    "faults",
]

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"
"""The usageType of an attachment that signs its statement. Data 2.6."""
SIGNATURE_TYPE = "application/octet-stream"

_verb = Shape({"id": values.iri}, {"display": values.language_map}, ("id",))
_check_verb = remembered(_verb.check)
_score = Shape(dict.fromkeys(("scaled", "raw", "min", "max"), values.number))
_attachment = Shape(
    {
        "usageType": values.iri,
        "contentType": values.media_type,
        "length": values.length,
        "sha2": values.sha2,
        "fileUrl": values.iri,
    },
    {"display": values.language_map, "description": values.language_map},
    ("usageType", "display", "contentType", "length", "sha2"),
)


def faults(statement: object, version: Version) -> tuple[Fault, ...]:
    """All broken rules of a statement as it was decoded; empty: it is valid. Never raises."""
    found: list[Fault] = []
    if _STATEMENT[version].check(statement, "", found) and isinstance(statement, dict):
        _check_together(statement, "", found)
    return tuple(found)


def agent_faults(agent: object) -> tuple[Fault, ...]:
    """All broken rules of an agent or group by itself, as in a parameter."""
    found: list[Fault] = []
    check_actor(agent, "agent", found)
    return tuple(found)


def batch_faults(statements: list[object], version: Version) -> tuple[Fault, ...]:
    """All broken rules of a batch: each statement's, and ids that come twice."""
    found: list[Fault] = []
    seen: set[str] = set()
    for at, statement in enumerate(statements):
        found += [
            Fault(f"[{at}].{fault.where}".rstrip("."), fault.why)
            for fault in faults(statement, version)
        ]
        name = statement.get("id") if isinstance(statement, dict) else None
        if isinstance(name, str):
            if name.lower() in seen:
                found.append(Fault(f"[{at}].id", "Another statement of the batch has this id."))
            seen.add(name.lower())
    return tuple(found)


def _check_score(value: object, path: str, found: list[Fault]) -> None:
    """The numbers of a score, and how they lie to each other. Data 2.4.5.1."""
    before = len(found)
    if not _score.check(value, path, found) or len(found) > before or not isinstance(value, dict):
        return
    scaled, raw = value.get("scaled", 0), value.get("raw")
    low, high = value.get("min"), value.get("max")
    if not -1 <= scaled <= 1:
        found.append(Fault(f"{path}.scaled", "It must lie between -1 and 1."))
    if low is not None and high is not None and low >= high:
        found.append(Fault(f"{path}.min", "It must be less than max."))
    if raw is not None and low is not None and raw < low:
        found.append(Fault(f"{path}.raw", "It must not be less than min."))
    if raw is not None and high is not None and raw > high:
        found.append(Fault(f"{path}.raw", "It must not be greater than max."))


_result = Shape(
    {
        "success": values.boolean,
        "completion": values.boolean,
        "response": values.string,
        "duration": values.duration,
    },
    {"score": _check_score, "extensions": values.extensions},
)


def _check_attachment(value: object, path: str, found: list[Fault]) -> None:
    _attachment.check(value, path, found)
    if isinstance(value, dict) and value.get("usageType") == SIGNATURE:
        kind = value.get("contentType")
        if not isinstance(kind, str) or kind.lower() != SIGNATURE_TYPE:
            found.append(Fault(f"{path}.contentType", f"A signature is {SIGNATURE_TYPE}."))


def _check_together(statement: Mapping[str, object], prefix: str, found: list[Fault]) -> None:
    """The rules between the parts of a statement: context and object, verb and object."""
    thing, context = statement.get("object"), statement.get("context")
    verb = statement.get("verb")
    kind = thing.get("objectType", "Activity") if isinstance(thing, dict) else "Activity"
    if kind != "Activity" and isinstance(context, dict):
        found.extend(
            Fault(f"{prefix}context.{name}", "It is only used when the object is an Activity.")
            for name in ("revision", "platform")
            if name in context
        )
    if isinstance(verb, dict) and verb.get("id") == VOIDED and kind != "StatementRef":
        found.append(Fault(f"{prefix}object", "Only a StatementRef can be voided."))


def _object_of(kinds: Mapping[str, Node]) -> Node:
    """A rule for what a statement is about, by objectType. Data 2.4.4."""

    def check(value: object, path: str, found: list[Fault]) -> None:
        kind = value.get("objectType", "Activity") if isinstance(value, dict) else "Activity"
        node = kinds.get(kind) if isinstance(kind, str) else None
        if node is None:
            found.append(Fault(f"{path}.objectType", "It is none of the types an object can have."))
        else:
            node(value, path, found)

    return check


def _version_of(pattern: str, why: str) -> Leaf:
    match = re.compile(pattern, re.ASCII).fullmatch
    return lambda value: "" if isinstance(value, str) and match(value) else why


def _statement(version: Version, timestamp: Leaf, version_rule: Leaf) -> Shape:
    """The shape of a statement in one version, its SubStatements included."""
    kinds: Mapping[str, Node] = {
        "Activity": check_activity,
        "Agent": check_actor,
        "Group": check_group,
        "StatementRef": check_reference,
    }

    shared: Mapping[str, Node] = {
        "actor": check_actor,
        "verb": _check_verb,
        "result": _result.check,
        "context": CONTEXT[version].check,
        "attachments": list_of(_check_attachment),
    }
    required = ("actor", "verb", "object")
    within = Shape(
        {"objectType": exactly("SubStatement"), "timestamp": timestamp},
        {**shared, "object": _object_of(kinds)},
        required,
    )

    def check_substatement(value: object, path: str, found: list[Fault]) -> None:
        if within.check(value, path, found) and isinstance(value, dict):
            _check_together(value, f"{path}.", found)

    leaves = {
        "id": values.uuid,
        "timestamp": timestamp,
        "stored": timestamp,
        "version": version_rule,
    }
    kinds = {**kinds, "SubStatement": check_substatement}
    nodes = {**shared, "object": _object_of(kinds), "authority": check_authority}
    return Shape(leaves, nodes, required)


_STATEMENT: Mapping[Version, Shape] = {
    "1.0.3": _statement(
        "1.0.3",
        values.timestamp,
        _version_of(r"1\.0(?:\.\d+)?", 'It must be "1.0.0" or another version of 1.0.'),
    ),
    "2.0.0": _statement(
        "2.0.0",
        values.rfc3339,
        _version_of(r"[12]\.0(?:\.\d+)?", 'It must be "2.0.0" or another version of 2.0 or 1.0.'),
    ),
}
