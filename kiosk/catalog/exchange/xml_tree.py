"""XML of strangers as a tree with lines: no DOCTYPE, no entities, nothing fetched, not too deep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from kiosk.catalog.exchange.trouble import Unreadable

_DEEPEST: Final = 200
_DOCTYPE: Final = "Berkas ini memuat DOCTYPE. Hapus barisnya, lalu impor lagi."
_TOO_DEEP: Final = "Susunan XML terlalu dalam. Simpan ulang dari program asalnya."


class Node:
    """An element: its name without namespace, and its parts in order."""

    __slots__ = ("attrs", "line", "name", "parts")

    def __init__(self, name: str, attrs: dict[str, str], line: int) -> None:
        self.name = name
        self.attrs = attrs
        self.line = line
        self.parts: list[Node | str] = []

    def __iter__(self) -> Iterator[Node]:
        """The elements directly inside."""
        return (part for part in self.parts if isinstance(part, Node))

    def all(self, name: str) -> Iterator[Node]:
        """The children of a name."""
        return (node for node in self if node.name == name)

    def first(self, name: str) -> Node | None:
        """The first child of a name."""
        return next(self.all(name), None)

    @property
    def text(self) -> str:
        """The text directly inside."""
        return "".join(part for part in self.parts if isinstance(part, str))

    def said(self, *way: str) -> str:
        """The text at the end of a way of children, without space around it; "" if none."""
        at: Node | None = self
        for name in way:
            at = at.first(name) if at else None
        return at.text.strip() if at else ""

    def below(self) -> Iterator[Node]:
        """Itself and everything in it, in reading order."""
        yield self
        for node in self:
            yield from node.below()


class _Builder:
    """Gathers the tree while expat reads."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.root: Node | None = None
        self._open: list[Node] = []

    def _doctype(self, *_args: object) -> None:
        raise Unreadable(_DOCTYPE, self.parser.CurrentLineNumber)

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if len(self._open) >= _DEEPEST:
            raise Unreadable(_TOO_DEEP, line)
        bare = {key.rpartition("}")[2]: value for key, value in attrs.items()}
        node = Node(name.rpartition("}")[2], bare, line)
        if self._open:
            self._open[-1].parts.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _data(self, data: str) -> None:
        if self._open:
            self._open[-1].parts.append(data)


def is_plain_xml(raw: bytes) -> bool:
    """Whether it is XML at all. Raises Unreadable for a DOCTYPE and for what is too deep."""
    parser = expat.ParserCreate()
    depth = 0

    def start(_name: str, _attrs: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Unreadable(_TOO_DEEP, parser.CurrentLineNumber)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_args: object) -> None:
        raise Unreadable(_DOCTYPE, parser.CurrentLineNumber)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(raw, True)  # noqa: FBT003 - expat's own form: this is all
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def read_xml(raw: bytes) -> Node:
    """The root. Raises Unreadable."""
    builder = _Builder()
    try:
        builder.parser.Parse(raw, True)  # noqa: FBT003 - expat's own form: this is all
    except expat.ExpatError as error:
        words = f"XML keliru: {error}. Simpan ulang dari program asalnya."
        raise Unreadable(words, error.lineno) from error
    except (ValueError, LookupError) as error:  # an encoding that is unknown or not for text
        raise Unreadable("Pengodean XML tidak dikenal. Simpan sebagai UTF-8.", 1) from error
    if builder.root is None:
        raise Unreadable("Berkas ini kosong. Ekspor lagi dari program asalnya.", 1)
    return builder.root
