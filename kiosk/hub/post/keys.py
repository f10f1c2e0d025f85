"""The agency's keys: one private file in the hub's folder, made at the first start.

Several workers, also on several machines, share them by the folder (`--keys DIR`, a mounted
secret). Whoever holds `agency.key` is the agency to its kiosks; so it is in no database and in no
backup of one.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec

from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel.forms import Agency

KEY, CARD = "agency.key", "agency.json"
PRIVATE: Final = 0o600
_SEED, _CHECK = 32, 8
_SIZE: Final = 2 * _SEED + _CHECK


class AgencyKeys:
    """Signs (Ed25519, RFC 8032), opens what was sealed to the agency (X25519), and derives."""

    def __init__(self, seed: bytes, secret: bytes, name: str, home_page: str) -> None:
        self._seed, self.secret = seed, secret
        self._mac_key = hashlib.blake2b(seed, digest_size=32, person=b"dermaga mac").digest()
        self._name, self._home_page = name, home_page

    @cached_property
    def agency(self) -> Agency:
        """What everyone may know of the agency."""
        from nacl.public import PrivateKey

        seal = bytes(PrivateKey(self.secret).public_key)
        sign = bytes(self._signing.verify_key)
        return Agency(name=self._name, home_page=self._home_page, sign=sign, seal=seal)

    @cached_property
    def _signing(self):  # type: ignore[no-untyped-def] # noqa: ANN202 - nacl comes late
        from nacl.signing import SigningKey

        return SigningKey(self._seed)

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return bytes(self._signing.sign(message).signature)

    def mac(self, purpose: str, *parts: str) -> bytes:
        """32 bytes that only the agency can make again; for each purpose others."""
        message = "\n".join((f"dermaga {purpose} 1", *parts)).encode()
        return hmac.new(self._mac_key, message, hashlib.sha256).digest()


def agency_keys(
    folder: Path, chance: Callable[[int], bytes], name: str = "", home_page: str = ""
) -> AgencyKeys:
    """The keys in a folder; made there if there are none.

    `name` and `home_page` count at the first start, or where agency.json is missing. Raises
    PostTrouble "keys-damaged", "keys-unwritable" or "keys-open" (others can read the file).
    """
    file = folder / KEY
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.exists():
            _place(file, _checked(chance(2 * _SEED)), PRIVATE)
        kept = file.read_bytes()
        card = folder / CARD
        if not card.exists():
            bare = _read(kept, name, home_page)
            _place(card, msgspec.json.format(msgspec.json.encode(bare.agency)), 0o644)
        said = msgspec.json.decode(card.read_bytes(), type=Agency)
        loose = os.name == "posix" and file.stat().st_mode & 0o037
    except OSError as error:
        raise PostTrouble("keys-unwritable") from error
    except msgspec.MsgspecError as error:
        raise PostTrouble("keys-damaged") from error
    if loose:  # read by the group is how some mount secrets
        raise PostTrouble("keys-open")
    found = _read(kept, said.name, said.home_page)
    if found.agency != said:
        raise PostTrouble("keys-damaged")
    return found


def _read(kept: bytes, name: str, home_page: str) -> AgencyKeys:
    if len(kept) != _SIZE or kept != _checked(kept[:-_CHECK]):
        raise PostTrouble("keys-damaged")
    return AgencyKeys(kept[:_SEED], kept[_SEED : 2 * _SEED], name, home_page)


def _checked(keys: bytes) -> bytes:
    """With what tells a flipped bit from another key."""
    return keys + hashlib.blake2b(keys, digest_size=_CHECK, person=b"dermaga check").digest()


def _place(file: Path, content: bytes, mode: int) -> None:
    """Write a new file whole; if another worker was first, its file stays."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}.part")
    opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(opened, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        with contextlib.suppress(FileExistsError):
            if os.name == "posix":
                os.link(fresh, file)  # unlike a rename, never over a file that is there
            else:
                fresh.rename(file)
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name durable; Windows does that by itself (NTFS journal)."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
