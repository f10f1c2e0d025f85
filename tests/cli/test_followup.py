"""Item analysis and the evaluation months later on the command line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import main
from kiosk.cli.followup import followup
from kiosk.cli.items import items
from kiosk.desk.award_many import award_for
from kiosk.house import Rooms
from kiosk.learning.events_office import FollowUpGiven
from kiosk.office import demo
from kiosk.office.demo_answers import sit_final_tests
from tests.register.people import earn

COURSE = "pelayanan-prima"
LEARNER = demo.LEARNERS[0]
CODE = f"EV3/{LEARNER.id}/{COURSE}/superior"


@pytest.fixture
def kiosk(data: Path) -> tuple[Rooms, Path]:
    """A certificate of a hundred days ago, and five final tests of another course."""
    rooms = main.rooms()
    earlier = replace(rooms, now=lambda: rooms.now() - 100 * 86_400_000, ticks=lambda: ("b", 1.0))
    with earlier.house(data) as house:
        house.office.set_up_demo()
        catalog = house.catalog()
        sit_final_tests(house.store, catalog.course("satu-data"), demo.LEARNERS)
        earn(house.store, LEARNER)
        settings = house.office.settings()
        assert settings is not None
        award_for(house.kiosk(settings, catalog))(LEARNER, COURSE)
    return rooms, data


def _run(kiosk: tuple[Rooms, Path], group: object, *words: str | Path) -> Result:
    return CliRunner().invoke(group, list(map(str, words)), obj=kiosk)  # type: ignore[arg-type]


def test_a_form_is_listed_printed_and_typed_in_by_its_code(
    kiosk: tuple[Rooms, Path], tmp_path: Path
) -> None:
    assert "2 jawaban ditunggu, 0 terlambat, 0 sudah diisi." in _run(kiosk, followup, "list").output
    assert _run(kiosk, followup, "forms", tmp_path / "f.pdf").exit_code == 0
    assert (tmp_path / "f.pdf").read_bytes().startswith(b"%PDF")
    assert "Ketik lima angka" in _run(kiosk, followup, "type", CODE, "3425").output
    assert "tidak dikenal" in _run(kiosk, followup, "type", "EV3/x/y/superior", "34213").output
    typed = _run(kiosk, followup, "type", CODE, "34213", "--text", "Loket sempit.")
    assert typed.output == (
        "Jawaban atasan tersimpan: Peserta Contoh Satu, Pelayanan Publik Prima.\n"
    ).replace("Peserta Contoh Satu", LEARNER.name)
    assert "sudah ada" in _run(kiosk, followup, "type", CODE, "34213").output
    assert "1 jawaban ditunggu" in _run(kiosk, followup, "list").output
    assert "JP kurang" in _run(kiosk, followup, "plan").output
    with kiosk[0].house(kiosk[1]) as house:
        events = [r.event for r in house.store.events(LEARNER.id)]
    (said,) = [e for e in events if isinstance(e, FollowUpGiven)]
    assert (said.by, said.text) == ("command", "Loket sempit.")


def test_few_answers_accuse_no_question(kiosk: tuple[Rooms, Path], tmp_path: Path) -> None:
    told = _run(kiosk, items, "satu-data")
    assert "uji akhir: 5 percobaan pertama" in told.output
    assert "perlu ditinjau 0 dari" in told.output
    for ending, begins in ((".xlsx", b"PK"), (".pdf", b"%PDF"), (".csv", "\ufeffSoal;".encode())):
        file = tmp_path / f"butir{ending}"
        assert _run(kiosk, items, "satu-data", "--out", file).exit_code == 0
        assert file.read_bytes().startswith(begins)
    assert "Belum ada uji akhir" in _run(kiosk, items, "pengaduan").output
    assert "tidak ada di komputer ini" in _run(kiosk, items, "apa-saja").output
