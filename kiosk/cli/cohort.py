"""dermaga cohort: classes, their people and courses, and their day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from msgspec import structs

from kiosk.cli.certificate_chosen import opened
from kiosk.cli.cohort_day import attendance, live
from kiosk.cli.cohort_file import export, import_
from kiosk.cli.cohort_papers import papers
from kiosk.cli.cohort_words import REFUSED, fault_words
from kiosk.cli.person import Given
from kiosk.house import House
from kiosk.learning.trouble import NotAllowed
from kiosk.office.cohort_people import last_import, pasted
from kiosk.office.cohorts import Cohorts
from kiosk.people.cohort import Assignment, Cohort
from kiosk.people.role import COMMAND

UNKNOWN = "Kelas “{cohort}” tidak ada di kios ini. Yang ada: {known}."
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def cohort() -> None:
    """Kelas (angkatan): peserta, kursus, dan hari pelatihannya."""


cohort.add_command(attendance)
cohort.add_command(live)
cohort.add_command(papers)
cohort.add_command(export)
cohort.add_command(import_)


@contextmanager
def _classes(given: Given) -> Iterator[tuple[House, Cohorts]]:
    """The classes of this kiosk; what a rule refuses is said."""
    with opened(given) as house:
        try:
            yield house, Cohorts(house.clerk(COMMAND).acts, house.store)
        except NotAllowed as no:
            raise click.ClickException(REFUSED.get(no.code, no.code)) from no


def named(cohorts: Cohorts, words: str) -> Cohort:
    """The class of an id, or of a name; of those that bear the name an open one."""
    found = [c for c in cohorts.all() if words in (c.id, c.name)]
    if not found:
        known = ", ".join(c.name for c in cohorts.all()) or "belum ada"
        raise click.ClickException(UNKNOWN.format(cohort=words, known=known))
    return min(found, key=lambda c: c.closed)


def _save(cohorts: Cohorts, wanted: Cohort) -> None:
    if faults := cohorts.faults(wanted):
        raise click.ClickException(" ".join(fault_words(fault) for fault in faults))
    cohorts.save(wanted)


@cohort.command("list")
@click.option("--all", "every", is_flag=True, help="Juga kelas yang sudah ditutup.")
@click.pass_obj
def list_(given: Given, /, *, every: bool) -> None:
    """Sebut semua kelas."""
    with _classes(given) as (_house, cohorts):
        found = [c for c in cohorts.all() if every or not c.closed]
        for each in found:
            closed = ", ditutup" if each.closed else ""
            click.echo(f"{each.id}  {each.name} ({len(each.members)} peserta{closed})")
        if not found:
            click.echo("Belum ada kelas. Buat dengan dermaga cohort new NAMA.")


@cohort.command()
@click.argument("words", metavar="KELAS")
@click.pass_obj
def show(given: Given, /, words: str) -> None:
    """Sebut isi satu kelas: aturannya dan pesertanya. KELAS ialah ID atau nama."""
    with _classes(given) as (house, cohorts):
        found = named(cohorts, words)
        click.echo(f"{found.name}{' (ditutup)' if found.closed else ''}")
        for label, value in (
            ("ID", found.id),
            ("Tempat", found.place),
            ("Nomor surat", found.letter),
            ("Hari", ", ".join(found.days)),
        ):
            click.echo(f"{label}: {value or '–'}")
        for given_ in found.assignments:
            click.echo(f"Kursus {_rules(given_)}")
        by_id = house.store.roster.by_id
        people = [person for person in map(by_id, found.members) if person]
        click.echo(f"{len(people)} peserta:")
        for person in people:
            click.echo(f"  {person.name} · {person.unit}")


def _rules(a: Assignment) -> str:
    mark = "" if a.pass_mark is None else f"ambang {a.pass_mark}"
    attempts = "" if a.attempts is None else f"{a.attempts} kesempatan"
    opens = f"dibuka {a.opens}" if a.opens else ""
    deadline = f"tenggat {a.deadline}" if a.deadline else ""
    return ", ".join(x for x in (a.course, opens, deadline, mark, attempts) if x)


@cohort.command()
@click.argument("name", metavar="NAMA")
@click.option("--place", default="", help="Tempat pelatihan.")
@click.option("--letter", default="", help="Nomor surat tugas.")
@click.option("--day", "days", multiple=True, help="Hari pelatihan, YYYY-MM-DD; boleh berulang.")
@click.pass_obj
def new(given: Given, /, name: str, place: str, letter: str, days: tuple[str, ...]) -> None:
    """Buat kelas baru."""
    rooms, _data = given
    with _classes(given) as (_house, cohorts):
        made = Cohort(str(rooms.new_id()), name, days=_sorted(days), place=place, letter=letter)
        _save(cohorts, made)
        click.echo(f"Kelas {name} dibuat. ID-nya {made.id}.")


def _sorted(days: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(days)))


@cohort.command()
@click.argument("words", metavar="KELAS")
@click.option("--name", help="Nama baru.")
@click.option("--place", help="Tempat pelatihan.")
@click.option("--letter", help="Nomor surat tugas.")
@click.option("--day", "days", multiple=True, help="Semua hari pelatihan, YYYY-MM-DD.")
@click.option("--open", "again", is_flag=True, help="Buka lagi kelas yang sudah ditutup.")
@click.pass_obj
def edit(  # noqa: PLR0913 - one option each
    given: Given,
    /,
    words: str,
    *,
    name: str | None,
    place: str | None,
    letter: str | None,
    days: tuple[str, ...],
    again: bool,
) -> None:
    """Ubah nama, tempat, nomor surat, atau hari kelas. Yang tidak disebut tetap."""
    with _classes(given) as (_house, cohorts):
        found = named(cohorts, words)
        typed = {"name": name, "place": place, "letter": letter, "days": _sorted(days) or None}
        changed: dict[str, object] = {k: v for k, v in typed.items() if v is not None}
        if again:
            changed["closed"] = False
        _save(cohorts, structs.replace(found, **changed))
        click.echo(f"Kelas {name or found.name} tersimpan.")


@cohort.command()
@click.argument("words", metavar="KELAS")
@click.argument("nips", metavar="NIP", nargs=-1)
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Berkas teks dengan satu NIP di setiap baris.",
)
@click.option("--unit", default="", help="Semua peserta perangkat daerah ini.")
@click.option("--last-import", "imported", is_flag=True, help="Semua dari impor terakhir.")
@click.pass_obj
def add(  # noqa: PLR0913 - one option each
    given: Given,
    /,
    words: str,
    nips: tuple[str, ...],
    file: Path | None,
    unit: str,
    *,
    imported: bool,
) -> None:
    """Masukkan peserta ke kelas, menurut NIP, berkas, perangkat daerah, atau impor terakhir."""
    typed = "\n".join(nips)
    if file is not None:
        try:
            typed += "\n" + file.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise click.ClickException("Berkas NIP tidak terbaca sebagai teks UTF-8.") from error
    with _classes(given) as (house, cohorts):
        found, people = named(cohorts, words), house.store.roster.everyone()
        told = pasted(typed, people)
        wanted = [*told.found, *(x.id for x in people if unit and x.unit == unit and x.active)]
        wanted += last_import(house.store, people) if imported else ()
        joined = structs.replace(found, members=tuple(dict.fromkeys((*found.members, *wanted))))
        _save(cohorts, joined)
        click.echo(f"{len(joined.members) - len(found.members)} peserta masuk ke {found.name}.")
        for line in told.unknown:
            click.echo(f"Tidak dikenal: {line}", err=True)


@cohort.command()
@click.argument("words", metavar="KELAS")
@click.argument("nips", metavar="NIP...", nargs=-1, required=True)
@click.pass_obj
def remove(given: Given, /, words: str, nips: tuple[str, ...]) -> None:
    """Keluarkan peserta dari kelas. Yang sudah mereka pelajari tetap ada."""
    with _classes(given) as (house, cohorts):
        found = named(cohorts, words)
        told = pasted("\n".join(nips), house.store.roster.everyone())
        left = cohorts.remove(found.id, told.found)
        click.echo(f"{len(found.members) - len(left.members)} peserta keluar dari {found.name}.")
        for line in told.unknown:
            click.echo(f"Tidak dikenal: {line}", err=True)


@cohort.command()
@click.argument("words", metavar="KELAS")
@click.argument("course", metavar="KURSUS")
@click.option("--opens", default="", help="Tanggal dibuka, YYYY-MM-DD.")
@click.option("--deadline", default="", help="Hari terakhir, YYYY-MM-DD.")
@click.option("--pass-mark", type=int, help="Ambang kelulusan 0–100.")
@click.option("--attempts", type=int, help="Jumlah kesempatan uji akhir.")
@click.option("--drop", is_flag=True, help="Ambil kursus ini dari kelas.")
@click.pass_obj
def assign(  # noqa: PLR0913 - one option each
    given: Given,
    /,
    *,
    words: str,
    course: str,
    opens: str,
    deadline: str,
    pass_mark: int | None,
    attempts: int | None,
    drop: bool,
) -> None:
    """Beri kursus kepada kelas, dengan aturannya. Yang tidak disebut menurut kursus itu."""
    with _classes(given) as (house, cohorts):
        found = named(cohorts, words)
        others = {a.course: a for a in found.assignments}
        if drop:
            others.pop(course, None)
        elif course not in {c.id for c in house.catalog().courses()}:
            raise click.ClickException(f"Kursus {course} tidak ada di kios ini.")
        else:
            others[course] = Assignment(course, opens, deadline, pass_mark, attempts)
        _save(cohorts, structs.replace(found, assignments=tuple(others.values())))
        said = f"{course} diambil" if drop else f"Kursus {_rules(others[course])}"
        click.echo(f"{found.name}: {said}.")


@cohort.command()
@click.argument("words", metavar="KELAS")
@click.pass_obj
def close(given: Given, /, words: str) -> None:
    """Tutup kelas: aturannya tidak berlaku lagi, berkasnya tetap."""
    with _classes(given) as (_house, cohorts):
        found = named(cohorts, words)
        cohorts.close(found.id)
        click.echo(f"Kelas {found.name} ditutup.")
