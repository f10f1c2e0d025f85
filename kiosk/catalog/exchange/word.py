"""A Word file (.docx, ECMA-376) as a document: our own reading of what a lesson can hold.

Own, because a lesson needs little of Word, the report wants the paragraph's number, and a
stranger's file must meet no parser that opens entities or unpacks without bounds.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final

from kiosk.catalog.exchange.archive import Archive
from kiosk.catalog.exchange.document import (
    Bullets,
    Document,
    Grid,
    Head,
    Para,
    Part,
    Picture,
    Section,
)
from kiosk.catalog.exchange.found import Attached, Told
from kiosk.catalog.exchange.markup import tidy
from kiosk.catalog.exchange.trouble import Unreadable
from kiosk.catalog.exchange.word_styles import Styles, whole
from kiosk.catalog.exchange.xml_tree import Node
from kiosk.learning.spans import Span, Spans

_BODY: Final = "word/document.xml"
_LOST: Final = {
    "hyperlink": "Tautan tidak dibawa; teksnya tetap.",
    "footnoteReference": "Catatan kaki tidak dibawa. Tulis dalam paragraf bila penting.",
    "endnoteReference": "Catatan akhir tidak dibawa. Tulis dalam paragraf bila penting.",
    "commentReference": "Komentar tidak dibawa.",
    "oMath": "Rumus tidak dibawa. Tulis sebagai teks.",
    "txbxContent": "Kotak teks tidak dibawa. Pindahkan isinya ke paragraf biasa.",
    "del": "Teks yang dihapus dengan pelacakan perubahan tidak dibawa.",
    "chart": "Bagan tidak dibawa. Simpan sebagai gambar PNG.",
    "object": "Objek sisipan tidak dibawa.",
}
_UNREAD: Final = frozenset({"del", "txbxContent", "oMath", "object", "instrText", "delText"})
_PAST: Final = frozenset({"pPr", "rPr", "sectPr", "tblPr", "tcPr", "trPr", "Fallback"})


def read_word(raw: bytes) -> Document:
    """A .docx file. Raises Unreadable."""
    archive = Archive(raw)
    root = archive.xml(_BODY)
    body = root.first("body") if root else None
    if body is None:
        raise Unreadable("Ini bukan dokumen Word. Simpan sebagai .docx, lalu impor lagi.")
    return _Reader(archive, body).document()


class _Reader:
    """One walk over the body. Lines are paragraphs and tables, counted from 1."""

    def __init__(self, archive: Archive, body: Node) -> None:
        self._archive = archive
        self._body = body
        self._styles = Styles(archive)
        self._targets = archive.targets("word/_rels/document.xml.rels")
        self._told: list[Told] = []
        self._title = ""
        self._sections: list[tuple[str, int, list[Part]]] = []
        self._top = 1
        self._picture: Picture | None = None

    def document(self) -> Document:
        """Everything."""
        nodes = list(_flow(self._body))
        levels = {self._styles.level(node) for node in nodes if node.name == "p"} - {0, None}
        self._top = min((level for level in levels if level), default=1)
        for line, node in enumerate(nodes, start=1):
            self._take(line, node)
        self._place()
        sections = tuple(
            Section(title, tuple(parts), line) for title, line, parts in self._sections if parts
        )
        for title, line, parts in self._sections:
            if not parts:
                words = f"Judul “{title}” tidak diikuti isi, jadi tidak menjadi pelajaran."
                self._tell(line, words, skipped=True)
        return Document(self._title, sections, tuple(self._told))

    def _tell(self, line: int, words: str, *, skipped: bool = False) -> None:
        if Told(line, words, skipped) not in self._told:
            self._told.append(Told(line, words, skipped))

    def _parts(self) -> list[Part]:
        if not self._sections:
            self._sections.append(("", 1, []))
        return self._sections[-1][2]

    def _place(self) -> None:
        """The picture that waited for its caption."""
        if self._picture is not None:
            self._parts().append(self._picture)
            self._picture = None

    def _take(self, line: int, node: Node) -> None:
        if node.name == "tbl":
            self._place()
            self._table(line, node)
            return
        spans, pictures = self._content(line, node)
        text = "".join(span.text for span in spans).replace("\n", " ")
        level = self._styles.level(node)
        if self._styles.is_caption(node) and self._picture is not None and text:
            waiting = self._picture
            self._picture = Picture(waiting.file, waiting.alternative, text, waiting.line)
            self._place()
            return
        self._place()
        if text and level == 0:
            self._title = self._title or text
        elif text and level is not None:
            self._heading(line, text, level)
        elif text:
            self._paragraph(line, node, spans)
        for picture in pictures:
            self._place()
            self._picture = picture

    def _heading(self, line: int, text: str, level: int) -> None:
        depth = level - self._top + 1
        if depth == 1:
            self._sections.append((text, line, []))
            return
        if depth > 3:  # noqa: PLR2004 - a lesson has headings of levels 2 and 3
            self._tell(line, f"Judul tingkat {level} menjadi tingkat 3.")
        self._parts().append(Head(text, min(depth, 3)))

    def _paragraph(self, line: int, node: Node, spans: Spans) -> None:
        numbering = self._styles.numbering(node)
        if numbering is None:
            self._parts().append(Para(spans))
            return
        depth, numbered = numbering
        if depth:
            self._tell(line, "Daftar bertingkat diratakan menjadi satu tingkat.")
        parts = self._parts()
        last = parts[-1] if parts else None
        if isinstance(last, Bullets) and (depth or last.numbered == numbered):
            parts[-1] = Bullets((*last.items, spans), last.numbered)
        else:
            parts.append(Bullets((spans,), numbered))

    def _table(self, line: int, node: Node) -> None:
        rows = []
        for row in node.all("tr"):
            cells: list[Spans] = []
            for cell in row.all("tc"):
                cells.append(self._cell(line, cell))
                cells += [()] * (self._span(cell) - 1)
                if self._span(cell) > 1 or any(n.name == "vMerge" for n in cell.below()):
                    self._tell(line, "Sel tabel yang digabung dipisah; periksa tabelnya.")
            rows.append(cells)
        wide = max(map(len, rows), default=0)
        if not wide or not any(any(row) for row in rows):
            self._tell(line, "Tabel kosong tidak dibawa.", skipped=True)
            return
        full = [(*row, *[()] * (wide - len(row))) for row in rows]
        head = [cell or (Span(f"Kolom {n}"),) for n, cell in enumerate(full[0], start=1)]
        if tuple(head) != full[0]:
            self._tell(line, "Kepala kolom yang kosong diberi nama Kolom 1, 2, dan seterusnya.")
        self._parts().append(Grid((tuple(head), *full[1:])))

    def _span(self, cell: Node) -> int:
        found = next((n for p in cell.all("tcPr") for n in p.all("gridSpan")), None)
        said = found.attrs.get("val", "1") if found else "1"
        return max(1, whole(said, 60, 1))

    def _cell(self, line: int, cell: Node) -> Spans:
        runs: list[Span] = []
        for node in cell.below():
            if node.name == "tbl":
                self._tell(line, "Tabel di dalam tabel menjadi teks biasa.")
            if node.name == "p":
                spans, pictures = self._content(line, node)
                runs += [*spans, Span(" ")]
                if pictures:
                    self._tell(line, "Gambar di dalam tabel tidak dibawa.", skipped=True)
        return tuple(Span(s.text.replace("\n", " "), s.bold, s.italic) for s in tidy(runs))

    def _content(self, line: int, node: Node) -> tuple[Spans, list[Picture]]:
        runs: list[Span] = []
        pictures: list[Picture] = []
        base = self._styles.looks(node)
        for run, each in _within(node):
            if each.name in _LOST:
                self._tell(line, _LOST[each.name], skipped=each.name in _UNREAD)
            bold, italic = self._styles.run(run, base) if run else base
            match each.name:
                case "t":
                    runs.append(Span(each.text, bold, italic))
                case "br" | "cr":
                    runs.append(Span("\n"))
                case "tab":
                    runs.append(Span(" "))
                case "noBreakHyphen":
                    runs.append(Span("-", bold, italic))
                case "drawing" | "pict":
                    pictures += self._pictures(line, each)
        return tidy(runs), pictures

    def _pictures(self, line: int, node: Node) -> Iterator[Picture]:
        known = [n for n in node.below() if n.name == "docPr"]
        said = (known[0].attrs.get("descr") or known[0].attrs.get("title") or "") if known else ""
        alternative = " ".join(said.split())
        for each in node.below():
            target = self._targets.get(each.attrs.get("embed" if each.name == "blip" else "id", ""))
            if each.name not in {"blip", "imagedata"} or not target:
                continue
            name = posixpath.normpath(posixpath.join("word", target.lstrip("/")))
            data = self._archive.part(target.lstrip("/")) or self._archive.part(name)
            if not alternative:
                self._tell(line, "Gambar tanpa teks pengganti. Tulis apa yang terlihat.")
            what = alternative or "Gambar dari dokumen Word"
            yield Picture(Attached(posixpath.basename(target), data), what, what, line)


def _flow(node: Node) -> Iterator[Node]:
    """Paragraphs and tables in order, those in content controls too."""
    for each in node:
        if each.name in {"p", "tbl"}:
            yield each
        elif each.name in {"sdt", "sdtContent", "customXml", "ins", "smartTag", "AlternateContent",
                           "Choice"}:  # fmt: skip
            yield from _flow(each)


def _within(node: Node, run: Node | None = None) -> Iterator[tuple[Node | None, Node]]:
    """What stands in a paragraph, each with the run it is in."""
    for each in node:
        if each.name in _PAST:
            continue
        yield (each if each.name == "r" else run), each
        if each.name not in _UNREAD and each.name not in {"p", "tbl"}:
            yield from _within(each, each if each.name == "r" else run)
