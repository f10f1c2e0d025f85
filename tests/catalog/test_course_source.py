"""What a right source becomes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.catalog.fault import Findings, errors
from kiosk.catalog.lesson import read_lesson, slug
from kiosk.catalog.lines import key_lines
from kiosk.catalog.row import parse
from kiosk.catalog.source import read_course
from kiosk.learning.course import (
    Callout,
    CalloutKind,
    Check,
    Course,
    Definition,
    Draw,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Table,
    Task,
)
from kiosk.learning.minutes import lesson_minutes, minutes
from kiosk.learning.question import ChoiceQuestion, Level, Matching, Ordering
from kiosk.learning.spans import Span

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture
def course(small_course: Path) -> Course:
    read, faults = read_course(small_course)
    assert faults == ()
    assert read is not None
    return read


def test_a_lesson_becomes_blocks_in_reading_order(course: Course) -> None:
    plain = Span
    assert course.lesson("standar").blocks == (
        Callout(
            "b.1",
            CalloutKind.SITUATION,
            "Papan di dinding",
            (
                Paragraph(
                    "b.2",
                    (
                        plain("Papan menyebut "),
                        Span("tiga hari", bold=True),
                        plain(". Kantor perlu tujuh hari."),
                    ),
                ),
                Listing("b.3", ((plain("Warga menunggu."),), (plain("Petugas diam."),))),
            ),
        ),
        Heading("empat-belas-komponen", "Empat belas komponen", 2),
        Paragraph(
            "b.5",
            (
                plain("Standar memuat "),
                Span("empat belas", italic=True),
                plain(" komponen dan maklumat & janji."),
            ),
        ),
        Table(
            "tabel-komponen",
            ((plain("Bagian"),), (plain("Jumlah"),)),
            (
                ((plain("Penyampaian"),), (Span("6", bold=True),)),
                ((plain("Pengelolaan"),), (plain("8"),)),
            ),
        ),
        Figure(
            "b.7", "figures/papan.svg", "Enam bagian harus terlihat", "Papan dengan enam bagian"
        ),
        Check("b.8", "kk-c-01"),
        Heading("menyusun", "Menyusun", 3),
        Listing("b.10", ((plain("Tulis"),), (plain("Umumkan"),)), start=3),
        Definition(
            "arti-maklumat",
            "maklumat pelayanan",
            (plain("Pernyataan "), Span("sanggup", bold=True), plain(" melayani.")),
        ),
        Callout(
            "b.13",
            CalloutKind.SOURCES,
            "",
            (Paragraph("b.14", (plain("UU 25/2009 Pasal 21. Isi diperiksa 24 November 2026."),)),),
        ),
    )


def test_a_task_keeps_its_minutes_and_a_case_is_marked(course: Course) -> None:
    case = course.lesson("kasus")
    assert case.case
    assert case.blocks[-1] == Task(
        "b.4", "Satu tindakan untuk besok", (Span("Tulis satu tindakan."),), 40
    )


def test_ids_of_choices_pairs_and_steps_follow_their_places(course: Course) -> None:
    several = course.post_test.questions[1].asked
    assert isinstance(several, ChoiceQuestion)
    assert several.several
    assert [(c.id, c.text, c.right) for c in several.choices] == [
        ("a", "Biaya", True),
        ("b", "Waktu", True),
        ("c", "Visi", False),
    ]
    matching, ordering = (question.asked for question in course.checks)
    assert isinstance(matching, Matching)
    assert [pair.id for pair in matching.pairs] == ["p1", "p2"]
    assert isinstance(ordering, Ordering)
    assert [step.id for step in ordering.steps] == ["s1", "s2"]


def test_a_stem_keeps_bold_and_an_empty_line_becomes_a_break(course: Course) -> None:
    assert course.check("kk-c-02").stem == (
        Span("Urutkan langkah "),
        Span("dari awal", bold=True),
        Span(".\nMulai dari standar."),
    )


def test_bold_and_italic_may_meet() -> None:
    page = read_lesson("**tebal *dan* miring**", "x.md", Findings())
    assert page.blocks == (
        Paragraph(
            "b.1",
            (
                Span("tebal ", bold=True),
                Span("dan", bold=True, italic=True),
                Span(" miring", bold=True),
            ),
        ),
    )


def test_tests_keep_their_rules(course: Course) -> None:
    post = course.post_test
    assert (post.pass_mark, post.attempts, post.wait_minutes, post.minutes) == (70, 3, 60, 45)
    assert post.draws == (Draw("standar", Level.REMEMBER, 1), Draw("standar", Level.USE, 2))
    assert course.pre_test is not None
    assert course.pre_test.pass_mark is None


def test_sources_and_questions_are_not_counted_as_reading(course: Course) -> None:
    # 3+3 title, 7 paragraph, 4 list, 3 heading, 8 paragraph ("&" is no word), 6 table,
    # 4 caption, 1 heading, 2 list, 2+3 definition = 44; the sources' 8 are left out
    assert course.lesson("standar").words == 44
    assert course.lesson("kasus").words == 14


def test_minutes_are_reading_questions_met_and_tasks(course: Course) -> None:
    spent = minutes(course)
    assert spent.reading == pytest.approx(58 / 150)
    assert (spent.checks, spent.tests, spent.tasks) == (3.0, 6.0, 40.0)  # 2 checks; 1 + 3 drawn
    assert spent.total == pytest.approx(49.387, abs=0.001)
    assert spent.hours == 1
    assert lesson_minutes(course, "standar") == 2
    assert lesson_minutes(course, "kasus") == 42


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(
    small_course: Path, course: Course
) -> None:
    for path in small_course.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_course(small_course) == (course, ())


def test_a_heading_becomes_an_id_without_accents_and_signs() -> None:
    assert slug("Yang Anda bawa pulang: 14 – 60 (hari)") == "yang-anda-bawa-pulang-14-60-hari"
    assert slug("Café & tata") == "cafe-tata"


def test_an_id_line_may_touch_its_block() -> None:
    findings = Findings()
    page = read_lesson("{#satu}\n## Judul\n{#dua}\nTeks.\n{#tiga}\n- Butir\n", "x.md", findings)
    assert [block.id for block in page.blocks] == ["satu", "dua", "tiga"]
    assert page.names == {"satu": 1, "dua": 3, "tiga": 5}
    assert findings.sorted() == ()


def test_lines_of_keys_are_found_through_strings_arrays_and_dotted_keys() -> None:
    text = '''# a = 1
a = """
b = 2
[c]
"""
'd e'.f = [ # [x]
  "#", ["]", 1],

  {g = "}", h = 2},
]
[[t]]
i = 'x'
[[t.u]]
[[t.u]]
j = 1
[t.v]
k = 2024-01-01
[[t]]
"l" = """""q\\"""""
m = 1
'''
    assert key_lines(text) == {
        (): 1,
        ("a",): 2,
        ("d e",): 6,
        ("d e", "f"): 6,
        ("d e", "f", 0): 7,
        ("d e", "f", 1): 7,
        ("d e", "f", 1, 0): 7,
        ("d e", "f", 1, 1): 7,
        ("d e", "f", 2): 9,
        ("d e", "f", 2, "g"): 9,
        ("d e", "f", 2, "h"): 9,
        ("t",): 11,
        ("t", 0): 11,
        ("t", 0, "i"): 12,
        ("t", 0, "u"): 13,
        ("t", 0, "u", 0): 13,
        ("t", 0, "u", 1): 14,
        ("t", 0, "u", 1, "j"): 15,
        ("t", 0, "v"): 16,
        ("t", 0, "v", "k"): 17,
        ("t", 1): 18,
        ("t", 1, "l"): 19,
        ("t", 1, "m"): 20,
    }


def _mutated(text: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(text)), chance.randrange(1, 40)
    piece = text[at : at + length]
    other = chance.randrange(len(text))
    match chance.randrange(5):
        case 0:
            return text[:at] + text[at + length :]
        case 1:
            return text[:at] + piece + text[at:]
        case 2:
            return text[:at] + text[other : other + length] + text[at + length :]
        case 3:
            return text[:at] + bytes([chance.randrange(256)]) + text[at + 1 :]
        case _:
            lines = text.split(b"\n")
            chance.shuffle(lines)
            return b"\n".join(lines)


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_course_is_told_and_never_stops_the_reader(small_course: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = sorted(path for path in small_course.rglob("*") if path.suffix in {".md", ".toml"})
    for _ in range(chance.randrange(1, 4)):
        path = chance.choice(files)
        path.write_bytes(_mutated(path.read_bytes() or b" ", chance))
    course, faults = read_course(small_course)
    assert (course is None) is bool(errors(faults))
    for fault in faults:
        path = small_course / fault.file
        assert not path.exists() or fault.line <= path.read_bytes().count(b"\n") + 1


PIECES = [
    r"::: contoh A",
    r":::",
    r"::: cek x",
    r":::: x",
    r"::: definisi",
    r"::: tugas 9",
    r"::",
    r"- a",
    r"  - b",
    r"1. c",
    r"{#id}",
    r"## J",
    r"> q",
    r"|a|b|",
    r"|--|--|",
    r"![a](b.svg 'c')",
    r"<b>",
    r"<div>",
    r"```",
    r"    x",
    r"**t*",
    r"[a]: b",
    r"&#0;",
    r"---",
    r"===",
    r"`c`",
    r"\\",
    r"  ",
]
MARKDOWN = st.lists(st.sampled_from([*PIECES, ""]) | st.text(max_size=12), max_size=14)


@given(MARKDOWN)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_lines_can_be_read_as_a_lesson(lines: list[str]) -> None:
    read_lesson("\n".join(lines), "lessons/x.md", Findings())


@pytest.mark.parametrize("text", ["x = " + "[" * 5000, "x = " + "9" * 5000, "x = [" * 900, "\0"])
def test_hostile_toml_is_a_fault(text: str) -> None:
    findings = Findings()
    assert parse("x.toml", text, findings) is None
    assert [fault.code for fault in findings.sorted()] == ["toml-syntax"]


@pytest.mark.parametrize("folder", sorted(CONTENT.glob("*/")), ids=lambda path: path.name)
def test_a_course_that_is_shipped_has_no_errors(folder: Path) -> None:
    course, faults = read_course(folder)
    assert [f"{f.file}:{f.line}: {f.words}" for f in errors(faults)] == []
    assert course is not None
