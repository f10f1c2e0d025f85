"""Printing on Windows: the PDF's pages drawn by QtPdf at most 300 dots an inch.

QPrinter prints on the default printer when the named one is missing, so a name that Windows does
not know is refused before and after the printer is made. QPrinter cannot tell what became of the
pages: "done" means that the spooler took them. The person at the printer says the rest.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kiosk.ui.printing import Job, JobState, Printer, PrintTrouble

MOST_DPI = 300
POINTS = 72

_REASONS = {
    QPrinter.PrinterState.Error: "stopped",
    QPrinter.PrinterState.Aborted: "stopped",
}


def printers() -> tuple[Printer, ...]:
    """The printers that Windows has, sorted by name."""
    found = [p for p in QPrinterInfo.availablePrinters() if not p.isNull()]
    return tuple(_printer(p) for p in sorted(found, key=lambda p: p.printerName().casefold()))


def _printer(info: QPrinterInfo) -> Printer:
    reason = _REASONS.get(info.state(), "")
    name = info.printerName()
    return Printer(name, name, ready=not reason, reason=reason)


def send(pdf: bytes, printer: str, title: str) -> Job:
    """Draw the PDF on this printer; see the face."""
    info = QPrinterInfo.printerInfo(printer)
    if not printer or info.isNull() or info.printerName() != printer:
        raise PrintTrouble("no-printer")
    document, buffer = _opened(pdf)
    try:
        target = _target(info, title)
        _draw(document, target)
    finally:
        document.close()
        buffer.close()
    return Job(title, printer, time.monotonic())


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


def _target(info: QPrinterInfo, title: str) -> QPrinter:
    target = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    if not target.isValid() or target.printerName() != info.printerName():
        raise PrintTrouble("no-printer")
    target.setDocName(title)
    target.setResolution(min(MOST_DPI, target.resolution()))
    target.setFullPage(True)
    target.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(0, 0, 0, 0),
        )
    )
    return target


def _draw(document: QPdfDocument, target: QPrinter) -> None:
    painter = QPainter()
    if not painter.begin(target):
        raise PrintTrouble("unreachable")
    try:
        for page in range(document.pageCount()):
            if page and not target.newPage():
                raise PrintTrouble("unreachable")
            paper = target.paperRect(QPrinter.Unit.DevicePixel)
            size = QSize(round(paper.width()), round(paper.height()))
            picture = document.render(page, size)
            if picture.isNull():
                raise PrintTrouble("bad-pdf")
            painter.drawImage(paper, picture)
    finally:
        painter.end()


def state(job: Job) -> JobState:  # noqa: ARG001 - the face's form
    """The spooler took it; Windows tells no more through Qt."""
    return JobState("done")


def cancel(job: Job) -> None:
    """Nothing: what the spooler took is its own."""
