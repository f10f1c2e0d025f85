"""Statements in the three formats."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.xapi.formats import canonical, exact, ids, languages
from kiosk.xapi.keys import keys
from kiosk.xapi.statement import faults
from tests.xapi.samples import (
    CONTEXT_AGENTS,
    CONTEXT_GROUPS,
    FULL,
    SHA1,
    SHORT,
    SUBSTATEMENT,
    VERSIONS,
    changed,
)

IDS_OF_FULL = {
    **FULL,
    "actor": {"objectType": "Group", "account": FULL["actor"]["account"]},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
    "object": {"id": "http://example.com/activities/soal-1"},
    "context": {
        **FULL["context"],
        "contextActivities": {
            "parent": [{"id": "http://example.com/activities/uji"}],
            "grouping": [{"id": "http://example.com/activities/pelatihan"}],
            "category": [{"id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}],
            "other": [],
        },
    },
}


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("", ()),
        ("id", ("id",)),
        ("en-GB", ("en-GB",)),
        ("da, en-gb;q=0.8, en;q=0.7", ("da", "en-gb", "en")),
        ("en;q=0.5, id", ("id", "en")),
        ("en;q=0.5,id;q=0.5,fr;q=1.000", ("fr", "en", "id")),
        ("en;q=0, id", ("id",)),
        ("en ; q=0.3 ,*;q=0.1", ("en", "*")),
        ("en;q=x, id", ("id",)),
        ("en;q=1.5, id", ("id",)),
        (",,;", ()),
    ],
)
@pytest.mark.requirement("Communication 2.1.3.s4.b5 Accept-Language")
def test_languages_come_most_wanted_first(header: str, tags: tuple[str, ...]) -> None:
    assert languages(header) == tags


@pytest.mark.requirement("Communication 2.1.3 format exact")
def test_exact_is_what_was_kept() -> None:
    assert exact(FULL) == FULL


@pytest.mark.requirement("Communication 2.1.3 format ids")
def test_ids_keep_what_identifies_and_no_more() -> None:
    assert ids(FULL) == IDS_OF_FULL
    assert ids(SUBSTATEMENT)["object"] == {
        "objectType": "SubStatement",
        **{
            name: part
            for name, part in IDS_OF_FULL.items()
            if name not in {"id", "stored", "authority", "version"}
        },
    }


@pytest.mark.parametrize(
    ("agent", "short"),
    [
        ({"objectType": "Agent", "name": "x", "mbox": "mailto:a@b.c"}, {"mbox": "mailto:a@b.c"}),
        ({"mbox_sha1sum": SHA1}, {"mbox_sha1sum": SHA1}),
        (
            {"objectType": "Group", "name": "x", "openid": "http://o.org/1", "member": []},
            {"objectType": "Group", "openid": "http://o.org/1"},
        ),
        (
            {"objectType": "Group", "name": "x", "member": [{"name": "y", "mbox": "mailto:a@b.c"}]},
            {"objectType": "Group", "member": [{"mbox": "mailto:a@b.c"}]},
        ),
    ],
)
@pytest.mark.requirement("Communication 2.1.3 format ids, agents")
def test_an_agent_is_given_by_its_identifier(agent: dict[str, Any], short: dict[str, Any]) -> None:
    assert ids({**SHORT, "actor": agent})["actor"] == short
    assert ids({**SHORT, "context": {"instructor": agent}})["context"]["instructor"] == short


@pytest.mark.requirement("Data 2.4.4.2.s1 objectType of agents as objects")
def test_an_agent_as_object_says_that_it_is_one() -> None:
    agent = {"objectType": "Agent", "name": "x", "mbox": "mailto:a@b.c"}
    short = {"objectType": "Agent", "mbox": "mailto:a@b.c"}
    assert ids({**SHORT, "object": agent})["object"] == short


@pytest.mark.requirement("IEEE 9274.1.1 4.1.6.1 format ids, contextAgents and contextGroups")
def test_context_agents_and_groups_are_given_by_identifier() -> None:
    context = {"contextAgents": CONTEXT_AGENTS, "contextGroups": CONTEXT_GROUPS}
    found = ids({**SHORT, "context": context})["context"]
    assert found["contextAgents"] == CONTEXT_AGENTS
    assert found["contextGroups"] == [
        {
            "objectType": "contextGroup",
            "group": {"objectType": "Group", "mbox": "mailto:panitia@example.com"},
            "relevantTypes": ["http://example.com/types/committee"],
        }
    ]


@pytest.mark.parametrize(
    ("wanted", "display", "name", "choice"),
    [
        (("en-GB",), {"en-GB": "answered"}, {"en": "Question 1"}, {"en": "Yes"}),
        (("en",), {"en-GB": "answered"}, {"en": "Question 1"}, {"en": "Yes"}),
        (("EN-gb",), {"en-GB": "answered"}, {"en": "Question 1"}, {"en": "Yes"}),
        (("id-ID",), {"id": "menjawab"}, {"id": "Soal 1"}, {"id": "Ya"}),
        (("fr", "id"), {"id": "menjawab"}, {"id": "Soal 1"}, {"id": "Ya"}),
        (("fr",), {"en-GB": "answered"}, {"id": "Soal 1"}, {"id": "Ya"}),
        (("*", "en"), {"en-GB": "answered"}, {"id": "Soal 1"}, {"id": "Ya"}),
        ((), {"en-GB": "answered"}, {"id": "Soal 1"}, {"id": "Ya"}),
    ],
)
@pytest.mark.requirement("Communication 2.1.3.s4 language filtering")
def test_canonical_speaks_one_language_in_each_map(
    wanted: tuple[str, ...], display: object, name: object, choice: object
) -> None:
    for whole in (canonical(FULL, wanted, {}), canonical(SUBSTATEMENT, wanted, {})["object"]):
        assert whole["verb"]["display"] == display
        assert whole["object"]["definition"]["name"] == name
        assert whole["object"]["definition"]["choices"][0]["description"] == choice
        assert len(whole["attachments"][0]["display"]) == 1


@pytest.mark.requirement("Communication 2.1.3 format canonical")
def test_canonical_tells_the_stores_definitions() -> None:
    known: dict[str, dict[str, Any]] = {
        "http://example.com/activities/soal-1": {"name": {"id": "Soal satu", "en": "One"}},
        "http://example.com/activities/uji": {"type": "http://example.com/types/uji"},
    }
    whole = canonical(FULL, ("id",), known)
    assert whole["object"] == {
        "objectType": "Activity",
        "id": "http://example.com/activities/soal-1",
        "definition": {"name": {"id": "Soal satu"}},
    }
    assert whole["context"]["contextActivities"]["parent"] == [
        {
            "objectType": "Activity",
            "id": "http://example.com/activities/uji",
            "definition": {"type": "http://example.com/types/uji"},
        }
    ]
    assert whole["context"]["contextActivities"]["category"] == [
        {"id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}
    ]
    assert whole["actor"] == FULL["actor"]
    assert whole["context"]["instructor"] == FULL["context"]["instructor"]


@pytest.mark.parametrize("statement", [SHORT, FULL, SUBSTATEMENT])
@pytest.mark.requirement("Communication 2.1.3 format")
def test_every_format_is_a_valid_statement_found_by_the_same_keys(
    statement: dict[str, Any],
) -> None:
    for version in VERSIONS:
        for form in (ids(statement), canonical(statement, ("en",), {}), exact(statement)):
            assert faults(form, version) == ()
    assert keys(canonical(statement, ("en",), {})) == keys(statement)
    assert keys(ids(statement)).related_activities == keys(statement).related_activities
    assert ids(ids(statement)) == ids(statement)


def test_formats_leave_the_kept_statement_untouched() -> None:
    before = changed(FULL, "version", "1.0.0")
    ids(FULL)
    canonical(FULL, ("en",), {})
    assert before == FULL
