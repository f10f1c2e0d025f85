"""What happened to the records as a whole, told until an officer has read of it."""

from __future__ import annotations

from kiosk.learning.events import ClockJumped, Healed, LifeBegan
from kiosk.office.happened import Happened, read, unseen
from kiosk.store import Store
from tests.conftest import MONDAY, Clock


def test_a_new_kiosk_has_nothing_to_tell(store: Store) -> None:
    store.record("", LifeBegan("first", ""), LifeBegan("upgraded", "a"), ClockJumped(90))
    assert unseen(store) == ()


def test_each_new_life_is_told_with_the_device_before_and_after(store: Store) -> None:
    store.record("", LifeBegan("clone", "a"), LifeBegan("restored", "b"))
    assert unseen(store) == (
        Happened("clone", MONDAY, "a", "b"),
        Happened("restored", MONDAY, "b", store.device),
    )


def test_a_healing_and_the_life_that_it_began_are_one_thing(store: Store) -> None:
    store.record("", LifeBegan("healed", "a"), Healed(MONDAY - 60_000, 12, 1))
    assert unseen(store) == (Happened("healed", MONDAY, "a", store.device, MONDAY - 60_000, 12, 1),)


def test_what_was_read_is_told_no_more_but_what_comes_later_is(store: Store, clock: Clock) -> None:
    store.record("", LifeBegan("clone", "a"))
    read(store)
    assert unseen(store) == ()
    clock.pass_seconds(60)
    store.record("", Healed(0, 0, 3))
    assert unseen(store) == (Happened("healed", MONDAY + 60_000, "", store.device, 0, 0, 3),)
