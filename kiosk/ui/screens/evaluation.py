"""The evaluation of a training: three blocks, four words, a free text, with or without name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from kiosk.desk.views import EvaluationView
from kiosk.learning.evaluation import Draft, open_items
from kiosk.ui import facts
from kiosk.ui.keys import Keys
from kiosk.ui.page import Page
from kiosk.ui.screens.rating import Rating, words_of
from kiosk.ui.screens.sheet import Cornered, Sheet, Turning
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, clear, row
from kiosk.ui.widgets.painted import Bar
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _, clock_of

WIDE = 1120
PAUSE = 800
"""Milliseconds after the last letter until the text is kept."""


class EvaluationScreen(Page):
    """The form. `sketched` after each change; `sent` only when every item has its word."""

    sketched = Signal(object)
    sent = Signal(object)

    def __init__(self, view: EvaluationView, theme: Theme) -> None:
        super().__init__(
            view.status, theme, back=_("Halaman kursus"), action=_("Kirim dan terima sertifikat")
        )
        self._view, self._told = view, Draft(dict(view.ratings), view.text, view.named)
        self._items = {key: self._item(key) for _name, keys in view.blocks for key in keys}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.flush)
        self._text = self._editor()
        self._names = self._name_options()
        self._progress = Sheet(spacing=6)
        self._problem = self._problem_row()
        self.set_body(self._form())
        self.acted.connect(self._send)
        self.back_wanted.connect(self.flush)
        self.leave_wanted.connect(self.flush)
        self._show_open()
        self.first_focus = self._first_open() or self.action_button

    def draft(self) -> Draft:
        """The form as filled in now."""
        ratings = {key: item.value for key, item in self._items.items() if item.value}
        return Draft(ratings, self._text.toPlainText(), self._names[1].isChecked())

    def flush(self) -> None:
        """Tell what was typed and not yet told."""
        self._timer.stop()
        draft = self.draft()
        if draft != self._told:
            self._told = draft
            self.sketched.emit(draft)

    def saved(self, at_ms: int) -> None:
        """The sketch is on disk since `at_ms` (UTC)."""
        self.set_note(_("Tersimpan {time}").format(time=clock_of(at_ms)))

    def not_saved(self, words: str) -> None:
        """The sketch is not on disk; `words` say why and what to do."""
        self._say(words)
        self.set_note(_("Belum tersimpan"))

    def _form(self) -> QWidget:
        theme = self.theme
        cards = [self._block(name, keys) for name, keys in self._view.blocks]
        room = theme.px(WIDE)
        blocks = Turning(*cards, room=room, shares=(1,) * len(cards), spacing=18)
        below = Turning(self._text_card(), self._name_card(), room=room, shares=(2, 1), spacing=18)
        for part in (blocks, below):
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            part.setSizePolicy(policy)
        made = Sheet(self._head(), self._problem, blocks, below, spacing=12)
        made.box.addStretch(1)
        return made

    def _head(self) -> QWidget:
        form = _("{course}. Penilaian Anda tidak memengaruhi nilai maupun sertifikat.")
        said = text(form.format(course=facts.title(self._view.course)), "lead")
        words = Sheet(text(_("Evaluasi penyelenggaraan"), "title"), said, spacing=4)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._progress.setFixedWidth(self.theme.px(220))
        return row(words, self._progress, spacing=20)

    def _problem_row(self) -> QWidget:
        self._problem_words = text("", "error")
        alert = picture("circle-alert", self.theme.merah, self.theme)
        made = row(alert, self._problem_words, spacing=8)
        made.setVisible(False)
        return made

    def _item(self, key: str) -> Rating:
        made = Rating(key, self._view.ratings.get(key, 0), self.theme)
        made.chosen.connect(self._rated)
        return made

    def _block(self, name: str, keys: tuple[str, ...]) -> Card:
        theme = self.theme
        drawn, title = _blocks().get(name, ("list", name))
        head = row(picture(drawn, theme.laut, theme), text(title, "h3"), spacing=10)
        card = Card(head, *(self._items[key] for key in keys), margin=14, spacing=6)
        card.box.addStretch(1)
        return card

    def _editor(self) -> QPlainTextEdit:
        made = QPlainTextEdit(self._view.text)
        made.setObjectName("evaluation-text")
        made.setAccessibleName(_("Saran untuk perbaikan"))
        made.setTabChangesFocus(True)
        made.setFixedHeight(self.theme.px(60))
        made.textChanged.connect(self._timer.start)
        made.installEventFilter(self)
        return made

    def _text_card(self) -> Card:
        theme = self.theme
        keys = Keys(self._text, "evaluation-keys", theme, lines=True)
        keys.setVisible(False)
        show = button(_("Papan ketik"), "evaluation-keys-shown", theme, role="quiet", small=True)
        show.setMinimumHeight(48)
        show.setCheckable(True)
        show.toggled.connect(keys.setVisible)
        head = row(
            picture("message-square-text", theme.laut, theme),
            text(_("Saran untuk perbaikan"), "h3", wrap=False),
            text(_("boleh dikosongkan"), "small", wrap=False),
            None,
            show,
            spacing=10,
        )
        card = Card(head, self._text, keys, margin=16, spacing=4)
        card.box.setContentsMargins(16, 6, 16, 14)
        card.box.addStretch(1)
        return card

    def _name_options(self) -> tuple[Cornered, Cornered]:
        theme, words = self.theme, (_("Tanpa nama"), _("Dengan nama"))
        made = (
            Cornered(words[0], "unnamed", "word", theme),
            Cornered(words[1], "named", "word", theme),
        )
        group = QButtonGroup(self)
        for option, on in zip(made, (not self._view.named, self._view.named), strict=True):
            option.setCheckable(True)
            option.setChecked(on)
            option.setMinimumHeight(max(48, theme.px(48)))
            group.addButton(option)
        made[1].toggled.connect(self._name_chosen)
        return made

    def _name_card(self) -> Card:
        theme = self.theme
        head = row(picture("user", theme.laut, theme), text(_("Nama Anda"), "h3"), spacing=10)
        self._promise = text("", "small")
        self._say_promise()
        card = Card(head, row(*self._names, spacing=8), self._promise, margin=16, spacing=8)
        card.box.addStretch(1)
        return card

    def _say_promise(self) -> None:
        for option in self._names:
            on = ("check", self.theme.di_laut) if option.isChecked() else ("", "")
            option.set_corners(on, ("", ""))
        if self._names[1].isChecked():
            words = _("Pengelola melihat nama Anda di samping jawaban dan saran.")
        else:
            words = _("Pengelola hanya melihat rekap dan saran, tanpa nama.")
        self._promise.setText(words)

    def _name_chosen(self) -> None:
        self._say_promise()
        self.flush()

    def _rated(self) -> None:
        self.flush()
        self._show_open()

    def _show_open(self) -> None:
        """Count what is filled in; mark the first open item, once something is filled in."""
        open_now = open_items(self.draft())
        for key, item in self._items.items():
            item.set_open(key == open_now[0] if open_now else False)
        total = len(self._items)
        done = total - len(open_now)
        clear(self._progress.box)
        said = _("{n} dari {m} terisi").format(n=done, m=total)
        time = text(_("± 2 menit"), "small", wrap=False)
        self._progress.box.addWidget(row(text(said, "small", wrap=False), None, time))
        self._progress.box.addWidget(
            Bar(done / total, self.theme.laut, self.theme.garis, self.theme, said)
        )
        if not open_now:
            self._problem.setVisible(False)

    def _first_open(self) -> QWidget | None:
        open_now = open_items(self.draft())
        return self._items[open_now[0]].first if open_now else None

    def _send(self) -> None:
        self.flush()
        open_now = open_items(self.draft())
        if not open_now:
            self.sent.emit(self.draft())
            return
        item = self._items[open_now[0]]
        form = _("Masih ada {n} penilaian yang kosong. Yang pertama: {item}.")
        self._say(form.format(n=len(open_now), item=words_of(open_now[0])))
        item.first.setFocus(Qt.FocusReason.OtherFocusReason)
        scroll = self.findChild(QScrollArea, "body")
        if isinstance(scroll, QScrollArea):
            scroll.ensureWidgetVisible(item)

    def _say(self, words: str) -> None:
        self._problem_words.setText(words)
        self._problem.setVisible(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the text keeps it at once."""
        if watched is self._text and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–4 give the marked item its word and go on to the next open one."""
        word = event.text()
        if len(word) != 1 or word not in "1234":
            super().keyPressEvent(event)
            return
        item = self._focused_item() or self._marked_item()
        if item is not None:
            item.choose(int(word))
            wanted = self._first_open() or self.action_button
            if wanted is not None:
                wanted.setFocus(Qt.FocusReason.TabFocusReason)
                scroll = self.findChild(QScrollArea, "body")
                if isinstance(scroll, QScrollArea) and wanted is not self.action_button:
                    scroll.ensureWidgetVisible(wanted)

    def _focused_item(self) -> Rating | None:
        focused = QApplication.focusWidget()
        return next((i for i in self._items.values() if i.holds(focused)), None)

    def _marked_item(self) -> Rating | None:
        open_now = open_items(self.draft())
        return self._items[open_now[0]] if open_now else None


def _blocks() -> dict[str, tuple[str, str]]:
    """Icon and title by block."""
    return {
        "organisation": ("landmark", _("Penyelenggaraan dan fasilitas")),
        "material": ("book-open", _("Materi dan metode")),
        "media": ("monitor", _("Media dan kemudahan")),
    }
