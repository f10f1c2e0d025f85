"""A request as the resources see it, and what they answer: plain values, whatever came by HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from kiosk.xapi.fault import Fault, Version

Method = Literal["GET", "PUT", "POST", "DELETE"]

JSON: Final = "application/json"


class Asked(Struct, frozen=True):
    """`headers` by names in lower case; `base` is the path before the resource's name.

    HEAD is asked as GET: the door leaves the body out.
    """

    method: Method
    resource: str
    version: Version
    params: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes
    base: str

    @property
    def media(self) -> str:
        """The type of the content without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Reply(Struct, frozen=True):
    """An answer. `body` may come in pieces that are joined only on the wire."""

    status: int
    body: bytes = b""
    media: str = JSON
    headers: tuple[tuple[str, str], ...] = ()


class Refused(Exception):
    """A request is refused; `faults` say why, in English, since clients are programs."""

    def __init__(
        self, status: int, faults: Sequence[Fault], headers: tuple[tuple[str, str], ...] = ()
    ) -> None:
        super().__init__(status)
        self.status, self.faults, self.headers = status, tuple(faults), headers


def refused(status: int, why: str, where: str = "") -> Refused:
    """A refusal for one reason."""
    return Refused(status, (Fault(where, why),))


def refusal(found: Refused, accept: str) -> Reply:
    """The refusal in words: JSON, or text or HTML where those are wanted first (RFC 7231, 5.3)."""
    lines = [f"{each.where}: {each.why}" if each.where else each.why for each in found.faults[:20]]
    match _preferred(accept):
        case "text/plain":
            body, media = "\n".join(lines), "text/plain; charset=utf-8"
        case "text/html":
            from html import escape

            items = "".join(f"<li>{escape(line)}</li>" for line in lines)
            body, media = f"<!doctype html><ul>{items}</ul>", "text/html; charset=utf-8"
        case _:
            faults = [msgspec.to_builtins(each) for each in found.faults[:20]]
            body, media = msgspec.json.encode({"faults": faults}).decode(), JSON
    return Reply(found.status, body.encode("utf-8", "replace"), media, found.headers)


def _preferred(accept: str) -> str:
    for item in accept.split(","):
        kind = item.partition(";")[0].strip().lower()
        if kind in {"text/plain", "text/html", JSON}:
            return kind
    return JSON


def decoded(body: bytes) -> Any:  # noqa: ANN401 - any JSON
    """The JSON of a body. Raises Refused 400."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise refused(400, f"The content is not JSON: {error}") from error


def http_date(microseconds: int) -> str:
    """RFC 7231, 7.1.1.1."""
    from email.utils import formatdate

    return formatdate(microseconds // 1_000_000, usegmt=True)
