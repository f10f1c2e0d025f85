from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.learning.answers import Chosen, Joined, Ordered, Typed
from kiosk.learning.events import (
    AnswerGiven,
    BookmarkSet,
    CertificateIssued,
    CourseStarted,
    EvaluationAnswered,
    EvaluationGiven,
    Event,
    LessonRead,
    QuizStarted,
    QuizSubmitted,
    SignedIn,
    SignedOut,
)
from kiosk.store import Store, StoreTrouble
from tests.conftest import MONDAY, Clock

SITI = "11111111-1111-5111-8111-111111111111"
BUDI = "22222222-2222-5222-8222-222222222222"
STARTED = CourseStarted("kursus", "2026.11.1")
CERTIFIED = CertificateIssued("kursus", "1/2026", 2, 90, "2026-11-23", "{}", "ab")
EVERY: tuple[Event, ...] = (
    SignedIn(),
    STARTED,
    LessonRead("kursus", "l1"),
    BookmarkSet("kursus", "l1", "b", on=True),
    QuizStarted("kursus", "post", "t", ("q1", "q2"), {"q1": ("b", "a")}),
    AnswerGiven("kursus", "post", "t", "q1", Chosen(("a", "b")), 5),
    AnswerGiven("kursus", "post", "t", "q2", Joined({"p1": "6 – “enam”"}), 6),
    AnswerGiven("kursus", "post", "t", "q3", Ordered(("s2", "s1")), 7),
    AnswerGiven("kursus", "post", "t", "q4", Typed("82,5"), 8),
    QuizSubmitted("kursus", "post", "t", 66.7, None, 9),
    EvaluationGiven("kursus", named=True),
    CERTIFIED,
    SignedOut(idle=True),
)


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    return store._db.execute(sql).fetchall()


def test_what_was_recorded_is_there_after_the_program_ends(opened: Callable[[], Store]) -> None:
    first = opened()
    kept = first.record(SITI, *EVERY)
    first.close()
    again = opened()
    assert again.events(SITI) == kept
    assert tuple(r.event for r in again.events(SITI)) == EVERY
    assert (again.count, again.device, again.damages()) == (13, first.device, ())


def test_an_event_carries_its_id_its_learner_and_the_kiosks_clock(
    store: Store, clock: Clock
) -> None:
    (kept,) = store.record(SITI, STARTED)
    assert (kept.learner, kept.at, kept.event) == (SITI, MONDAY, STARTED)
    assert uuid.UUID(kept.id).version == 7
    clock.pass_seconds(2)
    assert store.record("", STARTED)[0].at == MONDAY + 2000
    assert store.last_at == MONDAY + 2000


def broken(store: Store) -> int:
    """The first event of the own device that a check names."""
    return min(
        int(d.where.split("/")[1]) for d in store.damages() if d.where.startswith(store.device)
    )


def test_learners_see_their_own_events_only(store: Store) -> None:
    store.record(SITI, STARTED)
    store.record(BUDI, SignedIn())
    store.record("", SignedIn())
    assert [r.event for r in store.events(SITI)] == [STARTED]
    assert [r.event for r in store.events(BUDI)] == [SignedIn()]
    assert (store.count_of(SITI), store.count) == (1, 3)


def test_events_keep_their_order_when_the_clock_is_set_back(
    opened: Callable[[], Store], clock: Clock
) -> None:
    store = opened()
    store.record(SITI, LessonRead("kursus", "l1"))
    clock.at -= 3_600_000
    store.record(SITI, LessonRead("kursus", "l2"))
    store.close()
    clock.at -= 3_600_000
    again = opened()
    again.record(SITI, LessonRead("kursus", "l3"))
    read = [r.event.lesson for r in again.events(SITI) if isinstance(r.event, LessonRead)]
    assert read == ["l1", "l2", "l3"]
    assert again.events(SITI)[2].at == MONDAY - 7_200_000


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_an_edited_byte_is_found_where_it_is(store: Store, seq: int) -> None:
    store.record(SITI, *(LessonRead("kursus", lesson) for lesson in ("l1", "l2", "l3")))
    (body,) = store._db.execute("select body from event where seq = ?", (seq,)).fetchone()
    edited = body.replace(b"kursus", b"kursuz")
    store._db.execute("update event set body = ? where seq = ?", (edited, seq))
    assert broken(store) == seq


@pytest.mark.parametrize(
    "edit",
    [
        "update event set at = at + 1 where seq = 2",
        "update event set learner = zeroblob(16) where seq = 2",
        "update event set learner = null where seq = 2",
        "update event set id = zeroblob(16) where seq = 2",
        "update event set hash = zeroblob(32) where seq = 2",
        "update event set kind = 'lesson-read' where seq = 2",
        "update event set clock = clock + 1 where seq = 2",
    ],
)
def test_an_edited_header_is_found_where_it_is(store: Store, edit: str) -> None:
    store.record(SITI, STARTED, STARTED, STARTED)
    store._db.execute(edit)
    assert broken(store) == 2


def test_a_certificate_hidden_by_another_kind_is_found(store: Store) -> None:
    store.record(SITI, STARTED, CERTIFIED, STARTED)
    store._db.execute("update event set kind = 'lesson-read' where seq = 2")
    assert store.certificates() == ()
    assert broken(store) == 2


def test_a_missing_event_is_found_where_it_is_missing(store: Store) -> None:
    store.record(SITI, STARTED, STARTED, STARTED)
    store._db.execute("delete from event where seq = 2")
    assert broken(store) == 2
    assert store.damages()[0].code == "gap"


def test_an_unbroken_chain_is_told_as_such(store: Store) -> None:
    assert store.damages() == ()
    store.record(SITI, *EVERY)
    assert store.damages() == ()


class Stop(Exception):
    """Something goes wrong in the middle."""


def test_a_transaction_is_all_or_nothing(store: Store, clock: Clock) -> None:
    store.record(SITI, STARTED)
    clock.pass_seconds(5)

    def half_done() -> None:
        with store.writing():
            store.record(SITI, CERTIFIED)
            store.keep("certificate", "1/2026", b"%PDF")
            raise Stop

    with pytest.raises(Stop):
        half_done()
    assert [r.event for r in store.events(SITI)] == [STARTED]
    assert store.document("certificate", "1/2026") is None
    assert (store.count, store.last_at) == (1, MONDAY)
    store.record(SITI, CERTIFIED)
    assert [row[0] for row in rows(store, "select seq from event order by seq")] == [1, 2]
    assert store.damages() == ()


def test_what_is_written_together_is_there_together(store: Store) -> None:
    with store.writing():
        store.record(SITI, CERTIFIED)
        store.keep("certificate", "1/2026", b"%PDF")
    assert store.certificates() == ((SITI, CERTIFIED),)
    assert store.document("certificate", "1/2026") == b"%PDF"


def test_an_event_refused_among_several_keeps_none_of_them(store: Store) -> None:
    with pytest.raises(ValueError, match="badly formed"):
        store.record("siti", STARTED, STARTED)
    assert (store.count, store.damages()) == (0, ())


def test_an_evaluation_without_a_name_carries_no_learner(store: Store, tmp_path: Path) -> None:
    said = EvaluationAnswered("kursus", {"room": 4}, "Terlalu panas", named=False)
    store.record("", said)
    raw = sqlite3.connect(tmp_path / "dermaga.sqlite")
    try:
        kept = raw.execute("select kind, learner, body from event").fetchall()
    finally:
        raw.close()
    body = (
        b'{"type":"evaluation-answered","course":"kursus","ratings":{"room":4},'
        b'"text":"Terlalu panas","named":false}'
    )
    assert kept == [("evaluation-answered", None, body)]
    assert store.evaluations() == (said,)


def test_certificates_are_listed_in_the_order_of_issue(store: Store) -> None:
    other = CertificateIssued("lain", "2/2026", 1, 80, "2026-11-23", "{}", "")
    store.record(SITI, CERTIFIED)
    store.record(BUDI, other, SignedOut())
    assert store.certificates() == ((SITI, CERTIFIED), (BUDI, other))


def test_a_document_is_replaced_and_forgotten(store: Store) -> None:
    assert store.document("draft", "x") is None
    store.keep("draft", "x", b"1")
    store.keep("draft", "x", b"2\0\xff")
    store.keep("draft", "y", b"3")
    assert store.document("draft", "x") == b"2\0\xff"
    store.forget("draft", "x")
    store.forget("draft", "never")
    assert (store.document("draft", "x"), store.document("draft", "y")) == (None, b"3")


COURSES = ("kursus", "lain")
LESSONS = (
    ("kursus", "l1", "Standar pelayanan", "Empat belas komponen standar."),
    ("kursus", "l2", "Maklumat", "Maklumat pelayanan memuat janji. Sélalu ditepati."),
    ("lain", "l1", "Keamanan", "Kata sandi yang panjang; standar keamanan."),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("komp", {("kursus", "l1")}),
        ("KOMPONEN", {("kursus", "l1")}),
        ("pelay", {("kursus", "l1"), ("kursus", "l2")}),
        ("pelay jan", {("kursus", "l2")}),
        ("selalu", {("kursus", "l2")}),
        ("standar", {("kursus", "l1"), ("lain", "l1")}),
        ("layanan", set()),
        ("", set()),
        ("  -- ", set()),
        ('"standar" OR (', set()),
        ("standar*", {("kursus", "l1"), ("lain", "l1")}),
        ("NEAR(", set()),
        ("²", set()),
    ],
)
def test_search_finds_lessons_by_the_beginnings_of_words(
    store: Store, words: str, found: set[tuple[str, str]]
) -> None:
    store.index_lessons("1", LESSONS)
    assert {hit[:2] for hit in store.search(words, COURSES)} == found


def test_a_word_in_the_title_counts_more(store: Store) -> None:
    store.index_lessons("1", LESSONS)
    hits = store.search("standar", COURSES)
    assert [hit[:2] for hit in hits] == [("kursus", "l1"), ("lain", "l1")]
    assert [hit[:2] for hit in store.search("standar", {"lain"}, 1)] == [("lain", "l1")]
    assert store.search("sandi", COURSES, 1)[0][2] == "Kata sandi yang panjang; standar keamanan."


def test_the_index_is_filled_anew_only_for_another_version(store: Store) -> None:
    store.index_lessons("1", LESSONS)
    store.index_lessons("1", ())
    assert len(store.search("standar", COURSES)) == 2
    store.index_lessons("2", LESSONS[2:])
    assert [hit[:2] for hit in store.search("standar", COURSES)] == [("lain", "l1")]


def test_a_store_that_was_closed_has_the_same_kiosk_name(opened: Callable[[], Store]) -> None:
    first = opened()
    device = first.device
    first.close()
    assert opened().device == device
    assert uuid.UUID(device).version == 7


def test_each_event_is_flushed_to_the_disk(store: Store) -> None:
    assert rows(store, "pragma synchronous") == [(2,)]
    assert rows(store, "pragma journal_mode") == [("wal",)]


def test_a_second_store_on_the_file_cannot_fork_the_chain(opened: Callable[[], Store]) -> None:
    one, other = opened(), opened()
    one.record(SITI, STARTED)
    with pytest.raises(sqlite3.IntegrityError):
        other.record(SITI, SignedIn())
    again = opened()
    assert [r.event for r in again.events(SITI)] == [STARTED]
    assert again.damages() == ()


def test_an_event_that_cannot_be_read_is_told_as_damage(store: Store) -> None:
    store.record(SITI, STARTED)
    store._db.execute("update event set body = x'7b22'")
    with pytest.raises(StoreTrouble, match="damaged"):
        store.events(SITI)
