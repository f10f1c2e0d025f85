"""Everybody's records through the real store and its cache."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.learning.events import BlockReached, CertificateIssued, CourseStarted
from kiosk.learning.summary import LearnerSummary, summary
from kiosk.office import demo
from kiosk.office.records import Source
from kiosk.store import Store
from kiosk.store.digests import FILE
from tests.conftest import Clock, day_in_sibolga
from tests.desk.learning_on import COURSE

ONE, TWO, THREE = demo.LEARNERS[:3]
READ = BlockReached(COURSE, "l1", "b1", 600)


class Stop(Exception):
    """Whoever reads had enough."""


@pytest.fixture
def source(store: Store, clock: Clock, catalog: Catalog) -> Source:
    store.roster.put(demo.LEARNERS)
    for learner in (ONE, TWO, THREE):
        store.record(learner.id, CourseStarted(COURSE, "2026.11.2"), READ)
    mark = lambda: catalog.mark  # noqa: E731 - asked when it is read
    return Source(store.file, clock.now, clock.chance, day_in_sibolga, catalog.named, mark)


def known(source: Source) -> dict[str, LearnerSummary]:
    with source.opened() as records:
        return {learner.id: found for learner, found in records.people()}


def folded(source: Source, told: Callable[[int, int], None] = lambda _n, _m: None) -> int:
    with source.opened() as records:
        return records.up_to_date(told)


def test_only_those_who_did_something_since_are_folded_again(
    source: Source, store: Store, catalog: Catalog
) -> None:
    counts: list[tuple[int, int]] = []
    assert folded(source, lambda n, m: counts.append((n, m))) == 3
    assert counts == [(0, 3), (3, 3)]
    assert folded(source) == 0
    store.record(TWO.id, READ)
    assert folded(source) == 1
    found = known(source)
    assert found[TWO.id].course(COURSE).seconds == 1200
    assert found[demo.LEARNERS[4].id] == LearnerSummary(demo.LEARNERS[4].id)
    named = catalog.named()
    for learner in (ONE, TWO, THREE):
        afresh = summary(learner.id, store.events(learner.id), named, day_of=day_in_sibolga)
        assert found[learner.id] == afresh


def test_who_stops_keeps_what_was_folded_until_then(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.office.records.PIECE", 1)

    def told(done: int, _of: int) -> None:
        if done == 2:
            raise Stop

    with pytest.raises(Stop):
        folded(source, told)
    assert folded(source) == 1


def test_an_erased_person_leaves_no_bytes_in_the_cache(source: Source, store: Store) -> None:
    number = "800.1.4/A.0001/CONTOH/2026"
    issued = CertificateIssued(COURSE, number, 2, 90, "2026-11-23", "{}", "")
    store.record(ONE.id, issued)
    folded(source)
    cache = store.file.parent / "cache"

    def held() -> bool:
        return any(number.encode() in file.read_bytes() for file in cache.glob(f"{FILE}*"))

    assert held()
    store.erase(ONE.id)
    assert not held()
    with source.opened() as records:
        assert {s.learner for s in records.summaries()} == {TWO.id, THREE.id}


def test_who_is_erased_while_their_records_are_folded_does_not_come_back(
    source: Source, store: Store
) -> None:
    with source.opened() as records:
        taken = records.store.events

        def events(learner: str) -> object:
            found = taken(learner)
            if learner == ONE.id:
                store.erase(ONE.id)
            return found

        records.store.events = events  # type: ignore[method-assign, assignment]
        records.up_to_date()
        assert {s.learner for s in records.summaries()} == {TWO.id, THREE.id}


@pytest.mark.parametrize("hurt", [b"", b"not a database" * 100])
def test_a_lost_or_damaged_cache_is_made_anew(source: Source, store: Store, hurt: bytes) -> None:
    folded(source)
    file: Path = store.file.parent / "cache" / FILE
    file.write_bytes(hurt)
    assert folded(source) == 3
    assert known(source)[ONE.id].course(COURSE).seconds == 600


def test_other_courses_make_all_of_it_anew_and_a_kiosk_looked_at_writes_nothing(
    source: Source, store: Store
) -> None:
    from dataclasses import replace

    folded(source)
    file = store.file.parent / "cache" / FILE
    before = file.read_bytes()
    looking = replace(source, view_only=True)
    assert folded(looking) == 0
    assert folded(replace(looking, mark=lambda: "newer")) == 3
    assert file.read_bytes() == before
    assert folded(replace(source, mark=lambda: "newer")) == 3
