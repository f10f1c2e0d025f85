"""What an officer writes as TOML for all kiosks: settings the agency decides, and cohorts.

Settings carry the names of `word.DECIDABLE`, whichever are wanted; `[signatory]` and `[[rules]]`
are tables. Cohorts are `[[cohort]]` with id, name, course, since, until and each learner's NIP.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from kiosk.hub.word.people import bare, kind_of, learner_id
from kiosk.parcel.word import DECIDABLE, Cohort

_Line = Annotated[str, Meta(min_length=1, max_length=200)]
Form = TypeVar("Form", bound=Struct)
_QUOTED: Final = re.compile(r"""["']([^"']*)["']""")
_DOMAIN: Final = r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$"


class TomlTrouble(Exception):
    """The file does not hold; `code` and the place in it.

    "toml" (not TOML; where), "unknown" (fields that are not the agency's to decide), "wrong" (a
    value; its field), "dates" (a cohort ends before it begins), "twice" (two cohorts of one id),
    "nip" (a cohort, and which of its NIPs breaks the rules).
    """

    def __init__(self, code: str, where: str) -> None:
        super().__init__(code, where)
        self.code, self.where = code, where


_Months = Annotated[int, Meta(ge=0, le=600)]


class _Signatory(Struct, forbid_unknown_fields=True):
    name: _Line
    nip: str
    position: _Line


class _Rule(Struct, forbid_unknown_fields=True):
    kind: Literal["pns", "pppk"]
    bound: Literal["least", "most"]
    hours: Annotated[int, Meta(ge=1, le=1000)]
    rule: _Line


class _Settings(Struct, forbid_unknown_fields=True):
    """Bounds as those of a kiosk (`kiosk.office.faults`), which has the last word."""

    agency: _Line | UnsetType = UNSET
    city: _Line | UnsetType = UNSET
    classification: _Line | UnsetType = UNSET
    daily_cap: Annotated[int, Meta(ge=1, le=24)] | UnsetType = UNSET
    domain: Annotated[str, Meta(pattern=_DOMAIN, max_length=253)] | UnsetType = UNSET
    guests: bool | UnsetType = UNSET
    idle_minutes: Annotated[int, Meta(ge=1, le=60)] | UnsetType = UNSET
    kop: Annotated[tuple[_Line, ...], Meta(min_length=1)] | UnsetType = UNSET
    number_template: _Line | UnsetType = UNSET
    pass_mark: Annotated[int, Meta(ge=0, le=100)] | UnsetType = UNSET
    reprint_mark: bool | UnsetType = UNSET
    rules: tuple[_Rule, ...] | UnsetType = UNSET
    second_signatory: _Signatory | UnsetType = UNSET
    short: _Line | UnsetType = UNSET
    siasn_kind: Annotated[int, Meta(ge=1, le=10)] | UnsetType = UNSET
    signatory: _Signatory | UnsetType = UNSET
    template: Annotated[str, Meta(max_length=20_000)] | UnsetType = UNSET
    units: Annotated[tuple[_Line, ...], Meta(min_length=1)] | UnsetType = UNSET
    validity: dict[_Line, _Months] | UnsetType = UNSET
    validity_months: _Months | UnsetType = UNSET


class _Cohort(Struct, forbid_unknown_fields=True):
    id: _Line
    name: _Line
    course: _Line
    since: dt.date
    until: dt.date
    nip: tuple[str, ...] = ()


class _Cohorts(Struct, forbid_unknown_fields=True):
    cohort: tuple[_Cohort, ...] = ()


def settings(raw: bytes) -> dict[str, object]:
    """The settings decided in a file, none for an empty one. Raises TomlTrouble."""
    table = _table(raw)
    if strange := sorted(table.keys() - DECIDABLE):
        raise TomlTrouble("unknown", ", ".join(strange))
    found: dict[str, object] = msgspec.to_builtins(_converted(table, _Settings))
    return found


def cohorts(raw: bytes, known: Callable[[str], str] = learner_id) -> tuple[Cohort, ...]:
    """The cohorts in a file. Raises TomlTrouble, which names nobody.

    `known` gives the learner id of a NIP, or nothing for one that is to be left out.
    """
    found = _converted(_table(raw), _Cohorts).cohort
    seen: set[str] = set()
    for each in found:
        if each.id in seen:
            raise TomlTrouble("twice", each.id)
        if each.until < each.since:
            raise TomlTrouble("dates", each.id)
        seen.add(each.id)
    return tuple(_cohort(each, known) for each in found)


def lines_of(raw: bytes) -> dict[str, tuple[int, ...]]:
    """The lines, from 1, on which each sound NIP of a file stands, between quotation marks."""
    found: dict[str, list[int]] = {}
    for line, text in enumerate(raw.decode("utf-8-sig").split("\n"), 1):
        if not text.lstrip().startswith("#"):
            for nip in {bare(each) for each in _QUOTED.findall(text)}:
                if kind_of(nip):
                    found.setdefault(nip, []).append(line)
    return {nip: tuple(lines) for nip, lines in found.items()}


def _cohort(said: _Cohort, known: Callable[[str], str]) -> Cohort:
    numbers = tuple(bare(nip) for nip in said.nip)
    for place, nip in enumerate(numbers, 1):
        if not kind_of(nip):
            raise TomlTrouble("nip", f"{said.id}, {place}")
    learners = tuple(dict.fromkeys(own for nip in numbers if (own := known(nip))))
    since, until = said.since.isoformat(), said.until.isoformat()
    return Cohort(said.id, said.name, said.course, since, until, learners)


def _table(raw: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        where = str(error).rpartition("(at ")[2].rstrip(")") if "(at " in str(error) else "?"
        raise TomlTrouble("toml", where) from error


def _converted(table: dict[str, Any], kind: type[Form]) -> Form:
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        # what was found is left out: it may be a person's number
        place = str(error).rpartition("`$")[2].rstrip("`").lstrip(".")
        raise TomlTrouble("wrong", place or "?") from error
