"""The roster as CSV: rows read one by one, so that a bad row never keeps a good one out.

Columns by heading, in any order and letter case: NIP, Nama, Unit (or Unit kerja, Perangkat
daerah, OPD), Pangkat (or Golongan), Jabatan. Separator comma, semicolon or tab; UTF-8 or CP1252.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from enum import StrEnum

from msgspec import Struct

from kiosk.learning.answers import plain
from kiosk.people.learner import Learner, learner_id
from kiosk.people.nip import Nip, bare, read_nip

HEADINGS = {
    "nip": ("nip", "nip nippppk", "nip ni pppk", "ni pppk", "nomor induk pegawai"),
    "name": ("nama", "nama lengkap", "nama pegawai", "name"),
    "unit": ("unit", "unit kerja", "perangkat daerah", "opd", "instansi", "skpd"),
    "rank": ("pangkat", "golongan", "pangkat golongan", "pangkat gol ruang", "gol"),
    "position": ("jabatan", "position"),
}
LONGEST = 200


class RowState(StrEnum):
    """What an import would do with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


class Row(Struct, frozen=True):
    """A row of the file: its line from 1, what becomes of it, and why it is refused."""

    line: int
    state: RowState
    learner: Learner | None = None
    fault: str = ""


class RosterFault(Exception):
    """The file as a whole cannot be read; `code` "no-heading", "empty" or "not-text"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def decode(raw: bytes) -> str:
    """The text of a CSV file: UTF-8 (with or without BOM) or, failing that, CP1252."""
    if b"\0" in raw:
        raise RosterFault("not-text")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterFault("not-text")


def read_roster(text: str, known: dict[str, Learner], today: dt.date) -> tuple[Row, ...]:
    """All rows with what an import would do; `known` are the learners by NIP."""
    if not text.strip():
        raise RosterFault("empty")
    lines = csv.reader(io.StringIO(text), delimiter=_separator(text))
    columns: dict[str, int] = {}
    rows: list[Row] = []
    seen: set[str] = set()
    try:
        for cells in lines:
            if not columns:
                columns = _columns(cells)
            elif any(cell.strip() for cell in cells):
                row = _row(lines.line_num, cells, columns, known, seen, today)
                rows.append(row)
    except csv.Error as error:
        raise RosterFault("not-text") from error
    if not columns:
        raise RosterFault("no-heading")
    return tuple(rows)


def _separator(text: str) -> str:
    """The one that parts the headings: a name with its degrees may hold more commas than any."""
    head = text.splitlines()[:10]
    for separator in ";\t,":
        if any(_columns(line.split(separator)) for line in head):
            return separator
    return ","


def _columns(cells: list[str]) -> dict[str, int]:
    """Which column is which; nothing unless NIP, name and unit are all there."""
    names = [plain(cell) for cell in cells]
    found = {
        field: names.index(heading)
        for field, headings in HEADINGS.items()
        for heading in reversed(headings)  # the first name for it counts
        if heading in names
    }
    return found if {"nip", "name", "unit"} <= found.keys() else {}


def _row(  # noqa: PLR0913, PLR0917 - the row and all it is compared with
    line: int,
    cells: list[str],
    columns: dict[str, int],
    known: dict[str, Learner],
    seen: set[str],
    today: dt.date,
) -> Row:
    def cell(field: str) -> str:
        place = columns.get(field, -1)
        return " ".join(cells[place].split()) if 0 <= place < len(cells) else ""

    # of somebody known, a year ahead means that the clock lies in the past
    nip = read_nip(cell("nip"), dt.date.max if bare(cell("nip")) in known else today)
    if not isinstance(nip, Nip):
        broken = "e+" in cell("nip").lower()
        return Row(line, RowState.REFUSED, fault="nip-excel" if broken else f"nip-{nip}")
    name, unit = cell("name"), cell("unit")
    for fault, bad in (
        ("name-missing", not name),
        ("unit-missing", not unit),
        ("too-long", max(len(c) for c in cells) > LONGEST),
        ("twice", nip.digits in seen),
    ):
        if bad:
            return Row(line, RowState.REFUSED, fault=fault)
    seen.add(nip.digits)
    before = known.get(nip.digits)
    found = before.id if before else _free_id(nip.digits, known)
    learner = Learner(found, name, unit, nip.kind, nip.digits, cell("rank"), cell("position"))
    if before is None:
        return Row(line, RowState.NEW, learner)
    return Row(line, RowState.SAME if before == learner else RowState.CHANGED, learner)


def _free_id(nip: str, known: dict[str, Learner]) -> str:
    """The id of a new NIP; another one if its own is held by someone whose NIP was corrected.

    They keep it, with all that they learnt under it.
    """
    held = {learner.id for learner in known.values()}
    own = learner_id(nip)
    return learner_id(f"{nip} after a correction") if own in held else own
