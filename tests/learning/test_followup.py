"""When the evaluation months later is asked for, and what counts as its answer."""

from __future__ import annotations

import pytest

from kiosk.learning.events import CourseStarted, Recorded
from kiosk.learning.events_office import FollowUpGiven
from kiosk.learning.followup import By, Given, State, answer_of, due_on, given, means, open_items
from kiosk.learning.followup import state as state_of

ISSUED = "2026-09-01"
ALL = {"applied": 3, "able": 3, "support": 2, "means": 4, "service": 1}


def test_it_is_due_ninety_days_after_the_certificate() -> None:
    assert due_on(ISSUED) == "2026-11-30"


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-11-29", State.EARLY),
        ("2026-11-30", State.DUE),
        ("2026-12-30", State.DUE),
        ("2026-12-31", State.LATE),
        ("2027-09-01", State.LATE),
        ("2027-09-02", State.OVER),
    ],
)
def test_it_is_asked_for_from_then_on_until_a_year_is_over(today: str, state: State) -> None:
    assert state_of(ISSUED, today, None) is state


def test_an_answer_ends_the_asking_and_only_one_about_this_certificate() -> None:
    before = Given("satu", "participant", "2026-08-31", ALL)
    other = Given("dua", "participant", "2026-12-01", ALL)
    superior = Given("satu", "superior", "2026-12-01", ALL)
    own = Given("satu", "participant", "2026-12-02", ALL)
    assert answer_of([before, other, superior], "satu", By.PARTICIPANT, ISSUED) is None
    found = answer_of([before, other, superior, own], "satu", By.PARTICIPANT, ISSUED)
    assert found is own
    assert state_of(ISSUED, "2026-12-03", found) is State.GIVEN


def test_what_a_learner_or_a_trainer_recorded_is_read_from_the_events() -> None:
    said = FollowUpGiven("satu", "superior", ALL, "Tidak ada waktu.", "officer")
    events = [Recorded("1", "p", 5, CourseStarted("satu", "1")), Recorded("2", "p", 7, said)]
    assert given(events, lambda at: f"2026-12-{at:02d}") == (
        Given("satu", "superior", "2026-12-07", ALL, "Tidak ada waktu.", "officer"),
    )


def test_items_out_of_one_to_four_are_open() -> None:
    assert open_items({}) == ("applied", "able", "support", "means", "service")
    assert open_items({**ALL, "able": 5, "means": 0}) == ("able", "means")


def test_means_leave_out_who_did_not_answer_an_item() -> None:
    few = {"applied": 1, "able": 4}
    found = means([Given("satu", "participant", "", ALL), Given("satu", "participant", "", few)])
    assert found == {"applied": 2.0, "able": 3.5, "support": 2.0, "means": 4.0, "service": 1.0}
