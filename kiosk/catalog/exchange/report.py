"""What an import or export tells its author: by line, in whole sentences."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class State(StrEnum):
    """What became of a part of the file."""

    CAME = "masuk"
    CHANGED = "diubah"
    SKIPPED = "dilewati"


class Note(Struct, frozen=True, order=True):
    """One sentence about a line (a row of a sheet, a paragraph of a document); 0: the whole."""

    line: int
    state: State
    words: str


class Report(Struct, frozen=True):
    """All of it. `written` are the files made or changed, relative to the course folder."""

    file: str
    notes: tuple[Note, ...]
    written: tuple[str, ...] = ()

    def count(self, state: State) -> int:
        """How many notes say so."""
        return sum(note.state is state for note in self.notes)
