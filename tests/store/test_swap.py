from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.store import swap
from kiosk.store.folder import FILE
from kiosk.store.opening import left_log

OLD, NEW = b"the old file", b"the new file"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a damaged file, its log and its note, and a next file that is ready."""
    for name in (FILE, f"{FILE}-wal", f"{FILE}-shm", "one.seen", "one.key"):
        (tmp_path / name).write_bytes(OLD)
    left_log(tmp_path).write_bytes(OLD)
    (tmp_path / swap.MARK).write_bytes(b"[]")
    work = swap.work_folder(tmp_path)
    for name in (FILE, "two.key", "two.seen"):
        (work / name).write_bytes(NEW)
    (work / f"{FILE}{swap.OLD}").write_bytes(OLD)
    return tmp_path


def test_the_new_file_comes_with_its_key_and_note_and_the_old_ones_log_goes(data: Path) -> None:
    swap.put_in_place(data)
    there = {p.name: p.read_bytes() for p in data.iterdir()}
    assert there == {
        FILE: NEW, "two.key": NEW, "two.seen": NEW, "one.key": OLD, "one.seen": OLD,
    }  # fmt: skip


def test_nothing_happens_before_the_next_file_is_whole(data: Path) -> None:
    swap.finish(data)
    assert (data / FILE).read_bytes() == OLD
    assert (data / f"{FILE}-wal").exists()


class Cut(Exception):
    """The power goes."""


@pytest.mark.parametrize("after", range(12))
def test_wherever_it_breaks_off_the_next_start_finishes_it(
    data: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Broken off before the so-manieth file is moved or removed."""
    left = [after]

    def counted(name: str) -> None:
        whole = getattr(Path, name)

        def step(path: Path, *given: object, **named: object) -> object:
            if left[0] == 0:
                raise Cut
            left[0] -= 1
            return whole(path, *given, **named)

        monkeypatch.setattr(Path, name, step)

    with monkeypatch.context():
        for name in ("replace", "unlink"):
            counted(name)
        with suppress(Cut):
            swap.put_in_place(data)
        monkeypatch.undo()
    begun = (data / "swap").exists() or (data / FILE).read_bytes() == NEW
    swap.finish(data)
    assert (data / FILE).read_bytes() == (NEW if begun else OLD)
    assert (data / "two.key").exists() == begun
    assert (data / swap.MARK).exists() == (not begun)
    assert (data / f"{FILE}-wal").exists() == (not begun)
    assert not (data / "swap").exists()


def test_a_file_put_aside_is_copied_with_its_logs_and_stays(data: Path) -> None:
    aside = swap.put_aside(data, 1_795_395_600_000)
    assert aside == data / "quarantine" / "1795395600000"
    assert {p.name for p in aside.iterdir()} == {FILE, f"{FILE}-wal", "left.wal"}
    assert (data / FILE).read_bytes() == OLD


def test_what_is_put_aside_later_is_named_later_even_if_the_clock_went_back(data: Path) -> None:
    names = [swap.put_aside(data, now).name for now in (1_795_395_600_000, 1_795_395_600_000, 7)]
    assert names == ["1795395600000", "1795395600001", "1795395600002"]


def test_a_work_folder_is_empty_each_time(data: Path) -> None:
    assert list(swap.work_folder(data).iterdir()) == []
