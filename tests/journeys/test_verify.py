"""Certificates checked before anybody is signed in, by keyboard and scanner alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from kiosk.catalog.catalog import Catalog
from kiosk.certificate.scan import Scan
from kiosk.certificate.scanner import Scanner
from kiosk.house import House, TourWanted
from kiosk.learning.events import CertificateIssued
from kiosk.register.revoke import revoke
from kiosk.trust import base45, code
from kiosk.ui import files
from kiosk.ui.driver import Driver
from kiosk.ui.files import Start
from kiosk.ui.sitting import Sitting
from tests.certificate.noise import page_image, scanner
from tests.conftest import Clock
from tests.register.conftest import LATER
from tests.register.town import Town, facts_of

AULA, LOBI = "AULA-01", "LOBI-01"


@pytest.fixture
def town(
    tmp_path: Path, clock: Clock, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Town]:
    """Two paired kiosks; the courses were read before."""
    clock.at += LATER
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)
    made = Town(tmp_path, clock, catalog)
    for name in (AULA, LOBI):
        made.kiosk(name)
        made.pair(name)
    made.carry(AULA, LOBI)
    yield made
    made.close()


@pytest.fixture
def issued(town: Town) -> CertificateIssued:
    """At the first kiosk."""
    return town.certify(AULA)


@pytest.fixture
def folder(
    town: Town, issued: CertificateIssued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """What is on the stick: the file, a scan, and something else, in this order."""
    with town.house(AULA) as house:
        pdf = house.store.document("certificate", issued.number)
    assert pdf is not None
    made = tmp_path / "stik"
    made.mkdir()
    (made / "a.pdf").write_bytes(pdf)
    (made / "b.jpg").write_bytes(scanner(page_image(pdf, 200), 5, 200))
    (made / "c.pdf").write_bytes(b"%PDF-1.7 nada")
    monkeypatch.setattr(files, "starts", lambda: (Start(made, "Stik", "usb"),))
    return made


@pytest.fixture
def hands(qapp: QApplication, town: Town, issued: CertificateIssued) -> Iterator[Driver]:
    """The window of the other kiosk, which never heard of the certificate."""
    assert qapp
    assert issued
    yield from opened(town, LOBI)


def opened(town: Town, name: str) -> Iterator[Driver]:
    sitting = Sitting(town.rooms, town.data(name))
    window = sitting.program.window
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    yield Driver.at(sitting, TourWanted(town.data(name), "id", 1366, 768), [])
    window.may_close = True
    window.close()
    sitting.close()
    window.deleteLater()
    QApplication.sendPostedEvents()


def open_page(hands: Driver) -> None:
    """Alt+P, and the keyboard is in the field."""
    hands.until(lambda: focus(hands) == "nip", "no focus")
    hands.window.activateWindow()  # a shortcut wants a window that the system has made active
    hands.until(hands.window.isActiveWindow, "not active")
    QTest.keyClick(hands.window.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    hands.wait_for("VerifyScreen")
    hands.until(lambda: focus(hands) == "check-code", "no focus")


def focus(hands: Driver) -> str:
    focused = hands.window.focusWidget()
    return focused.objectName() if focused is not None else ""


def scan(hands: Driver, text: str, ending: Qt.Key = Qt.Key.Key_Return) -> str:
    """A scanner types fast into whatever has the focus; the state that is then shown."""
    QTest.keyClicks(hands.window.focusWidget(), text)
    hands.key(ending)
    return shown(hands, "check-state")


def shown(hands: Driver, name: str) -> str:
    label = hands.find(name)
    assert isinstance(label, QLabel)
    return label.text()


def values(hands: Driver) -> list[str]:
    return [shown(hands, name) for name in hands.names("check-value-")]


def said(hands: Driver) -> str:
    """All words of the answer."""
    labels = hands.find("check-result").findChildren(QLabel)
    return "\n".join(label.text() for label in labels)


def take(hands: Driver, number: int) -> None:
    """The file of that number in the folder, by keys."""
    tab_to(hands, "check-file")
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: focus(hands) == "files-list", "no list")
    for _ in range(number):
        hands.key(Qt.Key.Key_Down)
    tab_to(hands, "files-take")
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: hands.maybe("check-state") is not None, "no answer")


def tab_to(hands: Driver, name: str) -> None:
    for _ in range(30):
        if focus(hands) == name:
            return
        hands.key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {name}")


def test_a_scanned_code_holds_and_the_next_may_be_scanned_at_once(
    hands: Driver, issued: CertificateIssued
) -> None:
    open_page(hands)
    text = facts_of(issued).check_code
    assert scan(hands, text) == "Sah"
    assert values(hands)[:5] == [
        "Peserta Contoh 1",
        "800.1.4/AULA-01.0001/BKPSDM/XII/2026",
        "Pelayanan Publik Prima",
        "2",
        "23 Desember 2026",
    ]
    assert "Bandingkan dengan kertasnya" in said(hands)
    assert "Daftar pencabutan per 23 Desember 2026, hari ini." in said(hands)
    hands.key(Qt.Key.Key_Return)  # some scanners send it twice
    assert shown(hands, "check-state") == "Sah"
    assert scan(hands, "nada", Qt.Key.Key_Enter) == "Belum dapat diperiksa"
    assert scan(hands, text.lower()) == "Sah"


def test_the_file_and_a_scan_of_it_are_chosen_by_keys(hands: Driver, folder: Path) -> None:
    assert folder
    open_page(hands)
    take(hands, 0)
    assert shown(hands, "check-state") == "Sah"
    assert "Berkas ini persis seperti saat diterbitkan." in said(hands)
    assert "Bandingkan" not in said(hands)
    tab_to(hands, "action")
    assert hands.words_of("action") == "Periksa lagi"
    hands.key(Qt.Key.Key_Return)
    assert hands.maybe("check-result") is None
    take(hands, 1)
    assert shown(hands, "check-state") == "Sah"
    assert "Bandingkan dengan kertasnya" in said(hands)
    hands.press("action")
    take(hands, 2)
    assert shown(hands, "check-state") == "Belum dapat diperiksa"
    assert "rusak" in shown(hands, "check-sentence")


def test_an_edited_file_says_what_was_changed(hands: Driver, folder: Path) -> None:
    file = folder / "a.pdf"
    body = file.read_bytes()
    file.write_bytes(body.replace(b"Dermaga</xmp:CreatorTool>", b"Dermagi</xmp:CreatorTool>"))
    open_page(hands)
    take(hands, 0)
    assert shown(hands, "check-state") == "Tidak sah: isinya diubah"
    assert "Berkasnya diubah sesudah diterbitkan." in said(hands)
    assert "jangan percaya begitu saja" in said(hands)


def test_an_edited_code_does_not_hold(hands: Driver, issued: CertificateIssued) -> None:
    raw = bytearray(base45.decoded(facts_of(issued).check_code))
    raw[-1] ^= 1
    open_page(hands)
    assert scan(hands, base45.encoded(bytes(raw))) == "Tidak sah: isinya diubah"


def test_a_revoked_one_says_why_and_since_when(
    qapp: QApplication, town: Town, issued: CertificateIssued
) -> None:
    assert qapp
    with town.house(AULA) as house:
        revoke(house.store, issued.number, "nama keliru", "2026-12-23")
    for hands in opened(town, AULA):
        open_page(hands)
        assert scan(hands, facts_of(issued).check_code) == "Dicabut"
        assert shown(hands, "check-sentence") == (
            "Dicabut pada 23 Desember 2026. Alasan: nama keliru. Jangan terima sertifikat ini."
        )


def test_a_stranger_s_kiosk_knows_nobody_and_a_sample_is_worth_nothing(
    qapp: QApplication, town: Town, issued: CertificateIssued
) -> None:
    assert qapp
    town.kiosk("LAIN-01")
    for hands in opened(town, "LAIN-01"):
        open_page(hands)
        state = scan(hands, facts_of(issued).check_code)
        assert state == "Belum pasti: penerbitnya tidak dikenal"
        assert "Daftar pencabutan belum pernah diterima" in said(hands)
    true = code.read(facts_of(issued).check_code).said
    with town.house(AULA) as house:
        sign = house.store.exchange.sign
        sample = code.packed(structs.replace(true, number="CONTOH", sample=True), sign)
    for hands in opened(town, AULA):
        open_page(hands)
        assert scan(hands, sample) == "Contoh, bukan sertifikat"


def test_a_pasted_code_and_an_empty_clipboard(hands: Driver, issued: CertificateIssued) -> None:
    open_page(hands)
    QApplication.clipboard().clear()
    hands.press("check-paste")
    assert hands.maybe("check-result") is None
    QApplication.clipboard().setText(f"\n{facts_of(issued).check_code}\n")
    hands.press("check-paste")
    assert shown(hands, "check-state") == "Sah"
    QApplication.clipboard().clear()


def test_another_language_keeps_the_answer(hands: Driver, issued: CertificateIssued) -> None:
    open_page(hands)
    scan(hands, facts_of(issued).check_code)
    hands.press("display")
    hands.press("language-en")
    assert values(hands)[0] == "Peserta Contoh 1"


def test_nothing_of_the_answer_stays_when_the_page_is_left(
    hands: Driver, issued: CertificateIssued
) -> None:
    open_page(hands)
    scan(hands, facts_of(issued).check_code)
    hands.key(Qt.Key.Key_Escape)
    hands.wait_for("SignInScreen")
    open_page(hands)
    assert hands.maybe("check-result") is None
    line = hands.find("check-code")
    assert isinstance(line, QLineEdit)
    assert line.text() == ""


def test_an_empty_chair_takes_the_name_off_the_screen(
    hands: Driver, issued: CertificateIssued
) -> None:
    open_page(hands)
    scan(hands, facts_of(issued).check_code)
    hands.window.idle.start(1)
    hands.until(lambda: hands.screen == "SignInScreen", "the answer stays")
    hands.window.idle.start(600)
    hands.window.idle.gone.emit()  # of somebody else: nobody listens here any more
    assert hands.screen == "SignInScreen"


def test_a_file_that_comes_late_does_not_take_the_place_of_what_was_asked_since(
    hands: Driver, folder: Path, issued: CertificateIssued, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder
    may_end, ended = threading.Event(), threading.Event()

    def late(_scanner: Scanner, _file: bytes) -> Scan:
        may_end.wait(10)
        ended.set()
        return Scan("picture")

    monkeypatch.setattr(Scanner, "codes_in", late)
    open_page(hands)
    tab_to(hands, "check-file")
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: focus(hands) == "files-list", "no list")
    hands.press("files-take")
    assert shown(hands, "check-waiting") == "Berkas sedang dibaca …"
    hands.until(lambda: focus(hands) == "check-code", "no focus")
    assert scan(hands, facts_of(issued).check_code) == "Sah"
    may_end.set()
    assert ended.wait(10)
    hands.rest(0.2)
    assert shown(hands, "check-state") == "Sah"
