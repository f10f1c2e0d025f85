"""What happens in the office: acts, attendance, marks, and the evaluation months later."""

from __future__ import annotations

from msgspec import Struct


class OfficerActed(Struct, frozen=True, tag="officer-acted", omit_defaults=True):
    """What a trainer or officer did at this kiosk; nobody's event, so it stays when people go.

    `act` is the name of a `people.role.Act`, `by` the id of the staff member, `on` the ids of what
    it was done to (learners, cohorts, documents; never names or NIPs), `count` how many there were,
    `why` the reason in their words. `undoes`: the id of the act that was taken back by this one.
    """

    act: str
    by: str
    on: tuple[str, ...] = ()
    count: int = 0
    why: str = ""
    undoes: str = ""


class AttendanceMarked(Struct, frozen=True, tag="attendance-marked", omit_defaults=True):
    """A trainer's word on a learner's attendance of a day (ISO); the latest one of a day counts.

    `state`: a `people.cohort.Presence`, "" takes the word back: then the sign-ins tell.
    """

    cohort: str
    day: str
    state: str
    by: str
    reason: str = ""


class EssayMarked(Struct, frozen=True, tag="essay-marked", omit_defaults=True):
    """A trainer's marks for an essay: points by criterion, and a word to the learner.

    `attempt` is that of a test; "" for an essay in a lesson. The latest one counts.
    """

    course: str
    question: str
    points: dict[str, float]
    comment: str
    by: str
    attempt: str = ""


class QuizMarked(Struct, frozen=True, tag="quiz-marked"):
    """All essays of an attempt are marked: its score 0–100 from then on."""

    course: str
    quiz: str
    attempt: str
    score: float


class FollowUpGiven(Struct, frozen=True, tag="follow-up-given", omit_defaults=True):
    """The evaluation months after a training: what stayed of it at work, 1–4 an item.

    `of`: "participant" or "superior". `by`: who typed it in from paper, "" the learner at a kiosk.
    """

    course: str
    of: str
    ratings: dict[str, int]
    text: str = ""
    by: str = ""
