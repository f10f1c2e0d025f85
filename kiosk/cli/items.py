"""dermaga items: which questions of a final test to repair."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kiosk.cli.private_file import write_new
from kiosk.cli.words import STORE_TROUBLE
from kiosk.house import Clerk, Rooms
from kiosk.people.role import COMMAND, Act
from kiosk.store import StoreTrouble

if TYPE_CHECKING:
    from kiosk.office.items import Analysis

ENDINGS: Final = (".xlsx", ".csv", ".pdf")
NOBODY: Final = "Belum ada uji akhir kursus {course} yang selesai di kios ini."
UNKNOWN: Final = "Kursus {course} tidak ada di komputer ini. Lihat dermaga course list."
ENDING: Final = "Berkas --out harus berakhiran .xlsx, .csv, atau .pdf."
NOT_SET_UP: Final = "Kios ini belum disiapkan. Jalankan dermaga setup lebih dahulu."


@click.command()
@click.argument("course")
@click.option("--since", default="", metavar="TANGGAL", help="Sejak tanggal ini (2026-01-31).")
@click.option("--until", default="", metavar="TANGGAL", help="Sampai tanggal ini.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tulis ke berkas baru .xlsx, .csv, atau .pdf.",
)
@click.pass_obj
def items(given: tuple[Rooms, Path], course: str, since: str, until: str, out: Path | None) -> None:
    """Analisis butir soal uji akhir: kesukaran, daya beda, pengecoh, alfa Cronbach."""
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise click.ClickException(ENDING)
    rooms, data = given
    try:
        with rooms.house(data) as house:
            clerk = house.clerk(COMMAND)
            clerk.acts.allow(Act.READ_REPORTS)
            told = _analysed(clerk, course, since, until)
            if out is None:
                _say(told)
                return
            clerk.acts.note(Act.EXPORT_REPORT, (course,), count=len(told.rows), why="items")
            write_new(out, _body(clerk, told, out.suffix.lower()))
            click.echo(f"Analisis ditulis ke {out}.")
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble


def _analysed(clerk: Clerk, course: str, since: str, until: str) -> Analysis:
    from kiosk.office.items import Wanted, analysis, within
    from kiosk.office.items_read import read_sheets

    house, catalog = clerk.house, clerk.house.catalog()
    found = {c.id: c for c in catalog.courses()}.get(course)
    if found is None:
        raise click.ClickException(UNKNOWN.format(course=course))
    taken = read_sheets(house.records(catalog), lambda _done, _of: None).get(course, ())
    day_of = house.rooms.day_of
    told = analysis(found, within(taken, Wanted(course, "", since, until), day_of), day_of)
    if not told.figures.n:
        raise click.ClickException(NOBODY.format(course=course))
    return told


def _body(clerk: Clerk, told: Analysis, ending: str) -> bytes:
    from kiosk.office.items import table
    from kiosk.office.items_paper import paper
    from kiosk.sheets.write import csv_text, workbook

    if ending == ".xlsx":
        return workbook((table(told),), clerk.today)
    if ending == ".csv":
        return csv_text(table(told)).encode()
    settings = clerk.office.settings()
    if settings is None:
        raise click.ClickException(NOT_SET_UP)
    fonts = clerk.house.rooms.home / "resources" / "fonts"
    return paper(told, settings, clerk.today.isoformat(), fonts)


def _say(told: Analysis) -> None:
    from kiosk.office.items_paper import figure
    from kiosk.office.items_words import FINDINGS, advice

    figures = told.figures
    click.echo(f"{told.title}, uji akhir: {figures.n} percobaan pertama")
    alpha = figure(figures.alpha)
    click.echo(f"Alfa Cronbach {alpha}; perlu ditinjau {told.to_review} dari {len(told.rows)} soal")
    for row in told.gravest_first():
        item = row.item
        click.echo(
            f"{row.number:>3}  n {item.n:>5}  p {figure(item.facility):>5}  r {figure(item.r):>5}"
            f"  {FINDINGS[row.verdict.finding]}"
        )
        if row.verdict.to_review:
            click.echo(f"     {row.question.id}: {advice(row.question, item, row.verdict)}")
