"""The files of one course, and nothing outside its folder."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kiosk.catalog.captions import read_captions

if TYPE_CHECKING:
    from kiosk.catalog.fault import Findings

_MOST_BYTES: Final = 1_000_000
MEDIA: Final = {
    "video": (".webm", ".mp4"),
    "suara": (".ogg", ".opus", ".mp3", ".m4a", ".webm", ".wav"),
    "takarir": (".vtt",),
    "halaman": (".pdf",),
}
"""Endings of the files a box of that kind may name."""
_IMAGES: Final = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp"})


class Media(Struct, frozen=True):
    """A file named by a box: the kind of file (a key of `MEDIA`), its name, the line of the box."""

    kind: str
    file: str
    line: int


def inside(folder: Path, name: str) -> Path | None:
    """The path of a file named in a course, or None when the name leads out of the folder."""
    way = PurePosixPath(name)
    if "\\" in name or "\0" in name or ":" in name or way.is_absolute() or ".." in way.parts:
        return None
    try:
        path = (folder / name).resolve()
        return path if path.is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError):  # name too long; links in a circle
        return None


def read_text(folder: Path, name: str, findings: Findings, at: tuple[str, int]) -> str | None:
    """The text of a file with plain line ends; a fault about the naming place `at` if absent."""
    path = inside(folder, name)
    if path is None:
        findings.add(*at, "outside", name=name)
        return None
    try:
        raw = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else None
    except FileNotFoundError:
        findings.add(*at, "missing-file", name=name)
        return None
    except OSError:
        findings.add(*at, "unreadable", name=name)
        return None
    if raw is None:
        findings.add(*at, "too-large", name=name, most=_MOST_BYTES // 1000)
        return None
    return _decode(raw, name, findings)


def _decode(raw: bytes, name: str, findings: Findings) -> str | None:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.add(name, raw.count(b"\n", 0, error.start) + 1, "not-utf8")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def judge_image(folder: Path, name: str, findings: Findings, at: tuple[str, int]) -> None:
    """Faults about a picture named at a place: it must be there, and of a kind that is shown."""
    path = inside(folder, name)
    if path is None:
        findings.add(*at, "outside", name=name)
    elif not _is_file(path):
        findings.add(*at, "missing-image", name=name)
    elif path.suffix.lower() not in _IMAGES:
        findings.add(*at, "bad-image", name=name)


def judge_media(folder: Path, media: Media, findings: Findings, lesson: str) -> None:
    """Faults about a film, recording, caption or PDF file named in a lesson."""
    at = (lesson, media.line)
    path = inside(folder, media.file)
    kinds = MEDIA[media.kind]
    if path is None:
        findings.add(*at, "outside", name=media.file)
    elif not _is_file(path):
        findings.add(*at, "missing-media", name=media.file)
    elif path.suffix.lower() not in kinds:
        findings.add(*at, "bad-media", name=media.file, kinds=", ".join(kinds))
    elif media.kind == "takarir":
        text = read_text(folder, media.file, findings, at)
        if text is not None and (line := read_captions(text).fault):
            findings.add(media.file, line, "bad-captions")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
