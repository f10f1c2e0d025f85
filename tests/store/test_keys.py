from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kiosk.parcel.signature import signed_by
from kiosk.store import keys
from kiosk.store.keys import DeviceKey, read_key, write_key
from tests.faults.rig_damage import flip

DEVICE = "01a205ea-be80-7d26-a215-4e6d76b2b2b9"
SEED = bytes(range(32))


def test_a_key_is_there_again_after_it_was_written(tmp_path: Path) -> None:
    write_key(tmp_path, DEVICE, SEED)
    kept = read_key(tmp_path, DEVICE)
    assert kept is not None
    assert (kept.public, kept.seal_key) == (DeviceKey(SEED).public, DeviceKey(SEED).seal_key)
    assert [p.name for p in tmp_path.iterdir()] == [f"{DEVICE}.key"]


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_only_the_owner_may_read_a_key(tmp_path: Path) -> None:
    write_key(tmp_path, DEVICE, SEED)
    assert stat.S_IMODE((tmp_path / f"{DEVICE}.key").stat().st_mode) == 0o600


def test_a_flipped_bit_makes_no_other_key_but_none(tmp_path: Path) -> None:
    for bit in range(8 * 40):
        write_key(tmp_path, DEVICE, SEED)
        flip(tmp_path / f"{DEVICE}.key", bit)
        assert read_key(tmp_path, DEVICE) is None


@pytest.mark.parametrize("left", [b"", SEED, SEED + bytes(8), b"x" * 39, bytes(41)])
def test_half_a_key_is_none(tmp_path: Path, left: bytes) -> None:
    (tmp_path / f"{DEVICE}.key").write_bytes(left)
    assert read_key(tmp_path, DEVICE) is None


@pytest.mark.parametrize("name", ["nobody", "a\0b", "../x", ""])
def test_a_name_that_is_no_device_has_no_key(tmp_path: Path, name: str) -> None:
    assert read_key(tmp_path, name) is None


def test_a_forgotten_key_is_gone(tmp_path: Path) -> None:
    write_key(tmp_path, DEVICE, SEED)
    keys.forget_key(tmp_path, DEVICE)
    keys.forget_key(tmp_path, DEVICE)
    assert list(tmp_path.iterdir()) == []


def test_only_the_message_that_was_signed_is_signed() -> None:
    key = DeviceKey(SEED)
    signature = key.sign(b"message")
    assert len(signature) == 64
    assert signed_by(key.public, b"message", signature)
    assert not signed_by(key.public, b"massage", signature)
    assert not signed_by(DeviceKey(bytes(32)).public, b"message", signature)
    assert not signed_by(key.public, b"message", signature[:-1] + b"\0")


@pytest.mark.parametrize(
    ("public", "signature"), [(b"", bytes(64)), (bytes(32), b""), (bytes(31), bytes(63))]
)
def test_what_is_no_key_or_signature_signs_nothing(public: bytes, signature: bytes) -> None:
    assert not signed_by(public, b"message", signature)


def test_the_signature_is_ed25519_by_the_book() -> None:
    """RFC 8032, 7.1, test 2."""
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    key = DeviceKey(seed)
    assert key.public.hex() == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    assert key.sign(b"\x72").hex() == (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )


def test_the_key_that_seals_does_not_tell_the_one_that_signs() -> None:
    key = DeviceKey(SEED)
    assert SEED not in key.seal_key
    assert key.seal_key != DeviceKey(bytes(32)).seal_key
