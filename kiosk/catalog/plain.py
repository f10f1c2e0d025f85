"""The words of blocks without their looks: to count them, and to search them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from kiosk.learning.course import (
    Audio,
    Block,
    Callout,
    CalloutKind,
    Check,
    Definition,
    Figure,
    Heading,
    Listing,
    Pages,
    Paragraph,
    Table,
    Task,
    Video,
)
from kiosk.learning.spans import Spans

_WORD: Final = re.compile(r"[^\W_]")


def words(text: str) -> int:
    """Number of words; a dash or a bullet alone is none."""
    return sum(1 for part in text.split() if _WORD.search(part))


def plain(spans: Spans) -> str:
    """The text of spans."""
    return "".join(span.text for span in spans)


def reading_words(blocks: Iterable[Block]) -> int:
    """Words a learner reads: all but the questions, the sources and alternative texts."""
    read = (block for block in blocks if not _is_sources(block))
    return sum(words(text) for block in read for text in texts(block))


def texts(block: Block) -> Iterator[str]:
    """The texts of a block, in reading order."""
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield plain(block.spans)
        case Listing():
            yield from map(plain, block.items)
        case Table():
            yield from (plain(cell) for row in (block.head, *block.rows) for cell in row)
        case Figure():
            yield block.caption
        case Callout():
            yield block.title
            for inner in block.body:
                yield from texts(inner)
        case Definition():
            yield from (block.term, plain(block.meaning))
        case Task():
            yield from (block.title, plain(block.spans))
        case Video() | Audio():
            yield block.title
            for inner in block.transcript:
                yield from texts(inner)
        case Pages():
            yield block.title
        case Check():
            return
        case _:
            assert_never(block)


def _is_sources(block: Block) -> bool:
    return isinstance(block, Callout) and block.kind is CalloutKind.SOURCES
