"""dermaga hub say people: the agency's list, sealed for each kiosk, and activation codes."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from pathlib import Path

import click

from kiosk.cli.hub_place import Place, opened, placed
from kiosk.cli.hub_say_words import LIST, PEOPLE, ROW, SAID
from kiosk.cli.private_file import PRIVATE
from kiosk.hub.post import rosters
from kiosk.hub.post.post import Post
from kiosk.hub.word import kept
from kiosk.hub.word import people as lists
from kiosk.hub.word.files import alone
from kiosk.hub.word.kept import KeptTrouble
from kiosk.hub.word.people import ListTrouble, Read
from kiosk.hub.word.trouble import WriterTrouble
from kiosk.parcel.word import Person


@click.command()
@placed
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--anyway", is_flag=True, help="Masukkan baris yang baik walau ada yang keliru.")
@click.option("--dry-run", is_flag=True, help="Periksa saja, tanpa menyimpan.")
@click.option(
    "--codes",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Buat kode aktivasi bagi yang belum punya, dan tulis ke berkas CSV baru ini.",
)
def people(place: Place, file: Path, *, anyway: bool, dry_run: bool, codes: Path | None) -> None:
    """Umumkan daftar peserta FILE.csv (NIP, Nama, Unit; boleh Jenis, Pangkat, Jabatan).

    Daftar ini menggantikan yang lama: yang tidak disebut lagi menjadi tidak aktif di kios. Tiap
    kios mendapat salinan yang hanya dapat dibukanya sendiri.
    """
    found = _read(file)
    for fault in found.faults:
        click.echo(PEOPLE["row"].format(line=fault.line, why=ROW[fault.code]), err=True)
    if found.faults and not anyway:
        raise click.ClickException(PEOPLE["refused"].format(count=len(found.faults)))
    if dry_run:
        _counted(place, found)
        click.echo(PEOPLE["dry"])
        return
    _say(place, found, codes)


def _counted(place: Place, found: Read) -> tuple[Person, ...]:
    """Everyone there will be; how many that are is told."""
    change = kept.joined(kept_people(place) or (), found)
    counts = {"new": change.new, "changed": change.changed, "gone": change.gone}
    click.echo(PEOPLE["counts"].format(total=len(change.people), **counts))
    return change.people


def kept_people(place: Place) -> tuple[Person, ...] | None:
    """Everyone the agency said; None if it never said anyone."""
    try:
        return kept.people(place.folder)
    except KeptTrouble as trouble:
        raise click.ClickException(PEOPLE["damaged"]) from trouble


def begun(post: Post, place: Place) -> None:
    """The word, at the first time empty."""
    from kiosk.hub.word import writer

    writer.begin(place.word, post.now(), post.chance)


def _say(place: Place, found: Read, codes: Path | None) -> None:
    """Keep the list, then say it: what cannot be said now is said as soon as it can be."""
    if codes is not None and codes.exists():
        raise click.ClickException(PEOPLE["exists"].format(file=codes))
    with opened(place) as post:
        with alone(place.folder):
            everyone = _kept(place, _counted(place, found), codes)
        without = sum(not person.code and not person.pin for person in everyone)
        if without:
            click.echo(PEOPLE["no-codes"].format(count=without))
        try:
            begun(post, place)
            count = rosters.say(post.engine, place.word, post.now())
        except WriterTrouble:
            click.echo(PEOPLE["kept"], err=True)
            raise
    click.echo(PEOPLE["rosters"].format(count=count))
    click.echo(PEOPLE["later"])


def _kept(place: Place, everyone: tuple[Person, ...], codes: Path | None) -> tuple[Person, ...]:
    """Everyone as kept, with codes for those who had none if there is a file for them."""
    fresh: Mapping[str, str] = {}
    if codes is not None:
        everyone, fresh = kept.coded(everyone, os.urandom)
        _hand_out(codes, everyone, fresh)
    _keep(place, everyone, codes if fresh else None)
    return everyone


def _keep(place: Place, everyone: tuple[Person, ...], codes: Path | None) -> None:
    try:
        kept.keep(place.folder, everyone)
    except OSError as error:
        if codes is not None:
            codes.unlink(missing_ok=True)  # they would open nothing
        words = PEOPLE["unwritable"].format(file=place.folder / kept.FILE)
        raise click.ClickException(words) from error


def _hand_out(file: Path, everyone: tuple[Person, ...], codes: Mapping[str, str]) -> None:
    """Codes go into a file for its owner alone, on disk before anyone counts on them."""
    if not codes:
        click.echo(PEOPLE["all-coded"].format(file=file))
        return
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(("NIP", "Nama", "Unit", "Kode aktivasi"))
    rows.writerows((x.nip, x.name, x.unit, codes[x.nip]) for x in everyone if x.nip in codes)
    try:
        opened_ = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(opened_, "wb") as out:
            out.write(table.getvalue().encode("utf-8-sig"))
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise click.ClickException(PEOPLE["unwritable"].format(file=file)) from error
    click.echo(PEOPLE["codes"].format(count=len(codes), file=file))


def _read(file: Path) -> Read:
    try:
        return lists.read(file.read_bytes())
    except ListTrouble as trouble:
        raise click.ClickException(LIST[trouble.code]) from trouble
    except OSError as error:
        raise click.ClickException(SAID["unreadable"].format(file=file)) from error
