"""After training in the window: reminded, a superior's form scanned and typed in by keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.house import House
from kiosk.learning.events_office import FollowUpGiven
from kiosk.people.role import OFFICER
from kiosk.ui.officer_followup import FollowUpRoom
from kiosk.ui.screens.officer import OfficerScreen, Worker
from tests.conftest import Clock
from tests.desk.learning_on import COURSE

from .conftest import Visit
from .register_room import ONE, TWO


def _keys(visit: Visit, words: str) -> None:
    """Each key goes to what has the focus by then."""
    for word in words:
        focused = visit.window.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, word)


def test_a_scanned_form_is_typed_in_and_is_no_more_waited_for(
    used: House, visit: Visit, clock: Clock, catalog: Catalog, place: Path
) -> None:
    clock.pass_seconds(91 * 86_400)
    window = visit.window

    def screen() -> QWidget:
        worker = Worker("Pengelola", "BKPSDM")
        return OfficerScreen("followup", "Kota Contoh", worker, room.part(), window.theme)

    def show() -> None:
        window.show_screen(screen)

    room = FollowUpRoom(window, used.clerk(OFFICER), catalog, show)
    show()
    assert visit.says("8 jawaban ditunggu, 0 terlambat, 0 sudah diisi.")
    visit.press("follow-up-forms")
    visit.press("files-take")
    assert visit.says("Tersimpan di Formulir evaluasi 2027-03-24.pdf.")
    assert len(list(place.glob("*.pdf"))) == 1
    visit.type("follow-up-search", f"EV3/{ONE.id}/{COURSE}/superior")
    assert visit.says("Formulir dari: Atasan")
    _keys(visit, "34213")
    line = visit.seen(QLineEdit, "follow-up-obstacle")
    QTest.keyClicks(line, "Loket sempit.")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert visit.says("7 jawaban ditunggu, 0 terlambat, 1 sudah diisi.")
    ratings = {"applied": 3, "able": 4, "support": 2, "means": 1, "service": 3}
    said = [r.event for r in used.store.events(ONE.id) if isinstance(r.event, FollowUpGiven)]
    assert said == [FollowUpGiven(COURSE, "superior", ratings, "Loket sempit.", "officer")]
    visit.type("follow-up-search", TWO.name)
    assert len(visit.table("follow-up-table")) <= 1
    visit.press("follow-up-compare")
    rows = visit.table("follow-up-table")
    assert [row[1] for row in rows] == ["Peserta (0)", "Atasan (1)"]
    assert rows[1][3] == "2,60"
    visit.press("follow-up-plan")
    assert ["1", "Pelatihan apa pun", "Dinas A"] in [
        row[:3] for row in visit.table("follow-up-table")
    ]
    visit.press("follow-up-pdf")
    visit.press("files-take")
    assert visit.says("Tersimpan di Rencana pelatihan 2027-03-24.pdf.")
