"""Views of a test: before it, its questions, the review, the result."""

from __future__ import annotations

from kiosk.desk.pictures import pictures
from kiosk.desk.places import AtResult, AtReview, AtTest, InQuiz
from kiosk.desk.standing import Standing, scores
from kiosk.desk.views import Item, LessonScore, QuizView, ResultView, ReviewView, TestView, Trial
from kiosk.learning import attempts as tries
from kiosk.learning.answers import complete, mark
from kiosk.learning.attempts import Attempt
from kiosk.learning.course import Behaviour, Course, Quiz
from kiosk.learning.progress import CourseProgress, lessons_left, may_take, next_step
from kiosk.learning.question import Question
from kiosk.learning.sitting import essays_left
from kiosk.learning.trouble import NotAllowed
from kiosk.store.folder import Room


def test_page(standing: Standing, place: AtTest) -> TestView:
    """The rules of a test and whether it may begin now."""
    course, p = standing.course(place.course)
    quiz = course.quiz(place.quiz)
    running = p.running(quiz.id) is not None
    refused, until = "", 0
    try:
        may_go_on(standing, course, p, quiz.id)
    except NotAllowed as no:
        refused, until = no.code, int(no.facts.get("until", 0))
    return TestView(
        status=standing.status(),
        course=course,
        quiz=quiz,
        final=quiz is course.post_test,
        tries=len(p.tries(quiz.id)),
        running=running,
        refused=refused,
        until=until,
        lessons_left=len(lessons_left(course, p)),
        due=standing.dues.get(course.id),
    )


def may_go_on(standing: Standing, course: Course, p: CourseProgress, quiz_id: str) -> None:
    """Refuse "view-only"; an attempt not under way also as `may_take` does, and "disk-full".

    The learner's class says no before its opening, "class-not-open", and to the final test after
    its deadline, "class-deadline-over".

    An attempt under way may be ended on a full disk: that is what the reserve is for.
    """
    kiosk = standing.kiosk
    kiosk.must_record()
    if p.running(quiz_id) is None:
        may_take(course, p, quiz_id, kiosk.now())
        _may_by_class(standing, course, p, quiz_id)
        if kiosk.room() is Room.NONE:
            raise NotAllowed("disk-full")


def _may_by_class(standing: Standing, course: Course, p: CourseProgress, quiz_id: str) -> None:
    if not p.started:
        standing.may_begin(course.id)
    told = standing.dues.get(course.id)
    if told is not None and told.late and quiz_id == course.post_test.id:
        raise NotAllowed("class-deadline-over", date=told.deadline)


def running_attempt(course: Course, p: CourseProgress, quiz_id: str) -> tuple[Quiz, Attempt]:
    """The test and its attempt under way; refuses "no-attempt" if there is none."""
    attempt = p.running(quiz_id)
    if attempt is None:
        raise NotAllowed("no-attempt")
    return course.quiz(quiz_id), attempt


def may_answer(quiz: Quiz, attempt: Attempt, question_id: str, *, judged: bool) -> None:
    """Refuse "judged-later" and "settled": see `Desk.judge`."""
    if quiz.behaviour is not Behaviour.IMMEDIATE:
        if judged:
            raise NotAllowed("judged-later")
        return
    question = next((q for q in quiz.questions if q.id == question_id), None)
    if question is not None and tries.settled(quiz, attempt, question):
        raise NotAllowed("settled")


def _trial(quiz: Quiz, attempt: Attempt, question: Question) -> Trial | None:
    """How a question stands that is judged at once."""
    if quiz.behaviour is not Behaviour.IMMEDIATE:
        return None
    judged = attempt.judged.get(question.id, ())
    last = mark(question, judged[-1]) if judged else None
    settled = tries.settled(quiz, attempt, question)
    return Trial(
        mark=last if judged and attempt.answers.get(question.id) == judged[-1] else None,
        left=max(0, quiz.tries - len(judged)),
        settled=settled,
        hints=() if settled else question.hints[: len(judged)],
    )


def asked(quiz: Quiz, attempt: Attempt) -> tuple[Question, ...]:
    """The attempt's questions in their order."""
    by_id = {q.id: q for q in quiz.questions}
    return tuple(by_id[q] for q in attempt.questions if q in by_id)


def question_page(standing: Standing, place: InQuiz, seconds_left: int | None) -> QuizView:
    """One question of the running attempt."""
    course, p = standing.course(place.course)
    quiz, attempt = running_attempt(course, p, place.quiz)
    questions = asked(quiz, attempt)
    index = place.index if place.index >= 0 else _where_left(questions, attempt)
    question = questions[min(index, len(questions) - 1)]
    return QuizView(
        status=standing.status(),
        course=course,
        quiz=quiz,
        final=quiz is course.post_test,
        index=min(index, len(questions) - 1),
        question=question,
        order=tuple(attempt.orders.get(question.id, ())),
        answer=attempt.answers.get(question.id),
        answered=_answered(questions, attempt),
        flagged=tuple(q.id in attempt.flagged for q in questions),
        attempt_number=len(p.tries(quiz.id)) + 1,
        seconds_left=seconds_left,
        pictures=pictures(standing, course, (question,)),
        trial=_trial(quiz, attempt, question),
        sure=attempt.sure.get(question.id, 0),
    )


def _where_left(questions: tuple[Question, ...], attempt: Attempt) -> int:
    """The question answered last: the learner sees first that it was kept."""
    return next((n for n, q in enumerate(questions) if q.id == attempt.last), 0)


def _answered(questions: tuple[Question, ...], attempt: Attempt) -> tuple[bool, ...]:
    return tuple(complete(q, attempt.answers.get(q.id)) for q in questions)


def review_page(standing: Standing, place: AtReview, seconds_left: int | None) -> ReviewView:
    """All questions before handing in."""
    course, p = standing.course(place.course)
    quiz, attempt = running_attempt(course, p, place.quiz)
    questions = asked(quiz, attempt)
    return ReviewView(
        status=standing.status(),
        course=course,
        quiz=quiz,
        final=quiz is course.post_test,
        questions=questions,
        answered=_answered(questions, attempt),
        flagged=tuple(q.id in attempt.flagged for q in questions),
        seconds_left=seconds_left,
    )


def result_page(standing: Standing, place: AtResult) -> ResultView:
    """The result of an ended attempt; refuses "no-attempt" if there is none."""
    course, p = standing.course(place.course)
    quiz = course.quiz(place.quiz)
    ended = p.tries(quiz.id)
    wanted = [a for a in ended if place.attempt in ("", a.id)]
    if not wanted:
        raise NotAllowed("no-attempt")
    attempt = wanted[-1]
    items, waiting = _items(course, quiz, attempt), len(essays_left(quiz, attempt))
    score = attempt.score or 0.0
    final = quiz is course.post_test
    pre, _ = scores(course, p)
    return ResultView(
        status=standing.status(),
        course=course,
        quiz=quiz,
        final=final,
        score=score,
        passed=attempt.passed,
        pre_score=pre if final else None,
        gain=tries.gain(pre, score) if final and pre is not None and not attempt.waiting else None,
        tries=len(ended),
        attempts_left=quiz.attempts - len(ended) if quiz.attempts else None,
        next_allowed=tries.next_allowed(quiz, ended, standing.kiosk.now()) or 0,
        items=items,
        lessons=_by_lesson(course, items),
        step=next_step(course, p)[0],
        pictures=pictures(standing, course, asked(quiz, attempt)),
        waiting=waiting if attempt.waiting else 0,
        on_paper=bool(attempt.paper),
    )


def _items(course: Course, quiz: Quiz, attempt: Attempt) -> tuple[Item, ...]:
    titles = {x.id: x.title for x in course.lessons}
    found = []
    for number, question in enumerate(asked(quiz, attempt), 1):
        answer = attempt.answers.get(question.id)
        title = titles.get(question.lesson, "")
        worth, marks = tries.points(quiz, attempt, question), attempt.essays.get(question.id)
        found.append(Item(number, question, answer, attempt.mark(question), title, worth, marks))
    return tuple(found)


def _by_lesson(course: Course, items: tuple[Item, ...]) -> tuple[LessonScore, ...]:
    found = []
    for lesson in course.lessons:
        known = [i for i in items if not i.mark.waiting]
        worths = [i.mark.worth for i in known if i.question.lesson == lesson.id]
        if worths:
            found.append(LessonScore(lesson.id, lesson.title, sum(worths), len(worths)))
    return tuple(found)
