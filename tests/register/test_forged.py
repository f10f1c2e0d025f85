"""Forgers: each with what they could really have, each found out at a kiosk without network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.hub.database import writing
from kiosk.hub.post import revocations
from kiosk.learning.trouble import NotAllowed
from kiosk.store import StoreTrouble
from kiosk.trust import base45, code
from kiosk.trust.judge import compared
from kiosk.trust.seal import seal_state
from tests.conftest import Clock
from tests.register.conftest import LATER
from tests.register.people import earn
from tests.register.town import PEOPLE, Town, facts_of
from tests.rooms import edit

DAY = 86_400_000
AULA, LOBI = "AULA-01", "LOBI-01"


@pytest.fixture
def town(tmp_path: Path, clock: Clock, catalog: Catalog) -> Iterator[Town]:
    """Two paired kiosks."""
    clock.at += LATER
    made = Town(tmp_path, clock, catalog)
    for name in (AULA, LOBI):
        made.kiosk(name)
        made.pair(name)
    made.carry(AULA, LOBI)
    yield made
    made.close()


def test_what_one_kiosk_issued_holds_at_the_other_which_never_heard_of_it(town: Town) -> None:
    issued = town.certify(AULA)
    verdict = town.judged(facts_of(issued).check_code, LOBI)
    assert (verdict.state, verdict.agency) == ("valid", "BKPSDM Contoh")
    assert verdict.as_of == town.clock.now()
    assert compared(verdict, issued.facts).state == "valid"
    with town.house(AULA) as house:
        pdf = house.store.document("certificate", issued.number)
    assert pdf is not None
    assert seal_state(pdf, verdict.public) == "whole"


def test_without_an_agency_a_kiosk_believes_only_itself(
    tmp_path: Path, clock: Clock, catalog: Catalog
) -> None:
    clock.at += LATER
    town = Town(tmp_path, clock, catalog)
    for name in (AULA, LOBI):
        town.kiosk(name)
    text = facts_of(town.certify(AULA)).check_code
    assert town.judged(text, AULA).state == "own"
    assert town.judged(text, LOBI).state == "unknown-key"
    assert town.judged(text, LOBI).as_of is None
    town.close()


def test_an_edited_event_gives_no_certificate(town: Town) -> None:
    better = "cast(replace(cast(body as text), '40.0', '90.0') as blob)"
    with town.house(AULA) as house:
        earn(house.store, PEOPLE[0], score=40.0)
        edit(town.data(AULA), f"update event set body = {better} where kind = 'quiz-submitted'")  # noqa: S608
        with pytest.raises(StoreTrouble, match="damaged"):
            town.award(house)
    with town.house(AULA) as house:  # mended at its start: what was edited is believed no more
        with pytest.raises(NotAllowed, match="not-passed"):
            town.award(house)
        assert house.store.certificates() == ()


def test_an_edited_paper_does_not_fit_its_code_nor_its_seal(town: Town) -> None:
    issued = town.certify(AULA)
    facts = issued.facts.replace("Peserta Contoh 1", "Peserta Contoh 9")
    verdict = compared(town.judged(facts_of(issued).check_code, LOBI), facts)
    assert (verdict.state, verdict.differences) == ("altered", ("name",))
    with town.house(AULA) as house:
        pdf = house.store.document("certificate", issued.number) or b""
    assert pdf.count(b"Dermaga") > 0
    assert seal_state(pdf.replace(b"Dermaga", b"Dermagb"), verdict.public) == "broken"


def test_an_edited_letter_of_the_qr_is_found_out(town: Town) -> None:
    text = facts_of(town.certify(AULA)).check_code
    raw = bytearray(base45.decoded(text))
    place = raw.index(b"Contoh 1") + 7
    raw[place] = ord("9")
    changed = base45.encoded(bytes(raw))
    assert code.read(changed).said.name == "Peserta Contoh 9"
    assert town.judged(changed, LOBI).state == "altered"


def test_a_foreign_key_is_unknown_and_cannot_pass_for_a_known_one(town: Town) -> None:
    issued = town.certify(AULA)
    town.kiosk("LUAR-01")
    with town.house("LUAR-01") as stranger:
        said = code.read(facts_of(issued).check_code).said
        claimed = code.packed(said, stranger.store.exchange.sign)
        key = code.key_id(stranger.store.exchange.public)
        own = code.packed(structs.replace(said, key=key), stranger.store.exchange.sign)
    assert town.judged(claimed, LOBI).state == "altered"
    assert town.judged(own, LOBI).state == "unknown-key"


def test_someone_elses_code_on_my_paper_is_found_out(town: Town) -> None:
    mine, theirs = town.certify(AULA, 0), town.certify(AULA, 1)
    verdict = town.judged(facts_of(theirs).check_code, LOBI)
    assert verdict.state == "valid"
    stolen = compared(verdict, mine.facts)
    assert stolen.state == "altered"
    assert set(stolen.differences) == {"number", "name"}


def test_of_a_stolen_kiosk_only_what_came_before_it_was_revoked_counts(town: Town) -> None:
    sent = town.certify(AULA, 0)
    town.carry(AULA)
    kept_back = town.certify(AULA, 1)
    town.revoke_device(AULA)
    town.carry(AULA, LOBI)
    assert town.judged(facts_of(sent).check_code, LOBI).state == "valid"
    late = town.judged(facts_of(kept_back).check_code, LOBI)
    assert (late.state, late.reason) == ("device-revoked", "laptop dicuri")
    dated_back = town.forged(AULA, sent, name="Peserta Contoh 9")
    assert town.judged(dated_back, LOBI).state == "device-revoked"
    assert town.judged(dated_back, AULA).state == "device-revoked"


def test_a_revoked_certificate_is_refused_with_its_reason_wherever_the_word_came(
    town: Town,
) -> None:
    issued = town.certify(AULA)
    town.carry(AULA)
    with writing(town.post.engine) as connection:
        revocations.revoke_certificate(town.post, connection, issued.number, "salah nama")
    town.carry(AULA, LOBI)
    for name in (AULA, LOBI):
        verdict = town.judged(facts_of(issued).check_code, name)
        assert (verdict.state, verdict.reason) == ("revoked", "salah nama")


def test_a_date_before_the_kiosk_was_let_in_is_refused_unless_the_register_has_it(
    town: Town,
) -> None:
    issued = town.certify(AULA)
    forged = town.forged(AULA, issued, issued="2026-01-05", number="800.1.4/X.1/BKPSDM/I/2026")
    for name in (AULA, LOBI):
        assert town.judged(forged, name).state == "not-upheld"


def test_what_a_kiosk_issued_before_it_was_let_in_counts_once_the_agency_has_it(
    tmp_path: Path, clock: Clock, catalog: Catalog
) -> None:
    clock.at += LATER
    town = Town(tmp_path, clock, catalog)
    for name in (AULA, LOBI):
        town.kiosk(name)
    text = facts_of(town.certify(AULA)).check_code
    clock.at += 3 * DAY
    town.pair(LOBI)
    town.pair(AULA)  # its records lie on the stick, the agency has not got them yet
    town.round(LOBI)
    assert [town.judged(text, name).state for name in (AULA, LOBI)] == ["valid", "not-upheld"]
    town.carry(AULA, LOBI)
    assert [town.judged(text, name).state for name in (AULA, LOBI)] == ["valid", "valid"]
    town.close()


def test_a_revoked_kiosk_upholds_nothing_of_its_own(
    tmp_path: Path, clock: Clock, catalog: Catalog
) -> None:
    clock.at += LATER
    town = Town(tmp_path, clock, catalog)
    town.kiosk(AULA)
    early = facts_of(town.certify(AULA)).check_code
    clock.at += 3 * DAY
    town.pair(AULA)
    assert town.judged(early, AULA).state == "valid"
    town.revoke_device(AULA)
    town.carry(AULA)
    assert town.judged(early, AULA).state == "device-revoked"
    town.close()


def test_a_kiosk_is_judged_by_its_earlier_lives_too(town: Town) -> None:
    text = facts_of(town.certify(AULA)).check_code
    (key,) = town.data(AULA).glob("*.key")
    key.unlink()  # the kiosk goes on under a new key
    again = facts_of(town.certify(AULA, 1)).check_code
    assert code.read(again).said.key != code.read(text).said.key
    assert town.judged(text, AULA).state == "valid"
    assert town.judged(again, AULA).state == "own"
    town.carry(AULA, LOBI)
    assert [town.judged(each, LOBI).state for each in (text, again)] == ["valid", "valid"]


def test_the_samples_of_a_demonstration_are_worth_nothing_anywhere(town: Town) -> None:
    with town.house(AULA) as house:
        settings = house.office.settings()
        assert settings is not None
        house.office.change(structs.replace(settings, demo=True))
    text = facts_of(town.certify(AULA)).check_code
    assert {town.judged(text, name).state for name in (AULA, LOBI)} == {"sample"}
