"""Many who sat the final test of a real course, by the 2PL model, with some questions gone bad.

For pictures of the item analysis and for its tests; nobody real answered so.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from kiosk.learning import attempts
from kiosk.learning.answers import Answer, Chosen
from kiosk.learning.course import Course
from kiosk.learning.events import AnswerGiven, CourseStarted, QuizStarted, QuizSubmitted
from kiosk.learning.question import ChoiceQuestion, Question
from kiosk.office.demo_class import right_answer, wrong_answer
from kiosk.people.learner import Learner
from kiosk.store import Store


def planted(course: Course) -> dict[str, str]:
    """Of the questions with one right choice: a wrong key, a second key, one that all solve."""
    asked = [q for q in course.post_test.questions if _plain(q)]
    return {asked[2].id: "key", asked[5].id: "second", asked[9].id: "easy"}


def _plain(question: Question) -> bool:
    asked = question.asked
    return isinstance(asked, ChoiceQuestion) and not asked.several and not asked.binary


def sit_final_tests(store: Store, course: Course, people: Sequence[Learner], seed: int = 1) -> None:
    """Each of them takes the final test once; the same seed gives the same answers."""
    chance, bad = random.Random(seed), planted(course)  # noqa: S311 - sample answers
    quiz = course.post_test
    hard = {q.id: chance.uniform(-2.0, 0.5) for q in quiz.questions}
    asked = {q.id: q for q in quiz.questions}
    for learner in people:
        ability, name = chance.gauss(0, 1), f"uji-{learner.id}"
        drawn = attempts.draw(
            quiz, lambda ids: tuple(chance.sample(list(ids), len(ids))), frozenset()
        )
        given = {q: _answer(asked[q], bad.get(q, ""), ability - hard[q], chance) for q in drawn}
        told = [AnswerGiven(course.id, quiz.id, name, q, a, 60) for q, a in given.items()]
        store.record(
            learner.id,
            CourseStarted(course.id, course.version),
            QuizStarted(course.id, quiz.id, name, drawn, {}),
            *told,
            QuizSubmitted(course.id, quiz.id, name, 50.0 + 10 * ability, quiz.pass_mark, 900),
        )


def _answer(question: Question, bad: str, over: float, chance: random.Random) -> Answer:
    knows = chance.random() < 1 / (1 + math.exp(-1.5 * over))
    asked = question.asked
    if not isinstance(asked, ChoiceQuestion) or asked.several or asked.binary:
        return right_answer(question) if knows else wrong_answer(question)
    key = next(c.id for c in asked.choices if c.right)
    others = [c.id for c in asked.choices if not c.right]
    match bad:
        case "key":
            return Chosen((others[0] if knows else chance.choice([key, *others[1:]]),))
        case "second":
            taken = chance.choice([key, others[0]]) if knows else chance.choice(others[1:])
            return Chosen((taken,))
        case "easy":
            return Chosen((key,))
        case _:
            return Chosen((key if knows else chance.choice(others),))
