"""What issuers say of certificates they revoked: lists (CRL), or single answers (OCSP)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID
from msgspec import Struct

from kiosk.certificate.signature_stamp import Ask
from kiosk.certificate.signature_trouble import SignTrouble

QUESTION: Final = "application/ocsp-request"


class Said(Struct, frozen=True):
    """Lists (RFC 5280) and answers (RFC 6960), DER."""

    lists: tuple[bytes, ...] = ()
    answers: tuple[bytes, ...] = ()


def gathered(certificates: Iterable[bytes], issuers: Iterable[bytes], ask: Ask) -> Said:
    """What the issuers of these say, fetched by HTTP. Raises SignTrouble "list-away".

    A list where a certificate points to one, else an answer; nothing on one that points nowhere.
    `issuers` are certificates among which theirs may be.
    """
    lists: dict[str, bytes] = {}
    answers = []
    known = [x509.load_der_x509_certificate(each) for each in issuers]
    for each in map(x509.load_der_x509_certificate, certificates):
        urls = _points(each)
        if urls and not any(url in lists for url in urls):
            lists[urls[0]] = _list(urls, ask)
        if not urls and (places := _places(each)):
            answers.append(_answer(each, known, places, ask))
    return Said(tuple(lists.values()), tuple(answers))


def _points(certificate: x509.Certificate) -> list[str]:
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return []
    return _by_http(name for point in points for name in point.full_name or ())


def _places(certificate: x509.Certificate) -> list[str]:
    try:
        told = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return []
    ocsp_only = AuthorityInformationAccessOID.OCSP
    return _by_http(each.access_location for each in told if each.access_method == ocsp_only)


def _by_http(names: Iterable[x509.GeneralName]) -> list[str]:
    values = [name.value for name in names]
    return [value for value in values if isinstance(value, str) and value.startswith("http")]


def _list(urls: Sequence[str], ask: Ask) -> bytes:
    for url in urls:
        try:
            body = ask(url, None, "")
            pem = body.lstrip().startswith(b"-----BEGIN")
            read = x509.load_pem_x509_crl if pem else x509.load_der_x509_crl
            return read(body).public_bytes(Encoding.DER)
        except (SignTrouble, ValueError):
            continue  # the next place that has it
    raise SignTrouble("list-away", urls[0])


def _answer(
    certificate: x509.Certificate, known: list[x509.Certificate], urls: Sequence[str], ask: Ask
) -> bytes:
    issuer = next((each for each in known if each.subject == certificate.issuer), None)
    if issuer is None:
        raise SignTrouble("list-away", urls[0])
    # SHA-1 names the issuer here, it proves nothing; responders know no other
    asked = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA1())  # noqa: S303
    question = asked.build().public_bytes(Encoding.DER)
    for url in urls:
        try:
            body = ask(url, question, QUESTION)
            found = ocsp.load_der_ocsp_response(body)
            if found.response_status == ocsp.OCSPResponseStatus.SUCCESSFUL:
                return body
        except (SignTrouble, ValueError):
            continue  # the next place that answers
    raise SignTrouble("list-away", urls[0])
