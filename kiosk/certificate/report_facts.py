"""What a report on paper shows: everything in words and figures already."""

from __future__ import annotations

from msgspec import Struct

from kiosk.certificate.letter_facts import Heading


class PaperChart(Struct, frozen=True):
    """A chart: bars that lie or (`upright`) stand, one or two series over the same labels.

    `written` are the values as words, by series; None leaves a gap. `most`: the end of the scale,
    `goal`: a line across.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    written: tuple[tuple[str, ...], ...]
    upright: bool = False
    most: float | None = None
    goal: float | None = None


class PaperTable(Struct, frozen=True):
    """A table: headings, which of them are numbers, and rows of words. `note` stands below it."""

    title: str
    headings: tuple[str, ...]
    numbers: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class ReportPaper(Struct, frozen=True):
    """A report in letter form. `asked` and `facts` are names and values."""

    heading: Heading
    title: str
    asked: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    charts: tuple[PaperChart, ...]
    tables: tuple[PaperTable, ...]
    notes: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
