"""Pairing from the command line: by a code, or by what lies on a stick."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING

import click
from msgspec import structs

from kiosk.cli.words_sync import SYNC as WORDS
from kiosk.cli.words_sync import TROUBLE
from kiosk.office.sync_ways import as_url, hub_at
from kiosk.people.role import COMMAND
from kiosk.sync import pairing as pairings
from kiosk.sync.folder import Folder
from kiosk.sync.keeping import key_of
from kiosk.sync.pairing import Pairing
from kiosk.sync.trouble import SyncTrouble

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.cli.sync import Wanted
    from kiosk.house import House
    from kiosk.office.sync_errand import Errands


class NotYet(click.ClickException):
    """The same command may go well later."""

    exit_code = 3


class Refused(click.ClickException):
    """Trying again will not help."""

    exit_code = 4


def refusal(code: str) -> click.ClickException:
    """A trouble with pairing."""
    from kiosk.cli.sync_round import LATER

    words = TROUBLE.get(code, TROUBLE["refused"])
    return NotYet(words) if code in LATER else Refused(words)


def paired(house: House, errands: Errands, wanted: Wanted) -> Pairing | None:
    """With whom this kiosk is paired, after pairing if that was asked for.

    None if the wish was laid on a stick and waits for its answer.
    """
    if errands.pairing is not None and not wanted.code:
        return errands.pairing
    try:
        if wanted.code:
            found = _by_code(house, errands, wanted)
        elif wanted.folder is not None:
            answer = _by_stick(house, errands, wanted.folder)
            if answer is None:
                return None
            found = _agreed(answer, wanted)
        else:
            raise click.UsageError(WORDS["alone"])
    except SyncTrouble as trouble:
        raise refusal(trouble.code) from trouble
    house.clerk(COMMAND).duties.pair(lambda: errands.pair(found))
    click.echo(WORDS["paired"].format(agency=found.agency.name, mark=found.mark), err=True)
    return found


def _by_code(house: House, errands: Errands, wanted: Wanted) -> Pairing:
    url, key = as_url(wanted.url), key_of(house.store.exchange)
    ask = pairings.asking(house.store.device, key, _label(house))
    typed = pairings.Typed(wanted.code, errands.chance(pairings.NONCE_BYTES))
    with closing(hub_at(url, errands.chance, wanted.ca)) as hub:
        agreed = pairings.by_code(hub.pair, ask, typed, key, errands.now())
    return structs.replace(agreed, url=url, ca=wanted.ca)


def _by_stick(house: House, errands: Errands, folder: Path) -> Pairing | None:
    """The agency's answer that lies there; else the wish does from now on."""
    there, key = Folder(folder, "folder"), key_of(house.store.exchange)
    answer = there.paired(house.store.device)
    if answer is not None:
        return pairings.by_stick(answer, house.store.device, key, errands.now())
    there.ask(pairings.asking(house.store.device, key, _label(house)))
    click.echo(WORDS["asked"].format(place=folder), err=True)
    return None


def _agreed(answer: Pairing, wanted: Wanted) -> Pairing:
    """Only if whoever types has compared the mark with the hub's screen."""
    if "".join(wanted.mark.split()) == "".join(answer.mark.split()):
        return answer
    click.echo(WORDS["offered"].format(agency=answer.agency.name, mark=answer.mark), err=True)
    if wanted.mark or wanted.as_json or not sys.stdin.isatty():
        raise click.UsageError(WORDS["which-mark"].format(mark=answer.mark))
    if not click.confirm(WORDS["agree"], err=True):
        raise click.ClickException(WORDS["not-agreed"])
    return answer


def _label(house: House) -> str:
    settings = house.office.settings()
    return f"{settings.kiosk_code} · {settings.kiosk_name}" if settings else ""
