"""What a page says in words, held beside what its check code says."""

from __future__ import annotations

import difflib
import itertools
import re
from typing import Final

from msgspec import Struct

from kiosk.certificate import english, words
from kiosk.trust.code import Said

_MOST_LINES: Final = 200
_LONGEST_LINE: Final = 300
_NEAR: Final = 0.55
"""How alike a line must be to be shown as the one that was changed."""
_SPLIT: Final = "\\s\\u00ad\\u0002\\ufffe-"
"""Where a line is broken, a reader finds white space, a hyphen, or PDFium's signs for one."""
_WORD: Final = r"(?<!\w)"
_LINE_BEGINS, _LINE_ENDS = r"(?:^|[\r\n])\s*", r"[ \t]*(?:$|[\r\n])"
_DATE: Final = re.compile(r"(?<!\d)\d{1,2}\s+[^\W\d_]{3,9}\s+\d{4}(?=[ \t]*(?:$|[\r\n]))")
_HOURS: Final = re.compile(
    r"(?<!\d)(\d{1,6})\s*\([^()]{1,80}\)\s*(?:jam\s+pelajaran|training\s+hours?)"
)


class Difference(Struct, frozen=True):
    """A field of `Said` of which the code says one thing and the page another.

    `said` and `found` are as printed; `found` is what stands on the page instead, "" if there is
    nothing like it.
    """

    field: str
    said: str
    found: str = ""


def differences(said: Said, page: str) -> tuple[Difference, ...]:
    """Number, name, course, JP and date of issue; none is missed because a line is broken.

    A template may leave JP out, so only another figure counts. A page without words differs in
    nothing: it is a picture.
    """
    if not page.strip():
        return ()
    found = [
        _other(page, "number", said.number, _WORD),
        _other_words(page, "name", said),
        _other_words(page, "course", said),
        _other_hours(page, said.hours),
        _other_date(page, said.issued),
    ]
    return tuple(each for each in found if each is not None)


def _stands(page: str, text: str, begins: str, ends: str = _LINE_ENDS) -> bool:
    """Whether the text stands there, however it is broken into lines, between such borders."""
    letters = [re.escape(c) for c in re.sub(f"[{_SPLIT}]", "", text)]
    between = f"[{_SPLIT}]*"
    return re.search(f"{begins}{between.join(letters)}{ends}", page) is not None


def _other(
    page: str, field: str, text: str, begins: str, ends: str = _LINE_ENDS
) -> Difference | None:
    if _stands(page, text, begins, ends):
        return None
    return Difference(field, text, _nearest(page, text))


def _other_words(page: str, field: str, said: Said) -> Difference | None:
    """Name and course have lines of their own, so that nothing may be added to them."""
    text: str = getattr(said, field)
    if said.cut and text.endswith("…"):
        return _other(page, field, text.removesuffix("…"), _LINE_BEGINS, "")
    return _other(page, field, text, _LINE_BEGINS)


def _nearest(page: str, text: str) -> str:
    """The line most like it; two lines read as one, too."""
    lines = [" ".join(line.split())[:_LONGEST_LINE] for line in page.splitlines()[:_MOST_LINES]]
    pairs = [f"{one} {two}" for one, two in itertools.pairwise(lines)]
    found = difflib.get_close_matches(text, [*lines, *pairs], 1, _NEAR)
    return found[0] if found else ""


def _other_hours(page: str, hours: int) -> Difference | None:
    found = [int(match[1]) for match in _HOURS.finditer(page)]
    if not found or hours in found:
        return None
    return Difference("hours", f"{hours} JP", f"{found[0]} JP")


def _other_date(page: str, issued: str) -> Difference | None:
    """In either language. It ends a line, after the place; others stand inside sentences."""
    told = (words.date_words(issued), english.date_words(issued))
    if any(_stands(page, text, _WORD) for text in told):
        return None
    dates = [" ".join(match[0].split()) for match in _DATE.finditer(page)]
    near = difflib.get_close_matches(told[0], dates, 1, 0.0)
    return Difference("issued", told[0], near[0] if near else "")
