"""`python -m tests.hub.requirements` writes requirements.md: what xAPI asks for, and its tests.

The list is read from the tests' own marks, so a requirement is here as long as a test shows it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
HOME: Final = HERE.parents[1]
LIST: Final = HERE / "requirements.md"
_HEAD: Final = """# Requirements of xAPI and their tests

Written by `python -m tests.hub.requirements` from the marks of the tests in `tests/xapi` and
`tests/hub`; do not edit. Data and Communication are parts two and three of xAPI 1.0.3, IEEE
9274.1.1 is xAPI 2.0.

| requirement | tests |
|---|---|
"""


def listed() -> str:
    """The list as it should be."""
    found: dict[str, list[str]] = {}
    for folder in ("xapi", "hub"):
        for file in sorted((HOME / "tests" / folder).glob("test_*.py")):
            for words, name in _marks(ast.parse(file.read_text())):
                found.setdefault(words, []).append(f"{folder}/{file.stem}::{name}")
    rows = [
        f"| {words.replace('|', '/')} | {'<br>'.join(f'`{each}`' for each in tests)} |"
        for words, tests in sorted(found.items(), key=lambda item: _order(item[0]))
    ]
    return _HEAD + "\n".join(rows) + "\n"


def _order(words: str) -> list[tuple[int, str]]:
    """Numbers of sections by their value."""
    pieces = re.split(r"(\d+)", words)
    return [(int(each), "") if each.isdigit() else (-1, each) for each in pieces]


def _marks(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.requirement":
                for argument in mark.args:
                    yield str(ast.literal_eval(argument)), node.name


if __name__ == "__main__":
    LIST.write_text(listed())
    sys.stdout.write(f"{LIST.relative_to(HOME)}\n")
