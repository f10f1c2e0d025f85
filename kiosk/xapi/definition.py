"""What a store knows of an activity from the definitions it has seen. Data 2.4.4.1.s4."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_MAPS = ("name", "description", "extensions")


def merged_definition(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> dict[str, Any]:
    """The old definition enriched and overruled by the new.

    Languages and extensions are added or replaced one by one, none is lost. What belongs to an
    interaction is taken from the new definition as a whole when it has a type of interaction.
    """
    before = dict(old or {})
    if "interactionType" in new:
        before = {name: part for name, part in before.items() if name in _OF_ANY_ACTIVITY}
    merged = {**before, **new}
    for name in _MAPS:
        if name in before and name in new:
            merged[name] = {**before[name], **new[name]}
    return merged


_OF_ANY_ACTIVITY = frozenset({*_MAPS, "type", "moreInfo"})
