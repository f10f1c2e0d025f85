"""What stands on the printed log of the office. Light: imports no PDF library."""

from __future__ import annotations

from msgspec import Struct

from kiosk.certificate.letter_facts import Heading


class LogLine(Struct, frozen=True):
    """A line of the log in words; `undone`: it was taken back later."""

    moment: str
    who: str
    sentence: str
    on: str = ""
    reason: str = ""
    undone: bool = False


class Proof(Struct, frozen=True):
    """How far the chain of this device goes, so that a later reader can compare.

    `hash` and `signature` in hex; `sound`: the whole file was looked through, and is as written.
    """

    device: str
    events: int
    hash: str
    signature: str
    sound: bool


class LogFacts(Struct, frozen=True):
    """The newest lines of the log, of `total` that there are."""

    heading: Heading
    lines: tuple[LogLine, ...]
    proof: Proof
    total: int
