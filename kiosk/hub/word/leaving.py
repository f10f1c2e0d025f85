"""Whoever was erased by law (UU 27/2022) leaves the agency's list, and comes back only on purpose.

Erasures are given as the learner's id and the clock before which all of theirs goes. A person whom
an officer took in again carries the clock of that erasure; only a later one takes them out again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct, structs

from kiosk.hub.word import carry, kept
from kiosk.hub.word.kept import Kept
from kiosk.hub.word.people import Read, id_of, learner_id
from kiosk.parcel import word
from kiosk.parcel.word import Cohort, Person


class Sifted(Struct, frozen=True):
    """A list without the erased: the lines left out, those taken in again, and no such lines."""

    read: Read
    left: tuple[int, ...]
    back: tuple[int, ...]
    strange: tuple[int, ...]


def is_erased(person: Person, erasures: Mapping[str, int]) -> bool:
    """Whether a kept person was erased since the agency took them in."""
    return erasures.get(id_of(person), 0) > person.again


def staying(before: Kept, erasures: Mapping[str, int]) -> Kept:
    """What is kept once the erased have left."""
    gone = [x for x in before.people if is_erased(x, erasures)]
    aliases = {learner_id(x.nip): x.id for x in gone if x.id}
    return structs.replace(
        before,
        people=tuple(x for x in before.people if not is_erased(x, erasures)),
        known_as={**before.known_as, **aliases},
    )


def drop(home: Path, erasures: Mapping[str, int]) -> tuple[Person, ...] | None:
    """Take the erased out of the kept list; everyone who stays, or None if there is no list.

    The caller is alone with the folder. Raises KeptTrouble, and OSError if it cannot be written.
    """
    before = kept.read(home)
    if before is None:
        return None
    after = staying(before, erasures)
    if after != before:
        kept.keep(home, after.people, after.known_as)
    return after.people


def sifted(read: Read, before: Kept, erasures: Mapping[str, int], again: Collection[int]) -> Sifted:
    """A list without those erased whom nobody wants again by the line of their row."""
    known = {person.nip: person for person in before.people}
    taken: list[Person] = []
    left, back, erased = [], [], []
    for person in read.people:
        line, own = read.lines[person.nip], kept.own_id(person, before, known, read.former)
        clock, old = erasures.get(own, 0), known.get(person.nip)
        erased += [line] if clock else []
        if clock <= (old.again if old else 0):
            taken.append(person)
        elif line in again:
            taken.append(structs.replace(person, id=own, again=clock))
            back.append(line)
        else:
            left.append(line)
    strange = tuple(sorted(set(again) - set(erased)))
    return Sifted(structs.replace(read, people=tuple(taken)), tuple(left), tuple(back), strange)


def cohorts_without(
    folder: Path, erasures: Mapping[str, int], people: Iterable[Person]
) -> tuple[Cohort, ...] | None:
    """The cohorts that are said, without the erased; None if there is nothing to change.

    Raises WriterTrouble "not-begun" and "target-lost".
    """
    if not erasures or word.COHORTS not in carry.said(folder):
        return None
    gone = erasures.keys() - {id_of(person) for person in people}
    before = word.read(carry.read(folder, word.COHORTS), word.Cohorts).cohorts
    after = tuple(
        structs.replace(x, learners=tuple(each for each in x.learners if each not in gone))
        for x in before
    )
    return None if after == before else after
