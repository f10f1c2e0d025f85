"""HTTP within limits: of time in all, of time without a byte, and of the size of an answer.

A socket limits each single read and write; a peer that sends a byte now and then could hold a round
for ever. So a clock runs beside every question and closes the socket under it when time is up.

Python's own `http.client` is all that this needs, and 5 MiB less than a larger library in a kiosk
whose every MiB is its learner's.
"""

from __future__ import annotations

import contextlib
import functools
import io
import selectors
import socket
import ssl
import threading
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from msgspec import Struct

from kiosk.wire.trouble import SyncTrouble

if TYPE_CHECKING:
    from http.client import HTTPConnection, HTTPResponse

CONNECT_SECONDS: Final = 5.0
SILENT_SECONDS: Final = 30.0
"""Without a byte from the other side, or taken by it."""
ALL_SECONDS: Final = 120.0
_BLOCK: Final = 1 << 16
_IN_A_PATH: Final = "/%:@!$&'()*+,;=?~"
"""What need not be escaped in a path and a query, as far as it is not already."""
_NOT_AT_THIS_TIME: Final = {9, 10}
"""X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED."""


class Answer(Struct, frozen=True):
    """What the other side said. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def wait(self) -> float:
        """Seconds that it asks to wait, as far as it says so in seconds; else 0."""
        said = self.headers.get("retry-after", "").strip()
        return float(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0.0  # noqa: PLR2004


class Wire:
    """A connection to one address, kept open between questions. Used in one thread at a time.

    `ca`: a file with the authorities to believe instead of the system's. Proxies of the environment
    are not used: the way to an agency's hub is told, not guessed.
    """

    def __init__(  # noqa: PLR0913 - the limits have defaults
        self,
        url: str,
        *,
        ca: str = "",
        headers: Mapping[str, str] | None = None,
        connect_seconds: float = CONNECT_SECONDS,
        silent_seconds: float = SILENT_SECONDS,
        all_seconds: float = ALL_SECONDS,
    ) -> None:
        self._to = _to(url)
        self._believed = _believing(ca) if self._to.tls else None
        self._headers = {"accept": "*/*", "user-agent": "dermaga", "accept-encoding": "identity"}
        self._headers |= {name.lower(): value for name, value in (headers or {}).items()}
        self._connect_seconds, self._silent_seconds = connect_seconds, silent_seconds
        self._all_seconds = all_seconds
        self._kept: HTTPConnection | None = None
        self._socket: socket.socket | None = None
        self._ended = False

    def close(self) -> None:
        """Hang up."""
        self._kept, kept = None, self._kept
        if kept is not None:
            kept.close()

    def cut(self) -> None:
        """End the question under way, from any thread; nothing is asked any more."""
        self._ended = True
        self._shut()

    def ask(
        self,
        method: str,
        path: str,
        limit: int,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One question and its answer of at most `limit` bytes.

        Raises SyncTrouble: "away" (not reached), "gone" (cut off), "slow", "strange" (no HTTP, or
        too long), and of TLS "clock" and "foreign".
        """
        if self._ended:
            raise SyncTrouble("gone")
        told = self._headers | {name.lower(): value for name, value in (headers or {}).items()}
        whole = self._to.path + quote(path.lstrip("/"), _IN_A_PATH)
        with self._in_time():
            line = self._connected()
            try:
                with _told(), _asked(line, method, whole, body, told) as response:
                    answer = Answer(response.status, _lower(response), _read(response, limit))
            except BaseException:
                line.close()
                raise
            self._kept = line
            return answer

    def _connected(self) -> HTTPConnection:
        """A connection that the other side has not closed meanwhile; the one before, if it may be.

        Raises SyncTrouble.
        """
        from http.client import HTTPConnection, HTTPSConnection

        self._kept, kept = None, self._kept
        if kept is not None and kept.sock is not None and not _speaks(kept.sock):
            return kept
        if kept is not None:
            kept.close()
        host, port = self._to.host, self._to.port
        line = HTTPSConnection(host, port) if self._to.tls else HTTPConnection(host, port)
        line.blocksize, line.auto_open = _BLOCK, 0
        try:
            line.sock = self._met(socket.create_connection((host, port), self._connect_seconds))
            line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._believed is not None:
                line.sock = self._met(self._believed.wrap_socket(line.sock, server_hostname=host))
        except OSError as error:
            line.close()
            raise _unmet(error) from error
        line.sock.settimeout(self._silent_seconds)
        return line

    def _met(self, by: socket.socket) -> socket.socket:
        """Remember a socket, so that it can be closed from beside."""
        self._socket = by
        if self._ended:  # cut while it was being connected
            self._shut()
        return by

    def _shut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    @contextlib.contextmanager
    def _in_time(self) -> Generator[None]:
        over = threading.Event()

        def cut() -> None:
            over.set()
            self._shut()

        timer = threading.Timer(self._all_seconds, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        except SyncTrouble as trouble:
            raise (SyncTrouble("slow") if over.is_set() else trouble) from trouble
        finally:
            timer.cancel()


class _To(Struct, frozen=True):
    """An address taken apart; `path` ends with a stroke."""

    tls: bool
    host: str
    port: int
    path: str


def _to(url: str) -> _To:
    """Raises SyncTrouble "strange" if that is no address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError as error:
        raise SyncTrouble("strange") from error
    if parts.scheme not in {"http", "https"} or not host or not host.isprintable() or " " in host:
        raise SyncTrouble("strange")
    tls = parts.scheme == "https"
    path = quote(parts.path.rstrip("/") + "/", _IN_A_PATH)
    return _To(tls, host, port or (443 if tls else 80), path)


@contextlib.contextmanager
def _asked(
    line: HTTPConnection, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
) -> Generator[HTTPResponse]:
    """A question on a connection, and its answer as it begins to come."""
    length = {} if body is None else {"content-length": str(len(body))}
    in_pieces = body and io.BytesIO(body)  # a time-out is that of one piece, not of all
    # Who does not want to hear it all may have said why.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        line.request(method, path, in_pieces, {**headers, **length})
    with line.getresponse() as response:
        yield response


@contextlib.contextmanager
def _told() -> Generator[None]:
    """What goes wrong under way, as the room's one error."""
    from http.client import HTTPException, InvalidURL

    try:
        yield
    except TimeoutError as error:
        raise SyncTrouble("slow") from error
    except (InvalidURL, ValueError) as error:  # of a header or a path that cannot be sent
        raise SyncTrouble("strange") from error
    except (HTTPException, OSError) as error:
        raise SyncTrouble("gone") from error


def _speaks(by: socket.socket) -> bool:
    """Whether something comes that was not asked for: nearly always that it was closed."""
    with selectors.DefaultSelector() as waiting:
        waiting.register(by, selectors.EVENT_READ)
        return bool(waiting.select(0))


def _unmet(error: OSError) -> SyncTrouble:
    """Why there is no connection: nobody there, or somebody whose TLS certificate does not hold."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return SyncTrouble("clock" if error.verify_code in _NOT_AT_THIS_TIME else "foreign")
    return SyncTrouble("away")


def _believing(ca: str) -> ssl.SSLContext:
    """The system's authorities, or the one of the agency's own hub."""
    try:
        changed = Path(ca).stat().st_mtime_ns if ca else 0
        return _authorities(ca, changed)
    except (OSError, ssl.SSLError) as error:
        raise SyncTrouble("strange") from error


@functools.lru_cache(maxsize=4)
def _authorities(ca: str, _changed: int) -> ssl.SSLContext:
    """Kept, as reading them takes longer than a whole round."""
    return ssl.create_default_context(cafile=ca or None)


def _lower(response: HTTPResponse) -> dict[str, str]:
    return {name.lower(): response.getheader(name, "") for name in response.headers}


def _read(response: HTTPResponse, limit: int) -> bytes:
    """The body as it comes: packed bytes, which nobody asked for, could grow beyond any limit."""
    if response.getheader("content-encoding", "identity") != "identity":
        raise SyncTrouble("strange")
    found = bytearray()
    while chunk := response.read(_BLOCK):
        found += chunk
        if len(found) > limit:
            raise SyncTrouble("strange")
    if response.length or not (found or response.chunked or response.length == 0):
        raise SyncTrouble("gone")  # `http.client` takes a head that was cut off for a whole one
    return bytes(found)
