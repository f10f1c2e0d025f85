from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.learning.events import EvaluationAnswered, EvaluationGiven
from kiosk.store import Store, urn
from tests.conftest import Clock, backwards

SITI = "0b0f2d0e-5f2b-5d5e-9a43-3f1f6e7a0001"


def said(n: int) -> EvaluationAnswered:
    return EvaluationAnswered("kursus", {"room": n}, f"Pendapat {n}", named=False)


def evaluate(store: Store, clock: Clock, n: int) -> None:
    with store.writing():
        urn.cast(store, said(n), clock.new_id().bytes, backwards)
        store.record(SITI, EvaluationGiven("kursus", named=False))


def kinds(store: Store) -> list[str]:
    rows = store._db.execute("select kind from event order by seq").fetchall()
    return [kind for (kind,) in rows]


def test_four_unnamed_evaluations_are_counted_but_not_in_the_log(
    store: Store, clock: Clock
) -> None:
    for n in range(4):
        evaluate(store, clock, n)
    assert kinds(store) == ["evaluation-given"] * 4
    assert sorted(e.ratings["room"] for e in store.evaluations()) == [0, 1, 2, 3]


def test_the_fifth_empties_the_box_in_an_order_drawn_by_chance(store: Store, clock: Clock) -> None:
    drawn: list[tuple[str, ...]] = []

    def shuffle(names: tuple[str, ...]) -> tuple[str, ...]:
        drawn.append(names)
        return backwards(names)

    for n in range(5):
        with store.writing():
            urn.cast(store, said(n), clock.new_id().bytes, shuffle)  # type: ignore[arg-type]
    assert kinds(store) == ["evaluation-answered"] * 5
    assert store.names_of("urn") == ()
    rows = store._db.execute("select learner from event").fetchall()
    assert rows == [(None,)] * 5
    assert len(drawn) == 1
    assert sorted(e.ratings["room"] for e in store.evaluations()) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("count", [1, 4, 5, 6, 11])
def test_none_is_lost_or_doubled(opened: Callable[[], Store], clock: Clock, count: int) -> None:
    store = opened()
    for n in range(count):
        evaluate(store, clock, n)
    store.close()
    again = opened()
    assert sorted(e.ratings["room"] for e in again.evaluations()) == list(range(count))
    assert again.damages() == ()


def test_the_name_in_the_box_tells_no_time(store: Store, clock: Clock) -> None:
    for n in range(4):
        evaluate(store, clock, n)
        clock.pass_seconds(60)
    first = [store.document("urn", name) or b"" for name in store.names_of("urn")]
    order = [body[body.index(b'"room":') + 7 :][:1] for body in first]
    assert order != [b"0", b"1", b"2", b"3"]
