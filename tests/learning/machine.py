"""A learner who does things in any order, and what must hold whatever they do.

The machine keeps its own small account of what was done, and the rules must agree with it. Random
deeds almost never earn a certificate, so reading, right answers and evaluations come more often.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec import structs

from kiosk.learning import progress as rules
from kiosk.learning import sitting
from kiosk.learning.answers import Answer, Chosen, Typed
from kiosk.learning.attempts import Attempt
from kiosk.learning.events import (
    AnswerGiven,
    CertificateIssued,
    CourseStarted,
    EvaluationGiven,
    Event,
    LessonRead,
    QuizStarted,
    Recorded,
)
from kiosk.learning.events_office import EssayMarked, QuizMarked
from kiosk.learning.progress import CourseProgress, Progress, Step
from kiosk.learning.trouble import NotAllowed
from tests.learning import samples
from tests.learning.samples import ESSAY, MINUTE, POST, course

WITH_ESSAY = structs.replace(POST, questions=(*POST.questions, samples.question(ESSAY, "e1")))
COURSE = course(post_test=WITH_ESSAY)
ASKED = {"pre": [("p1", "p2")], "post": [("q1", "q2"), ("q1", "e1")]}
MOSTLY_RIGHT = st.sampled_from(["a", "a", "a", "b"])
MOSTLY_WAITS = st.sampled_from([61, 61, 61, 1])
MOSTLY_POST = st.sampled_from(["post", "post", "post", "pre"])


class Learner(RuleBasedStateMachine):
    """One learner in one course, completed perhaps more than once."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Recorded] = []
        self.now = 0
        self.issued = 0
        self.begin_again()

    def begin_again(self) -> None:
        self.read: set[str] = set()
        self.results: dict[str, bool | None] = {}
        self.first_right: dict[str, bool] = {}
        self.evaluated = self.certified = False

    @property
    def passed(self) -> bool:
        """By the machine's own account; None there is an essay that waits."""
        return any(self.results.values())

    @property
    def waits(self) -> bool:
        return None in self.results.values()

    @property
    def p(self) -> CourseProgress:
        return Progress.of(self.events).course("kursus")

    def happens(self, event: Event) -> None:
        self.now += 1000
        self.events.append(Recorded(f"e{len(self.events)}", "x", self.now, event))

    def running(self) -> Attempt | None:
        return self.p.running("post") or self.p.running("pre")

    @rule(lesson=st.sampled_from(["l1", "l2"]))
    def read_lesson(self, lesson: str) -> None:
        self.happens(LessonRead("kursus", lesson))
        self.read.add(lesson)

    @precondition(lambda self: self.running() is None)
    @rule(quiz=MOSTLY_POST, minutes=MOSTLY_WAITS, essay=st.booleans())
    def start_test(self, quiz: str, minutes: int, *, essay: bool) -> None:
        self.now += minutes * MINUTE
        try:
            rules.may_take(COURSE, self.p, quiz, self.now)
        except NotAllowed:
            return
        assert not self.certified, "a test was begun beside a certificate"
        assert quiz == "pre" or self.read == {"l1", "l2"}, "the final test before the lessons"
        assert quiz == "post" or not self.read, "the first test after a lesson"
        assert quiz == "pre" or not self.waits, "another attempt while an essay waits"
        asked = ASKED[quiz][-1 if essay else 0]
        self.happens(QuizStarted("kursus", quiz, f"t{len(self.events)}", asked, {}))

    @precondition(lambda self: self.running() is not None)
    @rule(first=MOSTLY_RIGHT, second=MOSTLY_RIGHT, hand_in=st.sampled_from([True, True, False]))
    def answer(self, first: str, second: str, *, hand_in: bool) -> None:
        attempt = self.running()
        assert attempt is not None
        for question, choice in zip(attempt.questions, (first, second), strict=True):
            essay = question == "e1"
            given: Answer = Typed("Kata." if choice == "a" else "") if essay else Chosen((choice,))
            self.happens(AnswerGiven("kursus", attempt.quiz, attempt.id, question, given, 30))
        if hand_in:
            self.submit(first == "a", second == "a")

    def submit(self, first: bool, second: bool) -> None:  # noqa: FBT001 - two answers
        attempt = self.running()
        assert attempt is not None
        quiz = COURSE.quiz(attempt.quiz)
        self.happens(sitting.ended("kursus", quiz, attempt, attempt.used))
        if quiz.id == "post":
            written = "e1" in attempt.questions and second
            self.results[attempt.id] = None if written else first and second
            self.first_right[attempt.id] = first

    @precondition(lambda self: any("e1" in a.questions for a in self.p.tries("post")))
    @rule(points=st.sampled_from([4, 4, 4, 1, 0]), chance=st.data())
    def mark_an_essay(self, points: int, chance: st.DataObject) -> None:
        """Also one that is marked already, or whose certificate is given: that must not change."""
        written = [a for a in self.p.tries("post") if a.answers.get("e1") == Typed("Kata.")]
        if not written:
            return
        attempt = chance.draw(st.sampled_from(written))
        marks = {"isi": float(min(3, points)), "bahasa": float(max(0, points - 3))}
        self.happens(EssayMarked("kursus", "e1", marks, "", "staf", attempt.id))
        if self.certified:
            self.happens(QuizMarked("kursus", "post", attempt.id, 0.0))
            return
        now = next(a for a in self.p.attempts if a.id == attempt.id)
        whole = sitting.marked("kursus", WITH_ESSAY, now)
        assert whole is not None, "the only essay of the attempt is marked"
        self.happens(whole)
        self.results[attempt.id] = self.first_right[attempt.id] and points > 1

    @rule()
    def evaluate(self) -> None:
        self.happens(EvaluationGiven("kursus", named=False))
        self.evaluated = True

    @rule()
    def ask_for_certificate(self) -> None:
        try:
            rules.may_certify(COURSE, self.p)
        except NotAllowed:
            assert not self.earned, "an earned certificate was refused"
            return
        assert self.read == {"l1", "l2"}, "a certificate with a lesson unread"
        assert not self.waits, "a certificate while an essay waits"
        assert self.passed, "a certificate without the test passed"
        assert self.evaluated, "a certificate without an evaluation"
        assert not self.certified, "two certificates for one completion"
        self.issued += 1
        number = f"{self.issued}/2026"
        self.happens(CertificateIssued("kursus", number, 2, 100, "2026-01-05", "{}", ""))
        self.certified = True

    @rule(second=MOSTLY_RIGHT)
    def do_what_comes_next(self, second: str) -> None:
        """The bias: a learner who follows the kiosk, in between all others."""
        step, lesson = rules.next_step(COURSE, self.p)
        match step:
            case Step.LESSON:
                self.read_lesson(lesson)
            case Step.PRE_TEST | Step.POST_TEST if self.running() is not None:
                self.answer("a", second, hand_in=True)
            case Step.PRE_TEST | Step.POST_TEST:
                name = "pre" if step is Step.PRE_TEST else "post"
                self.start_test(name, 61, essay=len(self.events) % 2 == 0)
            case Step.WAITING:
                assert self.waits, "nothing waits"
                if self.running() is None:
                    self.start_test("post", 61, essay=False)
            case Step.EVALUATION:
                self.evaluate()
            case Step.CERTIFICATE:
                self.ask_for_certificate()
            case Step.DONE:
                self.begin_the_course_again()

    @precondition(lambda self: self.certified)
    @rule()
    def begin_the_course_again(self) -> None:
        self.happens(CourseStarted("kursus", "2026.11.1"))
        self.begin_again()

    @precondition(lambda self: bool(self.events))
    @rule(chance=st.data())
    def receive_an_event_twice(self, chance: st.DataObject) -> None:
        again = chance.draw(st.sampled_from(self.events))
        assert Progress.of([*self.events, again]) == Progress.of(self.events)

    @property
    def earned(self) -> bool:
        complete = self.read == {"l1", "l2"} and self.passed and self.evaluated
        return complete and not self.certified and not self.waits

    @invariant()
    def every_certificate_is_kept(self) -> None:
        assert len(Progress.of(self.events).certificates) == self.issued

    @invariant()
    def the_next_step_is_the_certificate_when_it_is_earned(self) -> None:
        step, lesson = rules.next_step(COURSE, self.p)
        assert (step is Step.CERTIFICATE) == self.earned
        assert (step is Step.DONE) == self.certified
        assert step is not Step.LESSON or lesson not in self.read
