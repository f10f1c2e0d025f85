from __future__ import annotations

import hashlib
import random
import zlib

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kiosk.hub.packing import PLAIN, WORDS, packed, unpacked
from kiosk.hub.terms import Terms
from tests.hub.statements import answer


@given(st.binary(max_size=300))
def test_what_is_packed_comes_back_to_the_byte(body: bytes) -> None:
    assert unpacked(packed(body)) == body
    assert len(packed(body)) <= len(body) + 1


def test_the_words_of_the_first_form_never_change() -> None:
    """A hub of the future reads what one of today has stored."""
    assert (
        hashlib.sha256(WORDS).hexdigest()
        == "8eb28b9191afcbc06f5a19528ffd8bc6b649418c24fe408bfe36051811452e5b"
    )
    deflate = zlib.compressobj(9, zlib.DEFLATED, -13, 9, zlib.Z_DEFAULT_STRATEGY, WORDS)
    old = b"\x01" + deflate.compress(b'{"actor":{}}') + deflate.flush()
    assert unpacked(old) == b'{"actor":{}}'
    assert unpacked(PLAIN + b"{}") == b"{}"


def test_an_answer_of_a_kiosk_takes_a_third_of_its_json() -> None:
    chance = random.Random(1)
    bodies = [msgspec.json.encode(answer(chance)) for _ in range(100)]
    assert sum(len(packed(each)) for each in bodies) * 3 < sum(map(len, bodies))


def test_terms_are_the_same_in_every_process_and_others_for_every_hub() -> None:
    terms = Terms(bytes(32))
    assert terms.of("verb", "http://example.com/v") == 1068018035701958816
    assert terms.of("activity", "http://example.com/v") != terms.of("verb", "http://example.com/v")
    assert Terms(bytes(31) + b"\x01").of("verb", "http://example.com/v") != 1068018035701958816
