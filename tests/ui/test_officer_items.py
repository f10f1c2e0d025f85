"""The item analysis in the window: read, looked through, opened at its source, taken along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.house import House
from kiosk.learning.events_office import OfficerActed
from kiosk.office.demo_answers import planted, sit_final_tests
from kiosk.people.role import OFFICER
from kiosk.ui.officer_items import ItemsRoom
from kiosk.ui.screens.officer import OfficerScreen, Worker
from tests.desk.learning_on import COURSE
from tests.register.people import people

from .conftest import Visit

Shown = Callable[[], ItemsRoom]


@pytest.fixture
def shown(used: House, visit: Visit, catalog: Catalog) -> Shown:
    """The part in its frame, as the officer has it."""

    def show() -> ItemsRoom:
        window = visit.window
        room = ItemsRoom(window, used.clerk(OFFICER), catalog, lambda: None)

        def screen() -> QWidget:
            worker = Worker("Pengelola", "BKPSDM")
            return OfficerScreen("items", "Kota Contoh", worker, room.part(), window.theme)

        window.show_screen(screen)
        return room

    return show


def _row(visit: Visit, number: int) -> list[str]:
    rows = visit.table("items-table")
    return next(row for row in rows if row[0] == str(number))


def test_a_wrong_key_is_named_opened_at_its_source_and_taken_along(
    shown: Shown, visit: Visit, house: House, catalog: Catalog, place: Path
) -> None:
    course = catalog.course(COURSE)
    everybody = people(160)
    house.store.roster.put(everybody)
    sit_final_tests(house.store, course, everybody)
    numbers = {q.id: n for n, q in enumerate(course.post_test.questions, start=1)}
    bad = {kind: numbers[name] for name, kind in planted(course).items()}
    shown()
    visit.seen(QTableView, "items-table")
    assert visit.says("peserta menjawab")
    assert _row(visit, bad["key"])[6] == "Kunci mungkin keliru"
    assert _row(visit, bad["easy"])[6] == "Terlalu mudah"
    first = visit.table("items-table")[0]
    assert first[6] == "Kunci mungkin keliru"  # what is to be repaired comes first
    assert visit.seen(QLabel, "item-name").text() == f"Soal {first[0]}"
    assert visit.says("menarik peserta bernilai tinggi")
    visit.press("items-number")
    assert visit.table("items-table")[0][0] == "1"
    visit.press("items-source")
    assert visit.says("questions/uji-akhir.toml, baris ")
    visit.press("overlay-ok")
    visit.press("items-xlsx")
    visit.press("files-take")
    assert visit.says("Tersimpan di Butir soal pelayanan-prima 2026-12-23.xlsx.")
    (file,) = place.glob("*.xlsx")
    assert file.read_bytes()[:2] == b"PK"
    acted = house.store.acts(1)[0].event
    assert isinstance(acted, OfficerActed)
    assert (acted.act, acted.on, acted.count) == ("export-report", (COURSE,), 30)


def test_without_answers_it_says_so_and_offers_nothing(shown: Shown, visit: Visit) -> None:
    shown()
    assert visit.says("Belum ada uji akhir yang selesai di kios ini.")
    assert not visit.seen(QPushButton, "items-xlsx").isEnabled()
