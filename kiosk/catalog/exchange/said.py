"""What is told about one question while it is made ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kiosk.catalog.exchange.found import Text, Told
from kiosk.catalog.exchange.markup import seen

FULL: Final = 99.5
"""Percent from which an answer counts as wholly right: 3 × 33.33 may lie a little below 100."""
RIGHT: Final = "Jawaban ini benar."


class Unmapped(Exception):
    """A question cannot be ours; the text is a sentence for its author."""


class Teller:
    """Gathers what to tell about a question; the same sentence once."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._words: list[str] = []
        self._lost: list[str] = []
        self._filled = 0

    def __call__(self, words: str) -> None:
        """Tell a sentence."""
        if words not in self._words:
            self._words.append(words)

    def lost(self, what: Iterable[str]) -> None:
        """Looks or things that did not come over."""
        self._lost += [each for each in what if each not in self._lost]

    def plain(self, text: Text | None) -> str:
        """A text without looks; what is lost with them is told."""
        found = seen(text)
        self.lost(found.lost)
        if found.images:
            self.lost(("gambar",))
        if found.styled:
            self.lost(("huruf tebal atau miring",))
        return found.plain

    def feedback(self, text: Text | None, common: str) -> str:
        """The author's words, or a plain true sentence in their place, which is told."""
        if said := self.plain(text):
            return said
        self._filled += 1
        return common

    def all(self) -> tuple[Told, ...]:
        """Everything, as changes."""
        words = list(self._words)
        if self._lost:
            words.append(f"Tidak dibawa: {', '.join(self._lost)}.")
        if self._filled:
            words.append(
                f"Umpan balik belum ada pada {self._filled} bagian; diisi kalimat umum. "
                "Tulis alasannya."
            )
        return tuple(Told(self._line, each) for each in words)
