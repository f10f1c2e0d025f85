"""What people said without their name, kept as in a ballot box: mixed before it enters the log.

An event recorded at once would stand beside the person's own event of the same second, and so say
whose it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import msgspec

from kiosk.learning.events import EvaluationAnswered, Event, ResultKept
from kiosk.store.store import Store

URN: Final = "urn"
LEAST: Final = 5
"""Fewer are not mixed: of two, everyone knows the other's."""
Unnamed: TypeAlias = EvaluationAnswered | ResultKept
Shuffle: TypeAlias = "Callable[[Sequence[str]], Sequence[str]]"


def cast(store: Store, said: Unnamed, chance: bytes, shuffle: Shuffle) -> None:
    """Put one in, under a name that tells no time; when there are enough, empty the box.

    Within the caller's transaction.
    """
    store.keep(URN, hashlib.sha256(chance).hexdigest(), msgspec.json.encode(said))
    names = store.names_of(URN)
    if len(names) < LEAST:
        return
    for name in shuffle(names):
        body = store.document(URN, name) or b""
        store.record("", msgspec.json.decode(body, type=Event))
        store.forget(URN, name)
