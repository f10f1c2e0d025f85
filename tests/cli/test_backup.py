"""`dermaga backup`, as typed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import main
from kiosk.cli.door import commands
from kiosk.cli.words import STORE_TROUBLE
from kiosk.cli.words_copies import REASONS, trouble_words
from kiosk.house import Rooms
from kiosk.learning.events import CourseStarted
from kiosk.office import demo
from kiosk.store import backup
from tests.conftest import HOME, Clock
from tests.rooms import edit, set_up

NAME = "20261123T010000Z"
Typed = Callable[..., Result]


@pytest.fixture
def run(rooms: Rooms, data: Path) -> Typed:
    def typed(*words: str | Path) -> Result:
        line = ["--data", str(data), "backup", *map(str, words)]
        return CliRunner().invoke(commands, line, obj=rooms)

    return typed


def test_a_copy_is_made_and_told(run: Typed, rooms: Rooms, data: Path) -> None:
    set_up(rooms, data)
    done = run()
    assert done.exit_code == 0
    (made,) = rooms.copies(data).kept()
    size = -(-made.size // 1000)
    assert done.output.splitlines() == [
        f"Cadangan {NAME}-0 dibuat: 0 catatan, {size} kB, sudah diperiksa utuh.",
        (
            "Cadangan ini hanya ada di komputer ini. Sebut disk lain atau USB dengan --to, atau isi"
            " tempat cadangan kedua di pengaturan."
        ),
    ]
    assert made.reason == "wish"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_only_the_owner_may_read_what_is_made(run: Typed, rooms: Rooms, data: Path) -> None:
    set_up(rooms, data)
    os.umask(0o022)  # as in a shell
    run()
    made = [*(data / "backups").iterdir(), data / "backups"]
    assert len(made) == 4
    assert [p for p in made if stat.S_IMODE(p.stat().st_mode) & 0o077] == []


def test_nothing_new_is_told_as_such(run: Typed, rooms: Rooms, data: Path, clock: Clock) -> None:
    set_up(rooms, data)
    run()
    clock.pass_seconds(60)
    done = run()
    assert done.exit_code == 0
    assert done.output.startswith(f"Tidak ada yang berubah sejak cadangan {NAME}-0 (2026-11-23 ")


def test_the_second_target_of_the_settings_gets_it_too(
    run: Typed, rooms: Rooms, data: Path, stick: Path
) -> None:
    set_up(rooms, data, backup_folder=str(stick))
    assert run().output.splitlines()[1] == f"1 cadangan disalin ke {stick}."
    assert run().output.splitlines()[1] == f"Di {stick} sudah ada cadangan yang sama."
    assert [c.backup.name for c in rooms.copies(data).listed(stick)] == [f"{NAME}-0"]


def test_a_named_target_comes_before_that_of_the_settings(
    run: Typed, rooms: Rooms, data: Path, stick: Path, tmp_path: Path
) -> None:
    set_up(rooms, data, backup_folder=str(tmp_path / "tidak-ada"))
    away = run()
    assert away.exit_code == 1
    assert away.output.splitlines()[1] == (
        f"Error: Cadangan di komputer ini aman, tetapi {tmp_path / 'tidak-ada'} tidak terjangkau."
        " Pasang disk atau USB itu, lalu jalankan perintah ini lagi."
    )
    done = run("--to", stick)
    assert (done.exit_code, len(rooms.copies(data).listed(stick))) == (0, 1)


def test_without_a_file_there_is_nothing_to_copy(run: Typed, data: Path) -> None:
    done = run()
    assert done.exit_code == 1
    assert done.output.startswith("Error: Tidak ada berkas data yang dapat dibaca di map ini.")
    assert not data.exists()


def test_a_damaged_file_is_not_copied_and_that_is_told(
    run: Typed, rooms: Rooms, data: Path
) -> None:
    set_up(rooms, data)
    with rooms.house(data) as house:
        house.store.record(demo.LEARNERS[0].id, CourseStarted("kursus", "1"))
    edit(data, "update event set at = at + 1")
    done = run()
    assert done.exit_code == 1
    assert done.output.startswith("Error: Berkas data rusak, jadi tidak dicadangkan:")
    assert rooms.copies(data).kept() == ()


def test_a_copy_is_made_by_another_process_beside_an_open_kiosk(data: Path) -> None:
    rooms = main.rooms()
    set_up(rooms, data)
    with rooms.house(data) as house:
        house.store.record(demo.LEARNERS[0].id, CourseStarted("kursus", "1"))
        done = subprocess.run(
            [sys.executable, "main.py", "--data", str(data), "backup"],
            cwd=HOME,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        house.store.record(demo.LEARNERS[0].id, CourseStarted("lain", "1"))
        assert house.store.damages() == ()
    assert (done.returncode, done.stderr) == (0, "")
    (made,) = backup.kept(data)
    assert (made.events, backup.faults(data, made)) == (1, ())


def test_every_reason_and_trouble_has_its_words() -> None:
    made = ("time", "certificate", "wish", "migration", "import", "restore", "erasure")
    assert tuple(REASONS) == made
    for code in (*STORE_TROUBLE, "full", "read-only", "damaged", "cannot-open", "busy"):
        assert trouble_words(code)
