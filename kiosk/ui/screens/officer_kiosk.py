"""The courses on this computer and what is wrong with them; the kiosk itself."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.catalog.fault import Fault, Severity
from kiosk.learning.course import Course
from kiosk.ui import facts
from kiosk.ui.screens.officer_happened import HappenedCard
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, column, row
from kiosk.ui.widgets.text import badge, button, line, picture, text
from kiosk.ui.words import _

MOST = 50
"""Faults shown of one course; whoever has more mends these first."""


class CoursesPart(QWidget):
    """The courses that can be taken, and the faults of folders that have any."""

    def __init__(
        self,
        courses: tuple[Course, ...],
        faults: Mapping[str, tuple[Fault, ...]],
        theme: Theme,
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        parts: list[QWidget] = [
            text(_("Daftar kursus"), "title", wrap=False),
            _sound(courses, theme),
        ]
        parts += [_folder(name, found, theme) for name, found in faults.items()]
        box = QVBoxLayout(self)
        edge = theme.px(8)
        box.setContentsMargins(edge, edge, edge, edge)
        box.addWidget(column(*parts, None, spacing=theme.px(16)))


def _sound(courses: tuple[Course, ...], theme: Theme) -> QWidget:
    if not courses:
        words = _("Belum ada kursus yang dapat dipakai. Perbaiki kekeliruan di bawah ini.")
        return Card(text(words), margin=theme.px(20))
    parts: list[QWidget] = []
    for course in courses:
        hours = badge(_("{n} JP").format(n=course.hours), "blue")
        version = text(_("Versi {version}").format(version=course.version), "small", wrap=False)
        name = column(text(facts.title(course), "strong"), version, spacing=2)
        parts += [line(), row(picture("book-open", theme.laut, theme), name, hours)]
    return Card(*parts[1:], margin=theme.px(20))


def _folder(name: str, faults: tuple[Fault, ...], theme: Theme) -> QWidget:
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    if errors:
        kind = badge(_("Tidak ditampilkan · {n} kekeliruan").format(n=errors), "red")
    else:
        kind = badge(_("Ditampilkan · {n} hal untuk diperiksa").format(n=len(faults)), "orange")
    parts: list[QWidget] = [text(name, "h3"), row(kind, None)]
    parts += [_fault(fault, theme) for fault in faults[:MOST]]
    if len(faults) > MOST:
        parts.append(text(_("… dan {n} lagi.").format(n=len(faults) - MOST), "small"))
    return Card(*parts, margin=theme.px(20))


def _fault(fault: Fault, theme: Theme) -> QWidget:
    wrong = fault.severity is Severity.ERROR
    drawn = (
        picture("circle-x", theme.merah, theme)
        if wrong
        else picture("triangle-alert", theme.jingga_teks, theme)
    )
    where = _("{file}, baris {line}").format(file=fault.file, line=fault.line)
    return row(drawn, column(text(where, "small"), text(fault.words), spacing=2))


class KioskPart(Sheet):
    """What happened to the records, where they lie, the clock, and the ways out of the kiosk."""

    window_wanted = Signal()
    close_wanted = Signal()
    end_demo_wanted = Signal()

    def __init__(
        self,
        happened: HappenedCard | None,
        facts: tuple[tuple[str, str], ...],
        clock: QWidget,
        theme: Theme,
        *,
        demo: bool,
    ) -> None:
        super().__init__(spacing=theme.px(16))
        told = () if happened is None else (happened,)
        parts = [_fact(words, value) for words, value in facts]
        card = Card(*parts, margin=theme.px(20), spacing=theme.px(14))
        for part in (
            text(_("Kios"), "title", wrap=False), *told, card, clock,
            *self._samples(theme, demo=demo), self._ways_out(theme),
        ):  # fmt: skip
            self.box.addWidget(part)
        self.box.addStretch(1)

    def _samples(self, theme: Theme, *, demo: bool) -> tuple[QWidget, ...]:
        """The way from the demonstration to a kiosk in earnest."""
        if not demo:
            return ()
        end = button(_("Hapus data contoh"), "kiosk-end-demo", theme, icon_left="trash-2")
        end.clicked.connect(self.end_demo_wanted.emit)
        words = _("Kios ini memakai data contoh. Hapus data itu untuk menyiapkan kios sungguhan.")
        title = text(_("Data contoh"), "h3")
        return (Card(title, text(words, "small"), row(end, None), margin=theme.px(20)),)

    def _ways_out(self, theme: Theme) -> QWidget:
        smaller = button(_("Keluar dari layar penuh"), "kiosk-window", theme, icon_left="monitor")
        smaller.clicked.connect(self.window_wanted.emit)
        close = button(_("Tutup Dermaga"), "kiosk-close", theme, role="danger", icon_left="power")
        close.clicked.connect(self.close_wanted.emit)
        words = _("Setelah itu program lain di komputer ini dapat dipakai. Jangan tinggalkan kios.")
        return Card(
            text(_("Keluar dari kios"), "h3"), text(words, "small"), row(smaller, close, None),
            margin=theme.px(20),
        )  # fmt: skip


def _fact(words: str, value: str) -> QWidget:
    shown = text(value, "strong")
    shown.setAccessibleName(f"{words}: {value}")
    return column(text(words, "small"), shown, spacing=2)
