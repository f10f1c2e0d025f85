"""The TLS certificate of an agency's own hub: looked at, kept in the data folder, believed alone.

Without one the authorities of this computer's system are believed.
"""

from __future__ import annotations

import re
import ssl
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.learning.trouble import NotAllowed
from kiosk.store import StoreTrouble
from kiosk.store.keys import sync_folder
from kiosk.sync.files import Files
from kiosk.sync.trouble import SyncTrouble

FILE: Final = "hub-ca.pem"
MOST: Final = 1 << 18
"""Bytes of a file with certificates; a chain has some thousand."""
SUFFIXES: Final = (".pem", ".crt", ".cer", ".der")
_PEM: Final = re.compile(rb"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----")


def certificates_in(raw: bytes) -> bytes:
    """The certificates of a PEM or DER file, as PEM; nothing else of it, so never a key.

    Refuses "ca-none" where there is none that can be read, and "ca-large" above `MOST` bytes.
    """
    if len(raw) > MOST:
        raise NotAllowed("ca-large")
    found = _PEM.findall(raw)
    try:
        if not found and b"-----BEGIN" not in raw:
            found = [ssl.DER_cert_to_PEM_cert(raw).strip().encode()]
        kept = b"\n".join(found) + b"\n"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cadata=kept.decode())
    except (ssl.SSLError, ValueError) as error:
        raise NotAllowed("ca-none") from error
    if not context.cert_store_stats()["x509"]:
        raise NotAllowed("ca-none")
    return kept


def keep_authority(data: Path, raw: bytes) -> str:
    """Keep a file's certificates; the path to name. Refuses as `certificates_in`.

    Raises StoreTrouble "full" and "read-only".
    """
    kept = certificates_in(raw)
    try:
        Files(data).write(FILE, kept)
    except SyncTrouble as trouble:
        raise StoreTrouble("full" if trouble.code == "full" else "read-only") from trouble
    return authority(data)


def authority(data: Path) -> str:
    """The path of what is kept; empty if nothing is."""
    file = data / FILE
    return str(file.resolve()) if file.is_file() else ""


def forget_authority(data: Path) -> None:
    """Believe the system's authorities again. Raises OSError."""
    (data / FILE).unlink(missing_ok=True)
    with suppress(OSError):
        sync_folder(data)
