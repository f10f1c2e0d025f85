"""Who works in the office, and what each may do: one table, asked below the screens.

A learner has no door to the office. A trainer runs classes and looks after their people. The
officer of the agency (BKPSDM) does all of that, and what binds the agency: settings, signatories,
certificates revoked, backups, staff, people's rights.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct


class Role(StrEnum):
    """What somebody is at this kiosk."""

    LEARNER = "learner"
    TRAINER = "trainer"
    OFFICER = "officer"


class Act(StrEnum):
    """What is done in the office and stands in its log."""

    IMPORT_PEOPLE = "import-people"
    EDIT_PERSON = "edit-person"
    MERGE_PEOPLE = "merge-people"
    CLOSE_PERSON = "close-person"
    GIVE_CODES = "give-codes"
    PRINT_CARDS = "print-cards"
    RELEASE_LOCK = "release-lock"
    EDIT_COHORT = "edit-cohort"
    CLOSE_COHORT = "close-cohort"
    MARK_ATTENDANCE = "mark-attendance"
    MARK_ESSAY = "mark-essay"
    PRINT_PAPERS = "print-papers"
    PRINT_CERTIFICATES = "print-certificates"
    PAPER_TEST = "paper-test"
    TYPE_PAPER = "type-paper"
    TYPE_FOLLOW_UP = "type-follow-up"
    READ_REPORTS = "read-reports"
    EXPORT_REPORT = "export-report"
    UNDO = "undo"
    READ_LOG = "read-log"
    EXPORT_LOG = "export-log"
    CHANGE_SETTINGS = "change-settings"
    CHANGE_SIGNATORIES = "change-signatories"
    CHANGE_TEMPLATE = "change-template"
    CHANGE_STAFF = "change-staff"
    REVOKE_CERTIFICATE = "revoke-certificate"
    ISSUE_CERTIFICATES = "issue-certificates"
    SYNC = "sync"
    PAIR = "pair"
    BACK_UP = "back-up"
    RESTORE = "restore"
    MEND = "mend"
    CHANGE_COURSES = "change-courses"
    CONFIRM_CLOCK = "confirm-clock"
    CLOSE_KIOSK = "close-kiosk"
    END_DEMO = "end-demo"
    RECORD_REQUEST = "record-request"
    COPY_PERSON = "copy-person"
    CORRECT_PERSON = "correct-person"
    ERASE_PERSON = "erase-person"
    REPORT_BREACH = "report-breach"


_TRAINER: Final = frozenset({
    Act.IMPORT_PEOPLE, Act.EDIT_PERSON, Act.GIVE_CODES, Act.PRINT_CARDS, Act.RELEASE_LOCK,
    Act.EDIT_COHORT, Act.CLOSE_COHORT, Act.MARK_ATTENDANCE, Act.MARK_ESSAY, Act.PRINT_PAPERS,
    Act.PRINT_CERTIFICATES, Act.PAPER_TEST, Act.TYPE_PAPER, Act.TYPE_FOLLOW_UP, Act.READ_REPORTS,
    Act.EXPORT_REPORT, Act.UNDO, Act.READ_LOG, Act.SYNC, Act.CONFIRM_CLOCK, Act.CLOSE_KIOSK,
})  # fmt: skip
MAY: Final[dict[Role, frozenset[Act]]] = {
    Role.LEARNER: frozenset(),
    Role.TRAINER: _TRAINER,
    Role.OFFICER: frozenset(Act),
}


class Staff(Struct, frozen=True):
    """Somebody of the office. `id` is opaque; "officer" is the agency's own first account."""

    id: str
    name: str
    role: Role
    active: bool = True


OFFICER: Final = Staff("officer", "", Role.OFFICER)
"""Who enters with the kiosk's first passphrase; nameless, as several may know it."""
COMMAND: Final = Staff("command", "", Role.OFFICER)
"""Whoever types commands at this computer: they hold the data folder, so they may what it lets."""


def may(who: Staff, act: Act) -> bool:
    """Whether somebody of the office may do something."""
    return who.active and act in MAY[who.role]


_ACTS: Final = {act.value: act for act in Act}


def act_named(name: str) -> Act | None:
    """The act of that name; None if a later program wrote it."""
    return _ACTS.get(name)
