"""A signature's parts in a PDF: fields for all signatories, what is seen, lists, a last stamp."""

from __future__ import annotations

import datetime as dt
import io
import math
from typing import Final, TypeAlias

from asn1crypto import x509
from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import OCSPResponse
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from msgspec import Struct
from pyhanko.pdf_utils.content import AnnotAppearances
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import (
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
    enumerate_sig_fields,
)
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp.base import BaseStamp, BaseStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from kiosk.certificate.signature_check import FIELD, Trust
from kiosk.certificate.signature_key import Key
from kiosk.certificate.signature_revocation import Said
from kiosk.certificate.signature_stamp import Level, Stamper

Box: TypeAlias = tuple[float, float, float, float]
DIGEST: Final = "sha256"
_ATTRIBUTES: Final = 2500
"""Bytes for the signature itself, of RSA up to 8192 bits, and all that is signed with it."""
_LAST: Final = "CapWaktu{}"


class Wish(Struct, frozen=True):
    """How to sign. `number` of the signatory, from 1; `boxes` of all, () where they are unknown.

    Boxes are left, lower, right, upper edge on page 1 in points. `look` is a PDF page of the size
    of the signatory's box, empty for a signature that is not seen.
    """

    number: int = 1
    boxes: tuple[Box, ...] = ()
    look: bytes = b""
    level: Level = "b-b"
    reason: str = ""
    location: str = ""


class Addition(IncrementalPdfFileWriter):
    """Writes behind a file. What the file says of itself (title, dates, seal) stays as it is."""

    def _update_meta(self) -> None:
        """Nothing: its own name and time would go there, and the XMP would be written anew."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Nothing: a curve would make it PDF 2.0, which PDF/A-3 is not."""


def addition(pdf: bytes) -> Addition:
    """Begin to write behind a file."""
    return Addition(io.BytesIO(pdf), strict=True)


def whole(box: Box) -> tuple[int, int, int, int]:
    """The box in whole points, as fields have it; its dashed line is just within."""
    left, lower, right, upper = box
    return math.floor(left), math.floor(lower), math.ceil(right), math.ceil(upper)


def lay_out(writer: Addition, wish: Wish, *, first: bool) -> None:
    """Fields for all signatories with the first signature; later only where one is missing."""
    there = {name for name, _, _ in enumerate_sig_fields(writer.prev)}
    for number in range(1, max(len(wish.boxes), wish.number) + 1):
        name = FIELD.format(number)
        if name in there or not (first or number == wish.number):
            continue
        known = number <= len(wish.boxes) and (number != wish.number or wish.look)
        box = whole(wish.boxes[number - 1]) if known else None
        append_signature_field(writer, SigFieldSpec(name, box=box))


async def signed(  # noqa: PLR0913  # a signature has so many sides
    writer: Addition,
    key: Key,
    wish: Wish,
    when: dt.datetime,
    *,
    stamper: Stamper | None,
    certify: bool,
) -> bytes:
    """The file with the signature in its field."""
    meta = PdfSignatureMetadata(
        field_name=FIELD.format(wish.number),
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        reason=wish.reason or None,
        location=wish.location or None,
    )
    signer = PdfSigner(meta, _OwnKey(key), timestamper=stamper, stamp_style=_Look(wish.look))
    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = when
    room = _room(key)
    if stamper:  # how long its stamps are, it knows
        room = await session.estimate_signature_container_size(None, tight=False)
    ready = session.prepare_tbs_document(None, room)
    out = io.BytesIO()
    digest, _ = ready.digest_tbs_document(output=out)
    await ready.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=when))
    return out.getvalue()


def _room(key: Key) -> int:
    """Hexadecimal digits for a signature without a stamp: pyHanko would sign twice to know."""
    return 2 * (sum(map(len, (key.certificate, *key.chain))) + _ATTRIBUTES)


async def lasting(pdf: bytes, trust: Trust, stamper: Stamper) -> bytes:
    """The file with its certificates and revocation lists, and a time stamp over all of it."""
    writer = addition(pdf)
    said = trust.revoked or Said()
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        sig_contents=None,
        certs=[x509.Certificate.load(each) for each in sorted(set(trust.all_of))],
        crls=list(map(CertificateList.load, said.lists)),
        ocsps=list(map(OCSPResponse.load, said.answers)),
    )
    count = len(writer.prev.embedded_timestamp_signatures) + 1
    last = PdfTimeStamper(stamper, field_name=_LAST.format(count))
    out = io.BytesIO()
    await last.async_timestamp_pdf(writer, DIGEST, output=out)
    return out.getvalue()


class _OwnKey(Signer):
    """Signs with a key that is read once; pyHanko's own reads it for each signature."""

    def __init__(self, key: Key) -> None:
        above = SimpleCertificateStore.from_certs(map(x509.Certificate.load, key.chain))
        super().__init__(signing_cert=x509.Certificate.load(key.certificate), cert_registry=above)
        self._private = key.private

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - pyHanko's form
    ) -> bytes:
        """RSA as PKCS #1 v1.5, which every reader knows; or ECDSA."""
        if dry_run:
            return bytes(self._private.key_size // 4 + 16)
        used = get_pyca_cryptography_hash(digest_algorithm)
        if isinstance(self._private, rsa.RSAPrivateKey):
            return self._private.sign(data, padding.PKCS1v15(), used)
        return self._private.sign(data, ec.ECDSA(used))


class _Look(BaseStampStyle):
    """A page drawn beforehand as what is seen; without one, what the field shows stays."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        object.__setattr__(self, "page", page)  # pyHanko's styles are frozen

    def create_stamp(
        self,
        writer: BasePdfFileWriter,
        box: BoxConstraints,
        text_params: dict[str, str],  # noqa: ARG002 - pyHanko's form
    ) -> BaseStamp | None:
        """The page as a stamp on the field."""
        page: bytes = vars(self)["page"]
        return _Seen(writer, self, box, page) if page else None


class _Seen(BaseStamp):
    def __init__(
        self, writer: BasePdfFileWriter, style: _Look, box: BoxConstraints, page: bytes
    ) -> None:
        super().__init__(writer, style, box)
        self._into, self._page = writer, page

    def apply_appearance(self, annot_dict: DictionaryObject) -> None:
        """The page's picture, with its own fonts."""
        picture = self._into.import_page_as_xobject(PdfFileReader(io.BytesIO(self._page)))
        annot_dict["/AP"] = AnnotAppearances(normal=picture).as_pdf_object()
