"""What pairing does on a worker: look for hubs, ask one by code, lay a wish down on a stick."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from msgspec import structs

from kiosk.office.sync import Hub
from kiosk.office.sync_errand import Errands
from kiosk.office.sync_ways import as_url, hub_at
from kiosk.parcel.sealing import key_id
from kiosk.sync import pairing as pairings
from kiosk.sync.folder import Folder
from kiosk.sync.keeping import key_of
from kiosk.sync.pairing import Pairing

SECONDS: Final = 3.0
"""That hubs in the room have to answer."""


def find_hubs() -> tuple[Hub, ...]:
    """The hubs that answer in this room."""
    from kiosk.sync.nearby import hubs

    return tuple(Hub(found.name, found.url) for found in hubs(SECONDS))


def hub_of(pairing: Pairing) -> str:
    """Where a hub of the agency answers in this room; empty if none does.

    What it says of itself proves nothing; a round with it does.
    """
    from kiosk.sync.nearby import hubs

    mark = key_id(pairing.agency.sign)
    return next((found.url for found in hubs(SECONDS) if found.mark == mark), "")


def pair_at(errands: Errands, address: str, code: str, label: str) -> Callable[[], Pairing]:
    """Ask the hub at an address by the code on its screen. The work raises SyncTrouble."""
    device, key, now = errands.store.device, key_of(errands.store.exchange), errands.now
    url, chance, ca = as_url(address), errands.chance, errands.authority

    def work() -> Pairing:
        ask = pairings.asking(device, key, label)
        typed = pairings.Typed(code, chance(pairings.NONCE_BYTES))
        with closing(hub_at(url, chance, ca)) as hub:
            agreed = pairings.by_code(hub.pair, ask, typed, key, now())
        return structs.replace(agreed, url=url, ca=ca)

    return work


def ask_on(stick: Path, errands: Errands, label: str) -> Callable[[], int]:
    """Lay down the wish to be paired; answers when (UTC ms). The work raises SyncTrouble."""
    device, key, now = errands.store.device, key_of(errands.store.exchange), errands.now

    def work() -> int:
        Folder(stick, "stick").ask(pairings.asking(device, key, label))
        return now()

    return work
