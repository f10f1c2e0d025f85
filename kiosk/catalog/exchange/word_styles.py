"""The styles and lists of a Word file: which paragraph is a heading, which a list, what is bold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.text.parfmt import CT_PPr
    from docx.oxml.text.run import CT_R
    from docx.styles.style import CharacterStyle
    from docx.text.font import Font

_BULLETS: Final = frozenset({"bullet", "none", "", None})
_HEADING: Final = re.compile(r"(?:heading|judul) ([1-9])")
_LISTS: Final = re.compile(r"list (bullet|number)(?: ([2-5]))?")
_TITLES: Final = frozenset({"title", "judul"})
_LONGEST: Final = 20


class Styles:
    """The styles and numberings of one document, by their names in it."""

    def __init__(self, page: Document) -> None:
        from docx.styles.style import CharacterStyle

        # python-docx looks each style up anew; a paragraph asks for its own some five times
        known = [style for style in page.styles if isinstance(style, CharacterStyle)]
        self._styles = {style.style_id: style for style in known}
        self._chains: dict[str | None, tuple[CharacterStyle, ...]] = {}
        self._numbered = _numbered(page)

    def _chain(self, paragraph: CT_P) -> tuple[CharacterStyle, ...]:
        """The style of a paragraph and those it rests on."""
        name = paragraph.style
        if name not in self._chains:
            chain: list[CharacterStyle] = []
            style = self._styles.get(name or "")
            while style is not None and len(chain) < _LONGEST:
                chain.append(style)
                style = style.base_style
            self._chains[name] = tuple(chain)
        return self._chains[name]

    def level(self, paragraph: CT_P) -> int | None:
        """0 for a title, 1–9 for a heading, None for any other paragraph."""
        chain = self._chain(paragraph)
        for style in chain:
            name = _name(style)
            if name in _TITLES:
                return 0
            if found := _HEADING.fullmatch(name):
                return int(found[1])
        for props in _props(paragraph, chain):
            outline = props.outlineLvl
            if outline is not None and 0 <= outline.val < 9:  # noqa: PLR2004 - 9: body text
                return outline.val + 1
        return None

    def is_caption(self, paragraph: CT_P) -> bool:
        """Whether a paragraph speaks of the picture above it."""
        return any(_name(style) in {"caption", "keterangan"} for style in self._chain(paragraph))

    def numbering(self, paragraph: CT_P) -> tuple[int, bool] | None:
        """Depth from 0 and whether it is numbered; None for no list."""
        from docx.oxml.ns import qn

        chain = self._chain(paragraph)
        named = self._list_style(chain)
        for props in _props(paragraph, chain):
            found = props.find(qn("w:numPr"))
            if found is None or found.numId is None:
                continue
            number = found.numId.val
            depth = 0 if found.ilvl is None else found.ilvl.val
            if number == 0:
                return None
            if number in self._numbered:
                is_numbered = self._numbered[number].get(depth, False)
                return max(min(depth, 8), named[0] if named else 0), is_numbered
        return named

    def _list_style(self, chain: tuple[CharacterStyle, ...]) -> tuple[int, bool] | None:
        """What the name of a style says: "List Bullet 2"."""
        for style in chain:
            if found := _LISTS.fullmatch(_name(style)):
                return int(found[2] or 1) - 1, found[1] == "number"
        return None

    def looks(self, paragraph: CT_P) -> tuple[bool, bool]:
        """Bold and italic of a paragraph's style; a heading's own weight does not count."""
        looks = (False, False)
        for style in reversed(self._chain(paragraph)):
            looks = _looks(style.font, looks)
        return looks if self.level(paragraph) is None else (False, False)

    def run(self, run: CT_R, base: tuple[bool, bool]) -> tuple[bool, bool]:
        """Bold and italic of a run."""
        from docx.text.font import Font

        style = self._styles.get(run.style or "")
        return _looks(Font(run), _looks(style.font, base) if style else base)


def _name(style: CharacterStyle) -> str:
    return (style.name or "").lower()


def _props(paragraph: CT_P, chain: tuple[CharacterStyle, ...]) -> Iterator[CT_PPr]:
    """The properties of a paragraph, then those of its styles."""
    for holder in (paragraph, *(style.element for style in chain)):
        if holder.pPr is not None:
            yield holder.pPr


def _looks(font: Font, base: tuple[bool, bool]) -> tuple[bool, bool]:
    bold, italic = font.bold, font.italic
    return base[0] if bold is None else bold, base[1] if italic is None else italic


def _numbered(page: Document) -> dict[int, dict[int, bool]]:
    """Whether a level of a list is numbered: by the list's number, then by depth from 0."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.part import XmlPart
    from docx.oxml.ns import qn

    try:
        # numbering_part would make a new one, which python-docx cannot
        part = page.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:  # a document without lists
        return {}
    if not isinstance(part, XmlPart):
        return {}
    root = part.element
    shapes: dict[str, dict[int, bool]] = {}
    for shape in root.findall(qn("w:abstractNum")):
        levels = ((level, level.find(qn("w:numFmt"))) for level in shape.findall(qn("w:lvl")))
        shapes[shape.get(qn("w:abstractNumId"))] = {
            int(level.get(qn("w:ilvl"))): said is not None and said.get(qn("w:val")) not in _BULLETS
            for level, said in levels
        }
    return {num.numId: shapes.get(str(num.abstractNumId.val), {}) for num in root.num_lst}
