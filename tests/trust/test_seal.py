from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.trust import code
from kiosk.trust.seal import CLOSE, OPEN, PLACEHOLDER, seal_state, sealed, with_seal
from tests.trust.conftest import ONE, TWO

BARE = b"%PDF-1.7\n<x:xmpmeta>" + PLACEHOLDER + b"</x:xmpmeta>\npage\ntrailer\n%%EOF\n"
ADDED = b"signature by someone\nstartxref\n1\n%%EOF\n"


def test_a_sealed_file_is_whole_and_of_the_same_length() -> None:
    pdf, letters = sealed(BARE, ONE.sign)
    assert len(pdf) == len(BARE)
    assert len(letters) == 88
    assert seal_state(pdf, ONE.public) == "whole"
    assert seal_state(pdf, TWO.public) == "broken"


def test_the_same_bytes_are_made_from_the_seal_without_the_key() -> None:
    pdf, letters = sealed(BARE, ONE.sign)
    assert with_seal(BARE, letters) == pdf
    assert with_seal(BARE, "") == BARE
    assert with_seal(BARE, "é" * 88) == BARE


def test_each_changed_byte_is_noticed() -> None:
    pdf, _ = sealed(BARE, ONE.sign)
    for place in range(len(pdf)):
        changed = bytearray(pdf)
        changed[place] ^= 1
        assert seal_state(bytes(changed), ONE.public) in {"broken", "none"}


def test_a_file_without_a_seal_or_with_only_its_place_has_none() -> None:
    assert seal_state(b"%PDF-1.7\n%%EOF\n", ONE.public) == "none"
    assert seal_state(BARE, ONE.public) == "none"
    assert seal_state(b"", ONE.public) == "none"


def test_what_was_added_behind_a_sealed_file_is_told() -> None:
    pdf, _ = sealed(BARE, ONE.sign)
    assert seal_state(pdf + ADDED, ONE.public) == "extended"
    assert seal_state(pdf + ADDED + ADDED, ONE.public) == "extended"
    assert seal_state(pdf + ADDED, TWO.public) == "broken"
    assert seal_state(pdf.replace(b"page", b"PAGE") + ADDED, ONE.public) == "broken"


def test_an_end_without_a_line_break_is_an_end_too() -> None:
    pdf, _ = sealed(BARE.rstrip(), ONE.sign)
    assert seal_state(pdf, ONE.public) == "whole"
    assert seal_state(pdf + b"\n" + ADDED, ONE.public) == "extended"


def test_a_second_seal_is_no_way_in() -> None:
    pdf, letters = sealed(BARE, ONE.sign)
    again = OPEN + letters.encode() + CLOSE
    assert seal_state(pdf.replace(b"page", again), ONE.public) == "broken"
    assert seal_state(pdf + again, ONE.public) == "extended"
    assert seal_state(again + BARE, ONE.public) == "broken"


def test_other_letters_of_the_same_signature_do_not_count() -> None:
    pdf, letters = sealed(BARE, ONE.sign)
    assert letters.endswith("==")
    last = letters[-3]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = alphabet[alphabet.index(last) ^ 1]
    forged = pdf.replace(letters.encode(), (letters[:-3] + other + "==").encode())
    assert seal_state(forged, ONE.public) == "broken"


def test_only_a_file_with_one_place_is_sealed() -> None:
    for bare in (b"%PDF", BARE + PLACEHOLDER, BARE.replace(b"AAAA", b"AAA")):
        with pytest.raises(ValueError, match="dermaga:seal"):
            sealed(bare, ONE.sign)


def test_a_code_of_the_same_key_is_no_seal() -> None:
    pdf = with_seal(BARE, sealed(BARE, lambda m: ONE.sign(code.DOMAIN + m))[1])
    assert seal_state(pdf, ONE.public) == "broken"


@given(st.binary(max_size=300))
def test_any_bytes_have_some_state(content: bytes) -> None:
    assert seal_state(content, ONE.public) in {"none", "broken"}
    assert seal_state(OPEN + content + CLOSE + b"%%EOF", ONE.public) in {"none", "broken"}
