"""A parcel: one file with a stretch of a device's log, for the agency's eyes only.

`DERMAGA1`, the header's length (4 bytes, big-endian), the header as JSON, 64 bytes of signature by
the sending device over the header, and the sealed ZIP whose size and SHA-256 the header tells. So
anybody can tell a whole parcel from a half one and whom it is from; only the agency can read it.
The same bytes go over the wire, on a stick and into a shared folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from kiosk.parcel import contents, sealing
from kiosk.parcel.chain import START
from kiosk.parcel.contents import MOST_LINES, Manifest, Said
from kiosk.parcel.forms import (
    KEY_BYTES,
    SIGNATURE_BYTES,
    Agency,
    DeviceCertificate,
    Header,
    Request,
)
from kiosk.parcel.signature import signed_by
from kiosk.parcel.trouble import Code, ParcelTrouble
from kiosk.xapi.line import Line

__all__ = [
    "MOST_SEALED", "SUFFIX", "Code", "Down", "Header", "ParcelTrouble", "Signer", "fitting",
    "name_of", "named", "opened", "packed", "packed_down", "unsealed", "unsealed_down",
    "unsealed_said",
]  # fmt: skip

MAGIC: Final = b"DERMAGA1"
SUFFIX: Final = ".dermaga"
MOST_SEALED: Final = 16 << 20
MOST_BODIES: Final = 8 << 20
"""Bytes of bodies that are packed at most: with all that statements say around them, they stay
well below what a receiver takes unpacked."""
_MOST_HEADER: Final = 16_384
_DOMAIN: Final = b"dermaga parcel 1\n"
_DOMAIN_DOWN: Final = b"dermaga down 1\n"
_LENGTH_BYTES: Final = 4


class Signer(Struct, frozen=True):
    """The device that sends: its id, its key, and by what it is known to the agency."""

    device: str
    public: bytes
    sign: Callable[[bytes], bytes]
    voucher: DeviceCertificate | Request


class Down(Struct, frozen=True):
    """What came down for a kiosk: events of other kiosks, and where to go on asking."""

    lines: tuple[Line, ...]
    cursor: str


def fitting(lines: Sequence[Line]) -> int:
    """How many of these lines, from the first, make one parcel: contiguous, not too many or large.

    At least 1 of one or more.
    """
    room = MOST_BODIES
    for n, line in enumerate(lines[:MOST_LINES]):
        room -= len(line.body)
        if n and (line.seq != lines[n - 1].seq + 1 or room < 0):
            return n
    return min(len(lines), MOST_LINES)


def packed(lines: Sequence[Line], signer: Signer, agency: Agency, *, before: bytes = b"") -> bytes:
    """A parcel of one or more contiguous lines of one device.

    `before` is the hash of the line before them; empty if that is lost. For the first of all it is
    known without being told.
    """
    first, last = lines[0], lines[-1]
    before = START if first.seq == 1 else before
    if last.seq - first.seq + 1 != len(lines) or len(lines) > MOST_LINES:
        message = "the lines are not contiguous, or too many"
        raise ValueError(message)
    manifest = Manifest(first.device, first.seq, last.seq, len(lines), before)
    box = sealing.sealed(contents.packed(manifest, lines, agency.home_page), agency.seal)
    voucher = signer.voucher
    header = Header(
        way="up",
        device=first.device,
        by=signer.device,
        public=signer.public,
        first=first.seq,
        last=last.seq,
        count=len(lines),
        size=len(box),
        sha256=hashlib.sha256(box).digest(),
        to=sealing.key_id(agency.seal),
        certificate=voucher if isinstance(voucher, DeviceCertificate) else None,
        request=voucher if isinstance(voucher, Request) else None,
    )
    return _written(header, _DOMAIN, signer.sign, box)


def packed_down(
    lines: Sequence[Line],
    cursor: str,
    device: tuple[str, bytes],
    agency: tuple[bytes, Callable[[bytes], bytes]],
) -> bytes:
    """A parcel for the kiosk `device` (id and Ed25519 key) by the agency (its key, and signing).

    Raises ParcelTrouble "strange" if the device's key is none.
    """
    manifest = Manifest(device[0], 0, 0, len(lines), cursor=cursor)
    box = sealing.sealed_to_device(contents.packed(manifest, lines, ""), device[1])
    header = Header(
        way="down",
        device=device[0],
        by="",
        public=agency[0],
        first=0,
        last=0,
        count=len(lines),
        size=len(box),
        sha256=hashlib.sha256(box).digest(),
        to=sealing.key_id(device[1]),
    )
    return _written(header, _DOMAIN_DOWN, agency[1], box)


def _written(header: Header, domain: bytes, sign: Callable[[bytes], bytes], box: bytes) -> bytes:
    head = sealing.canonical(header)
    return b"".join(
        (MAGIC, len(head).to_bytes(_LENGTH_BYTES, "big"), head, sign(domain + head), box)
    )


def opened(file: bytes) -> Header:
    """The header of a whole parcel, as signed by the key it names.

    Whether that key may send is the receiver's question. Raises ParcelTrouble "short", "strange",
    "newer", "damaged" (not the bytes that were signed for) and "forged".
    """
    return _split(file)[0]


def _split(file: bytes) -> tuple[Header, bytes]:
    start = len(MAGIC) + _LENGTH_BYTES
    if file[: len(MAGIC)] != MAGIC[: len(file)]:
        raise ParcelTrouble("strange")
    if len(file) < start:
        raise ParcelTrouble("short")
    length = int.from_bytes(file[len(MAGIC) : start], "big")
    if length > _MOST_HEADER:
        raise ParcelTrouble("strange")
    head, box_at = file[start : start + length], start + length + SIGNATURE_BYTES
    if len(file) < box_at:
        raise ParcelTrouble("short")
    header = sealing.read(head, Header)
    _agree(header, file, box_at)
    domain = _DOMAIN if header.way == "up" else _DOMAIN_DOWN
    if not signed_by(header.public, domain + head, file[start + length : box_at]):
        raise ParcelTrouble("forged")
    return header, file[box_at:]


def _agree(header: Header, file: bytes, box_at: int) -> None:
    """Sizes and counts that can be; the sealed bytes as the header tells."""
    up = header.way == "up"
    right = (
        0 < header.size <= MOST_SEALED
        and len(header.public) == KEY_BYTES
        and 0 <= header.count <= MOST_LINES
        and (not up or 0 < header.first <= header.last)
        and (not up or header.last - header.first + 1 == header.count)
    )
    if not right:
        raise ParcelTrouble("strange")
    if len(file) < box_at + header.size:
        raise ParcelTrouble("short")
    there = memoryview(file)[box_at:]
    if len(there) != header.size or hashlib.sha256(there).digest() != header.sha256:
        raise ParcelTrouble("damaged")


def unsealed(file: bytes, secret: bytes) -> tuple[Line, ...]:
    """The lines of a parcel up, as `unsealed_said`."""
    return tuple(said.line for said in unsealed_said(file, secret))


def unsealed_said(file: bytes, secret: bytes) -> tuple[Said, ...]:
    """Lines and statements of a parcel up: all the header tells, each linked to the one before.

    `secret` is the agency's X25519 key. What lies before the first line is the receiver's to
    compare, if it has it. Raises as `opened`, and "foreign" (sealed to another key, or a parcel
    down) and "damaged".
    """
    header, box = _split(file)
    if header.way != "up":
        raise ParcelTrouble("foreign")
    manifest, found = contents.read(sealing.unsealed(box, secret))
    lines = [said.line for said in found]
    told = (header.device, header.first, header.last, header.count)
    if (manifest.device, manifest.first, manifest.last, manifest.count) != told:
        raise ParcelTrouble("damaged")
    places = [(line.device, line.seq) for line in lines]
    if places != [(header.device, seq) for seq in range(header.first, header.last + 1)]:
        raise ParcelTrouble("damaged")
    before = START if header.first == 1 else manifest.before
    if not contents.linked(lines, before):
        raise ParcelTrouble("damaged")
    return found


def unsealed_down(
    file: bytes, device: str, agency: bytes, unseal: Callable[[bytes], bytes]
) -> Down:
    """What came down for `device`. `agency` is its Ed25519 key, `unseal` opens with the device's.

    Raises as `opened`, and "foreign" (for another device, by another agency, or a parcel up) and
    "damaged".
    """
    header, box = _split(file)
    if (header.way, header.device, header.public) != ("down", device, agency):
        raise ParcelTrouble("foreign")
    manifest, found = contents.read(unseal(box))
    lines = tuple(said.line for said in found)
    if (manifest.device, manifest.count) != (device, header.count):
        raise ParcelTrouble("damaged")
    if any(line.erased for line in lines):
        raise ParcelTrouble("damaged")
    return Down(lines, manifest.cursor)


def name_of(header: Header) -> str:
    """The file's name on a stick: same stretch, same name."""
    return named(header.device, header.first, header.last)


def named(device: str, first: int, last: int) -> str:
    """The name of a parcel with these events of a device."""
    return f"{device}-{first}-{last}{SUFFIX}"
