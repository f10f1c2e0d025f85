"""`read_office` in a process of its own, for files of strangers.

calamine is native code: a file made for it may end the process that reads it, or keep it busy for
good. Here that process is a child without records, with so many seconds and so much memory. It
costs 0.2 s.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

import msgspec
from msgspec import Struct

import kiosk
from kiosk.sheets.book import Area, Book, Cell, Code, Fact, Line, Sheet, Told, Unreadable
from kiosk.sheets.office_file import read_office

SECONDS: Final = 60.0
MOST_MEMORY: Final = 2_000_000_000
"""Bytes of address space in the child, where the system can say so."""
_OFTEN: Final = 0.1
_ROOT: Final = Path(kiosk.__file__).parents[1]


class _Sheet(Struct, array_like=True):
    """A sheet with its days and moments aside, by row and column: JSON's kin know none."""

    name: str
    hidden: bool
    columns: tuple[int, ...]
    merged: tuple[Area, ...]
    rows: list[tuple[int, bool, list[str | int | float | bool | None]]]
    days: list[tuple[int, int, str]]


class _Answer(Struct):
    kind: str = ""
    sheets: list[_Sheet] = []
    told: tuple[Told, ...] = ()
    code: Code | None = None
    facts: dict[str, Fact] = {}


def read_apart(raw: bytes, kind: str, going: Callable[[], bool], seconds: float = SECONDS) -> Book:
    """What `read_office` answers. Raises Unreadable: its own codes, "slow", or "stopped".

    A child that is gone before its answer means "broken". `going` is asked ten times a second.
    """
    try:
        child = subprocess.Popen(  # noqa: S603 - this program's own Python and module
            [sys.executable, "-E", "-m", __name__, kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise Unreadable("broken") from error
    with child:
        try:
            return _told(_spoken(child, raw, going, seconds))
        finally:
            child.kill()


def _spoken(
    child: subprocess.Popen[bytes], raw: bytes, going: Callable[[], bool], seconds: float
) -> bytes:
    # of what a pipe does not hold, communicate() writes no more once it has timed out
    pipe, child.stdin = child.stdin, None
    threading.Thread(target=_feed, args=(pipe, raw), daemon=True).start()
    for _ in range(int(seconds / _OFTEN)):
        if not going():
            raise Unreadable("stopped")
        try:
            return child.communicate(timeout=_OFTEN)[0]
        except subprocess.TimeoutExpired:
            continue
        except (OSError, ValueError) as error:
            raise Unreadable("broken") from error
    raise Unreadable("slow")


def _feed(pipe: IO[bytes] | None, raw: bytes) -> None:
    if pipe is not None:
        with suppress(OSError), pipe:  # a child that is gone has said, or will not say, its answer
            pipe.write(raw)


def _told(answer: bytes) -> Book:
    try:
        said = msgspec.msgpack.decode(answer, type=_Answer)
        if said.code is not None:
            raise Unreadable(said.code, **said.facts)
        sheets = tuple(_unpacked(sheet) for sheet in said.sheets)
    except (msgspec.MsgspecError, ValueError, LookupError) as error:
        raise Unreadable("broken") from error
    if not sheets:  # a child that died before it said anything
        raise Unreadable("broken")
    return Book(said.kind, sheets, said.told)


def _packed(sheet: Sheet) -> _Sheet:
    rows, days = [], []
    for n, row in enumerate(sheet.rows):
        cells: list[str | int | float | bool | None] = []
        for column, cell in enumerate(row.cells):
            if isinstance(cell, dt.date):
                days.append((n, column, cell.isoformat()))
                cells.append(None)
            else:
                cells.append(cell)
        rows.append((row.line, row.hidden, cells))
    return _Sheet(sheet.name, sheet.hidden, sheet.hidden_columns, sheet.merged, rows, days)


def _unpacked(sheet: _Sheet) -> Sheet:
    rows: list[tuple[int, bool, list[Cell]]] = [(n, h, list(cells)) for n, h, cells in sheet.rows]
    for row, column, said in sheet.days:
        read = dt.date if len(said) == len("2026-11-23") else dt.datetime
        rows[row][2][column] = read.fromisoformat(said)
    lines = tuple(Line(n, tuple(cells), hidden) for n, hidden, cells in rows)
    return Sheet(sheet.name, lines, sheet.hidden, sheet.columns, sheet.merged)


def _answer(raw: bytes, kind: str) -> _Answer:
    try:
        book = read_office(raw, kind)
    except Unreadable as trouble:
        return _Answer(code=trouble.code, facts=trouble.facts)
    return _Answer(book.kind, [_packed(sheet) for sheet in book.sheets], book.told)


def _limit() -> None:
    """No more memory than is needed, and no picture of it on the disk after a crash."""
    with suppress(ImportError):
        import resource

        for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
            with suppress(OSError, ValueError):  # a lower limit stands already
                resource.setrlimit(what, (most, most))


def main() -> None:
    """The child: one file in, one answer out."""
    _limit()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library says aloud is no answer
    out.write(msgspec.msgpack.encode(_answer(sys.stdin.buffer.read(), sys.argv[1])))
    out.flush()


if __name__ == "__main__":
    main()
