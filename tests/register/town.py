"""An agency whose hub is met by stick alone, and its kiosks: real stores, real words, no window."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from click.testing import CliRunner
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.certificate.facts import Certificate
from kiosk.cli.door import commands
from kiosk.desk.award_many import award_for
from kiosk.house import House
from kiosk.hub.database import engine, writing
from kiosk.hub.post import revocations, saying
from kiosk.hub.post.folder import visit
from kiosk.hub.post.keys import agency_keys
from kiosk.hub.post.post import Post
from kiosk.hub.settling import settle
from kiosk.learning.events import CertificateIssued
from kiosk.trust import code
from kiosk.trust.judge import Known, Verdict, judge
from tests.conftest import Clock
from tests.desk.learning_on import COURSE
from tests.register.people import earn, people
from tests.rooms import PASSPHRASE, REAL, rooms_of

PEOPLE = people(3)


class Town:
    """The hub, its stick, and kiosks by name, all by one clock."""

    def __init__(self, folder: Path, clock: Clock, catalog: Catalog) -> None:
        self.clock, self.catalog, self.rooms = clock, catalog, rooms_of(clock)
        self._folder, self.stick, self.word = folder, folder / "stick", folder / "hub" / "word"
        self.stick.mkdir()
        chance = _chance()
        keys = agency_keys(folder / "hub", chance, "BKPSDM Contoh", "https://contoh.go.id")
        found = engine(f"sqlite:///{folder / 'hub' / 'hub.sqlite'}")
        settled = settle(found, chance, keys.agency.home_page)
        self.post = Post(found, keys, settled.terms, clock.now, chance)

    def close(self) -> None:
        self.post.engine.dispose()

    def data(self, name: str) -> Path:
        return self._folder / name

    @contextmanager
    def house(self, name: str) -> Iterator[House]:
        with self.rooms.house(self.data(name)) as house:
            yield house

    def kiosk(self, name: str) -> None:
        """A kiosk in earnest, not paired yet."""
        with self.house(name) as house:
            house.office.set_up(structs.replace(REAL, kiosk_code=name), PASSPHRASE)
            house.store.roster.put(PEOPLE)

    def round(self, name: str, *more: str) -> str:
        """The kiosk meets the stick; what it says."""
        line = ["--data", str(self.data(name)), "sync", "--folder", str(self.stick), *more]
        return CliRunner().invoke(commands, line, obj=self.rooms).output

    def hub(self) -> None:
        """The hub meets the stick."""
        carry = saying.carry(self.post, self.word)
        saying.ready(self.word, self.post.now, self.post.chance)
        visit(self.post, self.stick, "stick", carry_word=carry, pair=True)

    def pair(self, name: str) -> None:
        self.round(name)
        self.hub()
        mark = self.round(name).split("--mark “")[-1].split("”")[0]
        self.round(name, "--mark", mark)

    def carry(self, *names: str) -> None:
        """The stick goes to the kiosks, to the hub, and to the kiosks again."""
        for name in names:
            self.round(name)
        self.hub()
        for name in names:
            self.round(name)

    def certify(self, name: str, person: int = 0) -> CertificateIssued:
        with self.house(name) as house:
            earn(house.store, PEOPLE[person])
            return self.award(house, person)

    def award(self, house: House, person: int = 0) -> CertificateIssued:
        settings = house.office.settings()
        assert settings is not None
        return award_for(house.kiosk(settings, self.catalog))(PEOPLE[person], COURSE)

    def device(self, name: str) -> str:
        with self.house(name) as house:
            return house.store.device

    def revoke_device(self, name: str) -> None:
        with writing(self.post.engine) as connection:
            revocations.revoke_device(self.post, connection, self.device(name), "laptop dicuri")

    def known(self, name: str) -> Known:
        with self.house(name) as house:
            return house.known()

    def judged(self, text: str, by: str) -> Verdict:
        return judge(text, self.known(by), self.rooms.day_of(self.clock.now()))

    def forged(self, thief: str, true: CertificateIssued, /, **changes: object) -> str:
        """What whoever stole this kiosk signs with its key: a code of these facts, changed."""
        facts = structs.replace(facts_of(true), **changes)
        said = code.read(facts.check_code).said
        words = msgspec.json.encode(facts)
        fields = {f: getattr(facts, f) for f in ("number", "name", "course", "issued")}
        said = structs.replace(said, facts=code.facts_hash(code.canonical(words)), **fields)
        with self.house(thief) as house:
            return code.packed(said, house.store.exchange.sign)


def facts_of(issued: CertificateIssued) -> Certificate:
    return msgspec.json.decode(issued.facts, type=Certificate)


def _chance() -> Callable[[int], bytes]:
    """The hub's own, the same in every run."""
    count = itertools.count(1)
    return lambda size: hashlib.shake_256(b"hub %d" % next(count)).digest(size)
