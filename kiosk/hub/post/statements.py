"""The statements of a parcel's lines, made ready before the lock and put into the record store.

They are our own words, checked when the parcel was read; so they need not be taken apart like those
of any client, only told by what they are found (`kiosk.hub.prepared.prepare` makes the same of
them, in three times the time).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from kiosk.hub import records
from kiosk.hub.database import clock
from kiosk.hub.packing import packed_event, vouched
from kiosk.hub.post.aside import put_aside
from kiosk.hub.post.post import Post
from kiosk.hub.prepared import Prepared, id_bytes, json_of, terms_of
from kiosk.hub.terms import Terms
from kiosk.parcel.contents import Said
from kiosk.xapi import words
from kiosk.xapi.keys import Keys, agent_key
from kiosk.xapi.line import Line

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
        self._home_page, self._terms = home_page, terms
        self._authority: dict[str, Any] = vouched(home_page, device)["authority"]
        self._defined: set[tuple[str, bytes]] = set()
        self._about: dict[tuple[str, ...], tuple[frozenset[int], frozenset[int]]] = {}

    def prepared(self, line: Line, statement: Mapping[str, Any]) -> Prepared:
        """A statement of ours, as words say it."""
        thing, context = statement["object"], statement["context"]
        around = context.get("contextActivities", {}).values()
        activities = (thing["id"], *[each["id"] for some in around for each in some])
        mine = [self._terms.of("agent", agent_key(statement["actor"]))]
        if registration := context.get("registration"):
            mine.append(self._terms.of("reg", registration))
        own, inherited = self._terms_of(statement["verb"]["id"], activities)
        return Prepared(
            id=id_bytes(line.id),
            body=packed_event(line, self._home_page, statement),
            flags=0,
            terms=own.union(mine),
            inherited=inherited.union(mine),
            definitions=self._new_definition(thing["id"], thing["definition"]),
        )

    def _terms_of(
        self, verb: str, activities: tuple[str, ...]
    ) -> tuple[frozenset[int], frozenset[int]]:
        """As `prepared.terms_of`, without the learner: the same for many events of a parcel."""
        found = self._about.get((verb, *activities))
        if found is None:
            by = frozenset((agent_key(self._authority),))
            thing, related = frozenset(activities[:1]), frozenset(activities)
            keys = Keys(frozenset(), by, verb, thing, related, "", "", "")
            found = terms_of(keys, self._authority, self._terms)
            self._about[verb, *activities] = found
        return found

    def _new_definition(
        self, activity: str, definition: dict[str, Any]
    ) -> tuple[tuple[str, dict[str, Any]], ...]:
        """What an activity is, once for all statements that say the same of it."""
        same = (activity, _encode(definition))
        if same in self._defined:
            return ()
        self._defined.add(same)
        return ((activity, definition),)
