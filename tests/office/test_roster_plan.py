"""What becomes of each row: a dry run, without a store."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec import structs

from kiosk.office.roster_guess import guess_in
from kiosk.office.roster_plan import Known, plan
from kiosk.office.roster_rows import Answers, Choice, Doubt, Plan, RowState, UnitGuess
from kiosk.people.learner import Learner, learner_id
from kiosk.people.nip import Kind
from kiosk.sheets.book import Book, Cell, Line, Sheet, Unreadable

TODAY = dt.date(2026, 11, 23)
SITI_NIP, BUDI_NIP = "198704122011012008", "199106252022212003"
SITI = Learner(learner_id(SITI_NIP), "Siti Contoh, S.Sos.", "Dinas Kesehatan", Kind.PNS, SITI_NIP)
UNITS = ("Dinas Kesehatan", "Kecamatan Contoh")
HEAD: tuple[Cell, ...] = ("NIP", "Nama", "Unit")


def planned(
    *rows: tuple[Cell, ...], known: Known | None = None, answers: Answers | None = None
) -> Plan:
    lines = tuple(Line(n, row) for n, row in enumerate((HEAD, *rows), start=1))
    book = Book("xlsx", (Sheet("Pegawai", lines),))
    return plan(book, guess_in(book), known or Known((SITI,), UNITS), TODAY, answers)


def states(found: Plan) -> list[tuple[RowState, str, tuple[str, ...]]]:
    return [(row.state, row.fault, tuple(x.code for x in row.doubts)) for row in found.rows]


def test_a_row_says_what_it_changes() -> None:
    found = planned((SITI_NIP, "Siti Contoh, S.Sos., M.AP.", "Kecamatan Contoh"))
    (row,) = found.rows
    assert (row.state, row.before) == (RowState.CHANGED, SITI)
    assert row.changes == (
        ("name", "Siti Contoh, S.Sos.", "Siti Contoh, S.Sos., M.AP."),
        ("unit", "Dinas Kesehatan", "Kecamatan Contoh"),
    )


def test_what_the_file_does_not_hold_stays_as_it_is() -> None:
    kept = structs.replace(SITI, rank="III/d", position="Analis", active=False)
    found = planned((SITI_NIP, SITI.name, SITI.unit), known=Known((kept,), UNITS))
    assert states(found) == [(RowState.SAME, "", ())]


@pytest.mark.parametrize(
    ("grade", "state", "rank"),
    [("III/c", RowState.SAME, "Penata (III/c)"), ("III/d", RowState.CHANGED, "III/d")],
)
def test_a_golongan_alone_does_not_take_the_same_pangkat_away(
    grade: str, state: RowState, rank: str
) -> None:
    kept = structs.replace(SITI, rank="Penata (III/c)")
    lines = (Line(1, (*HEAD, "Gol")), Line(2, (SITI_NIP, SITI.name, SITI.unit, grade)))
    book = Book("xlsx", (Sheet("Pegawai", lines),))
    (row,) = plan(book, guess_in(book), Known((kept,), UNITS), TODAY).rows
    assert (row.state, row.learner and row.learner.rank) == (state, rank)


def test_units_are_taken_proposed_or_new() -> None:
    found = planned(
        (SITI_NIP, SITI.name, "DIN. KES"),
        (BUDI_NIP, "Budi Contoh", "dinas  kesehatan"),
        ("199001012015031002", "Tono Contoh", "Kec. Contoh"),
        ("199001012015031003", "Tini Contoh", "Kec. Contoh"),
        ("199001012015032004", "Dewi Contoh", "Badan Baru"),
    )
    assert states(found) == [
        (RowState.SAME, "", ()),
        (RowState.NEW, "", ()),
        (RowState.DOUBTFUL, "", ("unit-near",)),
        (RowState.DOUBTFUL, "", ("unit-near",)),
        (RowState.DOUBTFUL, "", ("unit-new",)),
    ]
    assert [row.learner.unit for row in found.rows if row.learner] == [
        "Dinas Kesehatan", "Dinas Kesehatan", "Kecamatan Contoh", "Kecamatan Contoh", "Badan Baru",
    ]  # fmt: skip
    assert found.rows[2].doubts == (Doubt("unit-near", "Kecamatan Contoh"),)
    assert found.units == (
        UnitGuess("Kec. Contoh", "Kecamatan Contoh", 2),
        UnitGuess("Badan Baru", "", 1),
    )


def test_an_answer_about_a_unit_holds_for_all_its_rows_and_for_later_files() -> None:
    row = ("199001012015031002", "Tono Contoh", "Kec. Contoh")
    other = ("199001012015031003", "Tini Contoh", "Kec. Contoh")
    answered = planned(row, other, answers=Answers({"Kec. Contoh": "Kecamatan Lain"}))
    assert [(x.state, x.learner and x.learner.unit) for x in answered.rows] == [
        (RowState.NEW, "Kecamatan Lain")
    ] * 2
    later = planned(row, known=Known((), UNITS, {"kec contoh": "Kecamatan Contoh"}))
    assert (later.rows[0].state, later.units) == (RowState.NEW, ())


def test_a_doubtful_row_is_taken_kept_or_left_out_as_the_officer_says() -> None:
    row = ("199001012015031002", "Tono Contoh", "Kec. Contoh")
    for choice, state, unit in (
        (Choice.TAKE, RowState.NEW, "Kecamatan Contoh"),
        (Choice.KEEP, RowState.NEW, "Kec. Contoh"),
        (Choice.SKIP, RowState.REFUSED, None),
    ):
        (found,) = planned(row, answers=Answers(rows={2: choice})).rows
        assert (found.state, found.learner and found.learner.unit) == (state, unit)
    assert found.fault == "skipped"


def test_the_same_name_with_another_nip_is_doubtful_where_it_may_be_one_person() -> None:
    found = planned(
        ("198704122011012009", "SITI CONTOH", "Dinas Kesehatan"),
        ("199001012015031002", "Siti Contoh, S.E.", "Kecamatan Contoh"),
        ("199001012015031003", "Tono Contoh", "Kecamatan Contoh"),
        ("199001012015031004", "Tono Contoh, S.H.", "Dinas Kesehatan"),
    )
    assert [row.doubts for row in found.rows] == [
        (Doubt("name-known", other=SITI_NIP),), (), (), (Doubt("name-twice", other="4"),),
    ]  # fmt: skip


def test_a_nip_broken_by_excel_is_known_by_its_name_or_refused() -> None:
    broken = float(SITI_NIP)
    found = planned(
        (broken, "Siti Contoh", "Dinas Kesehatan"),
        (broken, "Orang Lain", "Dinas Kesehatan"),
        ("1,98704E+17", "Tono Contoh", "Dinas Kesehatan"),
    )
    assert states(found) == [
        (RowState.DOUBTFUL, "", ("nip-broken",)),
        (RowState.REFUSED, "nip-excel", ()),
        (RowState.REFUSED, "nip-excel", ()),
    ]
    (row,) = planned(
        ("1,98704E+17", "Siti Contoh", "Dinas Kesehatan"), answers=Answers(rows={2: Choice.TAKE})
    ).rows
    assert (row.state, row.learner and row.learner.nip) == (RowState.CHANGED, SITI_NIP)


def test_warnings_of_a_new_nip_are_asked_and_of_a_known_one_not() -> None:
    young = Learner(learner_id("198704121999012008"), "A", "Dinas Kesehatan", Kind.PNS,
                    "198704121999012008")  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = (
        ("198704121999012008", "A", "Dinas Kesehatan"),
        ("199106252018212003", "B", "Dinas Kesehatan"),
    )
    assert states(planned(*rows)) == [
        (RowState.DOUBTFUL, "", ("age",)),
        (RowState.DOUBTFUL, "", ("pppk-year",)),
    ]
    assert planned(*rows, known=Known((young,), UNITS)).rows[0].state is RowState.SAME


def test_planning_tells_how_far_it_is_and_can_be_stopped() -> None:
    rows = tuple(Line(n, (f"1987041220110{n:05}", "x", "y")) for n in range(1, 1201))
    book = Book("xlsx", (Sheet("P", rows),))
    heard: list[tuple[int, int]] = []

    def going(done: int, every: int) -> bool:
        heard.append((done, every))
        return done < 1000

    with pytest.raises(Unreadable, match="stopped"):
        plan(book, guess_in(book), Known(), TODAY, None, going)
    assert heard == [(0, 1200), (500, 1200), (1000, 1200)]
