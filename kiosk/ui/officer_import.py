"""A file of people on its way into the roster: read and planned on the worker, answered, taken."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.office.roster import Answers, Guess, Plan, RowState
from kiosk.office.roster_plan import Known
from kiosk.people.learner import Learner
from kiosk.sheets.book import Book, Unreadable
from kiosk.ui.background import Background
from kiosk.ui.files import choose_file
from kiosk.ui.import_words import nobody_words, notes_of, thousands, unreadable_words
from kiosk.ui.office_words import TROUBLES, Trouble, said
from kiosk.ui.officer_import_answers import answered, ask_column, ask_head, ask_sheet, compare
from kiosk.ui.officer_import_file import known_beside, save_problems, written_in
from kiosk.ui.officer_pick import pick
from kiosk.ui.officer_steps import attempt, read
from kiosk.ui.screens.officer_import import ImportPart, ImportView, ReadingPart
from kiosk.ui.screens.officer_import_columns import ALL
from kiosk.ui.widgets.layout import AFTER_PAINT, column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, text
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

LARGEST = 60_000_000
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")


class ImportRoom(QObject):
    """One file at a time. `done` once it is left, `show` shows the part anew, `give` makes codes.

    Nothing is taken in before the officer says so, and then all of it or nothing.
    """

    _told = Signal(int, int, int)

    def __init__(
        self,
        window: Window,
        clerk: Clerk,
        done: Callable[[], None],
        show: Callable[[], None],
        give: Callable[[tuple[Learner, ...]], None],
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._import = window, clerk, clerk.office.roster_import
        self._done, self._show, self._give = done, show, give
        self._background = background = Background(self)
        self.destroyed.connect(lambda _gone: background.close())
        self._told.connect(self._progress)
        self._stop = threading.Event()
        self._turn = 0
        self.reset()

    def reset(self) -> None:
        """Let go of the file; what the worker still reads of it is forgotten."""
        self._stop.set()
        self._turn += 1
        self._file, self._busy = "", False
        self._book: Book | None = None
        self._guess: Guess | None = None
        self._known: Known | None = None
        self._plan: Plan | None = None
        self._answers = Answers()
        self._part: QWidget | None = None

    @property
    def open(self) -> bool:
        """Whether a file is being read or shown."""
        return bool(self._file)

    def begin(self) -> None:
        """Choose a file."""
        choose_file(self._window, self._window.theme, SUFFIXES, self.read_file)

    def part(self) -> QWidget:
        """How far reading is, or what the file would do."""
        theme = self._window.theme
        if self._busy or self._book is None or self._guess is None:
            reading = ReadingPart(self._file, theme)
            reading.stop_wanted.connect(self._leave)
            self._part = reading
            return reading
        part = ImportPart(self._view(self._book, self._guess), theme)
        signals_of(
            part,
            taken=self._take,
            answered=self._answered,
            column_wanted=self._ask_column,
            sheet_wanted=self._ask_sheet,
            head_wanted=self._ask_head,
            notes_wanted=self._tell_notes,
            problems_wanted=self._save_problems,
            other_wanted=self.begin,
            menu_wanted=self._menu,
            back_wanted=self.back,
        )
        self._part = part
        return part

    def _view(self, book: Book, guess: Guess) -> ImportView:
        sheet = book.sheets[guess.sheet]
        return ImportView(
            self._file,
            sheet.name,
            len(book.sheets),
            guess,
            sheet.width,
            self._plan,
            len(self._notes()),
            written_in(sheet, guess),
        )

    def back(self) -> None:
        """One step back: out of the file; asks first when answers would be lost."""
        if not (self._answers.units or self._answers.rows):
            self._leave()
            return
        words = _("Belum ada yang diimpor. Jawaban Anda untuk berkas ini akan hilang.")
        asked = self._window.ask(_("Tinggalkan impor?"), words, _("Tinggalkan"), _("Kembali"))
        asked.closed.connect(lambda name: self._leave() if name == "overlay-yes" else None)

    def _leave(self) -> None:
        self.reset()
        self._done()

    # Reading

    def read_file(self, file: Path) -> None:
        """Read a file on the worker; then say what it would do. Nothing is taken in yet."""
        self.reset()
        self._file, self._busy = file.name, True
        self._stop = stop = threading.Event()
        self._show()

        known = known_beside(self._clerk)

        def work() -> tuple[Book, Known]:
            raw = read(file, LARGEST)
            return self._import.open(raw, file.name, lambda: not stop.is_set()), known()

        self._background.run(
            work, partial(self._opened, self._turn), partial(self._failed, self._turn)
        )

    def _opened(self, turn: int, found: tuple[Book, Known]) -> None:
        if turn != self._turn:
            return
        book, self._known = found
        guess = attempt(self._window, _("Berkas belum terbaca"), lambda: self._import.guess(book))
        if guess is None:
            self._leave()
            return
        self._book = book
        self._understood(guess)

    def _understood(self, guess: Guess) -> None:
        """The columns are these: reckon every row, if they suffice."""
        self._guess, self._plan, self._answers = guess, None, Answers()
        self._busy = not guess.missing
        if self._busy:
            self._reckon(self._planned)
        self._show()

    def _reckon(self, then: Callable[[int, Plan], None]) -> None:
        book, guess, known, answers = self._book, self._guess, self._known, self._answers
        if book is None or guess is None or known is None:
            return
        self._stop.set()
        self._stop = stop = threading.Event()
        self._turn += 1
        turn = self._turn

        def going(done: int, of: int) -> bool:
            self._told.emit(turn, done, of)
            return not stop.is_set()

        def work() -> Plan:
            return self._import.plan(book, guess, answers=answers, going=going, known=known)

        self._background.run(work, partial(then, turn), partial(self._failed, turn))

    def _progress(self, turn: int, done: int, of: int) -> None:
        part = self._part
        if turn == self._turn and isinstance(part, ReadingPart) and isValid(part):
            part.show_progress(done, of)

    def _planned(self, turn: int, plan: Plan) -> None:
        if turn != self._turn:
            return
        if not plan.rows and self._book is not None and len(self._book.sheets) == 1:
            self._leave()
            self._window.tell(_("Belum ada peserta di berkas"), nobody_words())
            return
        self._plan, self._busy = plan, False
        self._show()

    def _again(self, turn: int, plan: Plan) -> None:
        part = self._part
        if turn != self._turn:
            return
        self._plan = plan
        if isinstance(part, ImportPart) and isValid(part):
            part.show_plan(plan)

    def _failed(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        if isinstance(error, Unreadable):
            words = unreadable_words(error)
        elif isinstance(error, TROUBLES):
            words = said(error)
        else:
            raise error
        self._leave()
        self._window.tell(_("Berkas belum terbaca"), words)

    # What the officer corrects and answers

    def _menu(self) -> None:
        """What stands above the rows where there is room for it."""
        ways: dict[str, tuple[str, Callable[[], None]]] = {
            "columns": (_("Kolom yang dikenali"), lambda: self._ask_column(ALL)),
            "head": (_("Baris judul"), self._ask_head),
            "sheet": (_("Lembar"), self._ask_sheet),
            "notes": (_("{n} catatan").format(n=len(self._notes())), self._tell_notes),
            "other": (_("Berkas lain"), self.begin),
        }
        if self._book is None or len(self._book.sheets) < 2:
            del ways["sheet"]
        if not self._notes():
            del ways["notes"]
        choices = {key: words for key, (words, _way) in ways.items()}
        pick(self._window, _("Tentang berkas"), choices, lambda key: ways[key][1]())

    def _ask_column(self, place: int) -> None:
        if self._book is not None and self._guess is not None:
            width = self._book.sheets[self._guess.sheet].width
            ask_column(self._window, self._guess, width, place, self._understood)

    def _ask_sheet(self) -> None:
        book = self._book
        if book is not None:
            ask_sheet(
                self._window, book, lambda n: self._understood(self._import.guess(book, sheet=n))
            )

    def _ask_head(self) -> None:
        book, guess = self._book, self._guess
        if book is None or guess is None:
            return

        def chosen(line: int) -> None:
            self._understood(self._import.guess(book, sheet=guess.sheet, head=line))

        ask_head(self._window, book.sheets[guess.sheet], chosen)

    def _answered(self, line: int, answer: str) -> None:
        plan = self._plan
        row = next((x for x in plan.rows if x.line == line), None) if plan else None
        if plan is None or row is None:
            return
        if answer == "compare":
            compare(self._window, row, plan, lambda name: self._answered(line, name))
        elif answer == "pick":
            units = self._known.units if self._known else ()
            proposals = [d.proposal for d in row.doubts if d.proposal in units]
            choices = {u: u for u in (*proposals, *units)}
            title = _("Unit untuk “{unit}”").format(unit=row.unit)
            pick(self._window, title, choices, lambda unit: self._answer_unit(row.unit, unit))
        else:
            self._answer(answered(self._answers, row, answer))

    def _answer_unit(self, written: str, unit: str) -> None:
        units = {**self._answers.units, written: unit}
        self._answer(Answers(units, self._answers.rows))

    def _answer(self, answers: Answers) -> None:
        self._answers = answers
        if isinstance(self._part, ImportPart) and isValid(self._part):
            self._part.show_reckoning()
        self._reckon(self._again)

    def _notes(self) -> tuple[str, ...]:
        if self._book is None or self._guess is None:
            return ()
        passed = () if self._plan is None else self._plan.passed
        return notes_of(self._book.told, self._book.sheets[self._guess.sheet], passed)

    def _tell_notes(self) -> None:
        theme = self._window.theme
        content = column(*(text(each) for each in self._notes()), spacing=theme.px(10))
        ok = button(_("Tutup"), "overlay-ok", theme, role="primary")
        title = _("Tentang berkas ini")
        self._window.put_overlay(Overlay(self._window, title, theme, content, (ok,), width=720))

    def _save_problems(self) -> None:
        if self._book is not None and self._plan is not None:
            sheet = self._book.sheets[self._plan.guess.sheet]
            save_problems(self._window, self._plan, sheet, self._clerk.today)

    # Taking in

    def _take(self) -> None:
        """Say that it is being saved, then do it in one go: 10,000 rows take a second or two."""
        self._busy = True
        self._show()
        if isinstance(self._part, ReadingPart):
            self._part.show_saving()
        QTimer.singleShot(3 * AFTER_PAINT, self, self._take_now)

    def _take_now(self) -> None:
        plan = self._plan
        if plan is None:
            return
        try:
            new = self._import.take(plan)
        except TROUBLES as error:
            self._not_taken(error)
            return
        self._leave()
        self._tell_taken(new, plan.count(RowState.CHANGED))

    def _not_taken(self, error: Trouble) -> None:
        """Nothing was changed. If others changed the people meanwhile, it is reckoned anew."""
        self._busy = False
        if isinstance(error, NotAllowed) and error.code == "roster-changed":
            self._known = self._import.known()
            self._busy = True
            self._reckon(self._planned)
            words = _("Daftar peserta baru saja berubah. Periksa hasilnya sekali lagi.")
        else:
            words = said(error)
        self._show()
        self._window.tell(_("Belum diimpor"), words)

    def _tell_taken(self, new: tuple[Learner, ...], changed: int) -> None:
        form = _("{n} peserta baru, {m} diperbarui. Dapat dibatalkan lewat Riwayat tindakan.")
        words = form.format(n=thousands(len(new)), m=thousands(changed))
        if not new:
            self._window.tell(_("Impor selesai"), words)
            return
        words += " " + _("Peserta baru perlu kode aktivasi untuk masuk pertama kali.")
        asked = self._window.ask(_("Impor selesai"), words, _("Buat kode"), _("Nanti"))
        asked.closed.connect(lambda name: self._give(new) if name == "overlay-yes" else None)
