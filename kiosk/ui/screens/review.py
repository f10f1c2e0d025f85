"""All questions of a running test before it is handed in: answered, open, flagged."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.desk.views import ReviewView
from kiosk.learning.question import Question
from kiosk.ui import facts
from kiosk.ui.page import Page
from kiosk.ui.screens.quiz import TimeLeft
from kiosk.ui.screens.sheet import RowButton, Sheet
from kiosk.ui.spans import plain_words
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, centred, row
from kiosk.ui.widgets.overlay import ask
from kiosk.ui.widgets.text import badge, line, picture, text
from kiosk.ui.words import _

WIDTH = 960
SHOWN = 110


class ReviewScreen(Page):
    """The list of questions; handing in asks once more where some are open."""

    went = Signal(int)
    submitted = Signal()
    time_over = Signal()

    def __init__(self, view: ReviewView, theme: Theme) -> None:
        chip = None if view.seconds_left is None else TimeLeft(view.seconds_left, theme)
        super().__init__(
            view.status,
            theme,
            back=_("Kembali ke soal"),
            action=_("Kirim jawaban"),
            action_icon="check",
            extra=chip,
        )
        self._view = view
        self._open = [n for n, done in enumerate(view.answered) if not done]
        self.acted.connect(self._hand_in)
        if chip is not None:
            chip.over.connect(self.time_over.emit)
            chip.start()
        self.set_body(Sheet(centred(Sheet(self._head(), self._list()), theme.px(WIDTH))))

    def _head(self) -> QWidget:
        view, theme = self._view, self.theme
        name = _("Uji akhir") if view.final else _("Uji awal")
        return Sheet(
            row(badge(f"{facts.title(view.course)} · {name}", "blue"), None),
            text(_("Tinjau jawaban Anda"), "title"),
            self._standing(theme),
            spacing=10,
        )

    def _standing(self, theme: Theme) -> QWidget:
        flagged = sum(self._view.flagged)
        if self._open:
            drawn, colour, role = "circle-alert", theme.jingga_teks, "callout-orange"
            words = [
                _("{n} soal belum dijawab. Soal kosong bernilai nol.").format(n=len(self._open))
            ]
        else:
            drawn, colour, role = "circle-check", theme.hijau, "callout-green"
            words = [_("Semua {n} soal sudah dijawab.").format(n=len(self._view.answered))]
        if flagged:
            words.append(_("{n} soal Anda tandai ragu.").format(n=flagged))
        said = text(" ".join(words), "body")
        said.setObjectName("review-sentence")
        after = text(_("Setelah dikirim, jawaban tidak dapat diubah."), "small")
        box = row(picture(drawn, colour, theme, 24), Sheet(said, after, spacing=2), spacing=14)
        return Card(box, role=role, margin=16)

    def _list(self) -> Card:
        card = Card(margin=12, spacing=2)
        for index, question in enumerate(self._view.questions):
            if index:
                card.box.addWidget(line())
            card.box.addWidget(self._row(index, question))
        return card

    def _row(self, index: int, question: Question) -> RowButton:
        view, theme = self._view, self.theme
        done, flagged = view.answered[index], view.flagged[index]
        state = _("Dijawab") if done else _("Belum dijawab")
        parts: list[QWidget | int | None] = [
            _number(index + 1, theme),
            text(_short(plain_words(question.stem)), "body"),
        ]
        said = [_("Soal {n}").format(n=index + 1), state]
        if flagged:
            parts.append(picture("flag", theme.jingga_teks, theme, 18))
            parts.append(text(_("Ragu"), "warn", wrap=False))
            said.append(_("ditandai ragu"))
        drawn, colour = ("circle-check", theme.hijau) if done else ("circle", theme.jingga_teks)
        parts += [8, picture(drawn, colour, theme), _state(state, theme, done=done)]
        parts.append(picture("chevron-right", theme.tinta2, theme, 18))
        made = RowButton(f"review-{index + 1}", ", ".join(said), *parts, spacing=10)
        made.clicked.connect(partial(self.went.emit, index))
        return made

    def _hand_in(self) -> None:
        if not self._open:
            self.submitted.emit()
            return
        words = _(
            "{n} soal belum dijawab dan bernilai nol. Anda masih dapat kembali dan mengisinya."
        ).format(n=len(self._open))
        asked = ask(
            self,
            _("Kirim sekarang?"),
            words,
            _("Kirim sekarang"),
            _("Isi dulu"),
            self.theme,
        )
        back = asked.findChild(QPushButton, "overlay-no")
        if isinstance(back, QPushButton):
            back.setFocus()
        asked.closed.connect(self._answered)

    def _answered(self, name: str) -> None:
        if name == "overlay-yes":
            self.submitted.emit()
        elif name == "overlay-no":
            self.went.emit(self._open[0])


def _number(number: int, theme: Theme) -> QWidget:
    label = text(str(number), "strong", wrap=False)
    label.setFixedWidth(theme.px(30))
    return label


def _state(words: str, theme: Theme, *, done: bool) -> QWidget:
    label = text(words, "ok" if done else "warn", wrap=False)
    label.setMinimumWidth(theme.px(112))
    return label


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1].rstrip() + "…"
