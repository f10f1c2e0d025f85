"""A note beside the file: how far its log had come. A file put back from elsewhere is older."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import msgspec
from msgspec import Struct

LENGTH = 128
"""Bytes of a note, so that one can be written over another."""


class Note(Struct, frozen=True):
    """The `seq` and hash (hex) of an event that was durable when the note was written.

    A device has one from its beginning (seq 0), so that a missing one tells something too.
    """

    seq: int
    hash: str

    @staticmethod
    def read(folder: Path, device: str) -> Note | None:
        """The note about a device; None if there is none or a power cut left half of one."""
        try:
            return msgspec.json.decode(_file(folder, device).read_bytes(), type=Note)
        except (OSError, ValueError, msgspec.MsgspecError):
            return None

    @staticmethod
    def forget(folder: Path, device: str) -> None:
        """Remove the note about a device that has gone."""
        _file(folder, device).unlink(missing_ok=True)

    def write(self, folder: Path, device: str) -> None:
        """Put it in place of the one before. If that fails, the older one says less, not wrong."""
        file = _file(folder, device)
        fresh = file.with_suffix(".seen.new")
        opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "wb") as out:
            out.write(self._padded)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)

    def jot(self, folder: Path, device: str) -> None:
        """Write over it without waiting for the disk: enough for all but a power cut."""
        with _file(folder, device).open("r+b", buffering=0) as out:
            out.write(self._padded)

    @property
    def _padded(self) -> bytes:
        return msgspec.json.encode(self).ljust(LENGTH)


class _Copied(Struct):
    device: str = ""


def copied_further(folder: Path, device: str, events: int) -> bool:
    """Whether a backup beside the file holds more events of this device's life than the file."""
    for note in [*folder.glob("backups/*.json")]:
        count = note.stem.rpartition("-")[2]
        if count.isdigit() and int(count) > events:
            with contextlib.suppress(OSError, ValueError, msgspec.MsgspecError):
                if msgspec.json.decode(note.read_bytes(), type=_Copied).device == device:
                    return True
    return False


def _file(folder: Path, device: str) -> Path:
    return folder / f"{device}.seen"
