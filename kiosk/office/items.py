"""The item analysis of a course's final test: whose answers, which questions to look at again."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from kiosk.catalog.lines import key_lines
from kiosk.catalog.plain import plain
from kiosk.learning.course import Course
from kiosk.learning.items import Figures, Item, Sheet, figures
from kiosk.learning.items_found import Finding, Verdict, judge
from kiosk.learning.question import Question
from kiosk.learning.summary_answers import AnswersSummary
from kiosk.office.items_words import FINDINGS, advice
from kiosk.sheets.write import Table

ORDER = tuple(Finding)


class Wanted(Struct, frozen=True):
    """Whose attempts: at the final test of a course, by the members of a cohort ("" everybody).

    `since` and `until` are ISO days, both counted; "" without end.
    """

    course: str
    cohort: str = ""
    since: str = ""
    until: str = ""


class Row(Struct, frozen=True):
    """A question by its place in the test, from 1, and what its answers tell."""

    number: int
    question: Question
    item: Item
    verdict: Verdict

    @property
    def words(self) -> str:
        """What it asks."""
        return plain(self.question.stem)


class Analysis(Struct, frozen=True):
    """The analysis of a course's final test; `since` and `until` are the days of its answers."""

    course: str
    version: str
    title: str
    figures: Figures
    rows: tuple[Row, ...]
    since: str = ""
    until: str = ""
    papers: int = 0

    @property
    def to_review(self) -> int:
        """How many questions somebody should look at."""
        return sum(row.verdict.to_review for row in self.rows)

    def gravest_first(self) -> tuple[Row, ...]:
        """What is to be looked at before what is in order."""
        return tuple(sorted(self.rows, key=lambda r: (ORDER.index(r.verdict.finding), r.number)))


class Origin(Struct, frozen=True):
    """Where a question is written: file in the course's folder, line from 1, and its text."""

    file: str
    line: int
    text: str


def sheet(learner: str, attempt: AnswersSummary) -> Sheet:
    """An attempt as the analysis wants it; essays without a mark are left out."""
    judged = [a for a in attempt.answers if not a.waiting]
    worths = {a.question: a.worth for a in judged}
    chosen = {a.question: a.chosen for a in judged if a.chosen}
    return Sheet(learner, attempt.at, worths, chosen, attempt.paper)


def within(
    taken: Iterable[Sheet],
    wanted: Wanted,
    day_of: Callable[[int], str],
    members: Container[str] | None = None,
) -> Iterator[Sheet]:
    """Those of the span asked for, and of the cohort's `members`; None: of everybody."""
    for each in taken:
        if members is not None and each.learner not in members:
            continue
        day = day_of(each.at) if wanted.since or wanted.until else ""
        if wanted.since <= day and (not wanted.until or day <= wanted.until):
            yield each


def analysis(course: Course, taken: Iterable[Sheet], day_of: Callable[[int], str]) -> Analysis:
    """What the attempts at a course's final test tell of its questions."""
    kept = tuple(taken)
    told = figures(course.post_test, kept)
    asked = {q.id: (place, q) for place, q in enumerate(course.post_test.questions, start=1)}
    rows = tuple(
        Row(*asked[item.question], item, judge(asked[item.question][1], item))
        for item in told.items
    )
    return Analysis(
        course=course.id,
        version=course.version,
        title=course.title,
        figures=told,
        rows=rows,
        since=day_of(told.since) if told.n else "",
        until=day_of(told.until) if told.n else "",
        papers=sum(sheet.paper for sheet in kept),
    )


def origin(folder: Path, question: str) -> Origin | None:
    """Where a question stands in the source of its course; None if it is not there."""
    for file in sorted((folder / "questions").glob("*.toml")):
        text = file.read_text("utf-8")
        lines, written = key_lines(text), text.splitlines()
        for kind, rows in tomllib.loads(text).items():
            for place, row in enumerate(rows if isinstance(rows, list) else ()):
                if isinstance(row, dict) and row.get("id") == question:
                    first = lines.get((kind, place), 1)
                    after = lines.get((kind, place + 1), len(written) + 1)
                    part = "\n".join(written[first - 1 : after - 1]).rstrip()
                    return Origin(file.relative_to(folder).as_posix(), first, part)
    return None


def table(told: Analysis) -> Table:
    """The analysis as a sheet."""
    rows = [
        (
            row.number,
            row.question.id,
            row.words,
            row.item.n,
            row.item.facility,
            row.item.r,
            row.verdict.low,
            row.verdict.high,
            *_choices(row.item),
            FINDINGS[row.verdict.finding],
            advice(row.question, row.item, row.verdict),
        )
        for row in told.rows
    ]
    heads = ("Soal", "Id", "Bunyi", "n", "Kesukaran (p)", "Daya beda (r)", "r paling rendah")
    more = ("r paling tinggi", "Kunci", "Pilihan (bagian yang memilih)", "Temuan", "Saran")
    return Table("Butir soal", heads + more, rows, above=_above(told), widths=(6, 24, 60))


def _choices(item: Item) -> tuple[str, str]:
    key = ", ".join(use.choice.upper() for use in item.uses if use.right)
    shares = "; ".join(f"{u.choice.upper()} {100 * u.share:.0f} %" for u in item.uses)
    return key, shares


def _above(told: Analysis) -> tuple[str, ...]:
    alpha = told.figures.alpha
    value = "belum dapat dihitung" if alpha is None else f"{alpha:.2f}".replace(".", ",")
    people = f"{told.figures.n} percobaan pertama, {told.papers} di antaranya di kertas"
    return (
        f"Analisis butir soal: {told.title} (versi {told.version}), uji akhir",
        f"{people}; {told.since} sampai {told.until}",
        f"Alfa Cronbach {value}; perlu ditinjau {told.to_review} dari {len(told.rows)} soal",
    )
