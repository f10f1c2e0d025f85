"""What the word says now, for those who say it; no person is named."""

from __future__ import annotations

import calendar
import time
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.hub.word import carry
from kiosk.hub.word.trouble import WriterTrouble
from kiosk.parcel import word
from kiosk.parcel.emblem import Emblems, emblems_in


class CohortTold(Struct, frozen=True):
    """A cohort, and how many learn in it."""

    id: str
    name: str
    course: str
    since: str
    until: str
    learners: int


class CourseTold(Struct, frozen=True):
    """A course that all kiosks are sent."""

    id: str
    version: str


class Told(Struct, frozen=True):
    """All that is said; version 0: nothing yet. `said` and `expires` in UTC ms.

    `kiosks`: for how many a roster was sealed. `emblem`: the SHA-256 (hex) of the one decided, ""
    if none is; `emblems`: how many are sent, those of before with it.
    """

    version: int = 0
    said: int = 0
    expires: int = 0
    people: int = 0
    kiosks: int = 0
    settings: tuple[str, ...] = ()
    cohorts: tuple[CohortTold, ...] = ()
    courses: tuple[CourseTold, ...] = ()
    revoked_devices: int = 0
    revoked_certificates: int = 0
    emblem: str = ""
    emblems: int = 0
    form: int = 1


class _Timestamp(Struct, frozen=True):
    version: int
    expires: str
    said: int = 0


class _File(Struct, frozen=True):
    signed: _Timestamp


def told(folder: Path, people: int) -> Told:
    """What is said now. Raises WriterTrouble "target-lost" and ParcelTrouble "strange"."""
    try:
        names = carry.said(folder)
        file = folder / "metadata" / "timestamp.json"
        stamp = msgspec.json.decode(file.read_bytes(), type=_File).signed
    except (WriterTrouble, OSError, msgspec.MsgspecError):
        return Told(people=people)
    bodies = {name: carry.read(folder, name) for name in word.LIMITS if name in names}
    settings = word.settings_in(bodies.get(word.SETTINGS, b"{}"))
    cohorts = word.read(bodies.get(word.COHORTS, b"{}"), word.Cohorts).cohorts
    emblems = emblems_in(bodies.get(word.EMBLEMS, b"{}"))
    revoked = word.read(bodies.get(word.REVOKED, b'{"at":0}'), word.Revoked)
    return Told(
        version=stamp.version,
        said=stamp.said,
        expires=calendar.timegm(time.strptime(stamp.expires, "%Y-%m-%dT%H:%M:%SZ")) * 1000,
        people=people,
        kiosks=sum(name.startswith("roster/") for name in names),
        settings=tuple(sorted(settings)),
        cohorts=tuple(_cohort(each) for each in cohorts),
        courses=tuple(CourseTold(*c) for name in sorted(names) if (c := word.course_of(name))),
        revoked_devices=len(revoked.devices),
        revoked_certificates=len(revoked.certificates),
        emblem=emblems.now,
        emblems=len(emblems.pictures),
    )


def _cohort(said: word.Cohort) -> CohortTold:
    return CohortTold(said.id, said.name, said.course, said.since, said.until, len(said.learners))


def courses(folder: Path, course: str) -> frozenset[str]:
    """The files of a course that are in the word, of whatever version."""
    try:
        names = carry.said(folder)
    except WriterTrouble:
        return frozenset()
    return frozenset(n for n in names if (word.course_of(n) or ("",))[0] == course)


def emblems(folder: Path) -> Emblems:
    """The emblems that are in the word; none if it has none, or lost them."""
    try:
        return emblems_in(carry.read(folder, word.EMBLEMS))
    except WriterTrouble:
        return Emblems()
