from __future__ import annotations

import time

import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.places import AtEvaluation
from kiosk.office import demo
from kiosk.ui import printing
from kiosk.ui.driver import Driver
from tests.desk.learning_on import CONTENT, COURSE, read_all, take

from .conftest import sign_in


def test_who_leaves_a_certificate_before_the_printers_are_found_goes_on_undisturbed(
    hands: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, asked = hands.house, []
    desk = Desk(house.kiosk(demo.SETTINGS, house.catalog()), demo.LEARNERS[0])
    read_all(desk)
    take(desk, "post")
    desk.evaluate(AtEvaluation(COURSE), CONTENT)

    def slow() -> tuple[printing.Printer, ...]:
        time.sleep(0.2)
        asked.append("printers")
        return ()

    monkeypatch.setattr(printing, "printers", slow)
    sign_in(hands)
    hands.press("history-certificates")
    hands.press(hands.names("certificate-")[0])
    hands.wait_for("CertificateScreen")
    hands.press("back")
    hands.wait_for("HistoryScreen")
    hands.until(lambda: bool(asked), "nobody asked for printers")
    hands.rest(0.1)
    assert hands.screen == "HistoryScreen"
