"""With which agency this kiosk is paired: by a code over HTTP, or by asking on a stick.

What is agreed lies in `pairing.json` in the data folder, for its owner alone; not in the store's
file, so that no backup, and no stick with one, carries the secret to another computer.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct, structs

from kiosk.parcel import code as by_digits
from kiosk.parcel import sealing
from kiosk.parcel.forms import Agency, DeviceCertificate, PairAsk, PairFile, Request
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.store.keys import PRIVATE, sync_folder
from kiosk.sync.trouble import SyncTrouble

FILE: Final = "pairing.json"
NONCE_BYTES: Final = by_digits.NONCE_BYTES


class Key(Protocol):
    """The device's key, as the store gives it; callable in any thread."""

    @property
    def public(self) -> bytes:
        """32 bytes, Ed25519."""

    def sign(self, message: bytes, /) -> bytes:
        """64 bytes."""

    def unseal(self, content: bytes, /) -> bytes:
        """What was sealed to this device. Raises ValueError or ParcelTrouble."""


class Pairing(Struct, frozen=True):
    """What was agreed. `url` and `folder` are where to, each empty if that way is not used.

    `ca` is a file with the hub's own TLS authority, empty for the system's. `since` UTC ms.
    """

    agency: Agency
    pairing: str
    secret: bytes
    certificate: DeviceCertificate
    since: int
    url: str = ""
    folder: str = ""
    ca: str = ""
    form: int = 1

    @property
    def mark(self) -> str:
        """By what two people compare the agency's keys."""
        return sealing.fingerprint(self.agency)

    def voucher(self, device: str, public: bytes) -> DeviceCertificate | Request:
        """By what this device is known: its certificate, or the request of a new life for one."""
        known = self.certificate
        if (known.device, known.public) == (device, public):
            return known
        return sealing.with_mac(Request(device, public, known.device, self.pairing), self.secret)

    def certified(self, certificate: DeviceCertificate, device: str, public: bytes) -> Pairing:
        """With the certificate of a new life. Raises SyncTrouble "forged" if it is not that."""
        right = (certificate.device, certificate.public) == (device, public)
        if not (right and sealing.certificate_holds(certificate, self.agency)):
            raise SyncTrouble("forged")
        return structs.replace(self, certificate=certificate)


def read(data: Path) -> Pairing | None:
    """The pairing kept in a data folder; None if there is none that can be read."""
    try:
        pairing = sealing.read((data / FILE).read_bytes(), Pairing)
    except (OSError, ParcelTrouble):
        return None
    return pairing if sealing.certificate_holds(pairing.certificate, pairing.agency) else None


def keep(data: Path, pairing: Pairing) -> None:
    """Keep it, on disk at return. Raises OSError."""
    file = data / FILE
    fresh = file.with_name(FILE + ".new")
    fresh.unlink(missing_ok=True)
    opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(opened, "wb") as out:
        out.write(sealing.written(pairing))
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
    sync_folder(data)


def forget(data: Path) -> None:
    """Be paired with nobody. Raises OSError."""
    (data / FILE).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        sync_folder(data)


class Typed(Struct, frozen=True):
    """The code as somebody typed it, and 32 bytes drawn for this one question."""

    code: str
    nonce: bytes


def asking(device: str, key: Key, label: str) -> PairAsk:
    """The wish to be paired, signed by the device: for a stick as it is, or for `by_code`."""
    return sealing.signed(PairAsk(device, key.public, label), key.sign)


def by_code(
    pair: Callable[[PairAsk], PairFile], ask: PairAsk, typed: Typed, key: Key, now: int
) -> Pairing:
    """Be paired by the code on the hub's screen, which does not leave this computer.

    `ask` is of `asking`, `pair` the hub's (`post.Hub.pair`). Takes a moment (`parcel.code`). Raises
    SyncTrouble, "code" above all, and "forged" if who answered does not know the code: then this is
    not the hub on whose screen it stands.
    """
    bare = structs.replace(ask, nonce=typed.nonce)
    shared = by_digits.key_of(typed.code, bare)
    answer = pair(sealing.signed(by_digits.with_mac(bare, shared), key.sign))
    if not by_digits.mac_holds(answer, shared):
        raise SyncTrouble("forged")
    return by_stick(answer, ask.device, key, now)


def by_stick(answer: PairFile, device: str, key: Key, now: int) -> Pairing:
    """Be paired by what the agency laid on a stick.

    Nothing but the stick says whose it is: show `mark`, and keep it only if an officer agrees.
    Raises SyncTrouble "forged" (not signed by the agency it names) and "foreign" (for another).
    """
    if not sealing.holds(answer, answer.agency.sign):
        raise SyncTrouble("forged")
    try:
        secret = key.unseal(answer.sealed)
    except (ValueError, ParcelTrouble) as error:
        raise SyncTrouble("foreign") from error
    return _agreed(answer.agency, answer.pairing, secret, answer.certificate, now).certified(
        answer.certificate, device, key.public
    )


def _agreed(
    agency: Agency, pairing: str, secret: bytes, certificate: DeviceCertificate, now: int
) -> Pairing:
    try:
        known = sealing.read_agency(sealing.written(agency))
    except ParcelTrouble as trouble:
        raise SyncTrouble("strange") from trouble
    return Pairing(known, pairing, secret, certificate, now)
