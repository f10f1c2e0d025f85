"""What is wrong with what a client sent, and the two versions of the standard it may speak."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Version = Literal["1.0.3", "2.0.0"]


class Fault(Struct, frozen=True):
    """One broken rule: `where` is a path such as actor.mbox, `why` one English sentence."""

    where: str
    why: str
