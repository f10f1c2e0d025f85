"""A report for the printer: its figures in Indonesian words, and the page drawn from them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.certificate.report_facts import PaperChart, PaperTable, ReportPaper
from kiosk.office.report_words import INDONESIAN
from kiosk.office.reports import Chart, Column, Form, Grid, Report, Shape
from kiosk.register.heading import heading_of

MOST_ROWS: Final = 200
"""People named on paper; who needs all of them takes the XLSX."""
MORE: Final = "{shown} dari {count} peserta, yang paling kurang lebih dahulu. Selengkapnya di XLSX."
LEFT_OUT: Final = frozenset({"kind", "above", "minutes", "learnt", "tries-mean"})
"""Columns for which a sheet of paper has no room."""
WORDS: Final = frozenset({Form.TEXT, Form.WORD, Form.MONTH, Form.NIP})


def paper(report: Report, fonts: Path) -> bytes:
    """The report as PDF bytes, with kop and signature."""
    from kiosk.certificate.report_page import page

    return page(facts(report), fonts)


def facts(report: Report) -> ReportPaper:
    """What the paper shows."""
    said = INDONESIAN
    return ReportPaper(
        heading=heading_of(report.asked.settings, report.asked.today),
        title=said.title(report.kind),
        asked=said.chosen(report.asked),
        facts=tuple((said.name(f.name), said.written(f.value, f.form)) for f in report.facts),
        charts=tuple(_chart(c) for c in report.charts if c.labels),
        tables=tuple(_table(g) for g in report.grids),
        notes=tuple(said.name(f"note-{note}") for note in report.notes),
        texts=report.texts,
    )


def _chart(chart: Chart) -> PaperChart:
    said = INDONESIAN
    return PaperChart(
        title=said.name(f"chart-{chart.name}"),
        labels=tuple(said.written(label, chart.label) for label in chart.labels),
        series=tuple(said.name(s.name) for s in chart.series),
        values=tuple(s.values for s in chart.series),
        written=tuple(tuple(said.written(v, chart.form) for v in s.values) for s in chart.series),
        upright=chart.shape is not Shape.BARS,
        most=chart.most,
        goal=chart.goal,
    )


def _table(grid: Grid) -> PaperTable:
    said, first = INDONESIAN, grid.columns[0]
    kept = [(n, c) for n, c in enumerate(grid.columns) if c is first or c.name not in LEFT_OUT]
    rows = grid.rows[:MOST_ROWS]
    note = MORE.format(shown=len(rows), count=len(grid.rows)) if len(rows) < len(grid.rows) else ""
    return PaperTable(
        title=said.name(f"grid-{grid.name}"),
        headings=tuple(said.name(c.name) for _, c in kept),
        numbers=tuple(_number(c) for _, c in kept),
        rows=tuple(tuple(said.written(row[n], c.form) for n, c in kept) for row in rows),
        note=note,
    )


def _number(column: Column) -> bool:
    return column.form not in WORDS
