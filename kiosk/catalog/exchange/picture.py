"""Pictures of strangers: known by their first bytes, bounded, under a name of our own."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from kiosk.catalog.exchange.trouble import Unreadable
from kiosk.catalog.exchange.xml_tree import read_xml
from kiosk.catalog.lesson import slug

_MOST_BYTES: Final = 5_000_000
_LONGEST: Final = 40
_SIGNS: Final = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"))


def ending(data: bytes) -> str:
    """The ending .png, .jpg, .webp or .svg; "" for what the lesson screen does not show."""
    if len(data) > _MOST_BYTES:
        return ""
    for sign, suffix in _SIGNS:
        if data.startswith(sign):
            return suffix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    return ".svg" if b"<svg" in data[:2_000] and _is_plain_svg(data) else ""


def _is_plain_svg(data: bytes) -> bool:
    """Whether it is a drawing that runs nothing and names nothing outside itself."""
    try:
        root = read_xml(data)
    except Unreadable:
        return False
    if root.name != "svg":
        return False
    for node in root.below():
        hrefs = [value for key, value in node.attrs.items() if key == "href"]
        if node.name == "script" or any(not h.startswith(("#", "data:image/")) for h in hrefs):
            return False
    return True


def name_of(said: str, suffix: str) -> str:
    """A safe file name: lower-case letters, digits and hyphens of the name given."""
    stem = slug(PurePosixPath(said.replace("\\", "/")).stem)[:_LONGEST].strip("-")
    return f"{stem or 'gambar'}{suffix}"
