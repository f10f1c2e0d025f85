from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.trust import base45


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),
        (b"", ""),
    ],
)
def test_the_examples_of_rfc_9285_hold(content: bytes, text: str) -> None:
    assert base45.encoded(content) == text
    assert base45.decoded(text) == content


@given(st.binary(max_size=200))
def test_what_is_written_is_read_back(content: bytes) -> None:
    text = base45.encoded(content)
    assert base45.decoded(text) == content
    assert len(text) == len(content) // 2 * 3 + len(content) % 2 * 2


@given(st.text(base45.LETTERS, max_size=60))
def test_no_other_text_stands_for_the_same_bytes(text: str) -> None:
    try:
        content = base45.decoded(text)
    except ValueError:
        return
    assert base45.encoded(content) == text


@pytest.mark.parametrize("text", ["A", "BB8A", ":::", "GGW", "::", "bb8", "B8-é", "BB\n"])
def test_a_text_that_nothing_is_written_as_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        base45.decoded(text)
