"""Events in the words of xAPI, and back."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.learning.answers import Answer, Chosen, Filled, Joined, Ordered, Pointed, Typed
from kiosk.learning.events import (
    AnswerGiven,
    CertificateIssued,
    CertificateRevoked,
    EvaluationAnswered,
    Event,
    LifeBegan,
    NoteWritten,
    QuizSubmitted,
    SignedIn,
)
from kiosk.xapi import words
from kiosk.xapi.line import Line
from kiosk.xapi.statement import faults
from kiosk.xapi.words import line_of, pseudonymous, statement_of
from tests.parcel import samples
from tests.parcel.samples import HOME_PAGE, KINDS, LEARNER, OWNED

DEVICE = "01900000-0000-7000-8000-000000000001"


def said(event: Event, learner: str = LEARNER) -> dict[str, Any]:
    (line,) = samples.chained([(learner, event)])
    return statement_of(line, HOME_PAGE)


@settings(max_examples=100)
@given(owned=OWNED, at=st.integers(-(10**12), 10**13))
def test_every_event_is_a_valid_statement_and_comes_back_as_it_was(
    owned: tuple[str, Any], at: int
) -> None:
    (line,) = samples.chained([owned], at=at)
    over_the_wire = msgspec.json.decode(msgspec.json.encode(statement_of(line, HOME_PAGE)))
    assert faults(over_the_wire, "1.0.3") == ()
    assert line_of(over_the_wire) == line


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__struct_config__.tag)
def test_no_kind_of_event_is_forgotten(kind: type[msgspec.Struct]) -> None:
    @settings(max_examples=10)
    @given(event=samples.of_struct(kind))
    def holds(event: Event) -> None:
        (line,) = samples.chained([(LEARNER, event)])
        statement = msgspec.json.decode(msgspec.json.encode(statement_of(line, HOME_PAGE)))
        assert faults(statement, "1.0.3") == ()
        assert line_of(statement) == line

    holds()


LINE = samples.day(5)[4]
ANSWER = {
    "id": LINE.id,
    "actor": {
        "objectType": "Agent",
        "account": {"homePage": HOME_PAGE, "name": LEARNER},
    },
    "verb": {
        "id": "http://adlnet.gov/expapi/verbs/answered",
        "display": {"en": "answered"},
    },
    "object": {
        "objectType": "Activity",
        "id": "urn:dermaga:question:pelayanan-prima:akhir:q1",
        "definition": {
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "interactionType": "choice",
        },
    },
    "result": {
        "response": "a[,]c",
        "duration": "PT12S",
        "extensions": {"urn:dermaga:ext:attempt": "u1"},
    },
    "timestamp": "2026-11-23T01:00:05.000Z",
    "context": {
        "registration": "4ab9954d-c9f0-59b3-bc85-c5ee7bb16175",
        "contextActivities": {
            "parent": [{"objectType": "Activity", "id": "urn:dermaga:quiz:pelayanan-prima:akhir"}],
            "grouping": [{"objectType": "Activity", "id": "urn:dermaga:course:pelayanan-prima"}],
        },
        "extensions": {
            "urn:dermaga:ext:device": DEVICE,
            "urn:dermaga:ext:seq": 5,
            "urn:dermaga:ext:clock": LINE.clock,
            "urn:dermaga:ext:hash": LINE.hash.hex(),
            "urn:dermaga:ext:salt": LINE.salt.hex(),
            "urn:dermaga:ext:event": {
                "type": "answer-given",
                "course": "pelayanan-prima",
                "quiz": "akhir",
                "attempt": "u1",
                "question": "q1",
                "answer": {"type": "chosen", "ids": ["a", "c"]},
                "used": 12,
            },
        },
    },
}
"""What the fifth line of a working day is to other systems."""


def test_an_answer_reads_as_xapi_has_it() -> None:
    assert statement_of(LINE, HOME_PAGE) == ANSWER


REVOKED = {
    "actor": {
        "objectType": "Agent",
        "account": {"homePage": HOME_PAGE, "name": LEARNER},
    },
    "verb": {"id": "urn:dermaga:verb:revoked", "display": {"en": "revoked"}},
    "object": {
        "objectType": "Activity",
        "id": "urn:dermaga:certificate:1%2FK%2F2026",
        "definition": {"type": "http://id.tincanapi.com/activitytype/certificate"},
    },
    "result": {
        "extensions": {
            "urn:dermaga:ext:date": "2026-11-24",
            "urn:dermaga:ext:replaced_by": "2/K/2026",
        }
    },
}


def test_a_revoked_certificate_is_no_voided_statement_and_tells_no_reason() -> None:
    """xAPI's own verb takes a statement back: what was learnt stays true."""
    event = CertificateRevoked("1/K/2026", "Nama Peserta Contoh 1", "2026-11-24", "2/K/2026")
    statement = said(event)
    assert {key: statement[key] for key in REVOKED} == REVOKED
    assert "voided" not in str(statement)
    assert faults(statement, "2.0.0") == ()
    assert "Peserta Contoh" not in str(pseudonymous(statement))
    bare = said(CertificateRevoked("1/K/2026", "Tertukar", "2026-11-24"))
    assert bare["result"]["extensions"]["urn:dermaga:ext:replaced_by"] == ""


@pytest.mark.parametrize(
    ("answer", "kind", "response"),
    [
        (Chosen(("b",)), "choice", "b"),
        (Joined({"p1": "kanan", "p2": "kiri"}), "matching", "p1[.]kanan[,]p2[.]kiri"),
        (Ordered(("s2", "s1")), "sequencing", "s2[,]s1"),
        (Typed("80,5"), "fill-in", "80,5"),
        (Filled({"batas": "14", "titik": "diterima"}), "fill-in", "14[,]diterima"),
        (Pointed(0.25, 1 / 3), "other", "0.2500,0.3333"),
    ],
)
def test_each_kind_of_answer_has_its_interaction_type(
    answer: Answer, kind: str, response: str
) -> None:
    statement = said(AnswerGiven("c", "k", "u", "q", answer, 1))
    assert statement["object"]["definition"]["interactionType"] == kind
    assert statement["result"]["response"] == response


@pytest.mark.parametrize(
    ("score", "mark", "verb"),
    [(70.0, 70, "passed"), (69.9, 70, "failed"), (10.0, None, "completed")],
)
def test_a_quiz_is_passed_failed_or_without_a_mark_completed(
    score: float, mark: int | None, verb: str
) -> None:
    statement = said(QuizSubmitted("c", "k", "u", score, mark, 60))
    assert statement["verb"]["id"] == f"http://adlnet.gov/expapi/verbs/{verb}"
    assert statement["result"]["score"] == {
        "scaled": score / 100, "raw": score, "min": 0, "max": 100,
    }  # fmt: skip


def test_a_quiz_whose_essays_wait_is_neither_passed_nor_failed() -> None:
    statement = said(QuizSubmitted("c", "k", "u", 80.0, 70, 60, waiting=1))
    assert statement["verb"]["id"] == "http://adlnet.gov/expapi/verbs/completed"
    assert "success" not in statement["result"]


def test_what_is_nobodys_is_the_kiosks_own() -> None:
    statement = said(LifeBegan("clone", DEVICE), learner="")
    assert statement["actor"]["account"] == {"homePage": HOME_PAGE, "name": DEVICE}
    assert "registration" not in statement["context"]


def test_an_evaluation_without_a_name_tells_no_learner() -> None:
    statement = said(EvaluationAnswered("c", {"u1": 4}, "Baik", named=False), learner="")
    assert LEARNER not in str(statement)
    assert statement["result"]["extensions"]["urn:dermaga:ext:ratings"] == {"u1": 4}


def test_two_kiosks_agree_on_the_registration() -> None:
    one, two = (samples.chained([(LEARNER, samples.DAY[1])], samples.device(n))[0] for n in (1, 2))
    registrations = {
        statement_of(line, HOME_PAGE)["context"]["registration"] for line in (one, two)
    }
    assert len(registrations) == 1


def test_no_certificate_facts_salt_or_note_go_to_a_foreign_lrs() -> None:
    issued = said(
        CertificateIssued("c", "1/K/2026", 6, 90, "2026-11-23", '{"nip":"199001012015011001"}', "")
    )
    note = said(NoteWritten("c", "l", "b", "tanya Peserta Contoh 2"))
    assert "199001012015011001" in str(issued)
    for statement, secret in ((issued, "199001012015011001"), (note, "Peserta Contoh")):
        foreign = pseudonymous(statement)
        assert secret not in str(foreign)
        assert statement["context"]["extensions"][words.SALT] not in str(foreign)
        assert statement["context"]["extensions"][words.HASH] not in str(foreign)
        assert foreign["verb"] == statement["verb"]
        assert faults(foreign, "1.0.3") == ()


def test_what_the_lrs_adds_is_looked_past() -> None:
    line = samples.day(1)[0]
    stored = {
        **statement_of(line, HOME_PAGE),
        "stored": "2026-11-23T01:00:05.000Z",
        "authority": {"mbox": "mailto:hub@example.org"},
        "version": "1.0.0",
    }
    assert line_of(stored) == line


def test_anothers_statement_is_no_line() -> None:
    assert line_of({}) is None
    assert line_of({"context": None}) is None
    assert line_of({"context": {"extensions": {words.EVENT: {"type": "signed-in"}}}}) is None


def _paths(value: object, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside: Any = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    return [at, *(path for key, each in inside for path in _paths(each, (*at, key)))]


def _with(value: Any, path: tuple[Any, ...], new: object) -> Any:  # noqa: ANN401 - any JSON
    if not path:
        return new
    changed = value.copy()
    changed[path[0]] = _with(value[path[0]], path[1:], new)
    return changed


@pytest.mark.parametrize("new", ["x", 7, True, None, [], {}, 1.5], ids=repr)
def test_a_statement_changed_at_any_place_is_another_line_or_refused(new: object) -> None:
    for line in samples.day(10):
        statement = msgspec.json.decode(msgspec.json.encode(statement_of(line, HOME_PAGE)))
        for path in _paths(statement):
            if not path or path == ("actor", "account", "homePage"):
                continue
            changed = _with(statement, path, new)
            if msgspec.json.encode(changed) == msgspec.json.encode(statement):
                continue
            found = line_of(changed)
            assert found is None or (found != line and statement_of(found, HOME_PAGE) == changed)


def test_a_number_in_place_of_true_or_written_otherwise_is_refused() -> None:
    statement = said(QuizSubmitted("c", "k", "u", 40.0, 70, 60))
    result = statement["result"]
    assert line_of({**statement, "result": {**result, "completion": 1}}) is None
    assert line_of({**statement, "result": {**result, "success": 0}}) is None
    score = {**result["score"], "raw": 40}
    assert line_of({**statement, "result": {**result, "score": score}}) is None


def test_words_that_disagree_with_the_event_are_refused() -> None:
    statement = said(QuizSubmitted("c", "k", "u", 40.0, 70, 60))
    passed = {**statement["verb"], "id": "http://adlnet.gov/expapi/verbs/passed"}
    assert line_of(statement) is not None
    assert line_of({**statement, "verb": passed}) is None


def test_an_erased_line_and_one_that_was_written_otherwise_are_unsayable() -> None:
    line = samples.day(1)[0]
    spaced = msgspec.structs.replace(line, body=b'{"type": "signed-in"}')
    other = msgspec.structs.replace(line, kind="signed-out")
    itself = msgspec.structs.replace(line, learner=line.device)
    for unsayable in (samples.erased(line), spaced, other, itself):
        with pytest.raises(words.Unsayable):
            statement_of(unsayable, HOME_PAGE)


def test_a_kind_of_a_later_version_is_told_as_the_kiosks_doing() -> None:
    (line,) = samples.chained([(LEARNER, SignedIn())])
    later = msgspec.structs.replace(line, kind="tea-served", body=b'{"type":"tea-served","cups":2}')
    statement = statement_of(later, HOME_PAGE)
    assert statement["verb"]["id"] == "urn:dermaga:verb:tea-served"
    assert line_of(statement) == later
    assert isinstance(later, Line)
