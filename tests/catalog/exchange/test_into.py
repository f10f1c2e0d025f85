"""What each form becomes in our own, and what is told about it."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.catalog.exchange.files import read_file
from kiosk.catalog.exchange.into import Wish, bring
from kiosk.catalog.exchange.into_lessons import bring_lessons
from kiosk.catalog.exchange.report import Report
from kiosk.catalog.exchange.trouble import Unreadable
from kiosk.catalog.exchange.word import read_word
from kiosk.catalog.source import draft_course
from kiosk.cli.course import course as command
from kiosk.learning.course import Course
from kiosk.learning.question import Question
from tests.catalog.exchange.samples import AIKEN, MOODLE, PNG, document, sheet


def into(folder: Path, name: str, raw: bytes | str, **wish: str) -> Report:
    data = raw.encode() if isinstance(raw, str) else raw
    return bring(read_file(name, data), name, Wish(folder, "2026-11-24", **wish))


def course(folder: Path) -> Course:
    read, _faults = draft_course(folder)
    assert read is not None
    return read


def asked(folder: Path) -> tuple[Question, ...]:
    return course(folder).post_test.questions


def told(report: Report, line: int) -> list[str]:
    return [f"{note.state}: {note.words}" for note in report.notes if note.line == line]


def run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def test_partial_weights_several_numbers_and_filled_in_feedback_are_told_by_line(
    tmp_path: Path,
) -> None:
    text = "Kapan?{#=1822:0#Ya. =%50%1825:2#Dekat.}\n\nSiapa?{=A ~%50%B ~C}\n\nRusak?{#abc}\n"
    report = into(tmp_path / "k", "a.gift", text)
    assert told(report, 1) == [
        "diubah: Angka bernilai sebagian menjadi kekeliruan yang dikenali; umpan baliknya tetap.",
        "diubah: Rentang kekeliruan 1825 disamakan dengan rentang jawaban benar.",
        "diubah: Umpan balik belum ada pada 1 bagian; diisi kalimat umum. Tulis alasannya.",
        "masuk: Soal angka im-001 masuk questions/uji-akhir.toml.",
    ]
    assert told(report, 3) == [
        "diubah: Jawaban bernilai sebagian menjadi jawaban salah; umpan baliknya tetap.",
        "diubah: Umpan balik belum ada pada 3 bagian; diisi kalimat umum. Tulis alasannya.",
        "masuk: Soal pilihan tunggal im-002 masuk questions/uji-akhir.toml.",
    ]
    assert told(report, 5) == [
        "dilewati: Angka “abc” tidak terbaca. Tulis misalnya 79.2, 79.2:0.1, atau 1..5."
    ]


def test_the_first_feedback_of_true_and_false_is_for_the_wrong_answer_as_moodle_has_it(
    tmp_path: Path,
) -> None:
    into(tmp_path / "k", "a.gift", "Benar?{T#Baca lagi.#Tepat.}\n\nSalah?{F#Baca lagi.#Tepat.}")
    said = [[c.feedback for c in getattr(q.asked, "choices", ())] for q in asked(tmp_path / "k")]
    assert said == [["Tepat.", "Baca lagi."], ["Baca lagi.", "Tepat."]]


def test_moodle_kinds_keep_answers_feedback_hints_and_their_drawer(tmp_path: Path) -> None:
    report = into(tmp_path / "k", "a.xml", MOODLE)
    first, *_, drag, select, _essay = list(asked(tmp_path / "k"))
    assert (first.id, first.lesson, first.level.value, first.source) == (
        "kk-01", "standar", "R", "UU 25/2009 Pasal 21",
    )  # fmt: skip
    assert (first.hints, first.feedback) == (("Hitung.",), "Lihat Pasal 21.")
    assert [span.bold for span in first.stem] == [False, True, False]
    kinds = [type(q.asked).__name__ for q in asked(tmp_path / "k")]
    assert kinds == [
        "ChoiceQuestion", "ChoiceQuestion", "ShortAnswer", "NumberAnswer", "Matching", "Ordering",
        "Cloze", "DragWords", "Cloze", "Essay",
    ]  # fmt: skip
    assert getattr(drag.asked, "passage", "") == "{c1} memuat janji, {c2} memuat ukuran."
    assert [slot.word for slot in getattr(drag.asked, "slots", ())] == ["Maklumat", "standar"]
    assert getattr(select.asked, "gaps", [None])[0].choices == ("baik", "buruk")
    assert course(tmp_path / "k").checks == ()
    skipped = [note.words for note in report.notes if note.state == "dilewati"]
    assert skipped == ["Jenis soal Moodle “hitungan” tidak ada di sini."]


def test_a_row_of_the_template_becomes_a_question_of_each_kind(tmp_path: Path) -> None:
    into(tmp_path / "k", "a.xlsx", sheet())
    cloze = next(q.asked for q in asked(tmp_path / "k") if type(q.asked).__name__ == "Cloze")
    assert [gap.accept for gap in getattr(cloze, "gaps", ())] == [
        ("14", "empat belas"), ("diterima",),
    ]  # fmt: skip
    assert len(asked(tmp_path / "k")) == 9
    rows = ({"Jenis": "aneh"}, {"Jenis": "angka", "Pertanyaan": "x", "Jawaban 1": "dua"})
    report = into(tmp_path / "l", "a.xlsx", sheet(rows))
    assert told(report, 3) == ["dilewati: Jawaban “dua” bukan angka."]
    assert told(report, 2)[0].startswith("dilewati: Jenis “aneh” tidak dikenal.")


def test_questions_join_an_existing_course_and_leave_its_words_alone(small_course: Path) -> None:
    pool = small_course / "questions" / "uji-akhir.toml"
    before = pool.read_text(encoding="utf-8")
    into(small_course, "a.txt", AIKEN, lesson="standar")
    into(small_course, "a.txt", AIKEN, lesson="kasus", to="cek")
    assert pool.read_text(encoding="utf-8").startswith(before.rstrip())
    assert [q.id for q in asked(small_course)][-2:] == ["im-001", "im-002"]
    assert [q.id for q in course(small_course).checks][-2:] == ["im-003", "im-004"]
    assert run("check", small_course).exit_code == 0
    with pytest.raises(Unreadable, match="Pilih salah satu: standar, kasus"):
        into(small_course, "a.txt", AIKEN, lesson="tidak-ada")


def test_a_word_file_becomes_lessons_of_the_same_blocks(tmp_path: Path) -> None:
    wish = Wish(tmp_path / "k", "2026-11-24")
    report = bring_lessons(read_word(document()), "naskah.docx", wish)
    read = course(tmp_path / "k")
    assert [(x.id, x.title) for x in read.lessons] == [
        ("melayani-di-loket", "Melayani di loket"),
        ("standar-pelayanan", "Standar pelayanan"),
        ("maklumat", "Maklumat"),
    ]
    blocks = read.lessons[1].blocks
    assert [type(block).__name__ for block in blocks] == [
        "Paragraph", "Heading", "Heading", "Heading", "Paragraph", "Paragraph", "Listing",
        "Listing", "Table", "Figure",
    ]  # fmt: skip
    assert (
        getattr(blocks[4], "spans", [None])[0].text
        == "# bukan judul * bintang _garis_ <b> & 1. a|b"
    )
    assert getattr(blocks[9], "caption", "") == "Papan merah"
    assert (tmp_path / "k" / "figures" / "image1.png").read_bytes() == PNG.getvalue()
    words = {note.words for note in report.notes if note.state == "diubah"}
    assert "Daftar bertingkat diratakan menjadi satu tingkat." in words
    assert "Judul tingkat 4 menjadi tingkat 3." in words


def picture(name: str, data: bytes) -> str:
    coded = base64.b64encode(data).decode()
    return (
        '<quiz><question type="multichoice"><questiontext><text>Mana?</text></questiontext>'
        + "".join(
            f'<answer fraction="{worth}" format="html"><text>&lt;img src="@@PLUGINFILE@@/{name}" '
            f'alt="Grafik"&gt; {word}</text><file name="{name}" encoding="base64">{coded}</file>'
            "</answer>"
            for worth, word in ((100, "satu"), (0, "dua"))
        )
        + "</question></quiz>"
    )


def test_a_picture_in_moodle_xml_lies_in_the_course_under_a_safe_name(tmp_path: Path) -> None:
    into(tmp_path / "k", "a.xml", picture("../../etc/Foto Saya.png", PNG.getvalue()))
    assert (tmp_path / "k" / "figures" / "foto-saya.png").read_bytes() == PNG.getvalue()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["k"]
    report = into(tmp_path / "l", "a.xml", picture("a.exe", b"MZ"))
    assert (report.written, (tmp_path / "l").exists()) == ((), False)


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.xml", b'<!DOCTYPE q [<!ENTITY a "b">]><quiz/>', "DOCTYPE"),
        ("a.xml", b"<html/>", "bukan XML Moodle"),
        ("a.xml", b"<quiz>" + b"<a>" * 300, "terlalu dalam"),
        ("a.gift", b"\xff\xfe", "UTF-8"),
        ("a.xlsx", b"PK\x03\x04", "rusak"),
        ("a.pdf", b"", "Jenis berkas tidak dikenal"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str, raw: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_file(name, raw)


def test_a_small_zip_file_that_grows_without_end_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 30_000_000)
    assert len(file.getvalue()) < 100_000
    with pytest.raises(Unreadable, match="terlalu besar"):
        read_word(file.getvalue())


def test_the_commands_write_a_template_and_both_exports(small_course: Path, tmp_path: Path) -> None:
    assert run("import", "--template", tmp_path / "t.xlsx").exit_code == 0
    assert run("import", "--template", tmp_path / "t.xlsx").exit_code == 1
    assert run("import").exit_code == 2
    done = run("export", small_course, "--gift", tmp_path / "a.gift", "--only", "uji-akhir")
    assert done.output.splitlines()[-2:] == [
        "a.gift: 4 masuk, 1 diubah, 0 dilewati",
        "  ditulis: a.gift",
    ]
    assert run("export", small_course, "--moodle", tmp_path / "a.xml", "--json").exit_code == 0
    again = run("import", tmp_path / "a.xml", "--into", tmp_path / "lagi", "--json")
    assert again.exit_code == 0
    assert '"state": "masuk"' in again.output
