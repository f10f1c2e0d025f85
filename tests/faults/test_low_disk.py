"""A disk that fills up during a test: the reserve lets it be ended, and nothing kept is lost."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import main
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtTest, InQuiz
from kiosk.desk.views import QuizView
from kiosk.house import House
from kiosk.learning.answers import Chosen
from kiosk.learning.events import AnswerGiven, QuizSubmitted
from kiosk.office import demo
from kiosk.store import StoreTrouble
from tests.disks import fill, make_read_only, seen, small_disk

COURSE, TEST = "pelayanan-prima", "pre"
SITI = demo.LEARNERS[0]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", "10m") as disk:
        yield disk


def begun(house: House) -> Desk:
    """A learner in the middle of a test."""
    if house.office.settings() is None:
        house.office.set_up_demo()
    desk = Desk(house.kiosk(demo.SETTINGS, house.catalog()), SITI)
    desk.start(AtTest(COURSE, TEST))
    return desk


def questions(desk: Desk) -> int:
    view = desk.view(InQuiz(COURSE, TEST, 0))
    assert isinstance(view, QuizView)
    return len(view.answered)


def answer(desk: Desk, number: int) -> None:
    """One of the test's questions, in their order, with now this and now that answer."""
    index = number % questions(desk)
    view = desk.view(InQuiz(COURSE, TEST, index))
    assert isinstance(view, QuizView)
    desk.answer(InQuiz(COURSE, TEST, index), view.question.id, Chosen((f"{number}",)))


def until_full(desk: Desk) -> int:
    """How many answers were acknowledged before the disk said no."""
    for number in itertools.count():
        try:
            answer(desk, number)
        except StoreTrouble as trouble:
            assert trouble.code == "full"  # noqa: PT017 - how many came before is the point
            return number
        assert number < 5_000, "the disk never filled"
    raise AssertionError


def kept(data: Path) -> tuple[list[str], bool]:
    """The answers in the file, in their order, and whether a test was handed in; all proven."""
    with main.rooms().house(data) as house:
        assert house.store.damages() == ()
        events = [r.event for r in house.store.events(SITI.id)]
    answers = [
        e.answer.ids[0]
        for e in events
        if isinstance(e, AnswerGiven) and isinstance(e.answer, Chosen)
    ]
    return answers, any(isinstance(e, QuizSubmitted) for e in events)


def test_a_test_under_way_is_answered_and_handed_in_on_a_full_disk(
    disk: Path, counted: Callable[..., None]
) -> None:
    with main.rooms().house(disk / "data") as house:
        desk = begun(house)
        fill(disk, leave=0)
        wanted = 3 * questions(desk)  # everyone may change their mind twice
        for number in range(wanted):
            answer(desk, number)
        desk.submit(InQuiz(COURSE, TEST))
        assert not (disk / "data" / "reserve").exists()
        (disk / "ballast").unlink()
    found, handed_in = kept(disk / "data")
    lost = wanted - len(found)
    counted("full disk, test ended", acknowledged=wanted, lost=lost)
    assert found == [f"{n}" for n in range(wanted)]
    assert handed_in


def test_without_the_reserve_the_first_answer_on_a_full_disk_is_refused(disk: Path) -> None:
    """What the reserve is for: this is how it would be without."""
    with main.rooms().house(disk / "data") as house:
        desk = begun(house)
        assert house.folder.relieve()
        fill(disk, leave=0)
        assert until_full(desk) == 0
        (disk / "ballast").unlink()


def test_when_the_reserve_is_used_up_too_nothing_acknowledged_is_lost(
    disk: Path, counted: Callable[..., None]
) -> None:
    with main.rooms().house(disk / "data") as house:
        desk = begun(house)
        fill(disk, leave=0)
        told = until_full(desk)
        (disk / "ballast").unlink()
        answer(desk, told)
    found, _ = kept(disk / "data")
    counted("full disk, to the end", acknowledged=told + 1, lost=told + 1 - len(found))
    assert found == [f"{n}" for n in range(told + 1)]


def test_a_full_disk_lets_the_kiosk_open_and_go_on_with_the_test(disk: Path) -> None:
    with main.rooms().house(disk / "data") as house:
        begun(house)
        fill(disk, leave=0)
    with main.rooms().house(disk / "data") as house:
        desk = begun(house)
        answer(desk, 0)
        desk.submit(InQuiz(COURSE, TEST))
        (disk / "ballast").unlink()
    assert kept(disk / "data") == (["0"], True)


def test_a_disk_that_filled_up_while_the_kiosk_was_closed_lets_it_open(disk: Path) -> None:
    with main.rooms().house(disk / "data") as house:
        begun(house)
    fill(disk, leave=0)
    with main.rooms().house(disk / "data") as house:
        answer(begun(house), 0)
        (disk / "ballast").unlink()
    assert kept(disk / "data") == (["0"], False)


@pytest.mark.parametrize("shared", [True, False])
def test_what_a_power_cut_left_in_the_wal_is_read_from_a_disk_that_turned_read_only(
    disk: Path, counted: Callable[..., None], *, shared: bool
) -> None:
    with main.rooms().house(disk / "data") as house:
        desk = begun(house)
        for number in range(40):
            answer(desk, number)
        # as the disk stands at this moment; by another program, for the sake of SQLite's locks
        subprocess.run(["cp", "-r", str(disk / "data"), str(disk / "cut")], check=True)
    (disk / "cut" / "reserve").unlink()
    if not shared:
        (disk / "cut" / "dermaga.sqlite-shm").unlink()
    assert (disk / "cut" / "dermaga.sqlite-wal").stat().st_size > 500_000
    make_read_only(disk)
    before = seen(disk)
    found, _ = kept(disk / "cut")
    counted(
        f"power cut, then read-only{'' if shared else ', copied'}",
        acknowledged=40,
        lost=40 - len(found),
    )
    assert found == [f"{n}" for n in range(40)]
    assert seen(disk) == before
