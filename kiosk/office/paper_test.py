"""The paper twin of a test: drawn once, printed, and typed in for each learner afterwards.

What is typed in is recorded under the learner as an attempt like any other, scored by the same
functions, and says that it was taken on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from kiosk.catalog.catalog import Catalog
from kiosk.learning import attempts as tries
from kiosk.learning import on_paper, sitting
from kiosk.learning.attempts import Attempt, Shuffle
from kiosk.learning.course import Course, Quiz
from kiosk.learning.events import AnswerGiven, CourseStarted, Event, QuizStarted
from kiosk.learning.on_paper import Package
from kiosk.learning.progress import CourseProgress, Progress, may_take
from kiosk.learning.question import Question
from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts, document_change
from kiosk.people.agency import Settings
from kiosk.people.cohort import Assignment, given
from kiosk.people.role import Act
from kiosk.register.learnt import learnt
from kiosk.store import Store, StoreTrouble
from kiosk.store.cohorts import all_cohorts

KIND: Final = "paper-test"
MARK: Final = "DERMAGA-UJI"
LONGEST_REASON: Final = 200
MILD: Final = frozenset({"lessons-unread", "pre-test-over", "wait"})
"""Rules that a trainer may leave aside with a reason, as the test was taken all the same."""


class PaperTest(Struct, frozen=True):
    """A test as it was printed. `made`: ISO day; `cohort` "": for nobody in particular.

    `left_out`: ids of the questions that do not work on paper; `typed`: how many were typed in.
    """

    id: str
    course: str
    version: str
    quiz: str
    made: str
    packages: tuple[Package, ...]
    cohort: str = ""
    left_out: tuple[str, ...] = ()
    typed: int = 0

    def package(self, letter: str) -> Package:
        """The package of a letter; refuses "paper-unknown"."""
        for each in self.packages:
            if each.letter == letter:
                return each
        raise NotAllowed("paper-unknown", id=self.id)


class Entry(Struct, frozen=True):
    """A learner's sheet to be typed in: the test as they have it, and what is there already.

    `objection`: the rule that says no, for which a reason has to be given; "" none.
    """

    paper: PaperTest
    learner: str
    name: str
    course: Course
    quiz: Quiz
    package: Package
    questions: tuple[Question, ...]
    typed: Attempt | None
    objection: str = ""

    def shown(self) -> dict[str, str]:
        """What was typed before, as it is written on the sheet."""
        given_then = self.typed.answers if self.typed else {}
        return {
            q.id: on_paper.written(q, self.package.orders.get(q.id, ()), given_then.get(q.id))
            for q in self.questions
        }


def code_of(paper: str, letter: str, learner: str) -> str:
    """What the QR of an answer sheet says: opaque ids only."""
    return f"{MARK}:{paper}:{letter}:{learner}"


def read_code(scanned: str) -> tuple[str, str, str] | None:
    """Paper, package and learner of a scanned sheet; None if it is none."""
    parts = scanned.strip().split(":")
    if len(parts) != len(MARK.split(":")) + 3 or parts[0].upper() != MARK:
        return None
    return parts[1].lower(), parts[2].upper(), parts[3].lower()


class PaperTests:
    """The paper tests of this kiosk, as one of the staff works with them."""

    def __init__(
        self,
        acts: Acts,
        store: Store,
        catalog: Catalog,
        settings: Settings,
        now: Callable[[], int],
    ) -> None:
        self._acts, self._store, self._catalog = acts, store, catalog
        self._settings, self._now = settings, now

    def all(self) -> tuple[PaperTest, ...]:
        """Those that were made, the newest first."""
        found = [self.get(name) for name in self._store.names_of(KIND)]
        return tuple(sorted(found, key=lambda paper: (paper.made, paper.id), reverse=True))

    def get(self, paper: str) -> PaperTest:
        """The paper of an id. Refuses "paper-unknown"."""
        body = self._store.document(KIND, paper)
        if body is None:
            raise NotAllowed("paper-unknown", id=paper)
        try:
            return msgspec.json.decode(body, type=PaperTest)
        except msgspec.MsgspecError as error:
            raise StoreTrouble("damaged") from error

    def make(  # noqa: PLR0913 - a paper has so many sides
        self, course: str, quiz: str, *, cohort: str, count: int, day: str, name: UUID,
        shuffle: Shuffle,
    ) -> PaperTest:  # fmt: skip
        """Draw a test for paper, in `count` packages (1 or 2), and keep it; `day` ISO.

        Refuses "paper-none" where nothing of it works on paper, and "role-refused".
        """
        self._acts.allow(Act.PAPER_TEST)
        found = self._catalog.course(course)
        asked = found.quiz(quiz)
        left = tuple(q.id for q in asked.questions if not on_paper.works(q))
        made = PaperTest(
            name.hex[-10:], course, found.version, quiz, day,
            on_paper.packages(asked, count, shuffle), cohort, left,
        )  # fmt: skip
        change = document_change(self._store, KIND, made.id, msgspec.json.encode(made))
        self._acts.do(Act.PAPER_TEST, [change])
        return made

    def printed(self, paper: PaperTest, sheets: int) -> None:
        """Write down that it was printed or saved with so many answer sheets."""
        self._acts.note(Act.PRINT_PAPERS, (paper.id,), count=sheets)

    def entry(self, paper: PaperTest, letter: str, learner: str) -> Entry:
        """A learner's sheet, to be typed in or looked at.

        Refuses "paper-unknown", "holder-unknown" (no such learner), "paper-version" (the learner is
        in a version without these questions), "role-refused"; where it was not typed in before,
        also "certificate-held", "no-attempts-left", "essays-waiting" and "attempt-running".
        """
        self._acts.allow(Act.TYPE_PAPER)
        found = self._store.roster.by_id(learner)
        if found is None:
            raise NotAllowed("holder-unknown")
        p = learnt(self._store, found).progress.course(paper.course)
        course, package = self._course(paper, learner, p), paper.package(letter)
        quiz = course.quiz(paper.quiz)
        typed = next((a for a in p.tries(quiz.id) if a.paper == paper.id), None)
        if typed is not None:
            package = Package(letter, typed.questions, dict(typed.orders))
        asked = {q.id: q for q in quiz.questions}
        if any(name not in asked for name in package.questions):
            raise NotAllowed("paper-version")
        objection = "" if typed else self._objection(course, p, quiz)
        questions = tuple(asked[name] for name in package.questions)
        return Entry(paper, learner, found.name, course, quiz, package, questions, typed, objection)

    def typed(self, paper: PaperTest, learners: Iterable[str]) -> dict[str, float]:
        """The scores 0–100 of those whose sheets were typed in. Refuses "role-refused"."""
        self._acts.allow(Act.TYPE_PAPER)
        found = {}
        for learner in learners:
            p = Progress.of(self._store.events(learner)).course(paper.course)
            for attempt in p.tries(paper.quiz):
                if attempt.paper == paper.id:
                    found[learner] = attempt.score or 0.0
        return found

    def type_in(self, entry: Entry, typed: Mapping[str, str], why: str = "") -> float:
        """Record the answers of a sheet, by question as they are written; its score 0–100.

        Where it was typed in before, the answers are corrected. Refuses as `entry`, "paper-unread"
        (what cannot be meant), "paper-reason" and "reason-long", and "certificate-held".
        """
        now = self.entry(entry.paper, entry.package.letter, entry.learner)
        reason = why.strip()
        if (now.objection or now.typed is not None) and not reason:
            raise NotAllowed("paper-reason")
        if len(reason) > LONGEST_REASON:
            raise NotAllowed("reason-long")
        orders = now.package.orders
        answers = {
            q.id: on_paper.read(q, orders.get(q.id, ()), typed.get(q.id, "")) for q in now.questions
        }
        given_now = {name: answer for name, answer in answers.items() if answer is not None}
        with self._store.writing():
            self._acts.note(Act.TYPE_PAPER, (now.paper.id, now.learner), count=1, why=reason)
            if now.typed is not None:
                return self._correct(now, now.typed, answers)
            return self._record(now, given_now)

    def _record(self, entry: Entry, answers: Mapping[str, object]) -> float:
        course, quiz, paper = entry.course.id, entry.quiz, entry.paper
        name = f"{paper.id}-{entry.learner}"
        p = self._progress(entry)
        begun = () if p.started else (CourseStarted(course, entry.course.version),)
        start = QuizStarted(
            course, quiz.id, name, entry.package.questions, entry.package.orders, paper.id
        )
        said = [self._answer(entry, name, q, a) for q, a in answers.items()]
        self._store.record(entry.learner, *begun, start, *said)
        attempt = next(a for a in self._progress(entry).attempts if a.id == name)
        end = sitting.ended(course, quiz, attempt, 0)
        self._store.record(entry.learner, end)
        # so that making it cannot be taken back any more
        counted = structs.replace(self.get(paper.id), typed=self.get(paper.id).typed + 1)
        self._store.keep(KIND, paper.id, msgspec.json.encode(counted))
        return end.score

    def _correct(self, entry: Entry, before: Attempt, answers: Mapping[str, object]) -> float:
        if self._progress(entry).certificate is not None:
            raise NotAllowed("certificate-held")
        blank = {q.id: on_paper.blank(q) for q in entry.questions}
        wanted = {name: answer or blank[name] for name, answer in answers.items()}
        changed: list[Event] = [
            self._answer(entry, before.id, name, answer)
            for name, answer in wanted.items()
            if answer != before.answers.get(name, blank[name])
        ]
        self._store.record(entry.learner, *changed)
        now = next(a for a in self._progress(entry).attempts if a.id == before.id)
        whole = sitting.marked(entry.course.id, entry.quiz, now)
        score = whole.score if whole else now.score or 0.0
        if whole is not None and whole.score != before.score:
            self._store.record(entry.learner, whole)
        return score

    def _answer(self, entry: Entry, attempt: str, question: str, answer: object) -> AnswerGiven:
        return AnswerGiven(entry.course.id, entry.quiz.id, attempt, question, answer, 0)  # type: ignore[arg-type]

    def _progress(self, entry: Entry) -> CourseProgress:
        return Progress.of(self._store.events(entry.learner)).course(entry.course.id)

    def _course(self, paper: PaperTest, learner: str, p: CourseProgress) -> Course:
        """The course as the learner has it: their version, the rules of their class."""
        course = self._catalog.course(paper.course, p.own_version or paper.version)
        said = given(all_cohorts(self._store), learner).get(paper.course)
        terms = said.assignment if said else Assignment(paper.course)
        return course.ruled(terms.pass_mark, terms.attempts, self._settings.pass_mark)

    def _objection(self, course: Course, p: CourseProgress, quiz: Quiz) -> str:
        if p.running(quiz.id) is not None:
            raise NotAllowed("attempt-running")
        now = self._now()
        code = _refusal(lambda: may_take(course, p, quiz.id, now))
        for found in (code, _refusal(lambda: tries.may_start(quiz, p.tries(quiz.id), now))):
            if found and found not in MILD:
                raise NotAllowed(found)
        return code


def _refusal(rule: Callable[[], None]) -> str:
    """The code with which a rule says no, "" if it does not."""
    try:
        rule()
    except NotAllowed as no:
        return no.code
    return ""
