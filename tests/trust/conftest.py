"""An agency, two of its kiosks and a stranger, each with a key, and a certificate's words."""

from __future__ import annotations

import hashlib

import pytest
from msgspec import Struct
from nacl.signing import SigningKey

from kiosk.parcel import sealing
from kiosk.parcel.forms import Agency, DeviceCertificate
from kiosk.trust import code
from kiosk.trust.judge import Known
from kiosk.trust.ring import Member, Ring

NOVEMBER_1 = 1_793_491_200_000
NOVEMBER_30 = 1_795_996_800_000
TODAY = "2026-12-01"


class Key(Struct, frozen=True):
    """A key pair drawn from a word."""

    word: str

    @property
    def _key(self) -> SigningKey:
        return SigningKey(hashlib.sha256(self.word.encode()).digest())

    @property
    def public(self) -> bytes:
        return bytes(self._key.verify_key)

    def sign(self, message: bytes) -> bytes:
        return bytes(self._key.sign(message).signature)


AGENCY_KEY = Key("agency")
AGENCY = Agency("BKPSDM Contoh", "https://contoh.go.id", AGENCY_KEY.public, bytes(32))
ONE, TWO, STRANGER = Key("kiosk one"), Key("kiosk two"), Key("a stranger")


def member(  # noqa: PLR0913 - the fields of a device's certificate
    key: Key,
    label: str,
    *,
    since: int = NOVEMBER_1,
    until: int = 0,
    upheld: tuple[str, ...] = (),
    by: Key = AGENCY_KEY,
    serial: int = 1,
) -> Member:
    """A device as an agency certifies it."""
    bare = DeviceCertificate(key.word, key.public, label, since, until, serial)
    return Member(sealing.signed(bare, by.sign), upheld)


@pytest.fixture(scope="session")
def said() -> code.Said:
    """An ordinary certificate, issued by the first kiosk."""
    return code.Said(
        number="800.1.4/KTS-01.0127/BKPSDM/XI/2026",
        name="Peserta Contoh 1, S.A.P.",
        course="Pelayanan Publik Prima",
        hours=6,
        issued="2026-11-24",
        facts=code.facts_hash(b"facts"),
        key=code.key_id(ONE.public),
    )


@pytest.fixture(scope="session")
def known() -> Known:
    """What a kiosk of the agency knows: two kiosks, nothing revoked as of the list's moment."""
    members = (member(ONE, "Kios Aula"), member(TWO, "Kios Lobi"))
    return Known(Ring(AGENCY, NOVEMBER_30, members), as_of=NOVEMBER_30)


@pytest.fixture(scope="session")
def text(said: code.Said) -> str:
    """Its code."""
    return code.packed(said, ONE.sign)
