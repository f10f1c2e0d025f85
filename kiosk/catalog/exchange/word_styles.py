"""The styles and lists of a Word file: which paragraph is a heading, which a list, what is bold."""

from __future__ import annotations

import re
from typing import Final

from kiosk.catalog.exchange.archive import Archive
from kiosk.catalog.exchange.xml_tree import Node

_OFF: Final = frozenset({"0", "false", "none", "off"})
_HEADING: Final = re.compile(r"(?:heading|judul) ([1-9])")
_LISTS: Final = re.compile(r"list (bullet|number)(?: ([2-5]))?")
_TITLES: Final = frozenset({"title", "judul"})
_LONGEST: Final = 20


class Styles:
    """Read once from styles.xml and numbering.xml; both may be absent."""

    def __init__(self, archive: Archive) -> None:
        self._styles: dict[str, Node] = {}
        styles = archive.xml("word/styles.xml")
        for node in styles.all("style") if styles else ():
            self._styles[node.attrs.get("styleId", "")] = node
        self._numbered: dict[str, dict[str, bool]] = {}
        self._read_numbering(archive.xml("word/numbering.xml"))

    def _read_numbering(self, root: Node | None) -> None:
        if root is None:
            return
        shapes: dict[str, dict[str, bool]] = {}
        for shape in root.all("abstractNum"):
            shapes[shape.attrs.get("abstractNumId", "")] = {
                level.attrs.get("ilvl", ""): _value(level, "numFmt") not in {"bullet", "none", ""}
                for level in shape.all("lvl")
            }
        for number in root.all("num"):
            name = number.attrs.get("numId", "")
            self._numbered[name] = shapes.get(_value(number, "abstractNumId"), {})

    def _chain(self, paragraph: Node) -> list[Node]:
        """The style of a paragraph and those it rests on."""
        props = paragraph.first("pPr")
        name = _value(props, "pStyle") if props else ""
        chain: list[Node] = []
        while name in self._styles and len(chain) < _LONGEST:
            chain.append(self._styles[name])
            name = _value(chain[-1], "basedOn")
        return chain

    def level(self, paragraph: Node) -> int | None:
        """0 for a title, 1–9 for a heading, None for any other paragraph."""
        chain = self._chain(paragraph)
        for style in chain:
            name = _value(style, "name").lower()
            if name in _TITLES:
                return 0
            if found := _HEADING.fullmatch(name):
                return int(found[1])
        for holder in (paragraph, *chain):
            props = holder.first("pPr")
            said = _value(props, "outlineLvl") if props else ""
            if said and (level := whole(said, 9)) < 9:  # noqa: PLR2004 - 9: body text
                return level + 1
        return None

    def is_caption(self, paragraph: Node) -> bool:
        """Whether a paragraph speaks of the picture above it."""
        return any(
            _value(s, "name").lower() in {"caption", "keterangan"} for s in self._chain(paragraph)
        )

    def numbering(self, paragraph: Node) -> tuple[int, bool] | None:
        """Depth from 0 and whether it is numbered; None for no list."""
        chain = self._chain(paragraph)
        named = self._list_style(chain)
        for holder in (paragraph, *chain):
            props = holder.first("pPr")
            found = props.first("numPr") if props else None
            if found is None:
                continue
            number, depth = _value(found, "numId"), _value(found, "ilvl") or "0"
            if number == "0":
                return None
            if number in self._numbered:
                is_numbered = self._numbered[number].get(depth, False)
                return max(whole(depth, 8, 0), named[0] if named else 0), is_numbered
        return named

    def _list_style(self, chain: list[Node]) -> tuple[int, bool] | None:
        """What the name of a style says: "List Bullet 2"."""
        for style in chain:
            if found := _LISTS.fullmatch(_value(style, "name").lower()):
                return int(found[2] or 1) - 1, found[1] == "number"
        return None

    def looks(self, paragraph: Node) -> tuple[bool, bool]:
        """Bold and italic of a paragraph's style; a heading's own weight does not count."""
        bold = italic = False
        for style in reversed(self._chain(paragraph)):
            bold, italic = _looks(style.first("rPr"), (bold, italic))
        return (bold, italic) if self.level(paragraph) is None else (False, False)

    def run(self, run: Node, base: tuple[bool, bool]) -> tuple[bool, bool]:
        """Bold and italic of a run."""
        props = run.first("rPr")
        style = self._styles.get(_value(props, "rStyle")) if props else None
        return _looks(props, _looks(style.first("rPr"), base) if style else base)


def whole(said: str, most: int, otherwise: int | None = None) -> int:
    """A small whole number written in digits; `otherwise` (or `most`) for anything else."""
    if re.fullmatch(r"[0-9]{1,4}", said):
        return min(int(said), most)
    return most if otherwise is None else otherwise


def _value(node: Node | None, name: str) -> str:
    found = node.first(name) if node else None
    return found.attrs.get("val", "") if found else ""


def _looks(props: Node | None, base: tuple[bool, bool]) -> tuple[bool, bool]:
    if props is None:
        return base
    return _flag(props, "b", otherwise=base[0]), _flag(props, "i", otherwise=base[1])


def _flag(props: Node, name: str, *, otherwise: bool) -> bool:
    found = props.first(name)
    return otherwise if found is None else found.attrs.get("val", "1").lower() not in _OFF
