from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store import Store, StoreTrouble
from kiosk.store.folder import DataFolder
from tests.conftest import HOME, Clock

posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows keeps no POSIX permissions")


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """An open data folder makes new files private, in this process too."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_a_second_instance_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    first = DataFolder(tmp_path / "data")
    with pytest.raises(StoreTrouble, match="second-instance"):
        DataFolder(tmp_path / "data")
    first.close()
    DataFolder(tmp_path / "data").close()


def test_a_second_program_is_refused_while_the_first_runs(tmp_path: Path) -> None:
    first = DataFolder(tmp_path)
    code = (
        "import sys; from pathlib import Path; from kiosk.store.folder import DataFolder\n"
        "DataFolder(Path(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
    )
    first.close()
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("StoreTrouble: second-instance")


def test_two_folders_may_be_open_at_once(tmp_path: Path) -> None:
    one, other = DataFolder(tmp_path / "a"), DataFolder(tmp_path / "b")
    one.close()
    other.close()


def test_the_folder_is_made_with_all_above_it(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "a" / "b")
    folder.close()
    assert folder.file == tmp_path / "a" / "b" / "dermaga.sqlite"
    assert folder.cache == tmp_path / "a" / "b" / "cache"


@posix_only
def test_only_the_owner_may_look_into_the_folder(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    folder = DataFolder(tmp_path / "data")
    Store(folder.file, clock.now, clock.new_id).close()
    folder.close()
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.file.stat().st_mode) == 0o600


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("bukan map", encoding="utf-8")
    with pytest.raises(StoreTrouble, match="folder-unwritable"):
        DataFolder(tmp_path / "data")


def test_a_file_of_a_newer_program_is_left_as_it_is(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "dermaga.sqlite"
    Store(file, clock.now, clock.new_id).close()
    _change(file, "pragma user_version = 2")
    with pytest.raises(StoreTrouble, match="newer"):
        Store(file, clock.now, clock.new_id)
    assert _change(file, "pragma user_version") == [(2,)]


def test_a_damaged_file_is_told(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "dermaga.sqlite"
    file.write_bytes(b"Ini bukan basis data.\n" * 300)
    with pytest.raises(StoreTrouble, match="damaged"):
        Store(file, clock.now, clock.new_id)


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(StoreTrouble, match="cannot-open"):
        Store(tmp_path / "tidak" / "ada.sqlite", clock.now, clock.new_id)


def test_a_file_that_another_program_holds_is_told(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "dermaga.sqlite"
    store = Store(file, clock.now, clock.new_id)
    store._db.execute("pragma busy_timeout = 50")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(StoreTrouble, match="busy"):
        store.keep("draft", "x", b"1")
    other.execute("rollback")
    other.close()
    store.keep("draft", "x", b"1")
    store.close()


def _change(file: Path, sql: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(file, isolation_level=None)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()
