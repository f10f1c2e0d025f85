"""A learner prints on printers that fail: through the window and a real CUPS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from PySide6.QtWidgets import QLabel

from kiosk.desk.desk import Desk
from kiosk.desk.places import AtEvaluation
from kiosk.office import demo
from kiosk.register.prints import Print, prints
from kiosk.ui import printing_patience
from kiosk.ui.driver import Driver, TourFailed
from tests.desk.learning_on import CONTENT, COURSE, read_all, take
from tests.faults.rig_cups import Cups, NoCupsError, closed, deaf

from .conftest import sign_in


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    """A print system of one's own, where this computer has the programs for it."""
    try:
        rig = Cups()
    except NoCupsError as no:
        pytest.skip(str(no))
    with rig:
        monkeypatch.setenv("CUPS_SERVER", rig.server)
        yield rig


def certificate(hands: Driver) -> str:
    """Pass, sign in and look at the certificate; its number."""
    house = hands.house
    desk = Desk(house.kiosk(demo.SETTINGS, house.catalog()), demo.LEARNERS[0])
    read_all(desk)
    take(desk, "post")
    desk.evaluate(AtEvaluation(COURSE), CONTENT)
    sign_in(hands)
    hands.press("history-certificates")
    hands.press(hands.names("certificate-")[0])
    hands.wait_for("CertificateScreen")
    ((_, issued),) = house.store.certificates()
    return issued.number


STRETCHES = 6
"""The print system itself takes 4 s to find a printer away, and more on a busy machine."""


def label(hands: Driver, name: str) -> str:
    found = [w for w in hands.window.findChildren(QLabel, name) if w.isVisible()]
    return found[0].text() if found else ""


def until_said(hands: Driver, words: str) -> None:
    seen: list[str] = []

    def said() -> bool:
        now = label(hands, "panel-words")
        if now not in seen:
            seen.append(now)
        return words in now

    for _ in range(STRETCHES):
        with suppress(TourFailed):
            hands.until(said, words)
            return
    pytest.fail(f"never said: {words}; but: {seen}")


def copies(hands: Driver, number: str) -> list[tuple[str, bool | None]]:
    found: tuple[Print, ...] = prints(hands.house.store, number)
    return [(copy.where, copy.seen) for copy in found]


def test_paper_that_runs_out_is_said_and_after_a_refill_the_learner_says_that_it_came(
    hands: Driver, cups: Cups
) -> None:
    cups.queue("dry", "dry:/")
    number = certificate(hands)
    hands.press("print")
    until_said(hands, "Kertas habis. Isi kertas A4; cetakan akan berlanjut.")
    (cups.out / "refilled").touch()
    until_said(hands, "Apakah sertifikat sudah keluar dari printer?")
    hands.press("seen-yes")
    until_said(hands, "Terima kasih. Sertifikat tercatat sudah dicetak.")
    assert copies(hands, number) == [("printer", True)]
    assert "Dicetak 1 kali" in label(hands, "copies")
    assert "oleh peserta: sudah keluar" in label(hands, "copies")


def test_a_printer_that_is_off_is_said_and_the_job_is_taken_back_when_the_learner_wants(
    hands: Driver, cups: Cups
) -> None:
    with closed() as port:
        cups.queue("away", f"socket://127.0.0.1:{port}")
        number = certificate(hands)
        hands.press("print")
        until_said(hands, "Printer tidak tersambung. Periksa kabel dan tombol daya")
        hands.press("cancel-print")
        until_said(hands, "Cetakan dibatalkan.")
    assert cups.jobs("not-completed") == []
    assert copies(hands, number) == [("printer", False)]
    assert "tidak keluar" in label(hands, "copies")


def test_a_printer_taken_away_while_the_job_waits_is_said(hands: Driver, cups: Cups) -> None:
    cups.queue("dry", "dry:/")
    other = cups.file_queue("other")
    certificate(hands)
    hands.press("print")
    until_said(hands, "Pilih printer:")
    hands.press("printer-0")
    until_said(hands, "Kertas habis.")
    cups.do("lpadmin", "-x", "dry")
    until_said(hands, "Printer itu dihapus dari komputer ini, jadi cetakan batal.")
    assert not other.exists()


def test_the_job_of_a_learner_who_left_is_followed_and_taken_back(
    hands: Driver, cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    with deaf() as port:
        cups.queue("deaf", f"socket://127.0.0.1:{port}")
        number = certificate(hands)
        hands.press("print")
        until_said(hands, "Cetakan dikirim ke printer. Tunggu sampai kertas keluar.")
        hands.press("leave")
        monkeypatch.setattr(printing_patience, "PRINTING_SECONDS", 0)
        hands.until(lambda: not cups.jobs("not-completed"), "the job was left in the queue")
        hands.until(lambda: copies(hands, number) == [("printer", False)], "nobody recorded it")


def test_a_paused_and_a_rejecting_printer_are_not_offered(hands: Driver, cups: Cups) -> None:
    cups.file_queue("one")
    cups.do("cupsdisable", "one")
    certificate(hands)
    hands.press("print")
    until_said(hands, "Printer ini sedang dihentikan.")
    cups.do("cupsenable", "one")
    cups.do("cupsreject", "one")
    hands.press("search-again")
    until_said(hands, "Printer ini sedang tidak menerima cetakan. Panggil petugas.")
    assert cups.jobs() == []
