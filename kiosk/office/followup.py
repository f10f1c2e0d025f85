"""The evaluation months after a training: who is due, what came in, and what it says.

Answers are recorded under the learner, so that they travel to the agency and go when the person is
erased. A superior answers on paper, which a trainer types in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct, structs

from kiosk.learning import followup
from kiosk.learning.evaluation import BLOCKS
from kiosk.learning.events import EvaluationAnswered
from kiosk.learning.events_office import FollowUpGiven
from kiosk.learning.followup import By, Given, State
from kiosk.learning.summary import CourseSummary, LearnerSummary
from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts
from kiosk.people.learner import Learner
from kiosk.people.role import Act
from kiosk.store import Store

ASKED: Final = (State.DUE, State.LATE)
FEWEST: Final = 5
"""Fewer evaluations of the day are not told: of two, everyone knows the other's."""
_CODE: Final = "EV3"


class Line(Struct, frozen=True):
    """A learner's certificate of a course, and where both evaluations of it stand. Days ISO."""

    learner: Learner
    course: str
    title: str
    issued: str
    due: str
    participant: State
    superior: State
    answers: tuple[Given, ...] = ()

    def state(self, of: str) -> State:
        """Where that of the participant or of the superior stands."""
        return self.superior if of == By.SUPERIOR else self.participant

    @property
    def waits(self) -> bool:
        """Whether either is asked for now."""
        return self.participant in ASKED or self.superior in ASKED

    @property
    def late(self) -> bool:
        """Whether either is overdue."""
        return State.LATE in (self.participant, self.superior)


class Compared(Struct, frozen=True):
    """A course on its day and months later: means 1–4, None where there is nothing to tell.

    `day`: of all items of the evaluation of the day, which carries no names and is told only from
    five on; so the same people cannot be laid side by side, only the course. `gain`: the mean
    N-gain of those who took both tests.
    """

    course: str
    title: str
    day: float | None
    day_count: int
    participants: Mapping[str, float]
    participant_count: int
    superiors: Mapping[str, float]
    superior_count: int
    gain: float | None
    obstacles: tuple[str, ...] = ()


def lines(
    people: Iterable[tuple[Learner, LearnerSummary]], titles: Mapping[str, str], today: str
) -> tuple[Line, ...]:
    """Every certificate that counts and is not too old to ask, those overdue longest first."""
    found = [
        _line(learner, told, course, titles, today)
        for learner, told in people
        if learner.active
        for course in told.courses
        if course.issued and not course.revoked
    ]
    kept = (x for x in found if {x.participant, x.superior} != {State.OVER})
    return tuple(sorted(kept, key=lambda x: (not x.waits, x.issued, x.learner.name, x.course)))


def _line(
    learner: Learner,
    told: LearnerSummary,
    course: CourseSummary,
    titles: Mapping[str, str],
    today: str,
) -> Line:
    answers = {
        of: followup.answer_of(told.follow_ups, course.course, of, course.issued) for of in By
    }
    states = {of: followup.state(course.issued, today, answer) for of, answer in answers.items()}
    return Line(
        learner=learner,
        course=course.course,
        title=titles.get(course.course, course.course),
        issued=course.issued,
        due=followup.due_on(course.issued),
        participant=states[By.PARTICIPANT],
        superior=states[By.SUPERIOR],
        answers=tuple(a for a in answers.values() if a),
    )


def code(line: Line, of: str) -> str:
    """What the QR of a printed form says: opaque ids, nobody's name."""
    return f"{_CODE}/{line.learner.id}/{line.course}/{of}"


def found(scanned: str, known: Sequence[Line]) -> tuple[Line, str] | None:
    """Which form was scanned; None where it is none of these."""
    parts = scanned.strip().split("/")
    if len(parts) != 4 or parts[0] != _CODE or parts[3] not in tuple(By):  # noqa: PLR2004 - as `code`
        return None
    learner, course, of = parts[1:]
    line = next((x for x in known if (x.learner.id, x.course) == (learner, course)), None)
    return None if line is None else (line, of)


def type_in(acts: Acts, store: Store, learner: str, said: FollowUpGiven) -> None:
    """Record a form on paper, as typed in by whoever is at work.

    Refuses "role-refused" and "evaluation-open" (items left out).
    """
    acts.allow(Act.TYPE_FOLLOW_UP)
    if followup.open_items(said.ratings):
        raise NotAllowed("evaluation-open")
    with store.writing():
        acts.note(Act.TYPE_FOLLOW_UP, (learner, said.course), count=1, why=said.of)
        store.record(learner, structs.replace(said, text=said.text.strip(), by=acts.who.id))


def compared(
    people: Iterable[tuple[Learner, LearnerSummary]],
    titles: Mapping[str, str],
    evaluations: Iterable[EvaluationAnswered],
) -> tuple[Compared, ...]:
    """Every course of which there are answers from months later, by title."""
    told = [summary for _, summary in people]
    given = [g for summary in told for g in summary.follow_ups]
    days: dict[str, list[EvaluationAnswered]] = {}
    for each in evaluations:
        days.setdefault(each.course, []).append(each)
    made = [
        _compared(course, titles, given, days.get(course, []), told)
        for course in {g.course for g in given}
    ]
    return tuple(sorted(made, key=lambda c: c.title.casefold()))


def _compared(
    course: str,
    titles: Mapping[str, str],
    given: Iterable[Given],
    day: Sequence[EvaluationAnswered],
    told: Iterable[LearnerSummary],
) -> Compared:
    own = [g for g in given if g.course == course]
    by = {of: [g for g in own if g.of == of] for of in By}
    gains = [c.gain for t in told for c in t.courses if c.course == course and c.gain is not None]
    return Compared(
        course=course,
        title=titles.get(course, course),
        day=_day_mean(day) if len(day) >= FEWEST else None,
        day_count=len(day),
        participants=followup.means(by[By.PARTICIPANT]),
        participant_count=len(by[By.PARTICIPANT]),
        superiors=followup.means(by[By.SUPERIOR]),
        superior_count=len(by[By.SUPERIOR]),
        gain=sum(gains) / len(gains) if gains else None,
        obstacles=tuple(" ".join(g.text.split()) for g in own if g.text.strip()),
    )


def _day_mean(day: Sequence[EvaluationAnswered]) -> float | None:
    items = [item for _, block in BLOCKS for item in block]
    rated = [r for each in day for item in items if (r := each.ratings.get(item, 0))]
    return sum(rated) / len(rated) if rated else None


def overall(means: Mapping[str, float]) -> float | None:
    """The mean of all items, each weighing alike; None without any."""
    return sum(means.values()) / len(means) if means else None
