"""Participant cards: for whom, with or without fresh activation codes, sheet by sheet.

A fresh code costs its 60 ms of hashing, so cards are made in pieces that a screen runs one by one.
Codes are shown only this once: whoever stops gets the cards of those who have a new code by then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts
from kiosk.people.card import card_text
from kiosk.people.cohort import Cohort
from kiosk.people.learner import Learner
from kiosk.people.nip import Kind
from kiosk.people.role import Act
from kiosk.store import Store

if TYPE_CHECKING:
    from kiosk.certificate.cards import Issuer
    from kiosk.people.agency import Settings

FILE_NAME: Final = "Kartu peserta {day}.pdf"
ON_A_SHEET: Final = 10
AT_ONCE: Final = 3
"""Codes made in one piece: a fifth of a second."""
_HALF: Final = 4
NewCodes = Callable[[Sequence[Learner]], Mapping[str, str]]


def holders(people: Iterable[Learner]) -> tuple[Learner, ...]:
    """Those of these people who can have a card – open accounts with a NIP –, by unit and name."""
    found = {x.id: x for x in people if x.active and x.kind is not Kind.GUEST}
    return tuple(sorted(found.values(), key=lambda x: (x.unit.casefold(), x.name.casefold(), x.id)))


def of_unit(store: Store, unit: str) -> tuple[Learner, ...]:
    """Everybody of a unit, whatever the case of its letters."""
    wanted = " ".join(unit.split()).casefold()
    return tuple(x for x in store.roster.everyone() if x.unit.casefold() == wanted)


def of_class(store: Store, cohort: Cohort) -> tuple[Learner, ...]:
    """The members of a class that are on the roster."""
    return tuple(filter(None, map(store.roster.by_id, cohort.members)))


def not_active(store: Store, people: Iterable[Learner]) -> tuple[Learner, ...]:
    """Those of these people who have no PIN yet."""
    without = store.roster.without_pin()
    return tuple(x for x in people if x.id in without)


def sheets_of(count: int) -> int:
    """The A4 sheets that so many cards need."""
    return -(-count // ON_A_SHEET)


class Batch:
    """Cards in the making: run `pieces()` one after another, then `finish()`, also midway."""

    def __init__(
        self,
        acts: Acts,
        people: Iterable[Learner],
        issued: tuple[Issuer, Path],
        new_codes: NewCodes | None = None,
        coded: Collection[str] = (),
    ) -> None:
        """`issued`: whose cards, and where the fonts lie.

        `new_codes` makes activation codes for the people whose ids are `coded`.

        Refuses "role-refused", and "nobody-chosen" where none of these people can have a card.
        """
        from kiosk.certificate.cards import Sheets

        acts.allow(Act.PRINT_CARDS)
        if coded:
            acts.allow(Act.GIVE_CODES)
        self._acts, self._new_codes, self._coded = acts, new_codes, frozenset(coded)
        self.people = holders(people)
        if not self.people:
            raise NotAllowed("nobody-chosen")
        self._sheets = Sheets(*issued)
        self._codes: dict[str, str] = {}
        self._made: list[str] = []

    @property
    def total(self) -> int:
        """How many pieces there are."""
        return sum(1 for _ in self.pieces())

    @property
    def codes(self) -> int:
        """How many people have a new code by now."""
        return len(self._codes)

    @property
    def whole(self) -> bool:
        """Whether everybody's card is made."""
        return len(self._made) == len(self.people)

    def pieces(self) -> Iterator[Callable[[], None]]:
        """Fresh codes a few at a time, and a sheet once all of its cards are known."""
        for start in range(0, len(self.people), ON_A_SHEET):
            sheet = self.people[start : start + ON_A_SHEET]
            new = [x for x in sheet if x.id in self._coded]
            for at in range(0, len(new), AT_ONCE):
                yield partial(self._give, new[at : at + AT_ONCE])
            yield partial(self._draw, sheet)

    def finish(self) -> bytes:
        """The PDF of all cards made, which are written down. Refuses as `close`."""
        self.close()
        return self.pdf()

    def close(self) -> None:
        """Write down whose cards were made. Refuses "nobody-chosen": nobody's."""
        have = set(self._made)
        left = [x for x in self.people if x.id in self._codes and x.id not in have]
        if left:  # somebody stopped in the middle of a sheet
            self._draw(left)
        if not self._made:
            raise NotAllowed("nobody-chosen")
        self._acts.note(Act.PRINT_CARDS, self._made, count=len(self._made))

    def pdf(self) -> bytes:
        """The cards as they were closed; on any thread (2 s for 10,000)."""
        return self._sheets.to_bytes()

    def _give(self, people: Sequence[Learner]) -> None:
        if self._new_codes is not None:
            self._codes |= self._new_codes(people)

    def _draw(self, people: Sequence[Learner]) -> None:
        from kiosk.certificate.cards import Card

        self._sheets.add(
            [
                Card(x.name, x.unit, card_text(x.id), _halved(self._codes.get(x.id, "")))
                for x in people
            ]
        )
        self._made += [x.id for x in people]


def issued_by(settings: Settings | None, today: dt.date, home: Path) -> tuple[Issuer, Path]:
    """Whose cards they are, and the fonts of the program's folder. Refuses "settings-wrong"."""
    from kiosk.certificate.cards import Issuer

    if settings is None:
        raise NotAllowed("settings-wrong")
    issuer = Issuer(settings.short, settings.city, today.isoformat(), settings.demo)
    return issuer, home / "resources" / "fonts"


def _halved(code: str) -> str:
    return "-".join(filter(None, (code[:_HALF], code[_HALF:])))
