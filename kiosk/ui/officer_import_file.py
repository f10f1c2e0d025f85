"""The rows of a file as they stand in it, and those with a problem handed out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from msgspec import structs

from kiosk.house import Clerk
from kiosk.office.roster import Guess, Plan
from kiosk.office.roster_import import RosterImport
from kiosk.office.roster_plan import Known
from kiosk.people.nip import LENGTH, bare, grouped
from kiosk.sheets.book import Sheet
from kiosk.store.beside import beside
from kiosk.ui import sticks
from kiosk.ui.files import choose_folder
from kiosk.ui.import_words import cell_words, reason_words
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.officer_import_columns import heading
from kiosk.ui.screens.officer_import_rows import PROBLEMS, Written
from kiosk.ui.window import Window
from kiosk.ui.words import _


def written_in(sheet: Sheet, guess: Guess) -> Callable[[int], Written]:
    """A row as it stands in the file, by its line."""
    lines = {row.line: row.cells for row in sheet.rows}
    places = guess.places

    def at(line: int, *fields: str) -> str:
        cells = lines.get(line, ())
        there = (places[field] for field in fields if field in places)
        return next((cell_words(cells[n]) for n in there if n < len(cells)), "")

    def written(line: int) -> Written:
        nip = at(line, "nip")
        digits = bare(nip)
        if len(digits) == LENGTH and digits.isdigit():
            nip = grouped(digits)
        return Written(nip, at(line, "name"), at(line, "unit"), at(line, "grade", "rank"))

    return written


def known_beside(clerk: Clerk) -> Callable[[], Known]:
    """The people to compare with, read in another thread: 10,000 take a second and a half.

    Raises StoreTrouble.
    """
    house, turn = clerk.house, clerk.house.store.roster.turn
    rooms, file, live = house.rooms, house.store.file, not house.folder.view_only

    def known() -> Known:
        store = beside(file, rooms.now, rooms.chance, live=live)
        try:
            found = RosterImport(clerk.acts, store, lambda: clerk.today).known()
        finally:
            store.close()
        return structs.replace(found, turn=turn)

    return known


def save_problems(window: Window, plan: Plan, sheet: Sheet, today: dt.date) -> None:
    """Refused and doubtful rows as a workbook, each with its reason, to mend and import again."""

    def chosen(folder: Path) -> None:
        name = _("Baris bermasalah {day}.xlsx").format(day=today.isoformat())
        saved = attempt(
            window,
            _("Belum tersimpan"),
            lambda: sticks.save(problems(plan, sheet, today), folder, name),
        )
        if saved is not None:
            words = _("Perbaiki {file}, lalu impor berkas itu. Baris lain tidak perlu diulang.")
            window.tell(_("Tersimpan"), words.format(file=saved.name))

    choose_folder(window, window.theme, chosen)


def problems(plan: Plan, sheet: Sheet, today: dt.date) -> bytes:
    """That workbook: the reason first, then the columns as in the file."""
    from kiosk.sheets.write import Table, workbook  # late: openpyxl is large

    lines = {row.line: row.cells for row in sheet.rows}
    width = sheet.width
    rows = []
    for row in plan.rows:
        if row.state in PROBLEMS:
            cells = lines.get(row.line, ())
            blank = (None,) * (width - len(cells))
            rows.append((row.line, reason_words(row), *cells, *blank))
    headings = tuple(heading(plan.guess, n) for n in range(width))
    table = Table(_("Baris bermasalah"), (_("Baris semula"), _("Alasan"), *headings), tuple(rows))
    return workbook((table,), today)
