"""Files of questions and documents, broken in many ways, brought into a folder."""

from __future__ import annotations

import io
import random
import re
import shutil
import zipfile
from html import escape
from pathlib import Path
from typing import NamedTuple

from kiosk.catalog.exchange.files import read_file
from kiosk.catalog.exchange.into import Wish, bring
from kiosk.catalog.exchange.into_lessons import bring_lessons
from kiosk.catalog.exchange.report import Report
from kiosk.catalog.exchange.trouble import Unreadable
from kiosk.catalog.exchange.word import read_word
from kiosk.catalog.fault import errors
from kiosk.catalog.source import read_course

TOKENS = (
    b"{", b"}", b"=", b"~", b"#", b"->", b"%50%", b"::", b"\\", b"####", b"\n\n", b"//", b"<", b">",
    b"</text>", b"<![CDATA[", b"]]>", b"<!DOCTYPE x>", b"&#0;", b"&#x10FFFF;", b"&amp;lt;", b"\x00",
    b"\xff", b"\xe2\x80\xae", b"{1:SA:=a}", b"{1:MC:=a~b}", b"[[1]]", b"[[99]]",
    b"$CATEGORY: a/b\n",
    b"ANSWER: A", b"{#1..2}", b"{#1e99}", b"{T}", b"<img src='x'>", b"*", b"1. ", b"# ",
    b"::: cek x",
    b"| a | b |", b"\\u0000", b'"""', b"-1", b"99999999999999999999", b" ", b"\t",
)  # fmt: skip
EXPECTED = {"hours-too-many", "missing-file"}
"""What a course may lack after an import: enough minutes, and a test without questions."""


class Tally(NamedTuple):
    """What became of broken files."""

    came: int
    refused: int
    empty: int


def broken(raw: bytes, chance: random.Random) -> bytes:
    """A file with one to six changes: bytes lost, doubled, flipped, or signs put in."""
    data = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 1, 3, 10, 80)))
        match chance.randrange(4):
            case 0:
                del data[at:end]
            case 1:
                data[at:at] = data[at:end]
            case 2 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case _:
                data[at:at] = chance.choice(TOKENS)
    return bytes(data)


def reworded(raw: bytes, chance: random.Random) -> bytes:
    """XML that still is XML: a text or an attribute becomes signs of another meaning."""
    places = [m.span(1) for m in re.finditer(rb">([^<>]+)<|=\"([^\"]*)\"", raw) if m[1]]
    places += [m.span(1) for m in re.finditer(rb'="([^"]*)"', raw)]
    for start, end in sorted(chance.sample(places, min(3, len(places))), reverse=True):
        words = chance.choice(TOKENS).decode(errors="replace").replace("\0", "")
        safe = escape(words).encode()
        raw = raw[:start] + (safe if chance.random() < 0.5 else raw[start:end] + safe) + raw[end:]
    return raw


def broken_xml(raw: bytes, chance: random.Random) -> bytes:
    """Reworded as often as broken, since most of what is broken is refused at once."""
    return (reworded if chance.random() < 0.5 else broken)(raw, chance)


def broken_archive(raw: bytes, chance: random.Random) -> bytes:
    """A zip file with one part broken, or broken itself."""
    if chance.random() < 0.2:
        return broken(raw, chance)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w") as new:
        victim = chance.choice(old.namelist())
        for name in old.namelist():
            data = old.read(name)
            if name == victim and chance.random() < 0.1:
                continue
            new.writestr(name, broken_xml(data, chance) if name == victim else data)
    return file.getvalue()


_BREAKERS = {".xlsx": broken_archive, ".docx": broken_archive, ".xml": broken_xml}


def bring_in(name: str, raw: bytes, folder: Path) -> Report | None:
    """The report, or None where the file was refused with a sentence."""
    wish = Wish(folder, "2026-11-24")
    try:
        if name.endswith(".docx"):
            return bring_lessons(read_word(raw), name, wish)
        return bring(read_file(name, raw), name, wish)
    except Unreadable as trouble:
        if not trouble.words.endswith("."):
            raise AssertionError(trouble.words) from trouble
        return None


def break_and_bring(samples: dict[str, bytes], count: int, folder: Path, seed: int) -> Tally:
    """Many broken files brought in; a course made of one is without errors of its own."""
    came = refused = empty = 0
    names = sorted(samples)
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        name = names[number % len(names)]
        raw = _BREAKERS.get(Path(name).suffix, broken)(samples[name], chance)
        try:
            report = bring_in(name, raw, folder)
        except BaseException as trouble:
            trouble.add_note(f"{name}, number {number}: {raw[:2000]!r}")
            raise
        refused += report is None
        empty += report is not None and not report.written
        if report is not None and report.written:
            came += 1
            _judge(folder, name, number)
        shutil.rmtree(folder, ignore_errors=True)
    return Tally(came, refused, empty)


def _judge(folder: Path, name: str, number: int) -> None:
    _course, faults = read_course(folder)
    odd = [fault for fault in errors(faults) if fault.code not in EXPECTED]
    assert not odd, f"{name}, number {number}: {odd[:3]}"
