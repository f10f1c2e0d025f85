"""The employee number: 18 digits that say birth date, appointment, sex and serial.

PNS: Perka BKN 22/2007 and 43/2007. PPPK: digits 13–14 are 21 or more (PP 49/2018 and BKN rules
as quoted in public sources). There is no check digit, so a wrong serial cannot be found.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

from msgspec import Struct

LENGTH = 18
FIRST_PPPK_CODE = 21
MONTHS = 12


class Kind(StrEnum):
    """Kind of employee; each has its own rule for yearly training hours."""

    PNS = "pns"
    PPPK = "pppk"
    GUEST = "guest"


class NipFault(StrEnum):
    """What is wrong with a number that was typed."""

    EMPTY = "empty"
    NOT_DIGITS = "not-digits"
    LENGTH = "length"
    BIRTH = "birth"
    APPOINTED = "appointed"
    SEX = "sex"
    SERIAL = "serial"
    FUTURE = "future"


class Nip(Struct, frozen=True):
    """A number that keeps the rules."""

    digits: str

    @property
    def kind(self) -> Kind:
        """PNS or PPPK, by digits 13–14."""
        return Kind.PPPK if int(self.digits[12:14]) >= FIRST_PPPK_CODE else Kind.PNS

    @property
    def born(self) -> dt.date:
        """Birth date."""
        return dt.date.fromisoformat(f"{self.digits[:4]}-{self.digits[4:6]}-{self.digits[6:8]}")

    @property
    def grouped(self) -> str:
        """As printed: 8-6-1-3."""
        return grouped(self.digits)

    @property
    def masked(self) -> str:
        """For shared screens: year and last four digits only."""
        return f"{self.digits[:4]}{'*' * 10}{self.digits[14:]}"


def bare(text: str) -> str:
    """What was typed, without spaces, dots, hyphens and a leading apostrophe (Excel's)."""
    return re.sub(r"[\s.\-'\u2019]", "", text)


def grouped(digits: str) -> str:
    """Digits in groups 8-6-1-3, also of an unfinished number."""
    parts = (digits[:8], digits[8:14], digits[14:15], digits[15:])
    return " ".join(part for part in parts if part)


def read_nip(text: str, today: dt.date) -> Nip | NipFault:
    """The number, or the first fault in it."""
    digits = bare(text)
    if not digits:
        return NipFault.EMPTY
    if not (digits.isascii() and digits.isdigit()):
        return NipFault.NOT_DIGITS
    if len(digits) != LENGTH:
        return NipFault.LENGTH
    return _fault(digits, today) or Nip(digits)


def _fault(digits: str, today: dt.date) -> NipFault | None:
    try:
        born = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return NipFault.BIRTH
    code = int(digits[12:14])
    if not (1 <= code <= MONTHS or code >= FIRST_PPPK_CODE):
        return NipFault.APPOINTED
    if digits[14] not in "12":
        return NipFault.SEX
    if digits[15:] == "000":
        return NipFault.SERIAL
    appointed = int(digits[8:12])
    if born > today or appointed > today.year:
        return NipFault.FUTURE
    return NipFault.APPOINTED if appointed <= born.year else None
