"""The statements of a parcel's lines, made ready before the lock and put into the record store.

They are our own words, checked when the parcel was read; so they need not be taken apart like those
of any client, only told by what they are found (`kiosk.hub.prepared.prepare` makes the same of
them, in three times the time).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from kiosk.hub import records
from kiosk.hub.database import clock
from kiosk.hub.packing import packed
from kiosk.hub.post.aside import put_aside
from kiosk.hub.post.post import Post
from kiosk.hub.prepared import Prepared, id_bytes, json_of, terms_of
from kiosk.hub.terms import Terms
from kiosk.parcel.contents import Said
from kiosk.xapi import words
from kiosk.xapi.keys import Keys, agent_key
from kiosk.xapi.line import Line

_VERSION: Final = "1.0.0"
_encode = msgspec.json.Encoder().encode


class Statements(Struct, frozen=True):
    """What can be said of a parcel's lines, by the lines' ids. Its authority is the kiosk."""

    ready: dict[str, Prepared]

    def put(self, post: Post, connection: Connection, kept: Iterable[Line]) -> None:
        """Store those of the lines that are kept with their bodies.

        A statement whose id has other content here already is put aside; its line is kept.
        """
        found = [(x, self.ready[x.id]) for x in kept if not x.erased and x.id in self.ready]
        at = clock(connection, post.now())
        taken = records.take_in(connection, [each for _, each in found], at, post.terms)
        other = set(taken.conflicting)
        for line, each in found if other else ():
            if each.id in other:
                whose = (line.device, line.seq, line.seq)
                put_aside(post, connection, "statement", whose, json_of(each.flags, at, each.body))


def prepared(post: Post, found: Sequence[Said]) -> Statements:
    """Everything that takes time, done before anybody has to wait."""
    home_page = post.keys.agency.home_page
    by = _Vouching(home_page, found[0].line.device, post.terms)
    ready = {}
    for line, as_sent in found:
        statement = as_sent
        if statement is not None and statement["actor"]["account"]["homePage"] != home_page:
            statement = words.statement_of(line, home_page)  # an address that was corrected since
        if statement is not None:
            ready[line.id] = by.prepared(line, statement)
    return Statements(ready)


class _Vouching:
    """A kiosk as the authority of its own statements."""

    def __init__(self, home_page: str, device: str, terms: Terms) -> None:
        account = {"homePage": home_page, "name": device}
        self._authority: dict[str, Any] = {"objectType": "Agent", "account": account}
        self._added = {"authority": self._authority, "version": _VERSION}
        self._by, self._terms = agent_key(self._authority), terms
        self._defined: set[tuple[str, bytes]] = set()

    def prepared(self, line: Line, statement: Mapping[str, Any]) -> Prepared:
        """A statement of ours, as words say it."""
        thing, context = statement["object"], statement["context"]
        agent, activity = agent_key(statement["actor"]), thing["id"]
        around = context.get("contextActivities", {}).values()
        found = Keys(
            agents=frozenset((agent,)),
            related_agents=frozenset((agent, self._by)),
            verb=statement["verb"]["id"],
            activities=frozenset((activity,)),
            related_activities=frozenset((activity, *(e["id"] for some in around for e in some))),
            registration=context.get("registration", ""),
            target="",
            voids="",
        )
        own, inherited = terms_of(found, self._authority, self._terms)
        return Prepared(
            id=id_bytes(line.id),
            body=packed(_encode({**statement, **self._added})),
            flags=0,
            terms=own,
            inherited=inherited,
            definitions=self._new_definition(activity, thing["definition"]),
        )

    def _new_definition(
        self, activity: str, definition: dict[str, Any]
    ) -> tuple[tuple[str, dict[str, Any]], ...]:
        """What an activity is, once for all statements that say the same of it."""
        same = (activity, _encode(definition))
        if same in self._defined:
            return ()
        self._defined.add(same)
        return ((activity, definition),)
