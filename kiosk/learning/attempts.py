"""Attempts at a test: what is drawn, what it scores, when the next may begin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from kiosk.learning.answers import Answer, Mark, judged, mark
from kiosk.learning.course import Behaviour, Quiz
from kiosk.learning.events_office import EssayMarked
from kiosk.learning.question import (
    ChoiceQuestion,
    DragWords,
    Essay,
    Matching,
    Ordering,
    Question,
)
from kiosk.learning.trouble import NotAllowed

Shuffle: TypeAlias = Callable[[Sequence[str]], tuple[str, ...]]
"""Chance, handed in: the same things in an order drawn by it."""

MINUTE, DAY = 60_000, 86_400_000
FULL = 100
SURE: Final = {1: (1 / 3, 0.0), 2: (2 / 3, -2 / 3), 3: (1.0, -2.0)}
"""Points of a right and a wrong answer, by how sure the learner was."""


class Attempt(Struct, frozen=True):
    """One attempt as it stands. Times are UTC milliseconds, `used` seconds.

    `judged`: the answers that were judged at once, oldest first; `sure` 1–3 by question.
    `waiting`: so many essays were handed in with it and not all are marked yet; `essays`: the
    trainer's marks by question. `paper`: the id of the paper it was taken on, "" on screen.
    """

    id: str
    quiz: str
    questions: tuple[str, ...]
    orders: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, Answer]
    flagged: frozenset[str]
    started: int
    used: int
    last: str = ""
    submitted: int | None = None
    score: float | None = None
    passed: bool = False
    judged: Mapping[str, tuple[Answer, ...]] = {}
    sure: Mapping[str, int] = {}
    last_counts: bool = False
    pass_mark: int | None = None
    waiting: int = 0
    essays: Mapping[str, EssayMarked] = {}
    paper: str = ""

    def mark(self, question: Question) -> Mark:
        """What the answer to one of its questions is worth, its essays as they are marked."""
        answer = self.answers.get(question.id)
        return judged(question, answer, self.essays.get(question.id))


def draw(quiz: Quiz, shuffle: Shuffle, seen: frozenset[str]) -> tuple[str, ...]:
    """Question ids of a new attempt, in their order; unseen questions come first in each draw."""
    if not quiz.draws:
        return shuffle([q.id for q in quiz.questions])
    taken: list[str] = []
    for wanted in quiz.draws:
        pool = [
            q.id
            for q in quiz.questions
            if q.lesson == wanted.lesson and q.level == wanted.level and q.id not in taken
        ]
        fresh_first = sorted(shuffle(pool), key=lambda q: q in seen)
        taken.extend(fresh_first[: wanted.count])
    return shuffle(taken)


def order(question: Question, shuffle: Shuffle) -> tuple[str, ...]:
    """The order in which a question's parts are shown; true/false keeps its own."""
    match question.asked:
        case ChoiceQuestion(choices=choices, binary=binary):
            ids = [c.id for c in choices]
            return tuple(ids) if binary else shuffle(ids)
        case Matching(pairs=pairs, extra=extra):
            return shuffle([*(p.right for p in pairs), *extra])
        case Ordering(steps=steps):
            ids = [s.id for s in steps]
            mixed = shuffle(ids)
            return mixed if list(mixed) != ids else (*mixed[1:], mixed[0])
        case DragWords(slots=slots, extra=extra):
            return shuffle([*(slot.word for slot in slots), *extra])
        case _:
            return ()


def score(quiz: Quiz, attempt: Attempt) -> float:
    """The score 0–100, one decimal: the mean points of the questions asked, never below 0."""
    asked = {q.id: q for q in quiz.questions}
    known = [asked[q] for q in attempt.questions if q in asked]
    if not known:
        return 0.0
    total = sum(points(quiz, attempt, q) for q in known)
    return round(max(0.0, 100 * total / len(known)), 1)


def points(quiz: Quiz, attempt: Attempt, question: Question) -> float:
    """What a question adds: its worth (0.0–1.0), or as the test's behaviour has it.

    Judged at once: each try used up takes an equal part off, the best try counts. By certainty:
    1/3, 2/3 or 1 if right, 0, -2/3 or -2 if wrong (Gardner-Medwin 1995), in between if partly.
    An essay adds its worth in every test, and nothing while it waits.
    """
    answer = attempt.answers.get(question.id)
    if isinstance(question.asked, Essay):
        return attempt.mark(question).worth
    match quiz.behaviour:
        case Behaviour.DEFERRED:
            return mark(question, answer).worth
        case Behaviour.IMMEDIATE:
            return _best_try(quiz, question, attempt.judged.get(question.id, ()), answer)
        case Behaviour.CERTAINTY:
            if answer is None:
                return 0.0
            right, wrong = SURE[max(1, attempt.sure.get(question.id, 0))]
            return wrong + (right - wrong) * mark(question, answer).worth


def _best_try(
    quiz: Quiz, question: Question, judged: tuple[Answer, ...], last: Answer | None
) -> float:
    tried = judged if last is None or last in judged[-1:] else (*judged, last)
    worths = [mark(question, answer).worth for answer in tried[: quiz.tries]]
    return max((w * (1 - n / quiz.tries) for n, w in enumerate(worths)), default=0.0)


def settled(quiz: Quiz, attempt: Attempt, question: Question) -> bool:
    """Whether nothing can be changed any more at a question that is judged at once."""
    judged = attempt.judged.get(question.id, ())
    return len(judged) >= quiz.tries or any(mark(question, answer).right for answer in judged)


def next_allowed(quiz: Quiz, ended: Sequence[Attempt], now: int) -> int | None:
    """UTC ms from which the next attempt may begin; None when no attempt is left.

    Never later than a whole wait from now, whatever the clock said when the last one ended. An
    end a day or more ahead of the clock tells nothing of how long ago it was: nobody waits for it.
    """
    if quiz.attempts and len(ended) >= quiz.attempts:
        return None
    if not ended:
        return 0
    last = ended[-1].submitted or ended[-1].started
    return 0 if last - now >= DAY else min(last, now) + quiz.wait_minutes * MINUTE


def may_start(quiz: Quiz, ended: Sequence[Attempt], now: int) -> None:
    """Raise NotAllowed unless a new attempt may begin at `now`.

    Codes: "essays-waiting" (of an earlier attempt), "no-attempts-left", "wait".
    """
    if any(a.waiting for a in ended):
        raise NotAllowed("essays-waiting")
    allowed = next_allowed(quiz, ended, now)
    if allowed is None:
        raise NotAllowed("no-attempts-left", attempts=quiz.attempts)
    if now < allowed:
        raise NotAllowed("wait", until=allowed)


def counting(attempts: Sequence[Attempt]) -> Attempt | None:
    """The attempt that counts: the best score, the earlier of equals; or the last, if so ruled.

    One whose essays wait has no score yet; where the last counts, none counts until then.
    """
    ended = [a for a in attempts if a.score is not None]
    if ended and ended[-1].last_counts:
        return None if ended[-1].waiting else ended[-1]
    ended = [a for a in ended if not a.waiting]
    return max(ended, key=lambda a: (a.score or 0.0, -(a.submitted or 0)), default=None)


def gain(pre: float, post: float) -> float | None:
    """N-gain (Hake 1998): share of the possible gain reached; None where nothing was to gain."""
    return None if pre >= FULL else (post - pre) / (FULL - pre)
