"""The wire between kiosk and hub is hurt in every way; nothing is lost, nothing comes twice."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Callable

import pytest

from kiosk.sync.post import Hub
from kiosk.sync.rounds import Outcome
from kiosk.xapi.line import Line
from tests.parcel.samples import device
from tests.sync.kiosks import Kiosk
from tests.sync.proxy import Hurt, Proxy
from tests.sync.receiver import Receiver

Connect = Callable[..., Hub]


class Over:
    """A wire to a receiver, that can be hurt."""

    def __init__(self, receiver: Receiver, proxy: Proxy, hub_at: Connect) -> None:
        self.receiver, self._proxy, self._hub_at = receiver, proxy, hub_at

    def hub(self, **how: float) -> Hub:
        return self._hub_at(self._proxy.port, **how)

    def hurt(self, *hurts: Hurt) -> None:
        """What happens to the next connections."""
        self._proxy.next = list(hurts)

    def whole(self, kiosk: Kiosk) -> bool:
        log = self.receiver.logs.get(kiosk.device, {})
        return [log[n] for n in sorted(log)] == kiosk.logs[kiosk.device]


@pytest.fixture
def over(receiver: Receiver, proxy: Proxy, hub_at: Connect) -> Over:
    return Over(receiver, proxy, hub_at)


@pytest.mark.parametrize("how", ["cut", "reset"])
@pytest.mark.parametrize("side", ["up", "down"])
def test_a_wire_cut_at_any_byte_loses_nothing_and_doubles_nothing(
    how: str, side: str, kiosk: Kiosk, over: Over
) -> None:
    for at in (0, 1, 90, 300, 700, 1_300, 1_700, 2_600):
        kiosk.record(3)
        over.hurt(Hurt(up=at, how=how) if side == "up" else Hurt(down=at, how=how))
        kiosk.round(over.hub())
        over.hurt()
        outcome = kiosk.round(over.hub())
        assert (outcome.trouble, outcome.waiting) == (None, 0)
        assert over.whole(kiosk)
    assert len(over.receiver.came) == len({line.id for line in over.receiver.came})


def test_an_answer_that_was_lost_is_told_by_the_next_receipt(over: Over) -> None:
    lost = 0
    for n, at in enumerate(range(150, 1_200, 50), 1):
        kiosk, taken = Kiosk(n), over.receiver.taken
        kiosk.record(4)
        over.hurt(Hurt(down=at))
        outcome = kiosk.round(over.hub())
        over.hurt()
        if over.receiver.taken > taken and outcome.received == 0:
            lost += 1
            assert outcome.trouble == "gone"
            again = kiosk.round(over.hub())
            assert (again.sent, again.received) == (0, 4)
    assert lost > 2


def test_a_hub_that_is_not_there_is_away(kiosk: Kiosk, hub_at: Connect) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    kiosk.record(1)
    assert kiosk.round(hub_at(port)) == Outcome(waiting=1, trouble="away")


def test_a_hub_that_hangs_up_at_once_is_gone(kiosk: Kiosk, over: Over) -> None:
    over.hurt(Hurt(refuse=True))
    assert kiosk.round(over.hub()).trouble in {"gone", "away"}


def test_another_try_within_the_round_mends_a_short_cut(kiosk: Kiosk, over: Over) -> None:
    kiosk.record(2)
    over.hurt(Hurt(up=0), Hurt(up=100))  # a reset may also come while connecting: that is "away"
    assert kiosk.round(over.hub(tries=3)) == Outcome(sent=2, received=2)


@pytest.mark.parametrize("hurt", [Hurt(up=400, how="stall"), Hurt(down=50, how="stall")])
def test_a_wire_that_hangs_is_given_up(hurt: Hurt, kiosk: Kiosk, over: Over) -> None:
    kiosk.record(2)
    over.hurt(hurt)
    began = time.monotonic()
    assert kiosk.round(over.hub(silent=0.3)).trouble == "slow"
    assert time.monotonic() - began < 4
    assert kiosk.round(over.hub()).waiting == 0


def test_a_wire_that_drips_for_ever_is_given_up(kiosk: Kiosk, over: Over) -> None:
    kiosk.record(2)
    over.hurt(Hurt(slow=0.7))
    began = time.monotonic()
    assert kiosk.round(over.hub(silent=5.0, whole=0.3)).trouble == "slow"
    assert time.monotonic() - began < 4


def test_a_slow_wire_takes_longer_and_that_is_all(kiosk: Kiosk, over: Over) -> None:
    kiosk.record(30)
    over.hurt(Hurt(slow=0.02))
    assert kiosk.round(over.hub()) == Outcome(sent=30, received=30)
    assert over.whole(kiosk)


def _hurt(chance: random.Random) -> Hurt:
    how = chance.choice(("cut", "reset"))
    return chance.choice((
        Hurt(refuse=True),
        Hurt(up=chance.randrange(3_000), how=how),
        Hurt(down=chance.randrange(3_000), how=how),
        Hurt(),
    ))  # fmt: skip


def _rounds(kiosk: Kiosk, over: Over, count: int) -> tuple[int, int]:
    """So many rounds over a wire that is hurt most of the time, and crashes of the kiosk."""
    chance, troubles, crashes = random.Random(7), 0, 0
    for _ in range(count):
        kiosk.record(chance.randrange(4))
        over.hurt(_hurt(chance))
        crash = chance.choice((1 << 30, 1 << 30, chance.randrange(1, 6)))
        outcome = kiosk.round(over.hub(), crash_after=crash)
        troubles += outcome.trouble is not None
        crashes += crash < 1 << 30
    over.hurt()
    kiosk.round(over.hub())
    return troubles, crashes


def test_a_thousand_rounds_over_a_hurt_wire_lose_nothing_and_double_nothing(
    kiosk: Kiosk, over: Over, *, long: bool, counted: Callable[..., None]
) -> None:
    rounds = 1_000 if long else 100
    troubles, crashes = _rounds(kiosk, over, rounds)
    log, came = kiosk.logs[device(1)], over.receiver.came
    lost = len(log) - len({line.id for line in came})
    doubled = len(came) - len({line.id for line in came})
    more = {"rounds": rounds, "crashes": crashes, "doubled": doubled}
    counted("sync, wire", acknowledged=len(log), lost=lost, noticed=troubles, **more)
    assert (lost, doubled, kiosk.waiting) == (0, 0, 0)
    assert over.whole(kiosk)
    assert troubles > rounds // 4


class _Hasty(Kiosk):
    """A kiosk as it must not be: what was handed to the wire counts as received."""

    def lines(self, name: str, after: int, limit: int) -> tuple[Line, ...]:
        found = super().lines(name, after, limit)
        if limit > 1 and found:
            self.acknowledged[name] = max(self.acknowledged.get(name, 0), found[-1].seq)
        return found


class _Unasked(Hub):
    """A way to the hub on which nobody asks what it has."""

    def receipt(self, _device: str) -> None:
        return None


def test_who_marks_when_sent_loses(over: Over, counted: Callable[..., None]) -> None:
    kiosk, chance = _Hasty(1), random.Random(7)
    for _ in range(30):
        kiosk.record(2)
        over.hurt(_hurt(chance))
        hub = over.hub()
        kiosk.round(_Unasked(hub._wire, bytes, tries=1))
    kept = len({line.id for line in over.receiver.came})
    lost = len(kiosk.logs[device(1)]) - kept
    counted("sync, canary: mark when sent", acknowledged=60, lost=lost)
    assert kiosk.waiting == 0
    assert lost > 0
