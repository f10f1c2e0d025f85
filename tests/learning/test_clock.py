from __future__ import annotations

from itertools import accumulate

from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.learning.answers import Typed
from kiosk.learning.attempts import Attempt
from kiosk.learning.clock import doubtful, ends, handed_in, jumps, settled, unconfirmed
from kiosk.learning.events import (
    AnswerGiven,
    ClockConfirmed,
    ClockJumped,
    Event,
    LifeBegan,
    QuizSubmitted,
    Recorded,
)
from kiosk.learning.progress import CourseProgress, Progress

HOUR, DAY = 3600, 86_400
TEN_YEARS = 3653 * DAY
NOON = 1_795_410_000_000
"""Monday 23 November 2026, 05.00 UTC: noon in Sibolga."""


def log(*told: Event | int) -> tuple[list[Recorded], list[Recorded]]:
    """Events a minute apart by a clock that is changed on the way: the learner's, the computer's.

    A number is a change by so many seconds that nobody noticed.
    """
    learner: list[Recorded] = []
    happened: list[Recorded] = []
    at = NOON
    for clock, event in enumerate(told, 1):
        at += 60_000
        if isinstance(event, int):
            at += event * 1000
            continue
        if isinstance(event, ClockJumped):
            at += event.seconds * 1000
        ours = isinstance(event, AnswerGiven | QuizSubmitted)
        (learner if ours else happened).append(Recorded(f"e{clock}", "x", at, event, clock))
    return learner, happened


def answer() -> AnswerGiven:
    return AnswerGiven("kursus", "post", "t", "q1", Typed("a"), 1)


def minutes(told: list[Recorded] | tuple[Recorded, ...]) -> list[float]:
    """Minutes after noon of true time."""
    return [(r.at - NOON) / 60_000 for r in told]


def doubt(*told: Event | int) -> int:
    return doubtful(log(*told)[1])


def test_without_a_jump_nothing_speaks_against_the_clock() -> None:
    assert doubt() == 0
    assert doubt(LifeBegan("first", ""), answer()) == 0


def test_a_jump_of_a_day_or_more_makes_the_clock_doubtful_either_way() -> None:
    assert doubt(ClockJumped(-2 * DAY)) == -2 * DAY
    assert doubt(ClockJumped(TEN_YEARS)) == TEN_YEARS
    assert doubt(ClockJumped(DAY)) == DAY


def test_less_than_a_day_is_no_doubt_and_is_not_added_up() -> None:
    assert doubt(ClockJumped(DAY - 1)) == 0
    assert doubt(*[ClockJumped(300)] * 400) == 0


def test_a_jump_undone_is_no_doubt() -> None:
    assert doubt(ClockJumped(TEN_YEARS), ClockJumped(-TEN_YEARS)) == 0
    assert doubt(ClockJumped(-2 * DAY), ClockJumped(2 * DAY - 40)) == 0


def test_a_jump_undone_by_hand_may_miss_by_a_tenth() -> None:
    assert doubt(ClockJumped(TEN_YEARS), ClockJumped(-TEN_YEARS + 300 * DAY)) == 0
    assert doubt(ClockJumped(TEN_YEARS), ClockJumped(-TEN_YEARS + 400 * DAY)) == 400 * DAY


def test_several_jumps_are_undone_together() -> None:
    away = (ClockJumped(-2 * DAY), ClockJumped(TEN_YEARS))
    assert doubt(*away) == TEN_YEARS - 2 * DAY
    assert doubt(*away, ClockJumped(2 * DAY - TEN_YEARS)) == 0


def test_a_small_correction_does_not_clear_a_large_doubt() -> None:
    assert doubt(ClockJumped(TEN_YEARS), ClockJumped(-300)) == TEN_YEARS - 300


def test_an_officer_clears_the_doubt_and_a_later_jump_makes_a_new_one() -> None:
    assert doubt(ClockJumped(-TEN_YEARS), ClockConfirmed()) == 0
    told = (ClockJumped(-TEN_YEARS), ClockConfirmed(), ClockJumped(3 * DAY))
    assert doubt(*told) == 3 * DAY


def test_jumps_are_listed_and_wait_for_an_officer_until_one_came() -> None:
    _, happened = log(ClockJumped(-90), LifeBegan("clone", ""), ClockJumped(DAY))
    assert [seconds for _, seconds in jumps(happened)] == [-90, DAY]
    assert unconfirmed(happened)
    _, happened = log(ClockJumped(-90), ClockConfirmed(), LifeBegan("clone", ""))
    assert not unconfirmed(happened)
    assert not unconfirmed([])


def test_without_a_jump_events_are_as_they_were_recorded() -> None:
    learner, happened = log(answer(), LifeBegan("clone", ""), answer())
    assert settled(learner, happened) == tuple(learner)


def test_a_clock_put_right_tells_when_things_really_happened() -> None:
    told = (
        answer(),
        ClockJumped(-2 * DAY),
        answer(),
        ClockJumped(TEN_YEARS),
        answer(),
        ClockJumped(2 * DAY - TEN_YEARS),
        answer(),
    )
    learner, happened = log(*told)
    assert minutes(settled(learner, happened)) == [1.0, 3.0, 5.0, 7.0]


def test_while_the_clock_is_wrong_nobody_says_what_was_when() -> None:
    learner, happened = log(answer(), ClockJumped(TEN_YEARS), answer())
    assert settled(learner, happened) == tuple(learner)


def test_after_years_with_an_empty_battery_the_dates_are_those_of_the_calendar() -> None:
    """The clock starts in 2000 and is set right while the kiosk runs."""
    back = ClockJumped(-26 * 365 * DAY)
    learner, happened = log(answer(), back, answer(), ClockJumped(26 * 365 * DAY), answer())
    assert minutes(settled(learner, happened)) == [1.0, 3.0, 5.0]


def test_nothing_lies_ahead_of_a_clock_that_an_officer_found_right() -> None:
    """Ten years forward while the computer was off: only the way back is noticed."""
    told = (answer(), TEN_YEARS, answer(), ClockJumped(-TEN_YEARS), answer(), ClockConfirmed())
    learner, happened = log(*told)
    assert minutes(settled(learner, happened)) == [1.0, 6.0, 5.0]


def test_a_clock_found_years_slow_had_been_so_from_the_beginning() -> None:
    learner, happened = log(answer(), ClockJumped(TEN_YEARS), answer(), ClockConfirmed())
    late = TEN_YEARS / 60
    assert minutes(settled(learner, happened)) == [1.0 + late, 3.0 + late]


def test_a_clock_found_some_days_slow_moves_nothing_that_was_before() -> None:
    learner, happened = log(answer(), ClockJumped(3 * DAY), answer(), ClockConfirmed())
    assert minutes(settled(learner, happened)) == [1.0, 3.0 + 3 * DAY / 60]


def test_each_spell_of_wrong_time_is_undone_by_itself() -> None:
    there, back = ClockJumped(TEN_YEARS), ClockJumped(-TEN_YEARS)
    learner, happened = log(there, answer(), back, answer(), there, answer(), back, answer())
    assert minutes(settled(learner, happened)) == [2.0, 4.0, 6.0, 8.0]


def test_an_end_counts_as_the_clock_now_counts_even_while_it_is_wrong() -> None:
    submitted = QuizSubmitted("kursus", "post", "t1", 0.0, 70, 60)
    learner, happened = log(submitted, ClockJumped(TEN_YEARS), ClockJumped(-3 * HOUR))
    away = (TEN_YEARS - 3 * HOUR) * 1000
    assert ends(learner, happened) == {"t1": NOON + 60_000 + away}
    assert ends(learner, []) == {"t1": NOON + 60_000}


def test_only_jumps_after_an_end_move_it() -> None:
    submitted = QuizSubmitted("kursus", "post", "t1", 0.0, 70, 60)
    learner, happened = log(ClockJumped(TEN_YEARS), submitted, ClockJumped(-TEN_YEARS))
    assert ends(learner, happened) == {"t1": NOON + 120_000}


def test_attempts_end_at_those_times() -> None:
    attempt = Attempt("t1", "post", (), {}, {}, frozenset(), NOON, 60, submitted=NOON + 5)
    other = Attempt("t2", "post", (), {}, {}, frozenset(), NOON, 60)
    progress = Progress({"kursus": CourseProgress("kursus", attempts=(attempt, other))})
    found = handed_in(progress, {"t1": NOON + 99}).course("kursus").attempts
    assert [a.submitted for a in found] == [NOON + 99, None]


@given(st.lists(st.integers(-TEN_YEARS, TEN_YEARS).filter(lambda m: abs(m) > 60), min_size=1))
def test_a_clock_that_wanders_and_is_brought_back_leaves_no_doubt_and_the_true_times(
    moves: list[int],
) -> None:
    away = list(accumulate(moves))
    near = any(abs(a) < max(DAY, abs(m) * 0.1) for a, m in zip(away, moves, strict=True))
    assume(not near)  # taken for put right on the way
    told: list[Event] = [answer()]
    for move in [*moves, -away[-1]]:
        told += [ClockJumped(move), answer()]
    learner, happened = log(*told)
    assert doubtful(happened) == 0
    assert minutes(settled(learner, happened)) == [1.0 + 2 * n for n in range(len(moves) + 2)]
