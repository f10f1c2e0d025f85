"""Two kiosks with one code: the hub sees it, and each learner gets a number of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.cli.hub import hub
from kiosk.house import House
from kiosk.register import listing
from kiosk.register import revoke as work
from kiosk.register.issue import Press
from tests.conftest import HOME, Clock
from tests.register.conftest import LATER
from tests.register.town import Town

DOUBLE = "800.1.4/MPP-01.0001/BKPSDM/XII/2026"


@pytest.fixture
def town(
    tmp_path: Path, clock: Clock, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Town]:
    """Both kiosks bear the first one's code, and each issued one certificate."""
    clock.at += LATER
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)
    made = Town(tmp_path, clock, catalog)
    for person, name in enumerate(("MPP-01", "MPP-02")):
        made.kiosk(name)
        made.pair(name)
        _code(made, name, "MPP-01")
        made.certify(name, person)
    made.carry("MPP-01", "MPP-02")
    yield made
    made.close()


def _code(town: Town, name: str, code: str) -> None:
    with town.house(name) as house:
        settings = house.office.settings()
        assert settings is not None
        house.office.change(structs.replace(settings, kiosk_code=code))


def status(town: Town, tmp_path: Path, *more: str) -> str:
    town.post.engine.dispose()
    done = CliRunner().invoke(hub, ["status", "--folder", str(tmp_path / "hub"), *more])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_hub_names_the_numbers_that_were_given_twice(town: Town, tmp_path: Path) -> None:
    said = status(town, tmp_path)
    assert "Nomor sertifikat yang terpakai ganda: 1." in said
    assert f"  {DOUBLE}\n" in said
    assert json.loads(status(town, tmp_path, "--json"))["double_numbers"] == [DOUBLE]


def test_each_learner_gets_a_number_of_their_own_at_their_kiosk(town: Town) -> None:
    _code(town, "MPP-02", "MPP-02")
    today, fonts, new = town.rooms.day_of(town.clock.now()), HOME / "resources" / "fonts", []
    for name in ("MPP-01", "MPP-02"):
        with town.house(name) as house:
            settings = house.office.settings()
            assert settings is not None
            press = Press(house.store, settings, fonts, today)
            if name == "MPP-01":  # the number alone is wrong
                work.revoke(house.store, DOUBLE, "Nomor ganda", today)
            new.append(work.replace(press, DOUBLE, "Nomor ganda").number)
        town.carry("MPP-01", "MPP-02")
    assert new == ["800.1.4/MPP-01.0002/BKPSDM/XII/2026", "800.1.4/MPP-02.0002/BKPSDM/XII/2026"]
    for name in ("MPP-01", "MPP-02"):
        with town.house(name) as house:
            found = listing.entries(house.store, today)
        assert {e.number for e in found if e.counts} == set(new)
        assert [e.counts for e in found if e.number == DOUBLE] == [False, False]
