"""Papers between kiosk and agency: each signed for itself alone."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from kiosk.parcel import sealing
from kiosk.parcel.forms import (
    Agency,
    DeviceCertificate,
    ElsewhereAsk,
    PairAsk,
    PairFile,
    Receipt,
    Request,
    Revocations,
    RevokedCertificate,
    Word,
)
from kiosk.parcel.trouble import ParcelTrouble
from tests.parcel.samples import AGENCY, MONDAY, agency_signs, device, seed_of, signer

KEY = AGENCY.sign
CERTIFICATE = DeviceCertificate(device(), bytes(32), "Kios 1", MONDAY, 0, 1)
FORMS = (
    CERTIFICATE,
    Receipt(device(), 7, ((2, 3), (5, 5)), bytes(32), MONDAY, 4),
    Revocations((device(2),), (RevokedCertificate("1/K", "keliru", "2026-11-23"),), MONDAY, 3),
    PairAsk(device(), bytes(32), "Kios 1", b"n", b"m"),
    PairFile(CERTIFICATE, "p1", b"sealed", AGENCY),
    ElsewhereAsk(device(), ("a",), "", MONDAY),
    Word("{}", MONDAY, 1),
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)
def test_a_signed_form_comes_back_and_holds(form: Receipt) -> None:
    there = sealing.read(sealing.written(sealing.signed(form, agency_signs)), type(form))
    assert sealing.holds(there, KEY)
    assert not sealing.holds(there, signer(device()).public)
    assert not sealing.holds(form, KEY)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)
def test_any_field_changed_breaks_the_signature(form: Receipt) -> None:
    signed = sealing.signed(form, agency_signs)
    others = {str: "x", int: 99, bytes: b"\7" * 32, tuple: ((7, 9),)}
    for field in msgspec.structs.fields(signed):
        value = getattr(signed, field.name)
        other = others.get(type(value), AGENCY if isinstance(value, Agency) else None)
        if other in {None, value}:
            continue
        assert not sealing.holds(msgspec.structs.replace(signed, **{field.name: other}), KEY)


def test_no_kind_of_form_signs_what_another_kind_could_say() -> None:
    starts = {sealing.message(form).split(b"\n")[0] for form in FORMS}
    starts |= {sealing.message(Request(device(), bytes(32), "", "p1")).split(b"\n")[0]}
    assert starts == {
        b"dermaga device 1",
        b"dermaga receipt 1",
        b"dermaga revoked 1",
        b"dermaga pair ask 1",
        b"dermaga pair 1",
        b"dermaga elsewhere 1",
        b"dermaga word 1",
        b"dermaga request 1",
    }
    every = {*starts, b"dermaga parcel 1", b"dermaga down 1", b"dermaga checkpoint 1"}
    for one, other in itertools.permutations(every, 2):
        assert not (other + b"\n").startswith(one + b"\n")


def test_canonical_json_is_written_out() -> None:
    receipt = Receipt("d", 3, ((1, 2),), b"\1\2", 5, 6)
    assert sealing.message(receipt) == (
        b"dermaga receipt 1\n"
        b'{"at":5,"device":"d","form":1,"gaps":[[1,2]],"hash":"AQI=","serial":6,'
        b'"signature":"","upto":3}'
    )


def test_a_form_of_a_later_version_is_newer_whatever_else_it_holds() -> None:
    with pytest.raises(ParcelTrouble, match="newer"):
        sealing.read(b'{"form":2,"what":"else"}', Receipt)


@pytest.mark.parametrize(
    "kept",
    [b"", b"null", b"[]", b"{", b"\xff", b'{"form":1}', b'{"form":"1"}', b"[" * 10_000,
     b" " * (sealing.LIMIT + 1)],
)  # fmt: skip
def test_what_is_no_form_is_strange(kept: bytes) -> None:
    with pytest.raises(ParcelTrouble, match="strange"):
        sealing.read(kept, Receipt)


def test_an_agency_has_two_keys_of_32_bytes() -> None:
    assert sealing.read_agency(sealing.written(AGENCY)) == AGENCY
    short = msgspec.structs.replace(AGENCY, seal=bytes(31))
    with pytest.raises(ParcelTrouble, match="strange"):
        sealing.read_agency(sealing.written(short))


def test_a_fingerprint_is_twelve_digits_that_change_with_either_key() -> None:
    prints = {
        sealing.fingerprint(msgspec.structs.replace(AGENCY, **change))
        for change in ({}, {"sign": bytes(32)}, {"seal": bytes(32)}, {"name": "Lain"})
    }
    assert len(prints) == 3
    assert all(len(p) == 14 and p.replace(" ", "").isdigit() for p in prints)


def test_a_request_is_believed_by_the_pairings_secret_alone() -> None:
    request = sealing.with_mac(Request(device(), bytes(32), device(2), "p1"), b"\7" * 32)
    assert sealing.mac_holds(request, b"\7" * 32)
    assert not sealing.mac_holds(request, b"\10" * 32)
    assert not sealing.mac_holds(msgspec.structs.replace(request, device=device(3)), b"\7" * 32)


def test_a_receipt_tells_what_may_leave_the_stick() -> None:
    receipt = Receipt(device(), 100, ((20, 30), (50, 50)), bytes(32), MONDAY, 1)
    assert receipt.contiguous == 19
    held = [receipt.holds(*r) for r in ((1, 19), (1, 20), (31, 49), (45, 55), (90, 101))]
    assert held == [True, False, True, False, False]
    assert Receipt(device(), 100, (), bytes(32), MONDAY, 1).contiguous == 100


def test_what_is_sealed_to_a_device_opens_with_its_seed_alone() -> None:
    box = sealing.sealed_to_device(b"rahasia", signer(device()).public)
    assert sealing.unsealed_by_device(box, seed_of(device())) == b"rahasia"
    for broken in (box[:-1], b"", b"x" * 100):
        with pytest.raises(ParcelTrouble, match="foreign"):
            sealing.unsealed_by_device(broken, seed_of(device()))
    with pytest.raises(ParcelTrouble, match="foreign"):
        sealing.unsealed_by_device(box, seed_of(device(2)))
    with pytest.raises(ParcelTrouble, match="strange"):
        sealing.sealed_to_device(b"", b"no key")
