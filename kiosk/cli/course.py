"""dermaga course: for those who write courses, and for whoever installs them."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import click
import msgspec

from kiosk.catalog.catalog import Catalog, course_folders
from kiosk.catalog.fault import Fault, errors
from kiosk.learning.course import (
    ChoiceQuestion,
    Course,
    Figure,
    Matching,
    NumberAnswer,
    Ordering,
    Question,
    ShortAnswer,
)
from kiosk.learning.minutes import minutes

if TYPE_CHECKING:
    from collections.abc import Iterable

Totals: TypeAlias = dict[str, object]

_CONTENT: Final = Path(__file__).parents[2] / "content"
_FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)
_KINDS: Final = {
    Matching: "menjodohkan",
    Ordering: "mengurutkan",
    ShortAnswer: "isian",
    NumberAnswer: "angka",
}


@click.group()
def course() -> None:
    """Pelatihan: periksa sumbernya, lihat daftarnya."""


@course.command()
@click.argument("folder", type=_FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def check(folder: Path, *, as_json: bool) -> None:
    """Periksa satu folder pelatihan, atau semua pelatihan dalam FOLDER.

    Setiap kekeliruan ditulis sebagai berkas:baris. Selesai dengan kode 1 bila ada galat.
    """
    from kiosk.catalog.source import draft_course

    found = {path: draft_course(path) for path in course_folders(folder)}
    if as_json:
        reports = [_report(path, *read) for path, read in found.items()]
        click.echo(msgspec.json.format(msgspec.json.encode(reports)).decode())
    else:
        for path, (read, faults) in found.items():
            _tell(path, read, faults)
    if not found:
        click.echo(f"Tidak ada pelatihan dalam {folder}.", err=True)
    if not found or any(errors(faults) for _, faults in found.values()):
        sys.exit(1)


@course.command("list")
@click.argument("folders", nargs=-1, type=_FOLDER)
def list_courses(folders: tuple[Path, ...]) -> None:
    """Tulis pelatihan yang siap dipakai dalam FOLDERS (bila kosong: yang disertakan)."""
    catalog = Catalog(folders or (_CONTENT,), cache=None)
    for each in catalog.courses():
        click.echo(f"{each.id}\t{each.version}\t{each.hours} JP\t{each.title}")
    for name, faults in catalog.faults().items():
        if count := len(errors(faults)):
            click.echo(f"{name}: {count} galat. Jalankan: course check", err=True)


def totals(read: Course) -> Totals:
    """What can be counted in a course; `questions` by test and kind."""
    spent = minutes(read)
    blocks = [block for lesson in read.lessons for block in lesson.blocks]
    groups = {"cek": read.checks}
    if read.pre_test is not None:
        groups["uji awal"] = read.pre_test.questions
    groups["uji akhir"] = read.post_test.questions
    return {
        "lessons": len(read.lessons),
        "words": sum(lesson.words for lesson in read.lessons),
        "minutes": round(spent.total, 1),
        "reading": round(spent.reading, 1),
        "checks": spent.checks,
        "tests": spent.tests,
        "tasks": spent.tasks,
        "hours": read.hours,
        "hours_justified": spent.hours,
        "figures": sum(isinstance(block, Figure) for block in blocks),
        "questions": {name: _by_kind(group) for name, group in groups.items()},
    }


def _by_kind(questions: Iterable[Question]) -> dict[str, int]:
    return dict(sorted(Counter(map(_kind, questions)).items()))


def _kind(question: Question) -> str:
    asked = question.asked
    if isinstance(asked, ChoiceQuestion):
        return "jamak" if asked.several else "benar-salah" if asked.binary else "tunggal"
    return _KINDS[type(asked)]


def _report(path: Path, read: Course | None, faults: tuple[Fault, ...]) -> dict[str, object]:
    return {
        "folder": str(path),
        "faults": faults,
        "totals": None if read is None else totals(read),
    }


def _tell(path: Path, read: Course | None, faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        kind = "galat" if fault in errors(faults) else "periksa"
        click.echo(f"{path / fault.file}:{fault.line}: {kind}: {fault.words} ({fault.code})")
    count = len(errors(faults))
    click.echo(f"{path.name}: {count} galat, {len(faults) - count} peringatan")
    if read is None:
        return
    spent = minutes(read)
    counted = totals(read)
    click.echo(
        f"  {counted['lessons']} pelajaran, {counted['words']} kata, {counted['figures']} gambar"
    )
    click.echo(
        f"  {spent.total:.1f} menit: baca {spent.reading:.1f}, cek {spent.checks:.1f}, "
        f"uji {spent.tests:.1f}, tugas {spent.tasks:.1f}"
    )
    click.echo(f"  {read.hours} JP diusulkan, {spent.hours} JP didukung")
    for name, kinds in msgspec.to_builtins(counted["questions"]).items():
        listed = ", ".join(f"{kind} {number}" for kind, number in kinds.items())
        click.echo(f"  {name}: {sum(kinds.values())} soal ({listed})")
