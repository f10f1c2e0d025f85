"""A learner as the roster knows them."""

from __future__ import annotations

import uuid

from msgspec import Struct

from kiosk.people.nip import Kind

NAMESPACE = uuid.UUID("5b0c1a6e-6d0e-5b5f-9c53-6f4c0f6a2d11")


class Learner(Struct, frozen=True):
    """A person who learns. `nip` is empty for guests; `id` is opaque."""

    id: str
    name: str
    unit: str
    kind: Kind
    nip: str = ""
    rank: str = ""
    position: str = ""
    active: bool = True

    @property
    def initials(self) -> str:
        """First letters of the first two words of the name."""
        words = [w for w in self.name.replace(",", " ").split() if w[0].isalnum()]
        return "".join(w[0].upper() for w in words[:2]) or "?"


class Sample(Struct, frozen=True):
    """A sample learner of the demonstration, shown with NIP and PIN on the sign-in screen."""

    name: str
    nip: str
    pin: str


def learner_id(nip: str) -> str:
    """The id of an employee: two kiosks without a wire agree on it."""
    return str(uuid.uuid5(NAMESPACE, f"nip:{nip}"))


def guest_id(name: str, unit: str) -> str:
    """The id of a guest: name and unit, letter case and doubled spaces aside."""
    plain = "|".join(" ".join(part.casefold().split()) for part in (name, unit))
    return str(uuid.uuid5(NAMESPACE, f"guest:{plain}"))
