"""One page being drawn: text, lines, boxes, pictures, and what each of them is (tags)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from msgspec import Struct

from kiosk.certificate.typeface import Codes


class Tag(Struct):
    """A part of a document as a reader aloud meets it: "P", "H1", "Table", "TR", "TH", "TD",
    "Figure" and so on. A leaf has a mark on a page, a group has children. `alt` tells a picture
    in words; `lang` is a language other than the document's.
    """  # noqa: D205  # one sentence

    kind: str
    page: int = -1
    mark: int = -1
    alt: str = ""
    lang: str = ""
    children: list[Tag] = []


class Ink:
    """A page, lower left corner at (0, 0), in points. Colours are "#RRGGBB"."""

    def __init__(
        self, size: tuple[float, float], page: int, faces: dict[str, Codes], tags: Tag | None
    ) -> None:
        """An empty page; `tags` None draws without them. Pages are made by a Document."""
        self.width, self.height = size
        self.page = page
        self.marks: list[Tag] = []
        self.pictures: set[str] = set()
        self._faces = faces
        self._shorts = {name: f"F{n}" for n, name in enumerate(faces)}
        self._within = [tags] if tags else []
        self._drawn: list[str] = []
        self._fill = self._stroke = self._font = ""
        self._pen = self._tracking = -1.0

    def content(self) -> bytes:
        """The page's operators so far."""
        return "\n".join(self._drawn).encode()

    def write(  # noqa: PLR0913  # a line of text has so many sides
        self, text: str, x: float, y: float, face: str, size: float, *,
        colour: str, tracking: float = 0.0,
    ) -> None:  # fmt: skip
        """A line of text whose baseline begins at (x, y)."""
        self._fill_with(colour)
        short = f"/{self._shorts[face]} {number(size)} Tf"
        set_up = "" if short == self._font else f"{short} "
        self._font = short
        if tracking != self._tracking:
            set_up += f"{number(tracking)} Tc "
            self._tracking = tracking
        codes = "".join(map(self._faces[face].__getitem__, text))
        self._drawn.append(f"BT {set_up}{number(x)} {number(y)} Td [<{codes}>] TJ ET")

    def box(  # noqa: PLR0913  # as has a box
        self, x: float, y: float, wide: float, tall: float, *,
        fill: str = "", stroke: str = "", pen: float = 0.0, dash: float = 0.0,
    ) -> None:  # fmt: skip
        """A rectangle, filled or outlined."""
        shape = f"{number(x)} {number(y)} {number(wide)} {number(tall)} re"
        if fill:
            self._fill_with(fill)
            self._drawn.append(f"{shape} f")
        if stroke:
            self._stroke_with(stroke, pen)
            dashed = (f"[{number(dash)}] 0 d ", " [] 0 d") if dash else ("", "")
            self._drawn.append(f"{dashed[0]}{shape} S{dashed[1]}")

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str, pen: float
    ) -> None:
        """A straight line."""
        self._stroke_with(colour, pen)
        (x, y), (to_x, to_y) = start, end
        self._drawn.append(f"{number(x)} {number(y)} m {number(to_x)} {number(to_y)} l S")

    def cells(
        self,
        runs: Iterable[tuple[int, int, int]],
        at: tuple[float, float],
        step: float,
        colour: str,
    ) -> None:
        """Runs (column, row from below, length) of a grid of `step`, as one path."""
        self._fill_with(colour)
        drawn = "\n".join([f"{x} {y} {length} 1 re" for x, y, length in runs])
        x, y = number(at[0]), number(at[1])
        self._drawn.append(f"q {step:.6f} 0 0 {step:.6f} {x} {y} cm\n{drawn} f Q")

    def picture(self, name: str, x: float, y: float, wide: float, tall: float) -> None:
        """A picture of the document, by its name there."""
        self.pictures.add(name)
        place = f"{number(wide)} 0 0 {number(tall)} {number(x)} {number(y)} cm"
        self._drawn.append(f"q {place} /{name} Do Q")

    @contextmanager
    def turned(self, x: float, y: float, degrees: tuple[float, float]) -> Iterator[None]:
        """Draw around (x, y) as the new origin, turned; `degrees` are cosine and sine."""
        cos, sin = degrees
        turn = f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {number(x)} {number(y)} cm"
        self._drawn.append(f"q {turn}")
        yield
        self._drawn.append("Q")
        self._fill = self._stroke = self._font = ""
        self._pen = self._tracking = -1.0

    @contextmanager
    def tag(self, kind: str, alt: str = "", lang: str = "") -> Iterator[None]:
        """What is drawn within is one part of the document, "P" for a paragraph."""
        if not self._within:
            yield
            return
        leaf = Tag(kind, self.page, len(self.marks), alt, lang)
        self._within[-1].children.append(leaf)
        self.marks.append(leaf)
        self._drawn.append(f"/{kind} <</MCID {leaf.mark}>> BDC")
        yield
        self._drawn.append("EMC")

    @contextmanager
    def group(self, kind: str) -> Iterator[None]:
        """The parts tagged within belong together, as the cells of a row do."""
        if not self._within:
            yield
            return
        branch = Tag(kind)
        self._within[-1].children.append(branch)
        self._within.append(branch)
        yield
        self._within.pop()

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is drawn within has no meaning of its own: borders, rules, tints."""
        if not self._within:
            yield
            return
        self._drawn.append("/Artifact BMC")
        yield
        self._drawn.append("EMC")

    def _fill_with(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self._drawn.append(f"{_mixed(colour)} rg")

    def _stroke_with(self, colour: str, pen: float) -> None:
        if colour != self._stroke:
            self._stroke = colour
            self._drawn.append(f"{_mixed(colour)} RG")
        if pen != self._pen:
            self._pen = pen
            self._drawn.append(f"{number(pen)} w")


def number(value: float) -> str:
    """A length as a PDF writes it: hundredths of a point, no more."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short in {"-0", ""} else short


@lru_cache(maxsize=64)
def _mixed(colour: str) -> str:
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.4g}" for i in (1, 3, 5))
