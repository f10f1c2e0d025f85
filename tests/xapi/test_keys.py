"""By what a statement is found."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.xapi.keys import VOIDED, agent_key, keys
from tests.xapi.samples import (
    CONTEXT_AGENTS,
    CONTEXT_GROUPS,
    FULL,
    GONE,
    OTHER_UUID,
    SHA1,
    SHORT,
    SUBSTATEMENT,
    changed,
)

ACTORS = {
    "account https://lms.example.go.id kelas-1",
    "mbox mailto:p1@example.com",
    f"mbox_sha1sum {SHA1}",
    "openid http://openid.example.org/12345",
}
OF_CONTEXT = {"mbox mailto:pengajar@example.com", "mbox mailto:tim@example.com"}
AUTHORITY = {"account https://lms.example.go.id peserta-1", "mbox mailto:admin@example.com"}
CONTEXT_ACTIVITIES = {
    "http://example.com/activities/uji",
    "http://example.com/activities/pelatihan",
    "https://w3id.org/xapi/cmi5/context/categories/cmi5",
}


@pytest.mark.parametrize(
    ("agent", "key"),
    [
        ({"mbox": "mailto:Budi@Example.COM"}, "mbox mailto:Budi@example.com"),
        ({"mbox_sha1sum": SHA1.upper()}, f"mbox_sha1sum {SHA1}"),
        ({"openid": "http://openid.example.org/A"}, "openid http://openid.example.org/A"),
        ({"account": {"homePage": "http://A.com/", "name": "B c"}}, "account http://A.com/ B c"),
        ({"objectType": "Group", "member": [{"mbox": "mailto:a@b.c"}]}, ""),
        ({"objectType": "Group", "name": "x", "mbox": "mailto:a@b.c"}, "mbox mailto:a@b.c"),
    ],
)
@pytest.mark.requirement("Data 2.4.2.3 identifiers")
def test_an_agent_is_known_by_its_identifier(agent: dict[str, Any], key: str) -> None:
    assert agent_key(agent) == key


@pytest.mark.requirement("Communication 2.1.3 agent, verb, activity, registration")
def test_a_full_statement_is_found_by_all_it_names() -> None:
    found = keys(FULL)
    assert found.agents == ACTORS
    assert found.related_agents == ACTORS | OF_CONTEXT | AUTHORITY
    assert found.verb == "http://adlnet.gov/expapi/verbs/answered"
    assert found.activities == {"http://example.com/activities/soal-1"}
    assert found.related_activities == found.activities | CONTEXT_ACTIVITIES
    assert found.registration == "ec531277-b57b-4c15-8d91-d292c5b2b8f7"
    assert (found.target, found.voids) == ("", "")


@pytest.mark.requirement("Communication 2.1.3 related_agents, related_activities")
def test_a_substatement_is_found_only_broadly() -> None:
    found = keys(SUBSTATEMENT)
    assert found.agents == {"mbox mailto:peserta1@example.com"}
    assert found.related_agents == found.agents | ACTORS | OF_CONTEXT
    assert found.activities == frozenset()
    assert found.related_activities == CONTEXT_ACTIVITIES | {"http://example.com/activities/soal-1"}
    assert found.verb == SHORT["verb"]["id"]
    assert found.registration == ""


@pytest.mark.requirement("Communication 2.1.3 agent as object")
def test_an_agent_as_object_is_found() -> None:
    agent = {"objectType": "Agent", "openid": "http://o.example.org/1"}
    group = {"objectType": "Group", "member": [{"openid": "http://o.example.org/1"}]}
    for thing in (agent, group):
        inner = {"objectType": "SubStatement", **SHORT, "object": thing}
        for statement in ({**SHORT, "object": thing}, {**SHORT, "object": inner}):
            assert "openid http://o.example.org/1" in keys(statement).related_agents
        assert "openid http://o.example.org/1" in keys({**SHORT, "object": thing}).agents
        assert "openid http://o.example.org/1" not in keys({**SHORT, "object": inner}).agents


@pytest.mark.requirement("IEEE 9274.1.1 4.1.6.1 related_agents")
def test_context_agents_and_groups_are_found_broadly() -> None:
    statement = changed(changed(FULL, "context.contextAgents", CONTEXT_AGENTS), "authority", GONE)
    statement["context"]["contextGroups"] = CONTEXT_GROUPS
    assert keys(statement).related_agents == ACTORS | OF_CONTEXT | {
        "mbox mailto:penguji@example.com",
        "mbox mailto:panitia@example.com",
        "mbox mailto:p7@example.com",
    }
    assert keys(statement).agents == ACTORS


@pytest.mark.requirement("Communication 2.1.3.s3 StatementRefs")
def test_a_reference_is_found_by_its_target() -> None:
    statement = {**SHORT, "object": {"objectType": "StatementRef", "id": OTHER_UUID.upper()}}
    assert (keys(statement).target, keys(statement).voids) == (OTHER_UUID, "")
    voiding = {**statement, "verb": {"id": VOIDED}}
    assert (keys(voiding).target, keys(voiding).voids) == (OTHER_UUID, OTHER_UUID)
    assert keys(voiding).activities == frozenset()
