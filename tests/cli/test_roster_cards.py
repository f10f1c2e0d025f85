"""`roster cards`: cards by NIP, unit or class, with codes for those who have no PIN."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

import main
from kiosk.cli.door import commands
from kiosk.office import demo
from kiosk.office.cohorts import Cohorts
from kiosk.people.cohort import Cohort
from kiosk.people.learner import Learner, learner_id
from kiosk.people.nip import Kind
from kiosk.people.role import OFFICER

NIP = "199004122015012001"
NEW = Learner(learner_id(NIP), "Peserta Contoh 41", "Dinas Contoh", Kind.PNS, NIP)
Run = Callable[..., Result]


@pytest.fixture
def run(data: Path) -> Run:
    """`dermaga roster cards …` on the demonstration, with one more who has no PIN."""
    with main.rooms().house(data) as house:
        house.office.set_up_demo()
        house.store.roster.put([NEW])
        members = (demo.LEARNERS[0].id, NEW.id)
        Cohorts(house.clerk(OFFICER).acts, house.store).save(Cohort("a3", "Angkatan III", members))

    def typed(*words: str | Path) -> Result:
        line = ["--data", str(data), "roster", "cards", *map(str, words)]
        return CliRunner().invoke(commands, line, obj=main.rooms())

    return typed


def words_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_class_gets_cards_with_codes_for_those_without_a_pin(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "kartu.pdf"
    done = run("--cohort", "Angkatan III", "--codes", "--out", out)
    assert done.output.splitlines() == [
        f"2 kartu pada 1 lembar ditulis ke {out}.",
        "1 kode aktivasi baru hanya ada di berkas itu. Simpan baik-baik.",
    ]
    said = words_of(out)
    assert ("Peserta Contoh 1" in said, "Peserta Contoh 41" in said) == (True, True)
    assert said.count("Kode aktivasi") == 1
    again = run("--cohort", "a3", "--codes", "--out", out)
    assert (again.exit_code, "sudah ada" in again.output) == (1, True)


def test_a_unit_a_nip_and_those_not_active_are_chosen(run: Run, tmp_path: Path) -> None:
    out = [tmp_path / f"{n}.pdf" for n in range(3)]
    assert "1 kartu" in run("--inactive", "--out", out[0]).output
    assert "1 kartu" in run("--unit", "dinas contoh", "--out", out[1]).output
    assert "2 kartu" in run(NIP, demo.LEARNERS[1].nip, "--out", out[2]).output
    assert "Kode aktivasi" not in words_of(out[0])


def test_nobody_meant_or_nobody_there_is_said_and_nothing_written(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "kartu.pdf"
    assert "Sebut NIP, --unit, --cohort, atau --inactive." in run("--out", out).output
    assert "Tidak ada akun terbuka" in run("--unit", "Tidak Ada", "--out", out).output
    assert "Kelas “x” tidak ada" in run("--cohort", "x", "--out", out).output
    assert not out.exists()
