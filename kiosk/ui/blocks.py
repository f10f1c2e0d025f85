"""The blocks of a lesson as widgets: words, lists, tables, passages set apart, terms."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.learning.course import (
    Audio,
    Block,
    Callout,
    CalloutKind,
    Check,
    Definition,
    Figure,
    Heading,
    Listing,
    Pages,
    Paragraph,
    Table,
    Task,
    Video,
)
from kiosk.learning.spans import Span, Spans
from kiosk.ui.spans import plain_words, spans_label
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import picture, text
from kiosk.ui.words import _

LEADING = 127
"""Percent of the font's own line height: 1.6 of its size."""
_TIGHT = 114

Static = Heading | Paragraph | Listing | Table | Callout | Definition
"""Blocks that are only read."""


class Look(NamedTuple):
    """How a kind of passage is told apart: heading, icon, role of its frame, ink of its heading."""

    words: str
    icon: str
    role: str
    ink: str


def show(block: Static, theme: Theme) -> QWidget:
    """A block that is only read."""
    match block:
        case Heading():
            return _heading(block)
        case Paragraph():
            return spans_label(block.spans, "lesson", leading=LEADING)
        case Listing():
            return _listing(block, theme, "lesson", LEADING)
        case Table():
            return _table(block, theme)
        case Callout():
            return _callout(block, theme)
        case Definition():
            return _definition(block, theme)
        case _:
            assert_never(block)


def gap_above(block: object, theme: Theme) -> int:
    """Pixels between a block and the one before it."""
    match block:
        case Heading(level=2):
            return theme.px(30)
        case Heading():
            return theme.px(22)
        case Paragraph() | Listing():
            return theme.px(14)
        case _:
            return theme.px(20)


def guess(block: Block, theme: Theme) -> int:
    """About how many pixels high a block is, before it is made."""
    match block:
        case Heading():
            high = 30
        case Paragraph(spans=spans):
            high = _lines(spans) * 27
        case Listing(items=items):
            high = sum(_lines(item) * 27 + 8 for item in items)
        case Table(rows=rows):
            high = 40 + sum(max(_lines(cell, 26) for cell in cells) * 21 + 20 for cells in rows)
        case Callout(body=body):
            high = 60 + sum(guess(part, theme) for part in body)
        case Definition(meaning=meaning):
            high = 70 + _lines(meaning) * 22
        case Check() | Figure() | Video() | Audio() | Pages():
            return theme.px(400)
        case Task(spans=spans):
            high = 320 + _lines(spans) * 22
        case _:
            assert_never(block)
    return theme.px(high)


def _lines(spans: Spans, across: int = 86) -> int:
    return 1 + len(plain_words(spans)) // across


def _heading(block: Heading) -> QWidget:
    return text(block.text, "lesson-h2" if block.level <= 2 else "lesson-h3")


def _listing(block: Listing, theme: Theme, role: str, leading: int) -> QWidget:
    made = QWidget()
    made.setProperty("role", "clear")
    grid = QGridLayout(made)
    grid.setContentsMargins(theme.px(4), 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(8))
    grid.setColumnStretch(1, 1)
    for place, item in enumerate(block.items):
        words = "•" if block.start is None else f"{block.start + place}."
        sign = spans_label((Span(words, bold=True),), role, leading=leading)
        sign.setWordWrap(False)
        align = Qt.AlignmentFlag.AlignTop
        grid.addWidget(sign, place, 0, align | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(spans_label(item, role, leading=leading), place, 1)
    return made


def _table(block: Table, theme: Theme) -> QWidget:
    made = Card(margin=0, spacing=0)
    grid = QGridLayout()
    edge = theme.tebal_garis
    grid.setContentsMargins(edge, edge, edge, edge)
    grid.setSpacing(0)
    made.box.addLayout(grid)
    for place, cell in enumerate(block.head):
        grid.addWidget(
            _cell(cell, "", theme, head=True, corner=_corner(place, len(block.head))), 0, place
        )
        grid.setColumnStretch(place, _breadth(block, place))
    for number, cells in enumerate(block.rows, start=1):
        for place, cell in enumerate(cells):
            heading = plain_words(block.head[place]) if place < len(block.head) else ""
            made_cell = _cell(cell, heading, theme, head=False, corner="")
            grid.addWidget(made_cell, number, place)
    return made


def _breadth(block: Table, place: int) -> int:
    """A share of the width that follows the longest words of a column."""
    cells = [block.head[place], *(r[place] for r in block.rows if place < len(r))]
    longest = max(len(plain_words(cell)) for cell in cells)
    return max(6, min(longest, 40))


def _corner(place: int, count: int) -> str:
    """Round corners at the ends of the headings."""
    left = "border-top-left-radius: 14px;" if place == 0 else ""
    return left + ("border-top-right-radius: 14px;" if place == count - 1 else "")


def _cell(cell: Spans, heading: str, theme: Theme, *, head: bool, corner: str) -> QFrame:
    frame = QFrame()
    ground = theme.laut50 if head else "transparent"
    above = "none" if head else f"{theme.tebal_garis}px solid {theme.garis}"
    frame.setStyleSheet(
        f"QFrame {{ background: {ground}; border: none; border-top: {above}; {corner} }}"
        "QLabel { background: transparent; border: none; }"
    )
    spans = tuple(Span(s.text, bold=True, italic=s.italic) for s in cell) if head else cell
    label = spans_label(spans, leading=_TIGHT)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    if heading:
        label.setAccessibleName(f"{heading}: {plain_words(cell)}")
    box = QVBoxLayout(frame)
    box.setContentsMargins(theme.px(14), theme.px(10), theme.px(10), theme.px(10))
    box.addWidget(label)
    return frame


def look_of(kind: CalloutKind, theme: Theme) -> Look:
    """Heading, icon and colours of a kind of passage."""
    blue, green = ("callout-blue", theme.laut), ("callout-green", theme.hijau_teks)
    orange, red = ("callout-orange", theme.jingga_teks), ("callout-red", theme.merah)
    match kind:
        case CalloutKind.SITUATION:
            return Look(_("Di loket"), "store", *blue)
        case CalloutKind.EXAMPLE:
            return Look(_("Contoh"), "lightbulb", *orange)
        case CalloutKind.COUNTEREXAMPLE:
            return Look(_("Bukan contoh"), "circle-x", *red)
        case CalloutKind.WARNING:
            return Look(_("Peringatan"), "triangle-alert", *red)
        case CalloutKind.RULE:
            return Look(_("Bunyi aturan"), "scale", *blue)
        case CalloutKind.PRACTICE:
            return Look(_("Praktik"), "notebook-pen", *blue)
        case CalloutKind.TAKEAWAY:
            return Look(_("Bawa pulang"), "bookmark-check", *green)
        case CalloutKind.SOURCES:
            return Look(_("Sumber"), "book-open", "callout-plain", theme.tinta2)
        case _:
            assert_never(kind)


def _callout(block: Callout, theme: Theme) -> QWidget:
    look = look_of(block.kind, theme)
    title = coloured(text(block.title or look.words, "strong"), look.ink)
    if block.title:
        title.setAccessibleName(f"{look.words}: {block.title}")
    parts: list[QWidget] = [
        row(picture(look.icon, look.ink, theme, 22), title, spacing=theme.px(10))
    ]
    for part in block.body:
        if isinstance(part, Paragraph):
            parts.append(spans_label(part.spans, leading=_TIGHT))
        else:
            parts.append(_listing(part, theme, "body", _TIGHT))
    return framed(parts, look.role, look.ink, theme)


def _definition(block: Definition, theme: Theme) -> QWidget:
    head = coloured(text(block.term, "h3"), theme.laut)
    head.setAccessibleName(_("Istilah: {term}").format(term=block.term))
    meaning = spans_label(block.meaning, leading=_TIGHT)
    title = row(picture("book-open", theme.laut, theme, 22), head, spacing=theme.px(10))
    return framed([title, meaning], "callout-plain", theme.garis, theme)


def framed(parts: list[QWidget], role: str, ink: str, theme: Theme) -> QWidget:
    """Parts set apart by a ground; in high contrast also by an outline."""
    card = Card(*parts, role=role, margin=theme.px(20), spacing=theme.px(8))
    if theme.contrast:
        left = "" if role in ("card", "callout-plain") else f"border-left: 7px solid {ink};"
        card.setStyleSheet(
            f'QFrame[role="{role}"] {{ border: {theme.tebal_garis}px solid {ink}; {left} }}'
        )
    return card


def coloured(label: QLabel, ink: str) -> QLabel:
    """A label in a colour of the theme that the common style sheet knows (`QLabel[ink=…]`).

    A style sheet of its own would cost each label a millisecond.
    """
    label.setProperty("ink", ink)
    return label


def overline(words: str, theme: Theme) -> QLabel:
    """A small heading above a card's title."""
    label = coloured(text(words.upper(), "label"), theme.laut)
    label.setAccessibleName(words)
    return label


def beside(drawn: str, words: QWidget, theme: Theme) -> QWidget:
    """An icon at the height of the first line, and words that take the room."""
    made = QWidget()
    made.setProperty("role", "clear")
    box = QHBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.px(10))
    box.addWidget(picture(drawn, theme.laut, theme, 18), 0, Qt.AlignmentFlag.AlignTop)
    box.addWidget(words, 1)
    return made


def titled(words: str, drawn: str, theme: Theme, *below: QWidget) -> QWidget:
    """An icon with a small heading, and what stands below it."""
    head = row(picture(drawn, theme.laut, theme, 20), overline(words, theme), spacing=theme.px(8))
    return stack(head, *below, spacing=theme.px(8))


def stack(*parts: QWidget | int, spacing: int = 0) -> QWidget:
    """Parts (or gaps in pixels) below each other, as high as their words need at this width."""
    made = QWidget()
    made.setProperty("role", "clear")
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            box.addSpacing(part)
        else:
            box.addWidget(part)
    return made
