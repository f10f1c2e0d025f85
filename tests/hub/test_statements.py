from __future__ import annotations

import uuid

import pytest

from kiosk.hub.application import Hub
from tests.hub.conftest import NOON, HubClock, Visitor
from tests.hub.statements import simple

ID = "6a4b8f5e-0000-4000-8000-000000000001"
OTHER = "6a4b8f5e-0000-4000-8000-000000000002"
PLACE = "2026-11-30T12:00:00.000000Z"


@pytest.mark.requirement("Communication 2.1.2: POST answers 200 and the ids in order")
def test_a_batch_is_answered_with_its_ids_in_order(hub: Hub) -> None:
    visitor = Visitor(hub, "1.0.3")
    ids = visitor.store(simple(id=OTHER), simple(), simple(id=ID))
    assert (ids[0], ids[2]) == (OTHER, ID)
    assert uuid.UUID(ids[1]).version == 4
    assert visitor.ids() == [ID, ids[1], OTHER]


@pytest.mark.requirement("Data 2.4.7, 2.4.8: stored is set, and is the timestamp where none came")
def test_what_the_store_sets_is_in_the_statement_as_it_is_given_out(one: Visitor) -> None:
    one.store(simple(id=ID))
    assert one.one(ID) == {
        "actor": {"objectType": "Agent", "mbox": "mailto:peserta1@example.go.id"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
        "object": {"id": "https://example.go.id/pelajaran/1"},
        "id": ID,
        "authority": {
            "objectType": "Agent",
            "account": {"homePage": "https://diklat.example.go.id", "name": one.key},
        },
        "version": "1.0.0",
        "stored": PLACE,
        "timestamp": PLACE,
    }


def test_statements_of_one_moment_still_have_places_of_their_own(one: Visitor) -> None:
    one.store(simple(), simple())
    one.store(simple())
    assert [each["stored"] for each in one.found(ascending=True)] == [
        "2026-11-30T12:00:00.000000Z",
        "2026-11-30T12:00:00.000001Z",
        "2026-11-30T12:00:00.000002Z",
    ]


def test_a_clock_set_back_does_not_turn_the_order_round(one: Visitor, hub_clock: HubClock) -> None:
    one.store(simple(id=ID))
    hub_clock.at = NOON - 3_600_000
    one.store(simple(id=OTHER))
    assert one.ids() == [OTHER, ID]
    assert one.one(OTHER)["stored"] == "2026-11-30T12:00:00.000001Z"


@pytest.mark.requirement("Communication 2.1.1: PUT stores under statementId and answers 204")
def test_put_stores_under_the_id_of_the_query(each: Visitor) -> None:
    answer = each.put("statements", params={"statementId": ID}, json=simple())
    assert (answer.status_code, answer.content) == (204, b"")
    assert each.one(ID)["id"] == ID


@pytest.mark.requirement("Communication 2.1.1: PUT needs statementId, and no other id inside")
@pytest.mark.parametrize(
    ("params", "statement"),
    [
        ({}, simple()),
        ({"statementId": ID}, simple(id=OTHER)),
        ({"statementid": ID}, simple()),
        ({"statementId": ID, "format": "ids"}, simple()),
        ({"statementId": "1"}, simple()),
        ({"statementId": ID}, [simple()]),
    ],
)
def test_put_is_refused_where_it_is_not_clear_what_is_stored(
    each: Visitor, params: dict[str, str], statement: object
) -> None:
    assert each.status("PUT", "statements", params=params, json=statement) == 400
    assert each.ids() == []


@pytest.mark.requirement("Communication 2.1.1, 2.1.2: what is stored is never changed")
def test_the_same_again_is_welcome_and_changes_nothing(hub: Hub) -> None:
    visitor = Visitor(hub, "1.0.3")
    visitor.store(simple(id=ID))
    before = visitor.one(ID)
    assert visitor.store(simple(id=ID)) == [ID]
    assert visitor.status("PUT", "statements", params={"statementId": ID}, json=simple()) == 204
    assert visitor.found() == [before]


@pytest.mark.requirement("Communication 2.1.1, 2.1.2: another statement of a stored id answers 409")
def test_another_statement_of_the_same_id_is_a_conflict(hub: Hub) -> None:
    visitor = Visitor(hub, "2.0.0")
    visitor.store(simple(id=ID))
    other = simple(id=ID, verb={"id": "http://example.com/other"})
    assert visitor.status("POST", "statements", json=[simple(id=OTHER), other]) == 409
    assert visitor.status("PUT", "statements", params={"statementId": ID}, json=other) == 409
    assert visitor.ids() == [ID]
    assert visitor.one(ID)["verb"]["id"] == "http://adlnet.gov/expapi/verbs/experienced"


@pytest.mark.requirement("Communication 3.2: a batch is stored whole or not at all")
def test_one_bad_statement_keeps_the_whole_batch_out(each: Visitor) -> None:
    assert each.status("POST", "statements", json=[simple(id=ID), {"actor": {}}]) == 400
    assert each.status("GET", "statements", params={"statementId": ID}) == 404


@pytest.mark.requirement("Communication 2.1.2: a batch with an id twice answers 400")
def test_an_id_twice_in_a_batch_is_refused(each: Visitor) -> None:
    assert each.status("POST", "statements", json=[simple(id=ID), simple(id=ID.upper())]) == 400


@pytest.mark.requirement("Communication 2.1.3: Last-Modified is the statement's stored")
def test_a_statement_says_when_it_was_stored(each: Visitor) -> None:
    each.store(simple(id=ID))
    answer = each.get("statements", params={"statementId": ID})
    assert answer.headers["Last-Modified"] == "Mon, 30 Nov 2026 12:00:00 GMT"


@pytest.mark.requirement("Communication 2.1.3: Consistent-Through is on every answer")
def test_each_answer_says_up_to_when_it_is_whole(each: Visitor, hub_clock: HubClock) -> None:
    each.store(simple())
    hub_clock.at += 1500
    for path in ("statements", "statements?LIMIT=1", f"statements?statementId={ID}"):
        answer = each.get(path)
        assert answer.headers["X-Experience-API-Consistent-Through"] == (
            "2026-11-30T12:00:01.500000Z"
        )


@pytest.mark.requirement("Communication 1.1: HEAD is GET without the body")
def test_head_says_what_get_says_but_the_body(each: Visitor) -> None:
    each.store(simple(id=ID))
    for path in ("statements", f"statements?statementId={ID}", "about", "statements?x=y"):
        got, head = each.get(path), each.head(path)
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert head.headers == got.headers


@pytest.mark.requirement("Communication 1.5.1, 3.2: the content is what its type says")
@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"],
)
def test_statements_of_another_content_type_are_refused(each: Visitor, kind: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    assert each.status("POST", "statements", content=b"{}", headers=headers) == 400


def test_a_type_with_a_charset_is_json_all_the_same(each: Visitor) -> None:
    import msgspec

    body = msgspec.json.encode(simple())
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert each.status("POST", "statements", content=body, headers=headers) == 200


def test_what_is_no_json_is_refused(each: Visitor) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b"", b"{", b"[" * 100_000, b"\xff", b'"x"', b"null", b"7"):
        assert each.status("POST", "statements", content=body, headers=headers) == 400


def test_an_empty_batch_stores_nothing(each: Visitor) -> None:
    assert each.store() == []


@pytest.mark.requirement("Communication 1.4: strings are UTF-8")
def test_no_byte_of_a_statement_is_lost(one: Visitor) -> None:
    odd = {
        "https://example.com/ext": [1.0, 1e-7, -0.5, 12345678901234, "é\u2028\U0001f600", None, {}]
    }
    one.store(simple(id=ID, result={"extensions": odd, "response": '\\"\n\t\x7f'}))
    assert one.one(ID)["result"] == {"extensions": odd, "response": '\\"\n\t\x7f'}
