"""A kiosk that answers questions until it is killed, and says each answer's id once it is kept."""

from __future__ import annotations

import itertools
import sys
import uuid
from dataclasses import replace
from pathlib import Path

import main
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtTest, InQuiz
from kiosk.learning.answers import Chosen
from kiosk.office import demo

COURSE = "pelayanan-prima"


def answer(data: Path) -> None:
    """Take the first test at the kiosk in a data folder, changing one's mind for ever."""
    rooms = main.rooms()
    made: list[uuid.UUID] = []

    def noted() -> uuid.UUID:
        made.append(rooms.new_id())
        return made[-1]

    with replace(rooms, new_id=noted).house(data) as house:
        desk = Desk(house.kiosk(demo.SETTINGS, house.catalog()), demo.LEARNERS[0])
        desk.start(AtTest(COURSE, "pre"))
        at = InQuiz(COURSE, "pre")
        for number in itertools.count(1):
            desk.answer(at, f"pp-p-{number % 8 + 1}", Chosen(("a", "b")[: number % 2 + 1]))
            sys.stdout.write(f"{made[-1]}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    answer(Path(sys.argv[1]))
