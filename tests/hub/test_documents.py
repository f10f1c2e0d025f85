from __future__ import annotations

import json
from typing import Any

import pytest

from kiosk.hub.application import Hub
from tests.hub.conftest import NOON, HubClock, Visitor

AGENT = json.dumps({"account": {"homePage": "https://a.example", "name": "x"}})
ACTIVITY = "https://example.com/activities/7"
REGISTRATION = "0e3f1c5a-7b1d-4c55-9c3f-6a5a4a3d2b1c"
NEW = {"If-None-Match": "*"}
PLACES: dict[str, dict[str, str]] = {
    "activities/state": {"activityId": ACTIVITY, "agent": AGENT, "stateId": "s"},
    "activities/profile": {"activityId": ACTIVITY, "profileId": "p"},
    "agents/profile": {"agent": AGENT, "profileId": "p"},
}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.mark.requirement("Communication 2.2, 2.3, 2.6, 2.7: PUT, GET and DELETE of a document")
def test_a_document_is_kept_to_the_byte_until_it_is_deleted(hub: Hub, place: str) -> None:
    visitor = Visitor(hub, "1.0.3")
    body, kind = bytes(range(256)) * 20, {"Content-Type": "image/x-odd; a=b", **NEW}
    assert visitor.status("GET", place, params=PLACES[place]) == 404
    answer = visitor.put(place, params=PLACES[place], content=body, headers=kind)
    assert (answer.status_code, answer.content) == (204, b"")
    got = visitor.get(place, params=PLACES[place])
    assert (got.status_code, got.content) == (200, body)
    assert got.headers["Content-Type"] == "image/x-odd; a=b"
    assert visitor.status("DELETE", place, params=PLACES[place]) == 204
    assert visitor.status("GET", place, params=PLACES[place]) == 404
    assert visitor.status("DELETE", place, params=PLACES[place]) == 204


@pytest.mark.requirement("Communication 3.1: the ETag is the SHA-1 in quotes; Last-Modified")
def test_a_document_has_its_hash_and_its_time(each: Visitor, place: str) -> None:
    each.put(
        place, params=PLACES[place], content=b"isi", headers={"Content-Type": "text/plain", **NEW}
    )
    got = each.get(place, params=PLACES[place])
    assert got.headers["ETag"] == '"63e2366bb51d03bfdd83c4c3210f7e230bb80c12"'
    assert got.headers["Last-Modified"] == "Mon, 30 Nov 2026 12:00:00 GMT"


@pytest.mark.requirement("Communication 3.1: If-Match and If-None-Match")
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_change_that_counts_on_another_state_is_refused(
    hub: Hub, place: str, method: str
) -> None:
    visitor, params = Visitor(hub, "2.0.0"), PLACES[place]
    visitor.put(place, params=params, json={"a": 1}, headers=NEW)
    tag = visitor.get(place, params=params).headers["ETag"]
    content = {} if method == "DELETE" else {"json": {"a": 2}}

    def change(**headers: str) -> int:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return visitor.status(method, place, params=params, headers=names, **content)

    assert change(If_Match='"1234"') == 412
    assert change(If_None_Match="*") == 412
    assert change(If_None_Match=tag) == 412
    assert visitor.get(place, params=params).json() == {"a": 1}
    assert change(If_Match=f'"1234", {tag}') == 204


@pytest.mark.requirement("Communication 3.1: If-Match of what is not there; If-None-Match *")
def test_what_is_not_there_matches_nothing(each: Visitor, place: str) -> None:
    params = PLACES[place]
    for value in ("*", '"1234"'):
        headers = {"If-Match": value}
        assert each.status("PUT", place, params=params, json={}, headers=headers) == 412
    headers = {"If-None-Match": "*"}
    assert each.status("PUT", place, params=params, json={}, headers=headers) == 204
    assert each.status("PUT", place, params=params, json={}, headers=headers) == 412


@pytest.mark.requirement("Communication 3.1: PUT of a profile needs one of the headers")
def test_a_new_profile_is_put_with_a_header_that_says_so(each: Visitor, place: str) -> None:
    status = each.status("PUT", place, params=PLACES[place], json={})
    assert status == (204 if place == "activities/state" else 400)


@pytest.mark.requirement("Communication 3.1: PUT without a header over what exists answers 409")
def test_overwriting_without_looking_is_refused_and_explained(each: Visitor, place: str) -> None:
    params = PLACES[place]
    each.put(place, params=params, json={"a": 1}, headers=NEW)
    answer = each.put(place, params=params, json={"a": 2})
    if place == "activities/state" and each.version == "1.0.3":
        assert answer.status_code == 204
        return
    assert answer.status_code == 409
    assert "If-Match" in answer.text
    assert each.get(place, params=params).json() == {"a": 1}


@pytest.mark.requirement("Communication 2.2: POST merges the members of JSON objects")
def test_post_puts_the_members_into_the_object_that_is_there(hub: Hub, place: str) -> None:
    visitor, params = Visitor(hub, "1.0.3"), PLACES[place]
    assert visitor.status("POST", place, params=params, json={"x": {"a": 1}, "y": "bar"}) == 204
    assert visitor.status("POST", place, params=params, json={"x": {"b": 2}, "z": 1}) == 204
    got = visitor.get(place, params=params)
    assert got.json() == {"x": {"b": 2}, "y": "bar", "z": 1}
    assert got.headers["Content-Type"] == "application/json"


@pytest.mark.requirement("Communication 2.2: what cannot be merged answers 400 and changes nothing")
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"[1]"),
        ("application/json", b"{"),
        ("text/plain", b'{"a":2}'),
        ("application/x-www-form-urlencoded", b"abc"),
    ],
)
def test_only_objects_are_put_together(each: Visitor, place: str, kind: str, body: bytes) -> None:
    params = PLACES[place]
    each.post(place, params=params, json={"a": 1})
    headers = {"Content-Type": kind}
    assert each.status("POST", place, params=params, content=body, headers=headers) == 400
    assert each.get(place, params=params).json() == {"a": 1}
    other = {**params, next(iter(params.keys() & {"stateId", "profileId"})): "other"}
    each.put(place, params=other, content=b"x", headers={"Content-Type": "text/plain", **NEW})
    assert each.status("POST", place, params=other, json={"a": 1}) == 400


@pytest.mark.requirement("Communication 2.3, 2.6, 2.7: ids of documents, since")
def test_without_an_id_the_ids_are_listed_since_a_time(
    hub: Hub, place: str, hub_clock: HubClock
) -> None:
    visitor = Visitor(hub, "1.0.3")
    named = dict(PLACES[place])
    name = "stateId" if "stateId" in named else "profileId"
    del named[name]
    assert visitor.get(place, params=named).json() == []
    visitor.put(place, params={**named, name: "one"}, json={}, headers=NEW)
    visitor.put(place, params={**named, name: "two"}, json={}, headers=NEW)
    got = visitor.get(place, params=named)
    assert sorted(got.json()) == ["one", "two"]
    assert got.headers["ETag"]
    assert got.headers["Last-Modified"].endswith("GMT")
    late = {**named, "since": "2100-01-01T00:00:00Z"}
    assert visitor.get(place, params=late).json() == []
    early = {**named, "since": "2020-01-01T00:00:00+07:00"}
    assert len(visitor.get(place, params=early).json()) == 2
    assert hub_clock.at == NOON


@pytest.mark.requirement("Communication 2.3: registration is part of a state's context")
def test_states_of_a_registration_are_others(one: Visitor) -> None:
    place, params = "activities/state", PLACES["activities/state"]
    of = {**params, "registration": REGISTRATION}
    one.put(place, params=params, json={"a": 1})
    one.put(place, params=of, json={"a": 2})
    assert one.get(place, params=params).json() == {"a": 1}
    upper = {**of, "registration": REGISTRATION.upper()}
    assert one.get(place, params=upper).json() == {"a": 2}


@pytest.mark.requirement("Communication 2.3: DELETE without stateId deletes the whole context")
def test_all_states_of_a_context_go_at_once(one: Visitor) -> None:
    place = "activities/state"
    params = PLACES[place]
    context = {"activityId": ACTIVITY, "agent": AGENT}
    other = {**params, "activityId": ACTIVITY + "/other"}
    for each in (params, {**params, "stateId": "t"}, other):
        one.put(place, params=each, json={})
    assert one.status("DELETE", place, params=context) == 204
    assert one.get(place, params=context).json() == []
    assert one.status("GET", place, params=other) == 200


@pytest.mark.requirement("Communication 2.3, 2.6, 2.7: parameters that are missing or wrong")
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_a_context_that_is_missing_or_wrong_is_refused(
    each: Visitor, place: str, method: str
) -> None:
    content: dict[str, Any] = {} if method in {"GET", "DELETE"} else {"json": {}}
    if method == "PUT":
        content["headers"] = NEW
    params = PLACES[place]
    wrong = [{**params, "unknown": "x"}, {k.upper(): v for k, v in params.items()}]
    for name in params.keys() & {"agent", "activityId"}:
        wrong.append({k: v for k, v in params.items() if k != name})
        wrong.append({**params, name: "not one"})
    if method in {"PUT", "POST"}:
        wrong.append({k: v for k, v in params.items() if not k.endswith("eId")})
    if place == "activities/state":
        wrong.append({**params, "registration": "x"})
    for some in wrong:
        assert each.status(method, place, params=some, **content) == 400, some


def test_a_nul_in_a_parameter_is_refused(hub: Hub, place: str) -> None:
    visitor = Visitor(hub, "1.0.3")
    for name in PLACES[place].keys() - {"activityId"}:
        value = PLACES[place][name].replace('"x"', r'"\u0000"') if name == "agent" else "a\0b"
        params = {**PLACES[place], name: value}
        assert visitor.status("PUT", place, params=params, json={}, headers=NEW) == 400
