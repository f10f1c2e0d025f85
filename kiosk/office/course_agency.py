"""Whose courses a kiosk takes: of the agency it is paired with, or of one an officer agreed to.

A kiosk without a hub is paired with nobody. Then the agency whose mark was compared once is pinned
beside its word.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.parcel import sealing
from kiosk.parcel.forms import Agency
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.sync import pairing
from kiosk.sync.files import Files

_FILE: Final = "word/agency.json"


def agency_of(data: Path) -> Agency | None:
    """The agency of a data folder; None if there is none yet."""
    paired = pairing.read(data)
    if paired is not None:
        return paired.agency
    try:
        return sealing.read_agency((data / _FILE).read_bytes())
    except (OSError, ParcelTrouble):
        return None


def agree(data: Path, agency: Agency) -> None:
    """Take courses of this agency from now on. Raises SyncTrouble "full" or "read-only"."""
    Files(data).write(_FILE, sealing.written(agency))


def same_mark(agency: Agency, typed: str) -> bool:
    """Whether somebody typed the agency's mark, with or without spaces."""
    return "".join(typed.split()) == "".join(sealing.fingerprint(agency).split())
