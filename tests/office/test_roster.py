from __future__ import annotations

import datetime as dt

import pytest

from kiosk.office.roster import RosterFault, Row, RowState, decode, read_roster
from kiosk.people.learner import Learner, learner_id
from kiosk.people.nip import Kind

TODAY = dt.date(2026, 11, 23)
SITI_NIP, BUDI_NIP = "198704122011012008", "199106252022212003"
SITI = Learner(
    learner_id(SITI_NIP), "Siti Aminah, S.Sos., M.Si.", "Dinas A", Kind.PNS, SITI_NIP, "III/d", "JF"
)
BUDI = Learner(learner_id(BUDI_NIP), "Budi", "Dinas B", Kind.PPPK, BUDI_NIP)
HEADING = "NIP;Nama;Unit;Pangkat;Jabatan\r\n"


def rows(text: str, *known: Learner) -> tuple[Row, ...]:
    return read_roster(text, {x.nip: x for x in known}, TODAY)


def refused(text: str) -> list[tuple[int, str]]:
    return [(r.line, r.fault) for r in rows(text) if r.state is RowState.REFUSED]


NAME = "Siti Aminah, S.Sos., M.Si."
FORMS = {
    "semicolon": f"NIP;Nama;Unit;Pangkat;Jabatan\n{SITI_NIP};{NAME};Dinas A;III/d;JF\n",
    "comma": f'NIP,Nama,Unit,Pangkat,Jabatan\n{SITI_NIP},"{NAME}",Dinas A,III/d,JF',
    "tab": f"NIP\tNama\tUnit\tGol\tJabatan\n{SITI_NIP}\t{NAME}\tDinas A\tIII/d\tJF",
    "quoted": f'"NIP";"Nama";"Unit";"Gol";"Jabatan"\n"{SITI_NIP}";"{NAME}";"Dinas A";"III/d";"JF"',
    "headings in other words and order": (
        "Daftar pegawai;;;;\n;;;;\n"
        "JABATAN;unit kerja;NAMA LENGKAP;nip/ni pppk;Pangkat, Golongan\n"
        "JF;Dinas A;Siti  Aminah, S.Sos., M.Si.;19870412 201101 2 008;III/d\n"
    ),
    "as Excel begins it": (
        f"sep=;\nNIP;Nama;Unit;Pangkat;Jabatan\n'{SITI_NIP};{NAME};Dinas A;III/d;JF"
    ),
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_a_row_is_read_whatever_the_separator_and_the_order_of_columns(text: str) -> None:
    (row,) = rows(text)
    assert (row.state, row.learner) == (RowState.NEW, SITI)


def test_a_known_person_is_no_fault_although_the_clock_lies_in_the_past() -> None:
    """An empty battery: it is 2000, and only who is new cannot be told from a slip of the pen."""
    text = f"{HEADING}{SITI_NIP};Siti;Dinas A;III/d;JF\n{BUDI_NIP};Budi;Dinas B;;\n"
    found = read_roster(text, {SITI_NIP: SITI}, dt.date(2000, 1, 1))
    assert [(r.state, r.fault) for r in found] == [
        (RowState.CHANGED, ""),
        (RowState.REFUSED, "nip-future"),
    ]


def test_commas_in_names_do_not_hide_the_semicolons() -> None:
    text = f"NIP;Nama;Unit\n{SITI_NIP};Siti, S.Sos., M.Si., M.H., Ak.;Dinas A, B, dan C\n"
    (row,) = rows(text)
    assert row.learner is not None
    assert (row.learner.name, row.learner.unit) == (
        "Siti, S.Sos., M.Si., M.H., Ak.",
        "Dinas A, B, dan C",
    )


def test_of_two_columns_for_the_unit_the_nearer_one_counts() -> None:
    text = f"NIP;Nama;Instansi;Unit Kerja\n{SITI_NIP};Siti;Pemerintah Kota;Dinas A\n"
    (row,) = rows(text)
    assert row.learner is not None
    assert row.learner.unit == "Dinas A"


def test_digits_thirteen_and_fourteen_tell_contract_staff() -> None:
    (row,) = rows(f"NIP;Nama;Unit\n{BUDI_NIP};Budi;Dinas B")
    assert row.learner == BUDI


def test_bad_rows_are_named_and_good_ones_are_taken() -> None:
    text = HEADING + "\r\n".join(
        [
            ";Tanpa NIP;Dinas A;;",
            f"{SITI_NIP};Siti;Dinas A;;",
            "1987;Pendek;Dinas A;;",
            ";;;;",
            "1,98704E+17;Rusak;Dinas A;;",
            "198713122011012008;Lahir;Dinas A;;",
            "198704122011132008;Angkat;Dinas A;;",
            "198704122011013008;Kelamin;Dinas A;;",
            "198704122011012000;Dibulatkan Excel;Dinas A;;",
            "198704122028012008;Depan;Dinas A;;",
            "19870412201101200X;Huruf;Dinas A;;",
            f"{BUDI_NIP};;Dinas B;;",
            f"{BUDI_NIP};Budi",
            f"{BUDI_NIP};{'x' * 201};Dinas B;;",
            f"{SITI_NIP};Siti lagi;Dinas B;;",
            f"{BUDI_NIP};Budi;Dinas B;;",
        ]
    )
    assert refused(text) == [
        (2, "nip-empty"),
        (4, "nip-length"),
        (6, "nip-excel"),
        (7, "nip-birth"),
        (8, "nip-appointed"),
        (9, "nip-sex"),
        (10, "nip-serial"),
        (11, "nip-future"),
        (12, "nip-not-digits"),
        (13, "name-missing"),
        (14, "unit-missing"),
        (15, "too-long"),
        (16, "twice"),
    ]
    taken = [(r.line, r.learner.name) for r in rows(text) if r.learner]
    assert taken == [(3, "Siti"), (17, "Budi")]


@pytest.mark.parametrize("broken", ["1,98704E+17", "1.98704E+17", "1,98704e+17"])
def test_a_number_broken_by_excel_is_told_as_that(broken: str) -> None:
    assert refused(f"NIP;Nama;Unit\n{broken};Siti;Dinas A") == [(2, "nip-excel")]


def test_a_known_row_is_the_same_or_changed() -> None:
    siti, budi = f"{SITI_NIP};{NAME};Dinas A;III/d;JF\r\n", f"{BUDI_NIP};Budi;Dinas C;;"
    assert [r.state for r in rows(HEADING + siti + budi, SITI, BUDI)] == [
        RowState.SAME,
        RowState.CHANGED,
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \r\n ", "empty"),
        ("Nama;Unit\nSiti;Dinas A", "no-heading"),
        ("bukan tabel", "no-heading"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_whole(text: str, code: str) -> None:
    with pytest.raises(RosterFault, match=code):
        rows(text)


def test_a_heading_alone_is_no_fault() -> None:
    assert rows(HEADING) == ()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"NIP;Nama\nAn\xc3\xa9", "NIP;Nama\nAné"),
        (b"\xef\xbb\xbfNIP;Nama", "NIP;Nama"),
        ("NIP;Nama".encode("utf-16"), "NIP;Nama"),
        (b"NIP;Nama\nAn\xe9 \x96 \x93x\x94", "NIP;Nama\nAné – “x”"),
    ],
    ids=["utf-8", "bom", "utf-16", "cp1252"],
)
def test_a_file_is_read_as_excel_writes_it(raw: bytes, text: str) -> None:
    assert decode(raw) == text


@pytest.mark.parametrize(
    "raw", [b"a\0b;c", b"PK\x03\x04\0\0", b"\x81\x8d"], ids=["binary", "xlsx", "none"]
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(RosterFault, match="not-text"):
        decode(raw)


def test_a_cell_that_never_ends_is_told() -> None:
    with pytest.raises(RosterFault, match="not-text"):
        rows(f'NIP;Nama;Unit\n{SITI_NIP};"Siti;Dinas A\n' + "x" * 140_000)
