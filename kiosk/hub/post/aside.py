"""What cannot be taken is put aside whole, for an officer to look at; nothing is overwritten."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from kiosk.hub.post import tables
from kiosk.hub.post.post import Post


def put_aside(
    post: Post, connection: Connection, why: str, whose: tuple[str, int, int], body: bytes
) -> None:
    """Keep it; the same thing once. `why`: "twin" (a parcel) or "statement". `whose`: what log."""
    aside, digest = tables.quarantine, hashlib.sha256(body).digest()
    there = select(aside.c.n).where(aside.c.why == why, aside.c.sha256 == digest)
    if connection.scalar(there) is None:
        device, first, last = whose
        connection.execute(
            insert(aside).values(
                why=why, device=device, first=first, last=last, at=post.now(), sha256=digest,
                body=body,
            )
        )  # fmt: skip


def listed(connection: Connection) -> list[Row[Any]]:
    """What lies aside, newest first, without its bytes."""
    aside = tables.quarantine.c
    found = select(aside.n, aside.why, aside.device, aside.first, aside.last, aside.at)
    return list(connection.execute(found.order_by(aside.n.desc())))
