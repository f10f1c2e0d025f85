"""Signatures, MACs and seals on forms. Ed25519 (RFC 8032), BLAKE2b, X25519 sealed boxes.

Every kind signs over its own domain, so that no signature can be carried to another kind. What is
signed is the domain and the form's canonical JSON (sorted keys, without the signature itself).
Sealed boxes draw their one-time key inside libsodium: the only chance in this room.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Final, TypeVar

import msgspec

from kiosk.parcel import forms
from kiosk.parcel.signature import signed_by
from kiosk.parcel.trouble import ParcelTrouble

Form = TypeVar("Form", bound=msgspec.Struct)
AForm = TypeVar("AForm", bound=forms.Signed)
LIMIT: Final = 1 << 20
"""Bytes of the largest form that is read."""
_DOMAINS: Final[dict[type, tuple[bytes, str]]] = {
    forms.DeviceCertificate: (b"dermaga device 1\n", "signature"),
    forms.Receipt: (b"dermaga receipt 1\n", "signature"),
    forms.Request: (b"dermaga request 1\n", "mac"),
    forms.Revocations: (b"dermaga revoked 1\n", "signature"),
    forms.PairAsk: (b"dermaga pair ask 1\n", "proof"),
    forms.PairFile: (b"dermaga pair 1\n", "signature"),
    forms.ElsewhereAsk: (b"dermaga elsewhere 1\n", "signature"),
    forms.Word: (b"dermaga word 1\n", "signature"),
}
_KEY_ID: Final = 16


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces: the same bytes for the same value."""
    return msgspec.json.encode(value, order="sorted")


def message(form: forms.Signed) -> bytes:
    """What is signed of a form."""
    domain, mark = _DOMAINS[type(form)]
    return domain + canonical(msgspec.structs.replace(form, **{mark: b""}))


def signed(form: AForm, sign: Callable[[bytes], bytes]) -> AForm:
    """The form with its signature."""
    _, mark = _DOMAINS[type(form)]
    return msgspec.structs.replace(form, **{mark: sign(message(form))})


def holds(form: forms.Signed, public: bytes) -> bool:
    """Whether the holder of the key signed the form as it is."""
    _, mark = _DOMAINS[type(form)]
    return signed_by(public, message(form), getattr(form, mark))


def with_mac(request: forms.Request, secret: bytes) -> forms.Request:
    """The request with its MAC by the pairing's secret (keyed BLAKE2b, RFC 7693)."""
    return msgspec.structs.replace(request, mac=_mac(request, secret))


def mac_holds(request: forms.Request, secret: bytes) -> bool:
    """Whether the request was made by someone who knows the pairing's secret."""
    return hmac.compare_digest(_mac(request, secret), request.mac)


def _mac(request: forms.Request, secret: bytes) -> bytes:
    return hashlib.blake2b(message(request), digest_size=32, key=secret[:64]).digest()


def written(form: msgspec.Struct) -> bytes:
    """A form as it lies on a stick or goes over the wire."""
    return canonical(form)


def read(kept: bytes, kind: type[Form]) -> Form:
    """A form from bytes of any origin; its signature is not looked at yet.

    Raises ParcelTrouble "newer" and "strange".
    """
    if len(kept) > LIMIT:
        raise ParcelTrouble("strange")
    try:
        number = msgspec.json.decode(kept, type=_Numbered).form
        if number > forms.FORM:
            raise ParcelTrouble("newer")
        return msgspec.json.decode(kept, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ParcelTrouble("strange") from error


class _Numbered(msgspec.Struct):
    form: int = forms.FORM


def read_agency(kept: bytes) -> forms.Agency:
    """An agency from bytes of any origin, with keys of the right length."""
    agency = read(kept, forms.Agency)
    if len(agency.sign) != forms.KEY_BYTES or len(agency.seal) != forms.KEY_BYTES:
        raise ParcelTrouble("strange")
    return agency


def key_id(public: bytes) -> str:
    """A short name of a key: 16 hex digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:_KEY_ID]


def fingerprint(agency: forms.Agency) -> str:
    """Twelve digits in groups of four, by which two people compare an agency's keys."""
    drawn = hashlib.sha256(b"dermaga agency 1\n" + agency.sign + agency.seal).digest()
    digits = f"{int.from_bytes(drawn[:8], 'big') % 10**12:012}"
    return " ".join(digits[n : n + 4] for n in (0, 4, 8))


def certificate_holds(certificate: forms.DeviceCertificate, agency: forms.Agency) -> bool:
    """Whether the agency itself signed the certificate; its period is not looked at."""
    return holds(certificate, agency.sign)


def sealed(content: bytes, public: bytes) -> bytes:
    """Bytes that only the holder of the X25519 key can read."""
    from nacl.public import PublicKey, SealedBox

    return bytes(SealedBox(PublicKey(public)).encrypt(content))


def unsealed(content: bytes, secret: bytes) -> bytes:
    """What was sealed to the key whose 32 bytes `secret` is. Raises ParcelTrouble "foreign"."""
    from nacl.public import PrivateKey

    return _unsealed(content, PrivateKey(secret))


def sealed_to_device(content: bytes, public: bytes) -> bytes:
    """Bytes that only the holder of the Ed25519 key can read (by way of X25519).

    Raises ParcelTrouble "strange" if that is no key.
    """
    from nacl.exceptions import CryptoError
    from nacl.public import SealedBox
    from nacl.signing import VerifyKey

    try:
        key = VerifyKey(public).to_curve25519_public_key()
        return bytes(SealedBox(key).encrypt(content))
    except (CryptoError, ValueError, TypeError) as error:
        raise ParcelTrouble("strange") from error


def unsealed_by_device(content: bytes, seed: bytes) -> bytes:
    """What was sealed to a device; `seed` is its Ed25519 seed. Raises ParcelTrouble "foreign"."""
    from nacl.signing import SigningKey

    return _unsealed(content, SigningKey(seed).to_curve25519_private_key())


def _unsealed(content: bytes, key: object) -> bytes:
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox

    if not isinstance(key, PrivateKey):
        raise TypeError
    try:
        return bytes(SealedBox(key).decrypt(content))
    except (CryptoError, ValueError, TypeError) as error:
        raise ParcelTrouble("foreign") from error
