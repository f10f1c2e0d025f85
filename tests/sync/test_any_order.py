"""Kiosks, sticks and one agency, in any order, with duplicates and crashes: all logs end equal."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from kiosk.parcel.forms import DeviceCertificate, ElsewhereAsk, Receipt, Request
from kiosk.sync.folder import Folder
from kiosk.sync.trouble import SyncTrouble
from tests.parcel.samples import AGENCY
from tests.sync.kiosks import Kiosk
from tests.sync.receiver import Receiver, Refused

LONG = os.environ.get("DERMAGA_FAULTS") == "long"
YEAR = 365 * 24 * 3_600_000
NEVER = 1 << 30


class Direct:
    """The receiver without a wire; a `lost` answer is one that never came back."""

    kind = "lan"

    def __init__(self, receiver: Receiver, lost: int = NEVER) -> None:
        self._receiver, self._lost = receiver, lost

    def agency(self) -> object:
        return AGENCY

    def revoked(self) -> None:
        return None

    def certify(self, request: Request) -> DeviceCertificate:
        return self._receiver.renew(request)

    def receipt(self, device: str) -> Receipt:
        return self._receiver.receipt(device)

    def lying(self, _device: str) -> tuple[tuple[int, int], ...]:
        return ()

    def send(self, _name: str, file: bytes) -> Receipt:
        receipt = self._receiver.take_in(file)
        self._lost -= 1
        if self._lost < 0:
            raise SyncTrouble("gone")
        return receipt

    def clear(self, _receipt: Receipt) -> None:
        pass

    def elsewhere(self, ask: ElsewhereAsk) -> bytes | None:
        return self._receiver.elsewhere(ask)


class World:
    """Three kiosks, two sticks, one agency."""

    def __init__(self, root: Path, kiosks: int = 3, sticks: int = 2) -> None:
        self.receiver = Receiver()
        self.kiosks = [Kiosk(n) for n in range(1, kiosks + 1)]
        self.roots = [root / f"stick{n}" for n in range(sticks)]
        self.kept = root / "kept"
        self._lives = 100
        for kiosk in self.kiosks:
            self.receiver.publics[kiosk.device] = kiosk.key.public
        for folder in self.roots:
            folder.mkdir()

    def record(self, kiosk: int, count: int) -> None:
        self.kiosks[kiosk].record(count)

    def plug(self, kiosk: int, stick: int, crash: int) -> None:
        self.kiosks[kiosk].round(Folder(self.roots[stick], "stick"), crash_after=crash)

    def visit(self, stick: int) -> None:
        assert self.receiver.visit(self.roots[stick]) == []

    def half_a_visit(self, stick: int) -> None:
        """The agency takes parcels in and is killed before it writes receipts."""
        for file in self.roots[stick].glob("DERMAGA/up/*/*.dermaga"):
            self.receiver.take_in(file.read_bytes())

    def call(self, kiosk: int, crash: int, lost: int) -> None:
        direct = Direct(self.receiver, lost)
        self.kiosks[kiosk].round(direct, crash_after=crash)  # type: ignore[arg-type]

    def keep_copy(self, stick: int) -> None:
        shutil.rmtree(self.kept, ignore_errors=True)
        shutil.copytree(self.roots[stick], self.kept)

    def put_back(self, stick: int) -> None:
        """Somebody copies an old stick onto this one."""
        if self.kept.exists():
            shutil.copytree(self.kept, self.roots[stick], dirs_exist_ok=True)

    def jump(self, kiosk: int, years: int) -> None:
        self.kiosks[kiosk].now += years * YEAR

    def new_life(self, kiosk: int) -> None:
        self._lives += 1
        self.kiosks[kiosk].begin_life(self._lives)

    def settle(self) -> None:
        """Everybody reaches everybody once more."""
        for _ in range(2):
            for kiosk in range(len(self.kiosks)):
                self.call(kiosk, NEVER, NEVER)

    def check(self) -> None:
        agency = {x.id: x for log in self.receiver.logs.values() for x in log.values()}
        own = [line for kiosk in self.kiosks for log in kiosk.logs.values() for line in log]
        assert len(own) == len({line.id for line in own})
        assert agency == {line.id: line for line in own}
        assert len(self.receiver.came) == len(own)
        for kiosk in self.kiosks:
            assert kiosk.all_lines() == agency
            assert kiosk.waiting == 0


KIOSK, STICK = st.integers(0, 2), st.integers(0, 1)
CRASH = st.just(NEVER) | st.integers(0, 8)
STEPS = st.one_of(
    st.tuples(st.just("record"), KIOSK, st.integers(1, 4)),
    st.tuples(st.just("plug"), KIOSK, STICK, CRASH),
    st.tuples(st.just("plug"), KIOSK, STICK, st.just(NEVER)),
    st.tuples(st.just("visit"), STICK),
    st.tuples(st.just("half_a_visit"), STICK),
    st.tuples(st.just("call"), KIOSK, CRASH, st.just(NEVER) | st.integers(0, 1)),
    st.tuples(st.just("keep_copy"), STICK),
    st.tuples(st.just("put_back"), STICK),
    st.tuples(st.just("jump"), KIOSK, st.sampled_from([-10, 10])),
    st.tuples(st.just("new_life"), KIOSK),
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is not what is tested here."""
    monkeypatch.setattr(os, "fsync", lambda _file: None)


def test_in_any_order_all_logs_end_equal() -> None:
    @settings(max_examples=1_000 if LONG else 40)
    @given(steps=st.lists(STEPS, max_size=25))
    def holds(steps: list[tuple[object, ...]]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            world = World(Path(folder))
            for name, *given_to in steps:
                getattr(world, str(name))(*given_to)
            world.settle()
            world.check()

    holds()


def test_sticks_alone_are_enough(tmp_path: Path) -> None:
    world, chance = World(tmp_path), random.Random(3)
    for _ in range(30):
        world.record(chance.randrange(3), chance.randrange(4))
        world.plug(chance.randrange(3), chance.randrange(2), chance.choice((NEVER, 2, 4)))
        world.visit(chance.randrange(2))
    for _ in range(3):
        for kiosk in range(3):
            world.plug(kiosk, 0, NEVER)
        world.visit(0)
    world.check()


def _anything(world: World, chance: random.Random) -> None:
    """One thing that may happen on a day."""
    match chance.randrange(8):
        case 0:
            world.visit(chance.randrange(2))
        case 1:
            world.half_a_visit(chance.randrange(2))
        case 2:
            world.keep_copy(chance.randrange(2))
        case 3:
            world.put_back(chance.randrange(2))
        case 4:
            world.jump(chance.randrange(3), chance.choice((-10, 10)))
        case 5 if chance.random() < 0.2:
            world.new_life(chance.randrange(3))
        case 6:
            crash, lost = chance.choice((NEVER, 3)), chance.choice((0, NEVER))
            world.call(chance.randrange(3), crash, lost)
        case _:
            world.plug(chance.randrange(3), chance.randrange(2), chance.choice((NEVER, 3)))


def test_a_thousand_rounds_of_everything_lose_and_double_nothing(
    tmp_path: Path, counted: Callable[..., None]
) -> None:
    world, chance = World(tmp_path), random.Random(11)
    rounds = 1_000 if LONG else 150
    for _ in range(rounds):
        world.record(chance.randrange(3), chance.randrange(3))
        _anything(world, chance)
    world.settle()
    own = [x.id for kiosk in world.kiosks for log in kiosk.logs.values() for x in log]
    came = [line.id for line in world.receiver.came]
    lost, doubled = len(set(own) - set(came)), len(came) - len(set(came))
    counted("sync, everything", acknowledged=len(own), lost=lost, rounds=rounds, doubled=doubled)
    world.check()


def test_parcels_that_come_again_late_or_in_another_order_change_nothing() -> None:
    kiosk, receiver = Kiosk(1), Receiver()
    parcels: list[bytes] = []

    class Kept(Direct):
        def send(self, name: str, file: bytes) -> Receipt:
            parcels.append(file)
            return super().send(name, file)

    elsewhere = Receiver()
    for _ in range(4):
        kiosk.record(3)
        kiosk.round(Kept(elsewhere))  # type: ignore[arg-type]
    for file in (parcels[3], parcels[1], parcels[1], parcels[0], parcels[3], parcels[2]):
        receiver.take_in(file)
    assert [line.seq for line in receiver.came] == [10, 11, 12, 4, 5, 6, 1, 2, 3, 7, 8, 9]
    assert receiver.receipt(kiosk.device).gaps == ()


def test_a_kiosk_that_only_says_it_is_paired_is_not_believed() -> None:
    stranger, receiver = Kiosk(9), Receiver()
    assert stranger.pairing is not None
    stranger.key = Kiosk(8).key
    stranger.pairing = structs.replace(stranger.pairing, secret=bytes(32))
    stranger.record(1)
    with pytest.raises(Refused, match="unpaired"):
        stranger.round(Direct(receiver))  # type: ignore[arg-type]
