"""No text that we hand out is taken for a formula, and no long number is rounded, by a spreadsheet.

OWASP "CSV injection": a cell that begins with = + - @, a tab or a line's end may be run as a
formula. Excel also takes their wide forms, and Lotus' old beginnings | and %.
"""

from __future__ import annotations

import re
from typing import Final

from kiosk.people.nip import LENGTH, grouped

FORMULA: Final = (*"=+-@|%\t\r\n", *"\uff1d\uff0b\uff0d\uff20")
EXACT: Final = 15
"""Digits that a spreadsheet keeps of a number."""
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ODD_END: Final = re.compile("\r\n?")
LONGEST: Final = 32_000
"""Letters of a cell; Excel holds 32,767 and calls a longer one damaged."""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run it. A bare hyphen is what stands in an empty field."""
    return text != "-" and text.lstrip(" \N{NO-BREAK SPACE}").startswith(FORMULA)


def clean(text: str) -> str:
    """Without what XML cannot hold, with one kind of line end, at most 32,000 letters."""
    return _ODD_END.sub("\n", _UNWRITABLE.sub("", text))[:LONGEST]


def guarded(text: str) -> str:
    """For CSV: an apostrophe before what looks like a formula or is a number of too many digits.

    18 digits are grouped as a NIP is printed, 8-6-1-3, which is a text for every spreadsheet and
    which our own import reads.
    """
    if text.isascii() and text.isdigit() and len(text) > EXACT:
        return grouped(text) if len(text) == LENGTH else f"'{text}"
    return f"'{text}" if is_formula(text) else text
