"""The files of the word, from values. Joined with `|`, they are what `publish` takes."""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from kiosk.hub.word.trouble import WriterTrouble
from kiosk.parcel import word
from kiosk.parcel.emblem import Emblems
from kiosk.parcel.sealing import sealed_to_device
from kiosk.trust.ring import Ring

_DAWN: Final = (1980, 1, 1, 0, 0, 0)
_FILE: Final = 0o100644 << 16
_UNIX: Final = 3


def settings_target(decided: Mapping[str, object]) -> dict[str, bytes]:
    """The settings the agency decides, by the names of `word.DECIDABLE`; ValueError for others."""
    return {word.SETTINGS: word.settings_bytes(decided)}


def revoked_target(revoked: word.Revoked) -> dict[str, bytes]:
    """Devices and certificates that do not count any more."""
    return {word.REVOKED: word.written(revoked)}


def cohorts_target(cohorts: Iterable[word.Cohort]) -> dict[str, bytes]:
    """Who learns what together."""
    return {word.COHORTS: word.cohorts_bytes(cohorts)}


def ring_target(ring: Ring) -> dict[str, bytes]:
    """Whom the agency vouches for."""
    return {word.RING: word.written(ring)}


def emblems_target(emblems: Emblems) -> dict[str, bytes]:
    """The emblems on certificates, those of today and before."""
    return {word.EMBLEMS: word.written(emblems)}


def roster_target(device: str, public: bytes, people: Iterable[word.Person]) -> dict[str, bytes]:
    """The people of one kiosk, which only that kiosk can read: a stick can be lost.

    Sealing draws a one-time key, so the same people give other bytes each time. ValueError if that
    is no device id.
    """
    form = word.People(device, tuple(people))
    return {word.roster_name(device): sealed_to_device(word.written(form), public)}


def course_target(folder: Path) -> dict[str, bytes]:
    """A course's folder, packed: the same bytes for the same files.

    Raises WriterTrouble "name" if `course.toml` names no course. Whether the course is sound is the
    catalog's question, which each kiosk asks before it takes the course in.
    """
    try:
        table = tomllib.loads((folder / "course.toml").read_text("utf-8"))
        name = word.course_name(str(table["id"]), str(table["version"]))
    except (OSError, KeyError, ValueError) as error:
        raise WriterTrouble("name") from error
    return {name: _packed(folder)}


def _packed(folder: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(_names(folder)):
            entry = zipfile.ZipInfo(name, _DAWN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = _UNIX, _FILE
            packed.writestr(entry, (folder / name).read_bytes())
    return out.getvalue()


def _names(folder: Path) -> Iterable[str]:
    """The files of a course; what a system or an editor left there stays out, and links too."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and not any(p[0] in ".~" for p in name.parts):
            yield name.as_posix()
