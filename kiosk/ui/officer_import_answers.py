"""What the officer is asked about a file: its sheet, heading, columns, and rows in doubt."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.office.roster import Answers, Choice, Guess, Plan, Row
from kiosk.office.roster_headings import FIELDS
from kiosk.people.learner import Learner
from kiosk.sheets.book import Book, Sheet
from kiosk.ui.import_words import (
    UNIT_DOUBTS,
    cell_words,
    doubt_words,
    field_words,
    person_words,
    thousands,
)
from kiosk.ui.officer_pick import pick
from kiosk.ui.screens.officer_import_columns import ALL, heading
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, text
from kiosk.ui.window import Window
from kiosk.ui.words import _

HEADS, LONGEST = 15, 40


def answered(answers: Answers, row: Row, answer: str) -> Answers:
    """The answers with one more: "yes", "keep", "skip", or "again" for none.

    One about a unit holds for all rows in which that unit is written; what else is in doubt in a
    row is answered for it alone.
    """
    units, rows = dict(answers.units), dict(answers.rows)
    about = next((d for d in row.doubts if d.code in UNIT_DOUBTS), None)
    if answer == "again":
        rows.pop(row.line, None)
        units.pop(row.unit, None)
        return Answers(units, rows)
    if answer == "skip":
        return Answers(units, {**rows, row.line: Choice.SKIP})
    if about is not None:
        units[row.unit] = (about.proposal if answer == "yes" else "") or row.unit
    if any(d.code not in UNIT_DOUBTS for d in row.doubts) and answer == "yes":
        rows[row.line] = Choice.TAKE
    return Answers(units, rows)


def ask_column(
    window: Window, guess: Guess, width: int, place: int, chosen: Callable[[Guess], None]
) -> None:
    """What a column holds; with OTHERS or ALL first which one."""
    if place < 0:
        held = {} if place == ALL else {c.place: c.field for c in guess.columns}
        said = {c.place: f"{field_words(c.field)}: " for c in guess.columns}
        left = {str(n): said.get(n, "") + heading(guess, n) for n in range(width) if n not in held}
        title = _("Kolom mana?")
        if len(left) == 1:
            _ask_field(window, guess, int(next(iter(left))), chosen)
        else:
            pick(window, title, left, lambda key: _ask_field(window, guess, int(key), chosen))
    else:
        _ask_field(window, guess, place, chosen)


def _ask_field(window: Window, guess: Guess, place: int, chosen: Callable[[Guess], None]) -> None:
    title = _("Isi kolom “{heading}”").format(heading=heading(guess, place))
    choices = {field: field_words(field) for field in FIELDS} | {"": _("Abaikan")}
    held = next((c.field for c in guess.columns if c.place == place), "")

    def taken(field: str) -> None:
        places = {field: place} if field else {}
        if held and held != field:
            places[held] = -1
        chosen(guess.with_columns(places))

    pick(window, title, choices, taken)


def ask_sheet(window: Window, book: Book, chosen: Callable[[int], None]) -> None:
    """Which sheet holds the people."""
    form = _("{sheet} · {n} baris")
    choices = {
        str(n): form.format(sheet=sheet.name, n=thousands(len(sheet.rows)))
        for n, sheet in enumerate(book.sheets)
    }
    pick(window, _("Pilih lembar"), choices, lambda key: chosen(int(key)))


def ask_head(window: Window, sheet: Sheet, chosen: Callable[[int], None]) -> None:
    """In which line the headings stand."""
    choices = {}
    for row in sheet.rows[:HEADS]:
        texts = list(dict.fromkeys(filter(None, map(cell_words, row.cells))))
        words = " | ".join(texts)
        short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
        choices[str(row.line)] = _("Baris {n}: {words}").format(n=row.line, words=short)
    if choices:
        pick(window, _("Di baris mana judul kolom?"), choices, lambda key: chosen(int(key)))


def compare(window: Window, row: Row, plan: Plan, chosen: Callable[[str], None]) -> None:
    """Both persons side by side, and the answer to it."""
    theme = window.theme
    other, words = _other(row, plan)
    if row.learner is None or other is None:
        return
    content = column(
        text(doubt_words(row)),
        _beside(_("Baris {n}").format(n=row.line), row.learner, words, other, theme),
        spacing=theme.px(14),
    )
    buttons = (
        button(_("Tutup"), "cancel", theme),
        button(_("Lewati baris ini"), "compare-skip", theme),
        button(_("Ya, impor baris ini"), "compare-yes", theme, role="primary"),
    )
    overlay = window.put_overlay(
        Overlay(window, _("Bandingkan"), theme, content, buttons, width=860)
    )

    def closed(name: str) -> None:
        if name in ("compare-skip", "compare-yes"):
            chosen(name.removeprefix("compare-"))

    overlay.closed.connect(closed)


def _other(row: Row, plan: Plan) -> tuple[Learner | None, str]:
    """Whom a row is held against, and where they stand."""
    for doubt in row.doubts:
        if doubt.code == "name-twice":
            line = int(doubt.other)
            found = next((x.learner for x in plan.rows if x.line == line), None)
            return found, _("Baris {n}").format(n=line)
    return row.before, _("Terdaftar")


def _beside(one: str, left: Learner, other: str, right: Learner, theme: Theme) -> QWidget:
    made = QWidget()
    made.setProperty("role", "clear")
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(20))
    grid.setVerticalSpacing(theme.px(8))
    for place, words in enumerate(("", one, other)):
        grid.addWidget(text(words, "small", wrap=False), 0, place)
    pairs = zip(person_words(left), person_words(right), strict=True)
    for line, ((label, mine), (_same, theirs)) in enumerate(pairs, 1):
        role = "body" if mine == theirs else "strong"
        grid.addWidget(text(label, "small", wrap=False), line, 0)
        grid.addWidget(text(mine, role), line, 1)
        grid.addWidget(text(theirs, role), line, 2)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    return made
