"""A Word file (.docx) as a document: python-docx reads it, we choose what a lesson can hold.

The walk is over the elements, not over python-docx's paragraphs: those leave out content controls,
inserted text and text boxes without a word, and the author must be told of all that is not brought.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kiosk.catalog.exchange.archive import broken_means_unreadable, vetted
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
from kiosk.catalog.exchange.word_styles import Styles
from kiosk.learning.spans import Span, Spans

if TYPE_CHECKING:
    import docx.document
    from docx.oxml.table import CT_Tbl, CT_Tc
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.text.run import CT_R
    from docx.oxml.xmlchemy import BaseOxmlElement

_NO_WORD: Final = "Ini bukan dokumen Word. Simpan sebagai .docx, lalu impor lagi."
_MOST_SPAN: Final = 60
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
_AROUND: Final = frozenset(
    {"sdt", "sdtContent", "customXml", "ins", "smartTag", "AlternateContent", "Choice"}
)


def read_word(raw: bytes) -> Document:
    """A .docx file. Raises Unreadable."""
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from docx.oxml.exceptions import XmlchemyError

    file = vetted(raw)
    with broken_means_unreadable(PythonDocxError, OpcError, XmlchemyError):
        page = docx.Document(file)
        if page.element.body is None:
            raise Unreadable(_NO_WORD)
        return _Reader(page).document()


class _Reader:
    """One walk over the body. Lines are paragraphs and tables, counted from 1."""

    def __init__(self, page: docx.document.Document) -> None:
        self._body = page.element.body
        self._parts_named = page.part.related_parts
        self._styles = Styles(page)
        self._told: list[Told] = []
        self._title = ""
        self._sections: list[tuple[str, int, list[Part]]] = []
        self._top = 1
        self._picture: Picture | None = None

    def document(self) -> Document:
        """Everything."""
        from docx.oxml.text.paragraph import CT_P

        nodes = list(_flow(self._body))
        levels = {self._styles.level(node) for node in nodes if isinstance(node, CT_P)} - {0, None}
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

    def _take(self, line: int, node: CT_P | CT_Tbl) -> None:
        from docx.oxml.table import CT_Tbl

        if isinstance(node, CT_Tbl):
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

    def _paragraph(self, line: int, node: CT_P, spans: Spans) -> None:
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

    def _table(self, line: int, node: CT_Tbl) -> None:
        rows = []
        for row in node.tr_lst:
            cells: list[Spans] = []
            for cell in row.tc_lst:
                cells.append(self._cell(line, cell))
                wide = max(1, min(cell.grid_span, _MOST_SPAN))
                cells += [()] * (wide - 1)
                if wide > 1 or cell.vMerge is not None:
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

    def _cell(self, line: int, cell: CT_Tc) -> Spans:
        from docx.oxml.table import CT_Tbl
        from docx.oxml.text.paragraph import CT_P

        runs: list[Span] = []
        for node in cell.iter("*"):
            if isinstance(node, CT_Tbl):
                self._tell(line, "Tabel di dalam tabel menjadi teks biasa.")
            if isinstance(node, CT_P):
                spans, pictures = self._content(line, node)
                runs += [*spans, Span(" ")]
                if pictures:
                    self._tell(line, "Gambar di dalam tabel tidak dibawa.", skipped=True)
        return tuple(Span(s.text.replace("\n", " "), s.bold, s.italic) for s in tidy(runs))

    def _content(self, line: int, node: CT_P) -> tuple[Spans, list[Picture]]:
        runs: list[Span] = []
        pictures: list[Picture] = []
        base = self._styles.looks(node)
        for run, each in _within(node):
            name = _name(each)
            if name in _LOST:
                self._tell(line, _LOST[name], skipped=name in _UNREAD)
            bold, italic = self._styles.run(run, base) if run is not None else base
            match name:
                case "t":
                    runs.append(Span(each.text or "", bold, italic))
                case "br" | "cr":
                    runs.append(Span("\n"))
                case "tab":
                    runs.append(Span(" "))
                case "noBreakHyphen":
                    runs.append(Span("-", bold, italic))
                case "drawing" | "pict":
                    pictures += self._pictures(line, each)
        return tidy(runs), pictures

    def _pictures(self, line: int, node: BaseOxmlElement) -> Iterator[Picture]:
        from docx.oxml.ns import qn

        known = [each for each in node.iter("*") if _name(each) == "docPr"]
        said = (known[0].get("descr") or known[0].get("title") or "") if known else ""
        alternative = " ".join(said.split())
        for each in node.iter("*"):
            names = {"blip": "r:embed", "imagedata": "r:id"}
            wanted = each.get(qn(names[_name(each)])) if _name(each) in names else None
            part = self._parts_named.get(wanted or "")
            if part is None:
                continue
            if not alternative:
                self._tell(line, "Gambar tanpa teks pengganti. Tulis apa yang terlihat.")
            what = alternative or "Gambar dari dokumen Word"
            yield Picture(Attached(posixpath.basename(part.partname), part.blob), what, what, line)


def _name(node: BaseOxmlElement) -> str:
    """The name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def _flow(node: BaseOxmlElement) -> Iterator[CT_P | CT_Tbl]:
    """Paragraphs and tables in order, those in content controls too."""
    from docx.oxml.table import CT_Tbl
    from docx.oxml.text.paragraph import CT_P

    for each in node.iterchildren("*"):
        if isinstance(each, CT_P | CT_Tbl):
            yield each
        elif _name(each) in _AROUND:
            yield from _flow(each)


def _within(
    node: BaseOxmlElement, run: CT_R | None = None
) -> Iterator[tuple[CT_R | None, BaseOxmlElement]]:
    """What stands in a paragraph, each with the run it is in."""
    from docx.oxml.text.run import CT_R

    for each in node.iterchildren("*"):
        name = _name(each)
        if name in _PAST:
            continue
        inside = each if isinstance(each, CT_R) else run
        yield inside, each
        if name not in _UNREAD and name not in {"p", "tbl"}:
            yield from _within(each, inside)
