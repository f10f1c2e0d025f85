from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kiosk.parcel import chain, forms, sealing
from kiosk.trust import base45, code, seal
from kiosk.trust.code import Said, packed
from kiosk.trust.judge import Known, Own, Voided, compared, judge
from kiosk.trust.ring import Ring
from tests.trust.conftest import (
    AGENCY,
    NOVEMBER_1,
    NOVEMBER_30,
    ONE,
    STRANGER,
    TODAY,
    TWO,
    Key,
    member,
)

GONE = Voided("laptop dicuri", "2026-11-26")
DAY = 86_400_000


def state(text: str, known: Known, today: str = TODAY) -> str:
    return judge(text, known, today).state


def test_what_a_kiosk_of_the_agency_signed_is_valid(text: str, said: Said, known: Known) -> None:
    verdict = judge(text, known, TODAY)
    assert (verdict.state, verdict.said) == ("valid", said)
    assert (verdict.issuer, verdict.agency) == ("Kios Aula", "BKPSDM Contoh")
    assert (verdict.public, verdict.as_of) == (ONE.public, NOVEMBER_30)


def test_what_this_kiosk_signed_is_its_own_until_an_agency_vouches(text: str) -> None:
    alone = Known(own=(Own(ONE.public, "KTS-01"),))
    verdict = judge(text, alone, TODAY)
    assert (verdict.state, verdict.issuer, verdict.agency) == ("own", "KTS-01", "")
    assert verdict.as_of is None


def test_a_key_of_this_kiosk_that_the_agency_vouches_for_is_valid(text: str, known: Known) -> None:
    both = structs.replace(known, own=(Own(ONE.public, "KTS-01"),))
    assert state(text, both) == "valid"


def test_a_key_that_nobody_knows_is_unknown(said: Said, known: Known) -> None:
    foreign = packed(structs.replace(said, key=code.key_id(STRANGER.public)), STRANGER.sign)
    verdict = judge(foreign, known, TODAY)
    assert (verdict.state, verdict.issuer, verdict.public) == ("unknown-key", "", b"")


def test_a_stranger_who_names_a_kiosks_key_is_found_out(said: Said, known: Known) -> None:
    assert state(packed(said, STRANGER.sign), known) == "altered"
    assert state(packed(said, TWO.sign), known) == "altered"


def test_a_device_that_another_agency_certified_is_unknown(text: str, known: Known) -> None:
    forged = Ring(AGENCY, NOVEMBER_30, (member(ONE, "Kios Aula", by=STRANGER),))
    assert state(text, structs.replace(known, ring=forged)) == "unknown-key"


def test_without_an_agency_nobody_is_vouched_for(text: str, known: Known) -> None:
    assert state(text, structs.replace(known, ring=structs.replace(known.ring, agency=None))) == (
        "unknown-key"
    )


def test_a_certificate_of_a_device_that_was_edited_vouches_for_nobody(
    text: str, known: Known
) -> None:
    true = known.ring.members[0]
    edited = structs.replace(true.certificate, label="Kios Palsu")
    ring = Ring(AGENCY, NOVEMBER_30, (structs.replace(true, certificate=edited),))
    assert state(text, structs.replace(known, ring=ring)) == "unknown-key"


def test_a_revoked_certificate_tells_why_since_when_and_what_replaced_it(
    text: str, said: Said, known: Known
) -> None:
    void = Voided("salah nama", "2026-11-27", "800.1.4/KTS-01.0130/BKPSDM/XI/2026")
    verdict = judge(text, structs.replace(known, revoked={said.number: void}), TODAY)
    assert (verdict.state, verdict.reason, verdict.date, verdict.replaced_by) == (
        "revoked",
        "salah nama",
        "2026-11-27",
        "800.1.4/KTS-01.0130/BKPSDM/XI/2026",
    )
    own = Known(own=(Own(ONE.public, "KTS-01"),), revoked={said.number: void})
    assert state(text, own) == "revoked"


def test_of_a_revoked_device_only_what_the_agency_upholds_counts(
    text: str, said: Said, known: Known
) -> None:
    stolen = structs.replace(known, devices={ONE.word: GONE})
    verdict = judge(text, stolen, TODAY)
    assert (verdict.state, verdict.reason, verdict.date) == (
        "device-revoked",
        "laptop dicuri",
        "2026-11-26",
    )
    upheld = Ring(AGENCY, 0, (member(ONE, "Kios Aula", upheld=(code.fingerprint(said),)),))
    assert state(text, structs.replace(stolen, ring=upheld)) == "valid"


def test_a_stolen_key_cannot_put_another_name_on_what_is_upheld(said: Said, known: Known) -> None:
    upheld = Ring(AGENCY, 0, (member(ONE, "Kios Aula", upheld=(code.fingerprint(said),)),))
    stolen = structs.replace(known, ring=upheld, devices={ONE.word: GONE})
    forged = packed(structs.replace(said, name="Peserta Contoh 2"), ONE.sign)
    assert state(forged, stolen) == "device-revoked"


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ("2026-10-31", "not-upheld"),
        ("2026-11-01", "valid"),
        ("2026-11-30", "valid"),
        ("2026-12-01", "valid"),  # the end's own day, where the kiosk is
        ("2026-12-02", "not-upheld"),
    ],
)
def test_a_date_outside_the_devices_period_needs_the_register(
    said: Said, known: Known, issued: str, expected: str
) -> None:
    dated = structs.replace(said, issued=issued)
    limited = Ring(AGENCY, 0, (member(ONE, "Kios", since=NOVEMBER_1, until=NOVEMBER_30),))
    asked = structs.replace(known, ring=limited)
    assert state(packed(dated, ONE.sign), asked, "2026-12-03") == expected
    upheld = member(
        ONE, "Kios", since=NOVEMBER_1, until=NOVEMBER_30, upheld=(code.fingerprint(dated),)
    )
    asked = structs.replace(known, ring=Ring(AGENCY, 0, (upheld,)))
    assert state(packed(dated, ONE.sign), asked, "2026-12-03") == "valid"


def test_of_two_certificates_of_a_key_the_later_serial_counts(text: str, known: Known) -> None:
    first = member(ONE, "Lama", since=NOVEMBER_30 + 30 * DAY, serial=1)
    second = member(ONE, "Baru", serial=2)
    for members in ((first, second), (second, first)):
        verdict = judge(text, structs.replace(known, ring=Ring(AGENCY, 0, members)), TODAY)
        assert (verdict.state, verdict.issuer) == ("valid", "Baru")


def test_a_certificate_counts_through_its_last_day(said: Said, known: Known) -> None:
    text = packed(structs.replace(said, valid_until="2027-11-24"), ONE.sign)
    assert state(text, known, "2027-11-24") == "valid"
    assert state(text, known, "2027-11-25") == "expired"


def test_a_sample_is_worth_nothing_and_only_a_signed_one_is_called_so(
    said: Said, known: Known
) -> None:
    sample = structs.replace(said, sample=True)
    assert state(packed(sample, ONE.sign), known) == "sample"
    assert state(packed(sample, STRANGER.sign), known) == "altered"
    revoked = structs.replace(known, revoked={said.number: GONE})
    assert state(packed(sample, ONE.sign), revoked) == "sample"


def test_what_cannot_be_read_says_so_with_the_lists_age(known: Known) -> None:
    verdict = judge("bukan kode", known, TODAY)
    assert (verdict.state, verdict.said, verdict.as_of) == ("strange", None, NOVEMBER_30)


def test_each_flipped_bit_is_noticed(text: str, known: Known) -> None:
    raw = base45.decoded(text)
    for bit in range(8 * len(raw)):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        assert state(base45.encoded(bytes(flipped)), known) in {
            "altered",
            "strange",
            "newer",
            "unknown-key",
        }


def test_each_exchanged_letter_is_noticed(text: str, known: Known) -> None:
    chance = random.Random(45)
    for place, letter in enumerate(text):
        for other in chance.sample(base45.LETTERS.replace(letter, ""), 4):
            changed = text[:place] + other + text[place + 1 :]
            assert state(changed, known) != "valid"


@given(st.binary(min_size=64, max_size=64))
def test_no_other_signature_holds(signature: bytes) -> None:
    said = Said("1/2026", "A", "B", 1, "2026-11-24", bytes(8), code.key_id(ONE.public))
    text = base45.encoded(code.written(said) + signature)
    assert state(text, Known(own=(Own(ONE.public, "x"),))) == "altered"


def test_a_signature_for_anything_else_passes_for_no_code(said: Said, known: Known) -> None:
    """Each kind of signature begins with its own line, and no line begins another."""
    signed = code.written(said)
    domains = [d for d, _ in sealing._DOMAINS.values()]
    domains += [chain.checkpoint("device", 1, bytes(32))[:21], seal.DOMAIN, code.DOMAIN, b""]
    for domain in domains:
        forged = base45.encoded(signed + ONE.sign(domain + signed))
        assert (state(forged, known) == "valid") == (domain == code.DOMAIN)
    lines = [d for d in domains if d]
    assert not [(a, b) for a in lines for b in lines if a is not b and a.startswith(b)]


def test_a_code_passes_for_no_form(said: Said) -> None:
    certificate = forms.DeviceCertificate("d", ONE.public, "x", 0, 0, 1)
    signature = ONE.sign(code.DOMAIN + code.written(said))
    assert not sealing.holds(structs.replace(certificate, signature=signature), ONE.public)


FACTS = {
    "number": "800.1.4/KTS-01.0127/BKPSDM/XI/2026",
    "name": "Peserta Contoh 1, S.A.P.",
    "course": "Pelayanan Publik Prima",
    "hours": 6,
    "issued": "2026-11-24",
    "unit": "Dinas A",
    "check_code": "",
}


def of_facts(said: Said, **changes: object) -> tuple[Said, str]:
    words = msgspec.json.encode({**FACTS, **changes}).decode()
    return structs.replace(said, facts=code.facts_hash(code.canonical(words))), words


def test_the_paper_beside_its_own_code_is_as_it_was_issued(said: Said, known: Known) -> None:
    said, words = of_facts(said)
    verdict = judge(packed(said, ONE.sign), known, TODAY)
    assert compared(verdict, words) == verdict


@pytest.mark.parametrize(
    ("changes", "differences"),
    [
        ({"name": "Peserta Contoh 2"}, ("name",)),
        ({"hours": 60, "number": "1/2026"}, ("number", "hours")),
        ({"unit": "Dinas B"}, ("facts",)),
        ({"valid_until": "2030-01-01"}, ("valid_until",)),
    ],
)
def test_another_paper_beside_the_code_is_altered(
    said: Said, known: Known, changes: dict[str, object], differences: tuple[str, ...]
) -> None:
    said, _ = of_facts(said)
    verdict = judge(packed(said, ONE.sign), known, TODAY)
    edited = compared(verdict, msgspec.json.encode({**FACTS, **changes}))
    assert (edited.state, edited.differences) == ("altered", differences)


def test_a_name_that_was_cut_to_fit_is_no_difference(said: Said, known: Known) -> None:
    long = "Peserta Contoh Bernama Sangat Panjang Sekali Sampai Tidak Muat, S.A.P."
    said, words = of_facts(structs.replace(said, name=long), name=long)
    verdict = judge(packed(said, ONE.sign), known, TODAY)
    assert compared(verdict, words).state == "valid"
    edited = compared(verdict, words.replace("Dinas A", "Dinas B"))
    assert (edited.state, edited.differences) == ("altered", ("facts",))


def test_facts_that_are_no_facts_are_altered(text: str, known: Known) -> None:
    verdict = compared(judge(text, known, TODAY), b"\xff")
    assert (verdict.state, verdict.differences) == ("altered", ("facts",))
    assert compared(judge("?", known, TODAY), b"\xff").state == "strange"


def test_a_key_of_the_wrong_length_in_a_ring_harms_nobody(text: str, known: Known) -> None:
    bare = forms.DeviceCertificate("x", b"short", "x", 0, 0, 1)
    odd = structs.replace(known.ring.members[0], certificate=bare)
    ring = structs.replace(known.ring, members=(odd, *known.ring.members))
    assert state(text, structs.replace(known, ring=ring)) == "valid"
    said = structs.replace(code.read(text).said, key=code.key_id(b"short"))
    own = Known(own=(Own(b"short", "x"),))
    assert state(packed(said, Key("any").sign), own) == "altered"
