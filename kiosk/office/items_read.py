"""The answers of everybody's first final attempts, from the records that reports are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from kiosk.learning.items import Sheet
from kiosk.office.items import sheet
from kiosk.office.records import Records, Source


class Stopped(Exception):
    """Somebody stopped the reading; what was folded until then is kept."""


def read_sheets(source: Source, told: Callable[[int, int], None]) -> dict[str, tuple[Sheet, ...]]:
    """Everybody's first final attempts by course, oldest first; in any thread. Raises StoreTrouble.

    `told` hears how many of how many learners are read, and may raise Stopped.
    """
    with source.opened() as records:
        records.up_to_date(told)
        return gathered(records)


def gathered(records: Records) -> dict[str, tuple[Sheet, ...]]:
    """The same from records that are up to date."""
    found: dict[str, list[Sheet]] = defaultdict(list)
    for learner, attempts in records.answers():
        for each in attempts:
            if each.first and each.answers:
                found[each.course].append(sheet(learner, each))
    return {
        course: tuple(sorted(each, key=lambda x: (x.at, x.learner)))
        for course, each in found.items()
    }
