"""A lively kiosk in a data folder: several learners, some one step before their certificates."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
from msgspec import structs

import main
from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import AtCertificate, AtEvaluation, AtTest, InLesson, InQuiz
from kiosk.house import House, Rooms
from kiosk.learning.events import BlockReached, EvaluationAnswered, EvaluationGiven
from kiosk.office import demo
from kiosk.people.learner import Learner, guest_id
from kiosk.people.nip import Kind
from kiosk.store import backup
from kiosk.store.machine import Machine
from kiosk.store.waits import Waits
from kiosk.xapi.line import Line
from tests.conftest import MONDAY, Clock, backwards, day_in_sibolga
from tests.desk.learning_on import (
    CONTENT,
    COURSE,
    ITEMS,
    LESSONS,
    question_at,
    read_all,
    right,
    take,
)

READY, HOLDER, SITTING, OTHER, ERASED = demo.LEARNERS
"""One step before a certificate; with one; in a test; passed early; erased."""
MACHINE = Machine(system="a1", board="b1", model="c1", cards=("d1",))
ELSEWHERE = Machine(system="a2", board="b2", model="c1", cards=("d2",))
GUEST = Learner(guest_id("Tamu Contoh", demo.UNITS[1]), "Tamu Contoh", demo.UNITS[1], Kind.GUEST)


@dataclass
class World:
    """What main.py hands over, set by hand: a clock, chance that can be foreseen, a computer."""

    catalog: Catalog
    clock: Clock = field(default_factory=Clock)
    machine: Machine = MACHINE

    @property
    def rooms(self) -> Rooms:
        """The rooms, as main.py puts them together."""
        clock = self.clock
        return replace(
            main.rooms(),
            now=clock.now,
            ticks=clock.ticks,
            day_of=day_in_sibolga,
            new_id=clock.new_id,
            chance=clock.chance,
            shuffle=backwards,
            machine=lambda: self.machine,
        )


def opened(house: House, world: World) -> Kiosk:
    """The kiosk of an open house. The settings come from the file, as in the window."""
    settings = house.office.settings()
    assert settings is not None, "the settings are gone"
    return house.kiosk(settings, world.catalog)


@contextmanager
def kiosk_in(data: Path, world: World) -> Iterator[Kiosk]:
    """The kiosk opened by the program's own door."""
    with world.rooms.house(data) as house:
        yield opened(house, world)


def lively(data: Path, world: World) -> None:
    """Make the folder; it is closed at return, with three backups of different age."""
    with world.rooms.house(data) as house:
        house.office.set_up_demo()
        kiosk = opened(house, world)
        house.store.roster.put([GUEST])
        _pass(kiosk, OTHER)
        _read_much(kiosk, GUEST, 60)
        back_up(house, world)
        _pass(kiosk, HOLDER)
        issued = Desk(kiosk, HOLDER).evaluate(AtEvaluation(COURSE), CONTENT)
        assert isinstance(issued, AtCertificate)
        _read_much(kiosk, ERASED, 20)
        house.store.erase(ERASED.id)
        back_up(house, world)
        _read_much(kiosk, GUEST, 60)
        house.store.exchange.take_elsewhere(from_elsewhere(1, 30))
        _pass(kiosk, READY)
        _evaluate(kiosk, READY)
        _sit(kiosk)
        house.office.change(structs.replace(demo.SETTINGS, kiosk_name="Kios contoh dua"))
        back_up(house, world)
        _read_much(kiosk, OTHER, 130)
        _evaluate(kiosk, OTHER)
        house.store.exchange.take_elsewhere(from_elsewhere(31, 40))
        Waits(house.store, house.rooms.ticks).wrong(SITTING.id)
        house.store.keep("draft", "x", b"half a sentence")
        kiosk.clock.keep()


def a_day_later(data: Path, world: World) -> None:
    """The kiosk goes on for a little, and is backed up again."""
    world.clock.pass_seconds(86_400)
    with world.rooms.house(data) as house:
        kiosk = opened(house, world)
        _sit_on(kiosk)
        back_up(house, world)
        _read_much(kiosk, GUEST, 5)


def moved(data: Path, world: World) -> None:
    """The folder goes on in another computer, and so in a second life."""
    world.machine = ELSEWHERE
    with kiosk_in(data, world) as kiosk:
        _read_much(kiosk, GUEST, 30)
        _sit_on(kiosk)


def _pass(kiosk: Kiosk, learner: Learner) -> None:
    desk = Desk(kiosk, learner)
    desk.open(COURSE)
    take(desk, "pre", wrongly=4)
    read_all(desk)
    take(desk, "post")


def _evaluate(kiosk: Kiosk, learner: Learner) -> None:
    """The evaluation without its certificate, as when the fonts cannot be read."""
    said = EvaluationAnswered(COURSE, dict.fromkeys(ITEMS, 3), "Kursi goyah.", named=True)
    kiosk.store.record(learner.id, said, EvaluationGiven(COURSE, named=True))


def _read_much(kiosk: Kiosk, learner: Learner, times: int) -> None:
    course = kiosk.catalog.course(COURSE)
    places = [(x.id, b.id) for x in course.lessons for b in x.blocks]
    for number in range(times):
        kiosk.store.record(
            learner.id, BlockReached(COURSE, *places[number % len(places)], 20 + number % 7)
        )


def from_elsewhere(first: int, last: int) -> list[Line]:
    """What one learner read on another kiosk, some days before."""
    return [
        Line(
            device="01a205ea-0000-7000-8000-0000000000ff",
            seq=seq,
            id=str(uuid.UUID(int=seq << 64)),
            learner=READY.id,
            kind="block-reached",
            at=MONDAY - seq,
            clock=(MONDAY << 12) - seq,
            salt=seq.to_bytes(18, "big"),
            body=msgspec.json.encode(BlockReached(COURSE, LESSONS[0], f"b{seq}", seq)),
            hash=hashlib.sha256(b"%d" % seq).digest(),
        )
        for seq in range(first, last + 1)
    ]


def _sit(kiosk: Kiosk) -> None:
    """In the middle of a test, with notes, a bookmark and a half-filled evaluation."""
    desk = Desk(kiosk, SITTING)
    desk.open(COURSE)
    at = InLesson(COURSE, LESSONS[0])
    block = kiosk.catalog.course(COURSE).lesson(LESSONS[0]).blocks[0].id
    desk.write_note(at, block, "Tanyakan loket tiga.")
    desk.bookmark(at, block, on=True)
    desk.sketch(AtEvaluation(COURSE), CONTENT)
    desk.start(AtTest(COURSE, "pre"))
    _sit_on(kiosk)


def _sit_on(kiosk: Kiosk) -> None:
    desk = Desk(kiosk, SITTING)
    for index in range(3):
        question = question_at(desk, "pre", index).question
        desk.answer(InQuiz(COURSE, "pre", index), question.id, right(question))


def back_up(house: House, world: World) -> None:
    """A backup a day later."""
    world.clock.pass_seconds(90_000)
    backup.make(house.folder.file, world.clock.now(), "time")


def copied(data: Path, to: Path) -> Path:
    """The folder once more; what never changes in place is linked, which costs nothing."""
    to.mkdir(mode=0o700)
    for part in data.iterdir():
        if part.name == "reserve":
            os.link(part, to / part.name)
        elif part.is_file():
            shutil.copyfile(part, to / part.name)
    if (data / backup.FOLDER).exists():
        (to / backup.FOLDER).mkdir(mode=0o700)
        for part in (data / backup.FOLDER).iterdir():
            os.link(part, to / backup.FOLDER / part.name)
    return to


def killed(data: Path, world: World, to: Path) -> Path:
    """The folder as a killed kiosk leaves it: what came last stands in the write-ahead log."""
    with world.rooms.house(copied(data, to.with_name("living"))) as house:
        kiosk = opened(house, world)
        _read_much(kiosk, GUEST, 12)
        _sit_on(kiosk)
        copied(house.folder.path, to)
    shutil.rmtree(to.with_name("living"))
    return to


def certify(kiosk: Kiosk, learner: Learner) -> str:
    """Go for the certificate as a learner does; its number, empty if the way is longer."""
    place = Desk(kiosk, learner).open(COURSE)
    return place.number if isinstance(place, AtCertificate) else ""
