"""Questions on paper: which work there, the signs written for an answer, and back.

Choices, right-hand sides and words have letters in the order in which they are printed; steps have
digits. An answer is typed in as it stands on the sheet: "A", "ACD", "BADC", "3142", "14; maklumat".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec import Struct, structs

from kiosk.learning import attempts as tries
from kiosk.learning.answers import Answer, Chosen, Filled, Joined, Ordered, Typed
from kiosk.learning.attempts import Shuffle
from kiosk.learning.course import Behaviour, Quiz
from kiosk.learning.question import (
    ChoiceQuestion,
    Cloze,
    DragWords,
    Matching,
    NumberAnswer,
    Ordering,
    Question,
    ShortAnswer,
    pieces,
)
from kiosk.learning.trouble import NotAllowed

NONE: Final = "-"
BETWEEN: Final = ";"
LONGEST: Final = 200
"""Characters of a typed word."""
MOST: Final = 9
"""Steps of an order that single digits can number."""
Orders = Mapping[str, tuple[str, ...]]


class Package(Struct, frozen=True):
    """A drawing as it is printed: questions in their order, and of each the order of its parts."""

    letter: str
    questions: tuple[str, ...]
    orders: dict[str, tuple[str, ...]]


def works(question: Question) -> bool:
    """Whether a question can be asked on paper: no pictures to choose or point at, no essays."""
    match question.asked:
        case ChoiceQuestion() as asked:
            return not asked.pictured
        case Ordering(steps=steps):
            return len(steps) <= MOST
        case Matching() | ShortAnswer() | NumberAnswer() | Cloze() | DragWords():
            return True
        case _:
            return False


def printable(quiz: Quiz) -> Quiz:
    """The test without what does not work on paper; judged at its end."""
    kept = tuple(q for q in quiz.questions if works(q))
    return structs.replace(quiz, questions=kept, behaviour=Behaviour.DEFERRED)


def packages(quiz: Quiz, count: int, shuffle: Shuffle) -> tuple[Package, ...]:
    """One drawing, printed in `count` (1 or 2) other orders. Refuses "paper-none"."""
    paper = printable(quiz)
    drawn = tries.draw(paper, shuffle, frozenset())
    if not drawn:
        raise NotAllowed("paper-none")
    asked = {q.id: q for q in paper.questions}
    made: list[Package] = []
    for place in range(count):
        # the second is another order for sure, whatever chance says
        turned = drawn if not place else (*drawn[1:], drawn[0])
        orders = {q: tries.order(asked[q], shuffle) for q in turned}
        if place:
            orders = {q: (*order[1:], *order[:1]) for q, order in orders.items()}
            orders |= {q: made[0].orders[q] for q in turned if _fixed(asked[q])}
        made.append(Package(chr(ord("A") + place), turned, orders))
    return tuple(made)


def _fixed(question: Question) -> bool:
    return isinstance(question.asked, ChoiceQuestion) and question.asked.binary


def letter(place: int) -> str:
    """The letter of a place: 0 is A."""
    return chr(ord("A") + place)


def single(question: Question) -> bool:
    """Whether one key is the whole answer."""
    return isinstance(question.asked, ChoiceQuestion) and not question.asked.several


def read(question: Question, order: Sequence[str], typed: str) -> Answer | None:
    """The answer that was typed, None for nothing. Refuses "paper-unread" what cannot be meant."""
    words = " ".join(typed.split())[:LONGEST]
    if not words:
        return None
    match question.asked:
        case ChoiceQuestion(several=several):
            found = _places(words, len(order), letter)
            if len(found) > 1 and not several:
                raise NotAllowed("paper-unread")
            return Chosen(tuple(each for n, each in enumerate(order) if n in found))
        case Matching(pairs=pairs):
            rights = _each(words, order, len(pairs))
            return Joined({p.id: r for p, r in zip(pairs, rights, strict=False) if r})
        case DragWords(passage=passage):
            names = _names(passage)
            said = _each(words, order, len(names))
            return Filled({name: w for name, w in zip(names, said, strict=False) if w})
        case Ordering():
            steps = _places(words, len(order), lambda n: str(n + 1))
            if len(steps) > len(order) or None in steps:
                raise NotAllowed("paper-unread")
            return Ordered(tuple(order[n] for n in steps if n is not None))
        case Cloze() as asked:
            return _filled(asked, words)
        case _:
            return Typed(words)


def _places(words: str, count: int, sign: Callable[[int], str]) -> list[int | None]:
    """The place of each sign, None for a dash. Refuses "paper-unread" any other sign."""
    known = {sign(n): n for n in range(count)}
    signs = [each for each in words.upper() if each not in " ,."]
    if any(each not in known and each != NONE for each in signs):
        raise NotAllowed("paper-unread")
    return [known.get(each) for each in signs]


def _each(words: str, order: Sequence[str], most: int) -> list[str]:
    found = _places(words, len(order), letter)
    if len(found) > most:
        raise NotAllowed("paper-unread")
    return ["" if n is None else order[n] for n in found]


def _filled(asked: Cloze, words: str) -> Filled:
    names, parts = _names(asked.passage), [part.strip() for part in words.split(BETWEEN)]
    if len(parts) > len(names):
        raise NotAllowed("paper-unread")
    choices = {gap.name: gap.choices for gap in asked.gaps}
    found = {}
    for name, part in zip(names, parts, strict=False):
        place = ord(part.upper()) - ord("A") if len(part) == 1 else -1
        offered = choices[name]
        said = offered[place] if 0 <= place < len(offered) else part
        if said and said != NONE:
            found[name] = said
    return Filled(found)


def _names(passage: str) -> tuple[str, ...]:
    """The names of its gaps, in the order in which they are read."""
    return pieces(passage)[1::2]


def written(question: Question, order: Sequence[str], answer: Answer | None) -> str:
    """An answer as it is written on paper; "" for none."""
    said = _written(question, order, answer)
    return said if said.strip(f"{NONE}{BETWEEN} ") else ""


def _written(question: Question, order: Sequence[str], answer: Answer | None) -> str:
    match question.asked, answer:
        case ChoiceQuestion(), Chosen(ids=ids):
            return "".join(letter(n) for n, each in enumerate(order) if each in ids)
        case Matching(pairs=pairs), Joined(pairs=joined):
            return "".join(_sign(order, joined.get(p.id, "")) for p in pairs)
        case DragWords(passage=passage), Filled(gaps=said):
            return "".join(_sign(order, said.get(name, "")) for name in _names(passage))
        case Ordering(), Ordered(ids=ids):
            return "".join(str(list(order).index(each) + 1) for each in ids if each in order)
        case Cloze(passage=passage), Filled(gaps=said):
            return f"{BETWEEN} ".join(said.get(name, NONE) for name in _names(passage))
        case _, Typed(text=text):
            return text
        case _:
            return ""


def _sign(order: Sequence[str], word: str) -> str:
    return letter(list(order).index(word)) if word in order else NONE


def right(question: Question) -> Answer:
    """The answer that the author holds for right, for the trainer's key."""
    match question.asked:
        case ChoiceQuestion(choices=choices):
            return Chosen(tuple(c.id for c in choices if c.right))
        case Matching(pairs=pairs):
            return Joined({p.id: p.right for p in pairs})
        case Ordering(steps=steps):
            return Ordered(tuple(s.id for s in steps))
        case ShortAnswer(accept=accept):
            return Typed(" / ".join(accept))
        case NumberAnswer(answer=number):
            return Typed(f"{number:g}".replace(".", ","))
        case Cloze(gaps=gaps):
            return Filled({gap.name: gap.accept[0] for gap in gaps})
        case DragWords(slots=slots):
            return Filled({slot.name: slot.word for slot in slots})
        case _:
            return Typed("")


def blank(question: Question) -> Answer:
    """An answer of the question's kind that says nothing, in place of one that was a slip."""
    match question.asked:
        case ChoiceQuestion():
            return Chosen(())
        case Matching():
            return Joined({})
        case Ordering():
            return Ordered(())
        case Cloze() | DragWords():
            return Filled({})
        case _:
            return Typed("")
