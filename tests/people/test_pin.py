from __future__ import annotations

import pytest

from kiosk.people.nip import Nip
from kiosk.people.pin import PinFault, pin_fault, wait_after

NIP = Nip("198704122011012008")

REFUSED = [
    ("", PinFault.LENGTH),
    ("48291", PinFault.LENGTH),
    ("4829130", PinFault.LENGTH),
    ("48291a", PinFault.LENGTH),
    ("48291 ", PinFault.LENGTH),
    ("٤٨٢٩١٣", PinFault.LENGTH),
    ("000000", PinFault.REPEATED),
    ("777777", PinFault.REPEATED),
    ("484848", PinFault.REPEATED),
    ("482482", PinFault.REPEATED),
    ("123456", PinFault.SEQUENCE),
    ("654321", PinFault.SEQUENCE),
    ("012345", PinFault.SEQUENCE),
    ("567890", PinFault.SEQUENCE),
    ("210987", PinFault.SEQUENCE),
    ("120487", PinFault.BIRTH),
    ("870412", PinFault.BIRTH),
    ("041287", PinFault.BIRTH),
    ("128704", PinFault.BIRTH),
    ("041987", PinFault.BIRTH),
    ("198704", PinFault.BIRTH),
]


@pytest.mark.parametrize(("pin", "fault"), REFUSED)
def test_a_pin_that_others_would_try_first_is_refused(pin: str, fault: PinFault) -> None:
    assert pin_fault(pin, NIP) is fault


def test_every_fault_has_a_case_here() -> None:
    assert {fault for _, fault in REFUSED} == set(PinFault)


@pytest.mark.parametrize("pin", ["482913", "123457", "112233", "120486", "000001"])
def test_any_other_pin_may_be_used(pin: str) -> None:
    assert pin_fault(pin, NIP) is None


def test_a_birth_date_is_no_fault_where_none_is_known() -> None:
    assert pin_fault("120487", None) is None


@pytest.mark.parametrize(
    ("wrong", "seconds"),
    [
        (0, 0),
        (1, 0),
        (4, 0),
        (5, 30),
        (6, 60),
        (7, 120),
        (8, 240),
        (9, 480),
        (10, 960),
        (11, 1800),
        (12, 1800),
        (10_000, 1800),
    ],
)
def test_the_wait_doubles_from_the_fifth_wrong_try_up_to_half_an_hour(
    wrong: int, seconds: int
) -> None:
    assert wait_after(wrong) == seconds
