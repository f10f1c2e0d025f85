"""Small invented questions and a small course, so that values can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.learning.course import Course, Draw, Lesson, Quiz
from kiosk.learning.events import Event, Recorded
from kiosk.learning.question import (
    Asked,
    Choice,
    ChoiceQuestion,
    Criterion,
    Essay,
    Level,
    Matching,
    Mistake,
    NumberAnswer,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    Step,
)

MINUTE = 60_000

ONE = ChoiceQuestion(
    (Choice("a", "Satu", True, "Benar."), Choice("b", "Dua", False, "Bukan dua."))  # noqa: FBT003
)
TRUE_FALSE = ChoiceQuestion(
    (Choice("a", "Benar", False, "Hitung lagi."), Choice("b", "Salah", True, "Tepat.")),  # noqa: FBT003
    binary=True,
)
SEVERAL = ChoiceQuestion(
    (
        Choice("a", "Biaya", True, "Biaya termasuk."),  # noqa: FBT003
        Choice("b", "Waktu", True, "Waktu termasuk."),  # noqa: FBT003
        Choice("c", "Visi", False, "Visi bukan."),  # noqa: FBT003
        Choice("d", "Misi", False, "Misi bukan."),  # noqa: FBT003
    ),
    several=True,
)
PAIRS = Matching(
    (
        Pair("p1", "Penyampaian", "6", "Enam."),
        Pair("p2", "Pengelolaan", "8", "Delapan."),
        Pair("p3", "Semua", "14", "Empat belas."),
        Pair("p4", "Unsur", "9", "Sembilan."),
    ),
    extra=("12",),
)
STEPS = Ordering(
    (
        Step("s1", "Rancangan", "Rancangan dahulu."),
        Step("s2", "Standar", "Lalu standar."),
        Step("s3", "Maklumat", "Lalu maklumat."),
        Step("s4", "Evaluasi", "Evaluasi terakhir."),
    )
)
WORD = ShortAnswer(
    ("biaya/tarif", "biaya"),
    "Tepat.",
    "Lihat lagi.",
    (Mistake("dasar hukum", "Itu pengelolaan."),),
)
NUMBER = NumberAnswer(
    82.5, 0.005, "poin", "Tepat.", "Hitung lagi.", (Mistake("81,68", "Bobotnya 1/9."),)
)

ESSAY = Essay((Criterion("isi", "Isi", 3), Criterion("bahasa", "Bahasa", 1)))


def question(
    asked: Asked,
    question_id: str = "q",
    lesson: str = "l1",
    level: Level = Level.USE,
    feedback: str = "",
) -> Question:
    return Question(question_id, (), asked, lesson, level, "Contoh", feedback=feedback)


def questions(*ids: str, lesson: str = "l1", level: Level = Level.USE) -> tuple[Question, ...]:
    """Questions with one right choice, "a"."""
    return tuple(question(ONE, name, lesson, level) for name in ids)


PRE = Quiz("pre", questions("p1", "p2"))
POST = Quiz(
    "post",
    questions("q1", "q2", "q3", "q4"),
    draws=(Draw("l1", Level.USE, 2),),
    pass_mark=70,
    attempts=3,
    wait_minutes=60,
    minutes=45,
)


def course(*, pre_test: Quiz | None = PRE, post_test: Quiz = POST) -> Course:
    """A course of two lessons, worth 2 JP."""
    lessons = tuple(Lesson(name, name.upper(), (), (), 150) for name in ("l1", "l2"))
    return Course(
        id="kursus",
        version="2026.11.1",
        title="Kursus",
        title_en="Course",
        summary="",
        summary_en="",
        promise="",
        audience="",
        topic="",
        icon="",
        colour="",
        hours=2,
        form="E-learning",
        as_of="2026-11-24",
        aims=(),
        lessons=lessons,
        checks=(),
        pre_test=pre_test,
        post_test=post_test,
        glossary=(),
        sources=(),
    )


def happened(*events: Event, start: int = 1000, step: int = 1000) -> tuple[Recorded, ...]:
    """Events of one learner, `step` ms apart."""
    return tuple(timed((start + n * step, event) for n, event in enumerate(events)))


def timed(events: Iterable[tuple[int, Event]]) -> tuple[Recorded, ...]:
    """Events of one learner, each at its UTC ms."""
    return tuple(Recorded(f"e{n}", "x", at, event) for n, (at, event) in enumerate(events))
