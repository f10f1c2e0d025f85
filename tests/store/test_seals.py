from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.store.seals import Seals

KEY = bytes(range(32))
fields = st.one_of(
    st.none(), st.integers(-(2**63), 2**63 - 1), st.text(max_size=20), st.binary(max_size=20)
)
rows = st.lists(fields, min_size=1, max_size=8)


@given(rows, st.data())
def test_any_change_of_any_field_changes_the_seal(
    row: list[str | int | bytes | None], data: st.DataObject
) -> None:
    place, other = data.draw(st.integers(0, len(row) - 1)), data.draw(fields)
    assume((type(other), other) != (type(row[place]), row[place]))
    seals = Seals(KEY)
    changed = [*row[:place], other, *row[place + 1 :]]
    assert seals.hold(seals.of(*row), *row)
    assert not seals.hold(seals.of(*row), *changed)


@given(rows, st.integers(1, 7))
def test_a_field_cannot_be_moved_into_its_neighbour(
    row: list[str | int | bytes | None], place: int
) -> None:
    seals = Seals(KEY)
    assert seals.of("ab", "c") != seals.of("a", "bc")
    assert seals.of(*row) != seals.of(*row, None)
    assume(place < len(row))
    assert seals.of(*row) != seals.of(*row[:place])


@given(rows)
def test_another_key_makes_another_seal(row: list[str | int | bytes | None]) -> None:
    assert Seals(KEY).of(*row) != Seals(bytes(32)).of(*row)
    assert not Seals(bytes(32)).hold(Seals(KEY).of(*row), *row)


@given(st.lists(st.tuples(st.integers(0, 5), st.none() | st.binary(max_size=9)), max_size=40))
def test_the_sum_after_any_sequence_is_the_sum_of_what_is_there(
    done: list[tuple[int, bytes | None]],
) -> None:
    """Rows come (bytes), change and go (None) under six names."""
    seals, there = Seals(KEY), dict[int, bytes]()
    for name, body in done:
        old = there.pop(name, b"")
        new = b"" if body is None else seals.of("row", name, body)
        seals.swap(old, new)
        if new:
            there[name] = new
    again = Seals(KEY)
    for seal in there.values():
        again.swap(b"", seal)
    assert seals.sum == again.sum
    assert (seals.sum == bytes(16)) == (not there)


def test_without_a_key_all_is_taken_for_good_and_nothing_for_proven() -> None:
    none = Seals(b"")
    assert (none.known, Seals(KEY).known) == (False, True)
    assert none.hold(b"any seal at all", "a row")
    salt = Seals(KEY).salt(bytes(10), b"head", None, b"body")
    assert not none.vouch(salt, b"head", None, b"body")


@given(st.binary(max_size=30), st.none() | st.binary(max_size=16), st.binary(max_size=40))
def test_an_event_is_vouched_for_as_it_was_recorded_only(
    head: bytes, owner: bytes | None, body: bytes
) -> None:
    seals = Seals(KEY)
    salt = seals.salt(b"0123456789", head, owner, body)
    assert (salt[:10], len(salt)) == (b"0123456789", 18)
    assert seals.vouch(salt, head, owner, body)
    assert not seals.vouch(salt, head + b"x", owner, body)
    assert not seals.vouch(salt, head, b"another owner...", body)
    assert not seals.vouch(salt, head, owner, body + b"x")
    assert not seals.vouch(b"1" + salt[1:], head, owner, body)
    assert not seals.vouch(salt[:-1], head, owner, body)
    assert not seals.vouch(None, head, owner, body)
    assert not Seals(bytes(32)).vouch(salt, head, owner, body)
