"""Which number comes next, and when there is none."""

from __future__ import annotations

import pytest
from msgspec import structs

from kiosk.house import House
from kiosk.learning.events import CertificateIssued, CertificateKept
from kiosk.learning.trouble import NotAllowed
from kiosk.people.agency import Settings
from kiosk.register.blocks import UNREADABLE, blocks_in, blocks_words, sound
from kiosk.register.numbers import apart, drawn, following, left, left_of
from kiosk.store import Store
from tests.register.people import people
from tests.rooms import REAL

ONE = people(1)[0].id
TWO = ((201, 203), (601, 602))
PLAIN = "{urut:03d}/{tahun}"


def issued(number: str, sequence: int = 0, date: str = "2026-11-23") -> CertificateIssued:
    return CertificateIssued("c", number, 6, 90, date, "{}", "", sequence=sequence)


@pytest.mark.parametrize(
    ("used", "blocks", "after"),
    [
        (set(), (), 1),
        ({1, 2}, (), 3),
        ({1, 2, 7}, (), 8),  # 3 to 6 were lost to a damage: what was given there nobody knows
        (set(), TWO, 201),
        ({201}, TWO, 202),
        ({201, 202, 203}, TWO, 601),
        ({201, 202, 203, 601}, TWO, 602),
        ({201, 202, 203, 601, 602}, TWO, None),
        ({1, 2, 3}, TWO, 201),  # before there was a block
        ({201, 202, 601}, TWO, 203),
    ],
)
def test_the_next_number(
    used: set[int], blocks: tuple[tuple[int, int], ...], after: int | None
) -> None:
    assert following(used, blocks) == after


def test_numbers_left_are_those_no_block_has_given(store: Store) -> None:
    assert left_of((), {5}) is None
    assert left_of(TWO, set()) == 5
    assert left_of(TWO, {201, 202, 601}) == 2
    blocked = structs.replace(REAL, number_blocks=TWO)
    store.record(ONE, issued("x", 201), issued("y", 202, "2025-01-01"))
    assert (left(store, blocked, "2026"), left(store, blocked, "2027")) == (4, 5)


def drawn_and_given(store: Store, settings: Settings, today: str) -> str:
    number = drawn(store, settings, today)
    store.record(ONE, issued(number.number, number.sequence, today))
    return number.number


def test_a_block_is_used_up_and_begins_anew_with_the_year(store: Store) -> None:
    settings = structs.replace(REAL, number_template=PLAIN, number_blocks=((9, 10),))
    given = [drawn_and_given(store, settings, "2026-12-31") for _ in range(2)]
    assert given == ["009/2026", "010/2026"]
    with pytest.raises(NotAllowed, match="numbers-used-up") as refused:
        drawn(store, settings, "2026-12-31")
    assert refused.value.facts == {"year": "2026"}
    assert drawn_and_given(store, settings, "2027-01-01") == "009/2027"
    more = structs.replace(settings, number_blocks=((9, 10), (41, 50)))
    assert drawn_and_given(store, more, "2026-12-31") == "041/2026"


def test_what_earlier_programs_gave_and_noted_nowhere_is_counted(store: Store) -> None:
    store.record(ONE, issued("1"), issued("2"), issued("old", date="2025-05-05"))
    assert store.sequences("2026") == {1, 2}
    assert drawn_and_given(store, REAL, "2026-11-23") == "800.1.4/KTS-01.0003/BKPSDM/XI/2026"
    assert store.issued_in("2026") == 3


def test_an_erased_persons_number_is_never_given_again(store: Store) -> None:
    number = drawn(store, REAL, "2026-11-23")
    event = issued(number.number, number.sequence)
    store.record(ONE, event)
    kept = CertificateKept(event.number, "c", 6, event.issued, "", sequence=1)
    store.erase(ONE, kept)
    assert drawn(store, REAL, "2026-11-23").sequence == 2
    store.erase(ONE, CertificateKept("older", "c", 6, event.issued, ""))
    assert store.sequences("2026") == {1}


def test_a_number_whose_certificate_was_not_kept_is_given_to_the_next(store: Store) -> None:
    def lost() -> None:
        with store.writing():
            drawn_and_given(store, REAL, "2026-11-23")
            assert drawn(store, REAL, "2026-11-23").sequence == 2
            raise RuntimeError

    with pytest.raises(RuntimeError):
        lost()
    assert drawn(store, REAL, "2026-11-23").sequence == 1


def test_a_new_life_has_letters_whatever_else_the_number_says(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letters that happen to stand in the number already (BKPSDM) tell nothing apart."""
    monkeypatch.setattr(Store, "life", "KPS")
    plain = structs.replace(REAL, number_template="{urut}/{unit}/{tahun}")
    assert drawn(store, plain, "2026-11-23").number == "1/BKPSDM/2026-KPS"
    assert drawn(store, REAL, "2026-11-23").number == "800.1.4/KTS-01-KPS.0001/BKPSDM/XI/2026"


def test_code_or_block_keeps_kiosks_apart() -> None:
    assert apart(REAL)
    plain = structs.replace(REAL, number_template=PLAIN)
    assert not apart(plain)
    assert apart(structs.replace(plain, number_blocks=((1, 99),)))


@pytest.mark.parametrize(
    ("words", "blocks"),
    [
        ("", ()),
        ("201-400", ((201, 400),)),
        (" 201 – 400 , 601 s.d. 800; ", ((201, 400), (601, 800))),
        ("7-7", ((7, 7),)),
        ("201", UNREADABLE),
        ("a-b", UNREADABLE),
        ("201-400 601-800", UNREADABLE),
    ],
)
def test_blocks_as_officers_write_them(words: str, blocks: tuple[tuple[int, int], ...]) -> None:
    assert blocks_in(words) == blocks
    assert blocks == UNREADABLE or blocks_in(blocks_words(blocks)) == blocks


@pytest.mark.parametrize(
    ("blocks", "good"),
    [
        ((), True),
        (((1, 1),), True),
        (TWO, True),
        (((0, 5),), False),
        (((5, 4),), False),
        (((1, 5), (5, 9)), False),
        (((6, 9), (1, 5)), False),
        (((1, 1_000_000),), False),
        (UNREADABLE, False),
    ],
)
def test_blocks_go_upwards_and_never_share_a_number(
    blocks: tuple[tuple[int, int], ...], *, good: bool
) -> None:
    assert sound(blocks) is good


def test_settings_that_would_double_numbers_are_refused_where_there_are_other_kiosks(
    house: House,
) -> None:
    settings = house.office.settings()
    assert settings is not None
    plain = structs.replace(settings, number_template=PLAIN)
    house.office.change(plain)  # alone: as its office has it
    (house.folder.path / "pairing.json").write_bytes(b"{}")
    house.office.change(structs.replace(plain, idle_minutes=7))  # nobody asks again
    other = structs.replace(plain, number_template="{tahun}/{urut}")
    with pytest.raises(NotAllowed, match="settings-wrong"):
        house.office.change(other)
    house.office.change(structs.replace(other, number_blocks=((1, 500),)))
    for bad in ("{kios}{urut}/{tahun}", "{kios}/{urut}/{tahun}/" + "x" * 90):
        with pytest.raises(NotAllowed, match="settings-wrong"):
            house.office.change(structs.replace(plain, number_template=bad))
