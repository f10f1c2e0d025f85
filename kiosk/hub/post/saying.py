"""The agency's word beside the post: begun and kept fresh, carried on sticks, its root vouched for.

The word itself (TUF) is `kiosk.hub.word`; tuf is loaded only when there is something to say.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import OperationalError

from kiosk.hub.database import reading
from kiosk.hub.post import disk, tables
from kiosk.hub.post.post import Post
from kiosk.hub.word.trouble import WriterTrouble
from kiosk.parcel import sealing
from kiosk.parcel.forms import Word
from kiosk.parcel.trouble import ParcelTrouble

if TYPE_CHECKING:
    from kiosk.parcel.word import Revoked

ROOT: Final = "root.dermaga.json"
"""The word's root as the agency's own key vouches for it, beside `metadata` and `targets`."""


DAY: Final = 24 * 3_600_000


def ready(folder: Path, now: Callable[[], int], chance: Callable[[int], bytes]) -> None:
    """Begin the word if that was not done, and say once more that it is the newest.

    Raises WriterTrouble.
    """
    from kiosk.hub.word import writer

    writer.begin(folder, now(), chance)
    writer.refresh(folder, now())


def let_in(engine: Engine, folder: Path, now: int) -> None:
    """Rosters for whoever was let in since, what was revoked, and the ring.

    If the word cannot be said now, the next round does it: nobody's pairing hangs on it.
    """
    from kiosk.hub.post import rosters, vouching
    from kiosk.hub.word.kept import KeptTrouble

    # "busy": another is at it; "key-away": the officer's key is kept elsewhere
    with contextlib.suppress(WriterTrouble, KeptTrouble, OSError, OperationalError):
        say_revoked_since(engine, folder, now)
        vouching.say(engine, folder, now)
        rosters.say(engine, folder, now)


def root(post: Post, folder: Path) -> bytes:
    """The root that a kiosk pins, signed by the agency. Raises WriterTrouble "not-begun"."""
    from kiosk.hub.word import writer

    bare = Word(root=writer.root_bytes(folder).decode(), at=post.now(), serial=post.now())
    return sealing.written(sealing.signed(bare, post.keys.sign))


def carry(post: Post, folder: Path) -> Callable[[Path], int]:
    """What brings the word to a stick, and answers its version there; 0: there is no word yet."""

    def carry_to(place: Path) -> int:
        from kiosk.hub.word.carry import copy_to

        with contextlib.suppress(WriterTrouble):  # an older word is better than none
            _daily(post, folder)
        let_in(post.engine, folder, post.now())
        try:
            version = copy_to(folder, place)
            _vouch(post, folder, place / ROOT)
        except WriterTrouble as trouble:
            if trouble.code in {"not-begun", "busy", "newer-there"}:
                return 0
            raise
        return version

    return carry_to


def _daily(post: Post, folder: Path) -> None:
    """`ready`, but not more than once a day: each time the stick is written to."""
    said = folder / "metadata" / "timestamp.json"
    if not said.is_file() or not 0 <= post.now() - said.stat().st_mtime * 1000 < DAY:
        ready(folder, post.now, post.chance)


def _vouch(post: Post, folder: Path, file: Path) -> None:
    """Lay the root down, unless the same one lies there: its time alone is nothing new."""
    from kiosk.hub.word import writer

    there = disk.read(file, sealing.LIMIT)
    try:
        known = None if there is None else sealing.read(there, Word).root
    except ParcelTrouble:
        known = None
    if known != writer.root_bytes(folder).decode():
        disk.put(file, root(post, folder))


def revoked(connection: Connection, now: int) -> Revoked:
    """All that was revoked, for the word."""
    from kiosk.parcel.word import Revocation, Revoked

    device, gone = tables.device.c, tables.revoked.c
    devices = connection.execute(
        select(device.id, device.reason, device.revoked)
        .where(device.revoked > 0)
        .order_by(device.id)
    )
    certificates = connection.execute(
        select(gone.number, gone.reason, gone.date, gone.replaced_by).order_by(gone.number)
    )
    return Revoked(
        now,
        tuple(Revocation(x.id, x.reason, day(x.revoked)) for x in devices),
        tuple(Revocation(x.number, x.reason, x.date, x.replaced_by) for x in certificates),
    )


def day(at: int) -> str:
    """The UTC date of UTC ms."""
    return dt.datetime.fromtimestamp(at / 1000, dt.UTC).date().isoformat()


def kept_fresh(
    folder: Path,
    now: Callable[[], int],
    chance: Callable[[int], bytes],
    ended: threading.Event,
    seconds: float,
) -> None:
    """Begin the word and say it anew every so often, until `ended`."""
    while True:
        # "busy": another worker is at it; "key-away": the officer's key is kept elsewhere
        with contextlib.suppress(WriterTrouble, OSError):
            ready(folder, now, chance)
        if ended.wait(seconds):
            return


def rosters_kept_up(
    engine: Engine,
    folder: Path,
    now: Callable[[], int],
    ended: threading.Event,
    seconds: float,
) -> None:
    """Every so often, until `ended`, the rosters of kiosks that came or went by any way."""
    while True:
        let_in(engine, folder, now())
        if ended.wait(seconds):
            return


def say_revoked(post: Post, folder: Path) -> int:
    """Put what was revoked and the ring into the word; its version, 0 if there is no word."""
    from kiosk.hub.post import vouching
    from kiosk.hub.word import targets, writer

    with reading(post.engine) as connection:
        said, ring = revoked(connection, post.now()), vouching.target(connection)
    try:
        writer.begin(folder, post.now(), post.chance)
        return writer.replace(folder, targets.revoked_target(said) | ring, post.now())
    except WriterTrouble as trouble:
        if trouble.code in {"not-begun", "key-away"}:
            return 0
        raise


def say_revoked_since(engine: Engine, folder: Path, now: int) -> None:
    """Put into the word what kiosks declared void since it was said last; nothing, if nothing was.

    The first time also that nothing was, so that whoever checks a certificate knows as of when.
    Raises WriterTrouble.
    """
    from kiosk.hub.word import targets, writer

    with reading(engine) as connection:
        now_so = revoked(connection, now)
    before = _said_revoked(folder)
    if before is None or (now_so.devices, now_so.certificates) != before:
        writer.replace(folder, targets.revoked_target(now_so), now)


def _said_revoked(folder: Path) -> tuple[object, object] | None:
    """Devices and certificates that the word says are void; None if it says nothing of it."""
    from kiosk.hub.word import carry
    from kiosk.parcel import word

    if word.REVOKED not in carry.said(folder):
        return None
    try:
        found = word.read(carry.read(folder, word.REVOKED), word.Revoked)
    except (WriterTrouble, ParcelTrouble):  # lost or damaged: it is said once more
        return None
    return found.devices, found.certificates


def version(folder: Path) -> int:
    """The version of the word that was said last; 0: none."""
    try:
        kept = msgspec.json.decode((folder / "metadata" / "timestamp.json").read_bytes())
        return int(kept["signed"]["version"])
    except (OSError, msgspec.MsgspecError, KeyError, TypeError, ValueError):
        return 0
