"""Twenty kiosks that never talk: no number is given twice, and none is skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.register import numbers
from kiosk.register.numbers import following
from tests.faults.rig_numbers import Town, lived

KIOSKS, LONG_KIOSKS = 8, 20
EACH, LONG_EACH = 100, 500


def test_no_number_is_given_twice_and_none_is_skipped(
    tmp_path: Path, counted: Callable[..., None], *, long: bool
) -> None:
    town = Town(tmp_path, seed=20)
    kiosks, each = (LONG_KIOSKS, LONG_EACH) if long else (KIOSKS, EACH)
    lived(town, kiosks, each)
    lives = {g.device for g in town.given}
    counted(
        "numbers, offline kiosks", acknowledged=len(town.given), lost=len(town.gaps()),
        kiosks=kiosks, lives=len(lives), doubles=len(town.doubles()), gaps=len(town.gaps()),
        **dict(sorted(town.deeds.items())),
    )  # fmt: skip
    assert town.doubles() == []
    assert town.gaps() == []
    assert len(town.given) == kiosks * each - town.deeds["refused"]
    assert {g.year for g in town.given} == {"2026", "2027"}
    assert all(town.deeds[deed] for deed in ("crashes", "restores", "clones", "backups"))
    assert len(lives) > kiosks


def test_the_rig_sees_doubles_where_a_new_life_has_no_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The canary: what keeps a copy apart is taken away, and the count must say so."""
    monkeypatch.setattr("kiosk.store.store.Store.life", "")
    town = Town(tmp_path, seed=20)
    lived(town, 2, 60)
    assert town.doubles()


def test_the_rig_sees_gaps_where_numbers_are_drawn_outside_their_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other canary: a number that was drawn is gone, whatever becomes of its certificate."""
    drawn: Counter[str] = Counter()

    def careless(used: frozenset[int], blocks: numbers.Blocks) -> int | None:
        after = following(used, blocks)
        drawn["all"] += 1
        return None if after is None else after + (drawn["all"] % 50 == 0)

    monkeypatch.setattr(numbers, "following", careless)
    town = Town(tmp_path, seed=20)
    lived(town, 2, 60)
    assert town.gaps()
