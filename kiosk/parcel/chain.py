"""Each event carries the hash of the one before it, so a changed or missing one is noticed."""

from __future__ import annotations

import hashlib

START = bytes(32)


def commitment(salt: bytes | None, owner: bytes | None, body: bytes) -> bytes:
    """What the chain keeps of an event's owner and body: 32 bytes that tell nothing of either.

    Owner and body can so be erased by law (UU 27/2022) while the chain still holds; the salt, which
    goes with them, keeps anyone from guessing them. An erased event (`salt` None) has its
    commitment in place of its body.
    """
    if salt is None:
        return body
    whose = b"\0" if owner is None else b"\1" + owner
    return hashlib.sha256(salt + whose + body).digest()


def header(  # noqa: PLR0913, PLR0917 - the columns of a row
    device: str, seq: int, event_id: bytes, kind: str, at: int, clock: int
) -> bytes:
    """What stays readable of every event, in one fixed form."""
    return f"{device}\n{seq}\n{event_id.hex()}\n{kind}\n{at}\n{clock}".encode()


def link(before: bytes, head: bytes, committed: bytes) -> bytes:
    """The hash of an event: of the one before, its header, and its commitment."""
    return hashlib.sha256(before + head + committed).digest()


def checkpoint(device: str, seq: int, hashed: bytes) -> bytes:
    """What a device signs to vouch for its chain up to `seq`; no other signature is alike."""
    return f"dermaga checkpoint 1\n{device}\n{seq}\n{hashed.hex()}".encode()
