"""One round: what the agency lacks goes up, what it says comes down, and the receipt decides."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import pytest

from kiosk.parcel import sealing
from kiosk.parcel.forms import Agency, ElsewhereAsk, Receipt, Request, Revocations
from kiosk.parcel.parcel import Header, opened, packed_down
from kiosk.sync.folder import Folder
from kiosk.sync.post import Hub
from kiosk.sync.rounds import Certified, Elsewhere, Outcome, Progress, Received, carry
from kiosk.sync.trouble import SyncTrouble
from kiosk.xapi.line import Line
from tests.parcel import samples
from tests.parcel.samples import AGENCY, agency_signs, device
from tests.sync.kiosks import Kiosk
from tests.sync.receiver import Receiver


def held(receiver: Receiver, name: str) -> list[Line]:
    return [line for _, line in sorted(receiver.logs[name].items())]


def test_all_that_was_recorded_is_received_once_and_waits_no_longer(
    kiosk: Kiosk, hub: Hub, receiver: Receiver
) -> None:
    kiosk.record(12)
    assert kiosk.round(hub) == Outcome(sent=12, received=12)
    assert held(receiver, device(1)) == kiosk.logs[device(1)]
    assert kiosk.waiting == 0
    assert kiosk.round(hub) == Outcome()
    assert receiver.taken == 1


def test_progress_counts_events_and_receipts_come_as_they_are_given(kiosk: Kiosk, hub: Hub) -> None:
    kiosk.record(5_001)
    kiosk.round(hub)
    steps = [told for told in kiosk.told if isinstance(told, Progress)]
    assert [(s.step, s.done, s.total) for s in steps] == [
        ("connect", 0, 0),
        ("up", 0, 5_001),
        ("up", 5_000, 5_001),
        ("up", 5_001, 5_001),
        ("down", 0, 0),
    ]
    assert [told.seq for told in kiosk.told if isinstance(told, Received)] == [0, 5_000, 5_001]


def test_on_a_stick_events_wait_until_the_receipt_comes_back(
    kiosk: Kiosk, receiver: Receiver, tmp_path: Path
) -> None:
    stick = Folder(tmp_path, "stick")
    kiosk.record(7)
    assert kiosk.round(stick) == Outcome(sent=7, received=0, waiting=7)
    assert receiver.visit(tmp_path) == []
    assert kiosk.round(stick) == Outcome(sent=0, received=7, waiting=0)
    assert list(tmp_path.glob("DERMAGA/up/*/*")) == []


def test_what_lies_on_the_stick_is_not_written_again(kiosk: Kiosk, tmp_path: Path) -> None:
    stick = Folder(tmp_path, "stick")
    kiosk.record(7)
    kiosk.round(stick)
    kiosk.record(3)
    assert kiosk.round(stick) == Outcome(sent=3, waiting=10)
    names = sorted(file.name for file in tmp_path.glob("DERMAGA/up/*/*"))
    assert names == [f"{device(1)}-1-7.dermaga", f"{device(1)}-8-10.dermaga"]


def test_what_came_by_wire_meanwhile_leaves_the_stick_when_its_receipt_lies_there(
    kiosk: Kiosk, hub: Hub, receiver: Receiver, tmp_path: Path
) -> None:
    stick = Folder(tmp_path, "stick")
    kiosk.record(7)
    kiosk.round(stick)
    kiosk.round(hub)
    kiosk.record(1)
    assert kiosk.round(stick) == Outcome(sent=1, waiting=1)
    receiver.visit(tmp_path)
    assert kiosk.round(stick).received == 1
    assert len(receiver.came) == 8


def test_an_old_stick_takes_nothing_back(
    kiosk: Kiosk, hub: Hub, receiver: Receiver, tmp_path: Path
) -> None:
    stick = Folder(tmp_path, "stick")
    kiosk.record(3)
    kiosk.round(stick)
    receiver.visit(tmp_path)
    kiosk.record(5)
    kiosk.round(hub)
    assert kiosk.round(stick) == Outcome()
    assert kiosk.waiting == 0


def test_a_hub_that_lost_its_newest_days_gets_them_again(
    kiosk: Kiosk, hub: Hub, receiver: Receiver
) -> None:
    kiosk.record(9)
    kiosk.round(hub)
    receiver.logs[device(1)] = {n: x for n, x in receiver.logs[device(1)].items() if n <= 4}
    assert kiosk.round(hub).sent == 5
    assert held(receiver, device(1)) == kiosk.logs[device(1)]


def test_what_a_damage_took_is_passed_over_and_keeps_nothing_waiting(
    kiosk: Kiosk, hub: Hub, receiver: Receiver
) -> None:
    kiosk.record(20)
    whole = kiosk.logs[device(1)]
    kiosk.logs[device(1)] = [x for x in whole if x.seq not in {1, 6, 7, 12}]
    assert kiosk.round(hub) == Outcome(sent=16, received=20)
    assert receiver.receipt(device(1)).gaps == ((1, 1), (6, 7), (12, 12))
    again = kiosk.round(hub)
    assert (again.sent, again.waiting, again.trouble) == (0, 0, None)


def test_a_hole_at_the_agency_is_filled_and_nothing_behind_it_counts_until_then(
    kiosk: Kiosk, hub: Hub, receiver: Receiver
) -> None:
    kiosk.record(9)
    kiosk.round(hub)
    kiosk.acknowledged.clear()
    log = receiver.logs[device(1)]
    receiver.logs[device(1)] = {n: x for n, x in log.items() if n not in {4, 5}}
    receipt = receiver.receipt(device(1))
    assert receipt.gaps == ((4, 5),)
    kiosk.told.clear()
    assert kiosk.round(hub) == Outcome(sent=2, received=9)
    assert [told.seq for told in kiosk.told if isinstance(told, Received)] == [3, 9]
    assert held(receiver, device(1)) == kiosk.logs[device(1)]


def test_a_hub_that_takes_less_at_once_gets_smaller_parcels(
    kiosk: Kiosk, hub: Hub, receiver: Receiver
) -> None:
    kiosk.record(400)
    receiver.most = 8_000
    assert kiosk.round(hub) == Outcome(sent=400, received=400)
    assert receiver.taken > 2
    receiver.most = 10
    kiosk.record(1)
    assert kiosk.round(hub).trouble == "large"


def test_a_kiosk_that_is_paired_with_nobody_sends_nothing(hub: Hub, receiver: Receiver) -> None:
    kiosk = Kiosk(1, paired=False)
    kiosk.record(3)
    assert kiosk.round(hub) == Outcome(waiting=3, trouble="unpaired")
    assert receiver.logs == {}


def test_another_agencys_stick_gets_nothing(kiosk: Kiosk, tmp_path: Path) -> None:
    other = msgspec.structs.replace(AGENCY, seal=bytes(32))
    room = tmp_path / "DERMAGA"
    room.mkdir()
    (room / "agency.json").write_bytes(sealing.written(other))
    kiosk.record(3)
    assert kiosk.round(Folder(tmp_path, "stick")).trouble == "foreign"
    assert sorted(x.name for x in room.iterdir()) == ["agency.json"]


def test_a_revoked_kiosk_is_told_so(kiosk: Kiosk, hub: Hub, receiver: Receiver) -> None:
    receiver.revoked.add(device(1))
    kiosk.record(1)
    assert kiosk.round(hub) == Outcome(waiting=1, trouble="revoked")


def test_a_kiosk_that_only_ever_sees_the_stick_learns_that_it_was_revoked(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    kiosk.record(1)
    file = tmp_path / "DERMAGA/revoked.json"
    file.parent.mkdir()
    listed = Revocations((device(2), device(1)), (), 1, 1)
    file.write_bytes(sealing.written(sealing.signed(listed, kiosk.key.sign)))
    assert kiosk.round(Folder(tmp_path, "stick")).trouble is None
    file.write_bytes(sealing.written(sealing.signed(listed, agency_signs)))
    assert kiosk.round(Folder(tmp_path, "stick")) == Outcome(waiting=1, trouble="revoked")


def test_a_twin_is_noticed_before_anything_is_sent(kiosk: Kiosk, hub: Hub) -> None:
    other = Kiosk(1)
    other.now += 5_000
    other.record(4)
    other.round(hub)
    kiosk.record(9)
    outcome = kiosk.round(hub)
    assert (outcome.trouble, outcome.sent, kiosk.waiting) == ("twin", 0, 9)


def test_a_twin_that_went_further_is_noticed(kiosk: Kiosk, hub: Hub) -> None:
    other = Kiosk(1)
    other.record(9)
    other.round(hub)
    kiosk.record(4)
    assert kiosk.round(hub).trouble == "twin"


@pytest.mark.parametrize("kind", ["lan", "stick"])
def test_a_new_life_sends_what_the_earlier_one_still_had(
    kind: str, kiosk: Kiosk, hub: Hub, receiver: Receiver, tmp_path: Path
) -> None:
    stick = Folder(tmp_path, "stick")
    carrier = hub if kind == "lan" else stick
    kiosk.record(5)
    kiosk.begin_life(2)
    kiosk.record(3)
    assert kiosk.round(carrier).sent == 8
    if kind == "stick":
        assert receiver.visit(tmp_path) == []
        kiosk.round(carrier)
    assert held(receiver, device(1)) == kiosk.logs[device(1)]
    assert held(receiver, device(2)) == kiosk.logs[device(2)]
    assert kiosk.waiting == 0
    assert kiosk.pairing is not None
    assert kiosk.pairing.certificate.device == device(2)
    assert any(isinstance(told, Certified) for told in kiosk.told)
    assert not list(tmp_path.glob("DERMAGA/ask/*.json")) or kind == "stick"


def test_trouble_with_an_earlier_life_does_not_stop_this_one(
    kiosk: Kiosk, hub: Hub, receiver: Receiver
) -> None:
    other = Kiosk(1)
    other.now += 5_000
    other.record(9)
    other.round(hub)
    kiosk.record(4)
    kiosk.begin_life(2)
    kiosk.record(2)
    outcome = kiosk.round(hub)
    assert outcome.others == ()
    kiosk.logs[device(1)] = other.logs[device(1)][:3] + kiosk.logs[device(1)][3:]
    receiver.logs[device(1)] = {n: x for n, x in receiver.logs[device(1)].items() if n <= 4}
    outcome = kiosk.round(hub)
    assert outcome.others == ("twin",)
    assert outcome.trouble is None
    assert held(receiver, device(2)) == kiosk.logs[device(2)]


def test_what_learners_did_elsewhere_comes_down(
    kiosk: Kiosk, hub: Hub, receiver: Receiver, tmp_path: Path
) -> None:
    other = Kiosk(2)
    other.record(6)
    other.record(2, learner="")
    other.round(hub)
    kiosk.record(1)
    assert kiosk.round(hub).elsewhere == 6
    assert sorted(kiosk.foreign) == sorted(line.id for line in other.logs[device(2)][:6])
    assert kiosk.round(hub).elsewhere == 0
    stick = Folder(tmp_path, "stick")
    other.record(1)
    other.round(stick)
    kiosk.round(stick)
    receiver.visit(tmp_path)
    assert kiosk.round(stick).elsewhere == 1
    assert kiosk.round(stick).elsewhere == 0


def test_a_parcel_down_that_was_hurt_on_the_stick_stops_nothing(
    kiosk: Kiosk, receiver: Receiver, tmp_path: Path
) -> None:
    receiver.visit(tmp_path)
    file = tmp_path / f"DERMAGA/elsewhere/{device(1)}.dermaga"
    file.parent.mkdir()
    file.write_bytes(b"DERMAGA1 half")
    kiosk.record(2)
    assert kiosk.round(Folder(tmp_path, "stick")) == Outcome(sent=2, waiting=2, others=("strange",))


def test_a_hub_that_has_nothing_may_still_move_the_cursor_on(
    kiosk: Kiosk, hub: Hub, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency = (AGENCY.sign, agency_signs)
    nothing = packed_down((), "400", (device(1), kiosk.key.public), agency)
    monkeypatch.setattr(receiver, "elsewhere", lambda ask: None if ask.after else nothing)
    assert kiosk.round(hub) == Outcome()
    assert kiosk.after == "400"


class Forger:
    """A carrier that hands out what it likes."""

    kind: Literal["lan"] = "lan"

    def __init__(self, receipt: Receipt | None) -> None:
        self._receipt = receipt
        self.sent: list[Header] = []

    def agency(self) -> Agency:
        return AGENCY

    def revoked(self) -> None:
        return None

    def certify(self, _request: Request) -> None:
        return None

    def receipt(self, _device: str) -> Receipt | None:
        return self._receipt if not self.sent else None

    def lying(self, _device: str) -> tuple[tuple[int, int], ...]:
        return ()

    def send(self, _name: str, file: bytes) -> Receipt | None:
        self.sent.append(opened(file))
        return self._receipt

    def clear(self, _receipt: Receipt) -> None:
        pass

    def elsewhere(self, _ask: ElsewhereAsk) -> bytes | None:
        return None


def signed_receipt(upto: int, name: str = "", *gaps: tuple[int, int]) -> Receipt:
    lines = samples.day(20)
    hashed = lines[upto - 1].hash if upto else bytes(32)
    return sealing.signed(Receipt(name or device(1), upto, gaps, hashed, 1, 1), agency_signs)


def test_only_the_agencys_own_receipt_for_this_device_counts(kiosk: Kiosk) -> None:
    kiosk.record(9)
    true = signed_receipt(9)
    for bad in (
        msgspec.structs.replace(true, upto=8),
        msgspec.structs.replace(true, signature=bytes(64)),
        signed_receipt(9, device(2)),
    ):
        assert kiosk.round(Forger(bad)).trouble == "forged"
        assert kiosk.waiting == 9


def test_a_hub_that_does_not_say_what_it_was_given_ends_the_round(kiosk: Kiosk) -> None:
    kiosk.record(9)
    forger = Forger(signed_receipt(0))
    assert kiosk.round(forger).trouble == "strange"
    assert len(forger.sent) == 1
    assert kiosk.waiting == 9


def test_a_round_may_be_stopped_between_two_steps(kiosk: Kiosk, hub: Hub) -> None:
    kiosk.record(5_001)
    stops = iter([False, False, False, True])
    outcome = carry(kiosk.ready(), kiosk, hub, kiosk.keep, lambda: next(stops))
    assert outcome == Outcome(sent=5_000, waiting=5_001)
    assert kiosk.round(hub).trouble is None
    assert kiosk.waiting == 0


def test_a_long_way_behind_comes_down_in_several_parcels(
    kiosk: Kiosk, hub: Hub, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = receiver.elsewhere
    monkeypatch.setattr(receiver, "elsewhere", lambda ask: whole(ask, 4))
    other = Kiosk(2)
    other.record(10)
    other.round(hub)
    kiosk.record(1)
    kiosk.round(hub)
    downs = [told for told in kiosk.told if isinstance(told, Elsewhere)]
    assert [(len(d.lines), d.cursor) for d in downs] == [(4, "4"), (4, "8"), (2, "10")]


def test_troubles_of_a_carrier_are_its_own_error() -> None:
    with pytest.raises(SyncTrouble, match="away"):
        Folder(Path("/nowhere/at/all"), "stick").agency()
