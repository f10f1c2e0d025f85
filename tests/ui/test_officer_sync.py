"""The officer's part "Sinkronisasi", through its real widgets and a real round."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton

from kiosk.learning.events import SignedIn
from kiosk.office import demo
from kiosk.office.sync import (
    Brought,
    Differing,
    Ended,
    Held,
    Hub,
    Paired,
    Running,
    Standing,
    SyncView,
    Way,
)
from kiosk.office.sync_ways import lan_way
from kiosk.office.word_people import Base, Conflict
from kiosk.parcel.word import written
from kiosk.sync.trouble import CODES
from kiosk.ui import courier, officer_sync
from kiosk.ui import sticks as places
from kiosk.ui.screens.officer_sync import SyncPart
from kiosk.ui.screens.sync_conflicts import value_words
from kiosk.ui.sticks import Stick
from kiosk.ui.sync_words import ended_words, trouble_words, way_lines, way_state
from tests.conftest import MONDAY
from tests.sync.receiver import Receiver, served
from tests.sync.test_tls import certificate

from .conftest import Visit

PAIRED = Paired("BKPSDM", "7F3A 91C4", MONDAY)
SITI = demo.LEARNERS[0]


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
def desk(visit: Visit, slot: list[Stick], monkeypatch: pytest.MonkeyPatch) -> Visit:
    """In the part, on a kiosk that is not paired; two hubs are in the room."""
    assert slot == []
    hubs = (Hub("Laptop instruktur", "http://192.0.2.1:8080"), Hub("Server", "https://192.0.2.2"))
    monkeypatch.setattr(officer_sync, "find_hubs", lambda: hubs)
    monkeypatch.setattr(courier, "hub_of", lambda _pairing: "")
    visit.house.office.set_up_demo()
    visit.enter()
    visit.press("part-sync")
    return visit


def pair(visit: Visit, port: int) -> None:
    line = visit.seen(QLineEdit, "pair-address")
    line.clear()
    visit.type("pair-address", f"http://127.0.0.1:{port}")
    visit.type("pair-code", "1234 5678")
    visit.press("pair")
    assert visit.says("Berpasangan dengan BKPSDM Contoh")
    visit.bot.waitUntil(lambda: visit.courier.running is None)


def text_of(visit: Visit, name: str) -> str:
    return visit.seen(QLabel, name).text()


def test_hubs_in_the_room_are_listed_and_one_tap_fills_in_the_address(desk: Visit) -> None:
    desk.press("pair-hub-1")
    assert desk.seen(QLineEdit, "pair-address").text() == "https://192.0.2.2"
    assert desk.window.focusWidget() is desk.seen(QLineEdit, "pair-code")


def test_a_missing_address_or_code_is_said_beside_its_field(desk: Visit) -> None:
    desk.press("pair")
    assert desk.says("Pilih hub, atau ketik alamatnya.")
    desk.press("pair-hub-0")
    desk.press("pair")
    assert desk.says("Ketik kode yang tampil di layar hub.")


def test_pairing_and_sending_by_keyboard_alone(desk: Visit, port: int, receiver: Receiver) -> None:
    desk.house.store.record("", SignedIn(), SignedIn())
    line = desk.seen(QLineEdit, "pair-address")
    line.clear()
    QTest.keyClicks(line, f"127.0.0.1:{port}")
    for _ in range(12):
        if desk.window.focusWidget() is desk.seen(QLineEdit, "pair-code"):
            break
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(desk.window.focusWidget(), "12345678")
    for _ in range(12):
        if desk.window.focusWidget() is desk.seen(QPushButton, "pair"):
            break
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Return)
    assert desk.says("Berpasangan dengan BKPSDM Contoh")
    desk.bot.waitUntil(lambda: len(receiver.logs.get(desk.house.store.device, {})) == 3)


def test_what_was_received_is_told_with_the_receipt(desk: Visit, port: int) -> None:
    desk.house.store.record("", *[SignedIn() for _ in range(14)])
    pair(desk, port)
    assert desk.says("15 catatan diterima instansi.")  # and that the officer paired it
    assert text_of(desk, "sync-waiting") == "Tidak ada catatan yang menunggu"
    assert "BKPSDM Contoh menerima catatan sampai urutan 15" in text_of(desk, "paired-receipt")
    ((device, seq, at),) = desk.table("sync-receipts")
    assert (device, seq) == (f"{desk.house.store.device[-8:]} (sekarang)", "15")
    assert at.startswith("23 November 2026, ")
    desk.house.store.record("", SignedIn())
    desk.press("sync-go")
    assert desk.says("2 catatan diterima instansi.")


def test_unpairing_is_asked_about_and_then_nothing_is_sent(desk: Visit, port: int) -> None:
    pair(desk, port)
    desk.press("unpair")
    desk.press("overlay-no")
    assert desk.house.agency == "BKPSDM Contoh"
    desk.press("unpair")
    desk.press("overlay-yes")
    assert desk.says("Kios ini belum berpasangan dengan instansi.")
    assert desk.house.agency is None
    assert desk.courier.roads["lan"].place == ""


def test_a_shared_folder_is_chosen_in_our_own_chooser_and_used_at_once(
    desk: Visit, port: int, user: Path
) -> None:
    pair(desk, port)
    desk.house.store.record("", SignedIn())
    desk.courier.errands.lead(url="")
    desk.press("sync-folder")
    desk.press("files-take")
    desk.bot.waitUntil(lambda: bool(list(user.glob("DERMAGA/up/*/*.dermaga"))))
    assert desk.says("Tetap menunggu sampai instansi membaca dan memberi tanda terima.")
    desk.press("sync-forget")
    desk.bot.waitUntil(lambda: desk.courier.roads["folder"].place == "")


def test_without_a_stick_nothing_can_be_written_and_that_is_said(desk: Visit) -> None:
    desk.press("pair-ask")
    assert desk.says("Belum ada stik yang terpasang.")


def test_two_values_are_shown_and_one_click_settles(desk: Visit, port: int) -> None:
    pair(desk, port)
    store, conflict = desk.house.store, Conflict(SITI.id, "unit", SITI.unit, "Dinas Kesehatan")
    store.keep("word-person", SITI.id, written(Base({"unit": "Dinas Kesehatan"})))
    store.keep("word-conflict", f"{SITI.id}/unit", written(conflict))
    desk.press("part-people")
    assert "Ada data profil yang berbeda" in text_of(desk, "officer-note")
    desk.press("part-sync")
    assert desk.says(f"{SITI.name} · Unit kerja")
    assert desk.says(SITI.unit)
    assert desk.says("Dinas Kesehatan")
    desk.press("settle-0-agency")
    desk.bot.waitUntil(lambda: not desk.window.findChildren(QPushButton, "settle-0-agency"))
    settled = store.roster.by_id(SITI.id)
    assert settled is not None
    assert settled.unit == "Dinas Kesehatan"
    assert desk.courier.errands.word.conflicts() == ()


def shown(visit: Visit, view: SyncView) -> SyncPart:
    part = SyncPart(visit.window.theme)
    visit.window.show_screen(lambda: part)
    part.show_view(view)
    return part


def test_a_round_under_way_shows_its_step_its_count_and_a_way_to_stop(visit: Visit) -> None:
    stick = Way("stick", "DERMAGA-A", there=True, used=True, free=6_900_000_000)
    running = Running("stick", "DERMAGA-A", "up", 163, 248)
    view = SyncView(Standing("sending", "BKPSDM", 85), PAIRED, (stick,), running)
    part = shown(visit, view)
    told: list[str] = []
    part.stop_wanted.connect(lambda: told.append("stop"))
    assert visit.says("Setor dan ambil lewat DERMAGA-A")
    assert visit.says("163 dari 248 catatan")
    assert visit.says("Aman dicabut kapan saja")
    assert visit.says("DERMAGA-A, bebas 6,9 GB.")
    assert not part.go.isEnabled()
    visit.press("round-stop")
    assert told == ["stop"]


def test_what_came_down_is_counted_in_lines(visit: Visit) -> None:
    brought = Brought(new_people=3, changed_people=2, cohorts=1, revoked=4, courses=1, elsewhere=12)
    ended = Ended("lan", "hub", MONDAY, brought=brought, others=("twin",))
    shown(visit, SyncView(Standing("received", "BKPSDM", 0, MONDAY), PAIRED, ended=ended))
    for words in (
        "Tidak ada yang perlu disetor: instansi sudah menerima semuanya.",
        "Peserta baru: 3",
        "Data peserta berubah: 2",
        "Angkatan: 1",
        "Pencabutan baru: 4",
        "Kursus dipasang: 1",
        "Catatan peserta dari kios lain: 12",
        "Catatan dari perangkat dahulu: Instansi sudah menerima catatan lain",
    ):
        assert visit.says(words)


def test_an_outdated_word_waits_for_a_yes(visit: Visit) -> None:
    part = shown(visit, SyncView(Standing(), PAIRED, expired=MONDAY, refused=2))
    told: list[str] = []
    part.decisions.accept_wanted.connect(lambda: told.append("yes"))
    assert visit.says("hanya berlaku sampai 23 November 2026 pukul ")
    assert visit.says("Bagian kabar instansi yang tidak dapat dipakai: 2.")
    visit.press("word-accept")
    assert told == ["yes"]


def test_many_conflicts_can_be_settled_at_once(visit: Visit) -> None:
    differing = (
        Differing("a", "Peserta Contoh 1", "rank", "", "Penata"),
        Differing("b", "Peserta Contoh 2", "active", "yes", "no"),
    )
    part = shown(visit, SyncView(Standing(), PAIRED, differing=differing))
    told: list[str] = []
    part.decisions.all_wanted.connect(told.append)
    visit.press("settle-all")
    assert told == ["agency"]
    assert (value_words("rank", ""), value_words("active", "no")) == ("(kosong)", "Tidak aktif")


def test_earlier_devices_of_this_computer_have_their_receipts_too(visit: Visit) -> None:
    held = (Held("1" * 36, 5, MONDAY, here=True), Held("2" * 36, 0, 0, here=False))
    shown(visit, SyncView(Standing("waiting", "BKPSDM", 3), PAIRED, held=held))
    first, second = visit.table("sync-receipts")
    assert first[:2] == ["11111111 (sekarang)", "5"]
    assert second == ["22222222 (dahulu)", "–", "belum ada"]


@pytest.mark.parametrize(
    ("way", "badge", "lines"),
    [
        (Way("lan"), "Belum ada", ("Belum ada hub di ruang ini.", "")),
        (Way("stick"), "Belum ada", ("Pasang stik, dan catatan disetor ke sana.", "")),
        (Way("lan", "10.0.0.2", there=True), "Siap", ("Hub “10.0.0.2”.", "Belum pernah dipakai.")),
        (
            Way("folder", "/k", last=Ended("folder", "/k", MONDAY, trouble="away")),
            "Menunggu",
            ("/k.", "Belum terjangkau."),
        ),
        (
            Way("stick", "A", last=Ended("stick", "A", MONDAY, trouble="foreign")),
            "Perlu dilihat",
            ("A.", "Ini milik instansi lain, jadi tidak dipakai."),
        ),
        (
            Way("lan", "h", there=True, last=Ended("lan", "h", MONDAY, sent=7)),
            "Tersambung",
            ("Hub “h”.", "Terakhir 23 November 2026, 7 catatan."),
        ),
    ],
)
def test_each_way_says_how_it_stands(way: Way, badge: str, lines: tuple[str, str]) -> None:
    assert way_state(way)[0] == badge
    assert way_lines(way) == lines


def test_what_lies_on_a_stick_is_never_called_received() -> None:
    laid = Ended("stick", "A", MONDAY, sent=7)
    assert ended_words(laid) == (
        "7 catatan disimpan di A. Tetap menunggu sampai instansi membaca dan memberi tanda terima."
    )
    back = structs.replace(laid, sent=0, received=7)
    assert ended_words(back) == "Tanda terima dari A: 7 catatan sudah diterima instansi."


def test_every_trouble_has_a_sentence_of_its_own() -> None:
    from typing import get_args

    from kiosk.sync.word import Code

    codes = CODES | set(get_args(Code)) | {"here-full", "here-read-only", "here-busy", "no-stick"}
    sentences = {code: trouble_words(code) for code in codes}
    assert trouble_words("never heard of") not in sentences.values()
    assert len(set(sentences.values())) == len(codes)


def test_the_hubs_address_can_be_another_one(desk: Visit, port: int, receiver: Receiver) -> None:
    pair(desk, port)
    desk.courier.errands.lead(url="http://127.0.0.1:9")
    desk.courier.paired_anew()
    desk.house.store.record("", SignedIn())
    desk.press("sync-go")
    assert desk.says("Belum terjangkau.")
    desk.press("sync-address")
    desk.seen(QLineEdit, "hub-address").clear()
    desk.type("hub-address", f"127.0.0.1:{port}")
    desk.press("hub-keep")
    desk.bot.waitUntil(lambda: len(receiver.logs.get(desk.house.store.device, {})) == 4)
    assert desk.says("3 catatan diterima instansi.")  # with the wish to sync, and the address


def test_view_only_nothing_is_paired_or_sent(
    visit: Visit, slot: list[Stick], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert slot == []
    monkeypatch.setattr(officer_sync, "find_hubs", tuple)
    visit.house.office.set_up_demo()
    monkeypatch.setattr(visit.house.folder, "view_only", True)
    visit.enter()
    visit.press("part-sync")
    for name in ("pair", "pair-ask"):
        assert not visit.seen(QPushButton, name).isEnabled()


def choose(visit: Visit, file: Path) -> None:
    visit.press("sync-authority")
    names = visit.seen(QListWidget, "files-list")
    [row] = [n for n in range(names.count()) if names.item(n).text() == file.name]
    names.setCurrentRow(row)
    visit.press("files-take")


def test_the_hubs_own_certificate_is_chosen_and_used_by_every_later_connection(
    desk: Visit, port: int, user: Path
) -> None:
    pair(desk, port)
    wrong, right = user / "bukan.pem", user / "hub.pem"
    wrong.write_text("bukan sertifikat")
    choose(desk, wrong)
    assert desk.says("Berkas ini bukan sertifikat PEM atau DER.")
    desk.press("overlay-ok")
    assert desk.courier.errands.authority == ""
    certificate(user, (-1, 1), "127.0.0.1")
    choose(desk, right)
    assert desk.says("Sertifikat hub tersimpan")
    desk.press("overlay-ok")
    kept = desk.house.folder.path / "hub-ca.pem"
    pairing = desk.courier.errands.pairing
    assert pairing is not None
    assert pairing.ca == desk.courier.errands.authority == str(kept)
    assert b"PRIVATE" not in kept.read_bytes()
    assert lan_way(pairing, desk.house.rooms.chance).ca == str(kept)
    desk.press("unpair")
    desk.press("overlay-yes")
    desk.bot.waitUntil(lambda: desk.house.agency is None)
    assert not kept.exists()


def test_a_certificate_can_be_chosen_before_pairing_too(desk: Visit, user: Path) -> None:
    certificate(user, (-1, 1), "127.0.0.1")
    desk.press("pair-authority")
    names = desk.seen(QListWidget, "files-list")
    names.setCurrentRow(names.count() - 1)
    desk.press("files-take")
    assert desk.says("Sertifikat hub tersimpan")
    assert desk.courier.errands.authority == str(desk.house.folder.path / "hub-ca.pem")
