"""A class of sample learners in the middle of a training day, for pictures and for trying out.

Everything is what real learners would have left behind; the answers come from the course itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final

import msgspec

from kiosk.learning import sitting
from kiosk.learning.answers import Answer, Chosen, Filled, Joined, Ordered, Pointed, Typed
from kiosk.learning.course import Check, Course, Quiz
from kiosk.learning.events import (
    AnswerGiven,
    BlockReached,
    CertificateIssued,
    CheckAnswered,
    CourseStarted,
    EvaluationAnswered,
    EvaluationGiven,
    Event,
    LessonRead,
    QuizStarted,
    Recorded,
    SignedIn,
    SignedOut,
)
from kiosk.learning.events_office import AttendanceMarked
from kiosk.learning.progress import Progress
from kiosk.learning.question import (
    ChoiceQuestion,
    Cloze,
    DragWords,
    Essay,
    Matching,
    NumberAnswer,
    Ordering,
    Pointing,
    Question,
    ShortAnswer,
)
from kiosk.office import demo
from kiosk.people.cohort import Assignment, Cohort, Presence
from kiosk.people.learner import Learner, learner_id
from kiosk.people.nip import Kind
from kiosk.store import Store
from kiosk.store.cohorts import COHORT
from kiosk.store.waits import Ticks, Waits

ID: Final = "00000000-0000-7000-8000-000000000003"
COURSE: Final = "pelayanan-prima"
NAME: Final = "Angkatan III Tahun 2026"
ITEMS: Final = (
    "information", "room", "help", "relevance", "clarity", "examples", "legibility", "ease",
    "guidance",
)  # fmt: skip
_NIPS: Final = (
    "198905142015022006", "199302082019031007", "198011232005011008", "199508172022212009",
    "197906302006042010", "199112052020121011", "198403192009032012",
)  # fmt: skip
LEARNERS: Final = (
    *demo.LEARNERS,
    *(
        Learner(
            learner_id(nip), f"Peserta Contoh {n}", demo.UNITS[(n - 1) % len(demo.UNITS)],
            Kind.PPPK if nip[12:14] == "21" else Kind.PNS, nip, "", "Pelaksana",
        )
        for n, nip in enumerate(_NIPS, len(demo.LEARNERS) + 1)
    ),
)  # fmt: skip
"""Peserta Contoh 1 to 12; the first five are those of the demonstration."""


@dataclass(frozen=True)
class Stage:
    """What the sample day needs: the store, a course, and a clock that can be set back.

    `ago` makes what is recorded inside it so many minutes old. `award` gives the certificate of a
    course as a kiosk would, `day` is the local ISO date of the class.
    """

    store: Store
    course: Course
    day: str
    ago: Callable[[float], AbstractContextManager[None]]
    award: Callable[[Learner, str], CertificateIssued]
    ticks: Ticks
    recorded: dict[str, list[Recorded]] = field(default_factory=dict)

    def did(self, n: int, minutes: float, *events: Event) -> None:
        """The learner of that number did this so many minutes ago."""
        learner = LEARNERS[n - 1].id
        with self.ago(minutes):
            kept = self.store.record(learner, *events)
        self.recorded.setdefault(learner, []).extend(kept)

    def progress(self, n: int) -> Progress:
        """What the learner of that number did as far as it was made here."""
        return Progress.of(self.recorded.get(LEARNERS[n - 1].id, ()))


def sample_class(stage: Stage) -> Cohort:
    """Put the class, its people and their day into the store. Learner 1 is left as they are."""
    store, course = stage.store, stage.course
    cohort = Cohort(
        id=ID,
        name=NAME,
        members=tuple(x.id for x in LEARNERS),
        assignments=(Assignment(course.id, stage.day, stage.day),),
        days=(stage.day,),
        place="Ruang komputer BKPSDM",
        trainers=("officer",),
        letter="800.1.4/0123/BKPSDM/2026",
    )
    with store.writing():
        store.roster.put(LEARNERS)
        store.keep(COHORT, cohort.id, msgspec.json.encode(cohort))
    _finished(stage, 9, 170, slips=2)
    _finished(stage, 10, 168, slips=0)
    _in_test(stage, 2, 166, answered=6)
    _reading(stage, 3, 165, lessons=4)
    _reading(stage, 4, 160, lessons=2)
    _wrong_thrice(stage, 4, lesson=2)
    _reading(stage, 5, 158, lessons=3)
    _reading(stage, 6, 155, lessons=1, until=14)
    _locked(stage, 7)
    _excused(stage, 8, Presence.DUTY, "Mengikuti rapat di provinsi")
    _reading(stage, 11, 150, lessons=2)
    return cohort


def _reading(stage: Stage, n: int, came: float, *, lessons: int, until: float = 1) -> None:
    """In the lesson after so many that were read, last heard of `until` minutes ago."""
    course = stage.course
    stage.did(n, came, SignedIn(), CourseStarted(course.id, course.version))
    if course.pre_test:
        _test(stage, n, course.pre_test, came - 2, wrong=range(0, 99, 2))
    pace = (came - until - 14) / (lessons + 1)
    for place, lesson in enumerate(course.lessons[:lessons]):
        ago = came - 14 - pace * (place + 1)
        checks = [b.question for b in lesson.blocks if isinstance(b, Check)]
        for question in map(course.check, checks):
            given = CheckAnswered(course.id, lesson.id, question.id, right_answer(question), 1.0)
            stage.did(n, ago + pace / 2, given)
        block = lesson.blocks[-1].id
        stage.did(n, ago, BlockReached(course.id, lesson.id, block, int(30 * pace)))
        stage.did(n, ago, LessonRead(course.id, lesson.id))
    if lessons < len(course.lessons):
        lesson = course.lessons[lessons]
        block = lesson.blocks[min(2, len(lesson.blocks) - 1)].id
        stage.did(n, until, BlockReached(course.id, lesson.id, block, 90))


def _wrong_thrice(stage: Stage, n: int, lesson: int) -> None:
    course = stage.course
    here = course.lessons[lesson]
    checks = [b.question for b in here.blocks if isinstance(b, Check)]
    question = course.check(checks[-1])
    for minutes in (6, 4, 2):
        given = CheckAnswered(course.id, here.id, question.id, wrong_answer(question), 0.0)
        stage.did(n, minutes, given)


def _test(stage: Stage, n: int, quiz: Quiz, ago: float, wrong: Iterable[int]) -> None:
    """A whole attempt, handed in; `wrong` are the places of the questions that were missed."""
    attempt = _begun(stage, n, quiz, ago)
    missed = frozenset(wrong)
    _answered(stage, n, quiz, ago - 1, attempt, missed, len(attempt.questions))
    found = stage.progress(n).course(stage.course.id).running(quiz.id)
    if found is not None:
        stage.did(n, ago - 2, sitting.ended(stage.course.id, quiz, found, 120))


def _begun(stage: Stage, n: int, quiz: Quiz, ago: float) -> QuizStarted:
    p = stage.progress(n).course(stage.course.id)
    name = f"00000000-0000-7000-8000-{n:06}{len(p.attempts):06}"
    begun = sitting.begun(stage.course, quiz, p, name, tuple)
    stage.did(n, ago, begun)
    return begun


def _answered(  # noqa: PLR0913, PLR0917 - who, when, what
    stage: Stage,
    n: int,
    quiz: Quiz,
    ago: float,
    attempt: QuizStarted,
    missed: frozenset[int],
    count: int,
) -> None:
    asked = {q.id: q for q in quiz.questions}
    given = (attempt.course, quiz.id, attempt.attempt)
    events = [
        AnswerGiven(
            *given,
            q,
            (wrong_answer if place in missed else right_answer)(asked[q]),
            20 * place + 20,
        )
        for place, q in enumerate(attempt.questions[:count])
    ]
    stage.did(n, ago, *events)


def _in_test(stage: Stage, n: int, came: float, answered: int) -> None:
    _reading(stage, n, came, lessons=len(stage.course.lessons), until=20)
    final = stage.course.ruled(None, None, 70).post_test
    attempt = _begun(stage, n, final, 12)
    _answered(stage, n, final, 1, attempt, frozenset({1}), answered)


def _finished(stage: Stage, n: int, came: float, slips: int) -> None:
    """Passed, said what they think, and got the certificate just now."""
    course = stage.course
    _reading(stage, n, came, lessons=len(course.lessons), until=30)
    final = course.ruled(None, None, 70).post_test
    _test(stage, n, final, 20, wrong=range(slips))
    stage.did(n, 5, EvaluationGiven(course.id, named=False))
    with stage.ago(4):
        said = EvaluationAnswered(
            course.id, dict.fromkeys(ITEMS, 4) | {"room": 3}, "Contohnya dekat.", named=False
        )
        stage.store.record("", said)
    stage.award(LEARNERS[n - 1], course.id)
    if not slips:
        stage.did(n, 1, SignedOut())


def _locked(stage: Stage, n: int) -> None:
    _reading(stage, n, 152, lessons=1, until=60)
    stage.did(n, 59, SignedOut())
    waits = Waits(stage.store, stage.ticks)
    for _ in range(5):
        waits.wrong(LEARNERS[n - 1].id)


def _excused(stage: Stage, n: int, state: Presence, reason: str) -> None:
    stage.did(n, 100, AttendanceMarked(ID, stage.day, state, "officer", reason))


def right_answer(question: Question) -> Answer:
    """The answer that the course's author holds for right; of an essay as many words as asked."""
    match question.asked:
        case ChoiceQuestion(choices=choices):
            return Chosen(tuple(c.id for c in choices if c.right))
        case Matching(pairs=pairs):
            return Joined({p.id: p.right for p in pairs})
        case Ordering(steps=steps):
            return Ordered(tuple(s.id for s in steps))
        case ShortAnswer(accept=accept):
            return Typed(accept[0])
        case NumberAnswer(answer=answer):
            return Typed(f"{answer:.2f}".replace(".", ","))
        case Cloze(gaps=gaps):
            return Filled({gap.name: gap.accept[0] for gap in gaps})
        case DragWords(slots=slots):
            return Filled({slot.name: slot.word for slot in slots})
        case Pointing(areas=areas):
            left, top, width, height = next(area.at for area in areas if area.right)
            return Pointed(left + width / 2, top + height / 2)
        case Essay(least=least):
            return Typed("kata " * max(1, least))


def wrong_answer(question: Question) -> Answer:
    """An answer that is worth nothing, or as little as the kind allows."""
    match question.asked:
        case ChoiceQuestion(choices=choices):
            return Chosen((next(c.id for c in choices if not c.right),))
        case Matching(pairs=pairs):
            return Joined(_turned([p.id for p in pairs], [p.right for p in pairs]))
        case Ordering(steps=steps):
            return Ordered(tuple(s.id for s in reversed(steps)))
        case Cloze(gaps=gaps):
            return Filled({gap.name: "lain" for gap in gaps})
        case DragWords(slots=slots):
            return Filled(_turned([s.name for s in slots], [s.word for s in slots]))
        case Pointing():
            return Pointed(0.001, 0.001)
        case _:
            return Typed("lain")


def _turned(names: Sequence[str], words: Sequence[str]) -> dict[str, str]:
    return dict(zip(names, (*words[1:], words[0]), strict=True))
