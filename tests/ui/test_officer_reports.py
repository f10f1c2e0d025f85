"""The first look and the reports in the officer's room, through their real widgets."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView, QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.house import House
from kiosk.learning.events_office import OfficerActed
from kiosk.people.role import OFFICER, Act, Role, Staff
from kiosk.ui.officer_reports import ReportsRoom
from kiosk.ui.officer_summary import SummaryRoom
from kiosk.ui.widgets.chart import ChartView

from .conftest import Visit

REFUSED = "Peran"


@pytest.fixture
def reports(used: House, visit: Visit, catalog: Catalog) -> Visit:
    """The reports on the screen."""

    def show() -> None:
        visit.window.show_screen(lambda: shown(room))

    room = ReportsRoom(visit.window, used.clerk(OFFICER), catalog, show)
    show()
    return visit


def shown(room: ReportsRoom) -> QWidget:
    """The part with its footer, as the office's screen has them."""
    from kiosk.ui.widgets.layout import column

    part = room.part()
    return column(part, part.footer)  # type: ignore[attr-defined]


def test_a_report_is_made_filtered_looked_at_and_saved(reports: Visit, place: Path) -> None:
    chart = reports.seen(ChartView, "chart-counted-months")
    assert "Des: 8" in chart.accessibleDescription()
    reports.press("report-courses")
    reports.seen(ChartView, "chart-certified-courses")
    reports.press("reports-at-courses")
    table = reports.seen(QTableView, "reports-table-courses")
    assert table.model().index(0, 0).data() == "Pelayanan Publik Prima"
    QTest.keyClick(reports.seen(QPushButton, "reports-unit"), Qt.Key.Key_Space)
    reports.press("pick-1")
    unit = reports.seen(QPushButton, "reports-unit").accessibleName()
    assert unit != "Unit kerja: semua"
    reports.bot.waitUntil(lambda: reports.seen(QPushButton, "reports-xlsx").isEnabled())
    reports.press("reports-xlsx")
    reports.press("files-take")
    assert reports.says("Tersimpan di laporan-courses-2026.xlsx.")
    book = openpyxl.load_workbook(place / "laporan-courses-2026.xlsx")
    assert book.sheetnames == ["Per kursus", "Per unit kerja", "Per bulan"]
    acted = reports.house.store.acts(1)[0].event
    assert acted == OfficerActed(Act.EXPORT_REPORT, "officer", (), 1, "courses")


def test_the_first_look_tells_the_year_and_leads_on(
    used: House, visit: Visit, catalog: Catalog
) -> None:
    room = SummaryRoom(visit.window, used.clerk(OFFICER), catalog, lambda: None)
    wanted: list[str] = []
    room.part_wanted.connect(wanted.append)
    visit.window.show_screen(room.part)
    assert visit.says("Capaian 20 JP per unit kerja")
    assert visit.says("Belum ada soal yang mencurigakan.")
    visit.press("summary-units")
    visit.press("summary-reports")
    assert wanted == ["reports", "reports"]


def test_who_may_not_read_reports_is_refused_below_the_screen(
    used: House, visit: Visit, catalog: Catalog
) -> None:
    nobody = Staff("x", "", Role.LEARNER)
    room = ReportsRoom(visit.window, used.clerk(nobody), catalog, lambda: None)
    visit.window.show_screen(room.part)
    assert visit.says(REFUSED)
