from __future__ import annotations

import hashlib
import json
from typing import Any

from kiosk.hub.application import Hub
from kiosk.hub.database import reading, writing
from kiosk.hub.purging import erase, purge
from kiosk.xapi.keys import agent_key
from tests.hub.conftest import Visitor
from tests.hub.statements import simple
from tests.hub.test_attachments import about, part, send

GONE = {"account": {"homePage": "https://a.example", "name": "hilang"}}
STAYS = {"account": {"homePage": "https://a.example", "name": "tinggal"}}
ID = "6a4b8f5e-0000-4000-8000-000000000001"


def ref(name: str, **other: object) -> dict[str, Any]:
    return simple(object={"objectType": "StatementRef", "id": name}, **other)


def purged(hub: Hub, agent: dict[str, Any]) -> int:
    with writing(hub.engine) as connection:
        return purge(connection, agent_key(agent), hub.settled.terms)


def test_an_erased_person_is_gone_and_the_others_keep_their_places(hub: Hub) -> None:
    visitor = Visitor(hub, "1.0.3")
    visitor.store(simple(id=ID, actor={**GONE, "name": "Peserta Contoh 1"}))
    kept = visitor.store(
        simple(actor=STAYS), ref(ID, actor=STAYS), simple(object={"objectType": "Agent", **GONE})
    )
    state = {"activityId": "https://a.example/7", "agent": json.dumps(GONE), "stateId": "s"}
    visitor.put("activities/state", params=state, json={})
    before = [visitor.one(name) for name in kept]
    assert purged(hub, GONE) == 1
    assert purged(hub, GONE) == 0
    assert visitor.status("GET", "statements", params={"statementId": ID}) == 404
    assert visitor.status("GET", "activities/state", params=state) == 404
    person = visitor.get("agents", params={"agent": json.dumps(GONE)}).json()
    assert "name" not in person
    assert [visitor.one(name) for name in kept] == before
    assert visitor.ids() == kept[::-1]
    assert visitor.ids(agent=GONE) == [kept[2]]


def test_no_link_or_reference_of_a_purged_statement_is_left(hub: Hub) -> None:
    visitor = Visitor(hub, "2.0.0")
    target = simple(
        id=ID,
        actor=GONE,
        context={"contextActivities": {"parent": [{"id": "https://a.example/p"}]}},
    )
    (middle,) = visitor.store(ref(ID, actor=GONE))
    visitor.store(target, ref(middle, actor=GONE))
    assert purged(hub, GONE) == 3
    with reading(hub.engine) as connection:
        for table in ("statement", "link", "reference", "attached", "document", "person"):
            count = connection.exec_driver_sql(f"select count(*) from {table}").scalar()  # noqa: S608
            assert (table, count) == (table, 0)


def test_a_file_goes_with_the_last_statement_that_has_it(hub: Hub) -> None:
    visitor = Visitor(hub, "1.0.3")
    shared, alone = b"shared", b"alone"
    statement = simple(actor=GONE, attachments=[about(shared), about(alone)])
    other = simple(actor=STAYS, attachments=[about(shared)])
    assert send(visitor, [statement, other], part(shared), part(alone)) == 200
    assert purged(hub, GONE) == 1
    with reading(hub.engine) as connection:
        left = connection.exec_driver_sql("select sha2 from attachment").scalars().all()
    assert left == [hashlib.sha256(shared).hexdigest()]


def test_statements_can_be_erased_by_their_ids(hub: Hub) -> None:
    visitor = Visitor(hub, "1.0.3")
    first, second = visitor.store(simple(), simple())
    ids = [bytes.fromhex(first.replace("-", "")), bytes(16)]
    with writing(hub.engine) as connection:
        assert erase(connection, ids, hub.settled.terms) == 1
    assert visitor.ids() == [second]
