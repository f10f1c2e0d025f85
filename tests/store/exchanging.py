"""Two kiosks that exchange what they recorded, each with a clock and with chances of its own."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

from kiosk.learning.events import Healed
from kiosk.office import demo
from kiosk.store import Store, backup
from kiosk.store.exchange import Outgoing, Taken
from kiosk.store.folder import FILE
from kiosk.store.heal import Healer
from kiosk.xapi.line import Line
from tests.conftest import Clock

SITI, BUDI = demo.LEARNERS[0].id, demo.LEARNERS[1].id
EVERYTHING = 100_000


class Exchanging:
    """A kiosk whose lines can be had, and that takes those of others in."""

    def __init__(self, data: Path, number: int) -> None:
        data.mkdir(mode=0o700)
        self.data, self.file, self.clock = data, data / FILE, Clock()
        self.clock._chance = itertools.count(number << 40)
        self.healer = Healer(data, self.clock.now, self.clock.chance)
        self.store = self.open()

    def open(self) -> Store:
        self.store = Store(self.file, self.clock.now, self.clock.chance)
        return self.store

    def close(self) -> None:
        self.store.close()

    def lines(self, after: int = 0) -> list[Line]:
        """All that this computer recorded, in every life."""
        out = Outgoing(self.file)
        try:
            return [
                line for own in out.devices() for line in out.lines(own.device, after, EVERYTHING)
            ]
        finally:
            out.close()

    def take(self, lines: Iterable[Line]) -> Taken:
        return self.store.exchange.take_elsewhere(tuple(lines))

    def back_up(self) -> backup.Backup:
        self.clock.pass_seconds(60)
        return backup.make(self.file, self.clock.now(), "time")

    def restore(self, copy: backup.Backup) -> None:
        self.close()
        self.healer.restore(copy, self.data)
        self.open()

    def heal(self, *edits: str) -> Healed:
        """Change the file by another hand, mend it, open it."""
        self.edit(*edits)
        self.close()
        healed = self.healer.heal()
        self.open()
        assert self.store.damages() == ()
        return healed

    def edit(self, *edits: str) -> None:
        for edit in edits:
            assert self.store._db.execute(edit).rowcount != 0, edit


def of(lines: Sequence[Line], learner: str) -> list[Line]:
    """The lines of one learner."""
    return [line for line in lines if line.learner == learner]
