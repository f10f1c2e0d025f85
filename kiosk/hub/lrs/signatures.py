"""Signed statements: the signature itself, where the certificate came with it. Data 2.6."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from kiosk.xapi.fault import Fault
from kiosk.xapi.multipart import Part
from kiosk.xapi.signed import SIGNATURE, Signature, faults_of_jws, signature

_HASHES: Final = {"RS256": "SHA256", "RS384": "SHA384", "RS512": "SHA512"}
_ALONE: Final = "A signature comes with its statement, as a part of its own."
_WRONG: Final = "The signature does not fit the certificate that came with it."


def signature_faults(statements: Sequence[Any], attached: Sequence[Part]) -> Iterator[Fault]:
    """What is wrong with the signatures of a valid batch."""
    bodies = {part.headers["x-experience-api-hash"].lower(): part.body for part in attached}
    for at, statement in enumerate(statements):
        for n, attachment in enumerate(statement.get("attachments", ())):
            if attachment["usageType"] == SIGNATURE:
                jws = bodies.get(attachment["sha2"].lower())
                for why in _faults(jws, statement):
                    yield Fault(f"[{at}].attachments[{n}]", why)


def _faults(jws: bytes | None, statement: dict[str, Any]) -> list[str]:
    if jws is None:
        return [_ALONE]
    found = [each.why for each in faults_of_jws(jws, statement)]
    made = signature(jws)
    if not found and made and made.certificates and not _fits(made):
        found.append(_WRONG)
    return found


def _fits(made: Signature) -> bool:
    """Whether the signature is by the key of the first certificate (RFC 7515, 4.1.6)."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    try:
        key = x509.load_der_x509_certificate(made.certificates[0]).public_key()
        if not isinstance(key, RSAPublicKey):
            return False
        hashed = getattr(hashes, _HASHES[made.header["alg"]])()
        key.verify(made.signature, made.signed, PKCS1v15(), hashed)
    except (ValueError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True
