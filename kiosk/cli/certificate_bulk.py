"""dermaga certificate bulk: many certificates in one file or folder, issued first on wish."""

from __future__ import annotations

import errno
from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from kiosk.certificate.merge import Unmergeable
from kiosk.cli import certificate_words as words
from kiosk.cli.certificate_chosen import Chosen, checked, choosing, opened, settings_of, today
from kiosk.cli.certificate_chosen import wanted as wanted_of
from kiosk.cli.person import Given
from kiosk.house import House
from kiosk.people.role import COMMAND
from kiosk.register import bulk as work
from kiosk.register.bulk import Awarded, Found, Handed
from kiosk.register.bulk_out import Folder, target_for

Told = TypeVar("Told", Awarded, Handed)


class Stopped(click.ClickException):
    """Somebody stopped it by Ctrl-C; the exit code is the shell's for that."""

    exit_code = 130


@click.command()
@choosing
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="BERKAS.pdf (satu berkas), BERKAS.zip, atau map.",
)
@click.option("--issue", is_flag=True, help="Terbitkan dahulu yang berhak dan belum mengambil.")
@click.option("--replace", is_flag=True, help="Ganti berkas --out yang sudah ada.")
@click.pass_obj
def bulk(given: Given, /, out: Path, *, issue: bool, replace: bool, **typed: str) -> None:
    """Kumpulkan sertifikat satu angkatan, kursus, unit, atau masa dalam satu berkas atau map.

    Ctrl-C menghentikan di antara dua sertifikat. Jalankan perintah yang sama lagi untuk
    melanjutkan: tidak ada sertifikat yang terbit dua kali.
    """
    chosen = checked(Chosen(**typed))
    if out.exists() and not out.is_dir() and not replace:
        raise click.ClickException(words.FILE_THERE.format(file=out))
    try:
        with opened(given) as house:
            _run(house, chosen, out, issue=issue)
    except KeyboardInterrupt as stop:
        click.echo()
        raise Stopped(words.STOPPED) from stop


def _run(house: House, chosen: Chosen, out: Path, *, issue: bool) -> None:
    wanted = wanted_of(house.store, chosen)
    if issue:
        _issue(house, wanted)
    found = work.found(house.store, wanted)
    _tell_left(found)
    if not found.held:
        raise click.ClickException(words.NOTHING)
    try:
        handed = _hand_out(house, found, out)
    except OSError as error:
        form = words.DISK_FULL if error.errno == errno.ENOSPC else words.CANNOT_WRITE
        raise click.ClickException(form.format(place=out)) from error
    except Unmergeable as error:
        raise click.ClickException(words.NOT_A_PDF) from error
    if handed.elsewhere:
        click.echo(words.ELSEWHERE.format(n=len(handed.elsewhere), numbers=_few(handed.elsewhere)))
    if not handed.written + handed.there:
        raise click.ClickException(words.NOTHING)
    click.echo(words.WRITTEN.format(n=handed.written, place=out))
    if handed.there:
        click.echo(words.THERE.format(n=handed.there))


def _issue(house: House, wanted: work.Wanted) -> None:
    from kiosk.desk.award_many import award_for

    settings, catalog = settings_of(house), house.catalog()
    issue = award_for(house.kiosk(settings, catalog))
    told = _with_bar(words.ISSUING, _awarding(house, wanted, issue), Awarded())
    click.echo(words.ISSUED.format(n=told.issued))
    if told.unearned:
        click.echo(words.UNEARNED.format(n=told.unearned))
    if told.stopped:
        raise click.ClickException(words.IN_THE_WAY.get(told.stopped, words.IN_THE_WAY[""]))


def _awarding(
    house: House, wanted: work.Wanted, issue: work.Issue
) -> Generator[Awarded, None, Awarded]:
    steps = work.award(house.store, wanted, issue, today(house))
    return house.clerk(COMMAND).duties.issue(steps)


def _hand_out(house: House, found: Found, out: Path) -> Handed:
    from kiosk.register.paper import paper

    fonts = house.rooms.home / "resources" / "fonts"
    kept = partial(paper, house.store, fonts=fonts, view_only=house.folder.view_only)
    learners = [held.learner for held in found.held]
    house.clerk(COMMAND).duties.hand_out(learners, where="file")
    target = Folder(out) if out.is_dir() else target_for(out)
    return _with_bar(words.WRITING, work.hand_out(found.held, kept, target), Handed())


def _with_bar(label: str, steps: Generator[Told, None, Told], told: Told) -> Told:
    """All steps beside a bar; closed between two when somebody stops it."""
    try:
        told = next(steps)
    except StopIteration as end:
        return end.value if end.value is not None else told
    with click.progressbar(length=told.of, label=label) as bar:
        while True:
            bar.update(1)
            try:
                told = next(steps)
            except StopIteration:
                return told
            except KeyboardInterrupt:
                steps.close()
                raise


def _tell_left(found: Found) -> None:
    if found.revoked:
        numbers = _few(found.revoked)
        click.echo(words.REVOKED.format(n=len(found.revoked), numbers=numbers))
    if found.unknown:
        click.echo(words.UNKNOWN.format(n=found.unknown))


def _few(numbers: tuple[str, ...]) -> str:
    shown = ", ".join(numbers[:5])
    return f"{shown}, …" if len(numbers) > 5 else shown  # noqa: PLR2004 - as many as shown
