"""Which computer this is, as hashes: enough to notice that a data folder was copied to another.

No fact is kept as it is. A network address is short enough to be guessed from its plain hash, so
it is hashed under the system's own name, which is long and secret enough.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

PERSON = b"dermaga machine"
HASH_BYTES = 16
_SYSTEM = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HEAD = struct.Struct("<xBBxI")
"""Windows puts before the table: calling method, SMBIOS version, DMI revision, length."""
_UUID_BYTES = 16
_SYSTEM_PART, _BOARD_PART, _LAST_PART = 1, 2, 127
_NO_UUID = {
    # what boards tell whose maker never wrote a UUID: shared by thousands of computers
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "03000200-0400-0500-0006-000700080009",
    "00020003-0004-0005-0006-000700080009",
    "fefefefe-fefe-fefe-fefe-fefefefefefe",
    "12345678-1234-5678-90ab-cddeefaabbcc",
}


class Machine(Struct, frozen=True):
    """Hashed facts; an empty one is unknown, be it missing or not for this user to read.

    `system`: the installed system's own name. `board`: the UUID in the firmware. `model`: names of
    maker, product and board. `cards`: the built-in network cards, sorted; known only where `system`
    is, since they are hashed under it.
    """

    system: str = ""
    board: str = ""
    model: str = ""
    cards: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """For keeping."""
        return msgspec.json.encode(self)

    @staticmethod
    def from_bytes(kept: bytes) -> Machine:
        """What `to_bytes` gave; anything else is an unknown computer."""
        try:
            return msgspec.json.decode(kept, type=Machine)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return UNKNOWN


UNKNOWN = Machine()


def same(kept: Machine, now: Machine) -> bool:
    """Whether two looks were at one computer; what either of them does not know proves nothing.

    Another system name is another computer: a copied folder (or a system installed anew on the
    same computer, whose folder came from a copy too). Under one system name a disk image may have
    been put on another computer: the firmware's UUID tells. Only where it is unknown do model and
    cards decide: another model, or not one card in common. So a card may come and go; only one
    who may not read the UUID takes a computer whose single card was exchanged for another one.
    """
    if _differ(kept.system, now.system):
        return False
    if kept.board and now.board:
        return kept.board == now.board
    if _differ(kept.model, now.model):
        return False
    return not (kept.cards and now.cards) or bool(set(kept.cards) & set(now.cards))


def learnt(kept: Machine, now: Machine) -> Machine:
    """What is known of one computer after another look at it: the newer fact wherever it is known.

    Kept at each start, it follows a computer whose cards are exchanged one after the other.
    """
    return Machine(
        now.system or kept.system,
        now.board or kept.board,
        now.model or kept.model,
        now.cards or kept.cards,
    )


def _differ(kept: str, now: str) -> bool:
    return bool(kept and now and kept != now)


def machine_of(system: str, board: str, model: tuple[str, ...], cards: tuple[str, ...]) -> Machine:
    """The hashes of a computer's plain facts; what only looks like a fact is left out."""
    system, board = system.strip().lower(), board.strip().lower()
    if not _SYSTEM.fullmatch(system):
        system, cards = "", ()
    if not _UUID.fullmatch(board) or board in _NO_UUID:
        board = ""
    names = "\n".join(filter(None, (" ".join(name.split()) for name in model)))
    key = system.encode("ascii")
    hashed = {_hashed(card.strip().lower(), key) for card in cards}
    return Machine(_hashed(system), _hashed(board), _hashed(names), tuple(sorted(hashed)))


def _hashed(fact: str, key: bytes = b"") -> str:
    if not fact:
        return ""
    made = hashlib.blake2b(fact.encode(), digest_size=HASH_BYTES, key=key, person=PERSON)
    return made.hexdigest()


def linux(root: Path) -> Machine:
    """What a Linux tells any user, and to root (or whoever may read it) the firmware's UUID."""
    names = root / "sys/class/dmi/id"
    model = tuple(_text(names / name) for name in ("sys_vendor", "product_name", "board_name"))
    return machine_of(
        _text(root / "etc/machine-id"), _text(names / "product_uuid"), model, _cards(root)
    )


def _cards(root: Path) -> tuple[str, ...]:
    """Permanent addresses of cards on the board: not of USB (it is unplugged) nor virtual ones."""
    try:
        return tuple(filter(None, map(_card, (root / "sys/class/net").iterdir())))
    except OSError:
        return ()


def _card(card: Path) -> str:
    bus = os.path.realpath(card / "device/subsystem").rpartition(os.sep)[2]
    # 0: as the maker set it. Wi-Fi that is looking for a network invents others.
    if bus not in ("pci", "platform") or _text(card / "addr_assign_type") != "0":
        return ""
    return _text(card / "address")


def _text(file: Path) -> str:
    """A small file's text, empty if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def firmware(table: bytes) -> tuple[str, tuple[str, ...]]:
    """UUID and names in an SMBIOS table as Windows hands it out; empty what is not in it."""
    if len(table) < _HEAD.size:
        return "", ()
    major, minor, length = _HEAD.unpack_from(table)
    board, names = "", []
    for kind, fixed, strings in _structures(table[_HEAD.size : _HEAD.size + length]):
        if kind == _SYSTEM_PART and not board:
            board = _uuid(fixed, (major, minor))
        if kind in (_SYSTEM_PART, _BOARD_PART):
            # byte 4: maker, byte 5: product, each as its place among the strings
            chosen = (4, 5) if kind == _SYSTEM_PART else (5,)
            names += [strings[fixed[n] - 1] for n in chosen if 0 < fixed[n] <= len(strings)]
    return board, tuple(names)


def _uuid(fixed: bytes, version: tuple[int, int]) -> str:
    """Since SMBIOS 2.6 the first three fields are little-endian."""
    raw = fixed[8:24]
    if len(raw) < _UUID_BYTES:
        return ""
    made = uuid.UUID(bytes_le=raw) if version >= (2, 6) else uuid.UUID(bytes=raw)
    return str(made)


def _structures(table: bytes) -> Iterator[tuple[int, bytes, list[str]]]:
    """Each structure's kind, fixed bytes and strings, as far as the table is well formed."""
    at = 0
    while at + 4 <= len(table):
        kind, length = table[at], table[at + 1]
        end = table.find(bytes(2), at + length)
        if end < 0 or kind == _LAST_PART:
            return
        fixed = table[at : at + length].ljust(6, bytes(1))
        yield kind, fixed, table[at + length : end].decode("latin-1").split("\0")
        at = end + 2


if sys.platform == "win32":
    import ctypes
    import winreg

    def this_machine() -> Machine:
        """The computer we run on, as far as this user may look."""
        board, model = firmware(_smbios())
        return machine_of(_guid(), board, model, ())

    def _guid() -> str:
        """The name Windows gave itself when it was installed."""
        view = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            place = r"SOFTWARE\Microsoft\Cryptography"
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place, 0, view) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""

    def _smbios() -> bytes:
        ask, provider = ctypes.windll.kernel32.GetSystemFirmwareTable, 0x52534D42  # 'RSMB'
        size = ask(provider, 0, None, 0)
        room = ctypes.create_string_buffer(size)
        told = ask(provider, 0, room, size)
        return room.raw[:told] if told <= size else b""

else:

    def this_machine() -> Machine:
        """The computer we run on, as far as this user may look."""
        return linux(Path("/"))
