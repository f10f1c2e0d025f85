"""Healing, step by step; tests/faults tries it with hundreds of damages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.learning.events import (
    CertificateIssued,
    CertificateKept,
    Event,
    Healed,
    LessonRead,
    LifeBegan,
    PersonErased,
    QuizStarted,
)
from kiosk.office import demo
from kiosk.store import Store, StoreTrouble, backup
from kiosk.store.folder import FILE
from kiosk.store.heal import PUT_ASIDE, Healer, mark
from tests.conftest import MONDAY, Clock

SITI, BUDI = demo.LEARNERS[0].id, demo.LEARNERS[1].id
READ = LessonRead("kursus", "l1")
CERTIFIED = CertificateIssued("kursus", "1/2026", 2, 90, "2026-11-23", "{}", "ab")
STARTED = QuizStarted("kursus", "post", "attempt-1", (), {})


class Kiosk:
    """A store that is opened, damaged and healed."""

    def __init__(self, data: Path, clock: Clock) -> None:
        self.data, self.clock = data, clock
        self.healer = Healer(data, clock.now, clock.chance)
        self.store = self.open()

    def open(self) -> Store:
        self.store = Store(self.data / FILE, self.clock.now, self.clock.chance)
        return self.store

    def back_up(self) -> backup.Backup:
        self.clock.pass_seconds(60)
        return backup.make(self.data / FILE, self.clock.now(), "time")

    def heal(self, *edits: str) -> Healed:
        """Close, damage, heal, open."""
        for edit in edits:
            assert self.store._db.execute(edit).rowcount != 0
        self.store.close()
        healed = self.healer.heal()
        self.open()
        assert self.store.damages() == ()
        return healed


@pytest.fixture
def kiosk(tmp_path: Path, clock: Clock) -> Kiosk:
    made = Kiosk(tmp_path, clock)
    made.store.roster.put(demo.LEARNERS)
    return made


def hurt(seq: int) -> str:
    return f"update event set body = x'7b7d' where seq = {seq}"  # noqa: S608


def test_what_was_lost_is_told_once_and_the_kiosk_goes_on_as_another_device(kiosk: Kiosk) -> None:
    kiosk.store.record(SITI, *[READ] * 5)
    device = kiosk.store.device
    kiosk.clock.pass_seconds(60)
    assert kiosk.heal(hurt(3)) == Healed(MONDAY, 4, 1)
    happened: list[Event] = [r.event for r in kiosk.store.happenings()]
    assert happened == [LifeBegan("healed", device), Healed(MONDAY, 4, 1)]
    assert kiosk.store.count_of(SITI) == 4
    kiosk.store.close()
    assert kiosk.open().count == 7


def test_an_event_that_the_backup_has_is_not_lost(kiosk: Kiosk) -> None:
    kiosk.store.record(SITI, *[READ] * 5)
    kiosk.back_up()
    kiosk.store.record(SITI, READ)
    assert kiosk.heal(hurt(3)) == Healed(MONDAY + 60_000, 1, 0)
    assert kiosk.store.count_of(SITI) == 6


def test_rows_taken_away_since_the_backup_stay_away(kiosk: Kiosk) -> None:
    kiosk.store.keep("draft", "x", b"1")
    kiosk.store.keep("urn", "y", b"2")
    kiosk.back_up()
    kiosk.store.forget("draft", "x")
    kiosk.store.forget("urn", "y")
    kiosk.store.keep("draft", "z", b"3")
    kiosk.store.record(SITI, READ)
    kiosk.heal(hurt(1))
    assert kiosk.store.names_of("draft") == ("z",)
    assert kiosk.store.names_of("urn") == ()


def test_a_hurt_row_is_as_it_was_in_the_backup(kiosk: Kiosk) -> None:
    kiosk.store.keep("draft", "x", b"1")
    kiosk.store.keep("draft", "gone", b"2")
    kiosk.back_up()
    kiosk.store.forget("draft", "gone")
    kiosk.heal("update document set body = x'7b7d' where id = 'x'")
    assert (kiosk.store.document("draft", "x"), kiosk.store.names_of("draft")) == (b"1", ("x",))


def test_a_row_younger_than_the_backup_is_gone_if_it_was_hurt(kiosk: Kiosk) -> None:
    kiosk.back_up()
    kiosk.store.keep("draft", "x", b"1")
    kiosk.heal("update document set body = x'7b7d' where id = 'x'")
    assert kiosk.store.document("draft", "x") is None
    assert len(kiosk.store.roster.everyone()) == 5


def erase(kiosk: Kiosk) -> None:
    kiosk.store.record(BUDI, STARTED, CERTIFIED)
    kiosk.store.keep("used", "attempt-1", b"9")
    kiosk.store.keep("certificate", "1/2026", b"%PDF")
    kiosk.store.record(SITI, READ)
    kiosk.back_up()
    kiosk.store.erase(BUDI)
    kiosk.store.record(SITI, READ)


def test_an_erased_person_stays_erased_though_the_backup_has_them(kiosk: Kiosk) -> None:
    erase(kiosk)
    assert kiosk.heal(hurt(5)).lost == 1
    assert (kiosk.store.count_of(BUDI), kiosk.store.count_of(SITI)) == (0, 1)
    assert kiosk.store.roster.by_id(BUDI) is None
    assert (kiosk.store.names_of("used"), kiosk.store.names_of("certificate")) == ((), ())
    told = [e for e in (r.event for r in kiosk.store.happenings()) if isinstance(e, PersonErased)]
    assert told == [PersonErased(BUDI, 2)]


@pytest.mark.parametrize("seq", [1, 2])
def test_a_hurt_erased_event_is_no_reason_to_lose_others(kiosk: Kiosk, seq: int) -> None:
    kiosk.store.record(BUDI, READ, READ)
    kiosk.store.erase(BUDI)
    kiosk.store.record(SITI, READ)
    healed = kiosk.heal(f"update event set body = zeroblob(32) where seq = {seq}")  # noqa: S608
    assert healed.lost == 1
    assert kiosk.store.count_of(SITI) == 1
    assert kiosk.store.roster.by_id(SITI) is not None


def test_a_hurt_erasure_takes_what_it_erased_and_no_more(kiosk: Kiosk) -> None:
    """Nothing explains the empty events any more; they held nothing."""
    kiosk.store.record(BUDI, READ, READ)
    kiosk.store.erase(BUDI)
    kiosk.store.record(SITI, READ)
    healed = kiosk.heal(hurt(3))
    assert healed.lost == 3
    assert kiosk.store.count_of(SITI) == 1
    kiosk.store.erase(SITI)
    assert kiosk.store.damages() == ()


def test_whoever_came_back_after_an_erasure_stays(kiosk: Kiosk) -> None:
    erase(kiosk)
    kiosk.store.roster.put([demo.LEARNERS[1]])
    kiosk.store.record(BUDI, READ)
    kiosk.heal(hurt(5))
    assert kiosk.store.count_of(BUDI) == 1
    assert kiosk.store.roster.by_id(BUDI) == demo.LEARNERS[1]


def test_a_mark_and_a_file_that_is_gone_call_for_healing(kiosk: Kiosk) -> None:
    kiosk.store.record(SITI, READ)
    kiosk.store.close()
    assert not kiosk.healer.needed()
    mark(kiosk.data, ("chain",))
    assert kiosk.healer.needed()
    kiosk.healer.heal()
    assert not kiosk.healer.needed()
    (kiosk.data / FILE).write_bytes(b"")
    assert kiosk.healer.needed()
    (kiosk.data / FILE).unlink()
    assert kiosk.healer.needed()
    for note in kiosk.data.glob("*.seen"):
        note.unlink()
    assert not kiosk.healer.needed()


def test_few_damaged_files_are_kept_and_never_the_present_one_removed(kiosk: Kiosk) -> None:
    """Even if the clock goes back, so that it looks like the oldest."""
    kiosk.store.record(SITI, READ)
    for _ in range(PUT_ASIDE + 2):
        kiosk.clock.at -= 86_400_000
        assert kiosk.heal().lost == 0
    assert len(list((kiosk.data / "quarantine").iterdir())) == PUT_ASIDE
    assert kiosk.store.count_of(SITI) == 1


def test_the_log_of_a_killed_kiosk_is_kept_until_the_file_is_open(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    kiosk.store.record(SITI, READ)
    left = tmp_path / "left"
    left.mkdir()
    for part in kiosk.data.glob(f"{FILE}*"):
        shutil.copyfile(part, left / part.name)
    healer = Healer(left, kiosk.clock.now, kiosk.clock.chance)
    healer.go_on()
    assert (left / "left.wal").read_bytes() == (left / f"{FILE}-wal").read_bytes()
    healer.opened()
    assert not (left / "left.wal").exists()
    kiosk.store.close()
    kiosk.healer.go_on()
    assert not (kiosk.data / "left.wal").exists()


def test_a_full_disk_is_told_and_the_damaged_file_stays(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk.store.record(SITI, READ, READ)
    kiosk.store._db.execute(hurt(1))
    kiosk.store.close()
    before = (kiosk.data / FILE).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr("shutil.copyfile", full)
        with pytest.raises(StoreTrouble, match="full"):
            kiosk.healer.heal()
    assert (kiosk.data / FILE).read_bytes() == before
    assert kiosk.healer.heal().lost == 1


def test_an_older_form_is_copied_before_it_is_brought_up_to_date(
    tmp_path: Path, clock: Clock
) -> None:
    from tests.store.test_opening import first_form

    first_form(tmp_path / FILE)
    before = (tmp_path / FILE).read_bytes()
    Healer(tmp_path, clock.now, clock.chance).go_on()
    (aside,) = (tmp_path / "quarantine").iterdir()
    assert (aside / FILE).read_bytes() == before


def test_a_restored_copy_is_the_file_with_another_device(kiosk: Kiosk) -> None:
    kiosk.store.record(SITI, READ)
    made = kiosk.back_up()
    kiosk.store.record(SITI, READ)
    device = kiosk.store.device
    kiosk.store.close()
    kiosk.healer.restore(made, kiosk.data)
    kiosk.open()
    assert (kiosk.store.count_of(SITI), kiosk.store.device != device) == (1, True)
    reasons = sorted(b.reason for b in backup.kept(kiosk.data))
    assert reasons == ["restore", "restore", "time"]


@pytest.mark.parametrize("damaged", [False, True])
def test_a_restored_copy_keeps_what_an_erasure_since_left(kiosk: Kiosk, *, damaged: bool) -> None:
    kept = CertificateKept("1/2026", "kursus", 2, "2026-11-23", "ab")
    earlier = CertificateKept("0/2026", "kursus", 2, "2026-11-22", "aa")
    kiosk.store.record("", earlier)
    kiosk.store.record(SITI, READ, CERTIFIED)
    made = kiosk.back_up()
    kiosk.store.erase(SITI, kept)
    if damaged:
        kiosk.store._db.execute(hurt(2))
    kiosk.store.close()
    kiosk.healer.restore(made, kiosk.data)
    kiosk.open()
    assert (kiosk.store.count_of(SITI), kiosk.store.roster.by_id(SITI)) == (0, None)
    events = [r.event for r in kiosk.store.happenings()]
    assert [e for e in events if isinstance(e, CertificateKept)] == [earlier, kept]
    assert (kiosk.store.issued_in("2026"), kiosk.store.damages()) == (2, ())
