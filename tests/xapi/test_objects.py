"""Objects of statements: activities, SubStatements and references."""

from __future__ import annotations

import pytest

from kiosk.xapi.statement import faults
from tests.xapi.cases import AGENTS, GROUPS, NOT_OBJECTS, REFERENCE, assert_right
from tests.xapi.samples import OTHER_UUID, SHORT, SUBSTATEMENT, UUID, VERSIONS, changed

VOID = {"id": "http://adlnet.gov/expapi/verbs/voided"}


@pytest.mark.parametrize(
    "value",
    [
        {"id": "http://example.com/a"},
        {"objectType": "Activity", "id": "http://example.com/a"},
        {"objectType": "Activity", "id": "http://example.com/a", "definition": {}},
        *({**agent, "objectType": "Agent"} for agent in AGENTS),
        *GROUPS,
        REFERENCE,
    ],
)
@pytest.mark.requirement("Data 2.4.4 objects")
def test_an_object_is_an_activity_an_actor_or_a_reference(value: object) -> None:
    assert_right({**SHORT, "object": value})
    assert_right({**SHORT, "object": {"objectType": "SubStatement", **SHORT, "object": value}})


@pytest.mark.parametrize(
    "value",
    [
        *NOT_OBJECTS,
        {},
        {"objectType": "Activity"},
        {"objectType": "activity", "id": "http://example.com/a"},
        {"objectType": "statementref", "id": OTHER_UUID},
        {"objectType": "substatement", **SHORT},
        {"objectType": "Person", "mbox": "mailto:p1@example.com"},
        {"objectType": 1, "id": "http://example.com/a"},
        {"objectType": ["Activity"], "id": "http://example.com/a"},
        {"objectType": None, "id": "http://example.com/a"},
        *AGENTS[:1],
        {"objectType": "Agent"},
        {"objectType": "Group"},
        {"member": [{"mbox": "mailto:p1@example.com"}]},
        {"objectType": "StatementRef"},
        {"objectType": "StatementRef", "id": "should fail"},
        {"id": OTHER_UUID},
        {"id": "http://example.com/a", "definition": "should fail"},
        {"id": "http://example.com/a", "definition": None},
    ],
)
@pytest.mark.requirement("Data 2.4.4.1 to 2.4.4.3 objectType, id, definition")
def test_an_object_of_no_known_type_is_refused(value: object) -> None:
    for version in VERSIONS:
        assert faults({**SHORT, "object": value}, version)
        inner = {"objectType": "SubStatement", **SHORT, "object": value}
        assert faults({**SHORT, "object": inner}, version)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", UUID),
        ("stored", "2013-05-18T05:32:34.804Z"),
        ("version", "1.0.0"),
        ("authority", AGENTS[0]),
    ],
)
@pytest.mark.requirement("Data 2.4.4.3.s8.b3 SubStatements")
def test_a_substatement_has_nothing_that_the_store_sets(name: str, value: object) -> None:
    for version in VERSIONS:
        found = faults(changed(SUBSTATEMENT, f"object.{name}", value), version)
        assert [fault.where for fault in found] == [f"object.{name}"]


@pytest.mark.requirement("Data 2.4.4.3.s8.b4 SubStatements")
def test_a_substatement_has_no_substatement() -> None:
    for version in VERSIONS:
        nested = {**SHORT, "object": {"objectType": "SubStatement", **SUBSTATEMENT}}
        found = faults(nested, version)
        assert [fault.where for fault in found] == ["object.object.objectType"]


@pytest.mark.requirement("Data 2.3.2.s2.b1 voiding")
def test_only_a_reference_can_be_voided() -> None:
    assert_right({**SHORT, "verb": VOID, "object": REFERENCE})
    for version in VERSIONS:
        assert [fault.where for fault in faults({**SHORT, "verb": VOID}, version)] == ["object"]
