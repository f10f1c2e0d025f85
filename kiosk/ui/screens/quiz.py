"""One question of a running test, the list of all, and the time that is left."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from kiosk.desk.views import QuizView
from kiosk.learning.answers import Answer, complete
from kiosk.store.identity import steady_seconds
from kiosk.ui.ask import ask, kind_words, stem
from kiosk.ui.page import Page
from kiosk.ui.screens.behaviour import JudgeBar, bar_of
from kiosk.ui.screens.sheet import Cornered, Sheet
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, Scroll, row
from kiosk.ui.widgets.text import badge, button, picture, restyle, text
from kiosk.ui.words import _, clock_of, language

MINUTE = 60
SOON = 5 * MINUTE
LAST = 2
SIDE = 304
WIDE = 860


class QuizScreen(Page):
    """A question to answer. Every answer is told at once; `saved` paints it as kept.

    `judged(question, answer)` and `sure_said(question, answer, how sure)`: see `behaviour`.
    """

    answered = Signal(str, object)
    judged = Signal(str, object)
    sure_said = Signal(str, object, int)
    flagged = Signal(str, bool)
    went = Signal(int)
    review_wanted = Signal()
    time_over = Signal()

    def __init__(self, view: QuizView, theme: Theme) -> None:
        last = view.index == len(view.answered) - 1
        chip = None if view.seconds_left is None else TimeLeft(view.seconds_left, theme)
        super().__init__(
            view.status,
            theme,
            back=_("Soal {n}").format(n=view.index) if view.index else _("Halaman kursus"),
            action=_("Tinjau jawaban") if last else _("Soal {n}").format(n=view.index + 2),
            action_icon="list" if last else "arrow-right",
            note=_attempt(view),
            extra=chip,
        )
        self._view, self._given, self._ended = view, view.answer, False
        self.ask = ask(view.question, view.order, view.answer, theme, pictures=view.pictures)
        self.ask.changed.connect(self._changed)
        self.ask.confirmed.connect(self._onward)
        self.list = QuestionList(view, theme)
        self.list.chosen.connect(self._go)
        self.list.review_wanted.connect(self._review)
        self._lay_out()
        self._connect(chip)
        self.ask.focus_first()
        self.first_focus = self.ask.focusWidget() or self.action_button

    def saved(self, at_ms: int) -> None:
        """The last answer is on disk since `at_ms` (UTC)."""
        self._trouble.setVisible(False)
        self.set_note(_("Tersimpan {time}").format(time=clock_of(at_ms)))
        self.list.set_answered(self._view.index, complete(self._view.question, self._given))

    def not_saved(self, words: str) -> None:
        """The last answer is not on disk; `words` say why and what to do."""
        self._trouble_words.setText(words)
        self._trouble.setVisible(True)
        self.set_note(_("Belum tersimpan"))

    def flush(self) -> None:
        """Tell what was typed and not yet told."""
        self.ask.flush()

    def _lay_out(self) -> None:
        """The question beside the list, or above it on narrow screens."""
        self._sheet = Sheet(self._card(), spacing=20)
        outer = QWidget()
        outer.setProperty("role", "clear")
        self._outer = QHBoxLayout(outer)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(self.theme.px(20))
        self._outer.addWidget(Scroll(self._sheet, "question"), 1)
        self._outer.addWidget(self.list)
        self._beside = True
        self.set_body(outer, scroll=False)

    def _card(self) -> Card:
        view, theme = self._view, self.theme
        words = (
            _("Uji akhir · Soal {n} dari {m}") if view.final else _("Uji awal · Soal {n} dari {m}")
        )
        where = badge(words.format(n=view.index + 1, m=len(view.answered)), "blue")
        self._flag = button("?", "flag", theme, role="quiet", icon_left="flag", small=True)
        self._flag.setMinimumHeight(48)
        self._flag.setCheckable(True)
        self._flag.setChecked(view.flagged[view.index])
        self._flag_words()
        self._trouble_words = text("", "error")
        alert = picture("circle-alert", theme.merah, theme)
        self._trouble = row(alert, self._trouble_words, spacing=8)
        self._trouble.setVisible(False)
        head = row(where, badge(kind_words(view.question)), None, self._flag)
        card = Card(head, stem(view.question), 4, self.ask, margin=28, spacing=12)
        bar = bar_of(view, self.ask, theme)
        for part in (bar, self._trouble):
            if part is not None:
                card.box.addWidget(part)
        if isinstance(bar, JudgeBar):
            bar.judged.connect(partial(self.judged.emit, view.question.id))
        elif bar is not None:
            bar.said.connect(partial(self.sure_said.emit, view.question.id))
        card.box.addStretch(1)
        return card

    def _connect(self, chip: TimeLeft | None) -> None:
        view = self._view
        self._flag.toggled.connect(self._flag_toggled)
        self.acted.connect(self._onward)
        self.back_wanted.connect(self.flush)
        if view.index and self.back_button is not None:
            self.back_button.clicked.disconnect()
            self.back_button.clicked.connect(partial(self._go, view.index - 1))
        for key, step in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageUp, -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step, step))
        if chip is not None:
            chip.last.connect(self.flush)
            chip.over.connect(self._time_over)
            chip.start()

    def _changed(self, answer: Answer) -> None:
        if self._ended:
            return
        self._given = answer
        self.answered.emit(self._view.question.id, answer)

    def _flag_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._flag_words()
        self.list.set_flagged(self._view.index, on)
        self.flagged.emit(self._view.question.id, on)

    def _flag_words(self) -> None:
        words = _("Ditandai ragu") if self._flag.isChecked() else _("Tandai ragu")
        self._flag.setText(words)
        self._flag.setAccessibleName(words)
        restyle(self._flag, "chip" if self._flag.isChecked() else "quiet")

    def _step(self, by: int) -> None:
        there = self._view.index + by
        if 0 <= there < len(self._view.answered):
            self._go(there)

    def _go(self, index: int) -> None:
        self.flush()
        if index != self._view.index:
            self.went.emit(index)

    def _onward(self) -> None:
        if self._view.index == len(self._view.answered) - 1:
            self._review()
        else:
            self._go(self._view.index + 1)

    def _review(self) -> None:
        self.flush()
        self.review_wanted.emit()

    def _time_over(self) -> None:
        """From now on no answer counts, not even one still in the field."""
        self._ended = True
        self.time_over.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F flags; letters and digits answer wherever the focus is."""
        if event.key() == Qt.Key.Key_F and not event.modifiers():
            self._flag.toggle()
        elif not self.ask.take_key(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list goes below the question where both do not fit side by side."""
        super().resizeEvent(event)
        beside = self.width() >= self.theme.px(WIDE) + 96
        if beside != self._beside:
            self._beside = beside
            if beside:
                self._outer.addWidget(self.list)
            else:
                self._sheet.box.addWidget(self.list)
            self.list.set_beside(beside=beside)


class TimeLeft(QFrame):
    """The time left, counted as the desk counts: on a clock that nobody can set. It never blinks.

    `last` comes two seconds before `over`: time to keep what is typed.
    """

    last = Signal()
    over = Signal()

    def __init__(self, seconds: int, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("time-left")
        self._seconds, self._theme, self._soon = seconds, theme, False
        self._last_told = False
        self._since: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._tick)
        self._words = text("", "strong", wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(6))
        self._box.setSpacing(theme.px(8))
        self._picture = picture("timer", theme.laut, theme)
        self._box.addWidget(self._picture)
        self._box.addWidget(self._words)
        self._paint(soon=seconds <= SOON)
        self._show(seconds)

    def start(self) -> None:
        """Begin to count down; `over` is told once, at zero."""
        self._since = steady_seconds()
        self._timer.start()

    def left(self) -> int:
        """Whole seconds left."""
        gone = 0.0 if self._since is None else steady_seconds() - self._since
        return max(0, self._seconds - int(gone))

    def _tick(self) -> None:
        left = self.left()
        self._show(left)
        if left <= LAST and not self._last_told:
            self._last_told = True
            self.last.emit()
        if left <= SOON and not self._soon:
            self._paint(soon=True)
        if left == 0:
            self._timer.stop()
            self.over.emit()

    def _show(self, left: int) -> None:
        mark = "." if language() == "id" else ":"
        shown = f"{left // MINUTE}{mark}{left % MINUTE:02d}"
        self._words.setText(_("Tinggal {time}").format(time=shown) if self._soon else shown)
        self.setAccessibleName(_("Sisa waktu {n} menit").format(n=-(-left // MINUTE)))

    def _paint(self, *, soon: bool) -> None:
        theme = self._theme
        self._soon = soon
        ground, ink = (theme.jingga_tint, theme.jingga_teks) if soon else (theme.laut50, theme.laut)
        edge = f"{theme.tebal_garis}px solid {ink if theme.contrast else ground}"
        self.setStyleSheet(
            f"TimeLeft {{ background: {ground}; border: {edge}; border-radius: {theme.px(16)}px; }}"
            f" QLabel {{ color: {ink}; }}"
        )
        fresh = picture("timer", ink, theme)
        self._box.replaceWidget(self._picture, fresh)
        self._picture.hide()
        self._picture.deleteLater()
        self._picture = fresh


class QuestionList(QWidget):
    """All questions by number: answered, flagged, and where one is."""

    chosen = Signal(int)
    review_wanted = Signal()

    def __init__(self, view: QuizView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._view = theme, view
        self._answered, self._flagged = list(view.answered), list(view.flagged)
        self._cell = max(48, theme.px(40))
        self._cells = [self._make(n) for n in range(len(view.answered))]
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._summary = text("", "small")
        box = Card(text(_("Daftar soal"), "h3"), margin=20, spacing=12)
        box.box.addLayout(self._grid)
        box.box.addWidget(self._summary)
        mark = view.quiz.pass_mark
        if view.final and mark is not None:
            box.box.addWidget(text(_("Nilai lulus {n} dari 100").format(n=mark), "small"))
        box.box.addWidget(self._review_button())
        promise = _(
            "Setiap jawaban langsung tersimpan. Jika listrik padam, Anda melanjutkan dari soal ini."
        )
        sheet = Sheet(box, text(promise, "tiny"), spacing=14)
        sheet.box.addStretch(1)
        self._scroll = Scroll(sheet, "question-list")
        self._sheet = sheet
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.set_beside(beside=True)
        self._paint()

    def set_beside(self, *, beside: bool) -> None:
        """A column of its own that scrolls, or a part of what scrolls."""
        theme, cell = self._theme, self._cell
        if beside:
            self._outer.addWidget(self._scroll)
            self._scroll.setWidget(self._sheet)
            self.setFixedWidth(max(5 * cell + 4 * 6 + 44, theme.px(280)))
        else:
            self._scroll.takeWidget()
            self._outer.removeWidget(self._scroll)
            self._scroll.hide()
            self._outer.addWidget(self._sheet)
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        self._scroll.setVisible(beside)
        self._sheet.show()
        self._place(5 if beside else 10)

    def set_answered(self, index: int, on: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Whether a question is answered."""
        self._answered[index] = on
        self._paint()

    def set_flagged(self, index: int, on: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Whether a question is marked as doubtful."""
        self._flagged[index] = on
        self._paint()

    def _make(self, index: int) -> Cornered:
        cell = Cornered(str(index + 1), f"question-{index + 1}", "cell", self._theme)
        cell.setFixedSize(self._cell, self._cell)
        cell.clicked.connect(partial(self.chosen.emit, index))
        return cell

    def _review_button(self) -> QPushButton:
        made = button(_("Tinjau jawaban"), "review", self._theme, icon_left="list", small=True)
        made.setMinimumHeight(48)
        made.clicked.connect(self.review_wanted.emit)
        last = self._view.index == len(self._view.answered) - 1
        made.setVisible(not last)
        return made

    def _place(self, columns: int) -> None:
        for index, cell in enumerate(self._cells):
            self._grid.addWidget(cell, index // columns, index % columns)
        self._grid.setColumnStretch(columns, 1)

    def _paint(self) -> None:
        for index, cell in enumerate(self._cells):
            self._paint_cell(index, cell)
        done = sum(self._answered)
        words = [
            _("{n} dijawab").format(n=done),
            _("{n} belum").format(n=len(self._answered) - done),
        ]
        if any(self._flagged):
            words.append(_("{n} ditandai").format(n=sum(self._flagged)))
        self._summary.setText(" · ".join(words))

    def _paint_cell(self, index: int, cell: Cornered) -> None:
        theme, here = self._theme, index == self._view.index
        done, flagged = self._answered[index], self._flagged[index]
        role = "cell-here" if here else "cell-on" if done else "cell"
        if cell.property("role") != role:
            restyle(cell, role)
        ink = theme.di_laut if here else theme.laut_d if done and not theme.contrast else theme.laut
        if done and theme.contrast and not here:
            ink = theme.di_laut
        flag_ink = theme.jingga_teks if not (here or (done and theme.contrast)) else ink
        cell.set_corners(
            ("flag", flag_ink) if flagged else ("", ""), ("check", ink) if done else ("", "")
        )
        words = [_("Soal {n}").format(n=index + 1), _("dijawab") if done else _("belum dijawab")]
        if flagged:
            words.append(_("ditandai ragu"))
        if here:
            words.append(_("soal ini"))
        cell.setAccessibleName(", ".join(words))


def _attempt(view: QuizView) -> str:
    if not view.final:
        return _("Hasil uji awal tidak memengaruhi kelulusan")
    if not view.quiz.attempts:
        return _("Kesempatan ke-{n}").format(n=view.attempt_number)
    form = _("Kesempatan {n} dari {m}")
    return form.format(n=view.attempt_number, m=view.quiz.attempts)
