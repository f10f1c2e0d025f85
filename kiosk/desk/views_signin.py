"""What stands on the first screen, before anybody signed in."""

from __future__ import annotations

from msgspec import Struct

from kiosk.people.learner import Sample
from kiosk.store.folder import Room


class SignInView(Struct, frozen=True):
    """What the sign-in screen shows; `free` bytes on the disk, where `room` is not plenty."""

    agency: str
    city: str
    kiosk: str
    version: str
    courses: int
    hours: int
    guests: bool
    units: tuple[str, ...]
    samples: tuple[Sample, ...]
    demo: bool
    view_only: bool = False
    room: Room = Room.PLENTY
    free: int = 0


class CardView(Struct, frozen=True):
    """Whose card was scanned: a name cut short; `new` where there is no PIN yet."""

    name: str
    new: bool
