"""A lesson file: Markdown in, blocks out, and a fault for whatever a lesson may not hold."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from msgspec import Struct

from kiosk.catalog import markdown, plain
from kiosk.catalog.folder import Media
from kiosk.learning.course import (
    Audio,
    Block,
    Callout,
    CalloutKind,
    Check,
    Condition,
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

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

    from kiosk.catalog.fault import Findings

_ID_LINE: Final = re.compile(r"[ ]{0,3}\{#([^}\n]*)\}[ \t]*")
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HEADING_LEVELS: Final = (2, 3)
_MOST_TASK_MINUTES: Final = 60
_BOXES: Final = (
    *CalloutKind,
    "definisi",
    "cek",
    "tugas",
    "bila",
    "video",
    "suara",
    "halaman",
)
_BRANCH: Final = re.compile(r"([a-z0-9-]+)((?: [a-z])+)")
_PAGES: Final = re.compile(r"(\S+) ([0-9]{1,4})(?:-([0-9]{1,4}))? (.+)")
_CAPTIONS: Final = ".vtt"
_REFUSED: Final = {
    "blockquote": "Kutipan bertanda >",
    "code_block": "Paragraf menjorok empat spasi",
    "fence": "Kode",
    "hr": "Garis pemisah",
}


class Page(Struct, frozen=True):
    """What a lesson file holds. Lines count from 1; `names` are the ids a link may point at.

    `branches`: question, letters and line of each; `conditions`: the blocks in them, by id.
    """

    blocks: tuple[Block, ...]
    names: dict[str, int]
    checks: tuple[tuple[str, int], ...]
    figures: tuple[tuple[str, int], ...]
    media: tuple[Media, ...]
    conditions: dict[str, Condition]
    branches: tuple[tuple[str, tuple[str, ...], int], ...] = ()


def is_id(text: str) -> bool:
    """Lower-case letters, digits and single hyphens."""
    return _SLUG.fullmatch(text) is not None


def slug(text: str) -> str:
    """The id of a heading: its text in lower case with hyphens."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", letters))


def read_lesson(text: str, file: str, findings: Findings) -> Page:
    """The blocks of a lesson. Raises nothing; faults go to `findings`."""
    reader = _Reader(text, file, findings)
    return Page(
        tuple(reader.blocks),
        reader.names,
        tuple(reader.checks),
        tuple(reader.figures),
        tuple(reader.media),
        reader.conditions,
        tuple(reader.branches),
    )


class _Reader:
    """One walk over the tree of a lesson."""

    def __init__(self, text: str, file: str, findings: Findings) -> None:
        self.blocks: list[Block] = []
        self.names: dict[str, int] = {}
        self.checks: list[tuple[str, int]] = []
        self.figures: list[tuple[str, int]] = []
        self.media: list[Media] = []
        self.conditions: dict[str, Condition] = {}
        self.branches: list[tuple[str, tuple[str, ...], int]] = []
        self._in_branch = False
        self._file = file
        self._findings = findings
        self._count = 0
        self._lines, self._marks = _without_ids(text)
        for node in markdown.tree("\n".join(self._lines)).children:
            block = self._block(node)
            if block is not None:
                self.blocks.append(block)
        for line, name in self._marks:
            self._fault(line, "id-without-block", id=name)
        if not self.blocks:
            self._fault(1, "empty-lesson")

    def _fault(self, line: int, code: str, /, **facts: object) -> None:
        self._findings.add(self._file, line, code, **facts)

    def _tell(self, line: int) -> markdown.Tell:
        def tell(below: int, code: str, /, **facts: object) -> None:
            self._fault(line + below, code, **facts)

        return tell

    def _block(self, node: SyntaxTreeNode) -> Block | None:
        line = _line(node)
        match node.type:
            case "heading":
                return self._heading(node, line)
            case "paragraph" if image := markdown.alone_image(node.children[0]):
                return self._figure(image, line)
            case "paragraph" | "bullet_list" | "ordered_list":
                return self._flow(node)
            case "table":
                return self._table(node, line)
            case markdown.BOX:
                return self._box(node, line)
            case _:
                self._refuse(node, line)
                return None

    def _refuse(self, node: SyntaxTreeNode, line: int) -> None:
        if node.type == "html_block":
            self._fault(line, "raw-html", tag=node.content.split("\n")[0].strip())
        else:
            self._fault(line, "unsupported", what=_REFUSED.get(node.type, "Bentuk ini"))

    def _id(self, line: int, automatic: str = "") -> str:
        """The id written before this line, else the heading's own, else one by position."""
        self._count += 1
        waiting = [mark for mark in self._marks if mark[0] < line]
        if not waiting and not automatic:
            return f"b.{self._count}"  # with a dot, so that no author's id can meet it
        for mark in waiting:
            self._marks.remove(mark)
        for lost in waiting[:-1]:
            self._fault(lost[0], "id-without-block", id=lost[1])
        at, name = waiting[-1] if waiting else (line, automatic)
        if not is_id(name):
            self._fault(at, "bad-id", value=name or "{#}")
        elif name in self.names:
            self._fault(at, "duplicate-block", id=name, line=self.names[name])
        self.names.setdefault(name, at)
        return name

    def _heading(self, node: SyntaxTreeNode, line: int) -> Heading | None:
        level = int(node.tag[1:])
        if level not in _HEADING_LEVELS:
            self._fault(line, "heading-level")
        text = plain.plain(markdown.spans(node.children[0], self._tell(line)))
        if not text:
            self._fault(line, "empty-text", key="judul bagian")
            return None
        return Heading(self._id(line, slug(text) or f"bagian-{self._count}"), text, level)

    def _figure(self, image: SyntaxTreeNode, line: int) -> Figure:
        caption = str(image.attrs.get("title", "")).strip()
        alternative = " ".join(image.content.split())
        file = unquote(str(image.attrs.get("src", "")))
        if not caption:
            self._fault(line, "no-caption")
        if not alternative:
            self._fault(line, "no-alternative")
        self.figures.append((file, line))
        return Figure(self._id(line), file, caption, alternative)

    def _flow(self, node: SyntaxTreeNode) -> Paragraph | Listing | None:
        line = _line(node)
        if node.type != "paragraph":
            name = self._id(line)
            items = tuple(self._item(item) for item in node.children)
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
            return Listing(name, items, start)
        spans = markdown.spans(node.children[0], self._tell(line))
        return Paragraph(self._id(line), spans) if spans else None

    def _item(self, item: SyntaxTreeNode) -> Spans:
        line = _line(item)
        if item.children and [child.type for child in item.children] != ["paragraph"]:
            self._fault(line, "list-not-flat")
        first = next((c for c in item.children if c.type == "paragraph"), None)
        spans = markdown.spans(first.children[0], self._tell(line)) if first else ()
        if not spans and (first or not item.children):
            self._fault(line, "empty-text", key="butir daftar")
        return spans

    def _table(self, node: SyntaxTreeNode, line: int) -> Table:
        name = self._id(line)
        rows = [
            tuple(markdown.spans(cell.children[0], self._tell(_line(row))) for cell in row.children)
            for part in node.children
            for row in part.children
        ]
        if not all(rows[0]):
            self._fault(line, "empty-text", key="kepala kolom")
        return Table(name, rows[0], tuple(rows[1:]))

    def _box(self, node: SyntaxTreeNode, line: int) -> Block | None:
        kind, _, title = node.info.strip().partition(" ")
        title = title.strip()
        end = node.map[1] if node.map else line
        if end >= len(self._lines) or not re.fullmatch(r"\s*:{3,}\s*", self._lines[end]):
            self._fault(line, "unclosed-container", name=kind)
        match kind:
            case "cek":
                return self._check(node, line, title)
            case "definisi":
                return self._definition(node, line, title)
            case "tugas":
                return self._task(node, line, title)
            case "bila":
                self._branch(node, line, title)
                return None
            case "video" | "suara":
                return self._film(node, line, kind, title)
            case "halaman":
                return self._pages(node, line, title)
            case _ if kind in tuple(CalloutKind):
                return self._callout(node, line, CalloutKind(kind), title)
        choices = ", ".join(_BOXES)
        self._fault(line, "unknown-container", name=kind, choices=choices)
        return None

    def _callout(self, node: SyntaxTreeNode, line: int, kind: CalloutKind, title: str) -> Callout:
        name = self._id(line)
        body = self._body(node)
        if not node.children:
            self._fault(line, "empty-container", name=kind)
        return Callout(name, kind, title, body)

    def _body(self, node: SyntaxTreeNode) -> tuple[Paragraph | Listing, ...]:
        body = []
        for child in node.children:
            line = _line(child)
            if child.type in {"paragraph", "bullet_list", "ordered_list"}:
                body.append(self._flow(child))
            elif child.type == markdown.BOX:
                name = child.info.strip().partition(" ")[0]
                self._fault(line, "nested-container", name=name)
            elif child.type == "html_block":
                self._refuse(child, line)
            else:
                self._fault(line, "container-body")
        return tuple(part for part in body if part is not None)

    def _check(self, node: SyntaxTreeNode, line: int, title: str) -> Check | None:
        if node.children or not title or " " in title:
            self._fault(line, "check-shape")
            return None
        self.checks.append((title, line))
        return Check(self._id(line), title)

    def _branch(self, node: SyntaxTreeNode, line: int, words: str) -> None:
        """The blocks of a branch join the lesson, each with its condition."""
        found = _BRANCH.fullmatch(words)
        if self._in_branch:
            self._fault(line, "nested-container", name="bila")
            return
        if found is None:
            self._fault(line, "branch-shape")
            return
        if found[1] not in {name for name, _ in self.checks}:
            self._fault(line, "branch-before", id=found[1])
        if not node.children:
            self._fault(line, "empty-container", name="bila")
        condition = Condition(found[1], tuple(found[2].split()))
        self.branches.append((condition.question, condition.choices, line))
        self._in_branch = True
        for child in node.children:
            if child.type == "heading":
                self._fault(_line(child), "branch-heading")
            elif block := self._block(child):
                self.blocks.append(block)
                self.conditions[block.id] = condition
        self._in_branch = False

    def _film(self, node: SyntaxTreeNode, line: int, kind: str, words: str) -> Video | Audio:
        file, _, title = words.partition(" ")
        captions, _, rest = title.partition(" ")
        title, captions = (rest, captions) if captions.endswith(_CAPTIONS) else (title, "")
        name, body = self._id(line), self._body(node)
        if not file or not title.strip():
            self._fault(line, "media-shape", name=kind)
        else:
            self.media.append(Media(kind, unquote(file), line))
        if captions:
            self.media.append(Media("takarir", unquote(captions), line))
        if not body:
            self._fault(line, "no-transcript", name=kind)
        made = Video if kind == "video" else Audio
        return made(name, unquote(file), title.strip(), unquote(captions), body)

    def _pages(self, node: SyntaxTreeNode, line: int, words: str) -> Pages:
        found = _PAGES.fullmatch(words)
        first = int(found[2]) if found else 0
        last = int(found[3] or found[2]) if found else 0
        if found is None or node.children or not 1 <= first <= last:
            self._fault(line, "pages-shape")
            return Pages(self._id(line), "", "", 1, 1)
        self.media.append(Media("halaman", unquote(found[1]), line))
        return Pages(self._id(line), unquote(found[1]), found[4].strip(), first, last)

    def _definition(self, node: SyntaxTreeNode, line: int, term: str) -> Definition:
        name = self._id(line)
        body = self._body(node)
        meaning = next((part.spans for part in body if isinstance(part, Paragraph)), ())
        if not term or len(body) != 1 or not meaning:
            self._fault(line, "definition-shape")
        return Definition(name, term, meaning)

    def _task(self, node: SyntaxTreeNode, line: int, words: str) -> Task:
        name = self._id(line)
        body = self._body(node)
        count, _, title = words.partition(" ")
        spans = next((part.spans for part in body if isinstance(part, Paragraph)), ())
        number = int(count) if re.fullmatch(r"[0-9]{1,3}", count) else 0
        if not (title.strip() and len(body) == 1 and spans and 1 <= number <= _MOST_TASK_MINUTES):
            self._fault(line, "task-shape")
        return Task(name, title.strip(), spans, number)


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1


def _without_ids(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The lines with every `{#id}` line emptied, and those ids with their lines from 1."""
    lines = text.split("\n")
    marks = []
    for place, line in enumerate(lines):
        if found := _ID_LINE.fullmatch(line):
            marks.append((place + 1, found[1].strip()))
            lines[place] = ""
    return lines, marks
