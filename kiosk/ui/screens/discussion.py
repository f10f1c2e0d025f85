"""The questions of an ended attempt, wrong and partly right ones first, with what was right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.desk.views import Item, ResultView
from kiosk.learning.question import ChoiceQuestion, Cloze, DragWords, Essay, Pointing, Question
from kiosk.ui.ask import ask
from kiosk.ui.ask_essay import AskEssay
from kiosk.ui.ask_lines import Line, said, solution
from kiosk.ui.screens.sheet import RowButton, Sheet, points
from kiosk.ui.spans import plain_words, spans_label
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import AFTER_PAINT, Card, clear, row
from kiosk.ui.widgets.text import button, chip, line, picture, text
from kiosk.ui.words import _

IN_VIEW = 4
"""Items made at once; the others follow when the first are painted."""


class Discussion(Card):
    """Filters above the items; right ones are one row each until they are tapped."""

    lesson_opened = Signal(str, str)

    def __init__(self, view: ResultView, theme: Theme) -> None:
        super().__init__(margin=24, spacing=12)
        self._view, self._theme = view, theme
        self._open: set[str] = set()
        self._waiting: list[Item] = []
        self._filter = "all"
        self._chips = self._make_chips()
        self._items = QVBoxLayout()
        self._items.setSpacing(10)
        self.box.addWidget(text(_("Pembahasan"), "h2"))
        self.box.addWidget(row(*self._chips.values(), None, spacing=8))
        self.box.addLayout(self._items)
        self.box.addStretch(1)
        self._show()

    def _make_chips(self) -> dict[str, QPushButton]:
        groups = {name: sum(_group(i) == name for i in self._view.items) for name in _GROUPS}
        words = {
            "all": _("Semua {n}").format(n=len(self._view.items)),
            "wrong": _("Salah {n}").format(n=groups["wrong"]),
            "partly": _("Sebagian {n}").format(n=groups["partly"]),
            "right": _("Benar {n}").format(n=groups["right"]),
        }
        made = {}
        if groups["waiting"]:
            words["waiting"] = _("Menunggu {n}").format(n=groups["waiting"])
        for name, label in words.items():
            made[name] = chip(label, f"filter-{name}", self._theme, on=name == "all")
            made[name].clicked.connect(partial(self._choose, name))
        return made

    def _choose(self, name: str) -> None:
        self._filter = name
        for other, made in self._chips.items():
            made.setChecked(other == name)
        self._show()

    def _show(self) -> None:
        clear(self._items)
        shown = [i for i in self._view.items if self._filter in ("all", _group(i))]
        shown.sort(key=lambda i: (_GROUPS.index(_group(i)), i.number))
        self._waiting = shown[IN_VIEW:]
        self._add(shown[:IN_VIEW])
        QTimer.singleShot(AFTER_PAINT, self, self._add_rest)
        if not shown:
            self._items.addWidget(text(_("Tidak ada soal dalam kelompok ini."), "muted"))

    def _add_rest(self) -> None:
        """What lies below the edge of the screen."""
        rest, self._waiting = self._waiting, []
        self._add(rest)

    def _add(self, items: list[Item]) -> None:
        for item in items:
            for part in self._parts(item):
                self._items.addWidget(part)

    def _parts(self, item: Item) -> list[QWidget]:
        if _group(item) != "right":
            return [self._card(item)]
        closed = self._row(item)
        return [closed, self._card(item)] if item.question.id in self._open else [closed, line()]

    def _row(self, item: Item) -> RowButton:
        theme, number = self._theme, self._lesson_number(item)
        name = text(str(item.number), "strong", wrap=False)
        name.setFixedWidth(theme.px(26))
        is_open = item.question.id in self._open
        stem = plain_words(item.question.stem)
        said = _("Soal {n}, benar: {words}").format(n=item.number, words=stem)
        made = RowButton(
            f"item-{item.number}",
            said,
            picture("circle-check", theme.hijau, theme),
            name,
            text(_short(stem), "body"),
            text(_("Pelajaran {n}").format(n=number), "tiny", wrap=False),
            picture("chevron-up" if is_open else "chevron-down", theme.tinta2, theme),
        )
        made.clicked.connect(partial(self._toggle, item.question.id, made.objectName()))
        return made

    def _toggle(self, question: str, name: str) -> None:
        self._open ^= {question}
        self._show()
        again = [b for b in self.findChildren(RowButton, name) if not b.isHidden()]
        if again:
            again[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, item: Item) -> Card:
        role = {"wrong": "marked-red", "partly": "marked-orange"}.get(_group(item))
        if item.marks is not None:
            role = None  # neither right nor wrong: it has so many points
        card = Card(self._head(item), role=role or "callout-plain", margin=18, spacing=8)
        card.box.setContentsMargins(18, 6, 18, 16)
        card.box.addWidget(spans_label(item.question.stem, "strong"))
        if _is_seen(item.question):
            card.box.addWidget(self._seen(item))
        else:
            card.box.addWidget(self._answers(item))
            for words in item.mark.feedback:
                card.box.addWidget(text(words, "small"))
        if item.question.source:
            words = _("Sumber: {source}").format(source=item.question.source)
            card.box.addWidget(text(words, "tiny"))
        return card

    def _head(self, item: Item) -> QWidget:
        theme, question = self._theme, item.question
        drawn, colour, role, word = {
            "wrong": ("circle-x", theme.merah, "error", _("Salah")),
            "partly": ("circle-minus", theme.jingga_teks, "warn", _("Sebagian benar")),
            "waiting": ("clock", theme.laut, "strong", _("Menunggu penilaian pelatih")),
            "right": ("circle-check", theme.hijau, "ok", _("Benar")),
        }[_group(item)]
        worth = _("{n} dari 1").format(n=points(item.mark.worth))
        if item.mark.waiting:
            worth = ""
        elif item.marks is not None:
            drawn, colour, role, word = "clipboard-list", theme.laut, "strong", _("Dinilai pelatih")
        number = self._lesson_number(item)
        words = _("Buka pelajaran {n}").format(n=number)
        link = button(words, f"open-{item.number}", theme, role="link", icon_right="arrow-right")
        link.setMinimumHeight(48)
        link.setVisible(bool(number))
        link.clicked.connect(partial(self.lesson_opened.emit, question.lesson, question.block))
        return row(
            picture(drawn, colour, theme),
            text(_("Soal {n}").format(n=item.number), "strong", wrap=False),
            text(word, role, wrap=False),
            text(worth, "muted", wrap=False),
            None,
            link,
            spacing=10,
        )

    def _seen(self, item: Item) -> QWidget:
        """The question as it was answered, with its marks in place and what was right."""
        order, files = (), self._view.pictures
        name = f"item-{item.number}-"
        made = ask(item.question, order, item.answer, self._theme, prefix=name, pictures=files)
        made.hide_rule()
        made.lock()
        if item.marks is not None and isinstance(made, AskEssay):
            made.show_marks(item.marks)
        made.show_mark(item.mark, reveal=not item.mark.right)
        return made

    def _answers(self, item: Item) -> QWidget:
        """The learner's answer, and the right one where that was another."""
        given = said(item.question, item.answer)
        parts = [(_("Jawaban Anda"), given or ((_("Tidak dijawab"), False),))]
        if not item.mark.right:
            parts.append((_("Jawaban benar"), tuple((w, True) for w in solution(item.question))))
        made = QWidget()
        made.setProperty("role", "clear")
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, (name, lines) in enumerate(parts):
            label = text(name, "muted", wrap=False)
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Sheet(*(self._line(x) for x in lines), spacing=4), place, 1)
        return made

    def _line(self, said_line: Line) -> QWidget:
        words, right = said_line
        theme = self._theme
        drawn, colour = ("check", theme.hijau) if right else ("x", theme.merah)
        sign = picture(drawn, colour, theme, 18)
        sign.setAccessibleName(_("benar") if right else _("salah"))
        made = row(sign, text(words, "body"), spacing=8)
        box = made.layout()
        if box is not None:
            box.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        return made

    def _lesson_number(self, item: Item) -> int:
        ids = [x.id for x in self._view.course.lessons]
        return ids.index(item.question.lesson) + 1 if item.question.lesson in ids else 0


_GROUPS = ("wrong", "partly", "waiting", "right")


def _is_seen(question: Question) -> bool:
    """Whether an answer says little without the text or the picture around it."""
    asked = question.asked
    if isinstance(asked, ChoiceQuestion):
        return asked.pictured
    return isinstance(asked, Cloze | DragWords | Pointing | Essay)


def _group(item: Item) -> str:
    if item.mark.waiting:
        return "waiting"
    if item.mark.right:
        return "right"
    return "partly" if item.mark.partly else "wrong"


def _short(words: str) -> str:
    most = 130
    plain = " ".join(words.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"
