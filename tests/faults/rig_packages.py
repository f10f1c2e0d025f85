"""Packages and course files changed by chance: what comes of each, and whether anything got out."""

from __future__ import annotations

import io
import random
import shutil
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from kiosk.catalog.fault import errors
from kiosk.catalog.package import contents
from kiosk.catalog.package_unpack import Unsafe, unpack
from kiosk.catalog.source import read_course
from kiosk.catalog.totals import totals
from kiosk.learning.course import Course

NAMES: Final = (
    "../course.toml", "lessons/../../x", "/etc/x", "C:/x", "a\\..\\x", "COURSE.TOML", "con.md",
    "Lessons/1-standar.md", "lessons", "x" * 300, "a/b/c/d/e/f/g/h", "stream:x", "cafe\u0301.md",
    "caf\u00e9.md", "x.", " x", "nul", "a\nb", "package.json", "",
)  # fmt: skip
MODES: Final = (stat.S_IFLNK | 0o777, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR, stat.S_IFREG)
BITS: Final = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"[" * 3_000, b"{" * 3_000, b"> " * 500, b"- " * 500,
    b"nan", b"-inf", b"1e999", b"9" * 5_000, b"0x", b"1979-05-27", b'"""', b"'''", b"\r", b"\n\n",
    b"[[question]]\n", b"::: bila x a\n", b":::: cek x\n", b"::: video ../x y\n", b"{#a}\n", b"|",
    b'![](../../etc/passwd "x")\n', b"\xe2\x80\xae", b"<script>", b"[question.choice]\n", b"= ",
    b"true", b"[]", b"{}", b"-1", b"{a}", b"\\", b"*" * 300, b"`" * 99, b"_" * 300, b"[x](y)" * 50,
)  # fmt: skip
"""What is put somewhere: what parsers of TOML, Markdown and numbers stumble over."""


class Changed:
    """Changes drawn from one seed: the same each time."""

    def __init__(self, seed: int) -> None:
        self._drawn = random.Random(seed)

    def some(self, body: bytes) -> bytes:
        """Bytes with one to three changes."""
        for _ in range(self._drawn.randint(1, 3)):
            body = self._drawn.choice(self._ways())(body)
        return body

    def _ways(self) -> Sequence[Callable[[bytes], bytes]]:
        return (self._put, self._cut, self._flip, self._twice, self._line_gone, self._lines_swapped)

    def _at(self, body: bytes) -> int:
        return self._drawn.randrange(len(body) + 1)

    def _put(self, body: bytes) -> bytes:
        at = self._at(body)
        return body[:at] + self._drawn.choice(BITS) + body[at:]

    def _cut(self, body: bytes) -> bytes:
        at = self._at(body)
        return body[:at] + body[at + self._drawn.choice((1, 2, 9, 200, len(body))) :]

    def _flip(self, body: bytes) -> bytes:
        at = self._at(body)
        return body[:at] + bytes([self._drawn.randrange(256)]) + body[at + 1 :]

    def _twice(self, body: bytes) -> bytes:
        at, size = self._at(body), self._drawn.choice((1, 20, 400))
        return body[: at + size] + body[at:]

    def _line_gone(self, body: bytes) -> bytes:
        lines = body.split(b"\n")
        del lines[self._drawn.randrange(len(lines))]
        return b"\n".join(lines)

    def _lines_swapped(self, body: bytes) -> bytes:
        lines = body.split(b"\n")
        one, two = self._drawn.randrange(len(lines)), self._drawn.randrange(len(lines))
        lines[one], lines[two] = lines[two], lines[one]
        return b"\n".join(lines)

    def package(self, files: Mapping[str, bytes], packed: Sequence[bytes]) -> bytes:
        """A package with changed bytes, or packed anew with changed names, kinds or contents."""
        if self._drawn.random() < 1 / 3:
            return self.some(self._drawn.choice(packed))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", self._drawn.choice((0, 8))) as made:
            for name, body in self._files(files):
                entry = zipfile.ZipInfo(name)
                entry.create_system = 3
                entry.external_attr = stat.S_IFREG << 16
                if self._drawn.random() < 0.01:
                    entry.external_attr = self._drawn.choice(MODES) << 16
                made.writestr(entry, body)
        return out.getvalue()

    def _files(self, files: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
        found = dict(files)
        name = self._drawn.choice(sorted(found))
        found[name] = self.some(found[name])
        if self._drawn.random() < 0.3:
            found[self._drawn.choice(NAMES)] = found.pop(self._drawn.choice(sorted(found)))
        return list(found.items())


def what_came_of(folder: Path) -> str:
    """A course's folder read, and used as a kiosk uses what is sound: "faults" or "sound"."""
    course, faults = read_course(folder)
    if errors(faults):
        return "faults"
    assert course is not None
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(course), type=Course) == course
    assert contents(folder, course)["course.toml"]
    assert totals([course]).courses == 1
    return "sound"


class Town:
    """A folder to unpack into, with neighbours that nothing may touch."""

    def __init__(self, place: Path) -> None:
        self.place, self.inside = place / "town", place / "town" / "in"
        self.inside.mkdir(parents=True)
        (self.place / "neighbour").write_bytes(b"untouched")
        self.seen: Counter[str] = Counter()

    def unpacked(self, packed: bytes) -> None:
        """Unpack and read; what came of it is counted by code."""
        shutil.rmtree(self.inside)
        self.inside.mkdir()
        try:
            unpack(packed, self.inside)
        except Unsafe as unsafe:
            self.seen[unsafe.code] += 1
        else:
            self.seen[what_came_of(self.inside)] += 1
        assert sorted(p.name for p in self.place.iterdir()) == ["in", "neighbour"]
        assert (self.place / "neighbour").read_bytes() == b"untouched"
        assert not any(p.is_symlink() for p in self.inside.rglob("*"))
