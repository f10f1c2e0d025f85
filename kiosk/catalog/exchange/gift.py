"""GIFT, Moodle's text form of questions: a file in, neutral questions out.

Source: docs.moodle.org/en/GIFT_format; tags and ids as Moodle writes them, `// [id:x] [tag:y]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, structs

from kiosk.catalog.exchange.found import Category, Description, Item, Read, Text, Told
from kiosk.catalog.exchange.gift_answers import (
    NotGift,
    asks,
    cut_feedback,
    has_open_brace,
    place_of,
    text_of,
    unescape,
)

_CATEGORY: Final = "$CATEGORY:"
_TAG: Final = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
_TITLE: Final = re.compile(r"\s*::((?:\\.|(?!::)[^\\])*)::", re.DOTALL)
_FORM: Final = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_GOES_ON: Final = ("=", "~", "}", "####")
GAP: Final = "_____"


class _Piece(Struct, frozen=True):
    """The lines of one question, with the remarks above it."""

    line: int
    text: str
    remarks: tuple[str, ...]


def read_gift(text: str) -> Read:
    """Everything in a GIFT text. What is no GIFT is told and left out; raises nothing."""
    items: list[Item | Category] = []
    told: list[Told] = []
    for piece in _pieces(text.replace("\r\n", "\n").replace("\r", "\n")):
        try:
            items.append(_item(piece, told))
        except NotGift as trouble:
            told.append(Told(piece.line, str(trouble), skipped=True))
    return Read(tuple(items), tuple(told))


def _pieces(text: str) -> Iterator[_Piece]:
    """Questions stand apart by empty lines; one inside { } does not end a question."""
    lines = text.split("\n")
    held: list[str] = []
    remarks: list[str] = []
    began = 0
    is_open = False
    for place, line in enumerate(lines):
        bare = line.strip()
        if bare.startswith("//"):
            remarks.append(bare)
        elif bare.startswith(_CATEGORY) and not held:
            yield _Piece(place + 1, bare, ())
        elif bare:
            began = began if held else place + 1
            held.append(line)
            is_open = has_open_brace(line, is_open=is_open)
        elif held and not (is_open and _goes_on(lines, place)):
            yield _Piece(began, "\n".join(held), tuple(remarks))
            held, remarks, is_open = [], [], False
        elif held:
            held.append("")
    if held:
        yield _Piece(began, "\n".join(held), tuple(remarks))


def _goes_on(lines: list[str], place: int) -> bool:
    following = (line.strip() for line in lines[place + 1 : place + 4])
    return next((line.startswith(_GOES_ON) for line in following if line), False)


def _item(piece: _Piece, told: list[Told]) -> Item | Category:
    if piece.text.startswith(_CATEGORY):
        return Category(piece.text.removeprefix(_CATEGORY).strip(), piece.line)
    text, title = piece.text, None
    if found := _TITLE.match(text):
        title, text = unescape(found[1]).strip(), text[found.end() :]
    form = "moodle"
    if found := _FORM.match(text):
        form, text = found[1], text[found.end() :]
    name, tags = _tags(piece.remarks)
    common = Item(piece.line, Text("", form), Description(), title, tags=tags, id=name)
    start = place_of(text, "{")
    if start < 0:
        return structs.replace(common, stem=text_of(text, form))
    end = place_of(text, "}", last=True)
    if end < start:
        raise NotGift("Kurung { belum ditutup. Tulis } pada akhir jawaban.")
    inside, feedback = cut_feedback(text[start + 1 : end], form)
    before, after = text[:start].strip(), text[end + 1 :].strip()
    stem = text_of(" ".join(filter(None, (before, GAP if after else "", after))), form)
    said = asks(inside, form, lambda words: told.append(Told(piece.line, words)))
    return structs.replace(common, stem=stem, asks=said, embedded=bool(after), feedback=feedback)


def _tags(remarks: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    found = [(kind, unescape_tag(value)) for kind, value in _TAG.findall("\n".join(remarks))]
    name = next((value for kind, value in found if kind == "id"), None)
    return name, tuple(value for kind, value in found if kind == "tag")


def unescape_tag(value: str) -> str:
    """A tag without the backslashes that keep its signs apart."""
    return re.sub(r"\\([\]\\])", r"\1", value).strip()
