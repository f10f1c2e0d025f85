"""The daily review: what it asks, and its views."""

from __future__ import annotations

from kiosk.desk.pictures import pictures
from kiosk.desk.places import Again, AtRecall, InRecall, Place
from kiosk.desk.standing import Standing
from kiosk.desk.views_recall import Recalled, RecalledView, RecallView
from kiosk.learning.answers import Answer, Mark, mark
from kiosk.learning.attempts import order
from kiosk.learning.course import Course
from kiosk.learning.events import Reviewed
from kiosk.learning.progress import CourseProgress
from kiosk.learning.question import Question
from kiosk.learning.trouble import NotAllowed
from kiosk.recall.cards import Ahead, Card, Name, ahead, askable, cards, chosen
from kiosk.recall.memory import rating


def coming(standing: Standing) -> Ahead | None:
    """What the home screen tells of the review; None where there is nothing, or no record of it."""
    held = () if standing.kiosk.view_only else _cards(standing, _askable(standing))
    return ahead(held, standing.kiosk.today) if held else None


def begin(standing: Standing) -> Place:
    """Draw today's questions; with none due, to the page that says when the next come."""
    asked = _askable(standing)
    drawn = chosen(_cards(standing, asked), standing.kiosk.today)
    if not drawn:
        return AtRecall()
    shuffle = standing.kiosk.shuffle
    return InRecall(tuple(Again(*card.name, order(asked[card.name], shuffle)) for card in drawn))


def judged(standing: Standing, at: InRecall, answer: Answer) -> tuple[Mark, Reviewed | None]:
    """What an answer is worth, and what to record; None if today's answer was given before.

    Refuses as `_question` does.
    """
    course, question = _question(standing, at.asked[at.index])
    before = _today(standing, (course.id, question.id))
    if before is not None:
        return mark(question, before.answer), None
    found = mark(question, answer)
    rated = rating(found.worth)
    return found, Reviewed(course.id, question.id, answer, found.worth, rated)


def page(standing: Standing, place: InRecall | AtRecall) -> RecallView | RecalledView:
    """What stands in the review. Refuses as `_question` does."""
    if isinstance(place, AtRecall):
        return _end(standing, place)
    again = place.asked[place.index]
    course, question = _question(standing, again)
    before = _today(standing, (course.id, question.id))
    answer = before.answer if before else None
    return RecallView(
        status=standing.status(),
        course=course,
        question=question,
        order=again.order,
        index=place.index,
        count=len(place.asked),
        answer=answer,
        mark=mark(question, answer) if before else None,
        lesson_title=_lesson_title(course, question),
        pictures=pictures(standing, course, (question,)),
    )


def _end(standing: Standing, place: AtRecall) -> RecalledView:
    asked = _askable(standing)
    found = []
    for again in place.asked:
        name = (again.course, again.question)
        given = _today(standing, name)
        if given is not None and name in asked:
            course, question = standing.course(again.course)[0], asked[name]
            worth = mark(question, given.answer)
            found.append(Recalled(course, question, worth, _lesson_title(course, question)))
    today = standing.kiosk.today
    held = ahead(_cards(standing, asked), today)
    return RecalledView(standing.status(), tuple(found), held, today)


def _askable(standing: Standing) -> dict[Name, Question]:
    """What may be asked: of the courses that were begun, in the learner's version.

    A course with a test under way is left out: a review would give its answers away.
    """
    found: dict[Name, Question] = {}
    for course in standing.courses:
        p = standing.progress.courses.get(course.id)
        if p is not None and not _tested(course, p):
            found |= askable(course)
    return found


def _tested(course: Course, p: CourseProgress) -> bool:
    tests = (course.pre_test, course.post_test)
    return any(quiz is not None and p.running(quiz.id) is not None for quiz in tests)


def _cards(standing: Standing, asked: dict[Name, Question]) -> tuple[Card, ...]:
    return cards(standing.events, asked, standing.kiosk.day_of) if asked else ()


def _question(standing: Standing, again: Again) -> tuple[Course, Question]:
    """A drawn question; refuses "recall-over" once it may not be asked any more."""
    question = _askable(standing).get((again.course, again.question))
    if question is None:
        raise NotAllowed("recall-over")
    return standing.course(again.course)[0], question


def _today(standing: Standing, name: Name) -> Reviewed | None:
    """The answer given to a question in today's review."""
    day_of, today = standing.kiosk.day_of, standing.kiosk.today
    for recorded in reversed(standing.events):
        event = recorded.event
        if isinstance(event, Reviewed) and (event.course, event.question) == name:
            return event if day_of(recorded.at) == today else None
    return None


def _lesson_title(course: Course, question: Question) -> str:
    return {x.id: x.title for x in course.lessons}.get(question.lesson, "")
