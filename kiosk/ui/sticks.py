"""Sticks to save on: which are there, and saving a file so that it is whole or not there."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
DEVICES = Path("/sys/dev/block")
MEDIA = ("/media/", "/run/media/")
SYSTEM = ("/boot", "/home", "/usr", "/var", "/etc", "/opt", "/snap")
"""Where a computer that starts from a stick has its own things."""
NEVER_WRITTEN = ("iso9660", "udf", "squashfs")
KEPT_FREE = 65_536
DRIVE_REMOVABLE = 2


@dataclass(frozen=True)
class Stick:
    """A stick: where it is, the name it carries, and its free bytes."""

    path: Path
    label: str
    free: int


class SaveTrouble(Exception):
    """Nothing was saved. `code`: "full", "gone", "read-only"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sticks() -> tuple[Stick, ...]:
    """The sticks in this computer now, sorted by label."""
    folders = _drives() if sys.platform == "win32" else _mounts()
    found = [s for folder, label in folders if (s := _stick(folder, label))]
    return tuple(sorted(found, key=lambda s: (s.label.casefold(), str(s.path))))


def mounted() -> str:
    """What differs when a stick came or went. Cheap, and it never waits for a device."""
    if sys.platform == "win32":
        import ctypes

        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - as below
        return str(kernel.GetLogicalDrives())
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return "-"


def _stick(folder: Path, label: str) -> Stick | None:
    try:
        return Stick(folder, label, shutil.disk_usage(folder).free)
    except OSError:
        return None


def _mounts() -> list[tuple[Path, str]]:
    """Mounted removable devices, and whatever the desktop mounted under /media."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    found: dict[str, tuple[Path, str]] = {}
    for line in lines:
        parts = line.split(" ")
        device, place, kind = parts[2], _plain(parts[4]), parts[parts.index("-") + 1]
        ours = place == "/" or place.startswith(SYSTEM) or kind in NEVER_WRITTEN
        if not ours and (place.startswith(MEDIA) or _removable(device)):
            found[device] = (Path(place), Path(place).name or place)
    return list(found.values())


def _plain(place: str) -> str:
    """A mount's place without the kernel's octal escapes (it writes a space as 040)."""
    return re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), place)


def _removable(device: str) -> bool:
    """Whether a block device (major:minor), or the disk it is a part of, says it is removable."""
    try:
        disk = (DEVICES / device).resolve(strict=True)
    except OSError:
        return False
    for folder in (disk, disk.parent):
        with suppress(OSError):
            return (folder / "removable").read_text(encoding="ascii").strip() == "1"
    return False


def _drives() -> list[tuple[Path, str]]:
    """Windows: the letters of removable drives."""
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - unknown to the types elsewhere
    letters = kernel.GetLogicalDrives()
    roots = [f"{chr(65 + n)}:\\" for n in range(26) if letters >> n & 1]
    return [
        (Path(r), _volume(kernel, r)) for r in roots if kernel.GetDriveTypeW(r) == DRIVE_REMOVABLE
    ]


def _volume(kernel: object, root: str) -> str:
    """The drive's label with its letter: "KINGSTON (E:)"."""
    import ctypes

    label = ctypes.create_unicode_buffer(261)
    asked = getattr(kernel, "GetVolumeInformationW")  # noqa: B009 - as above
    asked(root, label, 261, None, None, None, None, 0)
    return f"{label.value} ({root[:2]})" if label.value else root[:2]


def file_name(number: str) -> str:
    """The file's name: the certificate's number, no NIP and no name of a person."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", number).strip("-.")
    return f"Sertifikat {plain}.pdf"


def save(pdf: bytes, folder: Path, name: str) -> Path:
    """Write a file that is whole once it has its name; an older file is left alone ("… (2)").

    Answers where it lies. Raises SaveTrouble; then nothing is left behind.
    """
    try:
        if shutil.disk_usage(folder).free < len(pdf) + KEPT_FREE:
            raise SaveTrouble("full")
        draft = folder / f".dermaga-{os.getpid()}.tmp"
        try:
            _write(pdf, draft)
            place = _name(draft, folder / name)
        except OSError:
            with suppress(OSError):
                draft.unlink()
            raise
        _settle(folder)
    except OSError as error:
        raise SaveTrouble(_code(error)) from error
    return place


def save_with_badge(pdf: bytes, badge: str, folder: Path, name: str) -> Path:
    """The same, and beside it the certificate's credential, under its name with `.badge.jwt`.

    One that cannot be written is left out: the PDF has it inside too.
    """
    place = save(pdf, folder, name)
    if badge:
        with suppress(SaveTrouble):
            save(badge.encode(), folder, place.with_suffix(".badge.jwt").name)
    return place


def _write(pdf: bytes, draft: Path) -> None:
    with draft.open("wb") as file:
        file.write(pdf)
        file.flush()
        os.fsync(file.fileno())


def _name(draft: Path, wanted: Path) -> Path:
    """Give the draft a name that no file has; the number behind a name that is taken grows."""
    for n in range(1, 1000):
        place = wanted if n == 1 else wanted.with_name(f"{wanted.stem} ({n}){wanted.suffix}")
        if not os.path.lexists(place):
            return draft.rename(place)
    raise FileExistsError(errno.EEXIST, "no free name", str(wanted))


def _settle(folder: Path) -> None:
    """Make the new name durable, where a folder can be synced."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _code(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "full"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM, errno.EEXIST):
        return "read-only"
    return "gone"
