"""The facts of a learner's papers: what is gathered, what is left out."""

from __future__ import annotations

import csv
import io

import pytest
from msgspec import structs

from kiosk.certificate.facts import Certificate
from kiosk.certificate.letter_facts import FIELDS, HoursCard, HoursLine, Score
from kiosk.house import House
from kiosk.learning.events import (
    BlockReached,
    CertificateIssued,
    CourseStarted,
    QuizStarted,
    QuizSubmitted,
)
from kiosk.parcel import word as forms
from kiosk.people.learner import Learner, guest_id
from kiosk.people.nip import Kind
from kiosk.register import siasn
from kiosk.register.bulk import Wanted
from kiosk.register.frozen import frozen_facts
from kiosk.register.heading import heading_of
from kiosk.register.hours_card import hours_card
from kiosk.register.learnt import learnt
from kiosk.register.siasn import Certified
from kiosk.register.table import csv_bytes, nip_text, plain
from kiosk.register.transcript import transcript
from tests.desk.learning_on import COURSE
from tests.register.people import certified, earn, people
from tests.rooms import REAL

FIRST, SECOND, *OTHERS = people(12)
TITLE = "Pelayanan Publik Prima"
TODAY = "2026-12-23"


def scores_of(house: House, learner: Learner, revoked: tuple[str, ...] = ()) -> tuple[Score, ...]:
    titles = {c.id: c.title for c in house.catalog().courses()}
    known, day_of = learnt(house.store, learner), house.rooms.day_of
    return transcript(known, heading_of(REAL, TODAY), titles, day_of, revoked).scores


def taken(house: House, learner: Learner, quiz: str, *scores: float) -> None:
    for n, score in enumerate(scores):
        attempt = f"{quiz}-{n}"
        house.store.record(
            learner.id,
            QuizStarted(COURSE, quiz, attempt, (), {}),
            QuizSubmitted(COURSE, quiz, attempt, score, 70, 60),
        )


def test_a_transcript_row_has_the_first_score_the_best_last_one_and_the_gain(
    house: House,
) -> None:
    house.store.record(FIRST.id, CourseStarted(COURSE, "1.0"))
    taken(house, FIRST, "pre", 40.0)
    taken(house, FIRST, "post", 55.0, 85.0, 70.0)
    (row,) = scores_of(house, FIRST)
    assert row == Score(TITLE, TODAY, TODAY, 40.0, 85.0, 0.75, 3, 0, "")


def test_a_certified_course_gives_hours_number_and_the_day_of_issue(house: House) -> None:
    certified(house, [FIRST])
    (row,) = scores_of(house, FIRST)
    assert (row.hours, row.number) == (2, "800.1.4/KTS-01.0001/BKPSDM/XII/2026")
    assert (row.post, row.finished, row.revoked) == (90.0, TODAY, False)
    assert scores_of(house, FIRST, revoked=(row.number,))[0].revoked


def test_a_course_only_opened_is_no_result(house: House) -> None:
    house.store.record(FIRST.id, CourseStarted(COURSE, "1.0"))
    assert scores_of(house, FIRST) == ()
    assert scores_of(house, SECOND) == ()


def test_a_course_begun_anew_keeps_its_earlier_certificate(house: House) -> None:
    certified(house, [FIRST])
    earn(house.store, FIRST, evaluated=False)
    earlier, now = scores_of(house, FIRST)
    assert (earlier.number, earlier.post) == ("800.1.4/KTS-01.0001/BKPSDM/XII/2026", 90.0)
    assert (now.number, now.post) == ("", 90.0)


def card_of(
    house: House, learner: Learner, year: int = 2026, cap: int = 3, *revoked: str
) -> HoursCard:
    titles = {c.id: c.title for c in house.catalog().courses()}
    settings = structs.replace(REAL, daily_cap=cap)
    known = learnt(house.store, learner)
    return hours_card(known, settings, TODAY, year, titles, house.rooms.day_of, revoked)


def test_the_card_counts_as_the_ledger_and_has_a_row_for_each_certificate(house: House) -> None:
    house.store.record(FIRST.id, BlockReached(COURSE, "mengapa-warga-datang", "b", 300))
    certified(house, [FIRST])
    card = card_of(house, FIRST)
    number = "800.1.4/KTS-01.0001/BKPSDM/XII/2026"
    assert card.lines == (HoursLine(TITLE, "E-learning", number, TODAY, 2, counted=2, above=0),)
    assert (card.counted, card.target, card.at_most) == (2, 20, False)
    assert card.rule == "PP 11/2017 Pasal 203 ayat (4)"
    assert [(day.date, day.course, day.counted) for day in card.days] == [(TODAY, TITLE, 2)]


def issue_again(house: House, number: str, replaces: str, issued: str) -> CertificateIssued:
    """Another certificate of the same course, in the place of one or beside it."""
    ((_, first), *_more) = house.store.certificates()
    again = structs.replace(first, number=number, replaces=replaces, issued=issued)
    house.store.record(FIRST.id, again)
    return again


def test_a_replacement_stands_where_the_first_one_did_and_the_first_is_left_out(
    house: House,
) -> None:
    certified(house, [FIRST])
    ((_, first),) = house.store.certificates()
    issue_again(house, "N/2", first.number, "2027-01-05")
    card = card_of(house, FIRST, 2026, 3, first.number)
    assert [(line.number, line.counted) for line in card.lines] == [("N/2", 2)]
    assert card.counted == 2
    assert card_of(house, FIRST, 2027, 3, first.number).lines == ()
    rows = scores_of(house, FIRST, revoked=(first.number,))
    assert [(row.number, row.revoked) for row in rows] == [("N/2", False)]


def test_of_two_certificates_of_a_course_in_a_year_only_the_last_counts(house: House) -> None:
    certified(house, [FIRST])
    ((_, first),) = house.store.certificates()
    issue_again(house, "N/2", "", first.issued)
    card = card_of(house, FIRST)
    assert [(line.number, line.counted) for line in card.lines] == [
        (first.number, 0),
        ("N/2", 2),
    ]
    assert sum(line.counted for line in card.lines) == card.counted == 2


def test_hours_above_the_days_cap_are_shown_and_not_counted(house: House) -> None:
    certified(house, [FIRST])
    card = card_of(house, FIRST, 2026, 1)
    assert (card.lines[0].counted, card.lines[0].above, card.counted) == (1, 1, 1)


def test_a_revoked_certificate_counts_nothing(house: House) -> None:
    certified(house, [FIRST])
    card = card_of(house, FIRST, 2026, 3, "800.1.4/KTS-01.0001/BKPSDM/XII/2026")
    assert (card.lines[0].revoked, card.lines[0].counted, card.counted) == (True, 0, 0)


def test_another_year_has_none_of_it(house: House) -> None:
    certified(house, [FIRST])
    card = card_of(house, FIRST, 2025)
    assert (card.lines, card.days, card.counted) == ((), (), 0)


def test_targets_go_by_kind_and_guests_have_none(house: House) -> None:
    contract = structs.replace(SECOND, kind=Kind.PPPK)
    assert (card_of(house, contract).target, card_of(house, contract).at_most) == (24, True)
    assert card_of(house, structs.replace(SECOND, kind=Kind.GUEST)).target is None


# SIASN


def facts_of(house: House) -> Certificate:
    certified(house, [FIRST])
    ((_, issued),) = house.store.certificates()
    facts = frozen_facts(issued)
    assert facts is not None
    return facts


def rows_of(table: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=";"))


def test_an_entry_has_the_thirteen_fields_in_their_order(house: House) -> None:
    facts = facts_of(house)
    assert dict(zip(FIELDS, siasn.entry(facts, 3).values, strict=True)) == {
        "instansiId": "",
        "institusiPenyelenggara": (
            "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Kota Contoh"
        ),
        "jenisDiklatId": 3,
        "jenisKursus": "",
        "jenisKursusSertipikat": "T",
        "jumlahJam": 2,
        "lokasiId": "",
        "namaKursus": TITLE,
        "nomorSertipikat": "800.1.4/KTS-01.0001/BKPSDM/XII/2026",
        "pnsOrangId": "",
        "tahunKursus": 2026,
        "tanggalKursus": "23-12-2026",
        "tanggalSelesaiKursus": "23-12-2026",
    }


@pytest.mark.parametrize(("kind", "letter"), [(2, "F"), (3, "T"), (8, "P"), (9, "P"), (1, "")])
def test_the_kind_of_training_decides_the_letter(house: House, kind: int, letter: str) -> None:
    values = siasn.entry(facts_of(house), kind).values
    assert (values[FIELDS.index("jenisDiklatId")], values[4]) == (kind, letter)


def test_the_table_keeps_all_digits_of_a_nip_and_has_the_columns_named(house: House) -> None:
    table = siasn.table([Certified(FIRST, facts_of(house))], 3)
    assert table.startswith(b"\xef\xbb\xbf")
    head, row = rows_of(table)
    assert head == ["nip", "nama", *FIELDS, "path"]
    # spaces make it a text, as no spreadsheet rounds
    assert row[0] == "19870412 201101 2 001"
    assert row[0].replace(" ", "") == FIRST.nip
    assert (row[2 + FIELDS.index("jumlahJam")], row[-1]) == ("2", "")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "|", "%", "\uff1d", " ="])
def test_no_text_can_become_a_formula(begin: str) -> None:
    (_, row) = rows_of(csv_bytes(["a", "b"], [[f"{begin}cmd|' /C calc'!A0", 5]]))
    assert row[0].startswith("'")
    assert row[1] == "5"


def test_texts_with_quotes_lines_and_semicolons_come_back_whole() -> None:
    cells = ['a";b', "dua\nbaris", "é中", ""]
    assert rows_of(csv_bytes(["w", "x", "y", "z"], [cells]))[1] == cells


def test_a_guest_has_no_nip_to_group() -> None:
    assert nip_text("") == ""
    assert nip_text("198704122011012008") == "19870412 201101 2 008"
    assert plain(None) == ""


def test_the_table_leaves_out_revoked_ones_guests_and_the_erased(house: House) -> None:
    guest = Learner(guest_id("Tamu", "Dinas A"), "Tamu", "Dinas A", Kind.GUEST)
    house.store.roster.put([guest])
    certified(house, [FIRST, SECOND, guest, OTHERS[0]])
    void = house.store.certificates()[1][1].number
    listed = forms.Revoked(1, certificates=(forms.Revocation(void, "salah", TODAY),))
    house.store.keep("word", "revoked", forms.written(listed))
    house.store.erase(OTHERS[0].id)
    chosen = siasn.chosen_for(house.store, Wanted())
    assert [x.learner.id for x in chosen.certified] == [FIRST.id]
    assert (chosen.revoked, chosen.without_nip, chosen.unreadable) == (1, 1, 0)


def test_a_corrected_nip_is_the_one_told(house: House) -> None:
    certified(house, [FIRST])
    right = structs.replace(FIRST, nip="198704122011012999", name="Peserta Contoh Satu")
    house.store.roster.put([right])
    (found,) = siasn.chosen_for(house.store, Wanted()).certified
    assert found.learner == right


def test_the_note_names_every_column_left_empty() -> None:
    note = siasn.note(3)
    for name in ("instansiId", "jenisKursus", "lokasiId", "pnsOrangId", "path"):
        assert name in note
    assert "jenisKursusSertipikat" not in note
    assert "jenisKursusSertipikat" in siasn.note(1)
