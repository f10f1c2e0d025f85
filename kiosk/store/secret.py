"""PINs and passphrases as kept: argon2id, never the words themselves.

A six-digit PIN guards the keyboard, not the disk: whoever has the file finds it in days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

PIN_MEMORY = 19 * 1024
PASSPHRASE_MEMORY = 64 * 1024


def hash_pin(pin: str) -> str:
    """Hash of a learner's PIN or activation code; about 60 ms on an old office PC."""
    return _hasher(PIN_MEMORY).hash(pin)


def hash_passphrase(passphrase: str) -> str:
    """Hash of an officer's passphrase: 64 MiB in one pass on two cores (OWASP asks for 46)."""
    return _hasher(PASSPHRASE_MEMORY, passes=1, cores=2).hash(passphrase)


def matches(hashed: str, typed: str) -> bool:
    """Whether `typed` is what was hashed; an empty hash matches nothing."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    if not hashed:
        return False
    try:
        return bool(_hasher(PIN_MEMORY).verify(hashed, typed))
    except (VerifyMismatchError, InvalidHashError):
        return False


def _hasher(memory: int, passes: int = 2, cores: int = 1) -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=passes, memory_cost=memory, parallelism=cores)
