"""A zip file of strangers (.docx, .xlsx): bounded in number and size, whatever its index says."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from kiosk.catalog.exchange.trouble import Unreadable
from kiosk.catalog.exchange.xml_tree import Node, read_xml

_MOST_PARTS: Final = 5_000
_MOST_PART: Final = 20_000_000
_MOST_ALL: Final = 80_000_000
_BROKEN: Final = "Berkas rusak. Simpan ulang dari program asalnya, lalu impor lagi."
_TOO_LARGE: Final = "Isi berkas terlalu besar. Perkecil gambarnya atau pecah berkasnya."


class Archive:
    """The parts of one file, read one by one."""

    def __init__(self, raw: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            self._names = set(self._zip.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, LookupError, NotImplementedError) as error:
            raise Unreadable(_BROKEN) from error
        if len(self._names) > _MOST_PARTS:
            raise Unreadable(_TOO_LARGE)
        self._left = _MOST_ALL

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name in self._names

    def part(self, name: str) -> bytes:
        """The bytes of a part; b"" if there is none. Raises Unreadable."""
        if name not in self._names:
            return b""
        most = min(_MOST_PART, self._left)
        try:
            with self._zip.open(name) as file:
                data = file.read(most + 1)
        except (
            zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, LookupError,
            NotImplementedError, RuntimeError, MemoryError,
        ) as error:  # fmt: skip # broken, with a password, or packed in another way
            raise Unreadable(_BROKEN) from error
        if len(data) > most:
            raise Unreadable(_TOO_LARGE)
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Node | None:
        """The tree of a part, or None if there is none. Raises Unreadable."""
        data = self.part(name)
        return read_xml(data) if data else None

    def targets(self, name: str) -> dict[str, str]:
        """The relations of a part: id to target."""
        root = self.xml(name)
        if root is None:
            return {}
        return {
            node.attrs.get("Id", ""): node.attrs.get("Target", "")
            for node in root
            if node.attrs.get("TargetMode") != "External"
        }
