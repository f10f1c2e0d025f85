from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.learning.events import LessonRead
from kiosk.office import demo
from kiosk.store import Store, StoreTrouble
from kiosk.store.check import Checked, Damage, check, check_file

SITI = demo.LEARNERS[0].id
BUDI = demo.LEARNERS[1].id
READ = LessonRead("kursus", "l1")


@pytest.fixture
def full(store: Store) -> Store:
    store.roster.put(demo.LEARNERS)
    store.record(SITI, *[READ] * 120)
    store.record(BUDI, *[READ] * 120)
    return store


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with each look through the whole file."""
    made: list[int] = []

    def counted(*given: object, **named: object) -> Checked:
        made.append(1)
        return check(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("kiosk.store.check.check", counted)
    return made


def elsewhere(tmp_path: Path, sql: str) -> None:
    """Another program's hand in the file while it is open."""
    db = sqlite3.connect(tmp_path / "dermaga.sqlite")
    assert db.execute(sql).rowcount != 0
    db.commit()
    db.close()


def test_a_whole_file_proves_once_and_then_what_came_since(full: Store, checks: list[int]) -> None:
    for _ in range(3):
        full.prove(SITI)
        full.record(SITI, READ)
    assert checks == [1]


def test_a_check_from_the_background_spares_another(
    full: Store, checks: list[int], tmp_path: Path
) -> None:
    full.accept(check_file(tmp_path / "dermaga.sqlite", tmp_path))
    assert checks == [1]
    full.record(SITI, READ)
    full.prove(SITI)
    assert checks == [1]


def test_a_check_that_found_damage_is_none(full: Store) -> None:
    with pytest.raises(StoreTrouble, match="damaged"):
        full.accept(Checked((Damage("chain", "x/1"),), 240, {}))


@pytest.mark.parametrize(
    "sql",
    [
        "update event set body = x'7b7d' where seq = 5",
        "update event set body = x'7b7d' where seq = 200",
        "update learner set name = 'Peserta Lain' where name = 'Peserta Contoh 2'",
        "delete from learner where name = 'Peserta Contoh 2'",
        "update head set seq = seq - 1",
    ],
)
def test_what_another_program_changed_since_the_last_proof_is_noticed(
    full: Store, tmp_path: Path, sql: str
) -> None:
    full.prove(SITI)
    elsewhere(tmp_path, sql)
    with pytest.raises(StoreTrouble, match="damaged"):
        full.prove(SITI)
    with pytest.raises(StoreTrouble, match="damaged"):
        full.prove(SITI)


@pytest.mark.parametrize("seq", [1, 60, 120, 241])
def test_a_learners_own_events_are_held_against_their_links_each_time(
    full: Store, seq: int
) -> None:
    """Even if a bit flips in this program's own pages, after the whole file was proven."""
    full.record(SITI, READ)
    full.prove(SITI)
    full._db.execute("update event set body = x'7b7d' where seq = ?", (seq,))
    with pytest.raises(StoreTrouble, match="damaged"):
        full.prove(SITI)


def test_events_since_the_proof_are_followed_whosever_they_are(full: Store) -> None:
    full.prove(SITI)
    full.record(BUDI, READ, READ)
    full._db.execute("update event set body = x'7b7d' where seq = 241")
    with pytest.raises(StoreTrouble, match="damaged"):
        full.prove(SITI)


def test_a_key_taken_away_meanwhile_hides_nothing(full: Store, tmp_path: Path) -> None:
    (tmp_path / f"{full.device}.key").unlink()
    elsewhere(tmp_path, "delete from learner where name = 'Peserta Contoh 2'")
    with pytest.raises(StoreTrouble, match="damaged"):
        full.prove(SITI)


def test_what_fails_in_a_transaction_does_not_shake_the_proof(full: Store) -> None:
    full.prove(SITI)

    def half_done() -> None:
        with full.writing():
            full.record(SITI, *[READ] * 3)
            full.prove(SITI)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    full.record(SITI, READ)
    full.prove(SITI)


def test_each_program_proves_anew(full: Store, opened: Callable[[], Store]) -> None:
    full.prove(SITI)
    full._db.execute("update event set body = x'7b7d' where seq = 5")
    full.close()
    with pytest.raises(StoreTrouble, match="damaged"):
        opened().prove(SITI)
