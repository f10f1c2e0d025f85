"""A stick or a shared folder: parcels in, and onto it what is for the kiosks that use it.

A parcel leaves the stick only when it is in the database and its receipt lies on the stick; so the
stick may be pulled out at any moment. Half files are the kiosk's, still being written or never
finished: they are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.hub.database import reading
from kiosk.hub.post import disk, ingest, revocations
from kiosk.hub.post.asks import ASK, PAIR, answered
from kiosk.hub.post.devices import is_id
from kiosk.hub.post.handing import ELSEWHERE, RECEIPTS, UP, handed
from kiosk.hub.post.ingest import Told
from kiosk.hub.post.post import Carrier, Post
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel import sealing
from kiosk.parcel.forms import Agency, Revocations
from kiosk.parcel.parcel import SUFFIX
from kiosk.parcel.trouble import ParcelTrouble

ROOM: Final = "DERMAGA"
AGENCY: Final = "agency.json"
WORD: Final = "word"
INSIDE: Final = (UP, RECEIPTS, ELSEWHERE, WORD, PAIR, ASK)
REVOKED: Final = "revoked.json"


class Visit(Struct, frozen=True):
    """What a round over a stick did.

    `refused`: parcels and questions that stay there, each with a code. `asking`: kiosks that want
    to be paired and were not, as an officer has to want it too. `down`: kiosks for which there is
    something new to take along. `word`: its version there; 0: there is none.
    """

    parcels: int
    events: int
    refused: tuple[tuple[str, str], ...]
    paired: tuple[str, ...]
    asking: tuple[str, ...]
    down: int
    word: int


def visit(  # noqa: PLR0913 - what differs between a stick, a folder and a pairing
    post: Post,
    root: Path,
    carrier: Carrier,
    *,
    carry_word: Callable[[Path], int],
    pair: bool = False,
    past: Callable[[Path], bool] = lambda _file: False,
) -> Visit:
    """One round. `past` tells files that need not be looked at again; `carry_word` copies the word.

    Raises PostTrouble "stick-foreign" (another agency's), "stick-full", "stick-read-only" and
    "stick-gone"; what was taken in until then is kept.
    """
    with disk.told():
        room = _room(post, root)
        asks = answered(post, room, pair=pair)
        parcels, events, refused = _taken(post, room, carrier, past)
        down = handed(post, room, asks.elsewhere)
        with reading(post.engine) as connection:
            revoked = revocations.current(post, connection)
        _unless_same_serial(room / REVOKED, sealing.written(revoked), revoked.serial)
        word = carry_word(room / WORD)
    return Visit(parcels, events, (*asks.refused, *refused), asks.paired, asks.asking, down, word)


def _room(post: Post, root: Path) -> Path:
    """The folder on the stick; ours from the first visit on."""
    if not root.is_dir():
        raise PostTrouble("stick-gone")
    room = root if root.name == ROOM else root / ROOM
    if not all(disk.inside(root, room / name) for name in INSIDE):
        raise PostTrouble("stick-foreign")
    there = disk.read(room / AGENCY, sealing.LIMIT)
    try:
        known = None if there is None else sealing.read(there, Agency)
    except ParcelTrouble:
        known = None  # half or damaged: it is written again
    mine = post.keys.agency
    if known is not None and (known.sign, known.seal) != (mine.sign, mine.seal):
        raise PostTrouble("stick-foreign")
    disk.put(room / AGENCY, sealing.written(mine))
    return room


def _files(room: Path) -> Iterator[Path]:
    """Every parcel, device by device, in the order of the log."""
    above = room / UP
    for folder in sorted(above.iterdir()) if above.is_dir() else ():
        if not folder.is_dir() or folder.is_symlink() or not is_id(folder.name):
            continue
        yield from sorted((f for f in folder.iterdir() if f.suffix == SUFFIX), key=_order)


def _order(file: Path) -> tuple[int, str]:
    last = file.stem.rpartition("-")[2]
    return (int(last) if last.isascii() and last.isdigit() else 0, file.name)


def _taken(
    post: Post, room: Path, carrier: Carrier, past: Callable[[Path], bool]
) -> tuple[int, int, list[tuple[str, str]]]:
    """Take in what lies there; how many parcels, how many events, and what was refused."""
    count = events = 0
    refused = []
    for file in _files(room):
        if past(file):
            continue
        try:
            events += _take(post, room, file, carrier)
            count += 1
        except PostTrouble as trouble:
            if trouble.code == "stick-gone":
                raise
            refused.append((file.name, trouble.code))
    return count, events, refused


def _take(post: Post, room: Path, file: Path, carrier: Carrier) -> int:
    """Take one parcel in and leave its receipt; how many of its events were new."""
    body = disk.read(file, ingest.MOST_BYTES)
    if body is None:
        raise PostTrouble("large" if file.exists() else "stick-gone")
    taken = ingest.take(post, body, Told(carrier))
    receipt = taken.receipt
    disk.put(room / RECEIPTS / f"{receipt.device}.json", sealing.written(receipt))
    file.unlink(missing_ok=True)
    return taken.fresh


def _unless_same_serial(file: Path, content: bytes, serial: int) -> None:
    """Write a list anew only when it says something new: its time alone is nothing new."""
    there = disk.read(file, sealing.LIMIT)
    try:
        known = -1 if there is None else sealing.read(there, Revocations).serial
    except ParcelTrouble:
        known = -1
    if known != serial:
        disk.put(file, content)
