"""Styled text: the words of lessons and questions."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct


class Span(Struct, frozen=True):
    """A run of text of one style inside a paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


Spans: TypeAlias = tuple[Span, ...]
