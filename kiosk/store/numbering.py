"""Which running numbers of certificates are used up in this file, year by year.

Of what was erased the register's entry stays, and with it its number; of what another kiosk issued
nothing counts here. Read once and then followed, as a register of ten thousand takes 30 ms to read.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Set as AbstractSet
from typing import Final

import msgspec
from msgspec import Struct

from kiosk.store.trouble import StoreTrouble, told

_SINCE: Final = (
    "kind = 'certificate-issued'",
    (
        "kind in ('life-began', 'healed', 'clock-jumped', 'clock-confirmed',"
        " 'person-erased', 'certificate-kept', 'result-kept') and kind = 'certificate-kept'"
    ),
)
"""Certificates, and the entries of those whose holders were erased, each as its index has it."""


class _Numbered(Struct):
    """Of a certificate or of its entry in the register."""

    number: str
    issued: str
    sequence: int = 0


_DECODE: Final = msgspec.json.Decoder(_Numbered)


class Numbering:
    """The running numbers given by this file. An earlier program gave 1, 2, 3 … and noted none."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.forget()

    def forget(self) -> None:
        """Read anew: what was known may have been rolled back, or the file begun anew."""
        self._at = [(0, 0)] * len(_SINCE)
        self._given: dict[str, set[int]] = defaultdict(set)
        self._unnoted: dict[str, set[str]] = defaultdict(set)

    def used(self, year: str) -> AbstractSet[int]:
        """The running numbers of a year ("2026") that are given. Raises StoreTrouble "damaged"."""
        try:
            with told():
                self._follow()
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise StoreTrouble("damaged") from error
        return self._given[year] | set(range(1, len(self._unnoted[year]) + 1))

    def _follow(self) -> None:
        for place, where in enumerate(_SINCE):
            rows = self._db.execute(
                f"select device, seq, body from event where {where}"  # noqa: S608 - our own names
                " and salt is not null and (device, seq) > (?, ?) order by device, seq",
                self._at[place],
            )
            for device, seq, body in rows.fetchall():
                self._at[place] = (device, seq)
                self._note(_DECODE.decode(body))

    def _note(self, found: _Numbered) -> None:
        year = found.issued[:4]
        if found.sequence:
            self._given[year].add(found.sequence)
        else:
            self._unnoted[year].add(found.number)
