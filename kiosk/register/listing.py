"""The register: every certificate this kiosk knows, whoever issued it, in whatever state.

Issued here, at another kiosk whose records came here, or to someone who was erased since (of whom
the entry stays). Ten thousand are read in 0.5 s the first time, and listed in 30 ms from then on.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from operator import attrgetter
from typing import Final

import msgspec
from msgspec import Struct, structs

from kiosk.learning.events import CertificateKept
from kiosk.learning.progress import RENEWAL_DAYS
from kiosk.parcel.word import Revocation
from kiosk.store import Store
from kiosk.store.follow import Raw
from kiosk.store.revoked import revoked_list


class State(StrEnum):
    """Whether a certificate counts."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REVOKED = "revoked"
    SAMPLE = "sample"


class Entry(Struct, frozen=True):
    """A certificate in the register. Dates are ISO dates, "" where there is none.

    `name`, `nip` and `unit` are as printed, and empty of one whose holder was erased, as is
    `learner` (an id). `course` is its id, `title` as printed. `prints` counts what was printed or
    saved as far as this kiosk knows. `here`: issued by this file, so that its bytes are kept.
    """

    number: str
    issued: str
    name: str
    nip: str
    unit: str
    course: str
    title: str
    hours: int
    score: int
    kiosk: str
    state: State
    valid_until: str = ""
    reason: str = ""
    revoked: str = ""
    replaced_by: str = ""
    replaces: str = ""
    prints: int = 0
    learner: str = ""
    here: bool = True

    @property
    def counts(self) -> bool:
        """Whether it holds today."""
        return self.state in {State.VALID, State.EXPIRING}


class Wanted(Struct, frozen=True):
    """Which entries; what is empty (year 0) is no condition.

    `words`: each must stand in the number or the name; 18 digits, spaced or not, are a whole NIP.
    """

    words: str = ""
    year: int = 0
    course: str = ""
    unit: str = ""
    state: State | None = None


class _Printed(Struct):
    """Of the frozen facts what a list shows."""

    name: str = ""
    nip: str = ""
    unit: str = ""
    course: str = ""
    kiosk: str = ""
    sample: bool = False
    valid_until: str = ""
    replaces: str = ""


class _Issued(Struct):
    """Of an issued certificate what a list shows; badge and seal are long."""

    course: str
    number: str
    hours: int
    score: int
    issued: str
    facts: str
    replaces: str = ""
    valid_until: str = ""


class _Print(Struct):
    number: str
    seen: bool | None = None


_FACTS: Final = msgspec.json.Decoder(_Printed)
_ISSUED: Final = msgspec.json.Decoder(_Issued)
_PRINT: Final = msgspec.json.Decoder(_Print)
_WHOLE_NIP: Final = 18


def entries(store: Store, today: str) -> tuple[Entry, ...]:
    """The whole register on an ISO date, what was issued last first."""
    revoked = revoked_list(store).certificates
    prints = Counter(store.followed("certificate-printed", _printed_number))
    look = _Look(revoked, prints, today)
    kept = [_kept(r.event) for r in store.happenings() if isinstance(r.event, CertificateKept)]
    issued = store.followed("certificate-issued", _as_issued)
    found = [look.on_the_day(entry) for entry in (*kept, *issued)]
    found.sort(key=_ORDER, reverse=True)
    return tuple(found)


_ORDER: Final = attrgetter("issued", "number")


class _Look:
    """What became of certificates until a day."""

    def __init__(
        self, revoked: Mapping[str, Revocation], prints: Mapping[str, int], today: str
    ) -> None:
        self._revoked, self._prints = revoked, prints
        self._today, self._soon = today, days_after(today, RENEWAL_DAYS)

    def on_the_day(self, entry: Entry) -> Entry:
        """An entry as it was issued, with all that happened since: mostly nothing."""
        prints, gone = self._prints.get(entry.number, 0), self._revoked.get(entry.number)
        if gone is not None:
            state = State.REPLACED if gone.replaced_by else State.REVOKED
            told = {"reason": gone.reason, "revoked": gone.date, "replaced_by": gone.replaced_by}
            return structs.replace(entry, state=state, prints=prints, **told)
        state = self._state(entry)
        if state is entry.state and not prints:
            return entry
        return structs.replace(entry, state=state, prints=prints)

    def _state(self, entry: Entry) -> State:
        ends = entry.valid_until
        if entry.state is not State.VALID or not ends or ends > self._soon:
            return entry.state
        return State.EXPIRED if ends < self._today else State.EXPIRING


def _as_issued(raw: Raw) -> Entry:
    """An entry as on the day of its issue."""
    issued = _ISSUED.decode(raw.body)
    printed = _printed(issued.facts)
    return Entry(
        number=issued.number,
        issued=issued.issued,
        name=printed.name,
        nip=printed.nip,
        unit=printed.unit,
        course=issued.course,
        title=printed.course or issued.course,
        hours=issued.hours,
        score=issued.score,
        kiosk=printed.kiosk,
        state=State.SAMPLE if printed.sample else State.VALID,
        valid_until=issued.valid_until or printed.valid_until,
        replaces=issued.replaces or printed.replaces,
        learner=raw.learner,
        here=raw.here,
    )


def _kept(kept: CertificateKept) -> Entry:
    """The entry of one whose holder was erased, as it was then."""
    void = State.REPLACED if kept.replaced_by else State.REVOKED
    return Entry(
        number=kept.number,
        issued=kept.issued,
        name="",
        nip="",
        unit="",
        course=kept.course,
        title=kept.course,
        hours=kept.hours,
        score=0,
        kiosk="",
        state=void if kept.revoked else State.VALID,
        valid_until=kept.valid_until,
        revoked=kept.revoked,
        replaced_by=kept.replaced_by,
    )


def _printed(facts: str) -> _Printed:
    """Empty of one whose facts a later program wrote in another form."""
    try:
        return _FACTS.decode(facts)
    except msgspec.MsgspecError:
        return _Printed()


def _printed_number(raw: Raw) -> str | None:
    """The number of what was printed or saved: an answer about the paper is no second print."""
    found = _PRINT.decode(raw.body)
    return found.number if found.seen is None else None


def days_after(date: str, days: int) -> str:
    """The ISO date so many days later."""
    return (dt.date.fromisoformat(date) + dt.timedelta(days=days)).isoformat()


def chosen(all_of: Iterable[Entry], wanted: Wanted) -> tuple[Entry, ...]:
    """Those that are wanted, in the order in which they come."""
    holds = tuple(_conditions(wanted))
    return tuple(entry for entry in all_of if all(hold(entry) for hold in holds))


def _conditions(wanted: Wanted) -> Iterator[Callable[[Entry], bool]]:
    if wanted.year:
        yield lambda entry: entry.issued.startswith(f"{wanted.year}-")
    if wanted.course:
        yield lambda entry: entry.course == wanted.course
    if wanted.unit:
        yield lambda entry: entry.unit == wanted.unit
    if wanted.state is not None:
        yield lambda entry: entry.state is wanted.state
    digits = "".join(wanted.words.split())
    if len(digits) == _WHOLE_NIP and digits.isdecimal():
        yield lambda entry: entry.nip == digits
        return
    words = wanted.words.casefold().split()
    if words:
        yield lambda entry: _stand_in(words, f"{entry.number}\n{entry.name}".casefold())


def _stand_in(words: Iterable[str], text: str) -> bool:
    return all(word in text for word in words)


def entry_of(store: Store, number: str, today: str) -> Entry | None:
    """The entry of a number, None if it is not known here.

    Of a number given twice it is the one issued here, and of those the last.
    """
    found = [e for e in entries(store, today) if e.number == number]
    return next((e for e in found if e.here), found[0] if found else None)
