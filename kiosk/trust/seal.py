"""The PDF's own seal: the kiosk's signature over all bytes of the file but those of the seal.

The seal is 88 letters of base64 (64 bytes, Ed25519, RFC 8032) in the file's XMP metadata, which is
not compressed: <dermaga:seal>…</dermaga:seal>. Until it is sealed, and for what is signed, its
letters are all "A"; so the length of the file and every place in it stay as they are.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from kiosk.parcel.signature import signed_by

DOMAIN: Final = b"dermaga pdf seal 1\n"
LETTERS: Final = 88
OPEN, CLOSE = b"<dermaga:seal>", b"</dermaga:seal>"
PLACEHOLDER: Final = OPEN + b"A" * LETTERS + CLOSE
"""What the page writes into the metadata, once."""
_SEAL: Final = re.compile(re.escape(OPEN) + rb"([A-Za-z0-9+/=]{%d})" % LETTERS + re.escape(CLOSE))
_END: Final = re.compile(rb"%%EOF(?:\r\n|\r|\n)?")
_MOST_ENDS: Final = 32
"""Ends of file that are tried: one for each time a file was added to."""
State: TypeAlias = Literal["whole", "extended", "broken", "none"]


def sealed(pdf: bytes, sign: Callable[[bytes], bytes]) -> tuple[bytes, str]:
    """The file with its seal, and the seal. ValueError unless the placeholder is there, once."""
    if pdf.count(OPEN) != 1 or pdf.count(PLACEHOLDER) != 1:
        raise ValueError(OPEN)
    seal = base64.b64encode(sign(DOMAIN + pdf)).decode()
    return with_seal(pdf, seal), seal


def with_seal(pdf: bytes, seal: str) -> bytes:
    """The file with a seal made earlier; as it is if there is no place or the seal is none."""
    if len(seal) != LETTERS or not seal.isascii():
        return pdf
    return pdf.replace(PLACEHOLDER, OPEN + seal.encode() + CLOSE, 1)


def seal_state(pdf: bytes, public: bytes) -> State:
    """Whether the holder of the key sealed the file as it is.

    "extended": what was sealed is whole, and something was added behind it, as a signature by PAdES
    adds itself; only whoever looks at that can tell what the pages show now. "broken": bytes were
    changed, or another key sealed it. "none": there is no seal at all, or only its empty place.
    """
    seals = _SEAL.findall(pdf)
    if not seals or seals == [b"A" * LETTERS]:
        return "none"
    if _holds(pdf, public):
        return "whole"
    for place, end in enumerate(_END.finditer(pdf)):
        if place == _MOST_ENDS:
            break
        for cut in {end.end(), end.start() + len(b"%%EOF")}:
            if cut < len(pdf) and _holds(pdf[:cut], public):
                return "extended"
    return "broken"


def _holds(pdf: bytes, public: bytes) -> bool:
    found = _SEAL.findall(pdf)
    if len(found) != 1:
        return False
    try:
        signature = base64.b64decode(found[0], validate=True)
    except binascii.Error:
        return False
    if base64.b64encode(signature) != found[0]:  # other letters of the same bytes
        return False
    return signed_by(public, DOMAIN + _SEAL.sub(PLACEHOLDER, pdf), signature)
