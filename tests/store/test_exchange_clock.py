"""What came in pushes our clock, but not too far; and erasures reach it."""

from __future__ import annotations

import uuid

import pytest
from msgspec.structs import replace

from kiosk.learning.events import (
    CertificateIssued,
    EvaluationAnswered,
    LessonRead,
    PersonErased,
    SignedIn,
)
from kiosk.store.exchange import Taken
from kiosk.store.log import AHEAD
from tests.conftest import MONDAY
from tests.store.exchanging import BUDI, SITI, Exchanging, of

READ = LessonRead("kursus", "l1")
CERTIFIED = CertificateIssued("kursus", "1/2026", 2, 90, "2026-11-23", "{}", "ab")
SAID = EvaluationAnswered("kursus", {"1": 4}, "Baik", named=True)
OTHER = "22222222-2222-5222-8222-222222222222"


# Clocks


def test_what_is_recorded_after_something_came_in_stands_after_it(
    here: Exchanging, there: Exchanging
) -> None:
    there.clock.pass_seconds(86_400 * 365)  # set a year ahead
    (later,) = there.store.record(SITI, READ)
    here.store.record(SITI, READ)
    here.take(there.lines())
    (after,) = here.store.record(SITI, SignedIn())
    assert after.clock == later.clock + 1
    assert [r.id for r in here.store.events(SITI)][-2:] == [later.id, after.id]


def test_a_clock_that_came_in_is_followed_after_a_restart_too(
    here: Exchanging, there: Exchanging
) -> None:
    there.clock.pass_seconds(86_400)
    (later,) = there.store.record(SITI, READ)
    here.take(there.lines())
    here.close()
    here.open()
    assert here.store.record(SITI, READ)[0].clock == later.clock + 1


def test_a_slower_clock_does_not_hold_ours_back(here: Exchanging, there: Exchanging) -> None:
    here.clock.pass_seconds(3600)
    (first,) = here.store.record(SITI, READ)
    there.store.record(SITI, READ)
    here.take(there.lines())
    assert here.store.record(SITI, READ)[0].clock == first.clock + 1


@pytest.mark.parametrize("clock", [(MONDAY + AHEAD + 1) << 12, (1 << 63) - 1])
def test_a_clock_that_nobody_can_have_set_does_not_become_ours(
    here: Exchanging, there: Exchanging, clock: int
) -> None:
    there.store.record(SITI, READ, READ)
    sane, line = there.lines()
    assert here.take([replace(line, clock=clock), sane]) == Taken(2, 0, 0)
    assert here.store.record(SITI, READ)[0].clock == sane.clock + 1
    here.close()
    here.open()
    assert here.store.record(SITI, READ)[0].clock == sane.clock + 2
    assert here.store.count_of(SITI) == 4
    # they say nothing of when they were recorded: an erasure takes them along
    here.store.erase(SITI, before=sane.clock + 1)
    assert [r.clock for r in here.store.events(SITI)] == [sane.clock + 1, sane.clock + 2]


def test_a_computer_whose_battery_is_empty_follows_the_others(
    here: Exchanging, there: Exchanging
) -> None:
    here.clock.at = 946_684_800_000  # 2000-01-01
    there.store.record(SITI, READ)
    here.take(there.lines())
    assert here.store.record(SITI, READ)[0].clock == there.lines()[0].clock + 1


def test_clocks_that_push_one_another_stay_below_ten_years(
    here: Exchanging, there: Exchanging
) -> None:
    """However often each follows the other, the horizon is that of the wall clock."""
    there.store.record(SITI, READ)
    (line,) = there.lines()
    for year in range(1, 30):
        clock = (MONDAY + year * AHEAD // 10) << 12
        here.take([replace(line, id=str(uuid.UUID(int=year)), seq=year, clock=clock)])
    assert here.store.record(SITI, READ)[0].clock == ((MONDAY + AHEAD) << 12) + 1


# Erasure


def test_who_is_erased_goes_with_all_that_came_from_elsewhere(
    here: Exchanging, there: Exchanging
) -> None:
    here.store.record(SITI, READ)
    there.clock.pass_seconds(60)
    there.store.record(SITI, *[READ] * 3)
    there.store.record(BUDI, READ)
    lines = there.lines()
    siti = of(lines, SITI)
    here.take([*lines, replace(siti[0], body=b"{")])
    here.take([replace(siti[0], id=OTHER, kind="badge-earned")])
    assert here.store.exchange.holds(SITI)
    assert here.store.erase(SITI) == 5
    assert (here.store.knows(SITI), here.store.exchange.aside(SITI)) == (False, ())
    assert [r.event for r in here.store.happenings()] == [PersonErased(SITI, 1)]
    assert (here.store.count_of(BUDI), here.store.damages()) == (1, ())
    here.close()
    for part in here.data.iterdir():
        assert part.is_dir() or uuid.UUID(siti[0].id).bytes not in part.read_bytes()
    here.open()


def test_what_someone_did_before_their_erasure_does_not_come_down_again(
    here: Exchanging, there: Exchanging
) -> None:
    there.store.record(SITI, READ)
    before = there.lines()
    here.clock.pass_seconds(60)
    here.store.record(SITI, READ)
    here.store.erase(SITI)
    wrong = replace(before[0], body=b"{", id=OTHER)
    absurd = replace(before[0], clock=1 << 62, id=OTHER)
    assert here.take([*before, wrong, absurd]) == Taken(0, 3, 0)
    assert not here.store.knows(SITI)
    there.clock.pass_seconds(120)
    there.store.record(SITI, SignedIn())
    assert here.take(there.lines()) == Taken(1, 1, 0)
    assert [type(r.event) for r in here.store.events(SITI)] == [SignedIn]


def test_an_erasure_asked_for_elsewhere_leaves_what_came_after_it(
    here: Exchanging, there: Exchanging
) -> None:
    here.store.record(SITI, READ)
    there.store.record(SITI, READ)
    here.take(there.lines())
    asked = (MONDAY + 60_000) << 12
    here.clock.pass_seconds(120)
    (since,) = here.store.record(SITI, SignedIn())
    there.clock.pass_seconds(180)
    there.store.record(SITI, SignedIn())
    assert here.store.erase(SITI, before=asked) == 2
    assert here.take(there.lines()) == Taken(1, 1, 0)
    assert [r.id for r in here.store.events(SITI)] == [since.id, there.store.events(SITI)[1].id]
    assert [r.event for r in here.store.happenings()] == [PersonErased(SITI, 1, asked)]
    assert here.store.exchange.erased() == {SITI: asked}
    assert here.store.damages() == ()


def test_who_was_never_here_is_remembered_as_erased(here: Exchanging, there: Exchanging) -> None:
    there.store.record(SITI, READ)
    asked = there.lines()[0].clock + 1
    here.store.exchange.remember_erased(SITI, asked)
    here.store.exchange.remember_erased(SITI, asked - 1)
    assert here.store.exchange.erased() == {SITI: asked}
    assert here.take(there.lines()) == Taken(0, 1, 0)
    assert here.store.count == 0


def test_an_older_copy_brought_back_keeps_nothing_of_who_was_erased_since(
    here: Exchanging, there: Exchanging
) -> None:
    there.store.record(SITI, READ)
    here.take(there.lines())
    copy = here.back_up()
    here.store.erase(SITI)
    here.restore(copy)
    assert not here.store.knows(SITI)
    assert here.store.damages() == ()
    assert here.take(there.lines()) == Taken(0, 1, 0)


def test_an_older_copy_that_never_knew_a_person_still_tells_that_they_were_erased(
    here: Exchanging, there: Exchanging
) -> None:
    """The erasure may not have left this computer yet: brought back, it would never be told."""
    there.store.record(SITI, READ)
    copy = here.back_up()
    here.take(there.lines())
    here.store.erase(SITI)
    asked = here.store.exchange.erased()
    here.clock.pass_seconds(60)
    here.restore(copy)
    assert asked[SITI] < here.clock.now() << 12
    assert here.store.exchange.erased() == asked
    told = [r.event for r in here.store.happenings() if isinstance(r.event, PersonErased)]
    assert told == [PersonErased(SITI, 0, asked[SITI])]
    assert here.lines()[-1].kind == "person-erased"


def test_who_comes_back_to_an_older_copy_with_the_clock_set_back_comes_after_their_erasure(
    here: Exchanging,
) -> None:
    here.store.record(SITI, READ)
    copy = here.back_up()
    here.store.erase(SITI)
    erased = here.store.exchange.erased()[SITI]
    here.clock.at -= 3 * 366 * 86_400_000
    here.restore(copy)
    here.store.record(SITI, READ)
    (back,) = here.store.events(SITI)
    assert back.clock > erased


def test_an_erasure_may_be_part_of_something_larger(here: Exchanging) -> None:
    here.store.record(SITI, READ)
    with here.store.writing():
        assert here.store.erase(SITI) == 1
        here.store.keep("x", "y", b"1")
    assert (here.store.knows(SITI), here.store.document("x", "y")) == (False, b"1")
