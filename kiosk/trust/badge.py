"""A certificate as an Open Badges 3.0 credential: a signed file that its holder takes elsewhere.

Its proof is the specification's JSON Web Token (section 8.2) with Ed25519 (RFC 8037). Of the proofs
it names, that one can be checked by the key alone, by any JOSE library and without a network; the
other, eddsa-rdfc-2022, needs JSON-LD contexts and their canonical form, and
eddsa-jcs-2022 is not among them. The key stands in the header (`jwk`) and is the issuer's name
(did:key). Nobody vouches for it there: whose it is, a verifier learns from the agency (`ring`).

The bytes are the same for the same facts and key. What is signed begins with the letters of the
header, "eyJ", as no other kind of signature here does.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import uuid
from collections.abc import Callable
from typing import Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Struct

from kiosk.parcel.forms import SIGNATURE_BYTES
from kiosk.parcel.signature import signed_by

CONTEXTS: Final = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
NIP: Final = "ext:nip"
"""The kind of identity under which the NIP's hash stands: the list may be extended by "ext:"."""
LONGEST: Final = 64_000
"""Letters of the longest text that is read as a badge."""
_NAMES: Final = uuid.UUID("5d1ce5ee-0c0e-5b9f-8d3c-3e2a4c1f7a60")
_FIRST_ZONE, _LAST_ZONE = "+09:00", "+07:00"
"""A date begins in Jayapura and ends in Sabang."""
_ED25519: Final = b"\xed\x01"
_BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PARTS: Final = 3
State: TypeAlias = Literal["whole", "broken", "strange"]


class Earned(Struct, frozen=True):
    """What a credential says. Dates are ISO dates, `hours` whole JP, `score` 0–100.

    `nip` is told only as a salted hash. The salt stands beside it, so that hides a NIP from readers
    and from comparing two badges, not from someone who tries all NIPs there can be.
    `criteria` is a sentence with the rules by which it is issued, `valid_until` "" without end.
    """

    number: str
    name: str
    nip: str
    course: str
    hours: int
    score: int
    started: str
    finished: str
    issued: str
    agency: str
    kiosk: str
    form: str
    criteria: str
    valid_until: str = ""
    sample: bool = False


def credential(earned: Earned, sign: Callable[[bytes], bytes], public: bytes) -> str:
    """The credential as a compact JWS: what a file `.jwt` holds."""
    issuer = did_key(public)
    header = {
        "alg": "EdDSA",
        "jwk": {"crv": "Ed25519", "kty": "OKP", "x": _letters(public)},
        "kid": f"{issuer}#{issuer.removeprefix('did:key:')}",
        "typ": "JWT",
    }
    said = f"{_part(header)}.{_part(_claims(earned, issuer))}"
    return f"{said}.{_letters(sign(said.encode()))}"


def badge_state(text: str, public: bytes) -> State:
    """Whether the holder of the key signed the credential as it is.

    "broken": another key, other words, or a header or issuer that names another key; "strange": no
    credential. Dates and revocation are not looked at: the check code tells them.
    """
    try:
        said, signature, header, claims = _read(text)
    except (ValueError, RecursionError):
        return "strange"
    issuer = did_key(public)
    named = claims.get("issuer")
    true = (
        header.get("alg") == "EdDSA"
        and header.get("jwk") == {"crv": "Ed25519", "kty": "OKP", "x": _letters(public)}
        and header.get("kid") == f"{issuer}#{issuer.removeprefix('did:key:')}"
        and isinstance(named, dict)
        and named.get("id") == claims.get("iss") == issuer
        and signed_by(public, said.encode(), signature)
    )
    return "whole" if true else "broken"


def claims(text: str) -> dict[str, Any]:
    """What a credential says, whoever signed it. ValueError if it is none."""
    try:
        return _read(text)[3]
    except RecursionError as error:
        raise ValueError(text[:20]) from error


def did_key(public: bytes) -> str:
    """A key as the name of its holder (did:key, Multikey)."""
    value, drawn = int.from_bytes(_ED25519 + public, "big"), ""
    while value:
        value, digit = divmod(value, len(_BASE58))
        drawn = _BASE58[digit] + drawn
    return f"did:key:z{drawn}"


def nip_hash(nip: str, salt: str) -> str:
    """An identity as Open Badges hash it (IdentityHash): the salt stands behind it."""
    return f"sha256${hashlib.sha256((nip + salt).encode()).hexdigest()}"


def _claims(earned: Earned, issuer: str) -> dict[str, Any]:
    """The credential, and the registered claims that repeat parts of it."""
    id_, since = _urn(issuer, earned.number), f"{earned.issued}T00:00:00{_FIRST_ZONE}"
    subject = _subject(earned, _urn(id_, "subject"))
    held: dict[str, Any] = {
        "@context": CONTEXTS,
        "id": id_,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"CONTOH: {earned.course}" if earned.sample else earned.course,
        "issuer": {
            "id": issuer,
            "type": ["Profile"],
            "name": earned.agency,
            "description": f"Diterbitkan oleh kios {earned.kiosk}.",
        },
        "validFrom": since,
        "credentialSubject": subject,
        "iss": issuer,
        "jti": id_,
        "nbf": _seconds(since),
        "sub": subject["id"],
    }
    if earned.sample:
        held["description"] = "Contoh untuk peragaan, bukan sertifikat."
    if earned.valid_until:
        until = f"{earned.valid_until}T23:59:59{_LAST_ZONE}"
        held |= {"validUntil": until, "exp": _seconds(until)}
    return held


def _subject(earned: Earned, id_: str) -> dict[str, Any]:
    """Whose it is and what was earned, with the score as result and the JP as credits."""
    course = _urn(earned.agency, earned.course, str(earned.hours))
    score = _urn(course, "score")
    return {
        "id": id_,
        "type": ["AchievementSubject"],
        "identifier": _identities(earned, id_),
        "licenseNumber": earned.number,
        "activityStartDate": f"{earned.started}T00:00:00{_FIRST_ZONE}",
        "activityEndDate": f"{earned.finished}T23:59:59{_LAST_ZONE}",
        "creditsEarned": earned.hours,
        "achievement": _achievement(earned, course, score),
        "result": [{"type": ["Result"], "resultDescription": score, "value": str(earned.score)}],
    }


def _identities(earned: Earned, id_: str) -> list[dict[str, Any]]:
    named = _identity("name", earned.name, hashed=False)
    if not earned.nip:
        return [named]
    salt = hashlib.sha256(f"{id_} salt".encode()).hexdigest()[:32]
    return [named, _identity(NIP, nip_hash(earned.nip, salt), hashed=True) | {"salt": salt}]


def _identity(kind: str, value: str, *, hashed: bool) -> dict[str, Any]:
    return {
        "type": "IdentityObject",
        "identityType": kind,
        "hashed": hashed,
        "identityHash": value,
    }


def _achievement(earned: Earned, id_: str, score: str) -> dict[str, Any]:
    """The course. Credits are JP, "jam pelajaran" of 45 minutes."""
    return {
        "id": id_,
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": earned.course,
        "description": f"{earned.course}: {earned.form}, {earned.hours} JP (1 JP = 45 menit).",
        "criteria": {"narrative": earned.criteria},
        "creditsAvailable": earned.hours,
        "inLanguage": "id",
        "resultDescription": [
            {
                "id": score,
                "type": ["ResultDescription"],
                "name": "Nilai uji akhir",
                "resultType": "RawScore",
                "valueMin": "0",
                "valueMax": "100",
            }
        ],
    }


def _urn(*words: str) -> str:
    return uuid.uuid5(_NAMES, "\n".join(words)).urn


def _seconds(moment: str) -> int:
    return int(dt.datetime.fromisoformat(moment).timestamp())


def _part(value: object) -> str:
    return _letters(msgspec.json.encode(value, order="sorted"))


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _raw(letters: str) -> bytes:
    """The bytes that `_letters` writes so and not otherwise; ValueError if there are none."""
    try:
        found = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    except binascii.Error as error:
        raise ValueError(letters[:20]) from error
    if _letters(found) != letters:
        raise ValueError(letters[:20])
    return found


def _read(text: str) -> tuple[str, bytes, dict[str, Any], dict[str, Any]]:
    parts = text.strip().split(".")
    if len(parts) != _PARTS or len(text) > LONGEST:
        raise ValueError(len(parts))
    header, payload = (msgspec.json.decode(_raw(p), type=dict[str, Any]) for p in parts[:2])
    signature = _raw(parts[2])
    if len(signature) != SIGNATURE_BYTES:
        raise ValueError(len(signature))
    return f"{parts[0]}.{parts[1]}", signature, header, payload
