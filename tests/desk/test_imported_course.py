"""A course written in Word and GIFT, brought in by the commands, taken to its certificate."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import docx
from click.testing import CliRunner

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.fault import errors
from kiosk.catalog.source import read_course
from kiosk.cli.course import course as command
from kiosk.desk.desk import Desk
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import (
    AtCertificate,
    AtEvaluation,
    AtResult,
    AtTest,
    InLesson,
    InQuiz,
)
from kiosk.desk.views import CertificateView, QuizView, ResultView
from kiosk.office import demo
from tests.desk.learning_on import CONTENT, right

ID = "melayani-di-loket"
GIFT = """\
$CATEGORY: $course$/top/Standar pelayanan/R

// [id:ml-z-01] [tag:sumber:UU 25/2009 Pasal 21]
Berapa komponen standar pelayanan?{=Empat belas#Pasal 21. ~Enam#Itu bagian penyampaian.}

Maklumat memuat janji.{T#Baca lagi.#Tepat.}

$CATEGORY: $course$/top/Maklumat/U

Apa nama janji tertulis?{=maklumat#Ya. =%0%visi#Bukan janji. =%0%*#Lihat pelajaran.}

Semua unsur 3,2. Berapa nilainya?{#=80:0.01#3,2 kali 25. ~#Kalikan 25.}

Jodohkan.{=Penyampaian -> 6 =Pengelolaan -> 8 = -> 20}
"""
WORDS = "Petugas menepati janji yang tertulis di papan dan menjelaskan alasannya kepada warga. "


def write(folder: Path) -> tuple[Path, Path]:
    """The manuscript, long enough for one JP, and its questions."""
    page = docx.Document()
    page.add_heading("Melayani di loket", 0)
    for title in ("Standar pelayanan", "Maklumat"):
        page.add_heading(title, 1)
        page.add_heading("Janji di papan", 2)
        for _ in range(60):
            page.add_paragraph(WORDS * 5)
        page.add_paragraph("Tulis", style="List Number")
    page.save(str(folder / "naskah.docx"))
    (folder / "soal.gift").write_text(GIFT, encoding="utf-8")
    return folder / "naskah.docx", folder / "soal.gift"


def play(desk: Desk) -> CertificateView:
    """Every lesson, the whole test rightly, the evaluation."""
    for _ in range(2):
        place = desk.open(ID)
        assert isinstance(place, InLesson)
        desk.finish_lesson(place)
    assert desk.open(ID) == AtTest(ID, "post")
    desk.start(AtTest(ID, "post"))
    for index in itertools.count():
        view = desk.view(InQuiz(ID, "post", index))
        assert isinstance(view, QuizView)
        desk.answer(InQuiz(ID, "post", index), view.question.id, right(view.question))
        if index + 1 == len(view.answered):
            break
    place = desk.submit(InQuiz(ID, "post"))
    assert isinstance(place, AtResult)
    result = desk.view(place)
    assert isinstance(result, ResultView)
    assert (result.score, result.passed) == (100.0, True)
    there = desk.evaluate(AtEvaluation(ID), CONTENT)
    assert isinstance(there, AtCertificate)
    shown = desk.view(there)
    assert isinstance(shown, CertificateView)
    return shown


def test_a_word_file_and_a_gift_file_become_a_course_with_a_certificate(
    tmp_path: Path, kiosk: Kiosk
) -> None:
    folder = tmp_path / ID
    for file in write(tmp_path):
        done = CliRunner().invoke(command, ["import", str(file), "--into", str(folder)])
        assert (done.exit_code, done.exception) == (0, None), done.output
    checked = CliRunner().invoke(command, ["check", str(folder)])
    assert checked.exit_code == 0, checked.output
    course, faults = read_course(folder)
    assert course is not None
    assert errors(faults) == ()
    assert [(x.id, x.title) for x in course.lessons] == [
        ("standar-pelayanan", "Standar pelayanan"),
        ("maklumat", "Maklumat"),
    ]
    assert [(q.id, q.lesson, q.level.value) for q in course.post_test.questions] == [
        ("ml-z-01", "standar-pelayanan", "R"),
        ("im-001", "standar-pelayanan", "R"),
        ("im-002", "maklumat", "U"),
        ("im-003", "maklumat", "U"),
        ("im-004", "maklumat", "U"),
    ]
    here = replace(kiosk, catalog=Catalog([folder], tmp_path / "cache"))
    issued = play(Desk(here, demo.LEARNERS[0])).issued
    assert (issued.hours, issued.score) == (1, 100)
