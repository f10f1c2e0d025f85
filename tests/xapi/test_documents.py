"""Parameters of states and profiles, merging of documents and of definitions."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.xapi.definition import merged_definition
from kiosk.xapi.documents import (
    DocumentQuery,
    Method,
    Resource,
    document_query,
    merged_document,
)
from kiosk.xapi.headers import version_fault
from tests.xapi.samples import FULL, OTHER_UUID, VERSIONS

ACTIVITY = ("activityId", "http://example.com/a")
AGENT = ("agent", '{"account":{"homePage":"http://example.com","name":"1"}}')
KEY = "account http://example.com 1"
PERSON = {"account": {"homePage": "http://example.com", "name": "1"}}
STATE, PROFILE = ("stateId", "s 1"), ("profileId", "p/1")
REGISTRATION = ("registration", OTHER_UUID.upper())
SINCE = ("since", "1970-01-01T00:00:01Z")
Params = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("resource", "methods", "params", "asked"),
    [
        (
            "activities/state",
            ("GET", "PUT", "POST", "DELETE"),
            [ACTIVITY, AGENT, STATE],
            DocumentQuery("http://example.com/a", KEY, PERSON, None, "s 1"),
        ),
        (
            "activities/state",
            ("GET", "PUT", "POST", "DELETE"),
            [ACTIVITY, AGENT, REGISTRATION, STATE],
            DocumentQuery("http://example.com/a", KEY, PERSON, OTHER_UUID, "s 1"),
        ),
        (
            "activities/state",
            ("GET", "DELETE"),
            [ACTIVITY, AGENT],
            DocumentQuery("http://example.com/a", KEY, PERSON),
        ),
        (
            "activities/state",
            ("GET",),
            [ACTIVITY, AGENT, SINCE, STATE],
            DocumentQuery("http://example.com/a", KEY, PERSON, None, "s 1", 1_000_000),
        ),
        (
            "activities/profile",
            ("GET", "PUT", "POST", "DELETE"),
            [ACTIVITY, PROFILE],
            DocumentQuery("http://example.com/a", id="p/1"),
        ),
        (
            "activities/profile",
            ("GET",),
            [ACTIVITY, SINCE],
            DocumentQuery("http://example.com/a", since=1_000_000),
        ),
        (
            "agents/profile",
            ("GET", "PUT", "POST", "DELETE"),
            [AGENT, PROFILE],
            DocumentQuery(agent=KEY, person=PERSON, id="p/1"),
        ),
        ("agents/profile", ("GET",), [AGENT], DocumentQuery(agent=KEY, person=PERSON)),
        ("activities", ("GET",), [ACTIVITY], DocumentQuery("http://example.com/a")),
        ("agents", ("GET",), [AGENT], DocumentQuery(agent=KEY, person=PERSON)),
    ],
)
@pytest.mark.requirement("Communication 2.3 to 2.7 parameters")
def test_parameters_say_which_documents(
    resource: Resource, methods: tuple[Method, ...], params: Params, asked: DocumentQuery
) -> None:
    for version in VERSIONS:
        for method in methods:
            assert document_query(resource, method, params, version) == asked


@pytest.mark.parametrize(
    ("resource", "method", "params", "where"),
    [
        ("activities/state", "PUT", [AGENT, STATE], "activityId"),
        ("activities/state", "GET", [AGENT, STATE], "activityId"),
        ("activities/state", "DELETE", [ACTIVITY, STATE], "agent"),
        ("activities/state", "PUT", [ACTIVITY, AGENT], "stateId"),
        ("activities/state", "POST", [ACTIVITY, AGENT], "stateId"),
        ("activities/state", "DELETE", [ACTIVITY, AGENT, SINCE], "since"),
        ("activities/state", "PUT", [ACTIVITY, AGENT, STATE, SINCE], "since"),
        ("activities/state", "GET", [("activityId", "1"), AGENT], "activityId"),
        ("activities/state", "GET", [("activityId", '{"key":"value"}'), AGENT], "activityId"),
        ("activities/state", "GET", [("activityId", "undefined"), AGENT], "activityId"),
        ("activities/state", "GET", [ACTIVITY, ("agent", "not JSON")], "agent"),
        ("activities/state", "GET", [ACTIVITY, ("agent", "true")], "agent"),
        ("activities/state", "GET", [ACTIVITY, ("agent", "undefined")], "agent"),
        ("activities/state", "GET", [ACTIVITY, ("agent", '{"objectType":"Agent"}')], "agent"),
        ("activities/state", "GET", [ACTIVITY, AGENT, ("registration", "1")], "registration"),
        ("activities/state", "GET", [ACTIVITY, AGENT, ("since", "not a timestamp")], "since"),
        ("activities/state", "GET", [ACTIVITY, AGENT, PROFILE], "profileId"),
        ("activities/state", "GET", [ACTIVITY, AGENT, ("StateId", "s")], "StateId"),
        ("activities/profile", "PUT", [ACTIVITY], "profileId"),
        ("activities/profile", "POST", [ACTIVITY], "profileId"),
        ("activities/profile", "DELETE", [ACTIVITY], "profileId"),
        ("activities/profile", "GET", [PROFILE], "activityId"),
        ("activities/profile", "GET", [ACTIVITY, AGENT], "agent"),
        ("agents/profile", "PUT", [AGENT], "profileId"),
        ("agents/profile", "DELETE", [AGENT], "profileId"),
        ("agents/profile", "GET", [PROFILE], "agent"),
        ("agents/profile", "GET", [AGENT, AGENT], "agent"),
        ("activities", "GET", [], "activityId"),
        ("activities", "GET", [ACTIVITY, PROFILE], "profileId"),
        ("agents", "GET", [], "agent"),
        ("agents", "GET", [AGENT, SINCE], "since"),
    ],
)
@pytest.mark.requirement("Communication 2.3 to 2.7, 3.2 parameters")
def test_missing_and_malformed_parameters_are_refused(
    resource: Resource, method: Method, params: Params, where: str
) -> None:
    for version in VERSIONS:
        found = document_query(resource, method, params, version)
        assert isinstance(found, tuple)
        assert [fault.where for fault in found] == [where]


@pytest.mark.parametrize(
    ("old", "new", "merged"),
    [
        (b'{"x":"foo","y":"bar"}', b'{"x":"bash","z":"faz"}', b'{"x":"bash","y":"bar","z":"faz"}'),
        (b'{"a":{"b":1}}', b'{"a":{"c":2}}', b'{"a":{"c":2}}'),
        (b"{}", b"{}", b"{}"),
        (b'{"a":1}', b'{"a":null}', b'{"a":null}'),
        (b'{"a":1.50}', b'{"b":"\\u00e9"}', b'{"a":1.50,"b":"\\u00e9"}'),
        (b"[1]", b"{}", None),
        (b"{}", b"[1]", None),
        (b"abc", b"{}", None),
        (b"{}", b"", None),
        (b"\xff", b"{}", None),
        (b"{}", b'{"a":', None),
    ],
)
@pytest.mark.requirement("Communication 2.2.s7 and s8.b1 merging")
def test_posted_json_is_merged_at_its_outermost_members(
    old: bytes, new: bytes, merged: bytes | None
) -> None:
    assert merged_document(old, new) == merged


@given(
    old=st.dictionaries(st.text(), st.integers() | st.text(), max_size=5),
    new=st.dictionaries(st.text(), st.integers() | st.text(), max_size=5),
)
def test_merging_takes_the_new_members_and_keeps_the_others(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    merged = merged_document(msgspec.json.encode(old), msgspec.json.encode(new))
    assert merged is not None
    assert msgspec.json.decode(merged) == {**old, **new}


@pytest.mark.parametrize(
    ("old", "new", "merged"),
    [
        (None, {"type": "urn:a:b"}, {"type": "urn:a:b"}),
        ({"type": "urn:a:b"}, {}, {"type": "urn:a:b"}),
        ({"type": "urn:a:b"}, {"type": "urn:a:c"}, {"type": "urn:a:c"}),
        (
            {"name": {"id": "Soal", "en": "Question"}, "moreInfo": "urn:a:b"},
            {"name": {"en": "A question", "fr": "Question"}},
            {
                "name": {"id": "Soal", "en": "A question", "fr": "Question"},
                "moreInfo": "urn:a:b",
            },
        ),
        (
            {"extensions": {"urn:a:b": 1, "urn:a:c": 2}},
            {"extensions": {"urn:a:c": 3}, "description": {"id": "x"}},
            {"extensions": {"urn:a:b": 1, "urn:a:c": 3}, "description": {"id": "x"}},
        ),
        (
            {"interactionType": "choice", "choices": [{"id": "a"}], "name": {"id": "x"}},
            {"interactionType": "likert", "scale": [{"id": "b"}]},
            {"interactionType": "likert", "scale": [{"id": "b"}], "name": {"id": "x"}},
        ),
    ],
)
@pytest.mark.requirement("Data 2.4.4.1.s4.b3 and 3.2.s4.b3 definitions")
def test_a_definition_is_enriched_and_loses_no_language(
    old: dict[str, Any] | None, new: dict[str, Any], merged: dict[str, Any]
) -> None:
    assert merged_definition(old, new) == merged


def test_merging_a_definition_with_itself_changes_nothing() -> None:
    definition = FULL["object"]["definition"]
    assert merged_definition(definition, definition) == definition


@pytest.mark.parametrize(
    ("header", "good_1", "good_2"),
    [
        ("1.0", True, False),
        ("1.0.0", True, False),
        ("1.0.3", True, False),
        ("1.0.99", True, False),
        ("2.0", False, True),
        ("2.0.0", False, True),
        (None, False, False),
        ("", False, False),
        ("1", False, False),
        ("0.9.5", False, False),
        ("1.1.0", False, False),
        ("1.0.", False, False),
        ("1.0.x", False, False),
        ("3.0.0", False, False),
    ],
)
@pytest.mark.requirement("Communication 3.3.s3.b6 and s4.b1 version header")
def test_each_base_takes_the_versions_it_speaks(
    header: str | None,
    good_1: bool,  # noqa: FBT001
    good_2: bool,  # noqa: FBT001
) -> None:
    assert (version_fault(header, "1.0.3") is None) is good_1
    assert (version_fault(header, "2.0.0") is None) is good_2
