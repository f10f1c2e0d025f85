"""dermaga essay: essays that wait for a trainer's marks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from kiosk.cli.certificate_chosen import opened
from kiosk.cli.essay_words import REFUSED
from kiosk.cli.person import Given
from kiosk.house import House
from kiosk.learning.trouble import NotAllowed
from kiosk.office.essays import Essays, HandedIn
from kiosk.people.role import COMMAND
from kiosk.store.cohorts import all_cohorts

SHORT: Final = 8
WIDE: Final = 60
UNKNOWN: Final = "Tidak ada esai dengan kode {code}. Jalankan dermaga essay list."


@click.group()
def essay() -> None:
    """Esai peserta: yang menunggu, dan penilaiannya."""


@contextmanager
def essays_of(given: Given) -> Iterator[tuple[House, Essays]]:
    """The essays of this kiosk; what a rule refuses is said."""
    with opened(given) as house:
        try:
            yield house, Essays(house.clerk(COMMAND).acts, house.store, house.catalog())
        except NotAllowed as no:
            raise click.ClickException(REFUSED.get(no.code, no.code)) from no


def code_of(each: HandedIn) -> str:
    """Eight letters that tell an essay from the others here."""
    return hashlib.sha256(each.key.encode()).hexdigest()[:SHORT]


@essay.command("list")
@click.option("--cohort", "words", default="", metavar="KELAS", help="ID atau nama kelas.")
@click.option("--names", is_flag=True, help="Sebut nama peserta.")
@click.pass_obj
def list_(given: Given, /, words: str, *, names: bool) -> None:
    """Sebut esai yang menunggu penilaian, yang paling lama dahulu."""
    with essays_of(given) as (house, essays):
        found = [e for learner in _learners(house, words) for e in essays.waiting(learner)]
        for each in sorted(found, key=lambda e: (e.since, e.key)):
            _tell(house, each, names=names)
        if not found:
            click.echo("Tidak ada esai yang menunggu.")


def _learners(house: House, words: str) -> tuple[str, ...]:
    if not words:
        return house.store.roster.ids()
    found = [c for c in all_cohorts(house.store) if words in (c.id, c.name)]
    if not found:
        raise click.ClickException(f"Kelas “{words}” tidak ada di kios ini.")
    return found[0].members


def _tell(house: House, each: HandedIn, *, names: bool) -> None:
    where = "uji" if each.attempt else "pelajaran"
    who = each.learner.name if names else "tanpa nama"
    day = house.rooms.day_of(each.since)
    click.echo(f"{code_of(each)}  {each.course.title} ({where}), {day}, {who}")
    click.echo(f"    Soal: {''.join(span.text for span in each.question.stem)}")
    click.echo(f"    Jawaban: {' '.join(each.text.split())}")
    for criterion in each.essay.rubric:
        click.echo(f"    {criterion.id}: {criterion.text} (0–{criterion.points})")


class _Points(click.ParamType[tuple[str, float]]):
    """A criterion and its points: k1=3."""

    name = "butir=poin"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        name, _, points = str(value).partition("=")
        try:
            return name.strip(), float(points.replace(",", "."))
        except ValueError:
            self.fail("Tulis seperti k1=3.", param, ctx)


@essay.command()
@click.argument("code", metavar="KODE")
@click.option("--points", type=_Points(), multiple=True, required=True, help="Poin: k1=3.")
@click.option("--comment", default="", help="Pesan untuk peserta.")
@click.pass_obj
def mark(given: Given, /, code: str, points: tuple[tuple[str, float], ...], comment: str) -> None:
    """Nilai esai berkode KODE (dari essay list) menurut rubriknya."""
    with essays_of(given) as (house, essays):
        every = (e for learner in house.store.roster.ids() for e in essays.of(learner))
        found = next((e for e in every if code_of(e) == code), None)
        if found is None:
            raise click.ClickException(UNKNOWN.format(code=code))
        whole = essays.mark(found, dict(points), comment)
        click.echo("Penilaian tersimpan.")
        if whole:
            click.echo("Semua esai uji ini sudah dinilai; nilai akhirnya sudah dihitung.")
