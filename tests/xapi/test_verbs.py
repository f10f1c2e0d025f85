"""Verbs, IRIs and languages."""

from __future__ import annotations

import pytest

from tests.xapi.cases import (
    NOT_IRIS,
    NOT_LANGUAGE_MAPS,
    NOT_LANGUAGES,
    NOT_OBJECTS,
    assert_fault,
    assert_good,
    assert_refused,
)


@pytest.mark.parametrize("value", NOT_IRIS)
@pytest.mark.parametrize(
    "path",
    [
        "verb.id",
        "object.id",
        "object.definition.type",
        "object.definition.moreInfo",
        "context.contextActivities.parent[0].id",
        "context.contextActivities.grouping.id",
        "attachments[0].usageType",
        "attachments[0].fileUrl",
    ],
)
@pytest.mark.requirement("Data 2.2.s4.b1.b8 IRIs have a scheme")
def test_an_iri_has_a_scheme_and_only_its_characters(path: str, value: object) -> None:
    assert_fault(path, value)


@pytest.mark.parametrize(
    "value",
    [
        "http://example.com/فعل/خواندن",
        "urn:dermaga:course:pelayanan-publik",
        "tag:example.com,2026:x",
        "http://example.com/a%20b?c=d&e=[f]#g",
        "https://example.com/~budi/(1)!$'*+,;=@",
        "x-a.b+c:d",
    ],
)
@pytest.mark.requirement("Data 4.3 IRIs")
def test_an_iri_may_be_of_any_scheme_and_script(value: str) -> None:
    assert_good("verb.id", value)


@pytest.mark.parametrize("value", [*NOT_OBJECTS, {}, {"display": {"en": "x"}}])
@pytest.mark.requirement("Data 2.4.3 verbs")
def test_a_verb_is_an_object_with_an_id(value: object) -> None:
    assert_refused("verb", value)


@pytest.mark.parametrize("value", NOT_LANGUAGE_MAPS)
@pytest.mark.parametrize(
    "path",
    [
        "verb.display",
        "object.definition.name",
        "object.definition.description",
        "object.definition.choices[0].description",
        "attachments[0].display",
        "attachments[0].description",
    ],
)
@pytest.mark.requirement("Data 4.2 language maps")
def test_a_language_map_has_strings_under_language_tags(path: str, value: object) -> None:
    assert_refused(path, value)


@pytest.mark.parametrize(
    "path",
    ["verb.display", "object.definition.name", "object.definition.description"],
)
@pytest.mark.requirement("Data 2.2.s2.b1 empty objects are only advised against")
def test_a_language_map_may_be_empty(path: str) -> None:
    assert_good(path, {})


@pytest.mark.parametrize(
    "tag",
    [
        "id",
        "ine",
        "de",
        "tlh",
        "zh-Hant",
        "zh-cmn-Hans-CN",
        "sr-Latn-RS",
        "sl-rozaj-biske",
        "de-CH-1901",
        "hy-Latn-IT-arevela",
        "es-419",
        "az-Arab-x-AZE-derbend",
        "x-whatever",
        "i-enochian",
        "sgn-BE-FR",
        "en-GB-oed",
        "art-lojban",
        "zh-min-nan",
        "en-a-myext-b-another",
        "EN-us",
        "abcdefgh",
    ],
)
@pytest.mark.requirement("Data 2.2.s4.b2 RFC 5646")
def test_well_formed_language_tags_are_taken(tag: str) -> None:
    assert_good("verb.display", {tag: "x"})
    assert_good("context.language", tag)


@pytest.mark.parametrize("value", NOT_LANGUAGES)
@pytest.mark.requirement("Data 2.2.s4.b2 RFC 5646")
def test_malformed_language_tags_are_refused(value: object) -> None:
    assert_fault("context.language", value)
    if isinstance(value, str):
        assert_fault("verb.display", {value: "x"}, f"verb.display.{value}")
