"""Where many certificates go: one PDF, a ZIP, or a folder. Whole under its name, or not there.

A PDF or ZIP grows under a draft's name beside it, which a later run takes away, and gets its own
name at the end. In a folder each file does so: what is whole already is not written again, so a
run that was cut short goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from kiosk.certificate.merge import Merged

DRAFT: Final = ".dermaga-belum"
"""Ending of what is not whole yet; it begins with a dot, so that nobody opens it by mistake."""
_PLAIN: Final = re.compile(r"[A-Z0-9./-]{1,80}")
_OTHER: Final = re.compile(r"[^A-Za-z0-9.-]+")
_LONGEST: Final = 60
PRIVATE: Final = 0o600


class Target(Protocol):
    """Takes certificates one by one. Methods raise OSError; `abandon` is to be called after it."""

    def add(self, number: str, pdf: bytes, badge: str) -> bool:
        """Take one; False if it was there, whole, before."""

    def finish(self) -> None:
        """All have come: make it durable under its name."""

    def abandon(self) -> None:
        """No more will come: leave nothing half behind. What was whole stays."""


def target_for(place: Path) -> Target:
    """By the name's ending: ".pdf" one file, ".zip" a ZIP, anything else a folder."""
    ending = place.suffix.lower()
    if ending == ".pdf":
        return OnePdf(place)
    return OneZip(place) if ending == ".zip" else Folder(place)


def file_stem(number: str) -> str:
    """A file's name without ending: by the number, no NIP and no name of a person.

    Different numbers have different names, on disks that take capitals for small letters, too.
    """
    if _PLAIN.fullmatch(number):
        return f"Sertifikat {number.replace('/', '_')}"
    told = hashlib.sha256(number.encode()).hexdigest()[:8]
    plain = _OTHER.sub("_", number)[:_LONGEST].strip("_.-")
    return f"Sertifikat {plain}~{told}"


class OnePdf:
    """One PDF with all pages, for the printer."""

    def __init__(self, file: Path) -> None:
        self._file, self._draft = file, _draft(file)
        self._draft.unlink(missing_ok=True)
        self._merged = Merged()

    def add(self, number: str, pdf: bytes, badge: str) -> bool:  # noqa: ARG002 - Target's form
        """Take its pages."""
        self._merged.add(pdf)
        return True

    def finish(self) -> None:
        """Write all pages."""
        _made(self._draft)
        self._merged.save(self._draft)
        self._merged.close()
        _named(self._draft, self._file)

    def abandon(self) -> None:
        """Forget the pages."""
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)


class Printable:
    """Pages for a printer, never on a disk; `pdf` is there once all have come."""

    def __init__(self) -> None:
        self._merged = Merged()
        self.pdf = b""

    def add(self, number: str, pdf: bytes, badge: str) -> bool:  # noqa: ARG002 - Target's form
        """Take its pages."""
        self._merged.add(pdf)
        return True

    def finish(self) -> None:
        """All pages as one document."""
        self.pdf = self._merged.to_bytes()
        self._merged.close()

    def abandon(self) -> None:
        """Forget the pages."""
        self._merged.close()


class OneZip:
    """A ZIP with a file for each certificate, and its badge beside it."""

    def __init__(self, file: Path) -> None:
        self._file, self._draft = file, _draft(file)
        _made(self._draft)
        self._zip = zipfile.ZipFile(self._draft, "w", zipfile.ZIP_STORED)

    def add(self, number: str, pdf: bytes, badge: str) -> bool:
        """Append it: the same bytes for the same certificates, whatever the day."""
        for name, body in _files(number, pdf, badge):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = PRIVATE << 16
            self._zip.writestr(entry, body)
        return True

    def finish(self) -> None:
        """Close the ZIP."""
        self._zip.close()
        _named(self._draft, self._file)

    def abandon(self) -> None:
        """Take the draft away."""
        with suppress(OSError, ValueError):
            self._zip.close()
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)


class Folder:
    """A file for each certificate, each whole as soon as it is there; names end in `ending`."""

    def __init__(self, folder: Path, ending: str = ".pdf") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._ending = folder, ending
        for left in folder.glob(f".*{DRAFT}"):
            left.unlink(missing_ok=True)

    def add(self, number: str, pdf: bytes, badge: str) -> bool:
        """Write what is not there yet, byte for byte."""
        made = _files(number, pdf, badge, self._ending)
        files = [(self._folder / name, body) for name, body in made]
        missing = [(file, body) for file, body in files if not _holds(file, body)]
        for file, body in missing:
            draft = _draft(file)
            _made(draft)
            with draft.open("wb") as out:
                out.write(body)
            _named(draft, file, settle=False)
        return bool(missing)

    def finish(self) -> None:
        """Make the names durable."""
        _settle(self._folder)

    def abandon(self) -> None:
        """What is there is whole; drafts go at once."""
        with suppress(OSError):
            for left in self._folder.glob(f".*{DRAFT}"):
                left.unlink(missing_ok=True)
            _settle(self._folder)


def _files(number: str, pdf: bytes, badge: str, ending: str = ".pdf") -> list[tuple[str, bytes]]:
    stem = file_stem(number)
    found = [(f"{stem}{ending}", pdf)]
    return [*found, (f"{stem}.badge.jwt", badge.encode())] if badge else found


def _holds(file: Path, body: bytes) -> bool:
    try:
        return file.stat().st_size == len(body) and file.read_bytes() == body
    except OSError:
        return False


def _draft(file: Path) -> Path:
    return file.with_name(f".{file.name}{DRAFT}")


def _made(draft: Path) -> None:
    """An empty draft that only its owner may read: it will hold personal data."""
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE))


def _named(draft: Path, file: Path, *, settle: bool = True) -> None:
    """On disk first, then the name, then the name on disk."""
    handle = os.open(draft, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    draft.replace(file)
    if settle:
        _settle(file.parent)


def _settle(folder: Path) -> None:
    """Make new names durable, where a folder can be synced."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some sticks cannot; their files are on them all the same
            os.fsync(handle)
    finally:
        os.close(handle)
