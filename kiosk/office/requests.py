"""What people ask of their personal data, when it came, and how long there is (UU 27/2022).

A request is a document of its own: whose it is stands there by id only. The law gives 3 x 24 hours
"terhitung sejak Pengendali Data Pribadi menerima permintaan" for correcting (Pasal 30 ayat (1)),
giving access (Pasal 32 ayat (2)) and for delaying and limiting (Pasal 41 ayat (1)); for erasing it
names no hours, and wants the person told (Pasal 45). Its text was compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import Final

import msgspec
from msgspec import Struct, structs

from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts, document_change
from kiosk.office.breach import check_nameless
from kiosk.people.role import Act
from kiosk.store import Store

KIND: Final = "request"
BREACH: Final = "breach"
WITHIN: Final = 3 * 24 * 3_600_000
"""Milliseconds of 3 x 24 hours."""
LONGEST: Final = 500


class Asked(StrEnum):
    """What is asked for."""

    ACCESS = "access"
    CORRECT = "correct"
    LIMIT = "limit"
    ERASE = "erase"


ARTICLE: Final = {
    Asked.ACCESS: "Pasal 7 dan 32",
    Asked.CORRECT: "Pasal 6 dan 30",
    Asked.LIMIT: "Pasal 11 dan 41",
    Asked.ERASE: "Pasal 8, 43, dan 45",
}
TIMED: Final = frozenset({Asked.ACCESS, Asked.CORRECT, Asked.LIMIT})
"""For these the law names 3 x 24 hours."""


class Request(Struct, frozen=True, omit_defaults=True):
    """One request. `learner` an id, times UTC ms; `ended` 0: open. `why`: of a refusal only."""

    id: str
    asked: Asked
    learner: str
    received: int
    ended: int = 0
    refused: bool = False
    why: str = ""

    @property
    def deadline(self) -> int:
        """UTC ms by which it has to be done; 0 where the law names no hours."""
        return self.received + WITHIN if self.asked in TIMED else 0

    def left(self, now: int) -> int:
        """Milliseconds left, below 0 when it is late; only of an open one with a deadline."""
        return self.deadline - now


_DECODE: Final = msgspec.json.Decoder(Request)


class Requests:
    """The requests, as one of the staff looks after them. `now` gives UTC ms."""

    def __init__(
        self, acts: Acts, store: Store, now: Callable[[], int], new_id: Callable[[], object]
    ) -> None:
        self._acts, self._store, self._now, self._new_id = acts, store, now, new_id

    def all(self) -> tuple[Request, ...]:
        """Open ones first, the nearest deadline first; then those that ended, newest first.

        Refuses "role-refused".
        """
        self._acts.allow(Act.RECORD_REQUEST)
        found = [
            _DECODE.decode(self._store.document(KIND, name) or b"")
            for name in self._store.names_of(KIND)
        ]
        still = sorted((r for r in found if not r.ended), key=_urgent)
        over = sorted((r for r in found if r.ended), key=lambda r: -r.ended)
        return (*still, *over)

    def receive(self, asked: Asked, learner: str, received: int) -> Request:
        """Write a request down. Refuses "role-refused", "request-later", "learner-unknown"."""
        self._acts.allow(Act.RECORD_REQUEST)
        if received > self._now():
            raise NotAllowed("request-later")
        if self._store.roster.by_id(learner) is None:
            raise NotAllowed("learner-unknown")
        made = Request(str(self._new_id()), asked, learner, received)
        self._keep(made, asked)
        return made

    def finish(self, request: Request) -> Request:
        """What was asked for is done."""
        return self._end(structs.replace(request, ended=self._now()), "done")

    def refuse(self, request: Request, why: str) -> Request:
        """It is refused, for a reason (Pasal 15 and 33). Refuses "reason-missing", "-long"."""
        said = " ".join(why.split())
        if not said:
            raise NotAllowed("reason-missing")
        if len(said) > LONGEST:
            raise NotAllowed("reason-long", most=LONGEST)
        over = structs.replace(request, ended=self._now(), refused=True, why=said)
        return self._end(over, "refused")

    def _end(self, request: Request, word: str) -> Request:
        kept = self._store.document(KIND, request.id)
        if kept is None or _DECODE.decode(kept).ended:
            raise NotAllowed("request-ended")
        self._keep(request, word)
        return request

    def _keep(self, request: Request, why: str) -> None:
        body = msgspec.json.encode(request)
        change = document_change(self._store, KIND, request.id, body)
        self._acts.do(Act.RECORD_REQUEST, [change], count=1, why=why)


def _urgent(request: Request) -> tuple[bool, int]:
    return (not request.deadline, request.deadline or request.received)


class Failure(Struct, frozen=True, omit_defaults=True):
    """A failure of protection (Pasal 46): found at (UTC ms), the three contents, notified at."""

    id: str
    found: int
    what: str
    how: str
    done: str
    noticed: int = 0

    @property
    def deadline(self) -> int:
        """UTC ms by which the written notice has to be given, counted from when it was found."""
        return self.found + WITHIN


_FAILURE: Final = msgspec.json.Decoder(Failure)


class Failures:
    """The failures of protection that were written down here."""

    def __init__(
        self, acts: Acts, store: Store, now: Callable[[], int], new_id: Callable[[], object]
    ) -> None:
        self._acts, self._store, self._now, self._new_id = acts, store, now, new_id

    def all(self) -> tuple[Failure, ...]:
        """Those not yet notified first, then the newest first. Refuses "role-refused"."""
        self._acts.allow(Act.REPORT_BREACH)
        found = [
            _FAILURE.decode(self._store.document(BREACH, name) or b"")
            for name in self._store.names_of(BREACH)
        ]
        return tuple(sorted(found, key=lambda f: (bool(f.noticed), -f.found)))

    def report(self, found: int, what: str, how: str, done: str, today: dt.date) -> Failure:
        """Write one down. Refuses "role-refused", "found-later", "names-somebody"."""
        self._acts.allow(Act.REPORT_BREACH)
        if found > self._now():
            raise NotAllowed("found-later")
        check_nameless((what, how, done), self._store.roster.everyone(), today)
        made = Failure(str(self._new_id()), found, what, how, done)
        self._keep(made)
        return made

    def noticed(self, failure: Failure) -> Failure:
        """The written notice was given now."""
        over = structs.replace(failure, noticed=self._now())
        self._keep(over)
        return over

    def _keep(self, failure: Failure) -> None:
        body = msgspec.json.encode(failure)
        change = document_change(self._store, BREACH, failure.id, body)
        self._acts.do(Act.REPORT_BREACH, [change], count=1)
