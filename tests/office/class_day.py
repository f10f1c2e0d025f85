"""The sample class on the clock set by hand: Monday, three hours after the kiosk's first moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from kiosk.desk.award_many import award_for
from kiosk.desk.kiosk import Kiosk
from kiosk.office.acts import Acts
from kiosk.office.day import Day, Room
from kiosk.office.demo_class import Stage, sample_class
from kiosk.people.cohort import Cohort
from kiosk.people.role import OFFICER
from tests.conftest import Clock, day_in_sibolga

DAY = "2026-11-23"
COURSE = "pelayanan-prima"


def ago(clock: Clock) -> Callable[[float], AbstractContextManager[None]]:
    @contextmanager
    def earlier(minutes: float) -> Iterator[None]:
        now, clock.at = clock.at, clock.at - int(minutes * 60_000)
        yield
        clock.at = now

    return earlier


def make_class(kiosk: Kiosk, clock: Clock) -> Cohort:
    clock.pass_seconds(3 * 3600)
    course = kiosk.catalog.course(COURSE)
    stage = Stage(kiosk.store, course, DAY, ago(clock), award_for(kiosk), clock.ticks)
    return sample_class(stage)


def day_of(kiosk: Kiosk, clock: Clock) -> Day:
    known = {c.id: c for c in kiosk.catalog.courses()}
    room = Room(
        clock.now, clock.ticks, day_in_sibolga, lambda course, _v: known.get(course), "R-01", 70
    )
    return Day(Acts(kiosk.store, OFFICER), kiosk.store, room)
