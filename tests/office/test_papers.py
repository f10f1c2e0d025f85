"""The figures on a class's papers, against those computed by hand."""

from __future__ import annotations

import pytest
from msgspec import structs

from kiosk.certificate.papers_facts import Averages, DayCount, ItemRated
from kiosk.office.attendance import Attended
from kiosk.office.papers import File as PaperFile
from kiosk.office.papers import Form, Paper, Wish, file_name, label, wishes, zipped
from kiosk.office.papers_evaluation import evaluation_recap
from kiosk.office.papers_gather import since
from kiosk.office.papers_rows import attendance_list, minutes, register, scores_recap
from kiosk.office.papers_sheets import evaluation_tables, scores_tables
from kiosk.people.agency import SignatoryTerm
from kiosk.people.cohort import Assignment, Presence
from tests.office.papers_class import COHORT, DAY, KNOWN, NEXT, answered, with_evaluations


def test_an_attendance_list_says_how_it_is_known_that_somebody_came_or_not() -> None:
    facts = attendance_list(KNOWN, DAY)
    assert [(row.there, row.words) for row in facts.rows] == [
        (True, "masuk 08.02"),
        (True, "hadir: lupa masuk"),
        (False, "dinas luar: rapat di Medan"),
        (False, "sakit"),
        (False, "tanpa keterangan"),
    ]
    assert not facts.to_come
    assert facts.training.heading.date == DAY


def test_on_the_day_itself_nobody_is_missing_before_it_is_over() -> None:
    facts = attendance_list(KNOWN, NEXT)
    assert {row.there for row in facts.rows} == {None}
    assert facts.to_come
    marked = Attended("p3", Presence.ABSENT, marked=True)
    known = structs.replace(KNOWN, attendance={NEXT: {**KNOWN.attendance[NEXT], "p3": marked}})
    rows = attendance_list(known, NEXT).rows
    assert [row.there for row in rows] == [None, None, False, None, None]


def test_before_the_day_the_list_has_everybody_and_no_word() -> None:
    facts = attendance_list(KNOWN, "2026-12-01")
    assert facts.to_come
    assert [row.words for row in facts.rows] == [""] * 5


def test_the_means_of_the_class_are_those_computed_by_hand() -> None:
    (course,) = scores_recap(KNOWN).courses
    means = course.averages
    assert means == Averages(
        pre=42.5,  # (40 + 50 + 60 + 20) / 4
        post=76.25,  # (85 + 70 + 60 + 90) / 4
        both=3,
        gain=means.gain,
        mean_gain=means.mean_gain,
        passed=3,
        tested=4,
        certified=1,
    )
    # of the three with both tests: means 50 and 215/3; (71,6667 - 50) / 50
    assert means.gain == pytest.approx(0.43333, abs=1e-5)
    # their own gains 0,75 and 0,40 and 0, by three
    assert means.mean_gain == pytest.approx(0.38333, abs=1e-5)


def test_hours_come_only_from_a_certificate_of_this_training_that_holds() -> None:
    (course,) = scores_recap(KNOWN).courses
    assert [(row.number, row.hours, row.remark) for row in course.rows] == [
        ("N/1", 2, ""),
        ("N/2", 0, "dicabut"),
        ("", 0, ""),
        ("", 0, ""),
        ("L/9", 0, "sebelum pelatihan ini"),
    ]
    assert [row.passed for row in course.rows] == [True, True, False, None, True]


def test_an_essay_that_waits_is_neither_passed_nor_failed() -> None:
    done = structs.replace(KNOWN.of("p3", "pelayanan-prima"), waiting=1)
    summary = structs.replace(KNOWN.summaries["p3"], courses=(done,))
    known = structs.replace(KNOWN, summaries={**KNOWN.summaries, "p3": summary})
    row = scores_recap(known).courses[0].rows[2]
    assert (row.passed, row.waiting) == (None, True)


def test_the_minutes_count_each_day_and_name_who_was_missing() -> None:
    facts = minutes(KNOWN, NEXT)
    assert facts.days == (
        DayCount(DAY, present=2, duty=1, leave=0, sick=1, absent=1),
        DayCount(NEXT, open=5),
    )
    assert [(m.member.name, m.words) for m in facts.missed] == [
        ("Peserta Contoh 3", "Dinas luar: rapat di Medan"),
        ("Peserta Contoh 4", "Sakit"),
        ("Peserta Contoh 5", "Tanpa keterangan"),
    ]
    (outcome,) = facts.outcomes
    assert (outcome.tested, outcome.passed, outcome.certified, outcome.revoked) == (4, 3, 2, 1)
    assert (outcome.first, outcome.last) == ("N/1", "N/2")


def test_minutes_of_the_first_day_know_nothing_of_the_second() -> None:
    assert [count.day for count in minutes(KNOWN, DAY).days] == [DAY]


def test_the_register_has_the_trainings_certificates_with_what_became_of_them() -> None:
    rows = register(KNOWN).rows
    assert [(r.number, r.remark, r.counts) for r in rows] == [
        ("N/1", "", True),
        ("N/2", "dicabut 26-11-2026", False),
    ]


def test_the_worked_example_of_the_survey_comes_out_as_printed_there() -> None:
    said = [answered(4), answered(4), answered(3), answered(3), answered(2)]
    (course,) = evaluation_recap(with_evaluations(*said)).courses
    assert course.items[0] == ItemRated(
        "Kejelasan informasi pelatihan", (0, 1, 2, 2), 3.2, 80.0, "B (baik)"
    )
    assert course.mean == pytest.approx(3.2)
    assert course.converted == pytest.approx(80.0)
    assert (course.quality, course.given, course.members) == ("B (baik)", 5, 2)


def test_every_item_weighs_alike() -> None:
    said = [answered(4, room=1)] * 5
    (course,) = evaluation_recap(with_evaluations(*said)).courses
    # (8 x 4 + 1) / 9 = 3,6667; x 25 = 91,67
    assert course.converted == pytest.approx(91.6667, abs=1e-4)
    assert course.quality == "A (sangat baik)"
    assert [item.converted for item in course.items[:2]] == [100.0, 25.0]


def test_of_fewer_than_five_evaluations_nothing_but_the_number_is_told() -> None:
    said = [answered(1, text="Ruangan panas.")] * 4
    (course,) = evaluation_recap(with_evaluations(*said)).courses
    assert (course.hidden, course.given) == (True, 4)
    assert (course.items, course.texts, course.mean) == ((), (), 0.0)
    told = str([(table.rows, table.above) for table in evaluation_tables(
        evaluation_recap(with_evaluations(*said))
    )])  # fmt: skip
    assert "panas" not in told


def test_texts_stand_in_the_order_of_their_letters_not_of_their_writing() -> None:
    texts = ["Terima kasih.", "ac kurang dingin", "Bagus", "", "Bagus"]
    said = [answered(4, text=text) for text in texts]
    (course,) = evaluation_recap(with_evaluations(*said)).courses
    assert course.texts == ("ac kurang dingin", "Bagus", "Bagus", "Terima kasih.")


def test_a_paper_is_signed_by_whoever_signs_on_its_day() -> None:
    acting = SignatoryTerm("Pejabat Lain", "", "Plh. Kepala BKPSDM Kota Contoh", DAY, DAY)
    settings = structs.replace(KNOWN.settings, signatories=(acting,))
    known = structs.replace(KNOWN, settings=settings)
    assert minutes(known, DAY).training.heading.signatory_name == "Pejabat Lain"
    assert minutes(known, NEXT).training.heading.signatory_name == "Pejabat Contoh"
    assert attendance_list(known, DAY).training.heading.signatory_name == "Pejabat Lain"


def test_a_class_begins_with_its_first_day_or_when_its_course_opens() -> None:
    assert since(COHORT, Assignment("x", opens="2026-11-20")) == "2026-11-20"
    assert since(COHORT, Assignment("x")) == DAY
    assert not since(structs.replace(COHORT, days=()), Assignment("x"))


def test_the_table_of_scores_has_the_figures_of_the_paper() -> None:
    (table,) = scores_tables(scores_recap(KNOWN))
    assert table.rows[0] == (
        1, "Peserta Contoh 1", "198704122011012001", "Dinas Contoh", 40.0, 85.0, 0.75, "tinggi",
        "Lulus", 2, "N/1", "",
    )  # fmt: skip
    assert table.rows[-1][4:9] == (42.5, 76.25, 0.43, "sedang", "3 lulus")


def test_files_bear_the_paper_the_class_and_the_day_and_nobodys_name() -> None:
    cohort = structs.replace(COHORT, name="Angkatan III/2026: “Pelayanan”")
    known = structs.replace(KNOWN, cohort=cohort)
    names = [file_name(known, wish) for wish in wishes(known.cohort, known.today)]
    assert names == [
        "Daftar hadir Angkatan-III-2026-Pelayanan 2026-11-24.pdf",
        "Daftar hadir Angkatan-III-2026-Pelayanan 2026-11-24.xlsx",
        "Daftar hadir Angkatan-III-2026-Pelayanan 2026-11-25.pdf",
        "Daftar hadir Angkatan-III-2026-Pelayanan 2026-11-25.xlsx",
        "Rekap nilai Angkatan-III-2026-Pelayanan 2026-11-25.pdf",
        "Rekap nilai Angkatan-III-2026-Pelayanan 2026-11-25.xlsx",
        "Berita acara Angkatan-III-2026-Pelayanan 2026-11-25.pdf",
        "Rekap evaluasi Angkatan-III-2026-Pelayanan 2026-11-25.pdf",
        "Rekap evaluasi Angkatan-III-2026-Pelayanan 2026-11-25.xlsx",
        "Register sertifikat Angkatan-III-2026-Pelayanan 2026-11-25.pdf",
        "Register sertifikat Angkatan-III-2026-Pelayanan 2026-11-25.xlsx",
        "Usulan SIASN Angkatan-III-2026-Pelayanan 2026-11-25.csv",
    ]
    assert label(structs.replace(COHORT, name="///")) == "angkatan"


def test_a_day_and_a_printer_narrow_what_is_made() -> None:
    printed = wishes(COHORT, NEXT, (Paper.ATTENDANCE, Paper.SCORES), DAY, to_print=True)
    assert printed == (
        Wish(Paper.ATTENDANCE, Form.PDF, DAY),
        Wish(Paper.SCORES, Form.PDF, DAY),
    )


def test_the_same_files_make_the_same_zip() -> None:
    files = [PaperFile("a.pdf", b"a"), PaperFile("b.csv", b"b")]
    assert zipped(files) == zipped(files)
