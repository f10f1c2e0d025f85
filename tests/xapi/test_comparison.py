"""When a statement sent again is the same, and when it is a conflict."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.xapi.comparison import same
from kiosk.xapi.completion import completed
from tests.xapi.samples import (
    ATTACHMENT,
    CONTEXT_AGENTS,
    CONTEXT_GROUPS,
    FULL,
    GONE,
    OTHER_UUID,
    SHORT,
    SUBSTATEMENT,
    VERSIONS,
    changed,
)

WHOLE = {
    **FULL,
    "context": {
        **FULL["context"],
        "contextAgents": CONTEXT_AGENTS,
        "contextGroups": CONTEXT_GROUPS,
    },
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", OTHER_UUID),
        ("id", GONE),
        ("stored", "1999-01-01T00:00:00Z"),
        ("authority", GONE),
        ("version", "1.0.3"),
        ("timestamp", GONE),
        ("timestamp", "2026-05-12T10:04:05.678+07:00"),
        ("timestamp", "2026-05-12T03:04:05.678000Z"),
        ("attachments", GONE),
        ("attachments", [ATTACHMENT, ATTACHMENT]),
        ("verb.display", {"fr": "a répondu"}),
        ("verb.display", GONE),
        ("object.definition", GONE),
        ("object.definition.name", {"fr": "Question"}),
        ("object.definition.correctResponsesPattern", ["c"]),
        ("context.contextActivities.parent", FULL["context"]["contextActivities"]["parent"][0]),
        ("context.contextActivities.grouping", [{"id": "http://example.com/activities/pelatihan"}]),
        ("context.contextActivities.category[0].definition", {"name": {"en": "cmi5"}}),
        ("actor.member", list(reversed(FULL["actor"]["member"]))),
        ("actor.member[0].mbox", "mailto:p1@EXAMPLE.com"),
        ("context.instructor.mbox", "mailto:pengajar@Example.Com"),
        ("context.registration", "EC531277-B57B-4C15-8D91-D292C5B2B8F7"),
        ("context.statement.id", OTHER_UUID.upper()),
        ("result.duration", "PT4H35M59.149999S"),
        ("result.score.raw", 10.0),
    ],
)
@pytest.mark.requirement("Data 2.3.1 exceptions to immutability")
def test_what_a_store_may_set_or_write_otherwise_is_no_difference(path: str, value: object) -> None:
    assert same(FULL, changed(FULL, path, value))
    assert same(changed(FULL, path, value), FULL)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("actor.account.name", "kelas-2"),
        ("actor.name", "Kelas Lain"),
        ("actor.member", GONE),
        ("actor.member[1]", GONE),
        ("actor.member[0].mbox", "mailto:P1@example.com"),
        ("actor.account.homePage", "https://LMS.example.go.id"),
        ("verb.id", "http://adlnet.gov/expapi/verbs/passed"),
        ("object.id", "http://example.com/activities/soal-2"),
        ("result.success", False),
        ("result.success", GONE),
        ("result.score.raw", 11),
        ("result.score.scaled", GONE),
        ("result.response", "b"),
        ("result.duration", "PT4H35M59.13S"),
        ("result.duration", "PT16559.14S"),
        ("result", GONE),
        ("result.extensions", {"http://example.com/ext/tries": [True, {"deep": None}]}),
        ("result.extensions", {"http://example.com/ext/tries": [1, {"deep": 0}]}),
        ("result.extensions", {"http://example.com/ext/tries": [1]}),
        ("context.registration", OTHER_UUID),
        ("context.instructor", GONE),
        ("context.team.mbox", "mailto:tim2@example.com"),
        ("context.contextActivities.parent", GONE),
        ("context.contextActivities.parent[0].id", "http://example.com/activities/uji-2"),
        ("context.contextActivities.other", [{"id": "http://example.com/activities/x"}]),
        ("context.language", "en"),
        ("context.platform", "Lain"),
        ("context.statement", GONE),
        ("context.extensions", {"http://example.com/ext/room": None}),
        ("context.contextAgents", GONE),
        ("context.contextAgents[0].relevantTypes", ["http://example.com/types/other"]),
        ("context.contextGroups[0].group.mbox", "mailto:lain@example.com"),
        ("timestamp", "2026-05-12T03:04:05.679Z"),
    ],
)
@pytest.mark.requirement("Data 2.3.1.s9.b2 comparison")
def test_anything_else_is_a_difference(path: str, value: object) -> None:
    assert not same(WHOLE, changed(WHOLE, path, value))
    assert not same(changed(WHOLE, path, value), WHOLE)


@pytest.mark.parametrize(
    ("path", "value", "equal"),
    [
        ("object.verb.display", GONE, True),
        ("object.object.definition", GONE, True),
        ("object.actor.member", list(reversed(FULL["actor"]["member"])), True),
        ("object.timestamp", "2026-05-12T10:04:05.678+07:00", True),
        ("object.timestamp", GONE, False),
        ("object.timestamp", "2026-05-12T03:04:05.679Z", False),
        ("object.object.id", "http://example.com/activities/soal-2", False),
        ("object.verb.id", "http://adlnet.gov/expapi/verbs/passed", False),
    ],
)
@pytest.mark.requirement("Data 2.3.1 comparison of SubStatements")
def test_substatements_are_compared_likewise(path: str, value: object, equal: bool) -> None:  # noqa: FBT001
    assert same(SUBSTATEMENT, changed(SUBSTATEMENT, path, value)) is equal


@pytest.mark.parametrize(
    ("first", "second", "equal"),
    [
        (
            {"objectType": "Agent", "mbox": "mailto:a@B.c"},
            {"objectType": "Agent", "mbox": "mailto:a@b.c"},
            True,
        ),
        (
            {"objectType": "Agent", "mbox": "mailto:a@b.c"},
            {"objectType": "Group", "mbox": "mailto:a@b.c"},
            False,
        ),
        (
            {"objectType": "StatementRef", "id": OTHER_UUID},
            {"objectType": "StatementRef", "id": OTHER_UUID.upper()},
            True,
        ),
        ({"objectType": "StatementRef", "id": OTHER_UUID}, SHORT["object"], False),
    ],
)
@pytest.mark.requirement("Data 2.3.1 comparison of objects")
def test_agents_and_references_as_objects_are_compared(
    first: dict[str, Any],
    second: dict[str, Any],
    equal: bool,  # noqa: FBT001
) -> None:
    assert same({**SHORT, "object": first}, {**SHORT, "object": second}) is equal


@pytest.mark.parametrize("statement", [SHORT, FULL, SUBSTATEMENT, WHOLE])
@pytest.mark.requirement("Communication 2.1.2.s2.b5 the same again")
def test_a_statement_is_the_same_as_what_was_kept_of_it(statement: dict[str, Any]) -> None:
    for version in VERSIONS:
        kept = completed(
            statement,
            id=OTHER_UUID,
            stored="2026-05-13T00:00:00.000Z",
            authority={"mbox": "mailto:klien@example.com"},
            version=version,
        )
        assert same(kept, statement)
        assert same(statement, kept)


def test_deep_extensions_are_compared() -> None:
    deep: Any = 1
    for _ in range(5000):
        deep = [deep]
    statement = {**SHORT, "context": {"extensions": {"urn:a:b": deep}}}
    assert same(statement, {**SHORT, "context": {"extensions": {"urn:a:b": deep}}})
    assert not same(statement, {**SHORT, "context": {"extensions": {"urn:a:b": [deep]}}})
