"""The agency's people into its word: for each kiosk that counts, a roster that only it can read.

Sealing gives other bytes each time. So `rosters.json` beside the list notes for each device what
its roster holds and which bytes were said, and a roster that holds the same is not said again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from sqlalchemy import Engine, select

from kiosk.hub.database import reading
from kiosk.hub.post import erasures, tables
from kiosk.hub.word import carry, kept, leaving
from kiosk.hub.word.files import alone
from kiosk.parcel import word
from kiosk.parcel.word import Person

FILE: Final = "rosters.json"
AT_ONCE: Final = 8
_ROSTER: Final = "roster/"


class _Noted(Struct, frozen=True):
    """Of one roster: a digest of what it holds, and the SHA-256 of the bytes that were said."""

    holds: str
    said: str


def say(engine: Engine, folder: Path, now: int) -> int:
    """Say the rosters that are new or other, and those of revoked kiosks no more; how many.

    `folder` is the word's, which has begun; the list lies beside it. Whoever was erased by law
    leaves the list before, and the cohorts. Raises WriterTrouble and KeptTrouble.
    """
    home = folder.parent
    with reading(engine) as connection:
        erased = erasures.clocks(connection)
    if not erased and not (home / kept.FILE).exists():
        return 0  # the agency never said anyone
    with alone(home):
        people = leaving.drop(home, erased)
        count = 0 if people is None else _said(engine, folder, now, people)
        fewer = leaving.cohorts_without(folder, erased, people or ())
        if fewer is not None:
            from kiosk.hub.word import targets, writer

            writer.replace(folder, targets.cohorts_target(fewer), now)
    return count


def _said(engine: Engine, folder: Path, now: int, people: tuple[Person, ...]) -> int:
    home = folder.parent
    devices, there = _devices(engine), carry.said(folder)
    noted = _noted(home / FILE)
    body = msgspec.json.encode(people, order="sorted")
    holds = {x: hashlib.sha256(key + body).hexdigest() for x, key in devices.items()}
    wanted = {each for each in devices if noted.get(each) != _Noted(*_now(each, holds, there))}
    names = {word.roster_name(each) for each in devices}
    gone = {name for name in there if name.startswith(_ROSTER) and name not in names}
    if not wanted and not gone:
        return 0
    _replace(folder, now, {each: devices[each] for each in wanted}, people, gone)
    there = carry.said(folder)
    table = {each: _Noted(*_now(each, holds, there)) for each in devices}
    kept.place(home / FILE, msgspec.json.encode(table, order="sorted"))
    return len(wanted)


def _now(device: str, holds: Mapping[str, str], there: Mapping[str, str]) -> tuple[str, str]:
    return holds[device], there.get(word.roster_name(device), "")


def _replace(
    folder: Path,
    now: int,
    devices: Mapping[str, bytes],
    people: Iterable[Person],
    gone: set[str],
) -> None:
    """A few at a time, as each holds everyone: the hub stays small."""
    from kiosk.hub.word import targets, writer

    if gone:
        writer.replace(folder, {}, now, gone)
    for start in range(0, len(devices), AT_ONCE):
        files: dict[str, bytes] = {}
        for device, public in [*devices.items()][start : start + AT_ONCE]:
            files |= targets.roster_target(device, public, people)
        writer.replace(folder, files, now)


def _devices(engine: Engine) -> dict[str, bytes]:
    """Public keys of the kiosks that count, by device id."""
    device = tables.device.c
    with reading(engine) as connection:
        rows = connection.execute(
            select(device.id, device.public).where(device.revoked == 0).order_by(device.id)
        )
        return {row.id: bytes(row.public) for row in rows if row.public}


def _noted(file: Path) -> dict[str, _Noted]:
    """What was noted; nothing if the file is lost or damaged: then rosters are said once more."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, _Noted])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
