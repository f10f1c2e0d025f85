"""What every part of the post works with, and the small things they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from msgspec import Struct
from sqlalchemy import Connection, Engine, insert, update

from kiosk.hub.post import tables
from kiosk.hub.post.keys import AgencyKeys
from kiosk.hub.terms import Terms

Carrier: TypeAlias = Literal["lan", "stick", "folder"]


class Post(Struct, frozen=True):
    """The agency's side of the parcels. `now` tells UTC ms; `chance` answers so many bytes.

    `terms` are the record store's, in which a parcel's statements are found.
    """

    engine: Engine
    keys: AgencyKeys
    terms: Terms
    now: Callable[[], int]
    chance: Callable[[int], bytes]


def next_serial(connection: Connection, name: str) -> int:
    """1, 2, 3 …: within a transaction that writes; what it gave back is given again."""
    counter = tables.counter.c
    raised = connection.execute(
        update(tables.counter)
        .where(counter.name == name)
        .values(value=counter.value + 1)
        .returning(counter.value)
    ).scalar()
    if raised is not None:
        return int(raised)
    connection.execute(insert(tables.counter).values(name=name, value=1))
    return 1
