"""Measuring text: lines that fit a width, and stacks of lines that fit a height. In points."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct, structs

from kiosk.certificate.typeface import REGULAR, width

INK = "#14262B"
SOFT = "#4A5D62"

LEADING = 1.26
ASCENT = 0.98
SHRINK = 0.95
Drawn = TypeVar("Drawn")


class Line(Struct, frozen=True):
    """One line of text.

    `gap` is the space above it, `tracking` the space between letters; `mark` stands at the left
    edge when the text itself is indented.
    """

    text: str
    size: float
    face: str = REGULAR
    gap: float = 0.0
    colour: str = INK
    tracking: float = 0.0
    indent: float = 0.0
    mark: str = ""

    @property
    def leading(self) -> float:
        """Height of the line itself."""
        return self.size * LEADING

    @property
    def wide(self) -> float:
        """Width of the text."""
        between = max(0, len(self.text) - 1) * self.tracking
        return width(self.text, self.face, self.size) + between


def wrap(text: str, face: str, size: float, room: float) -> tuple[str, ...]:
    """Lines no wider than `room`; a word wider than that is broken. Letters composed (NFC)."""
    words = unicodedata.normalize("NFC", text).split()
    pieces = [piece for word in words for piece in _broken(word, face, size, room)]
    return tuple(_filled(pieces, [width(p, face, size) for p in pieces], face, size, room))


def balanced(text: str, face: str, size: float, room: float) -> tuple[str, ...]:
    """As few lines as `wrap` makes, but of like width, so that no word hangs alone."""
    lines = wrap(text, face, size, room)
    if len(lines) <= 1:
        return lines
    low, high = room / len(lines), room
    while high - low > size:
        middle = (low + high) / 2
        tried = wrap(text, face, size, middle)
        if len(tried) > len(lines) or _breaks_a_word(text, tried):
            low = middle
        else:
            high, lines = middle, tried
    return lines


def fitted(
    text: str, face: str, sizes: Sequence[float], room: float, most: int
) -> tuple[float, tuple[str, ...]]:
    """The first of `sizes` that needs at most `most` lines, and those lines; else the last."""
    for size in sizes:
        lines = balanced(text, face, size, room)
        if len(lines) <= most:
            return size, lines
    return sizes[-1], balanced(text, face, sizes[-1], room)


def paragraph(lines: Sequence[str], first: Line) -> list[Line]:
    """Lines styled as `first`, whose gap stands above the first of them only."""
    return [
        structs.replace(first, text=text, gap=0.0 if i else first.gap)
        for i, text in enumerate(lines)
    ]


def height(lines: Sequence[Line]) -> float:
    """Height of a stack of lines with its gaps."""
    return sum(line.gap + line.leading for line in lines)


def placed(lines: Sequence[Line], top: float, stretch: float = 1.0) -> Iterator[tuple[Line, float]]:
    """Each line with its baseline, from `top` downwards, gaps multiplied by `stretch`."""
    y = top
    for line in lines:
        y -= line.gap * stretch
        yield line, y - line.size * ASCENT
        y -= line.leading


def shrunk(build: Callable[[float], Drawn], fits: Callable[[Drawn], bool]) -> Drawn:
    """What `build` makes at the largest scale (1.0 or less) that fits."""
    scale = 1.0
    while not fits(drawn := build(scale)):
        scale *= SHRINK
    return drawn


def _filled(
    pieces: Sequence[str], widths: Sequence[float], face: str, size: float, room: float
) -> Iterator[str]:
    space = width(" ", face, size)
    line: list[str] = []
    used = 0.0
    for piece, wide in zip(pieces, widths, strict=True):
        if line and used + space + wide > room:
            yield " ".join(line)
            line, used = [], 0.0
        used += wide + (space if line else 0.0)
        line.append(piece)
    if line:
        yield " ".join(line)


def _broken(word: str, face: str, size: float, room: float) -> Iterator[str]:
    """The word, in pieces no wider than `room` (one letter at least)."""
    while len(word) > 1 and width(word, face, size) > room:
        sought = word
        ends = range(1, len(word))
        cut = max(1, bisect_right(ends, room, key=lambda end: width(sought[:end], face, size)))
        yield word[:cut]
        word = word[cut:]
    yield word


def _breaks_a_word(text: str, lines: Sequence[str]) -> bool:
    return len(" ".join(lines).split()) != len(text.split())
