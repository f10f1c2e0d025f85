"""What a whole reading of the agency's word found, noted so that the same word need not be read.

Most rounds meet the word they met before. TUF's client takes 12 MiB and 0.2 s to say so, and Python
gives nothing back. So whoever read a word to its end notes under which bytes of `timestamp.json`
and which root that was; where a way shows the very same bytes and no later root, TUF's client would
come to the very same end (an equal timestamp ends its workflow, 5.4.3 of the specification) and is
not loaded. All else is its work: no signature is judged here, and nothing new is ever taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct

There: TypeAlias = Callable[[str, int], bytes | None]
"""A file of a way by its path in the word, and bytes at most; None where it is not there."""
_FILE: Final = "seen"
_TIMESTAMP: Final = "timestamp.json"
_MOST: Final = 1 << 16


class Seen(Struct, frozen=True):
    """A word that was read to its end, with every file of it that is ours at hand then.

    `timestamp`: SHA-256 (hex) of its bytes; `root`: the number of the newest root trusted;
    `reader`: the program and device that read it, as others look at other files. `expires` and
    `said` in UTC ms.
    """

    timestamp: str
    root: int
    reader: str
    version: int
    expires: int
    said: int
    hashes: Mapping[str, str]


def shown_timestamp(trusted: Path) -> str:
    """The hash of what TUF's client trusts in its folder; empty if there is nothing."""
    try:
        return hashlib.sha256((trusted / _TIMESTAMP).read_bytes()).hexdigest()
    except OSError:
        return ""


def note(trusted: Path, seen: Seen) -> None:
    """Keep it beside what is trusted. Where that fails, the word is read once more."""
    part = trusted / f"{_FILE}.part"
    with suppress(OSError):
        part.write_bytes(msgspec.json.encode(seen))
        part.replace(trusted / _FILE)


def seen_again(trusted: Path, reader: str, there: There) -> Seen | None:
    """What was noted, if that is what a way shows now; raises what `there` raises."""
    try:
        seen = msgspec.json.decode((trusted / _FILE).read_bytes(), type=Seen)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if seen.reader != reader or seen.timestamp != shown_timestamp(trusted):
        return None
    shown = there(f"metadata/{_TIMESTAMP}", _MOST)
    if shown is None or hashlib.sha256(shown).hexdigest() != seen.timestamp:
        return None
    later = there(f"metadata/{seen.root + 1}.root.json", _MOST)
    return seen if later is None else None
