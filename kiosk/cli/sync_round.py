"""The work of `dermaga sync`: pair if asked to, then a round by each way, told as it goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec
from msgspec import Struct, structs

from kiosk.cli.sync_pairing import paired
from kiosk.cli.words_sync import KINDS, TROUBLE, brought_words, moment
from kiosk.cli.words_sync import SYNC as WORDS
from kiosk.learning.trouble import NotAllowed
from kiosk.office.sync import HEARD_ALL_THE_SAME, Brought, Standing
from kiosk.office.sync_errand import Errands
from kiosk.office.sync_ways import Way, as_url, folder_way, lan_way
from kiosk.people.role import COMMAND, Act
from kiosk.sync.pairing import Pairing
from kiosk.sync.rounds import Outcome, Progress, Told

if TYPE_CHECKING:
    from kiosk.cli.sync import Wanted
    from kiosk.house import House

FORM: Final = 1
LATER: Final = frozenset({
    "away", "gone", "here-full", "slow", "wait", "full", "read-only", "missing", "short", "damaged",
})  # fmt: skip
"""Troubles after which the same command may go well."""
WHOLE, NOT_YET, REFUSED = 0, 3, 4


class Went(Struct, frozen=True):
    """How a round went, as --json writes it."""

    way: str
    place: str
    sent: int
    received: int
    elsewhere: int
    brought: Brought
    expired: int
    trouble: str
    others: tuple[str, ...]


class Report(Struct, frozen=True):
    """What --json writes; fields are only ever added."""

    form: int
    agency: str
    mark: str
    rounds: tuple[Went, ...]
    waiting: int
    received_at: int
    exit: int


def go(house: House, wanted: Wanted) -> int:
    """Pair if that is still to be done, then one round by each way; the exit code."""
    if house.office.settings() is None:
        raise click.ClickException(WORDS["not-set-up"])
    errands = house.errands(house.catalog())
    pairing = paired(house, errands, wanted)
    if pairing is None:
        return NOT_YET
    rounds = []
    house.clerk(COMMAND).acts.allow(Act.SYNC)  # not written down: timers run this every hour
    for way in _ways(errands, pairing, wanted):
        rounds.append(_round(errands, way, wanted))
        if way.kind == "lan" and not rounds[-1].trouble and way.place != pairing.url:
            errands.lead(url=way.place)
    stands = errands.standing()
    code = max((exit_code(went.trouble) for went in rounds), default=WHOLE)
    told = Report(
        FORM, pairing.agency.name, pairing.mark, tuple(rounds), stands.waiting, stands.at, code
    )
    if wanted.as_json:
        click.echo(msgspec.json.encode(told).decode())
    else:
        _tell(told, stands)
    return code


def exit_code(trouble: str) -> int:
    """0 without trouble; 3 if trying again may help, else 4."""
    return WHOLE if not trouble else NOT_YET if trouble in LATER else REFUSED


def _ways(errands: Errands, pairing: Pairing, wanted: Wanted) -> list[Way]:
    chance, found = errands.chance, []
    url = as_url(wanted.url) if wanted.url else ""
    if url or (pairing.url and wanted.folder is None):
        to = structs.replace(pairing, url=url or pairing.url)
        found.append(lan_way(to, chance, errands.standing().waiting))
    folder = wanted.folder
    if folder is None and pairing.folder and not url:
        folder = Path(pairing.folder)
    if folder is not None:
        found.append(folder_way("folder", folder, str(folder), pairing, chance))
    if not found:
        raise click.UsageError(WORDS["nowhere"])
    return found


def _round(errands: Errands, way: Way, wanted: Wanted) -> Went:
    brought = Brought()
    with _progress(shown=not wanted.as_json) as moved:

        def told(each: Told) -> None:
            nonlocal brought
            if isinstance(each, Progress):
                moved(each)
            for came in errands.keep(each):
                brought = brought.plus(came)

        outcome = errands.gather(way).carry(told, lambda: False)
    trouble: str = outcome.trouble or ""
    expired = 0
    if outcome.trouble in HEARD_ALL_THE_SAME:
        came, instead, expired = _word(errands, way, accept=wanted.accept_expired)
        brought, trouble = brought.plus(came), trouble or instead
    return _went(way, outcome, brought, trouble, expired)


def _went(way: Way, outcome: Outcome, brought: Brought, trouble: str, expired: int) -> Went:
    return Went(
        way.kind, way.place, outcome.sent, outcome.received, outcome.elsewhere,
        brought, expired, trouble, outcome.others,
    )  # fmt: skip


def _word(errands: Errands, way: Way, *, accept: bool) -> tuple[Brought, str, int]:
    """The agency's word: what it brought, a trouble's code, and the date that is over."""
    fetched = errands.word_errand(way, accept_expired=accept).fetch()
    word = fetched.word
    if word is None:
        return Brought(), fetched.trouble, 0
    if word.expired and not accept:
        return Brought(), "", word.expires
    if word.roster is not None:
        errands.copy()
    try:
        return errands.take_word(fetched, accept_expired=accept), "", 0
    except NotAllowed as no:
        return Brought(), "older" if no.code == "word-older" else "refused", 0


@contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[Progress], None]]:
    """A bar on a terminal, while events go up."""
    if not shown or not sys.stdout.isatty():
        yield lambda _progress: None
        return
    bars: list[Any] = []

    def moved(progress: Progress) -> None:
        if progress.step != "up":
            return
        if not bars:
            bar = click.progressbar(length=progress.total, label=WORDS["sending"])
            bars.append(bar.__enter__())
        bars[0].update(progress.done - bars[0].pos)

    try:
        yield moved
    finally:
        for bar in bars:
            bar.__exit__(None, None, None)


def _tell(report: Report, stands: Standing) -> None:
    for went in report.rounds:
        way = KINDS[went.way].format(place=went.place)
        if went.trouble:
            words = TROUBLE.get(went.trouble, TROUBLE["refused"])
            click.echo(WORDS["round-trouble"].format(way=way, words=words), err=True)
        counts = {"sent": went.sent, "received": went.received, "elsewhere": went.elsewhere}
        if not went.trouble or any(counts.values()):
            click.echo(WORDS["round"].format(way=way, **counts))
        for line in brought_words(went.brought):
            click.echo(f"  {line}")
        for other in went.others:
            words = TROUBLE.get(other, TROUBLE["refused"])
            click.echo(WORDS["others"].format(words=words), err=True)
        if went.expired:
            click.echo(WORDS["expired"].format(moment=moment(went.expired)), err=True)
    if stands.waiting:
        click.echo(WORDS["waiting"].format(waiting=stands.waiting))
    elif stands.at:
        said = WORDS["received"].format(agency=report.agency, moment=moment(stands.at))
        click.echo(said)
    else:
        click.echo(WORDS["empty"])
