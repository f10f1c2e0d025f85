"""What was learnt: the Kartu JP, courses and scores, certificates, own notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from kiosk.desk.views import CourseLine, HistoryView, NoteLine
from kiosk.learning.events import CertificateIssued
from kiosk.ui.flow import flow
from kiosk.ui.page import Page, icon_button
from kiosk.ui.screens import revoked_words
from kiosk.ui.screens.beside import Beside
from kiosk.ui.screens.hours_card import hours_card
from kiosk.ui.screens.hours_words import cap_card, rule_card
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, Part, column, row
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import badge, button, chip, line, picture, text
from kiosk.ui.words import _, date_long, date_of, date_short, decimal

SIDE, TURN = 410, 1000


class HistoryScreen(Page):
    """The history, one tab of it."""

    tab_chosen = Signal(str)
    year_chosen = Signal(int)
    certificate_opened = Signal(str)
    note_opened = Signal(str, str, str)
    sheet_wanted = Signal(str)

    def __init__(self, view: HistoryView, theme: Theme) -> None:
        super().__init__(view.status, theme, back=_("Beranda"))
        self._view = view
        tabs = {
            "card": self._card,
            "courses": self._courses,
            "certificates": self._certificates,
            "notes": self._notes,
        }
        body = tabs.get(view.tab, self._card)()
        self.set_body(column(self._head(), body, spacing=theme.px(14)))

    def _head(self) -> QWidget:
        """Title, tabs, and the year of the card."""
        theme = self.theme
        title = text(_("Riwayat belajar"), "title", wrap=False)
        tabs = self._tabs()
        year: list[Part] = [self._year()] if self._view.tab == "card" else []
        if theme.scale == 1:
            return row(title, theme.px(12), tabs, None, *year, spacing=12)
        return column(row(title, None, *year), tabs, spacing=theme.px(8))

    def _tabs(self) -> QWidget:
        names = {
            "card": _("Kartu JP"),
            "courses": _("Kursus dan nilai"),
            "certificates": _("Sertifikat"),
            "notes": _("Catatan saya"),
        }
        group = QButtonGroup(self)
        chips = []
        for tab, words in names.items():
            made = chip(words, f"tab-{tab}", self.theme, on=tab == self._view.tab)
            made.clicked.connect(lambda _checked=False, tab=tab: self.tab_chosen.emit(tab))
            group.addButton(made)
            chips.append(made)
        return row(*chips, None, spacing=8)

    def _year(self) -> QWidget:
        words = _("Tahun {year}").format(year=self._view.card.year)
        if len(self._view.years) < 2:
            return badge(words)
        made = button(words, "year", self.theme, icon_right="chevron-down", small=True)
        made.clicked.connect(self._choose_year)
        return made

    def _choose_year(self) -> None:
        """All years with records, to choose one from."""
        choices = [button(str(year), f"year-{year}", self.theme) for year in self._view.years]
        cancel = button(_("Batal"), "cancel", self.theme)
        overlay = Overlay(
            self.window(),
            _("Pilih tahun"),
            self.theme,
            column(*choices, spacing=8),
            (cancel,),
            width=360,
            scroll=len(choices) > 5,
        )
        for made in choices:
            made.clicked.connect(
                lambda _checked=False, made=made: overlay.close_with(made.objectName())
            )
        overlay.closed.connect(self._year_picked)

    def _year_picked(self, name: str) -> None:
        if name.startswith("year-"):
            self.year_chosen.emit(int(name.removeprefix("year-")))

    # The tabs

    def _card(self) -> QWidget:
        view, theme = self._view, self.theme
        side = column(
            rule_card(view.hours, theme),
            self._sheet("hours", _("Cetak atau simpan Kartu JP")),
            cap_card(view.daily_cap, theme),
            self._held(),
            spacing=theme.px(12),
        )
        return Beside(hours_card(view, theme), side, theme, side_width=SIDE, turn=TURN)

    def _held(self) -> Card:
        """The year's certificates beside its card."""
        view, theme = self._view, self.theme
        held = [c for c in view.certificates if c.issued.startswith(f"{view.card.year}-")]
        hold = sum(c.number not in view.revoked for c in held)
        count = text(_("{n} pada {year}").format(n=hold, year=view.card.year), "small")
        count.setWordWrap(False)
        card = Card(
            row(text(_("Sertifikat"), "h3", wrap=False), None, count),
            margin=theme.px(18),
            spacing=theme.px(6),
        )
        if not held:
            card.box.addWidget(text(_("Belum ada sertifikat pada tahun ini."), "muted"))
        for n, issued in enumerate(held):
            if n:
                card.box.addWidget(line())
            card.box.addWidget(self._short(issued))
        return card

    def _short(self, issued: CertificateIssued) -> QWidget:
        day = date_short(dt.date.fromisoformat(issued.issued))
        words = _("{number} · {date} · nilai {score}")
        revoked = self._view.revoked.get(issued.number)
        opened = icon_button(
            f"certificate-{issued.number}",
            "eye" if revoked else "printer",
            _("Buka sertifikat {number}").format(number=issued.number),
            self.theme,
        )
        opened.clicked.connect(lambda: self.certificate_opened.emit(issued.number))
        about: list[Part] = [
            text(self._title(issued.course), "strong"),
            text(words.format(number=issued.number, date=day, score=issued.score), "tiny"),
        ]
        if revoked:
            about.append(text(revoked_words.since(revoked), "error"))
        return row(self._sign(issued), column(*about, spacing=0), opened, spacing=10)

    def _sign(self, issued: CertificateIssued, size: int = 20) -> QWidget:
        """The icon of a certificate that holds, or of one that does not."""
        theme = self.theme
        if issued.number in self._view.revoked:
            return picture("circle-x", theme.merah, theme, size)
        return picture("award", theme.hijau, theme, size)

    def _title(self, course: str) -> str:
        return self._view.titles.get(course, course)

    def _courses(self) -> QWidget:
        if not self._view.courses:
            return self._empty(_("Belum ada kursus yang dibuka. Pilih satu kursus di Beranda."))
        rows = self._list(self._course(c) for c in self._view.courses)
        sheet = self._sheet("transcript", _("Cetak atau simpan transkrip nilai"))
        return column(rows, row(None, _narrow(sheet)), spacing=self.theme.px(12))

    def _course(self, course: CourseLine) -> QWidget:
        theme = self.theme
        since = _("Mulai {first} · terakhir dibuka {last}").format(
            first=date_long(date_of(course.started)), last=date_long(date_of(course.last))
        )
        marks: list[QWidget] = [badge(w) for w in _marks(course)]
        if course.post_score is not None:
            kind = "green" if course.certificate else "blue"
            score = _score(course.post_score)
            marks.append(badge(_("Uji akhir {score}").format(score=score), kind))
        if course.certificate in self._view.revoked:
            marks.append(badge(_("Sertifikat dicabut"), "red"))
        about = column(
            text(course.title, "h3"),
            text(since, "small"),
            flow(*marks, gap=8),
            spacing=theme.px(6),
        )
        if not course.certificate:
            return row(about, badge(_("Belum bersertifikat")))
        opened = button(
            _("Sertifikat"), f"certificate-{course.certificate}", theme, icon_left="award"
        )
        opened.clicked.connect(lambda: self.certificate_opened.emit(course.certificate))
        return row(about, _narrow(opened))

    def _certificates(self) -> QWidget:
        if not self._view.certificates:
            words = _(
                "Belum ada sertifikat. Sertifikat terbit setelah semua pelajaran dibaca, uji akhir"
                " lulus, dan evaluasi diisi."
            )
            return self._empty(words)
        rows = self._list(self._certificate(c) for c in self._view.certificates)
        if not self._view.status.learner.nip:
            return rows
        sheet = self._sheet("siasn", _("Cetak atau simpan lembar isian SIASN"))
        return column(rows, row(None, _narrow(sheet)), spacing=self.theme.px(12))

    def _certificate(self, issued: CertificateIssued) -> QWidget:
        theme = self.theme
        day = date_long(dt.date.fromisoformat(issued.issued))
        words = _("Terbit {date} · {n} JP · nilai {score}")
        revoked = self._view.revoked.get(issued.number)
        opened = button(
            _("Lihat") if revoked else _("Buka dan cetak"),
            f"certificate-{issued.number}",
            theme,
            icon_left="eye" if revoked else "printer",
        )
        opened.clicked.connect(lambda: self.certificate_opened.emit(issued.number))
        about: list[Part] = [
            text(self._title(issued.course), "h3"),
            text(_("Nomor {number}").format(number=issued.number), "small"),
            text(words.format(date=day, n=issued.hours, score=issued.score), "small"),
        ]
        if revoked:
            about.append(text(revoked_words.short(revoked), "error"))
            about.append(text(revoked_words.as_of(revoked), "tiny"))
        about_it = column(*about, spacing=theme.px(4))
        return row(self._sign(issued, 28), about_it, _narrow(opened), spacing=16)

    def _sheet(self, kind: str, words: str) -> QPushButton:
        """What leads to a paper of this tab."""
        made = button(words, f"sheet-{kind}", self.theme, icon_left="printer")
        made.clicked.connect(lambda: self.sheet_wanted.emit(kind))
        return made

    def _notes(self) -> QWidget:
        if not self._view.notes:
            words = _(
                "Belum ada catatan. Saat membaca pelajaran, Anda dapat menulis catatan atau"
                " memasang penanda; semuanya terkumpul di sini."
            )
            return self._empty(words)
        return self._list(self._note_row(n, note) for n, note in enumerate(self._view.notes))

    def _note_row(self, n: int, note: NoteLine) -> QWidget:
        theme = self.theme
        opened = button(_("Buka"), f"note-{n}", theme, icon_right="arrow-right", small=True)
        opened.setAccessibleName(_("Buka catatan di {lesson}").format(lesson=note.lesson_title))
        opened.clicked.connect(lambda: self.note_opened.emit(note.course, note.lesson, note.block))
        place = _("{course} › {lesson}").format(course=note.course_title, lesson=note.lesson_title)
        words = text(note.text, "body") if note.text else text(_("Penanda tanpa catatan"), "muted")
        drawn = "notebook-pen" if note.text else "bookmark"
        about = column(text(place, "small"), words, spacing=theme.px(4))
        return row(picture(drawn, theme.laut, theme, 22), about, _narrow(opened), spacing=14)

    def _list(self, rows: Iterable[QWidget]) -> Card:
        card = Card(margin=self.theme.px(20), spacing=self.theme.px(14))
        for n, made in enumerate(rows):
            if n:
                card.box.addWidget(line())
            card.box.addWidget(made)
        return card

    def _empty(self, words: str) -> Card:
        icon = picture("history", self.theme.laut, self.theme, 28)
        return Card(row(icon, text(words, "lead"), spacing=16), margin=self.theme.px(28))


def _narrow(made: QPushButton) -> QPushButton:
    """As wide as its words, whatever room there is."""
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def _score(score: float) -> str:
    """A score 0–100, with one decimal only where it has one."""
    return decimal(score, 0 if score == int(score) else 1)


def _marks(course: CourseLine) -> list[str]:
    """First test and tries as short states."""
    found = []
    if course.pre_score is not None:
        found.append(_("Uji awal {score}").format(score=_score(course.pre_score)))
    if course.tries:
        found.append(_("{n} kali uji akhir").format(n=course.tries))
    else:
        found.append(_("Uji akhir belum diikuti"))
    return found
