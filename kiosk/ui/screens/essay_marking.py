"""Essays to be marked: the list of them, and one with its rubric; made for the keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from kiosk.office.essays import HandedIn
from kiosk.ui import facts
from kiosk.ui.flow import flow
from kiosk.ui.screens.beside import Beside
from kiosk.ui.screens.cohort_parts import footer, said
from kiosk.ui.screens.officer_table import Cell, Column, Line, Table
from kiosk.ui.screens.sheet import Sheet, local
from kiosk.ui.spans import plain_words, spans_label
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import badge, button, chip, line, picture, text
from kiosk.ui.words import _, clock, date_long

SIDE, TURN = 430, 860
KEYS: Final = 9
"""Points of a criterion up to which one digit is enough."""
_UP, _DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class EssayList:
    """What is shown: `names` of learners, `marked` ones rather than those that wait.

    `group` in words, "" everyone. `looked` of `total` learners were looked at so far.
    """

    essays: tuple[HandedIn, ...] = ()
    names: bool = False
    marked: bool = False
    group: str = ""
    looked: int = 0
    total: int = 0
    said: str = ""


class EssayListPart(QWidget):
    """Essays, the oldest first. `opened` tells the key of one."""

    opened = Signal(str)
    group_wanted = Signal()
    marked_wanted = Signal(bool)
    names_wanted = Signal(bool)

    def __init__(self, view: EssayList, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._view = theme, view
        self.table = Table(_columns(), "essays-table", _("Esai peserta"), theme)
        self.table.activated.connect(lambda _index: self._open())
        self._count = said("", "essays-count")
        self._act = button(
            _("Nilai esai"), "essay-open", theme, role="primary", icon_right="pencil"
        )
        self._act.clicked.connect(self._open)
        self.table.picked.connect(lambda key: self._act.setEnabled(bool(key)))
        self.footer = footer(self._count, None, self._act, theme=theme)
        self.first_focus: QWidget = self.table
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(text(_("Penilaian esai"), "title", wrap=False))
        if view.said:
            done = text(view.said, "strong")
            box.addWidget(row(picture("circle-check", theme.hijau, theme, 22), done))
        box.addWidget(self._filters())
        self._none = text("", "lead")
        box.addWidget(self._none)
        box.addWidget(self.table, 1)
        box.addStretch(0)  # without a table the words stay at the top
        self.show_view(view)

    def _filters(self) -> QWidget:
        view, theme = self._view, self._theme
        words = _("Kelas: {name}").format(name=view.group or _("semua peserta"))
        group = button(words, "essays-group", theme, icon_right="chevron-down", small=True)
        group.clicked.connect(self.group_wanted.emit)
        chips = []
        for name, label, on in (
            ("waiting", _("Menunggu"), not view.marked),
            ("marked", _("Sudah dinilai"), view.marked),
        ):
            made = chip(label, f"essays-{name}", theme, on=on)
            made.clicked.connect(partial(self.marked_wanted.emit, name == "marked"))
            chips.append(made)
        hidden = chip(_("Tanpa nama"), "essays-nameless", theme, on=not view.names)
        hidden.clicked.connect(lambda on: self.names_wanted.emit(not on))
        return flow(group, *chips, hidden, gap=theme.px(8))

    def show_view(self, view: EssayList) -> None:
        """More of them, or others."""
        self._view, here = view, self.table.key
        ready = view.looked >= view.total
        words = _("{n} esai").format(n=len(view.essays))
        if not ready:
            form = _("{words} · {n} dari {m} peserta diperiksa")
            words = form.format(words=words, n=view.looked, m=view.total)
        self._count.setText(words)
        empty = not view.essays
        nothing = _("Tidak ada esai yang menunggu.") if ready else _("Esai sedang dicari …")
        if view.marked and ready:
            nothing = _("Belum ada esai yang dinilai dan masih dapat diubah.")
        self._none.setText(nothing)
        self._none.setVisible(empty)
        self.table.setVisible(not empty)
        self.table.show_lines([self._line(each) for each in view.essays])
        keys = [each.key for each in view.essays]
        if keys:
            self.table.selectRow(keys.index(here) if here in keys else 0)
        focused = self.window().focusWidget()
        if keys and (focused is None or not self.isAncestorOf(focused)):
            self.table.setFocus()
        self._act.setEnabled(bool(keys))

    def _line(self, essay: HandedIn) -> Line:
        at = local(essay.since)
        name = essay.learner.name if self._view.names else _("Tanpa nama")
        where = _("Uji") if essay.attempt else _("Pelajaran")
        return Line(
            essay.key,
            (
                Cell(facts.title(essay.course), bold=True),
                Cell(plain_words(essay.question.stem)),
                Cell(where),
                Cell(f"{_short(at)} {clock(at)}"),
                Cell(name),
            ),
        )

    def _open(self) -> None:
        if self.table.key:
            self.opened.emit(self.table.key)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Kursus"), share=3),
        Column(_("Soal"), share=5, needs=620),
        Column(_("Di"), width=90, needs=760),
        Column(_("Sejak"), width=150),
        Column(_("Peserta"), share=2, needs=480),
    )


def _short(at: dt.datetime) -> str:
    return f"{at:%d-%m-%Y}"


class EssayPart(QWidget):
    """One essay. `saved` tells points by criterion and the comment; nothing is decided here."""

    saved = Signal(object, str)
    skipped = Signal()
    back_wanted = Signal()

    def __init__(self, essay: HandedIn, theme: Theme, *, names: bool, left: int) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self.essay = theme, essay
        marks = essay.marks
        self.rubric = Rubric(essay, theme)
        self.comment = QPlainTextEdit(marks.comment if marks else "")
        self.comment.setObjectName("essay-comment")
        self.comment.setAccessibleName(_("Pesan untuk peserta"))
        self.comment.setPlaceholderText(_("Apa yang baik, dan apa yang perlu ditambah."))
        self.comment.setTabChangesFocus(True)
        self.comment.setMinimumHeight(theme.px(84))
        self.comment.installEventFilter(self)
        self.rubric.done.connect(self.comment.setFocus)
        self._wrong = text("", "error")
        self._wrong.setObjectName("essay-wrong")
        self._wrong.setVisible(False)
        self.footer = self._footer(left)
        self.first_focus: QWidget = self.rubric
        side = Card(
            self.rubric,
            line(),
            text(_("Pesan untuk peserta (boleh kosong)"), "label"),
            self.comment,
            self._wrong,
            margin=theme.px(18),
            spacing=theme.px(10),
        )
        side.box.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Beside(self._answer(names=names), side, theme, side_width=SIDE, turn=TURN))

    def _answer(self, *, names: bool) -> QWidget:
        theme, essay = self._theme, self.essay
        at = local(essay.since)
        who = essay.learner.name if names or essay.marks else _("Tanpa nama")
        form = _("{who} · diserahkan {date} pukul {time}")
        when = form.format(who=who, date=date_long(at.date()), time=clock(at))
        words = text(essay.text, "body")
        words.setObjectName("essay-text")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        count = text(_("{m} kata").format(m=len(essay.text.split())), "small")
        where = _("Uji") if essay.attempt else _("Pelajaran")
        card = Card(
            row(badge(facts.title(essay.course), "blue"), badge(where), None),
            spans_label(essay.question.stem, "h3"),
            text(when, "small"),
            line(),
            words,
            count,
            margin=theme.px(22),
            spacing=theme.px(10),
        )
        if essay.essay.model:
            card.box.addWidget(text(_("Contoh jawaban penulis kursus"), "label"))
            card.box.addWidget(text(essay.essay.model, "small"))
        card.box.addStretch(1)
        return card

    def _footer(self, left: int) -> QWidget:
        theme = self._theme
        back = button(_("Daftar esai"), "essay-back", theme, icon_left="arrow-left")
        back.clicked.connect(self.back_wanted.emit)
        skip = button(_("Lewati"), "essay-skip", theme)
        skip.clicked.connect(self.skipped.emit)
        skip.setVisible(left > 1)
        words = _("Simpan dan lanjut") if left > 1 else _("Simpan")
        save = button(words, "essay-save", theme, role="primary", icon_right="arrow-right")
        save.clicked.connect(self._save)
        hint = said(_("Angka memberi poin · Ctrl+Enter menyimpan"), "essay-hint")
        return footer(back, hint, skip, save, theme=theme)

    def _save(self) -> None:
        self.saved.emit(self.rubric.points(), self.comment.toPlainText())

    def tell(self, words: str) -> None:
        """What was in the way."""
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter saves from the comment, too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _saves(event):
            self._save()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves."""
        if _saves(event):
            self._save()
        else:
            super().keyPressEvent(event)


def _saves(event: QKeyEvent) -> bool:
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(control) and event.key() in _ENTER


class Rubric(QWidget):
    """Points by criterion: a digit gives them and goes on to the next, arrows choose one.

    `done` when the last one has its points by a key.
    """

    done = Signal()

    def __init__(self, essay: HandedIn, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.setObjectName("essay-rubric")
        self.setAccessibleName(_("Rubrik"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme, self._rubric = theme, essay.essay.rubric
        marks = essay.marks.points if essay.marks else {}
        self._points: dict[str, float] = {c.id: marks[c.id] for c in self._rubric if c.id in marks}
        self._at, self._typed = 0, ""
        self._sum = text("", "h3")
        self._sum.setObjectName("essay-sum")
        self._buttons: dict[str, list[QPushButton]] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(10))
        box.addWidget(row(text(_("Rubrik"), "h3"), None, self._sum))
        self._heads = [self._line(box, n) for n in range(len(self._rubric))]
        self._show()

    def _line(self, box: QVBoxLayout, n: int) -> QWidget:
        theme, criterion = self._theme, self._rubric[n]
        head = text(criterion.text, "body")
        made = []
        for worth in _offered(criterion.points):
            one = chip(str(worth), f"points-{criterion.id}-{worth}", theme)
            words = _("{text}: {n} dari {m} poin")
            one.setAccessibleName(words.format(text=criterion.text, n=worth, m=criterion.points))
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            one.clicked.connect(partial(self._give, n, float(worth)))
            made.append(one)
        self._buttons[criterion.id] = made
        box.addWidget(Sheet(head, flow(*made, gap=theme.px(6)), spacing=theme.px(4)))
        return head

    def points(self) -> dict[str, float]:
        """The points given so far, by criterion."""
        return dict(self._points)

    def _give(self, n: int, worth: float) -> None:
        self._points[self._rubric[n].id] = worth
        self._at, self._typed = min(n + 1, len(self._rubric) - 1), ""
        self._show()
        self.setFocus()

    def _show(self) -> None:
        most = sum(c.points for c in self._rubric)
        given = sum(self._points.values())
        self._sum.setText(_("{n} dari {m} poin").format(n=f"{given:g}", m=most))
        for n, criterion in enumerate(self._rubric):
            now = self._points.get(criterion.id)
            for one in self._buttons[criterion.id]:
                one.setChecked(now is not None and one.text() == f"{now:g}")
            here = n == self._at and self.hasFocus()
            colour = self._theme.laut if here else self._theme.tinta
            weight = 700 if here else 400
            self._heads[n].setStyleSheet(f"color: {colour}; font-weight: {weight};")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, arrows; what means nothing here goes on."""
        key, sign = event.key(), event.text()
        if key in (_UP, _DOWN):
            step = 1 if key == _DOWN else -1
            self._at = min(max(self._at + step, 0), len(self._rubric) - 1)
            self._typed = ""
            self._show()
        elif sign.isdigit() and sign.isascii() and not event.modifiers():
            self._type(sign)
        else:
            super().keyPressEvent(event)

    def _type(self, sign: str) -> None:
        """One digit is enough up to 9 points; of more, two are awaited unless they cannot be."""
        criterion = self._rubric[self._at]
        wanted = self._typed + sign
        if int(wanted) > criterion.points:
            wanted = sign
        if int(wanted) > criterion.points:
            return
        self._points[criterion.id] = float(wanted)
        more = criterion.points > KEYS and int(wanted) * 10 <= criterion.points and wanted != "0"
        self._typed = wanted if more else ""
        last = self._at == len(self._rubric) - 1
        if not more:
            self._at = min(self._at + 1, len(self._rubric) - 1)
        self._show()
        if last and not more:
            self.done.emit()

    def focusInEvent(self, event: object) -> None:
        """Show which criterion a digit goes to."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self._show()

    def focusOutEvent(self, event: object) -> None:
        """No criterion is chosen while the keys go elsewhere."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._show()


def _offered(points: int) -> Sequence[int]:
    """The points on buttons: all of few, else in even steps."""
    if points <= KEYS + 1:
        return range(points + 1)
    step = -(-points // KEYS)
    return (*range(0, points, step), points)
