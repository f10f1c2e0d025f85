"""The agency's roster beside this kiosk's: what becomes of each person, field by field.

Three values meet in a field: the agency's, this kiosk's, and what the agency said last. Unchanged
here since then: the agency's holds. Changed here: ours stays, and if the agency says something else
an officer chooses. A field the agency leaves empty says nothing. Nobody is deleted: whoever is gone
from the agency's list is set inactive by the same rule.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from msgspec import Struct, structs

from kiosk.office.roster import LONGEST
from kiosk.parcel.word import Person
from kiosk.people.learner import Learner, guest_id, learner_id
from kiosk.people.nip import Kind, Nip, bare, read_nip

FIELDS: Final = ("nip", "name", "unit", "rank", "position", "active")
YES, NO = "yes", "no"
"""The values of "active"."""
LOOKED: Final = 50
"""People looked at in one step: some milliseconds, so that a window hardly notices."""
Item = TypeVar("Item")
Value = TypeVar("Value")
_HASH: Final = re.compile(
    r"\$argon2id\$v=19\$m=[0-9]{1,5},t=[0-9],p=[0-9]\$[A-Za-z0-9+/]{8,64}\$[A-Za-z0-9+/]{8,128}"
)


class Conflict(Struct, frozen=True):
    """A field in which this kiosk and the agency differ, until an officer chooses.

    `field` is one of `FIELDS`; "active" is "yes" or "no".
    """

    learner: str
    field: str
    here: str
    agency: str


class Base(Struct, frozen=True):
    """What the agency said last of a learner, and what an officer decided against."""

    agency: Mapping[str, str]
    against: Mapping[str, str] = {}
    secret: str = ""
    reset: int = 0


class Secret(Struct, frozen=True):
    """Hashes to take over: of the PIN, and of the activation code."""

    pin: str
    code: str


class Fate(Struct, frozen=True):
    """What becomes of one learner; `before` is None for someone new."""

    learner: Learner
    before: Learner | None
    base: Base
    conflicts: tuple[Conflict, ...] = ()
    secret: Secret | None = None


class RowRefused(Struct, frozen=True):
    """A row of the agency's list that is not taken: its number from 1, and why."""

    row: int
    code: str


class Here(Struct, frozen=True):
    """The side of this kiosk, by learner id: learners, hashes of their PIN and code, bases.

    `erased` has the clocks of erasures by law of those who did not come back.
    """

    learners: Mapping[str, Learner]
    secrets: Mapping[str, tuple[str, str]]
    bases: Mapping[str, Base]
    erased: Mapping[str, int] = {}


class Plan(Struct, frozen=True):
    """What becomes of everyone the agency names or once named."""

    fates: tuple[Fate, ...]
    refused: tuple[RowRefused, ...]
    erased: int = 0


class _Row(Struct, frozen=True):
    number: int
    person: Person
    own: str
    """The learner id the row asks for."""

    @property
    def values(self) -> dict[str, str]:
        told: dict[str, str] = {f: getattr(self.person, f) for f in FIELDS[:-1]}
        return told | {"active": YES}


def planned(people: Iterable[Person], here: Here) -> Plan:
    """What an import of the agency's list does; those known come before those who are new.

    Whoever was erased does not come back by it, unless the agency took them in again since. While
    a row is refused nobody counts as gone, as it may have meant them.
    """
    return drained(planning(people, here))


def planning(people: Iterable[Person], here: Here) -> Generator[None, None, Plan]:
    """The same in steps of a few milliseconds."""
    rows, refused = yield from _read(people)
    claims = yield from _claims(rows, here)
    gone = here.bases.keys() & here.learners.keys() - set(claims.values())
    coming = [x for x in rows if x.person.again >= here.erased.get(claims[x.number], 0)]
    taken = {x.nip: x.id for x in here.learners.values() if x.nip}
    yield
    known = [row for row in coming if claims[row.number] in here.learners]
    fates = yield from stepwise(lambda x: _fate(x, claims[x.number], here, taken), known)
    if not refused:
        fates += yield from stepwise(lambda x: _gone(x, here), sorted(gone))
    moved = {fate.learner.id for fate in fates}
    held = {fate.learner.nip for fate in fates} | {n for n, x in taken.items() if x not in moved}
    new = [row for row in coming if claims[row.number] not in here.learners]
    refused += [RowRefused(r.number, "nip-taken") for r in new if r.person.nip in held - {""}]
    free = [r for r in new if r.person.nip not in held - {""}]
    yield
    fates += yield from stepwise(lambda x: _fresh(x, claims[x.number]), free)
    return Plan(tuple(fates), tuple(refused), len(rows) - len(coming))


def drained(going: Generator[object, None, Value]) -> Value:
    """What a generator returns, all its steps in one go."""
    while True:
        try:
            next(going)
        except StopIteration as done:
            value: Value = done.value
            return value


def stepwise(
    work: Callable[[Item], Value], items: Iterable[Item]
) -> Generator[None, None, list[Value]]:
    """The work done on each, with a pause after every few."""
    found: list[Value] = []
    for item in items:
        found.append(work(item))
        if len(found) % LOOKED == 0:
            yield
    return found


def values_of(learner: Learner) -> dict[str, str]:
    """A learner's fields as the agency says them."""
    told: dict[str, str] = {f: getattr(learner, f) for f in FIELDS[:-1]}
    return told | {"active": YES if learner.active else NO}


def with_value(learner: Learner, field: str, value: str) -> Learner:
    """The learner with another value in a field; the kind goes with the NIP."""
    if field == "active":
        return structs.replace(learner, active=value == YES)
    changed = structs.replace(learner, **{field: value})
    if field != "nip" or not value:
        return changed
    nip = read_nip(value, dt.date.max)
    return structs.replace(changed, kind=nip.kind) if isinstance(nip, Nip) else learner


def _read(
    people: Iterable[Person],
) -> Generator[None, None, tuple[list[_Row], list[RowRefused]]]:
    """Rows that can be taken, and those that cannot."""
    rows: list[_Row] = []
    refused: list[RowRefused] = []
    seen: set[str] = set()
    for number, person in enumerate(people, 1):
        if number % LOOKED == 0:
            yield
        neat = _neat(person)
        fault = _fault(neat)
        own = neat.id or (learner_id(neat.nip) if neat.nip else guest_id(neat.name, neat.unit))
        if not fault and ({own, neat.nip} - {""}) & seen:
            fault = "twice"
        if fault:
            refused.append(RowRefused(number, fault))
            continue
        seen |= {own, neat.nip} - {""}
        rows.append(_Row(number, neat, own))
    return rows, refused


def _neat(person: Person) -> Person:
    fields = {f: " ".join(getattr(person, f).split()) for f in ("name", "unit", "rank", "position")}
    return structs.replace(person, nip=bare(person.nip), **fields)


def _fault(person: Person) -> str:
    """What is wrong with a row. That its NIP lies ahead is no fault: our clock may lie behind."""
    guest = person.kind == Kind.GUEST
    nip = read_nip(person.nip, dt.date.max)
    texts = (person.name, person.unit, person.rank, person.position)
    for code, bad in (
        ("guest-nip", guest and bool(person.nip)),
        (f"nip-{nip}", not guest and not isinstance(nip, Nip)),
        ("kind", person.kind not in set(Kind)),
        ("name-missing", not person.name),
        ("unit-missing", not person.unit),
        ("too-long", any(len(text) > LONGEST for text in texts)),
        ("id", bool(person.id) and not _is_id(person.id)),
        ("secret", not all(not h or _HASH.fullmatch(h) for h in (person.pin, person.code))),
    ):
        if bad:
            return code
    return ""


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _claims(rows: Sequence[_Row], here: Here) -> Generator[None, None, dict[int, str]]:
    """Which learner each row means: by the agency's own id, then by NIP, then by the NIP's id.

    One learner is meant by one row at most; a row left over is a new person's.
    """
    by_nip = {x.nip: x.id for x in here.learners.values() if x.nip}
    claims: dict[int, str] = {}
    claimed: set[str] = set()

    def claim(row: _Row, learner: str | None) -> None:
        if learner is not None and row.number not in claims and learner not in claimed:
            claims[row.number] = learner
            claimed.add(learner)

    for meant in (
        lambda row: row.person.id if row.person.id in here.learners else None,
        lambda row: by_nip.get(row.person.nip),
        lambda row: row.own,
    ):
        for row in rows:
            claim(row, meant(row))
        yield
    left = [row for row in rows if row.number not in claims]
    yield from stepwise(lambda x: claim(x, learner_id(f"{x.person.nip} after a correction")), left)
    return claims


def _fresh(row: _Row, learner: str) -> Fate:
    """Someone who is not known here yet."""
    person = row.person
    kind = Kind(person.kind)
    fresh = Learner(learner, person.name, person.unit, kind, "", person.rank, person.position)
    base = Base(row.values, {}, _mark(person), person.reset)
    secret = Secret(person.pin, person.code)
    return Fate(with_value(fresh, "nip", person.nip), None, base, (), secret)


def _fate(row: _Row, learner: str, here: Here, taken: Mapping[str, str]) -> Fate:
    """Someone known here."""
    person, before = row.person, here.learners[learner]
    base = here.bases.get(learner, Base({}))
    free = taken.get(person.nip, learner) == learner
    after, conflicts, against = _merged(before, row.values, base, nip_free=free)
    pin, _ = here.secrets.get(learner, ("", ""))
    mark = _mark(person)
    counts = bool(mark) and (person.reset > base.reset or (not pin and mark != base.secret))
    secret = Secret(person.pin, person.code) if counts else None
    reset = max(person.reset, base.reset) if mark else base.reset
    return Fate(after, before, Base(row.values, against, mark, reset), conflicts, secret)


def _gone(learner: str, here: Here) -> Fate:
    """Someone the agency does not name any more."""
    base, before = here.bases[learner], here.learners[learner]
    said = dict(base.agency) | {"active": NO}
    after, conflicts, against = _merged(before, said, base, nip_free=True)
    return Fate(after, before, structs.replace(base, agency=said, against=against), conflicts)


def _merged(
    before: Learner, said: Mapping[str, str], base: Base, *, nip_free: bool
) -> tuple[Learner, tuple[Conflict, ...], dict[str, str]]:
    """The learner as they will be, the conflicts left, and decisions that still stand."""
    last, after, ours = base.agency, before, values_of(before)
    conflicts: list[Conflict] = []
    against: dict[str, str] = {}
    for field, theirs in said.items():
        mine = ours[field]
        if mine == theirs or (not theirs and (field == "nip" or mine != last.get(field))):
            continue
        unchanged = mine == last.get(field) or (field not in last and not mine)
        if unchanged and (field != "nip" or nip_free):
            after = with_value(after, field, theirs)
        elif base.against.get(field) == theirs:
            against[field] = theirs
        else:
            conflicts.append(Conflict(before.id, field, mine, theirs))
    return after, tuple(conflicts), against


def _mark(person: Person) -> str:
    """Tells whether the agency gave other hashes than last time; empty if it gave none."""
    if not person.pin and not person.code:
        return ""
    return hashlib.sha256(f"{person.pin}\n{person.code}".encode()).hexdigest()
