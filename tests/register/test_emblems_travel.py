"""The agency's emblem on every kiosk's certificates: drawn anywhere as the same bytes, by stick."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec import structs
from PIL import Image

from kiosk.catalog.catalog import Catalog
from kiosk.certificate.emblem import prepared_emblem
from kiosk.certificate.template import Template
from kiosk.cli import hub_place
from kiosk.cli.hub import hub
from kiosk.house import House
from kiosk.hub.word import targets, writer
from kiosk.learning.events import CertificateIssued
from kiosk.parcel import word
from kiosk.parcel.emblem import Emblems
from kiosk.register import emblems
from kiosk.register.issue import Press
from kiosk.register.paper import paper
from kiosk.register.specimen import specimen
from kiosk.ui.sync_words import decided_words
from tests.conftest import HOME, Clock
from tests.desk.learning_on import COURSE
from tests.parcel.pictures import HOSTILE, emblem
from tests.register.conftest import LATER
from tests.register.town import Town, facts_of

FONTS = HOME / "resources" / "fonts"
ONE, TWO = emblem(dot=0), emblem(dot=1)


def name(picture: bytes) -> str:
    return hashlib.sha256(picture).hexdigest()


@pytest.fixture
def town(
    tmp_path: Path, clock: Clock, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Town]:
    """Two kiosks of one agency."""
    clock.at += LATER
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)
    monkeypatch.setattr(hub_place, "now", clock.now)
    made = Town(tmp_path, clock, catalog)
    for kiosk in ("MPP-01", "MPP-02"):
        made.kiosk(kiosk)
        made.pair(kiosk)
    yield made
    made.close()


def says(town: Town, *words: str | Path) -> None:
    line = ["say", "emblem", *map(str, words), "--folder", str(town.data("hub"))]
    done = CliRunner().invoke(hub, line)
    assert done.exit_code == 0, done.output


def says_picture(town: Town, picture: bytes) -> None:
    file = town.data("lambang.png")
    file.write_bytes(picture)
    says(town, file)


def own(town: Town, kiosk: str, file: Path) -> None:
    """This kiosk's own emblem, as its settings name it."""
    with town.house(kiosk) as house:
        settings = house.office.settings()
        assert settings is not None
        house.office.change(structs.replace(settings, emblem=str(file)))


def drawn(town: Town, kiosk: str, issued: CertificateIssued) -> bytes:
    with town.house(kiosk) as house:
        return paper(house.store, issued, FONTS)


def kept(town: Town, kiosk: str) -> set[str]:
    with town.house(kiosk) as house:
        return set(house.store.names_of("emblem"))


def test_a_certificate_with_the_agencys_emblem_is_drawn_elsewhere_as_the_same_bytes(
    town: Town,
) -> None:
    town.carry("MPP-01", "MPP-02")
    says_picture(town, ONE)
    town.carry("MPP-01", "MPP-02")
    issued = town.certify("MPP-01")
    assert facts_of(issued).emblem == name(ONE)
    town.carry("MPP-01", "MPP-02")
    there = drawn(town, "MPP-02", issued)
    assert there == drawn(town, "MPP-01", issued)
    assert hashlib.sha256(there).hexdigest() == issued.sha256
    assert b"/Subtype/Image" in there


def test_a_kiosk_that_joins_later_draws_what_was_issued_with_an_emblem_of_before(
    town: Town,
) -> None:
    says_picture(town, ONE)
    town.carry("MPP-01")
    old = town.certify("MPP-01")
    says_picture(town, TWO)
    town.carry("MPP-01")
    new = town.certify("MPP-01", 1)
    says(town, "--none")
    town.carry("MPP-01")
    plain = town.certify("MPP-01", 2)
    assert [facts_of(each).emblem for each in (old, new, plain)] == [name(ONE), name(TWO), ""]
    town.kiosk("MPP-03")
    town.pair("MPP-03")
    town.carry("MPP-03")
    for issued in (old, new, plain):
        assert drawn(town, "MPP-03", issued) == drawn(town, "MPP-01", issued) != b""


def test_the_agencys_emblem_comes_before_the_kiosks_own_and_goes_again(
    town: Town, tmp_path: Path
) -> None:
    file = tmp_path / "own.png"
    Image.new("RGB", (60, 60), "navy").save(file)
    own(town, "MPP-01", file)
    mine = prepared_emblem(file)
    assert mine
    assert facts_of(town.certify("MPP-01")).emblem == name(mine)
    says_picture(town, ONE)
    town.hub()
    assert "Pengaturan dari instansi: 1" in town.round("MPP-01")
    assert facts_of(town.certify("MPP-01", 1)).emblem == name(ONE)
    with town.house("MPP-01") as house:
        assert [emblems.decided(house.store), emblems.picture_to_print(house.store, "")] == [
            name(ONE), ONE,
        ]  # fmt: skip
    says(town, "--none")
    town.carry("MPP-01")
    assert facts_of(town.certify("MPP-01", 2)).emblem == name(mine)
    with town.house("MPP-01") as house:
        assert emblems.picture_to_print(house.store, str(file)) == mine


def test_the_sample_and_the_settings_tell_whose_emblem_it_is(town: Town) -> None:
    def sample(house: House) -> bytes:
        settings, course = house.office.settings(), town.catalog.course(COURSE)
        assert settings is not None
        assert course is not None
        return specimen(Press(house.store, settings, FONTS, "2026-12-23"), Template(), course)

    with town.house("MPP-01") as house:
        assert b"/Subtype/Image" not in sample(house)
    says_picture(town, ONE)
    town.carry("MPP-01")
    with town.house("MPP-01") as house:
        assert b"/Subtype/Image" in sample(house)
    form = "Lambang pada sertifikat baru juga dari instansi, bukan dari sini."
    assert decided_words(frozenset({"emblem"})) == form
    assert decided_words(frozenset({"emblem", "kop"})).endswith(f"sinkronisasi. {form}")
    assert "Lambang" not in decided_words(frozenset({"kop"}))


@pytest.mark.parametrize("kind", ["bomb", "cut off", "vast", "no picture", "full colour"])
def test_a_hostile_picture_in_the_word_is_passed_over_and_the_one_of_before_stays(
    town: Town, kind: str
) -> None:
    says_picture(town, ONE)
    town.carry("MPP-01")
    picture, _ = HOSTILE[kind]
    hostile = Emblems((picture, ONE), name(picture))
    parts = targets.emblems_target(hostile) | targets.settings_target({"pass_mark": 80})
    writer.replace(town.word, parts, town.clock.now())
    town.carry("MPP-01")
    assert facts_of(town.certify("MPP-01")).emblem == name(ONE)
    assert kept(town, "MPP-01") == {name(ONE)}
    with town.house("MPP-01") as house:
        settings = house.office.settings()
        assert settings is not None
        assert settings.pass_mark == 80  # the rest of the word counts
        refused = house.store.document("word", "refused") or b""
    assert f'"{word.EMBLEMS}"'.encode() in refused
    assert b'"strange"' in refused


def test_a_picture_lost_from_a_damaged_file_comes_again_and_stops_nobody(town: Town) -> None:
    says_picture(town, ONE)
    says_picture(town, TWO)
    town.carry("MPP-01")
    with town.house("MPP-01") as house:
        for picture in (ONE, TWO):
            house.store.forget("emblem", name(picture))
    assert facts_of(town.certify("MPP-01")).emblem == ""
    town.carry("MPP-01")
    assert facts_of(town.certify("MPP-01", 1)).emblem == name(TWO)
    with town.house("MPP-01") as house:
        house.store.forget("emblem", name(ONE))
    town.carry("MPP-01")
    assert kept(town, "MPP-01") == {name(ONE), name(TWO)}
