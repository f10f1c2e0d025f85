"""Asking a time-stamp server or a place of revocation lists by HTTP."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from kiosk.certificate.signature_trouble import ServerCode, SignTrouble
from kiosk.wire.trouble import SyncTrouble
from kiosk.wire.wire import Wire

SECONDS: Final = 30.0
MOST_STAMP, MOST_LIST = 100_000, 20_000_000
"""Bytes of an answer: a time stamp, and a large authority's revocation list."""
_OK: Final = 200
_CODES: Final[dict[str, ServerCode]] = {
    "slow": "server-slow",
    "strange": "server-strange",
    "foreign": "server-foreign",
    "clock": "server-foreign",
}


def ask(url: str, body: bytes | None, kind: str) -> bytes:
    """Post a body of this media type, or fetch if there is none. Raises SignTrouble "server-…".

    What it says of the address is without the name and password that may stand in it.
    """
    parts = urlsplit(url)
    shown = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    try:
        wire = Wire(f"{parts.scheme}://{parts.netloc}", all_seconds=SECONDS)
        try:
            if body is None:
                answer = wire.ask("GET", path, MOST_LIST)
            else:
                told = {"content-type": kind}
                answer = wire.ask("POST", path, MOST_STAMP, body=body, headers=told)
        finally:
            wire.close()
    except SyncTrouble as trouble:
        raise SignTrouble(_CODES.get(trouble.code, "server-away"), shown) from trouble
    if answer.status != _OK:
        raise SignTrouble("server-strange", f"{shown} (HTTP {answer.status})")
    return answer.body
