"""The agency's officers: who may look at the pages, and by which passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from kiosk.hub.database import storable, writing
from kiosk.hub.pages.tables import LONGEST_NAME

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST: Final = 12
LONGEST: Final = 200
MEMORY: Final = 19 * 1024
"""KiB: argon2id with two passes, as OWASP asks for; one at a time, so the hub stays small."""
_INSERT = text(
    "insert into page_officer (name, name_key, hash, made)"
    " values (:name, :name_key, :hash, :made) returning id"
)
_CHANGE = text("update page_officer set hash = :hash where name_key = :name_key returning id")
_REMOVE = text("delete from page_officer where name_key = :name_key returning id")
_OUT = text("delete from page_session where officer = :officer")
_FREE = text("delete from page_wait where who = :who")
_LIST = text(
    "select name, made,"
    " coalesce((select max(s.seen) from page_session s where s.officer = o.id), 0)"
    " from page_officer o order by name_key"
)
_FIND = text("select id, hash from page_officer where name_key = :name_key")


class OfficerTrouble(Exception):
    """No, by a code: "name", "taken", "short", "long", "is-name" (of passphrases), "no-officer"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Listed(Struct, frozen=True):
    """An officer; times in UTC ms. `seen`: when last in; 0: nobody is in by that name."""

    name: str
    made: int
    seen: int


def new_officer(engine: Engine, name: str, passphrase: str, now: int) -> int:
    """Let an officer in from now on; the new one's id. `now` in UTC ms.

    Raises OfficerTrouble "name" (empty or above 80 letters), "taken", "short" (below 12 letters),
    "long" (above 200) and "is-name".
    """
    shown = " ".join(storable(name).split())
    if not shown or len(shown) > LONGEST_NAME:
        raise OfficerTrouble("name")
    _good(passphrase, shown)
    row = {"name": shown, "name_key": key_of(shown), "hash": hashed(passphrase), "made": now}
    try:
        with writing(engine) as connection:
            return int(connection.execute(_INSERT, row).scalar_one())
    except IntegrityError as error:
        raise OfficerTrouble("taken") from error


def change_passphrase(engine: Engine, name: str, passphrase: str) -> None:
    """Another passphrase; who is in is out. Raises as `new_officer`, and "no-officer"."""
    _good(passphrase, name)
    row = {"name_key": key_of(name), "hash": hashed(passphrase)}
    with writing(engine) as connection:
        _end(connection, connection.execute(_CHANGE, row).scalar())
        connection.execute(_FREE, {"who": f"name {key_of(name)}"})


def remove_officer(engine: Engine, name: str) -> None:
    """Out at once and for good. Raises OfficerTrouble "no-officer"."""
    with writing(engine) as connection:
        _end(connection, connection.execute(_REMOVE, {"name_key": key_of(name)}).scalar())


def officers(connection: Connection) -> tuple[Listed, ...]:
    """All of them, by name."""
    return tuple(Listed(*row) for row in connection.execute(_LIST))


def found(connection: Connection, name: str) -> tuple[int, str] | None:
    """Id and hash of the officer of that name."""
    row = connection.execute(_FIND, {"name_key": key_of(name)}).first()
    return None if row is None else (int(row[0]), str(row[1]))


def key_of(name: str) -> str:
    """Names that differ by letter case and spaces only are one name."""
    return " ".join(storable(name).casefold().split())[: 3 * LONGEST_NAME]


def hashed(passphrase: str) -> str:
    """As kept; about 25 ms."""
    return _hasher().hash(passphrase)


def matches(kept: str, typed: str) -> bool:
    """Whether `typed` is what was hashed; takes as long where nothing is kept."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    try:
        return bool(_hasher().verify(kept or _NOBODY, typed[:LONGEST])) and bool(kept)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=MEMORY, parallelism=1)


def _good(passphrase: str, name: str) -> None:
    if len(passphrase) < SHORTEST:
        raise OfficerTrouble("short")
    if len(passphrase) > LONGEST:
        raise OfficerTrouble("long")
    if key_of(passphrase) == key_of(name):
        raise OfficerTrouble("is-name")


def _end(connection: Connection, officer: int | None) -> None:
    if officer is None:
        raise OfficerTrouble("no-officer")
    connection.execute(_OUT, {"officer": officer})


_NOBODY: Final = "$argon2id$v=19$m=19456,t=2,p=1$ZGVybWFnYSBub2JvZHk$" + "A" * 43
"""A hash of nothing: a name that is not known takes as long as one that is."""
