"""A lesson: the outline at the side, the text in the middle, questions and notes inside it."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.desk.views import LessonView
from kiosk.learning.answers import Answer, Mark
from kiosk.ui.icons import icon
from kiosk.ui.notes import NoteEditor
from kiosk.ui.outline import Outline
from kiosk.ui.page import Page
from kiosk.ui.reader import Reader
from kiosk.ui.reading import Reading
from kiosk.ui.screens.home import chip_style
from kiosk.ui.theme import Theme
from kiosk.ui.voice import Voice
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _, clock_of

_NARROW = 1100
_EVERY = 5_000
_OVERLAP = 72


class LessonScreen(Page):
    """Reading. Call `flush` before the screen is taken away."""

    reached = Signal(str, int)
    finished = Signal()
    lesson_opened = Signal(str)
    checked = Signal(str, object)
    note_written = Signal(str, str)
    played = Signal(str, int)
    bookmarked = Signal(str, bool)
    text_size_wanted = Signal()
    slow_chosen = Signal(bool)
    not_heard = Signal()

    def __init__(self, view: LessonView, theme: Theme) -> None:
        last = _("Selesai") if not view.following else _("Berikutnya")
        more = _("Lanjut membaca")
        super().__init__(
            view.status, theme, back=_("Kembali"), action=more, action_icon="arrow-down"
        )
        self._view, self._end_words = view, last
        self._bookmarks = set(view.bookmarks)
        self._notes = dict(view.notes)
        self._told, self._kept = view.start, False
        self._started = self._end_seen = False
        self._reader: Reader | None = None
        self._clock = QElapsedTimer()
        self._clock.start()
        self._reading = Reading(view, theme)
        self._reading.checked.connect(self._check)
        self._reading.noted.connect(self._write)
        self._reading.played.connect(self.played.emit)
        self._outline = Outline(view, theme)
        self._outline.chosen.connect(self._open_lesson)
        self.set_body(self._body_of(), scroll=False, margin=0)
        self._wire()

    def _wire(self) -> None:
        bar = self._reading.verticalScrollBar()
        bar.valueChanged.connect(self._look)
        bar.rangeChanged.connect(self._look)
        self._reading.grown.connect(self._look)
        self._reading.stop_before = self._mark
        self.acted.connect(self._go_on)
        self._every = QTimer(self)
        self._every.setInterval(_EVERY)
        self._every.timeout.connect(self._tell_place)
        self._every.start()
        for made in (self.action_button, self.back_button):
            if made is not None:
                made.installEventFilter(self)
        if self._view.previous:
            before = button(_("Sebelumnya"), "previous", self.theme, icon_left="chevron-left")
            before.clicked.connect(lambda: self._open_lesson(self._view.previous))
            before.installEventFilter(self)
            self._before: QPushButton | None = before
            self.add_bottom(before)
        else:
            self._before = None

    def _body_of(self) -> QWidget:
        right = QWidget()
        right.setProperty("role", "clear")
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._strip())
        box.addWidget(self._reading, 1)
        made = QWidget()
        made.setProperty("role", "clear")
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._outline)
        across.addWidget(right, 1)
        return made

    def _strip(self) -> QWidget:
        """Where one is, and what can be done with the text."""
        view, theme = self._view, self.theme
        form = _("Pelajaran {n} dari {m} · ± {minutes} menit")
        if view.lesson.case:
            form = _("Studi kasus · ± {minutes} menit")
        words = form.format(n=view.number, m=_lessons(view), minutes=view.minutes)
        size = f"{round(theme.scale * 100)}%" if theme.scale > 1 else _("Ukuran teks")
        self._size = self._chip(size, "text-size", "a-large-small")
        self._size.setAccessibleName(
            _("Ukuran teks, sekarang {n}%").format(n=round(theme.scale * 100))
        )
        self._size.setCheckable(False)
        self._size.clicked.connect(self.text_size_wanted.emit)
        self._note_chip = self._chip(_("Catatan"), "note", "notebook-pen")
        self._note_chip.setCheckable(False)
        self._note_chip.clicked.connect(self._open_note)
        self._mark = self._chip(_("Tandai"), "bookmark", "bookmark")
        self._mark.clicked.connect(self._set_bookmark)
        self._listen = self._chip(_("Dengarkan"), "listen", "volume-2")
        self._slow = self._chip(_("Pelan"), "listen-slow", "timer")
        for part in (self._listen, self._slow):
            part.hide()
        made = QWidget()
        made.setProperty("role", "clear")
        box = QHBoxLayout(made)
        box.setContentsMargins(theme.px(28), 6, theme.px(28), 6)
        box.setSpacing(theme.px(8))
        self._where = text(words, "small")
        box.addWidget(self._where, 1000)
        box.addStretch(1)
        for part in (self._slow, self._listen, self._size, self._note_chip, self._mark):
            box.addWidget(part)
        return made

    def _chip(self, words: str, name: str, drawn: str) -> QPushButton:
        """A chip drawn 36 high that can be touched at 48."""
        made = chip(words, name, self.theme, drawn=drawn)
        high = max(48, self.theme.px(44))
        made.setMinimumHeight(high)
        made.setMaximumHeight(high)
        made.setStyleSheet(chip_style(self.theme))
        return made

    def give_voice(self, voice: Voice, *, slow: bool) -> None:
        """Offer to read the lesson aloud; without a voice nothing tells of it."""
        if self._reader is not None:
            return
        self._reader = Reader(self._view, self._reading, voice, self.theme, slow=slow)
        self._reader.changed.connect(self._show_listening)
        self._reader.failed.connect(self._not_heard)
        self._listen.clicked.connect(self._reader.toggle)
        self._slow.setChecked(slow)
        self._slow.toggled.connect(self._set_slow)
        self._slow.setAccessibleName(_("Bacakan lebih pelan"))
        self._show_listening(on=False)
        self._listen.show()
        self._make_room()

    def _set_slow(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.slow_chosen.emit(on)
        if self._reader is not None:
            self._reader.set_slow(slow=on)

    def _show_listening(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        words = _("Hentikan") if on else _("Dengarkan")
        self._listen.setChecked(on)
        self._listen.setText(words)
        self._listen.setAccessibleName(_("Hentikan pembacaan") if on else _("Dengarkan pelajaran"))
        drawn = "circle-stop" if on else "volume-2"
        self._listen.setIcon(icon(drawn, self.theme.tinta2, self.theme.px(20), after=6))
        self._slow.setVisible(on)

    def _not_heard(self) -> None:
        self._listen.hide()
        self.set_note(_("Komputer ini tidak dapat mengeluarkan suara."))
        self.not_heard.emit()

    def _silence(self) -> None:
        if self._reader is not None:
            self._reader.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read to someone who left."""
        self._silence()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where reading stopped."""
        super().showEvent(event)
        if not self._started:
            self._started = True
            self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Titles at the side only where there is room for them and the text."""
        super().resizeEvent(event)
        room = self.width() / self.theme.scale
        self._outline.set_rail(on=room <= _NARROW)
        if self._before is not None:
            self._before.setVisible(room >= 900)
        self._make_room()

    def _make_room(self) -> None:
        """With large text on a small screen, hearing takes the place of what the outline says."""
        narrow = self.width() / self.theme.scale < 900
        self._where.setVisible(self._reader is None or not narrow)
        self._slow.setText("" if narrow else _("Pelan"))

    def _look(self) -> None:
        """What the scrolled place means for the chips and the action."""
        bar = self._reading.verticalScrollBar()
        if bar.value() >= bar.maximum() - 24:
            all_there = self._reading.complete and not self._reading.waiting
            self._end_seen = self._end_seen or (self._started and all_there)
        on = self._reading.section_at(bar.value()) in self._bookmarks
        words = _("Ditandai") if on else _("Tandai")
        self._mark.setChecked(on)
        if words != self._mark.text():
            self._mark.setText(words)
            drawn = "bookmark-check" if on else "bookmark"
            self._mark.setIcon(icon(drawn, self.theme.tinta2, self.theme.px(20), after=6))
        words = self._end_words if self._end_seen else _("Lanjut membaca")
        drawn = "arrow-right" if self._end_seen else "arrow-down"
        made = self.action_button
        if made is not None and made.text() != words:
            made.setText(words)
            made.setAccessibleName(words)
            made.setIcon(icon(drawn, self.theme.di_laut, self.theme.px(20), before=6))

    def _go_on(self) -> None:
        bar = self._reading.verticalScrollBar()
        if self._end_seen:
            self.flush()
            self.finished.emit()
        elif self._reading.waiting and bar.value() >= bar.maximum() - 24:
            self._reading.focus_waiting()
            self.set_note(_("Pilih jawaban dahulu."))
        else:
            self._scroll_by(bar.pageStep() - self.theme.px(_OVERLAP))

    def _scroll_by(self, pixels: int) -> None:
        bar = self._reading.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On the buttons below, the arrows scroll the text."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._scroll_key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Page keys scroll the text wherever the focus is; Esc ends reading aloud."""
        if event.key() == Qt.Key.Key_Escape and self._reader is not None and self._reader.reads:
            self._reader.stop()
        elif not self._scroll_key(event):
            super().keyPressEvent(event)

    def _scroll_key(self, event: QKeyEvent) -> bool:
        bar = self._reading.verticalScrollBar()
        page = bar.pageStep() - self.theme.px(_OVERLAP)
        steps = {
            Qt.Key.Key_Down: self.theme.px(56),
            Qt.Key.Key_Up: -self.theme.px(56),
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            return False
        self._scroll_by(step)
        return True

    def _tell_place(self, *, leaving: bool = False) -> None:
        block = self._reading.block_at(self._reading.verticalScrollBar().value())
        seconds = round(self._clock.elapsed() / 1000)
        long = seconds >= 240
        if not self._started or not block or not (block != self._told or leaving or long):
            return
        self._told = block
        self._clock.restart()
        self.reached.emit(block, seconds)

    def flush(self) -> None:
        """Tell what is not told yet: the place, the seconds, a note being written."""
        self._every.stop()
        self._silence()
        self._reading.flush()
        self._tell_place(leaving=True)

    def _open_lesson(self, lesson: str) -> None:
        self.flush()
        self.lesson_opened.emit(lesson)

    def _check(self, question: str, answer: Answer) -> None:
        self.checked.emit(question, answer)

    def show_mark(self, question_id: str, mark: Mark) -> None:
        """Show what an answer in the text was worth; the story goes on after it."""
        self._reading.show_mark(question_id, mark)
        QTimer.singleShot(0, self, self._look)

    def saved(self, at_ms: int) -> None:
        """Say that everything so far is on disk, if anything is put there."""
        self._kept = True
        if not self.status.view_only:
            self.set_note(_("Tersimpan {time}").format(time=clock_of(at_ms)))

    def not_saved(self, words: str) -> None:
        """Say that the last thing is not on disk."""
        self.set_note(words)

    def _write(self, block: str, words: str, editor: NoteEditor) -> None:
        self._kept = False
        self.note_written.emit(block, words)
        if self._kept:
            editor.kept()
            self._notes[block] = words
            self._reading.show_note(block, words)
        else:
            editor.refused()

    def _set_bookmark(self) -> None:
        section = self._reading.section_at(self._reading.verticalScrollBar().value())
        on = section not in self._bookmarks
        self._kept = False
        self.bookmarked.emit(section, on)
        if self._kept:
            self._bookmarks ^= {section}
            self._reading.show_bookmark(section, on=on)
        self._look()

    def _open_note(self) -> None:
        section = self._reading.section_at(self._reading.verticalScrollBar().value())
        theme = self.theme
        title = _("Catatan untuk “{section}”").format(section=self._reading.title_of(section))
        editor = NoteEditor(self._notes.get(section, ""), "section-note", title, theme)
        editor.written.connect(lambda words: self._write(section, words, editor))
        close = button(_("Selesai"), "note-close", theme, role="primary")
        overlay = Overlay(self.window(), title, theme, editor, (close,), width=800)
        overlay.closed.connect(lambda _name: editor.flush())
        editor.edit.setFocus()


def _lessons(view: LessonView) -> int:
    return sum(not r.case for r in view.rows)
