"""From a kiosk's file to the receipt over loopback, beside a bare insert of the same bytes."""

from __future__ import annotations

import http.client
import itertools
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from kiosk.house import House
from kiosk.hub.sparing import uncollected
from kiosk.learning.events import AnswerGiven
from kiosk.office import demo
from kiosk.parcel.parcel import Signer, packed, unsealed
from kiosk.store import Store
from kiosk.store.exchange import Outgoing
from kiosk.sync import keeping, pairing
from kiosk.sync.post import Hub
from kiosk.sync.rounds import Outcome, Told, finished, round_by
from kiosk.wire.wire import Wire
from kiosk.xapi.line import Line
from main import rooms
from tests.bench.learners import answer_to
from tests.bench.measure import Finding, Spread, Target, finding, milliseconds
from tests.bench.process import HOME
from tests.parcel.samples import AGENCY, SECRET

EVENTS: Final = 20_000
TIMES: Final = 3
SMALL: Final = 40
PARCEL: Final = 5_000
INSERT: Final = "sisip SQLite polos (WAL, FULL) dengan bita yang sama"
ASK: Final = "satu tanya-jawab HTTP polos ke hub yang sama"


class _Hub(Struct, frozen=True):
    port: int
    code: str


class Kiosk:
    """A demonstration kiosk, paired with a hub."""

    def __init__(self, house: House, hub: _Hub) -> None:
        self.store: Store = house.store
        self.data = house.folder.file.parent
        self._url = f"http://127.0.0.1:{hub.port}"
        self.outgoing = Outgoing(house.folder.file)
        course = house.catalog().courses()[0]
        self._answers = itertools.cycle([
            AnswerGiven(course.id, course.post_test.id, "u1", q.id, answer_to(q), 30)
            for q in course.post_test.questions
        ])  # fmt: skip
        key = keeping.key_of(self.store.exchange)
        ask = pairing.asking(self.store.device, key, "Kios")
        typed = pairing.Typed(hub.code, os.urandom(pairing.NONCE_BYTES))
        with closing(self._hub()) as carrier:
            pairing.keep(self.data, pairing.by_code(carrier.pair, ask, typed, key, 1))

    def _hub(self) -> Hub:
        return Hub(Wire(self._url), os.urandom)

    def record(self, count: int) -> None:
        """So many answers of the five sample learners, in turn."""
        for n in range(0, count, 500):
            given = itertools.islice(self._answers, min(500, count - n))
            self.store.record(demo.LEARNERS[n // 500 % 5].id, *given)

    def round(self) -> Outcome:
        """A whole round, with connecting, and all that is kept of it."""
        ready = keeping.ready(self.store, self.data, time.time_ns() // 1_000_000)
        with closing(self._hub()) as carrier:
            outcome = finished(round_by(ready, self.outgoing, carrier), self._keep)
        if outcome.trouble:
            raise RuntimeError(outcome.trouble)
        return outcome

    def _keep(self, told: Told) -> None:
        for _ in keeping.kept(self.store, self.data, told):
            pass


def run(place: Path) -> Iterator[Finding]:
    """All at once, nothing new, one answer; and packing and taking in without a wire."""
    with (
        tempfile.TemporaryDirectory(dir=place) as folder,
        rooms().house(Path(folder) / "kiosk") as house,
        _served(Path(folder)) as hub,
    ):
        house.office.set_up_demo()
        kiosk = Kiosk(house, hub)
        yield _all(kiosk, Path(folder))
        yield from _small(kiosk, hub)
        yield from _without_wire(kiosk)
        kiosk.outgoing.close()


def _all(kiosk: Kiosk, folder: Path) -> Finding:
    mine, floor = [], []
    kiosk.round()
    for n in range(TIMES):
        (own,) = kiosk.outgoing.devices()
        kiosk.record(EVENTS)
        mine.append(milliseconds(kiosk.round))
        lines = kiosk.outgoing.lines(own.device, own.seq, EVENTS)
        floor.append(milliseconds(_inserting(folder / f"floor{n}.sqlite", lines)))
    words = f"{EVENTS} catatan dari kios sampai tanda terima instansi"
    return finding(("sync", words, "ms"), mine, (INSERT, floor), _per_second(10_000, EVENTS))


def _per_second(least: int, count: int) -> Callable[[Spread, float], tuple[Target, ...]]:
    def promise(found: Spread, _ratio: float) -> tuple[Target, ...]:
        rate = round(1000 * count / found.median)
        return (Target(f"≥ {least} catatan/detik ({rate})", rate >= least),)

    return promise


def _within(most: int) -> Callable[[Spread, float], tuple[Target, ...]]:
    return lambda found, _ratio: (Target(f"median ≤ {most} ms", found.median <= most),)


def _inserting(file: Path, lines: tuple[Line, ...]) -> Callable[[], None]:
    """The least that taking them in can mean: a row each, in one commit."""
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = full")
    db.execute("create table line (id text primary key, salt blob, body blob, hash blob) strict")
    rows = [(x.id, x.salt, x.body, x.hash) for x in lines]

    def insert() -> None:
        db.execute("begin immediate")
        db.executemany("insert into line values (?, ?, ?, ?)", rows)
        db.execute("commit")

    return insert


def _small(kiosk: Kiosk, hub: _Hub) -> Iterator[Finding]:
    bare = _asking(hub.port)
    floor = [milliseconds(bare) for _ in range(SMALL)]
    nothing = [milliseconds(kiosk.round) for _ in range(SMALL)]
    words = "putaran tanpa hal baru, dengan membuka sambungan"
    yield finding(("sync-nothing", words, "ms"), nothing, (ASK, floor), _within(20))
    one = []
    for _ in range(SMALL):
        kiosk.record(1)
        one.append(milliseconds(kiosk.round))
    words = "putaran dengan satu jawaban"
    yield finding(("sync-one", words, "ms"), one, (ASK, floor), _within(30))


def _asking(port: int) -> Callable[[], None]:
    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/post/1/agency")
        connection.getresponse().read()
        connection.close()

    return ask


def _without_wire(kiosk: Kiosk) -> Iterator[Finding]:
    lines = kiosk.outgoing.lines(kiosk.store.device, 0, PARCEL)
    known = pairing.read(kiosk.data)
    assert known is not None
    exchange = kiosk.store.exchange
    sender = Signer(kiosk.store.device, exchange.public, exchange.sign, known.certificate)
    file = packed(lines, sender, AGENCY)
    with tempfile.TemporaryDirectory() as folder:
        names = iter(range(2 * TIMES))
        floor = [
            milliseconds(_inserting(Path(folder) / f"{next(names)}.sqlite", lines))
            for _ in range(TIMES)
        ]
    mine = [milliseconds(lambda: packed(lines, sender, AGENCY)) for _ in range(TIMES)]
    words = f"kemas satu paket {PARCEL} catatan"
    yield finding(("sync-pack", words, "ms"), mine, (INSERT, floor), _per_second(20_000, PARCEL))
    with uncollected():  # as the hub opens them
        mine = [milliseconds(lambda: unsealed(file, SECRET)) for _ in range(TIMES)]
    words = f"buka dan uji satu paket {PARCEL} catatan"
    yield finding(("sync-open", words, "ms"), mine, (INSERT, floor), _per_second(20_000, PARCEL))


@contextmanager
def _served(folder: Path) -> Iterator[_Hub]:
    place = folder / "hub"
    place.mkdir()
    command = [sys.executable, "-m", "tests.bench.sync_process", str(place)]
    with subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            yield msgspec.json.decode(process.stdout.readline(), type=_Hub)
        finally:
            process.terminate()
