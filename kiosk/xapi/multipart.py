"""multipart/mixed: statements with their attachments in one body. Communication 1.5.2, RFC 2046."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from kiosk.xapi.fault import Fault

_LONGEST_BOUNDARY = 70
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;"]+)', re.ASCII)
_HASHES = {56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}


class Part(Struct, frozen=True):
    """One part; the names of its headers in lower case."""

    headers: Mapping[str, str]
    body: bytes


def parts(body: bytes, content_type: str) -> tuple[Part, ...] | Fault:
    """The parts of a multipart/mixed body; the first holds the statements.

    Lines may end in CRLF or, as some clients send, in LF alone.
    """
    boundary = _boundary(content_type)
    if boundary is None:
        return Fault("Content-Type", "multipart/mixed needs a boundary.")
    line = re.compile(
        rb"(?:\r?\n|\A)--" + re.escape(boundary.encode()) + rb"(--)?[ \t]*(?=\r?\n|\Z)"
    )
    lines = list(line.finditer(body))
    last = next((at for at, found in enumerate(lines) if found[1]), None)
    if not last:
        return Fault("body", "It does not begin and end with its boundary.")
    found = [_part(body[a.end() : b.start()]) for a, b in pairwise(lines[: last + 1])]
    whole = tuple(part for part in found if isinstance(part, Part))
    if len(whole) != len(found):
        return Fault("body", "A part has malformed headers.")
    if _media_type(whole[0].headers.get("content-type", "")) != "application/json":
        return Fault("body", "The first part must be application/json.")
    return whole


def _boundary(content_type: str) -> str | None:
    if _media_type(content_type) != "multipart/mixed":
        return None
    parameters = {name.lower(): value for name, value in _PARAMETER.findall(content_type)}
    boundary: str = parameters.get("boundary", "")
    if boundary.startswith('"'):
        boundary = re.sub(r"\\(.)", r"\1", boundary[1:-1])
    return boundary if 0 < len(boundary) <= _LONGEST_BOUNDARY and boundary.isascii() else None


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _part(piece: bytes) -> Part | None:
    """One part from after its boundary line to before the next; None: its headers are malformed."""
    head, gap, content = _split(re.sub(rb"\A\r?\n", b"", piece, count=1))
    if not gap:
        return None
    headers: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines():
        name, colon, value = line.partition(":")
        if not colon or not name.strip():
            return None
        headers[name.strip().lower()] = value.strip()
    return Part(headers, content)


def _split(piece: bytes) -> tuple[bytes, bytes, bytes]:
    """Headers, the empty line, content."""
    empty = re.search(rb"(?:\A|\r?\n)\r?\n", piece)
    if empty is None:
        return piece, b"", b""
    return piece[: empty.start()], empty[0], piece[empty.end() :]


def mixed(parts: Sequence[Part], boundary: str) -> bytes:
    """The body that `parts` reads again, given the content type multipart/mixed; boundary=…."""
    line = b"--" + boundary.encode()
    out = []
    for part in parts:
        head = "".join(f"{name.title()}: {value}\r\n" for name, value in part.headers.items())
        out += [line, b"\r\n", head.encode("latin-1"), b"\r\n", part.body, b"\r\n"]
    return b"".join([*out, line, b"--\r\n"])


def attachment_faults(statements: Sequence[object], attached: Sequence[Part]) -> tuple[Fault, ...]:
    """What is wrong between valid statements and the parts after them (none: plain JSON).

    Each part is binary and is what an attachment's sha2 says; each attachment without a fileUrl
    has its part. Communication 1.5.1 and 1.5.2. Lengths are not compared: the standard does not
    ask it, and the public conformance suite sends wrong ones.
    """
    wanted: dict[str, bool] = {}
    for attachment in _attachments(statements):
        name = str(attachment["sha2"]).lower()
        wanted[name] = wanted.get(name, False) or "fileUrl" not in attachment
    found: list[Fault] = []
    received = {_check_part(part, f"part[{at}]", found) for at, part in enumerate(attached, 1)}
    found += [
        Fault("body", f"No attachment of the statements has the hash {name}.")
        for name in sorted(received - wanted.keys() - {""})
    ]
    found += [
        Fault("attachments", f"The data of {name} were not sent, and it has no fileUrl.")
        for name, needed in wanted.items()
        if needed and name not in received
    ]
    return tuple(found)


def _attachments(statements: Sequence[object]) -> list[Mapping[str, object]]:
    """All attachments of statements and their SubStatements."""
    found: list[Mapping[str, object]] = []
    for statement in statements:
        if isinstance(statement, dict):
            found += statement.get("attachments", ())
            thing = statement["object"]
            if thing.get("objectType") == "SubStatement":
                found += thing.get("attachments", ())
    return found


def _check_part(part: Part, path: str, found: list[Fault]) -> str:
    """The hash a part says it has, in lower case; empty when it says none."""
    name = part.headers.get("x-experience-api-hash", "").lower()
    if part.headers.get("content-transfer-encoding", "").lower() != "binary":
        found.append(Fault(path, "Its Content-Transfer-Encoding must be binary."))
    algorithm = _HASHES.get(len(name))
    if algorithm is None:
        found.append(Fault(path, "It must have an X-Experience-API-Hash."))
        return ""
    if hashlib.new(algorithm, part.body).hexdigest() != name:
        found.append(Fault(path, "Its data do not have the hash it says."))
    return name
