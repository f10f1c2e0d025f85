"""Words that somebody searches for, as the database takes them."""

from __future__ import annotations

from typing import Final

NOWHERE: Final = "-"
"""A pattern that no digits fit, nor the want of them."""


def like(words: str) -> str:
    r"""A pattern for `like … escape '\\'`: the words anywhere, taken by the letter."""
    for special in ("\\", "%", "_"):
        words = words.replace(special, f"\\{special}")
    return f"%{words}%"
