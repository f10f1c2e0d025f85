"""A day at a kiosk, in a program of its own: people sign in and learn, and something breaks.

Told on standard input who comes and with which activation code; says nothing unless it fails.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import msgspec
from msgspec import Struct

import main
from kiosk.desk.entrance import Entrance
from kiosk.house import House
from kiosk.learning.trouble import NotAllowed
from kiosk.ui.program import Program, last_resort
from tests.desk.learning_on import COURSE
from tests.faults.rig_privacy import Invented
from tests.office.whole_life import Said, live

PIN, WRONG_PIN = "482913", "719304"


class Day(Struct, frozen=True):
    """Who comes, with their codes by NIP; the guest's unit."""

    people: tuple[Invented, ...]
    codes: dict[str, str]
    guest: Invented
    unit: str


class _Recovered:
    """Stands for the program whose window comes back."""

    def recover(self) -> None:
        """As after any fault of ours."""


def spend(data: Path, day: Day) -> None:
    """The whole day."""
    with main.rooms().house(data) as house:
        settings = house.office.settings()
        assert settings is not None
        entrance = Entrance(house.kiosk(settings, house.catalog()))
        for who in day.people:
            _learn(house, entrance, who, day.codes[who.nip])
        desk = entrance.guest(day.guest.name, day.unit)
        live(desk, house.catalog().course(COURSE), said=_said(day.guest))
        desk.leave(idle=True)
    for who in (*day.people, day.guest):
        _break(data, who)


def _learn(house: House, entrance: Entrance, who: Invented, code: str) -> None:
    entrance.activate(who.nip, code, PIN).leave()
    try:
        entrance.sign_in(who.nip, WRONG_PIN)
    except NotAllowed:
        desk = entrance.sign_in(who.nip, PIN)
        live(desk, house.catalog().course(COURSE), said=_said(who))
        desk.leave()


def _said(who: Invented) -> Said:
    return Said(who.note, f"{who.note} lagi", who.comment, who.answer)


def _break(data: Path, who: Invented) -> None:
    """A fault of ours, in the middle of somebody's data."""
    hook = last_resort(cast("Program", _Recovered()), data)
    try:
        {who.name: who}[who.nip]
    except KeyError as error:
        broken = ValueError(f"{who.name} {who.nip} {who.answer}")
        broken.__cause__ = error
        hook(type(broken), broken, error.__traceback__)


if __name__ == "__main__":
    spend(Path(sys.argv[1]), msgspec.json.decode(sys.stdin.buffer.read(), type=Day))
