"""A person's rights at this kiosk (UU 27/2022): to be found, corrected and erased.

The copy of Pasal 7 is made in `person_copy`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct, structs

from kiosk.learning import attempts as tries
from kiosk.learning.course import Course
from kiosk.learning.events import (
    CertificateIssued,
    CertificateKept,
    CertificateRevoked,
    EvaluationAnswered,
    NoteWritten,
    PersonCorrected,
    PersonErased,
    QuizSubmitted,
    Recorded,
    ResultKept,
)
from kiosk.learning.progress import CourseProgress, Progress
from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import forget_person
from kiosk.office.roster import LONGEST
from kiosk.people.learner import Learner, guest_id
from kiosk.people.nip import Kind, Nip, read_nip
from kiosk.store import Store, StoreTrouble
from kiosk.store.store import FOREVER

Kept: TypeAlias = ResultKept | EvaluationAnswered | CertificateKept
PRE, POST = "pre", "post"
"""The ids of a course's two tests."""


def find(store: Store, typed: str, today: dt.date) -> Learner:
    """The learner of a typed NIP. Refuses "nip-<fault>" and "nip-unknown"."""
    nip = _nip(typed, today)
    learner = store.roster.by_nip(nip.digits)
    if learner is None:
        raise NotAllowed("nip-unknown")
    return learner


def find_guest(store: Store, name: str, unit: str) -> Learner:
    """The guest of that name and unit, as spelt now. Refuses "guest-unknown"."""
    wanted = guest_id(name, unit)
    guests = [x for x in store.roster.everyone() if x.kind is Kind.GUEST]
    for guest in guests:
        # a corrected guest keeps the id of the old spelling
        if guest_id(guest.name, guest.unit) == wanted:
            return guest
    raise NotAllowed("guest-unknown")


def _nip(typed: str, today: dt.date) -> Nip:
    nip = read_nip(typed, today)
    if isinstance(nip, Nip):
        return nip
    raise NotAllowed(f"nip-{nip}")


class Correction(Struct, frozen=True):
    """What to put right; None leaves a field as it is."""

    name: str | None = None
    unit: str | None = None
    rank: str | None = None
    position: str | None = None
    nip: str | None = None


class Change(Struct, frozen=True):
    """A field before and after."""

    field: str
    before: str
    after: str


def corrected(learner: Learner, wanted: Correction, today: dt.date) -> Learner:
    """The learner put right, with the same id.

    Refuses "nip-<fault>", "guest-nip", "name-missing", "unit-missing" and "too-long", as an import
    of the roster does.
    """
    given = {k: v for k, v in structs.asdict(wanted).items() if v is not None}
    fields: dict[str, str] = {k: " ".join(v.split()) for k, v in given.items()}
    if "nip" in fields:
        if learner.kind is Kind.GUEST:
            raise NotAllowed("guest-nip")
        nip = _nip(fields["nip"], today)
        learner = structs.replace(learner, kind=nip.kind)
        fields["nip"] = nip.digits
    for code, bad in (
        ("name-missing", fields.get("name") == ""),
        ("unit-missing", fields.get("unit") == ""),
        ("too-long", any(len(v) > LONGEST for v in fields.values())),
    ):
        if bad:
            raise NotAllowed(code)
    return structs.replace(learner, **fields)


def changes(before: Learner, after: Learner) -> tuple[Change, ...]:
    """The fields that differ, in the order of `Learner`; the kind goes with the NIP."""
    old, new = structs.asdict(before), structs.asdict(after)
    return tuple(Change(f, old[f], new[f]) for f in old if f != "kind" and old[f] != new[f])


def correct(store: Store, learner: Learner, right: Learner) -> tuple[Change, ...]:
    """Keep the learner put right, and in the log only which fields it was. Refuses "nip-taken".

    Roster and log become durable together. Certificates already issued stay as they are.
    """
    check_free(store, learner, right)
    found = changes(learner, right)
    if found:
        with store.writing():
            store.roster.put([right])
            store.record(learner.id, PersonCorrected(tuple(c.field for c in found)))
    return found


def check_free(store: Store, learner: Learner, right: Learner) -> None:
    """Refuse "nip-taken" if the new NIP is another learner's."""
    holder = store.roster.by_nip(right.nip) if right.nip else None
    if holder is not None and holder.id != learner.id:
        raise NotAllowed("nip-taken")


def _own(courses: Mapping[str, Course], p: CourseProgress) -> Course | None:
    """A course in the version somebody began, if it is still there."""
    return courses.get(f"{p.course} {p.version}") or courses.get(p.course)


def kept_events(events: Iterable[Recorded], courses: Mapping[str, Course]) -> tuple[Kept, ...]:
    """What stays of a person without the person: results, ratings, the register of certificates.

    `events` are those recorded here, as every kiosk keeps what stays of its own. The statistics
    read the same as before. Of a course that is not on this computer any more only
    the scores stay, as its answers cannot be marked; of an evaluation its free text goes.
    """
    events = tuple(events)
    progress = Progress.of(events)
    found = sorted(progress.courses.items())
    gone = {r.event.number: r.event for r in events if isinstance(r.event, CertificateRevoked)}
    results = [_result(p, _own(courses, p)) for _, p in found]
    said = [r.event for r in events if isinstance(r.event, EvaluationAnswered)]
    ratings = [EvaluationAnswered(e.course, e.ratings, "", named=False) for e in said]
    register = [
        CertificateKept(
            c.number,
            c.course,
            c.hours,
            c.issued,
            c.sha256,
            c.sequence,
            c.valid_until,
            *_void(c, gone),
        )
        for c in progress.certificates
    ]
    return (*(r for r in results if r is not None), *ratings, *register)


def _void(issued: CertificateIssued, gone: Mapping[str, CertificateRevoked]) -> tuple[str, str]:
    """Since when it does not count, and what replaced it."""
    revoked = gone.get(issued.number)
    return (revoked.date, revoked.replaced_by) if revoked else ("", "")


def _result(p: CourseProgress, course: Course | None) -> ResultKept | None:
    pre, post = tries.counting(p.tries(PRE)), tries.counting(p.tries(POST))
    if pre is None and post is None:
        return None
    ended = p.tries(POST)
    final = ended[-1] if ended else None
    worths: dict[str, float] = {}
    if course is not None and final is not None:
        asked = {q.id: q for q in course.post_test.questions if q.id in final.questions}
        worths = {q: final.mark(asked[q]).worth for q in sorted(asked)}
    return ResultKept(p.course, pre.score if pre else None, post.score if post else None, worths)


class Stock(Struct, frozen=True):
    """What is kept of a person, counted."""

    events: int
    attempts: int
    notes: int
    evaluations: int
    certificates: int


def stock(events: Iterable[Recorded]) -> Stock:
    """Count a person's events; evaluations are those given by name."""
    said = [r.event for r in events]
    return Stock(
        events=len(said),
        attempts=sum(isinstance(e, QuizSubmitted) for e in said),
        notes=len({(e.course, e.lesson, e.block) for e in said if isinstance(e, NoteWritten)}),
        evaluations=sum(isinstance(e, EvaluationAnswered) for e in said),
        certificates=sum(isinstance(e, CertificateIssued) for e in said),
    )


class Erased(Struct, frozen=True):
    """An erasure: events erased, and backups cleaned; None if one may still hold the person."""

    events: int
    backups: int | None


def erase_everywhere(
    store: Store,
    learner: str,
    kept: Iterable[Kept],
    mix: Callable[[ResultKept | EvaluationAnswered], None],
    scrub: Callable[[str], int],
) -> Erased:
    """Erase a learner here, then from every kept backup.

    The register's entries are recorded at once; results and ratings go by `mix` among those of
    others first, as beside the erasure they would say whose they are.

    `scrub` does the latter for a learner's id and answers how many backups it cleaned or removed.
    It comes second: it can be done again, while a backup cleaned first would be the only good copy
    of a person who is still here.
    """
    return _erase(store, Erasure(learner, FOREVER), kept, mix, scrub)


def _erase(  # noqa: PLR0913 - the store, whom, and how each part of it goes
    store: Store,
    wanted: Erasure,
    kept: Iterable[Kept],
    mix: Callable[[ResultKept | EvaluationAnswered], None],
    scrub: Callable[[str], int],
    *,
    at_once: bool = True,
) -> Erased:
    kept = tuple(kept)
    register = [event for event in kept if isinstance(event, CertificateKept)]
    unnamed = [event for event in kept if not isinstance(event, CertificateKept)]

    def then() -> None:
        forget_person(store, wanted.learner)
        for event in unnamed:
            mix(event)

    rows = store.erase(wanted.learner, *register, before=wanted.before, then=then, at_once=at_once)
    try:
        return Erased(rows, scrub(wanted.learner))
    except (StoreTrouble, OSError):
        return Erased(rows, None)


class Erasure(Struct, frozen=True):
    """A person was erased at another kiosk, when the clock of the log stood at `before` there."""

    learner: str
    before: int


def carry_out(  # noqa: PLR0913 - as `_erase`
    store: Store,
    erasures: Iterable[Erasure],
    courses: Mapping[str, Course],
    mix: Callable[[ResultKept | EvaluationAnswered], None],
    scrub: Callable[[str], int],
    *,
    at_once: bool = True,
) -> tuple[Erased, ...]:
    """Erase here too whom the agency names; one answer for each of whom something was here.

    What is known of already is passed over, so the whole list may come each time. Who came back
    after the erasure keeps what is theirs since. Of whom nothing is here, it is remembered, in
    case an older parcel still brings something. Carry it out before a new roster is taken in.
    Not `at_once`: the file is swept later (`store.sweeping`).
    """
    known, found = store.exchange.erased(), []
    for wanted in erasures:
        if known.get(wanted.learner, 0) >= wanted.before:
            continue
        if not store.knows(wanted.learner):
            store.exchange.remember_erased(wanted.learner, wanted.before)
            continue
        done = [r for r in store.recorded_here(wanted.learner) if r.clock < wanted.before]
        kept = kept_events(done, courses)
        found.append(_erase(store, wanted, kept, mix, scrub, at_once=at_once))
    return tuple(found)


def still_erased(store: Store) -> tuple[str, ...]:
    """The ids of everyone erased here who did not come back, in case a backup still holds them."""
    erased = {r.event.person for r in store.happenings() if isinstance(r.event, PersonErased)}
    return tuple(sorted(x for x in erased if store.roster.by_id(x) is None))
