"""What stands on the papers of a cohort: attendance, scores, minutes, evaluation, register.

Light: nothing here imports the PDF library. Dates are ISO, "" where there is none.
"""

from __future__ import annotations

from msgspec import Struct

from kiosk.certificate.letter_facts import Heading


class Taught(Struct, frozen=True):
    """A course as the cohort got it; `hours` JP, `form` as on certificates ("E-learning")."""

    id: str
    title: str
    hours: int
    form: str


class Training(Struct, frozen=True):
    """What the papers are about. `letter`: the number of the letter that orders it, "" unknown.

    `trainers` are names.
    """

    heading: Heading
    cohort: str
    courses: tuple[Taught, ...] = ()
    days: tuple[str, ...] = ()
    place: str = ""
    letter: str = ""
    trainers: tuple[str, ...] = ()


class Member(Struct, frozen=True):
    """One of the cohort as the roster has them now; `nip` bare, "" for guests."""

    name: str
    nip: str = ""
    rank_line: str = ""
    unit: str = ""


class Attended(Struct, frozen=True):
    """A row of the attendance list: `there` None where nobody knows yet.

    `words` say how it is known ("masuk 08.02") or why somebody is missing ("dinas luar: rapat").
    """

    member: Member
    there: bool | None = None
    words: str = ""


class AttendanceList(Struct, frozen=True):
    """Daftar hadir of a day; `to_come`: printed before it, so nothing is known of anybody."""

    training: Training
    day: str
    rows: tuple[Attended, ...]
    to_come: bool = False


class Scored(Struct, frozen=True):
    """A member in a course. Scores 0–100, None where there is none; `gain` is Hake's N-gain.

    `passed` None: the final test was not taken, or waits for a trainer's mark (`waiting`).
    `hours` are those of a certificate of this training that holds, 0 without. `number` "" without;
    `remark` says why one does not count.
    """

    member: Member
    pre: float | None = None
    post: float | None = None
    gain: float | None = None
    passed: bool | None = None
    waiting: bool = False
    hours: int = 0
    number: str = ""
    remark: str = ""


class Averages(Struct, frozen=True):
    """Means of those who took each test; of those who took both, Hake's gain of their means.

    `mean_gain` is the mean of the members' own gains. None where nobody counts.
    """

    pre: float | None = None
    post: float | None = None
    both: int = 0
    gain: float | None = None
    mean_gain: float | None = None
    passed: int = 0
    tested: int = 0
    certified: int = 0


class CourseScores(Struct, frozen=True):
    """A course's rows in the recap, and what follows from them."""

    course: Taught
    rows: tuple[Scored, ...]
    averages: Averages


class ScoresRecap(Struct, frozen=True):
    """Rekap nilai."""

    training: Training
    courses: tuple[CourseScores, ...]


class DayCount(Struct, frozen=True):
    """How many of a day were there, and how many were not, by reason; `open`: nobody knows."""

    day: str
    present: int = 0
    duty: int = 0
    leave: int = 0
    sick: int = 0
    absent: int = 0
    open: int = 0

    @property
    def missing(self) -> int:
        """Those who were not there."""
        return self.duty + self.leave + self.sick + self.absent


class Missed(Struct, frozen=True):
    """Somebody who was not there on a day, and why."""

    member: Member
    day: str
    words: str


class CourseOutcome(Struct, frozen=True):
    """What a course came to. `first` and `last` are numbers of certificates, "" without any.

    `waiting`: so many of those who were tested wait for a trainer's mark.
    """

    course: Taught
    tested: int
    passed: int
    certified: int
    first: str = ""
    last: str = ""
    revoked: int = 0
    waiting: int = 0


class Minutes(Struct, frozen=True):
    """Berita acara: `on` is the day it is made of, `members` how many the cohort has."""

    training: Training
    on: str
    members: int
    days: tuple[DayCount, ...]
    missed: tuple[Missed, ...]
    outcomes: tuple[CourseOutcome, ...]


class ItemRated(Struct, frozen=True):
    """An item of the evaluation: how many answered 1, 2, 3, 4; `mean` 1–4, `converted` 25–100."""

    words: str
    counts: tuple[int, int, int, int]
    mean: float
    converted: float
    quality: str


class CourseRated(Struct, frozen=True):
    """A course's evaluations kept at this kiosk. `hidden`: too few to show more than `given`.

    `mean` and `converted` weigh every item alike. `texts` in the order of their letters.
    `members` of the cohort gave one, wherever they did.
    """

    course: Taught
    given: int
    members: int
    hidden: bool
    items: tuple[ItemRated, ...] = ()
    mean: float = 0.0
    converted: float = 0.0
    quality: str = ""
    texts: tuple[str, ...] = ()


class EvaluationRecap(Struct, frozen=True):
    """Rekap evaluasi. Fewer than `least` evaluations of a course are not shown."""

    training: Training
    courses: tuple[CourseRated, ...]
    least: int


class Certified(Struct, frozen=True):
    """A certificate in the register. `remark` says what is not usual of it ("dicabut …")."""

    number: str
    member: Member
    course: str
    hours: int
    issued: str
    valid_until: str = ""
    remark: str = ""
    counts: bool = True


class CohortRegister(Struct, frozen=True):
    """Register sertifikat of the cohort."""

    training: Training
    rows: tuple[Certified, ...]
