"""A disk that is full or may not be written: what was acknowledged stays."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import main
from kiosk.learning.answers import Typed
from kiosk.learning.events import AnswerGiven
from kiosk.store import Store, StoreTrouble
from kiosk.store.folder import DataFolder
from tests.conftest import Clock
from tests.faults.rig_log import left_in

SITI = "11111111-1111-5111-8111-111111111111"
LONG = Typed("x" * 2000)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 10 MB of its own."""
    mount = tmp_path / "disk"
    mount.mkdir()
    _mount(mount, "-t", "tmpfs", "-o", "size=10m", "tmpfs")
    yield mount
    subprocess.run(["umount", "--lazy", str(mount)], check=True)


def _mount(at: Path, *how: str) -> None:
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    done = subprocess.run(["mount", *how, str(at)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")


def _answer(store: Store, number: int) -> str:
    event = AnswerGiven("kursus", "post", "t", f"q{number}", LONG, number)
    return store.record(SITI, event)[0].id


def _ids(store: Store) -> list[str]:
    return [r.id for r in store.events(SITI)]


def _until_full(store: Store) -> list[str]:
    """Ids of the answers that were acknowledged before the disk said no."""
    kept: list[str] = []
    try:
        while len(kept) < 20_000:
            kept += [_answer(store, len(kept))]
    except StoreTrouble as trouble:
        assert trouble.code == "full"  # noqa: PT017 - how many came before is the point
        return kept
    pytest.fail("the disk never filled")


def test_a_full_disk_loses_no_acknowledged_answer(
    small_disk: Path, tmp_path: Path, counted: Callable[..., None]
) -> None:
    """Nor does it keep the program from opening again and showing them, full as the disk still is.

    The reserve goes last, so the disk is full to the last byte when the store gives up.
    """
    data, ballast = small_disk / "data", small_disk / "ballast"
    ballast.write_bytes(bytes(6_000_000))
    with main.rooms().house(data) as house:
        kept = _until_full(house.store)
        there = [_ids(house.store)]
    with main.rooms().house(data) as again:
        there += [_ids(again.store)]
    left = left_in(data, tmp_path / "copy")
    ballast.unlink()
    with main.rooms().house(data) as roomy:
        there += [_ids(roomy.store)]
    lost = sum(len(set(kept) - set(ids)) for ids in there) + len(left.lost(kept))
    counted("disk full", acknowledged=len(kept), lost=lost)
    assert there == [kept, kept, kept]
    assert (list(left.answers), left.damages, left.lives) == (kept, (), ())
    assert len(kept) > 50


def test_once_there_is_room_the_same_program_goes_on(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(7_000_000))
    with main.rooms().house(small_disk / "data") as house:
        kept = _until_full(house.store)
        (small_disk / "ballast").unlink()
        kept.append(_answer(house.store, 99_999))
        assert _ids(house.store) == kept
        assert (house.store.count, house.store.damages()) == (len(kept), ())


def test_a_file_at_its_limit_loses_no_acknowledged_answer(store: Store) -> None:
    """As above for those who may not mount: SQLite itself says that there is no room."""
    store._db.execute("pragma max_page_count = 60")
    kept = _until_full(store)
    assert len(kept) > 20
    assert _ids(store) == kept
    store._db.execute("pragma max_page_count = 1000")
    kept.append(_answer(store, 99_999))
    assert _ids(store) == kept
    assert (store.count, store.damages()) == (len(kept), ())


def test_a_folder_that_may_only_be_read_is_told(small_disk: Path, clock: Clock) -> None:
    Store(small_disk / "dermaga.sqlite", clock.now, clock.chance).close()
    _mount(small_disk, "-o", "remount,ro")
    assert DataFolder(small_disk).view_only
    with pytest.raises(StoreTrouble, match="folder-unwritable"):
        DataFolder(small_disk / "baru")
    with pytest.raises(StoreTrouble, match="cannot-open"):
        Store(small_disk / "dermaga.sqlite", clock.now, clock.chance)


def test_a_disk_that_turns_read_only_loses_no_acknowledged_answer(
    small_disk: Path, clock: Clock
) -> None:
    data = small_disk / "data"
    data.mkdir()
    store = Store(data / "dermaga.sqlite", clock.now, clock.chance)
    kept = [_answer(store, number) for number in range(5)]
    store._db.execute("pragma query_only = on")
    with pytest.raises(StoreTrouble, match="read-only"):
        _answer(store, 6)
    store.close()
    again = Store(data / "dermaga.sqlite", clock.now, clock.chance)
    assert _ids(again) == kept
    again.close()
