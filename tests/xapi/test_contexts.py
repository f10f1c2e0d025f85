"""Contexts of both versions."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.xapi.statement import faults
from tests.xapi.cases import AGENTS, GROUPS, NOT_OBJECTS, REFERENCE, assert_good, assert_refused
from tests.xapi.samples import (
    CONTEXT_AGENTS,
    CONTEXT_GROUPS,
    FULL,
    OTHER_UUID,
    SHORT,
    SUBSTATEMENT,
    VERSIONS,
    changed,
)


@pytest.mark.parametrize(
    "value", [{"id": "http://example.com/a"}, [{"id": "http://example.com/a"}]]
)
@pytest.mark.parametrize("kind", ["parent", "grouping", "category", "other"])
@pytest.mark.requirement("Data 2.4.6.2 contextActivities")
def test_a_context_activity_stands_alone_or_in_an_array(kind: str, value: object) -> None:
    assert_good("context.contextActivities", {kind: value})


@pytest.mark.requirement("Data 2.4.6.2 contextActivities: all, any or none of the kinds")
def test_context_activities_may_be_of_no_kind() -> None:
    assert_good("context.contextActivities", {})


@pytest.mark.parametrize(
    "value",
    [
        {"parents": [{"id": "http://example.com/a"}]},
        {"parent": "http://example.com/a"},
        {"parent": {"key": "should fail"}},
        {"other": [{"id": "http://example.com/a"}, {"key": "should fail"}]},
        {"other": [{"objectType": "Agent", "mbox": "mailto:p1@example.com"}]},
        {"other": [[{"id": "http://example.com/a"}]]},
    ],
)
@pytest.mark.requirement("Data 2.4.6.2.s4 contextActivities")
def test_other_context_activities_are_refused(value: object) -> None:
    assert_refused("context.contextActivities", value)


@pytest.mark.parametrize(
    "value",
    [
        *NOT_OBJECTS,
        {},
        {"objectType": "statementref", "id": OTHER_UUID},
        {"objectType": "StatementRef"},
        {"id": OTHER_UUID},
        {"objectType": "StatementRef", "id": "should fail"},
    ],
)
@pytest.mark.requirement("Data 2.4.6.s3 statement")
def test_the_statement_of_a_context_is_a_reference(value: object) -> None:
    assert_refused("context.statement", value)


@pytest.mark.parametrize(
    "thing",
    [
        {"objectType": "Agent", "mbox": "mailto:p1@example.com"},
        {"objectType": "Group", "mbox": "mailto:k@example.com"},
        REFERENCE,
        {"objectType": "SubStatement", **SHORT},
    ],
)
@pytest.mark.parametrize("name", ["revision", "platform"])
@pytest.mark.requirement("Data 2.4.6.s4.b1 and b2 revision, platform")
def test_revision_and_platform_are_only_of_activities(name: str, thing: dict[str, Any]) -> None:
    statement = {**SHORT, "object": thing, "context": {name: "x"}}
    for version in VERSIONS:
        found = [fault.where for fault in faults(statement, version)]
        assert found == [f"context.{name}"]
        if thing["objectType"] != "SubStatement":
            outer = {**SHORT, "object": {"objectType": "SubStatement", **statement}}
            found = [fault.where for fault in faults(outer, version)]
            assert found == [f"object.context.{name}"]


@pytest.mark.parametrize(
    ("name", "value"), [("contextAgents", CONTEXT_AGENTS), ("contextGroups", CONTEXT_GROUPS)]
)
@pytest.mark.requirement("IEEE 9274.1.1 4.2.2.5 contextAgents, contextGroups")
def test_context_agents_and_groups_are_of_2_0_alone(name: str, value: object) -> None:
    for statement in (
        changed(FULL, f"context.{name}", value),
        changed(SUBSTATEMENT, f"object.context.{name}", value),
    ):
        assert faults(statement, "2.0.0") == ()
        assert len(faults(statement, "1.0.3")) == 1


@pytest.mark.parametrize(
    ("name", "part", "sample"),
    [("contextAgents", "agent", CONTEXT_AGENTS[0]), ("contextGroups", "group", CONTEXT_GROUPS[0])],
)
@pytest.mark.requirement("IEEE 9274.1.1 4.2.2.5 contextAgents, contextGroups")
def test_malformed_context_agents_and_groups_are_refused(
    name: str, part: str, sample: dict[str, Any]
) -> None:
    without = {key: value for key, value in sample.items() if key != "objectType"}
    for wrong in (
        "should fail",
        sample,
        ["should fail"],
        [without],
        [{**sample, "objectType": "Should fail"}],
        [{**sample, "objectType": part}],
        [{**sample, part: {"key": "should fail"}}],
        [{**sample, part: GROUPS[0] if part == "agent" else AGENTS[0]}],
        [{key: value for key, value in sample.items() if key != part}],
        [{**sample, "relevantTypes": []}],
        [{**sample, "relevantTypes": "http://example.com/t"}],
        [{**sample, "relevantTypes": ["abc"]}],
        [{**sample, "relevantTypes": [1]}],
        [{**sample, "member": []}],
    ):
        for statement, prefix in (
            (changed(FULL, f"context.{name}", wrong), ""),
            (changed(SUBSTATEMENT, f"object.context.{name}", wrong), "object."),
        ):
            places = [fault.where for fault in faults(statement, "2.0.0")]
            assert places, wrong
            assert all(place.startswith(f"{prefix}context.{name}") for place in places)


@pytest.mark.parametrize("part", ["agent", "group"])
@pytest.mark.requirement("IEEE 9274.1.1 4.2.2.5 relevantTypes")
def test_relevant_types_may_be_left_out(part: str) -> None:
    sample = (CONTEXT_AGENTS if part == "agent" else CONTEXT_GROUPS)[0]
    bare = {key: value for key, value in sample.items() if key != "relevantTypes"}
    name = f"context{part.title()}s"
    assert faults(changed(FULL, f"context.{name}", [bare]), "2.0.0") == ()
