"""Home: go on where learning stopped, the year's JP, all courses."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from kiosk.desk.views import HomeView, Hours, Resume
from kiosk.learning.progress import Step
from kiosk.people.agency import Bound
from kiosk.ui import facts
from kiosk.ui.flow import flow
from kiosk.ui.icons import icon
from kiosk.ui.page import Page
from kiosk.ui.screens.class_words import due_words
from kiosk.ui.screens.followup_card import follow_up_cards
from kiosk.ui.screens.recall_words import home_words
from kiosk.ui.screens.sheet import Sheet, Turning
from kiosk.ui.screens.tiles import CourseTile, Tiles
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.painted import Bar, Ring
from kiosk.ui.widgets.text import button, chip, picture, text
from kiosk.ui.words import _

Policy = QSizePolicy.Policy


class HomeScreen(Page):
    """A learner's home."""

    resumed = Signal(str)
    opened = Signal(str)
    topic_chosen = Signal(str)
    searched = Signal(str)
    history_wanted = Signal(str)
    recall_wanted = Signal()
    marked_wanted = Signal(object)
    follow_up_wanted = Signal(str)

    def __init__(self, view: HomeView, theme: Theme) -> None:
        super().__init__(view.status, theme)
        self._view = view
        self.first_focus: QWidget | None = None
        upper = (*self._marked(), *follow_up_cards(self, view, theme), self._upper())
        self.set_body(Sheet(*upper, self._filters(), self._courses(), None, spacing=20))

    def _marked(self) -> list[QWidget]:
        """A trainer has marked an essay: the way to see it."""
        made: list[QWidget] = []
        for n, each in enumerate(self._view.marked):
            course = facts.title(each.course)
            said = text(_("Pelatih sudah menilai esai Anda: {course}.").format(course=course))
            said.setSizePolicy(Policy.Expanding, said.sizePolicy().verticalPolicy())
            look = button(_("Lihat nilai"), f"marked-{n}", self.theme, small=True)
            look.setAccessibleName(_("Lihat nilai: {course}").format(course=course))
            look.clicked.connect(partial(self.marked_wanted.emit, each))
            line = row(picture("clipboard-list", self.theme.laut, self.theme), said, look)
            made.append(Card(line, role="callout-blue", margin=self.theme.px(12)))
        return made

    def _upper(self) -> QWidget:
        hours = self._hours(self._view.hours)
        if self._view.resume is None:
            done = Card(*self._nothing_open(), None)
            return Turning(done, hours, room=self.theme.px(860), shares=(62, 38))
        resume = self._resume(self._view.resume)
        return Turning(resume, hours, room=self.theme.px(860), shares=(62, 38))

    def _nothing_open(self) -> tuple[QWidget, QWidget]:
        if not self._view.topics:
            form = _("Selamat datang, {name}")
            return (
                text(form.format(name=self.status.learner.name), "h2"),
                text(_("Kursus akan tampil di sini setelah dipasang."), "muted"),
            )
        return (
            text(_("Semua kursus di kios ini sudah Anda selesaikan."), "h2"),
            text(_("Sertifikat dan Kartu JP Anda ada di riwayat belajar."), "muted"),
        )

    def _resume(self, resume: Resume) -> QWidget:
        theme = self.theme
        begun = resume.share > 0
        words = _("Lanjutkan") if begun else _("Mulai belajar")
        go_on = button(words, "resume", theme, role="accent", icon_right="arrow-right")
        go_on.setAccessibleName(
            _("{action}: {course}").format(action=words, course=facts.title(resume.course))
        )
        go_on.clicked.connect(lambda: self.resumed.emit(resume.course.id))
        self.first_focus = go_on
        ground = theme.garis if theme.contrast else "#3E7580"
        name = _("Kemajuan {n}%").format(n=round(100 * resume.share))
        bar = Bar(resume.share, theme.di_panel, ground, theme, name)
        bar.setMaximumWidth(theme.px(460))
        said = Sheet(
            text(_("Lanjutkan belajar") if begun else _("Mulai dari sini"), "sea-small"),
            text(_resume_title(resume), "sea-title"),
            text(_resume_words(resume), "sea-small"),
            *([text(due_words(resume.due), "sea-small")] if resume.due else []),
            theme.px(8),
            bar,
            spacing=theme.px(4),
        )
        across = Turning(said, row(go_on, None), room=theme.px(500), shares=(1, 0))
        return Card(None, across, None, role="sea", margin=theme.px(28))

    def _hours(self, hours: Hours) -> QWidget:
        theme = self.theme
        rule = hours.rule
        large = str(hours.counted)
        share = hours.counted / rule.hours if rule and rule.hours else 0.0
        small = _("dari {n} JP").format(n=rule.hours) if rule else _("JP")
        ring = Ring(share, large, small, theme)
        certificates = _("{n} sertifikat").format(n=hours.certificates)
        held = button(certificates, "history-certificates", theme, role="link", icon_left="award")
        held.clicked.connect(lambda: self.history_wanted.emit("certificates"))
        card = button(_("Riwayat belajar"), "history", theme, role="link", icon_left="history")
        card.clicked.connect(lambda: self.history_wanted.emit("card"))
        for made in (held, card):
            made.setMinimumHeight(max(48, theme.px(40)))
        said = Sheet(
            text(_("Capaian JP {year}").format(year=hours.year), "h3"),
            text(_hours_words(hours), "small"),
            row(held, None),
            row(card, None),
            *self._recall(),
            spacing=0,
        )
        return Card(None, row(ring, said, spacing=theme.px(20)), None, margin=theme.px(20))

    def _recall(self) -> list[QWidget]:
        """The way into the daily review, once there is something to review."""
        ahead, theme = self._view.recall, self.theme
        if ahead is None:
            return []
        made = button(home_words(ahead), "recall", theme, role="link", icon_left="repeat")
        made.setMinimumHeight(max(48, theme.px(40)))
        if ahead.due:
            size, ink = theme.px(20), theme.jingga_teks
            made.setIcon(icon("repeat", ink, size, after=theme.px(6)))
            made.setStyleSheet(f"QPushButton {{ color: {ink}; }}")
        made.clicked.connect(self.recall_wanted.emit)
        return [row(made, None)]

    def _filters(self) -> QWidget:
        theme, view = self.theme, self._view
        chips: list[QWidget] = [text(_("Kursus"), "h2", wrap=False)]
        for n, topic in enumerate(("", *view.topics)):
            words = facts.topic_words(topic) if topic else _("Semua")
            made = chip(words, f"topic-{n}", theme, on=topic == view.topic)
            high = max(48, theme.px(44))
            made.setMinimumHeight(high)
            made.setMaximumHeight(high)
            made.setStyleSheet(chip_style(theme))
            made.clicked.connect(partial(self.topic_chosen.emit, topic))
            chips.append(made)
        chips[0].setMinimumHeight(max(48, theme.px(44)))
        room = theme.px(1140)
        search = search_line(theme, "")
        search.returnPressed.connect(lambda: self.searched.emit(search.text().strip()))
        return Turning(flow(*chips, gap=theme.px(8)), search, room=room, shares=(1, 0))

    def _courses(self) -> QWidget:
        if not self._view.cards:
            words = _("Belum ada kursus di kios ini. Mintalah petugas memasang paket kursus.")
            return Card(text(words, "lead"))
        tiles = [CourseTile(card, self.theme) for card in self._view.cards]
        for tile, card in zip(tiles, self._view.cards, strict=True):
            tile.clicked.connect(partial(self.opened.emit, card.course.id))
        return Tiles(tiles, self.theme)


def chip_style(theme: Theme) -> str:
    """A chip's outline in high contrast; "" elsewhere: a style sheet of its own costs 1 ms each."""
    if not theme.contrast:
        return ""
    return (
        "QPushButton { margin: 6px 0px; }"
        f"QPushButton {{ border: {theme.tebal_garis}px solid {theme.bidang}; }}"
        f"QPushButton:focus {{ border: {theme.tebal_fokus}px solid {theme.fokus}; }}"
    )


def search_line(theme: Theme, words: str) -> QLineEdit:
    """The field for words to look for."""
    made = QLineEdit(words)
    made.setObjectName("search")
    made.setAccessibleName(_("Cari kursus atau pelajaran, lalu tekan Enter"))
    made.setPlaceholderText(_("Cari kursus atau topik"))
    made.setMinimumHeight(max(48, theme.px(44)))
    made.setMinimumWidth(theme.px(256))
    made.setMaxLength(80)
    made.setMaximumWidth(theme.px(520))
    made.setTextMargins(theme.px(26), 0, 0, 0)
    glass = picture("search", theme.tinta3, theme, 20)
    glass.setParent(made)
    glass.move(theme.px(14), (made.minimumHeight() - theme.px(20)) // 2)
    return made


def _resume_title(resume: Resume) -> str:
    match resume.step:
        case Step.LESSON:
            return resume.lesson_title
        case Step.PRE_TEST:
            return facts.title(resume.course)
        case Step.POST_TEST:
            return _("Uji akhir")
        case Step.WAITING:
            return _("Esai menunggu penilaian pelatih")
        case Step.EVALUATION:
            return _("Evaluasi pelatihan")
        case _:
            return _("Sertifikat siap diterbitkan")


def _resume_words(resume: Resume) -> str:
    course = facts.title(resume.course)
    left = _("sisa ± {n} menit").format(n=resume.minutes_left)
    match resume.step:
        case Step.LESSON:
            place = facts.lesson_place(resume.course, resume.lesson_number)
            return f"{course} · {place} · {left}"
        case Step.PRE_TEST:
            first = _("Dibuka dengan uji awal")
            return f"{first} · {facts.hours(resume.course)} · {left}"
        case _:
            return course


def _hours_words(hours: Hours) -> str:
    """How the year's JP stand to the rule."""
    rule = hours.rule
    if rule is None:
        return _("Tercatat atas nama Anda di kios ini")
    if rule.bound is Bound.MOST:
        return _("Paling banyak {n} JP setahun").format(n=rule.hours)
    left = rule.hours - hours.counted
    if left <= 0:
        return _("Sudah tercapai, terima kasih")
    return _("{n} JP lagi sampai 31 Desember").format(n=left)
