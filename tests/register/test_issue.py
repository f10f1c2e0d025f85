"""A certificate is frozen with all that the agency says on that day, signed and sealed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pytest
from msgspec import structs
from PIL import Image

from kiosk.certificate.facts import Certificate
from kiosk.house import House
from kiosk.learning.events import CertificateIssued
from kiosk.learning.trouble import NotAllowed
from kiosk.people.agency import Signatory
from kiosk.register.issue import Press, issue, last_day, signed_off
from kiosk.register.paper import paper
from kiosk.store import Store
from kiosk.trust import code
from kiosk.trust.judge import compared, judge
from kiosk.trust.seal import PLACEHOLDER, seal_state
from tests.conftest import HOME, Clock
from tests.desk.learning_on import COURSE
from tests.register.people import people
from tests.rooms import REAL

FONTS = HOME / "resources" / "fonts"
TODAY = "2026-12-23"
LEARNER = people(1)[0]
BARE = Certificate(
    number="", name="Peserta Contoh 1", nip=LEARNER.nip, rank_line="", position="",
    unit="Dinas A", course="Pelayanan Publik Prima", hours=6, form="E-learning", score=90,
    started="2026-12-20", finished=TODAY, issued=TODAY, place="", kop=(), agency="", city="",
    signatory_name="", signatory_nip="", signatory_position="", lessons=(), legal_basis=(),
    as_of="2026-11-20", kiosk="",
)  # fmt: skip
SECOND = Signatory("Pejabat Contoh 2", "", "Sekretaris")


@pytest.fixture
def press(house: House) -> Press:
    return Press(house.store, REAL, FONTS, TODAY)


def facts_of(issued: CertificateIssued) -> Certificate:
    return msgspec.json.decode(issued.facts, type=Certificate)


def issued_with(press: Press, bare: Certificate = BARE, **settings: object) -> CertificateIssued:
    changed = structs.replace(press, settings=structs.replace(press.settings, **settings))
    return issue(changed, LEARNER.id, COURSE, signed_off(changed, bare))


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        ("2026-12-23", 0, ""),
        ("2026-12-23", 1, "2027-01-23"),
        ("2026-11-30", 12, "2027-11-30"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-01-31", 60, "2031-01-31"),
        ("2026-06-15", 6, "2026-12-15"),
        ("2026-07-15", 5, "2026-12-15"),
    ],
)
def test_the_last_day_is_that_of_the_month_or_its_end(issued: str, months: int, last: str) -> None:
    assert last_day(issued, months) == last


def test_what_the_agency_says_is_frozen_with_the_certificate(press: Press) -> None:
    frozen = facts_of(issued_with(press, second_signatory=SECOND, validity_months=24))
    assert (frozen.second_name, frozen.second_position) == ("Pejabat Contoh 2", "Sekretaris")
    assert (frozen.agency, frozen.kop, frozen.kiosk) == (REAL.agency, REAL.kop, "KTS-01")
    assert (frozen.valid_until, frozen.sample) == ("2028-12-23", False)
    assert frozen.number == "800.1.4/KTS-01.0001/BKPSDM/XII/2026"
    alone = facts_of(issued_with(press))
    assert (alone.second_name, alone.valid_until) == ("", "")


def test_a_courses_own_validity_comes_before_the_agencys(press: Press) -> None:
    issued = issued_with(press, validity_months=24, validity={COURSE: 6, "other": 3})
    assert issued.valid_until == facts_of(issued).valid_until == "2027-06-23"
    assert code.read(facts_of(issued).check_code).said.valid_until == "2027-06-23"
    assert issued_with(press, validity_months=24, validity={COURSE: 0}).valid_until == ""


def test_a_replacement_lasts_as_long_as_the_one_in_whose_place_it_stands(press: Press) -> None:
    old = "800.1.4/KTS-01.0001/BKPSDM/XII/2026"
    bare = structs.replace(BARE, replaces=old, valid_until="2027-03-01")
    issued = issued_with(press, bare, validity_months=24)
    assert (issued.valid_until, issued.replaces) == ("2027-03-01", old)
    assert issued_with(press, structs.replace(BARE, replaces=old)).valid_until == ""


def test_the_template_of_the_settings_is_frozen_and_a_wrong_one_refused(press: Press) -> None:
    toml = 'paper = "F4"\n'
    frozen = facts_of(issued_with(press, template=toml))
    assert frozen.template.paper == "F4"
    assert frozen.template.version == hashlib.sha256(toml.encode()).hexdigest()[:16]
    with pytest.raises(NotAllowed, match="template-wrong"):
        issued_with(press, template="paper = 'A0'")
    assert len(press.store.certificates()) == 1


def test_the_emblem_is_kept_by_its_hash_and_one_that_is_gone_stops_nobody(
    press: Press, tmp_path: Path
) -> None:
    file = tmp_path / "emblem.png"
    Image.new("RGB", (60, 60), "navy").save(file)
    name = facts_of(issued_with(press, emblem=str(file))).emblem
    kept = press.store.document("emblem", name)
    assert kept is not None
    assert hashlib.sha256(kept).hexdigest() == name
    Image.new("RGB", (70, 70), "orange").save(file)
    assert facts_of(issued_with(press, emblem=str(file))).emblem not in {"", name}
    file.write_bytes(b"no picture")
    assert facts_of(issued_with(press, emblem=str(file))).emblem == ""
    file.unlink()
    assert facts_of(issued_with(press, emblem=str(file))).emblem == ""
    assert len(press.store.names_of("emblem")) == 2


def test_code_and_seal_are_of_this_kiosks_key_and_cover_the_whole_file(
    press: Press, house: House
) -> None:
    issued = issued_with(press)
    frozen, public = facts_of(issued), house.store.exchange.public
    said = code.read(frozen.check_code).said
    assert (said.number, said.name, said.course) == (
        frozen.number, "Peserta Contoh 1", "Pelayanan Publik Prima",
    )  # fmt: skip
    assert (said.hours, said.issued, said.cut, said.sample) == (6, TODAY, False, False)
    assert said.key == code.key_id(public)
    verdict = judge(frozen.check_code, house.known(), TODAY)
    assert (verdict.state, verdict.issuer) == ("own", "KTS-01")
    assert compared(verdict, issued.facts).state == "own"
    pdf = paper(press.store, issued, FONTS)
    assert hashlib.sha256(pdf).hexdigest() == issued.sha256
    assert PLACEHOLDER not in pdf
    assert seal_state(pdf, public) == "whole"
    assert len(issued.seal) == 88
    for place in range(0, len(pdf), 997):
        changed = bytearray(pdf)
        changed[place] ^= 1
        assert seal_state(bytes(changed), public) in {"broken", "none"}


def test_another_kiosk_draws_the_same_bytes_from_facts_seal_and_emblem(
    press: Press, tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "emblem.png"
    Image.new("RGB", (60, 60), "navy").save(file)
    plain, pictured = issued_with(press), issued_with(press, emblem=str(file))
    other = Store(tmp_path / "other.sqlite", clock.now, clock.chance)
    try:
        assert paper(other, plain, FONTS) == paper(press.store, plain, FONTS)
        assert other.document("certificate", plain.number) is not None
        assert paper(other, pictured, FONTS) == b""  # the picture is not here
        name = facts_of(pictured).emblem
        other.keep("emblem", name, press.store.document("emblem", name) or b"")
        assert paper(other, pictured, FONTS, view_only=True) == paper(press.store, pictured, FONTS)
        assert other.document("certificate", pictured.number) is None
        assert paper(other, structs.replace(plain, seal="A" * 88), FONTS) != b""  # kept already
        unsealed = structs.replace(pictured, seal="")
        assert paper(other, unsealed, FONTS) == b""
        assert paper(other, structs.replace(pictured, facts='{"number":1}'), FONTS) == b""
    finally:
        other.close()


def test_a_number_that_no_code_takes_is_refused_and_nothing_is_recorded(press: Press) -> None:
    long = "{urut:04d}/" + "x" * 92 + "/{tahun}"
    with pytest.raises(NotAllowed, match="number-long"):
        issued_with(press, number_template=long)
    assert press.store.certificates() == ()
    assert issued_with(press, number_template="{urut:04d}/" + "x" * 90 + "/{tahun}").number


def test_within_a_callers_transaction_it_goes_with_it(press: Press) -> None:
    def issued_and_stopped() -> None:
        with press.store.writing():
            issued_with(press)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        issued_and_stopped()
    assert press.store.certificates() == ()
    assert press.store.names_of("certificate") == ()
    assert issued_with(press).number == "800.1.4/KTS-01.0001/BKPSDM/XII/2026"


def test_what_a_sample_kiosk_issues_says_so_in_its_code(press: Press) -> None:
    issued = issued_with(press, demo=True)
    assert facts_of(issued).sample
    assert code.read(facts_of(issued).check_code).said.sample
