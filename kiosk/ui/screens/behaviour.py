"""Below a question: to have it judged at once, or to say how sure one is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.views import QuizView
from kiosk.learning.course import Behaviour
from kiosk.ui.asking import AskWidget, remark
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _


class JudgeBar(QWidget):
    """The button "judge", the tries left, the hints; what the last try was worth stands above.

    `judged` carries the answer. A question that is settled cannot be changed any more.
    """

    judged = Signal(object)

    def __init__(self, view: QuizView, ask: AskWidget, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._ask, trial = ask, view.trial
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(10))
        if trial is None:
            return
        for number, hint in enumerate(trial.hints, 1):
            words = _("Petunjuk {n}").format(n=number)
            said = remark("lightbulb", theme.jingga_teks, words, hint, theme)
            box.addWidget(Card(said, role="callout-orange", margin=theme.px(14)))
        self._judge = button(_("Periksa jawaban"), "judge", theme, icon_left="circle-check")
        self._judge.clicked.connect(self._asked)
        self._judge.setVisible(not trial.settled)
        box.addWidget(row(self._judge, text(_tries(view), "small")))
        if trial.mark is not None:
            ask.show_mark(trial.mark, reveal=trial.settled)
            ask.changed.connect(lambda _answer: ask.clear_mark())
        if trial.settled:
            ask.lock()

    def _asked(self) -> None:
        self._ask.flush()
        self._ask.settle()
        answer = self._ask.current()
        if answer is None or not self._ask.ready():
            self._ask.focus_first()
        else:
            self.judged.emit(answer)


def _tries(view: QuizView) -> str:
    trial = view.trial
    if trial is None or trial.settled:
        return _("Soal ini sudah selesai. Lanjutkan ke soal berikutnya.")
    if trial.left == view.quiz.tries:
        form = _("{n} percobaan. Tiap percobaan yang terpakai mengurangi nilai soal ini.")
        return form.format(n=trial.left)
    return _("Sisa {n} percobaan untuk soal ini.").format(n=trial.left)


class SureBar(QWidget):
    """How sure the learner is: "sure-1" to "sure-3". `said` carries the answer and the number."""

    said = Signal(object, int)

    def __init__(self, view: QuizView, ask: AskWidget, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._ask, self._sure = ask, view.sure
        self._chips = [
            chip(words, f"sure-{n}", theme, on=n == view.sure)
            for n, words in enumerate(_levels(), 1)
        ]
        for number, made in enumerate(self._chips, 1):
            made.clicked.connect(partial(self._say, number))
        self._hint = text(_hint(view.sure), "small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(8))
        box.addWidget(text(_("Seberapa yakin Anda?"), "label"))
        box.addWidget(row(*self._chips, None, spacing=theme.px(8)))
        box.addWidget(self._hint)

    def _say(self, number: int) -> None:
        self._ask.flush()
        self._ask.settle()
        answer = self._ask.current()
        self._sure = number if answer is not None else self._sure
        for place, made in enumerate(self._chips, 1):
            made.setChecked(place == self._sure)
        if answer is None:
            self._hint.setText(_("Jawab soalnya dahulu, lalu katakan seberapa yakin Anda."))
            self._ask.focus_first()
            return
        self._hint.setText(_hint(number))
        self.said.emit(answer, number)


def _levels() -> tuple[str, str, str]:
    return _("Kurang yakin"), _("Cukup yakin"), _("Sangat yakin")


def _hint(sure: int) -> str:
    return {
        1: _("Bila benar, soal ini bernilai sepertiga. Bila salah, nilai tidak berkurang."),
        2: _("Bila benar, soal ini bernilai dua pertiga. Bila salah, nilai berkurang dua pertiga."),
        3: _("Bila benar, soal ini bernilai penuh. Bila salah, nilai berkurang dua soal."),
    }.get(sure, _("Tanpa pilihan, jawaban ini dihitung sebagai kurang yakin."))


def bar_of(view: QuizView, ask: AskWidget, theme: Theme) -> JudgeBar | SureBar | None:
    """What the test's behaviour puts below a question."""
    match view.quiz.behaviour:
        case Behaviour.IMMEDIATE:
            return JudgeBar(view, ask, theme)
        case Behaviour.CERTAINTY:
            return SureBar(view, ask, theme)
        case Behaviour.DEFERRED:
            return None
