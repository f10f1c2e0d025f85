"""dermaga report: the reports of the office on the command line, or into a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kiosk.cli.private_file import write_new
from kiosk.cli.words import STORE_TROUBLE
from kiosk.house import Clerk, Rooms
from kiosk.learning.trouble import NotAllowed
from kiosk.office.report_words import INDONESIAN
from kiosk.office.reports import Form, Grid, Kind, Report
from kiosk.people.role import COMMAND, Act
from kiosk.store import StoreTrouble

if TYPE_CHECKING:
    from kiosk.office.reports_made import Wanted

ENDINGS: Final = (".xlsx", ".csv", ".pdf")
TROUBLE: Final = {
    "settings-wrong": "Kios ini belum disiapkan. Jalankan dermaga setup lebih dahulu.",
    "cohort-unknown": "Angkatan itu tidak ada di kios ini. Periksa namanya.",
}
UNIT: Final = "Tidak ada peserta dari unit {unit}. Tulis namanya seperti di daftar peserta."
COURSE: Final = "Kursus {course} tidak ada di komputer ini. Lihat dermaga course list."
ENDING: Final = "Berkas --out harus berakhiran .xlsx, .csv, atau .pdf."
WIDEST: Final = 44
NUMBERS: Final = frozenset(set(Form) - {Form.TEXT, Form.WORD, Form.NIP, Form.MONTH})
CLEAR: Final = "\r\x1b[K"


@click.group()
def report() -> None:
    """Laporan kios: JP, ketuntasan dan nilai, N-gain, evaluasi, waktu belajar."""


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option(
            "--year", type=click.IntRange(2000, 9999), help="Tahun; tahun ini bila tidak."
        ),
        click.option("--unit", default="", help="Hanya satu unit kerja."),
        click.option("--course", default="", metavar="ID", help="Hanya satu kursus."),
        click.option("--cohort", default="", metavar="NAMA", help="Hanya satu angkatan."),
        click.option(
            "--out",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Tulis ke berkas baru .xlsx, .csv (tabel pertama), atau .pdf.",
        ),
    ):
        command = option(command)
    return click.pass_obj(command)


def _command(kind: Kind, told: str) -> None:
    @_options
    def run(given: tuple[Rooms, Path], **options: Any) -> None:  # noqa: ANN401 - click's own form
        _run(given, kind, **options)

    run.__doc__ = told
    report.command(str(kind), help=told)(run)


_command(Kind.HOURS, "JP tiap unit, jenis pegawai, dan peserta terhadap target.")
_command(Kind.COURSES, "Siapa mulai dan tuntas, dengan nilai berapa.")
_command(Kind.GAIN, "N-gain per kursus dan unit.")
_command(Kind.EVALUATION, "Penilaian dan kesan peserta per kursus, tanpa nama.")
_command(Kind.TIME, "Lama belajar per kursus, unit, bulan, dan hari.")


def _run(  # noqa: PLR0913 - the options
    given: tuple[Rooms, Path],
    kind: Kind,
    *,
    year: int | None,
    unit: str,
    course: str,
    cohort: str,
    out: Path | None,
) -> None:
    from kiosk.office.reports_made import Wanted

    if out is not None and out.suffix.lower() not in ENDINGS:
        raise click.ClickException(ENDING)
    rooms, data = given
    try:
        with rooms.house(data) as house:
            clerk = house.clerk(COMMAND)
            wanted = Wanted(kind, year or clerk.today.year, unit, course, cohort)
            made = _made(clerk, wanted)
            if out is None:
                click.echo(told(made))
                return
            clerk.acts.note(Act.EXPORT_REPORT, count=1, why=str(kind))
            write_new(out, _body(clerk, made, out.suffix.lower()))
            click.echo(f"Laporan ditulis ke {out}.")
    except NotAllowed as refused:
        raise click.ClickException(TROUBLE[refused.code]) from refused
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble


def _made(clerk: Clerk, wanted: Wanted) -> Report:
    from msgspec import structs

    from kiosk.office.reports_made import made
    from kiosk.store.cohorts import all_cohorts

    clerk.acts.allow(Act.READ_REPORTS)
    house = clerk.house
    with house.records(house.catalog()).opened() as records:
        records.up_to_date(_count)
        people = tuple(records.people())
        if wanted.unit and wanted.unit not in {learner.unit for learner, _ in people}:
            raise click.ClickException(UNIT.format(unit=wanted.unit))
        if wanted.course and wanted.course not in records.titles:
            raise click.ClickException(COURSE.format(course=wanted.course))
        if wanted.cohort:
            ids = {c.name: c.id for c in all_cohorts(records.store)}
            found = ids.get(wanted.cohort, wanted.cohort)
            wanted = structs.replace(wanted, cohort=found)
        today = clerk.today.isoformat()
        return made(records, wanted, today, house.rooms.day_of, people)


def _count(done: int, of: int) -> None:
    """How far it has come, where somebody looks; it is gone when the report comes."""
    if sys.stderr.isatty():
        words = f"{CLEAR}Menyusun ringkasan: {done} dari {of}" if done < of else CLEAR
        click.echo(words, err=True, nl=False)


def _body(clerk: Clerk, made: Report, ending: str) -> bytes:
    from kiosk.office.report_paper import paper
    from kiosk.office.reports_made import made_on, tables
    from kiosk.sheets.write import csv_text, workbook

    if ending == ".pdf":
        return paper(made, clerk.house.rooms.home / "resources" / "fonts")
    found = tables(made, INDONESIAN)
    if ending == ".csv":
        return csv_text(found[0]).encode("utf-8")
    return workbook(found, made_on(made))


def told(made: Report) -> str:
    """The report as lines: what was asked, figures, and each table."""
    said = INDONESIAN
    lines = [f"Laporan {said.title(made.kind)}"]
    lines += [f"{name}: {value}" for name, value in said.chosen(made.asked)]
    lines += [f"{said.name(f.name)}: {said.written(f.value, f.form)}" for f in made.facts]
    for grid in made.grids:
        lines += ["", said.name(f"grid-{grid.name}"), *_lines(grid)]
    if made.texts:
        lines += [
            "",
            said.name("grid-texts"),
            *(f"- {text} ({course})" for course, text in made.texts),
        ]
    return "\n".join([*lines, "", *(said.name(f"note-{note}") for note in made.notes)])


def _lines(grid: Grid) -> list[str]:
    said = INDONESIAN
    rows = [[said.name(c.name) for c in grid.columns]]
    rows += [
        [said.written(v, c.form) for v, c in zip(row, grid.columns, strict=True)]
        for row in grid.rows
    ]
    wide = [min(WIDEST, max(len(row[n]) for row in rows)) for n in range(len(grid.columns))]
    return ["  ".join(_cell(row[n], c.form, wide[n]) for n, c in enumerate(grid.columns)).rstrip()
            for row in rows]  # fmt: skip


def _cell(words: str, form: Form, wide: int) -> str:
    cut = words if len(words) <= wide else f"{words[: wide - 1]}…"
    return cut.rjust(wide) if form in NUMBERS else cut.ljust(wide)
