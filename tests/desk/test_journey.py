"""From the door to the certificate, with the real course."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from reportlab.pdfbase.ttfonts import TTFError

from kiosk.desk.award import award
from kiosk.desk.desk import Desk
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import (
    AtCertificate,
    AtCourse,
    AtEvaluation,
    AtHistory,
    AtHome,
    AtTest,
    InLesson,
)
from kiosk.desk.standing import Standing
from kiosk.desk.views import (
    CertificateView,
    CourseView,
    HistoryView,
    HomeView,
    State,
)
from kiosk.learning.ledger import Day
from kiosk.learning.progress import Step
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.register.prints import prints
from kiosk.store import Store, StoreTrouble
from kiosk.trust import code
from tests.conftest import Clock
from tests.desk.learning_on import (
    CONTENT,
    COURSE,
    LESSONS,
    read_all,
    take,
)

NUMBER = "800.1.4/CONTOH-01.0001/BKPSDM/XI/2026"


def certificate(desk: Desk, number: str = NUMBER) -> CertificateView:
    view = desk.view(AtCertificate(number))
    assert isinstance(view, CertificateView)
    return view


def home(desk: Desk) -> HomeView:
    view = desk.view(AtHome())
    assert isinstance(view, HomeView)
    return view


def certified(desk: Desk) -> Desk:
    desk.open(COURSE)
    take(desk, "pre", wrongly=4)
    read_all(desk)
    take(desk, "post")
    assert desk.evaluate(AtEvaluation(COURSE), CONTENT) == AtCertificate(NUMBER)
    return desk


def test_each_step_leads_to_the_next_up_to_the_certificate(
    desk: Desk, clock: Clock, store: Store
) -> None:
    assert home(desk).cards[0].state is State.NEW
    assert desk.open(COURSE) == AtTest(COURSE, "pre")
    before = take(desk, "pre", wrongly=4)
    assert (before.score, before.passed, before.gain) == (50.0, True, None)
    for lesson, after in zip(LESSONS, (*LESSONS[1:], ""), strict=True):
        assert desk.open(COURSE) == InLesson(COURSE, lesson)
        clock.pass_seconds(600)
        desk.reach(InLesson(COURSE, lesson), "", 290)
        there = desk.finish_lesson(InLesson(COURSE, lesson))
        assert there == (InLesson(COURSE, after) if after else AtCourse(COURSE))
    assert desk.open(COURSE) == AtTest(COURSE, "post")
    final = take(desk, "post", wrongly=3)
    assert (final.score, final.passed, final.pre_score, final.gain) == (80.0, True, 50.0, 0.6)
    assert (final.step, final.attempts_left) == (Step.EVALUATION, 2)
    assert home(desk).cards[0].state is State.PASSED
    assert desk.open(COURSE) == AtEvaluation(COURSE)
    assert desk.evaluate(AtEvaluation(COURSE), CONTENT) == AtCertificate(NUMBER)
    assert desk.open(COURSE) == AtCertificate(NUMBER)
    card = home(desk).cards[0]
    assert (card.state, card.share, card.score) == (State.CERTIFIED, 1.0, 80.0)
    issued = certificate(desk).issued
    assert (issued.hours, issued.score, issued.issued) == (2, 80, "2026-11-23")
    assert store.damages() == ()


def test_the_certificate_is_kept_once_and_a_reprint_is_the_same_bytes(
    desk: Desk, store: Store, clock: Clock, opened: Callable[[], Store],
    kiosk_on: Callable[[Store], Kiosk],
) -> None:  # fmt: skip
    certified(desk)
    pdf = certificate(desk).pdf
    assert pdf.startswith(b"%PDF-")
    assert hashlib.sha256(pdf).hexdigest() == certificate(desk).issued.sha256
    desk.printed(NUMBER, "printer")
    desk.printed(NUMBER, "printer", seen=True)
    store.close()
    clock.pass_seconds(400 * 86_400)
    later = Desk(kiosk_on(opened()), demo.LEARNERS[0])
    assert later.open(COURSE) == AtCertificate(NUMBER)
    later.printed(NUMBER, "file")
    assert certificate(later).pdf == pdf
    assert len(certificate(later).printed) == 2


def test_a_reprint_bears_a_mark_where_the_agency_wants_it_and_the_kept_file_never(
    desk: Desk, store: Store, kiosk: Kiosk
) -> None:
    certified(desk)
    pdf = certificate(desk).pdf
    marking = Desk(
        replace(kiosk, settings=structs.replace(kiosk.settings, reprint_mark=True)), desk.learner
    )
    assert marking.for_printer(NUMBER).pdf == pdf
    marking.printed(NUMBER, "printer", job="EPSON-1")
    assert marking.for_printer(NUMBER).pdf != pdf
    assert (marking.printable(NUMBER), store.document("certificate", NUMBER)) == (pdf, pdf)
    assert Desk(kiosk, desk.learner).for_printer(NUMBER).pdf == pdf
    marking.printed(NUMBER, "printer", seen=False, job="EPSON-1")
    assert marking.for_printer(NUMBER).pdf == pdf
    assert [(c.where, c.seen, c.by, c.job) for c in marking.copies(NUMBER)] == [
        ("printer", False, "", "EPSON-1")
    ]
    assert prints(store, NUMBER) == marking.copies(NUMBER)


def test_what_stands_on_the_certificate_is_frozen_with_it(desk: Desk) -> None:
    facts = json.loads(certificate(certified(desk)).issued.facts)
    wanted = {
        "number": NUMBER,
        "name": "Peserta Contoh 1",
        "nip": "198704122011012008",
        "rank_line": "Penata Tingkat I (III/d)",
        "unit": "Dinas Contoh Pelayanan Terpadu",
        "course": "Pelayanan Publik Prima",
        "hours": 2,
        "score": 100,
        "started": "2026-11-23",
        "finished": "2026-11-23",
        "place": "Contoh",
        "kiosk": "CONTOH-01",
        "sample": True,
    }
    assert {key: facts[key] for key in wanted} == wanted
    assert [row["title"] for row in facts["lessons"]][-1] == "Kasus: Map kurang satu lembar"
    said = code.read(facts["check_code"]).said
    assert (said.number, said.name, said.hours) == (NUMBER, "Peserta Contoh 1", 2)
    assert said.facts == code.facts_hash(code.canonical(json.dumps(facts)))


def test_two_learners_get_two_numbers(kiosk: Kiosk) -> None:
    certified(Desk(kiosk, demo.LEARNERS[0]))
    other = Desk(kiosk, demo.LEARNERS[1])
    read_all(other)
    take(other, "post")
    assert other.evaluate(AtEvaluation(COURSE), CONTENT) == AtCertificate(
        "800.1.4/CONTOH-01.0002/BKPSDM/XI/2026"
    )
    assert [issued.number[-19:] for _, issued in kiosk.store.certificates()] == [
        "0001/BKPSDM/XI/2026",
        "0002/BKPSDM/XI/2026",
    ]


def test_another_learners_certificate_is_not_shown(kiosk: Kiosk) -> None:
    certified(Desk(kiosk, demo.LEARNERS[0]))
    with pytest.raises(NotAllowed, match="no-certificate"):
        Desk(kiosk, demo.LEARNERS[1]).view(AtCertificate(NUMBER))


def test_numbers_begin_anew_with_the_year(kiosk: Kiosk, clock: Clock) -> None:
    certified(Desk(kiosk, demo.LEARNERS[0]))
    clock.pass_seconds(60 * 86_400)
    other = Desk(kiosk, demo.LEARNERS[1])
    read_all(other)
    take(other, "post")
    assert other.evaluate(AtEvaluation(COURSE), CONTENT) == AtCertificate(
        "800.1.4/CONTOH-01.0001/BKPSDM/I/2027"
    )


def test_a_certificate_that_cannot_be_drawn_is_not_issued_either(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    broken = Desk(replace(kiosk, fonts=tmp_path / "none"), demo.LEARNERS[0])
    read_all(broken)
    take(broken, "post")
    with pytest.raises(TTFError, match="PlusJakartaSans_400Regular"):
        broken.evaluate(AtEvaluation(COURSE), CONTENT)
    assert kiosk.store.certificates() == ()
    assert Desk(kiosk, demo.LEARNERS[0]).open(COURSE) == AtCertificate(NUMBER)
    assert kiosk.store.damages() == ()


def test_a_certificate_whose_pdf_finds_no_room_is_not_issued_either(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_all(desk)
    take(desk, "post")
    documents = store._log.documents
    put = documents.put

    def no_room(kind: str, name: str, body: bytes) -> None:
        if kind == "certificate":
            raise StoreTrouble("full")
        put(kind, name, body)

    with monkeypatch.context() as patched:
        patched.setattr(documents, "put", no_room)
        with pytest.raises(StoreTrouble, match="full"):
            desk.evaluate(AtEvaluation(COURSE), CONTENT)
    assert store.certificates() == ()
    assert desk.open(COURSE) == AtCertificate(NUMBER)
    assert certificate(desk).pdf.startswith(b"%PDF-")
    assert store.damages() == ()


def test_there_is_no_way_round_the_rules(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="lessons-unread"):
        desk.start(AtTest(COURSE, "post"))
    read_all(desk)
    with pytest.raises(NotAllowed, match="pre-test-over"):
        desk.start(AtTest(COURSE, "pre"))
    with pytest.raises(NotAllowed, match="not-passed"):
        desk.evaluate(AtEvaluation(COURSE), CONTENT)
    assert take(desk, "post", wrongly=5).passed is False
    with pytest.raises(NotAllowed, match="not-passed"):
        desk.evaluate(AtEvaluation(COURSE), CONTENT)
    assert desk.open(COURSE) == AtTest(COURSE, "post")


def test_an_award_refuses_by_itself_what_was_not_earned(kiosk: Kiosk) -> None:
    with pytest.raises(NotAllowed, match="lessons-unread"):
        award(Standing.of(kiosk, demo.LEARNERS[0]), COURSE)
    certified(Desk(kiosk, demo.LEARNERS[0]))
    with pytest.raises(NotAllowed, match="certificate-held"):
        award(Standing.of(kiosk, demo.LEARNERS[0]), COURSE)


def test_after_the_certificate_no_test_may_be_taken_nor_evaluation_given(
    desk: Desk, store: Store
) -> None:
    certified(desk)
    with pytest.raises(NotAllowed, match="certificate-held"):
        desk.start(AtTest(COURSE, "post"))
    assert desk.evaluate(AtEvaluation(COURSE), CONTENT) == AtCertificate(NUMBER)
    assert (len(store.evaluations()), len(store.certificates())) == (1, 1)


def test_the_card_counts_the_hours_on_the_days_of_study(desk: Desk, clock: Clock) -> None:
    desk.open(COURSE)
    for lesson in LESSONS:
        for _ in range(3):
            clock.pass_seconds(290)
            desk.reach(InLesson(COURSE, lesson), "", 290)
        desk.finish_lesson(InLesson(COURSE, lesson))
    clock.pass_seconds(86_400)
    take(desk, "post")
    desk.evaluate(AtEvaluation(COURSE), CONTENT)
    view = desk.view(AtHistory())
    assert isinstance(view, HistoryView)
    assert view.card.days == (
        Day("2026-11-24", COURSE, 0, 1, 0, finished=True),
        Day("2026-11-23", COURSE, 87, 1, 0, finished=True),
    )
    assert (view.hours.counted, view.hours.certificates) == (2, 1)
    assert [line.certificate for line in view.courses] == [NUMBER]


def test_a_long_pause_on_one_block_counts_five_minutes(desk: Desk) -> None:
    desk.open(COURSE)
    desk.reach(InLesson(COURSE, LESSONS[0]), "", 5000)
    desk.reach(InLesson(COURSE, LESSONS[0]), "", -5)
    view = desk.view(AtHistory())
    assert isinstance(view, HistoryView)
    assert view.card.minutes == 5


def test_the_courses_page_tells_what_is_open(desk: Desk) -> None:
    view = desk.view(AtCourse(COURSE))
    assert isinstance(view, CourseView)
    assert (view.step, view.pre_open, view.post_open) == (Step.PRE_TEST, True, False)
    read_all(desk)
    view = desk.view(AtCourse(COURSE))
    assert isinstance(view, CourseView)
    assert (view.step, view.pre_open, view.post_open) == (Step.POST_TEST, False, True)
    assert [row.read for row in view.rows] == [True] * 6
