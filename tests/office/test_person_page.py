"""The page of a person's copy: everything, readable, and nothing that a page could do."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.desk.entrance import Entrance
from kiosk.desk.places import AtEvaluation, InLesson
from kiosk.learning.answers import Answer, Chosen, Joined, Ordered, Typed
from kiosk.learning.course import Course
from kiosk.learning.evaluation import Draft
from kiosk.learning.events import CertificateIssued, CourseStarted, LessonRead, QuizSubmitted
from kiosk.learning.question import Question
from kiosk.office import demo, person_words
from kiosk.office.answer_words import answer_words, worth_words
from kiosk.office.person_copy import collect
from kiosk.office.person_page import person_page, rounds
from kiosk.parcel.word import Revocation, Revoked, written
from kiosk.people.learner import Learner
from kiosk.store import Store
from kiosk.ui.screens import rating
from tests.conftest import Clock, day_in_sibolga
from tests.desk.learning_on import COURSE, LESSONS
from tests.office.whole_life import COMMENT, NOTE, REMOVED, TYPED, live

FIRST, SECOND = demo.LEARNERS[:2]
EMPTY = {"meta", "br"}
PageOf = Callable[..., str]


class Structure(HTMLParser):
    """Reads a page and fails where an element is closed that was not open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def structure(page: str) -> Structure:
    """The structure of a whole page, every element closed."""
    found = Structure()
    found.feed(page)
    assert found.open == []
    return found


@pytest.fixture
def course(catalog: Catalog) -> Course:
    return catalog.course(COURSE)


@pytest.fixture
def page_of(store: Store, clock: Clock, course: Course) -> PageOf:
    def made(learner: Learner, courses: tuple[Course, ...] = (course,)) -> str:
        copy = collect(store, learner, demo.SETTINGS, clock.now(), day_in_sibolga)
        return person_page(copy, {c.id: c for c in courses}, day_in_sibolga)

    return made


def test_a_page_tells_everything_in_words(
    entrance: Entrance, course: Course, clock: Clock, page_of: PageOf, store: Store
) -> None:
    store.roster.set_pin(FIRST.id, demo.PIN_HASHES[0])
    desk = entrance.sign_in(FIRST.nip, "482913")
    live(desk, course, lambda: clock.pass_seconds(3600))
    page = page_of(FIRST)
    for said in (
        "Salinan data pribadi", "Peserta Contoh 1", "19870412 201101 2 008", "PNS",
        "Penata Tingkat I (III/d)", "Pranata Komputer Ahli Muda",
        "<td>Senin, 23 November 2026</td><td>1</td>",
        "ada, sebagai hash", "Pelayanan Publik Prima", "Mengapa warga datang",
        "<td>ya</td><td>Tanyakan loket tiga.</td>",
        "Uji awal, Senin, 23 November 2026: nilai 50; 0 detik terpakai.",
        "Uji akhir, Senin, 23 November 2026: nilai 0, belum lulus; 0 detik terpakai.",
        "Uji akhir, Senin, 23 November 2026: nilai 100, lulus; 0 detik terpakai.",
        f"<td>{TYPED}</td><td>belum tepat</td>", "(tidak dijawab)",
        "Senin, 23 November 2026: “Pelayanan Publik Prima”, dengan nama.",
        "<td>Kelayakan ruang dan komputer</td><td>Baik</td>", f"<td>Saran</td><td>{COMMENT}</td>",
        "<td>2026</td><td>2 JP</td><td>paling sedikit 20 JP (PP 11/2017 Pasal 203 ayat (4))</td>",
        "800.1.4/CONTOH-01.0001/BKPSDM/XI/2026", "sertifikat-1.pdf",
    ):  # fmt: skip
        assert said in page, said
    assert REMOVED not in page  # it is in the JSON, as the page says


def test_a_revoked_certificate_is_told_as_such_and_counts_no_hours(
    desk: Desk, course: Course, page_of: PageOf, store: Store
) -> None:
    number = live(desk, course).number
    assert "<td>sertifikat-1.pdf</td><td>Berlaku</td>" in page_of(FIRST)
    gone = Revocation(number, "Tertukar", "2026-11-24")
    store.keep("word", "revoked", written(Revoked(1, (), (gone,))))
    page = page_of(FIRST)
    assert "<td>sertifikat-1.pdf</td><td>Dicabut 2026-11-24: Tertukar</td>" in page
    assert "<td>2026</td><td>0 JP</td>" in page


def test_a_page_does_nothing_and_asks_nothing_of_the_net(
    desk: Desk, course: Course, clock: Clock, page_of: PageOf
) -> None:
    live(desk, course, lambda: clock.pass_seconds(3600))
    page = page_of(FIRST)
    found = structure(page)
    assert found.seen == {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "table", "tr",
        "th", "td", "ul", "li",
    }  # fmt: skip
    assert found.attributes == {"lang", "charset", "class"}
    assert "//" not in page
    assert "url(" not in page


def test_what_a_person_wrote_stays_text(desk: Desk, course: Course, page_of: PageOf) -> None:
    block = course.lesson(LESSONS[0]).blocks[0].id
    desk.write_note(InLesson(COURSE, LESSONS[0]), block, "<script>alert(1)</script> & “saya”")
    page = page_of(FIRST)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “saya”" in page
    structure(page)


def test_nobody_else_is_on_a_page(
    desk: Desk, course: Course, clock: Clock, page_of: PageOf
) -> None:
    live(desk, course, lambda: clock.pass_seconds(3600))
    page = page_of(SECOND)
    assert SECOND.name in page
    assert "Belum pernah." in page
    for said in (FIRST.name, FIRST.nip, NOTE, COMMENT, TYPED):
        assert said not in page


def test_an_evaluation_without_a_name_is_told_and_not_shown(
    desk: Desk, course: Course, clock: Clock, page_of: PageOf
) -> None:
    live(desk, course, lambda: clock.pass_seconds(3600), named=False)
    page = page_of(FIRST)
    assert "Senin, 23 November 2026: “Pelayanan Publik Prima”, tanpa nama." in page
    assert COMMENT not in page
    assert person_words.ANONYMOUS in page


def test_an_evaluation_not_yet_sent_is_shown(desk: Desk, page_of: PageOf) -> None:
    desk.open(COURSE)
    desk.sketch(AtEvaluation(COURSE), Draft({"room": 1, "help": 0}, "Setengah jadi."))
    page = page_of(FIRST)
    assert "Belum dikirim: “Pelayanan Publik Prima”." in page
    assert "<td>Kelayakan ruang dan komputer</td><td>Tidak baik</td>" in page
    assert "<td>Saran</td><td>Setengah jadi.</td>" in page


def test_a_course_that_is_gone_is_told_by_its_ids(
    desk: Desk, course: Course, clock: Clock, page_of: PageOf
) -> None:
    live(desk, course, lambda: clock.pass_seconds(3600))
    page = page_of(FIRST, ())
    assert f"<h3>{COURSE}</h3>" in page
    assert person_words.GONE in page
    assert f"<td>{TYPED}</td>" in page
    assert f"<td>{LESSONS[0]}</td>" in page


def test_each_time_through_a_course_is_shown(store: Store, course: Course, page_of: PageOf) -> None:
    """A course begun anew after its certificate hides what came before; a copy does not."""
    store.roster.put([FIRST])
    store.record(
        FIRST.id,
        CourseStarted(COURSE, "1"),
        LessonRead(COURSE, LESSONS[0]),
        CertificateIssued(COURSE, "1/2026", 2, 90, "2026-11-23", "{}", "ab"),
        CourseStarted(COURSE, "2"),
        LessonRead(COURSE, LESSONS[1]),
        QuizSubmitted(COURSE, "post", "nobody's", 1.0, 70, 1),
    )
    found = rounds(store.events(FIRST.id))
    assert [tuple(p.read) for p in found] == [(LESSONS[0],), (LESSONS[1],)]
    page = page_of(FIRST)
    assert page.count("<h3>Pelayanan Publik Prima</h3>") == 2
    assert "<td>1/2026</td>" in page
    assert "berkas PDF tidak ada" in page
    assert course.lesson(LESSONS[0]).title in page


def question(course: Course, kind: str) -> Question:
    asked = (*course.checks, *course.post_test.questions)
    return next(q for q in asked if type(q.asked).__name__ == kind)


def test_answers_are_told_in_the_words_of_the_question(course: Course) -> None:
    choice, matching = question(course, "ChoiceQuestion"), question(course, "Matching")
    ordering, number = question(course, "Ordering"), question(course, "NumberAnswer")
    first = choice.asked.choices[0]  # type: ignore[union-attr]
    pair = matching.asked.pairs[0]  # type: ignore[union-attr]
    steps = ordering.asked.steps  # type: ignore[union-attr]
    unit = number.asked.unit  # type: ignore[union-attr]
    told: tuple[tuple[Question | None, Answer | None, str], ...] = (
        (choice, Chosen((first.id, "lama")), f"{first.text}; lama"),
        (choice, Chosen(()), "(tidak dijawab)"),
        (matching, Joined({pair.id: "kanan"}), f"{pair.left} → kanan"),
        (matching, Joined({pair.id: ""}), "(tidak dijawab)"),
        (ordering, Ordered((steps[1].id, steps[0].id)), f"1. {steps[1].text}; 2. {steps[0].text}"),
        (number, Typed("82,5"), f"82,5 {unit}".strip()),
        (number, Typed(" "), "(tidak dijawab)"),
        (None, Joined({"p": "kanan"}), "p → kanan"),
        (None, None, "(tidak dijawab)"),
    )
    assert [answer_words(q, a) for q, a, _ in told] == [words for *_, words in told]
    assert [worth_words(w) for w in (1.0, 1 / 3, 0.0)] == [
        "benar", "sebagian benar (33,3 %)", "belum tepat",
    ]  # fmt: skip


def test_the_words_of_the_evaluation_are_those_of_the_screen() -> None:
    assert {key: rating.words_of(key) for key in person_words.ITEMS} == person_words.ITEMS
    assert rating.scale() == person_words.SCALE


def test_a_kiosk_that_is_not_set_up_still_gives_a_copy(store: Store, clock: Clock) -> None:
    guest = structs.replace(SECOND, nip="", rank="", position="")
    store.roster.put([guest])
    copy = collect(store, guest, None, clock.now(), day_in_sibolga)
    page = person_page(copy, {}, day_in_sibolga)
    assert "<th>Instansi</th><td>belum disiapkan</td>" in page
    assert "<th>NIP</th><td>–</td>" in page
