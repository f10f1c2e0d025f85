"""Names that never repeat: event ids (UUIDv7, RFC 9562) and the computer's present boot."""

from __future__ import annotations

import functools
import sys
import time
import uuid
from pathlib import Path

RANDOM_BYTES = 10


def new_id(now: int, chance: bytes) -> uuid.UUID:
    """A UUIDv7: 48 bits of UTC milliseconds, then 74 of the 80 bits of `chance`."""
    if len(chance) != RANDOM_BYTES:
        message = f"{RANDOM_BYTES} bytes of chance are needed"
        raise ValueError(message)
    raw = bytearray((now & (1 << 48) - 1).to_bytes(6, "big") + chance)
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    return uuid.UUID(bytes=bytes(raw))


@functools.cache
def boot_name() -> str:
    """A name that changes when the computer starts anew, together with its monotonic clock.

    Linux tells it. Elsewhere it is the program's own start, so that a wait begins anew with each
    start of the program: longer than it had to be, never shorter.
    """
    told = Path("/proc/sys/kernel/random/boot_id")
    if sys.platform == "linux" and told.exists():
        return told.read_text(encoding="ascii").strip()
    return f"program-{time.time_ns()}"


if sys.platform == "linux":

    def steady_seconds() -> float:
        """Seconds that no change of the wall clock touches. The computer's sleep counts.

        Linux leaves sleep out of its monotonic clock, so that a lid closed over night would look
        like a clock set forward by a night.
        """
        return time.clock_gettime(time.CLOCK_BOOTTIME)

else:

    def steady_seconds() -> float:
        """Seconds that no change of the wall clock touches. The computer's sleep counts.

        It does in what Python asks on Windows (GetTickCount64, QueryPerformanceCounter).
        """
        return time.monotonic()
