"""dermaga hub say people: the agency's list, sealed for each kiosk, and activation codes."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from pathlib import Path

import click
from msgspec import structs

from kiosk.cli.hub_place import Place, opened, placed
from kiosk.cli.hub_say_erased import erasures_of, kept_whole, listed, sifted
from kiosk.cli.hub_say_words import LIST, PEOPLE, ROW, SAID
from kiosk.cli.private_file import PRIVATE
from kiosk.hub.post import rosters
from kiosk.hub.post.post import Post
from kiosk.hub.word import kept
from kiosk.hub.word import people as lists
from kiosk.hub.word.files import alone
from kiosk.hub.word.kept import Kept
from kiosk.hub.word.leaving import staying
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
@click.option(
    "--again",
    multiple=True,
    type=click.IntRange(1),
    metavar="BARIS",
    help="Masukkan lagi orang yang pernah dihapus (UU 27/2022), pada baris ini. Boleh diulang.",
)
def people(  # noqa: PLR0913 - what can be typed
    place: Place,
    file: Path,
    *,
    anyway: bool,
    dry_run: bool,
    codes: Path | None,
    again: tuple[int, ...],
) -> None:
    """Umumkan daftar peserta FILE.csv (NIP, Nama, Unit; boleh Jenis, Pangkat, Jabatan, NIP lama).

    Daftar ini menggantikan yang lama: yang tidak disebut lagi menjadi tidak aktif di kios. Tiap
    kios mendapat salinan yang hanya dapat dibukanya sendiri. NIP lama menandai NIP yang dikoreksi:
    orangnya tetap sama. Yang dihapus menurut UU 27/2022 tidak masuk lagi tanpa --again.
    """
    found = _read(file)
    for fault in found.faults:
        click.echo(PEOPLE["row"].format(line=fault.line, why=ROW[fault.code]), err=True)
    if found.faults and not anyway:
        raise click.ClickException(PEOPLE["refused"].format(count=len(found.faults)))
    erased = erasures_of(place)
    found = sifted(place, found, erased, again)
    if dry_run:
        _counted(place, found, erased)
        click.echo(PEOPLE["dry"])
        return
    _say(place, found, erased, codes)


def _counted(place: Place, found: Read, erased: Mapping[str, int]) -> Kept:
    """Everyone there will be; how many that are is told."""
    before = staying(kept_whole(place), erased)
    change = kept.joined(before, found)
    counts = {"new": change.new, "changed": change.changed, "gone": change.gone}
    click.echo(PEOPLE["counts"].format(total=len(change.people), **counts))
    if change.corrected:
        click.echo(PEOPLE["corrected"].format(count=change.corrected))
    if change.alike:
        lines = listed(found.lines[nip] for nip in change.alike)
        click.echo(PEOPLE["alike"].format(count=len(change.alike), lines=lines), err=True)
    return structs.replace(before, people=change.people)


def begun(post: Post, place: Place) -> None:
    """The word, at the first time empty."""
    from kiosk.hub.word import writer

    writer.begin(place.word, post.now(), post.chance)


def _say(place: Place, found: Read, erased: Mapping[str, int], codes: Path | None) -> None:
    """Keep the list, then say it: what cannot be said now is said as soon as it can be."""
    if codes is not None and codes.exists():
        raise click.ClickException(PEOPLE["exists"].format(file=codes))
    with opened(place) as post:
        with alone(place.folder):
            everyone = _kept(place, _counted(place, found, erased), codes)
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


def _kept(place: Place, after: Kept, codes: Path | None) -> tuple[Person, ...]:
    """Everyone as kept, with codes for those who had none if there is a file for them."""
    fresh: Mapping[str, str] = {}
    if codes is not None:
        everyone, fresh = kept.coded(after.people, os.urandom)
        after = structs.replace(after, people=everyone)
        _hand_out(codes, everyone, fresh)
    _keep(place, after, codes if fresh else None)
    return after.people


def _keep(place: Place, after: Kept, codes: Path | None) -> None:
    try:
        kept.keep(place.folder, after.people, after.known_as)
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
