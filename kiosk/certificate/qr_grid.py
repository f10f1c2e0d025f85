"""The modules of a QR code (ISO/IEC 18004), fast where check codes are usual.

segno takes 3 ms for a code of version 9 at level M: half of a whole certificate. Nearly all check
codes are of that kind, so for it alone bits are reckoned here, with places and fixed modules learnt
from segno once a process; all others, and all if the first comparison fails, are segno's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, reduce
from itertools import chain
from operator import itemgetter
from typing import Final

import segno

LEVEL: Final = "m"
MASK: Final = 3
"""Which pattern evens out dark and light. A signature looks like chance under any of them; to try
all eight takes four times as long."""

VERSION, SIDE = 9, 53
SHORT_BLOCK, SHORT_BLOCKS, LONG_BLOCKS = 36, 3, 2
DATA_BYTES = 182
CHECK_BYTES = 22
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
LEAST, MOST = 222, 262
"""Letters that need version 9."""

DARK = re.compile(b"\x01+")
FIELD = 0x11D
TIMING, CORNER = 6, 9
ALIGNED = ((6, 26), (26, 6), (26, 26), (26, 46), (46, 26), (46, 46))
Cells = Callable[[bytes], tuple[int, ...]]


def grid(text: str) -> tuple[bytes, ...]:
    """Rows of modules from the top, a byte each, 1 where dark. ValueError for what fits no QR."""
    if LEAST <= len(text) <= MOST and set(text) <= set(LETTERS) and _proven():
        return _grid(text)
    return _by_segno(text)


def runs(rows: tuple[bytes, ...]) -> Iterator[tuple[int, int, int]]:
    """Dark runs as (column, row from below, length)."""
    wide = len(rows) + 1
    for run in DARK.finditer(b"\0".join(rows)):
        row, column = divmod(run.start(), wide)
        yield column, wide - 2 - row, run.end() - run.start()


def _by_segno(text: str) -> tuple[bytes, ...]:
    code = segno.make_qr(text, error=LEVEL, boost_error=False, mask=MASK)
    return tuple(map(bytes, code.matrix))


@lru_cache(maxsize=1)
def _proven() -> bool:
    """Whether codes reckoned here are those of segno, tried on three."""
    tried = (LETTERS * 5, LETTERS[::-1] * 5 + "/" * 37, "A1" * 120)
    return all(_grid(text) == _by_segno(text) for text in tried)


def _grid(text: str) -> tuple[bytes, ...]:
    places, mask = _learnt()
    bits = "".join(map("{:08b}".format, _codewords(text)))
    cells = bytes(places(bits.encode().translate(BITS) + b"\0\1"))
    masked = (int.from_bytes(cells) ^ mask).to_bytes(len(cells))
    return tuple(masked[row : row + SIDE] for row in range(0, len(masked), SIDE))


BITS: Final = bytes.maketrans(b"01", b"\0\1")


def _codewords(text: str) -> bytes:
    """Data and check bytes in the order of the symbol: blocks taken in turns."""
    data = _data(text)
    ends = [SHORT_BLOCK] * SHORT_BLOCKS + [SHORT_BLOCK + 1] * LONG_BLOCKS
    blocks, at = [], 0
    for length in ends:
        blocks.append(data[at : at + length])
        at += length
    turns = chain.from_iterable(zip(*blocks, strict=False))
    last = bytes(block[-1] for block in blocks[SHORT_BLOCKS:])
    checks = chain.from_iterable(zip(*map(_check, blocks), strict=True))
    return bytes(turns) + last + bytes(checks)


def _data(text: str) -> bytes:
    """Mode "alphanumeric", count, letters two by two, end, filling."""
    values = [VALUE[letter] for letter in text]
    bits = f"0010{len(text):09b}" + "".join(
        [f"{45 * a + b:011b}" for a, b in zip(values[::2], values[1::2], strict=False)]
    )
    bits += f"{values[-1]:06b}" if len(values) % 2 else ""
    bits += "0" * min(4, 8 * DATA_BYTES - len(bits))
    bits += "0" * (-len(bits) % 8)
    full = int(bits, 2).to_bytes(len(bits) // 8)
    return (full + b"\xec\x11" * DATA_BYTES)[:DATA_BYTES]


VALUE: Final = {letter: value for value, letter in enumerate(LETTERS)}


def _check(block: bytes) -> bytes:
    """Reed-Solomon check bytes of a block."""
    table, shift = _remainders(), 8 * (CHECK_BYTES - 1)
    kept = (1 << shift) - 1
    rest = reduce(lambda r, byte: (r & kept) << 8 ^ table[byte ^ r >> shift], block, 0)
    return rest.to_bytes(CHECK_BYTES)


@lru_cache(maxsize=1)
def _remainders() -> tuple[int, ...]:
    """For each byte, what it leaves behind when divided by the generator polynomial."""
    generator, root = [1], 1
    for _ in range(CHECK_BYTES):
        longer = [*generator, 0]
        for n, factor in enumerate(generator, start=1):
            longer[n] ^= _times(factor, root)
        generator, root = longer, _times(root, 2)
    return tuple(
        int.from_bytes(bytes(_times(byte, factor) for factor in generator[1:]))
        for byte in range(256)
    )


def _times(a: int, b: int) -> int:
    """Product in the field of 256 elements."""
    product = 0
    while b:
        product ^= a * (b & 1)
        a = a << 1 ^ (FIELD if a & 0x80 else 0)
        b >>= 1
    return product


@lru_cache(maxsize=1)
def _learnt() -> tuple[Cells, int]:
    """For each module the place of its bit, light and dark counting as the last two; the mask."""
    code = segno.make_qr("A", version=VERSION, error=LEVEL, boost_error=False, mask=MASK)
    path = [(y, x) for y, x in _zigzag() if not _fixed(y, x)]
    light = len(path)
    order = [[light + cell for cell in row] for row in code.matrix]
    mask = bytearray(SIDE * SIDE)
    for n, (y, x) in enumerate(path):
        order[y][x] = n
        mask[y * SIDE + x] = (x + y) % 3 == 0
    return itemgetter(*chain.from_iterable(order)), int.from_bytes(mask)


def _fixed(y: int, x: int) -> bool:
    """Whether a module is of a pattern, of the format or of the version, and holds no data."""
    far = SIDE - CORNER + 1
    corner = (x < CORNER and (y < CORNER or y >= far)) or (y < CORNER and x >= far)
    version = (y < TIMING and far - 3 <= x < far) or (x < TIMING and far - 3 <= y < far)
    aligned = any(y in range(a - 2, a + 3) and x in range(b - 2, b + 3) for a, b in ALIGNED)
    return corner or version or aligned or TIMING in {x, y}


def _zigzag() -> Iterator[tuple[int, int]]:
    """Rows and columns as bits fill them: pairs of columns from the right, up and down in turns."""
    rights = [x if x > TIMING else x - 1 for x in range(SIDE - 1, 0, -2)]
    for n, right in enumerate(rights):
        rows = range(SIDE) if n % 2 else range(SIDE - 1, -1, -1)
        yield from ((y, x) for y in rows for x in (right, right - 1))
