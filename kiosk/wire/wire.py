"""HTTP within limits: of time in all, of time without a byte, and of the size of an answer.

httpx2 limits each single read and write; a peer that sends a byte now and then could hold a round
for ever. So a clock runs beside every question and closes the socket under it when time is up.
"""

from __future__ import annotations

import contextlib
import functools
import socket
import ssl
import threading
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from kiosk.wire.trouble import SyncTrouble

if TYPE_CHECKING:
    import httpx2

CONNECT_SECONDS: Final = 5.0
SILENT_SECONDS: Final = 30.0
"""Without a byte from the other side, or taken by it."""
ALL_SECONDS: Final = 120.0
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
        import httpx2

        if not url.startswith(("http://", "https://")):
            raise SyncTrouble("strange")
        self._seconds = all_seconds
        self._streams: list[Any] = []
        self._ended = False
        try:
            self._client = httpx2.Client(
                base_url=url.rstrip("/") + "/",
                headers={"accept-encoding": "identity", **(headers or {})},
                verify=_believing(url, ca),
                timeout=httpx2.Timeout(silent_seconds, connect=connect_seconds),
                follow_redirects=False,
                trust_env=False,
            )
        except httpx2.InvalidURL as error:
            raise SyncTrouble("strange") from error

    def close(self) -> None:
        """Hang up."""
        self._client.close()

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
        with self._in_time(), _told():
            response = self._client.send(
                self._client.build_request(
                    method,
                    path.lstrip("/"),
                    content=body,
                    headers=dict(headers or {}),
                    extensions={"trace": self._trace},
                ),
                stream=True,
            )
            try:
                return Answer(response.status_code, _lower(response), _read(response, limit))
            finally:
                response.close()

    def _trace(self, event: str, told: dict[str, Any]) -> None:
        """Remember the sockets, so that they can be closed from beside."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._streams = [told["return_value"]]
            if self._ended:  # cut while it was being connected
                self._shut()

    def _shut(self) -> None:
        for stream in self._streams:
            with contextlib.suppress(OSError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    @contextlib.contextmanager
    def _in_time(self) -> Generator[None]:
        over = threading.Event()

        def cut() -> None:
            over.set()
            self._shut()

        timer = threading.Timer(self._seconds, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        except SyncTrouble as trouble:
            raise (SyncTrouble("slow") if over.is_set() else trouble) from trouble
        finally:
            timer.cancel()


@contextlib.contextmanager
def _told() -> Generator[None]:
    """What httpx2 says, as the room's one error."""
    import httpx2

    try:
        yield
    except httpx2.ConnectError as error:
        raise _unmet(error) from error
    except httpx2.ConnectTimeout as error:
        raise SyncTrouble("away") from error
    except httpx2.TimeoutException as error:
        raise SyncTrouble("slow") from error
    except (httpx2.NetworkError, httpx2.RemoteProtocolError, OSError) as error:
        raise SyncTrouble("gone") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
        raise SyncTrouble("strange") from error


def _unmet(error: BaseException) -> SyncTrouble:
    """Why there is no connection: nobody there, or somebody whose TLS certificate does not hold."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return SyncTrouble("clock" if cause.verify_code in _NOT_AT_THIS_TIME else "foreign")
        cause = cause.__cause__ or cause.__context__
    return SyncTrouble("away")


def _believing(url: str, ca: str) -> ssl.SSLContext:
    """The system's authorities, or the one of the agency's own hub."""
    if not url.startswith("https:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # believes nobody, and nobody is asked
    try:
        changed = Path(ca).stat().st_mtime_ns if ca else 0
        return _authorities(ca, changed)
    except (OSError, ssl.SSLError) as error:
        raise SyncTrouble("strange") from error


@functools.lru_cache(maxsize=4)
def _authorities(ca: str, _changed: int) -> ssl.SSLContext:
    """Kept, as reading them takes longer than a whole round."""
    return ssl.create_default_context(cafile=ca or None)


def _lower(response: httpx2.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _read(response: httpx2.Response, limit: int) -> bytes:
    """The body as it comes: packed bytes, which nobody asked for, could grow beyond any limit."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise SyncTrouble("strange")
    found = bytearray()
    for chunk in response.iter_raw():
        found += chunk
        if len(found) > limit:
            raise SyncTrouble("strange")
    return bytes(found)
