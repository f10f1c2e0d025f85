"""A kiosk that is filled from sticks, for the tests of the agency's word."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.hub.word import targets
from kiosk.office import demo, person
from kiosk.office.person import Correction
from kiosk.office.word import AgencyWord, Outcome
from kiosk.office.word_courses import place
from kiosk.parcel.word import Person
from kiosk.people.agency import Settings
from kiosk.people.learner import learner_id
from kiosk.store import Store, secret
from kiosk.sync.word import FromFolder, Known, Reader, Word
from tests.conftest import Clock
from tests.hub.word.agency import (
    BUDI,
    PUBLIC,
    SITI,
    Agency,
    unseal,
)

REAL = structs.replace(demo.SETTINGS, demo=False, kiosk_code="KTS-01")
SITI_ID, BUDI_ID = learner_id(SITI.nip), learner_id(BUDI.nip)
CODE = secret.hash_pin("ABCD2345")
RULES = ({"kind": "pns", "bound": "least", "hours": 24, "rule": "PP 11/2017"},)


class Desk:
    """A kiosk that is filled from sticks."""

    def __init__(self, folder: Path, store: Store, told: Agency, clock: Clock) -> None:
        self.folder, self.store, self.told = folder, store, told
        self.copies = 0
        self.content, self.work = folder / "content", folder / "word"
        self.office = AgencyWord(store, unseal, self._copy, self.content)
        self.reader = Reader(self.work, told.root, store.device, clock.now)

    def _copy(self) -> None:
        self.copies += 1

    def people(self, *rows: Person) -> dict[str, bytes]:
        return targets.roster_target(self.store.device, PUBLIC, rows)

    def pull(self, known: Known | None = None) -> Word:
        stick = self.told.fill(self.folder / "stick")
        return self.reader.pull(FromFolder(stick), known or self.office.known())

    def take(self, *parts: dict[str, bytes]) -> Outcome:
        """The agency says this; a stick brings it; it is carried out."""
        self.told.say(*parts)
        return self.carry(self.pull())

    def carry(self, word: Word) -> Outcome:
        return self.office.carry_out(word, place(word, self.content, self.work))

    def settings(self) -> Settings:
        return msgspec.json.decode(self.store.document("settings", "kiosk") or b"", type=Settings)

    def everything(self) -> object:
        """All that a word may change."""
        kinds = ("word", "word-person", "word-conflict", "settings")
        names = [(kind, name) for kind in kinds for name in self.store.names_of(kind)]
        people = self.store.roster.everyone()
        return (
            [(n, self.store.document(*n)) for n in names],
            [(x, self.store.roster.secret(x.id)) for x in people],
            [(c.id, c.version) for c in Catalog([self.content], None).courses()],
        )


def corrected(here: Desk, learner: str, **fields: str) -> None:
    """An officer puts a person right at this kiosk."""
    import datetime as dt

    found = here.store.roster.by_id(learner)
    assert found is not None
    right = person.corrected(found, Correction(**fields), dt.date(2026, 11, 23))
    person.correct(here.store, found, right)
