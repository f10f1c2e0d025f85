"""A certificate revoked at the hub, at kiosks that only ever saw the stick."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from kiosk.cli.hub import hub
from kiosk.desk.places import AtCourse, AtHistory
from kiosk.desk.views import HistoryView
from kiosk.learning.trouble import NotAllowed
from kiosk.ui.driver import Driver
from kiosk.ui.sticks import Stick
from tests.desk.learning_on import COURSE

from .conftest import sign_in
from .syncing import (
    Made,
    finish,
    into_office,
    learn,
    leave,
    put_in,
    until_says,
    words_on,
)

pytestmark = pytest.mark.usefixtures("soon")
REASON = "Peserta tidak hadir pada hari pelatihan"
Typed: TypeAlias = Callable[..., str]


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    """The hub's commands, in a folder of their own; no server ever runs."""

    def said(*words: str | Path) -> str:
        line = [*map(str, words), "--folder", str(tmp_path / "hub")]
        result = CliRunner().invoke(hub, line)
        assert result.exit_code == 0, result.output
        return result.output

    return said


def pair_by_stick(
    hands: Driver, slot: list[Stick], stick: Stick, typed: Typed, *all_of: Driver
) -> None:
    put_in(slot, stick, *all_of)
    into_office(hands)
    hands.press("pair-ask")
    until_says(hands, "Permintaan sudah ada di stik")
    put_in(slot, None, *all_of)
    assert "Dipasangkan:" in typed("pair", "--stick", stick.path)
    put_in(slot, stick, *all_of)
    until_says(hands, "Cocokkan sidik jari")
    hands.press("pair-yes")
    until_says(hands, "Berpasangan dengan ")
    hands.press("officer-done")
    put_in(slot, None, *all_of)


def carry(slot: list[Stick], stick: Stick, typed: Typed, *kiosks: Driver) -> None:
    """The stick goes to the kiosks, to the hub, and to the kiosks again."""
    put_in(slot, stick, *kiosks)
    put_in(slot, None, *kiosks)
    typed("stick", stick.path)
    put_in(slot, stick, *kiosks)
    put_in(slot, None, *kiosks)


def number_held(hands: Driver) -> str:
    """Signed in: the number of the learner's only certificate."""
    assert hands.program.journey is not None
    view = hands.program.journey.desk.view(AtHistory("certificates"))
    assert isinstance(view, HistoryView)
    (issued,) = view.certificates
    return issued.number


def enabled(hands: Driver, name: str) -> bool:
    found = hands.find(name)
    assert isinstance(found, QAbstractButton)
    return found.isEnabled()


def refuses_and_says_why(hands: Driver, number: str) -> None:
    """Signed in: home, history, course and certificate say it, and nothing leaves the screen."""
    journey = hands.program.journey
    assert journey is not None
    hands.press("history")
    hands.wait_for("HistoryScreen")
    assert "0 pada " in words_on(hands)
    assert words_on(hands).count("Sertifikat dicabut") >= 1
    assert "0 JP" in words_on(hands)
    hands.press("tab-certificates")
    assert f"· {REASON}" in words_on(hands)
    hands.press(f"certificate-{number}")
    hands.wait_for("CertificateScreen")
    shown = words_on(hands)
    assert "Sertifikat ini dicabut BKPSDM pada " in shown
    assert f"Alasan: {REASON}" in shown
    assert "Menurut daftar pencabutan per " in shown
    assert "Selamat, Anda lulus!" not in shown
    for name in ("print", "save"):
        assert not enabled(hands, name)
        QTest.mouseClick(hands.find(name), Qt.MouseButton.LeftButton)
    hands.rest(0.1)
    assert "Mencari printer" not in words_on(hands)
    with pytest.raises(NotAllowed, match="certificate-revoked"):
        journey.desk.printable(number)
    journey.go(AtCourse(COURSE))
    hands.settle()
    assert "Dicabut" in words_on(hands)
    leave(hands)


def test_a_certificate_revoked_at_the_hub_is_refused_at_kiosks_that_only_ever_saw_the_stick(
    kiosk: Made, slot: list[Stick], stick: Stick, typed: Typed
) -> None:
    one, two = kiosk("one"), kiosk("two")
    for hands in (one, two):
        pair_by_stick(hands, slot, stick, typed, one, two)
    sign_in(one)
    learn(one)
    finish(one)
    assert enabled(one, "print")
    leave(one)
    carry(slot, stick, typed, one, two)
    sign_in(two)
    number = number_held(two)
    assert "1 sertifikat" in words_on(two)
    two.press("history-certificates")
    two.press(f"certificate-{number}")
    two.wait_for("CertificateScreen")
    assert enabled(two, "print")
    leave(two)

    assert "dicabut per hari ini" in typed("revoke", "certificate", number, "--reason", REASON)
    carry(slot, stick, typed, one, two)
    for hands in (one, two):
        sign_in(hands)
        assert "0 sertifikat" in words_on(hands)
        refuses_and_says_why(hands, number)


def test_the_word_that_comes_while_the_certificate_is_on_the_screen_stops_its_printing(
    kiosk: Made, slot: list[Stick], stick: Stick, typed: Typed
) -> None:
    hands = kiosk("one")
    pair_by_stick(hands, slot, stick, typed, hands)
    sign_in(hands)
    learn(hands)
    finish(hands)
    number = number_held(hands)
    typed("revoke", "certificate", number, "--reason", REASON)
    typed("stick", stick.path)
    put_in(slot, stick, hands)
    word = hands.program.courier().errands.word
    hands.until(lambda: number in word.revoked_certificates(), "the word did not come")
    screen = hands.window.screen_shown
    screen.print_wanted.emit("printer")  # type: ignore[union-attr]
    hands.settle()
    assert "Sertifikat ini sudah dicabut, jadi tidak dapat dicetak" in words_on(hands)
    hands.press("overlay-ok")
    assert "Sertifikat ini dicabut BKPSDM pada " in words_on(hands)
    assert not enabled(hands, "print")


def test_a_kiosk_revoked_at_the_hub_tells_its_officer_by_the_stick_and_goes_on_teaching(
    kiosk: Made, slot: list[Stick], stick: Stick, typed: Typed
) -> None:
    hands = kiosk("one")
    pair_by_stick(hands, slot, stick, typed, hands)
    device = hands.house.store.device
    assert "Dicabut: 1 " in typed("revoke", "device", device, "--reason", "Komputer hilang")
    carry(slot, stick, typed, hands)
    into_office(hands)
    until_says(hands, "Instansi mencabut kios ini, jadi catatannya tidak diterima.")
    until_says(hands, "Kios ini dicabut ")
    hands.press("officer-done")
    sign_in(hands)
