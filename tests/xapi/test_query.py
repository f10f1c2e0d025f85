"""What the parameters of GET /statements ask for, and which are refused."""

from __future__ import annotations

import pytest

from kiosk.xapi.query import Query, query
from tests.xapi.samples import OTHER_UUID, UUID, VERSIONS

AGENT = '{"objectType":"Agent","mbox":"mailto:a@Example.com"}'
Params = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("params", "asked"),
    [
        ([], Query()),
        ([("statementId", UUID.upper())], Query(statement_id=UUID)),
        ([("voidedStatementId", UUID)], Query(voided_statement_id=UUID)),
        (
            [("statementId", UUID), ("format", "ids"), ("attachments", "true")],
            Query(statement_id=UUID, format="ids", attachments=True),
        ),
        ([("agent", AGENT)], Query(agent="mbox mailto:a@example.com")),
        (
            [("agent", '{"objectType":"Group","openid":"http://o.org/1"}')],
            Query(agent="openid http://o.org/1"),
        ),
        ([("verb", "http://example.com/v")], Query(verb="http://example.com/v")),
        ([("activity", "urn:a:b")], Query(activity="urn:a:b")),
        ([("registration", OTHER_UUID.upper())], Query(registration=OTHER_UUID)),
        ([("related_activities", "true")], Query(related_activities=True)),
        ([("related_agents", "true")], Query(related_agents=True)),
        ([("related_agents", "false"), ("ascending", "false")], Query()),
        ([("since", "1970-01-01T00:00:01Z")], Query(since=1_000_000)),
        ([("until", "1970-01-01T07:00:00.5+07:00")], Query(until=500_000)),
        ([("limit", "0")], Query()),
        ([("limit", "25")], Query(limit=25)),
        ([("format", "exact")], Query()),
        ([("format", "canonical")], Query(format="canonical")),
        ([("ascending", "true"), ("attachments", "true")], Query(ascending=True, attachments=True)),
    ],
)
@pytest.mark.requirement("Communication 2.1.3.s1 parameters")
def test_parameters_say_what_is_looked_for(params: Params, asked: Query) -> None:
    for version in VERSIONS:
        assert query(params, version) == asked


@pytest.mark.parametrize(
    ("params", "where"),
    [
        ([("foo", "bar")], "foo"),
        ([("method", "GET")], "method"),
        ([("StatementId", UUID)], "StatementId"),
        ([("VoidedStatementId", UUID)], "VoidedStatementId"),
        ([("Agent", AGENT)], "Agent"),
        ([("Verb", "http://example.com/v")], "Verb"),
        ([("Related_Agents", "true")], "Related_Agents"),
        ([("Limit", "10")], "Limit"),
        ([("limit", "1"), ("limit", "2")], "limit"),
        ([("statementId", "wrong")], "statementId"),
        ([("voidedStatementId", "wrong")], "voidedStatementId"),
        ([("registration", "wrong")], "registration"),
        ([("registration", "")], "registration"),
        ([("agent", "wrong")], "agent"),
        ([("agent", "{}")], "agent"),
        ([("agent", "null")], "agent"),
        ([("agent", "1")], "agent"),
        ([("agent", "[" * 5000)], "agent"),
        ([("agent", '{"mbox":"should.fail.com"}')], "agent.mbox"),
        ([("agent", '{"objectType":"Group","member":[{"mbox":"mailto:a@b.c"}]}')], "agent"),
        ([("verb", "not.a.valid.iri.com/verb")], "verb"),
        ([("activity", "not.a.valid.iri.com/activity")], "activity"),
        ([("related_activities", "True")], "related_activities"),
        ([("related_agents", "1")], "related_agents"),
        ([("ascending", "")], "ascending"),
        ([("attachments", "yes")], "attachments"),
        ([("since", "yesterday")], "since"),
        ([("until", "2008-09-15T15:53:00-00:00")], "until"),
        ([("limit", "-1")], "limit"),
        ([("limit", "1.5")], "limit"),
        ([("limit", "")], "limit"),
        ([("limit", "٣")], "limit"),
        ([("limit", "9" * 5000)], "limit"),
        ([("format", "Ids")], "format"),
        ([("format", "")], "format"),
    ],
)
@pytest.mark.requirement("Communication 3.2.s3.b1 and b8; Data 2.2.s4.b4 parameters")
def test_unknown_doubled_and_malformed_parameters_are_refused(params: Params, where: str) -> None:
    for version in VERSIONS:
        found = query(params, version)
        assert isinstance(found, tuple)
        assert [fault.where for fault in found] == [where]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("agent", AGENT),
        ("verb", "http://example.com/v"),
        ("activity", "http://example.com/a"),
        ("registration", OTHER_UUID),
        ("related_activities", "true"),
        ("related_agents", "true"),
        ("since", "2012-06-01T19:09:13.245Z"),
        ("until", "2012-06-01T19:09:13.245Z"),
        ("limit", "1"),
        ("ascending", "true"),
    ],
)
@pytest.mark.parametrize("single", ["statementId", "voidedStatementId"])
@pytest.mark.requirement("Communication 2.1.3.s2.b2 one statement")
def test_one_statement_is_asked_for_by_id_alone(single: str, name: str, value: str) -> None:
    for version in VERSIONS:
        found = query([(single, UUID), (name, value)], version)
        assert isinstance(found, tuple)
        assert [fault.where for fault in found] == [name]


@pytest.mark.requirement("Communication 2.1.3.s2.b1 one statement")
def test_one_statement_is_not_asked_for_as_voided_and_not_voided() -> None:
    for version in VERSIONS:
        found = query([("statementId", UUID), ("voidedStatementId", UUID)], version)
        assert isinstance(found, tuple)
        assert [fault.where for fault in found] == ["voidedStatementId"]


@pytest.mark.requirement("IEEE 9274.1.1 4.2.7 RFC 3339")
def test_since_is_held_to_the_timestamps_of_its_version() -> None:
    params = [("since", "19700101T000001Z")]
    assert query(params, "1.0.3") == Query(since=1_000_000)
    assert isinstance(query(params, "2.0.0"), tuple)
