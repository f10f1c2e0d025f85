"""Reports against a fixture worked out by hand, and against numpy and scipy."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from scipy import stats  # type: ignore[import-untyped]

from kiosk.learning.evaluation import BLOCKS
from kiosk.learning.events import EvaluationAnswered, Recorded, ResultKept
from kiosk.learning.ledger import Paper
from kiosk.learning.summary import CourseSummary, DaySummary, LearnerSummary
from kiosk.office import demo
from kiosk.office.overview import Deadline, UnitLine, overview
from kiosk.office.reports import Asked, Person, Report
from kiosk.office.reports_courses import courses
from kiosk.office.reports_evaluation import evaluation
from kiosk.office.reports_gain import Pair, gain, kept_pairs, pairs
from kiosk.office.reports_hours import hours
from kiosk.office.reports_time import time
from kiosk.people.cohort import Assignment, Cohort
from kiosk.people.learner import Learner
from kiosk.people.nip import Kind
from kiosk.sheets.write import Value

ASKED = Asked(demo.SETTINGS, 2026, "2026-03-31", {"a": "Kursus A", "b": "Kursus B"})
YES, NO = True, False


def near(value: object, within: float | None = None) -> Any:  # noqa: ANN401 - stands for a float
    return pytest.approx(value, abs=within)


def person(n: int, unit: str, kind: Kind, *, active: bool = True) -> Learner:
    return Learner(f"p{n}", f"Peserta Contoh {n}", unit, kind, nip=f"{n}", active=active)


def paper(course: str, number: str, hours: int, day: str, *, counts: bool = True) -> Paper:
    return Paper(course, number, hours, day, day, counts)


def tenfold() -> LearnerSummary:
    """Ten days of 2 JP each in January and February, in ten courses."""
    done = [f"2026-0{1 + n // 5}-{10 + n % 5}" for n in range(10)]
    return LearnerSummary(
        "p1",
        (
            CourseSummary(
                "a", pre=40.0, post=85.0, gain=0.75, tries=1, passed=YES, started=1,
                started_on="2026-01-10", pre_on="2026-01-10", post_on="2026-01-12", seconds=3600,
            ),
        ),
        tuple(DaySummary(day, f"c{n}", 5400) for n, day in enumerate(done)),
        tuple(paper(f"c{n}", f"{n}", 2, day) for n, day in enumerate(done)),
    )  # fmt: skip


def halfway() -> LearnerSummary:
    """2 JP that count, 2 of last year and 2 that were revoked."""
    return LearnerSummary(
        "p2",
        (
            CourseSummary(
                "a", pre=50.0, post=60.0, gain=0.2, tries=3, passed=NO, waiting=2, started=1,
                started_on="2026-02-01", pre_on="2026-02-01", post_on="2026-03-02",
            ),
            CourseSummary("b", started=1, started_on="2025-12-30"),
        ),
        (DaySummary("2026-02-01", "a", 1800), DaySummary("2026-02-02", "b", 5400)),
        (
            paper("b", "x", 2, "2026-02-02"),
            paper("a", "void", 2, "2026-03-02", counts=NO),
            paper("a", "old", 2, "2025-03-02"),
        ),
    )  # fmt: skip


def people() -> tuple[Person, ...]:
    """Dinas Satu: PNS with 20 and 2 JP, a PPPK with 3. Dinas Dua: one who left, one idle."""
    third = LearnerSummary(
        "p3",
        (CourseSummary("b", pre=100.0, post=100.0, passed=YES, post_on="2026-03-05", tries=1),),
        (DaySummary("2026-03-05", "b", 10_800),),
        (paper("b", "y", 5, "2026-03-05"),),
    )
    left = LearnerSummary("p4", (), (DaySummary("2026-01-05", "a", 600),))
    gone = LearnerSummary("p6", (), (DaySummary("2025-01-05", "a", 600),))
    one, two = "Dinas Satu", "Dinas Dua"
    return (
        (person(1, one, Kind.PNS), tenfold()),
        (person(2, one, Kind.PNS), halfway()),
        (person(3, one, Kind.PPPK), third),
        (person(4, two, Kind.PNS, active=NO), left),
        (person(5, two, Kind.PNS), LearnerSummary("p5")),
        (person(6, two, Kind.PNS, active=NO), gone),
    )


def rows(report: Report, name: str) -> tuple[tuple[Value, ...], ...]:
    return next(g.rows for g in report.grids if g.name == name)


def facts(report: Report) -> dict[str, Value]:
    return {f.name: f.value for f in report.facts}


def series(report: Report, name: str) -> tuple[float | None, ...]:
    return next(c.series[-1].values for c in report.charts if c.name == name)


def test_hours_against_the_target_of_each_kind() -> None:
    found = hours(people(), ASKED)
    assert facts(found) == {
        "people": 5, "counted": 25, "with-target": 3, "reached": 1,
        "reached-share": near(1 / 3), "short-sum": 38,
    }  # fmt: skip
    # p3 earned 5 JP in one day, of which the daily cap leaves 3
    assert rows(found, "units") == (
        ("Dinas Dua", 2, 1, 0, 0.0, 1, 0, 0.0, 20),
        ("Dinas Satu", 3, 3, 25, near(25 / 3), 2, 1, 0.5, 18),
    )
    assert rows(found, "kinds")[1][:4] == ("pppk", 1, 1, 3)
    assert rows(found, "months") == (("2026-01", 10), ("2026-02", 12), ("2026-03", 3))
    standing = {row[0]: (row[3], row[8], row[4], row[5], row[6]) for row in rows(found, "people")}
    assert standing == {
        "Peserta Contoh 1": (20, 0, 20, 0, "is-reached"),
        "Peserta Contoh 2": (2, 0, 20, 18, "is-short"),
        "Peserta Contoh 3": (3, 2, 24, None, "is-within"),
        "Peserta Contoh 4": (0, 0, 20, None, "is-inactive"),
        "Peserta Contoh 5": (0, 0, 20, 20, "is-short"),
    }
    assert rows(found, "people")[0][0] == "Peserta Contoh 5"


def test_completion_and_scores_of_the_year() -> None:
    found = courses(people(), ASKED)
    assert rows(found, "courses") == (
        # started, certified, waiting, first, final, passed, their share, attempts
        ("Kursus A", 2, 0, 2, 45.0, 72.5, 1, 0.5, 2.0),
        ("Kursus B", 0, 2, 0, None, 100.0, 1, 1.0, 1.0),
    )
    assert rows(found, "months") == (
        ("2026-01", 1, 0, 85.0),
        ("2026-02", 1, 1, None),
        ("2026-03", 0, 1, 80.0),
    )
    spread = series(found, "post-spread")
    assert spread == (0, 0, 0, 0, 0, 0, 1, 0, 1, 1)


def test_filters_leave_out_other_units_courses_and_classes() -> None:
    from msgspec import structs

    cohort = Cohort("k", "Angkatan I", ("p3", "p5"))
    of_cohort = hours(people(), structs.replace(ASKED, cohort=cohort))
    assert facts(of_cohort)["people"] == 2
    assert facts(of_cohort)["counted"] == 3
    of_unit = courses(people(), structs.replace(ASKED, unit="Dinas Dua"))
    assert rows(of_unit, "courses") == ()
    of_course = hours(people(), structs.replace(ASKED, course="b"))
    assert facts(of_course)["counted"] == 5
    of_year = hours(people(), structs.replace(ASKED, year=2025))
    # 2 JP of p2 last year; p4 did nothing then and left since, p6 did
    assert (facts(of_year)["counted"], facts(of_year)["people"]) == (2, 5)


def test_gains_are_those_of_hake_and_the_erased_count_without_a_name() -> None:
    def day_of(_at: int) -> str:
        return "2026-02-01"

    kept = ResultKept("a", 20.0, 100.0, {})
    erased = kept_pairs([Recorded("e", "", 1, kept)], ASKED, day_of)
    assert erased == [Pair("", "a", 20.0, 100.0, 1.0)]
    found = gain(people(), ASKED, erased)
    # 0.75, 0.2 and 1.0: mean 0.65, and 0.409268 around it
    assert rows(found, "courses") == (
        ("Kursus A", 3, near(110 / 3), near(245 / 3), near(0.65),
         near(0.409268, 1e-6), 2, 0, 1),
    )  # fmt: skip
    assert rows(found, "units")[0][:2] == ("Dinas Satu", 2)
    assert sum(x or 0 for x in series(found, "gain-spread")) == 3


def test_gains_and_spreads_agree_with_numpy_and_scipy() -> None:
    chance = random.Random(7)
    pre = [chance.uniform(0, 90) for _ in range(400)]
    post = [max(0.0, min(100.0, x + chance.uniform(-10, 60))) for x in pre]
    crowd: list[Person] = []
    for n, (one, other) in enumerate(zip(pre, post, strict=True)):
        gained = (other - one) / (100 - one)
        course = CourseSummary("a", pre=one, post=other, gain=gained, post_on="2026-02-02")
        crowd.append((person(n, "Dinas Satu", Kind.PNS), LearnerSummary(f"p{n}", (course,))))
    row = rows(gain(crowd, ASKED), "courses")[0]
    a, b = np.array(pre), np.array(post)
    g = (b - a) / (100 - a)
    told = stats.describe(g)
    assert row[2:6] == near((a.mean(), b.mean(), told.mean, told.variance**0.5))
    assert row[6:] == ((g >= 0.7).sum(), ((g >= 0.3) & (g < 0.7)).sum(), (g < 0.3).sum())
    expected, _edges = np.histogram(b, bins=np.arange(0, 101, 10))
    assert series(courses(crowd, ASKED), "post-spread") == tuple(map(float, expected))
    assert len(pairs(crowd, ASKED)) == 400


def rating(course: str, mark: int, text: str = "") -> EvaluationAnswered:
    ratings = {item: mark for _, items in BLOCKS for item in items}
    return EvaluationAnswered(course, {**ratings, "ease": 4}, text, named=False)


def test_evaluations_are_told_from_five_on_and_texts_by_the_alphabet() -> None:
    given = [rating("a", 3), rating("a", 3, "Zat"), rating("a", 2, " apik\n"), rating("a", 4)]
    few = evaluation([*given, rating("b", 1, "hanya saya")], ASKED)
    assert rows(few, "courses") == (("Kursus A", 4, *[None] * 4), ("Kursus B", 1, *[None] * 4))
    assert (few.texts, "too-few" in few.notes, rows(few, "items")) == ((), True, ())
    enough = evaluation([*given, rating("a", 3), rating("b", 1, "hanya saya")], ASKED)
    # eight items 3 3 2 4 3, and "ease" always 4: (8 * 15 + 20) / 45
    told = rows(enough, "courses")[0]
    assert told[:3] == ("Kursus A", 5, near(140 / 45))
    assert told[3:] == near((3.0, 3.0, 50 / 15))
    assert enough.texts == (("Kursus A", "apik"), ("Kursus A", "Zat"))
    assert rows(enough, "items")[0] == ("item-information", 3.0, 0, 1, 3, 1)


def test_learning_time_by_course_month_and_weekday() -> None:
    found = time(people(), ASKED)
    # 10 × 90 minutes, 30 + 90, 180, 10
    assert facts(found) == {"minutes": 1210, "learners": 4, "minutes-mean": 302.5}
    assert rows(found, "months")[2] == ("2026-03", 180, 1, 180.0)
    # Thursdays: 12 February and 5 March
    assert {row[0]: row[1] for row in rows(found, "weekdays")}["weekday-3"] == 90 + 180
    assert rows(found, "units")[0] == ("Dinas Dua", 10, 1, 10.0)


def test_the_first_look_of_the_office() -> None:
    due = Assignment("a", deadline="2026-04-02")
    later = Assignment("b", deadline="2026-05-02")
    cohort = Cohort("k", "Angkatan I", ("p1", "p2", "p5"), (due, later))
    found = overview(people(), ASKED, [cohort, Cohort("z", "Lama", (), (due,), closed=True)])
    assert (found.people, found.learnt, found.counted, found.certificates) == (5, 4, 25, 2)
    assert (found.gain, found.target, found.waiting) == (near(0.475), 20, 2)
    assert found.units == (
        UnitLine("Dinas Dua", 2, 1, None, 0.0),
        UnitLine("Dinas Satu", 3, 3, near(245 / 3), 0.5),
    )
    assert found.deadlines == (Deadline("k", "Angkatan I", "Kursus A", "2026-04-02", 2),)
