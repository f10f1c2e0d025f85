"""dermaga certificate list, show, export and renewals: the register, read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec import Struct

from kiosk.cli import certificate_register_words as words
from kiosk.cli.certificate_chosen import opened, today
from kiosk.cli.person import Given
from kiosk.cli.private_file import write_new
from kiosk.people.role import COMMAND
from kiosk.register import listing
from kiosk.register.export import GONE, STATES, register_csv, renewals_csv
from kiosk.register.listing import Entry, State, Wanted
from kiosk.register.validity import Renewal
from kiosk.register.validity import renewals as to_renew


class Typed(Struct, frozen=True):
    """What was typed; empty for what was not."""

    year: int = 0
    course: str = ""
    unit: str = ""
    state: str = ""


def filtering(command: Callable[..., Any]) -> Callable[..., Any]:
    """The words and options by which entries are chosen."""
    for option in (
        click.option("--state", type=click.Choice([s.value for s in State]), default=None),
        click.option("--unit", default="", help="Hanya peserta perangkat daerah ini."),
        click.option("--course", default="", metavar="ID", help="Hanya kursus ini."),
        click.option("--year", type=click.IntRange(2000, 9999), help="Hanya terbitan tahun ini."),
        click.argument("words_wanted", metavar="[KATA]...", nargs=-1),
    ):
        command = option(command)
    return command


_JSON = click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
_OUT = click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Berkas CSV baru."
)


@click.command("list")
@filtering
@_JSON
@click.pass_obj
def listed(given: Given, /, words_wanted: tuple[str, ...], *, as_json: bool, **typed: Any) -> None:  # noqa: ANN401
    """Tulis sertifikat yang dikenal kios ini, yang terakhir terbit di atas.

    KATA dicari dalam nomor dan nama; NIP harus utuh.
    """
    found, total = _found(given, words_wanted, typed)
    if as_json:
        _write(found)
        return
    for entry in found:
        click.echo(_line(entry))
    click.echo(words.COUNT.format(shown=len(found), total=total) if found else words.EMPTY)


@click.command()
@click.argument("number")
@_JSON
@click.pass_obj
def show(given: Given, number: str, *, as_json: bool) -> None:
    """Tulis semua yang diketahui register tentang sertifikat NUMBER."""
    with opened(given) as house:
        entry = listing.entry_of(house.store, number, today(house))
    if entry is None:
        raise click.ClickException(words.REFUSED["no-certificate"].format(number=number))
    if as_json:
        _write(entry)
        return
    values = msgspec.structs.asdict(entry) | {
        "state": STATES[entry.state],
        "name": entry.name or GONE,
    }
    wide = max(map(len, words.FIELDS.values()))
    for field, label in words.FIELDS.items():
        if values[field] != "":
            click.echo(f"{label:{wide}}  {values[field]}")


@click.command()
@filtering
@_OUT
@click.pass_obj
def export(given: Given, /, words_wanted: tuple[str, ...], *, out: Path, **typed: Any) -> None:  # noqa: ANN401
    """Tulis register ke berkas CSV untuk Excel. NIP ditulis sebagai teks."""
    found, _ = _found(given, words_wanted, typed, exported=True)
    write_new(out, register_csv(found))
    click.echo(words.WRITTEN.format(n=len(found), file=out))


@click.command()
@_JSON
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Berkas CSV baru.")
@click.pass_obj
def renewals(given: Given, *, as_json: bool, out: Path | None) -> None:
    """Tulis peserta yang sertifikatnya habis, atau habis dalam 90 hari, tanpa gantinya."""
    with opened(given) as house:
        found = to_renew(listing.entries(house.store, today(house)))
        if out is not None:
            house.clerk(COMMAND).duties.export("renewals", len(found))
    if out is not None:
        write_new(out, renewals_csv(found))
        click.echo(words.WRITTEN.format(n=len(found), file=out))
    elif as_json:
        _write(found)
    else:
        _tell_renewals(found)


def _tell_renewals(found: Iterable[Renewal]) -> None:
    for each in found:
        entry = each.entry
        about = (entry.valid_until, STATES[entry.state], entry.name, entry.title, entry.number)
        click.echo("  ".join(about))
    if not found:
        click.echo(words.NO_RENEWALS)


def _found(
    given: Given, words_wanted: tuple[str, ...], typed: dict[str, Any], *, exported: bool = False
) -> tuple[tuple[Entry, ...], int]:
    asked = Typed(**{name: value for name, value in typed.items() if value is not None})
    wanted = Wanted(
        " ".join(words_wanted),
        asked.year,
        asked.course,
        asked.unit,
        State(asked.state) if asked.state else None,
    )
    with opened(given) as house:
        all_of = listing.entries(house.store, today(house))
        found = listing.chosen(all_of, wanted)
        if exported:
            house.clerk(COMMAND).duties.export("register", len(found))
    return found, len(all_of)


def _line(entry: Entry) -> str:
    name = entry.name or GONE
    return f"{entry.issued}  {STATES[entry.state]:12}  {entry.number}  {name}  {entry.title}"


def _write(found: object) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
