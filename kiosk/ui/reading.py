"""The text of a lesson, block below block; in a case study it goes on as decisions are taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.views import LessonView
from kiosk.learning.answers import Mark
from kiosk.learning.course import Audio, Block, Check, Figure, Heading, Pages, Task, Video
from kiosk.learning.story import story
from kiosk.ui.blocks import Static, beside, coloured, framed, gap_above, guess, show, stack
from kiosk.ui.check import CheckBlock
from kiosk.ui.figure import FigureBlock
from kiosk.ui.growing import Growing, Part, stops_in
from kiosk.ui.notes import TaskBlock
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import picture, text
from kiosk.ui.words import _

if TYPE_CHECKING:
    from kiosk.ui.media import MediaBlock

WIDTH = 720
_EDGE = 40
"""Pixels below the upper edge at which a block counts as being read."""


class Marks(QWidget):
    """What the learner left at a section: a bookmark, a note; made when there is one."""

    def __init__(self, theme: Theme, *, bookmarked: bool, note: str) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme = theme
        self._bookmark: QWidget | None = None
        self._noted: QWidget | None = None
        self._note = text(note)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, theme.px(8), 0, 0)
        self._on, self._words = bookmarked, note
        self._show()

    def _show(self) -> None:
        if self._on and self._bookmark is None:
            self._bookmark = self._line("bookmark-check", _("Anda menandai bagian ini"))
            self._box.insertWidget(0, self._bookmark)
        if self._words and self._noted is None:
            head = self._line("notebook-pen", _("Catatan Anda"))
            self._noted = framed(
                [head, self._note], "callout-plain", self._theme.garis, self._theme
            )
            self._box.addWidget(self._noted)
        self._note.setText(self._words)
        for made, on in ((self._bookmark, self._on), (self._noted, bool(self._words))):
            if made is not None and made.isHidden() == on:
                made.setVisible(on)
        if not (self._on or self._words):
            self.hide()
        elif self.parentWidget() is not None:
            self.show()

    def _line(self, drawn: str, words: str) -> QWidget:
        theme = self._theme
        label = coloured(text(words, "label"), theme.laut)
        return row(picture(drawn, theme.laut, theme, 18), label, spacing=theme.px(8))

    def set_bookmark(self, *, on: bool) -> None:
        """Show or hide the bookmark."""
        self._on = on
        self._show()

    def set_note(self, words: str) -> None:
        """Show a note; empty hides it."""
        self._words = words
        self._show()


class Reading(Growing):
    """All blocks.

    `checked(question, answer)`; `noted(block, text, editor)`; `played(block, milliseconds)`.
    """

    checked = Signal(str, object)
    noted = Signal(str, str, object)
    played = Signal(str, int)

    def __init__(self, view: LessonView, theme: Theme) -> None:
        super().__init__("lesson", theme, WIDTH)
        self._view, self._theme = view, theme
        self._bookmarks, self._notes = set(view.bookmarks), dict(view.notes)
        given = {name: state.answer for name, state in view.checks.items()}
        self._answers = {name: answer for name, answer in given.items() if answer is not None}
        self._checks: dict[str, CheckBlock] = {}
        self._tasks: list[TaskBlock] = []
        self._media: list[MediaBlock] = []
        self._marks: dict[str, Marks] = {}
        self._titles: dict[str, str] = {}
        self._sections: list[str] = []
        self._names = [block.id for block in view.lesson.blocks]
        start = self._names.index(view.start) + 1 if view.start in self._names else 0
        parts = [Part(self._head, 0, theme.px(60 + 30 * len(view.lesson.aims)))]
        parts += [self._part(block) for block in view.lesson.blocks]
        seen = story(view.lesson, self._answers)
        self.set_parts(parts, 0 if start == 1 else start, 1 + seen.open)
        self.put_away(self._places(seen.closed))

    def _head(self) -> QWidget:
        view, theme = self._view, self._theme
        title = text(view.lesson.title, "title")
        if not view.lesson.aims:
            return title
        lines = [beside("target", text(aim), theme) for aim in view.lesson.aims]
        head = text(_("Setelah pelajaran ini Anda dapat:"), "small")
        return stack(title, theme.px(14), stack(head, *lines, spacing=theme.px(6)))

    def _part(self, block: Block) -> Part:
        if isinstance(block, Heading) or not self._sections:
            words = block.text if isinstance(block, Heading) else self._view.lesson.title
            self._titles[block.id] = words
            self._sections.append(block.id)
        else:
            self._sections.append(self._sections[-1])
        stops: Callable[[QWidget], list[QWidget]] | None = None
        if isinstance(block, Task):
            stops = self._stops_of_task
        elif isinstance(block, Check | Figure | Video | Audio | Pages):
            stops = stops_in
        gap, high = gap_above(block, self._theme), guess(block, self._theme)
        return Part(partial(self._make_block, block), gap, high, stops)

    def _stops_of_task(self, _made: QWidget) -> list[QWidget]:
        """Of the task made last. To look for them costs 30 ms: Qt's own parts of the editor."""
        return self._tasks[-1].editor.stops

    def _make_block(self, block: Block) -> QWidget:
        made = self._widget(block)
        if block.id not in self._titles:
            return made
        marks = Marks(
            self._theme,
            bookmarked=block.id in self._bookmarks,
            note=self._notes.get(block.id, ""),
        )
        self._marks[block.id] = marks
        return stack(made, marks)

    def _widget(self, block: Block) -> QWidget:
        view, theme = self._view, self._theme
        match block:
            case Check():
                state = view.checks[block.question]
                check = CheckBlock(state, theme, case=view.lesson.case)
                check.checked.connect(self.checked.emit)
                self._checks[state.question.id] = check
                return check
            case Task():
                task = TaskBlock(block, view.notes.get(block.id, ""), theme)
                task.written.connect(self.noted.emit)
                self._tasks.append(task)
                return task
            case Figure():
                figure = FigureBlock(block, view.files.get(block.file, ""), theme)
                figure.enlarged.connect(lambda: figure.enlarge(self.window()))
                return figure
            case Video() | Audio():
                return self._media_of(block)
            case Pages():
                return self._pages_of(block)
            case _:
                static: Static = block
                return show(static, theme)

    def _media_of(self, block: Video | Audio) -> QWidget:
        from kiosk.ui.media import MediaBlock  # few lessons need it

        files, at = dict(self._view.files), self._view.played.get(block.id, 0)
        media = MediaBlock(block, files, at, self._theme)
        media.played.connect(self.played.emit)
        self._media.append(media)
        return media

    def _pages_of(self, block: Pages) -> QWidget:
        from kiosk.ui.sheets import PagesBlock

        pages = PagesBlock(block, self._view.files.get(block.file, ""), self._theme)
        pages.enlarged.connect(lambda: pages.enlarge(self.window()))
        return pages

    def _places(self, closed: frozenset[str]) -> frozenset[int]:
        """The parts of these blocks; the head of the lesson is the first part."""
        return frozenset(place for place, name in enumerate(self._names, 1) if name in closed)

    @property
    def waiting(self) -> bool:
        """Whether the rest is hidden until a decision is taken."""
        return self.closed_parts > 0

    def focus_waiting(self) -> None:
        """Go to the decision that is open."""
        found = next((c for c in self._checks.values() if not c.answered), None)
        if found is not None:
            found.ask.focus_first()

    def show_mark(self, question_id: str, mark: Mark) -> None:
        """Show what an answer was worth, and what follows from it."""
        check = self._checks[question_id]
        check.show_mark(mark)
        if (answer := check.ask.current()) is not None:
            self._answers[question_id] = answer
        seen = story(self._view.lesson, self._answers)
        self.put_away(self._places(seen.closed))
        self.open_up_to(1 + seen.open)

    def show_note(self, block: str, words: str) -> None:
        """Show a note at its section."""
        self._notes[block] = words
        if block in self._marks:
            self._marks[block].set_note(words)

    def show_bookmark(self, block: str, *, on: bool) -> None:
        """Show or hide a bookmark at its section."""
        (self._bookmarks.add if on else self._bookmarks.discard)(block)
        if block in self._marks:
            self._marks[block].set_bookmark(on=on)

    def _at(self, scrolled: int) -> int:
        return max(0, self.part_at(scrolled + _EDGE) - 1)

    def block_at(self, scrolled: int) -> str:
        """The block at the upper edge."""
        return self._names[self._at(scrolled)] if self._names else ""

    def section_at(self, scrolled: int) -> str:
        """The first block of the section at the upper edge; bookmarks and notes belong to it."""
        return self._sections[self._at(scrolled)] if self._sections else ""

    def block_after(self, block: str) -> str:
        """The next block that may be seen; "" after the last."""
        first = self._names.index(block) + 1
        seen = self.open_places()
        return next((x for n, x in enumerate(self._names[first:], first + 1) if n in seen), "")

    def bring(self, block: str) -> QWidget | None:
        """Scroll until a block is seen, its beginning at the top if it was not wholly there."""
        return self.bring_part(self._names.index(block) + 1)

    def title_of(self, section: str) -> str:
        """The heading of a section."""
        return self._titles.get(section, "")

    def flush(self) -> None:
        """Tell notes that are being written, and where films are stopped."""
        for task in self._tasks:
            task.flush()
        for media in self._media:
            media.stop()
