"""Gaps, words to drag, places on a picture and essays, as their authors write them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from kiosk.catalog.lesson import is_id
from kiosk.catalog.row import near
from kiosk.learning.answers import fits, plain
from kiosk.learning.question import (
    Area,
    Cloze,
    Criterion,
    DragWords,
    Essay,
    Gap,
    Pointing,
    Slot,
    pieces,
)

if TYPE_CHECKING:
    from kiosk.catalog.row import Row

_MOST: Final = 26
_MOST_POINTS: Final = 100
_MOST_WORDS: Final = 2_000
_SIDES: Final = 4


def read_cloze(name: str, row: Row) -> Cloze:
    """`passage` with {gaps}, and a table [[question.gap]] for each."""
    passage, rows = row.text("passage"), row.rows("gap")
    gaps = tuple(_gap(name, r) for r in rows)
    _judge_gaps(name, row, passage, rows, [gap.name for gap in gaps])
    return Cloze(passage, gaps)


def _gap(question: str, row: Row) -> Gap:
    gap = Gap(
        name=row.text("name"),
        accept=row.texts("accept"),
        right_feedback=row.text("right_feedback", missing="no-feedback"),
        wrong_feedback=row.text("wrong_feedback", missing="no-feedback"),
        choices=row.texts("choices", needed=False),
    )
    row.close()
    if "" in {plain(text) for text in gap.accept}:
        row.fault("no-right-answer", "accept", id=question)
    if gap.choices:
        _judge_list(question, row, gap)
    return gap


def _judge_list(question: str, row: Row, gap: Gap) -> None:
    seen: set[str] = set()
    for place, text in enumerate(gap.choices):
        if text in seen:
            row.fault("duplicate-text", "choices", place, id=question)
        seen.add(text)
    rights = sum(fits(gap, text) for text in seen)
    if rights == 0:
        row.fault("no-right-answer", "choices", id=question)
    elif rights == len(seen):
        row.fault("too-few", "choices", key="choices", least=rights + 1)


def read_drag(name: str, row: Row) -> DragWords:
    """`passage` with {gaps}, a word for each, and `extra` words."""
    passage, rows = row.text("passage"), row.rows("gap")
    slots = []
    for r in rows:
        slots.append(
            Slot(r.text("name"), r.text("word"), r.text("feedback", missing="no-feedback"))
        )
        r.close()
    extra = row.texts("extra", needed=False)
    _judge_gaps(name, row, passage, rows, [slot.name for slot in slots])
    words = {slot.word for slot in slots}
    for place, text in enumerate(extra):
        if text in words:
            row.fault("duplicate-text", "extra", place, id=name)
    if len(words) + len(extra) == 1:
        row.fault("too-few", "extra", key="extra", least=1)
    return DragWords(passage, tuple(slots), extra)


def _judge_gaps(
    question: str, row: Row, passage: str, rows: tuple[Row, ...], names: list[str]
) -> None:
    if not rows:
        row.fault("too-few", "gap", key="gap", least=1)
    if len(rows) > _MOST:
        row.fault("too-many", "gap", key="gap", most=_MOST)
    marked = Counter(pieces(passage)[1::2])
    for at, name in zip(rows, names, strict=True):
        if name and not is_id(name):
            at.fault("bad-id", "name", value=name)
        elif name and names.count(name) > 1:
            at.fault("duplicate-text", "name", id=question)
        elif name and marked[name] != 1:
            at.fault("gap-place", "name", name=name, count=marked[name])
    for name in marked.keys() - set(names):
        row.fault("gap-unknown", "passage", name=name, near=near(name, names))


def read_pointing(row: Row) -> Pointing:
    """A picture and its areas."""
    rows = row.rows("area")
    areas = tuple(_area(f"w{place}", r) for place, r in enumerate(rows, start=1))
    if not any(area.right for area in areas):
        row.fault("no-right-area", "area")
    if len(rows) > _MOST:
        row.fault("too-many", "area", key="area", most=_MOST)
    return Pointing(
        picture=row.text("picture"),
        alternative=row.text("alternative"),
        areas=areas,
        wrong_feedback=row.text("wrong_feedback", missing="no-feedback"),
    )


def _area(name: str, row: Row) -> Area:
    sides = row.numbers("at")
    area = Area(
        id=name,
        name=row.text("name"),
        at=sides if len(sides) == _SIDES else (0.0, 0.0, 0.0, 0.0),
        right=row.flag("right"),
        feedback=row.text("feedback", missing="no-feedback"),
    )
    row.close()
    left, top, width, height = area.at
    fits_in = left >= 0 and top >= 0 and left + width <= 1 and top + height <= 1
    if not (fits_in and width > 0 and height > 0):
        row.fault("area-shape", "at")
    return area


def read_essay(row: Row) -> Essay:
    """A rubric [[question.criterion]], perhaps a model answer, perhaps a least number of words."""
    rows = row.rows("criterion")
    if not rows:
        row.fault("too-few", "criterion", key="criterion", least=1)
    rubric = []
    for place, r in enumerate(rows, start=1):
        rubric.append(Criterion(f"k{place}", r.text("text"), r.whole("points", 1, _MOST_POINTS)))
        r.close()
    least = row.whole("least_words", 0, _MOST_WORDS, default=0)
    return Essay(tuple(rubric), row.text("model", needed=False), least)
