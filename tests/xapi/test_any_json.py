"""Properties of the rules: for any JSON, and for any way to spoil a valid statement."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.xapi.comparison import same
from kiosk.xapi.completion import completed
from kiosk.xapi.fault import Version
from kiosk.xapi.formats import canonical, ids
from kiosk.xapi.keys import keys
from kiosk.xapi.statement import batch_faults, faults
from tests.xapi.samples import (
    ACCOUNT,
    CONTEXT_AGENTS,
    CONTEXT_GROUPS,
    FULL,
    SHORT,
    SUBSTATEMENT,
    VERSIONS,
)

WHOLE: dict[str, Any] = {
    **FULL,
    "context": {
        **FULL["context"],
        "contextAgents": CONTEXT_AGENTS,
        "contextGroups": CONTEXT_GROUPS,
    },
}
SAMPLES: list[tuple[dict[str, Any], Version]] = [
    (SHORT, "1.0.3"),
    (FULL, "1.0.3"),
    (SUBSTATEMENT, "1.0.3"),
    (FULL, "2.0.0"),
    (WHOLE, "2.0.0"),
    ({**SHORT, "object": {"objectType": "SubStatement", **SUBSTATEMENT["object"]}}, "2.0.0"),
]
KNOWN_WORDS = st.sampled_from(
    [
        "Agent", "Group", "Activity", "SubStatement", "StatementRef", "id", "objectType", "actor",
        "mbox", "member", "account", "homePage", "name", "object", "verb", "context", "result",
        "contextActivities", "parent", "extensions", "mailto:a@b.c", "urn:a:b", "1.0.0", "en",
        "http://adlnet.gov/expapi/verbs/voided", "2026-05-12T03:04:05Z", "choice", "choices",
    ]
)  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | KNOWN_WORDS
    | st.text(max_size=10)
)
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KNOWN_WORDS | st.text(max_size=6), inner, max_size=5)
    ),
    max_leaves=12,
)
Path = tuple[str | int, ...]


def places(value: object, path: Path = ()) -> Iterator[Path]:
    """Every place in a statement, but those inside extensions."""
    if path:
        yield path
    if path[-1:] == ("extensions",):
        return
    if isinstance(value, dict):
        for name, part in value.items():
            yield from places(part, (*path, name))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from places(part, (*path, at))


def at(value: Any, path: Path) -> Any:  # noqa: ANN401
    for step in path:
        value = value[step]
    return value


def replaced(statement: dict[str, Any], path: Path, value: object) -> dict[str, Any]:
    whole = copy.deepcopy(statement)
    at(whole, path[:-1])[path[-1]] = value
    return whole


@st.composite
def sample_places(draw: st.DrawFn) -> tuple[dict[str, Any], Version, Path]:
    statement, version = draw(st.sampled_from(SAMPLES))
    return statement, version, draw(st.sampled_from(list(places(statement))))


@given(ANY_JSON)
def test_any_json_is_judged(value: object) -> None:
    for version in VERSIONS:
        assert isinstance(faults(value, version), tuple)
        assert isinstance(batch_faults([value, SHORT, value], version), tuple)


# Chance alone is hardly ever valid, so parts of one sample are also put into another's place.
PARTS = [at(statement, path) for statement, _ in SAMPLES for path in places(statement)]


@given(sample_places(), ANY_JSON | st.sampled_from(PARTS))
def test_what_is_found_valid_can_be_kept_found_and_given_out(
    sample: tuple[dict[str, Any], Version, Path], value: object
) -> None:
    statement, version, path = sample
    spoilt = replaced(statement, path, value)
    if faults(spoilt, version):
        return
    kept = completed(
        spoilt,
        id="00000000-0000-0000-0000-000000000000",
        stored="2026-05-12T03:04:05.678Z",
        authority={"account": ACCOUNT},
        version=version,
    )
    assert faults(kept, version) == ()
    assert same(kept, spoilt)
    assert keys(kept).agents <= keys(kept).related_agents
    assert keys(kept).activities <= keys(kept).related_activities
    for form in (ids(kept), canonical(kept, ("en",), {})):
        assert faults(form, version) == ()
        assert keys(form).agents <= keys(kept).agents
        assert keys(form).related_activities == keys(kept).related_activities
    assert keys(canonical(kept, ("en",), {})) == keys(kept)
    assert ids(ids(kept)) == ids(kept)


@given(sample_places())
def test_null_anywhere_outside_extensions_is_a_fault(
    sample: tuple[dict[str, Any], Version, Path],
) -> None:
    statement, version, path = sample
    assert faults(replaced(statement, path, None), version)


@given(sample_places())
def test_another_type_of_value_is_a_fault(sample: tuple[dict[str, Any], Version, Path]) -> None:
    statement, version, path = sample
    match at(statement, path):
        case bool(value):
            wrong: list[object] = [str(value).lower(), int(value)]
        case int(value) | float(value):
            wrong = [str(value), True, [value]]
        case str(value):
            wrong = [7, {"en": value}, [value], True]
        case list(value):
            wrong = ["x", 7, dict.fromkeys(["a"], value)]
        case value:
            wrong = ["x", 7, [[value]]]
    for other in wrong:
        assert faults(replaced(statement, path, other), version), other


@given(sample_places(), st.data())
def test_a_name_in_another_case_is_a_fault(
    sample: tuple[dict[str, Any], Version, Path], data: st.DataObject
) -> None:
    statement, version, path = sample
    holder = at(statement, path[:-1])
    name = path[-1]
    if not isinstance(name, str) or not isinstance(holder, dict) or path[-2:-1] == ("extensions",):
        return
    if path[-2:-1] in {("display",), ("name",), ("description",)}:
        return  # language tags know no case
    letter = data.draw(st.integers(0, len(name) - 1))
    other = name[:letter] + name[letter].swapcase() + name[letter + 1 :]
    if other == name:
        return
    whole = copy.deepcopy(statement)
    inside = at(whole, path[:-1])
    inside[other] = inside.pop(name)
    assert faults(whole, version)


@given(sample_places(), st.text("abcxyzABCXYZ_$ .", max_size=8))
def test_a_further_property_is_a_fault(
    sample: tuple[dict[str, Any], Version, Path], extra: str
) -> None:
    statement, version, path = sample
    whole = copy.deepcopy(statement)
    holder = at(whole, path)
    if not isinstance(holder, dict) or extra in holder:
        return
    if path[-1] in {"display", "name", "description"}:
        extra = f"{extra}-"
    holder[extra] = "x"
    assert faults(whole, version)


@pytest.mark.parametrize(("statement", "version"), SAMPLES)
def test_the_order_of_properties_does_not_matter(
    statement: dict[str, Any], version: Version
) -> None:
    def turned(value: object) -> object:
        if isinstance(value, dict):
            return {name: turned(part) for name, part in reversed(value.items())}
        return [turned(part) for part in value] if isinstance(value, list) else value

    other: Any = turned(statement)
    assert faults(other, version) == ()
    assert same(statement, other)
    assert keys(statement) == keys(other)


def test_the_samples_are_the_same_after_a_journey_as_json() -> None:
    for statement, version in SAMPLES:
        decoded = msgspec.json.decode(msgspec.json.encode(statement))
        assert decoded == statement
        assert faults(decoded, version) == ()
