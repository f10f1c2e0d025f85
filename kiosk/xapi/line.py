"""A line: one event of a device's log as it travels between kiosks and the agency."""

from __future__ import annotations

from msgspec import Struct


class Line(Struct, frozen=True):
    """An event with its place in the log. `learner` empty: nobody's. Times in UTC ms.

    `body` is the exact JSON that was recorded. Of an erased event `salt` is empty, `learner` too,
    and `body` is the 32 bytes by which the chain remembers it.
    """

    device: str
    seq: int
    id: str
    learner: str
    kind: str
    at: int
    clock: int
    salt: bytes
    body: bytes
    hash: bytes

    @property
    def erased(self) -> bool:
        """Whether only its place in the chain is left."""
        return not self.salt
