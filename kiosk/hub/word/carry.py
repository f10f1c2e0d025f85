"""The word onto a stick or into a shared folder, pulled out at any moment.

The order is that of the writer: targets, targets.json, snapshot.json, and last timestamp.json, each
under a temporary name first; so what lies there is the older word or the newer one, whole. New
roots come just before the timestamp. Between those two names a stick that skipped a rotation of the
root key is refused by kiosks until it is filled again; that is all that can happen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from kiosk.hub.word.files import PART, alone, write
from kiosk.hub.word.trouble import WriterTrouble

_METADATA, _TARGETS = "metadata", "targets"
_TIMESTAMP: Final = "timestamp.json"


class _Meta(Struct, frozen=True):
    version: int


class _Target(Struct, frozen=True):
    hashes: dict[str, str]
    length: int


class _Signed(Struct, frozen=True):
    version: int
    meta: dict[str, _Meta] = {}
    targets: dict[str, _Target] = {}


class _File(Struct, frozen=True):
    signed: _Signed


class _Seen(Struct, frozen=True):
    """A word at one moment: its version, metadata by name in the order of copying, and targets."""

    version: int
    metadata: Mapping[str, bytes]
    targets: Mapping[str, _Target]


def copy_to(folder: Path, stick: Path) -> int:
    """Bring the word to `stick` (its folder `word`), on disk at return; the version there now.

    What is there already is not written again. Raises WriterTrouble "not-begun", "busy",
    "target-lost", "foreign-there" and "newer-there", and what the stick says as OSError.
    """
    with alone(folder):
        seen = _seen(folder)
    there = _version(stick / _METADATA / _TIMESTAMP)
    _same_agency(seen, stick)
    if there > _decoded(seen.metadata[_TIMESTAMP]).version:
        raise WriterTrouble("newer-there")
    for place, target in _placed(seen):
        file = stick / _TARGETS / place
        if not _is(file, target):  # a stick may have lost what was written to it
            try:
                body = (folder / _TARGETS / place).read_bytes()
            except FileNotFoundError as error:
                if _seen(folder) == seen:
                    raise WriterTrouble("target-lost") from error
                return copy_to(folder, stick)  # two new words were said in the meantime
            write(file, body)
    for name, body in seen.metadata.items():
        _keep(stick / _METADATA / name, body)
    _tidy(stick, seen)
    return seen.version


def said(folder: Path) -> dict[str, str]:
    """The files of the word that is said now: their SHA-256 by name. Raises "not-begun"."""
    return {name: each.hashes["sha256"] for name, each in _seen(folder).targets.items()}


def read(folder: Path, name: str) -> bytes:
    """A file of the word that is said now. Raises "not-begun" and "target-lost"."""
    above, slash, last = name.rpartition("/")
    try:
        return (folder / _TARGETS / f"{above}{slash}{said(folder)[name]}.{last}").read_bytes()
    except (OSError, KeyError) as error:
        raise WriterTrouble("target-lost") from error


def _seen(folder: Path) -> _Seen:
    place = folder / _METADATA
    try:
        timestamp = (place / _TIMESTAMP).read_bytes()
        snapshot = f"{_decoded(timestamp).meta['snapshot.json'].version}.snapshot.json"
        shown = (place / snapshot).read_bytes()
        targets = f"{_decoded(shown).meta['targets.json'].version}.targets.json"
        listed = (place / targets).read_bytes()
        roots = {n: (place / n).read_bytes() for n in _root_names(place)}
    except (OSError, KeyError, msgspec.MsgspecError) as error:
        raise WriterTrouble("not-begun") from error
    said = _decoded(listed)
    order = {targets: listed, snapshot: shown, **roots, _TIMESTAMP: timestamp}
    return _Seen(said.version, order, said.targets)


def _root_names(place: Path) -> list[str]:
    names = [file.name for file in place.glob("*.root.json")]
    return sorted(names, key=lambda name: int(name.partition(".")[0]))


def _placed(seen: _Seen) -> Iterator[tuple[str, _Target]]:
    """Where each target lies below `targets`."""
    for name, target in seen.targets.items():
        above, slash, last = name.rpartition("/")
        yield f"{above}{slash}{target.hashes['sha256']}.{last}", target


def _same_agency(seen: _Seen, stick: Path) -> None:
    """Refuse a stick on which another root lies; what is no root at all is written over."""
    for name, body in seen.metadata.items():
        there = stick / _METADATA / name
        if name.endswith(".root.json") and _version(there) and there.read_bytes() != body:
            raise WriterTrouble("foreign-there")


def _version(file: Path) -> int:
    """The version a file claims; 0 for what is none."""
    try:
        return _decoded(file.read_bytes()).version
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return 0


def _decoded(body: bytes) -> _Signed:
    return msgspec.json.decode(body, type=_File).signed


def _is(file: Path, wanted: _Target) -> bool:
    try:
        if file.stat().st_size != wanted.length:
            return False
        return hashlib.sha256(file.read_bytes()).hexdigest() == wanted.hashes["sha256"]
    except OSError:
        return False


def _keep(file: Path, body: bytes) -> None:
    try:
        same = file.read_bytes() == body
    except OSError:
        same = False
    if not same:
        write(file, body)


def _tidy(stick: Path, seen: _Seen) -> None:
    """Take away what no word needs any more, and what was left half-written."""
    kept = {f"{_METADATA}/{name}" for name in seen.metadata}
    kept |= {f"{_TARGETS}/{place}" for place, _ in _placed(seen)}
    for file in (*(stick / _METADATA).glob("*.json*"), *(stick / _TARGETS).rglob("*")):
        is_ours = file.suffix in {".json", ".sealed", ".zip", PART}
        if is_ours and file.is_file() and file.relative_to(stick).as_posix() not in kept:
            file.unlink(missing_ok=True)
