"""Agents and groups, wherever a statement names them."""

from __future__ import annotations

import pytest

from kiosk.xapi.statement import faults
from tests.xapi.cases import (
    AGENTS,
    GROUPS,
    NOT_AGENTS,
    NOT_GROUPS,
    NOT_OBJECTS,
    assert_good,
    assert_refused,
    assert_right,
)
from tests.xapi.samples import ACCOUNT, FULL, SHORT, VERSIONS, changed


@pytest.mark.parametrize("value", [*AGENTS, *GROUPS])
@pytest.mark.parametrize("path", ["actor", "context.instructor"])
@pytest.mark.requirement("Data 2.4.2 actors")
def test_an_actor_or_instructor_is_an_agent_or_a_group(path: str, value: object) -> None:
    assert_good(path, value)


@pytest.mark.parametrize("value", [*NOT_AGENTS, *NOT_GROUPS])
@pytest.mark.parametrize("path", ["actor", "context.instructor"])
@pytest.mark.requirement("Data 2.4.2.1 to 2.4.2.4 identifiers, members, accounts")
def test_an_actor_without_exactly_one_right_identifier_is_refused(path: str, value: object) -> None:
    assert_refused(path, value)


@pytest.mark.parametrize("value", GROUPS)
@pytest.mark.requirement("Data 2.4.6.s3 team")
def test_a_team_is_a_group(value: object) -> None:
    assert_good("context.team", value)


@pytest.mark.parametrize("value", [*AGENTS, *NOT_GROUPS, *NOT_OBJECTS])
@pytest.mark.requirement("Data 2.4.6.s3 team")
def test_an_agent_is_no_team(value: object) -> None:
    assert_refused("context.team", value)


@pytest.mark.parametrize("value", [*AGENTS, FULL["authority"]])
@pytest.mark.requirement("Data 2.4.9 authority")
def test_an_authority_is_an_agent_or_the_two_of_oauth(value: object) -> None:
    assert_right(changed(SHORT, "authority", value))


@pytest.mark.parametrize(
    "value",
    [
        *NOT_AGENTS,
        *(group for group in GROUPS),
        *NOT_GROUPS,
        {"objectType": "Group", "member": [{"account": ACCOUNT}]},
        {"objectType": "Group", "member": [{"account": ACCOUNT}, *AGENTS[:2]]},
        {"objectType": "Group", "member": AGENTS[:2]},
        {**FULL["authority"], "mbox": "mailto:k@example.com"},
        {**FULL["authority"], "openid": "http://openid.example.org/12345"},
    ],
)
@pytest.mark.requirement("Data 2.4.9.s3.b1 and s7.b2 authority")
def test_any_other_group_is_no_authority(value: object) -> None:
    for version in VERSIONS:
        places = [fault.where for fault in faults(changed(SHORT, "authority", value), version)]
        assert places
        assert all(place.startswith("authority") for place in places)
