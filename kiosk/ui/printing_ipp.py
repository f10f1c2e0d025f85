"""A few words of IPP (RFC 8010, RFC 8011), enough to ask CUPS how printers and jobs stand.

`lpstat` tells the same in sentences, but not how a job ended, nor which papers a queue has. Only
questions are asked here: what needs a right (sending, taking back) is left to `lp` and `cancel`,
which know how this computer asks for it.
"""

from __future__ import annotations

import http.client
import socket
import struct
from collections.abc import Mapping
from typing import Final, TypeAlias

Value: TypeAlias = str | int | bool
Attributes: TypeAlias = Mapping[str, tuple[Value, ...]]

GET_JOB, GET_PRINTER, GET_PRINTERS = 0x0009, 0x000B, 0x4002
OK_MOST: Final = 0x00FF
NOT_FOUND: Final = 0x0406
"""What a queue or a job is answered with that is not there; 0x0407: no longer."""
GONE: Final = 0x0407
ANSWER_LIMIT: Final = 4 << 20

_VERSION: Final = 0x0200
_OPERATION, _END, _LAST_GROUP = 0x01, 0x03, 0x0F
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_KEYWORD, _URI, _CHARSET, _LANGUAGE = 0x44, 0x45, 0x47, 0x48
_TEXTS: Final = range(0x40, 0x50)
_WITH_LANGUAGE: Final = (0x35, 0x36)


class IppTrouble(Exception):
    """Nobody answered, or not in IPP. `code` is "unreachable" or "strange"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Local(http.client.HTTPConnection):
    """HTTP to a server that listens at a place in the file system."""

    def __init__(self, path: str, seconds: float) -> None:
        super().__init__("localhost", timeout=seconds)
        self._path = path

    def connect(self) -> None:
        """Connect; OSError if nobody listens."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def ask(
    server: str, operation: int, uri: str, wanted: tuple[str, ...], seconds: float
) -> tuple[int, tuple[Attributes, ...]]:
    """The answer's status, and one table of attributes for each printer or job in it.

    `server` as `lpstat -H` tells it: HOST:PORT or the path of a socket. `uri` names the queue or
    job, "" for all. Raises IppTrouble.
    """
    connection = _connection(server, seconds)
    headers = {"Content-Type": "application/ipp"}
    try:
        connection.request("POST", "/", question(operation, uri, wanted), headers)
        answer = connection.getresponse()
        body = answer.read(ANSWER_LIMIT)
    except (OSError, http.client.HTTPException) as error:
        raise IppTrouble("unreachable") from error
    finally:
        connection.close()
    if answer.status != http.client.OK:
        raise IppTrouble("strange")
    try:
        return answered(body)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise IppTrouble("strange") from error


def _connection(server: str, seconds: float) -> http.client.HTTPConnection:
    if server.startswith("/"):
        return _Local(server, seconds)
    host, _, port = server.rpartition(":")
    if not port.isdecimal():
        host, port = server, "631"
    return http.client.HTTPConnection(host.strip("[]"), int(port), timeout=seconds)


def question(operation: int, uri: str, wanted: tuple[str, ...]) -> bytes:
    """A request for these attributes."""
    target = "job-uri" if operation == GET_JOB else "printer-uri"
    parts = [
        struct.pack(">HHIB", _VERSION, operation, 1, _OPERATION),
        _attribute(_CHARSET, "attributes-charset", "utf-8"),
        _attribute(_LANGUAGE, "attributes-natural-language", "en"),
    ]
    if uri:
        parts.append(_attribute(_URI, target, uri))
    for n, name in enumerate(wanted):  # further values of a set bear no name
        parts.append(_attribute(_KEYWORD, "" if n else "requested-attributes", name))
    return b"".join((*parts, bytes([_END])))


def _attribute(tag: int, name: str, value: str) -> bytes:
    written, worth = name.encode(), value.encode()
    return struct.pack(">BH", tag, len(written)) + written + struct.pack(">H", len(worth)) + worth


def answered(body: bytes) -> tuple[int, tuple[Attributes, ...]]:
    """Status and groups of an answer, without the group about the answer itself.

    Raises struct.error, IndexError or UnicodeDecodeError if it is not whole.
    """
    _, status, _ = struct.unpack_from(">HHI", body)
    at, groups = 8, list[dict[str, tuple[Value, ...]]]()
    about, name = True, ""
    while (tag := body[at]) != _END:
        at += 1
        if tag <= _LAST_GROUP:
            about = tag == _OPERATION
            if not about:
                groups.append({})
            continue
        named, at = _counted(body, at)
        value, at = _counted(body, at)
        name = named.decode() or name
        if not about:
            groups[-1][name] = (*groups[-1].get(name, ()), *_worth(tag, value))
    return status, tuple(groups)


def _counted(body: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", body, at)
    until = at + 2 + length
    if until > len(body):
        raise IndexError(until)
    return body[at + 2 : until], until


def _worth(tag: int, value: bytes) -> tuple[Value, ...]:
    """A value as we use it; none for those of other kinds (dates, ranges, collections, "none")."""
    if tag in (_INTEGER, _ENUM):
        return struct.unpack(">i", value)
    if tag == _BOOLEAN:
        return (value != b"\0",)
    if tag in _WITH_LANGUAGE:
        _, at = _counted(value, 0)
        value, _ = _counted(value, at)
        return (value.decode("utf-8", "replace"),)
    return (value.decode("utf-8", "replace"),) if tag in _TEXTS else ()
