"""The papers of a class as values: attendance, scores, minutes, register. No store, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kiosk.certificate.letter_words import date_digits
from kiosk.certificate.papers_facts import (
    AttendanceList,
    Averages,
    Certified,
    CohortRegister,
    CourseOutcome,
    CourseScores,
    DayCount,
    Member,
    Minutes,
    Missed,
    Scored,
    ScoresRecap,
    Taught,
)
from kiosk.certificate.papers_facts import Attended as Row
from kiosk.learning.attempts import gain
from kiosk.learning.summary import CourseSummary
from kiosk.office.attendance import Attended
from kiosk.office.papers_gather import Known, member_of
from kiosk.people.cohort import Presence
from kiosk.people.learner import Learner
from kiosk.register.export import GONE
from kiosk.register.listing import Entry, State

ABSENCES: Final = {
    Presence.DUTY: "dinas luar",
    Presence.LEAVE: "izin/cuti",
    Presence.SICK: "sakit",
    Presence.ABSENT: "tanpa keterangan",
}
BEFORE: Final = "sebelum pelatihan ini"
REVOKED: Final = "dicabut"


def attendance_list(known: Known, day: str) -> AttendanceList:
    """Who was there on a day; before it, and while nobody is known, a list to be signed."""
    there = known.attendance.get(day, {})
    rows = tuple(_row(known, learner, there.get(learner.id), day) for learner in known.members)
    to_come = all(row.there is None for row in rows)
    return AttendanceList(known.training(day), day, rows, to_come=to_come)


def _row(known: Known, learner: Learner, found: Attended | None, day: str) -> Row:
    member = member_of(learner)
    if found is None or _open(known, found, day):
        return Row(member)
    if found.state is not Presence.PRESENT:
        return Row(member, there=False, words=_absence(found))
    words = f"masuk {known.time_of(found.came)}" if found.came else _with("hadir", found.reason)
    return Row(member, there=True, words=words)


def _open(known: Known, found: Attended, day: str) -> bool:
    """On the day itself somebody who is not there yet may still come."""
    return found.state is Presence.ABSENT and not found.marked and day >= known.today


def _absence(found: Attended) -> str:
    return _with(ABSENCES[found.state], found.reason)


def _with(words: str, reason: str) -> str:
    return f"{words}: {reason}" if reason else words


def scores_recap(known: Known) -> ScoresRecap:
    """Everyone's scores in every course, and the means of the class."""
    issued = {entry.number: entry for entry in known.entries}
    found = []
    for course in known.courses:
        rows = [_scored(member_of(x), known.of(x.id, course.id), issued) for x in known.members]
        found.append(CourseScores(course, tuple(rows), averages(rows)))
    return ScoresRecap(known.training(known.today), tuple(found))


def _scored(member: Member, done: CourseSummary, issued: dict[str, Entry]) -> Scored:
    number = "" if done.again else done.number
    mine = number in issued
    remark = REVOKED if done.revoked else BEFORE
    tested = bool(done.tries) or done.passed
    return Scored(
        member=member,
        pre=done.pre,
        post=done.post,
        gain=done.gain,
        passed=done.passed if tested and not done.waiting else True if done.passed else None,
        waiting=bool(done.waiting) and not done.passed,
        hours=done.hours if mine and not done.revoked else 0,
        number=number,
        remark="" if not number or (mine and not done.revoked) else remark,
    )


def averages(rows: Sequence[Scored]) -> Averages:
    """What follows from the rows: means, Hake's gain of the means of those with both tests."""
    both = [row for row in rows if row.pre is not None and row.post is not None]
    first, last = _mean(r.pre for r in both), _mean(r.post for r in both)
    return Averages(
        pre=_mean(r.pre for r in rows),
        post=_mean(r.post for r in rows),
        both=len(both),
        gain=None if first is None or last is None else gain(first, last),
        mean_gain=_mean(r.gain for r in both),
        passed=sum(r.passed is True for r in rows),
        tested=sum(r.passed is not None or r.waiting for r in rows),
        certified=sum(bool(r.number) and not r.remark for r in rows),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def minutes(known: Known, on: str) -> Minutes:
    """The minutes of a day: all days of training until then, and what came of the courses."""
    days = [day for day in known.attendance if day <= on]
    recap = scores_recap(known)
    return Minutes(
        training=known.training(on),
        on=on,
        members=len(known.members),
        days=tuple(_count(known, day) for day in days),
        missed=tuple(missed for day in days for missed in _missed(known, day)),
        outcomes=tuple(_outcome(known, scores) for scores in recap.courses),
    )


def _count(known: Known, day: str) -> DayCount:
    there = known.attendance[day].values()
    known_of = [found.state for found in there if not _open(known, found, day)]
    return DayCount(
        day,
        present=known_of.count(Presence.PRESENT),
        duty=known_of.count(Presence.DUTY),
        leave=known_of.count(Presence.LEAVE),
        sick=known_of.count(Presence.SICK),
        absent=known_of.count(Presence.ABSENT),
        open=len(there) - len(known_of),
    )


def _missed(known: Known, day: str) -> Iterable[Missed]:
    for learner in known.members:
        found = known.attendance[day].get(learner.id)
        if found and found.state is not Presence.PRESENT and not _open(known, found, day):
            words = _absence(found)
            yield Missed(member_of(learner), day, f"{words[0].upper()}{words[1:]}")


def _outcome(known: Known, scores: CourseScores) -> CourseOutcome:
    mine = [entry for entry in known.entries if entry.course == scores.course.id]
    return CourseOutcome(
        course=scores.course,
        tested=scores.averages.tested,
        passed=scores.averages.passed,
        certified=len(mine),
        first=mine[0].number if mine else "",
        last=mine[-1].number if mine else "",
        revoked=sum(entry.state in {State.REVOKED, State.REPLACED} for entry in mine),
        waiting=sum(row.waiting for row in scores.rows),
    )


def register(known: Known) -> CohortRegister:
    """The members' certificates of the class's courses, by day and number of issue."""
    titles = {course.id: course for course in known.courses}
    members = {learner.id: learner for learner in known.members}
    rows = tuple(
        _certified(entry, members.get(entry.learner), titles[entry.course])
        for entry in known.entries
    )
    return CohortRegister(known.training(known.today), rows)


def _certified(entry: Entry, learner: Learner | None, course: Taught) -> Certified:
    """With the name as printed on it; the unit as the roster has it now."""
    unit = learner.unit if learner else entry.unit
    return Certified(
        number=entry.number,
        member=Member(entry.name or GONE, entry.nip, unit=entry.unit or unit),
        course=entry.title or course.title,
        hours=entry.hours,
        issued=entry.issued,
        valid_until=entry.valid_until,
        remark=_remark(entry),
        counts=entry.state in {State.VALID, State.EXPIRING, State.SAMPLE},
    )


def _remark(entry: Entry) -> str:
    match entry.state:
        case State.REVOKED:
            return f"dicabut {date_digits(entry.revoked)}" if entry.revoked else REVOKED
        case State.REPLACED:
            return f"diganti dengan {entry.replaced_by}"
        case State.EXPIRED:
            return "habis masa berlakunya"
        case State.SAMPLE:
            return "contoh"
        case _:
            return f"mengganti {entry.replaces}" if entry.replaces else ""
