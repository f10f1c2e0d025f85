"""Records on their way to the agency, through the real window: the chip always says the truth."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer

from kiosk.learning.events import SignedIn
from kiosk.ui.sticks import Stick
from tests.sync.proxy import Hurt, between
from tests.sync.receiver import Receiver, served

from .conftest import sign_in
from .syncing import (
    SITI,
    Made,
    chip,
    idle,
    into_office,
    leave,
    pair,
    put_in,
    until_chip,
    until_says,
    wait_quietly,
)

pytestmark = pytest.mark.usefixtures("soon")
RECEIVED = "Semua catatan sudah diterima BKPSDM Contoh, 23 November 2026"


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def port(receiver: Receiver) -> Iterator[int]:
    with served(receiver) as port:
        yield port


def test_pairing_by_code_through_the_window_and_the_chip_says_what_the_agency_has(
    kiosk: Made, port: int, receiver: Receiver
) -> None:
    hands = kiosk("one")
    assert chip(hands) == "Tersimpan di komputer ini"
    sign_in(hands)
    assert chip(hands) == "Tersimpan di komputer ini"
    leave(hands)
    pair(hands, port)
    store = hands.house.store
    assert sorted(receiver.logs[store.device]) == list(range(1, store.count + 1))
    assert chip(hands) == RECEIVED
    store.record(SITI, SignedIn(), SignedIn())
    assert chip(hands) == "2 catatan menunggu dikirim ke BKPSDM Contoh"


def test_a_wrong_code_is_said_beside_its_field_and_nothing_is_paired(
    kiosk: Made, port: int
) -> None:
    hands = kiosk("one")
    into_office(hands)
    hands.type("pair-address", f"127.0.0.1:{port}")
    hands.type("pair-code", "99999999")
    hands.press("pair")
    until_says(hands, "Kode tidak cocok atau sudah lewat waktu.")
    assert hands.house.agency is None
    assert chip(hands) == "Tersimpan di komputer ini"


def test_a_stick_is_used_by_itself_and_told_on_the_first_screen(
    kiosk: Made, slot: list[Stick], stick: Stick, receiver: Receiver
) -> None:
    hands = kiosk("one")
    put_in(slot, stick, hands)
    into_office(hands)
    hands.press("pair-ask")
    until_says(hands, "Permintaan sudah ada di stik")
    put_in(slot, None, hands)
    receiver.visit(stick.path, pair=True)
    put_in(slot, stick, hands)
    until_says(hands, "Cocokkan sidik jari kunci")
    hands.press("pair-yes")
    until_says(hands, "Berpasangan dengan BKPSDM Contoh")
    hands.press("officer-done")
    put_in(slot, None, hands)
    hands.house.store.record(SITI, SignedIn(), SignedIn())
    waiting = "3 catatan menunggu dikirim ke BKPSDM Contoh"
    until_chip(hands, waiting)
    put_in(slot, stick, hands)
    until_says(hands, "Stik DERMAGA-A sudah membawa catatan kios ini. Boleh dicabut.")
    assert chip(hands) == waiting, "what lies on a stick is not received"
    put_in(slot, None, hands)
    receiver.visit(stick.path)
    put_in(slot, stick, hands)
    until_chip(hands, RECEIVED)


def test_a_hub_that_goes_away_in_the_middle_loses_nothing_and_the_chip_stays_true(
    kiosk: Made, port: int, receiver: Receiver
) -> None:
    hands = kiosk("one")
    with between(port) as proxy:
        pair(hands, proxy.port)
        store, there = hands.house.store, hands.program.courier()
        store.record(SITI, *[SignedIn() for _ in range(50)])
        proxy.next = [Hurt(up=3_000)] * 40
        there.go()
        hands.until(lambda: there.roads["lan"].failures > 0, "the wire was not cut")
        idle(hands)
        assert chip(hands) == "50 catatan menunggu dikirim ke BKPSDM Contoh"
        proxy.next = []
        there.go()
        until_chip(hands, RECEIVED)
    log = receiver.logs[store.device]
    assert sorted(log) == list(range(1, store.count + 1))


def test_the_window_goes_on_drawing_while_five_thousand_events_go_up(
    kiosk: Made, port: int, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    hands = kiosk("one")
    pair(hands, port)
    store, there = hands.house.store, hands.program.courier()
    with store.writing():
        store.record(SITI, *[SignedIn() for _ in range(5_000)])
    gaps, last = [0.0], [time.perf_counter()]
    beat = QTimer()
    beat.setInterval(0)

    def tick() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    beat.timeout.connect(tick)
    beat.start()
    last[0] = began = time.perf_counter()
    there.go()
    wait_quietly(lambda: there.running is None)
    took = time.perf_counter() - began
    beat.stop()
    with capsys.disabled():
        print(f"\n5,000 events in {took:.2f} s; longest gap {1000 * max(gaps):.0f} ms")  # noqa: T201
    assert chip(hands) == RECEIVED
    assert len(receiver.logs[store.device]) == store.count
    assert max(gaps) < 0.5
