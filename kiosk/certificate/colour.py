"""The colour space of a certificate: sRGB, as an ICC profile of our own making."""

from __future__ import annotations

import struct
from functools import lru_cache

WHITE = (0.9642, 1.0, 0.8249)
PRIMARIES = {
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
"""IEC 61966-2-1, adapted to D50 by Bradford's method."""

STEPS = 256
LINEAR_END, LINEAR_SLOPE, OFFSET, POWER = 0.04045, 12.92, 0.055, 2.4
NAME, RIGHTS = "sRGB", "Public domain"
HEADER = 128


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """An ICC profile (version 2.1, matrix and curve) of sRGB, about 1 KB.

    PDF/A asks for one in every file. Made here, so that no file of another's licence is needed.
    """
    curve = _curve()
    tags = {
        b"desc": _description(),
        b"cprt": b"text\0\0\0\0" + RIGHTS.encode() + b"\0",
        b"wtpt": _xyz(WHITE),
        **{tag: _xyz(values) for tag, values in PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = struct.pack(">L", len(tags)), b""
    start = HEADER + 4 + 12 * len(tags)
    placed: dict[bytes, int] = {}
    for tag, data in tags.items():
        if data not in placed:
            placed[data] = start + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += tag + struct.pack(">LL", placed[data], len(data))
    return _header(start + len(body)) + table + body


def _header(size: int) -> bytes:
    return struct.pack(
        ">L4sL4s4s4s6H4s4sLLLQL3L4s44x",
        size,
        b"\0\0\0\0",
        0x02100000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(2026, 1, 1, 0, 0, 0),
        b"acsp",
        b"\0\0\0\0",
        0,
        0,
        0,
        0,
        0,
        *(_fixed(v) for v in WHITE),
        b"\0\0\0\0",
    )


def _curve() -> bytes:
    values = [round(65535 * linear(i / (STEPS - 1))) for i in range(STEPS)]
    return b"curv\0\0\0\0" + struct.pack(f">L{STEPS}H", STEPS, *values)


def linear(value: float) -> float:
    """Light of a colour part, both 0–1."""
    if value <= LINEAR_END:
        return value / LINEAR_SLOPE
    return float(((value + OFFSET) / (1 + OFFSET)) ** POWER)


def _description() -> bytes:
    text = NAME.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">L", len(text)) + text + b"\0" * (4 + 4 + 2 + 1 + 67)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3L", *(_fixed(v) for v in values))


def _fixed(value: float) -> int:
    return round(value * 65536)
