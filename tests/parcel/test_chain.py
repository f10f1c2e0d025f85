from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.parcel import chain

DEVICE = "01a205ea-be80-7d26-a215-4e6d76b2b2b9"
SALT, OWNER, BODY = b"0123456789", b"\x11" * 16, b'{"type":"signed-in"}'
whole = st.binary(max_size=40)


def test_a_commitment_hides_owner_and_body_under_the_salt() -> None:
    kept = chain.commitment(SALT, OWNER, BODY)
    assert kept == hashlib.sha256(SALT + b"\1" + OWNER + BODY).digest()
    assert chain.commitment(SALT, None, BODY) == hashlib.sha256(SALT + b"\0" + BODY).digest()
    assert chain.commitment(b"9876543210", OWNER, BODY) != kept


def test_an_erased_event_has_its_commitment_in_place_of_its_body() -> None:
    kept = chain.commitment(SALT, OWNER, BODY)
    assert chain.commitment(None, None, kept) == kept


@given(whole, st.none() | st.binary(min_size=16, max_size=16), whole)
def test_nobodys_event_is_never_taken_for_somebodys(
    salt: bytes, owner: bytes | None, body: bytes
) -> None:
    other = None if owner is not None else bytes(16)
    assert chain.commitment(salt, owner, body) != chain.commitment(salt, other, body)


HEADER = (DEVICE, 7, b"\x22" * 16, "lesson-read", 1_795_395_600_000, 7353940377600000)


@pytest.mark.parametrize(
    ("place", "other"),
    [
        (0, DEVICE.replace("b9", "b8")),
        (1, 8),
        (2, b"\x23" * 16),
        (3, "lesson-rea"),
        (4, 1_795_395_600_001),
        (5, 7353940377600001),
    ],
)
def test_each_field_of_a_header_changes_the_link(place: int, other: object) -> None:
    fields = [*HEADER]
    fields[place] = other
    assert chain.header(*fields) != chain.header(*HEADER)  # type: ignore[arg-type]
    one = chain.link(chain.START, chain.header(*HEADER), bytes(32))
    assert one != chain.link(chain.START, chain.header(*fields), bytes(32))  # type: ignore[arg-type]


def test_the_link_is_as_it_is_written_down() -> None:
    """Whoever checks a chain elsewhere computes it so."""
    head = b"01a205ea-be80-7d26-a215-4e6d76b2b2b9\n7\n" + b"22" * 16
    head += b"\nlesson-read\n1795395600000\n7353940377600000"
    assert chain.header(*HEADER) == head
    linked = hashlib.sha256(chain.START + head + bytes(32)).digest()
    assert chain.link(chain.START, head, bytes(32)) == linked
    assert bytes(32) == chain.START


def test_a_checkpoint_says_what_it_is_and_how_far_it_goes() -> None:
    message = chain.checkpoint(DEVICE, 100, b"\xab" * 32)
    assert message == f"dermaga checkpoint 1\n{DEVICE}\n100\n{'ab' * 32}".encode()
