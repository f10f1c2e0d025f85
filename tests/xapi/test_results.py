"""Results: scores, durations and their kin."""

from __future__ import annotations

import pytest

from tests.xapi.cases import NOT_OBJECTS, NOT_STRINGS, assert_fault, assert_good


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"scaled": 1},
        {"scaled": -1.0},
        {"scaled": 0.6767676},
        {"raw": -5},
        {"raw": 5, "min": 5, "max": 6},
        {"raw": 6, "min": 5, "max": 6},
        {"min": 7},
        {"max": -7},
        {"raw": 0.12123434, "min": 0.1212343, "max": 45.45},
    ],
)
@pytest.mark.requirement("Data 2.4.5.1 scores")
def test_a_score_between_its_bounds_is_taken(value: object) -> None:
    assert_good("result.score", value)


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (12345, ""),
        ("should fail", ""),
        (None, ""),
        ([], ""),
        ({"scaled": 1.01}, ".scaled"),
        ({"scaled": -1.00001}, ".scaled"),
        ({"scaled": "1"}, ".scaled"),
        ({"raw": "10"}, ".raw"),
        ({"raw": True}, ".raw"),
        ({"min": "0"}, ".min"),
        ({"max": "one hundred"}, ".max"),
        ({"max": "100"}, ".max"),
        ({"raw": 4.9, "min": 5}, ".raw"),
        ({"raw": 6.1, "max": 6}, ".raw"),
        ({"min": 6, "max": 5}, ".min"),
        ({"min": 5, "max": 5}, ".min"),
    ],
)
@pytest.mark.requirement("Data 2.4.5.1 scores")
def test_a_score_beyond_its_bounds_is_refused(value: object, where: str) -> None:
    assert_fault("result.score", value, f"result.score{where}")


@pytest.mark.parametrize("value", [None, 0, 1, "true", "false", {}, []])
@pytest.mark.parametrize("path", ["result.success", "result.completion"])
@pytest.mark.requirement("Data 2.4.5.s2 success and completion")
def test_success_and_completion_are_true_or_false(path: str, value: object) -> None:
    assert_fault(path, value)


@pytest.mark.parametrize(
    "value",
    [
        "PT1H0M0.1S",
        "PT4H35M59.14S",
        "PT16559.14S",
        "P3Y1M29DT4H35M59.14S",
        "P1DT12H36M0.12567S",
        "P3Y",
        "P4W",
        "PT0S",
        "PT0,5S",
        "P1M",
        "PT1M",
        "P0.5Y",
    ],
)
@pytest.mark.requirement("Data 4.6 durations")
def test_durations_of_iso_8601_are_taken(value: str) -> None:
    assert_good("result.duration", value)


@pytest.mark.parametrize(
    "value",
    [
        *NOT_STRINGS,
        "",
        "should fail",
        "P",
        "PT",
        "P1YT",
        "PA1H0M0S",
        "P4W1D",
        "P1Y2W",
        "PT0.5H30M",
        "P1H",
        "1H",
        "PT1S1M",
        "-PT1S",
        "P0003-06-04T12:30:05",
        "PT1S\n",
        "PT1.S",
        "PT1M.5S",
        "P3YD",
    ],
)
@pytest.mark.requirement("Data 4.6.s1.b1 durations")
def test_what_is_no_duration_is_refused(value: object) -> None:
    assert_fault("result.duration", value)


@pytest.mark.parametrize("value", NOT_STRINGS)
@pytest.mark.parametrize(
    "path", ["result.response", "context.revision", "context.platform", "actor.name"]
)
@pytest.mark.requirement("Data 2.4.5 and 2.4.6 strings")
def test_texts_are_strings(path: str, value: object) -> None:
    assert_fault(path, value)


@pytest.mark.parametrize("value", NOT_OBJECTS)
@pytest.mark.parametrize(
    "path", ["result", "context", "actor.account", "context.contextActivities"]
)
@pytest.mark.requirement("Data 2.4 objects")
def test_parts_are_objects(path: str, value: object) -> None:
    assert_fault(path, value)
