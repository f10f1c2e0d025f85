"""Persons erased by law at a kiosk are erased here too, and from whatever arrives later.

What stays of an erased event is what the kiosk keeps of it: its place and its commitment, so the
chain still holds.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct, structs
from sqlalchemy import Connection, bindparam, insert, select, update

from kiosk.hub.post import revocations, tables
from kiosk.parcel import chain
from kiosk.xapi.line import Line

KIND = "person-erased"


class Erasure(Struct, frozen=True):
    """A person, and the clock before which everything of theirs goes."""

    person: str
    clock: int


class Erased(Struct, frozen=True):
    """An erasure carried out on the lines; its statements are still to be purged."""

    person: str
    clock: int
    statements: tuple[str, ...]


class _Body(Struct):
    person: str
    before: int = 0


def told(line: Line) -> Erasure | None:
    """The erasure that a line tells of, if it does."""
    if line.kind != KIND or line.erased:
        return None
    try:
        body = msgspec.json.decode(line.body, type=_Body)
        return Erasure(str(uuid.UUID(body.person)), body.before or line.clock)
    except (msgspec.MsgspecError, ValueError):
        return None


def clocks(connection: Connection) -> dict[str, int]:
    """Everyone who was erased, with the clock of it."""
    erasure = tables.erasure.c
    rows = connection.execute(select(erasure.person, erasure.clock))
    return {str(uuid.UUID(bytes=row.person)): row.clock for row in rows}


def dropped(line: Line, erased: Mapping[str, int]) -> Line:
    """The line without the person, if it is of before the person's erasure."""
    if not line.learner or line.clock >= erased.get(line.learner, -1):
        return line
    owner = uuid.UUID(line.learner).bytes
    committed = chain.commitment(line.salt, owner, line.body)
    return structs.replace(line, learner="", salt=b"", body=committed)


def carry_out(connection: Connection, device: int, lines: Sequence[Line]) -> tuple[Erased, ...]:
    """Keep the erasures that these lines (here already) tell of, and take the persons out.

    Answers those that reach further than what was known.
    """
    said = [(line, erasure) for line in lines if (erasure := told(line))]
    known = clocks(connection) if said else {}
    done = []
    for line, erasure in said:
        if erasure.clock > known.get(erasure.person, -1):
            _keep(connection, (device, line.seq), erasure, again=erasure.person in known)
            known[erasure.person] = erasure.clock
            done.append(Erased(erasure.person, erasure.clock, _take_out(connection, erasure)))
    return tuple(done)


def _keep(connection: Connection, at: tuple[int, int], said: Erasure, *, again: bool) -> None:
    line, erasure, person = tables.line.c, tables.erasure, uuid.UUID(said.person).bytes
    n = connection.scalar(select(line.n).where(line.device == at[0], line.seq == at[1]))
    values = {"clock": said.clock, "line": n}
    if again:
        connection.execute(update(erasure).where(erasure.c.person == person).values(**values))
    else:
        connection.execute(insert(erasure).values(person=person, **values))


def _take_out(connection: Connection, said: Erasure) -> tuple[str, ...]:
    line, owner = tables.line, uuid.UUID(said.person).bytes
    rows = connection.execute(
        select(line.c.n, line.c.id, line.c.kind, line.c.salt, line.c.body).where(
            line.c.learner == owner, line.c.clock < said.clock
        )
    ).all()
    revocations.without_reasons(connection, [r.body for r in rows if r.kind == revocations.KIND])
    if rows:
        connection.execute(
            update(line)
            .where(line.c.n == bindparam("which"))
            .values(learner=None, salt=None, body=bindparam("committed")),
            [{"which": r.n, "committed": chain.commitment(r.salt, owner, r.body)} for r in rows],
        )
    return tuple(str(uuid.UUID(bytes=r.id)) for r in rows)
