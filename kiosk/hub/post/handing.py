"""What a stick takes along for each kiosk that has left anything there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Row, select

from kiosk.hub.database import reading
from kiosk.hub.post import disk, elsewhere, tables
from kiosk.hub.post.devices import device_row, is_id
from kiosk.hub.post.post import Post
from kiosk.parcel.parcel import SUFFIX

UP, RECEIPTS, ELSEWHERE = "up", "receipts", "elsewhere"
MARK: Final = ".mark"
Question: TypeAlias = tuple[Sequence[bytes], str]
"""Learners, and the cursor after which they are asked for."""


def handed(post: Post, room: Path, asked: Mapping[str, Question]) -> int:
    """Write receipts and parcels down; for how many kiosks there is something new on the stick."""
    names = {entry.name for entry in _entries(room / UP)}
    names |= {entry.stem for entry in _entries(room / RECEIPTS)} | set(asked)
    count = 0
    for name in sorted(filter(is_id, names)):
        with reading(post.engine) as connection:
            device = device_row(connection, name)
            if device is None or device.revoked:
                continue
            if device.receipt:
                disk.put(room / RECEIPTS / f"{name}.json", device.receipt)
            if device.public:
                question = asked.get(name) or _own(connection, device)
                count += _down(post, connection, device, (room / ELSEWHERE, question))
    return count


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _own(connection: Connection, device: Row[Any]) -> Question:
    """Without a question: everything of the learners who were at that kiosk."""
    line = tables.line.c
    mine = select(line.learner).where(line.device == device.n, line.learner.is_not(None))
    return list(connection.scalars(mine.distinct())), ""


def _down(
    post: Post, connection: Connection, device: Row[Any], about: tuple[Path, Question]
) -> bool:
    """Lay a kiosk's parcel down, unless the same one lies there already."""
    place, (learners, after) = about
    file, mark = place / f"{device.id}{SUFFIX}", place / f"{device.id}{MARK}"
    found = elsewhere.look(connection, device, learners, after)
    if found is None:
        file.unlink(missing_ok=True)
        mark.unlink(missing_ok=True)
        return False
    # sealed boxes differ each time, so the same parcel is known by what it was made for
    made_for = hashlib.sha256(f"{after}\n{found.cursor}\n{len(found.lines)}".encode()).digest()
    if file.is_file() and disk.read(mark, len(made_for)) == made_for:
        return False
    mark.unlink(missing_ok=True)
    disk.put(file, elsewhere.sealed(post, device, found))
    disk.put(mark, made_for)
    return True
