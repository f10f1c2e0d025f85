"""Statements as a whole and in batches: what rules hold everywhere in them."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.xapi.statement import batch_faults, faults
from tests.xapi.cases import NOT_EXTENSIONS, assert_fault, assert_good, assert_right
from tests.xapi.samples import FULL, GONE, OTHER_UUID, SHORT, SUBSTATEMENT, UUID, VERSIONS, changed


@pytest.mark.parametrize("statement", [SHORT, FULL, SUBSTATEMENT], ids=["short", "full", "sub"])
@pytest.mark.requirement("Data 2.4 properties")
def test_a_statement_of_the_standards_properties_has_no_fault(statement: dict[str, Any]) -> None:
    assert_right(statement)


@pytest.mark.parametrize("thing", [None, 1, 1.5, True, "x", [], [SHORT]])
@pytest.mark.requirement("Data 2.2 objects")
def test_only_an_object_is_a_statement(thing: object) -> None:
    for version in VERSIONS:
        assert [fault.where for fault in faults(thing, version)] == [""]


@pytest.mark.parametrize("name", ["actor", "verb", "object"])
@pytest.mark.requirement("Data 2.2.s2.b3 actor, verb and object")
def test_actor_verb_and_object_are_required(name: str) -> None:
    assert_fault(name, GONE)


@pytest.mark.parametrize(
    "path",
    [
        "actor.name",
        "actor.member",
        "verb.display",
        "verb.display.id",
        "object.definition",
        "object.definition.moreInfo",
        "object.definition.interactionType",
        "object.definition.choices[0].description",
        "result",
        "result.score.raw",
        "result.response",
        "context",
        "context.registration",
        "context.contextActivities.parent",
        "context.language",
        "timestamp",
        "attachments",
        "attachments[0].fileUrl",
        "id",
        "version",
        "authority",
        "stored",
    ],
)
@pytest.mark.requirement("Data 2.2.s4.b1.b1 null")
def test_null_is_nowhere_allowed_but_in_extensions(path: str) -> None:
    assert_fault(path, None)


@pytest.mark.parametrize("value", [None, 1, "", True, {}, [], {"key": [None]}])
@pytest.mark.parametrize("place", ["object.definition", "result", "context"])
@pytest.mark.requirement("Data 4.1 values of extensions")
def test_an_extension_may_be_anything(place: str, value: object) -> None:
    assert_good(f"{place}.extensions", {"http://example.com/ext": value})


@pytest.mark.parametrize("value", [{}, {"urn:a:b": 1}])
@pytest.mark.parametrize("place", ["object.definition", "result", "context"])
@pytest.mark.requirement("Data 4.1 extensions")
def test_extensions_may_be_empty(place: str, value: object) -> None:
    assert_good(f"{place}.extensions", value)


@pytest.mark.parametrize("value", NOT_EXTENSIONS)
@pytest.mark.parametrize("place", ["object.definition", "result", "context"])
@pytest.mark.requirement("Data 4.1.s3.b1 keys of extensions")
def test_extensions_have_iris_as_keys(place: str, value: object) -> None:
    path = f"{place}.extensions"
    key = next(iter(value)) if isinstance(value, dict) else ""
    assert_fault(path, value, f"{path}.{key}" if key else path)


@pytest.mark.parametrize(
    "path",
    [
        "iD",
        "Actor",
        "veRb",
        "dummy",
        "actor.Name",
        "actor.member[0].mBox",
        "actor.account.homepage",
        "verb.Display",
        "verb.description",
        "object.definition.Type",
        "object.definition.choices[0].name",
        "object.name",
        "result.Score",
        "result.score.average",
        "context.Language",
        "context.contextActivities.Parent",
        "context.statement.name",
        "attachments[0].fileURL",
    ],
)
@pytest.mark.requirement("Data 2.2.s4.b1.b5 and b7 unknown and wrongly-cased keys")
def test_a_property_the_standard_does_not_know_is_refused(path: str) -> None:
    assert_fault(path, "x")


@pytest.mark.requirement("Communication 2.1.2.s2.b6 doubled ids")
def test_a_batch_with_an_id_twice_is_refused() -> None:
    first, second = {**SHORT, "id": UUID}, {**SHORT, "id": UUID.upper()}
    for version in VERSIONS:
        assert batch_faults([first, {**SHORT, "id": OTHER_UUID}, SHORT, SHORT], version) == ()
        found = batch_faults([first, SHORT, second], version)
        assert [fault.where for fault in found] == ["[2].id"]


@pytest.mark.requirement("Communication 3.2.s3.b9 batches")
def test_a_fault_of_a_batch_says_which_statement() -> None:
    for version in VERSIONS:
        found = batch_faults([SHORT, changed(SHORT, "verb.id", "x"), 7], version)
        assert [fault.where for fault in found] == ["[1].verb.id", "[2]"]


@pytest.mark.requirement("Data 2.2 faults")
def test_all_faults_are_told_at_once() -> None:
    wrong = {"actor": {"mbox": "x"}, "verb": {}, "extra": 1}
    assert [fault.where for fault in faults(wrong, "1.0.3")] == [
        "actor.mbox",
        "verb.id",
        "extra",
        "object",
    ]
