"""The certificate's number, by the agency's template. There is no single national format."""

from __future__ import annotations

import datetime as dt
import re
from string import Formatter

from kiosk.certificate.words import roman_month

REQUIRED = ("urut", "tahun")
PLAIN = re.compile(r"(0?[1-9]d?)?")


class TemplateFault(Exception):
    """A number template that cannot be used.

    `why` is "unknown", "missing", "format", "touching" (nothing between the kiosk's code and the
    running number, so that K1 with 11 reads as K11 with 1) or "braces"; `field` names the field at
    fault ("" when the braces themselves are wrong); `allowed` lists the fields that may stand in a
    template.
    """

    def __init__(self, why: str, field: str, allowed: tuple[str, ...]) -> None:
        """The fault, with a message for logs; screens word `why` themselves."""
        listed = ", ".join(allowed)
        super().__init__(f"number template: {why} field {field!r}; allowed: {listed}")
        self.why = why
        self.field = field
        self.allowed = allowed


def number(template: str, sequence: int, issued: str, **fields: str) -> str:
    """The number of the `sequence`-th certificate of the year (from 1), issued on an ISO date.

    Known fields: {urut}, {tahun}, {bulan}, {bulan_romawi} and those handed in. {urut} and {tahun}
    must stand in the template, or numbers would repeat. Raises TemplateFault.
    """
    date = dt.date.fromisoformat(issued)
    known: dict[str, str | int] = {
        **fields,
        "urut": sequence,
        "bulan": f"{date.month:02d}",
        "bulan_romawi": roman_month(date.month),
        "tahun": date.year,
    }
    _check(template, known)
    return template.format(**known)


def has_field(template: str, field: str) -> bool:
    """Whether a field stands in a template that was checked."""
    return any(name == field for _, name, _, _ in Formatter().parse(template))


def _check(template: str, known: dict[str, str | int]) -> None:
    allowed = tuple(sorted(known))
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise TemplateFault("braces", "", allowed) from error
    used = [(name, spec or "", turn) for _, name, spec, turn in parts if name is not None]
    for name, spec, turn in used:
        if name not in known:
            raise TemplateFault("unknown", name, allowed)
        if turn or not _prints(known[name], spec):
            raise TemplateFault("format", name, allowed)
    names = {name for name, _, _ in used}
    for name in REQUIRED:
        if name not in names:
            raise TemplateFault("missing", name, allowed)
    if _touching(parts):
        raise TemplateFault("touching", "kios", allowed)


def _touching(parts: list[tuple[str, str | None, str | None, str | None]]) -> bool:
    """Whether only letters, digits and fields stand between the kiosk's code and the number."""
    between = ""
    for place, (words, name, _, _) in enumerate(parts):
        between += words
        if name not in {"kios", "urut"}:
            continue
        if any(part[1] in {"kios", "urut"} and part[1] != name for part in parts[:place]):
            return not between or between.isalnum()
        between = ""
    return False


def _prints(value: str | int, spec: str) -> bool:
    """Numbers may ask for up to nine places, words for none: no other format has a use here."""
    return bool(PLAIN.fullmatch(spec)) if isinstance(value, int) else not spec
