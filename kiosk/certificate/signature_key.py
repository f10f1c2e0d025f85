"""The agency's own key for electronic signatures, from its P12 (PKCS #12, RFC 7292)."""

from __future__ import annotations

import datetime as dt
from typing import Final

from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, pkcs12
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates
from msgspec import Struct

from kiosk.certificate.signature_trouble import SignTrouble

LEAST_RSA, LEAST_CURVE = 2048, 256
MOST_BYTES: Final = 1_000_000
_CURVES: Final = frozenset({"secp256r1", "secp384r1", "secp521r1"})
_SIGNING: Final = frozenset(
    {
        "2.5.29.37.0",  # any
        "1.3.6.1.5.5.7.3.36",  # signing documents, RFC 9336
        "1.3.6.1.5.5.7.3.4",  # e-mail, as officials' certificates have it
        "1.3.6.1.5.5.7.3.2",  # a person's proof of who it is, as some have it alone
        "1.3.6.1.4.1.311.10.3.12",  # Microsoft's signing of documents
        "1.2.840.113583.1.1.5",  # Adobe's signing of documents
    }
)
_WEAK_HASHES: Final = frozenset({"md5", "sha1"})


class Key(Struct, frozen=True):
    """A key that may sign now, and its certificates as DER; `roots` are believed.

    `told`: somebody said whom to believe; otherwise it is whoever stands uppermost in the P12.
    `complete`: the chain is there up to its root, so that a reader can follow it.
    `until`: the last day it may sign, ISO. `public` is its SubjectPublicKeyInfo.
    """

    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: bytes
    chain: tuple[bytes, ...]
    roots: tuple[bytes, ...]
    name: str
    organisation: str
    until: str
    public: bytes
    complete: bool
    told: bool


def read_key(p12: bytes, passphrase: bytes, when: dt.datetime, authorities: bytes = b"") -> Key:
    """The key of a P12. `when` is the moment it shall sign at, with its time zone.

    `authorities`: PEM of those to believe; without it the uppermost certificate in the P12 is
    believed. Raises SignTrouble for all that stands in the way of a signature.
    """
    found = _opened(p12, passphrase)
    if found.key is None or found.cert is None:
        raise SignTrouble("p12-no-key")
    certificate, private = found.cert.certificate, found.key
    if _public(private.public_key()) != _public(certificate.public_key()):
        raise SignTrouble("key-other")
    _check_strength(certificate)
    _check_usage(certificate)
    _check_time(certificate, when)
    chain = _chain(certificate, [each.certificate for each in found.additional_certs])
    roots = _authorities(authorities) if authorities else [chain[-1]]
    return Key(
        private=private,  # type: ignore[arg-type]  # of the kinds that passed
        certificate=_der(certificate),
        chain=tuple(map(_der, chain[1:])),
        roots=tuple(map(_der, roots)),
        name=_said(certificate, "2.5.4.3") or _said(certificate, "2.5.4.10"),
        organisation=_said(certificate, "2.5.4.10"),
        until=certificate.not_valid_after_utc.astimezone(when.tzinfo).date().isoformat(),
        public=_public(certificate.public_key()),
        complete=chain[-1].issuer == chain[-1].subject or bool(authorities),
        told=bool(authorities),
    )


def _opened(p12: bytes, passphrase: bytes) -> PKCS12KeyAndCertificates:
    if len(p12) > MOST_BYTES or not _is_p12(p12):
        raise SignTrouble("p12-damaged")
    try:
        return pkcs12.load_pkcs12(p12, passphrase or None)
    except UnsupportedAlgorithm as error:
        raise SignTrouble("p12-old") from error
    except (ValueError, TypeError) as error:
        raise SignTrouble("p12-passphrase") from error


def _is_p12(body: bytes) -> bool:
    """Whether it is one by its outer form: what is damaged further in looks like a wrong word."""
    try:
        outer = Pfx.load(body, strict=True)
        return outer["version"].native == "v3" and outer["mac_data"].native is not None
    except (ValueError, TypeError, KeyError):
        return False


def _check_strength(certificate: x509.Certificate) -> None:
    public = certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        weak = public.key_size < LEAST_RSA
    elif isinstance(public, ec.EllipticCurvePublicKey):
        weak = public.curve.key_size < LEAST_CURVE
        if not weak and public.curve.name not in _CURVES:
            raise SignTrouble("key-kind")
    else:
        raise SignTrouble("key-kind")
    used = certificate.signature_hash_algorithm
    if weak or (used is not None and used.name in _WEAK_HASHES):
        raise SignTrouble("key-weak")


def _check_usage(certificate: x509.Certificate) -> None:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            raise SignTrouble("key-usage")
    except x509.ExtensionNotFound:
        pass  # then it may be used for everything (RFC 5280, 4.2.1.3)
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        if not _SIGNING.intersection(purpose.dotted_string for purpose in purposes):
            raise SignTrouble("key-usage")
    except x509.ExtensionNotFound:
        pass


def _check_time(certificate: x509.Certificate, when: dt.datetime) -> None:
    since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if when < since:
        raise SignTrouble("key-early", since.astimezone(when.tzinfo).date().isoformat())
    if when > until:
        raise SignTrouble("key-expired", until.astimezone(when.tzinfo).date().isoformat())


def _chain(leaf: x509.Certificate, others: list[x509.Certificate]) -> list[x509.Certificate]:
    """The certificate, who signed it, who signed that, and so on as far as they are there."""
    chain = [leaf]
    while (upper := _issuer(chain[-1], others)) is not None and upper not in chain:
        chain.append(upper)
    return chain


def _issuer(of: x509.Certificate, others: list[x509.Certificate]) -> x509.Certificate | None:
    return next((each for each in others if of.issuer == each.subject and of != each), None)


def _authorities(pem: bytes) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise SignTrouble("ca-damaged") from error


def _said(certificate: x509.Certificate, oid: str) -> str:
    found = certificate.subject.get_attributes_for_oid(x509.ObjectIdentifier(oid))
    return str(found[0].value).strip() if found else ""


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _public(key: object) -> bytes:
    packed: bytes = key.public_bytes(  # type: ignore[attr-defined]  # every public key can
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    )
    return packed
