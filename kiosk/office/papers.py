"""The papers of a class: which there are, in which forms, and all of them in one go.

Each is made of what the kiosk knows at that moment; the same facts give the same bytes. Whoever
takes papers out says so by `Papers.note`, which the log of the office keeps.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.learning.course import Course
from kiosk.office.acts import Acts
from kiosk.office.cohorts import Cohorts
from kiosk.office.papers_evaluation import evaluation_recap
from kiosk.office.papers_gather import Known, Look, gathered
from kiosk.office.papers_rows import attendance_list, minutes, register, scores_recap
from kiosk.parcel.word import Cohort as ToldCohort
from kiosk.people.agency import Settings
from kiosk.people.cohort import Cohort
from kiosk.people.role import Act
from kiosk.register import siasn
from kiosk.register.bulk import Wanted
from kiosk.store import Store


class Paper(StrEnum):
    """A paper of a class."""

    ATTENDANCE = "attendance"
    SCORES = "scores"
    MINUTES = "minutes"
    EVALUATION = "evaluation"
    REGISTER = "register"
    SIASN = "siasn"


class Form(StrEnum):
    """How a paper is written; the ending of its file."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


TITLES: Final[Mapping[Paper, str]] = {
    Paper.ATTENDANCE: "Daftar hadir",
    Paper.SCORES: "Rekap nilai",
    Paper.MINUTES: "Berita acara",
    Paper.EVALUATION: "Rekap evaluasi",
    Paper.REGISTER: "Register sertifikat",
    Paper.SIASN: "Usulan SIASN",
}
FORMS: Final[Mapping[Paper, tuple[Form, ...]]] = {
    Paper.ATTENDANCE: (Form.PDF, Form.XLSX),
    Paper.SCORES: (Form.PDF, Form.XLSX),
    Paper.MINUTES: (Form.PDF,),
    Paper.EVALUATION: (Form.PDF, Form.XLSX),
    Paper.REGISTER: (Form.PDF, Form.XLSX),
    Paper.SIASN: (Form.CSV,),
}
PRINTED: Final = tuple(paper for paper in Paper if Form.PDF in FORMS[paper])
_PLAIN: Final = re.compile(r"[^\w.-]+")
_LONGEST: Final = 60
_PRIVATE: Final = 0o600


class File(Struct, frozen=True):
    """A file of a paper; its name says the paper, the class and the day, never a person."""

    name: str
    body: bytes


class Wish(Struct, frozen=True):
    """A paper in a form, of a day where there is one a day."""

    paper: Paper
    form: Form
    day: str = ""


class Papers:
    """The papers of this kiosk's classes, as one of the staff makes them. `fonts`: the typeface."""

    def __init__(  # noqa: PLR0913, PLR0917 - the store, the agency's decisions, and the world
        self,
        acts: Acts,
        store: Store,
        settings: Settings,
        courses: Callable[[], Iterable[Course]],
        fonts: Path,
        look: Look,
    ) -> None:
        self._acts, self._store, self._settings = acts, store, settings
        self._courses, self._fonts, self._look = courses, fonts, look

    def cohort(self, cohort: str) -> Cohort:
        """The class of an id. Refuses "cohort-unknown" and "role-refused"."""
        self._acts.allow(Act.PRINT_PAPERS)
        return Cohorts(self._acts, self._store).get(cohort)

    def known(self, cohort: str) -> Known:
        """A class as it is now, in a moment or two. Refuses as `cohort`."""
        found = self.cohort(cohort)
        courses = {course.id: course for course in self._courses()}
        return gathered(self._store, found, courses, self._settings, self._look)

    def make(self, known: Known, wish: Wish) -> File:
        """A paper as a file. Raises ValueError if there is none of that form."""
        if wish.form not in FORMS[wish.paper]:
            message = f"{wish.paper} is no {wish.form}"
            raise ValueError(message)
        csv = wish.form is Form.CSV
        body = self._siasn(known) if csv else made(known, wish, self._fonts)
        return File(file_name(known, wish), body)

    def files(self, known: Known, wishes: Iterable[Wish]) -> Iterator[File]:
        """Papers one by one, so that a window stays alive; beside SIASN's table its note."""
        for wish in wishes:
            yield self.make(known, wish)
            if wish.paper is Paper.SIASN:
                name = file_name(known, wish).removesuffix(".csv")
                note = siasn.note(self._settings.siasn_kind).encode()
                yield File(f"{name} catatan.txt", note)

    def note(self, cohort: str, papers: Iterable[Paper]) -> None:
        """Write down that papers of a class went out, each by itself. Refuses "role-refused"."""
        with self._store.writing():
            for paper in dict.fromkeys(papers):
                self._acts.note(Act.PRINT_PAPERS, [cohort], count=1, why=paper)

    def _siasn(self, known: Known) -> bytes:
        """The table of SIASN with the class's certificates that hold, of people with a NIP."""
        found: list[siasn.Certified] = []
        starts = {entry.number for entry in known.entries}
        for course in known.courses:
            told = _told(known.cohort, course.id)
            chosen = siasn.chosen_for(self._store, Wanted(cohort=told)).certified
            found += [each for each in chosen if each.facts.number in starts]
        return siasn.table(found, self._settings.siasn_kind)


def _told(cohort: Cohort, course: str) -> ToldCohort:
    """The class in one of its courses, as the register asks for it."""
    return ToldCohort(cohort.id, cohort.name, course, "", "", cohort.members)


def made(known: Known, wish: Wish, fonts: Path) -> bytes:
    """The bytes of a paper, the same for the same facts."""
    day = wish.day or known.last_day
    if wish.form is Form.XLSX:
        return _workbook(known, wish.paper, day)
    match wish.paper:
        case Paper.ATTENDANCE:
            from kiosk.certificate import papers_attendance

            return papers_attendance.render(attendance_list(known, day), fonts)
        case Paper.SCORES:
            from kiosk.certificate import papers_scores

            return papers_scores.render(scores_recap(known), fonts)
        case Paper.MINUTES:
            from kiosk.certificate import papers_minutes

            return papers_minutes.render(minutes(known, day), fonts)
        case Paper.EVALUATION:
            from kiosk.certificate import papers_evaluation

            return papers_evaluation.render(evaluation_recap(known), fonts)
        case _:
            from kiosk.certificate import papers_register

            return papers_register.render(register(known), fonts)


def _workbook(known: Known, paper: Paper, day: str) -> bytes:
    import datetime as dt

    from kiosk.office import papers_sheets
    from kiosk.sheets.write import workbook

    match paper:
        case Paper.ATTENDANCE:
            tables = papers_sheets.attendance_tables(attendance_list(known, day))
        case Paper.SCORES:
            tables = papers_sheets.scores_tables(scores_recap(known))
        case Paper.EVALUATION:
            tables = papers_sheets.evaluation_tables(evaluation_recap(known))
        case _:
            tables = papers_sheets.register_tables(register(known))
    return workbook(tables, dt.date.fromisoformat(known.today))


def wishes(
    cohort: Cohort,
    today: str,
    papers: Iterable[Paper] = tuple(Paper),
    day: str = "",
    *,
    to_print: bool = False,
) -> tuple[Wish, ...]:
    """Papers in all their forms; to print: as PDF only. Without a `day` one list for each day.

    A class without days gets a list of `today`.
    """
    found: list[Wish] = []
    for paper in papers:
        forms = [f for f in FORMS[paper] if not to_print or f is Form.PDF]
        days: Sequence[str] = [day]
        if paper is Paper.ATTENDANCE and not day:
            days = sorted(set(cohort.days)) or [today]
        found += [Wish(paper, form, each) for each in days for form in forms]
    return tuple(found)


def file_name(known: Known, wish: Wish) -> str:
    """By paper, class and day: no NIP and no name of a person."""
    dated = wish.paper in {Paper.ATTENDANCE, Paper.MINUTES}
    day = (wish.day or known.last_day) if dated else known.today
    return f"{TITLES[wish.paper]} {label(known.cohort)} {day}.{wish.form}"


def label(cohort: Cohort) -> str:
    """A class's name as files bear it: letters, digits and strokes."""
    return _PLAIN.sub("-", cohort.name)[:_LONGEST].strip("-.") or "angkatan"


def zipped(files: Iterable[File]) -> bytes:
    """Files as one ZIP, the same bytes for the same files, whatever the day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.name)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _PRIVATE << 16
            archive.writestr(entry, file.body)
    return out.getvalue()
