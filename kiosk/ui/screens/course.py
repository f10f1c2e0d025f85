"""A course's page: what it holds, where one stands, what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kiosk.desk.views import CourseView, LessonRow
from kiosk.learning.course import Quiz
from kiosk.learning.progress import Step
from kiosk.ui import facts
from kiosk.ui.blocks import beside, coloured
from kiosk.ui.flow import flow
from kiosk.ui.page import Page
from kiosk.ui.screens.class_words import due_cards
from kiosk.ui.screens.sheet import RowButton, Sheet, Turning, points
from kiosk.ui.screens.tiles import course_icon
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import AFTER_PAINT, Card, row
from kiosk.ui.widgets.painted import Bar
from kiosk.ui.widgets.text import badge, line, picture, text
from kiosk.ui.words import _, clock_of, date_long, date_of, language

_ONE_LINE = 70
"""Letters of a row that fit in one line at text size 1."""
_NARROW = 900
_PASSED = (Step.EVALUATION, Step.CERTIFICATE, Step.DONE)


@dataclass(frozen=True)
class Entry:
    """A row of the contents. `state` is "done", "now", "open", "locked" or "void"."""

    name: str
    title: str
    detail: str
    state: str
    word: str
    tapped: Callable[[], None] | None = None


class CourseScreen(Page):
    """A course's page. `acted` goes on where the learner stands."""

    lesson_opened = Signal(str)
    test_opened = Signal(str)
    result_wanted = Signal(str)
    evaluation_wanted = Signal()
    certificate_wanted = Signal(str)
    again_wanted = Signal()

    def __init__(self, view: CourseView, theme: Theme) -> None:
        self._view = view
        super().__init__(
            view.status, theme, back=_("Beranda"), action=_action(view), note=_last(view.last)
        )
        left = Sheet(self._contents(), None)
        self._right = right = Sheet(self._aims(), None, spacing=theme.px(14))
        below = Turning(left, right, room=theme.px(1000), shares=(68, 32), spacing=theme.px(20))
        self.set_body(
            Sheet(self._hero(), *due_cards(view.due, theme), below, None, spacing=theme.px(16))
        )
        QTimer.singleShot(AFTER_PAINT, self, self._add_rest)

    def _add_rest(self) -> None:
        """What lies lowest on the page: for whom it is, and its sources."""
        for part in (self._audience(), self._sources()):
            self._right.box.insertWidget(self._right.box.count() - 1, part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the words of the action need the room."""
        super().resizeEvent(event)
        roomy = self.width() / self.theme.scale >= _NARROW
        self.set_note(_last(self._view.last) if roomy else "")

    def _hero(self) -> QWidget:
        view, theme = self._view, self.theme
        course = view.course
        said = Sheet(
            text(facts.topic_words(course.topic), "sea-small"),
            text(facts.title(course), "sea-title"),
            text(course.summary_en if language() == "en" else course.promise, "sea"),
            theme.px(2),
            flow(*self._facts(), gap=theme.px(18)),
            spacing=theme.px(4),
        )
        about = row(_tile(course.icon, theme), said, spacing=theme.px(22))
        across = Turning(about, self._progress(), room=theme.px(820), shares=(1, 0), spacing=16)
        return Card(across, role="sea", margin=theme.px(24))

    def _facts(self) -> list[QWidget]:
        view, theme = self._view, self.theme
        course = view.course
        cap = _("{form}, paling banyak {n} JP per hari").format(form=course.form, n=view.daily_cap)
        said = (
            ("award", facts.hours(course)),
            ("clock", _("± {n} menit").format(n=view.minutes)),
            ("book-open", facts.contents(course)),
            ("monitor", cap),
        )
        return [
            row(
                picture(drawn, theme.di_panel2, theme, 18),
                text(words, "sea-small", wrap=False),
                spacing=theme.px(8),
            )
            for drawn, words in said
        ]

    def _progress(self) -> QWidget:
        view, theme = self._view, self.theme
        percent = _("{n}%").format(n=round(100 * view.share))
        head = row(
            text(_("Kemajuan"), "sea-small", wrap=False), None, text(percent, "sea", wrap=False)
        )
        ground = theme.garis if theme.contrast else "#3E7580"
        bar = Bar(view.share, theme.di_panel, ground, theme, _("Kemajuan {p}").format(p=percent))
        made = Sheet(None, head, bar, None, spacing=theme.px(8))
        made.setFixedWidth(theme.px(210))
        return made

    def _contents(self) -> QWidget:
        view, theme = self._view, self.theme
        lessons = [r for r in view.rows if not r.case]
        done = sum(r.read for r in lessons)
        form = _("{n} dari {m} pelajaran selesai")
        count = text(form.format(n=done, m=len(lessons)), "small", wrap=False)
        head = row(text(_("Isi kursus"), "h2", wrap=False), None, count)
        head.setContentsMargins(theme.px(10), 0, theme.px(10), theme.px(8))
        parts: list[QWidget] = [head]
        for place, entry in enumerate(self._entries()):
            if place:
                parts.append(line())
            parts.append(_row(entry, theme))
        card = Card(*parts, None, margin=theme.px(18), spacing=2)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        return card

    def _entries(self) -> list[Entry]:
        view = self._view
        made = [self._pre_test(view.course.pre_test)] if view.course.pre_test else []
        made += [self._lesson(n, r) for n, r in enumerate(view.rows, start=1)]
        made = [
            *made,
            self._post_test(view.course.post_test),
            self._evaluation(),
            self._certificate(),
            *([self._again()] if view.again else []),
        ]
        if view.due and view.due.early:
            return [replace(entry, state="locked", word="", tapped=None) for entry in made]
        return made

    def _pre_test(self, quiz: Quiz) -> Entry:
        view = self._view
        detail = _("{n} soal · tanpa ambang kelulusan").format(n=quiz.asked_count)
        made = partial(Entry, "test-pre", _("Uji awal"), detail)
        if view.pre_score is not None:
            word = _("Nilai {score}").format(score=points(view.pre_score))
            return made("done", word, lambda: self.result_wanted.emit(quiz.id))
        if view.pre_open:
            now = view.step is Step.PRE_TEST
            word = _("Mulai di sini") if now else ""
            return made("now" if now else "open", word, lambda: self.test_opened.emit(quiz.id))
        return made("locked", _("Dilewati"))

    def _lesson(self, number: int, lesson: LessonRow) -> Entry:
        details = [_("{n} menit").format(n=lesson.minutes)]
        if lesson.case:
            details.insert(0, _("studi kasus"))
        if lesson.notes:
            details.append(_("{n} catatan").format(n=lesson.notes))
        if lesson.bookmarked:
            details.append(_("ditandai"))
        title = lesson.title if lesson.case else f"{number} · {lesson.title}"
        state = "done" if lesson.read else "now" if lesson.current else "open"
        word = {"done": _("Selesai"), "now": _("Berikutnya"), "open": ""}[state]
        name = f"lesson-{lesson.lesson}"
        tapped = partial(self.lesson_opened.emit, lesson.lesson)
        return Entry(name, title, " · ".join(details), state, word, tapped)

    def _post_test(self, quiz: Quiz) -> Entry:
        view = self._view
        made = partial(Entry, "test-post", _("Uji akhir"), _rules(quiz))
        score = "" if view.post_score is None else points(view.post_score)
        if view.step in _PASSED:
            word = _("Nilai {score}").format(score=score)
            return made("done", word, lambda: self.result_wanted.emit(quiz.id))
        if not view.post_open:
            return made("locked", _("Setelah semua pelajaran"))
        word = _("Berikutnya")
        if view.waiting:
            return made(
                "now", _("Menunggu penilaian pelatih"), lambda: self.result_wanted.emit(quiz.id)
            )
        if view.post_running:
            word = _("Berjalan")
        elif score:
            word = _("Nilai {score}, belum lulus").format(score=score)
        return made("now", word, lambda: self.test_opened.emit(quiz.id))

    def _evaluation(self) -> Entry:
        view = self._view
        made = partial(Entry, "evaluation", _("Evaluasi pelatihan"), _("pendapat Anda · 5 menit"))
        if view.evaluated:
            return made("done", _("Terkirim"))
        if view.step is Step.EVALUATION:
            return made("now", _("Berikutnya"), self.evaluation_wanted.emit)
        return made("locked", _("Setelah lulus uji akhir"))

    def _certificate(self) -> Entry:
        view = self._view
        detail = view.certificate or _("terbit di kios ini, dapat dicetak")
        made = partial(Entry, "certificate", _("Sertifikat"), detail)
        if view.certificate:
            state, word = ("void", _("Dicabut")) if view.revoked else ("done", _("Terbit"))
            if view.expired and not view.revoked:
                state, word = "open", _("Kedaluwarsa")
            return made(state, word, lambda: self.certificate_wanted.emit(view.certificate))
        if view.step is Step.CERTIFICATE:
            return made("now", _("Siap diterbitkan"), self.acted.emit)
        return made("locked", _("Setelah evaluasi"))

    def _again(self) -> Entry:
        """The way to a new certificate, from 90 days before the old one ends."""
        until = date_long(dt.date.fromisoformat(self._view.valid_until))
        detail = _("sertifikat berlaku sampai {date}").format(date=until)
        return Entry(
            "again", _("Ikuti kursus ini lagi"), detail, "now", _("Mulai dari awal"),
            self.again_wanted.emit,
        )  # fmt: skip

    def _aims(self) -> QWidget:
        theme = self.theme
        lines = [beside("target", text(aim), theme) for aim in self._view.course.aims]
        head = text(_("Setelah kursus ini Anda dapat"), "h3")
        return Card(head, *lines, margin=theme.px(20), spacing=theme.px(8))

    def _audience(self) -> QWidget:
        theme, course = self.theme, self._view.course
        prior = _("Tanpa prasyarat.")
        if course.prior:
            prior = _("Prasyarat: {courses}.").format(courses=", ".join(course.prior))
        who = beside("users", text(course.audience), theme)
        return Card(
            text(_("Untuk siapa"), "h3"),
            who,
            text(prior, "small"),
            margin=theme.px(20),
            spacing=theme.px(6),
        )

    def _sources(self) -> QWidget:
        theme, course = self.theme, self._view.course
        as_of = _("Per {date}").format(date=date_long(dt.date.fromisoformat(course.as_of)))
        parts: list[QWidget] = [
            flow(text(_("Sumber"), "h3", wrap=False), badge(as_of), gap=theme.px(10))
        ]
        for source in course.sources:
            words = Sheet(text(source.name, "strong"), text(source.title, "small"), spacing=0)
            parts.append(beside("scale", words, theme))
        return Card(*parts, margin=theme.px(20), spacing=theme.px(10))


def _row(entry: Entry, theme: Theme) -> QWidget:
    """A row of the contents: icon, title, detail, word; to tap where there is something to do."""
    ink, drawn = _sign(entry.state, theme)
    title = text(entry.title, "strong")
    if entry.state == "now":
        coloured(title, theme.laut)
    words = _words(title, text(entry.detail, "small"), theme)
    parts: list[QWidget] = [picture(drawn, ink, theme, 22), words]
    if entry.word:
        kind = {"done": "green", "now": "blue", "void": "red"}.get(entry.state, "")
        parts.append(badge(entry.word, kind))
    spoken = ", ".join(x for x in (entry.title, entry.detail, entry.word) if x)
    if entry.tapped is None:
        made = row(*parts, spacing=theme.px(14))
        made.setContentsMargins(10, theme.px(8), 10, theme.px(8))
        made.setObjectName(entry.name)
        made.setAccessibleName(spoken)
    else:
        button = RowButton(entry.name, spoken, *parts, spacing=theme.px(14))
        button.clicked.connect(entry.tapped)
        made = button
    box = made.layout()
    if isinstance(box, QHBoxLayout):
        box.setStretchFactor(words, 1)
        box.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
    return _current(made, theme) if entry.state == "now" else made


def _sign(state: str, theme: Theme) -> tuple[str, str]:
    """Ink and icon of a row's state."""
    return {
        "done": (theme.hijau, "circle-check"),
        "now": (theme.laut, "circle-dot"),
        "locked": (theme.bidang, "lock"),
        "void": (theme.merah, "circle-x"),
    }.get(state, (theme.bidang, "circle"))


def _words(title: QLabel, detail: QLabel, theme: Theme) -> QWidget:
    """Title and detail in one line where both are short, else below each other."""
    if theme.scale > 1 or len(title.text()) + len(detail.text()) > _ONE_LINE:
        return Sheet(title, detail, spacing=0)
    for label in (title, detail):
        label.setWordWrap(False)
    return flow(title, detail, gap=theme.px(12))


def _current(made: QWidget, theme: Theme) -> QWidget:
    """The ground of the row that comes next."""
    frame = QFrame()
    frame.setProperty("role", "current")
    if theme.contrast:
        frame.setStyleSheet(
            f'QFrame[role="current"] {{ border: {theme.tebal_garis}px solid {theme.laut}; }}'
        )
    box = QVBoxLayout(frame)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(made)
    return frame


def _tile(name: str, theme: Theme) -> QLabel:
    """The course's icon on a lighter square."""
    label = QLabel()
    size = theme.px(64)
    label.setFixedSize(size, size)
    ground = "transparent" if theme.contrast else "rgba(255, 255, 255, 36)"
    edge = f"{theme.tebal_garis}px solid {theme.di_panel2}" if theme.contrast else "none"
    label.setStyleSheet(
        f"background: {ground}; border: {edge}; border-radius: 14px; padding: {theme.px(15)}px;"
    )
    label.setPixmap(course_icon(name, theme.di_panel, theme.px(34)))
    return label


def _rules(quiz: Quiz) -> str:
    """How many questions, the mark, the attempts."""
    if quiz.draws:
        form = _("{n} dari {m} soal")
        said = [form.format(n=quiz.asked_count, m=len(quiz.questions))]
    else:
        said = [_("{n} soal").format(n=quiz.asked_count)]
    if quiz.pass_mark is not None:
        said.append(_("ambang {n}").format(n=quiz.pass_mark))
    said.append(
        _("{n} kesempatan").format(n=quiz.attempts) if quiz.attempts else _("boleh diulang")
    )
    return " · ".join(said)


def _action(view: CourseView) -> str:
    """The words of the primary action; none before the class may begin."""
    if view.due and view.due.early:
        return ""
    match view.step:
        case Step.PRE_TEST:
            return _("Mulai uji awal")
        case Step.LESSON:
            return _lesson_action(view)
        case Step.POST_TEST:
            return _("Lanjutkan uji akhir") if view.post_running else _("Ke uji akhir")
        case Step.WAITING:
            return _("Lihat hasil uji")
        case Step.EVALUATION:
            return _("Isi evaluasi")
        case Step.CERTIFICATE:
            return _("Terbitkan sertifikat")
        case _:
            return _("Lihat sertifikat")


def _lesson_action(view: CourseView) -> str:
    ids = [x.id for x in view.course.lessons]
    number = ids.index(view.next_lesson) + 1
    if view.course.lessons[number - 1].case:
        return _("Ke studi kasus")
    form = _("Lanjutkan pelajaran {n}") if view.last else _("Mulai pelajaran {n}")
    return form.format(n=number)


def _last(at: int) -> str:
    """When the course was last opened."""
    if not at:
        return _("Belum pernah dibuka")
    form = _("Terakhir dibuka {date}, {time}")
    return form.format(date=date_long(date_of(at)), time=clock_of(at))
