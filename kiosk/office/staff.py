"""The staff of a kiosk: who comes into the office, as what, and with which passphrase.

The agency's first account, "officer", is there from set-up and always stays, so that a kiosk can
never be left without somebody who may do everything. Whoever leaves is closed, never deleted: the
log goes on naming them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec
from msgspec import Struct, structs

from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts, document_change
from kiosk.office.faults import SHORTEST_PASSPHRASE
from kiosk.people.role import COMMAND, OFFICER, Act, Role, Staff
from kiosk.store import Store, secret

STAFF: Final = "staff"
LONGEST_NAME: Final = 100
ROLES: Final = (Role.TRAINER, Role.OFFICER)
_DECODE: Final = msgspec.json.Decoder(Staff)


def everyone(store: Store) -> tuple[Staff, ...]:
    """The first account, then all others by name; those who were closed, too."""
    found = [_DECODE.decode(store.document(STAFF, name) or b"") for name in store.names_of(STAFF)]
    return (OFFICER, *sorted(found, key=lambda each: (each.name.casefold(), each.id)))


def by_id(store: Store, who: str) -> Staff | None:
    """One of the staff, or None."""
    if who == OFFICER.id:
        return OFFICER
    body = store.document(STAFF, who)
    return None if body is None else _DECODE.decode(body)


def names(store: Store) -> dict[str, str]:
    """The names of all staff by id, now; "" for the first account and for commands."""
    return {COMMAND.id: "", **{each.id: each.name for each in everyone(store)}}


class Change(Struct, frozen=True):
    """What to change of somebody; None leaves it. `active` False closes the account."""

    name: str | None = None
    role: Role | None = None
    active: bool | None = None


class Personnel:
    """The staff, as one of them may look after it. `new_id` gives ids that nobody has."""

    def __init__(self, acts: Acts, store: Store, new_id: Callable[[], object]) -> None:
        self._acts, self._store, self._new_id = acts, store, new_id

    def all(self) -> tuple[Staff, ...]:
        """As `everyone`. Refuses "role-refused"."""
        self._acts.allow(Act.CHANGE_STAFF)
        return everyone(self._store)

    def add(self, name: str, role: Role, passphrase: str) -> Staff:
        """Somebody new, who may enter at once.

        Refuses "role-refused", "staff-name", "staff-long", "staff-twice", "staff-role",
        "passphrase-short".
        """
        self._acts.allow(Act.CHANGE_STAFF)
        staff = Staff(str(self._new_id()), self._name(name), _role(role))
        hashed = _hashed(passphrase)
        with self._store.writing():
            self._keep(staff, "add")
            self._store.keep("secret", staff.id, hashed)
        return staff

    def change(self, who: str, wanted: Change) -> Staff:
        """Rename, give another role, close or open again.

        Refuses as `add`, "staff-unknown", "staff-first" for the first account, which stays as it
        is, and "staff-self": nobody takes their own role or closes themselves.
        """
        self._acts.allow(Act.CHANGE_STAFF)
        before = self._known(who)
        if who == OFFICER.id:
            raise NotAllowed("staff-first")
        after, what = before, []
        if wanted.name is not None and wanted.name != before.name:
            after, what = structs.replace(after, name=self._name(wanted.name, who)), ["rename"]
        if wanted.role is not None and wanted.role != before.role:
            after, what = structs.replace(after, role=_role(wanted.role)), [*what, wanted.role]
        if wanted.active is not None and wanted.active != before.active:
            after = structs.replace(after, active=wanted.active)
            what.append("open" if wanted.active else "close")
        if who == self._acts.who.id and (after.role, after.active) != (before.role, before.active):
            raise NotAllowed("staff-self")
        if what:
            self._keep(after, " ".join(what))
        return after

    def new_passphrase(self, who: str, passphrase: str) -> None:
        """Another passphrase; it cannot be taken back, as the old one is not kept.

        Refuses "role-refused", "staff-unknown", "passphrase-short".
        """
        self._acts.allow(Act.CHANGE_STAFF)
        self._known(who)
        hashed = _hashed(passphrase)
        with self._store.writing():
            self._acts.note(Act.CHANGE_STAFF, (who,), count=1, why="passphrase")
            self._store.keep("secret", who, hashed)

    def _keep(self, staff: Staff, what: str) -> None:
        body = msgspec.json.encode(staff)
        self._acts.do(
            Act.CHANGE_STAFF, [document_change(self._store, STAFF, staff.id, body)], why=what
        )

    def _known(self, who: str) -> Staff:
        found = by_id(self._store, who)
        if found is None:
            raise NotAllowed("staff-unknown")
        return found

    def _name(self, typed: str, who: str = "") -> str:
        name = " ".join(typed.split())
        if not name:
            raise NotAllowed("staff-name")
        if len(name) > LONGEST_NAME:
            raise NotAllowed("staff-long")
        same = (x for x in everyone(self._store) if x.name.casefold() == name.casefold())
        if any(each.id != who for each in same):
            raise NotAllowed("staff-twice")
        return name


def _role(role: Role) -> Role:
    if role not in ROLES:
        raise NotAllowed("staff-role")
    return role


def _hashed(passphrase: str) -> bytes:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise NotAllowed("passphrase-short")
    return secret.hash_passphrase(passphrase).encode()
