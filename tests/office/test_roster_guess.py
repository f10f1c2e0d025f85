"""Where the people stand, in workbooks as agencies make them."""

from __future__ import annotations

import pytest
from msgspec import structs

from kiosk.office.roster_guess import Guess, guess_in, guess_sheet, is_nip
from kiosk.office.roster_lines import Person, people_of
from kiosk.people.nip import Kind
from kiosk.sheets.book import Book, Cell, Line, Sheet

SITI, BUDI = "198704122011012008", "199106252022212003"
Grid = list[tuple[Cell, ...]]


def book(*grids: Grid) -> Book:
    sheets = (
        Sheet(f"L{n}", tuple(Line(k, row) for k, row in enumerate(grid, start=1) if any(row)))
        for n, grid in enumerate(grids)
    )
    return Book("xlsx", tuple(sheets))


def read(grid: Grid) -> tuple[Guess, tuple[Person, ...], tuple[int, ...]]:
    found = book(grid)
    guess = guess_in(found)
    return guess, *people_of(found.sheets[0], guess)


KOP = ("PEMERINTAH KOTA CONTOH",) * 6
UGLY: Grid = [
    KOP,
    ("DAFTAR URUT KEPANGKATAN PNS TAHUN 2026", None, None, None, None, None),
    (None,),
    ("NO", "NAMA LENGKAP", "NIP", "PANGKAT", "PANGKAT", "JABATAN"),
    ("NO", "NAMA LENGKAP", "NIP", "NAMA PANGKAT", "GOL. RUANG", "JABATAN"),
    (1, 2, 3, 4, 5, 6),
    ("A", "DINAS KESEHATAN", None, None, None, None),
    (1, "Peserta Contoh 1, S.Sos., M.AP.", SITI, "Penata Tingkat I", "III/d", "Analis"),
    ("NO", "NAMA LENGKAP", "NIP", "PANGKAT", "PANGKAT", "JABATAN"),
    ("B", "KECAMATAN CONTOH", None, None, None, None),
    (2, "Dr. H. Peserta Contoh 2", f" '{BUDI[:8]} {BUDI[8:14]} {BUDI[14]} {BUDI[15:]}", "-", "IX"),
    (None, "Jumlah", 2),
    (None, None, None, None, "Kota Contoh, 23 November 2026"),
    (None, None, None, None, "Kepala BKPSDM"),
    (None, "NIP. 196701011990031001"),
]


def test_people_are_found_under_a_letterhead_two_headings_and_sections() -> None:
    guess, people, passed = read(UGLY)
    assert (guess.head, guess.lines, guess.first) == (4, 2, 6)
    assert guess.places == {"name": 1, "nip": 2, "rank": 3, "grade": 4, "position": 5}
    assert guess.headings[4] == "PANGKAT / GOL. RUANG"
    assert people == (
        Person(8, SITI, "Peserta Contoh 1, S.Sos., M.AP.", "DINAS KESEHATAN",
               "Penata Tingkat I (III/d)", "Analis"),
        Person(11, f"{BUDI[:8]} {BUDI[8:14]} {BUDI[14]} {BUDI[15:]}", "Dr. H. Peserta Contoh 2",
               "KECAMATAN CONTOH", "IX"),
    )  # fmt: skip
    assert passed == (6, 7, 9, 10, 12, 13, 14, 15)


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        (("NIP", "Nama", "OPD"), {"nip": 0, "name": 1, "unit": 2}),
        (("NO. INDUK", "NAMA PEGAWAI", "SKPD"), {"nip": 0, "name": 1, "unit": 2}),
        (("Nomor", "Nama Lengkap dan Gelar", "Unit Kerja"), {"nip": 0, "name": 1, "unit": 2}),
        (("NIP BARU", "NAMA", "UNOR INDUK NAMA"), {"nip": 0, "name": 1, "unit": 2}),
        (("nip/ni pppk", "Nama ASN", "Tempat Lahir"), {"nip": 0, "name": 1}),
        (("", "Nama Pegawai", "Perangkat Daerah"), {"nip": 0, "name": 1, "unit": 2}),
    ],
)
def test_columns_are_known_by_their_words_and_the_nip_by_its_digits(
    headings: tuple[str, ...], places: dict[str, int]
) -> None:
    guess, people, _ = read([headings, (SITI, "Peserta Contoh 1", "Dinas Contoh")])
    assert (guess.places, people[0].nip) == (places, SITI)


def test_a_heading_in_two_lines_without_merged_cells_is_one() -> None:
    guess, people, _ = read([
        ("No", "Nama", "NIP", "Pangkat", None, "Unit"),
        (None, None, None, "Nama", "Gol"),
        (1, "Peserta Contoh 1", SITI, "Penata", "III/c", "Dinas Contoh"),
    ])  # fmt: skip
    assert (guess.lines, guess.places["rank"], guess.places["grade"]) == (2, 3, 4)
    assert (people[0].name, people[0].rank) == ("Peserta Contoh 1", "Penata (III/c)")


def test_of_two_columns_the_one_with_the_better_word_or_the_digits_counts() -> None:
    guess, _, _ = read([
        ("NIP", "NIP BARU", "Instansi", "Unit Kerja", "Nama", "Nama Jabatan"),
        ("131110468", SITI, "Pemerintah Kota", "Dinas Contoh", "Peserta Contoh 1", "Analis"),
    ])  # fmt: skip
    assert guess.places == {"nip": 1, "unit": 3, "name": 4, "position": 5}
    assert {c.field: c.reason for c in guess.columns}["nip"] == "content"


def test_without_a_heading_the_content_says_it() -> None:
    rows: Grid = [(n, f"Peserta Contoh {n}", SITI, "Dinas Contoh") for n in (1, 2, 3)]
    guess, people, _ = read(rows)
    assert (guess.head, guess.places) == (0, {"name": 1, "nip": 2, "unit": 3})
    assert [person.line for person in people] == [1, 2, 3]
    assert guess.missing == ()


def test_the_sheet_with_the_people_is_chosen_and_a_file_without_any_says_so() -> None:
    notes: Grid = [("Petunjuk pengisian",), ("Isi NIP dan nama",)]
    people: Grid = [("NIP", "Nama", "Unit"), (SITI, "Peserta Contoh 1", "Dinas Contoh")]
    assert guess_in(book(notes, people)).sheet == 1
    empty: Grid = [("NIP", "Nama", "Unit")]
    assert guess_in(book(empty, people)).sheet == 1
    assert guess_in(book(notes)).missing == ("nip", "name")
    archive, now = book(people, people).sheets
    hidden = Book("xlsx", (structs.replace(archive, hidden=True), now))
    assert guess_in(hidden).sheet == 1


def test_a_guess_can_be_corrected_and_is_known_again_by_its_headings() -> None:
    grid: Grid = [("NIP", "Nama", "Unit", "Seksi"), (SITI, "Peserta Contoh 1", "a", "b")]
    guess, _, _ = read(grid)
    other = guess.with_columns({"unit": 3, "name": -1})
    assert (other.places, other.missing) == ({"nip": 0, "unit": 3}, ("name",))
    assert other.columns[1].reason == "chosen"
    assert other.mark == guess.mark != read([("NIP", "Nama", "Unit"), grid[1]])[0].mark
    assert guess_sheet(book(UGLY).sheets[0], 0, head=9).head == 9


def test_degrees_in_columns_of_their_own_join_the_name_once() -> None:
    _, people, _ = read([
        ("NIP", "Gelar Depan", "Nama", "Gelar Belakang", "Unit", "Status"),
        (SITI, "Dr.", "PESERTA CONTOH 1", "S.Sos., M.AP.", "a", "PNS"),
        (BUDI, "-", "Peserta Contoh 2, S.H.", "S.H.", "a", "PPPK Paruh Waktu"),
    ])  # fmt: skip
    assert [x.name for x in people] == [
        "Dr. PESERTA CONTOH 1, S.Sos., M.AP.",
        "Peserta Contoh 2, S.H.",
    ]
    assert [x.kind for x in people] == [Kind.PNS, Kind.PPPK]


def test_a_rounded_nip_is_one_and_keeps_its_first_fifteen_digits() -> None:
    shown: tuple[Cell, ...] = (1.98704122011012e17, "1,98704E+17", SITI, "1,5E+3", 1987, None)
    assert [is_nip(cell) for cell in shown] == [True, True, True, False, False, False]
    _, people, _ = read([("NIP", "Nama"), (1.98704122011012e17, "Peserta Contoh 1")])
    assert (people[0].nip, people[0].rounded) == ("198704122011012000", True)
