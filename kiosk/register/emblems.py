"""Which emblem a certificate bears: the agency's where its word decides one, else the kiosk's own.

Pictures are kept by their SHA-256, for all that was issued with them, here or elsewhere.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from kiosk.parcel.emblem import Emblems
from kiosk.store import Store
from kiosk.store.revoked import WORD

EMBLEM: Final = "emblem"
"""Kind of the documents that are pictures; of the agency's word, name of the one that tells which
is decided."""


def taken(store: Store, said: Emblems) -> None:
    """Keep what the agency says; pictures that it does not send any more stay."""
    names = [_kept(store, picture) for picture in said.pictures]
    store.keep(WORD, EMBLEM, "\n".join((said.now, *names)).encode())


def decided(store: Store) -> str:
    """The SHA-256 (hex) of the agency's emblem; "" where it decides none."""
    return (store.document(WORD, EMBLEM) or b"").decode().partition("\n")[0]


def are_there(store: Store) -> bool:
    """Whether all that the agency said is still here: a damaged file may have lost pictures."""
    body = store.document(WORD, EMBLEM)
    return body is not None and set(body.decode().split("\n")[1:]) <= set(store.names_of(EMBLEM))


def to_print(store: Store, own: str) -> str:
    """The SHA-256 of the picture to print, kept for all reprints; "" without one.

    `own` is the path of this kiosk's own. One that is gone or cannot be read is left out: nobody
    is refused a certificate for it.
    """
    name = decided(store)
    if name and store.document(EMBLEM, name) is not None:
        return name
    picture = _own(own)
    return "" if picture is None else _kept(store, picture)


def picture_to_print(store: Store, own: str) -> bytes | None:
    """The picture itself, as for a sample; nothing is kept."""
    name = decided(store)
    return (store.document(EMBLEM, name) if name else None) or _own(own)


def _kept(store: Store, picture: bytes) -> str:
    name = hashlib.sha256(picture).hexdigest()
    if store.document(EMBLEM, name) is None:
        store.keep(EMBLEM, name, picture)
    return name


def _own(file: str) -> bytes | None:
    if not file:
        return None
    try:
        stat = Path(file).stat()
    except OSError:
        return None
    return _prepared(file, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=2)
def _prepared(file: str, _changed: int, _size: int) -> bytes | None:
    """As it is printed; made small once for each state of the file (20 ms)."""
    from kiosk.certificate.emblem import prepared_emblem

    return prepared_emblem(Path(file))
