"""The daily review: a few questions from what was once answered, and what comes next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kiosk.desk.views_recall import Recalled, RecalledView, RecallView
from kiosk.learning.answers import Mark
from kiosk.learning.question import ChoiceQuestion
from kiosk.ui import facts
from kiosk.ui.ask import ask, kind_words, stem
from kiosk.ui.icons import icon
from kiosk.ui.page import Page
from kiosk.ui.screens.recall_words import next_words
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.spans import spans_label
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, Scroll, centred, row, signed
from kiosk.ui.widgets.text import badge, button, line, picture, text
from kiosk.ui.words import _, clock_of

WIDTH = 820


class RecallScreen(Page):
    """One question. `answered` once, when the learner has it checked; then `show_mark`."""

    answered = Signal(object)
    onward = Signal()
    lesson_opened = Signal(str, str)

    def __init__(self, view: RecallView, theme: Theme) -> None:
        super().__init__(
            view.status,
            theme,
            back=_("Beranda"),
            action=_("Periksa jawaban"),
            action_icon="circle-check",
            note=_("Tanpa nilai, tanpa JP"),
        )
        self._view, self._done = view, False
        self.ask = ask(view.question, view.order, view.answer, theme, pictures=view.pictures)
        self.ask.hide_keep()
        if isinstance(view.question.asked, ChoiceQuestion) and not view.question.asked.several:
            self.ask.hide_rule()
        self.ask.confirmed.connect(self._act)
        self.acted.connect(self._act)
        self._after = self._after_of()
        self._after.hide()
        self.set_body(centred(Sheet(self._card(), None, spacing=0), theme.px(WIDTH)))
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_PageDown), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._act)
        self.ask.focus_first()
        self.first_focus = self.ask.focusWidget() or self.action_button
        if view.mark is not None:
            self.show_mark(view.mark)

    def _card(self) -> Card:
        view = self._view
        where = badge(_("Soal {n} dari {m}").format(n=view.index + 1, m=view.count), "blue")
        head = row(where, badge(kind_words(view.question)), None)
        course = text(facts.title(view.course), "small")
        return Card(
            head, course, stem(view.question), 4, self.ask, self._after, margin=28, spacing=12
        )

    def _after_of(self) -> QWidget:
        """What helps after the answer: where it is taught, and on what it rests."""
        view, theme = self._view, self.theme
        parts: list[QWidget] = []
        if view.question.source:
            words = _("Sumber: {source}").format(source=view.question.source)
            parts.append(text(words, "tiny"))
        if view.lesson_title:
            read = button(
                _("Baca bagiannya"), "recall-read", theme, role="link", icon_left="book-open"
            )
            words = _("Baca bagiannya: {lesson}").format(lesson=view.lesson_title)
            read.setAccessibleName(words)
            read.setMinimumHeight(max(48, theme.px(40)))
            question = view.question
            read.clicked.connect(partial(self.lesson_opened.emit, question.lesson, question.block))
            parts.append(row(read, None))
        return Sheet(*parts, spacing=4)

    def _act(self) -> None:
        """Have the answer checked, and then go on."""
        if self._done:
            self.onward.emit()
            return
        self.ask.flush()
        self.ask.settle()
        answer = self.ask.current()
        if answer is None or not self.ask.ready():
            self.set_note(_("Jawab dahulu, lalu periksa."))
            self.ask.focus_first()
        else:
            self.answered.emit(answer)

    def show_mark(self, mark: Mark) -> None:
        """Show what the answer was worth and what was right; nothing can be changed any more."""
        self._done = True
        self.ask.lock()
        self.ask.show_mark(mark, reveal=not mark.right)
        self._after.show()
        last = self._view.index + 1 == self._view.count
        words = _("Selesai") if last else _("Soal {n}").format(n=self._view.index + 2)
        made = self.action_button
        if made is not None:
            made.setText(words)
            made.setAccessibleName(words)
            size = self.theme.px(20)
            made.setIcon(icon("arrow-right", self.theme.di_laut, size, before=self.theme.px(6)))
            made.setFocus(Qt.FocusReason.OtherFocusReason)
            self.first_focus = made
        QTimer.singleShot(0, self, self._show_verdict)

    def _show_verdict(self) -> None:
        """Bring what is said to the answer into view."""
        scroll = self.findChild(Scroll, "body")
        if isinstance(scroll, Scroll):
            scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())

    def saved(self, at_ms: int) -> None:
        """The answer is on disk since `at_ms` (UTC)."""
        self.set_note(_("Tersimpan {time}").format(time=clock_of(at_ms)))

    def not_saved(self, words: str) -> None:
        """The answer is not on disk; `words` say why."""
        self.set_note(words)

    def flush(self) -> None:
        """Nothing is told before the learner has the answer checked."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits answer wherever the focus is."""
        if self._done or not self.ask.take_key(event):
            super().keyPressEvent(event)


class RecalledScreen(Page):
    """After a review: how it went and what comes. `acted` asks for more where more are due."""

    lesson_opened = Signal(str, str, str)

    def __init__(self, view: RecalledView, theme: Theme) -> None:
        more = view.ahead.due > 0
        begun = bool(view.answered)
        words = _("Ulang lagi") if begun else _("Mulai ulasan")
        super().__init__(
            view.status,
            theme,
            back=_("Beranda") if more else "",
            action=words if more else _("Ke beranda"),
            action_icon="repeat" if more else "arrow-right",
        )
        self._view = view
        self.set_body(
            centred(Sheet(self._head(), *self._list(), None, spacing=20), theme.px(WIDTH))
        )

    def _head(self) -> Card:
        view, theme = self._view, self.theme
        right = sum(item.mark.right for item in view.answered)
        if view.answered:
            title = _("Ulasan selesai")
            form = _("{n} soal diulang, {m} benar.")
            words = form.format(n=len(view.answered), m=right)
        else:
            title = _("Ulasan harian")
            words = _("Belum ada yang perlu diulang hari ini.")
            if view.ahead.due:
                words = _("Lima soal dari yang pernah Anda jawab, sekitar tiga menit.")
        coming = signed(
            picture("calendar-days", theme.laut, theme),
            text(next_words(view.ahead, view.today), "strong"),
        )
        return Card(
            text(title, "title"),
            text(words, "lead"),
            coming,
            text(_("Yang dijawab benar muncul makin jarang, yang keliru segera lagi."), "small"),
            margin=28,
            spacing=12,
        )

    def _list(self) -> list[QWidget]:
        """The questions again, each with the way to its lesson."""
        if not self._view.answered:
            return []
        rows: list[QWidget] = []
        for place, item in enumerate(self._view.answered, start=1):
            if rows:
                rows.append(line())
            rows.append(self._row(place, item))
        return [Card(*rows, margin=20, spacing=8)]

    def _row(self, place: int, item: Recalled) -> QWidget:
        theme, mark = self.theme, item.mark
        drawn, ink, word = "circle-x", theme.merah, _("Belum tepat")
        if mark.right:
            drawn, ink, word = "circle-check", theme.hijau, _("Benar")
        elif mark.partly:
            drawn, ink, word = "circle-alert", theme.jingga_teks, _("Sebagian benar")
        said = Sheet(
            text(f"{word} · {facts.title(item.course)}", "tiny"),
            spans_label(item.question.stem, "strong", leading=112),
            spacing=4,
        )
        if item.lesson_title:
            read = button(
                _("Baca bagiannya"), f"read-{place}", theme, role="link", icon_left="book-open"
            )
            read.setAccessibleName(_("Baca bagiannya: {lesson}").format(lesson=item.lesson_title))
            read.setMinimumHeight(max(48, theme.px(40)))
            question = item.question
            read.clicked.connect(
                partial(self.lesson_opened.emit, item.course.id, question.lesson, question.block)
            )
            said.box.addWidget(row(read, None))
        return signed(picture(drawn, ink, theme, 22), said)
