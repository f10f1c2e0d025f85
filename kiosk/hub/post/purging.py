"""An erased person taken out of the record store (UU 27/2022): statements, documents, names."""

from __future__ import annotations

import uuid

from sqlalchemy import Connection, delete, select

from kiosk.hub import purging
from kiosk.hub import tables as kept
from kiosk.hub.post import tables
from kiosk.hub.post.erasures import Erased
from kiosk.hub.post.post import Post
from kiosk.xapi.keys import agent_key


def purge(post: Post, connection: Connection, gone: Erased) -> None:
    """Everything the record store holds of a person but what the person did after the erasure."""
    account = {"homePage": post.keys.agency.home_page, "name": gone.person}
    key = agent_key({"account": account})
    link, statement, line = kept.link.c, kept.statement.c, tables.line.c
    named = select(statement.id).where(
        statement.place == link.place, link.term == post.terms.of("agent", key)
    )
    since = select(line.id).where(line.learner == uuid.UUID(gone.person).bytes)
    ids = {uuid.UUID(x).bytes for x in gone.statements} | set(connection.scalars(named))
    purging.erase(connection, sorted(ids - set(connection.scalars(since))), post.terms)
    connection.execute(delete(kept.document).where(kept.document.c.agent == key))
    connection.execute(delete(kept.person).where(kept.person.c.key == key))
