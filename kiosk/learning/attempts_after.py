"""An attempt at a test, event by event: begun, answered, handed in, its essays marked."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import structs

from kiosk.learning.attempts import Attempt
from kiosk.learning.events import AnswerGiven, QuestionFlagged, QuizStarted, QuizSubmitted
from kiosk.learning.events_office import EssayMarked, QuizMarked

InAttempt: TypeAlias = (
    QuizStarted | AnswerGiven | QuestionFlagged | QuizSubmitted | EssayMarked | QuizMarked
)


def attempts_after(held: tuple[Attempt, ...], event: InAttempt, at: int) -> tuple[Attempt, ...]:
    """The attempts after an event at UTC ms `at`. What comes after its end changes nothing of one.

    But for a trainer's marks, and answers on paper that were typed in wrong: they come only then.
    `QuizMarked` sets its score, and whether it was passed by the mark that stood when it was handed
    in.
    """
    if isinstance(event, QuizStarted):
        if any(a.id == event.attempt for a in held):
            return held
        drawn = (event.questions, event.orders)
        new = Attempt(event.attempt, event.quiz, *drawn, {}, frozenset(), at, 0, paper=event.paper)
        return (*held, new)
    return tuple(_attempt_after(a, event, at) if a.id == event.attempt else a for a in held)


def _attempt_after(a: Attempt, event: InAttempt, at: int) -> Attempt:
    if isinstance(event, EssayMarked | QuizMarked):
        return _marked(a, event)
    corrected = bool(a.paper) and isinstance(event, AnswerGiven)
    if a.submitted is not None and not corrected:
        return a
    match event:
        case QuizStarted():
            return a
        case AnswerGiven():
            return _answered(a, event)
        case QuestionFlagged():
            flag = {event.question}
            flagged = a.flagged | flag if event.on else a.flagged - flag
            return structs.replace(a, flagged=flagged)
        case QuizSubmitted():
            return structs.replace(
                a,
                submitted=at,
                score=event.score,
                passed=event.passed,
                used=event.used,
                last_counts=event.last_counts,
                pass_mark=event.pass_mark,
                waiting=event.waiting,
            )


def _answered(a: Attempt, event: AnswerGiven) -> Attempt:
    name, judged, sure = event.question, a.judged, a.sure
    if event.judged:
        judged = {**judged, name: (*judged.get(name, ()), event.answer)}
    if event.sure:
        sure = {**sure, name: event.sure}
    return structs.replace(
        a,
        answers={**a.answers, name: event.answer},
        used=max(a.used, event.used),
        last=name,
        judged=judged,
        sure=sure,
    )


def _marked(a: Attempt, event: EssayMarked | QuizMarked) -> Attempt:
    if a.submitted is None:
        return a
    if isinstance(event, EssayMarked):
        return structs.replace(a, essays={**a.essays, event.question: event})
    passed = a.pass_mark is None or event.score >= a.pass_mark
    return structs.replace(a, score=event.score, passed=passed, waiting=0)
