"""The store's side of a round, on the store's own thread: what it needs, and what it brought."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, assert_never

from msgspec import Struct

from kiosk.store import Store
from kiosk.store.exchange import Exchange, Taken
from kiosk.sync import pairing as pairings
from kiosk.sync.pairing import Key
from kiosk.sync.rounds import Certified, Elsewhere, Progress, Ready, Received, Told

PORTION: Final = 100
"""Lines taken in at once, in a few milliseconds, so that a window hardly notices."""


class _Key(Struct, frozen=True):
    """The device's key as values and callables that need no file."""

    public: bytes
    sign: Callable[[bytes], bytes]
    unseal: Callable[[bytes], bytes]


def key_of(exchange: Exchange) -> Key:
    """The device's key for a worker: its three uses touch no file."""
    return _Key(exchange.public, exchange.sign, exchange.unseal)


def ready(store: Store, data: Path, now: int, learner: str = "") -> Ready:
    """All that a round needs to know, for everybody on the roster, or for one learner alone.

    Raises StoreTrouble, "read-only" of a file that is only looked at.
    """
    exchange = store.exchange
    everyone = (learner,) if learner else store.roster.ids()
    return Ready(
        pairing=pairings.read(data),
        device=store.device,
        key=key_of(exchange),
        acknowledged={name: there.seq for name, there in exchange.acknowledged().items()},
        learners=everyone,
        after=exchange.elsewhere_after(learner),
        now=now,
    )


def kept(store: Store, data: Path, told: Told, learner: str = "") -> Iterator[Taken]:
    """Keep what a round told, in steps of a few milliseconds; what each of them took in.

    Nothing is kept before the first step: go through all of them.
    `learner` as in `ready`. Raises StoreTrouble and (of the pairing's file) OSError.
    """
    match told:
        case Progress():
            pass
        case Received(device=device, seq=seq, at=at):
            store.exchange.acknowledge(device, seq, at)
        case Certified(pairing=pairing):
            pairings.keep(data, pairing)
        case Elsewhere(lines=lines, cursor=cursor):
            for start in range(0, max(len(lines), 1), PORTION):
                portion = lines[start : start + PORTION]
                last = start + PORTION >= len(lines)
                after = cursor if last else None
                yield store.exchange.take_elsewhere(portion, after=after, learner=learner)
        case _:
            assert_never(told)
