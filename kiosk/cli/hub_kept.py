"""What goes on beside the server while it runs: word and rosters, pages drawn, address noted."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import msgspec
from sqlalchemy import Engine

from kiosk.cli.hub_place import Place, now

ADDRESSES: Final = "addresses.json"
GRACE_SECONDS: Final = 10
_DAY: Final = 24 * 3600.0
_MINUTE: Final = 60.0


@contextmanager
def kept(
    place: Place,
    engine: Engine,
    clock: Callable[[], int] = now,
    seconds: tuple[float, float] = (_DAY, _MINUTE),
) -> Iterator[None]:
    """While the block runs, the word is said anew each day; rosters and pages are minutes old.

    `seconds`: how long the word waits, and how long the two others.
    """
    from kiosk.hub.pages.digest import kept_up
    from kiosk.hub.post.saying import kept_fresh, rosters_kept_up

    ended = threading.Event()
    threads = (
        threading.Thread(
            target=kept_fresh, args=(place.word, clock, os.urandom, ended, seconds[0]), daemon=True
        ),
        threading.Thread(
            target=rosters_kept_up, args=(engine, place.word, clock, ended, seconds[1]), daemon=True
        ),
        threading.Thread(target=kept_up, args=(engine, zone(), ended, seconds[1]), daemon=True),
    )
    for each in threads:
        each.start()
    try:
        yield
    finally:
        ended.set()
        for each in threads:
            each.join(timeout=GRACE_SECONDS)


def zone() -> dt.tzinfo:
    """The time zone of this computer, in which pages show times."""
    return dt.datetime.now().astimezone().tzinfo or dt.UTC


@contextmanager
def noted(place: Place, urls: Sequence[str]) -> Iterator[None]:
    """While the block runs, other commands know where the server answers, if they may."""
    file = place.folder / ADDRESSES
    with contextlib.suppress(OSError):
        file.write_bytes(msgspec.json.encode(urls))
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.unlink()


def addresses_of(place: Place) -> tuple[str, ...]:
    """Where the server answers; none if it does not run."""
    try:
        return msgspec.json.decode((place.folder / ADDRESSES).read_bytes(), type=tuple[str, ...])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return ()
