"""Tests on paper in the office: made, printed, and typed in sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.office.paper_test import Entry, PaperTest, PaperTests, read_code
from kiosk.office.paper_test_print import NAMES, letter_for
from kiosk.people.cohort import Cohort
from kiosk.people.learner import Learner
from kiosk.people.nip import bare
from kiosk.people.role import Act
from kiosk.store.cohorts import all_cohorts
from kiosk.ui import facts
from kiosk.ui.office_words import TROUBLES, said
from kiosk.ui.officer_paper_test_out import PaperOut
from kiosk.ui.officer_pick import pick
from kiosk.ui.officer_steps import attempt
from kiosk.ui.paper_test_words import (
    answer_lines,
    asked_count,
    left_out,
    objection_words,
    read_words,
    test_name,
)
from kiosk.ui.screens.paper_test import PaperDraft, PaperFormPart, PaperLine, PaperTestsPart
from kiosk.ui.screens.paper_test_type import SheetView, TypePart, WhosePart
from kiosk.ui.screens.sheet import points
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

MOST_FOUND = 12
"""Names that a search offers."""


class PaperTestRoom(QObject):
    """One step is shown: the list, a new paper, whose sheet it is, or the sheet."""

    def __init__(
        self,
        window: Window,
        clerk: Clerk,
        show: Callable[[], None],
        catalog: Catalog | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._show = window, clerk, show
        self._catalog = catalog or clerk.house.catalog()
        self._out = PaperOut(window, clerk, self._catalog, self._tests, self._members)
        self._out.setParent(self)
        self._at, self._said = "list", ""
        self._course, self._quiz, self._group, self._packages = "", "post", "", 1
        self._paper: PaperTest | None = None
        self._entry: Entry | None = None

    @property
    def at_start(self) -> bool:
        """Whether the list is shown."""
        return self._at == "list"

    def reset(self) -> None:
        """Back to the list."""
        self._at, self._said, self._entry = "list", "", None

    def back(self) -> None:
        """One step back; what was typed on a sheet is asked about first."""
        if self._at == "type":
            self.when_saved(lambda: self._to("whose"))
        else:
            self._to("list")

    def when_saved(self, then: Callable[[], None]) -> None:
        """Go on at once, or once somebody said that a sheet half typed may go."""
        part = self._shown()
        entry = self._entry
        if not isinstance(part, TypePart) or entry is None or not _changed(part, entry):
            then()
            return
        words = _("Jawaban yang baru diketik hilang bila Anda tidak menyimpannya.")
        asked = self._window.ask(
            _("Lembar belum disimpan"), words, _("Buang jawaban"), _("Kembali")
        )
        asked.closed.connect(lambda name: then() if name == "overlay-yes" else None)

    def part(self) -> QWidget:
        """What is shown now."""
        if self._at == "form":
            return self._form()
        if self._at == "whose" and self._paper is not None:
            return self._whose(self._paper)
        if self._at == "type" and self._entry is not None:
            return self._sheet(self._entry)
        self._at = "list"
        return self._list()

    def _to(self, step: str) -> None:
        self._at = step
        self._show()

    def _shown(self) -> QWidget | None:
        part = getattr(self._window.screen_shown, "part", None)
        inner = getattr(part, "inner", part)
        return inner if isinstance(inner, QWidget) else None

    def _tests(self) -> PaperTests:
        settings, house = self._clerk.office.settings(), self._clerk.house
        if settings is None:
            raise NotAllowed("settings-wrong")
        return PaperTests(self._clerk.acts, house.store, self._catalog, settings, house.rooms.now)

    def _cohorts(self) -> dict[str, Cohort]:
        return {c.id: c for c in all_cohorts(self._clerk.house.store)}

    def _members(self, paper: PaperTest) -> list[Learner]:
        cohort, roster = self._cohorts().get(paper.cohort), self._clerk.house.store.roster
        found = [roster.by_id(member) for member in cohort.members] if cohort else []
        return [learner for learner in found if learner is not None]

    # The list

    def _list(self) -> QWidget:
        papers = attempt(self._window, _("Uji kertas belum terbaca"), lambda: self._tests().all())
        lines, said_now = [self._line(each) for each in papers or ()], self._said
        may = self._clerk.acts.may(Act.PAPER_TEST)
        part = PaperTestsPart(lines, self._window.theme, said=said_now, may_make=may)
        signals_of(part, new_wanted=self._new, print_wanted=self._out.ask, type_wanted=self._begin)
        return part

    def _line(self, paper: PaperTest) -> PaperLine:
        course = self._catalog.named().get(paper.course)
        cohort = self._cohorts().get(paper.cohort)
        year, month, day = paper.made.split("-")
        return PaperLine(
            paper.id,
            f"{day}-{month}-{year}",
            facts.title(course) if course else paper.course,
            test_name(course, paper.quiz) if course else NAMES.get(paper.quiz, paper.quiz),
            cohort.name if cohort else "–",
            ", ".join(p.letter for p in paper.packages),
            str(paper.typed),
        )

    # A new one

    def _new(self) -> None:
        courses = self._catalog.courses()
        if not courses:
            self._window.tell(_("Belum dapat dilakukan"), _("Belum ada kursus di kios ini."))
            return
        self._course = self._course or courses[0].id
        open_ones = [c.id for c in self._cohorts().values() if not c.closed]
        self._group = self._group or (open_ones[-1] if open_ones else "")
        self._to("form")

    def _form(self) -> QWidget:
        course = self._catalog.course(self._course)
        quiz = course.quiz(self._quiz)
        cohort = self._cohorts().get(self._group)
        draft = PaperDraft(
            facts.title(course),
            test_name(course, quiz.id),
            cohort.name if cohort else _("tanpa kelas"),
            self._packages,
            _("{n} soal").format(n=asked_count(quiz)),
            left_out(quiz),
        )
        part = PaperFormPart(draft, self._window.theme)
        signals_of(
            part,
            course_wanted=self._pick_course,
            test_wanted=self._pick_test,
            group_wanted=self._pick_group,
            packages_wanted=self._set_packages,
            made=self._make,
            back_wanted=self.back,
        )
        return part

    def _pick_course(self) -> None:
        def chosen(course: str) -> None:
            self._course, self._quiz = course, "post"
            self._show()

        courses = {c.id: facts.title(c) for c in self._catalog.courses()}
        pick(self._window, _("Kursus mana?"), courses, chosen)

    def _pick_test(self) -> None:
        def chosen(quiz: str) -> None:
            self._quiz = quiz
            self._show()

        course = self._catalog.course(self._course)
        tests = (course.pre_test, course.post_test)
        pick(
            self._window,
            _("Uji mana?"),
            {t.id: test_name(course, t.id) for t in tests if t is not None},
            chosen,
        )

    def _pick_group(self) -> None:
        def chosen(group: str) -> None:
            self._group = "" if group == "-" else group
            self._show()

        found = {c.id: c.name for c in self._cohorts().values() if not c.closed}
        pick(self._window, _("Untuk kelas mana?"), {**found, "-": _("tanpa kelas")}, chosen)

    def _set_packages(self, count: int) -> None:
        self._packages = count
        self._show()

    def _make(self) -> None:
        rooms = self._clerk.house.rooms

        def make() -> PaperTest:
            return self._tests().make(
                self._course, self._quiz, cohort=self._group, count=self._packages,
                day=self._clerk.today.isoformat(), name=rooms.new_id(), shuffle=rooms.shuffle,
            )  # fmt: skip

        made = attempt(self._window, _("Uji kertas belum dibuat"), make)
        if made is not None:
            self._said = _("Uji kertas dibuat. Sekarang cetak soal dan lembar jawabannya.")
            self._to("list")

    # Whose sheet

    def _begin(self, paper: str) -> None:
        found = attempt(self._window, _("Belum dapat diketik"), lambda: self._tests().get(paper))
        if found is not None:
            self._paper, self._said = found, ""
            self._to("whose")

    def _whose(self, paper: PaperTest) -> QWidget:
        members = self._members(paper)
        ids = [member.id for member in members]
        scores = attempt(self._window, _("Belum terbaca"), lambda: self._tests().typed(paper, ids))
        known = scores or {}
        lines = [(m.id, m.name, points(known[m.id]) if m.id in known else "") for m in members]
        line = self._line(paper)
        title = _("{test}: {course}").format(test=line.test, course=line.course)
        part = WhosePart(title, lines, self._window.theme, told=self._said)
        signals_of(part, chosen=self._choose, sought=self._seek, back_wanted=self.back)
        return part

    def _choose(self, learner: str) -> None:
        """A member's sheet, in the package that was printed for them."""
        paper = self._paper
        if paper is not None:
            ids = [m.id for m in self._members(paper)]
            place = ids.index(learner) if learner in ids else 0
            self._open(paper, letter_for(paper, place), learner)

    def _seek(self, words: str) -> None:
        """A scanned sheet opens at once; a name or NIP with one hit, too."""
        paper, scanned = self._paper, read_code(words)
        if scanned is not None:
            name, letter, learner = scanned
            found = attempt(self._window, _("Belum dapat diketik"), lambda: self._tests().get(name))
            if found is not None:
                self._open(found, letter, learner)
            return
        people = self._clerk.house.store.roster.everyone() if paper else ()
        wanted, digits = words.casefold(), bare(words)
        hits = [
            p
            for p in people
            if wanted in p.name.casefold() or (digits.isdigit() and p.nip.startswith(digits))
        ]
        if len(hits) == 1:
            self._choose(hits[0].id)
        elif hits:
            names = {p.id: f"{p.name} · {p.unit}" for p in hits[:MOST_FOUND]}
            pick(self._window, _("Lembar siapa?"), names, self._choose)
        else:
            nobody = _("Tidak ada peserta dengan nama atau NIP itu. Periksa ketikannya.")
            self._window.tell(_("Belum ditemukan"), nobody)

    def _open(self, paper: PaperTest, letter: str, learner: str) -> None:
        entry = attempt(
            self._window,
            _("Belum dapat diketik"),
            lambda: self._tests().entry(paper, letter, learner),
        )
        if entry is not None:
            self._paper, self._entry, self._said = paper, entry, ""
            self._to("type")

    # The sheet

    def _sheet(self, entry: Entry) -> QWidget:
        paper = entry.paper
        form = _("{test}: {course} · paket {letter}")
        line = self._line(paper)
        title = form.format(test=line.test, course=line.course, letter=entry.package.letter)
        view = SheetView(
            entry.name,
            title,
            tuple(answer_lines(entry)),
            entry.package.letter,
            tuple(p.letter for p in paper.packages),
            objection_words("typed" if entry.typed else entry.objection),
            entry.typed is not None,
            _usual(entry),
        )
        part = TypePart(view, partial(read_words, entry), self._window.theme)
        signals_of(
            part,
            saved=self._keep,
            package_wanted=lambda letter: self._open(paper, letter, entry.learner),
            back_wanted=self.back,
        )
        return part

    def _keep(self, answers: Mapping[str, str], why: str) -> None:
        entry, part = self._entry, self._shown()
        if entry is None:
            return
        try:
            score = self._tests().type_in(entry, answers, why)
        except NotAllowed as no:
            if isinstance(part, TypePart) and no.code in {"paper-reason", "reason-long"}:
                part.tell(said(no))
            else:
                self._window.tell(_("Belum tersimpan"), said(no))
            return
        except TROUBLES as error:
            self._window.tell(_("Belum tersimpan"), said(error))
            return
        form = _("{name}: nilai {score}. Ambil lembar berikutnya.")
        self._said = form.format(name=entry.name, score=points(score))
        self._entry = None
        self._to("whose")


def _usual(entry: Entry) -> tuple[str, ...]:
    if entry.typed is not None:
        return (_("Salah ketik"), _("Lembar tertukar"))
    return (_("Komputer tidak dapat dipakai"), _("Listrik padam"))


def _changed(part: TypePart, entry: Entry) -> bool:
    before = entry.shown()
    return any(words.strip() != before[name] for name, words in part.answers().items())
