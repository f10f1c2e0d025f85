"""The office of a whole agency: reports and screens with 10,000 learners and 1,000,000 events."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from kiosk.catalog.catalog import Catalog
from kiosk.office.records import Records, Source
from kiosk.office.report_words import INDONESIAN
from kiosk.office.reports import Kind, Person, Report
from kiosk.office.reports_made import Wanted, made, made_on, tables
from kiosk.sheets.write import csv_text, workbook
from kiosk.store.digests import FILE
from main import rooms
from tests.bench.measure import Finding, Skipped, Spread, Target, finding, milliseconds
from tests.bench.planted import planted
from tests.bench.process import HOME, told_by

YEAR, TODAY = 2026, "2026-12-01"
TURNS: Final = 5


def run(place: Path) -> Iterator[Finding | Skipped]:
    """First making of the digests, each report once they are there, XLSX, and every part."""
    data = planted(place / "planted")
    source = _source(data)
    yield _first(source, data)
    with source.opened() as records:
        records.up_to_date()
    for kind in Kind:
        yield _report(source, kind)
    yield _sheet(source)
    yield _screens(data)


def _source(data: Path) -> Source:
    world = rooms()
    catalog = Catalog([HOME / "content"], None, beside=HOME / ".compiled")
    return Source(
        data / "dermaga.sqlite",
        world.now,
        world.chance,
        world.day_of,
        catalog.named,
        lambda: catalog.mark,
    )


def _first(source: Source, data: Path) -> Finding:
    """All of a million events folded once, beside reading their bytes in the order of the file."""
    (data / "cache" / FILE).unlink(missing_ok=True)

    def fold() -> None:
        with source.opened() as records:
            records.up_to_date()

    def read() -> None:
        with closing(sqlite3.connect(data / "dermaga.sqlite")) as db:
            for table in ("event", "elsewhere"):
                for (_body,) in db.execute(f"select body from {table}"):  # noqa: S608 - our own
                    pass

    measured = [milliseconds(fold)]
    floor = ("semua isi kejadian dibaca SQLite sekali, menurut urutan berkas", [milliseconds(read)])
    words = "ringkasan 10.000 peserta disusun pertama kali, di latar belakang"
    return finding(("office-first", words, "ms"), measured, floor)


def _report(source: Source, kind: Kind) -> Finding:
    """A report from opening the file to its figures, beside decoding the summaries alone."""

    def work() -> None:
        _made(source, kind)

    def floor() -> None:
        with source.opened() as records:
            for _summary in records.summaries():
                pass

    words = f"laporan {kind}: berkas dibuka, yang berubah dicari, angka dihitung"
    return finding(
        (f"office-{kind}", words, "ms"),
        _times(work),
        ("ringkasan 10.000 peserta dibuka dan dibaca saja", _times(floor)),
        _two_seconds,
    )


def _made(source: Source, kind: Kind) -> Report:
    with source.opened() as records:
        records.up_to_date()
        return made(records, Wanted(kind, YEAR), TODAY, source.day_of, _people(records))


def _people(records: Records) -> tuple[Person, ...]:
    return tuple(records.people())


def _sheet(source: Source) -> Finding:
    found = tables(_made(source, Kind.HOURS), INDONESIAN)
    people, day = found[-1], made_on(_made(source, Kind.HOURS))
    words = f"XLSX {len(people.rows)} baris × {len(people.headings)} kolom"
    return finding(
        ("office-xlsx", words, "ms"),
        _times(lambda: workbook((people,), day)),
        ("baris yang sama sebagai CSV", _times(lambda: csv_text(people))),
        lambda spread, _ratio: (Target("≤ 5 s", spread.worst <= 5000),),
    )


def _screens(data: Path) -> Finding | Skipped:
    try:
        told, floor = told_by("office_process", data), told_by("empty_pages")
    except RuntimeError as error:
        return Skipped("office-screens", str(error))
    return finding(
        ("office-screens", f"bagian ruang pengelola sampai tampil ({told.screen})", "ms"),
        told.changes,
        ("halaman QWidget kosong yang ditampilkan dengan cara sama", floor.changes),
        lambda spread, _ratio: (Target("semua ≤ 150 ms", spread.worst <= 150),),
    )


def _times(work: Callable[[], object]) -> list[float]:
    return [milliseconds(work) for _turn in range(TURNS)]


def _two_seconds(found: Spread, _ratio: float) -> tuple[Target, ...]:
    return (Target("≤ 2 s", found.worst <= 2000),)
