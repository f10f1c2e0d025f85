"""Pairing over an open wire by a code that never goes over it.

Eight digits stand on the hub's screen and are typed at the kiosk. From them, the device and a fresh
nonce both sides make a key (argon2id, RFC 9106); the kiosk's question carries a MAC by it over the
device's key, the hub's answer one over the agency's keys and the certificate. So each side shows
that it knows the code, neither says it, and neither question nor answer can be turned to another
device or another agency. The secret in the answer is sealed to the device besides.

- Who listens learns nothing that counts: to find the code means to try 10⁸ of them, an eighth of
  a second and 32 MiB each; by then it is spent or over, and nothing is sealed by it.
- Who asks the hub without knowing it guesses: fifty wrong ones end every open code, so 1 of
  2,000,000 succeeds (`kiosk.hub.post.codes`).
- Who stands between can keep a question back and search its code. To answer in the agency's place
  he must be done while the kiosk waits (two minutes), to ask the hub in the kiosk's before the code
  is over (15 minutes): thousands of processors, or dozens of graphics cards, for that one kiosk.
  Against such a one help TLS, or the stick, and comparing the fingerprint that both screens show.

A PAKE (SPAKE2+, RFC 9383) would close the last one; it is not worth a library that nobody else here
needs.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final, TypeAlias, TypeVar

from msgspec import structs

from kiosk.parcel import sealing
from kiosk.parcel.forms import KEY_BYTES, PairAsk, PairFile

NONCE_BYTES: Final = 32
_MEMORY: Final = 32 << 20
_PASSES: Final = 6
"""About an eighth of a second on a small computer; more memory would be the hub's too."""
_SALT_BYTES: Final = 16
_DIGITS: Final = frozenset("0123456789")
Coded: TypeAlias = PairAsk | PairFile
ACoded = TypeVar("ACoded", PairAsk, PairFile)


def key_of(code: str, ask: PairAsk) -> bytes:
    """What follows from a code for one question; slow on purpose. Only its digits count.

    The nonce makes that nothing can be worked out before the question was seen.
    """
    from nacl.pwhash import argon2id

    said = b"\n".join((b"dermaga code 1", ask.device.encode(), ask.public, ask.nonce))
    salt = hashlib.blake2b(said, digest_size=_SALT_BYTES).digest()
    digits = "".join(x for x in code if x in _DIGITS).encode()
    return bytes(argon2id.kdf(KEY_BYTES, digits, salt, opslimit=_PASSES, memlimit=_MEMORY))


def with_mac(form: ACoded, key: bytes) -> ACoded:
    """The form with its MAC by the code's key; it is signed afterwards."""
    return structs.replace(form, mac=_mac(form, key))


def mac_holds(form: Coded, key: bytes) -> bool:
    """Whether the form was made by someone who knows the code."""
    return hmac.compare_digest(_mac(form, key), form.mac)


def _mac(form: Coded, key: bytes) -> bytes:
    said = b"dermaga code mac 1\n" + sealing.message(structs.replace(form, mac=b""))
    return hashlib.blake2b(said, digest_size=32, key=key).digest()
