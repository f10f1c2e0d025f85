"""dermaga certificate list, show, export, renewals, revoke and replace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.cli import certificate_register_words as words
from kiosk.cli.door import commands
from kiosk.desk.award_many import award_for
from kiosk.house import House, Rooms
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from tests.conftest import Clock
from tests.desk.learning_on import COURSE
from tests.register.conftest import LATER
from tests.register.people import earn
from tests.rooms import set_up

NUMBER = "800.1.4/KTS-01.0001/BKPSDM/XII/2026"
SECOND = "800.1.4/KTS-01.0002/BKPSDM/XII/2026"
LEARNER = demo.LEARNERS[0]
REASON = ("--reason", "Nama salah tulis")


class Typed(Protocol):
    def __call__(self, *words: str | Path, typed: str | None = None) -> Result: ...


@pytest.fixture
def run(rooms: Rooms, data: Path) -> Typed:
    def typed_at(*line: str | Path, typed: str | None = None) -> Result:
        given = ["--data", str(data), "certificate", *map(str, line)]
        return CliRunner().invoke(commands, given, obj=rooms, input=typed)

    return typed_at


@pytest.fixture
def kiosk(
    rooms: Rooms, data: Path, catalog: Catalog, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A kiosk that belongs to no agency; somebody holds a certificate that ends after a year."""
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)
    clock.at += LATER
    set_up(rooms, data, validity_months=12)
    with rooms.house(data) as house:
        earn(house.store, LEARNER)
        settings = house.office.settings()
        assert settings is not None
        award_for(house.kiosk(settings, catalog))(LEARNER, COURSE)
    return data


def correct(rooms: Rooms, data: Path) -> None:
    with rooms.house(data) as house:
        house.store.roster.put([structs.replace(LEARNER, name="Peserta Contoh Satu")])


def test_the_register_is_listed_and_searched(run: Typed, kiosk: Path) -> None:
    assert kiosk.exists()
    done = run("list")
    assert (done.exit_code, done.output.splitlines()) == (
        0,
        [
            f"2026-12-23  Berlaku       {NUMBER}  {LEARNER.name}  Pelayanan Publik Prima",
            "1 dari 1 sertifikat.",
        ],
    )
    assert run("list", "siapa").output == f"{words.EMPTY}\n"
    assert json.loads(run("list", "--year", "2025", "--json").output) == []
    (found,) = json.loads(run("list", LEARNER.nip, "--state", "valid", "--json").output)
    assert (found["number"], found["nip"], found["here"]) == (NUMBER, LEARNER.nip, True)


def test_one_entry_is_shown_whole(run: Typed, kiosk: Path) -> None:
    assert kiosk.exists()
    shown = run("show", NUMBER).output
    assert f"Nomor           {NUMBER}\n" in shown
    assert "Berlaku sampai  2027-12-23\n" in shown
    assert json.loads(run("show", NUMBER, "--json").output)["valid_until"] == "2027-12-23"
    unknown = run("show", "800/x")
    assert (unknown.exit_code, unknown.output) == (
        1,
        "Error: Nomor 800/x tidak ada dalam register kios ini. Periksa penulisannya.\n",
    )


def test_the_register_goes_to_a_file_that_only_its_owner_reads(
    run: Typed, kiosk: Path, tmp_path: Path
) -> None:
    assert kiosk.exists()
    file = tmp_path / "register.csv"
    done = run("export", "--out", file)
    assert done.exit_code == 0, done.output
    assert file.read_bytes().startswith(b"\xef\xbb\xbfNomor;Tanggal terbit;")
    assert file.stat().st_mode & 0o077 == 0
    assert run("export", "--out", file).exit_code == 1  # it is there


def test_a_certificate_is_revoked_once_that_is_typed(run: Typed, kiosk: Path) -> None:
    assert kiosk.exists()
    done = run("revoke", NUMBER, *REASON, typed="cabut\n")
    assert (done.exit_code, words.NOTHING_DONE in done.output) == (1, True)
    done = run("revoke", NUMBER, *REASON, typed="CABUT\n")
    assert done.exit_code == 0, done.output
    assert f"Sertifikat {NUMBER} dicabut per hari ini." in done.output
    assert words.TRAVELS not in done.output  # it belongs to no agency
    again = run("revoke", NUMBER, *REASON, "--yes")
    assert again.exit_code == 1
    assert again.output == f"Error: Sertifikat {NUMBER} sudah dicabut sejak 2026-12-23.\n"


def test_a_wrong_name_is_replaced(run: Typed, rooms: Rooms, kiosk: Path) -> None:
    correct(rooms, kiosk)
    done = run("replace", NUMBER, *REASON, typed="CABUT\n")
    assert done.exit_code == 0, done.output
    assert f"  Nama: {LEARNER.name} → Peserta Contoh Satu\n" in done.output
    assert f"dicabut dan diganti dengan nomor {SECOND}." in done.output
    assert words.PRINT_IT in done.output
    listed = json.loads(run("list", "--json").output)
    assert [(e["number"], e["state"]) for e in listed] == [(SECOND, "valid"), (NUMBER, "replaced")]


def test_what_a_program_wants_to_know_is_json(run: Typed, rooms: Rooms, kiosk: Path) -> None:
    correct(rooms, kiosk)
    done = json.loads(run("replace", NUMBER, *REASON, "--yes", "--json").output)
    assert done == {"number": SECOND, "replaces": NUMBER, "issued": "2026-12-23"}
    gone = json.loads(run("revoke", SECOND, *REASON, "--yes", "--json").output)
    assert (gone["number"], gone["reason"]) == (SECOND, "Nama salah tulis")


def test_nothing_to_put_right_is_told_with_what_to_do_first(
    run: Typed, rooms: Rooms, kiosk: Path
) -> None:
    same = run("replace", NUMBER, *REASON, "--yes")
    assert same.exit_code == 1
    assert words.REFUSED["nothing-changed"] in same.output
    correct(rooms, kiosk)
    assert run("replace", NUMBER, *REASON, "--yes").exit_code == 0
    twice = run("replace", NUMBER, *REASON, "--yes")
    assert f"sudah diganti dengan nomor {SECOND}" in twice.output


def test_who_is_to_be_called_up_again(
    run: Typed, rooms: Rooms, kiosk: Path, clock: Clock, tmp_path: Path
) -> None:
    correct(rooms, kiosk)
    assert run("replace", NUMBER, *REASON, "--yes").exit_code == 0
    assert run("renewals").output == f"{words.NO_RENEWALS}\n"
    clock.pass_seconds(86_400 * 280)
    done = run("renewals")
    assert done.output.startswith("2027-12-23  Segera habis  Peserta Contoh Satu  ")
    file = tmp_path / "ulang.csv"
    assert run("renewals", "--out", file).exit_code == 0
    assert file.read_text("utf-8-sig").splitlines()[1].startswith("2027-12-23;Segera habis;")
    clock.pass_seconds(86_400 * 90)
    (late,) = json.loads(run("renewals", "--json").output)
    assert late["expired"] is True


@pytest.mark.parametrize("code", sorted(words.REFUSED))
def test_every_refusal_has_a_sentence(code: str) -> None:
    facts: dict[str, str | int] = {"number": "1", "date": "2026-12-23", "most": 200}
    facts |= {"year": "2026", "field": "x"}
    no = NotAllowed(code, **facts)
    assert words.REFUSED[no.code].format(**no.facts).endswith(".")
