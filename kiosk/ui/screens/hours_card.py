"""The Kartu JP as a table: a row a day and course, blocks of the day's cap, and the sum."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from kiosk.desk.views import HistoryView
from kiosk.learning.ledger import Day
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, column, row
from kiosk.ui.widgets.text import line, text
from kiosk.ui.words import _, date_short

DAY, MINUTES, BLOCKS, COUNTED, REMARK = 108, 90, 84, 62, 136


class Blocks(QWidget):
    """The cap of a day as blocks, as many filled as JP were counted."""

    def __init__(self, filled: int, cap: int, theme: Theme) -> None:
        super().__init__()
        self._filled, self._cap, self._theme = filled, max(cap, 1), theme
        self.setFixedSize(theme.px(BLOCKS), theme.px(12))
        self.setAccessibleName(_("{n} dari {cap} JP").format(n=filled, cap=cap))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's form
        """The blocks from the left."""
        theme, gap = self._theme, 3
        wide = min(self.width() / self._cap - gap, theme.px(24))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for n in range(self._cap):
            full = n < self._filled
            painter.setPen(QPen(QColor(theme.laut if full else theme.bidang), 1))
            painter.setBrush(QColor(theme.laut if full else theme.kertas))
            box = QRectF(n * (wide + gap) + 0.5, 0.5, wide - 1, self.height() - 1)
            painter.drawRoundedRect(box, 3, 3)
        painter.end()


def hours_card(view: HistoryView, theme: Theme) -> Card:
    """The table of a year. Days above the cap are tinted and say so in words."""
    year = view.card.year
    form = text(_("Bentuk: e-learning"), "tiny", wrap=False)
    head = row(text(_("Kartu JP {year}").format(year=year), "h3", wrap=False), None, form)
    card = Card(head, margin=theme.px(18), spacing=0)
    if not view.card.days:
        words = _(
            "Belum ada catatan belajar pada {year}. Hari belajar Anda muncul di sini"
            " begitu Anda membuka pelajaran."
        )
        card.box.addSpacing(theme.px(12))
        card.box.addWidget(text(words.format(year=year), "muted"))
        card.box.addStretch(1)
        return card
    card.box.addSpacing(theme.px(8))
    card.box.addWidget(_headings(view.daily_cap, theme))
    for day in view.card.days:
        card.box.addWidget(line())
        card.box.addWidget(_day(day, view, theme))
    card.box.addWidget(_sum(view, theme))
    card.box.addStretch(1)
    return card


def _headings(cap: int, theme: Theme) -> QWidget:
    words = (
        _("Hari"),
        _("Kursus"),
        _("Waktu belajar"),
        _("Batas {n} JP").format(n=cap),
        _("Dihitung"),
        "",
    )
    first, course, minutes, blocks, counted, remark = (text(w, "tiny", wrap=False) for w in words)
    minutes.setWordWrap(True)
    return _line(theme, first, course, minutes, blocks, counted, remark)


def _day(day: Day, view: HistoryView, theme: Theme) -> QFrame:
    date = text(date_short(dt.date.fromisoformat(day.date)), "strong", wrap=False)
    course = text(view.titles.get(day.course, day.course), "body")
    minutes = text(_("{n} menit").format(n=day.minutes), "body", wrap=False)
    counted = text(_("{n} JP").format(n=day.counted), "strong", wrap=False)
    role = "error" if day.revoked else "warn" if day.above else "small"
    remark = text(_remark(day), role)
    blocks = Blocks(day.counted, view.daily_cap, theme)
    made = _line(theme, date, course, minutes, blocks, counted, remark)
    if day.above:
        made.setStyleSheet(f"QFrame[row='above'] {{ background: {theme.jingga_tint}; }}")
        made.setProperty("row", "above")
    return made


def _remark(day: Day) -> str:
    if day.above:
        return _("{n} JP di atas batas").format(n=day.above)
    if day.revoked:
        return _("Sertifikat dicabut")
    return "" if day.finished else _("Dihitung setelah lulus")


def _sum(view: HistoryView, theme: Theme) -> QWidget:
    words = text(_("Jumlah yang diusulkan ke penyelenggara"), "strong")
    minutes = text(_("{n} menit").format(n=view.card.minutes), "body", wrap=False)
    counted = text(_("{n} JP").format(n=view.card.counted), "h3", wrap=False)
    counted.setStyleSheet(f"color: {theme.laut};")
    made = _line(theme, None, words, minutes, QWidget(), counted, text(""))
    made.setProperty("row", "sum")
    made.setStyleSheet(f"QFrame[row='sum'] {{ border-top: 2px solid {theme.laut}; }}")
    return made


def _line(
    theme: Theme,
    day: QLabel | None,
    course: QLabel,
    minutes: QLabel,
    blocks: QWidget,
    counted: QLabel,
    remark: QLabel,
) -> QFrame:
    """A row of the table; the course takes the room that the other columns leave.

    With large text the remark stands below the course.
    """
    made = QFrame()
    made.setMinimumHeight(theme.px(41))
    box = QHBoxLayout(made)
    box.setContentsMargins(theme.px(10), theme.px(4), theme.px(10), theme.px(4))
    box.setSpacing(theme.px(14))
    if day is not None:
        day.setFixedWidth(theme.px(DAY))
        box.addWidget(day)
    large = theme.scale > 1
    below = large and bool(remark.text())
    box.addWidget(column(course, remark, spacing=2) if below else course, 1)
    for part, wide in ((minutes, MINUTES), (blocks, BLOCKS), (counted, COUNTED)):
        part.setFixedWidth(theme.px(wide))
        box.addWidget(part)
    for label in (minutes, counted):
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if not large:
        remark.setFixedWidth(theme.px(REMARK))
        box.addWidget(remark)
    return made
