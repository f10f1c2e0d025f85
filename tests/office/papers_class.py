"""A class as it is known, its figures computed by hand, without a store."""

from __future__ import annotations

from msgspec import structs

from kiosk.certificate.papers_facts import Taught
from kiosk.learning.evaluation import BLOCKS
from kiosk.learning.events import EvaluationAnswered
from kiosk.learning.summary import CourseSummary, LearnerSummary
from kiosk.office.attendance import Attended
from kiosk.office.papers_gather import Known
from kiosk.people.cohort import Assignment, Cohort, Presence
from kiosk.people.learner import Learner
from kiosk.people.nip import Kind
from kiosk.register.listing import Entry, State
from tests.rooms import REAL

DAY, NEXT = "2026-11-24", "2026-11-25"
COURSE = "pelayanan-prima"
TITLE = "Pelayanan Publik Prima"
ITEMS = tuple(item for _, block in BLOCKS for item in block)
MEMBERS = tuple(
    Learner(f"p{n}", f"Peserta Contoh {n}", "Dinas Contoh", Kind.PNS, f"198704122011012{n:03d}")
    for n in range(1, 6)
)
COHORT = Cohort(
    "a3",
    "Angkatan III Tahun 2026",
    tuple(x.id for x in MEMBERS),
    (Assignment(COURSE, opens=DAY),),
    (DAY, NEXT),
    "Ruang komputer",
)


def done(**known: object) -> LearnerSummary:
    return LearnerSummary("", (CourseSummary(COURSE, **known),))  # type: ignore[arg-type]


SUMMARIES = {
    # N-gain (85 - 40) / 60 = 0,75
    "p1": done(pre=40.0, post=85.0, gain=0.75, tries=1, passed=True, number="N/1", hours=2,
               evaluated=True),
    # (70 - 50) / 50 = 0,40; its certificate was revoked
    "p2": done(pre=50.0, post=70.0, gain=0.4, tries=2, passed=True, number="N/2", hours=2,
               revoked=True, evaluated=True),
    # (60 - 60) / 40 = 0
    "p3": done(pre=60.0, post=60.0, gain=0.0, tries=1),
    "p4": done(pre=20.0),
    # a certificate of an earlier year, which is not this training's
    "p5": done(pre=None, post=90.0, tries=1, passed=True, number="L/9", hours=2),
}  # fmt: skip
ENTRIES = (
    Entry("N/1", NEXT, "Peserta Contoh 1", MEMBERS[0].nip, "Dinas Contoh", COURSE, TITLE, 2, 85,
          "KTS-01", State.VALID, learner="p1"),
    Entry("N/2", NEXT, "Peserta Contoh 2", MEMBERS[1].nip, "Dinas Contoh", COURSE, TITLE, 2, 70,
          "KTS-01", State.REVOKED, revoked="2026-11-26", learner="p2"),
)  # fmt: skip
AT_EIGHT = 1_000
FIRST_DAY = {
    "p1": Attended("p1", Presence.PRESENT, came=AT_EIGHT),
    "p2": Attended("p2", Presence.PRESENT, marked=True, reason="lupa masuk"),
    "p3": Attended("p3", Presence.DUTY, marked=True, reason="rapat di Medan"),
    "p4": Attended("p4", Presence.SICK, marked=True),
    "p5": Attended("p5", Presence.ABSENT),
}
KNOWN = Known(
    settings=REAL,
    cohort=COHORT,
    today=NEXT,
    members=MEMBERS,
    courses=(Taught(COURSE, TITLE, 2, "E-learning"),),
    trainers=("Pelatih Contoh",),
    summaries=SUMMARIES,
    attendance={DAY: FIRST_DAY, NEXT: {x.id: Attended(x.id, Presence.ABSENT) for x in MEMBERS}},
    entries=ENTRIES,
    time_of=lambda at: "08.02" if at == AT_EIGHT else "?",
)


def answered(*ratings: int, text: str = "", **items: int) -> EvaluationAnswered:
    """An evaluation: one rating for every item, or other ones by item."""
    (same,) = ratings
    return EvaluationAnswered(COURSE, dict.fromkeys(ITEMS, same) | items, text, named=False)


def with_evaluations(*said: EvaluationAnswered) -> Known:
    return structs.replace(KNOWN, evaluations=said)
