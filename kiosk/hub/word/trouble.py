"""Why the word was not written, as the room's one error."""

from __future__ import annotations

from typing import Literal, TypeAlias

Code: TypeAlias = Literal[
    "busy",
    "foreign-there",
    "key-away",
    "name",
    "newer-there",
    "not-begun",
    "target-lost",
    "too-large",
]


class WriterTrouble(Exception):
    """The word was not written or not carried.

    `code`: "not-begun", "busy" (another process is writing), "key-away" (its file is not here),
    "name" (no file of the word has that name), "too-large", "target-lost" (a file of the word is
    gone: say it again); of a stick "foreign-there" (the word
    of another agency lies on it), "newer-there" (a newer one of this agency).
    """

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code
