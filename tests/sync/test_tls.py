"""A hub behind TLS is believed by its certificate and nothing else."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.parcel import sealing
from kiosk.sync.post import Hub
from kiosk.sync.trouble import SyncTrouble
from kiosk.wire.wire import Wire
from tests.parcel.samples import AGENCY

DAY = dt.timedelta(days=1)


def certificate(folder: Path, days: tuple[int, int], host: str) -> Path:
    """A certificate with its key in one file, signed by itself, valid from and to days from now."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hub Contoh")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + days[0] * DAY)
        .not_valid_after(now + days[1] * DAY)
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "hub.pem"
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, form, plain)
    )
    return file


class _Door(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        body = sealing.written(AGENCY)
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """Handshakes fail here on purpose."""


@contextmanager
def behind_tls(file: Path) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with _Server(("127.0.0.1", 0), _Door) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def asked(url: str, ca: str) -> object:
    hub = Hub(Wire(url, ca=ca), bytes, tries=1)
    try:
        return hub.agency()
    except SyncTrouble as trouble:
        return trouble.code
    finally:
        hub.close()


@pytest.mark.parametrize(
    ("days", "host", "known", "found"),
    [
        ((-1, 1), "127.0.0.1", True, AGENCY),
        ((-1, 1), "127.0.0.1", False, "foreign"),
        ((-1, 1), "127.0.0.2", True, "foreign"),
        ((1, 2), "127.0.0.1", True, "clock"),
        ((-2, -1), "127.0.0.1", True, "clock"),
    ],
)
def test_a_hub_is_believed_by_its_certificate(
    days: tuple[int, int], host: str, *, known: bool, found: object, tmp_path: Path
) -> None:
    file = certificate(tmp_path, days, host)
    with behind_tls(file) as url:
        assert asked(url, str(file) if known else "") == found


def test_an_authority_that_is_no_file_of_one_is_strange(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_bytes(b"")
    for ca in ("empty.pem", "nothing.pem"):
        with pytest.raises(SyncTrouble, match="strange"):
            Wire("https://127.0.0.1:1", ca=str(tmp_path / ca))


def test_plain_http_where_tls_is_expected_is_not_believed(tmp_path: Path) -> None:
    file = certificate(tmp_path, (-1, 1), "127.0.0.1")
    with behind_tls(file) as url:
        assert asked(url.replace("https", "http"), "") in {"gone", "strange"}
