"""The courier without a window: when it goes, what it keeps, and how it ends."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from pytestqt.qtbot import QtBot

from kiosk.catalog.catalog import Catalog
from kiosk.house import House
from kiosk.learning.events import SignedIn
from kiosk.office import demo
from kiosk.office.sync import Brought, Ended
from kiosk.parcel import sealing
from kiosk.parcel.forms import DeviceCertificate
from kiosk.store import StoreTrouble
from kiosk.sync.pairing import Pairing
from kiosk.ui import courier as module
from kiosk.ui import sticks as places
from kiosk.ui.courier import Courier
from kiosk.ui.courier_roads import Road
from kiosk.ui.sticks import Stick
from tests.conftest import MONDAY, Clock
from tests.parcel.samples import AGENCY, agency_signs
from tests.sync.kiosks import Kiosk as Other
from tests.sync.proxy import Hurt, between
from tests.sync.receiver import PAIRING_SECRET, Receiver, served

SITI = demo.LEARNERS[0].id


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def port(receiver: Receiver) -> Iterator[int]:
    with served(receiver) as port:
        yield port


@pytest.fixture
def slot(monkeypatch: pytest.MonkeyPatch) -> list[Stick]:
    there: list[Stick] = []
    monkeypatch.setattr(places, "sticks", lambda: tuple(there))
    monkeypatch.setattr(places, "mounted", lambda: repr(there))
    return there


@pytest.fixture
def courier(
    qtbot: QtBot,
    house: House,
    catalog: Catalog,
    slot: list[Stick],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Courier]:
    assert qtbot is not None
    assert slot == []
    monkeypatch.setattr(module, "hub_of", lambda _pairing: "")
    house.office.set_up_demo()
    made = Courier(house, catalog)
    faults: list[Exception] = []
    made.faulty.connect(faults.append)
    yield made
    made.close()
    made.deleteLater()  # here, not by whichever thread collects garbage next
    assert faults == []


def pair(courier: Courier, *, url: str = "", folder: str = "") -> None:
    store = courier.house.store
    bare = DeviceCertificate(store.device, store.exchange.public, "Kios", MONDAY, 0, 1)
    certificate = sealing.signed(bare, agency_signs)
    pairing = Pairing(AGENCY, "p1", PAIRING_SECRET, certificate, MONDAY, url=url, folder=folder)
    courier.errands.pair(pairing)
    courier.paired_anew()


def done(courier: Courier, bot: QtBot) -> Ended:
    bot.waitUntil(lambda: courier.running is None and courier.ended is not None)
    assert courier.ended is not None
    return courier.ended


def test_what_is_recorded_goes_to_the_hub_and_the_receipt_is_kept(
    courier: Courier, qtbot: QtBot, port: int, receiver: Receiver
) -> None:
    courier.house.store.record("", SignedIn(), SignedIn(), SignedIn())
    assert courier.standing().state == "alone"
    pair(courier, url=f"http://127.0.0.1:{port}")
    assert courier.standing().state == "waiting"
    courier.look()
    ended = done(courier, qtbot)
    assert (ended.sent, ended.received, ended.trouble) == (3, 3, "")
    assert courier.standing().state == "received"
    assert len(receiver.logs[courier.house.store.device]) == 3


def test_a_class_that_is_watched_is_heard_of_before_the_next_round_is_due(
    courier: Courier, qtbot: QtBot, clock: Clock, port: int, receiver: Receiver
) -> None:
    courier.listen()
    assert (courier.running, courier.heard, courier.in_reach) == (None, 0, False)
    pair(courier, url=f"http://127.0.0.1:{port}")
    courier.look()
    first = done(courier, qtbot).at
    assert (courier.heard, courier.in_reach) == (first, True)
    clock.pass_seconds(30)
    courier.house.store.record("", SignedIn())
    courier.look()
    assert courier.running is None
    courier.listen()
    qtbot.waitUntil(lambda: courier.heard == first + 30_000)
    assert len(receiver.logs[courier.house.store.device]) == 1


def test_after_a_failure_it_waits_longer_each_time_and_sooner_after_a_certificate(
    courier: Courier, qtbot: QtBot, clock: Clock
) -> None:
    pair(courier, url="http://127.0.0.1:9")
    road, pauses = courier.roads["lan"], []
    for _ in range(4):
        courier.ended = None
        courier.look()
        assert done(courier, qtbot).trouble == "away"
        pauses.append(road.due - clock.ticks()[1])
        courier.ended = None
        courier.look()
        assert courier.running is None, "nothing is due yet"
        clock.pass_seconds(pauses[-1])
    for pause, least in zip(pauses, (15, 30, 60, 120), strict=True):
        assert least <= pause <= 2 * least
    courier.certified("1/2026")
    assert road.due <= clock.ticks()[1] + 2


def test_the_shared_folder_takes_parcels_that_count_only_once_a_receipt_is_there(
    courier: Courier, qtbot: QtBot, tmp_path: Path, receiver: Receiver
) -> None:
    (tmp_path / "office").mkdir()
    courier.house.store.record("", SignedIn(), SignedIn())
    pair(courier, folder=str(tmp_path / "office"))
    courier.look()
    ended = done(courier, qtbot)
    assert (ended.sent, ended.received) == (2, 0)
    assert courier.standing().waiting == 2
    receiver.visit(tmp_path / "office")
    courier.ended = None
    courier.go()
    ended = done(courier, qtbot)
    assert (ended.sent, ended.received) == (0, 2)
    assert courier.standing().state == "received"


def test_a_stick_of_ours_is_used_by_itself_and_any_other_one_is_left_alone(
    courier: Courier, qtbot: QtBot, tmp_path: Path, slot: list[Stick], receiver: Receiver
) -> None:
    ours, other = tmp_path / "ours", tmp_path / "other"
    for folder in (ours, other):
        folder.mkdir()
    receiver.visit(ours)
    courier.house.store.record("", SignedIn())
    pair(courier)
    slot.append(Stick(other, "FOTO", 1))
    courier.look()
    qtbot.waitUntil(lambda: len(courier.seen) == 1)
    assert (courier.running, courier.ended, list(other.iterdir())) == (None, None, [])
    assert courier.standing().stick == ""
    slot[:] = [Stick(ours, "DERMAGA-A", 1)]
    courier.look()
    assert done(courier, qtbot).sent == 1
    stands = courier.standing()
    assert (stands.stick, stands.on_stick, stands.waiting) == ("DERMAGA-A", "written", 1)
    assert len(list(ours.glob("DERMAGA/up/*/*.dermaga"))) == 1
    slot.clear()
    courier.look()
    qtbot.waitUntil(lambda: courier.standing().on_stick == "none")


def test_the_officers_button_uses_a_stick_that_is_empty_too(
    courier: Courier, qtbot: QtBot, tmp_path: Path, slot: list[Stick]
) -> None:
    (tmp_path / "new").mkdir()
    courier.house.store.record("", SignedIn())
    pair(courier)
    slot.append(Stick(tmp_path / "new", "BARU", 1))
    courier.look()
    qtbot.waitUntil(lambda: len(courier.seen) == 1)
    courier.go()
    assert done(courier, qtbot).sent == 1


def test_another_agency_starts_from_the_beginning(courier: Courier) -> None:
    store = courier.house.store
    store.record("", SignedIn(), SignedIn())
    pair(courier)
    store.exchange.acknowledge(store.device, 2, MONDAY)
    assert courier.standing().state == "received"
    pairing = courier.errands.pairing
    assert pairing is not None
    courier.errands.pair(pairing)
    assert courier.standing().state == "received", "the same agency again"
    other = structs.replace(AGENCY, sign=bytes(31) + b"\1")
    courier.errands.pair(structs.replace(pairing, agency=other))
    assert courier.standing().waiting == 2


def test_people_who_were_erased_are_remembered_whoever_the_agency_is(courier: Courier) -> None:
    store, gone = courier.house.store, "01a20ecc-59fc-7436-888b-2d3a89b25e40"
    store.exchange.remember_erased(gone, 5)
    pair(courier)
    assert store.exchange.erased()[gone] == 5


def test_the_records_damage_is_told_and_the_chip_says_nothing_new(
    courier: Courier, qtbot: QtBot, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hurt(*_given: object) -> Iterator[Brought]:
        raise StoreTrouble("damaged")
        yield Brought()

    courier.house.store.record("", SignedIn())
    pair(courier, url=f"http://127.0.0.1:{port}")
    monkeypatch.setattr(courier.errands, "keep", hurt)
    with qtbot.waitSignal(courier.damaged):
        courier.look()
    assert courier.standing().waiting == 1


def test_closing_gives_up_what_is_under_way(
    courier: Courier, qtbot: QtBot, port: int, receiver: Receiver
) -> None:
    courier.house.store.record("", SignedIn())
    pair(courier, url=f"http://127.0.0.1:{port}")
    courier.look()
    told: list[str] = []
    courier.stop(lambda: told.append("then"))
    qtbot.waitUntil(lambda: told == ["then"])
    assert courier.house.store.exchange.waiting() == 1
    assert receiver.now == MONDAY


def test_a_road_that_leads_elsewhere_forgets_how_it_was() -> None:
    road = Road("folder", "/a", "a", failures=3, due=900.0)
    road.lead("/a", "a")
    assert (road.failures, road.due) == (3, 900.0)
    road.lead("/b", "b")
    assert (road.failures, road.due, road.last) == (0, 0.0, None)


def test_much_from_elsewhere_is_taken_in_small_steps_and_told_once_all_is_there(
    courier: Courier, qtbot: QtBot, port: int, receiver: Receiver
) -> None:
    other = Other(7, (SITI,))
    other.record(450, SITI)
    receiver.came += other.logs[other.device]
    courier.house.store.record("", SignedIn())
    pair(courier, url=f"http://127.0.0.1:{port}")
    told: list[Ended] = []
    courier.came.connect(told.append)
    courier.look()
    ended = done(courier, qtbot)
    assert ended.brought == Brought(elsewhere=450)
    assert told == [ended]
    assert courier.house.store.count_of(SITI) == 450


def test_a_stick_that_is_gone_when_its_turn_comes_is_told_and_nothing_counts_as_carried(
    courier: Courier, qtbot: QtBot, tmp_path: Path, slot: list[Stick], receiver: Receiver
) -> None:
    (tmp_path / "ours").mkdir()
    receiver.visit(tmp_path / "ours")
    courier.house.store.record("", SignedIn())
    pair(courier)
    slot.append(Stick(tmp_path / "ours", "DERMAGA-A", 1))
    courier.look()
    assert done(courier, qtbot).trouble == ""
    shutil.rmtree(tmp_path / "ours")
    courier.ended = None
    courier.go()
    assert done(courier, qtbot).trouble in {"away", "gone"}
    stands = courier.standing()
    assert (stands.on_stick, stands.waiting) == ("none", 1)


def test_closing_does_not_wait_for_a_hub_that_says_nothing(
    courier: Courier, qtbot: QtBot, port: int
) -> None:
    courier.house.store.record("", SignedIn())
    with between(port) as proxy:
        proxy.next = [Hurt(down=0, how="stall")] * 9
        pair(courier, url=f"http://127.0.0.1:{proxy.port}")
        courier.look()
        qtbot.waitUntil(lambda: proxy.connections > 0)
        began = time.monotonic()
        courier.close()
        assert time.monotonic() - began < 1.5
    assert courier.house.store.exchange.waiting() == 1


def test_a_hub_that_moved_is_found_again_and_remembered_once_it_gave_a_receipt(
    courier: Courier, qtbot: QtBot, port: int, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = f"http://127.0.0.1:{port}"
    monkeypatch.setattr(module, "hub_of", lambda _pairing: there)
    courier.house.store.record("", SignedIn())
    pair(courier, url="http://127.0.0.1:9")
    courier.look()
    assert done(courier, qtbot).trouble == "away"
    qtbot.waitUntil(lambda: courier.roads["lan"].place == there)
    assert courier.errands.pairing is not None
    assert courier.errands.pairing.url == "http://127.0.0.1:9"
    courier.ended = None
    clock.pass_seconds(1)
    courier.look()
    assert done(courier, qtbot).received == 1
    assert courier.errands.pairing.url == there


def test_whoever_only_says_to_be_the_hub_is_not_remembered(
    courier: Courier, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "hub_of", lambda _pairing: "http://127.0.0.1:7")
    pair(courier, url="http://127.0.0.1:9")
    courier.look()
    done(courier, qtbot)
    qtbot.waitUntil(lambda: courier.roads["lan"].place == "http://127.0.0.1:7")
    due = courier.roads["lan"].due
    courier.ended = None
    courier.look()
    done(courier, qtbot)
    road = courier.roads["lan"]
    assert (road.place, road.failures) == ("http://127.0.0.1:9", 1)
    assert road.due > due == 0.0, "it goes on with its pauses"
    courier.ended = None
    courier.go()
    done(courier, qtbot)
    qtbot.wait(50)
    assert courier.roads["lan"].place == "http://127.0.0.1:9", "nobody believes it twice"
