"""Aiken: a question, choices A. B. …, and ANSWER: letter.

Source: docs.moodle.org/en/Aiken_format. Read more kindly than Moodle does: a question may have
several lines, and ANSWER may be JAWABAN.
"""

from __future__ import annotations

import re
from typing import Final

from kiosk.catalog.exchange.found import Choices, Item, Option, Read, Text, Told

_CHOICE: Final = re.compile(r"\s*([A-Z])[.)]\s+(.*\S)\s*")
ANSWER: Final = re.compile(r"\s*(?:ANSWER|JAWABAN|KUNCI)\s*:\s*([A-Za-z])\s*", re.IGNORECASE)


def read_aiken(text: str) -> Read:
    """Everything in an Aiken text. Raises nothing; what is no question is told and left out."""
    items: list[Item] = []
    told: list[Told] = []
    stem: list[str] = []
    choices: list[tuple[str, str]] = []
    began = 0
    for place, line in enumerate(text.splitlines(), start=1):
        if answer := ANSWER.fullmatch(line):
            made = _item(began or place, stem, choices, answer[1].upper())
            (items if isinstance(made, Item) else told).append(made)  # type: ignore[arg-type]
            stem, choices, began = [], [], 0
        elif (found := _CHOICE.fullmatch(line)) and stem:
            choices.append((found[1], found[2]))
        elif line.strip():
            if choices:  # a new question begins, and the last one had no answer
                told.append(Told(began, "Baris ANSWER: belum ada.", skipped=True))
                stem, choices, began = [], [], 0
            began = began or place
            stem.append(line.strip())
    if stem:
        told.append(Told(began, "Baris ANSWER: belum ada.", skipped=True))
    return Read(tuple(items), tuple(told))


def _item(line: int, stem: list[str], choices: list[tuple[str, str]], key: str) -> Item | Told:
    if not stem or key not in {letter for letter, _ in choices}:
        return Told(line, f"Pilihan {key} atau pertanyaannya tidak ada.", skipped=True)
    options = tuple(Option(Text(text, "plain"), letter == key) for letter, text in choices)
    return Item(line, Text("\n".join(stem), "plain"), Choices(options, several=False))
