"""Test pages from the officer's room, on a real CUPS."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtWidgets import QPushButton

from kiosk.ui import printing
from tests.conftest import HOME
from tests.faults.rig_cups import Cups, NoCupsError
from tests.faults.test_printers import ink, sizes

from .conftest import Visit


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


def doctor(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.enter()
    visit.room.go("doctor")


def test_a_test_page_comes_out_in_its_true_size_and_its_code_can_be_read(
    visit: Visit, cups: Cups
) -> None:
    came = cups.file_queue("one")
    doctor(visit)
    visit.press("paper-F4")
    visit.press("trial-0")
    assert visit.says("Apakah halaman uji sudah keluar dari printer?")
    visit.press("trial-yes")
    assert visit.says("Ukur garis 100 mm dan lihat bingkainya.")
    printed = came.read_bytes()
    assert sizes(printed) == [(215, 330)] * 2
    picture = pypdfium2.PdfDocument(printed)[0].render(scale=200 / 72, grayscale=True).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.startswith("HALAMAN UJI DERMAGA ")
    assert code.text.rstrip(".").endswith(" ONE")


def test_a_printer_without_the_paper_and_one_without_any_are_told(visit: Visit, cups: Cups) -> None:
    cups.queue("a-dry", "dry:/", "plain")
    doctor(visit)
    visit.press("paper-F4")
    visit.press("trial-0")
    assert visit.says("Printer itu tidak mengenal ukuran kertas")
    visit.press("paper-A4")
    visit.press("trial-0")
    assert visit.says("Kertas habis. Isi kertas A4")
    assert not visit.seen(QPushButton, "trial-0").isEnabled()
    visit.press("trial-cancel")
    assert visit.says("Halaman uji dibatalkan.")
    assert cups.jobs("not-completed") == []


def test_without_a_printer_the_officer_is_told(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printers", tuple)
    doctor(visit)
    assert visit.says("Belum ada printer di komputer ini.")


def test_a_test_page_is_the_same_bytes_for_the_same_printer_and_day_and_no_certificate() -> None:
    from kiosk.certificate.trial_page import qr_text, render

    fonts = HOME / "resources" / "fonts"
    first = render("EPSON L3110", "2026-11-24", fonts)
    assert first == render("EPSON L3110", "2026-11-24", fonts)
    assert ink(first, render("EPSON L3110", "2026-11-24", fonts)) == 0
    assert len(qr_text("Printer “Übung” / lantai 2" * 20, "2026-11-24")) == 261
    assert sizes(first) == [(210, 297)] * 2
