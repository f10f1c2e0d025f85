"""Rows from elsewhere that are not as they were written: noticed, mended, and come down again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.learning.events import Healed, LessonRead, SignedIn
from kiosk.store import Store, StoreTrouble, backup
from kiosk.store.check import Damage, check_file
from kiosk.store.exchange import Taken
from kiosk.store.sealing import ELSEWHERE
from tests.conftest import MONDAY
from tests.store.exchanging import BUDI, SITI, Exchanging

READ = LessonRead("kursus", "l1")
SEED, FLIPS = 20261130, 20


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Exchanging]:
    kiosk = Exchanging(tmp_path / "there", 2)
    kiosk.store.record(SITI, *[READ] * 5)
    kiosk.store.record(BUDI, READ)
    yield kiosk
    kiosk.close()


@pytest.fixture
def here(tmp_path: Path, there: Exchanging) -> Iterator[Exchanging]:
    kiosk = Exchanging(tmp_path / "here", 1)
    kiosk.store.record(SITI, *[READ] * 3)
    kiosk.store.exchange.take_elsewhere(there.lines(), after="6")
    yield kiosk
    kiosk.close()


EDITS = {
    "id": "randomblob(16)",
    "device": "'x'",
    "seq": "seq + 1",
    "learner": "randomblob(16)",
    "kind": "'signed-in'",
    "at": "at + 1",
    "clock": "clock + 1",
    "salt": "x'00'",
    "body": """cast('{"type":"lesson-read","course":"kursus","lesson":"l9"}' as blob)""",
    "hash": "randomblob(32)",
    "seal": "x''",
}


def test_every_column_has_its_edit() -> None:
    assert [*EDITS] == [*ELSEWHERE.split(", "), "seal"]


@pytest.mark.parametrize("column", EDITS)
def test_a_changed_row_is_noticed_where_it_is_read_and_where_all_is_looked_through(
    here: Exchanging, there: Exchanging, column: str
) -> None:
    before = here.store.events(SITI)
    here.edit(f"update elsewhere set {column} = {EDITS[column]} where seq = 1")  # noqa: S608
    assert Damage("row", "elsewhere") in here.store.damages()
    if column != "learner":
        for wish in (here.store.events, here.store.prove):
            with pytest.raises(StoreTrouble, match="damaged"):
                wish(SITI)
    assert here.heal() == Healed(MONDAY, 3, 0)
    assert here.store.exchange.elsewhere_after() == ""
    assert here.store.count_of(SITI) == 7
    assert here.take(there.lines()) == Taken(1, 5, 0)
    assert here.store.events(SITI) == before


def test_what_was_proven_before_is_looked_at_again_for_each_certificate(here: Exchanging) -> None:
    """The file was looked through; a page of it that is flipped since, no other program wrote."""
    here.store.prove(SITI)
    here.edit("update elsewhere set at = at + 1 where seq = 1")
    here.store.prove(BUDI)
    with pytest.raises(StoreTrouble, match="damaged"):
        here.store.prove(SITI)
    here.heal()


def test_a_copy_that_still_holds_an_erased_person_brings_nothing_of_them_back(
    here: Exchanging, there: Exchanging
) -> None:
    """Not even where a younger row is hurt too, so that nobody can tell what the copy lacks."""
    here.back_up()
    here.store.erase(SITI)
    here.store.keep("x", "young", b"1")
    here.heal("update document set body = x'00' where id = 'young'")
    assert not here.store.knows(SITI)
    assert here.store.count_of(BUDI) == 1
    assert here.take(there.lines()) == Taken(0, 6, 0)


@pytest.mark.parametrize(
    "edit",
    [
        "delete from elsewhere where seq = 1",
        (
            "insert into elsewhere select randomblob(16), device, seq, learner, kind, at, clock,"
            " salt, body, hash, seal from elsewhere limit 1"
        ),
        "drop index elsewhere_of_learner",
        "drop table elsewhere",
    ],
)
def test_what_was_taken_away_or_added_is_noticed_and_mended(
    here: Exchanging, there: Exchanging, edit: str
) -> None:
    before = here.store.events(SITI)
    here.edit(edit)
    assert here.store.damages() != ()
    here.heal()
    here.take(there.lines())
    assert here.store.events(SITI) == before


def test_a_damaged_row_is_never_held_against_the_line_that_comes_again(
    here: Exchanging, there: Exchanging
) -> None:
    here.edit("update elsewhere set at = at + 1")
    with pytest.raises(StoreTrouble, match="damaged"):
        here.take(there.lines())
    assert here.store.names_of("quarantine") == ()
    here.heal()
    assert here.take(there.lines()) == Taken(6, 0, 0)


def test_flipped_bits_in_the_pages_of_the_table_are_noticed_and_mended(
    here: Exchanging, there: Exchanging
) -> None:
    """In the rows themselves, wherever they stand in the file."""
    before = here.store.events(SITI)
    here.close()
    whole, chance = here.file.read_bytes(), random.Random(SEED)
    rows = _places(whole, there)
    for _ in range(FLIPS):
        bit = 8 * chance.choice(rows) + chance.randrange(8)
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        here.file.write_bytes(flipped)
        assert check_file(here.file, here.data).damages != (), bit
        here.healer.heal()
        here.open()
        assert here.store.damages() == (), bit
        assert here.store.exchange.elsewhere_after() == ""
        here.take(there.lines())
        assert here.store.events(SITI) == before, bit
        here.close()
        _put_back(here, whole)
    here.open()


def _places(whole: bytes, there: Exchanging) -> list[int]:
    """The bytes of the bodies, salts and hashes that came in."""
    found: list[int] = []
    for line in there.lines():
        for part in (line.salt + line.body + line.hash, line.device.encode()):
            start = whole.find(part)
            assert start > 0
            found += range(start, start + len(part))
    return found


def _put_back(here: Exchanging, whole: bytes) -> None:
    """The file as it was, under the device that it was written by."""
    for part in here.data.glob("*.seen"):
        part.unlink()
    here.file.write_bytes(whole)


def test_what_the_agency_has_of_a_lost_event_of_our_own_comes_back_once(
    here: Exchanging, there: Exchanging
) -> None:
    sent, before = here.lines(), here.store.events(SITI)
    healed = here.heal("update event set body = x'7b7d' where seq = 2")
    assert (healed.kept, healed.lost) == (2, 1)
    assert here.store.count_of(SITI) == 7
    assert here.take([*sent, *there.lines()]) == Taken(1, 8, 0)
    assert here.store.events(SITI) == before
    assert here.store.damages() == ()


def test_what_is_mended_in_the_log_is_not_kept_a_second_time(here: Exchanging) -> None:
    """What a restored file lacked came back from the agency; the copy it is mended from has it."""
    sent, copy = here.lines(), here.back_up()
    (late,) = here.store.record(SITI, SignedIn())
    lines = here.lines()[len(sent) :]
    here.restore(copy)
    assert here.take(lines) == Taken(1, 0, 0)
    after, before, first = backup.kept(here.data)
    assert (before.reason, before.events, first) == ("restore", 4, copy)
    for gone in (after, first):
        backup.remove(here.data, gone)
    here.heal("delete from document where kind = 'tables'")
    assert late in here.store.recorded_here(SITI)
    assert here.store.count_of(SITI) == 9
    assert len({r.id for r in here.store.events(SITI)}) == 9


def test_an_acknowledgement_that_was_hurt_is_only_asked_for_again(here: Exchanging) -> None:
    here.store.exchange.acknowledge(here.store.device, 3, MONDAY)
    assert here.store.exchange.waiting() == 0
    here.heal("update document set body = x'7b7d' where id = 'acknowledged'")
    assert here.store.exchange.waiting() == 5  # three, and what the healing told
    assert here.store.exchange.acknowledged() == {}


def test_a_copy_holds_what_came_from_elsewhere_and_brings_it_back(
    here: Exchanging, there: Exchanging
) -> None:
    before, copy = here.store.events(SITI), here.back_up()
    there.store.record(SITI, SignedIn())
    assert here.take(there.lines()) == Taken(1, 6, 0)
    here.restore(copy)
    assert here.store.events(SITI) == before
    assert here.store.exchange.elsewhere_after() == "6"
    assert here.take(there.lines()) == Taken(1, 6, 0)


def test_the_next_life_of_a_kiosk_seals_what_came_from_elsewhere_anew(here: Exchanging) -> None:
    before, device = here.store.events(SITI), here.store.device
    here.close()
    (here.data / f"{device}.seen").unlink()
    store = here.open()
    assert store.device != device
    assert (store.events(SITI), store.damages()) == (before, ())


def test_what_came_from_elsewhere_and_was_changed_does_not_become_true_by_a_new_life(
    here: Exchanging,
) -> None:
    here.edit("update elsewhere set at = at + 1")
    here.close()
    (here.data / f"{here.store.device}.seen").unlink()
    with pytest.raises(StoreTrouble, match="damaged"):
        Store(here.file, here.clock.now, here.clock.chance)
    here.healer.heal()
    here.open()
