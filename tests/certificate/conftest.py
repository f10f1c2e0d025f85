"""A certificate of an invented learner, and the PDF tools that read it back."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest

from kiosk.certificate.facts import Certificate
from tests.certificate.samples import CERTIFICATE, FONTS, LONGEST

Tool = Callable[..., str]


class Word(NamedTuple):
    """A word found on a page (from 1); points from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The typeface that comes with the program."""
    return FONTS


@pytest.fixture(scope="session")
def certificate() -> Certificate:
    """An ordinary certificate."""
    return CERTIFICATE


@pytest.fixture
def longest() -> Certificate:
    """The longest of everything met in the field, and a little more."""
    return LONGEST


@pytest.fixture
def tool() -> Tool:
    """Run a program by name and give its output; skip, and say so, where it is missing."""

    def run(name: str, *arguments: str | Path) -> str:
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"{name} is not installed (poppler-utils, qpdf)")
        done = subprocess.run(
            [found, *map(str, arguments)], capture_output=True, check=True, text=True
        )
        return done.stdout

    return run


@pytest.fixture
def text_of(tool: Tool, tmp_path: Path) -> Callable[[bytes], str]:
    """The text of a PDF, white space made single."""

    def read(pdf: bytes) -> str:
        file = tmp_path / "text.pdf"
        file.write_bytes(pdf)
        return " ".join(tool("pdftotext", "-raw", file, "-").split())

    return read


@pytest.fixture(scope="session")
def words_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], list[Word]]:
    """The words of a PDF and where they stand."""

    def read(pdf: bytes) -> list[Word]:
        found = shutil.which("pdftotext")
        if found is None:
            pytest.skip("pdftotext is not installed (poppler-utils)")
        file = tmp_path_factory.mktemp("words") / "words.pdf"
        file.write_bytes(pdf)
        done = subprocess.run(
            [found, "-bbox", str(file), "-"], capture_output=True, check=True, text=True
        )
        return _words(done.stdout)

    return read


def _words(listing: str) -> list[Word]:
    number = r'="(-?[\d.]+)"'
    word = re.compile(
        rf"<page|<word xMin{number} yMin{number} xMax{number} yMax{number}>(.*?)</word>"
    )
    page, found = 0, []
    for match in word.finditer(listing):
        if match[0] == "<page":
            page += 1
        else:
            left, top, right, bottom = (float(match[i]) for i in range(1, 5))
            found.append(Word(page, left, top, right, bottom, unescape(match[5])))
    return found
