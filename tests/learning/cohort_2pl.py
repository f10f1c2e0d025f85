"""Simulated cohorts: people and questions by the two-parameter logistic model, some questions bad.

Ability is standard normal. A person solves a question with a probability of
1/(1 + exp(-a(ability - b))); who does not solve it takes one of three distractors, some more
attractive than others. A test draws 15 of its 30 questions. The bad ones:

key      the answer marked as right is one of the distractors
second   a second choice is right, too: those who know take either, 40 to 60 % the marked one
random   solved by 30 to 70 % whatever their ability
easy     b = -5: almost everybody solves it
hard     b = 4: almost nobody does
idle     two of the three distractors are taken by one in fifty each of those who take any
"""

from __future__ import annotations

import math
import random
from typing import Final

from msgspec import Struct

from kiosk.learning.course import Quiz
from kiosk.learning.items import Sheet
from kiosk.learning.question import Choice, ChoiceQuestion, Level, Question

QUESTIONS, DRAWN = 30, 15
BAD: Final = ("key", "second", "random", "easy", "hard", "idle")
CHOICES: Final = "abcd"


class Planted(Struct, frozen=True):
    """A question as it is: what is wrong with it ("" nothing) and the model's parameters."""

    bad: str
    a: float
    b: float
    pull: tuple[float, float, float]
    split: float


def quiz() -> Quiz:
    """Thirty questions with four choices, of which "a" is marked as right."""
    asked = ChoiceQuestion(tuple(Choice(c, c, c == "a", "") for c in CHOICES))
    level = Level.USE
    numbers = range(QUESTIONS)
    return Quiz("post", tuple(Question(f"q{n}", (), asked, "satu", level, "") for n in numbers))


def planted(chance: random.Random) -> tuple[Planted, ...]:
    """Thirty questions, six of them bad, each in its way."""
    places = dict(zip(chance.sample(range(QUESTIONS), len(BAD)), BAD, strict=True))
    return tuple(_question(places.get(n, ""), chance) for n in range(QUESTIONS))


def _question(bad: str, chance: random.Random) -> Planted:
    lowest, highest = {"easy": (-5, -5), "hard": (4, 4), "idle": (-1, 0.8)}.get(bad, (-2, 0.8))
    pull = tuple(chance.uniform(0.5, 1.5) for _ in range(3))
    if bad == "idle":
        working = chance.randrange(3)
        pull = tuple(1.0 if n == working else 0.02 for n in range(3))
    split = chance.uniform(0.4, 0.6) if bad == "second" else chance.uniform(0.3, 0.7)
    a, b = chance.uniform(0.9, 2.0), chance.uniform(lowest, highest)
    return Planted(bad, a, b, (pull[0], pull[1], pull[2]), split)


def sat(questions: tuple[Planted, ...], people: int, chance: random.Random) -> tuple[Sheet, ...]:
    """So many people, each with a draw of their own."""
    return tuple(_sheet(questions, n, chance) for n in range(people))


def _sheet(questions: tuple[Planted, ...], person: int, chance: random.Random) -> Sheet:
    ability = chance.gauss(0, 1)
    taken = {
        f"q{n}": (_taken(questions[n], ability, chance),)
        for n in chance.sample(range(QUESTIONS), DRAWN)
    }
    worths = {name: float(choice == ("a",)) for name, choice in taken.items()}
    return Sheet(f"peserta-{person}", person, worths, taken)


def _taken(question: Planted, ability: float, chance: random.Random) -> str:
    solves = 1 / (1 + math.exp(-question.a * (ability - question.b)))
    if question.bad == "random":
        solves = question.split
    knows = chance.random() < solves
    match question.bad:
        case "key":
            return "b" if knows else chance.choices("acd", question.pull)[0]
        case "second" if knows:
            return "a" if chance.random() < question.split else "b"
        case "second":
            return chance.choice("cd")
        case _:
            return "a" if knows else chance.choices("bcd", question.pull)[0]
