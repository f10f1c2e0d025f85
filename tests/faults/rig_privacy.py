"""Looking for a person: invented people with words nobody else would use, and a search for them."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct, structs

LETTERS = "bcdfghjklmnpqrstvwxz"
SLICE = 48
"""Bytes of a compressed page by which it is found again; pages share their letters' shapes."""


class Invented(Struct, frozen=True):
    """A person, and what they alone write; no word of it stands anywhere else."""

    nip: str
    name: str
    rank: str
    position: str
    note: str
    comment: str
    answer: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must be found nowhere but in the file."""
        return tuple(word for word in structs.astuple(self) if word)


def invent(chance: random.Random) -> Invented:
    """A person by chance: a sound NIP, and words of rare letters."""

    def word() -> str:
        return "".join(chance.choice(LETTERS) for _ in range(9)).capitalize()

    born = f"{chance.randint(1961, 1999)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    nip = f"{born}2020{chance.randint(1, 12):02d}{chance.randint(1, 2)}{chance.randint(1, 999):03d}"
    words = [word() for _ in range(6)]
    return Invented(nip, f"{words[0]} {words[0][::-1].capitalize()}", *words[1:])


def forms(secret: str) -> Iterator[bytes]:
    """How a word may lie in bytes: plain, two-byte, hex, base64; a NIP also in groups."""
    spelt = [secret]
    if secret.isdigit():
        spelt.append(f"{secret[:8]} {secret[8:14]} {secret[14]} {secret[15:]}")
    for text in spelt:
        plain = text.encode()
        yield from (plain, plain.lower(), text.encode("utf-16-le"), plain.hex().encode())
        for shift in range(3):  # the letters of base64 depend on where in a triple a word begins
            yield base64.b64encode(bytes(shift) + plain)[4:-4]


def pieces(page: bytes, others: Iterable[bytes]) -> tuple[bytes, ...]:
    """Parts of a compressed page that no other has: its letters are drawn, not to be read."""
    there = b"".join(others)
    parts = (page[at : at + SLICE] for at in range(0, len(page) - SLICE, SLICE))
    return tuple(part for part in parts if part not in there)


class Search:
    """Looks for needles in bytes and names, and remembers what it looked through."""

    def __init__(self, needles: Iterable[bytes]) -> None:
        self.needles = tuple(dict.fromkeys(n for n in needles if len(n) >= 8))
        self.files = self.bytes = 0
        self.found: list[str] = []

    def text(self, where: str, content: bytes) -> None:
        """Look through some bytes, in letters as they are and in small ones."""
        self.files += 1
        self.bytes += len(content)
        small = content.lower()
        self.found += [where for n in self.needles if n in content or n in small]

    def folder(self, folder: Path, but: Iterable[str] = ()) -> None:
        """Look through all files below a folder, and their names; `but` are endings left out."""
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder.parent).as_posix()
            self.found += [name for n in self.needles if n in name.lower().encode()]
            if path.is_file() and not name.endswith(tuple(but)):
                self.text(name, path.read_bytes())
