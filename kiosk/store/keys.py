"""A device's own key: an Ed25519 seed in a file that only its owner may read."""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from pathlib import Path

SEED_BYTES = 32
_CHECK_BYTES = 8
PRIVATE = 0o600


class DeviceKey:
    """Signs checkpoints (Ed25519, RFC 8032) and seals rows (keyed BLAKE2b, RFC 7693)."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        self.seal_key = hashlib.blake2b(seed, digest_size=32, person=b"dermaga seal").digest()

    @cached_property
    def public(self) -> bytes:
        """The 32 bytes by which anyone can check a signature."""
        from nacl.signing import SigningKey

        return bytes(SigningKey(self._seed).verify_key)

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        from nacl.signing import SigningKey

        return bytes(SigningKey(self._seed).sign(message).signature)

    def unseal(self, content: bytes) -> bytes:
        """What was sealed to this device. Raises ParcelTrouble "foreign" if it was to another."""
        from kiosk.parcel.sealing import unsealed_by_device

        return unsealed_by_device(content, self._seed)


def key_file(folder: Path, device: str) -> Path:
    """Where the key of a device lies."""
    return folder / f"{device}.key"


def read_key(folder: Path, device: str) -> DeviceKey | None:
    """The key of a device; None if its file is missing or damaged."""
    try:
        kept = key_file(folder, device).read_bytes()
    except (OSError, ValueError):  # a damaged name may hold what no file name can
        return None
    seed = kept[:SEED_BYTES]
    return DeviceKey(seed) if kept == seed + _check(seed) and len(seed) == SEED_BYTES else None


def write_key(folder: Path, device: str, seed: bytes) -> DeviceKey:
    """Keep a new key, on disk at return."""
    file = key_file(folder, device)
    fresh = file.with_suffix(".key.new")
    opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
    with os.fdopen(opened, "wb") as out:
        out.write(seed + _check(seed))
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
    sync_folder(folder)
    return DeviceKey(seed)


def forget_key(folder: Path, device: str) -> None:
    """Remove a device's key once another has taken its place."""
    key_file(folder, device).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a renamed file's new name durable; Windows does that by itself (NTFS journal)."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _check(seed: bytes) -> bytes:
    """Tells a flipped bit in the file from another key."""
    return hashlib.blake2b(seed, digest_size=_CHECK_BYTES, person=b"dermaga check").digest()
