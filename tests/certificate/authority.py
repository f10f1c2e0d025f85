"""An agency's own authority made for a test: root, intermediate, keys, and a revocation list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

NOW = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
"""Monday 08.00 in Sibolga: when tests sign."""
DAY = dt.timedelta(days=1)
PASSPHRASE = b"frasa sandi contoh"
AGENCY = "Badan Kepegawaian Contoh"
Key = Any


@cache
def fresh_key(kind: str) -> Key:
    """A private key of a kind; one a run, for RSA takes its time."""
    if kind.startswith("rsa"):
        return rsa.generate_private_key(public_exponent=65537, key_size=int(kind[3:7]))
    curve = {"ec": ec.SECP256R1(), "ec-small": ec.SECP192R1(), "ec-ca": ec.SECP384R1()}
    return ec.generate_private_key(curve[kind.split("/", maxsplit=1)[0]])


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, AGENCY),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


@dataclass(frozen=True)
class Wanted:
    """What a certificate shall be; as officials' certificates are unless told otherwise."""

    common: str = "Nama Pejabat"
    kind: str = "rsa2048"
    since: dt.datetime = NOW - 100 * DAY
    until: dt.datetime = NOW + 265 * DAY
    usage: tuple[str, ...] = ("digital_signature", "content_commitment")
    extended: tuple[x509.ObjectIdentifier, ...] = (ExtendedKeyUsageOID.EMAIL_PROTECTION,)
    crl: str = ""
    ocsp: str = ""


class Authority:
    """Root and intermediate; `issue` makes certificates under the latter.

    `lists`: where the root's list of revoked intermediates is, "" for nowhere.
    """

    def __init__(self, name: str = "Contoh", lists: str = "") -> None:
        self._lists = lists
        self.root_key, self.key = fresh_key(f"ec-ca/{name}"), fresh_key(f"ec/{name}")
        self.root = self._made(f"Akar {name}", self.root_key, None, self.root_key, DAY * 3650)
        self.middle = self._made(f"Penerbit {name}", self.key, self.root, self.root_key, DAY * 1000)

    def _made(
        self, name: str, key: Key, issuer: x509.Certificate | None, by: Key, life: dt.timedelta
    ) -> x509.Certificate:
        built = (
            _begun(_name(name), issuer.subject if issuer else _name(name), key, by)
            .not_valid_before(NOW - 400 * DAY)
            .not_valid_after(NOW + life)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
        )
        if issuer and self._lists:
            built = built.add_extension(_pointing(self._lists), critical=False)
        return built.sign(by, hashes.SHA256())

    def issue(self, wanted: Wanted) -> tuple[Key, x509.Certificate]:
        """A key and its certificate."""
        key = fresh_key(wanted.kind + "/" + wanted.common)
        built = (
            _begun(_name(wanted.common), self.middle.subject, key, self.key)
            .not_valid_before(wanted.since)
            .not_valid_after(wanted.until)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(*wanted.usage), critical=True)
        )
        if wanted.extended:
            critical = ExtendedKeyUsageOID.TIME_STAMPING in wanted.extended
            built = built.add_extension(x509.ExtendedKeyUsage(wanted.extended), critical=critical)
        if wanted.crl:
            built = built.add_extension(_pointing(wanted.crl), critical=False)
        if wanted.ocsp:
            where = x509.UniformResourceIdentifier(wanted.ocsp)
            told = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, where)
            built = built.add_extension(x509.AuthorityInformationAccess([told]), critical=False)
        return key, built.sign(self.key, hashes.SHA256())

    def p12(self, wanted: Wanted = Wanted(), *, chain: bool = True) -> bytes:
        """A P12 as an authority hands it out: key, certificate, and those above it."""
        return self.p12_of(wanted, self.issue(wanted)[1], chain=chain)

    def p12_of(self, wanted: Wanted, certificate: x509.Certificate, *, chain: bool = True) -> bytes:
        """The P12 of a certificate issued before."""
        key = fresh_key(wanted.kind + "/" + wanted.common)
        above = [self.middle, self.root] if chain else None
        locked = serialization.BestAvailableEncryption(PASSPHRASE)
        return pkcs12.serialize_key_and_certificates(b"ttd", key, certificate, above, locked)

    def pem(self) -> bytes:
        """The root, as a file of authorities."""
        return self.root.public_bytes(serialization.Encoding.PEM)

    def crl(self, *revoked: x509.Certificate) -> bytes:
        """The intermediate's revocation list, DER."""
        return _list(self.middle.subject, self.key, revoked)

    def answer(self, certificate: x509.Certificate, *, revoked: bool = False) -> bytes:
        """The intermediate's answer (OCSP) on a certificate, DER."""
        status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
        built = ocsp.OCSPResponseBuilder().add_response(
            cert=certificate,
            issuer=self.middle,
            algorithm=hashes.SHA1(),  # noqa: S303 - names the issuer, as responders know it
            cert_status=status,
            this_update=NOW - dt.timedelta(hours=1),
            next_update=NOW + DAY,
            revocation_time=NOW - DAY if revoked else None,
            revocation_reason=None,
        )
        built = built.responder_id(ocsp.OCSPResponderEncoding.HASH, self.middle)
        return built.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def root_crl(self) -> bytes:
        """The root's revocation list, DER: no intermediate is on it."""
        return _list(self.root.subject, self.root_key, ())


def _list(issuer: x509.Name, key: Key, revoked: tuple[x509.Certificate, ...]) -> bytes:
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    built = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer)
        .last_update(NOW - dt.timedelta(hours=1))
        .next_update(NOW + 30 * DAY)
        .add_extension(above, critical=False)
        .add_extension(x509.CRLNumber(7), critical=False)
    )
    for each in revoked:
        gone = x509.RevokedCertificateBuilder().serial_number(each.serial_number)
        built = built.add_revoked_certificate(gone.revocation_date(NOW - DAY).build())
    return built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _pointing(url: str) -> x509.CRLDistributionPoints:
    names = [x509.UniformResourceIdentifier(url)]
    return x509.CRLDistributionPoints([x509.DistributionPoint(names, None, None, None)])


def without_key(authority: Authority) -> bytes:
    """A P12 that holds certificates only."""
    locked = serialization.BestAvailableEncryption(PASSPHRASE)
    _, certificate = authority.issue(Wanted())
    return pkcs12.serialize_key_and_certificates(None, None, certificate, None, locked)


def _begun(
    subject: x509.Name, issuer: x509.Name, key: Key, by: CertificateIssuerPrivateKeyTypes
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
    )


_USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
    "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def _usage(*names: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{use: use in names for use in _USES})
