"""The agency's signature of one packed course, for a file that goes by hand without a repository.

It says whose course it is, which one, in which version, and of which bytes. That nothing newer was
kept back only a repository can say (see `kiosk.sync.word`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

from msgspec import Struct, structs

from kiosk.parcel import sealing
from kiosk.parcel.forms import FORM, Agency
from kiosk.parcel.signature import signed_by
from kiosk.parcel.trouble import ParcelTrouble

SUFFIX: Final = ".dermaga.json"
"""Put after the name of the packed course's file."""
MOST: Final = 1 << 14
"""Bytes of a signature's file."""
_DOMAIN: Final = b"dermaga course 1\n"


class CourseSeal(Struct, frozen=True):
    """What is signed, and by whom. `sha256` in hex, `at` in UTC ms."""

    agency: Agency
    course: str
    version: str
    sha256: str
    size: int
    at: int
    signature: bytes = b""
    form: int = FORM


def sealed(
    packed: bytes, named: tuple[str, str], agency: Agency, sign: Callable[[bytes], bytes], at: int
) -> bytes:
    """The file of a signature; `named` are the course's id and version."""
    sha256 = hashlib.sha256(packed).hexdigest()
    bare = CourseSeal(agency, *named, sha256, len(packed), at)
    return sealing.written(structs.replace(bare, signature=sign(_message(bare))))


def opened(kept: bytes) -> CourseSeal:
    """What a file claims, signed by the agency it names.

    Raises ParcelTrouble "strange" (no such form), "newer" (of a later program) and "forged".
    """
    found = sealing.read(kept, CourseSeal)
    if not signed_by(found.agency.sign, _message(found), found.signature):
        raise ParcelTrouble("forged")
    return found


def is_of(seal: CourseSeal, packed: bytes) -> bool:
    """Whether these are the bytes that were signed."""
    return hashlib.sha256(packed).hexdigest() == seal.sha256


def _message(seal: CourseSeal) -> bytes:
    return _DOMAIN + sealing.canonical(structs.replace(seal, signature=b""))
