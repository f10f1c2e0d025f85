"""The agency's people as the hub keeps them: `people.json` in its folder, for its user alone.

Kept because a kiosk that is paired later gets its roster too, and because an activation code counts
until it is used, whatever list comes next. Codes themselves are kept nowhere, only their hashes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct, structs

from kiosk.hub.word.files import PART, PRIVATE, write
from kiosk.hub.word.people import Read
from kiosk.parcel.word import Person

FILE: Final = "people.json"
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Of activation codes, as a kiosk makes them: none that looks like another. 32, so a byte fits."""
CODE_LENGTH: Final = 8
_MEMORY: Final = 19 * 1024


class Kept(Struct, frozen=True):
    """All people of the agency, as said last."""

    people: tuple[Person, ...] = ()
    form: int = 1


class KeptTrouble(Exception):
    """people.json is there, but cannot be read; nothing was changed."""


class Change(Struct, frozen=True):
    """What a new list does: everyone there will be, and how many are new, other and gone."""

    people: tuple[Person, ...]
    new: int
    changed: int
    gone: int


def people(folder: Path) -> tuple[Person, ...] | None:
    """Everyone the agency said; None if it never said anyone. Raises KeptTrouble."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Kept).people
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise KeptTrouble from error


def keep(folder: Path, everyone: Iterable[Person]) -> None:
    """Put the list in its place: after a power cut it is the old one or the new one."""
    place(folder / FILE, msgspec.json.encode(Kept(tuple(everyone)), order="sorted"))


def place(file: Path, body: bytes) -> None:
    """Write a file that its user alone may read, on disk at return."""
    file.with_name(file.name + PART).unlink(missing_ok=True)  # else its mode would stay
    write(file, body, PRIVATE)


def joined(before: Iterable[Person], read: Read) -> Change:
    """The new list over the old one; secrets, and an id once given, stay with their NIP.

    Whoever is not named any more is gone, but not while a row is refused: it may have meant them.
    """
    known = {person.nip: person for person in before}
    after = {person.nip: _with_secrets(person, known) for person in read.people}
    left = {nip: person for nip, person in known.items() if nip not in after}
    if read.faults:
        after |= left
    return Change(
        tuple(after[nip] for nip in sorted(after)),
        new=len(after.keys() - known.keys()),
        changed=sum(after[nip] != known[nip] for nip in after.keys() & known.keys()),
        gone=0 if read.faults else len(left),
    )


def _with_secrets(person: Person, known: Mapping[str, Person]) -> Person:
    old = known.get(person.nip)
    if old is None:
        return person
    return structs.replace(person, id=old.id, pin=old.pin, code=old.code, reset=old.reset)


def coded(
    everyone: Iterable[Person], chance: Callable[[int], bytes]
) -> tuple[tuple[Person, ...], dict[str, str]]:
    """Give an activation code to each who has neither code nor PIN; the codes by NIP.

    A hash takes about 60 ms on an old office PC, so they are made on all its cores.
    """
    people = tuple(everyone)
    fresh = {x.nip: _code(chance(CODE_LENGTH)) for x in people if not x.code and not x.pin}
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        hashes = dict(zip(fresh, cores.map(hashed, fresh.values()), strict=True))
    with_codes = (structs.replace(x, code=hashes.get(x.nip, x.code)) for x in people)
    return tuple(with_codes), fresh


def hashed(code: str) -> str:
    """An activation code as a kiosk keeps it (argon2id, as in `kiosk.store.secret`)."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=_MEMORY, parallelism=1).hash(code)


def _code(drawn: bytes) -> str:
    return "".join(LETTERS[byte % len(LETTERS)] for byte in drawn)
