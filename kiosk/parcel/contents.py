"""What lies inside a parcel, once unsealed: a ZIP with a manifest and one JSON line per event.

An event travels as its xAPI statement, from which it is read back exactly. One that no statement
can say (erased by law, or a body that was not written as JSON is today) travels as a bare line.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Struct

from kiosk.parcel import chain
from kiosk.parcel.forms import FORM
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.xapi import words
from kiosk.xapi.line import Line

MOST_LINES: Final = 5_000
MOST_UNPACKED: Final = 64 << 20
MANIFEST: Final = "manifest.json"
STATEMENTS: Final = "statements.jsonl"
_MOST_MANIFEST: Final = 4_096
_LEVEL: Final = 1
_HASH_BYTES: Final = 32
_SALT_BYTES: Final = range(8, 65)
_LARGEST: Final = 1 << 62
_HEX: Final = "[0-9a-f]"  # written out below: groups that repeat take half as long again
_ID: Final = re.compile(
    rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"
).fullmatch  # fmt: skip
_ENCODE: Final = msgspec.json.Encoder()


class Manifest(Struct, frozen=True):
    """What the ZIP must hold. `before` is the hash of the event before the first one.

    It is empty where that is not known, since the event is lost. Down: `cursor` is what the kiosk
    says in its next ElsewhereAsk.
    """

    device: str
    first: int
    last: int
    count: int
    before: bytes = b""
    cursor: str = ""
    form: int = FORM


class Said(NamedTuple):
    """An event as it lay in the parcel: its line, and the statement it came as; None: bare."""

    line: Line
    statement: dict[str, Any] | None


class _Bare(Struct, frozen=True, forbid_unknown_fields=True):
    line: Line


_BARE: Final = msgspec.json.Decoder(_Bare)
_MANIFEST: Final = msgspec.json.Decoder(Manifest)


def packed(manifest: Manifest, lines: Sequence[Line], home_page: str) -> bytes:
    """The ZIP. `home_page` empty: bare lines only."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as box:
        box.writestr(_entry(MANIFEST), _ENCODE.encode(manifest), compresslevel=_LEVEL)
        said = b"\n".join(_written(line, home_page) for line in lines)
        box.writestr(_entry(STATEMENTS), said, compresslevel=_LEVEL)
    return written.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)  # at the beginning of DOS time: the clock is no part of it
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _written(line: Line, home_page: str) -> bytes:
    if home_page and not line.erased:
        try:
            statement = words.statement_of(line, home_page)
        except words.Unsayable:
            return _ENCODE.encode(_Bare(line))
        return _ENCODE.encode(statement)
    return _ENCODE.encode(_Bare(line))


def read(box: bytes) -> tuple[Manifest, tuple[Said, ...]]:
    """The manifest and what is said, well formed; `linked` tells whether the lines are a chain.

    Raises ParcelTrouble "damaged" and "newer".
    """
    files = _files(box)
    try:
        manifest = _MANIFEST.decode(files[MANIFEST])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ParcelTrouble("damaged") from error
    if manifest.form > FORM:
        raise ParcelTrouble("newer")
    raw = files[STATEMENTS].split(b"\n") if files[STATEMENTS] else []
    if len(raw) != manifest.count or len(raw) > MOST_LINES:
        raise ParcelTrouble("damaged")
    return manifest, tuple(_said(each) for each in raw)


def _files(box: bytes) -> dict[str, bytes]:
    """Both files, unpacked no further than the limits allow, whatever the ZIP says of itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(box)) as opened:
            entries = opened.infolist()
            if sorted(entry.filename for entry in entries) != [MANIFEST, STATEMENTS]:
                raise ParcelTrouble("damaged")
            return {entry.filename: _unpacked(opened, entry) for entry in entries}
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        OverflowError,
    ) as error:
        raise ParcelTrouble("damaged") from error


def _unpacked(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    most = _MOST_MANIFEST if entry.filename == MANIFEST else MOST_UNPACKED
    plain = entry.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    if not plain or entry.flag_bits & 1 or entry.file_size > most:
        raise ParcelTrouble("damaged")
    with opened.open(entry) as file:
        found = file.read(most + 1)
    if len(found) != entry.file_size:
        raise ParcelTrouble("damaged")
    return found


def _said(raw: bytes) -> Said:
    try:
        bare = raw.startswith(b'{"line":')
        said = (_BARE.decode(raw).line, None) if bare else words.as_sent(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ParcelTrouble("damaged") from error
    if said is None or not _well_formed(said[0]):
        raise ParcelTrouble("damaged")
    return Said(*said)


def _well_formed(line: Line) -> bool:
    if not (0 < line.seq < _LARGEST and abs(line.at) < _LARGEST and 0 <= line.clock < _LARGEST):
        return False
    if len(line.hash) != _HASH_BYTES or not (_ID(line.id) and _is_id(line.device)):
        return False
    if not line.kind or len(line.kind) > 64 or "\n" in line.kind:  # noqa: PLR2004
        return False
    if line.erased:
        return not line.learner and len(line.body) == _HASH_BYTES
    return len(line.salt) in _SALT_BYTES and (not line.learner or _is_id(line.learner))


@functools.lru_cache(maxsize=256)
def _is_id(text: str) -> bool:
    """Of devices and learners, who have more than one event in a parcel."""
    return _ID(text) is not None


def linked(lines: Sequence[Line], before: bytes) -> bool:
    """Whether each line's hash follows from the one before; `before` empty: the first is believed.

    The lines are of one device and contiguous.
    """
    for line in lines:
        if before and _hash(line, before) != line.hash:
            return False
        before = line.hash
    return True


def _hash(line: Line, before: bytes) -> bytes:
    head = chain.header(line.device, line.seq, _bytes(line.id), line.kind, line.at, line.clock)
    owner = _bytes(line.learner) if line.learner else None
    return chain.link(before, head, chain.commitment(line.salt or None, owner, line.body))


def _bytes(name: str) -> bytes:
    return bytes.fromhex(name.replace("-", ""))
