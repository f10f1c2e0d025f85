"""What is wrong with a course, said to its author: file, line, and how to mend it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from kiosk.catalog.words import WARNINGS, WORDS


class Severity(StrEnum):
    """An error keeps the course from being shown; a warning asks the author to look again."""

    ERROR = "error"
    WARNING = "warning"


class Fault(Struct, frozen=True, order=True):
    """One thing to mend; `file` is relative to the course folder, `line` counts from 1."""

    file: str
    line: int
    code: str
    words: str
    severity: Severity = Severity.ERROR


class Findings:
    """The faults met while one course is read."""

    def __init__(self) -> None:
        self._faults: set[Fault] = set()

    def add(self, file: str, line: int, code: str, /, **facts: object) -> None:
        """Note a fault; `facts` fill the sentence of its code. The same fault counts once."""
        severity = Severity.WARNING if code in WARNINGS else Severity.ERROR
        words = WORDS[code].format(**facts)
        self._faults.add(Fault(file, max(1, line), code, words, severity))

    def sorted(self) -> tuple[Fault, ...]:
        """By file, then line."""
        return tuple(sorted(self._faults))


def errors(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Those that keep a course from being shown."""
    return tuple(fault for fault in faults if fault.severity is Severity.ERROR)
