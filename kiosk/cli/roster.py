"""dermaga roster: bring learners in from the agency's own spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from kiosk.cli import roster_people
from kiosk.cli.roster_cards import cards
from kiosk.cli.words import ROW_FAULT, STORE_TROUBLE
from kiosk.cli.words_roster import FIELD, changed, doubtful, guessed, told, unit_guess, unreadable
from kiosk.house import Rooms
from kiosk.learning.trouble import NotAllowed
from kiosk.office.office import Office
from kiosk.office.roster import Answers, Guess, Plan, Row, RowState
from kiosk.office.roster_headings import FIELDS
from kiosk.people.learner import Learner
from kiosk.people.role import COMMAND
from kiosk.sheets.book import Book, Unreadable, column_of
from kiosk.sheets.write import Table, csv_text
from kiosk.store import StoreTrouble

SAID: Final = {
    RowState.NEW: "baru",
    RowState.CHANGED: "berubah",
    RowState.SAME: "tetap",
    RowState.DOUBTFUL: "meragukan",
    RowState.REFUSED: "ditolak",
}
_ALWAYS: Final = frozenset(RowState) - {RowState.DOUBTFUL}
_REFUSED: Final = {
    "no-columns": (
        "Baris judul tidak ditemukan. Tulis kolom NIP, Nama, dan Unit pada baris judul."
    ),
    "role-refused": "Peran ini tidak boleh memasukkan peserta.",
    "roster-changed": "Daftar peserta berubah sejak berkas diperiksa. Jalankan impor lagi.",
}


class _Column(click.ParamType[tuple[str, int]]):
    """A field and the letters of its column: nip=B; none takes the field away: jabatan=-."""

    name = "bidang=kolom"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        field, _, place = str(value).partition("=")
        names = {**{f: f for f in FIELDS}, **{FIELD[f].lower(): f for f in FIELDS}}
        try:
            return names[field.strip().lower()], -1 if place == "-" else column_of(place)
        except (KeyError, ValueError):
            known = ", ".join(FIELD[f].lower() for f in FIELDS)
            self.fail(f"Tulis seperti nip=B. Bidang yang ada: {known}.", param, ctx)


@click.group()
def roster() -> None:
    """Daftar peserta."""


for each in (*roster_people.COMMANDS, cards):
    roster.add_command(each)


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Periksa saja, tanpa menyimpan.")
@click.option("--sheet", metavar="NAMA", help="Lembar yang dibaca, bila bukan yang dikira.")
@click.option(
    "--column", "columns", type=_Column(), multiple=True, help="Kolom sebuah bidang: nip=B."
)
@click.option(
    "--accept-units", is_flag=True, help="Terima usul nama unit, dan unit baru seperti tertulis."
)
@click.option(
    "--codes",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tulis kode aktivasi peserta baru ke berkas CSV ini.",
)
@click.pass_obj
def import_(  # noqa: PLR0913 - the options of a command
    given: tuple[Rooms, Path],
    file: Path,
    *,
    dry_run: bool,
    sheet: str | None,
    columns: tuple[tuple[str, int], ...],
    accept_units: bool,
    codes: Path | None,
) -> None:
    """Masukkan peserta dari FILE (.xlsx, .xls, .ods, .csv) dengan kolom NIP, Nama, dan Unit.

    Lembar, baris judul, dan kolom dicari sendiri dan disebut. Baris yang keliru atau meragukan
    disebut satu per satu; baris lain tetap masuk. Tidak ada yang dihapus.
    """
    rooms, data = given
    try:
        with rooms.house(data) as house:
            office = house.clerk(COMMAND).office
            book = office.roster_import.open(file.read_bytes(), file.name)
            guess = _guess(office, book, sheet, dict(columns))
            plan = _plan(office, book, guess, accept_units=accept_units)
            for line in (*map(told, book.told), *guessed(guess, book.sheets[guess.sheet].name)):
                click.echo(line)
            _tell(plan)
            if dry_run:
                click.echo("Uji coba: tidak ada yang disimpan.")
                return
            _hand_out(office, office.roster_import.take(plan), codes)
    except Unreadable as trouble:
        raise click.ClickException(unreadable(trouble)) from trouble
    except NotAllowed as refused:
        raise click.ClickException(_REFUSED[refused.code]) from refused
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble


def _guess(office: Office, book: Book, sheet: str | None, columns: dict[str, int]) -> Guess:
    place = None
    if sheet is not None:
        names = [x.name for x in book.sheets]
        if sheet not in names:
            there = ", ".join(f"“{name}”" for name in names)
            raise click.BadParameter(f"Lembar “{sheet}” tidak ada. Yang ada: {there}.")
        place = names.index(sheet)
    guess = office.roster_import.guess(book, place)
    return guess.with_columns(columns) if columns else guess


def _plan(office: Office, book: Book, guess: Guess, *, accept_units: bool) -> Plan:
    plan = office.roster_import.plan(book, guess)
    if accept_units and plan.units:
        units = {unit.written: unit.proposal or unit.written for unit in plan.units}
        plan = office.roster_import.plan(book, guess, answers=Answers(units))
    return plan


def _tell(plan: Plan) -> None:
    for row in plan.rows:
        if words := _words(row):
            click.echo(f"baris {row.line}: {words}")
    if plan.units:
        click.echo("Unit yang belum dikenal dengan nama ini (terima dengan --accept-units):")
        for unit in plan.units:
            click.echo(unit_guess(unit))
    counts = Counter(row.state for row in plan.rows)
    said = ((state, word) for state, word in SAID.items() if counts[state] or state in _ALWAYS)
    click.echo(", ".join(f"{counts[state]} {word}" for state, word in said))


def _words(row: Row) -> str:
    match row.state:
        case RowState.REFUSED:
            return ROW_FAULT[row.fault]
        case RowState.DOUBTFUL:
            return f"meragukan: {doubtful(row)}."
        case RowState.CHANGED:
            return f"berubah: {changed(row)}."
        case _:
            return ""


def _hand_out(office: Office, new: Iterable[Learner], file: Path | None) -> None:
    """Codes go to the file that was named, or to the screen if it cannot be written.

    They are shown only this once. Without a file none are made: each costs a moment.
    """
    people = {learner.id: learner for learner in new}
    if not people:
        return
    if file is None:
        click.echo("Kode aktivasi belum dibuat. Buat di kios, bagian Peserta, bila diperlukan.")
        return
    codes = office.new_codes(people.values())
    rows = [(x.nip, x.name, x.unit, codes[x.id]) for x in people.values()]
    text = csv_text(Table("Kode aktivasi", ("NIP", "Nama", "Unit", "Kode aktivasi"), rows))
    try:
        file.write_text(text, encoding="utf-8", newline="")
        click.echo(f"{len(codes)} kode aktivasi ditulis ke {file}. Simpan baik-baik.")
    except OSError:
        click.echo(f"Berkas {file} tidak dapat ditulis. Catat kode berikut sekarang:", err=True)
        click.echo("\n".join(text.removeprefix("\N{BYTE ORDER MARK}").splitlines()))
