"""Who is in: a random word in the browser's cookie, its hash in the database."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection, text

IDLE: Final = 30 * 60_000
"""Milliseconds without a page after which an officer is out."""
LONGEST: Final = 12 * 3_600_000
FRESH: Final = 60_000
"""`seen` is not written more often than that."""
_BYTES = 32
_INSERT = text(
    "insert into page_session (key, officer, made, seen) values (:key, :officer, :now, :now)"
)
_FIND = text(
    "select o.id, o.name, s.made, s.seen from page_session s join page_officer o"
    " on o.id = s.officer where s.key = :key"
)
_SEEN = text("update page_session set seen = :now where key = :key")
_END = text("delete from page_session where key = :key")
_OLD = text("delete from page_session where seen < :seen or made < :made")


class Officer(Struct, frozen=True):
    """An officer who is in; `seen` in UTC ms, as last written."""

    id: int
    name: str
    seen: int


def begin(connection: Connection, officer: int, now: int, chance: Callable[[int], bytes]) -> str:
    """Let an officer in; the word for the cookie. Those long gone are swept out."""
    connection.execute(_OLD, {"seen": now - 2 * IDLE, "made": now - 2 * LONGEST})
    token = new_token(chance)
    connection.execute(_INSERT, {"key": _key(token), "officer": officer, "now": now})
    return token


def officer_of(connection: Connection, token: str, now: int) -> Officer | None:
    """Who is in by this word; None: nobody, or it was too long ago."""
    row = connection.execute(_FIND, {"key": _key(token)}).first() if token else None
    if row is None or abs(now - row.seen) > IDLE or abs(now - row.made) > LONGEST:
        return None
    return Officer(row.id, row.name, row.seen)


def touch(connection: Connection, token: str, now: int) -> None:
    """The officer was here."""
    connection.execute(_SEEN, {"key": _key(token), "now": now})


def end(connection: Connection, token: str) -> None:
    """Out."""
    connection.execute(_END, {"key": _key(token)})


def new_token(chance: Callable[[int], bytes]) -> str:
    """A word of 256 random bits."""
    return base64.urlsafe_b64encode(chance(_BYTES)).decode().rstrip("=")


def form_token(token: str) -> str:
    """What a form must carry to be ours: it follows from the cookie, which no other site reads."""
    return _hash(token, b"dermaga form").hex()[:_BYTES]


def is_form_token(token: str, sent: str) -> bool:
    """In constant time; without a cookie never."""
    return bool(token) and hmac.compare_digest(form_token(token).encode(), sent.encode())


def _key(token: str) -> bytes:
    return _hash(token, b"dermaga session")


def _hash(token: str, purpose: bytes) -> bytes:
    whole = token.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=_BYTES, person=purpose).digest()
