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
from kiosk.hub.word.people import Read, id_of, learner_id
from kiosk.parcel.word import Person

FILE: Final = "people.json"
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Of activation codes, as a kiosk makes them: none that looks like another. 32, so a byte fits."""
CODE_LENGTH: Final = 8
_MEMORY: Final = 19 * 1024


class Kept(Struct, frozen=True):
    """All people of the agency, as said last.

    `known_as`: of the erased whose NIP had been corrected, the id of that NIP and their own id. It
    names nobody, and a list with the right NIP does not bring them back by mistake.
    """

    people: tuple[Person, ...] = ()
    known_as: Mapping[str, str] = {}
    form: int = 1


class KeptTrouble(Exception):
    """people.json is there, but cannot be read; nothing was changed."""


class Change(Struct, frozen=True):
    """What a new list does: everyone there will be, and how many are new, other and gone.

    `corrected` of the changed have another NIP than before. `alike`: NIPs of the new who have name
    and unit of somebody gone; that may be a NIP corrected without a word.
    """

    people: tuple[Person, ...]
    new: int
    changed: int
    gone: int
    corrected: int = 0
    alike: tuple[str, ...] = ()


def people(folder: Path) -> tuple[Person, ...] | None:
    """Everyone the agency said; None if it never said anyone. Raises KeptTrouble."""
    found = read(folder)
    return None if found is None else found.people


def read(folder: Path) -> Kept | None:
    """What is kept; None if the agency never said anyone. Raises KeptTrouble."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Kept)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise KeptTrouble from error


def keep(folder: Path, everyone: Iterable[Person], known_as: Mapping[str, str]) -> None:
    """Put the list in its place: after a power cut it is the old one or the new one."""
    body = msgspec.json.encode(Kept(tuple(everyone), known_as), order="sorted")
    place(folder / FILE, body)


def place(file: Path, body: bytes) -> None:
    """Write a file that its user alone may read, on disk at return."""
    file.with_name(file.name + PART).unlink(missing_ok=True)  # else its mode would stay
    write(file, body, PRIVATE)


def joined(before: Kept, read: Read) -> Change:
    """The new list over the old one; secrets, and an id once given, stay with their person.

    Whoever is not named any more is gone, but not while a row is refused: it may have meant them.
    """
    known = {person.nip: person for person in before.people}
    after = {person.nip: _as_known(person, before, known, read.former) for person in read.people}
    former = {read.former[nip] for nip in after.keys() & read.former.keys()}
    left = {nip: person for nip, person in known.items() if nip not in after.keys() | former}
    fresh = after.keys() - known.keys()
    corrected = {nip for nip in fresh if read.former.get(nip) in known}
    gone = {} if read.faults else left
    alike = {(person.name, person.unit) for person in gone.values()}
    if read.faults:
        after |= left
    return Change(
        tuple(after[nip] for nip in sorted(after)),
        new=len(fresh - corrected),
        changed=sum(after[x] != known[x] for x in after.keys() & known.keys()) + len(corrected),
        gone=len(gone),
        corrected=len(corrected),
        alike=tuple(x for x in sorted(fresh) if (after[x].name, after[x].unit) in alike),
    )


def own_id(
    person: Person, before: Kept, known: Mapping[str, Person], former: Mapping[str, str]
) -> str:
    """The id under which kiosks know the person of a row, by what is kept (by NIP: `known`)."""
    same, old = known.get(person.nip), former.get(person.nip, "")
    if person.id or (same is not None and same.id):
        return person.id or id_of(same or person)
    if old in known:
        return id_of(known[old])
    own = learner_id(old or person.nip)
    return before.known_as.get(own, own)


def _as_known(
    person: Person, before: Kept, known: Mapping[str, Person], former: Mapping[str, str]
) -> Person:
    """A row with what is kept of its person."""
    own = own_id(person, before, known, former)
    person = structs.replace(person, id="" if own == learner_id(person.nip) else own)
    old = known.get(person.nip) or known.get(former.get(person.nip, ""))
    if old is None:
        return person
    again = max(person.again, old.again)
    return structs.replace(person, pin=old.pin, code=old.code, reset=old.reset, again=again)


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
