"""Being paired: by a code, by a stick, and a new life of the same kiosk."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from kiosk.parcel import code, sealing
from kiosk.parcel.forms import DeviceCertificate, PairAsk, PairFile, Request
from kiosk.sync import pairing
from kiosk.sync.folder import Folder
from kiosk.sync.pairing import Pairing
from kiosk.sync.post import Hub
from kiosk.sync.trouble import SyncTrouble
from tests.parcel.samples import AGENCY, MONDAY, agency_signs, device
from tests.sync.kiosks import Kiosk
from tests.sync.receiver import CODE, PAIRING_SECRET, Receiver

TYPED = pairing.Typed(CODE, b"\3" * 32)


@pytest.fixture
def new() -> Kiosk:
    """A kiosk that is not paired."""
    return Kiosk(1, paired=False)


def test_a_code_pairs_a_kiosk_which_can_then_send(new: Kiosk, hub: Hub) -> None:
    ask = pairing.asking(new.device, new.key, "Kios Aula")
    found = pairing.by_code(hub.pair, ask, TYPED, new.key, MONDAY)
    assert (found.agency, found.secret, found.since) == (AGENCY, PAIRING_SECRET, MONDAY)
    assert found.certificate.label == "Kios Aula"
    new.pairing = found
    new.record(2)
    assert new.round(hub).received == 2


def test_a_wrong_code_pairs_nobody(new: Kiosk, hub: Hub) -> None:
    ask = pairing.asking(new.device, new.key, "Kios Aula")
    wrong = pairing.Typed("00000000", bytes(32))
    with pytest.raises(SyncTrouble, match="code"):
        pairing.by_code(hub.pair, ask, wrong, new.key, MONDAY)


def test_who_does_not_hold_the_key_is_not_paired(new: Kiosk, hub: Hub) -> None:
    ask = pairing.asking(new.device, new.key, "Kios Aula")
    other = Kiosk(2, paired=False).key.public
    with pytest.raises(SyncTrouble, match="forged"):
        pairing.by_code(
            hub.pair, msgspec.structs.replace(ask, public=other), TYPED, new.key, MONDAY
        )


def test_who_stands_between_and_does_not_know_the_code_is_not_believed(new: Kiosk) -> None:
    ask = pairing.asking(new.device, new.key, "Kios Aula")
    key = Kiosk(2, paired=False).key
    thief = msgspec.structs.replace(AGENCY, sign=key.public)
    certificate = sealing.signed(
        DeviceCertificate(new.device, new.key.public, "Kios", MONDAY, 0, 1), key.sign
    )
    secret = sealing.sealed_to_device(b"\1" * 32, new.key.public)
    bare = PairFile(certificate, "p1", secret, thief)
    for answer in (bare, code.with_mac(bare, b"\1" * 32), answer_for(new)):
        with pytest.raises(SyncTrouble, match="forged"):
            pairing.by_code(
                answering(sealing.signed(answer, key.sign)), ask, TYPED, new.key, MONDAY
            )


def answering(answer: PairFile) -> Callable[[PairAsk], PairFile]:
    return lambda _: answer


def test_another_agency_cannot_be_put_into_the_hubs_answer(new: Kiosk, receiver: Receiver) -> None:
    key = Kiosk(2, paired=False).key

    def between(asked: PairAsk) -> PairFile:
        true = receiver.pair(asked)
        mine = msgspec.structs.replace(true.agency, sign=key.public)
        bare = msgspec.structs.replace(true.certificate, label="x", signature=b"")
        certificate = sealing.signed(bare, key.sign)
        changed = msgspec.structs.replace(true, agency=mine, certificate=certificate)
        return sealing.signed(changed, key.sign)

    ask = pairing.asking(new.device, new.key, "Kios Aula")
    with pytest.raises(SyncTrouble, match="forged"):
        pairing.by_code(between, ask, TYPED, new.key, MONDAY)


def test_of_a_code_as_it_is_typed_only_the_digits_count(new: Kiosk) -> None:
    ask = pairing.asking(new.device, new.key, "Kios Aula")
    assert code.key_of(" 1234-5678", ask) == code.key_of("12345678", ask)
    other = msgspec.structs.replace(ask, nonce=b"\1" * 32)
    assert code.key_of("12345678", other) != code.key_of("12345678", ask)


def test_a_stick_pairs_a_kiosk_once_the_agency_agreed(
    new: Kiosk, receiver: Receiver, stick: Folder, tmp_path: Path
) -> None:
    stick.ask(pairing.asking(new.device, new.key, "Kios Aula"))
    assert stick.paired(new.device) is None
    receiver.visit(tmp_path)
    assert stick.paired(new.device) is None
    receiver.visit(tmp_path, pair=True)
    answer = stick.paired(new.device)
    assert answer is not None
    found = pairing.by_stick(answer, new.device, new.key, MONDAY)
    assert (found.secret, found.pairing) == (PAIRING_SECRET, "p1")
    assert found.mark == sealing.fingerprint(AGENCY)
    new.pairing = found
    new.record(1)
    new.round(stick)
    assert receiver.visit(tmp_path) == []


def answer_for(kiosk: Kiosk) -> PairFile:
    bare = DeviceCertificate(kiosk.device, kiosk.key.public, "Kios", MONDAY, 0, 1)
    secret = sealing.sealed_to_device(PAIRING_SECRET, kiosk.key.public)
    return sealing.signed(
        PairFile(sealing.signed(bare, agency_signs), "p1", secret, AGENCY), agency_signs
    )


def test_an_answer_on_a_stick_counts_for_its_device_alone(new: Kiosk) -> None:
    answer = answer_for(new)
    assert pairing.by_stick(answer, new.device, new.key, MONDAY).secret == PAIRING_SECRET
    other = Kiosk(2, paired=False)
    with pytest.raises(SyncTrouble, match="foreign"):
        pairing.by_stick(answer, other.device, other.key, MONDAY)
    forged = msgspec.structs.replace(answer, pairing="p2")
    with pytest.raises(SyncTrouble, match="forged"):
        pairing.by_stick(forged, new.device, new.key, MONDAY)
    with pytest.raises(SyncTrouble, match="forged"):
        pairing.by_stick(answer, device(3), new.key, MONDAY)


def test_a_certificate_by_another_hand_is_not_kept(kiosk: Kiosk) -> None:
    assert kiosk.pairing is not None
    bare = DeviceCertificate(device(2), kiosk.key.public, "Kios", MONDAY, 0, 9)
    own = sealing.signed(bare, kiosk.key.sign)
    with pytest.raises(SyncTrouble, match="forged"):
        kiosk.pairing.certified(own, device(2), kiosk.key.public)
    true = sealing.signed(bare, agency_signs)
    with pytest.raises(SyncTrouble, match="forged"):
        kiosk.pairing.certified(true, device(3), kiosk.key.public)
    assert kiosk.pairing.certified(true, device(2), kiosk.key.public).certificate == true


def test_a_new_life_vouches_for_itself_by_the_pairings_secret(kiosk: Kiosk) -> None:
    assert kiosk.pairing is not None
    assert kiosk.pairing.voucher(kiosk.device, kiosk.key.public) == kiosk.pairing.certificate
    request = kiosk.pairing.voucher(device(2), Kiosk(2).key.public)
    assert isinstance(request, Request)
    assert (request.before, request.pairing) == (device(1), "p1")
    assert sealing.mac_holds(request, PAIRING_SECRET)


def test_what_was_agreed_is_kept_for_its_owner_alone(kiosk: Kiosk, tmp_path: Path) -> None:
    assert pairing.read(tmp_path) is None
    assert kiosk.pairing is not None
    (tmp_path / "pairing.json.new").write_bytes(b"half")
    pairing.keep(tmp_path, kiosk.pairing)
    assert pairing.read(tmp_path) == kiosk.pairing
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "pairing.json").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["pairing.json"]
    pairing.forget(tmp_path)
    assert pairing.read(tmp_path) is None


def test_a_pairing_that_was_hurt_or_exchanged_is_none(kiosk: Kiosk, tmp_path: Path) -> None:
    assert kiosk.pairing is not None
    file = tmp_path / "pairing.json"
    for hurt in (b"", b"{}", b"\xff", sealing.written(kiosk.pairing)[:-9]):
        file.write_bytes(hurt)
        assert pairing.read(tmp_path) is None
    mine = msgspec.structs.replace(AGENCY, sign=kiosk.key.public)
    exchanged: Pairing = msgspec.structs.replace(kiosk.pairing, agency=mine)
    file.write_bytes(sealing.written(exchanged))
    assert pairing.read(tmp_path) is None
