"""The people known at this kiosk, with the hashes of their PINs and activation codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TypeAlias

from kiosk.people.learner import Learner
from kiosk.people.nip import Kind
from kiosk.store.seals import Seals
from kiosk.store.trouble import StoreTrouble, told

_SELECT = "select id, nip, name, unit, kind, rank, position, active, pin, code, seal from learner"
_Row: TypeAlias = "tuple[str, str | None, str, str, str, str, str, int, str, str]"


class Roster:
    """Learners by id and NIP. People are set inactive; only a person's own right erases them.

    A row that is not as it was sealed raises StoreTrouble("damaged").
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        writing: Callable[[], AbstractContextManager[None]],
        seals: Callable[[], Seals],
    ) -> None:
        self._db, self._writing, self._seals = db, writing, seals
        self.turn = 0
        """Grows with every change of a row, so that a plan can tell whether it still holds."""

    def by_nip(self, nip: str) -> Learner | None:
        """The learner of a NIP (18 digits), or None."""
        row = self._row("where nip = ?", nip)
        return None if row is None else _learner(row)

    def by_id(self, learner_id: str) -> Learner | None:
        """The learner of an id, or None."""
        row = self._row("where id = ?", learner_id)
        return None if row is None else _learner(row)

    def everyone(self) -> tuple[Learner, ...]:
        """All learners, by name."""
        with told():
            rows = self._db.execute(_SELECT + " order by name, id").fetchall()
        return tuple(_learner(self._sealed(row)) for row in rows)

    def ids(self) -> tuple[str, ...]:
        """The ids of all learners, in order; a fiftieth of `everyone`, since no seal is looked at.

        For asking about them, not for believing anything.
        """
        with told():
            return tuple(row[0] for row in self._db.execute("select id from learner order by id"))

    def listed(self) -> tuple[Learner, ...]:
        """All learners, by name, in one question and no seal looked at, as `ids`.

        For a list to pick from, not for believing: read whoever was picked with `by_id`.
        """
        with told():
            rows = self._db.execute(_SELECT + " order by name, id").fetchall()
        try:
            return tuple(_learner(row) for row in rows)
        except ValueError as unknown:  # a kind that nobody here has ever written
            raise StoreTrouble("damaged") from unknown

    def without_pin(self) -> frozenset[str]:
        """The ids of those who have no PIN, in one question and no seal looked at, as `ids`."""
        with told():
            found = self._db.execute("select id from learner where pin = ''").fetchall()
        return frozenset(row[0] for row in found)

    def put(self, learners: Iterable[Learner]) -> None:
        """Add learners or bring those known up to date; PINs and codes stay."""
        with self._writing():
            for x in learners:
                kept = self._row("where id = ?", x.id)
                pin, code = kept[8:] if kept else ("", "")
                facts = (x.id, x.nip or None, x.name, x.unit, x.kind, x.rank, x.position)
                self._write((*facts, int(x.active), pin, code))

    def secret(self, learner_id: str) -> tuple[str, str]:
        """Hashes of the PIN and of the activation code, each empty if there is none."""
        row = self._row("where id = ?", learner_id)
        return ("", "") if row is None else row[8:]

    def set_pin(self, learner_id: str, pin_hash: str) -> None:
        """Keep a new PIN's hash and use up the activation code."""
        with self._writing():
            if (row := self._row("where id = ?", learner_id)) is not None:
                self._write((*row[:8], pin_hash, ""))

    def set_codes(self, codes: Mapping[str, str]) -> None:
        """Keep activation codes' hashes; a new code also opens an account whose PIN was lost."""
        with self._writing():
            for learner_id, hashed in codes.items():
                if (row := self._row("where id = ?", learner_id)) is not None:
                    self._write((*row[:9], hashed))

    def erase(self, learner_id: str) -> None:
        """Take a person out, by their own right (UU 27/2022); what they did is the store's part."""
        with self._writing():
            seal = self._seal_of(learner_id)
            self.turn += 1
            self._db.execute("delete from learner where id = ?", (learner_id,))
            self._seals().swap(seal, b"")

    def _write(self, row: _Row) -> None:
        seals = self._seals()
        self.turn += 1
        old, new = self._seal_of(row[0]), seals.of("learner", *row)
        self._db.execute(
            "insert into learner"
            " (id, nip, name, unit, kind, rank, position, active, pin, code, seal)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set"
            " nip = excluded.nip, name = excluded.name, unit = excluded.unit,"
            " kind = excluded.kind, rank = excluded.rank, position = excluded.position,"
            " active = excluded.active, pin = excluded.pin, code = excluded.code,"
            " seal = excluded.seal",
            (*row, new),
        )
        seals.swap(old, new)

    def _seal_of(self, learner_id: str) -> bytes:
        row = self._db.execute("select seal from learner where id = ?", (learner_id,)).fetchone()
        return row[0] if row is not None and isinstance(row[0], bytes) else b""

    def _row(self, where: str, value: str) -> _Row | None:
        with told():
            row = self._db.execute(f"{_SELECT} {where}", (value,)).fetchone()
        return None if row is None else self._sealed(row)

    def _sealed(self, row: tuple[object, ...]) -> _Row:
        *fields, seal = row
        if not self._seals().hold(seal, "learner", *fields):  # type: ignore[arg-type]
            raise StoreTrouble("damaged")
        return tuple(fields)  # type: ignore[return-value]


def _learner(row: _Row) -> Learner:
    return Learner(
        id=row[0],
        nip=row[1] or "",
        name=row[2],
        unit=row[3],
        kind=Kind(row[4]),
        rank=row[5],
        position=row[6],
        active=bool(row[7]),
    )
