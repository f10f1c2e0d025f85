"""The agency's two keys for its word, each a file of its own (Ed25519, PKCS #8 PEM).

`root.key` signs what is said and who may say it; it may be taken away on a stick between two
publications. `online.key` only says which is the newest, every few days; it stays on the hub.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined]

from kiosk.hub.word.files import PRIVATE, write
from kiosk.hub.word.trouble import WriterTrouble

ROOT: Final = "root.key"
ONLINE: Final = "online.key"
_SEED: Final = 32


def drawn(chance: Callable[[int], bytes]) -> CryptoSigner:
    """A new key."""
    return CryptoSigner(Ed25519PrivateKey.from_private_bytes(chance(_SEED)))


def keep(file: Path, key: CryptoSigner) -> None:
    """Write a key's file, for this user alone."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write(file, key.private_bytes, PRIVATE)


def read(file: Path) -> CryptoSigner | None:
    """The key in a file; None if there is none."""
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except (OSError, ValueError):
        return None
    return CryptoSigner(key) if isinstance(key, Ed25519PrivateKey) else None


def next_of(file: Path) -> Path:
    """Where a key's successor lies until it takes its place."""
    return file.with_name(f"next-{file.name}")


def one_of(keyids: list[str], file: Path) -> CryptoSigner:
    """The key in a file or its successor, if it is one of those; else WriterTrouble "key-away"."""
    for place in (file, next_of(file)):
        key = read(place)
        if key is not None and key.public_key.keyid in keyids:
            return key
    raise WriterTrouble("key-away")
