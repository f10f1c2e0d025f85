"""What ADL's conformance suite asks for beyond what the other tests say."""

from __future__ import annotations

import pytest

from tests.hub.conftest import Visitor
from tests.hub.statements import simple

THROUGH = "X-Experience-API-Consistent-Through"


@pytest.mark.requirement(
    "Communication 2.1.3: Consistent-Through is there on unknown resources too"
)
@pytest.mark.parametrize("path", ["statementsverb=http://example.com/asked", "nothing", ""])
def test_an_address_that_is_no_resource_says_how_far_one_can_see(each: Visitor, path: str) -> None:
    each.store(simple())
    answer = each.get(path)
    assert answer.status_code == 404
    assert answer.headers[THROUGH].startswith("2026-11-30T12:00:00")


@pytest.mark.requirement("Data 2.2.s2.b1 empty objects are only advised against")
def test_empty_maps_are_kept_and_given_out_in_every_format(each: Visitor) -> None:
    (name,) = each.store(
        simple(
            verb={"id": "http://adlnet.gov/expapi/verbs/experienced", "display": {}},
            object={"id": "http://example.com/a", "definition": {"name": {}, "description": {}}},
            context={"contextActivities": {}},
        )
    )
    for form in ("exact", "canonical"):
        params = {"statementId": name, "format": form}
        got = each.get("statements", params=params).json()
        assert got["verb"]["display"] == {}
        assert got["context"] == {"contextActivities": {}}
    assert each.get("statements", params={"statementId": name, "format": "ids"}).status_code == 200
    answer = each.get("activities", params={"activityId": "http://example.com/a"})
    assert answer.status_code == 200
