"""What a written document holds: lessons of headings, paragraphs, lists, tables and pictures."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from kiosk.catalog.exchange.found import Attached, Told
from kiosk.learning.spans import Spans


class Head(Struct, frozen=True):
    """A heading inside a lesson, level 2 or 3."""

    text: str
    level: int


class Para(Struct, frozen=True):
    """A paragraph."""

    spans: Spans


class Bullets(Struct, frozen=True):
    """A list; numbered or not."""

    items: tuple[Spans, ...]
    numbered: bool


class Grid(Struct, frozen=True):
    """A table; its first row is the heads."""

    rows: tuple[tuple[Spans, ...], ...]


class Picture(Struct, frozen=True):
    """A picture, with what it shows and what stands below it."""

    file: Attached
    alternative: str
    caption: str
    line: int


Part: TypeAlias = Head | Para | Bullets | Grid | Picture


class Section(Struct, frozen=True):
    """A lesson to be; `line` is the paragraph of its heading, from 1."""

    title: str
    parts: tuple[Part, ...]
    line: int


class Document(Struct, frozen=True):
    """A whole document."""

    title: str
    sections: tuple[Section, ...]
    told: tuple[Told, ...]
