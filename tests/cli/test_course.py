"""Courses written, packed, signed, installed, removed and listed, as an agency without hub does."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.door import commands
from kiosk.house import Rooms
from kiosk.learning.events import CertificateIssued, CourseStarted
from kiosk.office import demo
from tests.catalog.conftest import write_course
from tests.conftest import Clock
from tests.rooms import rooms_of

SITI = demo.LEARNERS[0]
COURSE = "kursus-kecil"
OLD, NEW = "2026.11.1", "2026.12.1"

Run = Callable[..., Result]


@pytest.fixture
def rooms(clock: Clock, tmp_path: Path) -> Rooms:
    """A program with one small course; keys need more bytes than the clock's chance gives."""
    bundled = write_course(tmp_path / "program" / "content" / "bawaan")
    file = bundled / "course.toml"
    file.write_text(file.read_text("utf-8").replace(f'"{COURSE}"', '"bawaan"'), "utf-8")
    return rooms_of(clock, chance=os.urandom, home=tmp_path / "program")


@pytest.fixture
def run(data: Path, rooms: Rooms) -> Run:
    """A command as typed after `dermaga --data … course`."""

    def typed(*words: str | Path) -> Result:
        line = ["--data", str(data), "course", *map(str, words)]
        return CliRunner().invoke(commands, line, obj=rooms)

    return typed


class Office:
    """An agency's one PC: courses, keys, and sticks filled from it."""

    def __init__(self, place: Path, run: Run) -> None:
        self._place, self._run = place, run
        self.keys, self.stick = place / "kunci", place / "stik"
        place.mkdir()

    def built(self, course: str = COURSE, version: str = OLD) -> Path:
        folder = write_course(self._place / version / course)
        text = (folder / "course.toml").read_text("utf-8")
        text = text.replace(f'version = "{OLD}"', f'version = "{version}"')
        text = text.replace(f'id = "{COURSE}"', f'id = "{course}"')
        (folder / "course.toml").write_text(text, "utf-8")
        file = self._place / f"{course}-{version}.zip"
        assert self._run("build", folder, "--out", file).exit_code == 0
        return file

    def signed(self, *files: Path) -> str:
        """The mark of the agency's keys."""
        words = ("--keys", self.keys, "--repository", self.stick, "--agency", "Badan Contoh")
        done = self._run("sign", *files, *words)
        assert done.exit_code == 0, done.output
        return done.output.split("Sidik jari kunci ")[1].split(":")[0]


@pytest.fixture
def office(tmp_path: Path, run: Run) -> Office:
    return Office(tmp_path / "instansi", run)


def listed(run: Run) -> dict[str, dict[str, object]]:
    courses = json.loads(run("list", "--json").stdout)["courses"]
    return {each["id"]: each for each in courses if not each["bundled"]}


def test_a_course_from_the_first_line_to_the_kiosk(
    run: Run, office: Office, tmp_path: Path
) -> None:
    made = tmp_path / "arsip"
    assert run("new", made, "--title", "Arsip", "--topic", "Tata kelola").exit_code == 0
    again = run("new", made, "--title", "Arsip", "--topic", "Tata kelola")
    assert again.output == f"Error: {made} sudah ada, jadi tidak ditimpa. Sebut folder lain.\n"
    assert run("check", made).exit_code == 0
    packed = tmp_path / "arsip.zip"
    run("build", made, "--out", packed)
    mark = office.signed(packed)
    asked = run("install", office.stick)
    assert asked.exit_code == 2
    assert f"jalankan lagi dengan --mark “{mark}”." in asked.output
    wrong = run("install", office.stick, "--mark", "0000 0000 0000")
    assert "Tidak dipasang: sidik jari kuncinya tidak sama." in wrong.output
    assert listed(run) == {}
    done = run("install", office.stick, "--mark", mark)
    assert done.stdout == "Terpasang: arsip versi 2026.11.1.\n"
    assert run("install", office.stick).stdout == "Sudah terpasang: arsip versi 2026.11.1.\n"
    assert listed(run)["arsip"]["title"] == "Arsip"
    assert run("remove", "arsip").exit_code == 0
    assert listed(run) == {}
    gone = run("remove", "arsip")
    assert gone.output == "Error: Pelatihan arsip tidak terpasang di kios ini. Lihat: course list\n"
    bundled = run("remove", "bawaan")
    assert "disertakan bersama program, jadi tidak dapat dihapus." in bundled.output


def test_what_is_not_typed_is_asked(data: Path, rooms: Rooms, tmp_path: Path) -> None:
    line = ["--data", str(data), "course", "new", str(tmp_path / "arsip")]
    done = CliRunner().invoke(commands, line, obj=rooms, input="Arsip\nTata kelola\n")
    assert done.exit_code == 0, done.output
    assert 'title = "Arsip"' in (tmp_path / "arsip" / "course.toml").read_text("utf-8")
    line[-1] = str(tmp_path / "Arsip Lama")
    refused = CliRunner().invoke(commands, line, obj=rooms, input="Arsip\nTata kelola\n")
    assert "“Arsip Lama” bukan id." in refused.output


def test_only_some_of_a_stick_and_an_unknown_name(run: Run, office: Office) -> None:
    mark = office.signed(office.built("a"), office.built("b"), office.built("c"))
    none = run("install", office.stick, "--mark", mark, "--only", "x")
    assert none.output.endswith("Error: Tidak ada di sana: x. Yang ada: a, b, c.\n")
    done = run("install", office.stick / "DERMAGA", "--only", "a", "--only", "c")
    assert done.exit_code == 0
    assert sorted(listed(run)) == ["a", "c"]


def test_what_was_interrupted_at_any_file_goes_on_there(
    run: Run, office: Office, data: Path
) -> None:
    mark = office.signed(office.built("a"), office.built("b"), office.built("c"))
    targets = office.stick / "DERMAGA" / "word" / "targets" / "courses"
    [last] = targets.glob("*.c-*.zip")
    whole = last.read_bytes()
    last.unlink()
    cut = run("install", office.stick, "--mark", mark)
    assert cut.exit_code == 1
    assert "Di sana tidak ada kabar instansi, atau ada berkasnya yang kurang." in cut.output
    assert listed(run) == {}
    assert len(list((data / "word").glob("*/targets/*"))) == 2
    last.write_bytes(whole)
    for fetched in targets.glob("*.[ab]-*.zip"):
        fetched.unlink()  # so they cannot be fetched once more
    assert run("install", office.stick).exit_code == 0
    assert sorted(listed(run)) == ["a", "b", "c"]
    assert list((data / "word").glob("*/targets/*")) == []


def test_too_small_a_disk_is_told_before_anything_is_fetched(
    run: Run, office: Office, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = office.signed(office.built())
    monkeypatch.setattr("kiosk.store.folder.DataFolder.free", lambda _self: 16_010_000)
    full = run("install", office.stick, "--mark", mark)
    assert full.exit_code == 1
    assert "Ruang disk kurang: perlu " in full.output
    assert ", yang bebas 10 KB. Kosongkan tempat, atau pilih sebagian dengan --only." in full.output
    assert list((data / "word").glob("*/targets/*")) == []


def test_a_single_file_needs_the_signature_of_this_agency(
    run: Run, office: Office, tmp_path: Path
) -> None:
    old, new = office.built(), office.built(version=NEW)
    seal = new.with_name(new.name + ".dermaga.json")
    assert "belum ditandatangani instansi" in run("install", new).output
    mark = office.signed(new)
    office.signed(old)
    assert run("install", new, "--mark", mark).stdout == f"Terpasang: {COURSE} versi {NEW}.\n"
    assert f"versi {NEW} sudah terpasang, dan itu lebih baru" in run("install", old).output
    other = Office(tmp_path / "lain", run)
    foreign = other.built(version="2027.1.1")
    other.signed(foreign)
    said = "tanda tangannya dari instansi lain, bukan Badan Contoh"
    assert said in run("install", foreign).output
    kept = seal.read_text("utf-8")
    seal.write_text(kept.replace(NEW, "2027.1.1"), "utf-8")
    assert "tanda tangannya tidak sah" in run("install", new).output
    seal.write_text("{}", "utf-8")
    assert "tanda tangannya tidak terbaca" in run("install", new).output
    seal.write_text(kept, "utf-8")
    new.write_bytes(new.read_bytes().replace(b"Kursus", b"Kurses"))
    assert "isinya bukan yang ditandatangani" in run("install", new).output
    assert listed(run)[COURSE]["version"] == NEW


def test_a_stick_of_another_agency_a_changed_or_an_older_one_is_refused(
    run: Run, office: Office, tmp_path: Path, clock: Clock
) -> None:
    mark = office.signed(office.built())
    assert run("install", office.stick, "--mark", mark).exit_code == 0
    before = {f: f.read_bytes() for f in office.stick.rglob("*") if f.is_file()}
    other = Office(tmp_path / "lain", run)
    other.signed(other.built("b"))
    assert "Ini milik instansi lain, jadi tidak dipakai." in run("install", other.stick).output
    clock.pass_seconds(600)
    office.signed(office.built("c"))
    [target] = (office.stick / "DERMAGA" / "word" / "targets" / "courses").glob("*.c-*.zip")
    sound = target.read_bytes()
    target.write_bytes(sound.replace(b"Kursus", b"Kurses"))
    assert "Ada berkas yang rusak di sana" in run("install", office.stick).output
    target.write_bytes(sound)
    assert run("install", office.stick).exit_code == 0
    for file, body in before.items():
        file.write_bytes(body)
    assert "lebih lama daripada yang sudah ada" in run("install", office.stick).output
    assert sorted(listed(run)) == ["c", COURSE]


def test_the_old_version_stays_for_whoever_is_in_the_middle(
    run: Run, office: Office, data: Path, rooms: Rooms, clock: Clock
) -> None:
    mark = office.signed(office.built())
    run("install", office.stick, "--mark", mark)
    with rooms.house(data) as house:
        house.store.record(SITI.id, CourseStarted(COURSE, OLD))
    clock.pass_seconds(600)
    office.signed(office.built(version=NEW))
    done = run("install", office.stick)
    kept = f"Versi {OLD} disimpan untuk 1 peserta yang sedang mengikutinya."
    assert done.stdout == f"Terpasang: {COURSE} versi {NEW}.\n{kept}\n"
    assert listed(run)[COURSE]["earlier"] == [{"version": OLD, "learners": 1}]
    assert "1 peserta sedang mengikuti kursus-kecil" in run("remove", COURSE).output
    with rooms.house(data) as house:
        assert house.catalog().course(COURSE, OLD).version == OLD
        issued = CertificateIssued(COURSE, "1", 1, 90, "2026-11-23", "{}", "")
        house.store.record(SITI.id, issued)
    run("install", office.stick)
    assert listed(run)[COURSE]["earlier"] == []
    assert run("remove", COURSE).exit_code == 0


def test_force_removes_a_course_with_learners_in_the_middle(
    run: Run, office: Office, data: Path, rooms: Rooms
) -> None:
    mark = office.signed(office.built())
    run("install", office.stick, "--mark", mark)
    with rooms.house(data) as house:
        house.store.record(SITI.id, CourseStarted(COURSE, OLD))
    assert run("remove", COURSE, "--force").exit_code == 0
    assert not (data / "content" / COURSE).exists()


def test_signing_refuses_what_would_go_wrong(run: Run, office: Office, tmp_path: Path) -> None:
    file = office.built()
    bare = ("--keys", office.keys)
    assert "Sebut nama instansi dengan --agency" in run("sign", file, *bare).output
    inside = ("--keys", tmp_path / "s" / "kunci", "--agency", "x", "--repository", tmp_path / "s")
    assert "isinya dibaca semua orang" in run("sign", file, *inside).output
    twice = run("sign", file, office.built(version=NEW), *bare, "--agency", "x")
    assert "kursus-kecil disebut dua kali" in twice.output
    (tmp_path / "x.zip").write_bytes(b"bukan zip")
    refused = run("sign", tmp_path / "x.zip", *bare, "--agency", "x")
    assert refused.output == f"Error: Ditolak: {tmp_path / 'x.zip'}: ini bukan berkas pelatihan.\n"
    assert not office.keys.exists()


def test_a_repository_holds_no_keys_and_the_newest_version_only(office: Office) -> None:
    office.signed(office.built())
    office.signed(office.built(version=NEW), office.built("b"))
    names = sorted(p.name for p in office.stick.rglob("*") if p.is_file())
    assert not [name for name in names if name.endswith(".key")]
    zips = [name.split(".", 1)[1] for name in names if name.endswith(".zip")]
    assert f"{COURSE}-{NEW}.zip" in zips
    assert "b-2026.11.1.zip" in zips


def test_a_course_with_errors_is_not_built(run: Run, tmp_path: Path) -> None:
    folder = write_course(tmp_path / COURSE)
    (folder / "lessons" / "1-standar.md").unlink()
    out = tmp_path / "x.zip"
    done = run("build", folder, "--out", out)
    assert done.exit_code == 1
    assert "masih mempunyai galat, jadi tidak dikemas." in done.output
    assert not out.exists()
