"""dermaga course check: what is wrong in a course, by file and line, and what can be counted."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias

import click
import msgspec

from kiosk.catalog.catalog import course_folders
from kiosk.catalog.fault import Fault, errors
from kiosk.catalog.totals import FACTS, Totals, totals
from kiosk.learning.course import Course

Found: TypeAlias = Mapping[Path, tuple[Course | None, tuple[Fault, ...]]]
FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)
EPILOG: Final = """
\b
--json menulis satu objek yang bentuknya tetap (form 1):
  courses[]   folder, faults[] (file, line, code, words, severity), totals
  totals      jumlah semua pelatihan: courses, lessons, words, minutes,
              reading, checks, tests, tasks, hours (JP), hours_justified,
              figures, media, branches, sources,
              facts (S pasal diperiksa, s peraturan disebut, "" dari soal),
              questions (per uji dan jenis soal)
"""


@click.command("check", epilog=EPILOG)
@click.argument("folder", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def command(folder: Path, *, as_json: bool) -> None:
    """Periksa satu folder pelatihan, atau semua pelatihan dalam FOLDER.

    Setiap kekeliruan ditulis sebagai berkas:baris. Selesai dengan kode 1 bila ada galat.
    """
    from kiosk.catalog.source import draft_course

    found = {path: draft_course(path) for path in course_folders(folder)}
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(_report(found))).decode())
    else:
        _tell_all(found)
    if not found:
        click.echo(f"Tidak ada pelatihan dalam {folder}.", err=True)
    if not found or any(errors(faults) for _, faults in found.values()):
        sys.exit(1)


def _read(found: Found) -> tuple[Course, ...]:
    return tuple(read for read, _ in found.values() if read is not None)


def _report(found: Found) -> dict[str, object]:
    courses = [
        {"folder": str(path), "faults": faults, "totals": totals([read]) if read else None}
        for path, (read, faults) in found.items()
    ]
    return {"form": 1, "courses": courses, "totals": totals(_read(found))}


def _tell_all(found: Found) -> None:
    for path, (read, faults) in found.items():
        tell_faults(path, faults)
        count = len(errors(faults))
        click.echo(f"{path.name}: {count} galat, {len(faults) - count} peringatan")
        if read is not None:
            _tell(totals([read]))
    if len(found) > 1:
        whole = totals(_read(found))
        click.echo(f"Semua: {whole.courses} pelatihan")
        _tell(whole)


def tell_faults(path: Path, faults: tuple[Fault, ...]) -> None:
    """Each fault on a line: where, whether it keeps the course from being shown, and what to do."""
    wrong = errors(faults)
    for fault in faults:
        kind = "galat" if fault in wrong else "periksa"
        click.echo(f"{path / fault.file}:{fault.line}: {kind}: {fault.words} ({fault.code})")


def _tell(counted: Totals) -> None:
    click.echo(
        f"  {counted.lessons} pelajaran, {counted.words} kata, {counted.figures} gambar,"
        f" {counted.media} media, {counted.branches} cabang, {counted.sources} sumber"
    )
    click.echo(
        f"  {counted.minutes:.1f} menit: baca {counted.reading:.1f}, cek {counted.checks:.1f}, "
        f"uji {counted.tests:.1f}, tugas {counted.tasks:.1f}"
    )
    click.echo(f"  {counted.hours} JP diusulkan, {counted.hours_justified} JP didukung")
    for name, kinds in counted.questions.items():
        listed = ", ".join(f"{kind} {number}" for kind, number in kinds.items())
        click.echo(f"  {name}: {sum(kinds.values())} soal ({listed})")
    facts = ", ".join(f"{FACTS[mark]} {number}" for mark, number in counted.facts.items())
    click.echo(f"  dasar soal: {facts}")
