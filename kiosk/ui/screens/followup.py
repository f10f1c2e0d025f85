"""The evaluation three months after a training: five items, what stood in the way."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QScrollArea, QWidget

from kiosk.desk.followup import Sketch
from kiosk.desk.views_followup import FollowUpView
from kiosk.learning.followup import ITEMS, open_items
from kiosk.ui import facts
from kiosk.ui.followup_words import item_words, scale
from kiosk.ui.keys import Keys
from kiosk.ui.page import Page
from kiosk.ui.screens.evaluation import PAUSE
from kiosk.ui.screens.rating import Rating
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, centred, row
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _, clock_of, date_long


class FollowUpScreen(Page):
    """The form. `sketched` after each change; `sent` only when every item has its word."""

    sketched = Signal(object)
    sent = Signal(object)

    def __init__(self, view: FollowUpView, theme: Theme) -> None:
        super().__init__(view.status, theme, back=_("Halaman kursus"), action=_("Kirim evaluasi"))
        self._view, self._told = view, Sketch(dict(view.ratings), view.text)
        self._items = {item: self._item(item) for item in ITEMS}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.flush)
        self._text = self._editor()
        self._problem_words = text("", "error")
        alert = picture("circle-alert", theme.merah, theme)
        self._problem = row(alert, self._problem_words, spacing=8)
        self._problem.setVisible(False)
        self.set_body(self._form())
        self.acted.connect(self._send)
        self.back_wanted.connect(self.flush)
        self.leave_wanted.connect(self.flush)
        self._show_open()
        self.first_focus = self._first_open() or self.action_button

    def draft(self) -> Sketch:
        """The form as filled in now."""
        ratings = {key: item.value for key, item in self._items.items() if item.value}
        return Sketch(ratings, self._text.toPlainText())

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

    def _form(self) -> QWidget:
        theme = self.theme
        day = date_long(dt.date.fromisoformat(self._view.issued))
        form = _(
            "{course}, sertifikat tanggal {day}. Jawaban Anda dibaca pengelola bersama nama Anda,"
            " untuk memperbaiki pelatihan; nilai dan sertifikat Anda tidak berubah."
        )
        said = form.format(course=facts.title(self._view.course), day=day)
        items = Card(*self._items.values(), margin=theme.px(14), spacing=6)
        made = Sheet(
            text(_("Evaluasi 3 bulan setelah pelatihan"), "title"),
            text(said, "lead"),
            self._problem,
            items,
            self._text_card(),
            spacing=12,
        )
        made.box.addStretch(1)
        return centred(made, theme.px(900))

    def _item(self, item: str) -> Rating:
        value = self._view.ratings.get(item, 0)
        made = Rating(item, value, self.theme, said=item_words(item), scale_words=scale())
        made.chosen.connect(self._rated)
        return made

    def _editor(self) -> QPlainTextEdit:
        made = QPlainTextEdit(self._view.text)
        made.setObjectName("follow-up-text")
        made.setAccessibleName(_("Apa yang menghambat Anda menerapkannya?"))
        made.setTabChangesFocus(True)
        made.setFixedHeight(self.theme.px(72))
        made.textChanged.connect(self._timer.start)
        made.installEventFilter(self)
        return made

    def _text_card(self) -> Card:
        theme = self.theme
        keys = Keys(self._text, "follow-up-keys", theme, lines=True)
        keys.setVisible(False)
        show = button(_("Papan ketik"), "follow-up-keys-shown", theme, role="quiet", small=True)
        show.setCheckable(True)
        show.toggled.connect(keys.setVisible)
        head = row(
            text(_("Apa yang menghambat Anda menerapkannya?"), "h3"),
            text(_("boleh dikosongkan"), "small", wrap=False),
            show,
            spacing=10,
        )
        return Card(head, self._text, keys, margin=theme.px(16), spacing=4)

    def _rated(self) -> None:
        self.flush()
        self._show_open()

    def _show_open(self) -> None:
        left = open_items(self.draft().ratings)
        for key, item in self._items.items():
            item.set_open(key == left[0] if left else False)
        if not left:
            self._problem.setVisible(False)

    def _first_open(self) -> QWidget | None:
        left = open_items(self.draft().ratings)
        return self._items[left[0]].first if left else None

    def _send(self) -> None:
        self.flush()
        left = open_items(self.draft().ratings)
        if not left:
            self.sent.emit(self.draft())
            return
        form = _("Masih ada {n} penilaian yang kosong. Yang pertama: {item}.")
        self._problem_words.setText(form.format(n=len(left), item=item_words(left[0])))
        self._problem.setVisible(True)
        self._items[left[0]].first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._into_view(self._items[left[0]])

    def _into_view(self, item: QWidget) -> None:
        scroll = self.findChild(QScrollArea, "body")
        if isinstance(scroll, QScrollArea):
            scroll.ensureWidgetVisible(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the text keeps it at once."""
        if watched is self._text and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–4 give the item its word and go on to the next open one."""
        word = event.text()
        if len(word) != 1 or word not in "1234":
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        left = open_items(self.draft().ratings)
        held = next((i for i in self._items.values() if i.holds(focused)), None)
        item = held or (self._items[left[0]] if left else None)
        if item is not None:
            item.choose(int(word))
            wanted = self._first_open() or self.action_button
            if wanted is not None:
                wanted.setFocus(Qt.FocusReason.TabFocusReason)
