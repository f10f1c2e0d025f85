"""What SQLite really does beside a file that may not be written, and how it is read there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.store.reading import PREFIX, reading
from kiosk.store.trouble import StoreTrouble
from tests.disks import fill, make_read_only, seen, small_disk, somebody_else

WRITER = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("pragma journal_mode = wal")
db.execute("create table if not exists row (n)")
db.execute("pragma wal_checkpoint(truncate)")
for n in range(10):
    db.execute("insert into row values (?)", (n,))
if sys.argv[2] == "close":
    db.close()
elif sys.argv[2] == "die":
    os.kill(os.getpid(), 9)
else:
    print("written", flush=True)
    sys.stdin.read()
"""


posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows keeps no POSIX permissions")


@pytest.fixture(autouse=True)
def _temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A place for copies of this test only, where somebody else may make one too."""
    assert tmp_path.is_dir()  # made before, or it would be made inside
    with tempfile.TemporaryDirectory() as temp:
        Path(temp).chmod(0o777)
        monkeypatch.setattr(tempfile, "tempdir", temp)
        yield


def write(file: Path, end: str) -> None:
    """Ten rows by a program that closes the file, or dies with them still in the -wal."""
    subprocess.run([sys.executable, "-c", WRITER, str(file), end], check=False)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, which a test may make read-only."""
    with small_disk(tmp_path / "disk") as disk:
        yield disk


def rows(uri: str) -> int:
    with closing(sqlite3.connect(uri, uri=True)) as db:
        return int(db.execute("select count(*) from row").fetchone()[0])


def test_sqlite_opens_a_closed_file_on_a_read_only_disk_only_as_immutable(disk: Path) -> None:
    """Trap 12 of the ground: should this ever change, `reading` may become simpler."""
    write(disk / "d.sqlite", "close")
    make_read_only(disk)
    uri = (disk / "d.sqlite").as_uri()
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        rows(f"{uri}?mode=ro")
    assert rows(f"{uri}?mode=ro&immutable=1") == 10


def test_immutable_silently_misses_what_is_in_the_wal(disk: Path) -> None:
    write(disk / "d.sqlite", "close")
    write(disk / "d.sqlite", "die")
    make_read_only(disk)
    uri = (disk / "d.sqlite").as_uri()
    assert rows(f"{uri}?mode=ro&immutable=1") == 10
    assert rows(f"{uri}?mode=ro") == 20


@pytest.mark.parametrize(
    ("left", "found"),
    [
        ((), 10),
        (("-wal", "-shm"), 20),
        (("-wal",), 20),
        (("-shm",), 10),
        (("-wal empty",), 10),
    ],
)
def test_all_rows_are_read_from_a_read_only_disk_and_nothing_is_written(
    disk: Path, left: tuple[str, ...], found: int
) -> None:
    file = disk / "d.sqlite"
    write(file, "close")
    if found == 20 or left == ("-shm",):
        write(file, "die")
    for ending in {"-wal", "-shm"} - set(left):
        file.with_name(f"d.sqlite{ending}").unlink(missing_ok=True)
    if left == ("-wal empty",):
        file.with_name("d.sqlite-wal").write_bytes(b"")
    before = seen(disk)
    make_read_only(disk)
    read = reading(file)
    assert rows(read.uri) == found
    read.close()
    assert seen(disk) == before
    assert copies() == []


def copies() -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob(f"{PREFIX}*"))


def test_a_copy_is_private_and_gone_after_closing(disk: Path) -> None:
    file = disk / "d.sqlite"
    write(file, "die")
    file.with_name("d.sqlite-shm").unlink()
    make_read_only(disk)
    read = reading(file)
    (copy,) = copies()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o700
    assert rows(read.uri) == 10
    read.close()
    assert copies() == []


def test_a_copy_that_a_killed_program_left_is_swept_away(disk: Path) -> None:
    file = disk / "d.sqlite"
    write(file, "die")
    file.with_name("d.sqlite-shm").unlink()
    make_read_only(disk)
    reading(file)  # never closed
    (left,) = copies()
    young = reading(file)
    assert left in copies()
    os.utime(left, (left.stat().st_atime, left.stat().st_mtime - 3601))
    read = reading(file)
    assert left not in copies()
    assert rows(young.uri) == rows(read.uri) == 10
    young.close()
    read.close()
    assert copies() == []


def test_a_copy_without_room_says_so(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = disk / "d.sqlite"
    write(file, "die")
    file.with_name("d.sqlite-shm").unlink()
    (disk / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(disk / "temp"))
    fill(disk, leave=8192)
    with pytest.raises(StoreTrouble, match="full"):
        reading(file)
    assert list((disk / "temp").iterdir()) == []


@pytest.mark.parametrize("name", ["missing.sqlite", "folder"])
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreTrouble, match="cannot-open"):
        reading(tmp_path / name)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody may look into and only its owner may write."""
    with tempfile.TemporaryDirectory(dir=Path(tempfile.gettempdir()).parent) as folder:
        Path(folder).chmod(0o755)
        before = os.umask(0o022)
        yield Path(folder)
        os.umask(before)


@posix_only
@pytest.mark.parametrize("end", ["close", "die"])
def test_another_users_file_is_read_whole(shared: Path, end: str) -> None:
    write(shared / "d.sqlite", end)
    before = seen(shared)
    with somebody_else():
        read = reading(shared / "d.sqlite")
        assert rows(read.uri) == 10
        read.close()
    assert seen(shared) == before
    assert copies() == []


@posix_only
def test_another_users_running_program_is_followed_and_not_disturbed(shared: Path) -> None:
    file = shared / "d.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(file), "wait"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"written\n"
        with somebody_else():
            read = reading(file)
            assert "immutable" not in read.uri
        with closing(sqlite3.connect(read.uri, uri=True)) as reader:
            assert reader.execute("select count(*) from row").fetchone() == (10,)
            write(file, "die")
            with somebody_else():
                assert reader.execute("select count(*) from row").fetchone() == (20,)
        read.close()
        writer.communicate()
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_file_that_never_rests_is_not_read_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "d.sqlite"
    write(file, "close")
    copied = shutil.copyfile

    def and_changed(one: Path, other: Path) -> Path:
        done = Path(copied(one, other))
        file.write_bytes(file.read_bytes() + bytes(4096))
        return done

    monkeypatch.setattr(shutil, "copyfile", and_changed)
    with pytest.raises(StoreTrouble, match="busy"):
        reading(file)
    assert copies() == []
