"""The alternate request syntax of 1.0.3: all inside the form of a POST. Communication 1.3."""

from __future__ import annotations

from typing import Final, get_args
from urllib.parse import parse_qsl

from msgspec import structs

from kiosk.hub.lrs.asking import JSON, Asked, Method, refused

_HEADERS: Final = {
    "authorization",
    "x-experience-api-version",
    "content-type",
    "content-length",
    "if-match",
    "if-none-match",
    "accept",
    "accept-language",
}
FORM: Final = "application/x-www-form-urlencoded"
_FIELDS = 1000


def is_alternate(asked: Asked) -> bool:
    """Whether a method is named in the query of a POST."""
    return asked.method == "POST" and any(name == "method" for name, _ in asked.params)


def meant(asked: Asked) -> Asked:
    """The request that was meant. Raises Refused 400."""
    if len(asked.params) != 1:
        raise refused(400, "Beside “method” everything belongs into the form.", "method")
    method = asked.params[0][1]
    if method not in get_args(Method):
        raise refused(400, "This method cannot be meant.", "method")
    if asked.media != FORM:
        raise refused(400, f"The content type of this syntax is {FORM}.", "Content-Type")
    fields = _fields(asked.body)
    content = [value for name, value in fields if name == "content"]
    if len(content) > 1 or (method in {"PUT", "POST"} and not content):
        raise refused(400, "The form has one field “content”.", "content")
    named = {name.lower(): value for name, value in fields if name.lower() in _HEADERS}
    outside = {name: value for name, value in asked.headers.items() if name != "content-type"}
    return structs.replace(
        asked,
        method=method,
        params=tuple(
            each for each in fields if each[0] != "content" and each[0].lower() not in _HEADERS
        ),
        headers={**outside, "content-type": JSON, **named},
        body="".join(content).encode(),
    )


def _fields(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=_FIELDS,
        )
    except ValueError as error:
        raise refused(400, "The form cannot be read.") from error
