"""Whose database it is: set by the first hub that opens it, so that no two agencies share one."""

from __future__ import annotations

from sqlalchemy import Engine, select, text

from kiosk.hub import tables as kept
from kiosk.hub.database import reading, writing
from kiosk.hub.post.keys import AgencyKeys
from kiosk.hub.post.trouble import PostTrouble

_SET = text("insert into setting (name, value) values ('agency', :key) on conflict do nothing")


def claim(engine: Engine, keys: AgencyKeys) -> None:
    """Raises PostTrouble "keys-other" if the database is that of another agency's key.

    A second machine without the mounted keys would make its own, and no kiosk would believe it.
    """
    owner = select(kept.setting.c.value).where(kept.setting.c.name == "agency")
    with reading(engine) as connection:
        found = connection.scalar(owner)
    if found is None:
        with writing(engine) as connection:
            connection.execute(_SET, {"key": keys.agency.sign})
            found = connection.scalar(owner)
    if found is None or bytes(found) != keys.agency.sign:
        raise PostTrouble("keys-other")
