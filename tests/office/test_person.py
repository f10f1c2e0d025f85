"""The rights of a person: to be found, put right, erased, and to have a copy of everything."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import json
import zipfile
from collections.abc import Callable

import pytest
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.desk.entrance import Entrance
from kiosk.learning.course import Course
from kiosk.learning.events import (
    CertificateIssued,
    CertificateKept,
    EvaluationAnswered,
    PersonCorrected,
    QuizStarted,
    QuizSubmitted,
    ResultKept,
    SignedIn,
)
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo, person
from kiosk.office.person import Change, Correction, Erased
from kiosk.office.person_copy import Copy, collect, pack
from kiosk.office.roster import RowState, read_roster
from kiosk.people.learner import Learner, guest_id, learner_id
from kiosk.people.nip import Kind
from kiosk.store import Store, StoreTrouble, urn
from tests.conftest import Clock, backwards, day_in_sibolga
from tests.desk.learning_on import COURSE, ITEMS
from tests.office.whole_life import COMMENT, NOTE, REMOVED, TYPED, live

TODAY = dt.date(2026, 11, 23)
FIRST, SECOND = demo.LEARNERS[:2]
NEW_PPPK = "199106252023212004"
GUEST = Learner(guest_id("Tamu Satu", "Dinas A"), "Tamu Satu", "Dinas A", Kind.GUEST)


@pytest.fixture
def course(catalog: Catalog) -> Course:
    return catalog.course(COURSE)


@pytest.fixture
def peopled(store: Store) -> Store:
    """The store with the sample learners, who did nothing yet."""
    store.roster.put(demo.LEARNERS)
    return store


@pytest.fixture
def lived(desk: Desk, course: Course, clock: Clock, store: Store) -> Store:
    """The store after the first sample learner did everything there is to do."""
    live(desk, course, lambda: clock.pass_seconds(3600))
    return store


def test_a_person_is_found_by_a_nip_as_printed(peopled: Store) -> None:
    assert person.find(peopled, "19870412 201101 2 008", TODAY) == FIRST
    for typed, code in (("123", "nip-length"), (NEW_PPPK, "nip-unknown")):
        with pytest.raises(NotAllowed) as no:
            person.find(peopled, typed, TODAY)
        assert no.value.code == code


def test_a_guest_is_found_by_name_and_unit_as_spelt_now(store: Store) -> None:
    store.roster.put([GUEST])
    assert person.find_guest(store, "tamu  SATU", "dinas a") == GUEST
    right = person.corrected(GUEST, Correction(name="Tamu Dua"), TODAY)
    assert person.correct(store, GUEST, right) == (Change("name", "Tamu Satu", "Tamu Dua"),)
    assert person.find_guest(store, "Tamu Dua", "Dinas A").id == GUEST.id
    with pytest.raises(NotAllowed, match="guest-unknown"):
        person.find_guest(store, "Tamu Satu", "Dinas A")


def test_a_correction_keeps_the_person_and_logs_no_value(peopled: Store) -> None:
    peopled.record(FIRST.id, SignedIn())
    wanted = Correction(name="  Peserta  Contoh 1, S.E. ", rank="", unit=FIRST.unit)
    right = person.corrected(FIRST, wanted, TODAY)
    assert person.correct(peopled, FIRST, right) == (
        Change("name", "Peserta Contoh 1", "Peserta Contoh 1, S.E."),
        Change("rank", "Penata Tingkat I (III/d)", ""),
    )
    assert peopled.roster.by_id(FIRST.id) == structs.replace(
        FIRST, name="Peserta Contoh 1, S.E.", rank=""
    )
    said = [r.event for r in peopled.events(FIRST.id)]
    assert said == [SignedIn(), PersonCorrected(("name", "rank"))]


def test_a_correction_of_nothing_leaves_no_trace(peopled: Store) -> None:
    right = person.corrected(FIRST, Correction(name=FIRST.name, nip=FIRST.nip), TODAY)
    assert person.correct(peopled, FIRST, right) == ()
    assert peopled.events(FIRST.id) == ()


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Correction(name=" "), "name-missing"),
        (Correction(unit=""), "unit-missing"),
        (Correction(position="x" * 201), "too-long"),
        (Correction(nip="1987041220110120"), "nip-length"),
        (Correction(nip="203001012050011001"), "nip-future"),
    ],
)
def test_a_correction_is_checked_as_an_import_is(wanted: Correction, code: str) -> None:
    with pytest.raises(NotAllowed) as no:
        person.corrected(FIRST, wanted, TODAY)
    assert no.value.code == code


def test_a_guest_gets_no_nip_by_correction() -> None:
    with pytest.raises(NotAllowed, match="guest-nip"):
        person.corrected(GUEST, Correction(nip=NEW_PPPK), TODAY)


def test_a_nip_of_another_is_refused(peopled: Store) -> None:
    right = person.corrected(FIRST, Correction(nip=SECOND.nip), TODAY)
    with pytest.raises(NotAllowed, match="nip-taken"):
        person.correct(peopled, FIRST, right)
    assert (peopled.roster.by_id(FIRST.id), peopled.events(FIRST.id)) == (FIRST, ())


def test_roster_and_log_are_put_right_together_or_not_at_all(peopled: Store) -> None:
    peopled._db.execute(
        "create trigger no before insert on event begin select raise(abort, 'no'); end"
    )
    with pytest.raises(Exception, match="no"):
        person.correct(peopled, FIRST, structs.replace(FIRST, name="Lain"))
    assert peopled.roster.by_id(FIRST.id) == FIRST


def test_a_new_nip_opens_the_same_desk(entrance: Entrance, store: Store) -> None:
    right = person.corrected(FIRST, Correction(nip=NEW_PPPK), TODAY)
    person.correct(store, FIRST, right)
    known = entrance.known(NEW_PPPK)
    assert (known.id, known.kind, known.nip) == (FIRST.id, Kind.PPPK, NEW_PPPK)
    with pytest.raises(NotAllowed, match="nip-unknown"):
        entrance.known(FIRST.nip)


def test_an_import_knows_a_person_by_the_corrected_nip(peopled: Store) -> None:
    """And the former NIP, once its true owner comes, is somebody else's."""
    person.correct(peopled, FIRST, person.corrected(FIRST, Correction(nip=NEW_PPPK), TODAY))
    known = {x.nip: x for x in peopled.roster.everyone()}
    text = f"NIP;Nama;Unit\n{NEW_PPPK};Peserta Contoh 1;Dinas B\n{FIRST.nip};Orang Lain;Dinas C\n"
    rows = read_roster(text, known, TODAY)
    assert [r.state for r in rows] == [RowState.CHANGED, RowState.NEW]
    peopled.roster.put([r.learner for r in rows if r.learner])
    same, other = peopled.roster.by_nip(NEW_PPPK), peopled.roster.by_nip(FIRST.nip)
    assert same is not None
    assert other is not None
    assert (same.id, same.unit, other.name) == (learner_id(FIRST.nip), "Dinas B", "Orang Lain")
    assert other.id not in {x.id for x in demo.LEARNERS}


def test_what_stays_of_a_person_is_numbers_and_the_register(lived: Store, course: Course) -> None:
    events = lived.events(FIRST.id)
    result, ratings, register = person.kept_events(events, {COURSE: course})
    assert isinstance(result, ResultKept)
    assert (result.course, result.pre, result.post) == (COURSE, 50.0, 100.0)
    assert set(result.answers.values()) == {1.0}
    assert len(result.answers) == 15
    assert ratings == EvaluationAnswered(COURSE, dict.fromkeys(ITEMS, 3), "", named=False)
    issued = next(r.event for r in events if isinstance(r.event, CertificateIssued))
    assert register == CertificateKept(
        "800.1.4/CONTOH-01.0001/BKPSDM/XI/2026", COURSE, 2, "2026-11-23", issued.sha256, 1
    )


def test_the_worths_are_those_of_the_last_attempt_handed_in(course: Course, store: Store) -> None:
    post = course.post_test.questions[0].id
    store.record(
        FIRST.id,
        QuizStarted(COURSE, "post", "a", (post,), {}),
        QuizSubmitted(COURSE, "post", "a", 80.0, 70, 9),
        QuizStarted(COURSE, "post", "b", (post, "soal-yang-hilang"), {}),
        QuizSubmitted(COURSE, "post", "b", 40.0, 70, 9),
        QuizStarted(COURSE, "post", "c", (post,), {}),
    )
    kept = person.kept_events(store.events(FIRST.id), {COURSE: course})
    assert kept == (ResultKept(COURSE, None, 80.0, {post: 0.0}),)


def test_of_a_course_that_is_gone_the_scores_stay(lived: Store) -> None:
    result, *others = person.kept_events(lived.events(FIRST.id), {})
    assert result == ResultKept(COURSE, 50.0, 100.0, {})
    assert len(others) == 2


def test_a_course_that_was_only_opened_leaves_nothing(desk: Desk, store: Store) -> None:
    desk.open(COURSE)
    assert person.kept_events(store.events(FIRST.id), {}) == ()


def test_an_erasure_leaves_the_statistics_and_the_numbers(lived: Store, course: Course) -> None:
    ratings = [e.ratings for e in lived.evaluations()]
    kept = person.kept_events(lived.events(FIRST.id), {COURSE: course})
    scrubbed: list[str] = []

    def scrub(learner: str) -> int:
        scrubbed.append(learner)
        return 3

    erased = person.erase_everywhere(lived, FIRST.id, kept, mixing(lived), scrub)
    assert (erased, scrubbed) == (Erased(48, 3), [FIRST.id])
    assert lived.events(FIRST.id) == ()
    assert lived.roster.by_id(FIRST.id) is None
    assert lived.document("certificate", "800.1.4/CONTOH-01.0001/BKPSDM/XI/2026") is None
    assert [e.ratings for e in lived.evaluations()] == ratings
    assert [e.text for e in lived.evaluations()] == [""]
    assert lived.issued_in("2026") == 1
    assert person.still_erased(lived) == (FIRST.id,)


def mixing(store: Store) -> Callable[[urn.Unnamed], None]:
    """Into the ballot box, each under a name of its own."""
    names = (n.to_bytes(2, "big") for n in itertools.count())
    return lambda said: urn.cast(store, said, next(names), backwards)


def test_results_of_an_erased_person_do_not_stand_beside_the_erasure(lived: Store) -> None:
    kept = person.kept_events(lived.events(FIRST.id), {})
    person.erase_everywhere(lived, FIRST.id, kept, mixing(lived), lambda _: 0)
    recorded = [type(r.event).__name__ for r in lived.happenings()]
    assert recorded == ["PersonErased", "CertificateKept"]
    assert len(lived.names_of("urn")) == 2
    assert lived.damages() == ()


def test_a_backup_that_cannot_be_cleaned_is_told_and_can_be_tried_again(lived: Store) -> None:
    def away(_: str) -> int:
        raise StoreTrouble("cannot-open")

    assert person.erase_everywhere(lived, FIRST.id, (), mixing(lived), away) == Erased(48, None)
    assert person.still_erased(lived) == (FIRST.id,)


def test_who_came_back_after_an_erasure_is_not_erased_again(lived: Store) -> None:
    person.erase_everywhere(lived, FIRST.id, (), mixing(lived), lambda _: 0)
    lived.roster.put([FIRST])
    assert person.still_erased(lived) == ()


@pytest.fixture
def copy_of(lived: Store, clock: Clock) -> Callable[[Learner], Copy]:
    return lambda learner: collect(lived, learner, demo.SETTINGS, clock.now(), day_in_sibolga)


def unzipped(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        assert {i.external_attr >> 16 for i in file.infolist()} == {0o600}
        return {name: file.read(name) for name in file.namelist()}


def test_a_copy_holds_every_event_exactly(copy_of: Callable[[Learner], Copy], lived: Store) -> None:
    files = unzipped(pack(copy_of(FIRST), "<html>"))
    assert list(files) == ["data-pribadi.html", "data-pribadi.json", "sertifikat-1.pdf"]
    assert files["sertifikat-1.pdf"][:5] == b"%PDF-"
    whole = json.loads(files["data-pribadi.json"])
    events = lived.events(FIRST.id)
    assert [e["id"] for e in whole["events"]] == [r.id for r in events]
    assert whole["events"][0]["at_utc"] == "2026-11-23T01:00:00.000+00:00"
    assert whole["events"][0]["event"] == {
        "type": "course-started", "course": COURSE, "version": "2026.11.2",
    }  # fmt: skip
    said = files["data-pribadi.json"].decode()
    for words in (FIRST.nip, FIRST.name, FIRST.rank, FIRST.position, NOTE, REMOVED, COMMENT, TYPED):
        assert words in said
    assert whole["counts"] == {
        "events": 48, "attempts": 3, "notes": 2, "evaluations": 1, "certificates": 1,
    }  # fmt: skip


def test_the_same_copy_has_the_same_bytes(copy_of: Callable[[Learner], Copy]) -> None:
    assert pack(copy_of(FIRST), "x") == pack(copy_of(FIRST), "x")
