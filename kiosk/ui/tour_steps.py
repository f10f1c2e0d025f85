"""The steps of the tour, from the first start to signing out. Later screens add theirs here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Qt

from kiosk.learning.question import (
    ChoiceQuestion,
    Cloze,
    DragWords,
    Essay,
    Matching,
    NumberAnswer,
    Ordering,
    Pointing,
    Question,
    ShortAnswer,
)
from kiosk.office.demo import PASSPHRASE, SAMPLES
from kiosk.ui.driver import Driver, TourFailed
from kiosk.ui.tour_check import certificates, check
from kiosk.ui.tour_kinds import give_more, kinds
from kiosk.ui.tour_office import office
from kiosk.ui.tour_recall import recall
from kiosk.ui.words import decimal

Step: TypeAlias = tuple[str, Callable[[Driver], None]]
COURSE = "pelayanan-prima"
MOST_PAGES = 60


def first_start(d: Driver) -> None:
    """Choose the demonstration."""
    d.wait_for("SetupScreen")
    d.rest(0.8)
    if d.wanted.lang == "en":
        d.press("language-en")
    d.picture("mulai")
    d.type("agency.domain", "contoh")
    d.press("action")
    d.picture("siapkan")
    d.press("demo")
    d.wait_for("SignInScreen")


def sign_in(d: Driver) -> None:
    """A wrong number first, with its sentence; then the sample learner's NIP and PIN."""
    d.picture("masuk")
    d.type("nip", "19871312 201101 2 008")
    d.type("pin", SAMPLES[0].pin)
    d.press("sign-in")
    d.picture("masuk-keliru")
    d.find("nip").setFocus()
    for _ in range(30):
        d.key(Qt.Key.Key_Backspace)
    d.type("nip", SAMPLES[0].nip)
    d.find("pin").setFocus()
    for _ in range(6):
        d.key(Qt.Key.Key_Backspace)
    for digit in SAMPLES[0].pin:
        d.press(f"pad-{digit}")
    if d.screen == "SignInScreen":
        d.press("sign-in")
    d.wait_for("HomeScreen")
    d.picture("beranda")


def activate_and_guest(d: Driver) -> None:
    """What the doors for first-comers and guests look like."""
    d.press("activate")
    d.picture("aktifkan")
    d.press("back")
    d.press("guest")
    d.picture("tamu")
    d.press("back")
    d.wait_for("SignInScreen")


def course_page(d: Driver) -> None:
    """Open the course."""
    d.press(f"course-{COURSE}")
    d.wait_for("CourseScreen")
    d.picture("kursus")
    d.press("action")


def pre_test(d: Driver) -> None:
    """The test before learning, answered half right, as somebody who comes to learn."""
    d.wait_for("TestScreen")
    d.picture("uji-awal")
    d.press("action")
    answer_all(d, right=lambda n: n % 2 == 0, pictures={})
    hand_in(d)
    d.picture("hasil-awal")
    d.press("action")


def lessons(d: Driver) -> None:
    """Read all lessons to their ends, answering the questions in the text."""
    count = len(d.house.catalog().course(COURSE).lessons)
    for number in range(1, count + 1):
        d.wait_for("LessonScreen")
        read_lesson(d, number)
    d.wait_for("CourseScreen")
    d.picture("kursus-selesai-dibaca")


def read_lesson(d: Driver, number: int) -> None:
    """One lesson: pictures of its beginning, of a check and of its figure; then on to the next."""
    d.picture(f"pelajaran-{number}")
    here = vars(d.window.screen_shown)["_view"].lesson.id
    if number == 1:
        use_bookmark(d)
    for _ in range(MOST_PAGES):
        answer_checks(d, number)
        d.press("action")
        if d.screen != "LessonScreen" or vars(d.window.screen_shown)["_view"].lesson.id != here:
            return
    raise TourFailed("pelajaran tidak berakhir")


def use_bookmark(d: Driver) -> None:
    """Mark the place."""
    d.press("bookmark")


def answer_checks(d: Driver, number: int) -> None:
    """Answer what is asked in the text, rightly but for one question."""
    course = d.house.catalog().course(COURSE)
    screen = d.window.screen_shown
    if d.screen != "LessonScreen":
        return
    for question_id, state in vars(screen)["_view"].checks.items():
        done = d.answered.setdefault(question_id, False)
        if done or state.mark is not None or not d.names(f"{question_id}-"):
            continue
        d.answered[question_id] = True
        give(d, course.check(question_id), right=question_id != "cek-2-2", prefix=f"{question_id}-")
        if question_id in ("cek-1-1", "cek-2-2", "kasus-k1", "cek-4-2"):
            d.picture(f"cek-{number}")


def search(d: Driver) -> None:
    """Find a word in the lessons."""
    d.press("back")
    d.wait_for("HomeScreen")
    d.type("search", "maklumat")
    d.key(Qt.Key.Key_Return)
    d.wait_for("SearchScreen")
    d.picture("cari")
    d.press("back")
    d.wait_for("HomeScreen")
    d.picture("beranda-berjalan")
    d.press("resume")


def post_test(d: Driver) -> None:
    """The final test, with one mistake and one flag."""
    d.wait_for("TestScreen")
    d.picture("uji-akhir")
    d.press("action")
    answer_all(d, right=lambda n: n != 3, pictures={1: "soal", 4: "soal-4", 8: "soal-8"}, flag=6)
    d.picture("periksa-jawaban")
    hand_in(d)
    d.picture("hasil")
    d.press("action")


def answer_all(
    d: Driver, right: Callable[[int], bool], pictures: dict[int, str], flag: int = 0
) -> None:
    """Answer every question of the running test and go to the review."""
    while d.screen == "QuizScreen":
        view = vars(d.window.screen_shown)["_view"]
        number = view.index + 1
        give(d, view.question, right=right(number))
        if number == flag:
            d.press("flag")
        if number in pictures:
            d.picture(pictures[number])
        d.press("action")
    d.wait_for("ReviewScreen")


def hand_in(d: Driver) -> None:
    """Send the answers."""
    d.press("action")
    if d.maybe("overlay-yes") is not None:
        d.press("overlay-yes")
    d.wait_for("ResultScreen")


def give(d: Driver, question: Question, *, right: bool, prefix: str = "") -> None:
    """Answer one question with taps and keys; wrongly where asked for."""
    match question.asked:
        case ChoiceQuestion(choices=choices, several=several):
            wanted = [c.id for c in choices if c.right == right]
            for choice in wanted if several else wanted[:1]:
                d.press(f"{prefix}choice-{choice}")
        case Matching(pairs=pairs):
            join(d, question, [p.right for p in pairs], prefix, right=right)
        case Ordering(steps=steps):
            put_in_order(d, [s.id for s in steps], prefix, right=right)
        case ShortAnswer(accept=accept):
            d.type(f"{prefix}typed", accept[0] if right else "lain")
        case NumberAnswer(answer=answer):
            d.type(f"{prefix}typed", decimal(answer if right else answer + 7, 2))
        case Cloze() | DragWords() | Pointing() | Essay():
            give_more(d, question, right=right, prefix=prefix)
    if prefix and d.maybe(f"{prefix}check") is not None:
        d.press(f"{prefix}check")


def join(d: Driver, question: Question, rights: list[str], prefix: str, *, right: bool) -> None:
    """Join each pair by its list; joined wrongly, every pair gets its neighbour's."""
    asked = question.asked
    if not isinstance(asked, Matching):
        raise TourFailed("bukan soal menjodohkan")
    for place, pair in enumerate(asked.pairs):
        wanted = rights[place if right else (place + 1) % len(rights)]
        d.press(f"{prefix}pair-{pair.id}")
        for name in d.names(f"{prefix}pair-{pair.id}-"):
            if d.find(name).property("right") == wanted or d.words_of(name) == wanted:
                d.press(name)
                break
        else:
            raise TourFailed(f"pasangan “{wanted}” tidak ada")


def put_in_order(d: Driver, wanted: list[str], prefix: str, *, right: bool) -> None:
    """Move steps up until they stand as wanted."""
    if not right:
        d.press(f"{prefix}order-kept")
        return
    for place, step in enumerate(wanted):
        for _ in range(len(wanted)):
            shown = [n[len(prefix) + 5 : -3] for n in d.rows(f"{prefix}step-", "-up")]
            if shown.index(step) == place:
                break
            d.press(f"{prefix}step-{step}-up")


def evaluation(d: Driver) -> None:
    """Four words for each of nine items, a free text, without a name."""
    d.wait_for("EvaluationScreen")
    items = (
        "information",
        "room",
        "help",
        "relevance",
        "clarity",
        "examples",
        "legibility",
        "ease",
    )
    for place, item in enumerate(items):
        d.press(f"{item}-{4 - place % 2}")
    d.type("evaluation-text", "Contoh untuk layanan kependudukan ditambah.")
    d.picture("evaluasi")
    d.press("guidance-4")
    d.press("action")
    d.wait_for("CertificateScreen")


def certificate(d: Driver) -> None:
    """The certificate, front and back, and its PDF."""
    d.until(lambda: d.maybe("preview") is not None, "pratinjau belum tampil")
    d.rest(0.1)
    d.picture("sertifikat")
    d.press("page-back")
    d.picture("sertifikat-belakang")
    pdf = vars(d.window.screen_shown)["_view"].pdf
    (d.wanted.out / "sertifikat.pdf").write_bytes(pdf)
    d.press("action")
    d.wait_for("HomeScreen")
    d.picture("beranda-selesai")


def history(d: Driver) -> None:
    """The card of training hours, courses, certificates, notes."""
    d.press("history")
    d.wait_for("HistoryScreen")
    d.picture("kartu-jp")
    for tab in ("courses", "certificates", "notes"):
        d.press(f"tab-{tab}")
        d.picture(f"riwayat-{tab}")
    d.press("tab-courses")
    d.press("sheet-transcript")
    d.picture("transkrip")
    d.press("paper-close")
    d.press("back")


def looks(d: Driver) -> None:
    """High contrast, larger text, the other language."""
    d.press("display")
    d.picture("tampilan")
    d.press("contrast-on")
    d.picture("beranda-kontras")
    d.press("display")
    d.press("size-150")
    d.press(f"course-{COURSE}")
    d.picture("kursus-kontras-150")
    d.press("back")
    d.press("display")
    d.press("size-100")
    d.press("display")
    d.press("contrast-off")


def sign_out(d: Driver) -> None:
    """Leave."""
    d.press("leave")
    d.wait_for("SignInScreen")
    d.picture("keluar")


def officer(d: Driver) -> None:
    """The officer's room: passphrase, people, settings, courses, copies, check-up, the kiosk."""
    d.press("officer")
    d.type("passphrase", PASSPHRASE)
    d.picture("kata-sandi-pengelola")
    d.press("passphrase-enter")
    d.wait_for("OfficerScreen")
    for part in ("people", "settings", "courses", "certificates", "sync"):
        d.press(f"part-{part}")
        d.picture(f"pengelola-{part}")
    certificates(d)
    office(d)
    d.press("part-kiosk")
    d.press("tab-doctor")
    d.until(lambda: d.find("doctor-again").isEnabled(), "pemeriksaan belum selesai")
    d.picture("pengelola-doctor")
    d.press("part-kiosk")
    d.picture("pengelola-kiosk")


def restore(d: Driver) -> None:
    """A copy of the records is made and brought back; the officer reads what happened."""
    d.press("part-kiosk")
    d.press("tab-copies")
    d.until(lambda: d.find("copies-make").isEnabled(), "cadangan lain belum selesai")
    d.press("copies-make")
    table = d.find("copies-table")
    d.until(lambda: d.find("copies-make").isEnabled(), "cadangan belum dibuat")
    d.rest(0.5)
    d.picture("pengelola-copies")

    def chosen() -> bool:
        """The list comes from a worker, a moment after the button may be pressed again."""
        table.selectRow(0)  # type: ignore[attr-defined]
        return d.find("copies-restore").isEnabled()

    d.until(chosen, "cadangan belum terdaftar")
    d.press("copies-restore")
    d.until(lambda: d.maybe("overlay-yes") is not None, "belum ditanyakan")
    d.picture("pulihkan")
    d.press("overlay-yes")
    d.wait_for("SignInScreen")
    d.until(lambda: d.maybe("overlay-ok") is not None, "belum ada kabar")
    d.picture("dipulihkan")
    d.press("overlay-ok")
    d.press("officer")
    d.type("passphrase", PASSPHRASE)
    d.press("passphrase-enter")
    d.press("part-kiosk")
    d.picture("kabar")
    d.press("happened-read")
    d.press("officer-done")
    d.wait_for("SignInScreen")


STEPS: tuple[Step, ...] = (
    ("mulai", first_start),
    ("aktivasi dan tamu", activate_and_guest),
    ("masuk", sign_in),
    ("kursus", course_page),
    ("uji awal", pre_test),
    ("pelajaran", lessons),
    ("cari", search),
    ("uji akhir", post_test),
    ("evaluasi", evaluation),
    ("sertifikat", certificate),
    ("riwayat", history),
    ("ulasan", recall),
    ("tampilan", looks),
    ("bagian dan jenis soal", kinds),
    ("keluar", sign_out),
    ("periksa sertifikat", check),
    ("pengelola", officer),
    ("pulihkan", restore),
)
