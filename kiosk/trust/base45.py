"""Bytes as letters that a QR holds in its alphanumeric mode (RFC 9285).

Own lines: the library of that name had its last release in 2022.
"""

from __future__ import annotations

from typing import Final

LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES: Final = {letter: value for value, letter in enumerate(LETTERS)}
_BASE: Final = 45
_GROUP: Final = 3
_PAIR, _BYTE = 0xFFFF, 0xFF


def encoded(content: bytes) -> str:
    """Two bytes as three letters; a last single byte as two."""
    written = []
    for place in range(0, len(content), 2):
        part = content[place : place + 2]
        value = int.from_bytes(part, "big")
        for _ in range(len(part) + 1):
            value, digit = divmod(value, _BASE)
            written.append(LETTERS[digit])
    return "".join(written)


def decoded(text: str) -> bytes:
    """The bytes that `encoded` writes as this text and no other; ValueError if there are none."""
    found = bytearray()
    for place in range(0, len(text), _GROUP):
        part = text[place : place + _GROUP]
        digits = [_VALUES.get(letter, -1) for letter in part]
        value = sum(digit * _BASE**power for power, digit in enumerate(digits))
        if min(digits) < 0 or len(part) == 1 or value > (_PAIR if len(part) == _GROUP else _BYTE):
            raise ValueError(place)
        found += value.to_bytes(len(part) - 1, "big")
    return bytes(found)
