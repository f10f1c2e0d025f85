"""The register of certificates, as the kiosks' lines tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct
from sqlalchemy import Connection, Engine, text

from kiosk.hub.database import reading
from kiosk.hub.pages.keeping import name_key
from kiosk.hub.pages.search import NOWHERE, like

State: TypeAlias = Literal["valid", "expired", "replaced", "revoked", "sample"]
DOUBLE: Final = "double"
"""Wanted as a state: entries whose number was given more than once."""
_COLUMNS = (
    "select c.line, c.number, c.learner, c.device, c.course, coalesce(k.title, c.course) as title,"
    " c.name, c.nip, c.unit, c.hours, c.score, c.issued, c.sample = 1 as sample,"
    " coalesce(r.reason, '') as reason, coalesce(r.date, '') as revoked,"
    " coalesce(r.replaced_by, '') as replaced_by, c.valid_until,"
    " c.valid_until <> '' and c.valid_until < :today as expired,"
    " exists (select 1 from page_certificate d where d.number = c.number and d.line <> c.line)"
    " as doubled"
    " from page_certificate c left join page_course k on k.id = c.course"
    " left join post_revoked r on r.number = c.number"
)
_WHERE = (
    " where (:any = 1 or lower(c.number) like :number escape '\\' or c.name_key like :name escape"
    " '\\' or c.nip like :nip escape '\\') and (:unit = '' or c.unit = :unit)"
    " and c.issued >= :since and c.issued <= :until and (:state = ''"
    " or (:state = 'valid' and r.number is null and c.sample = 0"
    "  and not (c.valid_until <> '' and c.valid_until < :today))"
    " or (:state = 'expired' and r.number is null and c.sample = 0"
    "  and c.valid_until <> '' and c.valid_until < :today)"
    " or (:state = 'revoked' and r.replaced_by = '')"
    " or (:state = 'replaced' and r.replaced_by <> '')"
    " or (:state = 'sample' and c.sample = 1)"
    " or (:state = 'double' and exists (select 1 from page_certificate d"
    "  where d.number = c.number and d.line <> c.line)))"
)
_LISTED = text(
    f"{_COLUMNS}{_WHERE} order by c.issued desc, c.line desc limit :limit offset :offset"
)
_COUNT = text(
    "select count(*) from page_certificate c"  # noqa: S608
    f" left join post_revoked r on r.number = c.number{_WHERE}"
)
_AFTER = text(f"{_COLUMNS}{_WHERE} and c.line < :before order by c.line desc limit :limit")
_ONE = text(f"{_COLUMNS} where c.line = :line")
_OF = text(f"{_COLUMNS} where c.learner = :learner order by c.issued desc, c.line desc limit 200")
_DOUBLED = text("select count(*) from page_certificate where number = :number")
_DOUBLES = text(
    "select number from page_certificate group by number having count(*) > 1 order by number"
)
_SINCE = text(
    "select count(*), coalesce(sum(hours), 0) from page_certificate"
    " where sample = 0 and issued >= :since and issued <= :until"
    " and not exists (select 1 from post_revoked r where r.number = page_certificate.number)"
)
_CHUNK: Final = 500
_END: Final = (1 << 63) - 1


class Certificate(Struct, frozen=True):
    """An entry of the register. `issued` and `revoked` are ISO dates, `revoked` empty: it holds.

    Without a name its holder was erased by law; the entry stays. `doubled`: another certificate
    bears the same number.
    """

    line: int
    number: str
    learner: bytes | None
    device: int
    course: str
    title: str
    name: str
    nip: str
    unit: str
    hours: int
    score: int
    issued: str
    sample: bool
    reason: str
    revoked: str
    replaced_by: str
    valid_until: str
    expired: bool
    doubled: bool

    @property
    def state(self) -> State:
        """Whether it counts."""
        if self.sample:
            return "sample"
        if self.revoked:
            return "replaced" if self.replaced_by else "revoked"
        return "expired" if self.expired else "valid"


class Wanted(Struct, frozen=True):
    """Which entries; empty words are no condition, `year` 0: of every year. `today`: ISO date."""

    words: str
    unit: str
    year: int
    state: str
    today: str

    def values(self) -> dict[str, Any]:
        """For the statements."""
        digits = "".join(x for x in self.words if x.isdigit() and x.isascii())
        is_nip = digits and not self.words.strip(" 0123456789")
        return {
            "any": int(not self.words),
            "number": like(self.words.lower()),
            "name": like(name_key(self.words)),
            "nip": like(digits) if is_nip else NOWHERE,
            "unit": self.unit,
            "since": f"{self.year:04d}-01-01" if self.year else "",
            "until": f"{self.year:04d}-12-31" if self.year else "9999-12-31",
            "state": self.state,
            "today": self.today,
        }


def listed(
    connection: Connection, wanted: Wanted, limit: int, offset: int
) -> tuple[tuple[Certificate, ...], int]:
    """Some of them, the last issued first; and how many there are."""
    values = wanted.values()
    rows = connection.execute(_LISTED, {**values, "limit": limit, "offset": offset}).all()
    return _read(rows), int(connection.execute(_COUNT, values).scalar_one())


def all_of(engine: Engine, wanted: Wanted) -> Iterator[Certificate]:
    """All of them, the last that came first, read portion by portion."""
    before = _END
    while True:
        with reading(engine) as connection:
            values = {**wanted.values(), "before": before, "limit": _CHUNK}
            found = _read(connection.execute(_AFTER, values).all())
        yield from found
        if len(found) < _CHUNK:
            return
        before = found[-1].line


def one(connection: Connection, line: int, today: str) -> Certificate | None:
    """An entry as it stands on an ISO date, or None."""
    found = connection.execute(_ONE, {"line": line, "today": today}).all()
    return next(iter(_read(found)), None)


def of_learner(connection: Connection, learner: bytes, today: str) -> tuple[Certificate, ...]:
    """A learner's, the last issued first."""
    return _read(connection.execute(_OF, {"learner": learner, "today": today}).all())


def uses(connection: Connection, number: str) -> int:
    """How many entries have this number: more than one is a mistake somewhere."""
    return int(connection.execute(_DOUBLED, {"number": number}).scalar_one())


def doubles(connection: Connection) -> tuple[str, ...]:
    """The numbers that were given more than once."""
    return tuple(connection.scalars(_DOUBLES))


def issued(connection: Connection, since: str, until: str) -> tuple[int, int]:
    """How many between two dates, both included, and their JP."""
    row = connection.execute(_SINCE, {"since": since, "until": until}).one()
    return int(row[0]), int(row[1])


def _read(rows: Iterable[Sequence[Any]]) -> tuple[Certificate, ...]:
    """By place: names of columns cost more than the database."""
    return tuple(Certificate(*row) for row in rows)
