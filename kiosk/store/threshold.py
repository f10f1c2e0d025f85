"""What every opening of the file begins with. It is light: mending itself is loaded when needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.store import swap
from kiosk.store.folder import FILE
from kiosk.store.note import Note
from kiosk.store.opening import is_old, left_log


@dataclass(frozen=True)
class Threshold:
    """The file of one data folder, still closed."""

    data: Path
    now: Callable[[], int]

    def needed(self) -> bool:
        """Whether a check in an earlier run found damage, or there is no file where there was one.

        Both stay so until it is mended.
        """
        file = self.data / FILE
        gone = not file.exists() or file.stat().st_size == 0
        return (self.data / swap.MARK).exists() or (gone and self._had_begun())

    def _had_begun(self) -> bool:
        """What only a kiosk leaves that had begun."""
        return any(self.noted().values()) or any((self.data / swap.COPIES).glob("*.json"))

    def noted(self) -> dict[str, int]:
        """How far the notes beside the file say that its devices had come."""
        notes = {part.stem: Note.read(self.data, part.stem) for part in self.data.glob("*.seen")}
        return {device: note.seq for device, note in notes.items() if note is not None}

    def go_on(self) -> None:
        """Finish what a power cut interrupted; copy what the opening of the file would change.

        That is an older form of the file, and the write-ahead log that a killed kiosk left: SQLite
        reads it to its first fault and forgets the rest.
        """
        swap.finish(self.data)
        file, log = self.data / FILE, self.data / f"{FILE}-wal"
        if file.exists() and is_old(file):
            swap.put_aside(self.data, self.now())
        if log.exists() and log.stat().st_size:
            try:
                swap.copy(log, left_log(self.data))
            except OSError:  # a full disk: SQLite alone has to do
                self.opened()

    def opened(self) -> None:
        """The file is whole: what was copied before it was opened may go."""
        left_log(self.data).unlink(missing_ok=True)
