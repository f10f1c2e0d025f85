"""The real store, the real hub, and between them a wire or a stick."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import structs

from kiosk.hub.database import writing
from kiosk.hub.post import codes, lines
from kiosk.hub.post.devices import device_row
from kiosk.hub.post.folder import visit
from kiosk.hub.post.post import Post
from kiosk.learning.answers import Chosen
from kiosk.learning.events import AnswerGiven, CourseStarted
from kiosk.office import demo
from kiosk.store import Store
from kiosk.store.exchange import Outgoing
from kiosk.store.machine import Machine
from kiosk.sync import keeping, pairing
from kiosk.sync.carrier import Carrier
from kiosk.sync.folder import Folder
from kiosk.sync.post import Hub
from kiosk.sync.rounds import Elsewhere, Outcome, Told, elsewhere_by, finished, round_by
from kiosk.wire.wire import Wire
from kiosk.xapi.line import Line
from tests.conftest import Clock
from tests.hub.post.conftest import Time, post_at
from tests.hub.post.serving import served
from tests.sync.proxy import Hurt, between

LEARNER = demo.LEARNERS[0].id


class Computer:
    """A kiosk as it is: a store on a disk, and its data folder."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self._clock = folder, clock
        folder.mkdir()
        self.open()

    def open(self) -> None:
        file, clock = self.folder / "dermaga.sqlite", self._clock
        self.store = Store(file, clock.now, clock.chance, machine=Machine())
        self.store.roster.put(demo.LEARNERS)
        self.outgoing = Outgoing(file)

    def close(self) -> None:
        self.outgoing.close()
        self.store.close()

    def answer(self, count: int, learner: str = LEARNER) -> None:
        for n in range(count):
            self._clock.pass_seconds(1)
            given = AnswerGiven("pelayanan-prima", "akhir", "u1", f"q{n}", Chosen(("a",)), n)
            self.store.record(learner, given)

    def keep(self, told: Told) -> None:
        for _ in keeping.kept(self.store, self.folder, told):
            pass

    def round(self, carrier: Carrier) -> Outcome:
        ready = keeping.ready(self.store, self.folder, self._clock.now())
        return finished(round_by(ready, self.outgoing, carrier), self.keep)

    @property
    def lines(self) -> tuple[Line, ...]:
        own = self.outgoing.devices()
        return tuple(x for d in own for x in self.outgoing.lines(d.device, 0, 10_000))


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    made = post_at(tmp_path / "hub", Time())
    yield made
    made.engine.dispose()


@pytest.fixture
def port(post: Post, tmp_path: Path) -> Iterator[int]:
    with served(post, tmp_path / "word") as port:
        yield port


@pytest.fixture
def computer(tmp_path: Path, clock: Clock) -> Iterator[Callable[[str], Computer]]:
    made: list[Computer] = []

    def new(name: str) -> Computer:
        made.append(Computer(tmp_path / name, clock))
        return made[-1]

    yield new
    for each in made:
        each.close()


def pair(computer: Computer, post: Post, hub: Hub) -> None:
    with writing(post.engine) as connection:
        code = codes.new_code(connection, post.keys, post.now(), post.chance, "Kios Aula")
    key = keeping.key_of(computer.store.exchange)
    ask = pairing.asking(computer.store.device, key, "")
    typed = pairing.Typed(code, bytes(32))
    pairing.keep(computer.folder, pairing.by_code(hub.pair, ask, typed, key, 1))


def held(post: Post, device: str) -> tuple[Line, ...]:
    with post.engine.connect() as connection:
        row = device_row(connection, device)
        assert row is not None
        return lines.log(connection, row, 0, 100_000)


def test_what_was_learnt_at_one_kiosk_is_there_at_the_other(
    post: Post, port: int, computer: Callable[[str], Computer], hub_at: Callable[..., Hub]
) -> None:
    hub, one, two = hub_at(port), computer("one"), computer("two")
    for each in (one, two):
        pair(each, post, hub)
    one.store.record(LEARNER, CourseStarted("pelayanan-prima", "1"))
    one.answer(20)
    outcome = one.round(hub)
    assert (outcome.trouble, outcome.sent, outcome.waiting) == (None, 21, 0)
    assert held(post, one.store.device) == one.lines
    assert one.store.exchange.waiting() == 0
    assert two.round(hub).elsewhere == 21
    assert two.store.events(LEARNER) == one.store.events(LEARNER)
    two.answer(3)
    two.round(hub)
    one.round(hub)
    assert two.store.events(LEARNER) == one.store.events(LEARNER)
    assert len(one.store.events(LEARNER)) == 24
    again = one.round(hub)
    assert (again.sent, again.received, again.elsewhere, again.trouble) == (0, 0, 0, None)


def test_a_kiosk_that_dies_while_it_takes_in_takes_the_rest_the_next_time(
    post: Post, port: int, computer: Callable[[str], Computer], hub_at: Callable[..., Hub]
) -> None:
    hub, one, two = hub_at(port), computer("one"), computer("two")
    for each in (one, two):
        pair(each, post, hub)
    one.answer(150)
    one.round(hub)
    ready = keeping.ready(two.store, two.folder, 5)
    for told in round_by(ready, two.outgoing, hub):
        if isinstance(told, Elsewhere):
            next(iter(keeping.kept(two.store, two.folder, told)))
            break
    assert len(two.store.events(LEARNER)) == 100
    assert two.store.exchange.elsewhere_after() == ""
    assert two.round(hub).elsewhere == 150
    assert two.store.events(LEARNER) == one.store.events(LEARNER)


def test_at_a_sign_in_one_learners_records_come_alone(
    post: Post, port: int, computer: Callable[[str], Computer], hub_at: Callable[..., Hub]
) -> None:
    hub, one, two = hub_at(port), computer("one"), computer("two")
    for each in (one, two):
        pair(each, post, hub)
    one.answer(4)
    one.answer(2, demo.LEARNERS[1].id)
    one.round(hub)
    ready = keeping.ready(two.store, two.folder, 5, LEARNER)

    def keep(told: Told) -> None:
        for _ in keeping.kept(two.store, two.folder, told, LEARNER):
            pass

    assert finished(elsewhere_by(ready, two.outgoing, hub), keep).elsewhere == 4
    assert two.store.exchange.elsewhere_after(LEARNER) != ""
    assert two.store.exchange.elsewhere_after() == ""
    assert len(two.store.events(LEARNER)) == 4
    assert two.store.events(demo.LEARNERS[1].id) == ()


def at_the_agency(post: Post, root: Path) -> None:
    """The officer plugs the stick in."""
    done = visit(post, root, "stick", carry_word=lambda _place: 0, pair=True)
    assert done.refused == ()


def test_a_stick_alone_joins_two_kiosks_and_pairs_them(
    post: Post, computer: Callable[[str], Computer], tmp_path: Path
) -> None:
    root = tmp_path / "stick"
    root.mkdir()
    stick, both = Folder(root, "stick"), (computer("one"), computer("two"))
    for each in both:
        key = keeping.key_of(each.store.exchange)
        stick.ask(pairing.asking(each.store.device, key, "Kios"))
    at_the_agency(post, root)
    for each in both:
        answer = stick.paired(each.store.device)
        assert answer is not None
        key = keeping.key_of(each.store.exchange)
        pairing.keep(each.folder, pairing.by_stick(answer, each.store.device, key, 1))
        each.answer(10)
        assert each.round(stick).sent == 10
    for _ in range(3):
        at_the_agency(post, root)
        for each in both:
            assert each.round(stick).trouble is None
    one, two = both
    assert held(post, one.store.device) == one.lines
    assert one.store.events(LEARNER) == two.store.events(LEARNER)
    assert len(one.store.events(LEARNER)) == 20
    assert [each.store.exchange.waiting() for each in both] == [0, 0]
    assert not list(root.glob("DERMAGA/up/*/*"))


def test_a_new_life_of_a_kiosk_goes_on_without_an_officer(
    post: Post, port: int, computer: Callable[[str], Computer], hub_at: Callable[..., Hub]
) -> None:
    hub, one = hub_at(port), computer("one")
    pair(one, post, hub)
    one.answer(5)
    before = one.store.device
    one.store._log.begin_life("restored")
    one.answer(2)
    outcome = one.round(hub)
    assert (outcome.trouble, outcome.others, outcome.waiting) == (None, (), 0)
    assert one.store.device != before
    kept = pairing.read(one.folder)
    assert kept is not None
    assert kept.certificate.device == one.store.device
    assert held(post, before) + held(post, one.store.device) == one.lines


def _hurt(chance: random.Random) -> Hurt:
    how = chance.choice(("cut", "reset"))
    cut_up = Hurt(up=chance.randrange(3_000), how=how)
    cut_down = Hurt(down=chance.randrange(2_500), how=how)
    return chance.choice((Hurt(refuse=True), cut_up, cut_down))


def test_a_wire_that_is_hurt_all_the_time_loses_nothing_at_the_real_hub(
    post: Post, port: int, computer: Callable[[str], Computer], *, long: bool,
    counted: Callable[..., None],
) -> None:  # fmt: skip
    one, chance, troubles = computer("one"), random.Random(5), 0
    rounds = 1_000 if long else 40
    with between(port) as proxy:

        def reached() -> closing[Hub]:
            wire = Wire(f"http://127.0.0.1:{proxy.port}", silent_seconds=2, all_seconds=5)
            return closing(Hub(wire, bytes, tries=1))

        with reached() as hub:
            pair(one, post, hub)
        for _ in range(rounds):
            one.answer(chance.randrange(3))
            proxy.next = [_hurt(chance)]
            with reached() as hub:
                troubles += one.round(hub).trouble is not None
        proxy.next = []
        with reached() as hub:
            outcome = one.round(hub)
    there, own = held(post, one.store.device), one.lines
    lost, doubled = len(own) - len(set(there)), len(there) - len({x.id for x in there})
    more = {"rounds": rounds, "doubled": doubled}
    counted("sync, wire, real hub", acknowledged=len(own), lost=lost, noticed=troubles, **more)
    assert (outcome.trouble, outcome.waiting) == (None, 0)
    assert there == own
    assert troubles > rounds // 3


def test_a_clock_that_is_ten_years_off_changes_nothing(
    post: Post, port: int, computer: Callable[[str], Computer], hub_at: Callable[..., Hub],
    clock: Clock,
) -> None:  # fmt: skip
    hub, one, two = hub_at(port), computer("one"), computer("two")
    for each in (one, two):
        pair(each, post, hub)
    year = 365 * 24 * 3_600_000
    for jump in (10 * year, -20 * year, 10 * year):
        clock.at += jump
        one.answer(3)
        assert one.round(hub).trouble is None
        assert two.round(hub).elsewhere == 3
    assert held(post, one.store.device) == one.lines
    assert two.store.events(LEARNER) == one.store.events(LEARNER)
    assert structs.asdict(one.round(hub))["waiting"] == 0
