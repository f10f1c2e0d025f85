from __future__ import annotations

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from kiosk.hub.application import Hub, application
from kiosk.hub.clients import SCOPES, Scope, client_of, clients, new_client, revoke
from kiosk.hub.database import reading, writing
from tests.hub.conftest import NOON, Visitor
from tests.hub.statements import simple

ID = "6a4b8f5e-0000-4000-8000-000000000001"
STATE = {
    "activityId": "https://example.com/7",
    "agent": '{"mbox":"mailto:a@example.com"}',
    "stateId": "s",
}
PROFILE = {"activityId": "https://example.com/7", "profileId": "s"}


def test_no_key_looks_like_an_option_of_a_command(lite: Hub) -> None:
    key, secret = new_client(lite.engine, lambda count: b"\xff" * count, "unlucky", ["all"])
    assert (key[:3], secret[:3]) == ("d__", "d__")
    key, secret = new_client(lite.engine, lambda count: b"\xfb\xef\xbe" * count, "dashes", ["all"])
    assert (key[:3], secret[:3]) == ("d--", "d--")


@pytest.mark.requirement("Communication 2.8: about is open and lists the versions")
def test_about_is_open_to_everyone(lite: Hub) -> None:
    stranger = TestClient(application(lite))
    for base, version, all_of_them in (
        ("1.0.3", "1.0.3", ["1.0.3"]),
        ("2.0", "2.0.0", ["1.0.3", "2.0.0"]),
    ):
        answer = stranger.get(f"/xapi/{base}/about")
        assert (answer.status_code, answer.json()) == (200, {"version": all_of_them})
        assert answer.headers["X-Experience-API-Version"] == version


@pytest.mark.requirement("Communication 3.3: the version is on every answer")
def test_every_answer_names_the_version(each: Visitor) -> None:
    for method, path in [
        ("GET", "statements"),
        ("GET", "statements?x=y"),
        ("POST", "statements"),
        ("DELETE", "statements"),
        ("GET", "nothing"),
        ("GET", "agents"),
        ("OPTIONS", "about"),
        ("PATCH", "activities/state"),
    ]:
        answer = each.request(method, path)
        assert answer.headers["X-Experience-API-Version"] == each.version
        assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.requirement("Communication 3.3: requests of other versions or none answer 400")
@pytest.mark.parametrize(
    ("base", "version", "status"),
    [
        ("1.0.3", None, 400),
        ("1.0.3", "", 400),
        ("1.0.3", "0.95", 400),
        ("1.0.3", "1.0", 200),
        ("1.0.3", "1.0.0", 200),
        ("1.0.3", "1.0.9", 200),
        ("1.0.3", "1.1.0", 400),
        ("1.0.3", "2.0.0", 400),
        ("2.0", None, 400),
        ("2.0", "1.0.3", 400),
        ("2.0", "2.0.0", 200),
        ("2.0", "2.0", 200),
    ],
)
def test_only_a_bases_own_version_is_spoken(
    one: Visitor, base: str, version: str | None, status: int
) -> None:
    del one.headers["X-Experience-API-Version"]
    headers = {} if version is None else {"X-Experience-API-Version": version}
    assert one.status("GET", f"http://hub.test/xapi/{base}/statements", headers=headers) == status


@pytest.mark.requirement("Communication 4.0, 3.2: without good credentials 401")
def test_without_good_credentials_nothing_is_given(hub: Hub) -> None:
    visitor = Visitor(hub, "1.0.3")
    right = base64.b64encode(b":".join(x.encode() for x in visitor.auth_pair())).decode()
    stranger = TestClient(application(hub), base_url="http://hub.test/xapi/1.0.3/")
    bad = ["", "Basic", f"Basic:{right}", f"Bearer {right}", "Basic !!", "Basic eDp5", "Basic eA=="]
    bad += ["Basic AAAA", "Basic gIA6gIA=", f"Basic {right[:-4]}"]
    for header in bad:
        headers = {"Authorization": header, "X-Experience-API-Version": "1.0.3"}
        for path in ("statements", "agents", "activities", "activities/state"):
            answer = stranger.get(path, headers=headers)
            assert answer.status_code == 401, header
            assert answer.headers["WWW-Authenticate"].startswith("Basic realm=")
    headers = {"Authorization": f"basic {right}", "X-Experience-API-Version": "1.0.3"}
    assert stranger.get("statements", headers=headers).status_code == 200


def test_a_client_that_was_sent_away_stays_out(hub: Hub) -> None:
    visitor = Visitor(hub, "1.0.3")
    assert visitor.status("GET", "statements") == 200
    assert revoke(hub.engine, visitor.key, NOON)
    assert not revoke(hub.engine, visitor.key, NOON)
    assert visitor.status("GET", "statements") == 401


def test_keys_are_random_and_only_their_hash_is_kept(lite: Hub) -> None:
    key, secret = new_client(lite.engine, lite.chance, "Dasbor", ["statements/read"], NOON)
    other, _ = new_client(lite.engine, lite.chance, "Dasbor", ["statements/read"], NOON)
    assert key != other
    assert len(base64.urlsafe_b64decode(secret[1:] + "=")) == 32
    with reading(lite.engine) as connection:
        found = client_of(connection, key, secret)
        assert found is not None
        assert found.scopes == {"statements/read"}
        assert client_of(connection, key, other) is None
        assert [(each.name, each.scopes) for each in clients(connection)][-1] == (
            "Dasbor",
            ("statements/read",),
        )
    file = Path(str(lite.engine.url.database))
    kept = file.read_bytes() + file.with_name(file.name + "-wal").read_bytes()
    assert key.encode() in kept
    assert secret.encode() not in kept


def test_a_scope_that_does_not_exist_is_not_given(lite: Hub) -> None:
    with pytest.raises(ValueError, match="no such scope"):
        new_client(lite.engine, lite.chance, "x", ["everything"])  # type: ignore[list-item]


_MAY: dict[Scope, str] = {
    "statements/write": "w",
    "statements/read/mine": "r",
    "statements/read": "rP",
    "state": "sS",
    "define": "",
    "profile": "pqP",
    "all/read": "rsPq",
    "all": "wrsSpqP",
}


@pytest.mark.requirement("Communication 4.2, 3.2: scopes; 403 for what was not granted")
@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_lets_in_to_what_it_names_and_nothing_else(lite: Hub, scope: Scope) -> None:
    visitor = Visitor(lite, "1.0.3", scope)
    tries = {
        "w": visitor.status("POST", "statements", json=simple()),
        "r": visitor.status("GET", "statements"),
        "S": visitor.status("POST", "activities/state", params=STATE, json={}),
        "s": visitor.status("GET", "activities/state", params=STATE),
        "p": visitor.status("POST", "activities/profile", params=PROFILE, json={}),
        "q": visitor.status("GET", "activities/profile", params=PROFILE),
        "P": visitor.status("GET", "agents", params={"agent": STATE["agent"]}),
    }
    assert {name for name, status in tries.items() if status != 403} == set(_MAY[scope])


@pytest.mark.requirement("Communication 4.2: statements/read/mine")
def test_who_may_read_its_own_reads_only_what_it_wrote(hub: Hub) -> None:
    writer = Visitor(hub, "1.0.3", "statements/write", "statements/read/mine")
    other = Visitor(hub, "1.0.3")
    (theirs,) = other.store(simple())
    (mine,) = writer.store(simple(object={"objectType": "StatementRef", "id": theirs}))
    assert writer.ids() == [mine]
    assert writer.ids(agent=simple()["actor"]) == [mine]
    assert writer.status("GET", "statements", params={"statementId": theirs}) == 404
    assert writer.status("GET", "statements", params={"statementId": mine}) == 200
    (answer,) = other.store(simple(object={"objectType": "StatementRef", "id": mine}))
    assert answer in other.ids()
    assert writer.ids() == [mine]


@pytest.mark.requirement("Communication 4.2: without “define” canonical definitions stay")
def test_who_may_not_define_changes_no_definition(lite: Hub) -> None:
    writer, reader = Visitor(lite, "1.0.3", "statements/write"), Visitor(lite, "1.0.3")
    thing: dict[str, Any] = {
        "id": "https://example.com/7",
        "definition": {"name": {"en": "n"}},
    }
    writer.store(simple(object=thing))
    found = reader.get("activities", params={"activityId": thing["id"]}).json()
    assert found == {"objectType": "Activity", "id": thing["id"]}
    reader.store(simple(object=thing))
    found = reader.get("activities", params={"activityId": thing["id"]}).json()
    assert found == {"objectType": "Activity", **thing}


@pytest.mark.requirement("Communication 3.2: 404 and 405, before anything else is looked at")
def test_what_does_not_exist_or_cannot_be_done(lite: Hub) -> None:
    stranger = TestClient(application(lite), base_url="http://hub.test/xapi/1.0.3/")
    for path in ("nothing", "", "statements/x", "Statements"):
        assert stranger.get(path).status_code == 404
    for method, path in [
        ("DELETE", "statements"),
        ("PUT", "agents"),
        ("POST", "activities"),
        ("DELETE", "activities"),
        ("PATCH", "activities/state"),
        ("OPTIONS", "statements"),
        ("POST", "about"),
    ]:
        answer = stranger.request(method, path)
        assert answer.status_code == 405, path
        assert "GET" in answer.headers["Allow"]


def test_a_doubled_slash_in_front_is_forgiven(one: Visitor) -> None:
    assert one.status("GET", "http://hub.test/xapi/1.0.3//statements") == 200
    assert one.status("GET", "http://hub.test/xapi/1.0.3/statements/") == 200


@pytest.mark.requirement("Communication 3.2: errors are told as JSON, text or HTML")
def test_errors_are_told_in_the_form_that_is_wanted(one: Visitor) -> None:
    forms = {"": "application/json", "*/*": "application/json"}
    forms |= {
        "text/plain": "text/plain; charset=utf-8",
        "text/html, */*": "text/html; charset=utf-8",
    }
    for accept, media in forms.items():
        answer = one.get("statements?<b>=x", headers={"Accept": accept})
        assert (answer.status_code, answer.headers["Content-Type"]) == (400, media)
        assert "<b>" not in answer.text or "html" not in media


@pytest.mark.requirement("Communication 3.2: 413 for what is larger than the limit")
def test_what_is_too_large_is_refused_in_whatever_way_it_comes(one: Visitor, lite: Hub) -> None:
    small = Hub(lite.engine, lite.settled, lite.now, lite.chance, limit=1000)
    visitor = Visitor(small, "1.0.3")
    kind = {"Content-Type": "text/plain"}
    for size, status in ((1000, 204), (1001, 413), (100_000, 413)):
        params = {**STATE, "stateId": f"s{size}"}
        body = b"x" * size
        answer = visitor.put("activities/state", params=params, content=body, headers=kind)
        assert answer.status_code == status
        pieces = iter([body[:500], body[500:]])
        params["stateId"] += "p"
        answer = visitor.put("activities/state", params=params, content=pieces, headers=kind)
        assert answer.status_code == status
    names = one.get("activities/state", params={**STATE, "stateId": ""} | {"stateId": "s1000"})
    assert names.status_code == 200


def _form(**fields: str) -> dict[str, str]:
    return fields


@pytest.mark.requirement("Communication 1.3: the alternate request syntax of 1.0.3")
def test_everything_can_be_said_in_a_form(one: Visitor) -> None:
    statement = json.dumps(simple())
    answer = one.post("statements?method=PUT", data=_form(statementId=ID, content=statement))
    assert answer.status_code == 204
    answer = one.post("statements?method=POST", data=_form(content=statement))
    assert (answer.status_code, len(answer.json())) == (200, 1)
    answer = one.post("statements?method=GET", data=_form(limit="1"))
    assert len(answer.json()["statements"]) == 1
    answer = one.post("activities/state?method=PUT", data={**STATE, "content": '{"a":1}'})
    assert answer.status_code == 204
    assert one.get("activities/state", params=STATE).json() == {"a": 1}
    answer = one.post("activities/state?method=DELETE", data=STATE)
    assert answer.status_code == 204
    assert one.status("GET", "activities/state", params=STATE) == 404


@pytest.mark.requirement("Communication 1.3: headers in the form")
def test_the_form_may_hold_the_headers(one: Visitor) -> None:
    key, secret = one.auth_pair()
    stranger = TestClient(one.app, base_url="http://hub.test/xapi/1.0.3/")
    form = {
        "statementId": ID,
        "content": json.dumps(simple()),
        "X-Experience-API-Version": "1.0.3",
        "Authorization": "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode(),
        "Content-Type": "application/json",
        "Content-Length": "1",
    }
    assert stranger.post("statements?method=PUT", data=form).status_code == 204
    form["X-Experience-API-Version"] = "0.8"
    assert stranger.post("statements?method=PUT", data=form).status_code == 400
    state = {**STATE, "content": "x", "Content-Type": "text/plain", "If-Match": '"1"'}
    assert one.post("activities/state?method=PUT", data=state).status_code == 412


@pytest.mark.requirement("Communication 1.3: what is not of this syntax answers 400")
@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("method=PUT&statementId=" + ID, {"content": "{}"}),
        ("method=PUT", {"statementId": ID}),
        ("method=PUT", {}),
        ("method=PATCH", {"content": "{}"}),
        ("method=put", {"statementId": ID, "content": "{}"}),
        ("method=", {"content": "{}"}),
        ("Method=GET", {"limit": "1"}),
        ("method=GET&method=GET", {}),
    ],
)
def test_a_form_that_says_too_much_or_too_little_is_refused(
    one: Visitor, query: str, body: dict[str, str]
) -> None:
    assert one.status("POST", f"statements?{query}", data=body) == 400


def test_a_body_that_is_no_form_is_refused(one: Visitor) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for body in (b'{"a":1}', b"\xff=1", b"%ff=%ff", b"=" * 5000 + b"&" * 5000):
        answer = one.post("statements?method=PUT", content=body, headers=kind)
        assert answer.status_code == 400
    assert one.status("POST", "statements?method=GET", json={"limit": 1}) == 400
    assert one.status("PUT", "statements?method=POST", data={"content": "{}"}) == 400
    assert one.status("GET", "statements?method=GET") == 400


@pytest.mark.requirement("IEEE 9274.1.1: no alternate request syntax in 2.0")
def test_the_form_is_refused_in_2_0(two: Visitor) -> None:
    for method in ("GET", "PUT", "POST"):
        form = {"statementId": ID, "content": json.dumps(simple())}
        assert two.status("POST", f"statements?method={method}", data=form) == 400
        assert two.status("POST", f"activities/state?method={method}", data=STATE) == 400


@pytest.mark.requirement("Communication 2.4: the Person object")
def test_a_person_has_all_the_names_that_were_seen(hub: Hub) -> None:
    visitor = Visitor(hub, "1.0.3")
    agent = {"objectType": "Agent", "mbox": "mailto:a@example.com"}
    visitor.store(simple(actor={**agent, "name": "Peserta Contoh 1"}), simple(actor=agent))
    visitor.store(simple(object={**agent, "name": "P.C. 1"}))
    got = visitor.get("agents", params={"agent": json.dumps(agent)})
    assert got.json() == {
        "objectType": "Person",
        "name": ["P.C. 1", "Peserta Contoh 1"],
        "mbox": ["mailto:a@example.com"],
    }
    assert len(got.headers["ETag"]) == 42
    account = {"homePage": "https://a.example", "name": "x"}
    unknown = json.dumps({"account": account, "name": "Baru"})
    got = visitor.get("agents", params={"agent": unknown})
    assert got.json() == {"objectType": "Person", "name": ["Baru"], "account": [account]}


@pytest.mark.requirement("Communication 2.4, 2.5: parameters that are missing or wrong")
def test_an_agent_or_activity_must_be_named_rightly(each: Visitor) -> None:
    for query in ("", "agent=x", "agent={}", "Agent={}", "activityId=a"):
        assert each.status("GET", f"agents?{query}") == 400
    for query in ("", "activityId=not an iri", "activityid=https://a.example", "agent={}"):
        assert each.status("GET", f"activities?{query}") == 400


@pytest.mark.requirement("Communication 2.5: an activity with all that is known of it")
def test_an_activity_gathers_what_statements_say_of_it(hub: Hub) -> None:
    visitor = Visitor(hub, "2.0.0")
    name = "https://example.com/7"
    got = visitor.get("activities", params={"activityId": name})
    assert got.json() == {"objectType": "Activity", "id": name}

    def thing(**names: str) -> dict[str, object]:
        return {"id": name, "definition": {"name": names}}

    visitor.store(simple(object=thing(en="Training")), simple(object=thing(id="Pelatihan")))
    context = {"contextActivities": {"parent": [thing(fr="Formation")]}}
    visitor.store(simple(context=context))
    inner = simple(object=thing(ms="Latihan"), objectType="SubStatement")
    visitor.store(simple(object=inner))
    got = visitor.get("activities", params={"activityId": name})
    assert got.json()["definition"]["name"] == {
        "en": "Training",
        "id": "Pelatihan",
        "fr": "Formation",
        "ms": "Latihan",
    }
    assert msgspec.json.decode(got.content)["id"] == name


def test_those_who_wait_to_write_keep_no_reader_out(hub: Hub) -> None:
    visitor = Visitor(hub, "1.0.3")
    with ThreadPoolExecutor(16) as clients:
        with writing(hub.engine):
            waiting = [clients.submit(visitor.store, simple()) for _ in range(16)]
            assert visitor.status("GET", "statements") == 200
            assert not any(each.done() for each in waiting)
        assert len({each.result()[0] for each in waiting}) == 16
