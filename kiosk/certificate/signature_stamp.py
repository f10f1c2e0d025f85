"""Asking a time-stamp server (RFC 3161); HTTP is handed in from above."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from typing import Final, Literal, TypeAlias

from asn1crypto import cms, core, tsp
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.timestamps import TimeStamper

from kiosk.certificate.signature_trouble import SignTrouble

Ask: TypeAlias = Callable[[str, bytes | None, str], bytes]
"""Address, body (None: just fetch) and its media type to the answer's body; raises SignTrouble."""
QUESTION: Final = "application/timestamp-query"
_GRANTED: Final = frozenset({"granted", "granted_with_mods"})
Level: TypeAlias = Literal["b-b", "b-t", "b-lta"]


class Stamper(TimeStamper):
    """pyHanko's time stamper over our own HTTP, its answers looked through."""

    def __init__(self, url: str, ask: Ask) -> None:
        """`url` is where questions are posted."""
        super().__init__()
        self._url, self.ask = url, ask

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The token for a digest. Raises SignTrouble "server-…"."""
        nonce, question = self.request_cms(message_digest, md_algorithm)
        body = self.ask(self._url, question.dump(), QUESTION)
        try:
            answer = core.Sequence.load(body, strict=True)  # asn1crypto's own knows no refusal
            self._check_status(tsp.PKIStatusInfo.load(answer[0].dump()))
            token = cms.ContentInfo.load(answer[1].dump())
            told = token["content"]["encap_content_info"]["content"].parsed
            imprint = told["message_imprint"]["hashed_message"].native
            back = told["nonce"].native
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise SignTrouble("server-strange", self._url) from error
        if back != nonce or not hmac.compare_digest(imprint, message_digest):
            raise SignTrouble("server-nonce", self._url)
        return token

    def _check_status(self, status: tsp.PKIStatusInfo) -> None:
        if status["status"].native in _GRANTED:
            return
        told = "; ".join(status["status_string"].native or ())
        raise SignTrouble("server-refused", f"{self._url}: {told}" if told else self._url)

    async def certificates(self) -> list[bytes]:
        """DER of the certificates the server sends along, its own first."""
        try:
            await self._ensure_dummy()
        except AssertionError as error:  # it names itself in a way that pyHanko does not know
            raise SignTrouble("server-strange", self._url) from error
        own = list(self._certs.values())
        return [
            bytes(each.dump()) for each in own + [c for c in self.cert_registry if c not in own]
        ]


def uppermost(certificates: Iterable[bytes]) -> bytes:
    """The last of a chain that begins with the first of these."""
    all_of = [x509.load_der_x509_certificate(each) for each in certificates]
    last, seen = all_of[0], {all_of[0].serial_number}
    while True:
        above = [c for c in all_of if c.subject == last.issuer and c.serial_number not in seen]
        if not above:
            return last.public_bytes(Encoding.DER)
        last = above[0]
        seen.add(last.serial_number)
