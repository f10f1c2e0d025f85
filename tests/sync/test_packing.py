"""Stretches of a log become parcels that hang together."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.parcel import contents, parcel, sealing
from kiosk.parcel.chain import START
from kiosk.parcel.forms import DeviceCertificate, Receipt
from kiosk.parcel.parcel import Signer
from kiosk.store.trouble import StoreTrouble
from kiosk.sync.packing import OneAtATime, Packing
from kiosk.sync.stretches import missing, size, without
from kiosk.xapi.line import Line
from tests.parcel.samples import AGENCY, MONDAY, SECRET, device, signer
from tests.sync.kiosks import Kiosk

ONE = device(1)


def before(file: bytes) -> bytes:
    """The hash that a parcel says lies before it."""
    header, box = parcel._split(file)
    assert header.count
    return contents.read(sealing.unsealed(box, SECRET))[0].before


@pytest.fixture
def recorded(kiosk: Kiosk) -> Kiosk:
    kiosk.record(20)
    return kiosk


def packing(kiosk: Kiosk, sender: Signer | None = None) -> Packing:
    return Packing(OneAtATime(kiosk), sender or signer(ONE), AGENCY)


def test_each_parcel_says_what_lies_before_it(recorded: Kiosk) -> None:
    log = recorded.logs[ONE]
    first = packing(recorded).next(ONE, 0, 7)
    second = packing(recorded).next(ONE, 7, 20)
    assert first is not None
    assert second is not None
    assert (first.first, first.last, first.count) == (1, 7, 7)
    assert (second.first, second.last, second.name) == (8, 20, f"{ONE}-8-20.dermaga")
    assert before(first.file) == START
    assert before(second.file) == log[6].hash
    assert parcel.unsealed(second.file, SECRET) == tuple(log[7:])


def test_a_hole_is_passed_over_and_what_lies_before_it_is_not_made_up(recorded: Kiosk) -> None:
    recorded.logs[ONE] = [x for x in recorded.logs[ONE] if x.seq not in {8, 9}]
    pieces = packing(recorded)
    first = pieces.next(ONE, 3, 20)
    assert first is not None
    assert (first.first, first.last) == (4, 7)
    second = pieces.next(ONE, 7, 20)
    assert second is not None
    assert (second.first, second.last, before(second.file)) == (10, 20, b"")
    assert pieces.next(ONE, 7, 9) is None
    assert pieces.next(ONE, 20, 20) is None


def test_parcels_follow_each_other_up_to_the_last(recorded: Kiosk) -> None:
    pieces = packing(recorded)
    pieces._most = 6
    found = [(x.first, x.last) for x in pieces.pieces(ONE, 3, 18)]
    assert found == [(4, 9), (10, 15), (16, 18)]
    assert [(x.first, x.last) for x in pieces.pieces(ONE, 15, 20)] == [(16, 20)]
    assert list(pieces.pieces(ONE, 20, 25)) == []
    going = pieces.pieces(ONE, 0, 20)
    assert next(going).last == 6
    going.close()


def test_a_trouble_while_packing_ahead_is_not_swallowed() -> None:
    class Hurt(Kiosk):
        def lines(self, name: str, after: int, limit: int) -> tuple[Line, ...]:
            if after > 5:
                raise StoreTrouble("damaged")
            return super().lines(name, after, limit)

    kiosk = Hurt(1)
    kiosk.record(20)
    pieces = packing(kiosk)
    pieces._most = 4
    going = pieces.pieces(ONE, 0, 20)
    assert [next(going).last, next(going).last] == [4, 8]
    with pytest.raises(StoreTrouble, match="damaged"):
        next(going)


def test_half_as_much_at_a_time_after_a_refusal(recorded: Kiosk) -> None:
    pieces = packing(recorded)
    whole = pieces.next(ONE, 0, 20)
    assert whole is not None
    assert pieces.halve(whole)
    half = pieces.next(ONE, 0, 20)
    assert half is not None
    assert half.count == 10
    single = msgspec.structs.replace(half, last=half.first)
    assert not pieces.halve(single)


def test_what_is_recorded_while_a_round_goes_on_waits_for_the_next(recorded: Kiosk) -> None:
    recorded.record(5)
    piece = packing(recorded).next(ONE, 0, 20)
    assert piece is not None
    assert piece.last == 20


def test_what_is_missing_follows_from_the_receipt() -> None:
    receipt = Receipt(ONE, 30, ((3, 5), (10, 10)), bytes(32), MONDAY, 1)
    assert missing(receipt, 40) == [(3, 5), (10, 10), (31, 40)]
    assert missing(receipt, 30) == [(3, 5), (10, 10)]
    assert missing(receipt, 4) == [(3, 4)]
    assert missing(Receipt(ONE, 0, (), bytes(32), MONDAY, 1), 0) == []


def test_what_lies_there_is_taken_out_of_what_is_wanted() -> None:
    assert without([(1, 10)], []) == [(1, 10)]
    assert without([(1, 10)], [(1, 10)]) == []
    assert without([(1, 10)], [(4, 6)]) == [(1, 3), (7, 10)]
    assert without([(1, 10), (20, 30)], [(8, 22), (30, 99)]) == [(1, 7), (23, 29)]
    assert without([(5, 5)], [(1, 0), (6, 9)]) == [(5, 5)]
    assert size([(1, 3), (7, 7)]) == 4
    assert isinstance(signer(ONE).voucher, DeviceCertificate)
