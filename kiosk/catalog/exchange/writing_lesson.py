"""The Markdown of a lesson; it reads back as the same blocks, whatever their first signs are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, assert_never

from kiosk.catalog.exchange.document import Bullets, Grid, Head, Para, Part, Picture
from kiosk.catalog.exchange.markup import escaped, inline
from kiosk.catalog.lesson import slug
from kiosk.learning.spans import Span, Spans

_SIGN: Final = re.compile(r"^([#+\-=~{|:])", re.MULTILINE)
_NUMBERED: Final = re.compile(r"^(\d{1,9})([.)])", re.MULTILINE)
_COLONS: Final = re.compile(r"^:+\s*")


def paragraph(spans: Spans) -> str:
    """A paragraph whose first signs mean nothing; its lines end in a break."""
    text = inline(without_colons(spans)).replace("\n\n", "\\\n")
    return _NUMBERED.sub(r"\1\\\2", _SIGN.sub(r"\\\1", text))


def without_colons(spans: Spans) -> Spans:
    """Colons at the start would open a box and have no escape: they are left out."""
    if not spans or not spans[0].text.startswith(":"):
        return spans
    first = Span(_COLONS.sub("", spans[0].text), spans[0].bold, spans[0].italic)
    return (first, *spans[1:]) if first.text else spans[1:]


def one_line(spans: Spans) -> str:
    """For an item, a cell or a heading: line ends become spaces."""
    joined = tuple(Span(s.text.replace("\n", " "), s.bold, s.italic) for s in spans)
    return paragraph(joined)


def lesson_text(parts: tuple[Part, ...], pictures: dict[int, str]) -> str:
    """A lesson file. `pictures`: by place of the part from 0, its name in the course."""
    seen: set[str] = set()
    blocks = [
        block for n, part in enumerate(parts) for block in _block(part, pictures.get(n, ""), seen)
    ]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _block(part: Part, picture: str, seen: set[str]) -> Iterator[str]:
    match part:
        case Head():
            yield _heading(part, seen)
        case Para():
            if text := paragraph(part.spans):
                yield text
        case Bullets():
            signs = (f"{n}." if part.numbered else "-" for n in range(1, len(part.items) + 1))
            yield "\n".join(
                f"{sign} {one_line(item)}" for sign, item in zip(signs, part.items, strict=False)
            )
        case Grid():
            yield _table(part)
        case Picture():
            if picture:
                caption = escaped(part.caption).replace('"', "”")
                yield f'![{escaped(part.alternative)}]({picture} "{caption}")'
        case _:
            assert_never(part)


def _heading(head: Head, seen: set[str]) -> str:
    """With an id of its own where another heading has the same words."""
    name = slug(head.text)
    text = f"{'#' * head.level} {one_line((Span(head.text),))}"
    if not name:
        return text
    if name not in seen:
        seen.add(name)
        return text
    count = 2
    while f"{name}-{count}" in seen:
        count += 1
    seen.add(f"{name}-{count}")
    return f"{{#{name}-{count}}}\n{text}"


def _table(grid: Grid) -> str:
    rows = [[_cell(cell) for cell in row] for row in grid.rows]
    rule = ["---"] * len(rows[0])
    return "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], rule, *rows[1:]])


def _cell(spans: Spans) -> str:
    return one_line(spans).replace("|", "\\|").replace("\\\\|", "\\|")
