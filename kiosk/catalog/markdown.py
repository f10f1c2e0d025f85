"""CommonMark with tables and ::: boxes, as a tree with lines. The only door to markdown-it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from kiosk.learning.spans import Span, Spans

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

Tell: TypeAlias = Callable[..., None]
"""Takes lines below the start of the paragraph, a fault code, and the facts of its sentence."""

BOX: Final = "container_box"
_UNSUPPORTED: Final = {"link": "Tautan", "code_inline": "Kode"}
_FENCE: Final = re.compile(r":::|::\s")


@cache
def _parser() -> MarkdownIt:
    # Imported late: a warm start reads compiled courses and never needs it (saves 45 ms).
    from markdown_it import MarkdownIt
    from mdit_py_plugins.container import container_plugin

    # HTML is recognised only to be refused; setext headings and link references would swallow
    # lines the author meant as text.
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.disable(["lheading", "reference"])
    parser.use(container_plugin, "box", marker=":", validate=_opens)
    return parser


def _opens(params: str, _markup: str) -> bool:
    return bool(params.strip())


def tree(text: str) -> SyntaxTreeNode:
    """The block tree of a lesson; `map` of each node holds its lines from 0."""
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(_parser().parse(text + "\n"))


def inline(text: str, tell: Tell) -> Spans:
    """Styled text of a few lines; an empty line becomes a line break."""
    from markdown_it.tree import SyntaxTreeNode

    runs: list[Span] = []
    for part in re.split(r"(\n\s*\n)", text):
        if part.strip():
            runs += _runs(SyntaxTreeNode(_parser().parseInline(part)).children[0], tell)
        elif runs:
            runs.append(Span("\n"))
    return _joined(runs)


def spans(node: SyntaxTreeNode, tell: Tell) -> Spans:
    """Styled text of an inline node; markup a lesson may not hold is told."""
    return _joined(_runs(node, tell))


def alone_image(node: SyntaxTreeNode) -> SyntaxTreeNode | None:
    """The image, when an inline node holds nothing else."""
    return node.children[0] if [child.type for child in node.children] == ["image"] else None


def _runs(node: SyntaxTreeNode, tell: Tell) -> list[Span]:
    runs: list[Span] = []
    line = 0

    def walk(at: SyntaxTreeNode, *, bold: bool, italic: bool) -> None:
        nonlocal line
        for child in at.children:
            if child.type in {"softbreak", "hardbreak"}:
                line += 1
                runs.append(Span(" " if child.type == "softbreak" else "\n", bold, italic))
            elif child.type in {"text", "code_inline"}:
                runs.append(Span(child.content, bold, italic))
            if child.type in {"strong", "em", "link"}:
                walk(
                    child, bold=bold or child.type == "strong", italic=italic or child.type == "em"
                )
            _judge(child, line, tell)

    walk(node, bold=False, italic=False)
    if _FENCE.match("".join(run.text for run in runs).lstrip()):
        tell(0, "stray-fence")
    return runs


def _judge(node: SyntaxTreeNode, line: int, tell: Tell) -> None:
    if node.type in _UNSUPPORTED:
        tell(line, "unsupported", what=_UNSUPPORTED[node.type])
    elif node.type == "html_inline":
        tell(line, "raw-html", tag=node.content)
    elif node.type == "image":
        tell(line, "figure-not-alone")


def _joined(runs: list[Span]) -> Spans:
    """Neighbours of one style become one span; no space at either end."""
    joined: list[Span] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.bold, last.italic) == (run.bold, run.italic):
            joined[-1] = Span(last.text + run.text, run.bold, run.italic)
        elif run.text:
            joined.append(run)
    if joined:
        joined[0] = _with_text(joined[0], joined[0].text.lstrip())
        joined[-1] = _with_text(joined[-1], joined[-1].text.rstrip())
    return tuple(run for run in joined if run.text)


def _with_text(run: Span, text: str) -> Span:
    return Span(text, run.bold, run.italic)
