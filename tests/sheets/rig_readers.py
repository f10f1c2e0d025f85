"""Files damaged by chance, given to every reader of spreadsheets: only our own error comes out.

By hand, for so many seconds: `python -m tests.sheets.rig_readers 300`. Native readers run in
children, so that a panic or abort there is counted as what the user sees: "broken".
`--atheris` lets atheris choose the bytes for the readers that are our own.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Final

from kiosk.sheets import archive
from kiosk.sheets.book import Book, Unreadable
from kiosk.sheets.html import read_html
from kiosk.sheets.kind import kind_of
from kiosk.sheets.marks_ods import marks_of_tables
from kiosk.sheets.marks_xlsx import marks_of
from kiosk.sheets.office_file import read_office
from kiosk.sheets.read import read_book
from kiosk.sheets.text import read_text
from tests.sheets import files
from tests.sheets.test_read import SAME

PARTS: Final = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "content.xml")
BITS: Final = (
    b"\0", b"\xff\xff\xff\xff", b"1048576", b"XFD1048576", b'"', b"<", b">", b"</table>", b"&#0;",
    b"9" * 40, b"-1", b'r="A0"', b't="s"', b"<td rowspan=999 colspan=999>", b"\xfe\xff", b";",
)  # fmt: skip


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """The same bytes with a few of them changed, doubled, or taken away."""
    body = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        at, span = chance.randrange(len(body) + 1), chance.randint(0, 12)
        match chance.randrange(4):
            case 0:
                body[at : at + span] = chance.choice(BITS)
            case 1:
                body[at : at + span] = chance.randbytes(span)
            case 2:
                body[at:at] = body[at : at + span * 8]
            case _:
                del body[at : at + span]
    return bytes(body)


def damaged_inside(raw: bytes, chance: random.Random) -> bytes:
    """A part of an archive damaged, the archive whole; else the bytes themselves."""
    if not raw.startswith(b"PK") or chance.random() < 0.2:
        return damaged(raw, chance)
    there = [name for name in PARTS if name in archive.names(raw)]
    return files.changed(raw, {chance.choice(there): lambda body: damaged(body, chance)})


def outcome(read: Callable[[bytes], object], raw: bytes) -> str:
    """The word "read", or the code of our own error; another error is let through."""
    try:
        read(raw)
    except Unreadable as trouble:
        return trouble.code
    return "read"


def native(raw: bytes) -> Book:
    """The native reader in this process, as its child would use it."""
    return read_office(raw, kind_of(raw))


def run(seconds: float, seed: int, apart: float = 0.2) -> Counter[tuple[str, str]]:
    """How each kind of file ended; a share of them in a child."""
    chance, until = random.Random(seed), time.monotonic() + seconds
    counts: Counter[tuple[str, str]] = Counter()
    while time.monotonic() < until:
        kind = chance.choice(list(SAME))
        raw = damaged_inside(SAME[kind], chance)
        if chance.random() < apart:
            counts[kind, outcome(lambda x: read_book(x, "a.xlsx"), raw)] += 1
            continue
        for read in (read_text, read_html):
            counts[read.__name__, outcome(read, raw)] += 1
        marks_of(raw)
        marks_of_tables(raw)
        if raw.startswith(b"PK"):
            _marks(raw)
    return counts


def _marks(raw: bytes) -> None:
    try:
        parts = dict(archive.parts(raw, archive.Bounds(), lambda name: name in PARTS))
    except (archive.Broken, archive.TooLarge):
        return
    for part in parts.values():
        marks_of(part)
        marks_of_tables(part)


def _atheris() -> None:
    import atheris  # type: ignore[import-untyped]

    readers = (kind_of, read_text, read_html, marks_of, marks_of_tables)
    readers = tuple(atheris.instrument_func(read) for read in readers)

    def one(raw: bytes) -> None:
        for read in readers:
            outcome(read, raw)

    atheris.Setup([*sys.argv[:1], *sys.argv[2:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--atheris"]:
        _atheris()
    else:
        wanted = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
        for ending, often in sorted(run(wanted, seed=int(time.time())).items()):
            print(*ending, often)  # noqa: T201 - a rig's words
