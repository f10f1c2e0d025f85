from __future__ import annotations

from kiosk.learning.answers import Chosen
from kiosk.learning.events import (
    AnswerGiven,
    BlockReached,
    CertificateIssued,
    CertificateRevoked,
    Event,
    LessonRead,
    QuizSubmitted,
)
from kiosk.learning.ledger import Card, Day, card
from tests.learning.samples import timed

DAY = 86_400_000
NEW_YEAR = 1_767_200_400_000
"""31 December 2025, 17.00 UTC: midnight in Sibolga."""


def day_of(at: int) -> str:
    """Day by day from 1 January 2026; before it, the last of December."""
    days = (at - NEW_YEAR) // DAY
    return f"2026-01-{days + 1:02d}" if days >= 0 else "2025-12-31"


def on(day: int, event: Event, hour: int = 9) -> tuple[int, Event]:
    """An event on a day of January 2026; day 0 is the last of December."""
    return NEW_YEAR + (day - 1) * DAY + hour * 3_600_000, event


def read(course: str, minutes: int) -> BlockReached:
    return BlockReached(course, "l1", "b", minutes * 60)


def certificate(course: str, hours: int, issued: str) -> CertificateIssued:
    return CertificateIssued(course, f"1/{course}", hours, 90, issued, "{}", "")


def test_minutes_without_a_certificate_are_shown_and_not_counted() -> None:
    learnt = timed([on(5, read("a", 50)), on(5, read("a", 10)), on(6, LessonRead("a", "l1"))])
    assert card(learnt, 2026, 3, day_of) == Card(
        2026, (Day("2026-01-05", "a", 60, 0, 0, finished=False),)
    )


def test_a_two_hour_course_of_one_day_counts_two() -> None:
    learnt = timed([on(5, read("a", 100)), on(5, certificate("a", 2, "2026-01-05"), 11)])
    assert card(learnt, 2026, 3, day_of).days == (Day("2026-01-05", "a", 100, 2, 0, finished=True),)


def test_hours_lie_on_the_days_of_study_and_the_rest_on_the_last() -> None:
    learnt = timed(
        [
            on(5, read("a", 95)),
            on(6, read("a", 50)),
            on(7, read("a", 44)),
            on(7, certificate("a", 5, "2026-01-07"), 12),
        ]
    )
    # 95 min give 2 JP, 50 give 1, 44 give none; the 2 JP left go to the last day.
    found = card(learnt, 2026, 3, day_of)
    assert found.days == (
        Day("2026-01-07", "a", 44, 2, 0, finished=True),
        Day("2026-01-06", "a", 50, 1, 0, finished=True),
        Day("2026-01-05", "a", 95, 2, 0, finished=True),
    )
    assert (found.counted, found.minutes) == (5, 189)


def test_a_day_never_counts_more_than_three_and_the_rest_is_shown() -> None:
    learnt = timed([on(5, read("a", 240)), on(5, certificate("a", 5, "2026-01-05"), 14)])
    assert card(learnt, 2026, 3, day_of).days == (Day("2026-01-05", "a", 240, 3, 2, finished=True),)


def test_what_finds_no_room_on_the_last_day_goes_back_to_earlier_ones() -> None:
    learnt = timed(
        [
            on(5, read("a", 30)),
            on(6, read("a", 200)),
            on(6, certificate("a", 5, "2026-01-06"), 14),
        ]
    )
    # 200 min would give 4 JP, the cap leaves 3 on the 6th; the other 2 fit on the 5th.
    assert card(learnt, 2026, 3, day_of).days == (
        Day("2026-01-06", "a", 200, 3, 0, finished=True),
        Day("2026-01-05", "a", 30, 2, 0, finished=True),
    )


def test_two_courses_share_the_three_hours_of_a_day() -> None:
    learnt = timed(
        [
            on(5, read("a", 90), 8),
            on(5, certificate("a", 2, "2026-01-05"), 10),
            on(5, read("b", 90), 11),
            on(5, certificate("b", 2, "2026-01-05"), 13),
        ]
    )
    found = card(learnt, 2026, 3, day_of)
    assert found.days == (
        Day("2026-01-05", "b", 90, 1, 1, finished=True),
        Day("2026-01-05", "a", 90, 2, 0, finished=True),
    )
    assert found.counted == 3


def test_a_course_pushed_out_by_another_is_laid_on_a_day_with_room() -> None:
    learnt = timed(
        [
            on(4, read("b", 20)),
            on(5, read("a", 140), 8),
            on(5, certificate("a", 3, "2026-01-05"), 11),
            on(5, read("b", 100), 12),
            on(5, certificate("b", 2, "2026-01-05"), 15),
        ]
    )
    assert card(learnt, 2026, 3, day_of).days == (
        Day("2026-01-05", "b", 100, 0, 0, finished=True),
        Day("2026-01-05", "a", 140, 3, 0, finished=True),
        Day("2026-01-04", "b", 20, 2, 0, finished=True),
    )


def test_another_cap_is_the_agencys_to_set() -> None:
    learnt = timed([on(5, read("a", 240)), on(5, certificate("a", 5, "2026-01-05"), 14)])
    assert card(learnt, 2026, 5, day_of).counted == 5
    assert card(learnt, 2026, 1, day_of).days == (Day("2026-01-05", "a", 240, 1, 4, finished=True),)


def test_a_test_counts_each_of_its_seconds_once() -> None:
    chosen = Chosen(("a",))
    learnt = timed(
        [
            on(5, AnswerGiven("a", "post", "t1", "q1", chosen, 120), 8),
            on(5, AnswerGiven("a", "post", "t1", "q2", chosen, 300), 9),
            on(5, AnswerGiven("a", "post", "t1", "q1", chosen, 240), 10),
            on(5, QuizSubmitted("a", "post", "t1", 80.0, 70, 360), 11),
            on(5, AnswerGiven("a", "post", "t2", "q1", chosen, 60), 12),
        ]
    )
    assert card(learnt, 2026, 3, day_of).days == (Day("2026-01-05", "a", 7, 0, 0, finished=False),)


def test_an_answer_that_tells_less_time_takes_none_back() -> None:
    told = [AnswerGiven("a", "post", "t1", "q1", Chosen(("a",)), used) for used in (300, 240)]
    assert card(timed([on(5, told[0]), on(6, told[1])]), 2026, 3, day_of).days == (
        Day("2026-01-05", "a", 5, 0, 0, finished=False),
    )


def test_a_year_shows_its_own_days_and_certificates_only() -> None:
    learnt = timed(
        [
            on(0, read("a", 60)),
            on(0, AnswerGiven("a", "post", "t1", "q1", Chosen(("a",)), 600), 23),
            on(1, QuizSubmitted("a", "post", "t1", 80.0, 70, 900)),
            on(1, certificate("a", 2, "2026-01-01"), 10),
        ]
    )
    # 600 of the test's 900 seconds were spent last year.
    assert card(learnt, 2026, 3, day_of).days == (Day("2026-01-01", "a", 5, 2, 0, finished=True),)
    assert card(learnt, 2025, 3, day_of).days == (Day("2025-12-31", "a", 70, 0, 0, finished=False),)


def test_an_empty_card_counts_nothing() -> None:
    assert card((), 2026, 3, day_of) == Card(2026, ())
    assert (Card(2026, ()).counted, Card(2026, ()).minutes) == (0, 0)


def test_a_revoked_certificate_counts_nothing_and_leaves_its_room_to_others() -> None:
    learnt = timed(
        [
            on(5, read("a", 100)),
            on(5, certificate("a", 2, "2026-01-05"), 11),
            on(5, read("b", 100), 12),
            on(5, certificate("b", 3, "2026-01-05"), 14),
        ]
    )
    assert card(learnt, 2026, 3, day_of, {"1/a"}).days == (
        Day("2026-01-05", "b", 100, 3, 0, finished=True),
        Day("2026-01-05", "a", 100, 0, 0, finished=False, revoked=True),
    )
    assert card(learnt, 2026, 3, day_of).counted == 3
    assert card(learnt, 2026, 3, day_of, {"1/a"}).counted == 3
    assert card(learnt, 2026, 3, day_of, {"1/a", "1/b"}).counted == 0


def test_a_course_with_another_certificate_that_holds_counts_once() -> None:
    other = CertificateIssued("a", "2/a", 2, 90, "2026-01-06", "{}", "")
    learnt = timed(
        [
            on(5, read("a", 50)),
            on(5, certificate("a", 2, "2026-01-05"), 11),
            on(6, other),
        ]
    )
    # 50 minutes give 1 JP; the other lies on the last day.
    expected = (
        Day("2026-01-06", "a", 0, 1, 0, finished=True),
        Day("2026-01-05", "a", 50, 1, 0, finished=True),
    )
    assert card(learnt, 2026, 3, day_of, {"1/a"}).days == expected
    assert card(learnt, 2026, 3, day_of, {"2/a"}).days == expected


def test_a_certificate_revoked_in_another_year_touches_that_year_only() -> None:
    learnt = timed(
        [on(0, certificate("a", 2, "2025-12-31")), on(5, certificate("b", 2, "2026-01-05"))]
    )
    assert card(learnt, 2026, 3, day_of, {"1/a"}).counted == 2
    assert card(learnt, 2025, 3, day_of, {"1/a"}).days == (
        Day("2025-12-31", "a", 0, 0, 0, finished=False, revoked=True),
    )


def replaced(number: str, by: str = "") -> CertificateRevoked:
    return CertificateRevoked(number, "Nama salah", "2026-01-09", by)


def test_what_an_officer_revoked_counts_as_little_as_what_the_agency_did() -> None:
    learnt = timed(
        [
            on(5, read("a", 100)),
            on(5, certificate("a", 2, "2026-01-05"), 11),
            on(9, replaced("1/a")),
        ]
    )
    found = card(learnt, 2026, 3, day_of)
    assert (found.counted, [d.revoked for d in found.days]) == (0, [True])


def test_a_replacement_counts_once_in_the_year_and_on_the_day_of_the_first() -> None:
    """The second one stands in the place of a replacement; all three bear the same hours."""
    second = CertificateIssued("a", "2/a", 2, 90, "2026-01-09", "{}", "", replaces="1/a")
    third = CertificateIssued("a", "3/a", 2, 90, "2026-01-12", "{}", "", replaces="2/a")
    learnt = timed(
        [
            on(0, read("a", 100), 22),
            on(0, certificate("a", 2, "2025-12-31"), 23),
            on(9, second, 8),
            on(9, replaced("1/a", "2/a")),
            on(12, third, 8),
            on(12, replaced("2/a", "3/a")),
        ]
    )
    assert card(learnt, 2025, 3, day_of).days == (Day("2025-12-31", "a", 100, 2, 0, finished=True),)
    assert card(learnt, 2026, 3, day_of).days == ()
    assert card(learnt, 2025, 3, day_of, {"3/a"}).counted == 0
