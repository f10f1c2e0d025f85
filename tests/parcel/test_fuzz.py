"""Bytes of any kind are taken, or refused by the room's one error."""

from __future__ import annotations

import functools
import os
import random
import time
from collections.abc import Callable

import msgspec
import pytest

from kiosk.parcel import contents, forms, sealing
from kiosk.parcel.parcel import ParcelTrouble, opened, packed, packed_down, unsealed, unsealed_down
from kiosk.xapi.words import line_of, statement_of
from tests.parcel import samples
from tests.parcel.samples import AGENCY, HOME_PAGE, SECRET, agency_signs, device, signer

LONG = os.environ.get("DERMAGA_FAULTS") == "long"
ROUNDS = 100_000 if LONG else 2_500
INTERESTING = (b"\0", b"\xff", b"{", b"[", b'"', b"\n", b"null", b"1e999", b"-1", b"\xed\xa0\x80")


def mutated(good: bytes, chance: random.Random) -> bytes:
    """A few bytes turned, cut out, doubled, put in or swapped."""
    new = bytearray(good)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(new) + 1)
        match chance.randrange(5):
            case 0 if at < len(new):
                new[at] = chance.randrange(256)
            case 1:
                del new[at : at + chance.choice((1, 4, 64))]
            case 2:
                new[at:at] = new[at : at + chance.choice((1, 16, 256))]
            case 3:
                new[at:at] = chance.choice(INTERESTING)
            case _:
                del new[at:]
    return bytes(new)


def quiet(work: Callable[[], object]) -> int:
    """1 if refused by the room's own error, 0 if taken; anything else fails the test."""
    try:
        work()
    except ParcelTrouble:
        return 1
    return 0


@pytest.fixture
def chance() -> random.Random:
    return random.Random(4)


def test_a_parcel_changed_anyhow_is_never_taken_for_another(chance: random.Random) -> None:
    lines = samples.day(10)
    good = packed(lines, signer(device()), AGENCY)
    for _ in range(ROUNDS):
        bad = mutated(good, chance)
        try:
            assert unsealed(bad, SECRET) == lines
        except ParcelTrouble:
            continue
        assert bad == good


def test_any_inside_that_was_rightly_sealed_and_signed_is_taken_or_refused(
    chance: random.Random,
) -> None:
    lines = samples.day(10)
    manifest = contents.Manifest(device(), 1, 10, 10, bytes(32))
    good = contents.packed(manifest, lines, HOME_PAGE)
    refused = sum(quiet(lambda: contents.read(mutated(good, chance))) for _ in range(ROUNDS))
    assert refused > ROUNDS // 2


def test_any_json_line_is_a_line_or_refused(chance: random.Random) -> None:
    good = [msgspec.json.encode(statement_of(line, HOME_PAGE)) for line in samples.day(10)]
    good += [msgspec.json.encode({"line": line}) for line in samples.day(2)]
    good += [msgspec.json.encode({"line": samples.erased(samples.day(1)[0])})]
    for n in range(ROUNDS):
        raw = mutated(good[n % len(good)], chance)
        quiet(functools.partial(contents._said, raw))
        try:
            line_of(msgspec.json.decode(raw))
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue


def test_any_bytes_for_a_form_are_a_form_or_refused(chance: random.Random) -> None:
    certificate = signer(device()).voucher
    receipt = sealing.signed(forms.Receipt(device(), 9, ((2, 3),), bytes(32), 1, 1), agency_signs)
    for n in range(ROUNDS):
        form = (certificate, receipt, AGENCY)[n % 3]
        raw = mutated(sealing.written(form), chance)
        try:
            found = sealing.read(raw, type(form))
        except ParcelTrouble:
            continue
        if not isinstance(found, forms.Agency):
            assert found == form or not sealing.holds(found, AGENCY.sign)


def test_a_parcel_down_changed_anyhow_is_refused(chance: random.Random) -> None:
    sending = signer(device())
    agency = (AGENCY.sign, agency_signs)
    good = packed_down(samples.day(5, device(2)), "", (device(), sending.public), agency)

    def unseal(box: bytes) -> bytes:
        return sealing.unsealed_by_device(box, samples.seed_of(device()))

    for _ in range(ROUNDS):
        bad = mutated(good, chance)
        taken = not quiet(functools.partial(unsealed_down, bad, device(), AGENCY.sign, unseal))
        assert taken == (bad == good)


def test_a_large_lie_costs_little_time() -> None:
    began = time.perf_counter()
    for head in (b"\xff" * 4, b"\0\0\x40\0", b"\0\0\0\2{}"):
        assert quiet(functools.partial(opened, b"DERMAGA1" + head + bytes(8 << 20)))
    assert time.perf_counter() - began < 2
