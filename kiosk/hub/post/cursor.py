"""Where a kiosk's questions about its learners go on. Pure.

A cursor is the kiosk's to keep and the agency's to understand: up to which line everything was sent
(`reached`) of the learners asked for so far (`known`, by short digests, since a cursor must stay
small), and how far those who were new in the list have caught up with them (`caught`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

SHORT: Final = 4
MOST_KNOWN: Final = 600
"""With more learners, only a digest of the whole list fits in: another list starts again."""


class Cursor(Struct, frozen=True):
    """All sent up to `reached` of the `known`; of the new ones (their `digest`) up to `caught`."""

    reached: int = 0
    caught: int = 0
    digest: str = ""
    known: frozenset[bytes] | str = frozenset()

    def written(self) -> str:
        """As the kiosk keeps it."""
        known = self.known
        said = known if isinstance(known, str) else _coded(b"".join(sorted(known)))
        return f"1.{self.reached}.{self.caught}.{self.digest}.{said}"

    def parted(self, learners: Iterable[bytes]) -> tuple[list[bytes], list[bytes]]:
        """Learners known to it, and those that are new."""
        asked = sorted(set(learners))
        if isinstance(self.known, str):
            return (asked, []) if self.known == named(asked) else ([], asked)
        known = self.known
        return [x for x in asked if short(x) in known], [x for x in asked if short(x) not in known]


def read(text: str) -> Cursor:
    """A cursor from text of any origin; what is none starts from the beginning."""
    try:
        form, reached, caught, digest, said = text.split(".")
        known = said if said.startswith("=") else _decoded(said)
        if form != "1" or not 0 <= int(caught) <= int(reached) < 1 << 62:
            return Cursor()
        return Cursor(int(reached), int(caught), digest, known)
    except (ValueError, binascii.Error):
        return Cursor()


def known_of(learners: Iterable[bytes]) -> frozenset[bytes] | str:
    """How a cursor says whom it knows."""
    asked = sorted(set(learners))
    return named(asked) if len(asked) > MOST_KNOWN else frozenset(map(short, asked))


def short(learner: bytes) -> bytes:
    """A learner in a cursor."""
    return hashlib.blake2b(learner, digest_size=SHORT).digest()


def named(learners: Iterable[bytes]) -> str:
    """A list of learners in a few characters."""
    return "=" + _coded(hashlib.blake2b(b"".join(sorted(learners)), digest_size=12).digest())


def _coded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _decoded(text: str) -> frozenset[bytes]:
    content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    return frozenset(content[n : n + SHORT] for n in range(0, len(content), SHORT))
