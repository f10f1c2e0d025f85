"""Runs of bold and italic words as Qt shows them: the only rich text there is, escaped here."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from kiosk.learning.spans import Span, Spans

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"})
"""As `html.escape`, whose module takes 0.8 MiB for names of letters that nobody writes here."""
BOLD_ROLES = ("question", "h2", "h3", "strong", "label")


def plain_words(spans: Iterable[Span]) -> str:
    """The words alone, for accessible names."""
    return "".join(span.text for span in spans)


def html(spans: Iterable[Span], strong: str = "font-weight:700") -> str:
    """Escaped words with bold (as the style `strong`) and italic."""
    return "".join(_run(span, strong) for span in spans)


def _run(span: Span, strong: str) -> str:
    words = span.text.translate(_ESCAPED)
    if span.bold:
        words = f'<span style="{strong}">{words}</span>'
    return f"<i>{words}</i>" if span.italic else words


def spans_label(spans: Spans, role: str = "body", *, leading: int = 115) -> QLabel:
    """A wrapped label of styled words; `leading` is percent of the font's own line height.

    The font's own is 1.26 of its size, so 127 gives 1.6. In bold roles the rest is less bold.
    """
    bold_role = role in BOLD_ROLES
    strong = "font-weight:800" if bold_role else "font-weight:700"
    base = "font-weight:600;" if bold_role and any(s.bold for s in spans) else ""
    label = QLabel(f'<div style="{base}line-height:{leading}%">{html(spans, strong)}</div>')
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setAccessibleName(plain_words(spans))
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label
