"""10,000 people from the agency's own workbook, and 10,000 rows written as one.

Beside what cannot be spared: the library that reads the values, and the parts packed.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import tempfile
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
from msgspec import structs

from kiosk.office import demo
from kiosk.office.acts import Acts
from kiosk.office.roster_import import RosterImport
from kiosk.people.role import OFFICER
from kiosk.sheets.write import Table, workbook
from kiosk.store import Store
from tests.bench.measure import Finding, Spread, Target, finding, milliseconds

ROWS = 10_000
TIMES = 3
MOST = 5_000
MONDAY = 1_795_395_600_000
DAY = dt.date(2026, 11, 23)
UNITS = tuple(f"Dinas Contoh {n}" for n in range(1, 41))
HEADINGS = ("No", "NIP", "Nama Lengkap", "Unit Kerja", "Pangkat", "Gol. Ruang", "Jabatan")


def row(n: int) -> tuple[int | str, ...]:
    """A person: each tenth unit is written short, as people do."""
    born = dt.date(1970, 1, 1) + dt.timedelta(days=n)
    nip = f"{born:%Y%m%d}2024{1 + n % 12:02}{1 + n % 2}001"
    unit = UNITS[n % len(UNITS)]
    written = unit if n % 10 else unit.replace("Dinas", "Din.")
    name = f"Peserta Contoh {n + 1}, S.Sos., M.AP."
    return (n + 1, nip, name, written, "Penata", "III/c", "Analis Kebijakan")


def table() -> Table:
    """All of them below a title."""
    return Table("Pegawai", HEADINGS, [row(n) for n in range(ROWS)], above=("DAFTAR PEGAWAI",))


def run(place: Path) -> Iterator[Finding]:
    """Written, then read, guessed, tried and taken on a fresh file each time."""
    people = table()
    written = [milliseconds(partial(workbook, [people], DAY)) for _ in range(TIMES)]
    raw = workbook([people], DAY)
    packed = [milliseconds(partial(_packed, raw)) for _ in range(TIMES)]
    words = f"XLSX berisi {ROWS} baris"
    yield finding(("xlsx", words, "ms"), written, ("mengemas isinya saja", packed), _promise)
    measured = []
    for _ in range(TIMES):
        with tempfile.TemporaryDirectory(dir=place) as folder:
            store = Store(Path(folder) / "dermaga.sqlite", lambda: MONDAY, os.urandom)
            settings = structs.replace(demo.SETTINGS, units=UNITS)
            store.keep("settings", "kiosk", msgspec.json.encode(settings))
            measured.append(milliseconds(partial(_taken, store, raw)))
            store.close()
    floor = [milliseconds(partial(_values, raw)) for _ in range(TIMES)]
    words = f"impor {ROWS} peserta dari XLSX: dibaca, dikira, dicoba, disimpan"
    yield finding(("roster", words, "ms"), measured, ("calamine saja", floor), _promise)


def _packed(raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(io.BytesIO(), "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name), zipfile.ZIP_DEFLATED)


def _taken(store: Store, raw: bytes) -> None:
    imports = RosterImport(Acts(store, OFFICER), store, lambda: DAY)
    book = imports.open(raw, "pegawai.xlsx")
    plan = imports.plan(book, imports.guess(book))
    assert len(plan.rows) == ROWS
    assert len(imports.take(plan)) == ROWS * 9 // 10


def _values(raw: bytes) -> None:
    from python_calamine import load_workbook

    assert len(load_workbook(io.BytesIO(raw)).get_sheet_by_index(0).to_python()) == ROWS + 2


def _promise(found: Spread, _ratio: float) -> tuple[Target, ...]:
    return (Target(f"≤ {MOST} ms", found.worst <= MOST),)
