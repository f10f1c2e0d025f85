"""The lines of a sheet that hold people, with what their columns say of them."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from kiosk.learning.answers import plain
from kiosk.office.roster_guess import Guess, is_nip
from kiosk.office.roster_headings import field_of
from kiosk.office.roster_units import looks_like_unit
from kiosk.people.nip import Kind
from kiosk.sheets.book import Cell, Line, Sheet, broken, text_of

_UNSEEN: Final = re.compile("[\u200b-\u200f\u2060\ufeff`\u00b4]")
_NUMBERED: Final = re.compile(r"[(\[]?\d{1,2}[)\].]?\Z")
_OF_A_PERSON: Final = 3
"""Filled cells of a line behind the last NIP that still may be a person and no signature."""
_NONE: Final = ("", "-", "–", "—", "0")


class Person(Struct, frozen=True):
    """What a line says; `rounded`: its NIP is a number that has lost its last digits."""

    line: int
    nip: str
    name: str
    unit: str
    rank: str = ""
    position: str = ""
    status: str = ""
    rounded: bool = False

    @property
    def kind(self) -> Kind | None:
        """What the status says: PNS, PPPK, or nothing that is known here."""
        words = plain(self.status).split()
        if any(word in ("pppk", "p3k") for word in words):
            return Kind.PPPK
        return Kind.PNS if any(word in ("pns", "cpns") for word in words) else None


def people_of(sheet: Sheet, guess: Guess) -> tuple[tuple[Person, ...], tuple[int, ...]]:
    """The people, and the lines that were passed over as no person.

    Sections ("DINAS KESEHATAN" above its people) name the unit where no column does. Headings
    again, the row of numbers below a heading, totals and signatures are passed over.
    """
    places, section = guess.places, ""
    people, passed = [], []
    rows = [row for row in sheet.rows if row.line >= guess.first]
    last = max((row.line for row in rows if is_nip(_at(row, places.get("nip")))), default=0)
    for row in rows:
        alone = _alone(row)
        if alone and looks_like_unit(alone) and not is_nip(_at(row, places.get("nip"))):
            section = alone
            passed.append(row.line)
        elif _is_idle(row, places, alone, behind=row.line > last > 0):
            passed.append(row.line)
        else:
            people.append(_person(row, places, section))
    return tuple(people), tuple(passed)


def _at(row: Line, place: int | None) -> Cell:
    return row.cells[place] if place is not None and 0 <= place < len(row.cells) else None


def _text(row: Line, place: int | None) -> str:
    return " ".join(_UNSEEN.sub("", text_of(_at(row, place))).split())


def _alone(row: Line) -> str:
    """The text of a line that has but one, be it merged over all columns; a number aside."""
    texts = {text_of(cell) for cell in row.cells if cell is not None}
    words = {text for text in texts if not re.fullmatch(r"([IVXLC]+|[A-Z]|\d+)[.)]?", text)}
    return words.pop() if len(words) == 1 else ""


def _is_idle(row: Line, places: dict[str, int], alone: str, *, behind: bool) -> bool:
    """Whether a line holds no person."""
    nip, name = _text(row, places.get("nip")), _text(row, places.get("name"))
    if is_nip(_at(row, places.get("nip"))):
        return False
    if not (nip or name):
        return True
    filled = [text for cell in row.cells if (text := text_of(cell))]
    if all(_NUMBERED.match(text) for text in filled):  # 1 2 3 4 below the heading
        return True
    heads = [found[0] for text in filled if (found := field_of(plain(text)))]
    if len(set(heads)) > 1 and {"nip", "name"} & set(heads):
        return True
    return behind and (bool(alone) or len(filled) < _OF_A_PERSON)


def _person(row: Line, places: dict[str, int], section: str) -> Person:
    def text(field: str) -> str:
        return _text(row, places.get(field))

    cell = _at(row, places.get("nip"))
    rounded = broken(cell)
    nip = f"{cell:.14e}".replace(".", "")[:15] + "000" if rounded else text("nip")
    return Person(
        row.line, nip.lstrip("'’"), _named(text("front"), text("name"), text("back")),
        text("unit") or section, _ranked(text("rank"), text("grade")), text("position"),
        text("status"), rounded,
    )  # fmt: skip


def _named(front: str, name: str, back: str) -> str:
    """The name with its degrees, once: as written where it holds them already."""
    if not name:
        return ""
    whole = name if front in _NONE or plain(name).startswith(plain(front)) else f"{front} {name}"
    if back in _NONE or plain(whole).endswith(plain(back)):
        return whole
    return f"{whole.rstrip(' ,')}, {back.lstrip(' ,')}"


def _ranked(rank: str, grade: str) -> str:
    """Of two columns "Penata Tingkat I (III/d)"; one alone as it is."""
    if not grade or grade in _NONE or plain(grade) in plain(rank):
        return rank
    return grade if rank in _NONE else f"{rank} ({grade})"
