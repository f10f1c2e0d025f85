"""One broken course for each fault; the line is where its author finds the mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.catalog.fault import Fault, Severity
from kiosk.catalog.source import draft_course, read_course

COURSE = "course.toml"
STANDARD = "lessons/1-standar.md"
CASE = "lessons/2-kasus.md"
CHECKS = "questions/cek.toml"
BEFORE = "questions/uji-awal.toml"
AFTER = "questions/uji-akhir.toml"

# code, file and line of the fault; then the text taken out of that file, and what comes in
BROKEN = [
    ("missing-file", COURSE, 28, 'lessons/2-kasus.md"', 'lessons/3-kasus.md"'),
    ("missing-file", COURSE, 32, "questions/uji-awal.toml", "questions/uji.toml"),
    ("file-twice", COURSE, 28, 'file = "lessons/2-kasus.md"', 'file = "lessons/1-standar.md"'),
    ("file-twice", COURSE, 35, '"questions/uji-akhir.toml"', '"questions/uji-awal.toml"'),
    ("unreadable", COURSE, 28, '"lessons/2-kasus.md"', '"lessons"'),
    ("outside", COURSE, 28, '"lessons/2-kasus.md"', '"../kasus.md"'),
    ("outside", STANDARD, 19, "figures/papan.svg", "../papan.svg"),
    ("toml-syntax", BEFORE, 5, 'level = "R"', "level = R"),
    ("toml-syntax", AFTER, 64, 'feedback = "Bobotnya 1/9."\n', 'feedback = "Bobotnya'),
    ("missing-key", COURSE, 1, 'promise = "Anda dapat melayani."\n', ""),
    ("missing-key", COURSE, 49, 'term = "maklumat pelayanan"\n', ""),
    (
        "missing-key",
        AFTER,
        17,
        'level = "U"\nsource = "UU 25/2009"\nstem = "Pilih',
        'source = "UU 25/2009"\nstem = "Pilih',
    ),
    ("unknown-key", COURSE, 7, "promise", 'promises = ""\npromise'),
    ("unknown-key", COURSE, 29, "case = true", "kase = true\ncase = true"),
    ("unknown-key", COURSE, 42, 'level = "U", count = 2', 'level = "U", count = 2, jumlah = 2'),
    ("unknown-key", AFTER, 64, 'answer = "79,20"', 'answer = "79,20"\nnilai = 0'),
    ("wrong-type", COURSE, 12, "hours = 1", 'hours = "1"'),
    ("wrong-type", COURSE, 12, "hours = 1", "hours = true"),
    ("wrong-type", COURSE, 19, "prior = []", 'prior = [\n  "a",\n  2,\n]'),
    ("wrong-type", AFTER, 57, "answer = 80.0", 'answer = "80"'),
    ("empty-text", COURSE, 27, 'title = "Kasus"', 'title = " "'),
    ("empty-text", STANDARD, 26, "3. Tulis", "3."),
    ("bad-value", COURSE, 9, '"Pelayanan publik"', '"Memasak"'),
    ("bad-value", CHECKS, 8, 'certainty = "S"', 'certainty = "P"'),
    ("bad-value", BEFORE, 3, 'kind = "true_false"', 'kind = "esai"'),
    ("bad-range", COURSE, 37, "attempts = 3", "attempts = -1"),
    ("bad-range", AFTER, 58, "tolerance = 0.005", "tolerance = -0.005"),
    ("bad-range", AFTER, 57, "answer = 80.0", "answer = inf"),
    ("pass-mark", COURSE, 36, "pass_mark = 70", "pass_mark = 101"),
    ("bad-colour", COURSE, 11, "#0B6E4F", "hijau"),
    ("bad-date", COURSE, 14, "2026-11-24", "2026-11-31"),
    ("bad-icon", COURSE, 10, "hand-heart", "Hand Heart"),
    ("bad-version", COURSE, 2, '"2026.11.1"', '"satu"'),
    ("bad-id", COURSE, 26, 'id = "kasus"', 'id = "Kasus!"'),
    ("bad-id", STANDARD, 13, "{#tabel-komponen}", "{#Tabel Komponen}"),
    ("duplicate-question", AFTER, 51, 'id = "kk-z-04"', 'id = "kk-c-01"'),
    ("duplicate-lesson", COURSE, 26, 'id = "kasus"', 'id = "standar"'),
    ("duplicate-block", STANDARD, 29, "{#arti-maklumat}", "{#menyusun}"),
    ("duplicate-block", STANDARD, 24, "### Menyusun", "### Empat belas komponen"),
    ("lesson-unknown", BEFORE, 4, 'lesson = "standar"', 'lesson = "standard"'),
    (
        "lesson-unknown",
        COURSE,
        42,
        'lesson = "standar", level = "U"',
        'lesson = "standard", level = "U"',
    ),
    ("block-unknown", AFTER, 5, 'block = "empat-belas-komponen"', 'block = "empat-belas"'),
    ("unclosed-container", STANDARD, 35, "2026.\n:::\n", "2026.\n"),
    (
        "nested-container",
        STANDARD,
        7,
        "- Petugas diam.\n:::\n",
        "- Petugas diam.\n\n::: contoh\nIsi.\n:::\n",
    ),
    ("unknown-container", CASE, 8, "::: tugas 40", "::: tugasku 40"),
    ("empty-container", STANDARD, 35, "UU 25/2009 Pasal 21. Isi diperiksa 24 November 2026.\n", ""),
    ("container-body", STANDARD, 4, "- Warga menunggu.", "### Judul\n\n- Warga menunggu."),
    ("stray-fence", CASE, 5, "Seorang warga datang.", "Seorang warga datang.\n\n:::\n"),
    ("definition-shape", STANDARD, 31, "::: definisi maklumat pelayanan", "::: definisi"),
    ("task-shape", CASE, 8, "::: tugas 40 Satu", "::: tugas Satu"),
    ("check-shape", STANDARD, 21, "::: cek kk-c-01\n", "::: cek kk-c-01\nIsi.\n"),
    ("check-unknown", CASE, 5, "cek kk-c-02", "cek kk-c-03"),
    ("check-twice", CASE, 5, "cek kk-c-02", "cek kk-c-01"),
    (
        "id-without-block",
        CASE,
        12,
        "Tulis satu tindakan.\n:::",
        "Tulis satu tindakan.\n:::\n\n{#akhir}",
    ),
    ("heading-level", STANDARD, 24, "### Menyusun", "#### Menyusun"),
    ("list-not-flat", STANDARD, 5, "- Petugas diam.", "- Petugas diam.\n  - Lama."),
    ("raw-html", STANDARD, 11, "dan maklumat & janji", "dan <b>maklumat</b> & janji"),
    ("raw-html", CASE, 3, "Seorang warga datang.", "<div>\nSeorang warga datang.\n</div>"),
    (
        "unsupported",
        STANDARD,
        11,
        "dan maklumat & janji",
        "dan [maklumat](https://contoh.id) & janji",
    ),
    ("unsupported", CASE, 3, "Seorang warga datang.", "> Seorang warga datang."),
    ("missing-image", STANDARD, 19, "figures/papan.svg", "figures/papan2.svg"),
    ("bad-image", STANDARD, 19, "figures/papan.svg", "course.toml"),
    ("no-caption", STANDARD, 19, ' "Enam bagian harus terlihat"', ""),
    ("no-alternative", STANDARD, 19, "![Papan dengan enam bagian]", "![]"),
    ("figure-not-alone", STANDARD, 20, "![Papan", "Lihat\n![Papan"),
    ("no-right-answer", AFTER, 1, 'text = "Empat belas"\nright = true', 'text = "Empat belas"'),
    (
        "no-right-answer",
        AFTER,
        43,
        'accept = ["maklumat", "maklumat pelayanan"]',
        'accept = ["maklumat", "?"]',
    ),
    (
        "two-right-answers",
        AFTER,
        15,
        'text = "Enam komponen"',
        'text = "Enam komponen"\nright = true',
    ),
    ("no-feedback", AFTER, 13, 'feedback = "Itu bagian penyampaian."\n', ""),
    ("no-feedback", CHECKS, 18, 'feedback = "Delapan."', 'feedback = ""'),
    ("no-feedback", AFTER, 50, 'wrong_feedback = "Kalikan 25."\n', ""),
    ("too-few", BEFORE, 8, '[[question.choice]]\ntext = "Salah"\nfeedback = "Hitung lagi."\n', ""),
    ("true-false-shape", BEFORE, 3, 'text = "Salah"', 'text = "Keliru"'),
    ("duplicate-text", AFTER, 29, 'text = "Waktu"', 'text = "biaya"'),
    ("duplicate-text", CHECKS, 10, '"Bukan keduanya"', '"6"'),
    ("mistake-is-right", AFTER, 63, 'answer = "79,20"', 'answer = "80,00"'),
    ("mistake-is-right", AFTER, 47, 'answer = "visi"', 'answer = "Maklumat"'),
    ("bad-number", AFTER, 63, 'answer = "79,20"', 'answer = "kurang"'),
    ("draw-too-large", COURSE, 42, 'level = "U", count = 2', 'level = "U", count = 3'),
    ("duplicate-draw", COURSE, 42, 'level = "U", count = 2', 'level = "R", count = 1'),
    ("hours-too-many", COURSE, 12, "hours = 1", "hours = 2"),
    ("folder-differs", COURSE, 1, 'id = "kursus-kecil"', 'id = "kursus-besar"'),
    ("all-of-these", AFTER, 33, 'text = "Visi"', 'text = "Semua jawaban benar"'),
    ("no-source", BEFORE, 1, 'source = "UU 25/2009 Pasal 21"\n', ""),
]

WHOLE_FILE = [
    ("empty-lesson", CASE, 1, b""),
    ("no-questions", BEFORE, 1, b""),
    ("not-utf8", CASE, 2, b"## Map\nkafe \xe9\n"),
]


def faults_of(folder: Path, code: str) -> list[tuple[str, int]]:
    """File and line of each fault of that code."""
    return [(fault.file, fault.line) for fault in read_course(folder)[1] if fault.code == code]


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("broken", BROKEN, ids=lambda row: f"{row[0]}-{row[2]}")
def test_a_fault_is_told_by_file_and_line(
    small_course: Path, broken: tuple[str, str, int, str, str]
) -> None:
    code, file, line, old, new = broken
    change(small_course, file, old, new)
    assert set(faults_of(small_course, code)) == {(file, line)}


@pytest.mark.parametrize(("code", "file", "line", "whole"), WHOLE_FILE)
def test_a_file_of_the_wrong_content_is_told(
    small_course: Path, code: str, file: str, line: int, whole: bytes
) -> None:
    (small_course / file).write_bytes(whole)
    assert faults_of(small_course, code) == [(file, line)]


def test_a_check_that_no_lesson_shows_is_told(small_course: Path) -> None:
    change(small_course, CASE, "::: cek kk-c-02\n:::\n", "")
    assert faults_of(small_course, "check-unused") == [(CHECKS, 21)]


def test_a_course_without_lessons_is_told(small_course: Path) -> None:
    path = small_course / COURSE
    text = path.read_text(encoding="utf-8")
    start, end = text.index("[[lesson]]"), text.index("[pre_test]")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    assert faults_of(small_course, "no-lessons") == [(COURSE, 1)]


def test_a_file_beyond_a_megabyte_is_not_read(small_course: Path) -> None:
    (small_course / CASE).write_text("kata " * 200_001, encoding="utf-8")
    assert faults_of(small_course, "too-large") == [(COURSE, 28)]


def test_a_missing_course_file_is_told(tmp_path: Path) -> None:
    course, faults = read_course(tmp_path / "kosong")
    assert course is None
    assert [(f.file, f.line, f.code) for f in faults] == [("course.toml", 1, "missing-file")]


def test_a_missing_check_file_is_told_once_and_not_for_each_check(small_course: Path) -> None:
    (small_course / CHECKS).unlink()
    assert [(f.file, f.line, f.code) for f in read_course(small_course)[1]] == [
        (CHECKS, 1, "missing-file")
    ]


def test_a_link_out_of_the_folder_is_not_followed(small_course: Path) -> None:
    outside = small_course.parent / "rahasia.md"
    outside.write_text("Rahasia.", encoding="utf-8")
    (small_course / CASE).unlink()
    (small_course / CASE).symlink_to(outside)
    assert faults_of(small_course, "outside") == [(COURSE, 28)]


def test_more_choices_than_letters_are_told(small_course: Path) -> None:
    choice = '[[question.choice]]\ntext = "Pilihan {}"\nfeedback = "Bukan."\n'
    many = "".join(choice.format(number) for number in range(27))
    last = '[[question.choice]]\ntext = "Visi"'
    change(small_course, AFTER, last, many + last)
    assert faults_of(small_course, "too-many") == [(AFTER, 24)]


def test_a_stem_of_more_than_sixty_words_is_a_warning(small_course: Path) -> None:
    change(small_course, BEFORE, "Standar", "kata " * 55 + "Standar")  # it had five words
    assert faults_of(small_course, "long-stem") == []
    change(small_course, BEFORE, "Standar", "kata Standar")
    assert faults_of(small_course, "long-stem") == [(BEFORE, 7)]


def singles(keys: str, right: str = "Ya betul", wrong: str = "Bukan itu", fours: int = 99) -> str:
    """Single-choice questions with these keys; the first `fours` have four choices, the rest 3."""
    text = ""
    for number, key in enumerate(keys):
        text += f"""[[question]]
id = "kk-a-{number}"
kind = "single"
lesson = "standar"
level = "U"
source = "Data dalam soal"
stem = "Soal {number}?"
"""
        for letter in "ABCD" if number < fours else "ABC":
            text += f"""[[question.choice]]
text = "{right if letter == key else wrong} {letter}"
right = {str(letter == key).lower()}
feedback = "Karena."
"""
    return text


@pytest.mark.parametrize(
    ("keys", "uneven"),
    [
        ("ABCDABCDABCD", False),
        ("ABCDABCDABCA", True),  # D 2 of 12 = 17 %
        ("ABCDABCDABCDA", False),  # 13 cannot be spread more evenly
        ("AAAAAAAAAAA", False),  # 11 are too few to judge
        ("AAAAAABBBCCD", True),
    ],
)
def test_keys_stand_evenly_over_the_positions(
    small_course: Path, keys: str, *, uneven: bool
) -> None:
    (small_course / BEFORE).write_text(singles(keys), encoding="utf-8")
    assert faults_of(small_course, "keys-uneven") == ([(BEFORE, 1)] if uneven else [])


def test_a_position_that_few_questions_have_may_stay_without_a_key(small_course: Path) -> None:
    (small_course / BEFORE).write_text(singles("ABC" * 4, fours=1), encoding="utf-8")
    assert faults_of(small_course, "keys-uneven") == []


def test_a_key_that_is_always_the_longest_is_a_warning(small_course: Path) -> None:
    (small_course / BEFORE).write_text(singles("ABCDA", right="Ya, betul sekali"), encoding="utf-8")
    assert faults_of(small_course, "key-longest") == [(BEFORE, 1)]
    (small_course / BEFORE).write_text(singles("ABCDA", right="Ya, betul"), encoding="utf-8")
    assert faults_of(small_course, "key-longest") == []


def test_many_true_false_questions_are_a_warning(small_course: Path) -> None:
    one = (small_course / BEFORE).read_text(encoding="utf-8")
    (small_course / BEFORE).write_text(one + one.replace("kk-a-01", "kk-a-02"), encoding="utf-8")
    assert faults_of(small_course, "many-true-false") == [(BEFORE, 1)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Semua benar", True),
        ("Semua jawaban di atas benar.", True),
        ("Tidak satu pun benar", True),
        ("A dan B benar", True),
        ("Semua warga", False),
        ("Tidak ada syarat yang kurang", False),
        ("Semua syarat sudah benar dan lengkap", False),
    ],
)
def test_a_choice_about_other_choices_is_a_warning(
    small_course: Path, text: str, *, told: bool
) -> None:
    change(small_course, AFTER, "Visi", text)
    assert bool(faults_of(small_course, "all-of-these")) is told


def test_a_warning_leaves_the_course_readable_and_an_error_does_not(small_course: Path) -> None:
    change(small_course, BEFORE, 'source = "UU 25/2009 Pasal 21"', 'source = ""')
    course, faults = read_course(small_course)
    assert course is not None
    assert [fault.severity for fault in faults] == [Severity.WARNING]
    change(small_course, COURSE, "#0B6E4F", "hijau")
    assert read_course(small_course)[0] is None
    assert draft_course(small_course)[0] is not None


def test_a_fault_says_how_to_mend_it(small_course: Path) -> None:
    change(small_course, COURSE, "promise", "promis")
    words = "Kunci promis tidak dikenal di course.toml. Hapus atau perbaiki ejaannya"
    expected = Fault("course.toml", 7, "unknown-key", f"{words} (mungkin promise).")
    assert expected in read_course(small_course)[1]
