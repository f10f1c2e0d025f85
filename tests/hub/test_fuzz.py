"""Whatever comes in at whichever door: an answer below 500, and soon."""

from __future__ import annotations

import json
import os
import random
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.hub.application import Hub
from kiosk.hub.lrs.door import RESOURCES
from tests.hub.conftest import Visitor
from tests.hub.statements import answer, simple
from tests.hub.test_attachments import BOUND

EXAMPLES = int(os.environ.get("DERMAGA_FUZZ", "60"))

_TEXTS: Final = """
 true 2026-11-30T12:00:00Z ids 0 -1 https://a.example/7 * {} [] en
6a4b8f5e-0000-4000-8000-000000000001 {"mbox":"mailto:a@example.com"}
{"mbox":"mailto:\\u0000@a.example"} {"account":{"homePage":"https://a.example","name":"\\u0000"}}
""".split()  # noqa: SIM905 - easier to read
_NAMES: Final = """
statementId voidedStatementId agent verb activity registration since until limit format attachments
ascending related_agents related_activities more method activityId stateId profileId x
""".split()  # noqa: SIM905
_MEDIA: Final = (
    "application/json",
    "text/plain",
    "",
    "application/x-www-form-urlencoded",
    "multipart/mixed",
    f"multipart/mixed; boundary={BOUND}",
    'multipart/mixed; boundary=""',
    "a;b;c=d",
)

texts = st.text(max_size=20) | st.sampled_from(["\0", "", *_TEXTS])
names = st.sampled_from(_NAMES)
media = st.sampled_from(_MEDIA)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


def _bytes(value: object) -> bytes:
    return json.dumps(value).encode()


@st.composite
def statements(draw: st.DrawFn) -> object:
    """A good statement with one member, somewhere inside, that is anything."""
    whole = draw(st.sampled_from([simple(), answer(random.Random(1))]))
    whole = json.loads(json.dumps(whole))
    place: Any = whole
    while True:
        name = draw(
            st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place)))
        )
        inner = place[name]
        if not inner or not isinstance(inner, dict | list) or draw(st.booleans()):
            place[name] = draw(json_values)
            return draw(st.sampled_from([whole, [whole], [simple(), whole]]))
        place = inner


bodies = st.one_of(st.binary(max_size=200), (json_values | statements()).map(_bytes))
headers = st.dictionaries(
    st.sampled_from(["If-Match", "If-None-Match", "Accept", "Accept-Language"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12)
    | st.sampled_from(["*", '"x"', "en;q=x", "en;q=0, *", "text/html"]),
    max_size=2,
)


@pytest.fixture
def visitors(hub: Hub) -> tuple[Visitor, Visitor]:
    return Visitor(hub, "1.0.3"), Visitor(hub, "2.0.0")


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([0, 1]),
    st.sampled_from(["GET", "PUT", "POST", "DELETE", "HEAD"]),
    st.sampled_from(sorted(RESOURCES)),
    st.dictionaries(names, texts, max_size=3),
    bodies,
    media,
    headers,
)
def test_nothing_that_comes_in_breaks_the_store(  # noqa: PLR0913, PLR0917 - what a request has
    visitors: tuple[Visitor, Visitor],
    which: int,
    method: str,
    resource: str,
    params: dict[str, str],
    body: bytes,
    kind: str,
    more: dict[str, str],
) -> None:
    whole = {**more, **({"Content-Type": kind} if kind else {})}
    content = {} if method in {"GET", "HEAD"} else {"content": body}
    found = visitors[which].request(method, resource, params=params, headers=whole, **content)  # type: ignore[arg-type]
    assert found.status_code < 500


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([0, 1]), statements())
def test_what_is_taken_in_is_found_and_given_out(
    visitors: tuple[Visitor, Visitor], which: int, batch: object
) -> None:
    """In each format; nothing that was let in can break the way out."""
    visitor = visitors[which]
    answer = visitor.post("statements", json=batch)
    assert answer.status_code in {200, 400, 409}
    if answer.status_code == 200:
        for form in ("exact", "ids", "canonical"):
            params = {"statementId": answer.json()[0], "format": form}
            assert visitor.status("GET", "statements", params=params) in {200, 404}


def test_the_deepest_json_is_refused(visitors: tuple[Visitor, Visitor]) -> None:
    for depth in (100, 900, 5000, 200_000):
        deep = "[" * depth + "]" * depth
        extension = f'{{"https://a.example/x":{deep}}}'
        body = json.dumps(simple(result={"extensions": "?"})).replace('"?"', extension).encode()
        headers = {"Content-Type": "application/json"}
        for visitor in visitors:
            status = visitor.status("POST", "statements", content=body, headers=headers)
            assert status in ({200} if depth == 100 else {200, 400})
    for form in ("exact", "ids", "canonical"):
        assert visitors[0].found(format=form)
