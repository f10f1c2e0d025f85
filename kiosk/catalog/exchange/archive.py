"""A zip file of strangers (.docx, .xlsx) checked before python-docx or openpyxl sees its bytes.

Neither library bounds what it unpacks, and neither refuses a DOCTYPE. So what they get is an
archive of our own making: XML without DOCTYPE, pictures that a lesson shows, and nothing else.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kiosk.catalog.exchange.picture import ending
from kiosk.catalog.exchange.trouble import Unreadable
from kiosk.catalog.exchange.xml_tree import is_plain_xml
from kiosk.sheets import archive

_XML: Final = (".xml", ".rels", ".vml")  # of a name's end: _rels/.rels has no suffix
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_IS_STRICT: Final = (
    "Berkas ini berjenis Strict Open XML. Simpan sebagai .docx atau .xlsx biasa, lalu impor lagi."
)
_BROKEN: Final = "Berkas rusak. Simpan ulang dari program asalnya, lalu impor lagi."
_TOO_LARGE: Final = "Isi berkas terlalu besar. Perkecil gambarnya atau pecah berkasnya."


def vetted(raw: bytes) -> io.BytesIO:
    """The same parts in a new archive, at most 80 MB. Raises Unreadable.

    The strict form of Office files has names of its own, which neither library knows.

    A part that is neither XML nor a picture of ours becomes empty: the library must not read as
    XML, by an encoding of its own, what was not checked as XML here.
    """
    file = io.BytesIO()
    try:
        with zipfile.ZipFile(file, "w") as new:
            for name, data in archive.parts(raw, archive.Bounds()):
                if name == "_rels/.rels" and _STRICT in data:
                    raise Unreadable(_IS_STRICT)
                new.writestr(name, data if _is_known(name, data) else b"")
    except archive.TooLarge as error:
        raise Unreadable(_TOO_LARGE) from error
    except (archive.Broken, ValueError, MemoryError) as error:  # a name that cannot be written
        raise Unreadable(_BROKEN) from error
    file.seek(0)
    return file


def _is_known(name: str, data: bytes) -> bool:
    if name.lower().endswith(_XML):
        return is_plain_xml(data)
    try:
        return is_plain_xml(data) or bool(ending(data))
    except Unreadable:  # a drawing with a DOCTYPE, as drawing programs write it: left out alone
        return False


@contextmanager
def broken_means_unreadable(*more: type[Exception]) -> Iterator[None]:
    """Turns what the libraries raise for broken files into Unreadable.

    They do not check what they read: a missing part is a KeyError, a missing element an
    AttributeError, a word for a number a ValueError or TypeError, a part that is no XML a
    SyntaxError (lxml's and ElementTree's own errors are ones), a number without end an
    OverflowError. `more` are the errors that a library names itself.
    """
    kinds: tuple[type[Exception], ...] = (
        AttributeError, LookupError, OverflowError, SyntaxError, TypeError, ValueError,
        zipfile.BadZipFile, OSError, *more,
    )  # fmt: skip
    try:
        yield
    except kinds as error:
        raise Unreadable(_BROKEN) from error
