from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from kiosk.catalog.new_course import Wanted, write_new_course
from kiosk.catalog.package import Looked, look, package, zipped
from kiosk.catalog.package_unpack import Unsafe, unpack
from kiosk.catalog.source import read_course
from tests.catalog.conftest import write_course

FILES = [
    "course.toml",
    "figures/papan.svg",
    "lessons/1-standar.md",
    "lessons/2-kasus.md",
    "package.json",
    "questions/cek.toml",
    "questions/uji-akhir.toml",
    "questions/uji-awal.toml",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_course(tmp_path / "a" / "kursus-kecil")


def names(packed: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(packed)).namelist()


def test_a_package_holds_what_the_course_names_and_the_licence_and_nothing_else(
    folder: Path,
) -> None:
    (folder / "catatan.txt").write_text("rahasia")
    (folder / "figures" / "draf.svg").write_text("<svg/>")
    made = package(folder)
    assert (made.file, made.faults) == ("kursus-kecil-2026.11.1.zip", ())
    assert names(made.packed) == FILES
    (folder.parent / "LICENSE.md").write_text("CC BY 4.0")
    assert names(package(folder).packed) == ["LICENSE.md", *FILES]
    (folder / "LICENSE.txt").write_text("CC0")
    assert names(package(folder).packed) == ["LICENSE.txt", *FILES]


def test_the_same_content_gives_the_same_bytes_wherever_and_whenever(
    folder: Path, tmp_path: Path
) -> None:
    other = Path(
        shutil.copytree(folder, tmp_path / "b" / "kursus-kecil", copy_function=shutil.copy)
    )
    for file in other.rglob("*"):
        file.chmod(0o755)
    assert package(other).packed == package(folder).packed


def test_a_course_with_errors_is_not_packed(folder: Path) -> None:
    (folder / "questions" / "cek.toml").unlink()
    made = package(folder)
    assert made.packed == b""
    assert [fault.code for fault in made.faults][:1] == ["missing-file"]


def test_a_package_is_unpacked_to_the_same_course(folder: Path, tmp_path: Path) -> None:
    packed = package(folder).packed
    assert look(packed) == Looked("", "kursus-kecil", "2026.11.1")
    there = tmp_path / "kursus-kecil"
    there.mkdir()
    unpack(packed, there)
    assert read_course(there) == read_course(folder)


@pytest.mark.parametrize(
    ("form", "code"),
    [(b'{"form":2}', "newer"), (b'{"form":"x"}', "broken"), (b"\xff", "broken"), (b"", "broken")],
)
def test_a_package_of_a_later_form_is_refused(form: bytes, code: str, tmp_path: Path) -> None:
    packed = zipped({"course.toml": b"", "package.json": form})
    assert look(packed).code == code
    with pytest.raises(Unsafe, match=code):
        unpack(packed, tmp_path)


def test_what_is_no_sound_course_is_told_with_its_errors() -> None:
    found = look(zipped({"course.toml": b"x = 1"}))
    assert found.code == "course-faults"
    assert {fault.code for fault in found.faults} >= {"missing-key", "unknown-key"}


def test_a_new_course_is_sound_and_nothing_is_written_over(tmp_path: Path) -> None:
    wanted = Wanted("arsip", 'Arsip "dinamis" \\ é \x7f', "Tata kelola", "2026-11-24")
    write_new_course(tmp_path / "arsip", wanted)
    course, faults = read_course(tmp_path / "arsip")
    assert faults == ()
    assert course is not None
    assert (course.id, course.title, course.version) == ("arsip", wanted.title, "2026.11.1")
    with pytest.raises(FileExistsError):
        write_new_course(tmp_path / "arsip", wanted)
