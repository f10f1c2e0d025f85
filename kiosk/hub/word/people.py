"""The agency's list of people as CSV, read strictly: each row is good, or refused with its line.

Columns by heading, in any order and letter case: NIP, Nama, Unit, and if wanted Jenis, Pangkat,
Jabatan, NIP lama (of one whose NIP was corrected: it is the same person). Separator comma,
semicolon or tab; UTF-8, with or without BOM, or CP1252. The rules of the NIP are those of a kiosk
(`kiosk.people.nip`), which the hub does without.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from kiosk.parcel.word import Person

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "nip": ("nip", "nip nippppk", "nip ni pppk", "ni pppk", "nomor induk pegawai"),
    "name": ("nama", "nama lengkap", "nama pegawai", "name"),
    "unit": ("unit", "unit kerja", "perangkat daerah", "opd", "instansi", "skpd"),
    "kind": ("jenis", "jenis pegawai", "jenis asn", "kind"),
    "rank": ("pangkat", "golongan", "pangkat golongan", "pangkat gol ruang", "gol"),
    "position": ("jabatan", "position"),
    "former": ("nip lama", "nip sebelumnya", "former nip"),
}
LONGEST: Final = 200
NAMESPACE: Final = uuid.UUID("5b0c1a6e-6d0e-5b5f-9c53-6f4c0f6a2d11")
"""As in `kiosk.people.learner`: kiosk and hub agree on a person's id without a wire."""
_NEEDED: Final = {"nip", "name", "unit"}
_FIRST_PPPK: Final = 21
_NIP: Final = re.compile(
    r"(\d{4})(\d\d)(\d\d)(\d{4})(0[1-9]|1[0-2]|2[1-9]|[3-9]\d)[12](?!000)\d{3}"
)
Fault: TypeAlias = Literal[
    "nip", "nip-excel", "kind", "name", "unit", "long", "twice", "former", "former-taken"
]


class RowFault(Struct, frozen=True):
    """A row that is refused: its line from 1, and why."""

    line: int
    code: Fault


class Read(Struct, frozen=True):
    """What a file holds: people without secrets, and the rows that are none.

    By NIP: the line of each, and the former NIP of those who had another.
    """

    people: tuple[Person, ...]
    faults: tuple[RowFault, ...]
    lines: Mapping[str, int] = {}
    former: Mapping[str, str] = {}


class _Row(Struct, frozen=True):
    line: int
    found: Person | Fault
    former: str = ""


class ListTrouble(Exception):
    """The file as a whole is no list; `code` "not-text", "no-heading" or "empty"."""

    def __init__(self, code: Literal["not-text", "no-heading", "empty"]) -> None:
        super().__init__(code)
        self.code = code


def read(raw: bytes) -> Read:
    """The people in a CSV file. Raises ListTrouble."""
    text = _text(raw)
    lines = csv.reader(io.StringIO(text), delimiter=_separator(text))
    columns: dict[str, int] = {}
    rows: list[_Row] = []
    try:
        for cells in lines:
            if not columns:
                columns = _columns(cells)
            elif any(cell.strip() for cell in cells):
                rows.append(_row(cells, columns, lines.line_num))
    except csv.Error as error:
        raise ListTrouble("not-text") from error
    if not columns:
        raise ListTrouble("no-heading")
    if not rows:
        raise ListTrouble("empty")
    return _compared(rows)


def _compared(rows: Iterable[_Row]) -> Read:
    """Rows against each other: a NIP is one person's, and a former one nobody else's."""
    rows = tuple(rows)
    taken = {row.found.nip for row in rows if isinstance(row.found, Person)}
    people: dict[str, Person] = {}
    lines: dict[str, int] = {}
    former: dict[str, str] = {}
    faults: list[RowFault] = []
    for row in rows:
        if not isinstance(row.found, Person):
            faults.append(RowFault(row.line, row.found))
        elif row.found.nip in people:
            faults.append(RowFault(row.line, "twice"))
        elif row.former in taken:
            faults.append(RowFault(row.line, "former-taken"))
        else:
            people[row.found.nip] = row.found
            lines[row.found.nip] = row.line
            if row.former:
                former[row.found.nip] = row.former
                taken.add(row.former)
    return Read(tuple(people.values()), tuple(faults), lines, former)


def kind_of(nip: str) -> Literal["pns", "pppk", ""]:
    """What kind of employee a NIP of 18 digits is of; empty if it breaks the rules."""
    found = _NIP.fullmatch(nip) if nip.isascii() else None
    if found is None:
        return ""
    year, month, day, appointed, code = (int(part) for part in found.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        return ""
    if appointed <= year:
        return ""
    return "pppk" if code >= _FIRST_PPPK else "pns"


def bare(text: str) -> str:
    """A NIP as typed, without spaces, dots, hyphens and a leading apostrophe (Excel's)."""
    return re.sub(r"[\s.\-'\u2019]", "", text)


def learner_id(nip: str) -> str:
    """The id under which kiosks know an employee."""
    return str(uuid.uuid5(NAMESPACE, f"nip:{nip}"))


def id_of(person: Person) -> str:
    """The id under which kiosks know this person: their own, or that of their NIP."""
    return person.id or learner_id(person.nip)


def _text(raw: bytes) -> str:
    if b"\0" in raw:
        raise ListTrouble("not-text")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise ListTrouble("empty")
        return text
    raise ListTrouble("not-text")


def _separator(text: str) -> str:
    """The one that parts the headings: a name with its degrees may hold more commas than any."""
    head = text.splitlines()[:10]
    for separator in ";\t,":
        if any(_columns(line.split(separator)) for line in head):
            return separator
    return ","


def _columns(cells: list[str]) -> dict[str, int]:
    """Which column is which; nothing unless NIP, name and unit are all there."""
    names = [" ".join(re.sub(r"[\W_]+", " ", cell.casefold()).split()) for cell in cells]
    found = {
        field: names.index(heading)
        for field, headings in HEADINGS.items()
        for heading in reversed(headings)  # the first name for it counts
        if heading in names
    }
    return found if found.keys() >= _NEEDED else {}


def _row(cells: list[str], columns: Mapping[str, int], line: int) -> _Row:
    found = _person(cells, columns)
    place = columns.get("former", -1)
    former = bare(cells[place]) if 0 <= place < len(cells) else ""
    if not isinstance(found, Person) or former in {"", found.nip}:
        return _Row(line, found)
    return _Row(line, found if kind_of(former) else "former", former)


def _person(cells: list[str], columns: Mapping[str, int]) -> Person | Fault:
    def cell(field: str) -> str:
        place = columns.get(field, -1)
        return " ".join(cells[place].split()) if 0 <= place < len(cells) else ""

    nip, said = bare(cell("nip")), cell("kind").casefold()
    kind = kind_of(nip)
    if not kind:
        return "nip-excel" if "e+" in cell("nip").lower() else "nip"
    faults: tuple[tuple[Fault, bool], ...] = (
        ("kind", said not in {"", kind}),
        ("name", not cell("name")),
        ("unit", not cell("unit")),
        ("long", max(len(each) for each in cells) > LONGEST),
    )
    for fault, is_so in faults:
        if is_so:
            return fault
    return Person(nip, cell("name"), cell("unit"), kind, cell("rank"), cell("position"))
