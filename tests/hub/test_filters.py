from __future__ import annotations

import base64
from typing import Any

import pytest
from sqlalchemy import event

from kiosk.hub.application import Hub
from tests.hub.conftest import Visitor, _words
from tests.hub.statements import simple

AGENT = {"objectType": "Agent", "account": {"homePage": "https://a.example", "name": "x"}}
OTHER = {"mbox": "mailto:Other@Example.com"}
ACTIVITY = "https://example.com/activities/7"
REGISTRATION = "0e3f1c5a-7b1d-4c55-9c3f-6a5a4a3d2b1c"


def ref(name: str, **other: object) -> dict[str, Any]:
    return simple(object={"objectType": "StatementRef", "id": name}, **other)


@pytest.fixture
def visitor(hub: Hub) -> Visitor:
    return Visitor(hub, "2.0.0")


@pytest.mark.requirement("Communication 2.1.3: agent finds actors, objects and members of groups")
def test_an_agent_is_found_as_actor_object_and_member(visitor: Visitor) -> None:
    actor, thing, member, _ = visitor.store(
        simple(actor={**AGENT, "name": "X"}),
        simple(object=AGENT),
        simple(actor={"objectType": "Group", "member": [OTHER, AGENT]}),
        simple(context={"instructor": AGENT}),
    )
    assert visitor.ids(agent=AGENT) == [member, thing, actor]


@pytest.mark.requirement("Communication 2.1.3: related_agents looks wider")
def test_related_agents_are_found_wherever_they_are_named(visitor: Visitor) -> None:
    inner = {"objectType": "SubStatement", **simple(actor=AGENT)}
    wanted = visitor.store(
        simple(context={"instructor": AGENT}),
        simple(context={"team": {"objectType": "Group", "member": [AGENT]}}),
        simple(object=inner),
        simple(object={"objectType": "SubStatement", **simple(context={"instructor": AGENT})}),
        simple(actor=AGENT),
    )
    visitor.store(simple())
    assert visitor.ids(agent=AGENT, related_agents="true") == wanted[::-1]
    assert visitor.ids(agent=AGENT) == [wanted[4]]


@pytest.mark.requirement("Communication 2.1.3: related_agents counts the authority")
def test_the_authority_is_a_related_agent(visitor: Visitor) -> None:
    (name,) = visitor.store(simple())
    authority = visitor.one(name)["authority"]
    assert visitor.ids(agent=authority) == []
    assert visitor.ids(agent=authority, related_agents="true") == [name]


@pytest.mark.requirement("Communication 2.1.3: activity, related_activities")
def test_activities_are_found_as_object_and_if_wanted_in_the_context(visitor: Visitor) -> None:
    thing, parent, inner, _ = visitor.store(
        simple(object={"id": ACTIVITY}),
        simple(context={"contextActivities": {"parent": [{"id": ACTIVITY}]}}),
        simple(object={"objectType": "SubStatement", **simple(object={"id": ACTIVITY})}),
        simple(),
    )
    assert visitor.ids(activity=ACTIVITY) == [thing]
    assert visitor.ids(activity=ACTIVITY, related_activities="true") == [inner, parent, thing]


@pytest.mark.requirement("Communication 2.1.3: verb, registration")
def test_verb_and_registration_are_found_and_put_together(visitor: Visitor) -> None:
    verb = {"id": "http://example.com/seen"}
    both, _, _ = visitor.store(
        simple(verb=verb, context={"registration": REGISTRATION}),
        simple(verb=verb),
        simple(context={"registration": REGISTRATION.upper()}),
    )
    assert len(visitor.ids(verb=verb["id"])) == 2
    assert len(visitor.ids(registration=REGISTRATION)) == 2
    assert visitor.ids(verb=verb["id"], registration=REGISTRATION.upper()) == [both]


@pytest.mark.requirement("Communication 2.1.3: since is exclusive, until inclusive, of stored")
def test_since_and_until_are_of_the_time_a_statement_was_stored(
    visitor: Visitor,
) -> None:
    names = []
    for _ in range(3):
        names += visitor.store(simple(timestamp="2020-01-01T00:00:00Z"))
    stored = [visitor.one(name)["stored"] for name in names]
    assert visitor.ids(since=stored[0]) == [names[2], names[1]]
    assert visitor.ids(until=stored[1]) == [names[1], names[0]]
    assert visitor.ids(since=stored[0], until=stored[1]) == [names[1]]
    assert visitor.ids(since="2020-01-01T00:00:00Z", until="2020-01-02T00:00:00Z") == []


@pytest.mark.requirement("Communication 2.1.3: limit, ascending, more")
@pytest.mark.parametrize("ascending", ["true", "false"])
def test_pages_go_through_everything_once(visitor: Visitor, ascending: str) -> None:
    names = visitor.store(*(simple(actor=AGENT) for _ in range(7)))
    visitor.store(simple())
    page = visitor.get("statements", params={"limit": "3", "ascending": ascending}).json()
    assert len(page["statements"]) == 3
    found = visitor.ids(limit="3", ascending=ascending, agent=AGENT)
    assert found == (names if ascending == "true" else names[::-1])


def test_a_page_that_holds_all_there_is_has_no_more(visitor: Visitor) -> None:
    visitor.store(simple(), simple())
    page = visitor.get("statements", params={"limit": "2"}).json()
    assert (len(page["statements"]), page["more"]) == (2, "")


def test_what_comes_in_between_two_pages_is_on_neither(visitor: Visitor) -> None:
    names = visitor.store(*(simple() for _ in range(4)))
    page = visitor.get("statements", params={"limit": "2"}).json()
    visitor.store(simple())
    rest = visitor.get(f"http://hub.test{page['more']}").json()
    assert [each["id"] for each in page["statements"] + rest["statements"]] == names[::-1]


def test_more_that_was_not_given_out_is_refused(visitor: Visitor) -> None:
    huge = base64.urlsafe_b64encode(b"[[],99999999999999999999]").decode()
    inner = base64.urlsafe_b64encode(b'[[["more","x"]],1]').decode().rstrip("=")
    for token in ("", "x", "%00", "WzEsMl0", "bnVsbA", "e30", huge, inner):
        assert visitor.status("GET", f"statements?more={token}") == 400
    more = visitor.get("statements", params={"limit": "0"}).json()["more"]
    assert more == ""


@pytest.mark.requirement("Communication 2.1.3: no results are an empty list, not an error")
def test_nothing_found_is_an_empty_list(visitor: Visitor) -> None:
    answer = visitor.get("statements", params={"verb": "http://example.com/none"})
    assert (answer.status_code, answer.json()) == (200, {"statements": [], "more": ""})


@pytest.mark.requirement("Communication 2.1.3, StatementRef: found by what the target is found by")
@pytest.mark.parametrize(
    "order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (0, 2, 1), (1, 2, 0), (2, 0, 1)]
)
def test_a_reference_is_found_by_its_target_in_whatever_order_they_come(
    visitor: Visitor, order: tuple[int, ...]
) -> None:
    names = [f"6a4b8f5e-0000-4000-8000-00000000000{n}" for n in range(3)]
    statements = [
        simple(id=names[0], actor=AGENT, context={"registration": REGISTRATION}),
        ref(names[0], id=names[1]),
        ref(names[1].upper(), id=names[2]),
    ]
    for at in order:
        visitor.store(statements[at])
    for filters in ({"agent": AGENT}, {"registration": REGISTRATION}):
        assert sorted(visitor.ids(**filters)) == names
    seen = visitor.ids()
    assert visitor.ids(agent=AGENT, since=visitor.one(seen[1])["stored"]) == [seen[0]]


def test_references_within_one_batch_find_each_other(visitor: Visitor) -> None:
    names = [f"6a4b8f5e-0000-4000-8000-00000000000{n}" for n in range(3)]
    visitor.store(
        ref(names[1], id=names[2]), ref(names[0], id=names[1]), simple(id=names[0], actor=AGENT)
    )
    assert sorted(visitor.ids(agent=AGENT)) == names


def test_references_in_a_circle_come_to_an_end(visitor: Visitor) -> None:
    names = [f"6a4b8f5e-0000-4000-8000-00000000000{n}" for n in range(3)]
    visitor.store(
        ref(names[1], id=names[0], actor=AGENT),
        ref(names[0], id=names[1]),
        ref(names[2], id=names[2]),
    )
    assert sorted(visitor.ids(agent=AGENT)) == names[:2]


def test_all_filters_are_met_by_one_statement_or_by_its_target(visitor: Visitor) -> None:
    """By one of them; not one filter by this and one by that."""
    target, seen = "6a4b8f5e-0000-4000-8000-000000000001", "http://example.com/seen"
    visitor.store(
        simple(id=target, actor=AGENT, object={"id": ACTIVITY}),
        ref(target, actor=OTHER, verb={"id": seen}),
    )
    assert len(visitor.ids(agent=AGENT, activity=ACTIVITY)) == 2
    assert len(visitor.ids(agent=OTHER, verb=seen)) == 1
    assert visitor.ids(agent=AGENT, verb=seen) == []
    assert visitor.ids(agent=OTHER, activity=ACTIVITY) == []


@pytest.mark.requirement("Data 2.3.2, Communication 2.1.4: voided statements")
@pytest.mark.parametrize("first", ["voided", "voiding", "one batch"])
def test_a_voided_statement_is_only_seen_where_it_is_asked_for_as_such(
    visitor: Visitor, first: str
) -> None:
    name = "6a4b8f5e-0000-4000-8000-000000000001"
    voided = simple(id=name, actor=AGENT)
    voiding = ref(name, verb={"id": "http://adlnet.gov/expapi/verbs/voided"})
    match first:
        case "voided":
            visitor.store(voided)
            (other,) = visitor.store(voiding)
        case "voiding":
            (other,) = visitor.store(voiding)
            visitor.store(voided)
        case _:
            other, _ = visitor.store(voiding, voided)
    assert visitor.ids() == [other]
    assert visitor.ids(agent=AGENT) == [other]
    assert visitor.status("GET", "statements", params={"statementId": name}) == 404
    answer = visitor.get("statements", params={"voidedStatementId": name})
    assert answer.json()["id"] == name
    assert visitor.status("GET", "statements", params={"voidedStatementId": other}) == 404


@pytest.mark.requirement("Data 2.3.2, Communication 2.1.4: voided statements")
@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"agent": AGENT},
        {"activity": ACTIVITY, "related_activities": "true"},
        {"agent": AGENT, "activity": ACTIVITY},
        {"agent": AGENT, "activity": ACTIVITY, "ascending": "true"},
    ],
)
def test_a_page_is_full_though_statements_between_are_voided(
    visitor: Visitor, wanted: dict[str, Any]
) -> None:
    names = visitor.store(*(simple(actor=AGENT, object={"id": ACTIVITY}) for _ in range(9)))
    verb, other = {"id": "http://adlnet.gov/expapi/verbs/voided"}, {"mbox": "mailto:z@example.com"}
    voiding = visitor.store(*(ref(each, actor=other, verb=verb) for each in names[2:7]))
    shown = [*names[:2], *names[7:], *voiding]
    if "ascending" not in wanted:
        shown.reverse()
    for most in (1, 2, 3, 4):
        page = visitor.get("statements", params=_words({**wanted, "limit": most})).json()
        assert [each["id"] for each in page["statements"]] == shown[:most]
        assert page["more"] != ""
        assert visitor.ids(**wanted, limit=most) == shown


@pytest.mark.requirement("Data 2.3.2: a voiding statement cannot be voided")
@pytest.mark.parametrize("turned", [False, True])
def test_a_voiding_statement_stays(visitor: Visitor, *, turned: bool) -> None:
    names = [f"6a4b8f5e-0000-4000-8000-00000000000{n}" for n in range(3)]
    verb = {"id": "http://adlnet.gov/expapi/verbs/voided"}
    steps = [simple(id=names[0]), ref(names[0], id=names[1], verb=verb)]
    steps.append(ref(names[1], id=names[2], verb=verb))
    for each in reversed(steps) if turned else steps:
        visitor.store(each)
    assert sorted(visitor.ids()) == names[1:]


@pytest.mark.requirement(
    "Communication 2.1.3, 3.2: parameters that are unknown or do not go together"
)
@pytest.mark.parametrize(
    "query",
    [
        "foo=bar", "Agent={}", "LIMIT=1", "limit=-1", "limit=x", "agent=x", "agent={}", "agent=[]",
        "since=x", "until=2020", "ascending=yes", "format=other", "registration=1", "verb=x%20y",
        "statementId=1", "limit=1&limit=2", "related_agents=1",
        "statementId=6a4b8f5e-0000-4000-8000-000000000001&limit=1",
        "statementId={0}&voidedStatementId={0}",
    ],
)  # fmt: skip
def test_parameters_that_are_not_understood_are_refused(each: Visitor, query: str) -> None:
    name = "6a4b8f5e-0000-4000-8000-000000000001"
    answer = each.get(f"statements?{query.replace('{0}', name)}")
    assert answer.status_code == 400
    assert answer.json()["faults"]


@pytest.mark.requirement("Communication 2.1.3: format ids")
def test_ids_are_only_what_identifies(one: Visitor) -> None:
    thing = {"id": ACTIVITY, "objectType": "Activity", "definition": {"name": {"en": "n"}}}
    one.store(simple(actor={**AGENT, "name": "X"}, object=thing))
    (found,) = one.found(format="ids")
    assert found["actor"] == {"account": AGENT["account"]}
    assert found["object"]["id"] == ACTIVITY
    assert "definition" not in found["object"]


@pytest.mark.requirement("Communication 2.1.3: format canonical by Accept-Language")
def test_canonical_is_what_is_known_in_the_language_asked_for(one: Visitor) -> None:
    def thing(**name: str) -> dict[str, Any]:
        return {"id": ACTIVITY, "definition": {"name": name}}

    first, _ = one.store(simple(object=thing(id="Pelatihan")), simple(object=thing(en="Training")))
    answer = one.get(
        "statements",
        params={"statementId": first, "format": "canonical"},
        headers={"Accept-Language": "en-GB, en;q=0.9, id;q=0.1"},
    )
    assert answer.json()["object"]["definition"]["name"] == {"en": "Training"}
    assert one.one(first)["object"]["definition"]["name"] == {"id": "Pelatihan"}


def test_the_filter_that_finds_least_is_looked_for_first(hub: Hub, visitor: Visitor) -> None:
    """And all is counted by one question, whatever the number of filters."""
    visitor.store(*(simple(actor=AGENT) for _ in range(4)))
    (rare,) = visitor.store(simple(actor=AGENT, object={"id": ACTIVITY}))
    asked: list[tuple[str, Any]] = []

    def ask(*told: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        if "from link" in told[2]:
            asked.append((told[2], told[3]))

    event.listen(hub.engine, "before_cursor_execute", ask)
    assert visitor.ids(agent=AGENT, activity=ACTIVITY, verb=simple()["verb"]["id"]) == [rare]
    event.remove(hub.engine, "before_cursor_execute", ask)
    (counting, _), (_, values) = asked
    assert counting.count("count(*)") == 3
    first = values["term"] if isinstance(values, dict) else values[0]
    assert first == hub.settled.terms.of("activity", ACTIVITY)
