"""When a kiosk tries by itself to reach its agency. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

EVERY: Final = 5 * 60.0
"""Seconds between two rounds that went well."""
FIRST_PAUSE: Final = 30.0
LONGEST: Final = 60 * 60.0
AFTER_CERTIFICATE: Final = 2.0
"""Seconds after a certificate, so that its printing comes first."""
_NO_USE: Final = frozenset({"unpaired", "revoked", "twin", "foreign", "newer"})
"""Troubles that another try will hardly mend: only seldom."""
_SHARE: Final = 65_536
_MOST_DOUBLINGS: Final = 16


def pause(
    failures: int, chance: Callable[[int], bytes], code: str = "", wait: float = 0.0
) -> float:
    """Seconds until the next round, after so many failures in a row.

    Doubling from half a minute to an hour, of which the second half is drawn by chance: kiosks that
    lost their hub together must not all come back in the same second. `wait` is what the hub asked
    for, at most an hour of which is believed.
    """
    if not failures:
        return _spread(EVERY, chance)
    longest = FIRST_PAUSE * 2.0 ** min(failures - 1, _MOST_DOUBLINGS)
    drawn = _spread(LONGEST if code in _NO_USE else min(longest, LONGEST), chance)
    return max(drawn, min(wait, LONGEST))


def _spread(seconds: float, chance: Callable[[int], bytes]) -> float:
    share = int.from_bytes(chance(2), "big") / _SHARE
    return seconds / 2 + seconds / 2 * share


def next_try(  # noqa: PLR0913 - all that it hangs on
    now: float,
    last: float | None,
    failures: int,
    chance: Callable[[int], bytes],
    *,
    code: str = "",
    wait: float = 0.0,
    certificate: float | None = None,
) -> float:
    """When to try next, on the monotonic clock of `now`.

    `last`: when the last round ended; None: none since the program started, so at once.
    `certificate`: when the newest certificate was issued that no round has followed yet; it does
    not wait for a pause that is longer, unless the hub itself asked to wait.
    """
    if last is None:
        return now
    planned = last + pause(failures, chance, code, wait)
    if certificate is not None and certificate >= last and not wait and code not in _NO_USE:
        planned = min(planned, certificate + AFTER_CERTIFICATE)
    return max(now, planned)
