"""Faults of gaps, words, places, essays, branches and films: each told where it is mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.catalog.source import draft_course, read_course
from kiosk.catalog.words import WARNINGS, WORDS
from kiosk.learning.answers import Filled, Pointed, mark
from kiosk.learning.course import Audio, Behaviour, Condition, Counts, Pages, Paragraph, Video
from kiosk.learning.question import ChoiceQuestion, Cloze, DragWords, Essay, Pointing
from tests.catalog.test_course_faults import BROKEN as OF_THE_FORM
from tests.catalog.test_course_faults import CASE, CHECKS, COURSE, WHOLE_FILE, change, faults_of

MORE = """
[[question]]
id = "m-1"
kind = "single"
lesson = "kasus"
level = "U"
source = "Data dalam soal"
stem = "Apa tindakan Anda?"
hints = ["Baca papan.", "Baca standar."]
[[question.choice]]
text = "Melayani"
right = true
feedback = "Ya."
[[question.choice]]
text = "Menolak"
feedback = "Belum."

[[question]]
id = "m-2"
kind = "cloze"
lesson = "kasus"
level = "U"
source = "Data dalam soal"
stem = "Lengkapi."
passage = "Batasnya {batas} hari sejak {titik}."
[[question.gap]]
name = "batas"
accept = ["14"]
right_feedback = "Ya."
wrong_feedback = "Belum."
[[question.gap]]
name = "titik"
accept = ["diterima"]
choices = ["diterima", "lengkap"]
right_feedback = "Ya."
wrong_feedback = "Belum."

[[question]]
id = "m-3"
kind = "drag"
lesson = "kasus"
level = "U"
source = "Data dalam soal"
stem = "Letakkan."
passage = "{satu} sebelum {dua}."
extra = ["Visi"]
[[question.gap]]
name = "satu"
word = "Standar"
feedback = "Standar dahulu."
[[question.gap]]
name = "dua"
word = "Maklumat"
feedback = "Maklumat sesudahnya."

[[question]]
id = "m-4"
kind = "point"
lesson = "kasus"
level = "U"
source = "Data dalam soal"
stem = "Tunjuk."
picture = "figures/papan.svg"
alternative = "Papan"
wrong_feedback = "Cari lagi."
[[question.area]]
name = "biaya"
at = [0.5, 0.5, 0.5, 0.5]
right = true
feedback = "Ya."

[[question]]
id = "m-5"
kind = "picture"
lesson = "kasus"
level = "U"
source = "Data dalam soal"
stem = "Pilih papan."
[[question.choice]]
text = "Papan A"
picture = "figures/papan.svg"
alternative = "Papan lengkap"
right = true
feedback = "Ya."
[[question.choice]]
text = "Papan B"
picture = "figures/papan.svg"
alternative = "Papan kosong"
feedback = "Belum."

[[question]]
id = "m-6"
kind = "essay"
lesson = "kasus"
level = "A"
source = "Data dalam soal"
stem = "Tulis jawaban kepada warga."
model = "Bapak dapat mengambilnya besok."
least_words = 3
[[question.criterion]]
text = "Menyebut waktu"
points = 2
"""

BOXES = """
::: cek m-1
:::

::: bila m-1 b
Warga itu pulang.

- Ia kembali lusa.
:::

:::: bila m-1 a
::: cek m-2
:::
::::

::: cek m-3
:::

::: cek m-4
:::

::: cek m-5
:::

::: cek m-6
:::

::: video media/loket.webm media/loket.vtt Di loket
Petugas menyapa warga.
:::

::: suara media/sapa.ogg Sapaan
Selamat pagi.
:::

::: halaman media/formulir.pdf 2-3 Formulir
:::
"""


@pytest.fixture
def rich(small_course: Path) -> Path:
    """The small course with every newer kind of question and block in its case."""
    return enrich(small_course)


def enrich(folder: Path) -> Path:
    for name, more in ((CHECKS, MORE), (CASE, BOXES)):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(more)
    (folder / "media").mkdir()
    for name in ("loket.webm", "sapa.ogg", "formulir.pdf"):
        (folder / "media" / name).write_bytes(b"isi")
    words = "WEBVTT\n\n00:01.000 --> 00:02.000\nSelamat pagi.\n"
    (folder / "media" / "loket.vtt").write_text(words, encoding="utf-8")
    return folder


def test_the_newer_kinds_are_read_as_they_are_written(rich: Path) -> None:
    read, faults = read_course(rich)
    assert faults == ()
    assert read is not None
    assert read.check("m-1").hints == ("Baca papan.", "Baca standar.")
    kinds = [type(read.check(f"m-{n}").asked) for n in range(1, 7)]
    assert kinds == [ChoiceQuestion, Cloze, DragWords, Pointing, ChoiceQuestion, Essay]
    filled = Filled({"batas": "14", "titik": "diterima"})
    assert mark(read.check("m-2"), filled).right
    assert mark(read.check("m-4"), Pointed(0.75, 0.75)).right
    pictured = read.check("m-5").asked
    assert isinstance(pictured, ChoiceQuestion)
    assert [c.picture for c in pictured.choices] == ["figures/papan.svg"] * 2
    essay = read.check("m-6").asked
    assert isinstance(essay, Essay)
    assert (essay.least, essay.rubric[0].points) == (3, 2)


def test_a_branch_joins_the_lesson_with_its_condition(rich: Path) -> None:
    read, _ = read_course(rich)
    assert read is not None
    case = read.lesson("kasus")
    paths = dict.fromkeys(case.conditions.values(), 0)
    assert paths.keys() == {Condition("m-1", ("b",)), Condition("m-1", ("a",))}
    left = [type(b).__name__ for b in case.blocks if b.id in case.conditions]
    assert left == ["Paragraph", "Listing", "Check"]
    bare = [b for b in case.blocks if b.id not in case.conditions]
    assert not any(isinstance(b, Paragraph) and "pulang" in b.spans[0].text for b in bare)


def test_films_recordings_and_pages_are_blocks(rich: Path) -> None:
    read, _ = read_course(rich)
    assert read is not None
    film, sound, pages = read.lesson("kasus").blocks[-3:]
    assert isinstance(film, Video)
    assert (film.file, film.captions, film.title) == (
        "media/loket.webm", "media/loket.vtt", "Di loket",
    )  # fmt: skip
    assert isinstance(sound, Audio)
    assert (sound.captions, sound.title) == ("", "Sapaan")
    assert isinstance(pages, Pages)
    assert (pages.first, pages.last, pages.title) == (2, 3, "Formulir")


def test_a_test_says_how_it_judges(rich: Path) -> None:
    change(rich, COURSE, "attempts = 3", 'behaviour = "immediate"\ntries = 2\ncounts = "last"')
    read, faults = read_course(rich)
    assert faults == ()
    assert read is not None
    post = read.post_test
    assert (post.behaviour, post.tries, post.counts) == (Behaviour.IMMEDIATE, 2, Counts.LAST)


# code, file, the text taken out, what comes in, and a text on the line where the fault is told
BROKEN = [
    ("gap-place", CHECKS, "{batas} hari", "{batas} atau {batas} hari", 'name = "batas"'),
    ("gap-unknown", CHECKS, "sejak {titik}", "sejak {titik} {lain}", 'passage = "Batas'),
    ("bad-id", CHECKS, 'name = "batas"', 'name = "Batas"', 'name = "Batas"'),
    ("duplicate-text", CHECKS, 'name = "dua"', 'name = "satu"', 'name = "satu"'),
    ("duplicate-text", CHECKS, '"diterima", "lengkap"', '"lengkap", "lengkap", "diterima"',
     "choices ="),
    ("duplicate-text", CHECKS, 'extra = ["Visi"]', 'extra = ["Standar"]', 'extra = ["Standar"]'),
    ("no-right-answer", CHECKS, '"diterima", "lengkap"', '"ditolak", "lengkap"', "choices ="),
    ("no-right-answer", CHECKS, 'accept = ["14"]', 'accept = ["?"]', 'accept = ["?"]'),
    ("too-few", CHECKS, '"diterima", "lengkap"', '"diterima"', "choices ="),
    ("no-right-area", CHECKS, "0.5]\nright = true", "0.5]", "[[question.area]]"),
    ("area-shape", CHECKS, "[0.5, 0.5, 0.5, 0.5]", "[0.5, 0.5, 0.6, 0.5]", "at ="),
    ("area-shape", CHECKS, "[0.5, 0.5, 0.5, 0.5]", "[0.5, 0.5, 0.5]", "at ="),
    ("wrong-type", CHECKS, "[0.5, 0.5, 0.5, 0.5]", '[0.5, 0.5, 0.5, "a"]', "at ="),
    ("missing-image", CHECKS, 'figures/papan.svg"\nalternative = "Papan kosong',
     'figures/lain.svg"\nalternative = "Papan kosong', "figures/lain.svg"),
    ("missing-key", CHECKS, 'alternative = "Papan kosong"\n', "", "[[question.choice]]"),
    ("missing-image", CHECKS, 'picture = "figures/papan.svg"\nalternative = "Papan"\n',
     'picture = "figures/tiada.svg"\nalternative = "Papan"\n', "figures/tiada.svg"),
    ("bad-range", CHECKS, "points = 2", "points = 0", "points = 0"),
    ("branch-shape", CASE, "bila m-1 b\n", "bila m-1\n", "bila m-1\n"),
    ("branch-before", CASE, "bila m-1 b\n", "bila m-9 b\n", "bila m-9"),
    ("branch-choice", CASE, "bila m-1 b\n", "bila m-1 e\n", "bila m-1 e"),
    ("branch-kind", CASE, "::: cek m-3\n:::\n", "::: cek m-3\n:::\n\n::: bila m-3 a\nX\n:::\n",
     "bila m-3"),
    ("branch-heading", CASE, "Warga itu pulang.", "### Pulang", "### Pulang"),
    ("nested-container", CASE, "::: cek m-2\n:::", "::: bila m-1 a\nX\n:::", "::: bila m-1 a\nX"),
    ("media-shape", CASE, "::: suara media/sapa.ogg Sapaan", "::: suara media/sapa.ogg",
     "::: suara"),
    ("no-transcript", CASE, "Selamat pagi.\n", "", "::: suara"),
    ("pages-shape", CASE, "formulir.pdf 2-3", "formulir.pdf 3-2", "::: halaman"),
    ("missing-media", CASE, "media/loket.vtt", "media/lain.vtt", "::: video"),
    ("bad-media", CASE, "media/sapa.ogg", "media/loket.vtt", "::: suara"),
    ("bad-captions", "media/loket.vtt", "00:01.000 -->", "1 ->", "1 ->"),
    ("outside", CASE, "media/sapa.ogg", "../sapa.ogg", "::: suara"),
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=lambda row: f"{row[0]}-{row[4][:12].strip()}")
def test_a_fault_is_told_by_file_and_line(
    rich: Path, broken: tuple[str, str, str, str, str]
) -> None:
    code, file, old, new, told = broken
    change(rich, file, old, new)
    text = (rich / file).read_text(encoding="utf-8")
    found = faults_of(rich, code)
    assert found, [fault.code for fault in draft_course(rich)[1]]
    lines = {(file, text[: at + 1].count("\n") + 1) for at in _places(text, told)}
    assert set(found) <= lines


def _places(text: str, told: str) -> list[int]:
    found = [at for at in range(len(text)) if text.startswith(told, at)]
    assert found
    return found


def test_an_essay_may_stand_in_a_test_that_is_judged_at_its_end(rich: Path) -> None:
    essay = MORE[MORE.index('[[question]]\nid = "m-6"') :].replace("m-6", "m-7")
    with (rich / "questions/uji-akhir.toml").open("a", encoding="utf-8") as file:
        file.write(essay)
    assert faults_of(rich, "essay-behaviour") == []
    change(rich, COURSE, "attempts = 3", 'attempts = 3\nbehaviour = "immediate"')
    [(file_, line)] = faults_of(rich, "essay-behaviour")
    lines = (rich / file_).read_text(encoding="utf-8").splitlines()
    assert (file_, lines[line - 1]) == (COURSE, 'behaviour = "immediate"')


def test_every_code_that_can_be_told_is_broken_somewhere() -> None:
    elsewhere = {"no-lessons", "too-large", "too-many", "long-stem", "keys-uneven", "key-longest"}
    elsewhere |= {"many-true-false", "check-unused", "essay-behaviour"}
    rows = (*OF_THE_FORM, *WHOLE_FILE, *BROKEN)
    assert {row[0] for row in rows} | elsewhere == set(WORDS)
    assert set(WORDS) >= WARNINGS
