"""The text of a lesson, block below block; in a case study it goes on as decisions are taken."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.desk.views import LessonView
from kiosk.learning.answers import Mark
from kiosk.learning.course import Block, Check, Figure, Heading, Task
from kiosk.ui.blocks import Static, beside, coloured, framed, gap_above, show, stack
from kiosk.ui.check import CheckBlock
from kiosk.ui.figure import FigureBlock
from kiosk.ui.notes import TaskBlock
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import picture, text
from kiosk.ui.words import _

WIDTH = 720
_EDGE = 40
"""Pixels below the upper edge at which a block counts as being read."""


class Marks(QWidget):
    """What the learner left at a section: a bookmark, a note."""

    def __init__(self, theme: Theme, *, bookmarked: bool, note: str) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        drawn = picture("bookmark-check", theme.laut, theme, 18)
        words = coloured(text(_("Anda menandai bagian ini"), "label"), theme.laut)
        self._bookmark = row(drawn, words, spacing=theme.px(8))
        self._note = text(note)
        pen = picture("notebook-pen", theme.laut, theme, 18)
        label = coloured(text(_("Catatan Anda"), "label"), theme.laut)
        head = row(pen, label, spacing=theme.px(8))
        self._noted = framed([head, self._note], "callout-plain", theme.garis, theme)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.px(8), 0, 0)
        box.addWidget(self._bookmark)
        box.addWidget(self._noted)
        self._bookmark.setVisible(bookmarked)
        self._noted.setVisible(bool(note))
        self.setVisible(bookmarked or bool(note))

    def set_bookmark(self, *, on: bool) -> None:
        """Show or hide the bookmark."""
        self._bookmark.setVisible(on)
        self.setVisible(on or not self._noted.isHidden())

    def set_note(self, words: str) -> None:
        """Show a note; empty hides it."""
        self._note.setText(words)
        self._noted.setVisible(bool(words))
        self.setVisible(bool(words) or not self._bookmark.isHidden())


class Reading(QWidget):
    """All blocks. `checked(question, answer)`; `noted(block, text, editor)`."""

    checked = Signal(str, object)
    noted = Signal(str, str, object)

    def __init__(self, view: LessonView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._view, self._theme = view, theme
        self._places: list[tuple[str, str, QWidget]] = []
        self._checks: dict[str, CheckBlock] = {}
        self._tasks: list[TaskBlock] = []
        self._marks: dict[str, Marks] = {}
        self._titles: dict[str, str] = {}
        text_column = QWidget()
        text_column.setProperty("role", "clear")
        text_column.setMaximumWidth(theme.px(WIDTH))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        text_column.setSizePolicy(policy)
        self._box = QVBoxLayout(text_column)
        self._box.setContentsMargins(0, 0, 0, theme.px(40))
        self._box.setSpacing(0)
        across = QHBoxLayout(self)
        side = theme.px(28)
        across.setContentsMargins(side, theme.px(8), side, 0)
        across.addStretch(1)
        across.addWidget(text_column, 1000)
        across.addStretch(1)
        self._fill()

    def minimumSizeHint(self) -> QSize:
        """No height of its own: what the wrapped words need is `heightForWidth`."""
        return QSize(super().minimumSizeHint().width(), 0)

    def _fill(self) -> None:
        view, theme = self._view, self._theme
        self._box.addWidget(text(view.lesson.title, "title"))
        if view.lesson.aims:
            self._box.addSpacing(theme.px(14))
            self._box.addWidget(self._aims())
        section = ""
        for block in view.lesson.blocks:
            if isinstance(block, Heading) or not section:
                section = block.id
                words = block.text if isinstance(block, Heading) else view.lesson.title
                self._titles[section] = words
            self._add(block, section)
        self._box.addStretch(1)
        self._reveal()

    def _aims(self) -> QWidget:
        theme = self._theme
        lines = [beside("target", text(aim), theme) for aim in self._view.lesson.aims]
        head = text(_("Setelah pelajaran ini Anda dapat:"), "small")
        return stack(head, *lines, spacing=theme.px(6))

    def _add(self, block: Block, section: str) -> None:
        theme, view = self._theme, self._view
        made = self._widget(block)
        parts: list[QWidget | int] = [gap_above(block, theme), made]
        if section == block.id:
            marks = Marks(
                theme, bookmarked=section in view.bookmarks, note=view.notes.get(section, "")
            )
            self._marks[section] = marks
            parts.append(marks)
        outer = stack(*parts)
        self._places.append((block.id, section, outer))
        self._box.addWidget(outer)

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
                figure = FigureBlock(block, view.figures.get(block.file, ""), theme)
                figure.enlarged.connect(lambda: figure.enlarge(self.window()))
                return figure
            case _:
                static: Static = block
                return show(static, theme)

    def _reveal(self) -> None:
        """In a case study, nothing after an open decision is shown."""
        open_yet = True
        for block, (_id, _section, outer) in zip(
            self._view.lesson.blocks, self._places, strict=True
        ):
            outer.setVisible(open_yet)
            if isinstance(block, Check) and self._view.lesson.case:
                open_yet = open_yet and self._checks[block.question].answered

    @property
    def waiting(self) -> bool:
        """Whether the rest is hidden until a decision is taken."""
        return any(outer.isHidden() for _id, _section, outer in self._places)

    def focus_waiting(self) -> None:
        """Go to the decision that is open."""
        found = next((c for c in self._checks.values() if not c.answered), None)
        if found is not None:
            found.ask.focus_first()

    def show_mark(self, question_id: str, mark: Mark) -> None:
        """Show what an answer was worth, and what follows from it."""
        self._checks[question_id].show_mark(mark)
        self._reveal()

    def show_note(self, block: str, words: str) -> None:
        """Show a note at its section."""
        if block in self._marks:
            self._marks[block].set_note(words)

    def show_bookmark(self, block: str, *, on: bool) -> None:
        """Show or hide a bookmark at its section."""
        if block in self._marks:
            self._marks[block].set_bookmark(on=on)

    def top_of(self, block: str) -> int:
        """Where a block begins, in pixels; 0 if it is not there or not shown."""
        for name, _section, outer in self._places:
            if name == block and not outer.isHidden():
                return self._y(outer)
        return 0

    def _y(self, outer: QWidget) -> int:
        return outer.mapTo(self, outer.rect().topLeft()).y()

    def _at(self, scrolled: int) -> tuple[str, str]:
        found = ("", "")
        for name, section, outer in self._places:
            if outer.isHidden() or (found[0] and self._y(outer) > scrolled + _EDGE):
                break
            found = (name, section)
        return found

    def block_at(self, scrolled: int) -> str:
        """The block at the upper edge."""
        return self._at(scrolled)[0]

    def section_at(self, scrolled: int) -> str:
        """The first block of the section at the upper edge; bookmarks and notes belong to it."""
        return self._at(scrolled)[1]

    def title_of(self, section: str) -> str:
        """The heading of a section."""
        return self._titles.get(section, "")

    def flush(self) -> None:
        """Tell notes that are being written."""
        for task in self._tasks:
            task.flush()
