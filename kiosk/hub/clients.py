"""Who may use the record store, and for what.

Secrets are 256 random bits, so a fast hash keeps them as well as a slow one would.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import Any, Final, Literal, get_args

from msgspec import Struct
from sqlalchemy import Connection, Engine, text

from kiosk.hub.database import storable, writing

Scope = Literal[
    "statements/write",
    "statements/read/mine",
    "statements/read",
    "state",
    "define",
    "profile",
    "all/read",
    "all",
]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
"""Communication 4.2: what each lets a client do."""
_KEY_BYTES, _SECRET_BYTES = 12, 32
_INSERT = text(
    "insert into client (key, name, secret, scopes, made)"
    " values (:key, :name, :secret, :scopes, :made)"
)
_SELECT = text("select name, secret, scopes from client where key = :key and revoked = 0")
_LIST = text("select key, name, scopes, made, revoked from client order by made, key")
_REVOKE = text("update client set revoked = :at where key = :key and revoked = 0")


class Client(Struct, frozen=True):
    """A program with credentials."""

    key: str
    name: str
    scopes: frozenset[str]

    def may(self, *scopes: Scope) -> bool:
        """Whether one of these was granted, or all."""
        return "all" in self.scopes or not self.scopes.isdisjoint(scopes)

    def authority(self, home_page: str) -> dict[str, Any]:
        """The agent that vouches for what this client writes. Data 2.4.9."""
        return {"objectType": "Agent", "account": {"homePage": home_page, "name": self.key}}


class Listed(Struct, frozen=True):
    """A client as an officer sees it; times in UTC ms, `revoked` 0: not."""

    key: str
    name: str
    scopes: tuple[str, ...]
    made: int
    revoked: int


def new_client(
    engine: Engine,
    chance: Callable[[int], bytes],
    name: str,
    scopes: Iterable[Scope],
    now: int = 0,
) -> tuple[str, str]:
    """Let a client in: its key and its secret, which can be seen only now. `now` in UTC ms."""
    granted = sorted(set(scopes))
    if unknown := set(granted) - set(SCOPES):
        message = f"no such scope: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    key, secret = _words(chance(_KEY_BYTES)), _words(chance(_SECRET_BYTES))
    row = {"key": key, "name": name, "secret": _hash(secret), "made": now}
    with writing(engine) as connection:
        connection.execute(_INSERT, {**row, "scopes": " ".join(granted)})
    return key, secret


def revoke(engine: Engine, key: str, now: int) -> bool:
    """Whether there was such a client; from now on it is refused. `now` in UTC ms."""
    with writing(engine) as connection:
        return connection.execute(_REVOKE, {"key": key, "at": now}).rowcount > 0


def clients(connection: Connection) -> tuple[Listed, ...]:
    """All there ever were, the oldest first."""
    rows = connection.execute(_LIST)
    return tuple(Listed(r[0], r[1], tuple(r[2].split()), r[3], r[4]) for r in rows)


def client_of(connection: Connection, key: str, secret: str) -> Client | None:
    """Who comes with these credentials; None: nobody we know, or no longer."""
    row = connection.execute(_SELECT, {"key": key}).first()
    kept = bytes(row[1]) if row else bytes(_SECRET_BYTES)
    if not hmac.compare_digest(kept, _hash(secret)) or row is None:
        return None
    return Client(key, row[0], frozenset(row[2].split()))


def credentials(header: str) -> tuple[str, str] | None:
    """Key and secret of a Basic Authorization header (RFC 7617); None: it is none."""
    scheme, _, coded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        key, colon, secret = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
    except ValueError:
        return None
    return (storable(key), secret) if colon else None


def _words(random: bytes) -> str:
    """As letters; the first is never a dash, which a command line would take for an option."""
    return "d" + base64.urlsafe_b64encode(random).decode().rstrip("=")


def _hash(secret: str) -> bytes:
    return hashlib.blake2b(
        secret.encode("utf-8", "surrogatepass"), digest_size=32, person=b"dermaga client"
    ).digest()
