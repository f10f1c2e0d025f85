"""Figures of questions against tables worked out by hand, and against numpy and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from kiosk.learning.course import Quiz
from kiosk.learning.items import Figures, Sheet, figures
from kiosk.learning.items_found import Finding, judge, williams, wilson
from kiosk.learning.question import Choice, ChoiceQuestion, Level, Question
from tests.learning.cohort_2pl import BAD
from tests.learning.rig_items import accused, all_counted
from tests.learning.samples import WORD


def _question(name: str, right: str = "a", choices: str = "abcd") -> Question:
    asked = ChoiceQuestion(tuple(Choice(c, c, c == right, "") for c in choices))
    return Question(name, (), asked, "satu", Level.USE, "Pasal 1")


def _test(count: int) -> Quiz:
    return Quiz("post", tuple(_question(f"q{n}") for n in range(count)))


def _sheets(answers: dict[str, list[str]]) -> list[Sheet]:
    """By question, what each person took; "-" was not asked of them."""
    people = len(next(iter(answers.values())))
    taken = [{q: (a[n],) for q, a in answers.items() if a[n] != "-"} for n in range(people)]
    return [
        Sheet(f"p{n}", n, {q: float(a == ("a",)) for q, a in each.items()}, each)
        for n, each in enumerate(taken)
    ]


# 1 2 3 4 5 6: the first two solve all, the last nothing
HAND = {
    "q0": list("aaaaab"),
    "q1": list("aaabbb"),
    "q2": list("aacacd"),
}


def test_figures_are_those_worked_out_by_hand() -> None:
    found = figures(_test(3), _sheets(HAND))
    one, two, three = found.items
    assert (found.n, found.asked) == (6, 3.0)
    assert [round(item.facility, 4) for item in found.items] == [0.8333, 0.5, 0.5]
    # q0: 1 1 1 1 1 0 with q1 + q2: 2 2 1 1 0 0, mean 1; 1/sqrt(5/6 * 4)
    assert one.r == pytest.approx(0.5477, abs=5e-5)
    # q1: 1 1 1 0 0 0 with q0 + q2: 2 2 1 2 1 0, mean 4/3; 1/sqrt(3/2 * 10/3)
    assert two.r == pytest.approx(0.4472, abs=5e-5)
    # q2: 1 1 0 1 0 0 with q0 + q1: 2 2 2 1 1 0, mean 4/3; 1/sqrt(3/2 * 10/3)
    assert three.r == pytest.approx(0.4472, abs=5e-5)
    # variances 5/36, 9/36, 9/36, of the sum (3 3 2 2 1 0: mean 11/6) 41/36: 3/2 (1 - 23/41)
    assert found.alpha == pytest.approx(0.6585, abs=5e-5)


def test_choices_tell_how_many_took_them_and_how_able_those_were() -> None:
    item = figures(_test(3), _sheets(HAND)).items[2]
    assert [(u.choice, u.right, u.count) for u in item.uses] == [
        ("a", True, 3),
        ("b", False, 0),
        ("c", False, 2),
        ("d", False, 1),
    ]
    # rest: mean of q0 - 5/6 and q1 - 1/2; takers of c: (1/6 + 1/2)/2 and (1/6 - 1/2)/2
    assert [u.rest and round(u.rest, 4) for u in item.uses] == [0.1667, None, 0.0833, -0.6667]
    assert item.uses[2].share == pytest.approx(1 / 3)


def test_whoever_was_not_asked_does_not_count() -> None:
    holes = {"q0": list("aaaaab--"), "q1": list("aaabbb-a"), "q2": list("aacacda-")}
    found = figures(_test(3), _sheets(holes))
    assert [item.n for item in found.items] == [6, 7, 7]
    assert found.items[0].facility == pytest.approx(5 / 6)
    assert found.asked == pytest.approx(20 / 8)


answers = st.lists(
    st.lists(st.sampled_from("aabc"), min_size=5, max_size=5), min_size=6, max_size=40
)


@settings(max_examples=40)
@given(answers)
def test_without_holes_the_figures_are_those_of_numpy_and_scipy(given_: list[list[str]]) -> None:
    table = {f"q{n}": [row[n] for row in given_] for n in range(5)}
    found = figures(_test(5), _sheets(table))
    worths = np.array([[float(a == "a") for a in row] for row in given_])
    total = worths.sum(axis=1)
    for n, item in enumerate(found.items):
        rest = total - worths[:, n]
        if worths[:, n].std() < 1e-9 or rest.std() < 1e-9:
            assert item.r is None
        else:
            expected = stats.pointbiserialr(worths[:, n] == 1, rest).statistic
            assert item.r == pytest.approx(expected, abs=1e-9)
            for use in item.uses:
                took = np.array([row[n] == use.choice for row in given_])
                if 0 < took.sum() < len(took):
                    assert use.r == pytest.approx(
                        stats.pointbiserialr(took, rest).statistic, abs=1e-9
                    )
    if total.std() > 1e-9:
        alpha = 5 / 4 * (1 - worths.var(axis=0, ddof=1).sum() / total.var(ddof=1))
        assert found.alpha == pytest.approx(alpha, abs=1e-9)


def test_with_holes_alpha_is_that_of_the_test_as_it_is_drawn() -> None:
    """Against numpy over the pairs that were asked together, each pair as often as that was so."""
    chance = np.random.default_rng(7)
    ability = chance.normal(size=(300, 1))
    worths = (ability + chance.normal(size=(300, 12)) > 0).astype(float)
    asked = chance.permuted(np.tile([True] * 6 + [False] * 6, (300, 1)), axis=1)
    sheets = [
        Sheet(str(p), p, {f"q{n}": worths[p, n] for n in range(12) if asked[p, n]})
        for p in range(300)
    ]
    held = np.where(asked, worths, np.nan)
    away = np.nan_to_num(held - np.nanmean(held, axis=0))
    both = away.T @ away
    together = asked.T.astype(float) @ asked
    off = ~np.eye(12, dtype=bool)
    covariance = both[off].sum() / together[off].sum()
    variance = np.nanvar(held, axis=0).mean()
    expected = 6 * covariance / (variance + 5 * covariance)
    whole = 12 / 11 * (1 - worths.var(axis=0).sum() / worths.sum(axis=1).var())
    assert figures(_test(12), sheets).alpha == pytest.approx(expected, abs=1e-9)
    # half the test, by Spearman and Brown from the table without holes
    assert expected == pytest.approx(whole * 0.5 / (1 - whole * 0.5), abs=0.02)


@pytest.mark.parametrize("sheets", [[], [Sheet("p", 1, {"q0": 1.0})], [Sheet("p", 1, {"x": 1.0})]])
def test_too_few_answers_give_no_figures_rather_than_wrong_ones(sheets: list[Sheet]) -> None:
    found: Figures = figures(_test(3), sheets)
    assert found.alpha is None
    assert all(item.r is None for item in found.items)


def test_answers_typed_have_no_choices_and_may_be_worth_a_part() -> None:
    typed = Question("q1", (), WORD, "satu", Level.USE, "")
    sheets = [Sheet(f"p{n}", n, {"q0": float(n > 2), "q1": n / 4}) for n in range(5)]
    item = figures(Quiz("post", (_question("q0"), typed)), sheets).items[1]
    assert (item.uses, item.facility) == ((), 0.5)
    # 0 0 0 1 1 with 0 1/4 1/2 3/4 1: sqrt(3)/2
    assert item.r == pytest.approx(0.8660, abs=5e-5)


def _repeated(rows: list[tuple[int, str, str, str, str]]) -> Figures:
    """So many people who answered q0 … q3 like this."""
    everybody = [taken for count, *taken in rows for _ in range(count)]
    table = {f"q{n}": [taken[n] for taken in everybody] for n in range(4)}
    return figures(_test(4), _sheets(table))


def _finding(found: Figures, question: int = 0) -> tuple[Finding, str]:
    verdict = judge(_question(f"q{question}"), found.items[question])
    return verdict.finding, verdict.suspect


def test_a_key_that_the_able_do_not_take_is_called_wrong_and_theirs_is_named() -> None:
    found = _repeated(
        [(30, "b", "a", "a", "a"), (20, "a", "b", "c", "b"), (10, "c", "c", "d", "a")]
    )
    assert _finding(found) == (Finding.KEY, "b")


def test_a_second_choice_that_the_able_take_as_often_is_named() -> None:
    rows = [(20, "a", "a", "a", "a"), (20, "b", "a", "a", "a"), (20, "c", "b", "c", "b")]
    found = _repeated([*rows, (10, "d", "a", "b", "b")])
    assert _finding(found) == (Finding.SECOND, "b")


def test_below_thirty_answers_nobody_is_accused() -> None:
    rows = [(14, "b", "a", "a", "a"), (15, "a", "b", "c", "b")]
    assert _finding(_repeated(rows)) == (Finding.FEW, "")
    assert _finding(_repeated([*rows, (1, "a", "b", "c", "b")])) == (Finding.KEY, "b")


def test_what_all_solve_is_too_easy_and_what_none_solves_too_hard() -> None:
    rows = [(8, "a", x, y, z) for x in "ab" for y in "ab" for z in "bcd"]
    found = _repeated([*rows, (3, "b", "a", "b", "a")])
    assert _finding(found)[0] is Finding.EASY
    assert _finding(found, 3)[0] is Finding.HARD


@pytest.mark.parametrize(("one", "other", "between", "n", "t"), [(0.4, 0.2, 0.3, 103, 1.834)])
def test_williams_t_is_that_of_the_formula(
    one: float, other: float, between: float, n: int, t: float
) -> None:
    # |R| = 1 - .16 - .04 - .09 + .048 = .758; .2 sqrt(102 * 1.3 / (2.04 * .758 + .09 * .343))
    assert williams(one, other, between, n) == pytest.approx(t, abs=2e-3)


def test_wilson_is_scipys() -> None:
    low, high = stats.binomtest(47, 60).proportion_ci(0.9, "wilson")
    assert wilson(47, 60) == pytest.approx((low, high), abs=1e-4)


def test_planted_bad_questions_are_found_and_good_ones_left_in_peace() -> None:
    """Twelve cohorts of 240 by the 2PL model, of seeds that no mark was tuned on."""
    found = all_counted(range(70_000, 70_012), 240)
    hits = [accused(found[bad]) for bad in BAD]
    share = sum(hit for hit, _ in hits) / sum(of for _, of in hits)
    alarms, good = accused(found[""])
    assert share >= 0.95
    assert alarms / good <= 0.05
