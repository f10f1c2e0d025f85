"""A learner going through the real course at a real desk; answers come from the course's keys."""

from __future__ import annotations

from kiosk.desk.desk import Desk
from kiosk.desk.places import AtEvaluation, AtResult, AtTest, InLesson, InQuiz, Place
from kiosk.desk.views import EvaluationView, QuizView, ResultView
from kiosk.learning.answers import Answer, Chosen, Filled, Joined, Ordered, Pointed, Typed
from kiosk.learning.evaluation import Draft
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

COURSE = "pelayanan-prima"
LESSONS = (
    "mengapa-warga-datang",
    "standar-dan-maklumat",
    "perilaku-dan-kelompok-rentan",
    "mendengar-dengan-angka",
    "ketika-warga-mengeluh",
    "kasus-map-kurang-satu-lembar",
)
ITEMS = (
    "information", "room", "help", "relevance", "clarity", "examples", "legibility", "ease",
    "guidance",
)  # fmt: skip
CONTENT = Draft(dict.fromkeys(ITEMS, 4), "Ruangannya panas.")


def right(question: Question) -> Answer:
    """The answer that the course's author holds for right."""
    match question.asked:
        case ChoiceQuestion(choices=choices):
            return Chosen(tuple(c.id for c in choices if c.right))
        case Matching(pairs=pairs):
            return Joined({p.id: p.right for p in pairs})
        case Ordering(steps=steps):
            return Ordered(tuple(s.id for s in steps))
        case ShortAnswer(accept=accept):
            return Typed(accept[-1].upper())
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


def wrong(question: Question) -> Answer:
    """An answer that is worth nothing."""
    match question.asked:
        case ChoiceQuestion(choices=choices):
            return Chosen(tuple(c.id for c in choices if not c.right)[:1])
        case Matching():
            return Joined({})
        case Ordering(steps=steps):
            return Ordered((*(s.id for s in steps[1:]), steps[0].id))
        case _:
            return Typed("entahlah")


def question_at(desk: Desk, quiz: str, index: int = -1) -> QuizView:
    """The question shown; -1 is where answering stopped."""
    view = desk.view(InQuiz(COURSE, quiz, index))
    assert isinstance(view, QuizView)
    return view


def take(desk: Desk, quiz: str, *, wrongly: int = 0) -> ResultView:
    """A whole attempt, the first `wrongly` answers wrong."""
    desk.start(AtTest(COURSE, quiz))
    for index in range(len(question_at(desk, quiz).answered)):
        question = question_at(desk, quiz, index).question
        answer = wrong(question) if index < wrongly else right(question)
        desk.answer(InQuiz(COURSE, quiz, index), question.id, answer)
    return result(desk, desk.submit(InQuiz(COURSE, quiz)))


def result(desk: Desk, place: Place) -> ResultView:
    """What stands at a result."""
    assert isinstance(place, AtResult)
    view = desk.view(place)
    assert isinstance(view, ResultView)
    return view


def read_all(desk: Desk) -> None:
    """Every lesson to its end."""
    for lesson in LESSONS:
        desk.finish_lesson(InLesson(COURSE, lesson))


def form(desk: Desk) -> EvaluationView:
    """The evaluation form as it stands."""
    view = desk.view(AtEvaluation(COURSE))
    assert isinstance(view, EvaluationView)
    return view
