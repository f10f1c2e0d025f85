from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.store.identity import boot_name, new_id

MOMENT = st.integers(0, 2**48 - 1)
CHANCE = st.binary(min_size=10, max_size=10)


def test_an_id_is_spelt_as_rfc_9562_says() -> None:
    # The example of RFC 9562, appendix A.6: 22 February 2022, 19.22.22 UTC.
    chance = bytes.fromhex("0cc318c4dc0c0c07398f")
    assert str(new_id(0x017F22E279B0, chance)) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(MOMENT, CHANCE)
def test_every_id_has_version_seven_the_rfcs_variant_and_its_time(at: int, chance: bytes) -> None:
    made = new_id(at, chance)
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == at


@given(MOMENT, MOMENT, CHANCE, CHANCE)
def test_a_later_id_sorts_later(one: int, other: int, first: bytes, second: bytes) -> None:
    before, after = new_id(one, first), new_id(other, second)
    if one != other:
        assert (one < other) == (before < after) == (str(before) < str(after))


@given(st.integers(0, 79))
def test_all_but_the_six_fixed_bits_are_chance(bit: int) -> None:
    chance = (1 << bit).to_bytes(10, "big")
    fixed = {79, 78, 77, 76, 63, 62}
    assert (new_id(0, chance) == new_id(0, bytes(10))) == (bit in fixed)


@pytest.mark.parametrize("count", [0, 9, 11])
def test_ten_bytes_of_chance_are_needed(count: int) -> None:
    with pytest.raises(ValueError, match="10 bytes"):
        new_id(0, bytes(count))


def test_the_boot_has_one_name() -> None:
    assert boot_name() == boot_name() != ""
