"""What the hub has stored as a source for `kiosk.wire.forward`, and how far each store has it.

Kiosks' statements go under keyed names unless all is to be told; those of other xAPI clients cannot
be disguised, since their words may hold anybody's name, so they go as they are or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct
from sqlalchemy import Engine, text

from kiosk.hub.database import reading, writing
from kiosk.hub.prepared import VOIDED, statement_of
from kiosk.wire.forward import Far, Statement, disguised
from kiosk.xapi.words import line_of

NAME: Final = "statements"
_SET_HERE: Final = ("stored", "authority")
_AFTER: Final = text(
    "select place, flags, body from statement where place > :place order by place limit :limit"
)
_KEPT: Final = text("select value from setting where name = :name")
_KEEP: Final = text(
    "insert into setting (name, value) values (:name, :value)"
    " on conflict (name) do update set value = excluded.value"
)


class Wish(Struct, frozen=True):
    """What is to be told. `since`: only what was stored from then on, UTC microseconds.

    `plain`: with everything, for a store of one's own. `others`: those of other xAPI clients too,
    which only goes with `plain`.
    """

    plain: bool = False
    others: bool = False
    since: int = 0


class Stored:
    """Statements in the order they were stored; a position is that time, in UTC microseconds."""

    def __init__(self, engine: Engine, key: bytes, wish: Wish) -> None:
        if wish.others and not wish.plain:
            raise ValueError(wish)
        self._engine, self._key, self._wish = engine, key, wish
        self.skipped = 0
        """Passed over because of an attachment that would have to go along."""

    def names(self) -> Sequence[str]:
        """One log."""
        return (NAME,)

    def after(
        self, _name: str, position: int, limit: int
    ) -> Sequence[tuple[int, Statement | None]]:
        """The statements; None for what is not to be told."""
        values = {"place": max(position, self._wish.since - 1), "limit": limit}
        with reading(self._engine) as connection:
            rows = connection.execute(_AFTER, values).all()
        return [(place, self._said(place, flags, bytes(body))) for place, flags, body in rows]

    def _said(self, place: int, flags: int, body: bytes) -> Statement | None:
        if flags & VOIDED and not self._wish.others:
            return None  # what voids it does not go there either
        stored = statement_of(flags, place, body)
        bare = {name: value for name, value in stored.items() if name not in _SET_HERE}
        if line_of(bare) is not None:
            return bare if self._wish.plain else disguised(bare, self._key)
        if not self._wish.others:
            return None
        if _heavy(bare):
            self.skipped += 1
            return None
        return bare


def _heavy(statement: Statement) -> bool:
    """Whether it holds an attachment that can only be had from here."""
    return any("fileUrl" not in each for each in statement.get("attachments", ()))


def mark(url: str, wish: Wish) -> str:
    """The name under which it is kept how far a store has it; another wish begins anew."""
    wished = msgspec.json.encode((url, wish))
    return "forward-" + hashlib.sha256(wished).hexdigest()[:32]


def far(engine: Engine, name: str, key: bytes) -> Far:
    """How far a store has it; the names' key is the agency's and not kept here."""
    with reading(engine) as connection:
        kept = connection.execute(_KEPT, {"name": name}).scalar()
    return Far(key, {} if kept is None else msgspec.json.decode(kept, type=dict[str, int]))


def keep(engine: Engine, name: str, now: Far) -> None:
    """Note how far a store has it."""
    with writing(engine) as connection:
        connection.execute(_KEEP, {"name": name, "value": msgspec.json.encode(now.done)})
