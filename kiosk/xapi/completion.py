"""What a record store adds to a statement it takes in. Data 2.4, 2.3.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.xapi.fault import Version
from kiosk.xapi.times import in_utc

_VERSIONS: Mapping[Version, str] = {"1.0.3": "1.0.0", "2.0.0": "2.0.0"}


def completed(
    statement: Mapping[str, Any],
    *,
    id: str,  # noqa: A002 – the property's name
    stored: str,
    authority: Mapping[str, Any],
    version: Version,
) -> dict[str, Any]:
    """A valid statement as it is kept and given out.

    `id` is used when it has none; `stored` always, and as timestamp when it has none; `authority`
    always. Its version is kept, or it is 1.0.0 respectively 2.0.0. Ids are in lower case,
    timestamps in UTC, and context activities in arrays.
    """
    full = _in_order(statement)
    full["id"] = full.get("id", id).lower()
    full.setdefault("timestamp", stored)
    full["stored"] = stored
    full["authority"] = dict(authority)
    full.setdefault("version", _VERSIONS[version])
    if full["object"].get("objectType") == "SubStatement":
        full["object"] = _in_order(full["object"])
    return full


def _in_order(statement: Mapping[str, Any]) -> dict[str, Any]:
    """With its timestamp in UTC and its context activities in arrays."""
    full = dict(statement)
    if "timestamp" in full:
        full["timestamp"] = in_utc(full["timestamp"])
    kinds = full.get("context", {}).get("contextActivities")
    if kinds and not all(isinstance(some, list) for some in kinds.values()):
        arrays = {kind: some if isinstance(some, list) else [some] for kind, some in kinds.items()}
        full["context"] = {**full["context"], "contextActivities": arrays}
    return full
