"""The short letters of a check code, for reading out over the telephone."""

from __future__ import annotations

from functools import lru_cache

from kiosk.trust.code import CodeTrouble, letters, read


@lru_cache(maxsize=64)
def letters_of(code: str) -> str:
    """The letters of a check code, as "ABCDE-FGHIJ"; "" for a text that is none."""
    try:
        return letters(read(code).said)
    except CodeTrouble:
        return ""
