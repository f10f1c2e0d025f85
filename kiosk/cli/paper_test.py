"""dermaga paper-test: a test for the day the computers fail: made, printed, typed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from kiosk.catalog.catalog import Catalog
from kiosk.cli.certificate_chosen import opened, settings_of
from kiosk.cli.essay_words import REFUSED
from kiosk.cli.person import Given
from kiosk.cli.private_file import write_new
from kiosk.house import House
from kiosk.learning import on_paper
from kiosk.learning.trouble import NotAllowed
from kiosk.office.paper_test import Entry, PaperTest, PaperTests
from kiosk.office.paper_test_print import NAMES, letter_for, printed
from kiosk.people.cohort import Cohort
from kiosk.people.learner import Learner
from kiosk.people.nip import bare
from kiosk.people.role import COMMAND, Act
from kiosk.register.heading import heading_of
from kiosk.store.cohorts import all_cohorts

FILES: Final = {"booklet": "Soal", "sheets": "Lembar jawaban", "key": "Kunci"}


@click.group("paper-test")
def paper_test() -> None:
    """Uji di kertas, untuk hari ketika komputer tidak dapat dipakai."""


@contextmanager
def _tests(given: Given) -> Iterator[tuple[House, Catalog, PaperTests]]:
    """The paper tests of this kiosk; what a rule refuses is said."""
    with opened(given) as house:
        clerk, catalog = house.clerk(COMMAND), house.catalog()
        settings, now = settings_of(house), house.rooms.now
        try:
            yield house, catalog, PaperTests(clerk.acts, house.store, catalog, settings, now)
        except NotAllowed as no:
            raise click.ClickException(REFUSED.get(no.code, no.code)) from no


def _cohort(house: House, words: str) -> Cohort | None:
    found = [c for c in all_cohorts(house.store) if words in (c.id, c.name)]
    if words and not found:
        raise click.ClickException(f"Kelas “{words}” tidak ada di kios ini.")
    return found[0] if words else None


def _members(house: House, paper: PaperTest) -> list[Learner]:
    cohort = next((c for c in all_cohorts(house.store) if c.id == paper.cohort), None)
    found = [house.store.roster.by_id(member) for member in cohort.members] if cohort else []
    return [learner for learner in found if learner is not None]


@paper_test.command()
@click.argument("course", metavar="KURSUS")
@click.option("--test", "quiz", type=click.Choice(["pre", "post"]), default="post")
@click.option("--cohort", "words", default="", metavar="KELAS", help="ID atau nama kelas.")
@click.option("--packages", type=click.IntRange(1, 2), default=1, help="1, atau 2: paket A dan B.")
@click.pass_obj
def make(given: Given, /, course: str, quiz: str, words: str, packages: int) -> None:
    """Undi soal sebuah uji untuk kertas; lalu cetak dengan paper-test sheet."""
    with _tests(given) as (house, catalog, tests):
        found = catalog.named().get(course)
        if found is None or (quiz == "pre" and found.pre_test is None):
            raise click.ClickException(f"Kursus “{course}” atau ujinya tidak ada di kios ini.")
        cohort, rooms = _cohort(house, words), house.rooms
        made = tests.make(
            course, quiz, cohort=cohort.id if cohort else "", count=packages,
            day=rooms.day_of(rooms.now()), name=rooms.new_id(), shuffle=rooms.shuffle,
        )  # fmt: skip
        count = len(made.packages[0].questions)
        click.echo(f"Uji kertas {made.id}: {NAMES[quiz]} {found.title}, {count} soal.")
        if made.left_out:
            click.echo(f"Tidak ikut, karena hanya dapat di layar: {', '.join(made.left_out)}.")


@paper_test.command("list")
@click.pass_obj
def list_(given: Given, /) -> None:
    """Sebut semua uji kertas."""
    with _tests(given) as (_house, _catalog, tests):
        found = tests.all()
        for each in found:
            letters = ", ".join(p.letter for p in each.packages)
            words = f"{NAMES[each.quiz]}, paket {letters}, {each.typed} lembar diketik"
            click.echo(f"{each.id}  {each.made}  {each.course}: {words}")
        if not found:
            click.echo("Belum ada uji kertas.")


@paper_test.command()
@click.argument("paper", metavar="ID")
@click.option(
    "--out", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True,
    help="Map tujuan.",
)  # fmt: skip
@click.pass_obj
def sheet(given: Given, /, paper: str, out: Path) -> None:
    """Tulis soal, lembar jawaban, dan kunci sebagai PDF ke sebuah map."""
    with _tests(given) as (house, catalog, tests):
        found = tests.get(paper)
        house.clerk(COMMAND).acts.allow(Act.PRINT_PAPERS)
        members, rooms = _members(house, found), house.rooms
        heading = heading_of(settings_of(house), rooms.day_of(rooms.now()))
        fonts = rooms.home / "resources" / "fonts"
        try:
            made = printed(found, members, catalog, heading, fonts)
        except KeyError as error:
            words = f"Kursus {found.course} tidak ada lagi di kios ini."
            raise click.ClickException(words) from error
        for what, body in made._asdict().items():
            file = out / f"{FILES[what]} uji {found.id}.pdf"
            write_new(file, body)
            click.echo(str(file))
        tests.printed(found, len(members))


@paper_test.command("type")
@click.argument("paper", metavar="ID")
@click.argument("nip", metavar="NIP")
@click.argument("answers", nargs=-1, metavar="JAWABAN…")
@click.option("--package", "letter", default="", help="A atau B, seperti pada lembarnya.")
@click.option("--reason", default="", help="Alasan, bila pelajaran belum dibaca atau ada koreksi.")
@click.pass_obj
def type_(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    given: Given, /, paper: str, nip: str, answers: tuple[str, ...], letter: str, reason: str
) -> None:
    """Ketik jawaban sebuah lembar, urut dari soal 1; "-" untuk yang kosong."""
    with _tests(given) as (house, _catalog, tests):
        found, learner = tests.get(paper), house.store.roster.by_nip(bare(nip))
        if learner is None:
            raise click.ClickException(REFUSED["holder-unknown"])
        ids = [member.id for member in _members(house, found)]
        place = ids.index(learner.id) if learner.id in ids else 0
        entry = tests.entry(found, letter.upper() or letter_for(found, place), learner.id)
        score = tests.type_in(entry, _sheet(entry, answers), reason)
        told = f"{score:g}".replace(".", ",")
        click.echo(f"{entry.name}: nilai {told} (paket {entry.package.letter}, di kertas).")


def _sheet(entry: Entry, answers: tuple[str, ...]) -> dict[str, str]:
    wanted = len(entry.questions)
    if len(answers) != wanted:
        words = f"Lembar ini memuat {wanted} soal; Anda mengetik {len(answers)} jawaban."
        raise click.ClickException(words)
    said = {}
    for n, (question, words) in enumerate(zip(entry.questions, answers, strict=True), 1):
        said[question.id] = "" if words == "-" else words
        try:
            order = entry.package.orders.get(question.id, ())
            on_paper.read(question, order, said[question.id])
        except NotAllowed as no:
            raise click.ClickException(f"Soal {n}: {words} tidak dapat dibaca.") from no
    return said
