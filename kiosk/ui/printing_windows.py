"""Printing on Windows: the PDF's pages drawn by QtPdf at most 300 dots an inch.

QPrinter prints on the default printer when the named one is missing, so a name that Windows does
not know is refused before and after the printer is made. What became of the pages says the spooler
(`printing_spooler`); of a printer that does not report, "done" means that the spooler is rid of
them. The person at the printer says the rest.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kiosk.ui.printing import Job, JobState, Printer, PrintTrouble
from kiosk.ui.printing_media import NEAR, SIZES
from kiosk.ui.printing_patience import patient
from kiosk.ui.printing_spooler import Spooler, SpoolerTrouble

MOST_DPI = 300
POINTS = 72

_REASONS = {
    QPrinter.PrinterState.Error: "stopped",
    QPrinter.PrinterState.Aborted: "stopped",
}
_NOT_READY = ("stopped", "offline")
_MILLIMETRE = QPageSize.Unit.Millimeter


def _spooler() -> Spooler | None:
    try:
        return Spooler()
    except OSError:
        return None


def printers() -> tuple[Printer, ...]:
    """The printers that Windows has, sorted by name."""
    found = [p for p in QPrinterInfo.availablePrinters() if not p.isNull()]
    return tuple(_printer(p) for p in sorted(found, key=lambda p: p.printerName().casefold()))


def _printer(info: QPrinterInfo) -> Printer:
    name, spooler = info.printerName(), _spooler()
    said = spooler.trouble(name) if spooler else ""
    reason = said or _REASONS.get(info.state(), "")
    return Printer(name, name, ready=reason not in _NOT_READY, reason=reason)


def send(pdf: bytes, printer: str, title: str, paper: str = "A4", pages: int = 2) -> Job:
    """Draw the PDF on this printer; see the face."""
    info = QPrinterInfo.printerInfo(printer)
    if not printer or info.isNull() or info.printerName() != printer:
        raise PrintTrouble("no-printer")
    document, buffer = _opened(pdf)
    before = _jobs(printer, title)
    try:
        _draw(document, _target(info, title, _page_size(info, paper), document))
    finally:
        document.close()
        buffer.close()
    new = _jobs(printer, title) - before
    return Job(str(max(new)) if new else "", printer, time.monotonic(), pages=pages)


def _jobs(printer: str, title: str) -> frozenset[int]:
    spooler = _spooler()
    try:
        return spooler.jobs(printer, title) if spooler else frozenset()
    except SpoolerTrouble:
        return frozenset()


def _opened(pdf: bytes) -> tuple[QPdfDocument, QBuffer]:
    """The document and the buffer it reads from, which must live as long."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    if document.status() != QPdfDocument.Status.Ready or document.pageCount() < 1:
        raise PrintTrouble("bad-pdf")
    return document, buffer


def _page_size(info: QPrinterInfo, paper: str) -> QPageSize:
    """The printer's own paper of that size. PrintTrouble "paper" if it has none."""
    wide, tall = SIZES[paper]
    for known in info.supportedPageSizes():
        size = known.size(_MILLIMETRE)
        if abs(size.width() - wide) <= NEAR and abs(size.height() - tall) <= NEAR:
            return known
    if not info.supportsCustomPageSizes():
        raise PrintTrouble("paper")
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    return QPageSize(QSizeF(wide, tall), _MILLIMETRE, paper, exact)


def _target(info: QPrinterInfo, title: str, size: QPageSize, document: QPdfDocument) -> QPrinter:
    target = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    if not target.isValid() or target.printerName() != info.printerName():
        raise PrintTrouble("no-printer")
    target.setDocName(title)
    target.setResolution(min(MOST_DPI, target.resolution()))
    target.setFullPage(True)
    page = document.pagePointSize(0)
    landscape = page.width() > page.height()
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    target.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
    # a landscape page turns like the page of a book on its paper's short edge
    both = QPrinter.DuplexMode.DuplexShortSide if landscape else QPrinter.DuplexMode.DuplexLongSide
    can = document.pageCount() > 1 and both in info.supportedDuplexModes()
    target.setDuplex(both if can else QPrinter.DuplexMode.DuplexNone)
    return target


def _draw(document: QPdfDocument, target: QPrinter) -> None:
    painter = QPainter()
    if not painter.begin(target):
        raise PrintTrouble("unreachable")
    try:
        for page in range(document.pageCount()):
            if page and not target.newPage():
                raise PrintTrouble("unreachable")
            place = placed(
                document.pagePointSize(page),
                target.paperRect(QPrinter.Unit.DevicePixel),
                target.resolution(),
            )
            picture = document.render(page, place.size().toSize())
            if picture.isNull():
                raise PrintTrouble("bad-pdf")
            painter.drawImage(place, picture)
    finally:
        painter.end()


def placed(points: QSizeF, paper: QRectF, dpi: int) -> QRectF:
    """Where a page lies on the paper, in dots: in its true size, in the middle."""
    wide, tall = points.width() / POINTS * dpi, points.height() / POINTS * dpi
    left = paper.x() + (paper.width() - wide) / 2
    return QRectF(left, paper.y() + (paper.height() - tall) / 2, wide, tall)


def state(job: Job) -> JobState:
    """What the spooler says; "done" of a job whose number it never told."""
    return patient(job, _state, cancel)


def _state(job: Job) -> JobState:
    spooler = _spooler()
    if spooler is None or not job.id.isdecimal():
        return JobState("done")
    return spooler.state(job.printer, int(job.id))


def cancel(job: Job) -> None:
    """Take the job out of the spooler's queue; see the face."""
    spooler = _spooler()
    if spooler is not None and job.id.isdecimal():
        spooler.cancel(job.printer, int(job.id))
