"""The check code: what a certificate says, signed by the kiosk that issued it, as text for a QR.

CBOR (RFC 8949, deterministic), Ed25519 (RFC 8032) and base45 (RFC 9285). The text is base45 of a
CBOR array and, right behind it, 64 bytes of signature over DOMAIN and that array:

    [1, number, name, course, hours, issued, facts, key, flags, valid_until, replaces]

Dates are days since 1970-01-01. A number of a certificate (`number`, `replaces`) made of base45's
letters only is a byte string, the big-endian integer whose digits to base 45 are 1 and its letters;
else it is text. `flags` adds 1 for a sample and 2 for words that were cut. Of the last three, those
at the end that are 0 or empty are left out. No code is written in two ways.

It is no electronic signature in the sense of the law and is never called one. It holds no NIP.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct, structs

from kiosk.trust import base45

DOMAIN: Final = b"dermaga check code 1\n"
MOST_BYTES: Final = 174
"""With its signature. 261 letters: a QR of version 9 at level M, the largest that 40 mm and an
office scanner at 150 dpi read without fail (it holds 262)."""
KEPT_COURSE: Final = 12
KEPT_NAME: Final = 16
"""Bytes to which course and name are cut at most; a longer number makes a larger QR instead."""
MOST_NUMBER: Final = 100
"""Bytes of the longest number a code takes: with it the QR is of version 12, 65 modules."""
HASH_BYTES: Final = 8
SIGNATURE_BYTES: Final = 64
_FORM: Final = 1
_ELLIPSIS: Final = "…"
_SAMPLE, _CUT = 1, 2
_LONGEST: Final = 2_000
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_PRINT: Final = b"dermaga code print 1\n"
_PRINT_BYTES: Final = 16
_LETTERS, _GROUP = 10, 5
_UNSEEN: Final = dict.fromkeys(map(ord, "\r\n\t\v\f\u00ad\u200b\ufeff"))
_CAPITALS: Final = {ord(c): ord(c) - 32 for c in "abcdefghijklmnopqrstuvwxyz"}
Code: TypeAlias = Literal["strange", "newer"]


class Said(Struct, frozen=True):
    """What a check code says. Dates are ISO dates, `hours` whole JP.

    `facts` is `facts_hash` of all that is printed, `key` the `key_id` of who signed. `cut`: to fit,
    name or course end in "…", or the number in `replaces` was left out; `facts` binds the whole.
    `valid_until` is the last day, "" without end; `replaces` the number it stands in for, or "".
    """

    number: str
    name: str
    course: str
    hours: int
    issued: str
    facts: bytes
    key: bytes
    cut: bool = False
    sample: bool = False
    valid_until: str = ""
    replaces: str = ""


class Coded(Struct, frozen=True):
    """A check code as it was read: what it says, the bytes that were signed, and the signature."""

    said: Said
    signed: bytes
    signature: bytes


class CodeTrouble(Exception):
    """No check code: "strange" text, or a "newer" one, of a later version of the program."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


_Text = Annotated[str, Meta(min_length=1)]
_Eight = Annotated[bytes, Meta(min_length=HASH_BYTES, max_length=HASH_BYTES)]
_Count = Annotated[int, Meta(ge=0, le=1 << 31)]
_Number: TypeAlias = str | bytes


class _Row(Struct, array_like=True, forbid_unknown_fields=True):
    form: _Count
    number: Any  # bytes or str, a union that msgspec does not know
    name: _Text
    course: _Text
    hours: _Count
    issued: _Count
    facts: _Eight
    key: _Eight
    flags: Annotated[int, Meta(ge=0, le=_SAMPLE | _CUT)] = 0
    valid_until: _Count = 0
    replaces: Any = ""


def packed(said: Said, sign: Callable[[bytes], bytes]) -> str:
    """The text of the QR; course and name are shortened to fit.

    ValueError for a number longer than MOST_NUMBER bytes, or empty words.
    """
    if len(said.number.encode()) > MOST_NUMBER or not (said.number and said.name and said.course):
        raise ValueError(said.number)
    signed = written(shortened(said))
    return base45.encoded(signed + sign(DOMAIN + signed))


def read(text: str) -> Coded:
    """What a text says; nothing is believed of it yet. Raises CodeTrouble.

    Line breaks, tabs and spaces around it are passed over, and small letters count as capitals, as
    scanners and pasting bring them. A space inside is one of base45's letters and counts; a code
    neither begins nor ends with one.
    """
    raw = _bytes(text)
    signed, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    row = _row(signed)
    try:
        said = _said(row)
        strange = not said.number or written(said) != signed
    except (ValueError, OverflowError) as error:
        raise CodeTrouble("strange") from error
    if strange:
        raise CodeTrouble("strange")
    return Coded(said, signed, signature)


def _bytes(text: str) -> bytes:
    if len(text) > _LONGEST:
        raise CodeTrouble("strange")
    try:
        return base45.decoded(text.translate(_UNSEEN).strip().translate(_CAPITALS))
    except ValueError as error:
        raise CodeTrouble("strange") from error


def _row(signed: bytes) -> _Row:
    import cbor2

    try:
        found: Any = cbor2.loads(signed)
        if isinstance(found, list) and found and type(found[0]) is int and found[0] > _FORM:
            raise CodeTrouble("newer")
        return msgspec.convert(found, type=_Row)
    except (cbor2.CBORError, msgspec.MsgspecError, RecursionError) as error:
        raise CodeTrouble("strange") from error


def _said(row: _Row) -> Said:
    return Said(
        number=_spelt(row.number),
        name=row.name,
        course=row.course,
        hours=row.hours,
        issued=_date(row.issued),
        facts=row.facts,
        key=row.key,
        cut=bool(row.flags & _CUT),
        sample=bool(row.flags & _SAMPLE),
        valid_until=_date(row.valid_until) if row.valid_until else "",
        replaces=_spelt(row.replaces),
    )


def written(said: Said) -> bytes:
    """The CBOR of what is said, as it stands; ValueError for a date that is none."""
    import cbor2

    row: list[str | int | bytes] = [
        _FORM,
        _squeezed(said.number),
        said.name,
        said.course,
        said.hours,
        _days(said.issued),
        said.facts,
        said.key,
        _SAMPLE * said.sample + _CUT * said.cut,
        _days(said.valid_until) if said.valid_until else 0,
        _squeezed(said.replaces),
    ]
    while not row[-1]:
        row.pop()
    return cbor2.dumps(row, canonical=True)


def shortened(said: Said) -> Said:
    """The same with its course, then `replaces`, then its name cut, as far as the QR needs it."""
    most = MOST_BYTES - SIGNATURE_BYTES
    if len(written(said)) <= most:
        return said
    said = structs.replace(said, cut=True)
    said = structs.replace(said, course=_cut(said.course, len(written(said)) - most, KEPT_COURSE))
    if len(written(said)) > most:
        said = structs.replace(said, replaces="")
    return structs.replace(said, name=_cut(said.name, len(written(said)) - most, KEPT_NAME))


def _cut(text: str, over: int, kept: int) -> str:
    """The text made `over` bytes shorter, as far as `kept` bytes, never inside a letter."""
    raw = text.encode()
    if over <= 0 or len(raw) <= kept:
        return text
    most = max(len(raw) - over, kept) - len(_ELLIPSIS.encode())
    return raw[:most].decode(errors="ignore").rstrip() + _ELLIPSIS


def _squeezed(number: str) -> _Number:
    """A number as it stands in the array: letters of base45 take 5.5 bits instead of 8."""
    if not number or not set(number) <= set(base45.LETTERS):
        return number
    value = 1
    for letter in number:
        value = value * len(base45.LETTERS) + base45.LETTERS.index(letter)
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def _spelt(number: object) -> str:
    if isinstance(number, str):
        return number
    if not isinstance(number, bytes):
        raise ValueError(number)  # noqa: TRY004 - what the caller takes for strange
    value, letters = int.from_bytes(number, "big"), ""
    while value > 1:
        value, digit = divmod(value, len(base45.LETTERS))
        letters = base45.LETTERS[digit] + letters
    return letters


def _days(date: str) -> int:
    return dt.date.fromisoformat(date).toordinal() - _EPOCH


def _date(days: int) -> str:
    return dt.date.fromordinal(days + _EPOCH).isoformat()


def key_id(public: bytes) -> bytes:
    """The short name of a key in a code: the first 8 bytes of its SHA-256."""
    return hashlib.sha256(public).digest()[:HASH_BYTES]


def canonical(facts: str | bytes) -> bytes:
    """A certificate's facts, JSON, in their one spelling: keys sorted, `check_code` empty.

    From the words that were frozen and not from a value, so that a field which a later version
    brings changes no old hash. Raises ValueError if that is no JSON object.
    """
    table = msgspec.json.decode(facts, type=dict[str, Any])
    return msgspec.json.encode(table | {"check_code": ""}, order="sorted")


def facts_hash(canonical: bytes) -> bytes:
    """The first 8 bytes of the SHA-256 of canonical facts."""
    return hashlib.sha256(canonical).digest()[:HASH_BYTES]


def fingerprint(said: Said) -> str:
    """32 hex digits that belong to everything this code says, and to no other code.

    By it an agency upholds a code: its `facts` alone a stolen key could put on any other name.
    """
    return _print(said)[:_PRINT_BYTES].hex()


def letters(said: Said) -> str:
    """Ten letters, as "ABCDE-FGHIJ", by which two people compare a code on the telephone."""
    drawn = base64.b32encode(_print(said)).decode()[:_LETTERS]
    return f"{drawn[:_GROUP]}-{drawn[_GROUP:]}"


def _print(said: Said) -> bytes:
    return hashlib.sha256(_PRINT + written(said)).digest()
