from __future__ import annotations

import pytest

from kiosk.office.faults import SettingsFault
from kiosk.office.settings_file import read_settings
from kiosk.people.agency import Bound, HoursRule, Settings, Signatory
from kiosk.people.nip import Kind

FILE = """\
# Pengaturan kios
language = "en"

[agency]
name = "Badan Kepegawaian Kota Contoh"
short = "BKPSDM"
city = "Kota Contoh"
domain = "contoh.go.id"
kop = [
  "Pemerintah Kota Contoh",
  "Badan Kepegawaian",
]
units = ["Dinas A", "Dinas B"]
number_template = "{urut:03d}/{tahun}"

[kiosk]
code = "KTS-01"
name = "Kios lobi"
idle_minutes = 5
guests = false

[signatory]
name = "Nama Pejabat"
nip = ""
position = "Kepala Badan"

[learning]
pass_mark = 75
daily_cap = 4

[[rule]]
kind = "pns"
bound = "least"
hours = 20
rule = "PP 11/2017 Pasal 203 ayat (4)"

[[rule]]
kind = "pppk"
bound = "most"
hours = 24
rule = "PP 49/2018 Pasal 40 ayat (1)"

[officer]
passphrase = "rahasia sekali"
"""


def faults(old: str, new: str) -> tuple[SettingsFault, ...]:
    """What is wrong with the file after one change."""
    assert FILE.count(old) == 1
    found = read_settings(FILE.replace(old, new))
    assert all(isinstance(part, SettingsFault) for part in found)
    return tuple(part for part in found if isinstance(part, SettingsFault))


def test_a_file_without_a_fault_is_read_whole() -> None:
    assert read_settings(FILE) == (
        Settings(
            agency="Badan Kepegawaian Kota Contoh",
            short="BKPSDM",
            city="Kota Contoh",
            domain="contoh.go.id",
            kop=("Pemerintah Kota Contoh", "Badan Kepegawaian"),
            kiosk_code="KTS-01",
            kiosk_name="Kios lobi",
            units=("Dinas A", "Dinas B"),
            signatory=Signatory("Nama Pejabat", "", "Kepala Badan"),
            rules=(
                HoursRule(Kind.PNS, Bound.LEAST, 20, "PP 11/2017 Pasal 203 ayat (4)"),
                HoursRule(Kind.PPPK, Bound.MOST, 24, "PP 49/2018 Pasal 40 ayat (1)"),
            ),
            daily_cap=4,
            pass_mark=75,
            idle_minutes=5,
            language="en",
            guests=False,
            emblem="",
            number_template="{urut:03d}/{tahun}",
            classification="800.1.4",
        ),
        "rahasia sekali",
    )


def test_an_agency_may_want_reprints_marked() -> None:
    found = read_settings(FILE.replace("[kiosk]", "reprint_mark = true\n\n[kiosk]"))
    assert isinstance(found[0], Settings)
    assert found[0].reprint_mark
    plain = read_settings(FILE)
    assert isinstance(plain[0], Settings)
    assert not plain[0].reprint_mark


def test_what_may_be_left_out_takes_its_usual_value() -> None:
    short = FILE[: FILE.index("[learning]")] + FILE[FILE.index("[officer]") :]
    for line in ('language = "en"\n', "idle_minutes = 5\n", "guests = false\n"):
        short = short.replace(line, "")
    short = short.replace('number_template = "{urut:03d}/{tahun}"\n', "")
    found = read_settings(short)
    assert isinstance(found[0], Settings)
    settings = found[0]
    assert (settings.language, settings.idle_minutes, settings.guests) == ("id", 10, True)
    assert (settings.pass_mark, settings.daily_cap) == (70, 3)
    assert [(r.kind, r.hours) for r in settings.rules] == [(Kind.PNS, 20), (Kind.PPPK, 24)]
    assert settings.number_template == (
        "{klasifikasi}/{kios}.{urut:04d}/{unit}/{bulan_romawi}/{tahun}"
    )


@pytest.mark.parametrize(
    ("old", "new", "field", "line"),
    [
        ("pass_mark = 75", "pas_mark = 75", "pas_mark", 28),
        ("guests = false", "guests = false\npass_mark = 75", "pass_mark", 21),
        ("[learning]", "[learnings]", "learnings", 27),
        ('language = "en"', 'languages = "en"', "languages", 2),
        ("hours = 24", "hour = 24", "hour", 40),
        ('nip = ""', '"nomor" = ""', "nomor", 24),
    ],
)
def test_an_unknown_key_is_told_with_its_line(old: str, new: str, field: str, line: int) -> None:
    assert faults(old, new) == (SettingsFault(field, "unknown-key", line),)


def test_every_unknown_key_is_told() -> None:
    text = FILE.replace("daily_cap", "dayly_cap").replace("idle_minutes", "idle")
    assert read_settings(text) == (
        SettingsFault("idle", "unknown-key", 19),
        SettingsFault("dayly_cap", "unknown-key", 29),
    )


@pytest.mark.parametrize(
    ("old", "new", "field", "line"),
    [
        ('code = "KTS-01"\n', "", "kiosk.code", 16),
        ('name = "Kios lobi"\n', "", "kiosk.name", 16),
        ('position = "Kepala Badan"\n', "", "signatory.position", 22),
        ("hours = 24\n", "", "rule[1].hours", 37),
        ("hours = 20\n", "", "rule[0].hours", 31),
        ('[officer]\npassphrase = "rahasia sekali"\n', "", "officer", 1),
        ('short = "BKPSDM"', 'short = ""', "agency.short", 6),
        ('name = "Kios lobi"', 'name = " "', "kiosk.name", 18),
        ('name = "Nama Pejabat"', 'name = ""', "signatory.name", 23),
    ],
)
def test_what_is_missing_is_told_with_the_line_where_it_belongs(
    old: str, new: str, field: str, line: int
) -> None:
    assert faults(old, new) == (SettingsFault(field, "missing", line),)


@pytest.mark.parametrize(
    ("old", "new", "field", "line"),
    [
        ("idle_minutes = 5", 'idle_minutes = "5"', "kiosk.idle_minutes", 19),
        ("guests = false", "guests = 0", "kiosk.guests", 20),
        ('name = "Kios lobi"', "name = 7", "kiosk.name", 18),
        ('name = "Nama Pejabat"', "name = []", "signatory.name", 23),
        ("hours = 24", "hours = 24.5", "rule[1].hours", 40),
        ('kind = "pppk"', 'kind = "honorer"', "rule[1].kind", 38),
        ('bound = "least"', 'bound = "sekitar"', "rule[0].bound", 33),
        ('"Badan Kepegawaian",\n', "7,\n", "agency.kop[1]", 9),
        ('units = ["Dinas A", "Dinas B"]', 'units = "Dinas A"', "agency.units", 13),
    ],
)
def test_a_wrong_type_is_told_with_its_line(old: str, new: str, field: str, line: int) -> None:
    assert faults(old, new) == (SettingsFault(field, "type", line),)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("[kiosk]", "[kiosk", 16),
        ("pass_mark = 75", "pass_mark = ", 28),
        ('name = "Kios lobi"', 'code = "KTS-02"', 18),
        ('passphrase = "rahasia sekali"', 'passphrase = "rahasia', 44),
        ('passphrase = "rahasia sekali"', "passphrase = [1,", 44),
    ],
)
def test_broken_syntax_is_told_with_its_line(old: str, new: str, line: int) -> None:
    assert faults(old, new) == (SettingsFault("toml", "syntax", line),)


@pytest.mark.parametrize(
    ("old", "new", "field", "line"),
    [
        ('domain = "contoh.go.id"', 'domain = "contoh"', "agency.domain", 8),
        ('code = "KTS-01"', 'code = "kios 1"', "kiosk.code", 17),
        ('units = ["Dinas A", "Dinas B"]', "units = []", "agency.units", 13),
        ('units = ["Dinas A", "Dinas B"]\n', "", "agency.units", 4),
        ("idle_minutes = 5", "idle_minutes = 0", "kiosk.idle_minutes", 19),
        ("idle_minutes = 5", "idle_minutes = 61", "kiosk.idle_minutes", 19),
        ("idle_minutes = 5", 'backup_folder = "cadangan/kios"', "kiosk.backup_folder", 19),
        ("idle_minutes = 5", 'backup_folder = "~/cadangan"', "kiosk.backup_folder", 19),
        ("idle_minutes = 5", 'backup_folder = "C:cadangan"', "kiosk.backup_folder", 19),
        ("idle_minutes = 5", 'backup_folder = "/a\\u0000b"', "kiosk.backup_folder", 19),
        ("daily_cap = 4", "daily_cap = 25", "learning.daily_cap", 29),
        ("pass_mark = 75", "pass_mark = 101", "learning.pass_mark", 28),
        ('language = "en"', 'language = "jv"', "language", 2),
        ("{urut:03d}/{tahun}", "{tahun}", "agency.number_template", 14),
        ('"rahasia sekali"', '"pendek"', "officer.passphrase", 44),
        ("hours = 20", "hours = 0", "rule", 31),
    ],
)
def test_a_value_that_cannot_be_used_is_told_with_its_line(
    old: str, new: str, field: str, line: int
) -> None:
    assert faults(old, new) == (SettingsFault(field, "wrong", line),)


@pytest.mark.parametrize(
    "folder", ["", "/media/cadangan", "E:\\cadangan", "\\\\server\\bagi\\cadangan"]
)
def test_a_second_place_for_copies_is_a_whole_path_of_either_system_or_none(folder: str) -> None:
    found = read_settings(FILE.replace("guests = false", f"backup_folder = '{folder}'"))
    assert isinstance(found[0], Settings)
    assert found[0].backup_folder == folder


def test_an_empty_file_says_what_is_missing() -> None:
    assert read_settings("") == (SettingsFault("agency", "missing", 1),)


def test_quoted_and_dotted_keys_have_their_lines_too() -> None:
    dotted = FILE.replace('[kiosk]\ncode = "KTS-01"', '[kiosk]\n"code" = 5')
    assert read_settings(dotted) == (SettingsFault("kiosk.code", "type", 17),)
    assert read_settings("agency.name = 5\n" + FILE[FILE.index("[kiosk]") :]) == (
        SettingsFault("agency.name", "type", 1),
    )


def test_blocks_of_numbers_and_validity_are_read() -> None:
    text = FILE.replace("[kiosk]", '[validity]\nkursus = 24\n\n[kiosk]\nnumber_blocks = "201-400"')
    found = read_settings(text.replace("daily_cap = 4", "daily_cap = 4\nvalidity_months = 12"))
    assert isinstance(found[0], Settings)
    assert found[0].number_blocks == ((201, 400),)
    assert (found[0].validity_months, found[0].validity) == (12, {"kursus": 24})


@pytest.mark.parametrize(
    ("was", "now", "field", "code"),
    [
        ("[kiosk]", '[kiosk]\nnumber_blocks = "400-201"', "kiosk.number_blocks", "wrong"),
        ("[kiosk]", '[kiosk]\nnumber_blocks = "banyak"', "kiosk.number_blocks", "wrong"),
        ("{urut:03d}/{tahun}", "{kios}{urut}/{tahun}", "agency.number_template", "touching"),
        ("{urut:03d}/{tahun}", "{urut}/{tahun}" + "x" * 90, "agency.number_template", "long"),
        ("daily_cap = 4", "daily_cap = 4\nvalidity_months = 601", "learning.validity_months",
         "wrong"),
    ],
)  # fmt: skip
def test_numbers_that_could_not_be_given_are_told(
    was: str, now: str, field: str, code: str
) -> None:
    found = read_settings(FILE.replace(was, now))
    assert len(found) == 1
    fault = found[0]
    assert isinstance(fault, SettingsFault)
    assert (fault.field, fault.code) == (field, code)
