"""Accounts of officers."""

from __future__ import annotations

import pytest

from kiosk.hub.database import reading
from kiosk.hub.pages.officers import (
    OfficerTrouble,
    change_passphrase,
    matches,
    new_officer,
    officers,
    remove_officer,
)
from tests.hub.pages.town import NOW, Town

GOOD = "sampan-biru-tiga-dayung"


@pytest.mark.parametrize(
    ("name", "passphrase", "code"),
    [
        ("", GOOD, "name"),
        ("   ", GOOD, "name"),
        ("x" * 81, GOOD, "name"),
        ("Pengelola Dua", "sebelas-abc", "short"),
        ("Pengelola Dua", "x" * 201, "long"),
        ("Pengelola Dua", "PENGELOLA  dua", "is-name"),
        ("pengelola  CONTOH", GOOD, "taken"),
    ],
)
def test_a_bad_account_is_refused(town: Town, name: str, passphrase: str, code: str) -> None:
    with pytest.raises(OfficerTrouble) as trouble:
        new_officer(town.engine, name, passphrase, NOW)
    assert trouble.value.code == code


def test_officers_are_listed_by_name_and_gone_when_removed(town: Town) -> None:
    new_officer(town.engine, "  Anggota   Dua ", GOOD, NOW + 5)
    with reading(town.engine) as connection:
        found = [(o.name, o.made, o.seen) for o in officers(connection)]
    assert found == [("Anggota Dua", NOW + 5, 0), ("Pengelola Contoh", NOW, 0)]
    remove_officer(town.engine, "anggota dua")
    with reading(town.engine) as connection:
        assert [o.name for o in officers(connection)] == ["Pengelola Contoh"]


def test_nobody_of_that_name_is_told_as_such(town: Town) -> None:
    with pytest.raises(OfficerTrouble) as trouble:
        change_passphrase(town.engine, "Tidak Ada", GOOD)
    assert trouble.value.code == "no-officer"
    with pytest.raises(OfficerTrouble) as trouble:
        remove_officer(town.engine, "Tidak Ada")
    assert trouble.value.code == "no-officer"


def test_nothing_matches_where_nothing_is_kept() -> None:
    assert not matches("", GOOD)
    assert not matches("not a hash", GOOD)
