"""What a reader finds in a signed file: whether signatures hold, who made them, who vouches."""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Final

from asn1crypto import x509
from msgspec import Struct, structs
from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    InsufficientRevinfoError,
    PathError,
    RevokedError,
    ValidationError,
)

from kiosk.certificate.signature_key import Key
from kiosk.certificate.signature_revocation import Said
from kiosk.certificate.signature_stamp import Stamper, uppermost
from kiosk.certificate.signature_trouble import SignTrouble

FIELD: Final = "TandaTangan{}"
"""The names of our fields, by the signatory's number."""
ROOM_LEFT, ROOM_UPPER = 200.0, 215.0
"""The room for signatories on page 1, in points: right of the first, below the second."""
MOST_APART: Final = dt.timedelta(days=1)
"""Between our clock and the server's: more says that one of them is wrong."""
_FIELD: Final = re.compile(r"TandaTangan([1-9])")
USAGE: Final = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
"""It tells the log of every path it cannot find; what follows from that, we tell the person."""
_UNREADABLE: Final = (
    *(PdfError, zlib.error, ValueError, KeyError, TypeError, IndexError, AttributeError),
    *(AssertionError, RecursionError, OSError),
)
"""What comes out of pyHanko for files that are damaged in one way or another."""
_CATALOG: Final = frozenset({"/AcroForm", "/Perms", "/Extensions", "/Version"})
_ADDED: Final = (
    ModificationLevel.NONE,
    ModificationLevel.LTA_UPDATES,
    ModificationLevel.FORM_FILLING,
)


class Trust(Struct, frozen=True):
    """Whom to believe, and when; DER. `revoked` is what issuers say, None: they are not asked.

    `stamping` are the time-stamp server's certificates, those it is believed by in `stamp_roots`.
    """

    when: dt.datetime
    signer: bytes
    chain: tuple[bytes, ...]
    roots: tuple[bytes, ...]
    stamping: tuple[bytes, ...] = ()
    stamp_roots: tuple[bytes, ...] = ()
    revoked: Said | None = None

    @property
    def all_of(self) -> tuple[bytes, ...]:
        """Every certificate."""
        return (self.signer, *self.chain, *self.stamping, *self.roots, *self.stamp_roots)

    @property
    def pointing(self) -> tuple[bytes, ...]:
        """The certificates whose revocation is of interest: all but roots."""
        all_of = (self.signer, *self.chain, *self.stamping)
        return tuple(c for c in all_of if c not in self.roots and c not in self.stamp_roots)

    def context(self, *, stamps: bool = False) -> ValidationContext:
        """For one check; `stamps`: of a time stamp."""
        return ValidationContext(
            trust_roots=list(
                map(x509.Certificate.load, self.stamp_roots if stamps else self.roots)
            ),
            other_certs=list(map(x509.Certificate.load, (*self.chain, *self.stamping))),
            moment=self.when,
            crls=self.revoked.lists if self.revoked else (),
            ocsps=self.revoked.answers if self.revoked else (),
            revocation_mode="hard-fail" if self.revoked else "soft-fail",
            # a server's clock and ours need not go alike to the second
            time_tolerance=dt.timedelta(minutes=5),
        )


class Found(Struct, frozen=True):
    """A signature in a file: the signatory's number (0: no field of ours) and the key's public."""

    number: int
    public: bytes


async def trust(key: Key, when: dt.datetime, stamper: Stamper | None) -> Trust:
    """Whom to believe for this key, the server asked who it is. Raises SignTrouble."""
    stamping = tuple(await stamper.certificates()) if stamper else ()
    roots = key.roots if key.told or not stamping else (uppermost(stamping),)
    found = Trust(when, key.certificate, key.chain, key.roots, stamping, roots)
    await check_chain(found)
    return found


async def with_revoked(trust: Trust, said: Said) -> Trust:
    """The same, and nothing believed that is revoked. Raises SignTrouble."""
    found = structs.replace(trust, revoked=said)
    await check_chain(found)
    return found


async def check_chain(trust: Trust) -> None:
    """Whether the authorities vouch for the key, and for the server. Raises SignTrouble."""
    await _vouched(trust.signer, trust.context(), "chain-broken")
    if trust.stamping:
        await _vouched(trust.stamping[0], trust.context(stamps=True), "server-untrusted")


async def _vouched(certificate: bytes, context: ValidationContext, code: str) -> None:
    validator = CertificateValidator(x509.Certificate.load(certificate), validation_context=context)
    purposes = {"time_stamping"} if code == "server-untrusted" else set()
    try:
        await validator.async_validate_usage(set(), purposes)
    except RevokedError as error:
        raise SignTrouble("revoked") from error
    except InsufficientRevinfoError as error:
        raise SignTrouble("list-away") from error
    except (PathError, ValidationError, ValueError) as error:
        raise SignTrouble("server-untrusted" if purposes else "chain-broken") from error


def reader_of(pdf: bytes) -> PdfFileReader:
    """The file, opened. Raises SignTrouble."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        if not reader.encrypted:
            return reader
    except _UNREADABLE as error:
        raise SignTrouble("pdf-damaged") from error
    raise SignTrouble("pdf-encrypted")


def signatures(pdf: bytes) -> tuple[Found, ...]:
    """Who signed, in order of time; nothing is said on whether it holds. Raises SignTrouble."""
    with _readable():
        return tuple(_found(each) for each in reader_of(pdf).embedded_regular_signatures)


def lasts(pdf: bytes) -> bool:
    """Whether a time stamp over the whole was added. Raises SignTrouble."""
    with _readable():
        return bool(reader_of(pdf).embedded_timestamp_signatures)


async def earlier(pdf: bytes) -> tuple[Found, ...]:
    """The signatures that are there; all hold, and none forbids another.

    What was added to the file as it was issued is nothing but signatures in the room for
    signatories, and the last of them covers all. Raises SignTrouble.
    """
    with _readable():
        reader = reader_of(pdf)
        found = reader.embedded_regular_signatures
        for each in found:
            if each.docmdp_level == MDPPerm.NO_CHANGES:
                raise SignTrouble("pdf-locked")
            await _intact(each)
        _only_signed(reader)
        if not pdf.rstrip(b"\r\n").endswith(b"%%EOF"):  # an addition that was cut off
            raise SignTrouble("pdf-changed")
        return tuple(map(_found, found))


def _only_signed(reader: PdfFileReader) -> None:
    """Whether all that follows the issued file is signatures. Raises SignTrouble."""
    if reader.total_revisions == 1:
        return
    signed = reader.embedded_signatures
    if not signed or signed[0].signed_revision != 1 or not _first_addition_is_fields(reader):
        raise SignTrouble("pdf-changed")
    if signed[-1].evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
        raise SignTrouble("pdf-changed")
    rooms = [_rect(field) for _, _, field in enumerate_sig_fields(reader)]
    if any(wide and not (left >= ROOM_LEFT and upper <= ROOM_UPPER) for left, upper, wide in rooms):
        raise SignTrouble("pdf-changed")


def _first_addition_is_fields(reader: PdfFileReader) -> bool:
    """Whether the first addition left every object alone but the catalogue and page 1.

    And of these all but their fields. PyHanko judges only what was added behind a signature.
    """
    before, after = reader.get_historical_resolver(0), reader.get_historical_resolver(1)
    page = before.root["/Pages"]["/Kids"].raw_get(0)
    again = {
        ref for ref in after.explicit_refs_in_revision() if not before.is_ref_unassignable(ref)
    }
    if not again <= {reader.root_ref, page.reference}:
        return False
    return _same_but(before.root, after.root, _CATALOG) and _same_but(
        before.get_object(page.reference), after.get_object(page.reference), {"/Annots"}
    )


def _same_but(old: DictionaryObject, new: DictionaryObject, but: Collection[str]) -> bool:
    names = (set(old) | set(new)) - set(but)
    return all(n in old and n in new and old.raw_get(n) == new.raw_get(n) for n in names)


def _rect(field: IndirectObject) -> tuple[float, float, bool]:
    """A field's left and upper edge, and whether it is seen at all."""
    left, lower, right, upper = (float(side) for side in field.get_object()["/Rect"])
    return min(left, right), max(lower, upper), left != right and lower != upper


class Asked(Struct, frozen=True):
    """What a signature must show: the signatory's number, a server's time, and a stamp over all."""

    number: int
    stamped: bool = False
    lasting: bool = False


async def hold(pdf: bytes, before: bytes, trust: Trust, asked: Asked) -> None:
    """Whether the new signature stands in every respect, and the earlier still. Raises SignTrouble.

    Its bytes and their signature, the chain, the key's time, that it covers the whole file, that
    the file as it was is its beginning, and the time stamps of its level.
    """
    if not pdf.startswith(before):
        raise SignTrouble("check", "prefix")
    with _readable("check"):
        reader = reader_of(pdf)
        ours = [e for e in reader.embedded_regular_signatures if _found(e).number == asked.number]
        if len(ours) != 1:
            raise SignTrouble("check", "field")
        for each in reader.embedded_regular_signatures:
            if each is not ours[0]:
                await _intact(each)
        await _stands(ours[0], trust, asked)
        if asked.lasting:
            await _lasts(reader, trust)


async def _stands(ours: EmbeddedPdfSignature, trust: Trust, asked: Asked) -> None:
    status = await _status(ours, trust.context(), trust.context(stamps=True))
    covers = SignatureCoverageLevel
    stamp = status.timestamp_validity
    held = {
        "intact": status.intact and status.valid,
        "trusted": status.trusted,
        "coverage": status.coverage
        == (covers.ENTIRE_REVISION if asked.lasting else covers.ENTIRE_FILE),
        "changed": status.modification_level in _ADDED and bool(status.docmdp_ok),
        "stamp": not asked.stamped
        or (stamp is not None and stamp.valid and stamp.intact and stamp.trusted),
    }
    if asked.stamped and stamp and abs(stamp.timestamp - trust.when) > MOST_APART:
        raise SignTrouble("server-clock", str(stamp.timestamp.date()))
    for what, holds in held.items():
        if not holds:
            raise SignTrouble("check", what)


async def _lasts(reader: PdfFileReader, trust: Trust) -> None:
    """The last time stamp covers all, lists included."""
    stamp = reader.embedded_timestamp_signatures[-1]
    status = await async_validate_pdf_timestamp(stamp, trust.context(stamps=True))
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not (whole and status.intact and status.valid and status.trusted):
        raise SignTrouble("check", "archive")


async def _intact(each: EmbeddedPdfSignature) -> None:
    """Whether somebody's signature holds, whoever vouches for them."""
    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    status = await _status(each, nobody, nobody)
    whole = status.coverage in {
        SignatureCoverageLevel.ENTIRE_REVISION,
        SignatureCoverageLevel.ENTIRE_FILE,
    }
    if not (status.intact and status.valid and whole and status.docmdp_ok):
        raise SignTrouble("pdf-changed")
    if status.modification_level not in _ADDED:
        raise SignTrouble("pdf-changed")


async def _status(
    each: EmbeddedPdfSignature, context: ValidationContext, stamps: ValidationContext
) -> PdfSignatureStatus:
    return await async_validate_pdf_signature(each, context, stamps, key_usage_settings=USAGE)


def _found(each: EmbeddedPdfSignature) -> Found:
    ours = _FIELD.fullmatch(each.field_name or "")
    return Found(int(ours[1]) if ours else 0, bytes(each.signer_cert.public_key.dump()))


@contextmanager
def _readable(code: str = "pdf-damaged") -> Iterator[None]:
    """What pyHanko objects to in a file, as our trouble."""
    try:
        yield
    except (*_UNREADABLE, SignatureValidationError) as error:
        raise SignTrouble("check" if code == "check" else "pdf-damaged") from error
