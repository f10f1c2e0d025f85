"""What a line says that the pages show. Pure; a body that says none of it is passed over."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Annotated, Final, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Struct

Score: TypeAlias = Annotated[float, Meta(ge=0, le=100)]
Hours: TypeAlias = Annotated[int, Meta(ge=0, le=10_000)]
Text: TypeAlias = Annotated[str, Meta(max_length=500)]
Date: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Worth: TypeAlias = Annotated[int, Meta(ge=1, le=4)]
PRE: Final = "pre"
POST: Final = "post"
"""The ids of a course's two tests."""


class Issued(Struct, frozen=True):
    """A certificate; `facts` is JSON of everything printed."""

    course: Text
    number: Text
    hours: Hours
    score: Annotated[int, Meta(ge=0, le=100)]
    issued: Date
    facts: str


class Facts(Struct, frozen=True):
    """What of the print the pages show; `course` is its title."""

    name: Text = ""
    nip: Text = ""
    unit: Text = ""
    course: Text = ""
    sample: bool = False
    valid_until: Text = ""
    replaces: Text = ""


class Kept(Struct, frozen=True):
    """The register's entry of a certificate whose holder was erased."""

    course: Text
    number: Text
    hours: Hours
    issued: Date
    valid_until: Text = ""


class Started(Struct, frozen=True):
    """A course was opened by a learner for the first time."""

    course: Text


class Submitted(Struct, frozen=True):
    """A test ended; without a mark it is passed."""

    course: Text
    quiz: Text
    score: Score
    pass_mark: float | None = None


class Result(Struct, frozen=True):
    """What an erased person's course adds to the statistics."""

    course: Text
    pre: Score | None
    post: Score | None


class Rated(Struct, frozen=True):
    """An evaluation: 1 to 4 by item."""

    course: Text
    ratings: Annotated[dict[Annotated[str, Meta(max_length=40)], Worth], Meta(max_length=40)]


Said: TypeAlias = Issued | Kept | Started | Submitted | Result | Rated
KINDS: Final[Mapping[str, type[Said]]] = {
    "certificate-issued": Issued,
    "certificate-kept": Kept,
    "course-started": Started,
    "quiz-submitted": Submitted,
    "result-kept": Result,
    "evaluation-answered": Rated,
}
Form = TypeVar("Form", bound=Struct)


def said(kind: str, body: bytes) -> Said | None:
    """What the body of a line of one of `KINDS` says."""
    found = _read(body, KINDS[kind])
    if isinstance(found, Issued | Kept) and not _is_date(found.issued):
        return None
    return found


def facts_of(issued: Issued) -> Facts:
    """Empty ones if they cannot be read."""
    return _read(issued.facts.encode("utf-8", "replace"), Facts) or Facts()


def _read(body: bytes, form: type[Form]) -> Form | None:
    try:
        return msgspec.json.decode(_storable(body), type=form)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _storable(body: bytes) -> bytes:
    """Without NUL, written as an escape, and without half a surrogate pair."""
    if b"\\u" not in body:
        return body
    words = json.dumps(json.loads(body), ensure_ascii=False)
    return words.replace("\\u0000", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace")


def date_or_none(text: str) -> str:
    """An ISO date, or "" for what is none."""
    return text if len(text) == len("2026-01-01") and _is_date(text) else ""


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
