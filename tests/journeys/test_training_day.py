"""A whole training day: from the agency's ugly Excel to learners who sign in and papers printed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.desk.desk import Desk
from kiosk.desk.places import AtEvaluation
from kiosk.people.learner import Learner
from kiosk.people.nip import bare
from kiosk.ui import files
from kiosk.ui.driver import Driver
from kiosk.ui.files import Start
from tests.desk.learning_on import CONTENT, COURSE, read_all, take
from tests.faults.rig_cups import Cups, NoCupsError

from .test_import import NEAR, choose, enter, says, table, ugly

ROWS = (
    ("199606142022042996", "Peserta Contoh 6, S.A.P.", NEAR, "Loket"),
    ("198807052010122993", "Peserta Contoh 20", NEAR, "Arsip"),
    (198704120000000000.0, "Peserta Contoh 14", "Kecamatan Contoh", "Lama"),
)
NIP, PIN = "199606142022042996", "482915"
CLASS = "Angkatan I Tahun 2026"


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one place in which files are found and saved."""
    (tmp_path / "stik").mkdir()
    monkeypatch.setattr(files, "starts", lambda: (Start(tmp_path / "stik", "STIK", "usb"),))
    return tmp_path / "stik"


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


def bring_in(d: Driver, stick: Path) -> dict[str, str]:
    """The agency's own list, a doubtful unit answered; the new people's codes by NIP."""
    ugly(stick / "Daftar ASN.xlsx", ROWS)
    enter(d)
    choose(d, "Daftar ASN.xlsx")
    assert sorted(row[1] for row in table(d, "import-table")) == [
        "Ditolak", "Meragukan", "Meragukan",
    ]  # fmt: skip
    d.press("import-yes")
    d.until(
        lambda: sorted(row[1] for row in table(d, "import-table")) == ["Baru", "Baru", "Ditolak"],
        "the answer was not used",
    )
    d.press("import-take")
    says(d, "2 peserta baru")
    d.press("overlay-yes")
    d.until(lambda: d.maybe("codes-save") is not None, "no codes")
    d.press("codes-save")
    d.press("files-take")
    (saved,) = stick.glob("Kode aktivasi*.csv")
    lines = csv.DictReader(io.StringIO(saved.read_text("utf-8-sig")), delimiter=_separator(saved))
    codes = {bare(row["NIP"]): row["Kode"] for row in lines}
    d.press("codes-done")
    return codes


def _separator(file: Path) -> str:
    return ";" if ";" in file.read_text("utf-8-sig").splitlines()[0] else ","


def make_class(d: Driver) -> None:
    """A class of those just brought in, with one course for today."""
    rooms = d.house.rooms
    year, month, day = rooms.day_of(rooms.now()).split("-")
    d.press("part-class")
    d.press("cohort-new")
    for name, words in (("cohort-name", CLASS), ("cohort-days", f"{day}-{month}-{year}")):
        d.type(name, words)
    d.press("cohort-course-add")
    d.press("pick-0")
    d.press("cohort-members")
    d.press("members-imported")
    d.press("members-done")
    d.press("cohort-save")
    d.press("officer-done")
    d.wait_for("SignInScreen")


def activate(d: Driver, code: str) -> Learner:
    """Somebody of the list opens their account with the code, and finds their class."""
    d.press("activate")
    d.type("nip", NIP)
    d.type("code", code)
    d.press("action")
    for _n in range(2):
        QTest.keyClicks(d.window.focusWidget(), PIN)
    d.press("action")
    d.wait_for("HomeScreen")
    d.press("leave")
    d.wait_for("SignInScreen")
    learner = d.house.store.roster.by_nip(NIP)
    assert learner is not None
    return learner


def study(d: Driver, learner: Learner) -> str:
    """The course to its end; the certificate's number."""
    house = d.house
    settings = house.office.settings()
    assert settings is not None
    desk = Desk(house.kiosk(settings, house.catalog()), learner)
    desk.open(COURSE)
    read_all(desk)
    take(desk, "post")
    desk.evaluate(AtEvaluation(COURSE), CONTENT)
    ((_, issued),) = house.store.certificates()
    return issued.number


def words_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_from_an_ugly_workbook_to_signed_in_learners_and_printed_papers(
    hands: Driver, stick: Path, cups: Cups
) -> None:
    hands.window.activateWindow()
    codes = bring_in(hands, stick)
    assert set(codes) == {NIP, "198807052010122993"}
    make_class(hands)
    number = study(hands, activate(hands, codes[NIP]))
    enter(hands)
    hands.press("part-class")
    hands.press("cohort-day")
    says(hands, "1 dari 2")
    live = {row[0]: row[4] for row in table(hands, "day-table")}
    assert live["Peserta Contoh 6, S.A.P."].startswith("Lulus")
    paper = cups.file_queue("kantor")
    hands.press("paper-attendance")
    hands.press("papers-print")
    hands.until(lambda: paper.exists() and paper.stat().st_size > 0, "nothing was printed")
    hands.key(Qt.Key.Key_Escape)
    hands.press("paper-all")
    hands.press("papers-save")
    hands.press("files-take")
    says(hands, "Tersimpan: Berkas Angkatan-I-Tahun-2026")
    saved = {file.name: file for file in stick.rglob("*.pdf")}
    assert len(saved) == 5
    for name in saved:
        assert "Peserta" not in name
    text = {name.split(" Angkatan")[0]: words_of(f.read_bytes()) for name, f in saved.items()}
    assert "Peserta Contoh 6, S.A.P." in text["Daftar hadir"]
    assert "Peserta Contoh 20" in text["Daftar hadir"]
    assert number in "".join(text["Register sertifikat"].split())
    assert CLASS in text["Berita acara"]
