"""What the agency's word consists of: the files it signs, each with its name and its form.

settings.json           the settings the agency decides for all its kiosks
revoked.json            devices and certificates that do not count any more
cohorts.json            who learns what together, and when
ring.json               the certificates of all its devices, and what it upholds of each
emblems.json            the agency's emblems, as printed (see `emblem`)
roster/<device>.sealed  the people of one kiosk, sealed to that kiosk's key
courses/<id>-<v>.zip    a course folder, packed

Times in UTC ms, dates as ISO. What a newer hub adds is passed over by an older kiosk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from kiosk.parcel.trouble import ParcelTrouble

SETTINGS: Final = "settings.json"
REVOKED: Final = "revoked.json"
COHORTS: Final = "cohorts.json"
RING: Final = "ring.json"
EMBLEMS: Final = "emblems.json"
SAID: Final = "said"
"""A field of our own in the signed timestamp: UTC ms at which this was said to be the newest."""

DECIDABLE: Final = frozenset({
    "agency",
    "city",
    "classification",
    "daily_cap",
    "domain",
    "guests",
    "idle_minutes",
    "kop",
    "number_template",
    "pass_mark",
    "reprint_mark",
    "rules",
    "second_signatory",
    "short",
    "siasn_kind",
    "signatory",
    "template",
    "units",
    "validity",
    "validity_months",
})  # fmt: skip
"""Fields of a kiosk's settings that an agency may decide.

Each kiosk's own are its code, name and language, its blocks of numbers, and the paths on its disk:
emblem, second target. The emblem that an agency decides comes as a file of its own: a picture is
no setting.
"""

LIMITS: Final = {
    SETTINGS: 1 << 18,
    REVOKED: 1 << 22,
    COHORTS: 1 << 22,
    RING: 1 << 22,
    EMBLEMS: 1 << 18,
}
"""Most bytes of each."""
ROSTER_LIMIT: Final = 1 << 24
COURSE_LIMIT: Final = 1 << 26
_DEVICE: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_COURSE: Final = re.compile(
    r"courses/([a-z0-9][a-z0-9-]{0,79})-([0-9]{1,9}(?:\.[0-9]{1,9}){1,3})\.zip"
)
Form = TypeVar("Form", bound=Struct)


class Revocation(Struct, frozen=True, omit_defaults=True):
    """A device id or a certificate number that does not count any more, why, and since when.

    `replaced_by` is the number of the certificate that stands in its place; "" if none does.
    """

    id: str
    reason: str
    date: str
    replaced_by: str = ""


class Revoked(Struct, frozen=True):
    """All that was revoked, as of `at`."""

    at: int
    devices: tuple[Revocation, ...] = ()
    certificates: tuple[Revocation, ...] = ()


class Cohort(Struct, frozen=True):
    """People who learn a course together. `learners` are learner ids."""

    id: str
    name: str
    course: str
    since: str
    until: str
    learners: tuple[str, ...] = ()


class Cohorts(Struct, frozen=True):
    """All cohorts of the agency."""

    cohorts: tuple[Cohort, ...] = ()


class Person(Struct, frozen=True):
    """A row of the agency's roster.

    `id` is the learner id where the agency knows it: it stays when a NIP is corrected. `pin` and
    `code` are argon2id hashes, or empty. `reset` grows by one each time the agency wants them to
    count whatever PIN was chosen at a kiosk. `again` is the clock of the erasure by law after which
    the agency took the person in again on purpose; 0: none.
    """

    nip: str
    name: str
    unit: str
    kind: str
    rank: str = ""
    position: str = ""
    id: str = ""
    pin: str = ""
    code: str = ""
    reset: int = 0
    again: int = 0


class People(Struct, frozen=True):
    """The people of one kiosk. The device is inside the seal too: no roster goes astray."""

    device: str
    people: tuple[Person, ...]


def roster_name(device: str) -> str:
    """The name of a kiosk's roster; ValueError if that is no device id."""
    if not _DEVICE.fullmatch(device):
        raise ValueError(device)
    return f"roster/{device}.sealed"


def course_name(course: str, version: str) -> str:
    """The name of a course; ValueError if it cannot be one."""
    name = f"courses/{course}-{version}.zip"
    if course_of(name) != (course, version):
        raise ValueError(name)
    return name


def course_of(name: str) -> tuple[str, str] | None:
    """Id and version of a course by its file's name; None if it is no course."""
    found = _COURSE.fullmatch(name)
    return None if found is None else (found[1], found[2])


def limit_of(name: str) -> int:
    """Most bytes of a file of the word; 0 for a name that is none of ours."""
    if name in LIMITS:
        return LIMITS[name]
    if course_of(name):
        return COURSE_LIMIT
    device = name.removeprefix("roster/").removesuffix(".sealed")
    return ROSTER_LIMIT if _DEVICE.fullmatch(device) and name == roster_name(device) else 0


def settings_bytes(decided: Mapping[str, object]) -> bytes:
    """The settings an agency decides; ValueError for one that is not its to decide."""
    if strange := sorted(decided.keys() - DECIDABLE):
        raise ValueError(", ".join(strange))
    return msgspec.json.encode(dict(decided), order="sorted")


def settings_in(body: bytes) -> dict[str, msgspec.Raw]:
    """The settings decided, each still as JSON; others than ours are passed over."""
    try:
        table = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ParcelTrouble("strange") from error
    return {name: value for name, value in table.items() if name in DECIDABLE}


def cohorts_bytes(cohorts: Iterable[Cohort]) -> bytes:
    """Cohorts, by id."""
    return written(Cohorts(tuple(sorted(cohorts, key=lambda c: c.id))))


def written(form: Struct) -> bytes:
    """A form of the word: the same bytes for the same value."""
    return msgspec.json.encode(form, order="sorted")


def read(body: bytes, kind: type[Form]) -> Form:
    """A form of the word. Raises ParcelTrouble "strange"."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ParcelTrouble("strange") from error
