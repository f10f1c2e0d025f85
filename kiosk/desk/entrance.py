"""The entrance: who comes in. Answers with the learner's desk, or says which rule refused."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kiosk.desk.kiosk import Kiosk
from kiosk.desk.views_signin import CardView, SignInView
from kiosk.learning.events import SignedIn
from kiosk.learning.trouble import NotAllowed
from kiosk.people.card import CardFault, is_card, read_card
from kiosk.people.learner import Learner, Sample, guest_id
from kiosk.people.name import called
from kiosk.people.nip import Kind, Nip, NipFault, bare, read_nip
from kiosk.people.pin import pin_fault
from kiosk.store import secret
from kiosk.store.waits import Waits

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk

NAME_LENGTH = 3


class Entrance:
    """Signing in at one kiosk."""

    def __init__(self, kiosk: Kiosk, samples: tuple[Sample, ...] = ()) -> None:
        self._kiosk, self._samples = kiosk, samples
        self._waits = Waits(kiosk.store, kiosk.ticks)

    def view(self) -> SignInView:
        """What the sign-in screen shows."""
        kiosk, settings = self._kiosk, self._kiosk.settings
        courses = kiosk.catalog.courses()
        return SignInView(
            agency=settings.agency,
            city=settings.city,
            kiosk=settings.kiosk_code,
            version=max((c.version for c in courses), key=_numbers, default=""),
            courses=len(courses),
            hours=sum(c.hours for c in courses),
            guests=settings.guests,
            units=settings.units,
            samples=self._samples if settings.demo else (),
            demo=settings.demo,
            view_only=kiosk.view_only,
            room=kiosk.room(),
            free=kiosk.free(),
        )

    def known(self, typed: str) -> Learner:
        """The learner of a typed NIP, or of a card's text as a scanner types it.

        Refuses with "nip-<fault>", "nip-unknown", "card-misread", "card-unknown" or
        "learner-inactive".
        """
        learner = self._of_card(typed) if is_card(typed) else self._of_nip(typed)
        if not learner.active:
            raise NotAllowed("learner-inactive")
        return learner

    def card(self, typed: str) -> CardView:
        """Whom a card belongs to, before any PIN. Refuses as `known`."""
        learner = self.known(typed)
        pin_hash, _ = self._kiosk.store.roster.secret(learner.id)
        return CardView(called(learner.name), new=not (pin_hash or self._kiosk.view_only))

    def sign_in(self, typed: str, pin: str) -> Desk:
        """A learner's desk.

        Refuses as `known` does, and "not-active-yet", "pin-wait", "pin-wrong".
        """
        learner = self.known(typed)
        pin_hash, _ = self._kiosk.store.roster.secret(learner.id)
        if not pin_hash:
            raise NotAllowed("not-active-yet")
        self._prove(learner, pin_hash, pin, "pin-wrong")
        return self._enter(learner)

    def activate(self, typed: str, code: str, pin: str) -> Desk:
        """First time, or after a lost PIN: the trainer's code, then a PIN of one's own.

        Refuses "view-only" where the PIN could not be kept.
        """
        learner = self.known(typed)
        self.check_code(typed, code)
        nip = self._nip(learner.nip if is_card(typed) else typed)
        if fault := pin_fault(pin, nip):
            raise NotAllowed(f"pin-{fault}")
        self._kiosk.store.roster.set_pin(learner.id, secret.hash_pin(pin))
        return self._enter(learner)

    def check_code(self, typed: str, code: str) -> None:
        """Refuse "code-missing", "pin-wait" or "code-wrong" unless the activation code is right."""
        self._kiosk.must_record()
        learner = self.known(typed)
        _, code_hash = self._kiosk.store.roster.secret(learner.id)
        if not code_hash:
            raise NotAllowed("code-missing")
        self._prove(learner, code_hash, bare(code).upper(), "code-wrong")

    def guest(self, name: str, unit: str) -> Desk:
        """A guest's desk, by name and unit. View-only, a guest reads and is not remembered.

        Refuses "guests-refused", "name-short", "unit-missing".
        """
        name, unit = " ".join(name.split()), " ".join(unit.split())
        if not self._kiosk.settings.guests:
            raise NotAllowed("guests-refused")
        if len(name) < NAME_LENGTH:
            raise NotAllowed("name-short")
        if not unit:
            raise NotAllowed("unit-missing")
        learner = Learner(guest_id(name, unit), name, unit, Kind.GUEST)
        if not self._kiosk.view_only:
            self._kiosk.store.roster.put([learner])
        return self._enter(learner)

    def unlock(self, learner: Learner, pin: str) -> None:
        """Open a locked screen again. Refuses "pin-wait" or "pin-wrong"; guests need no PIN."""
        if learner.kind is Kind.GUEST:
            return
        pin_hash, _ = self._kiosk.store.roster.secret(learner.id)
        self._prove(learner, pin_hash, pin, "pin-wrong")

    def _prove(self, learner: Learner, hashed: str, typed: str, refusal: str) -> None:
        if left := self._waits.left(learner.id):
            raise NotAllowed("pin-wait", seconds=left)
        if not secret.matches(hashed, typed):
            if left := self._waits.wrong(learner.id):
                raise NotAllowed("pin-wait", seconds=left)
            raise NotAllowed(refusal)
        self._waits.right(learner.id)

    def _enter(self, learner: Learner) -> Desk:
        # the largest part of the room, and no first screen needs it
        from kiosk.desk.desk import Desk

        if not self._kiosk.view_only:
            self._kiosk.clock.look()
            self._kiosk.store.record(learner.id, SignedIn())
        return Desk(self._kiosk, learner)

    def _of_nip(self, typed: str) -> Learner:
        learner = self._kiosk.store.roster.by_nip(self._nip(typed).digits)
        if learner is None:
            raise NotAllowed("nip-unknown")
        return learner

    def _of_card(self, typed: str) -> Learner:
        found = read_card(typed)
        if isinstance(found, CardFault):
            raise NotAllowed("card-misread")
        learner = self._kiosk.store.roster.by_id(found)
        if learner is None or learner.kind is Kind.GUEST:
            raise NotAllowed("card-unknown")
        return learner

    def _nip(self, typed: str) -> Nip:
        nip = read_nip(typed, dt.date.fromisoformat(self._kiosk.today))
        if nip is NipFault.FUTURE and self._kiosk.store.roster.by_nip(bare(typed)) is not None:
            nip = read_nip(typed, dt.date.max)  # the clock lies in the past, not the NIP ahead
        if isinstance(nip, Nip):
            return nip
        raise NotAllowed(f"nip-{nip}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
