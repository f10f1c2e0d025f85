"""A class in a room of several kiosks: what a trainer sees of those at another one, by the hub."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.hub.post.post import Post
from kiosk.learning.events import CourseStarted, LessonRead, SignedIn
from kiosk.office.acts import Acts
from kiosk.office.attendance import Attendance
from kiosk.office.day import Day, Room
from kiosk.office.day_row import Row, State
from kiosk.parcel import sealing
from kiosk.parcel import word as forms
from kiosk.parcel.forms import DeviceCertificate
from kiosk.people.cohort import Assignment, Cohort, Presence
from kiosk.people.role import OFFICER
from kiosk.store.revoked import WORD
from kiosk.sync.post import Hub
from kiosk.trust.ring import Member, Ring
from tests.conftest import Clock, day_in_sibolga
from tests.desk.learning_on import COURSE, LESSONS
from tests.parcel.samples import agency_signs

from . import test_with_hub as real
from .test_with_hub import LEARNER, Computer

DAY = "2026-11-23"
COHORT = Cohort("c-1", "Angkatan I", (LEARNER,), (Assignment(COURSE),), (DAY,))
post, port, computer = real.post, real.port, real.computer


@pytest.fixture
def room(
    post: Post,
    port: int,
    computer: Callable[[str], Computer],
    hub_at: Callable[..., Hub],
) -> tuple[Computer, Computer, Hub]:
    """The trainer's kiosk and another one, both paired with the hub of the room."""
    hub, here, there = hub_at(port), computer("here"), computer("there")
    for each in (here, there):
        real.pair(each, post, hub)
    return here, there, hub


def test_who_learns_at_another_kiosk_is_seen_after_a_round(
    room: tuple[Computer, Computer, Hub], clock: Clock, catalog: Catalog
) -> None:
    here, there, hub = room
    ticks, known = clock.ticks, {c.id: c for c in catalog.courses()}
    about = Room(clock.now, ticks, day_in_sibolga, lambda c, _v: known.get(c), "R-01", 70)
    day = Day(Acts(here.store, OFFICER), here.store, about)

    def row(heard: int) -> Row:
        (found,) = day.look(COHORT, DAY, heard).rows
        return found

    begun = (SignedIn(), CourseStarted(COURSE, "2026.11.2"), LessonRead(COURSE, LESSONS[0]))
    there.store.record(LEARNER, *begun)
    assert row(0).state is State.NOT_IN
    there.round(hub)
    here.round(hub)
    heard = clock.at
    assert (row(heard).state, row(heard).seen.number, row(heard).kiosk) == (State.LEARNING, 2, "")
    assert row(heard).seen.device == there.store.device
    # nothing heard since is not the same as nothing done since
    clock.pass_seconds(15 * 60)
    assert row(heard).state is State.LEARNING
    assert (row(clock.at).state, row(clock.at).n) == (State.IDLE, 15)
    came = Attendance(Acts(here.store, OFFICER), here.store, day_in_sibolga).of(COHORT, DAY)
    assert [each.state for each in came] == [Presence.PRESENT]
    _say_names(here, there.store.device)
    assert row(heard).kiosk == "R-04"


def test_a_trainers_word_on_attendance_comes_to_the_other_kiosks(
    room: tuple[Computer, Computer, Hub],
) -> None:
    here, there, hub = room
    kept = Attendance(Acts(here.store, OFFICER), here.store, day_in_sibolga)
    kept.mark(COHORT, DAY, LEARNER, Presence.DUTY, "Rapat")
    here.round(hub)
    there.round(hub)
    seen = Attendance(Acts(there.store, OFFICER), there.store, day_in_sibolga).of(COHORT, DAY)
    assert [(each.state, each.reason) for each in seen] == [(Presence.DUTY, "Rapat")]


def _say_names(computer: Computer, device: str) -> None:
    """The agency's word names its kiosks."""
    bare = DeviceCertificate(device, bytes(32), "R-04", 0, 0, 1)
    ring = Ring(members=(Member(sealing.signed(bare, agency_signs)),))
    body = forms.written(structs.replace(ring, at=1))
    computer.store.keep(WORD, "ring", body)
