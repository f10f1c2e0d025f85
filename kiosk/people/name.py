"""A person's name for comparison: degrees, titles, letter case and signs aside."""

from __future__ import annotations

import re
from typing import Final

_TITLES: Final = frozenset({
    "dr", "drs", "dra", "drg", "drh", "ir", "h", "hj", "prof", "apt", "ns", "r", "kh", "ust",
})  # fmt: skip


def name_key(name: str) -> str:
    """The bare name: "Dr. Ir. H. Andi Contoh, S.Sos., M.AP." is "andi contoh".

    Degrees stand behind the first comma. A name that is nothing but titles stays as it is.
    """
    before, _, _ = name.casefold().partition(",")
    words = re.findall(r"[^\W_]+", before.replace("'", ""))
    bare = list(words)
    while bare and bare[0] in _TITLES:
        bare.pop(0)
    return " ".join(bare or words)


def called(name: str) -> str:
    """A name that its owner knows, others hardly: "Dr. Andi Putra Contoh, S.E." is "Andi P. C.".

    The first word of the bare name, then initials; numbers stay as they are.
    """
    before, _, _ = name.partition(",")
    words = re.findall(r"[^\W_]+", before.replace("'", ""))
    while len(words) > 1 and words[0].casefold() in _TITLES:
        words.pop(0)
    rest = (word if word.isdigit() else f"{word[0].upper()}." for word in words[1:])
    return " ".join((*words[:1], *rest))
