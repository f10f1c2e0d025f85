"""Many certificates in one go: those issued already, and on wish those earned but not taken.

All work comes in steps (generators), so that a window stays alive, a command shows a bar, and
either may stop between two. Nothing here decides who has earned what: `issue` does.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from kiosk.learning.events import CertificateIssued
from kiosk.learning.trouble import NotAllowed
from kiosk.parcel.word import Cohort
from kiosk.people.learner import Learner
from kiosk.register.bulk_out import Target
from kiosk.register.frozen import frozen_facts
from kiosk.register.learnt import learnt
from kiosk.store import Store
from kiosk.store.revoked import revoked_list

Issue: TypeAlias = Callable[[Learner, str], CertificateIssued]
"""Issue a learner's certificate of a course; raises NotAllowed as `may_certify` does."""

POST: Final = "post"
"""The id of a course's final test."""
UNEARNED: Final = frozenset({"lessons-unread", "not-passed", "evaluation-missing"})


class Wanted(Struct, frozen=True):
    """Whose certificates; what is empty is no condition. Dates are ISO and belong to it.

    With a cohort its course counts, and what was issued before it began does not.
    """

    cohort: Cohort | None = None
    course: str = ""
    unit: str = ""
    since: str = ""
    until: str = ""

    def of_course(self, course: str) -> bool:
        """Whether certificates of this course are meant."""
        wanted = self.cohort.course if self.cohort else self.course
        return not wanted or course == wanted

    def on(self, date: str) -> bool:
        """Whether certificates of this day are meant."""
        since = max(self.since, self.cohort.since if self.cohort else "")
        return since <= date and (not self.until or date <= self.until)

    def of(self, learner: str) -> bool:
        """Whether certificates of this person are meant, whatever their unit."""
        return self.cohort is None or learner in self.cohort.learners


class Held(Struct, frozen=True):
    """A certificate that goes out, and the learner; `unit` and `name` order them."""

    learner: str
    issued: CertificateIssued
    unit: str
    name: str


class Found(Struct, frozen=True):
    """What there is to hand out, by unit and name, and numbers left out since they are revoked.

    Of a replaced one nothing is told: its replacement goes out.
    `unknown` counts members of the cohort of whom nothing is here: never seen, or erased.
    """

    held: tuple[Held, ...] = ()
    revoked: tuple[str, ...] = ()
    unknown: int = 0


class Awarded(Struct):
    """Certificates issued now, how many people have not earned theirs, and what is in the way.

    `stopped` is a code that holds for everybody ("clock-doubtful", "numbers-used-up"): no more
    was tried after it.
    """

    done: int = 0
    of: int = 0
    issued: int = 0
    unearned: int = 0
    stopped: str = ""


def found(store: Store, wanted: Wanted) -> Found:
    """The certificates wanted that this kiosk knows, here issued or elsewhere.

    Ten thousand in a second. Raises StoreTrouble.
    """
    people = {learner.id: learner for learner in store.roster.everyone()}
    void, held, revoked = revoked_list(store).certificates, [], []
    for recorded in store.register("certificate-issued"):
        issued = recorded.event
        if not isinstance(issued, CertificateIssued) or not _wanted(issued, wanted):
            continue
        if not wanted.of(recorded.learner):
            continue
        each = _held(recorded.learner, issued, people)
        if wanted.unit and each.unit != wanted.unit:
            continue
        if (gone := void.get(issued.number)) is not None:
            revoked += [] if gone.replaced_by else [issued.number]
        else:
            held.append(each)
    held.sort(key=lambda h: (h.unit, h.name, h.issued.issued, h.issued.number))
    return Found(tuple(held), tuple(revoked), _unknown(store, wanted, people))


def award(
    store: Store, wanted: Wanted, issue: Issue, today: str
) -> Generator[Awarded, None, Awarded]:
    """Issue what was earned and not taken yet, a person a step; answers as it goes and at the end.

    Each certificate is durable with its own step, so a run that was cut short is simply done
    again: who has one gets no second. Raises StoreTrouble.
    """
    people = _candidates(store, wanted) if wanted.on(today) else []
    told = Awarded(of=len(people))
    for learner in people:
        _award_to(store, learner, wanted, issue, told)
        if told.stopped:
            break
        told.done += 1
        yield told
    return told


def _award_to(store: Store, learner: Learner, wanted: Wanted, issue: Issue, told: Awarded) -> None:
    courses = learnt(store, learner).progress.courses
    open_ones = [c for c, p in courses.items() if wanted.of_course(c) and p.certificate is None]
    if wanted.cohort and wanted.cohort.course not in courses:
        told.unearned += 1
    for course in open_ones:
        if not (courses[course].evaluated and courses[course].passed(POST)):
            told.unearned += 1  # spares the proof of all that they did
            continue
        try:
            issue(learner, course)
        except NotAllowed as no:
            if no.code in UNEARNED:
                told.unearned += 1
            elif no.code not in {"certificate-held", "no-course"}:
                told.stopped = no.code
                return
        else:
            told.issued += 1


def _candidates(store: Store, wanted: Wanted) -> list[Learner]:
    everyone = store.roster.everyone()
    return [x for x in everyone if wanted.of(x.id) and wanted.unit in {"", x.unit}]


def _wanted(issued: CertificateIssued, wanted: Wanted) -> bool:
    return wanted.of_course(issued.course) and wanted.on(issued.issued)


def _held(learner: str, issued: CertificateIssued, people: Mapping[str, Learner]) -> Held:
    """By the roster as it is now; by the paper where the roster knows the person no more."""
    if (person := people.get(learner)) is not None:
        return Held(learner, issued, person.unit, person.name)
    facts = frozen_facts(issued)
    return Held(learner, issued, facts.unit if facts else "", facts.name if facts else "")


def _unknown(store: Store, wanted: Wanted, people: Iterable[str]) -> int:
    if wanted.cohort is None:
        return 0
    missing = set(wanted.cohort.learners) - set(people)
    return sum(not store.knows(learner) for learner in missing)


class Handed(Struct):
    """Certificates handed out: taken now, there before, and numbers whose paper is not here."""

    done: int = 0
    of: int = 0
    written: int = 0
    there: int = 0
    elsewhere: tuple[str, ...] = ()


def hand_out(
    held: Sequence[Held], paper: Callable[[CertificateIssued], bytes], target: Target
) -> Generator[Handed, None, Handed]:
    """Give each certificate's kept bytes to the target, one a step; answers as `award` does.

    Left before its end, or by an error, the target keeps nothing half. Raises StoreTrouble, and
    OSError of the target's disk.
    """
    told, finished = Handed(of=len(held)), False
    try:
        for each in held:
            issued = each.issued
            pdf = paper(issued)
            if not pdf:
                told.elsewhere += (issued.number,)
            elif target.add(issued.number, pdf, issued.badge):
                told.written += 1
            else:
                told.there += 1
            told.done += 1
            yield told
        if told.written or told.there:
            target.finish()
            finished = True
    finally:
        if not finished:
            target.abandon()
    return told
