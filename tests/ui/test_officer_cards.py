"""Participant cards in the officer's room: with codes or not, printed, saved, stopped midway."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.house import House
from kiosk.office import demo
from kiosk.office.office import Office
from kiosk.people.learner import Learner, learner_id
from kiosk.people.nip import Kind
from kiosk.people.role import OFFICER
from kiosk.ui import printing, sticks
from kiosk.ui.officer_cards import print_cards
from kiosk.ui.officer_steps import Steps
from kiosk.ui.printing import Job, JobState, Printer

from .conftest import Visit

NIPS = [f"19900412201501{n % 2 + 1}{n:03d}" for n in range(1, 16)]
NEW = [
    Learner(learner_id(n), f"Peserta Contoh {n[-2:]}", "Dinas Contoh", Kind.PNS, n) for n in NIPS
]
GUEST = Learner("g", "Tamu Contoh", "Dinas Contoh", Kind.GUEST)
Ask = Callable[..., None]


@pytest.fixture
def ask(used: House, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The dialog for some people; a code is made at once and tells whose it is."""

    def new_codes(_office: Office, people: Sequence[Learner]) -> dict[str, str]:
        return {x.id: f"KODE{x.nip[-3:]}A" for x in people}

    used.store.roster.put(NEW)
    monkeypatch.setattr(Office, "new_codes", new_codes)

    def asked(*people: Learner) -> None:
        print_cards(visit.window, used.clerk(OFFICER), people)

    return asked


def words_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_cards_with_codes_for_the_new_go_to_the_printer(
    visit: Visit, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []

    def send(pdf: bytes, printer: str, _title: str, paper: str, _pages: int) -> Job:
        assert paper == "A4"
        sent.append(pdf)
        return Job("7", printer, 0.0)

    ready = Printer("p", "Printer", ready=True)
    monkeypatch.setattr(printing, "printers", lambda: (ready,))
    monkeypatch.setattr(printing, "send", send)
    monkeypatch.setattr(printing, "state", lambda _job: JobState("done"))
    ask(*NEW[:10], demo.LEARNERS[0], GUEST)
    assert visit.says("11 kartu pada 2 lembar A4.")
    assert visit.says("1 orang tidak mendapat kartu: tamu, atau akunnya ditutup.")
    assert visit.says("10 orang belum punya PIN.")
    visit.press("cards-codes-new")
    assert visit.says("Kode yang sudah mereka terima tidak berlaku lagi.")
    visit.press("cards-print")
    assert visit.says("Kode aktivasi hanya ada di lembar ini.")
    assert visit.says("Printer selesai dengan cetakan ini.")
    (pdf,) = sent
    assert "".join(words_of(pdf)).count("KODE-") == 10


def test_stopped_midway_those_with_a_new_code_get_their_cards(
    visit: Visit, ask: Ask, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []

    def stop_after_twelve(_office: Office, people: Sequence[Learner]) -> dict[str, str]:
        given.extend(x.id for x in people)
        if len(given) >= 12 and visit.window.overlay is not None:
            QTest.keyClick(visit.window.overlay, Qt.Key.Key_Escape)
        return {x.id: f"KODE{x.nip[-3:]}A" for x in people}

    monkeypatch.setattr(Office, "new_codes", stop_after_twelve)
    ask(*NEW)
    visit.press("cards-codes-all")
    visit.press("cards-save")
    visit.press("files-take")
    assert visit.says("Tersimpan: Kartu peserta 2026-12-23.pdf")
    (file,) = place.iterdir()
    assert [page.count("KODE-") for page in words_of(file.read_bytes())] == [10, 3]
    assert len(given) == 13


def test_cards_without_codes_that_were_stopped_are_not_made(
    visit: Visit, ask: Ask, place: Path
) -> None:
    ask(*NEW)
    visit.press("cards-save")
    visit.press("files-take")
    visit.press("steps-stop")
    visit.bot.waitUntil(lambda: visit.window.findChild(Steps) is None)
    assert list(place.iterdir()) == []
    assert visit.house.store.acts(1)[0].event.act != "print-cards"  # type: ignore[union-attr]


def test_where_the_stick_is_full_another_place_gets_the_same_cards(
    visit: Visit, ask: Ask, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, tried = sticks.save, list[bytes]()

    def full_at_first(pdf: bytes, folder: Path, name: str) -> Path:
        tried.append(pdf)
        if len(tried) == 1:
            raise sticks.SaveTrouble("full")
        return save(pdf, folder, name)

    monkeypatch.setattr(sticks, "save", full_at_first)
    ask(NEW[0])
    visit.press("cards-codes-all")
    visit.press("cards-save")
    visit.press("files-take")
    assert visit.says("Kartu belum tersimpan")
    visit.press("overlay-yes")
    visit.press("files-take")
    assert visit.says("Kartu tersimpan")
    assert [file.read_bytes() for file in place.iterdir()] == [tried[0]] == [tried[1]]


def test_nobody_who_can_have_a_card_is_told(visit: Visit, ask: Ask) -> None:
    ask(GUEST)
    assert visit.says("Pilih peserta yang akunnya terbuka dan mempunyai NIP.")
