from __future__ import annotations

import time

import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.places import AtEvaluation
from kiosk.office import demo
from kiosk.trust.badge import badge_state
from kiosk.trust.seal import seal_state
from kiosk.ui import printing
from kiosk.ui.driver import Driver
from kiosk.ui.sticks import Stick
from tests.desk.learning_on import CONTENT, COURSE, read_all, take

from .conftest import sign_in


def certified(hands: Driver) -> Desk:
    house = hands.house
    desk = Desk(house.kiosk(demo.SETTINGS, house.catalog()), demo.LEARNERS[0])
    read_all(desk)
    take(desk, "post")
    desk.evaluate(AtEvaluation(COURSE), CONTENT)
    return desk


def to_the_certificate(hands: Driver) -> None:
    sign_in(hands)
    hands.press("history-certificates")
    hands.press(hands.names("certificate-")[0])
    hands.wait_for("CertificateScreen")


def test_who_leaves_a_certificate_before_the_printers_are_found_goes_on_undisturbed(
    hands: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    certified(hands)

    def slow() -> tuple[printing.Printer, ...]:
        time.sleep(0.2)
        asked.append("printers")
        return ()

    monkeypatch.setattr(printing, "printers", slow)
    to_the_certificate(hands)
    hands.press("back")
    hands.wait_for("HistoryScreen")
    hands.until(lambda: bool(asked), "nobody asked for printers")
    hands.rest(0.1)
    assert hands.screen == "HistoryScreen"


def test_a_stick_gets_the_certificate_and_its_badge(
    hands: Driver, slot: list[Stick], stick: Stick
) -> None:
    certified(hands)
    slot.append(stick)
    to_the_certificate(hands)
    hands.press("save")
    hands.until(lambda: hands.maybe("stick-0") is not None, "no stick is seen")
    hands.press("stick-0")
    hands.until(lambda: bool(list(stick.path.glob("*.badge.jwt"))), "not saved")
    badge, pdf = sorted(stick.path.iterdir())
    assert badge.name == f"{pdf.stem}.badge.jwt"
    assert badge_state(badge.read_text(), hands.house.store.exchange.public) == "whole"
    assert seal_state(pdf.read_bytes(), hands.house.store.exchange.public) == "whole"
