"""A packed course, unpacked into an empty folder and nowhere else.

Refused are names that lead out or that one of the systems cannot hold, links, two files of one name
(letter case aside), and more than a course can be: number, size, depth, ratio. Sizes are counted as
they come, whatever the packing says of itself.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

FORM_FILE: Final = "package.json"
"""Says in which form a course is packed; without it, the first."""
FORM: Final = 1
MOST_FILES: Final = 2_000
MOST_BYTES: Final = 1 << 27
LARGEST: Final = 1 << 25
RATIO: Final = 100
"""Unpacked to packed, beyond the first megabyte."""
_SLACK: Final = 1 << 20
_DEEPEST: Final = 6
_LONGEST: Final = 200
_CHUNK: Final = 1 << 16
_ENTRY: Final = b"PK\x01\x02"
_STRANGE: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_KINDS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Unsafe(Exception):
    """The packing is refused.

    `code`: "not-packed", "bad-name", "link", "name-twice", "too-many", "too-large", "bomb",
    "broken", "newer" (packed by a later program).
    """

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code, self.name = code, name


class Form(Struct, frozen=True):
    """What `FORM_FILE` holds."""

    form: int


def unpack(packed: bytes, folder: Path) -> None:
    """Write every file below `folder`, which must be empty, on disk at return. Raises Unsafe."""
    if packed.count(_ENTRY) > 2 * MOST_FILES:
        raise Unsafe("too-many")
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as course:
            entries = course.infolist()
            _judge(entries)
            left = min(MOST_BYTES, RATIO * len(packed) + _SLACK)
            for entry in entries:
                if not entry.is_dir():
                    left -= _write(course, entry, folder / entry.filename, left)
    except zipfile.BadZipFile as error:
        raise Unsafe(
            "not-packed" if not zipfile.is_zipfile(io.BytesIO(packed)) else "broken"
        ) from (error)
    except _BROKEN as error:
        raise Unsafe("broken") from error
    _judge_form(folder / FORM_FILE)
    for place in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        _sync(place)


def _judge_form(file: Path) -> None:
    if not file.exists():
        return
    try:
        form = msgspec.json.decode(file.read_bytes()[:_CHUNK], type=Form).form
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unsafe("broken", FORM_FILE) from error
    if form > FORM:
        raise Unsafe("newer", FORM_FILE)


def _judge(entries: Iterable[zipfile.ZipInfo]) -> None:
    files: set[str] = set()
    above: set[str] = set()
    for number, entry in enumerate(entries, 1):
        name = entry.filename
        if number > MOST_FILES:
            raise Unsafe("too-many")
        if not _is_good(entry.orig_filename):  # as packed; `name` ends before a NUL
            raise Unsafe("bad-name", name)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in {0, stat.S_IFREG, stat.S_IFDIR} or entry.flag_bits & 1:
            raise Unsafe("link" if kind == stat.S_IFLNK else "broken", name)
        if entry.compress_type not in _KINDS:
            raise Unsafe("broken", name)
        if entry.is_dir():
            continue
        key = _key(name)
        if key in files:
            raise Unsafe("name-twice", name)
        files.add(key)
        parts = key.split("/")
        above.update("/".join(parts[:n]) for n in range(1, len(parts)))
    if files & above:
        raise Unsafe("name-twice", min(files & above))


def _key(name: str) -> str:
    """Names that a file system may take for one have one key."""
    return unicodedata.normalize("NFC", name).casefold()


def _is_good(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    return (
        len(name) <= _LONGEST
        and len(parts) <= _DEEPEST
        and not _STRANGE.search(name)
        and all(_is_good_part(part) for part in parts)
    )


def _is_good_part(part: str) -> bool:
    return bool(part) and part[-1] not in ". " and part[0] != " " and not _RESERVED.fullmatch(part)


def _write(course: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Path, left: int) -> int:
    """The bytes of one file; "bomb" beyond what is left for all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with course.open(entry) as source, file.open("xb") as out:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST:
                raise Unsafe("too-large", entry.filename)
            if size > left:
                raise Unsafe("bomb", entry.filename)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return size


def _sync(folder: Path) -> None:
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
