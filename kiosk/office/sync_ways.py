"""The three ways to the agency as they are told apart here: a hub, a stick, a shared folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import kiosk
from kiosk.office.sync import Kind
from kiosk.parcel import sealing
from kiosk.sync.folder import Folder

if TYPE_CHECKING:
    from kiosk.sync.carrier import Carrier
    from kiosk.sync.pairing import Pairing
    from kiosk.sync.post import Hub

QUICK: Final = 2.0
"""Seconds for one question while a learner looks at the screen."""


@dataclass(frozen=True)
class Way:
    """Where to and how. `place` is the hub's URL or a folder's path, `name` what people call it.

    `to` names the agency's key for which parcels may lie there; `ca` the hub's own TLS authority.
    """

    kind: Kind
    place: str
    name: str
    chance: Callable[[int], bytes]
    to: str = ""
    ca: str = ""
    waiting: int = 0
    quick: bool = False
    """Only what learners did elsewhere, asked once and waited for a moment: somebody looks."""

    def opened(self) -> AbstractContextManager[Carrier]:
        """The carrier, for as long as it is used. Raises SyncTrouble."""
        if self.kind == "lan":
            return closing(hub_at(self.place, self.chance, self.ca, self.waiting, quick=self.quick))
        return nullcontext(Folder(Path(self.place), self.kind, self.to))


def hub_at(
    url: str,
    chance: Callable[[int], bytes],
    ca: str = "",
    waiting: int = 0,
    *,
    quick: bool = False,
) -> Hub:
    """The hub at an address. Raises SyncTrouble "strange" if that is none."""
    from kiosk.sync.post import TRIES, Hub
    from kiosk.wire.wire import Wire

    wire = Wire(url, ca=ca, connect_seconds=1.0, all_seconds=QUICK) if quick else Wire(url, ca=ca)
    tries = 1 if quick else TRIES
    return Hub(wire, chance, version=kiosk.__version__, waiting=waiting, tries=tries)


def lan_way(pairing: Pairing, chance: Callable[[int], bytes], waiting: int = 0) -> Way:
    """The way to the hub this kiosk is paired with."""
    name = host_of(pairing.url)
    return Way("lan", pairing.url, name, chance, ca=pairing.ca, waiting=waiting)


def folder_way(
    kind: Kind, place: Path, name: str, pairing: Pairing, chance: Callable[[int], bytes]
) -> Way:
    """The way by a stick or a shared folder."""
    return Way(kind, str(place), name, chance, to=sealing.key_id(pairing.agency.seal))


def host_of(url: str) -> str:
    """What people call a hub of which only the address is known."""
    return urlsplit(url).netloc or url


def as_url(typed: str) -> str:
    """An address as it was typed, as a URL: `http://` is understood."""
    typed = typed.strip().rstrip("/")
    return typed if "://" in typed else f"http://{typed}"
