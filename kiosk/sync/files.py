"""Files on sticks and in shared folders, which may be pulled out between any two bytes.

A file is written under a temporary name, made durable and then renamed, so that a name without
`.part` is whole, or as whole as the stick kept it: readers look at the contents too.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from pathlib import Path
from typing import BinaryIO, Final

from kiosk.store.keys import sync_folder
from kiosk.sync.trouble import SyncCode, SyncTrouble

PART: Final = ".part"
RESERVE: Final = 65_536
"""Bytes left free on a stick: its own tables need room too."""
_CODES: Final[dict[int, SyncCode]] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "read-only",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
}
_WINDOWS: Final[dict[int, SyncCode]] = {
    19: "read-only",
    21: "gone",
    32: "gone",  # another program looks at it; the next round comes again
    39: "full",
    112: "full",
}
_NO_FOLDER_SYNC: Final = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES}


class Files:
    """The files below one folder; every trouble with them is a SyncTrouble."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def there(self) -> bool:
        """Whether the folder can be reached now."""
        try:
            return self.root.is_dir()
        except OSError:
            return False

    def read(self, place: str, limit: int) -> bytes | None:
        """A file's bytes; None if it is not there or longer than `limit`."""
        try:
            with (self.root / place).open("rb") as file:
                found = file.read(limit + 1)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            raise trouble(error) from error
        return found if len(found) <= limit else None

    def names(self, place: str) -> tuple[str, ...]:
        """The names in a folder, sorted; none if it is not there."""
        try:
            return tuple(sorted(file.name for file in (self.root / place).iterdir()))
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise trouble(error) from error

    def write(self, place: str, content: bytes) -> None:
        """Put a file in place, durable at return; what stood there is replaced, or stays whole."""
        file = self.root / place
        part = file.with_name(file.name + PART)
        try:
            if not self.root.is_dir():
                raise SyncTrouble("gone")
            file.parent.mkdir(parents=True, exist_ok=True)
            if shutil.disk_usage(file.parent).free < len(content) + RESERVE:
                raise SyncTrouble("full")
            with self.opened(part) as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            part.replace(file)
            self._sync(file.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise trouble(error) from error

    def opened(self, part: Path) -> BinaryIO:
        """A new file to write into."""
        return part.open("wb")

    def remove(self, place: str) -> None:
        """Take a file away; it need not be there."""
        try:
            (self.root / place).unlink(missing_ok=True)
        except OSError as error:
            raise trouble(error) from error

    def _sync(self, folder: Path) -> None:
        try:
            sync_folder(folder)
        except OSError as error:  # some network folders and sticks cannot, and do it by themselves
            if error.errno not in _NO_FOLDER_SYNC:
                raise


def trouble(error: OSError) -> SyncTrouble:
    """What an OSError says about the stick or folder."""
    if isinstance(error, TimeoutError):
        return SyncTrouble("slow")
    code = _WINDOWS.get(getattr(error, "winerror", None) or -1) or _CODES.get(error.errno or -1)
    return SyncTrouble(code or "gone")
