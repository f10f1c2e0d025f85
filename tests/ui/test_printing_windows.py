"""The Windows back where it can be tried without Windows: against a spooler that is written here.

What only Windows shows: that its printers report these bits, and that duplex and F4 come out so.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot

from kiosk.ui import printing_windows
from kiosk.ui.printing import Job, JobState, PrintTrouble
from kiosk.ui.printing_spooler import JobInfo, Spooler, SpoolerTrouble, state_of, trouble_of
from tests.faults.test_printers import ink, pdf, sizes

DRAWN_INK = 0.005
"""Edges of a page that was drawn at 300 dots an inch and looked at with 150."""
OK, BUFFER_TOO_SMALL, NO_JOB, NO_PRINTER = 0, 122, 87, 1801


class Winspool:
    """Functions of winspool.drv over printers and jobs in memory."""

    def __init__(self) -> None:
        self.jobs: dict[int, tuple[str, int]] = {}
        self.printer_status = 0
        self.known = {"EPSON L3110"}
        self.open = 0
        self._last = OK
        self._kept: list[Any] = []

    def last_error(self) -> int:
        return self._last

    def _fails(self, number: int) -> int:
        self._last = number
        return 0

    def OpenPrinterW(self, name: str, handle: Any, _defaults: None) -> int:  # noqa: ANN401, N802
        if name not in self.known:
            return self._fails(NO_PRINTER)
        handle._obj.value = 7
        self.open += 1
        return 1

    def ClosePrinter(self, handle: Any) -> int:  # noqa: ANN401, N802
        assert handle.value == 7
        self.open -= 1
        return 1

    def _info(self, number: int) -> JobInfo:
        document, status = self.jobs[number]
        return JobInfo(JobId=number, pDocument=document, Status=status)

    def _give(self, infos: list[JobInfo], room: Any, size: int, needed: Any) -> int:  # noqa: ANN401
        whole = ctypes.sizeof(JobInfo) * len(infos)
        needed._obj.value = whole
        if room is None or size < whole:
            return self._fails(BUFFER_TOO_SMALL)
        packed = (JobInfo * len(infos))(*infos)
        self._kept.append((infos, packed))
        ctypes.memmove(room, packed, whole)
        return 1

    def EnumJobsW(  # noqa: N802
        self, _handle: Any, _first: int, _most: int, level: int, room: Any, size: int,  # noqa: ANN401
        needed: Any, found: Any,  # noqa: ANN401
    ) -> int:  # fmt: skip
        assert level == 1
        found._obj.value = len(self.jobs)
        return self._give([self._info(n) for n in self.jobs], room, size, needed)

    def GetJobW(  # noqa: N802
        self, _handle: Any, number: int, level: int, room: Any, size: int, needed: Any  # noqa: ANN401
    ) -> int:  # fmt: skip
        assert level == 1
        if number not in self.jobs:
            return self._fails(NO_JOB)
        return self._give([self._info(number)], room, size, needed)

    def SetJobW(  # noqa: N802
        self, _handle: Any, number: int, level: int, info: None, command: int  # noqa: ANN401
    ) -> int:  # fmt: skip
        assert (level, info, command) == (0, None, 5)
        self.jobs.pop(number, None)
        return 1

    def GetPrinterW(  # noqa: N802
        self, _handle: Any, level: int, status: Any, _size: int, _needed: Any  # noqa: ANN401
    ) -> int:  # fmt: skip
        assert level == 6
        status._obj.value = self.printer_status
        return 1


@pytest.fixture
def winspool(monkeypatch: pytest.MonkeyPatch) -> Winspool:
    made = Winspool()
    monkeypatch.setattr(printing_windows, "_spooler", lambda: Spooler(made))
    return made


def test_a_jobs_form_is_laid_out_as_windows_has_it() -> None:
    expected = (96, 48, 56, 76) if ctypes.sizeof(ctypes.c_void_p) == 8 else (64, 24, 28, 48)
    fields = (JobInfo.pStatus.offset, JobInfo.Status.offset, JobInfo.Submitted.offset)
    assert (ctypes.sizeof(JobInfo), *fields) == expected


def test_the_jobs_of_a_document_are_found_in_the_queue_and_the_printer_is_closed(
    winspool: Winspool,
) -> None:
    spooler = Spooler(winspool)
    assert spooler.jobs("EPSON L3110", "Sertifikat") == frozenset()
    winspool.jobs = {3: ("Sertifikat", 0), 4: ("Surat", 0), 9: ("Sertifikat", 16)}
    assert spooler.jobs("EPSON L3110", "Sertifikat") == {3, 9}
    with pytest.raises(SpoolerTrouble):
        spooler.jobs("Tidak Ada", "Sertifikat")
    assert winspool.open == 0


@pytest.mark.parametrize(
    ("status", "printer", "state"),
    [
        (0x8, 0, JobState("waiting")),
        (0x10, 0, JobState("printing")),
        (0x10, 0x400000, JobState("waiting", "cover")),
        (0x10 | 0x40, 0, JobState("waiting", "paper")),
        (0x10, 0x10, JobState("waiting", "paper")),
        (0x10, 0x8, JobState("waiting", "jam")),
        (0x10, 0x40000, JobState("waiting", "ink")),
        (0x20, 0, JobState("waiting", "offline")),
        (0x0, 0x80, JobState("waiting", "offline")),
        (0x1, 0, JobState("waiting", "held")),
        (0x2 | 0x10, 0, JobState("waiting", "held")),
        (0x0, 0x1, JobState("waiting", "stopped")),
        (0x80, 0x10, JobState("done")),
        (0x1000, 0, JobState("done")),
        (0x4 | 0x10, 0, JobState("failed", "cancelled")),
        (0x100, 0, JobState("failed", "cancelled")),
    ],
)
def test_a_job_stands_as_the_spooler_says(
    winspool: Winspool, status: int, printer: int, state: JobState
) -> None:
    winspool.jobs, winspool.printer_status = {3: ("Sertifikat", status)}, printer
    assert state_of(status, trouble_of(printer)) == state
    assert Spooler(winspool).state("EPSON L3110", 3) == state


def test_a_job_that_left_the_queue_is_done_and_one_whose_printer_left_is_not(
    winspool: Winspool,
) -> None:
    spooler = Spooler(winspool)
    assert spooler.state("EPSON L3110", 3) == JobState("done")
    assert spooler.state("Tidak Ada", 3) == JobState("failed", "removed")
    assert spooler.trouble("Tidak Ada") == "offline"


def test_a_job_that_waits_too_long_is_deleted_from_the_queue(winspool: Winspool) -> None:
    winspool.jobs = {3: ("Sertifikat", 0x40)}
    assert printing_windows.state(Job("3", "EPSON L3110", float("inf"))) == JobState(
        "waiting", "paper"
    )
    printing_windows.state(Job("3", "EPSON L3110", float("-inf")))
    assert winspool.jobs == {}
    assert winspool.open == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is a spooler")
def test_without_a_spooler_a_job_is_done_when_it_is_drawn() -> None:
    assert printing_windows.state(Job("", "EPSON", 0.0)) == JobState("done")
    printing_windows.cancel(Job("3", "EPSON", 0.0))


def test_a_printer_that_is_not_there_is_refused(qtbot: QtBot) -> None:
    del qtbot
    with pytest.raises(PrintTrouble, match="no-printer"):
        printing_windows.send(pdf(), "Tidak Ada", "Sertifikat")


class Info:
    """The papers of a printer."""

    def __init__(self, *sizes: tuple[float, float], custom: bool = False) -> None:
        self._sizes, self._custom = sizes, custom

    def supportedPageSizes(self) -> list[QPageSize]:  # noqa: N802 - Qt's name
        millimetre = QPageSize.Unit.Millimeter
        return [QPageSize(QSizeF(*size), millimetre) for size in self._sizes]

    def supportsCustomPageSizes(self) -> bool:  # noqa: N802 - Qt's name
        return self._custom


@pytest.mark.parametrize(
    ("info", "tall"),
    [
        (Info((210, 297), (215.9, 330.2)), 330.2),
        (Info((210, 297), custom=True), 330.0),
        (Info((210, 297), (210, 330)), None),
    ],
)
def test_folio_is_the_printers_own_or_a_custom_size_or_refused(
    qtbot: QtBot, info: Any, tall: float | None  # noqa: ANN401
) -> None:  # fmt: skip
    del qtbot
    if tall is None:
        with pytest.raises(PrintTrouble, match="paper"):
            printing_windows._page_size(info, "F4")
    else:
        found = printing_windows._page_size(info, "F4").size(QPageSize.Unit.Millimeter)
        assert found.height() == pytest.approx(tall, abs=0.4)


def test_a_page_lies_in_its_true_size_in_the_middle_of_a_larger_paper() -> None:
    place = printing_windows.placed(QSizeF(72, 144), QRectF(0, 0, 500, 700), 300)
    assert place == QRectF(100, 50, 300, 600)


@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_what_qt_draws_is_the_page_unscaled(qtbot: QtBot, tmp_path: Path, paper: str) -> None:
    """Onto Qt's own PDF printer, as there is no other here."""
    del qtbot
    sent, file = pdf(paper=paper), tmp_path / "came.pdf"
    document, _buffer = printing_windows._opened(sent)
    target = QPrinter(QPrinter.PrinterMode.HighResolution)
    target.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    target.setOutputFileName(str(file))
    target.setResolution(300)
    target.setFullPage(True)
    size = printing_windows._page_size(Info(custom=True), paper)  # type: ignore[arg-type]
    way = QPageLayout.Orientation.Landscape
    target.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
    printing_windows._draw(document, target)
    assert sizes(file.read_bytes()) == sizes(sent)
    assert ink(sent, file.read_bytes(), 150) <= DRAWN_INK
    assert not QPrinterInfo.printerInfo("Tidak Ada").isDefault()
