"""All courses of a computer, with and without the cache."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.compiled import BESIDE
from kiosk.cli.course import course as command


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def rename(folder: Path, name: str) -> Path:
    """The course under another id, beside itself."""
    other = folder.parent / name
    for path in folder.rglob("*.*"):
        copy = other / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    change(other, 'id = "kursus-kecil"', f'id = "{name}"')
    return other


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "course.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_courses_come_by_id(small_course: Path) -> None:
    rename(small_course, "a-lain")
    catalog = Catalog([small_course.parent], None)
    assert [course.id for course in catalog.courses()] == ["a-lain", "kursus-kecil"]
    assert catalog.course("kursus-kecil").title == "Kursus Kecil"
    assert catalog.faults() == {}


def test_a_place_in_the_list_comes_before_the_alphabet(small_course: Path) -> None:
    for name, place in (("b-dua", 2), ("c-satu", 1)):
        rename(small_course, name)
        change(small_course.parent / name, f'id = "{name}"', f'id = "{name}"\nplace = {place}')
    rename(small_course, "a-tanpa")
    found = Catalog([small_course.parent], None).courses()
    assert [c.id for c in found] == ["c-satu", "b-dua", "a-tanpa", "kursus-kecil"]


def test_a_reading_beside_the_program_serves_every_data_folder(
    small_course: Path, cache: Path
) -> None:
    home = small_course.parent
    beside = home / BESIDE
    Catalog([small_course], None, beside=beside).courses()
    (kept,) = beside.iterdir()
    stamp = kept.stat().st_mtime_ns
    Catalog([small_course], cache, beside=beside).courses()
    assert not cache.exists()
    assert kept.stat().st_mtime_ns == stamp


def test_where_nothing_may_be_written_beside_the_cache_is_used(
    small_course: Path, cache: Path
) -> None:
    (small_course.parent / BESIDE).write_text("bukan map", encoding="utf-8")
    catalog = Catalog([small_course], cache, beside=small_course.parent / BESIDE)
    assert [c.id for c in catalog.courses()] == ["kursus-kecil"]
    assert [file.suffix for file in cache.iterdir()] == [".course"]


def test_an_unknown_course_is_a_key_error(small_course: Path) -> None:
    with pytest.raises(KeyError):
        Catalog([small_course], None).course("tidak-ada")


def test_a_broken_course_never_stops_the_others(small_course: Path) -> None:
    (rename(small_course, "rusak") / "course.toml").write_bytes(b"\xff = [")
    (small_course.parent / "kosong" / "lessons").mkdir(parents=True)
    catalog = Catalog([small_course.parent, Path("/tidak/ada")], None)
    assert [course.id for course in catalog.courses()] == ["kursus-kecil"]
    assert {name: [f.code for f in faults] for name, faults in catalog.faults().items()} == {
        "kosong": ["missing-file"],
        "rusak": ["not-utf8"],
    }


def test_the_newer_of_two_versions_counts(small_course: Path, tmp_path: Path) -> None:
    old = small_course.rename(tmp_path / "lama")
    new = rename(old, "baru")
    change(new, 'id = "baru"', 'id = "kursus-kecil"')
    change(old, '"2026.11.1"', '"2026.9.30"')
    for folders in ([old, new], [new, old]):
        assert Catalog(folders, None).course("kursus-kecil").version == "2026.11.1"


def test_a_figure_lies_in_its_course_and_nowhere_else(small_course: Path) -> None:
    catalog = Catalog([small_course], None)
    found = catalog.figure("kursus-kecil", "figures/papan.svg")
    assert found == small_course / "figures" / "papan.svg"
    with pytest.raises(KeyError):
        catalog.figure("kursus-kecil", "../rahasia.txt")


def test_the_text_of_a_lesson_can_be_searched(small_course: Path) -> None:
    catalog = Catalog([small_course], None)
    found = list(catalog.text(catalog.course("kursus-kecil")))
    assert [(lesson, title) for lesson, title, _ in found] == [
        ("standar", "Standar pelayanan"),
        ("kasus", "Kasus"),
    ]
    assert found[1][2] == (
        "Map kurang satu lembar\nSeorang warga datang.\n"
        "Satu tindakan untuk besok\nTulis satu tindakan."
    )


def test_a_kept_course_equals_the_one_read(small_course: Path, cache: Path) -> None:
    read = Catalog([small_course], cache).courses()
    assert [path.suffix for path in cache.iterdir()] == [".course"]
    assert (
        Catalog([small_course], cache).courses() == read == Catalog([small_course], None).courses()
    )


def test_a_warm_start_does_not_import_markdown_it(small_course: Path, cache: Path) -> None:
    Catalog([small_course], cache).courses()
    script = (
        "import sys; from pathlib import Path; from kiosk.catalog.catalog import Catalog\n"
        f"assert Catalog([Path({str(small_course)!r})], Path({str(cache)!r})).courses()\n"
        "assert 'markdown_it' not in sys.modules and 'tomllib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_changed_file_is_read_again(small_course: Path, cache: Path) -> None:
    Catalog([small_course], cache).courses()
    change(small_course, "Kursus Kecil", "Kursus Baru")
    assert Catalog([small_course], cache).course("kursus-kecil").title == "Kursus Baru"
    change(small_course, "Kursus Baru", "Kursus Kini")  # the same size, another time
    os.utime(small_course / "course.toml", ns=(1, 1))
    assert Catalog([small_course], cache).course("kursus-kecil").title == "Kursus Kini"


def test_a_removed_figure_is_noticed_though_the_course_was_kept(
    small_course: Path, cache: Path
) -> None:
    Catalog([small_course], cache).courses()
    (small_course / "figures" / "papan.svg").unlink()
    catalog = Catalog([small_course], cache)
    assert catalog.courses() == ()
    assert [fault.code for fault in catalog.faults()["kursus-kecil"]] == ["missing-image"]


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "other"])
def test_a_corrupt_cache_is_ignored_and_rewritten(
    small_course: Path, cache: Path, damage: str
) -> None:
    courses = Catalog([small_course], cache).courses()
    (kept,) = cache.iterdir()
    good = kept.read_bytes()
    flipped = good.replace(b"Kursus Kecil", b"Kursus Kacil")
    kept.write_bytes(
        {"empty": b"", "cut": good[:-9], "flipped": flipped, "other": b"\x93" * 99}[damage]
    )
    assert Catalog([small_course], cache).courses() == courses
    assert kept.read_bytes() == good


def test_a_cache_that_cannot_be_written_is_no_trouble(small_course: Path, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    assert Catalog([small_course], tmp_path / "berkas").courses()


def test_check_tells_the_counts_of_a_sound_course(small_course: Path) -> None:
    result = CliRunner().invoke(command, ["check", str(small_course)])
    assert result.exit_code == 0
    assert result.output == (
        "kursus-kecil: 0 galat, 0 peringatan\n"
        "  2 pelajaran, 58 kata, 1 gambar, 0 media, 0 cabang, 1 sumber\n"
        "  49.4 menit: baca 0.4, cek 3.0, uji 6.0, tugas 40.0\n"
        "  1 JP diusulkan, 1 JP didukung\n"
        "  cek: 2 soal (mengurutkan 1, menjodohkan 1)\n"
        "  uji awal: 1 soal (benar-salah 1)\n"
        "  uji akhir: 4 soal (angka 1, isian 1, jamak 1, tunggal 1)\n"
        "  dasar soal: pasal 1, peraturan 0, dari soal 6\n"
    )


def test_check_ends_with_one_and_the_place_of_the_error(small_course: Path) -> None:
    change(small_course, "#0B6E4F", "hijau")
    result = CliRunner().invoke(command, ["check", str(small_course.parent)])
    assert result.exit_code == 1
    assert f"{small_course}/course.toml:11: galat: Warna hijau keliru." in result.output
    assert "kursus-kecil: 1 galat, 0 peringatan\n  2 pelajaran" in result.output


def test_check_writes_json(small_course: Path) -> None:
    change(small_course, "#0B6E4F", "hijau")
    result = CliRunner().invoke(command, ["check", "--json", str(small_course)])
    assert result.exit_code == 1
    whole = json.loads(result.output)
    (report,) = whole["courses"]
    assert whole["totals"] == report["totals"]
    assert whole["totals"]["facts"] == {"S": 1, "s": 0, "": 6}
    assert report["faults"][0]["code"] == "bad-colour"
    assert report["faults"][0]["line"] == 11
    assert report["totals"]["words"] == 58
    assert report["totals"]["hours_justified"] == 1


def test_check_of_a_folder_without_courses_ends_with_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["check", str(tmp_path)])
    assert result.exit_code == 1
