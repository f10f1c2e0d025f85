"""Whether activities are valid, interactions among them. Data 2.4.4.1."""

from __future__ import annotations

from kiosk.xapi import values
from kiosk.xapi.fault import Fault
from kiosk.xapi.shape import Shape, exactly, list_of, remembered

COMPONENTS = {
    "true-false": frozenset[str](),
    "choice": frozenset({"choices"}),
    "fill-in": frozenset[str](),
    "long-fill-in": frozenset[str](),
    "matching": frozenset({"source", "target"}),
    "performance": frozenset({"steps"}),
    "sequencing": frozenset({"choices"}),
    "likert": frozenset({"scale"}),
    "numeric": frozenset[str](),
    "other": frozenset[str](),
}
"""Interaction types, and the lists of components each may have."""
COMPONENT_LISTS = frozenset({"choices", "scale", "source", "target", "steps"})
_OF_INTERACTIONS = COMPONENT_LISTS | {"correctResponsesPattern"}

_component = Shape({"id": values.string}, {"description": values.language_map}, ("id",))


_each_component = list_of(_component.check)


def _check_components(value: object, path: str, found: list[Fault]) -> None:
    _each_component(value, path, found)
    if isinstance(value, list):
        ids = [part["id"] for part in value if isinstance(part, dict) and "id" in part]
        texts = [name for name in ids if isinstance(name, str)]
        if len(texts) != len(set(texts)):
            found.append(Fault(path, "The ids of the components must be distinct."))


def _check_pattern(value: object, path: str, found: list[Fault]) -> None:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        found.append(Fault(path, "It must be an array of strings."))


def _interaction_type(value: object) -> str:
    good = isinstance(value, str) and value in COMPONENTS
    return "" if good else "It must be one of the interaction types."


_definition = Shape(
    {"type": values.iri, "moreInfo": values.iri, "interactionType": _interaction_type},
    {
        "name": values.language_map,
        "description": values.language_map,
        "extensions": values.extensions,
        "correctResponsesPattern": _check_pattern,
        **dict.fromkeys(sorted(COMPONENT_LISTS), _check_components),
    },
)


def check_definition(value: object, path: str, found: list[Fault]) -> None:
    """What is said of an activity. Properties of interactions only with their interactionType."""
    if not _definition.check(value, path, found) or not isinstance(value, dict):
        return
    used = value.keys() & _OF_INTERACTIONS
    if not used:
        return
    kind = value.get("interactionType")
    if kind is None:
        found.append(Fault(f"{path}.interactionType", "An interaction needs its type."))
        return
    allowed = COMPONENTS.get(kind) if isinstance(kind, str) else None
    if allowed is None:
        return
    found.extend(
        Fault(f"{path}.{name}", "This list of components does not belong to the interactionType.")
        for name in sorted((used & COMPONENT_LISTS) - allowed)
    )


_activity = Shape(
    {"objectType": exactly("Activity"), "id": values.iri}, {"definition": check_definition}, ("id",)
)
check_activity = remembered(_activity.check)
"""An activity, with or without its definition."""
