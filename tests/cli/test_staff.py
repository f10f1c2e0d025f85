"""The commands for staff and for the log of what they did."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.door import commands
from kiosk.house import Rooms
from tests.rooms import PASSPHRASE, set_up

SECRET = "kapal besar di laut"


class At:
    """A kiosk that commands are typed at."""

    def __init__(self, rooms: Rooms, data: Path) -> None:
        self._rooms, self._data = rooms, data

    def __call__(self, *words: str, then: str = "") -> Result:
        line = ["--data", str(self._data), *words]
        return CliRunner().invoke(commands, line, obj=self._rooms, input=then)


@pytest.fixture
def at(rooms: Rooms, data: Path) -> At:
    set_up(rooms, data)
    return At(rooms, data)


def test_staff_are_added_listed_and_closed(at: At) -> None:
    done = at("staff", "add", "Pelatih Contoh 1", then=f"{SECRET}\n{SECRET}\n")
    assert done.output.endswith("Pelatih Contoh 1 ditambahkan sebagai pelatih.\n")
    assert at("staff", "close", "pelatih contoh 1").output == "Akun Pelatih Contoh 1 ditutup.\n"
    assert at("staff", "list").output == (
        "Pengelola  pengelola\nPelatih Contoh 1  pelatih  ditutup\n"
    )
    assert at("staff", "close", "Pengelola").exit_code == 1


def test_a_new_passphrase_for_the_first_account(at: At, rooms: Rooms, data: Path) -> None:
    assert "sudah diganti" in at("staff", "passphrase", then=f"{SECRET}\n{SECRET}\n").output
    with rooms.house(data) as house:
        assert house.office.enter(SECRET).id == "officer"
    assert PASSPHRASE != SECRET


def test_the_log_is_listed_exported_and_undone(at: At, tmp_path: Path) -> None:
    at("staff", "add", "Pelatih Contoh 1", "--passphrase", SECRET)
    (line,) = at("log", "list").output.splitlines()
    assert line.endswith("Perintah di komputer ini menambahkan petugas · Pelatih Contoh 1 *")
    table = tmp_path / "riwayat.csv"
    assert at("log", "export", str(table)).exit_code == 0
    head, row = table.read_text(encoding="utf-8-sig").splitlines()
    assert head == "Waktu;Siapa;Tindakan;Pada;Alasan;Dibatalkan"
    assert "menambahkan petugas;Pelatih Contoh 1;;" in row
    assert "sudah dibatalkan" in at("log", "undo", "2", "--yes").output
    assert at("staff", "list").output == "Pengelola  pengelola\n"
    assert at("log", "export", str(tmp_path / "riwayat.doc")).exit_code == 2
