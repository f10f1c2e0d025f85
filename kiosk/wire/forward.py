"""Records on to a foreign LRS by plain xAPI: one way, from where it was left, pseudonymous.

How far it came is a small value (`Far`) that the caller keeps after each step. What was handed over
but not noted, because the answer was lost, is handed over again: a store may take it as the same,
or answer 409; then what is there is fetched and compared, and what is the same counts as done.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, Final, Protocol, TypeAlias

from msgspec import Struct

from kiosk.wire.trouble import SyncCode, SyncTrouble
from kiosk.xapi.comparison import same
from kiosk.xapi.statement import faults
from kiosk.xapi.words import pseudonymous

Statement: TypeAlias = Mapping[str, Any]
MOST: Final = 200
"""Statements at once: foreign stores write some hundreds a second."""
TRIES: Final = 4
REFUSED_IN_A_ROW: Final = 20
"""So many refused one after another are no fault of theirs."""
_SINGLY: Final = 4
_FIRST_PAUSE: Final = 1.0
_MOST_PAUSE: Final = 30.0
_WORTH_ANOTHER: Final = frozenset({"gone", "slow", "wait"})


class Far(Struct, frozen=True):
    """How far it came: by source, the last position that is done.

    `key` makes the pseudonyms: 32 bytes drawn once, which never leave. With another key the same
    learner has another name.
    """

    key: bytes
    done: dict[str, int] = {}

    def upto(self, name: str, position: int) -> Far:
        """With a source done up to a position."""
        return Far(self.key, self.done | {name: position})


class Forwarded(Struct, frozen=True):
    """How a run ended.

    `sent` were taken, `known` were there already, `other`: ids under which the store has something
    else, `refused`: ids it does not take; both are passed over and told. `trouble` ended the run.
    """

    far: Far
    sent: int = 0
    known: int = 0
    other: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    trouble: SyncCode | None = None
    wait: float = 0.0


class Store(Protocol):
    """What takes statements, as `kiosk.wire.lrs.Lrs` does."""

    def post(self, statements: Sequence[Statement]) -> str:
        """Whether they were "taken", or "conflict", "large" or "refused"."""

    def get(self, statement_id: str) -> Statement | None:
        """What is there under an id."""


class Source(Protocol):
    """Where statements come from: positions grow, one statement each; None: not to be said."""

    def names(self) -> Sequence[str]:
        """The logs there are."""

    def after(self, name: str, position: int, limit: int) -> Sequence[tuple[int, Statement | None]]:
        """What comes after a position."""


def disguised(statement: Mapping[str, Any], key: bytes) -> dict[str, Any]:
    """A statement of ours for strangers: `pseudonymous`, and the learner under a keyed name.

    A learner's id follows from the NIP, of which there are few enough to try them all; a name made
    with a key does not.
    """
    bare = pseudonymous(statement)
    account = bare["actor"]["account"]
    named = {**account, "name": _name(account["name"], key)}
    context = dict(bare["context"])
    if "registration" in context:
        context["registration"] = _name(context["registration"], key)
    return {**bare, "actor": {**bare["actor"], "account": named}, "context": context}


def _name(said: str, key: bytes) -> str:
    """A keyed UUID (version 8, RFC 9562): BLAKE2b of what was said."""
    drawn = bytearray(hashlib.blake2b(said.encode(), digest_size=16, key=key[:64]).digest())
    drawn[6], drawn[8] = drawn[6] & 0x0F | 0x80, drawn[8] & 0x3F | 0x80
    text = drawn.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def forward(
    source: Source,
    store: Store,
    far: Far,
    chance: Callable[[int], bytes],
    sleep: Callable[[float], None] = time.sleep,
) -> Generator[Far, None, Forwarded]:
    """Hand over all that is not done yet; each step tells how far it is now, to be kept."""
    run = _Run(store, far, chance, sleep)
    try:
        for name in source.names():
            yield from run.through(source, name)
    except SyncTrouble as trouble:
        return run.outcome(trouble.code, trouble.wait)
    return run.outcome(None, 0.0)


class _Run:
    """A run under way."""

    def __init__(
        self,
        store: Store,
        far: Far,
        chance: Callable[[int], bytes],
        sleep: Callable[[float], None],
    ) -> None:
        self._store, self._far, self._chance, self._sleep = store, far, chance, sleep
        self._most = MOST
        self._sent = self._known = self._in_a_row = 0
        self._other: list[str] = []
        self._refused: list[str] = []

    def outcome(self, code: SyncCode | None, wait: float) -> Forwarded:
        """What has come of it so far."""
        told = tuple(self._other), tuple(self._refused)
        return Forwarded(self._far, self._sent, self._known, *told, trouble=code, wait=wait)

    def through(self, source: Source, name: str) -> Generator[Far, None, None]:
        """All of one log."""
        position = self._far.done.get(name, 0)
        while found := source.after(name, position, self._most):
            self._hand([said for _, said in found if said is not None])
            position = found[-1][0]
            if self._taking or not self._refused:  # else nothing tells that it takes anything
                self._far = self._far.upto(name, position)
                yield self._far

    @property
    def _taking(self) -> bool:
        return bool(self._sent or self._known or self._other)

    def _hand(self, statements: Sequence[Statement]) -> None:
        """Hand over statements, halved as often as it must be."""
        if not statements:
            return
        match self._patiently(lambda: self._store.post(statements)):
            case "taken":
                self._sent += len(statements)
                self._in_a_row = 0
            case "conflict" if len(statements) <= _SINGLY:
                for statement in statements:
                    self._compare(statement)
            case "refused" if len(statements) == 1:
                self._refuse(statements[0])
            case "large" if len(statements) == 1:
                self._refuse(statements[0])
            case said:
                if said == "large":
                    self._most = max(1, len(statements) // 2)
                middle = len(statements) // 2
                self._hand(statements[:middle])
                self._hand(statements[middle:])

    def _compare(self, statement: Statement) -> None:
        """One that may be there already."""
        name = str(statement["id"])
        there = self._patiently(lambda: self._store.get(name))
        if there is None:
            match self._patiently(lambda: self._store.post([statement])):
                case "taken":
                    self._sent += 1
                    self._in_a_row = 0
                case _:
                    self._refuse(statement)
            return
        self._in_a_row = 0
        if not faults(there, "1.0.3") and same(statement, there):
            self._known += 1
        else:
            self._other.append(name)

    def _refuse(self, statement: Statement) -> None:
        self._refused.append(str(statement["id"]))
        self._in_a_row += 1
        if self._in_a_row >= REFUSED_IN_A_ROW:
            raise SyncTrouble("refused")

    def _patiently(self, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - as `work` says
        """Once more after a pause, if that may help."""
        for n in range(TRIES - 1):
            try:
                return work()
            except SyncTrouble as trouble:
                if trouble.code not in _WORTH_ANOTHER or trouble.wait > _MOST_PAUSE:
                    raise
                drawn = int.from_bytes(self._chance(2), "big") / 65_536
                self._sleep(max(trouble.wait, _FIRST_PAUSE * 2**n * (0.5 + drawn / 2)))
        return work()
