"""Whom the lines are about, with the training hours of their certificates.

The records name a learner by an id only. Name, NIP and unit come from the newest certificate: what
an officer of the kiosk entered and what was printed. Before a first certificate a learner is shown
by the id. JP of a year: of certificates issued in it that hold, each course once.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection, Engine, bindparam, text

from kiosk.hub.database import reading
from kiosk.hub.pages.keeping import name_key
from kiosk.hub.pages.search import NOWHERE, like

NAMESPACE: Final = uuid.UUID("5b0c1a6e-6d0e-5b5f-9c53-6f4c0f6a2d11")
"""That of `kiosk.people.learner`, by which a NIP becomes an id."""
NIP_DIGITS: Final = 18
_WHERE = (
    " where (:any = 1 or name_key like :name escape '\\' or nip like :nip escape '\\'"
    " or learner = :learner) and (:unit = '' or unit = :unit)"
)
_COLUMNS = "select learner, name, nip, unit, last, name_key from page_learner"
_LISTED = text(f"{_COLUMNS}{_WHERE} order by name_key, learner limit :limit offset :offset")
_COUNT = text(f"select count(*) from page_learner{_WHERE}")  # noqa: S608
_AFTER = text(
    f"{_COLUMNS}{_WHERE} and (name_key > :after_name"
    " or (name_key = :after_name and learner > :after))"
    " order by name_key, learner limit :limit"
)
_ONE = text(f"{_COLUMNS} where learner = :learner")
_HOURS = text(
    "select learner, sum(hours) as hours, count(*) as count from (select c.learner, c.course,"
    " max(c.hours) as hours from page_certificate c where c.learner in :learners and c.year = :year"
    " and c.sample = 0 and not exists (select 1 from post_revoked r where r.number = c.number)"
    " group by c.learner, c.course) t group by learner"
).bindparams(bindparam("learners", expanding=True))
_RESULTS = text(
    "select p.course, coalesce(k.title, p.course) as title, p.started, p.pre, p.post, p.passed"
    " from page_result p left join page_course k on k.id = p.course"
    " where p.learner = :learner order by p.started desc"
)
_UNITS = text("select distinct unit from page_learner where unit <> '' order by unit")
_CHUNK: Final = 500


class Learner(Struct, frozen=True):
    """A learner with the JP of one year and how many courses they come from."""

    id: str
    name: str
    nip: str
    unit: str
    last: int
    hours: int
    courses: int

    @property
    def short(self) -> str:
        """Of somebody whose name is not known."""
        return self.id[:8]


class Result(Struct, frozen=True):
    """A course of a learner; tests 0–100 or None, `started` in UTC ms."""

    course: str
    title: str
    started: int
    pre: float | None
    post: float | None
    passed: bool


class Wanted(Struct, frozen=True):
    """Which learners, and of which year the JP."""

    words: str
    unit: str
    year: int

    def values(self) -> dict[str, Any]:
        """For the statements. A whole NIP finds a learner without a certificate too."""
        digits = "".join(x for x in self.words if x.isdigit() and x.isascii())
        return {
            "any": int(not self.words),
            "name": like(name_key(self.words)),
            "nip": like(digits) if digits and not self.words.strip(" 0123456789.-") else NOWHERE,
            "learner": _id_of(self.words, digits),
            "unit": self.unit,
        }


def _id_of(words: str, digits: str) -> bytes:
    if len(digits) == NIP_DIGITS:
        return uuid.uuid5(NAMESPACE, f"nip:{digits}").bytes
    try:
        return uuid.UUID(words).bytes
    except ValueError:
        return b""


def listed(
    connection: Connection, wanted: Wanted, limit: int, offset: int
) -> tuple[tuple[Learner, ...], int]:
    """Some of them by name, those without one last; and how many there are."""
    values = wanted.values()
    rows = connection.execute(_LISTED, {**values, "limit": limit, "offset": offset}).all()
    total = connection.execute(_COUNT, values).scalar_one()
    return _with_hours(connection, rows, wanted.year), int(total)


def all_of(engine: Engine, wanted: Wanted) -> Iterator[Learner]:
    """All of them, read portion by portion."""
    values = {**wanted.values(), "after_name": "", "after": b"", "limit": _CHUNK}
    while True:
        with reading(engine) as connection:
            rows = connection.execute(_AFTER, values).all()
            found = _with_hours(connection, rows, wanted.year)
        yield from found
        if len(rows) < _CHUNK:
            return
        values |= {"after_name": rows[-1][5], "after": rows[-1][0]}


def one(connection: Connection, learner: bytes, year: int) -> Learner | None:
    """A learner, or None."""
    rows = connection.execute(_ONE, {"learner": learner}).all()
    return next(iter(_with_hours(connection, rows, year)), None)


def results(connection: Connection, learner: bytes) -> tuple[Result, ...]:
    """A learner's courses, the last begun first."""
    rows = connection.execute(_RESULTS, {"learner": learner})
    return tuple(Result(r[0], r[1], r[2], r[3], r[4], bool(r[5])) for r in rows)


def units(connection: Connection) -> tuple[str, ...]:
    """All that stand on certificates."""
    return tuple(connection.scalars(_UNITS))


def _with_hours(
    connection: Connection, rows: Sequence[Sequence[Any]], year: int
) -> tuple[Learner, ...]:
    sums: dict[bytes, tuple[int, int]] = {}
    if rows:
        found = connection.execute(_HOURS, {"learners": [row[0] for row in rows], "year": year})
        sums = {learner: (int(hours), int(count)) for learner, hours, count in found}
    return tuple(
        Learner(str(uuid.UUID(bytes=learner)), name, nip, unit, last, *sums.get(learner, (0, 0)))
        for learner, name, nip, unit, last, _key in rows
    )
