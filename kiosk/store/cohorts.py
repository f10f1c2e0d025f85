"""The classes of this kiosk, each a document; read again only where one changed."""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

import msgspec
from msgspec import structs

from kiosk.people.cohort import Cohort
from kiosk.store.store import Store

COHORT: Final = "cohort"
_DECODE: Final = msgspec.json.Decoder(Cohort)
_READ: Final[WeakKeyDictionary[Store, dict[str, tuple[bytes, Cohort | None]]]] = WeakKeyDictionary()


def all_cohorts(store: Store) -> tuple[Cohort, ...]:
    """All classes, closed ones too, in the order in which they were made.

    Raises StoreTrouble "damaged" if one is not as it was sealed; one that only a newer program can
    read is passed over. A look that finds nothing changed costs one query.
    """
    known = _READ.setdefault(store, {})
    found: dict[str, tuple[bytes, Cohort | None]] = {}
    for name, mark in store.marks_of(COHORT).items():
        kept = known.get(name)
        found[name] = kept if kept and kept[0] == mark else (mark, _read(store, name))
    _READ[store] = found
    return tuple(cohort for _, cohort in found.values() if cohort is not None)


def forget_member(store: Store, learner: str) -> None:
    """Take an erased person out of every class."""
    for cohort in all_cohorts(store):
        if learner in cohort.members:
            left = tuple(member for member in cohort.members if member != learner)
            body = msgspec.json.encode(structs.replace(cohort, members=left))
            store.keep(COHORT, cohort.id, body)


def _read(store: Store, name: str) -> Cohort | None:
    try:
        return _DECODE.decode(store.document(COHORT, name) or b"")
    except msgspec.MsgspecError:
        return None
