from __future__ import annotations

import pytest

from kiosk.people.agency import Bound, Settings, Signatory
from kiosk.people.learner import Learner, guest_id, learner_id
from kiosk.people.nip import Kind

SETTINGS = Settings(
    "Badan", "B", "Kota", "contoh.go.id", ("Kop",), "K-01", "Kios", ("Unit",), Signatory("", "", "")
)


def test_two_kiosks_agree_on_the_id_of_an_employee() -> None:
    assert learner_id("198704122011012008") == "d8376062-ed1d-5026-984a-e069a2dda9b5"


def test_a_guest_is_known_again_whatever_the_letter_case_and_spaces() -> None:
    first = guest_id("Siti  Aminah", "Kantor Pos")
    assert guest_id(" siti aminah ", "KANTOR POS") == first
    assert guest_id("Siti Aminah", "Kantor Lain") != first


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Peserta Contoh 1", "PC"),
        ("Siti", "S"),
        ("siti aminah, S.Sos.", "SA"),
        ("(dr.) Siti", "S"),
        ("", "?"),
        (" , ", "?"),
    ],
)
def test_initials_are_of_the_first_two_words(name: str, initials: str) -> None:
    assert Learner("x", name, "Unit", Kind.GUEST).initials == initials


def test_civil_servants_need_twenty_hours_and_contract_staff_may_have_twenty_four() -> None:
    pns, pppk = SETTINGS.rule(Kind.PNS), SETTINGS.rule(Kind.PPPK)
    assert pns is not None
    assert (pns.bound, pns.hours) == (Bound.LEAST, 20)
    assert pppk is not None
    assert (pppk.bound, pppk.hours) == (Bound.MOST, 24)


def test_guests_have_no_rule_of_hours() -> None:
    assert SETTINGS.rule(Kind.GUEST) is None
