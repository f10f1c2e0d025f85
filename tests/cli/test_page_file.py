"""The page that checks certificates, made by the agency and by its kiosks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.catalog.catalog import Catalog
from kiosk.cli.door import commands
from kiosk.cli.hub import hub
from kiosk.hub.database import writing
from kiosk.hub.post import revocations
from tests.conftest import Clock
from tests.hub.pages.chromium import program
from tests.register.conftest import LATER
from tests.register.town import Town, facts_of
from tests.trust.paged import watching

AULA, LOBI = "AULA-01", "LOBI-01"


@pytest.fixture
def town(tmp_path: Path, clock: Clock, catalog: Catalog) -> Iterator[Town]:
    """A paired kiosk, and one that is not."""
    clock.at += LATER
    made = Town(tmp_path, clock, catalog)
    made.kiosk(AULA)
    made.kiosk(LOBI)
    made.pair(AULA)
    made.carry(AULA)
    yield made
    made.close()


def by_hub(town: Town, *more: str) -> Result:
    line = ["page", "--folder", str(town.word.parent), *more]
    return CliRunner().invoke(hub, line)


def by_kiosk(town: Town, name: str, *more: str) -> Result:
    line = ["--data", str(town.data(name)), "certificate", "page", *more]
    return CliRunner().invoke(commands, line, obj=town.rooms)


def known(file: Path) -> dict[str, object]:
    found = re.search(r'id="known">(.*?)</script>', file.read_text("utf-8"), re.DOTALL)
    assert found
    table: dict[str, object] = json.loads(found[1])
    return table


def test_the_agencys_page_knows_its_kiosks_and_what_was_revoked(town: Town, tmp_path: Path) -> None:
    with writing(town.post.engine) as connection:
        revocations.revoke_certificate(town.post, connection, "800/9", "nama keliru")
    file = tmp_path / "periksa.html"
    made = by_hub(town, "--out", str(file))
    assert made.exit_code == 0, made.output
    assert "Halaman pemeriksa sertifikat ditulis ke" in made.output
    table = known(file)
    assert (table["origin"], table["name"]) == ("agency", "BKPSDM Contoh")
    assert isinstance(table["members"], list)
    assert len(table["members"]) == 1
    assert table["own"] == []
    assert isinstance(table["revoked"], dict)
    assert table["revoked"]["800/9"]["reason"] == "nama keliru"
    assert list(tmp_path.glob(".*tmp")) == []


def test_a_kiosks_page_says_that_it_is_the_kiosks(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "periksa.html"
    assert by_kiosk(town, AULA, "--out", str(file)).exit_code == 0
    table = known(file)
    assert (table["origin"], table["name"]) == ("kiosk", AULA)
    assert isinstance(table["own"], list)
    assert len(table["own"]) == 1
    assert table["as_of"] is not None
    assert by_kiosk(town, LOBI, "--out", str(file)).exit_code == 0
    assert (known(file)["agency"], known(file)["as_of"]) == (None, None)


def test_a_page_is_checked_by_its_seal(town: Town, tmp_path: Path) -> None:
    agency, kiosk, alone = (tmp_path / f"{name}.html" for name in ("a", "k", "l"))
    by_hub(town, "--out", str(agency))
    by_kiosk(town, AULA, "--out", str(kiosk))
    by_kiosk(town, LOBI, "--out", str(alone))
    whole = by_hub(town, "--check", str(agency))
    assert (whole.exit_code, "seperti yang dibuat BKPSDM Contoh" in whole.output) == (0, True)
    assert by_kiosk(town, AULA, "--check", str(agency)).exit_code == 0
    assert by_kiosk(town, AULA, "--check", str(kiosk)).exit_code == 0
    assert by_kiosk(town, AULA, "--check", str(alone)).exit_code == 1
    agency.write_bytes(agency.read_bytes().replace(b"Asli", b"Sah!", 1))
    changed = by_hub(town, "--check", str(agency))
    assert (changed.exit_code, "Diubah" in changed.output) == (1, True)
    agency.write_text("<p>lain</p>")
    assert "bukan halaman pemeriksa" in by_hub(town, "--check", str(agency)).output


def test_what_cannot_be_done_is_a_sentence(town: Town, tmp_path: Path) -> None:
    assert "--out untuk membuat" in by_hub(town).output
    gone = by_hub(town, "--out", str(tmp_path / "tidak-ada" / "x.html"))
    assert (gone.exit_code, "tidak dapat ditulis" in gone.output) == (1, True)
    missing = by_kiosk(town, AULA, "--check", str(tmp_path / "tidak-ada.html"))
    assert (missing.exit_code, "tidak dapat dibaca" in missing.output) == (1, True)


@pytest.mark.skipif(program() is None, reason="Chromium is not installed (Debian: chromium)")
def test_a_certificate_of_a_kiosk_is_genuine_on_the_agencys_page_until_it_is_revoked(
    town: Town, tmp_path: Path
) -> None:
    issued, file = town.certify(AULA), tmp_path / "periksa.html"
    text = facts_of(issued).check_code
    with town.house(AULA) as house:
        pdf = house.store.document("certificate", issued.number)
    assert pdf is not None
    (tmp_path / "sertifikat.pdf").write_bytes(pdf)
    by_hub(town, "--out", str(file))
    with watching(tmp_path / "profile") as browser:
        browser.open(file.as_uri())
        browser.type(text)
        browser.press("Enter")
        assert browser.answered() == "valid"
        browser.ask("document.querySelector('#answer').replaceChildren()")
        browser.give("#file", tmp_path / "sertifikat.pdf")
        assert browser.answered() == "valid"
        assert "Berkas PDF ini utuh" in browser.ask("document.body.innerText")
        with writing(town.post.engine) as connection:
            revocations.revoke_certificate(town.post, connection, issued.number, "nama keliru")
        by_hub(town, "--out", str(file))
        browser.open(file.as_uri())
        browser.type(text)
        browser.press("Enter")
        assert browser.answered() == "revoked"
