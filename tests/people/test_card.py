"""The text of a participant's card."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.people.card import ALPHABET, MARK, CardFault, card_text, is_card, read_card

ID = "5b0c1a6e-6d0e-5b5f-9c53-6f4c0f6a2d11"
TEXT = card_text(ID)


def test_a_card_says_who_in_thirty_two_capitals_and_digits() -> None:
    assert TEXT == "DMG12V1GD6WV8EBDFSRMVF9G7PMB8H91"
    assert set(TEXT) <= set(ALPHABET)
    assert read_card(TEXT) == ID


@given(st.integers(0, (1 << 128) - 1), st.text(max_size=20))
def test_every_id_comes_back_from_its_card_whatever_was_typed_before(
    number: int, before: str
) -> None:
    learner = str(uuid.UUID(int=number))
    assert read_card(card_text(learner)) == learner
    assert read_card(before + card_text(learner)) == learner


@given(st.text(max_size=80))
def test_anything_typed_is_an_id_or_a_fault(typed: str) -> None:
    assert isinstance(read_card(typed), str)
    assert isinstance(read_card(MARK + typed), str)


def test_a_card_is_read_in_small_letters_in_groups_and_with_letters_that_look_alike() -> None:
    assert is_card(TEXT.lower())
    assert read_card(f" {TEXT[:8].lower()} {TEXT[8:]}-\n") == ID
    assert read_card(TEXT[:4] + TEXT[4:].replace("1", "I").replace("0", "O")) == ID


def test_a_card_is_found_behind_part_of_a_nip_or_of_an_earlier_scan() -> None:
    assert read_card("19870412" + TEXT) == ID
    assert read_card(TEXT[:17] + TEXT) == ID
    assert read_card(TEXT + TEXT) == ID


def test_any_wrong_letter_and_any_two_in_the_wrong_order_are_noticed() -> None:
    for place in range(4, 32):
        for other in set(ALPHABET) - {TEXT[place]}:
            assert read_card(TEXT[:place] + other + TEXT[place + 1 :]) is CardFault.MISREAD
        a, b = TEXT[place - 1], TEXT[place]
        if a != b:
            turned = TEXT[: place - 1] + b + a + TEXT[place + 1 :]
            assert read_card(turned) is CardFault.MISREAD


def test_a_card_scanned_by_half_is_short() -> None:
    assert {read_card(TEXT[:length]) for length in range(3, 32)} == {CardFault.SHORT}


@pytest.mark.parametrize("typed", ["", "198704122011012008", "GMD12V1GD6WV8EBDFSRMVF9G7PMB8H91"])
def test_what_is_no_card_is_not_taken_for_one(typed: str) -> None:
    assert not is_card(typed)
    assert read_card(typed) is CardFault.SHORT


def test_a_number_too_large_for_an_id_is_misread_although_its_checks_are_right() -> None:
    assert read_card("DMG1" + "Z" * 26 + "6R") is CardFault.MISREAD
