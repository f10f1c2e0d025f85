"""A time-stamp server (RFC 3161) and a place for revocation lists, on loopback."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.certificate.authority import DAY, NOW, Authority, Wanted

STAMPING = Wanted(
    "Penanda Waktu Contoh",
    until=NOW + 500 * DAY,
    usage=("digital_signature", "content_commitment"),
    extended=(ExtendedKeyUsageOID.TIME_STAMPING,),
)


class StampServer:
    """Answers rightly, or as `mood` says: "nonce", "imprint", "refuse", "garbage", "500", "key"."""

    def __init__(self, authority: Authority, url: str = "") -> None:
        self.mood, self.at, self.url = "", NOW, url
        self.asked = 0
        self.lists: dict[str, bytes] = {}
        self._stamper = _made(authority, "")

    def belong(self, authority: Authority) -> None:
        """Another authority from now on, whose lists are here, too."""
        self.lists = {"/crl": authority.crl(), "/root": authority.root_crl()}
        self._stamper = _made(authority, f"{self.url}/crl")

    def answer(self, body: bytes) -> tuple[int, bytes]:
        """Status and body for a question."""
        self.asked += 1
        if self.mood == "500":
            return 500, b"rusak"
        if self.mood == "garbage":
            return 200, b"<html>bukan jawaban</html>"
        if self.mood == "refuse":
            status = tsp.PKIStatusInfo({"status": "rejection", "status_string": ["tidak boleh"]})
            told = bytes(status.dump())
            return 200, b"\x30" + bytes([len(told)]) + told
        question = tsp.TimeStampReq.load(body)
        if self.mood == "nonce":
            question["nonce"] = 4711
        if self.mood == "imprint":
            question["message_imprint"]["hashed_message"] = b"x" * 32
        self._stamper.fixed_dt = self.at.astimezone(dt.UTC)
        return 200, bytes(self._stamper.request_tsa_response(question).dump())


def _made(authority: Authority, crl: str) -> DummyTimeStamper:
    key, certificate = authority.issue(replace(STAMPING, crl=crl))
    der = serialization.Encoding.DER
    packed = key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    above = [asn1.Certificate.load(c.public_bytes(der)) for c in (authority.middle, authority.root)]
    return DummyTimeStamper(
        asn1.Certificate.load(certificate.public_bytes(der)),
        keys.PrivateKeyInfo.load(packed),
        SimpleCertificateStore.from_certs(above),
    )


@contextmanager
def serving(authority: Authority) -> Iterator[StampServer]:
    """The server while it is wanted; POST stamps, GET is of `lists`."""
    server = StampServer(authority)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.headers["content-type"] == "application/timestamp-query":
                self._say(*server.answer(body))
            else:
                self.do_GET()

        def do_GET(self) -> None:
            body = server.lists.get(self.path, b"")
            self._say(200 if body else 404, body)

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", "application/timestamp-reply")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
