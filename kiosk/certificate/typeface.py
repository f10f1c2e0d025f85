"""The certificate's typeface: widths of letters, and the subsets that go into a PDF.

A fixed Latin subset of each weight is made once a process (5 KB packed) and goes into every
certificate; a letter outside it is added to the subset of the one certificate that needs it.
"""

from __future__ import annotations

import hashlib
import string
import struct
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct
from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

REGULAR = "PlusJakartaSans"
BOLD = "PlusJakartaSans-Bold"
HEAVY = "PlusJakartaSans-ExtraBold"

FILES = {
    REGULAR: "PlusJakartaSans_400Regular.ttf",
    BOLD: "PlusJakartaSans_700Bold.ttf",
    HEAVY: "PlusJakartaSans_800ExtraBold.ttf",
}

LATIN: Final = " " + string.ascii_letters + string.digits + "!\"%&'()+,-./:;?·–’“”…"
"""Letters of the fixed subset."""

WORD_SPACE = 0.06
"""Added to each space, in em: the typeface's own 0.17 em runs words together on paper."""

THOUSAND = 1000


class Subset(Struct, frozen=True):
    """A font file with some letters only, packed, and what a PDF says about it.

    `glyphs` counts all that are in it; `widths` are those of the letters, in thousandths.
    """

    name: str
    packed: bytes
    size: int
    glyphs: int
    widths: tuple[int, ...]
    to_unicode: bytes
    box: tuple[int, ...]
    ascent: int
    descent: int
    capital: int
    stem: int


class _Font(TTFontFile):
    """A font file whose subsets bear no names: a PDF has no use for them, and they are 2 KB."""

    def get_table(self, tag: str) -> bytes:
        """A table of the file; KeyError for that of names."""
        if tag == "name":
            raise KeyError(tag)
        return bytes(super().get_table(tag))  # type: ignore[no-untyped-call]  # the stub lacks it


class Face:
    """One weight: what its letters measure, and its subsets."""

    def __init__(self, name: str, file: Path) -> None:
        """Read a static TTF of 1000 units an em. Raises TTFError or OSError."""
        self.name = name
        self._font = _Font(str(file))
        self._glyph = self._font.charToGlyph
        self._wide = {chr(code): wide for code, wide in self._font.charWidths.items()}
        self._lost = int(self._font.defaultWidth)
        self.latin = self.numbered(LATIN)

    def em_width(self, text: str) -> float:
        """Width at size 1, spaces widened."""
        wide, lost = self._wide, self._lost
        letters = sum([wide.get(c, lost) for c in text])
        return float(letters) / THOUSAND + text.count(" ") * WORD_SPACE

    def numbered(self, letters: str) -> dict[int, int]:
        """The font's own glyph numbers to those in a subset of these letters, in their order."""
        numbers = {0: 0}
        for letter in letters:
            numbers.setdefault(self._glyph.get(ord(letter), 0), len(numbers))
        return numbers

    def glyph(self, letter: str) -> int:
        """The font's own number of a letter; 0, an empty box, where it has none."""
        return int(self._glyph.get(ord(letter), 0))

    def printable(self, letter: str) -> bool:
        """Whether the typeface has the letter."""
        return ord(letter) in self._glyph

    @lru_cache(maxsize=32)  # noqa: B019  # faces live as long as the process
    def subset(self, extra: str) -> Subset:
        """The subset of LATIN and `extra`; the same bytes for the same letters."""
        letters = [ord(c) for c in LATIN + extra]
        made = self._font.makeSubset(letters)
        numbers = self.numbered(LATIN + extra)
        packed = zlib.compress(made, 9)
        font = self._font
        plain = font.name.decode() if isinstance(font.name, bytes) else str(font.name)
        return Subset(
            name=f"{_six_letters(made)}+{plain}",
            packed=packed,
            size=len(made),
            glyphs=_glyphs(made),
            widths=tuple(int(font.hmetrics[old][0]) for old in numbers),
            to_unicode=zlib.compress(_to_unicode(self._unicode(numbers, LATIN + extra)), 9),
            box=tuple(round(side) for side in font.bbox),
            ascent=round(font.ascent),
            descent=round(font.descent),
            capital=round(font.capHeight),
            stem=round(font.stemV),
        )

    def _unicode(self, numbers: dict[int, int], letters: str) -> dict[int, str]:
        """Subset number to letter, the first letter where two look alike."""
        found: dict[int, str] = {}
        for letter in letters:
            if self.printable(letter):
                found.setdefault(numbers[self._glyph[ord(letter)]], letter)
        return found


class Codes(dict[str, str]):
    """Letters of one document to hexadecimal codes of one face; learns new letters as they come.

    A space brings its widening along, for text written between "[<" and ">] TJ".
    """

    def __init__(self, face: Face) -> None:
        """Begin with the fixed subset."""
        super().__init__(_latin_codes(face))
        self._face = face
        self._numbers = dict(face.latin)
        self.extra = ""

    def __missing__(self, letter: str) -> str:
        """The code of a letter outside LATIN."""
        self.extra += letter
        number = self._numbers.setdefault(self._face.glyph(letter), len(self._numbers))
        self[letter] = f"{number:04X}"
        return self[letter]


@lru_cache(maxsize=1)
def load(fonts: Path) -> dict[str, Face]:
    """The three weights from a folder, read once."""
    faces = {name: Face(name, fonts / file) for name, file in FILES.items()}
    _LOADED.clear()
    _LOADED.update(faces)
    _em_width.cache_clear()
    return faces


def width(text: str, face: str, size: float) -> float:
    """Width of a text in points, by the weights loaded last."""
    return _em_width(text, face) * size


def fault(font: Path) -> str:
    """What is wrong with a font file: "missing", "broken" (its own sums do not hold), or ""."""
    if not font.exists():
        return "missing"
    try:
        TTFontFile(str(font), validate=1)
    except (TTFError, OSError, struct.error, ValueError, IndexError, KeyError):
        return "broken"
    return ""


_LOADED: dict[str, Face] = {}


@lru_cache(maxsize=8192)
def _em_width(text: str, face: str) -> float:
    """Kept, because a long text is tried at many sizes and widths."""
    return _LOADED[face].em_width(text)


@lru_cache(maxsize=8)
def _latin_codes(face: Face) -> dict[str, str]:
    codes = {c: f"{face.latin[face.glyph(c)]:04X}" for c in LATIN}
    return codes | {" ": f"{codes[' ']}>-{round(WORD_SPACE * THOUSAND)}<"}


def _glyphs(font: bytes) -> int:
    """How many glyphs a font file holds, by its table "maxp"."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for at in range(12, 12 + 16 * tables, 16):
        if font[at : at + 4] == b"maxp":
            (offset,) = struct.unpack_from(">L", font, at + 8)
            return int(struct.unpack_from(">H", font, offset + 4)[0])
    raise ValueError(font[:4])


def _six_letters(made: bytes) -> str:
    """The tag of a subset: letters that follow from its bytes."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(made).digest()[:6])


MOST_MAPPED = 100
"""Letters in one block of a PDF's map to Unicode."""


def _to_unicode(letters: dict[int, str]) -> bytes:
    """The map by which a reader finds the letters again, for search, copying and reading aloud."""
    rows = [f"<{n:04X}> <{c.encode('utf-16-be').hex().upper()}>" for n, c in letters.items()]
    blocks = [rows[i : i + MOST_MAPPED] for i in range(0, len(rows), MOST_MAPPED)]
    mapped = "\n".join(
        "\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks
    )
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{mapped}
endcmap
CMapName currentdict /CMap defineresource pop
end
end""".encode()
