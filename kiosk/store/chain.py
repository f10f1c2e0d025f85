"""Each event carries the hash of the one before it, so a changed or missing one is noticed."""

from __future__ import annotations

import hashlib

START = bytes(32)


def link(before: bytes, header: bytes, body: bytes) -> bytes:
    """The hash of an event: of the one before, its header, and the hash of its body.

    The body counts by its hash only, so that a person's bodies can be erased by law
    (UU 27/2022) and the chain still holds.
    """
    return hashlib.sha256(before + header + hashlib.sha256(body).digest()).digest()


def header(*fields: str | int | bytes | None) -> bytes:
    """Device, seq, id, learner, kind, time and clock of an event, in one fixed form."""
    return b"\n".join(_spelt(field) for field in fields)


def _spelt(field: str | int | bytes | None) -> bytes:
    if field is None:
        return b""
    return field.hex().encode() if isinstance(field, bytes) else str(field).encode()
