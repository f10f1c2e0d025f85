"""Signed statements, the part without cryptography. Data 2.6."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.xapi.comparison import same
from kiosk.xapi.fault import Fault
from kiosk.xapi.statement import SIGNATURE, SIGNATURE_TYPE, faults

__all__ = ["ALGORITHMS", "SIGNATURE", "SIGNATURE_TYPE", "Signature", "faults_of_jws", "signature"]

ALGORITHMS = frozenset({"RS256", "RS384", "RS512"})
_PARTS = 3


class Signature(Struct, frozen=True):
    """A JWS in compact form, taken apart. `signed` is what the signature bytes are over."""

    header: Mapping[str, Any]
    payload: object
    signed: bytes
    signature: bytes
    certificates: tuple[bytes, ...]


def signature(jws: bytes) -> Signature | None:
    """A JSON web signature; None if it is malformed. `certificates` in DER, the signer's first."""
    pieces = jws.strip().split(b".")
    if len(pieces) != _PARTS:
        return None
    try:
        raw_header, raw_payload, raw_signature = (_bytes_of(piece) for piece in pieces)
        header = msgspec.json.decode(raw_header, type=dict[str, Any])
        payload = msgspec.json.decode(raw_payload)
        chain = msgspec.convert(header.get("x5c", []), list[str])
        certificates = tuple(base64.b64decode(one, validate=True) for one in chain)
    except (ValueError, RecursionError, msgspec.ValidationError):
        return None
    return Signature(header, payload, b".".join(pieces[:2]), raw_signature, certificates)


def faults_of_jws(jws: bytes, statement: Mapping[str, Any]) -> tuple[Fault, ...]:
    """What is wrong with the form and payload of a valid statement's signature.

    Whether the signature is genuine is not looked at: that takes cryptography.
    """
    where = "attachments"
    found = signature(jws)
    if found is None:
        return (Fault(where, "The signature is not a JSON web signature in compact form."),)
    if found.header.get("alg") not in ALGORITHMS:
        return (Fault(where, "The signature's algorithm must be RS256, RS384 or RS512."),)
    if not found.signature:
        return (Fault(where, "The signature is empty."),)
    if not _says_the_same(found.payload, statement):
        return (Fault(where, "The signed statement is not the one that was sent."),)
    return ()


def _says_the_same(payload: object, statement: Mapping[str, Any]) -> bool:
    valid = not faults(payload, "1.0.3") or not faults(payload, "2.0.0")
    if not valid or not isinstance(payload, dict):
        return False
    first, second = payload.get("id"), statement.get("id")
    one = first is None or second is None or first.lower() == second.lower()
    return one and same(payload, statement)


def _bytes_of(piece: bytes) -> bytes:
    """Base64url without padding."""
    if b"=" in piece or b"+" in piece or b"/" in piece:
        raise binascii.Error
    return base64.b64decode(piece + b"=" * (-len(piece) % 4), b"-_", validate=True)
