"""A class for the tour: sample learners in the middle of a day, and the screens that show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from PySide6.QtCore import Qt

from kiosk.desk.award_many import award_for
from kiosk.office.demo_class import COURSE, LEARNERS, Stage, sample_class
from kiosk.people.cohort import Cohort
from kiosk.store.cohorts import all_cohorts
from kiosk.ui.driver import Driver, TourFailed


class TourClock:
    """A clock that can be set back for as long as something is recorded."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now, self._back = now, 0

    def __call__(self) -> int:
        """UTC milliseconds."""
        return self._now() - self._back

    def ago(self, day_of: Callable[[int], str]) -> Callable[[float], AbstractContextManager[None]]:
        """What makes something so many minutes old, but never older than the present day."""

        @contextmanager
        def earlier(minutes: float) -> Iterator[None]:
            back = int(minutes * 60_000)
            while back and day_of(self._now() - back) != day_of(self._now()):
                back = back * 9 // 10
            self._back = back
            try:
                yield
            finally:
                self._back = 0

        return earlier


def make_class(d: Driver) -> Cohort:
    """The sample class on this kiosk; one that was made before is answered as it is."""
    house = d.house
    known = all_cohorts(house.store)
    if known:
        return known[0]
    settings, rooms = house.office.settings(), house.rooms
    if settings is None or not isinstance(rooms.now, TourClock):
        raise TourFailed("kios contoh belum siap untuk angkatan contoh")
    catalog = house.catalog()
    kiosk = house.kiosk(settings, catalog)
    stage = Stage(
        store=house.store,
        course=catalog.course(COURSE),
        day=rooms.day_of(rooms.now()),
        ago=rooms.now.ago(rooms.day_of),
        award=award_for(kiosk),
        ticks=rooms.ticks,
    )
    return sample_class(stage)


def cohorts(d: Driver) -> None:
    """The classes, the form of one, and its day; from anywhere in the officer's room."""
    make_class(d)
    d.press("part-class")
    d.picture("pengelola-kelas")
    d.press("cohort-cards")
    d.picture("pengelola-kartu")
    d.key(Qt.Key.Key_Escape)
    d.press("cohort-edit")
    d.picture("pengelola-kelas-isian")
    d.press("cohort-members")
    d.picture("pengelola-kelas-peserta")
    d.press("members-done")
    d.press("cohort-back")
    d.press("cohort-day")
    d.picture("pengelola-hari")
    d.press(f"away-{LEARNERS[-1].id}")
    d.picture("pengelola-hari-kehadiran")
    d.press("presence-cancel")
    d.press("day-end")
    d.picture("pengelola-hari-selesai")
    d.press("end-back")
    d.press("day-back")
