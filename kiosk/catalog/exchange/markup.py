"""Text of other systems as our styled text, and what of its looks was lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Final

from msgspec import Struct

from kiosk.catalog import markdown
from kiosk.catalog.exchange.found import Text
from kiosk.learning.spans import Span, Spans

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-zA-Z]{2,8};|&#\d{1,7};")
_BREAKS: Final = frozenset(
    {
        "p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table",
        "blockquote", "pre", "hr", "dt", "dd",
    }
)  # fmt: skip
_BOLD: Final = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC: Final = frozenset({"i", "em", "cite"})
_UNSEEN: Final = frozenset({"script", "style", "head", "title"})
_LOST: Final = {
    "a": "tautan",
    "table": "tabel",
    "sub": "huruf turun",
    "sup": "huruf naik",
    "video": "video",
    "audio": "suara",
    "iframe": "bingkai",
    "object": "objek",
    "math": "rumus",
    "svg": "gambar",
    "input": "isian",
}
_CONTROL: Final = dict.fromkeys(
    [*range(9), *range(11, 32), 127, *range(0x80, 0xA0), 0xFFFE, 0xFFFF]
)
_MARKS: Final = re.compile(r"([\\`*_\[\]<>&])")


class Image(Struct, frozen=True):
    """A picture named in a text."""

    source: str
    alternative: str


class Seen(Struct, frozen=True):
    """A text as we hold it; `lost` names looks that we do not hold."""

    spans: Spans
    images: tuple[Image, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """Without looks."""
        return "".join(span.text for span in self.spans)

    @property
    def styled(self) -> bool:
        """Whether anything is bold or italic."""
        return any(span.bold or span.italic for span in self.spans)


def seen(text: Text | None) -> Seen:
    """A text read by its format; "moodle" is HTML where it holds a tag."""
    if text is None or not text.text:
        return Seen(())
    if text.form == "markdown":
        lost: list[str] = []

        def tell(_line: int, code: str, /, **_facts: object) -> None:
            lost.append("gambar" if code == "figure-not-alone" else "tautan, kode, atau HTML")

        return Seen(tidy(markdown.inline(text.text, tell)), (), tuple(dict.fromkeys(lost)))
    if text.form == "html" or (text.form == "moodle" and _TAG.search(text.text)):
        return _html(text.text)
    return Seen(tidy([Span(text.text)]))


def _html(text: str) -> Seen:
    page = _Page()
    try:
        page.feed(text)
        page.close()
    except AssertionError:  # html.parser says so of <![ without a word it knows
        return Seen(tidy([Span(_TAG.sub(" ", text))]), (), ("HTML yang rusak",))
    return Seen(tidy(page.runs), tuple(page.images), tuple(dict.fromkeys(page.lost)))


class _Page(HTMLParser):
    """One walk over a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Span] = []
        self.images: list[Image] = []
        self.lost: list[str] = []
        self._bold = self._italic = self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new line, a style, a picture, or a look that is lost."""
        self._weigh(tag, 1)
        if tag == "img":
            found = dict(attrs)
            self.images.append(Image(found.get("src") or "", (found.get("alt") or "").strip()))
        elif tag == "li":
            self.runs.append(Span("– "))
        elif tag in {"td", "th"}:
            self.runs.append(Span(" "))
        if tag in _LOST:
            self.lost.append(_LOST[tag])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As both tags."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """The end of a line or style."""
        if tag != "br":
            self._weigh(tag, -1)

    def handle_data(self, data: str) -> None:
        """Text; line ends of the source are spaces."""
        if self._unseen <= 0:
            words = re.sub(r"[ \t\n\r\f]+", " ", data)
            self.runs.append(Span(words, self._bold > 0, self._italic > 0))

    def _weigh(self, tag: str, step: int) -> None:
        if tag in _BREAKS:
            self.runs.append(Span("\n"))
        self._bold = max(0, self._bold + step * (tag in _BOLD))
        self._italic = max(0, self._italic + step * (tag in _ITALIC))
        self._unseen = max(0, self._unseen + step * (tag in _UNSEEN))


def tidy(runs: Iterable[Span]) -> Spans:
    """Runs of one style joined, one line end at most, no space around one or at the ends."""
    signs = [
        (sign, run.bold, run.italic)
        for run in runs
        for sign in run.text.translate(_CONTROL).replace("\t", " ")
    ]
    kept: list[tuple[str, bool, bool]] = []
    for sign, bold, italic in signs:
        last = kept[-1][0] if kept else "\n"
        if sign == "\n":
            while kept and kept[-1][0] == " ":
                kept.pop()
            if kept and kept[-1][0] != "\n":
                kept.append((sign, False, False))
        elif sign != " " or last not in " \n":
            kept.append((sign, bold and sign != " ", italic and sign != " "))
    while kept and kept[-1][0].isspace():
        kept.pop()
    while kept and kept[0][0].isspace():
        kept.pop(0)
    return _joined(_bridged(kept))


def _bridged(signs: list[tuple[str, bool, bool]]) -> list[tuple[str, bool, bool]]:
    """A space between two signs of one style has that style."""
    bridged = list(signs)
    for place in range(1, len(signs) - 1):
        if signs[place][0] == " " and signs[place - 1][1:] == signs[place + 1][1:]:
            bridged[place] = (" ", *signs[place - 1][1:])
    return bridged


def _joined(signs: list[tuple[str, bool, bool]]) -> Spans:
    spans: list[Span] = []
    held: list[str] = []
    style = (False, False)
    for sign, *looks in signs:
        if tuple(looks) != style and held:
            spans.append(Span("".join(held), *style))
            held = []
        style = (looks[0], looks[1])
        held.append(sign)
    return (*spans, Span("".join(held), *style)) if held else tuple(spans)


def escaped(text: str) -> str:
    """Text in which no sign means anything to Markdown inside a line."""
    return _MARKS.sub(r"\\\1", text)


def inline(spans: Spans) -> str:
    """Styled text as Markdown, its lines apart by empty ones; it reads back as the same spans.

    Where emphasis could not be read back (in the middle of a word, beside a sign), it is left out.
    """
    plain = "".join(escaped(span.text) for span in spans).replace("\n", "\n\n")
    if not any(span.bold or span.italic for span in spans):
        return plain
    written = "".join(map(_marked, spans)).replace("\n", "\n\n")
    return written if markdown.inline(written, _deaf) == spans else plain


def _marked(span: Span) -> str:
    sign = "*" * (2 * span.bold + span.italic)
    return "\n".join(
        f"{sign}{escaped(part)}{sign}" if part else "" for part in span.text.split("\n")
    )


def _deaf(_line: int, _code: str, /, **_facts: object) -> None:
    """Nobody listens."""
