"""From an ugly workbook to the roster, as one act that can be taken back."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from msgspec import structs

from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.office.acts import Acts
from kiosk.office.roster_import import RosterImport
from kiosk.office.roster_rows import Answers, Choice, RowState
from kiosk.people.role import OFFICER, Act, Role, Staff
from kiosk.sheets.write import Table, workbook
from kiosk.store import Store

NIPS = ("198704122011012008", "199106252022212003", "199001012015031002")
UNIT = "Dinas Contoh Kependudukan"


class Copies:
    """Counts the copies that are made before an import."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> None:
        self.made += 1


@pytest.fixture
def copies() -> Copies:
    return Copies()


@pytest.fixture
def imports(store: Store, copies: Copies) -> RosterImport:
    store.keep("settings", "kiosk", msgspec.json.encode(demo.SETTINGS))
    return RosterImport(Acts(store, OFFICER), store, lambda: dt.date(2026, 11, 23), copies)


def file(*units: str, heading: str = "OPD") -> bytes:
    rows = [(nip, f"Peserta Contoh {n}", unit) for n, (nip, unit) in enumerate(zip(NIPS, units))]  # noqa: B905
    table = Table("Pegawai", ("NIP", "Nama", heading), rows, above=("DAFTAR PEGAWAI",))
    return workbook([table], dt.date(2026, 11, 1))


def test_an_import_is_one_act_after_one_copy_and_can_be_taken_back(
    imports: RosterImport, store: Store, copies: Copies
) -> None:
    book = imports.open(file(UNIT, UNIT, "Din. Contoh Kependudukan"), "pegawai.xlsx")
    plan = imports.plan(book, imports.guess(book))
    assert [row.state for row in plan.rows] == [RowState.NEW, RowState.NEW, RowState.DOUBTFUL]
    assert (copies.made, store.roster.everyone()) == (0, ())
    new = imports.take(plan)
    assert [x.nip for x in new] == list(NIPS[:2])
    assert ([x.nip for x in store.roster.everyone()], copies.made) == (list(NIPS[:2]), 1)
    assert store.roster.secret(new[0].id) == ("", "")
    acts = Acts(store, OFFICER)
    (entry,) = acts.log()
    assert (entry.acted.act, entry.acted.count, entry.undoable) == (Act.IMPORT_PEOPLE, 2, True)
    acts.undo(entry.id)
    assert store.roster.everyone() == ()


def test_an_answered_row_is_taken_and_its_unit_remembered(imports: RosterImport) -> None:
    written = "Din. Contoh Kependudukan"
    book = imports.open(file(UNIT, written), "pegawai.xlsx")
    guess = imports.guess(book)
    answers = Answers({written: UNIT})
    imports.take(imports.plan(book, guess, answers=answers))
    assert [x.unit for x in imports.known().learners] == [UNIT, UNIT]
    book = imports.open(file(UNIT, written, written), "pegawai.xlsx")
    states = [row.state for row in imports.plan(book, imports.guess(book)).rows]
    assert states == [RowState.SAME, RowState.SAME, RowState.NEW]


def test_columns_that_were_chosen_are_remembered_for_the_next_file_of_that_shape(
    imports: RosterImport,
) -> None:
    book = imports.open(file(UNIT, heading="Tempat"), "a.xlsx")
    guess = imports.guess(book)
    assert "unit" not in guess.places
    imports.take(imports.plan(book, guess.with_columns({"unit": 2})))
    again = imports.guess(imports.open(file(UNIT, UNIT, heading="Tempat"), "b.xlsx"))
    assert again.places == {"nip": 0, "name": 1, "unit": 2}
    assert {column.reason for column in again.columns} == {"remembered"}
    other = imports.guess(imports.open(file(UNIT, heading="Tempat lain"), "b.xlsx"))
    assert "unit" not in other.places


def test_a_plan_that_no_longer_fits_is_refused_and_nothing_is_taken(
    imports: RosterImport, store: Store, copies: Copies
) -> None:
    book = imports.open(file(UNIT), "a.xlsx")
    plan = imports.plan(book, imports.guess(book))
    store.roster.put(demo.LEARNERS[1:2])
    with pytest.raises(NotAllowed, match="roster-changed"):
        imports.take(plan)
    with pytest.raises(NotAllowed, match="no-columns"):
        imports.plan(book, imports.guess(book).with_columns({"nip": -1}))
    learner = Staff("x", "Peserta Contoh 1", Role.LEARNER)
    nobody = RosterImport(Acts(store, learner), store, lambda: dt.date(2026, 11, 23), copies)
    with pytest.raises(NotAllowed, match="role-refused"):
        nobody.take(structs.replace(plan, turn=store.roster.turn))
    assert (len(store.roster.everyone()), copies.made) == (1, 0)


def test_a_failure_in_the_middle_leaves_nothing_behind(imports: RosterImport, store: Store) -> None:
    book = imports.open(file(UNIT, UNIT), "a.xlsx")
    store._db.execute(
        "create trigger no_second before insert on learner"
        f" when new.nip = '{NIPS[1]}' begin select raise(abort, 'no'); end"
    )
    with pytest.raises(Exception, match="no"):
        imports.take(imports.plan(book, imports.guess(book)))
    assert (store.roster.everyone(), store.names_of("columns")) == ((), ())


def test_a_row_left_out_stays_out(imports: RosterImport) -> None:
    book = imports.open(file(UNIT, "Badan Baru"), "a.xlsx")
    answers = Answers(rows={4: Choice.SKIP})
    imports.take(imports.plan(book, imports.guess(book), answers=answers))
    assert [x.nip for x in imports.known().learners] == [NIPS[0]]
