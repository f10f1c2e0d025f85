"""A cohort's certificates in one go through the real window, with the power cut in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QLabel

from kiosk.office.demo import PASSPHRASE
from kiosk.ui import files
from kiosk.ui.driver import Driver
from kiosk.ui.files import Start

ROOT = Path(__file__).resolve().parents[2]
VICTIM = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
import main
from kiosk.house import TourWanted
from kiosk.office.demo import PASSPHRASE
from kiosk.parcel import word as forms
from kiosk.parcel.word import Cohort
from kiosk.register import bulk_out
from kiosk.ui import files, officer_bulk_run
from kiosk.ui.driver import Driver
from kiosk.ui.program import Program, application
from tests.desk.learning_on import COURSE
from tests.register.people import certified, earn, people

application()
data, place, form, phase = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
with main.rooms().house(data) as house:
    house.office.set_up_demo()
    members = people(12)
    house.store.roster.put(members)
    certified(house, members[:4])
    for learner in members[4:]:
        earn(house.store, learner)
    cohort = Cohort("A1", "Angkatan I", COURSE, "", "", tuple(x.id for x in members))
    house.store.keep("word", "cohorts", forms.cohorts_bytes([cohort]))
    files.starts = lambda: (files.Start(place, "STIK", "usb"),)
    officer_bulk_run.AT_ONCE = 1
    tell = officer_bulk_run.BulkRun._tell

    def told(run, steps):
        tell(run, steps)
        if phase == "issue" and len(house.store.certificates()) == 8:
            os.kill(os.getpid(), signal.SIGKILL)

    add, count = {}, [0]
    for kind in (bulk_out.OnePdf, bulk_out.OneZip, bulk_out.Folder):
        def counted(self, number, pdf, badge, own=kind.add):
            done = own(self, number, pdf, badge)
            count[0] += 1
            if phase == "write" and count[0] == 5:
                os.kill(os.getpid(), signal.SIGKILL)
            return done
        kind.add = counted
    officer_bulk_run.BulkRun._tell = told
    program = Program(house, house.catalog())
    program.window.resize(1366, 768)
    program.window.show()
    d = Driver(program, house, TourWanted(data, "id", 1366, 768), [])
    d.press("officer")
    d.type("passphrase", PASSPHRASE)
    d.press("passphrase-enter")
    d.press("part-certificates")
    d.press("certificates-bulk")
    d.press("bulk-cohort")
    d.press("pick-1")
    d.press("bulk-issue")
    d.press("bulk-form-" + form)
    d.press("bulk-save")
    d.press("files-take")
    while True:
        QApplication.processEvents()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a POSIX signal")
@pytest.mark.parametrize(
    ("phase", "form"),
    # one of each phase in the short form; all with `./run faults --long`
    [("issue", "pdf"), ("write", "zip")]
    + ([("write", "pdf"), ("write", "folder")] if os.environ.get("DERMAGA_FAULTS") else []),
)
def test_after_kill_9_the_same_choice_finishes_what_was_begun_without_doubles(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    phase: str,
) -> None:
    data, place = request.getfixturevalue("data"), tmp_path / "stik"
    place.mkdir()
    done = cut(str(data), str(place), form, phase)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert [p for p in place.iterdir() if p.is_file() and not p.name.startswith(".")] == []
    hands: Driver = request.getfixturevalue("again")
    monkeypatch.setattr(files, "starts", lambda: (Start(place, "STIK", "usb"),))
    before = [issued.number for _, issued in hands.house.store.certificates()]
    assert len(before) == (8 if phase == "issue" else 12)
    finish(hands, form)
    after = [issued.number for _, issued in hands.house.store.certificates()]
    assert after[: len(before)] == before
    assert len(after) == len(set(after)) == 12
    assert len({holder for holder, _ in hands.house.store.certificates()}) == 12
    (made,) = place.iterdir()
    assert whole(made, form) == 12


def cut(*words: str) -> subprocess.CompletedProcess[str]:
    """A window of another process, killed in the middle."""
    return subprocess.run(
        [sys.executable, "-c", VICTIM, *words],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def finish(hands: Driver, form: str) -> None:
    """The same choice as before the cut."""
    hands.press("officer")
    hands.type("passphrase", PASSPHRASE)
    hands.press("passphrase-enter")
    hands.press("part-certificates")
    hands.press("certificates-bulk")
    hands.press("bulk-cohort")
    hands.press("pick-1")
    hands.press("bulk-issue")
    hands.press(f"bulk-form-{form}")
    hands.press("bulk-save")
    hands.press("files-take")

    def said() -> bool:
        told = [x.text() for x in hands.window.findChildren(QLabel, "bulk-said")]
        return any("sertifikat tersimpan di Sertifikat A1" in words for words in told)

    hands.until(said, "belum tersimpan")


def whole(made: Path, form: str) -> int:
    """Certificates found whole in what was made."""
    if form == "pdf":
        return len(pypdfium2.PdfDocument(made)) // 2
    if form == "zip":
        with zipfile.ZipFile(made) as packed:
            assert packed.testzip() is None
            found = [name for name in packed.namelist() if name.endswith(".pdf")]
        return len(set(found))
    assert not [path for path in made.iterdir() if path.name.startswith(".")]
    return len([p for p in made.glob("*.pdf") if len(pypdfium2.PdfDocument(p)) == 2])
