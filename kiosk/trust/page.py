"""One HTML page that checks certificates without a network, and its seal.

It holds the program (`resources/verify`), all that its maker knows (`judge.Known`) and nothing of a
person but what reasons of revocation tell. It fetches nothing: its policy (CSP) names the two
hashes of its style and its program and refuses everything else.

Whoever changes a page can change what it says of itself. So its seal, an Ed25519 signature over the
whole file with 88 letters A in the seal's place, is for `page_state`, elsewhere; what a reader can
compare on the page are the digits of the agency's key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

import msgspec
from msgspec import Struct

from kiosk.parcel import sealing
from kiosk.parcel.forms import Agency, DeviceCertificate
from kiosk.parcel.signature import signed_by
from kiosk.trust.judge import Known, Own, Voided
from kiosk.trust.ring import Member

DOMAIN: Final = b"dermaga page 1\n"
DEVICE_DOMAIN: Final = b"dermaga device 1\n"
LETTERS: Final = 88
PROGRAM: Final = (
    "vendor/noble.js",
    "vendor/qr.js",
    "words.js",
    "code.js",
    "judge.js",
    "pdf.js",
    "picture.js",
    "page.js",
)
TEXTS: Final = ("page.html", "page.css", *PROGRAM)
FONTS: Final = {
    "regular": "fonts/PlusJakartaSans_400Regular.woff2",
    "bold": "fonts/PlusJakartaSans_700Bold.woff2",
}
"""Files of `resources/verify`: texts, and fonts by their name in the style."""
_OPEN, _CLOSE = '<meta name="dermaga-seal" content="', '">'
_SEAL: Final = re.compile(
    re.escape(_OPEN.encode()) + rb"([A-Za-z0-9+/=]{%d})" % LETTERS + re.escape(_CLOSE.encode())
)
_EMPTY: Final = (_OPEN + "A" * LETTERS + _CLOSE).encode()
_POLICY: Final = (
    "default-src 'none'; script-src 'sha256-{program}'; style-src 'sha256-{style}';"
    " font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
)
Origin: TypeAlias = Literal["agency", "kiosk"]
State: TypeAlias = Literal["whole", "broken", "none"]


class Maker(Struct, frozen=True):
    """Who made a page: the agency itself or one of its kiosks, by its name."""

    origin: Origin
    name: str


class _Member(Struct, frozen=True):
    """`said` is the very text that the agency signed, so that it is read as it was verified."""

    said: str
    signature: bytes
    upheld: tuple[str, ...]


class _Page(Struct, frozen=True):
    origin: Origin
    name: str
    agency: Agency | None
    digits: str
    as_of: int | None
    members: tuple[_Member, ...]
    own: tuple[Own, ...]
    revoked: Mapping[str, Voided]
    devices: Mapping[str, Voided]


def page(parts: Mapping[str, str], known: Known, maker: Maker) -> bytes:
    """The page as UTF-8, the place of its seal still empty.

    `parts` are the files of TEXTS, and those of FONTS as base64. KeyError if one is missing.
    """
    style = parts["page.css"]
    for name, file in FONTS.items():
        style = style.replace(f"@{name}@", parts[file])
    program = "\n".join(('"use strict";', *(parts[name] for name in PROGRAM)))
    policy = _POLICY.format(program=_hash(program), style=_hash(style))
    put = {
        "csp": policy,
        "seal": _EMPTY.decode(),
        "style": style,
        "known": _told(known, maker),
        "program": program,
    }
    text = re.sub(r"@([a-z]+)@", lambda found: put[found[1]], parts["page.html"])
    return text.encode()


def sealed(html: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The page with its seal. ValueError unless its place is there, once."""
    if html.count(_EMPTY) != 1:
        raise ValueError(LETTERS)
    seal = base64.b64encode(sign(DOMAIN + html))
    return html.replace(_EMPTY, _OPEN.encode() + seal + _CLOSE.encode())


def page_state(html: bytes, public: bytes) -> State:
    """Whether the holder of the key sealed the page as it is; "none": it has no seal at all."""
    seals = _SEAL.findall(html)
    if not seals or seals == [b"A" * LETTERS]:
        return "none"
    if len(seals) != 1:
        return "broken"
    try:
        signature = base64.b64decode(seals[0], validate=True)
    except binascii.Error:
        return "broken"
    true = base64.b64encode(signature) == seals[0]
    message = DOMAIN + _SEAL.sub(_EMPTY, html)
    return "whole" if true and signed_by(public, message, signature) else "broken"


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _told(known: Known, maker: Maker) -> str:
    """What is known, as JSON that no reader of HTML takes for a tag."""
    agency = known.ring.agency
    told = _Page(
        origin=maker.origin,
        name=maker.name,
        agency=agency,
        digits=sealing.fingerprint(agency) if agency else "",
        as_of=known.as_of,
        members=tuple(map(_member, known.ring.members)),
        own=known.own,
        revoked=known.revoked,
        devices=known.devices,
    )
    return msgspec.json.encode(told).decode().replace("<", "\\u003c")


def _member(member: Member) -> _Member:
    certificate: DeviceCertificate = member.certificate
    said = sealing.message(certificate).removeprefix(DEVICE_DOMAIN).decode()
    return _Member(said, certificate.signature, member.upheld)
