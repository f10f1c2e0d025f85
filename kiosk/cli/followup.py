"""dermaga followup: the evaluation three months after a training."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kiosk.cli.private_file import write_new
from kiosk.cli.words import STORE_TROUBLE
from kiosk.house import Clerk, Rooms
from kiosk.learning.followup import ITEMS, By
from kiosk.learning.trouble import NotAllowed
from kiosk.people.role import COMMAND, Act
from kiosk.store import StoreTrouble

if TYPE_CHECKING:
    from kiosk.office.followup import Line
    from kiosk.office.followup_read import Read

NOT_SET_UP: Final = "Kios ini belum disiapkan. Jalankan dermaga setup lebih dahulu."
CODE: Final = "Kode formulir itu tidak dikenal. Ketik seperti tercetak, diawali EV3/."
GIVEN: Final = "Jawaban ini sudah ada, atau belum waktunya."
DIGITS: Final = "Ketik lima angka 1–4 sesuai baris formulir, misalnya 34243."
REFUSED: Final = "Jawaban belum lengkap. " + DIGITS


@click.group()
def followup() -> None:
    """Evaluasi 3 bulan setelah pelatihan: pengingat, formulir, jawaban, dan rencana berikutnya."""


@contextmanager
def _read(given: tuple[Rooms, Path]) -> Iterator[tuple[Clerk, Read]]:
    from kiosk.office.followup_read import read_follow_ups

    rooms, data = given
    try:
        with rooms.house(data) as house:
            clerk = house.clerk(COMMAND)
            clerk.acts.allow(Act.READ_REPORTS)
            source, today = house.records(house.catalog()), clerk.today.isoformat()
            yield clerk, read_follow_ups(source, today, lambda _done, _of: None)
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble


@followup.command("list")
@click.pass_obj
def listed(given: tuple[Rooms, Path]) -> None:
    """Siapa yang ditunggu jawabannya."""
    from kiosk.office.followup_sheets import STATES

    with _read(given) as (_clerk, read):
        due, late, done = read.counts
        click.echo(f"{due + late} jawaban ditunggu, {late} terlambat, {done} sudah diisi.")
        for line in read.lines:
            if line.waits:
                states = f"peserta {STATES[line.participant]}, atasan {STATES[line.superior]}"
                click.echo(f"{line.due}  {line.learner.name}  {line.title}  {states}")


@followup.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def forms(given: tuple[Rooms, Path], out: Path) -> None:
    """Tulis semua formulir yang ditunggu ke satu berkas PDF baru."""
    from kiosk.office import followup_sheets

    with _read(given) as (clerk, read):
        settings = clerk.office.settings()
        if settings is None:
            raise click.ClickException(NOT_SET_UP)
        waiting = [line for line in read.lines if line.waits]
        fonts = clerk.house.rooms.home / "resources" / "fonts"
        clerk.acts.note(Act.PRINT_PAPERS, ("follow-up",), count=len(waiting))
        write_new(out, followup_sheets.forms(waiting, settings, clerk.today, fonts))
        click.echo(f"Formulir ditulis ke {out}.")


@followup.command("type")
@click.argument("code")
@click.argument("answers")
@click.option("--text", default="", help="Hambatan yang ditulis di formulir.")
@click.pass_obj
def typed(given: tuple[Rooms, Path], code: str, answers: str, text: str) -> None:
    """Simpan jawaban formulir CODE (diawali EV3/): ANSWERS lima angka 1–4, dari atas ke bawah."""
    from kiosk.learning.events_office import FollowUpGiven
    from kiosk.office import followup as office

    if len(answers) != len(ITEMS) or not set(answers) <= set("1234"):
        raise click.ClickException(DIGITS)
    with _read(given) as (clerk, read):
        line, of = _meant(code, read.lines)
        ratings = dict(zip(ITEMS, map(int, answers), strict=True))
        said = FollowUpGiven(line.course, of, ratings, text)
        try:
            office.type_in(clerk.acts, clerk.house.store, line.learner.id, said)
        except NotAllowed as refused:
            raise click.ClickException(REFUSED) from refused
        who = "atasan" if of == By.SUPERIOR else "peserta"
        click.echo(f"Jawaban {who} tersimpan: {line.learner.name}, {line.title}.")


def _meant(code: str, lines: tuple[Line, ...]) -> tuple[Line, str]:
    from kiosk.office import followup as office

    meant = office.found(code, lines)
    if meant is None:
        raise click.ClickException(CODE)
    line, of = meant
    if line.state(of) not in office.ASKED:
        raise click.ClickException(GIVEN)
    return meant


@followup.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tulis rencana dan perbandingan ke berkas .xlsx baru.",
)
@click.pass_obj
def plan(given: tuple[Rooms, Path], out: Path | None) -> None:
    """Bahan rencana pelatihan berikutnya: topik, unit, dan alasannya."""
    from kiosk.office.followup_sheets import RULE, comparison, plan_table
    from kiosk.sheets.write import workbook

    with _read(given) as (clerk, read):
        table = plan_table(read.needs)
        if out is None:
            click.echo(RULE)
            for row in table.rows:
                click.echo("  ".join(str(value) for value in row))
            return
        clerk.acts.note(Act.EXPORT_REPORT, count=len(table.rows), why="follow-up")
        write_new(out, workbook((table, comparison(read.courses)), clerk.today))
        click.echo(f"Rencana ditulis ke {out}.")
