"""No copy of the file still holds a person who was erased."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.learning.events import SignedIn
from kiosk.office import demo
from kiosk.office.person_backups import scrub_copies
from kiosk.store import Store, StoreTrouble, backup
from kiosk.store.backup import Backup
from tests.conftest import Clock

FIRST, SECOND, THIRD = demo.LEARNERS[:3]


@pytest.fixture
def scrub(store: Store, clock: Clock) -> Callable[[str], int]:
    return scrub_copies(store.file, clock.now, clock.chance)


def copied(store: Store, clock: Clock) -> Backup:
    clock.pass_seconds(1)
    return backup.make(store.file, clock.now(), "wish")


def names(store: Store) -> set[str]:
    return {path.name for path in (store.file.parent / "backups").iterdir()}


def test_copies_that_hold_the_person_go_and_others_stay(
    store: Store, clock: Clock, scrub: Callable[[str], int]
) -> None:
    store.roster.put([FIRST])
    before = copied(store, clock)
    store.record(SECOND.id, SignedIn())  # known by what was done alone
    with_events = copied(store, clock)
    store.roster.put([SECOND])
    with_row = copied(store, clock)
    store.erase(SECOND.id)
    assert scrub(SECOND.id) == 2
    fresh = backup.kept(store.file.parent)[0]
    assert fresh.reason == "erasure"
    assert names(store) == {f"{b.name}{e}" for b in (before, fresh) for e in (".sqlite", ".json")}
    assert {with_events.name, with_row.name}.isdisjoint({before.name, fresh.name})
    assert scrub(SECOND.id) == 0


def test_what_can_no_longer_be_read_goes_too(
    store: Store, clock: Clock, scrub: Callable[[str], int]
) -> None:
    data = store.file.parent
    store.roster.put([FIRST])
    torn = copied(store, clock)
    backup.file_of(data, torn).write_bytes(b"bukan basis data" * 100)
    store.roster.put([THIRD])
    half = copied(store, clock)
    (data / "backups" / f"{half.name}.json").unlink()  # a removal that was interrupted
    for folder in ("quarantine/1795395600000", "healing"):
        (data / folder).mkdir(parents=True)
        (data / folder / "dermaga.sqlite").write_bytes(b"rusak")
    clock.pass_seconds(1)
    assert scrub(SECOND.id) == 2
    (fresh,) = backup.kept(data)
    assert names(store) == {f"{fresh.name}.sqlite", f"{fresh.name}.json"}
    assert not (data / "quarantine").exists()
    assert not (data / "healing").exists()


def test_no_copy_goes_before_a_new_one_is_there(
    store: Store, clock: Clock, scrub: Callable[[str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.roster.put([FIRST])
    kept = copied(store, clock)

    def full(*_: object) -> Backup:
        raise StoreTrouble("full")

    monkeypatch.setattr(backup, "make", full)
    with pytest.raises(StoreTrouble, match="full"):
        scrub(FIRST.id)
    assert backup.kept(store.file.parent) == (kept,)
    assert backup.faults(store.file.parent, kept) == ()


def test_a_kiosk_without_copies_gets_its_first_one(
    store: Store, scrub: Callable[[str], int]
) -> None:
    assert scrub(FIRST.id) == 0
    assert len(backup.kept(store.file.parent)) == 1
