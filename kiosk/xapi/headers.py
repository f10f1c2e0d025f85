"""The header by which a client says which version it speaks. Communication 3.3."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kiosk.xapi.fault import Fault, Version

VERSION = "X-Experience-API-Version"
_SPOKEN: Mapping[Version, re.Pattern[str]] = {
    "1.0.3": re.compile(r"1\.0(?:\.\d+)?", re.ASCII),
    "2.0.0": re.compile(r"2\.0(?:\.\d+)?", re.ASCII),
}


def version_fault(header: str | None, base: Version) -> Fault | None:
    """What is wrong with X-Experience-API-Version at one of the two bases; needed but for About."""
    if header is None:
        return Fault(VERSION, "It is required.")
    if _SPOKEN[base].fullmatch(header) is None:
        return Fault(VERSION, f"Version {base} is spoken here.")
    return None
