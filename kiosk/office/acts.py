"""Acts of the office: who may, what changed, written down in the chained log, and taken back.

Every act that changes people or documents goes through `Acts.do`: the changes and the entry in the
log become durable together. What it changed is kept beside it for the last 30 such acts, so that it
can be taken back while nothing else has touched the same things since.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec import Struct

from kiosk.learning.events import Recorded
from kiosk.learning.events_office import OfficerActed
from kiosk.learning.trouble import NotAllowed
from kiosk.people.learner import Learner
from kiosk.people.role import Act, Staff, act_named, may
from kiosk.store import Store
from kiosk.store.cohorts import forget_member

KEPT: Final = 30
LEARNER: Final = "learner"
_UNDO: Final = "undo"
_ORDER: Final = ("undo-order", "kiosk")


class Change(Struct, frozen=True, array_like=True):
    """A document, or a learner's row (`kind` "learner"), before and after; None: not there."""

    kind: str
    name: str
    before: bytes | None
    after: bytes | None


_CHANGES: Final = msgspec.json.Decoder(tuple[Change, ...])


class Entry(Struct, frozen=True):
    """A line of the log, newest first: whether it can be taken back, and by which act it was."""

    id: str
    at: int
    acted: OfficerActed
    undoable: bool = False
    undone: bool = False


def learner_change(before: Learner | None, after: Learner) -> Change:
    """A learner's row put in place of the one before, None for somebody new."""
    old = None if before is None else msgspec.json.encode(before)
    return Change(LEARNER, after.id, old, msgspec.json.encode(after))


def document_change(store: Store, kind: str, name: str, after: bytes | None) -> Change:
    """A document in place of the one there is now; None takes it away."""
    return Change(kind, name, store.document(kind, name), after)


class Acts:
    """What one of the staff does at this kiosk."""

    def __init__(self, store: Store, who: Staff) -> None:
        self._store, self.who = store, who

    def may(self, act: Act) -> bool:
        """Whether they may; for showing what there is to do."""
        return may(self.who, act)

    def allow(self, act: Act) -> None:
        """Refuse "role-refused" unless they may."""
        if not may(self.who, act):
            raise NotAllowed("role-refused")

    def note(self, act: Act, on: Iterable[str] = (), *, count: int = 0, why: str = "") -> None:
        """Write down what leaves the file as it is, such as a print. Refuses "role-refused".

        Where the disk cannot be written nothing is, and the print is not held up by it.
        """
        self.allow(act)
        if not self._store.view_only:
            self._store.record("", OfficerActed(act, self.who.id, tuple(on), count, why))

    def do(
        self, act: Act, changes: Iterable[Change], *, count: int = 0, why: str = ""
    ) -> Recorded | None:
        """Make the changes and write them down; None if nothing differs. Refuses "role-refused"."""
        self.allow(act)
        real = tuple(c for c in changes if c.before != c.after)
        if not real:
            return None
        with self._store.writing():
            for change in real:
                self._put(change.kind, change.name, change.after)
            return self._written(act, real, count=count, why=why)

    def undo(self, entry: str) -> None:
        """Take an act back: everything as it was before it.

        Refuses "role-refused" too where they might not have done it, "undo-gone" (older than the
        last 30), "undo-changed" where something else changed the same things since (`count` of
        them), "undo-used" where somebody brought in by the act has signed in or learnt since.
        """
        self.allow(Act.UNDO)
        body = self._store.document(_UNDO, entry)
        if body is None:
            raise NotAllowed("undo-gone")
        self.allow(self._act_of(entry))
        changes = _CHANGES.decode(body)
        changed = sum(self._now(c.kind, c.name) != c.after for c in changes)
        if changed:
            raise NotAllowed("undo-changed", count=changed)
        used = sum(c.kind == LEARNER and c.before is None and self._used(c.name) for c in changes)
        if used:
            raise NotAllowed("undo-used", count=used)
        back = tuple(Change(c.kind, c.name, c.after, c.before) for c in reversed(changes))
        with self._store.writing():
            for change in back:
                self._put(change.kind, change.name, change.after)
            self._store.forget(_UNDO, entry)
            on = tuple(c.name for c in back)
            acted = OfficerActed(Act.UNDO, self.who.id, on, len(on), undoes=entry)
            self._store.record("", acted)

    def may_undo(self, act: str) -> bool:
        """Whether they may take back an act of that name; for showing what there is to do."""
        known = act_named(act)
        return known is not None and self.may(Act.UNDO) and self.may(known)

    def _act_of(self, entry: str) -> Act:
        found = next((r.event for r in self._store.acts() if r.id == entry), None)
        known = act_named(found.act) if isinstance(found, OfficerActed) else None
        if known is None:
            raise NotAllowed("undo-gone")
        return known

    def log(self, most: int = 0) -> tuple[Entry, ...]:
        """The log, newest first; the `most` newest entries, 0: all. Refuses "role-refused"."""
        self.allow(Act.READ_LOG)
        kept = set(self._store.names_of(_UNDO))
        found = self._store.acts(most)
        undone = {r.event.undoes for r in found if isinstance(r.event, OfficerActed)}
        return tuple(
            Entry(r.id, r.at, r.event, r.id in kept, r.id in undone)
            for r in found
            if isinstance(r.event, OfficerActed)
        )

    def _written(self, act: Act, changes: tuple[Change, ...], *, count: int, why: str) -> Recorded:
        on = tuple(c.name for c in changes)
        acted = OfficerActed(act, self.who.id, on, count or len(on), why)
        (recorded,) = self._store.record("", acted)
        self._store.keep(_UNDO, recorded.id, msgspec.json.encode(changes))
        # a list of its own, as neither ids nor times say which came first once a clock was set back
        kept = msgspec.json.decode(self._store.document(*_ORDER) or b"[]", type=list[str])
        kept.append(recorded.id)
        for old in kept[:-KEPT]:
            self._store.forget(_UNDO, old)
        self._store.keep(*_ORDER, msgspec.json.encode(kept[-KEPT:]))
        return recorded

    def _now(self, kind: str, name: str) -> bytes | None:
        if kind != LEARNER:
            return self._store.document(kind, name)
        learner = self._store.roster.by_id(name)
        return None if learner is None else msgspec.json.encode(learner)

    def _put(self, kind: str, name: str, body: bytes | None) -> None:
        if kind == LEARNER:
            if body is None:
                self._store.roster.erase(name)
            else:
                self._store.roster.put([msgspec.json.decode(body, type=Learner)])
        elif body is None:
            self._store.forget(kind, name)
        else:
            self._store.keep(kind, name, body)

    def _used(self, learner: str) -> bool:
        return bool(self._store.count_of(learner) or self._store.roster.secret(learner)[0])


def forget_person(store: Store, learner: str) -> None:
    """Erase a person from their classes and from what could be taken back: such acts then stay."""
    forget_member(store, learner)
    for entry in store.names_of(_UNDO):
        body = store.document(_UNDO, entry)
        if body and any(_names(change, learner) for change in _CHANGES.decode(body)):
            store.forget(_UNDO, entry)


def _names(change: Change, learner: str) -> bool:
    """Whether a change is of a person's row, or of a document that names them, such as a class."""
    sides = (change.before or b"", change.after or b"")
    return change.name == learner or any(learner.encode() in side for side in sides)
