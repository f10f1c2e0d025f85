"""Terms: what statements are found by, each as one 64-bit number.

A keyed hash of kind and text, so that no table of texts has to be asked or filled while statements
come in. Two texts with the same number would be found together: by accident not before thousands
of millions of them, on purpose not without the key, which never leaves the hub.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

Kind = Literal["agent", "related-agent", "authority", "verb", "activity", "related-activity", "reg"]
"""An agent that is only related, or only the authority, has those terms and not the first."""

KEY_BYTES: Final = 32


class Terms(Struct, frozen=True):
    """Makes the terms of one hub."""

    key: bytes

    def of(self, kind: Kind, text: str) -> int:
        """Signed, as databases keep 64 bits."""
        return _term(self.key, kind, text)


@lru_cache(maxsize=16_384)
def _term(key: bytes, kind: str, text: str) -> int:
    words = text.encode("utf-8", "surrogatepass")
    found = hashlib.blake2b(words, digest_size=8, key=key, person=kind.encode())
    return int.from_bytes(found.digest(), "big", signed=True)
