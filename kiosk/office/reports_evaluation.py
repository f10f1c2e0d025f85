"""What participants said of the courses. Evaluations carry neither name, unit nor day.

So they are told by course only, all years together, and nothing is told of a course of which fewer
than five were given: a single answer would say whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kiosk.learning.evaluation import BLOCKS
from kiosk.learning.events import EvaluationAnswered
from kiosk.office.reports import (
    Asked,
    Chart,
    Column,
    Fact,
    Form,
    Grid,
    Kind,
    Report,
    Series,
    Shape,
    mean,
)
from kiosk.sheets.write import Value

FEWEST: Final = 5
ITEMS: Final = tuple(item for _, items in BLOCKS for item in items)
MARKS: Final = (1, 2, 3, 4)


def evaluation(given: Iterable[EvaluationAnswered], asked: Asked) -> Report:
    """The summary; `given` are all evaluations of this kiosk."""
    by_course: dict[str, list[EvaluationAnswered]] = {}
    for each in given:
        if asked.takes(each.course):
            by_course.setdefault(each.course, []).append(each)
    told = {c: found for c, found in sorted(by_course.items()) if len(found) >= FEWEST}
    everything = [e for found in told.values() for e in found]
    notes = ["no-day"]
    if not asked.everybody:
        notes.append("no-unit")
    if len(told) < len(by_course):
        notes.append("too-few")
    return Report(
        Kind.EVALUATION,
        asked,
        facts=(
            Fact("evaluations", sum(map(len, by_course.values()))),
            Fact("rating-mean", _mean(everything), Form.RATIO),
        ),
        charts=_charts(told, everything, asked),
        grids=(
            Grid("courses", _COURSES, tuple(_course(asked, c, x) for c, x in by_course.items())),
            Grid("items", _ITEMS, tuple(_item(i, everything) for i in ITEMS) if everything else ()),
        ),
        notes=tuple(notes),
        texts=_texts(told, asked),
    )


_COURSES = (
    Column("course", Form.TEXT), Column("evaluations"), Column("rating-mean", Form.RATIO),
    *(Column(f"block-{block}", Form.RATIO) for block, _ in BLOCKS),
)  # fmt: skip
_ITEMS = (
    Column("item", Form.WORD), Column("rating-mean", Form.RATIO),
    *(Column(f"mark-{mark}") for mark in MARKS),
)  # fmt: skip


def _mean(given: Iterable[EvaluationAnswered], items: Sequence[str] = ITEMS) -> float | None:
    """The mean of all marks 1–4 given to some items."""
    return mean(float(e.ratings[i]) for e in given for i in items if i in e.ratings)


def _course(asked: Asked, course: str, given: Sequence[EvaluationAnswered]) -> tuple[Value, ...]:
    title = asked.title(course)
    if len(given) < FEWEST:
        return (title, len(given), *(None for _ in range(1 + len(BLOCKS))))
    return (title, len(given), _mean(given), *(_mean(given, items) for _, items in BLOCKS))


def _item(item: str, given: Sequence[EvaluationAnswered]) -> tuple[Value, ...]:
    marks = [e.ratings[item] for e in given if item in e.ratings]
    return (f"item-{item}", mean(map(float, marks)), *(marks.count(mark) for mark in MARKS))


def _charts(
    told: dict[str, list[EvaluationAnswered]],
    everything: Sequence[EvaluationAnswered],
    asked: Asked,
) -> tuple[Chart, ...]:
    labels = tuple(asked.title(c) for c in told)
    means = tuple(_mean(found) for found in told.values())
    items = tuple(f"item-{item}" for item in ITEMS) if everything else ()
    marks = tuple(_mean(everything, (item,)) for item in ITEMS) if everything else ()
    series = "rating-mean"
    return (
        Chart("rating-courses", Shape.BARS, labels, (Series(series, means),), Form.RATIO, most=4.0),
        Chart(
            "rating-items", Shape.BARS, items, (Series(series, marks),), Form.RATIO,
            label=Form.WORD, most=4.0,
        ),
    )  # fmt: skip


def _texts(told: dict[str, list[EvaluationAnswered]], asked: Asked) -> tuple[tuple[str, str], ...]:
    """(course's title, text), by the alphabet: their order says nothing of who came when."""
    return tuple(
        (asked.title(course), text)
        for course, found in told.items()
        for text in sorted(
            (" ".join(e.text.split()) for e in found if e.text.strip()), key=str.casefold
        )
    )
