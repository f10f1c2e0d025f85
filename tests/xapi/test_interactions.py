"""Activities that are interactions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.xapi.cases import assert_fault, assert_good

COMPONENT = [{"id": "a", "description": {"id": "Ya"}}, {"id": "b"}]
INTERACTIONS: list[dict[str, Any]] = [
    {"interactionType": "true-false", "correctResponsesPattern": ["true"]},
    {"interactionType": "choice", "choices": COMPONENT},
    {"interactionType": "fill-in", "correctResponsesPattern": ["Bob's your uncle"]},
    {"interactionType": "long-fill-in", "correctResponsesPattern": ["{case_matters=false}x"]},
    {"interactionType": "matching", "source": COMPONENT, "target": COMPONENT},
    {"interactionType": "performance", "steps": COMPONENT},
    {"interactionType": "sequencing", "choices": COMPONENT},
    {"interactionType": "likert", "scale": COMPONENT},
    {"interactionType": "numeric", "correctResponsesPattern": ["4[:]"]},
    {"interactionType": "other", "correctResponsesPattern": []},
    {"interactionType": "choice"},
    {"interactionType": "choice", "choices": []},
]


@pytest.mark.parametrize("value", INTERACTIONS)
@pytest.mark.requirement("Data 2.4.4.1.s8 interactions")
def test_each_type_of_interaction_may_have_its_components(value: object) -> None:
    assert_good("object.definition", value)


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"interactionType": "true-faLse"}, "interactionType"),
        ({"interactionType": "Other"}, "interactionType"),
        ({"interactionType": 12345}, "interactionType"),
        ({"interactionType": {"key": "x"}}, "interactionType"),
        ({"interactionType": ["choice"]}, "interactionType"),
        ({"interactionType": "http://example.com/x"}, "interactionType"),
        ({"correctResponsesPattern": ["a"]}, "interactionType"),
        ({"choices": COMPONENT}, "interactionType"),
        ({"scale": COMPONENT}, "interactionType"),
        ({"source": COMPONENT}, "interactionType"),
        ({"target": COMPONENT}, "interactionType"),
        ({"steps": COMPONENT}, "interactionType"),
        ({"interactionType": "choice", "scale": COMPONENT}, "scale"),
        ({"interactionType": "likert", "choices": COMPONENT}, "choices"),
        ({"interactionType": "matching", "steps": COMPONENT}, "steps"),
        ({"interactionType": "performance", "source": COMPONENT}, "source"),
        ({"interactionType": "sequencing", "target": COMPONENT}, "target"),
        ({"interactionType": "true-false", "choices": COMPONENT}, "choices"),
        ({"interactionType": "other", "choices": COMPONENT}, "choices"),
        ({"interactionType": "choice", "choices": {"id": "a"}}, "choices"),
        ({"interactionType": "choice", "choices": "a"}, "choices"),
        ({"interactionType": "choice", "choices": ["a"]}, "choices[0]"),
        ({"interactionType": "choice", "choices": [{}]}, "choices[0].id"),
        ({"interactionType": "choice", "choices": [{"id": 1}]}, "choices[0].id"),
        ({"interactionType": "choice", "choices": [{"id": "a"}, {"id": "a"}]}, "choices"),
        ({"interactionType": "choice", "correctResponsesPattern": "a"}, "correctResponsesPattern"),
        ({"interactionType": "choice", "correctResponsesPattern": [1]}, "correctResponsesPattern"),
    ],
)
@pytest.mark.requirement("Data 2.4.4.1.s8 to s16 interactions")
def test_a_malformed_interaction_is_refused(value: object, where: str) -> None:
    assert_fault("object.definition", value, f"object.definition.{where}")
