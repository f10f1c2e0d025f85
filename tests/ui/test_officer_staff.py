"""An officer adds a trainer; the trainer sees their parts only, and what they did can be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QTableView

from kiosk.office import demo
from kiosk.office.staff import everyone

from .conftest import Visit

SECRET = "kapal besar di laut"
ROSTER = "NIP,Nama,Unit\n198509222009031001,Peserta Contoh 11,Dinas Contoh\n"


def enter(visit: Visit) -> None:
    """As the first account, while there is no other."""
    visit.room.ask_passphrase()
    visit.type("passphrase", demo.PASSPHRASE)
    visit.press("passphrase-enter")
    visit.seen(QLabel, "worker-name")


def enter_as(visit: Visit, name: str, passphrase: str) -> None:
    visit.room.ask_passphrase()
    shelf = visit.seen(QListWidget, "passphrase-who")
    (item,) = shelf.findItems(name, Qt.MatchFlag.MatchStartsWith)
    shelf.setCurrentItem(item)
    visit.type("passphrase", passphrase)
    visit.press("passphrase-enter")
    visit.seen(QLabel, "worker-name")


def leave(visit: Visit) -> None:
    """Leave, and stand before the door again."""
    visit.press("officer-done")
    visit.room = visit.again()


def rows_of(visit: Visit, name: str) -> list[list[str]]:
    return visit.table(name)


def choose_row(visit: Visit, table: str, words: str) -> None:
    found = visit.seen(QTableView, table)
    place = next(n for n, row in enumerate(visit.table(table)) if any(words in c for c in row))
    found.selectRow(place)


def test_a_trainer_sees_their_parts_and_the_officer_undoes_what_they_did(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    enter(visit)
    visit.room.go("staff")
    visit.press("staff-add")
    visit.type("staff-name", "Pelatih Contoh 1")
    for name in ("staff-passphrase", "staff-again"):
        visit.type(name, SECRET)
    visit.press("form-yes")
    assert visit.says("Pelatih Contoh 1 ditambahkan.")
    assert [row[:2] for row in visit.table("staff-table")] == [
        ["Pengelola (Anda)", "Pengelola instansi"],
        ["Pelatih Contoh 1", "Pelatih"],
    ]
    leave(visit)
    enter_as(visit, "Pelatih Contoh 1", SECRET)
    assert visit.seen(QLabel, "worker-name").text() == "Pelatih Contoh 1"
    assert visit.seen(QLabel, "worker-role").text() == "Pelatih"
    assert not visit.window.findChildren(QPushButton, "part-settings")
    assert not visit.window.findChildren(QPushButton, "part-privacy")
    office = visit.house.clerk(everyone(visit.house.store)[1]).office
    office.import_roster(office.read_roster(ROSTER))
    leave(visit)
    enter_as(visit, "Pengelola", demo.PASSPHRASE)
    visit.room.go("log")
    assert [row[1:3] for row in visit.table("log-table")[:3]] == [
        ["Pelatih Contoh 1 mengimpor 1 peserta", "Peserta Contoh 11"],
        ["Pengelola menambahkan petugas", "Pelatih Contoh 1"],
    ]
    choose_row(visit, "log-table", "mengimpor")
    visit.press("log-undo")
    visit.press("overlay-yes")
    assert visit.says("Tindakan itu sudah dibatalkan.")
    assert [row[1:3] for row in visit.table("log-table")[:2]] == [
        ["Pengelola membatalkan satu tindakan", "Pelatih Contoh 1 mengimpor 1 peserta"],
        ["Pelatih Contoh 1 mengimpor 1 peserta (dibatalkan)", "peserta yang sudah dihapus"],
    ]
    assert "Peserta Contoh 11" not in [x.name for x in visit.house.office.people()]
