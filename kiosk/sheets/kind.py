"""What a file is, by its content: a name's ending is only what somebody says about it."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from kiosk.sheets import archive
from kiosk.sheets.book import Told, Unreadable

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: Final = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"),
    (b"BM", "picture"), (b"RIFF", "picture"),
    (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"), (b"\x1f\x8b", "archive"),
    (b"MZ", "program"), (b"\x7fELF", "program"),
    (b"{\\rtf", "word"),
)  # fmt: skip
_HTML: Final = re.compile(
    rb"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table|style|div|center|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_LOCKED: Final = re.compile(
    rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00..(?:\x00\x00|\x01\x00)",
    re.DOTALL,
)
"""[MS-XLS] 2.1.4: BOF of the book, perhaps WriteProtect, then FilePass with XOR or RC4."""
_HEAD: Final = 4096
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_ENDINGS: Final = {
    "xlsx": (".xlsx",), "xlsm": (".xlsm",), "xls": (".xls", ".xlt"), "ods": (".ods",),
    "csv": (".csv", ".tsv", ".txt", ".tab"), "html": (".html", ".htm"),
}  # fmt: skip


def kind_of(raw: bytes) -> str:
    """One of xlsx, xlsm, xls, ods, html, csv. Raises Unreadable for everything else."""
    if not raw.strip(b"\0 \t\r\n"):
        raise Unreadable("empty")
    if raw.startswith(b"PK"):
        return _zipped(raw)
    if raw.startswith(_OLE):
        return _compound(raw)
    for start, kind in _STARTS:
        # two letters alone may begin a table, "MZ" and "BM" as names; then there is no NUL
        if raw.startswith(start) and (len(start) > len(b"MZ") or b"\0" in raw[:_HEAD]):
            raise Unreadable("other-kind", kind=kind)
    return _text(raw)


def _zipped(raw: bytes) -> str:
    try:
        names = archive.names(raw)
        if "mimetype" in names:
            wanted = {"mimetype", "META-INF/manifest.xml"}
            found = dict(archive.parts(raw, archive.Bounds(), wanted.__contains__))
            if found["mimetype"].strip().startswith(_ODS):
                if b"encryption-data" in found.get("META-INF/manifest.xml", b""):
                    raise Unreadable("locked")
                return "ods"
    except archive.Broken as error:
        raise Unreadable("broken") from error
    except archive.TooLarge as error:
        raise Unreadable("too-large") from error
    lower = {name.lower().lstrip("/") for name in names}
    if "xl/workbook.bin" in lower:
        raise Unreadable("other-kind", kind="xlsb")
    if any(name.startswith(("word/", "ppt/")) for name in lower):
        raise Unreadable("other-kind", kind="word")
    if "[content_types].xml" in lower and any(name.startswith("xl/") for name in lower):
        return "xlsm" if any(name.endswith("vbaproject.bin") for name in lower) else "xlsx"
    raise Unreadable("other-kind", kind="archive")


def _compound(raw: bytes) -> str:
    """A compound file holds streams by name: Excel's, Word's, or one that is encrypted."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in raw

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise Unreadable("locked")
    if holds("Workbook") or holds("Book"):
        if _LOCKED.search(raw):
            raise Unreadable("locked")
        return "xls"
    if holds("WordDocument") or holds("PowerPoint"):
        raise Unreadable("other-kind", kind="word")
    raise Unreadable("other-kind", kind="binary")


def _text(raw: bytes) -> str:
    head = raw[:_HEAD]
    nul = max(head[1::2].count(0), head[0::2].count(0))  # of every second byte: UTF-16
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or nul > len(head) // 4:
        head = head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    elif b"\0" in raw:
        raise Unreadable("other-kind", kind="binary")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:5].lower() == b"<?xml" and not re.search(rb"<html\b", head, re.IGNORECASE):
        raise Unreadable("other-kind", kind="xml")
    if _HTML.match(head) or head[:5].lower() == b"<?xml":
        return "html"
    if re.match(rb"mime-version:", head, re.IGNORECASE):
        raise Unreadable("other-kind", kind="mhtml")
    return "csv"


def wrong_ending(name: str, kind: str) -> Told | None:
    """What to tell if a name says another kind than the content is."""
    said = PurePath(name).suffix.lower()
    if not said or said in _ENDINGS[kind]:
        return None
    return Told("extension", {"said": said, "kind": kind})
