"""The learner's desk: each wish is a method, answered with the place where they are then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kiosk.desk import followup, history, home, papers, recall, study, testing
from kiosk.desk.award import award, paper
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import (
    AtCertificate,
    AtCourse,
    AtEvaluation,
    AtFollowUp,
    AtHistory,
    AtHome,
    AtRecall,
    AtResult,
    AtReview,
    AtSearch,
    AtTest,
    InLesson,
    InQuiz,
    InRecall,
    Place,
)
from kiosk.desk.standing import Standing
from kiosk.desk.stopwatch import Stopwatch
from kiosk.desk.views_recall import Seen
from kiosk.learning import evaluation, sitting
from kiosk.learning.answers import Answer, Mark, judged
from kiosk.learning.attempts import Attempt
from kiosk.learning.course import Course, Quiz
from kiosk.learning.evaluation import Draft
from kiosk.learning.events import (
    AnswerGiven,
    BlockReached,
    BookmarkSet,
    CertificatePrinted,
    CheckAnswered,
    CourseStarted,
    EvaluationAnswered,
    EvaluationGiven,
    Event,
    LessonRead,
    MediaPlayed,
    NoteWritten,
    QuestionFlagged,
    SignedOut,
)
from kiosk.learning.progress import CourseProgress, Step, may_start_again, next_step
from kiosk.learning.trouble import NotAllowed
from kiosk.people.learner import Learner
from kiosk.register.prints import Print, ToPrint, printed, to_print
from kiosk.store import urn

if TYPE_CHECKING:
    from kiosk.desk.sheets import Sheet, SheetKind

LONGEST_PAUSE = 300
"""Seconds on one block after which a learner is taken to be away, so they count no longer."""


class Desk:
    """One learner at one kiosk, from signing in to signing out."""

    def __init__(self, kiosk: Kiosk, learner: Learner) -> None:
        self.learner = learner
        self._kiosk, self._store = kiosk, kiosk.store
        self._watch = Stopwatch(kiosk.store, kiosk.ticks)
        self._known: Standing | None = None
        self._noticed = 0

    def view(self, place: Place) -> Seen:
        """What stands at a place now."""
        standing = self._standing().afresh()
        match place:
            case AtHome():
                return home.home(standing, place)
            case AtSearch():
                return home.search(standing, place)
            case AtCourse():
                return study.course_page(standing, place)
            case InLesson():
                return study.lesson_page(standing, place)
            case AtTest():
                return testing.test_page(standing, place)
            case InQuiz():
                return testing.question_page(standing, place, self._seconds_left(place))
            case AtReview():
                return testing.review_page(standing, place, self._seconds_left(place))
            case AtResult():
                return testing.result_page(standing, place)
            case AtEvaluation():
                self._kiosk.must_record()
                return papers.evaluation_page(standing, place)
            case AtFollowUp():
                self._kiosk.must_record()
                return followup.page(standing, place)
            case AtCertificate():
                return papers.certificate_page(standing, place)
            case AtHistory():
                return history.history(standing, place)
            case InRecall() | AtRecall():
                return recall.page(standing, place)

    def open(self, course_id: str) -> Place:
        """Go on in a course: to the block, question or form that comes next.

        In a view-only kiosk a test leads to its page, which says why it cannot go on. A course that
        the learner's class may not begin yet is refused as "class-not-open".
        """
        course, p = self._begun(course_id)
        for quiz in (course.pre_test, course.post_test):
            if quiz and p.running(quiz.id):
                place = AtTest if self._kiosk.view_only else InQuiz
                return place(course.id, quiz.id)
        step, lesson = next_step(course, p)
        match step:
            case Step.PRE_TEST:
                return AtTest(course.id, "pre")
            case Step.LESSON:
                return InLesson(course.id, lesson)
            case Step.POST_TEST:
                return AtTest(course.id, course.post_test.id)
            case Step.WAITING:
                return AtResult(course.id, course.post_test.id)
            case Step.EVALUATION:
                self._kiosk.must_record()
                return AtEvaluation(course.id)
            case Step.CERTIFICATE:
                self._kiosk.must_record()
                return AtCertificate(award(self._standing(), course.id).number)
            case Step.DONE:
                return AtCertificate(p.certificate.number if p.certificate else "")

    def again(self, course_id: str) -> Place:
        """Take a course anew whose certificate ran out, or will within 90 days.

        The certificate stays as it is. Refuses "certificate-held".
        """
        self._kiosk.must_record()
        course, p = self._standing().course(course_id)
        may_start_again(p, self._kiosk.today)
        self._standing().may_begin(course_id)
        newest = self._kiosk.catalog.course(course.id)
        self._record(CourseStarted(newest.id, newest.version))
        return self.open(course_id)

    def visit(self, at: InLesson) -> Place:
        """Open a lesson out of its turn; a course that was not started starts with it."""
        self._begun(at.course)
        return at

    def _begun(self, course_id: str) -> tuple[Course, CourseProgress]:
        """A course, which starts now if it has not; refuses "class-not-open"."""
        course, p = self._standing().course(course_id)
        if not p.started:
            self._standing().may_begin(course_id)
            self._record(CourseStarted(course.id, course.version))
        return course, p

    @property
    def saved_at(self) -> int:
        """UTC ms at which the last event became durable."""
        return self._store.last_at

    def now(self) -> int:
        """UTC ms by the kiosk's clock."""
        return self._kiosk.now()

    @property
    def today(self) -> str:
        """Today's local ISO date by the kiosk's clock."""
        return self._kiosk.today

    def reach(self, at: InLesson, block: str, seconds: int) -> None:
        """Keep how far reading has come, and the seconds spent since the last time."""
        counted = max(0, min(seconds, LONGEST_PAUSE))
        self._record(BlockReached(at.course, at.lesson, block, counted))

    def finish_lesson(self, at: InLesson) -> Place:
        """The lesson was read to its end; answers with the next lesson, or the course's next."""
        course, p = self._standing().course(at.course)
        if at.lesson not in p.read:
            self._record(LessonRead(at.course, at.lesson))
        ids = [x.id for x in course.lessons]
        after = ids[ids.index(at.lesson) + 1 :]
        return InLesson(at.course, after[0]) if after else AtCourse(at.course)

    def check(self, at: InLesson, question_id: str, answer: Answer) -> Mark:
        """Keep an answer to a question inside the text; answers with its worth and feedback."""
        course, p = self._standing().course(at.course)
        question, before = course.check(question_id), p.checks.get(question_id)
        same = before is not None and before.answer == answer
        found = judged(question, answer, p.essays.get(question_id) if same else None)
        self._record(CheckAnswered(at.course, at.lesson, question_id, answer, found.worth))
        return found

    def write_note(self, at: InLesson, block: str, text: str) -> None:
        """Keep the learner's own note at a block; empty text removes it."""
        self._kiosk.must_record()
        self._record(NoteWritten(at.course, at.lesson, block, text))

    def play(self, at: InLesson, block: str, position: int) -> None:
        """Keep how far a film or recording was played, in milliseconds from its start."""
        self._record(MediaPlayed(at.course, at.lesson, block, max(0, position)))

    def bookmark(self, at: InLesson, block: str, *, on: bool) -> None:
        """Set or take away a bookmark at a block."""
        self._kiosk.must_record()
        self._record(BookmarkSet(at.course, at.lesson, block, on))

    def start(self, at: AtTest) -> Place:
        """Begin a test, or go on with the attempt under way. Refuses as `may_go_on` does."""
        standing = self._standing()
        course, p = standing.course(at.course)
        testing.may_go_on(standing, course, p, at.quiz)
        if p.running(at.quiz) is None:
            quiz, attempt = course.quiz(at.quiz), str(self._kiosk.new_id())
            event = sitting.begun(course, quiz, p, attempt, self._kiosk.shuffle)
            started = () if p.started else (CourseStarted(course.id, course.version),)
            self._record(*started, event)
        return InQuiz(at.course, at.quiz)

    def answer(self, at: InQuiz, question_id: str, answer: Answer, sure: int = 0) -> None:
        """Keep an answer; it is on disk at return. `sure` 1–3 where the test asks for it, else 0.

        Refuses "no-attempt", "time-over" and "settled" (its tries are used up).
        """
        self._answer(at, question_id, answer, sure=sure, judged=False)

    def judge(self, at: InQuiz, question_id: str, answer: Answer) -> None:
        """Keep an answer and use up a try: the view tells then what it is worth.

        Refuses as `answer`, and "judged-later" in a test that judges at its end.
        """
        self._answer(at, question_id, answer, sure=0, judged=True)

    def _answer(
        self, at: InQuiz, question_id: str, answer: Answer, *, sure: int, judged: bool
    ) -> None:
        quiz, attempt = self._running(at)
        if self._seconds_left(at) == 0:
            raise NotAllowed("time-over")
        testing.may_answer(quiz, attempt, question_id, judged=judged)
        used = self._watch.used(attempt.id, attempt.used)
        given = (at.course, at.quiz, attempt.id, question_id, answer, used)
        self._record(AnswerGiven(*given, sure=sure, judged=judged))

    def flag(self, at: InQuiz, question_id: str, *, on: bool) -> None:
        """Mark a question as doubtful, or no longer."""
        _, attempt = self._running(at)
        event = QuestionFlagged(at.course, at.quiz, attempt.id, question_id, on)
        self._record(event)

    def submit(self, at: InQuiz | AtReview) -> Place:
        """Hand the test in; unanswered questions are worth nothing."""
        quiz, attempt = self._running(at)
        used = self._watch.used(attempt.id, attempt.used)
        self._record(sitting.ended(at.course, quiz, attempt, used))
        self._watch.done(attempt.id)
        return AtResult(at.course, at.quiz, attempt.id)

    def recall(self) -> Place:
        """Begin the daily review; with nothing due, where it says when the next comes."""
        self._kiosk.must_record()
        return recall.begin(self._standing())

    def remember(self, at: InRecall, answer: Answer) -> Mark:
        """Keep an answer of the review; a day's first stays. Refuses "recall-over"."""
        self._kiosk.must_record()
        found, event = recall.judged(self._standing(), at, answer)
        self._record(*((event,) if event else ()))
        return found

    def sketch(self, at: AtEvaluation, draft: Draft) -> None:
        """Keep an evaluation that is not yet sent, so that a power cut loses nothing."""
        self._kiosk.must_record()
        self._store.keep("evaluation", f"{self.learner.id}/{at.course}", msgspec.json.encode(draft))

    def evaluate(self, at: AtEvaluation, draft: Draft) -> Place:
        """Send the evaluation and receive the certificate. Refuses "evaluation-open".

        Without a name the answers carry no learner and are mixed with others' before they are
        recorded; the learner's own log says only that an evaluation was given.
        """
        self._kiosk.must_record()
        if evaluation.open_items(draft):
            raise NotAllowed("evaluation-open")
        course, p = self._standing().course(at.course)
        if not p.passed(course.post_test.id):
            raise NotAllowed("not-passed")
        if not p.evaluated:
            said = EvaluationAnswered(at.course, draft.ratings, draft.text.strip(), draft.named)
            with self._store.writing():
                if draft.named:
                    self._store.record(self.learner.id, said)
                else:
                    urn.cast(self._store, said, self._kiosk.new_id().bytes, self._kiosk.shuffle)
                self._store.record(self.learner.id, EvaluationGiven(at.course, draft.named))
                self._store.forget("evaluation", f"{self.learner.id}/{at.course}")
        return self.open(at.course)

    def follow_up(self, at: AtFollowUp, draft: followup.Sketch, *, sent: bool) -> Place:
        """Keep the evaluation three months later, or send it. Refuses "evaluation-open"."""
        self._kiosk.must_record()
        name = f"{self.learner.id}/{at.course}"
        if not sent:
            self._store.keep(followup.DRAFT, name, msgspec.json.encode(draft))
            return at
        with self._store.writing():
            self._record(followup.given(self._standing(), at, draft))
            self._store.forget(followup.DRAFT, name)
        return AtHome()

    def printable(self, number: str) -> bytes:
        """A certificate's PDF on its way out, the bytes of its issue.

        Refuses "no-certificate" and "certificate-revoked", as the agency's list stands now.
        """
        standing = self._standing().afresh()
        issued = papers.held(standing, number)
        if number in standing.revoked:
            raise NotAllowed("certificate-revoked")
        return paper(standing, issued)

    def for_printer(self, number: str) -> ToPrint:
        """The same for paper: a reprint says so where the agency wants it. Refuses as above."""
        pdf, kiosk, standing = self.printable(number), self._kiosk, self._standing()
        issued, copies = papers.held(standing, number), self.copies(number)
        return to_print(pdf, issued, copies, kiosk.fonts, mark=kiosk.settings.reprint_mark)

    def copies(self, number: str) -> tuple[Print, ...]:
        """The copies of a certificate that were printed or saved, oldest first."""
        return printed(self._standing().events, number)

    def sheet(self, kind: SheetKind, year: int = 0) -> Sheet:
        """A paper beside the certificates, as of now; `year` as in `sheets.sheet`.

        Refuses "no-nip": SIASN knows nobody without one.
        """
        from kiosk.desk.sheets import sheet

        return sheet(self._standing().afresh(), kind, year)

    def printed(self, number: str, where: str, *, seen: bool | None = None, job: str = "") -> None:
        """Keep that a certificate was printed or saved, or whether the paper of a job came out."""
        self._record(CertificatePrinted(number, where, seen, job=job))

    def leave(self, *, idle: bool = False) -> None:
        """Sign out."""
        self._record(SignedOut(idle))
        self._kiosk.clock.keep()

    def _record(self, *events: Event) -> None:
        """Keep what was done. View-only, what may be done without a record leaves none.

        A changed clock is noticed first, so that its jump stands before what bears the new time.
        """
        if self._kiosk.view_only:
            return
        self._kiosk.clock.look()
        recorded = self._store.record(self.learner.id, *events)
        if self._known is not None:
            self._known = self._known.after(recorded)

    def _standing(self) -> Standing:
        """Folded once and carried on, as an answer must not wait for 300 events to be read.

        Read anew when anything came in by another way: a certificate, a parcel; and when the
        clock was changed, so that times mean something else.
        """
        self._kiosk.clock.look()
        noticed = self._kiosk.clock.noticed
        if (
            self._known is None
            or self._noticed != noticed
            or len(self._known.events) != self._store.count_of(self.learner.id)
        ):
            self._known = Standing.of(self._kiosk, self.learner)
            self._noticed = noticed
        return self._known

    def _running(self, at: InQuiz | AtReview) -> tuple[Quiz, Attempt]:
        self._kiosk.must_record()
        course, p = self._standing().course(at.course)
        return testing.running_attempt(course, p, at.quiz)

    def _seconds_left(self, at: InQuiz | AtReview) -> int | None:
        quiz, attempt = self._running(at)
        if not quiz.minutes:
            self._watch.used(attempt.id, attempt.used)
            return None
        return max(0, quiz.minutes * 60 - self._watch.used(attempt.id, attempt.used))
