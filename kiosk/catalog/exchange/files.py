"""A file of questions read by its kind, within bounds."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.catalog.exchange.aiken import ANSWER, read_aiken
from kiosk.catalog.exchange.found import Read
from kiosk.catalog.exchange.gift import read_gift
from kiosk.catalog.exchange.moodle import read_moodle
from kiosk.catalog.exchange.trouble import Unreadable

KINDS: Final = (".gift", ".txt", ".xml", ".xlsx", ".docx")
_MOST_BYTES: Final = 50_000_000
_MOST_TEXT: Final = 5_000_000


def raw_of(path: Path) -> bytes:
    """The bytes of a file. Raises Unreadable."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Unreadable(
                f"Berkas lebih besar dari {_MOST_BYTES // 1_000_000} MB. Pecah isinya."
            )
        return path.read_bytes()
    except OSError as error:
        raise Unreadable("Berkas tidak dapat dibaca. Periksa nama dan izinnya.") from error


def read_file(name: str, raw: bytes) -> Read:
    """The questions of a file, by the ending of its name. Raises Unreadable."""
    match Path(name).suffix.lower():
        case ".gift":
            return read_gift(_text(raw))
        case ".txt":
            text = _text(raw)
            is_aiken = any(ANSWER.fullmatch(line) for line in text.splitlines())
            return read_aiken(text) if is_aiken else read_gift(text)
        case ".xml":
            return read_moodle(raw)
        case ".xlsx":
            from kiosk.catalog.exchange.sheet import read_sheet

            return read_sheet(raw)
        case _:
            raise Unreadable(f"Jenis berkas tidak dikenal. Pakai salah satu: {', '.join(KINDS)}.")


def _text(raw: bytes) -> str:
    if len(raw) > _MOST_TEXT:
        raise Unreadable(f"Teks lebih besar dari {_MOST_TEXT // 1_000_000} MB. Pecah isinya.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable("Berkas bukan teks UTF-8. Simpan ulang sebagai UTF-8.", line) from error
