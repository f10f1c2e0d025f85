"""A kiosk in earnest with people on its roster, its clock on a day when courses are written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.house import House
from tests.conftest import Clock
from tests.register.people import people
from tests.rooms import PASSPHRASE, REAL, rooms_of

LATER = 86_400_000 * 30
"""Every bundled course was written before that day."""


@pytest.fixture
def house(
    tmp_path: Path, clock: Clock, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    """Twelve people, none of whom learnt anything yet; the courses were read before."""
    clock.at += LATER
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)
    with rooms_of(clock).house(tmp_path / "data") as opened:
        opened.office.set_up(REAL, PASSPHRASE)
        opened.store.roster.put(people(12))
        yield opened
