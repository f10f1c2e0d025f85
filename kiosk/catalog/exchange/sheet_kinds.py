"""Each kind of question as our spreadsheet writes it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kiosk.catalog.exchange.found import (
    Asks,
    Choices,
    Essay,
    GapFound,
    Gaps,
    Match,
    Matches,
    NumberOption,
    Numbers,
    Option,
    Order,
    Range,
    Short,
    Text,
    Words,
)
from kiosk.catalog.exchange.said import Unmapped
from kiosk.learning.answers import number

KINDS: Final = (
    "tunggal",
    "jamak",
    "benar-salah",
    "menjodohkan",
    "mengurutkan",
    "isian",
    "angka",
    "celah",
    "seret",
    "esai",
)
_YES: Final = frozenset({"ya", "y", "benar", "b", "1", "x", "v", "✓", "true"})
_GAP: Final = re.compile(r"\{(\d{1,2})\}")
_MOST_POINTS: Final = 100


class Answer(Struct, frozen=True):
    """One of the groups of three columns."""

    text: str
    note: str
    feedback: Text | None

    @property
    def right(self) -> bool:
        """Whether its Keterangan says yes."""
        return self.note.lower() in _YES


class Cells:
    """A row by the names of its columns; "" where a cell is empty."""

    def __init__(self, cells: dict[str, str]) -> None:
        self._cells = cells

    def __getitem__(self, name: str) -> str:
        """The text of a column."""
        return self._cells.get(name, "")

    def answers(self) -> list[Answer]:
        """The groups that are not empty, by their numbers."""
        places = sorted(
            {int(name[8:]) for name in self._cells if re.fullmatch(r"jawaban [0-9]{1,2}", name)}
        )
        found = []
        for place in places:
            text, note = self[f"jawaban {place}"], self[f"keterangan {place}"]
            said = self[f"umpan balik {place}"]
            if text or note:
                found.append(Answer(text, note, Text(said, "plain") if said else None))
        return found

    def wrong(self) -> Text | None:
        """What is said to any other answer."""
        said = self["umpan balik salah"]
        return Text(said, "plain") if said else None

    def passage(self) -> str:
        """The text with its gaps marked as neutral ones, counted as they stand."""
        order = {name: place for place, name in enumerate(self.gaps(), start=1)}
        return _GAP.sub(lambda m: f"{{c{order[m[1]]}}}", self["teks"])

    def gaps(self) -> list[str]:
        """The numbers of the gaps, as they stand in the text."""
        return list(dict.fromkeys(_GAP.findall(self["teks"])))


def asks(kind: str, row: Cells) -> Asks:
    """What a row asks. Raises Unmapped."""
    answers = row.answers()
    match kind:
        case "tunggal" | "jamak" | "benar-salah":
            return Choices(tuple(_options(answers)), several=kind == "jamak")
        case "menjodohkan":
            pairs = (Match(Text(a.text, "plain"), a.note, a.feedback) for a in answers)
            return Matches(tuple(pairs))
        case "mengurutkan":
            steps = tuple(Text(a.text, "plain") for a in answers)
            return Order(steps, tuple(a.feedback for a in answers))
        case "isian":
            rest = Option(Text("*", "plain"), right=False, feedback=row.wrong())
            return Short((*_options(answers), rest))
        case "angka":
            return _numbers(row, answers)
        case "celah":
            return Gaps(tuple(_gap(a, row) for a in _in_gaps(row, answers)))
        case "seret":
            inside = _in_gaps(row, answers)
            extra = tuple(a.text for a in answers if a not in inside)
            said = tuple(a.feedback for a in inside)
            return Words(tuple(a.text for a in inside), extra, feedbacks=said)
        case _:
            return Essay(criteria=tuple(_criterion(a) for a in answers))


def _options(answers: list[Answer]) -> Iterator[Option]:
    for answer in answers:
        yield Option(Text(answer.text, "plain"), answer.right, feedback=answer.feedback)


def _numbers(row: Cells, answers: list[Answer]) -> Numbers:
    reach = number(row["toleransi"] or "0")
    if reach is None:
        raise Unmapped(f"Toleransi “{row['toleransi']}” bukan angka.")
    options = []
    for place, answer in enumerate(answers):
        value = number(answer.text)
        if value is None or math.isinf(value):
            raise Unmapped(f"Jawaban “{answer.text}” bukan angka.")
        right = answer.right or (place == 0 and not any(a.right for a in answers))
        options.append(NumberOption(Range("range", value, reach), right, None, answer.feedback))
    rest = NumberOption(None, right=False, feedback=row.wrong())
    return Numbers((*options, rest), row["satuan"])


def _in_gaps(row: Cells, answers: list[Answer]) -> list[Answer]:
    """The answers of the gaps in the text; gap {2} is Jawaban 2."""
    if not row.gaps():
        raise Unmapped("Kolom Teks tidak memuat celah {1}.")
    places = [int(name) for name in row.gaps()]
    if max(places) > len(answers) or min(places) < 1:
        raise Unmapped(f"Celah {{{max(places)}}} tidak mempunyai jawaban.")
    return [answers[place - 1] for place in places]


def _gap(answer: Answer, row: Cells) -> GapFound:
    accepted = [part.strip() for part in answer.text.split("|") if part.strip()]
    listed = [part.strip() for part in answer.note.split("|") if part.strip()]
    wrong = answer.feedback or row.wrong()
    rights = [Option(Text(text, "plain"), right=True) for text in accepted]
    if listed:
        others = [
            Option(Text(text, "plain"), right=False, feedback=wrong)
            for text in listed
            if text not in accepted
        ]
        return GapFound((*rights, *others), listed=True)
    return GapFound((*rights, Option(Text("*", "plain"), right=False, feedback=wrong)))


def _criterion(answer: Answer) -> tuple[str, int]:
    points = number(answer.note or "10")
    if points is None or not 1 <= points <= _MOST_POINTS:
        raise Unmapped(f"Poin “{answer.note}” harus antara 1 dan {_MOST_POINTS}.")
    return answer.text, int(points)
