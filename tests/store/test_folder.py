from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store import Store, StoreTrouble, folder
from kiosk.store.folder import DataFolder, Room
from tests.conftest import HOME, Clock
from tests.disks import fill, make_read_only, make_writable, seen, small_disk, somebody_else

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
    Store(folder.file, clock.now, clock.chance).close()
    folder.close()
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.file.stat().st_mode) == 0o600


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("bukan map", encoding="utf-8")
    with pytest.raises(StoreTrouble, match="folder-unwritable"):
        DataFolder(tmp_path / "data")


def test_a_file_of_a_newer_program_is_left_as_it_is(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "dermaga.sqlite"
    Store(file, clock.now, clock.chance).close()
    _change(file, "pragma user_version = 6")
    _change(file, "update document set body = cast('6 x' as blob) where kind = 'tables'")
    with pytest.raises(StoreTrouble, match="newer"):
        Store(file, clock.now, clock.chance)
    assert _change(file, "pragma user_version") == [(6,)]


def test_a_damaged_file_is_told(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "dermaga.sqlite"
    file.write_bytes(b"Ini bukan basis data.\n" * 300)
    with pytest.raises(StoreTrouble, match="damaged"):
        Store(file, clock.now, clock.chance)


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(StoreTrouble, match="cannot-open"):
        Store(tmp_path / "tidak" / "ada.sqlite", clock.now, clock.chance)


def test_a_file_that_another_program_holds_is_told(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "dermaga.sqlite"
    store = Store(file, clock.now, clock.chance)
    store._db.execute("pragma busy_timeout = 50")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(StoreTrouble, match="busy"):
        store.keep("draft", "x", b"1")
    other.execute("rollback")
    other.close()
    store.keep("draft", "x", b"1")
    store.close()


MB = 1_000_000


@posix_only
def test_the_reserve_holds_real_bytes_that_only_the_owner_may_read(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    reserve = (tmp_path / "data" / "reserve").stat()
    data.close()
    assert reserve.st_size == 8 * MB
    assert reserve.st_blocks * 512 >= 8 * MB
    assert stat.S_IMODE(reserve.st_mode) == 0o600


def test_where_blocks_cannot_be_allocated_the_reserve_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "_allocated", lambda _opened, _size: False)
    monkeypatch.setattr(folder, "_disk", lambda _path: (25_000_009, 20_000_000))
    DataFolder(tmp_path).close()
    assert (tmp_path / "reserve").read_bytes() == bytes(2_500_000)


def test_the_reserve_can_be_given_up_once(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    assert data.relieve()
    assert not (tmp_path / "reserve").exists()
    assert not data.relieve()
    data.close()


def test_a_later_opening_makes_the_reserve_again(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    data.relieve()
    data.close()
    DataFolder(tmp_path).close()
    assert (tmp_path / "reserve").stat().st_size == 8 * MB
    (tmp_path / "reserve").write_bytes(bytes(100))  # a power cut came while it was made
    DataFolder(tmp_path).close()
    assert (tmp_path / "reserve").stat().st_size == 8 * MB


@pytest.mark.parametrize(
    ("whole", "free", "held", "room"),
    [
        (500_000 * MB, 400_000 * MB, 8 * MB, Room.PLENTY),
        (500_000 * MB, 64 * MB, 8 * MB, Room.PLENTY),
        (500_000 * MB, 64 * MB - 1, 8 * MB, Room.LOW),
        (500_000 * MB, 16 * MB, 8 * MB, Room.LOW),
        (500_000 * MB, 16 * MB - 1, 8 * MB, Room.NONE),
        (500_000 * MB, 0, 8 * MB, Room.NONE),
        # a reserve given up is owed: what it freed is for the test under way
        (500_000 * MB, 8 * MB, 0, Room.NONE),
        (500_000 * MB, 24 * MB - 1, 0, Room.NONE),
        (500_000 * MB, 24 * MB, 0, Room.LOW),
        (500_000 * MB, 72 * MB, 0, Room.PLENTY),
        # a very small disk: a quarter, and a tenth
        (10 * MB, 2_500_000, 1 * MB, Room.PLENTY),
        (10 * MB, 2_499_999, 1 * MB, Room.LOW),
        (10 * MB, 999_999, 1 * MB, Room.NONE),
        (10 * MB, 1_999_999, 0, Room.NONE),
        # a disk that is gone does not even tell its size
        (0, 0, 0, Room.NONE),
    ],
)
def test_what_there_is_room_for(  # noqa: PLR0913, PLR0917 - a table
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    whole: int,
    free: int,
    held: int,
    room: Room,
) -> None:
    data = DataFolder(tmp_path)
    if not held:
        data.relieve()
    monkeypatch.setattr(folder, "_disk", lambda _path: (whole, free))
    assert (data.room(), data.free()) == (room, free)
    data.close()


def test_no_reserve_is_made_that_would_itself_end_the_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for free in (24 * MB - 1, 24 * MB):
        monkeypatch.setattr(folder, "_disk", lambda _path, free=free: (500_000 * MB, free))
        DataFolder(tmp_path).close()
        made.append((tmp_path / "reserve").exists())
    assert made == [False, True]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as disk:
        yield disk


def test_a_real_small_disk_fills_up_and_gets_room_again(disk: Path) -> None:
    data = DataFolder(disk / "data")
    assert (disk / "data" / "reserve").stat().st_size == 1_048_576
    assert data.room() is Room.PLENTY
    ballast = fill(disk, leave=2_000_000)
    assert (data.room(), data.free() // 100_000) == (Room.LOW, 19)
    fill(disk, leave=500_000)
    assert data.room() is Room.NONE
    assert data.relieve()
    assert (data.room(), data.free() // 100_000) == (Room.NONE, 15)
    data.close()
    full = DataFolder(disk / "data")
    assert not (disk / "data" / "reserve").exists()
    assert full.room() is Room.NONE
    ballast.unlink()
    assert full.room() is Room.PLENTY
    full.close()
    DataFolder(disk / "data").close()
    assert (disk / "data" / "reserve").exists()


def test_asking_for_the_room_costs_nothing(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    began = time.perf_counter()
    for _ in range(100):
        data.room()
    assert (time.perf_counter() - began) / 100 < 0.001
    data.close()


def test_a_kiosk_on_a_read_only_disk_opens_to_be_looked_at(disk: Path, clock: Clock) -> None:
    data = DataFolder(disk / "data")
    Store(data.file, clock.now, clock.chance).close()
    data.close()
    before = seen(disk)
    make_read_only(disk)
    looked = DataFolder(disk / "data")
    assert looked.view_only
    assert not looked.relieve()
    looked.close()
    assert seen(disk) == before
    make_writable(disk)
    again = DataFolder(disk / "data")
    assert not again.view_only
    again.close()


def test_a_read_only_disk_without_a_kiosk_is_told(disk: Path) -> None:
    DataFolder(disk / "data").close()
    make_read_only(disk)
    for path in (disk / "data", disk / "baru"):
        with pytest.raises(StoreTrouble, match="folder-unwritable"):
            DataFolder(path)


@posix_only
def test_a_folder_that_this_user_may_not_write_opens_to_be_looked_at(clock: Clock) -> None:
    with tempfile.TemporaryDirectory() as place:
        data = DataFolder(Path(place))
        store = Store(data.file, clock.now, clock.chance)  # its owner is at work
        data.path.chmod(0o755)
        data.file.chmod(0o644)
        with somebody_else():
            looked = DataFolder(Path(place))
            assert looked.view_only
            looked.close()
        data.file.chmod(0o600)
        with somebody_else(), pytest.raises(StoreTrouble, match="folder-unwritable"):
            DataFolder(Path(place))
        store.close()
        data.close()


@posix_only
def test_a_file_that_this_user_may_not_write_opens_to_be_looked_at(clock: Clock) -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o777)
        file = Path(place) / "dermaga.sqlite"
        Store(file, clock.now, clock.chance).close()
        os.chown(place, 65534, 65534)
        file.chmod(0o644)
        with somebody_else():
            looked = DataFolder(Path(place))
            assert looked.view_only
            assert not (Path(place) / "reserve").exists()
            looked.close()


def _change(file: Path, sql: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(file, isolation_level=None)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()
