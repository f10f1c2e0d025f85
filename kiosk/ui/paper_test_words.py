"""What the office says of tests on paper: how a question is answered, what was read of it."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.learning import on_paper
from kiosk.learning.answers import Chosen
from kiosk.learning.course import Course, Quiz
from kiosk.learning.question import (
    ChoiceQuestion,
    Cloze,
    DragWords,
    Matching,
    NumberAnswer,
    Ordering,
    Question,
)
from kiosk.learning.trouble import NotAllowed
from kiosk.office.paper_test import Entry
from kiosk.ui.refusals import refusal
from kiosk.ui.screens.paper_test_type import AnswerLine
from kiosk.ui.spans import plain_words
from kiosk.ui.words import _

LONGEST = 90


def test_name(course: Course, quiz: str) -> str:
    """First or final test."""
    return _("Uji akhir") if course.post_test.id == quiz else _("Uji awal")


def left_out(quiz: Quiz) -> str:
    """What of a test does not work on paper, "" where all does."""
    count = sum(not on_paper.works(q) for q in quiz.questions)
    if not count:
        return ""
    form = _("{n} dari {m} soal tidak ikut: soal gambar dan esai hanya dapat dikerjakan di layar.")
    return form.format(n=count, m=len(quiz.questions))


def asked_count(quiz: Quiz) -> int:
    """How many questions a paper of the test has."""
    paper = on_paper.printable(quiz)
    if not paper.draws:
        return len(paper.questions)
    pools = [(d, [q for q in paper.questions if (q.lesson, q.level) == (d.lesson, d.level)])
             for d in paper.draws]  # fmt: skip
    return sum(min(draw.count, len(pool)) for draw, pool in pools)


def answer_lines(entry: Entry) -> Iterator[AnswerLine]:
    """The lines of a sheet, with what was typed before."""
    shown = entry.shown()
    for question in entry.questions:
        order = entry.package.orders.get(question.id, ())
        yield AnswerLine(
            question.id,
            _cut(plain_words(question.stem)),
            _how(question, len(order)),
            on_paper.single(question),
            shown[question.id],
        )


def _how(question: Question, count: int) -> str:
    last = on_paper.letter(count - 1) if count else ""
    match question.asked:
        case ChoiceQuestion(several=False):
            return _("A–{last}").format(last=last)
        case ChoiceQuestion():
            return _("beberapa A–{last}").format(last=last)
        case Matching() | DragWords():
            return _("urut A–{last}").format(last=last)
        case Ordering():
            return _("urut 1–{n}").format(n=count)
        case Cloze():
            return _("isi; isi")
        case NumberAnswer():
            return _("angka")
        case _:
            return _("kata")


def read_words(entry: Entry, question: str, typed: str) -> tuple[bool, str]:
    """Whether a line can be meant, and what it says: the choices in words, or what is wrong."""
    asked = next(q for q in entry.questions if q.id == question)
    order = entry.package.orders.get(question, ())
    try:
        answer = on_paper.read(asked, order, typed)
    except NotAllowed as no:
        return False, refusal(no)
    if answer is None:
        return True, ""
    if isinstance(asked.asked, ChoiceQuestion) and isinstance(answer, Chosen):
        taken = [c.text for c in asked.asked.choices if c.id in answer.ids]
        return True, _cut(" · ".join(taken))
    return True, on_paper.written(asked, order, answer)


def objection_words(code: str) -> str:
    """Why a reason is needed; "" where none is."""
    return {
        "": "",
        "typed": _("Lembar ini sudah diketik. Perubahan dicatat beserta alasannya."),
        "lessons-unread": _(
            "Peserta ini belum membaca semua pelajaran. Nilai boleh dicatat; sertifikat menunggu"
            " pelajarannya."
        ),
        "pre-test-over": _("Peserta ini sudah mulai belajar, jadi uji awalnya terlambat."),
        "wait": _("Jeda setelah uji sebelumnya belum selesai."),
    }.get(code, refusal(NotAllowed(code)))


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"
