"""Warnings about a set of questions: what lets a learner guess, or makes a question hard to read.

The limits are those of the blueprint of the courses (section 1, "Wrong choices are real mistakes").
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kiosk.catalog.plain import plain, words
from kiosk.catalog.questions import Written
from kiosk.learning.question import ChoiceQuestion

if TYPE_CHECKING:
    from kiosk.catalog.fault import Findings

_ENOUGH: Final = 12
_ENOUGH_FOR_LENGTH: Final = 5
_LONGEST_SHARE: Final = 0.3
_TRUE_FALSE_SHARE: Final = 0.1
_MOST_STEM_WORDS: Final = 60
_LOW, _HIGH = 0.8, 1.2  # of the even share: 20–30 % with four choices
_ALL_OF_THESE: Final = re.compile(
    r"(semua|seluruh)(nya)?( \w+){0,3} (benar|salah|tepat|di atas)|"
    r"tidak (satu ?pun|ada yang)( \w+){0,2}( (benar|salah|tepat|di atas))?|"
    r"[a-d](,? [a-d])*,? dan [a-d]( (benar|salah|tepat))?",
    re.IGNORECASE,
)


def judge_balance(findings: Findings, written: Mapping[str, tuple[Written, ...]]) -> None:
    """Warnings for each question, and for each file as a set."""
    for file, group in written.items():
        for each in group:
            _judge_one(each)
        singles = [each.question.asked for each in group if each.kind == "single"]
        choices = [asked for asked in singles if isinstance(asked, ChoiceQuestion)]
        _judge_spread(findings, file, choices)
        _judge_longest(findings, file, choices)
        count = sum(each.kind == "true_false" for each in group)
        if count > 1 and count > _TRUE_FALSE_SHARE * len(group):
            findings.add(file, 1, "many-true-false", count=count, total=len(group))


def _judge_one(each: Written) -> None:
    question = each.question
    length = words(plain(question.stem))
    if length > _MOST_STEM_WORDS:
        each.row.fault("long-stem", "stem", words=length, most=_MOST_STEM_WORDS)
    if not question.source:
        each.row.fault("no-source", "source", id=question.id)
    if isinstance(question.asked, ChoiceQuestion):
        for row, choice in zip(each.row.rows("choice"), question.asked.choices, strict=False):
            if _ALL_OF_THESE.fullmatch(choice.text.strip(" .")):
                row.fault("all-of-these", "text")


def _judge_spread(findings: Findings, file: str, asked: list[ChoiceQuestion]) -> None:
    if len(asked) < _ENOUGH:
        return
    widest = max(len(question.choices) for question in asked)
    counts = [sum(_key(question) == place for question in asked) for place in range(widest)]
    even = [sum(1 / len(q.choices) for q in asked if len(q.choices) > p) for p in range(widest)]
    if not all(map(_is_even, counts, even)):
        spread = ", ".join(f"{chr(65 + place)} {count}" for place, count in enumerate(counts))
        findings.add(file, 1, "keys-uneven", spread=spread, total=len(asked))


def _is_even(count: int, share: float) -> bool:
    """Within a fifth of the even share, or as near as whole numbers come to it."""
    low = min(_LOW * share, math.floor(share))
    return low <= count <= max(_HIGH * share, math.ceil(share))


def _judge_longest(findings: Findings, file: str, asked: list[ChoiceQuestion]) -> None:
    count = sum(map(_key_is_longest, asked))
    if len(asked) >= _ENOUGH_FOR_LENGTH and count > _LONGEST_SHARE * len(asked):
        findings.add(file, 1, "key-longest", count=count, total=len(asked))


def _key(asked: ChoiceQuestion) -> int:
    return next((place for place, choice in enumerate(asked.choices) if choice.right), -1)


def _key_is_longest(asked: ChoiceQuestion) -> bool:
    rights = [len(choice.text) for choice in asked.choices if choice.right]
    wrongs = [len(choice.text) for choice in asked.choices if not choice.right]
    return bool(rights and wrongs) and max(rights) > max(wrongs)
