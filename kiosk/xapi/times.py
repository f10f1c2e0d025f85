"""Instants and durations as xAPI writes them. Data 4.5 and 4.6."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_PART = r"(?:\d+|\d+[.,]\d+(?=.\Z))"  # a fraction stands only in the last part
DURATION = re.compile(
    rf"P(?:{_PART}W|(?=[\dT])(?:{_PART}Y)?(?:{_PART}M)?(?:{_PART}D)?"
    rf"(?:T(?=\d)(?:{_PART}H)?(?:{_PART}M)?(?:{_PART}S)?)?)",
    re.ASCII,
).fullmatch

_TIMESTAMP = re.compile(
    r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)[Tt ]"
    r"(?P<hour>\d\d)(?P<colon>:?)(?P<minute>\d\d)(?:(?P=colon)(?P<second>\d\d)"
    r"(?:[.,](?P<part>\d+))?)?"
    r"(?P<zone>[Zz]|(?P<sign>[+-])(?P<east>\d\d)(?::?(?P<more>\d\d))?)?",
    re.ASCII,
).fullmatch
_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
).fullmatch
# The form nearly every client sends; days after the 28th need a calendar.
_COMMON = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z",
    re.ASCII,
).fullmatch
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_TO_THE_MINUTE = ("year", "month", "day", "hour", "minute")
_LEAP, _HOURS, _MINUTES = 60, 24, 60
_MILLISECOND_DIGITS = 3


def instant(text: str) -> int | None:
    """UTC microseconds of an ISO 8601 or RFC 3339 date and time; None if it is none.

    Without a zone it is read as UTC. Digits below a microsecond are cut. The offset -00:00, which
    says that the zone is not known, is refused (1.0.3 errata, and 2.0).
    """
    found = _TIMESTAMP(text)
    if found is None or bool(found["dash"]) is not bool(found["colon"]):
        return None
    second, east, more = int(found["second"] or 0), int(found["east"] or 0), int(found["more"] or 0)
    unknown = found["sign"] == "-" and not east and not more
    if unknown or east >= _HOURS or more >= _MINUTES or second > _LEAP:
        return None
    try:
        year, month, day, hour, minute = (int(found[name]) for name in _TO_THE_MINUTE)
        at = datetime(year, month, day, hour, minute, tzinfo=UTC) + timedelta(seconds=second)
        away = timedelta(hours=east, minutes=more)
        at += away if found["sign"] == "-" else -away
    except (ValueError, OverflowError):
        return None
    micro = int((found["part"] or "0")[:6].ljust(6, "0"))
    return (at - _EPOCH) // _MICROSECOND + micro


def is_timestamp(text: str) -> bool:
    """Whether it is a date and time of ISO 8601, in its basic or its extended form."""
    return _COMMON(text) is not None or instant(text) is not None


def is_rfc3339(text: str) -> bool:
    """Whether it is a date and time of RFC 3339: in full, with seconds and zone."""
    if _COMMON(text) is not None:
        return True
    return _RFC3339(text) is not None and instant(text) is not None


def in_utc(text: str) -> str:
    """The same instant with Z, to at least milliseconds; a text that ends in Z stays as it is."""
    at = None if _COMMON(text) is not None else instant(text)
    if at is None:
        return text
    found = _TIMESTAMP(text)
    part = ((found and found["part"]) or "").ljust(_MILLISECOND_DIGITS, "0")
    whole = _EPOCH.replace(tzinfo=None) + timedelta(seconds=at // 1_000_000)
    return f"{whole.isoformat()}.{part}Z"
