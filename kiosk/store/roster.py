"""The people known at this kiosk, with the hashes of their PINs and activation codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager

from kiosk.people.learner import Learner
from kiosk.people.nip import Kind

_SELECT = "select id, name, unit, kind, nip, rank, position, active from learner"


class Roster:
    """Learners by id and NIP. Nobody is ever deleted here; people are set inactive."""

    def __init__(
        self, db: sqlite3.Connection, writing: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._db, self._writing = db, writing

    def by_nip(self, nip: str) -> Learner | None:
        """The learner of a NIP (18 digits), or None."""
        return self._one(_SELECT + " where nip = ?", nip)

    def by_id(self, learner_id: str) -> Learner | None:
        """The learner of an id, or None."""
        return self._one(_SELECT + " where id = ?", learner_id)

    def everyone(self) -> tuple[Learner, ...]:
        """All learners, by name."""
        rows = self._db.execute(_SELECT + " order by name, id").fetchall()
        return tuple(_learner(row) for row in rows)

    def put(self, learners: Iterable[Learner]) -> None:
        """Add learners or bring those known up to date; PINs and codes stay."""
        rows = [
            (x.id, x.nip or None, x.name, x.unit, x.kind, x.rank, x.position, int(x.active))
            for x in learners
        ]
        with self._writing():
            self._db.executemany(
                "insert into learner (id, nip, name, unit, kind, rank, position, active)"
                " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set"
                " nip = excluded.nip, name = excluded.name, unit = excluded.unit,"
                " kind = excluded.kind, rank = excluded.rank, position = excluded.position,"
                " active = excluded.active",
                rows,
            )

    def secret(self, learner_id: str) -> tuple[str, str]:
        """Hashes of the PIN and of the activation code, each empty if there is none."""
        row = self._db.execute(
            "select pin, code from learner where id = ?", (learner_id,)
        ).fetchone()
        return ("", "") if row is None else (str(row[0]), str(row[1]))

    def set_pin(self, learner_id: str, pin_hash: str) -> None:
        """Keep a new PIN's hash and use up the activation code."""
        with self._writing():
            self._db.execute(
                "update learner set pin = ?, code = '' where id = ?", (pin_hash, learner_id)
            )

    def set_codes(self, codes: Mapping[str, str]) -> None:
        """Keep activation codes' hashes; a new code also opens an account whose PIN was lost."""
        with self._writing():
            self._db.executemany(
                "update learner set code = ? where id = ?",
                [(hashed, learner_id) for learner_id, hashed in codes.items()],
            )

    def _one(self, sql: str, value: str) -> Learner | None:
        row = self._db.execute(sql, (value,)).fetchone()
        return None if row is None else _learner(row)


def _learner(row: tuple[str, str, str, str, str | None, str, str, int]) -> Learner:
    return Learner(
        id=row[0],
        name=row[1],
        unit=row[2],
        kind=Kind(row[3]),
        nip=row[4] or "",
        rank=row[5],
        position=row[6],
        active=bool(row[7]),
    )
