"""Reports on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.report import report
from kiosk.house import Rooms
from kiosk.learning.events import BlockReached, CertificateIssued, CourseStarted
from kiosk.learning.events_office import OfficerActed
from kiosk.office import demo
from kiosk.people.role import Act
from tests.desk.learning_on import COURSE

ONE = demo.LEARNERS[0]


@pytest.fixture
def learnt(rooms: Rooms, data: Path) -> Path:
    """A demonstration in which one learner read for an hour and earned 2 JP."""
    with rooms.house(data) as house:
        house.office.set_up_demo()
        events = (CourseStarted(COURSE, "2026.11.2"), BlockReached(COURSE, "l1", "b", 3600))
        issued = CertificateIssued(COURSE, "1/2026", 2, 90, "2026-11-23", "{}", "")
        house.store.record(ONE.id, *events, issued)
    return data


def run(rooms: Rooms, data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(report, arguments, obj=(rooms, data))


def test_hours_are_told_as_a_table(rooms: Rooms, learnt: Path) -> None:
    done = run(rooms, learnt, "hours", "--unit", ONE.unit)
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert "JP diusulkan: 2" in lines
    assert any(x.startswith(ONE.name) and "Kurang" in x and x.endswith("1 jam") for x in lines)
    assert "diakui" not in done.output


@pytest.mark.parametrize(
    ("ending", "begins"), [("xlsx", b"PK"), ("pdf", b"%PDF"), ("csv", "\ufeffKursus".encode())]
)
def test_a_report_goes_into_a_new_file_and_the_log_says_so(
    rooms: Rooms, learnt: Path, tmp_path: Path, ending: str, begins: bytes
) -> None:
    out = tmp_path / f"waktu.{ending}"
    assert run(rooms, learnt, "time", "--out", str(out)).exit_code == 0
    assert out.read_bytes().startswith(begins)
    assert "sudah ada" in run(rooms, learnt, "time", "--out", str(out)).output
    with rooms.house(learnt) as house:
        acted = house.store.acts(1)[0].event
    assert acted == OfficerActed(Act.EXPORT_REPORT, "command", (), 1, "time")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gain", "--unit", "Tidak"), "Tidak ada peserta dari unit Tidak"),
        (("gain", "--course", "tidak"), "Kursus tidak tidak ada"),
        (("gain", "--cohort", "tidak"), "Angkatan itu tidak ada"),
        (("gain", "--out", "laporan.doc"), "berakhiran .xlsx, .csv, atau .pdf"),
    ],
)
def test_what_cannot_be_reported_is_a_sentence(
    rooms: Rooms, learnt: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = run(rooms, learnt, *arguments)
    assert (done.exit_code, words in done.output) == (1, True)
