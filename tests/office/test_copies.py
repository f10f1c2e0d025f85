"""Copies made, kept elsewhere, and brought back: real folders, and a stick that kiosks share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec import structs

from kiosk.house import House, Rooms
from kiosk.learning.events import CourseStarted, LifeBegan
from kiosk.office import demo
from kiosk.office.copies import Copies, Foreseen
from kiosk.store import StoreTrouble, backup
from kiosk.store.folder import locked
from tests.conftest import Clock
from tests.rooms import REAL, edit, rooms_of, set_up

SITI, BUDI = demo.LEARNERS[0].id, demo.LEARNERS[1].id
HEADING = "NIP;Nama;Unit\n"
NEW = "199106252022212011;Peserta Contoh 8;Dinas A\n199106252022212012;Peserta Contoh 9;Dinas B\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "kiosk"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def rooms(clock: Clock) -> Rooms:
    return rooms_of(clock)


@pytest.fixture
def copies(rooms: Rooms, data: Path) -> Copies:
    """Of a kiosk that is set up."""
    set_up(rooms, data)
    return rooms.copies(data)


def record(house: House, learner: str = SITI, count: int = 1) -> None:
    house.store.record(learner, *(CourseStarted(f"kursus-{n}", "1") for n in range(count)))


def acted(rooms: Rooms, data: Path, learner: str = SITI, count: int = 1) -> None:
    """Somebody came, and the kiosk was closed again."""
    with rooms.house(data) as house:
        record(house, learner, count)


def count_of(rooms: Rooms, data: Path, learner: str = SITI) -> int:
    with rooms.house(data) as house:
        return house.store.count_of(learner)


def spoil(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)


def test_a_copy_is_made_beside_a_running_kiosk_which_goes_on(
    rooms: Rooms, data: Path, copies: Copies, clock: Clock
) -> None:
    with rooms.house(data) as house:
        record(house, count=3)
        outside = copies.make_now()
        assert (outside.events, outside.learners, outside.reason) == (3, 5, "wish")
        record(house)
        clock.pass_seconds(1)
        inside = house.copies.make_now("time")
        assert (inside.events, inside.reason) == (4, "time")
        record(house)
        assert house.store.damages() == ()
        assert house.copies.kept() == (inside, outside)
    assert copies.newest_at() == clock.at


def test_nothing_new_makes_no_new_copy(copies: Copies, clock: Clock) -> None:
    first = copies.make_now()
    clock.pass_seconds(3600)
    assert copies.make_now("time") == first
    assert len(copies.kept()) == 1


def test_copies_of_one_day_are_thinned(
    rooms: Rooms, data: Path, copies: Copies, clock: Clock
) -> None:
    for _ in range(5):
        clock.pass_seconds(60)
        acted(rooms, data)
        copies.make_now()
    assert [b.events for b in copies.kept()] == [5, 4, 3]


def test_one_copy_is_made_at_a_time(copies: Copies, data: Path) -> None:
    copies.make_now()
    lock = locked(data / "backups" / "lock")
    assert lock is not None
    with lock:
        with pytest.raises(StoreTrouble, match="busy"):
            copies.make_now()
        copies.before("import")
    copies.make_now()


def test_no_file_no_copy(rooms: Rooms, data: Path) -> None:
    with pytest.raises(StoreTrouble, match="cannot-open"):
        rooms.copies(data).make_now()
    assert not data.exists()


def test_a_damaged_file_is_not_copied(
    rooms: Rooms, data: Path, copies: Copies, clock: Clock
) -> None:
    first = copies.make_now()
    clock.pass_seconds(60)
    acted(rooms, data, count=3)
    edit(data, "update event set at = at + 1 where seq = 2")
    with pytest.raises(StoreTrouble, match="damaged"):
        copies.make_now()
    assert copies.kept() == (first,)


def test_an_import_is_preceded_by_one_copy_however_many_steps_it_takes(
    rooms: Rooms, data: Path, copies: Copies, clock: Clock
) -> None:
    with rooms.house(data) as house:
        office = house.office
        rows = office.read_roster(HEADING + NEW)
        assert copies.kept() == ()
        for row in rows:
            clock.pass_seconds(1)
            office.import_roster([row])
        assert [(b.reason, b.learners) for b in copies.kept()] == [("import", 5)]
        clock.pass_seconds(1)
        again = office.read_roster(HEADING + NEW)
        office.import_roster(again)
        assert len(copies.kept()) == 1
        office.import_roster(office.read_roster(HEADING + NEW.replace("Dinas A", "Dinas C")))
        assert [(b.reason, b.learners) for b in copies.kept()] == [("import", 7), ("import", 5)]


def test_nobody_is_taken_in_where_no_copy_can_be_made(
    rooms: Rooms, data: Path, copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise StoreTrouble("full")

    monkeypatch.setattr(backup, "make", full)
    with rooms.house(data) as house:
        office = house.office
        rows = office.read_roster(HEADING + NEW)
        with pytest.raises(StoreTrouble, match="full"):
            office.import_roster(rows)
        assert len(office.people()) == 5
    assert copies.kept() == ()


def test_two_kiosks_share_a_stick_and_leave_each_others_copies_alone(
    rooms: Rooms, tmp_path: Path, stick: Path, clock: Clock
) -> None:
    names = []
    for place, code in (("a", "KTS-01"), ("b", "KTS-02"), ("c", "KTS-02")):
        set_up(rooms, tmp_path / place, kiosk_code=code)
        for _ in range(4):
            clock.pass_seconds(60)
            acted(rooms, tmp_path / place)
            rooms.copies(tmp_path / place).make_now()
            rooms.copies(tmp_path / place).to_second_target(str(stick))
        names += [b.name for b in rooms.copies(tmp_path / place).kept()]
    found = rooms.copies(tmp_path / "new").listed(stick)
    assert sorted(c.backup.name for c in found) == sorted(names)
    assert [c.number for c in found] == list(range(1, 10))
    assert [c.kiosk[:6] for c in found] == ["KTS-02"] * 6 + ["KTS-01"] * 3
    assert len({c.kiosk for c in found}) == 3
    one = found[0].source
    assert [c.backup for c in rooms.copies(one).listed(one / "backups")] == [
        c.backup for c in found[:3]
    ]


def test_the_second_target_gets_what_it_lacks_and_the_time_is_kept(
    rooms: Rooms, data: Path, copies: Copies, stick: Path, clock: Clock
) -> None:
    assert (copies.second_at(), copies.second_target()) == (0, "")
    made = copies.make_now()
    assert copies.to_second_target(str(stick)) == (made,)
    clock.pass_seconds(60)
    with rooms.house(data) as house:
        house.office.change(structs.replace(REAL, backup_folder=str(stick)))
        assert house.copies.to_second_target(str(stick)) == ()
        assert house.copies.second_target() == str(stick)
    assert copies.second_at() == clock.at
    for away in ("", str(stick / "tidak-ada")):
        with pytest.raises(StoreTrouble, match="cannot-open"):
            copies.to_second_target(away)
    assert not (stick / "tidak-ada").exists()


def test_who_was_erased_goes_from_the_stick_too(
    rooms: Rooms, data: Path, copies: Copies, stick: Path, clock: Clock
) -> None:
    acted(rooms, data)
    copies.make_now()
    copies.to_second_target(str(stick))
    other = stick / "dermaga-LAIN-00000000" / "backups"
    shutil.copytree(copies.listed(stick)[0].source / "backups", other)
    clock.pass_seconds(60)
    with rooms.house(data) as house:
        house.store.erase(SITI)
        fresh = house.copies.make_now("erasure")
        for old in house.copies.kept()[1:]:
            backup.remove(data, old)
        house.copies.to_second_target(str(stick))
    assert [c.backup.name for c in copies.listed(stick) if c.kiosk[:3] == "KTS"] == [fresh.name]
    assert len(list(other.glob("*.sqlite"))) == 1
    backup.remove(data, fresh)
    clock.pass_seconds(60)
    acted(rooms, data, BUDI)
    newest = copies.make_now()
    copies.to_second_target(str(stick))
    kept = [c.backup.name for c in copies.listed(stick) if c.kiosk[:3] == "KTS"]
    assert kept == [newest.name, fresh.name]


def test_what_would_be_gone_is_foreseen(
    rooms: Rooms, data: Path, copies: Copies, clock: Clock
) -> None:
    acted(rooms, data, count=2)
    copies.make_now()
    (copy,) = copies.listed()
    assert copies.foresee(copy) == Foreseen(0)
    clock.pass_seconds(60)
    with rooms.house(data) as house:
        record(house, count=3)
        house.store.erase(BUDI)
        assert house.copies.foresee(copy) == Foreseen(4, 1)
    assert copies.foresee(copy) == Foreseen(4, 1)
    assert rooms.copies(data.parent / "baru").foresee(copy) == Foreseen(0)
    (data / "dermaga.sqlite").write_bytes(b"x" * 9000)
    assert copies.foresee(copy) == Foreseen(-1)


def test_a_copy_brought_back_begins_a_new_device_and_keeps_what_was(
    rooms: Rooms, data: Path, copies: Copies, clock: Clock
) -> None:
    acted(rooms, data, count=2)
    copies.make_now()
    clock.pass_seconds(60)
    with rooms.house(data) as house:
        record(house, count=3)
        before, life = house.store.device, house.store.life
    (copy,) = copies.listed()
    done = copies.restore(copy)
    assert life == ""
    assert len(done.life) == 3
    assert done.device != before
    assert (done.events, done.apart) == (3, True)
    with rooms.house(data) as house:
        assert house.store.count_of(SITI) == 2
        assert (house.store.device, house.store.life) == (done.device, done.life)
        lives = [r.event for r in house.store.happenings() if isinstance(r.event, LifeBegan)]
        assert lives == [LifeBegan("restored", before)]
        assert house.store.damages() == ()
    newest = copies.kept()[0]
    assert (newest.reason, newest.events) == ("restore", 5)
    copies.restore(next(c for c in copies.listed() if c.backup == newest))
    assert count_of(rooms, data) == 5


def test_numbers_without_the_kiosks_code_are_told_after_bringing_back(
    rooms: Rooms, data: Path
) -> None:
    set_up(rooms, data, number_template="{urut:03d}/{tahun}")
    copies = rooms.copies(data)
    copies.make_now()
    assert not copies.restore(copies.listed()[0]).apart


def test_who_was_erased_stays_erased_in_a_copy_brought_back(
    rooms: Rooms, data: Path, copies: Copies, clock: Clock
) -> None:
    acted(rooms, data)
    copies.make_now()
    (copy,) = copies.listed()
    clock.pass_seconds(60)
    with rooms.house(data) as house:
        house.store.erase(SITI)
    copies.restore(copy)
    with rooms.house(data) as house:
        assert house.store.roster.by_id(SITI) is None
        assert house.store.events(SITI) == ()


def test_nothing_is_brought_back_under_an_open_kiosk(
    rooms: Rooms, data: Path, copies: Copies
) -> None:
    copies.make_now()
    with rooms.house(data) as house:
        record(house)
        with pytest.raises(StoreTrouble, match="second-instance"):
            copies.restore(copies.listed()[0])
        assert house.store.count_of(SITI) == 1


def test_a_hurt_copy_is_refused_and_the_file_stays(
    rooms: Rooms, data: Path, copies: Copies, clock: Clock
) -> None:
    copies.make_now()
    (copy,) = copies.listed()
    clock.pass_seconds(60)
    acted(rooms, data)
    spoil(backup.file_of(data, copy.backup))
    assert [d.code for d in copies.faults(copy)] == ["bytes"]
    with pytest.raises(StoreTrouble, match="damaged"):
        copies.restore(copy)
    assert count_of(rooms, data) == 1


def test_a_damaged_file_gives_way_to_a_copy(
    rooms: Rooms, data: Path, copies: Copies, clock: Clock
) -> None:
    acted(rooms, data)
    copies.make_now()
    clock.pass_seconds(60)
    (data / "dermaga.sqlite").write_bytes(b"x" * 9000)
    (data / "damaged").write_bytes(b'["chain"]')
    done = copies.restore(copies.listed()[0])
    assert not (data / "damaged").exists()
    with rooms.house(data) as house:
        assert house.store.device == done.device
        assert house.store.count_of(SITI) == 1
    (aside,) = (data / "quarantine").iterdir()
    assert (aside / "dermaga.sqlite").read_bytes() == b"x" * 9000


def test_a_stolen_computers_kiosk_goes_on_from_the_stick(
    rooms: Rooms, data: Path, copies: Copies, stick: Path, clock: Clock
) -> None:
    acted(rooms, data, count=2)
    copies.make_now()
    copies.to_second_target(str(stick))
    shutil.rmtree(data)
    clock.pass_seconds(86_400)
    new = rooms.copies(data.parent / "new")
    (copy,) = new.listed(stick)
    assert new.faults(copy) == ()
    assert new.foresee(copy) == Foreseen(0)
    assert new.restore(copy).events == 3
    with rooms.house(data.parent / "new") as house:
        assert house.store.count_of(SITI) == 2
        assert house.office.settings() == REAL
        house.office.enter("rahasia sekali")
        assert len(house.office.people()) == 5
        assert house.store.damages() == ()


def test_a_folder_without_copies_lists_none(rooms: Rooms, data: Path, stick: Path) -> None:
    assert rooms.copies(data).listed() == ()
    assert rooms.copies(data).listed(stick) == ()
