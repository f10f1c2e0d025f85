"""Our styled text as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from kiosk.learning.spans import Span, Spans


def html(spans: Spans) -> str:
    """Paragraphs; it reads back as the same spans."""
    return "".join(f"<p>{''.join(map(_run, line))}</p>" for line in _lines(spans))


def html_of(text: str) -> str:
    """Plain text as HTML; line ends become breaks."""
    return escape(text, quote=False).replace("\n", "<br>")


def _run(span: Span) -> str:
    said = escape(span.text, quote=False)
    if span.italic:
        said = f"<em>{said}</em>"
    return f"<strong>{said}</strong>" if span.bold else said


def _lines(spans: Spans) -> Iterable[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *rest = span.text.split("\n")
        lines[-1].append(Span(first, span.bold, span.italic))
        lines += [[Span(part, span.bold, span.italic)] for part in rest]
    return lines
