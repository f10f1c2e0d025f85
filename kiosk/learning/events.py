"""What happened. Events are the only state; everything shown is a fold of them."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from kiosk.learning.answers import Answer
from kiosk.learning.events_office import (
    AttendanceMarked,
    EssayMarked,
    FollowUpGiven,
    OfficerActed,
    QuizMarked,
)


class SignedIn(Struct, frozen=True, tag="signed-in"):
    """A learner came to this kiosk."""


class SignedOut(Struct, frozen=True, tag="signed-out"):
    """A learner left; `idle` when the kiosk signed them out."""

    idle: bool = False


class CourseStarted(Struct, frozen=True, tag="course-started"):
    """The first opening of a course by a learner."""

    course: str
    version: str


class BlockReached(Struct, frozen=True, tag="block-reached"):
    """How far reading has come: the block at the top, and seconds of reading since the last."""

    course: str
    lesson: str
    block: str
    seconds: int


class LessonRead(Struct, frozen=True, tag="lesson-read"):
    """A lesson was read to its end."""

    course: str
    lesson: str


class CheckAnswered(Struct, frozen=True, tag="check-answered"):
    """An answer to a question inside the text; practice, never scored."""

    course: str
    lesson: str
    question: str
    answer: Answer
    worth: float


class MediaPlayed(Struct, frozen=True, tag="media-played"):
    """How far a film or recording was played: milliseconds from its start."""

    course: str
    lesson: str
    block: str
    position: int


class Reviewed(Struct, frozen=True, tag="reviewed"):
    """An answer in the daily review. `rating` 1–4: again, hard, good, easy."""

    course: str
    question: str
    answer: Answer
    worth: float
    rating: int


class NoteWritten(Struct, frozen=True, tag="note-written"):
    """A learner's own note at a block; empty text removes it."""

    course: str
    lesson: str
    block: str
    text: str


class BookmarkSet(Struct, frozen=True, tag="bookmark-set"):
    """A bookmark at a block, set or taken away."""

    course: str
    lesson: str
    block: str
    on: bool


class QuizStarted(Struct, frozen=True, tag="quiz-started", omit_defaults=True):
    """An attempt begins: its questions, and for each the order of its choices, drawn once.

    `paper`: it was taken on paper and typed in by a trainer; the id of that paper, "" on screen.
    """

    course: str
    quiz: str
    attempt: str
    questions: tuple[str, ...]
    orders: dict[str, tuple[str, ...]]
    paper: str = ""


class AnswerGiven(Struct, frozen=True, tag="answer-given", omit_defaults=True):
    """An answer in a test; `used` is the seconds of the attempt spent so far.

    `sure` 1–3: how certain the learner is, 0 where that is not asked. `judged`: the learner asked
    what it is worth at once, which is a try.
    """

    course: str
    quiz: str
    attempt: str
    question: str
    answer: Answer
    used: int
    sure: int = 0
    judged: bool = False


class QuestionFlagged(Struct, frozen=True, tag="question-flagged"):
    """A question marked as doubtful, or no longer."""

    course: str
    quiz: str
    attempt: str
    question: str
    on: bool


class QuizSubmitted(Struct, frozen=True, tag="quiz-submitted", omit_defaults=True):
    """An attempt ended: its score 0–100, the mark to reach (None: none) and the seconds spent.

    `last_counts`: of all attempts the last one counts, not the best. `waiting`: so many essays
    wait for a trainer's mark; until then `score` counts them as nothing and nobody has passed.
    """

    course: str
    quiz: str
    attempt: str
    score: float
    pass_mark: int | None
    used: int
    last_counts: bool = False
    waiting: int = 0

    @property
    def passed(self) -> bool:
        """Whether the mark was reached; a test without a mark is passed once nothing waits."""
        return not self.waiting and (self.pass_mark is None or self.score >= self.pass_mark)


class EvaluationGiven(Struct, frozen=True, tag="evaluation-given"):
    """That a learner gave an evaluation; what it says stands in `EvaluationAnswered`."""

    course: str
    named: bool


class EvaluationAnswered(Struct, frozen=True, tag="evaluation-answered"):
    """Answers 1–4 per item and a free text; recorded without learner unless `named`."""

    course: str
    ratings: dict[str, int]
    text: str
    named: bool


class CertificateIssued(Struct, frozen=True, tag="certificate-issued"):
    """A certificate with all its values frozen as JSON (`facts`) and the hash of its PDF.

    `badge` is its Open Badges credential and `seal` the device's signature of the PDF, both as they
    stand in the file, so that a kiosk without the key can draw the same bytes; "" before they were.
    `sequence` is the running number of its year that stands in `number`; 0: from an older program.
    `replaces`: the number of the revoked certificate in whose place it stands. `valid_until`: ISO,
    the last day; "" without end.
    """

    course: str
    number: str
    hours: int
    score: int
    issued: str
    facts: str
    sha256: str
    badge: str = ""
    seal: str = ""
    sequence: int = 0
    replaces: str = ""
    valid_until: str = ""


class CertificateRevoked(Struct, frozen=True, tag="certificate-revoked", omit_defaults=True):
    """An officer declared a certificate void. `reason` in the officer's words; `date` ISO.

    `replaced_by` is the number of the certificate that stands in its place; "" if none does.
    """

    number: str
    reason: str
    date: str
    replaced_by: str = ""


class CertificatePrinted(Struct, frozen=True, tag="certificate-printed", omit_defaults=True):
    """A certificate was sent to a printer or saved; `seen` is the answer to "did it come out?".

    `by` is who did it: "" the learner, "officer". `job` is the print system's own name of the job,
    so that an answer finds its print; "" where there is none.
    """

    number: str
    where: str
    seen: bool | None = None
    by: str = ""
    job: str = ""


class LifeBegan(Struct, frozen=True, tag="life-began"):
    """The computer goes on under a new device id: after a clone, a restored or a healed file."""

    reason: str
    before: str


class Healed(Struct, frozen=True, tag="healed"):
    """A damaged file was put aside; `until`: UTC ms of the last event kept, `lost`: at least."""

    until: int
    kept: int
    lost: int


class ClockJumped(Struct, frozen=True, tag="clock-jumped"):
    """The computer's clock was changed by so many seconds, forward or (negative) back."""

    seconds: int


class ClockConfirmed(Struct, frozen=True, tag="clock-confirmed"):
    """An officer looked at the clock and found it right."""


class PersonErased(Struct, frozen=True, tag="person-erased", omit_defaults=True):
    """A person's data were erased by law: the person's learner id, and how many events went.

    `before`: it was asked for at another kiosk, when the clock stood there; what came after it
    stayed. 0: it was asked for here, and all went.
    """

    person: str
    rows: int
    before: int = 0


class PersonCorrected(Struct, frozen=True, tag="person-corrected"):
    """A person's data were corrected by law; only the names of the fields, never their values."""

    fields: tuple[str, ...]


class CertificateKept(Struct, frozen=True, tag="certificate-kept"):
    """The register's entry of a certificate whose holder was erased (UU 43/2009: archives).

    `revoked`: the ISO date since when it does not count, "" while it does. The officer's reason
    goes with the holder, of whom it may tell.
    """

    number: str
    course: str
    hours: int
    issued: str
    sha256: str
    sequence: int = 0
    valid_until: str = ""
    revoked: str = ""
    replaced_by: str = ""


class ResultKept(Struct, frozen=True, tag="result-kept"):
    """What an erased person's course adds to the statistics, without the person.

    `answers` are the worths (0.0–1.0) of the final attempt by question id.
    """

    course: str
    pre: float | None
    post: float | None
    answers: dict[str, float]


Event: TypeAlias = (
    SignedIn
    | SignedOut
    | CourseStarted
    | BlockReached
    | LessonRead
    | CheckAnswered
    | MediaPlayed
    | Reviewed
    | NoteWritten
    | BookmarkSet
    | QuizStarted
    | AnswerGiven
    | QuestionFlagged
    | QuizSubmitted
    | EvaluationGiven
    | EvaluationAnswered
    | CertificateIssued
    | CertificateRevoked
    | CertificatePrinted
    | LifeBegan
    | Healed
    | ClockJumped
    | ClockConfirmed
    | PersonErased
    | PersonCorrected
    | CertificateKept
    | ResultKept
    | OfficerActed
    | AttendanceMarked
    | EssayMarked
    | QuizMarked
    | FollowUpGiven
)


class Recorded(Struct, frozen=True):
    """An event as kept: its id, whose it is (empty: nobody's), and the kiosk clock in UTC ms.

    `clock` tells its place among all events: it only grows, whatever is done to the wall clock.
    """

    id: str
    learner: str
    at: int
    event: Event
    clock: int = 0
