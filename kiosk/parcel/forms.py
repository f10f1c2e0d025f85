"""The small papers between a kiosk and its agency. Frozen values; JSON on every carrier.

Each is signed (or carries a MAC) over its own domain and its canonical JSON, see `sealing`: build
it without `signature`, then `sealing.signed(form, sign)`. Bytes are base64 in JSON. Times in UTC
ms. `form` above 1 is of a later version and refused as "newer".
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

FORM = 1
KEY_BYTES = 32
SIGNATURE_BYTES = 64


class Agency(Struct, frozen=True):
    """Who receives the records (`agency.json`): its Ed25519 key and its X25519 key.

    `home_page` is the IRL under which learners are named in statements, set once.
    """

    name: str
    home_page: str
    sign: bytes
    seal: bytes
    form: int = FORM


class DeviceCertificate(Struct, frozen=True):
    """The agency's word that `public` is the key of one of its kiosks, from `since` to `until`.

    `until` 0: without end. Of two for one device the higher `serial` counts.
    """

    device: str
    public: bytes
    label: str
    since: int
    until: int
    serial: int
    signature: bytes = b""
    form: int = FORM


class Receipt(Struct, frozen=True):
    """What the agency has of a device's log.

    `upto` is the highest `seq` it holds (0: none) and `hash` that event's hash (32 zero bytes if
    none); `gaps` are the ranges it lacks below, first and last, ascending. `serial` grows with
    each receipt of a device.
    """

    device: str
    upto: int
    gaps: tuple[tuple[int, int], ...]
    hash: bytes
    at: int
    serial: int
    signature: bytes = b""
    form: int = FORM

    def holds(self, first: int, last: int) -> bool:
        """Whether the agency has every event from `first` to `last`."""
        return last <= self.upto and not any(a <= last and first <= b for a, b in self.gaps)

    @property
    def contiguous(self) -> int:
        """The `seq` up to which nothing is missing."""
        return self.gaps[0][0] - 1 if self.gaps else self.upto


class Request(Struct, frozen=True):
    """A new life of a paired kiosk asks for its certificate; MAC by the pairing's secret.

    `before` is the device id under which the kiosk went on until then.
    """

    device: str
    public: bytes
    before: str
    pairing: str
    mac: bytes = b""
    form: int = FORM


class RevokedCertificate(Struct, frozen=True):
    """A learner's certificate that no longer counts. `date` as YYYY-MM-DD."""

    number: str
    reason: str
    date: str


class Revocations(Struct, frozen=True):
    """Devices and certificates that no longer count; the list with the highest `serial` holds."""

    devices: tuple[str, ...]
    certificates: tuple[RevokedCertificate, ...]
    at: int
    serial: int
    signature: bytes = b""
    form: int = FORM


class PairAsk(Struct, frozen=True):
    """A kiosk asks to be paired: POST pair, or `ask/<device>.json` on a stick.

    `proof` is the device's signature: whoever asks holds the key. `nonce` and `mac` show over HTTP
    that the kiosk knows the code, see `code`; on a stick both are empty.
    """

    device: str
    public: bytes
    label: str
    nonce: bytes = b""
    mac: bytes = b""
    proof: bytes = b""
    form: int = FORM


class PairFile(Struct, frozen=True):
    """The agency's answer to PairAsk: `pair/<device>.json` on a stick, and the same over HTTP.

    `sealed` is the pairing's secret, sealed to the device (`sealing.sealed_to_device`); empty if
    only the certificate is new. `mac` shows over HTTP that the agency knows the code, see `code`;
    empty on a stick. Signed by the agency.
    """

    certificate: DeviceCertificate
    pairing: str
    sealed: bytes
    agency: Agency
    mac: bytes = b""
    signature: bytes = b""
    form: int = FORM


class ElsewhereAsk(Struct, frozen=True):
    """A kiosk asks for what its learners did on other kiosks since the cursor `after`.

    Signed by the device. The agency refuses one whose `at` is not above the last it took.
    """

    device: str
    learners: tuple[str, ...]
    after: str
    at: int
    signature: bytes = b""
    form: int = FORM


class Word(Struct, frozen=True):
    """The root (TUF `root.json`) from which a kiosk begins to trust the agency's word."""

    root: str
    at: int
    serial: int
    signature: bytes = b""
    form: int = FORM


class Refusal(Struct, frozen=True):
    """Why the hub did not take something: the body of its 4xx and 5xx answers.

    `code`: a ParcelTrouble code, or "unpaired", "revoked", "twin", "code" (wrong pairing code),
    "large", "wait", "away".
    """

    code: str


Way: TypeAlias = Literal["up", "down"]


class Header(Struct, frozen=True):
    """What can be read of a parcel without the agency's secret.

    Up: events `first` to `last` of `device`, sent by the device `by`, usually the same; another if
    the kiosk goes on under a new id after a clone or a restored file, and sends what the earlier
    life still had. Down: for `device`, `by` empty, `first` and `last` 0. `sha256` and `size` are
    of the sealed bytes; `to` is the key id they are sealed to.
    """

    way: Way
    device: str
    by: str
    public: bytes
    first: int
    last: int
    count: int
    size: int
    sha256: bytes
    to: str
    certificate: DeviceCertificate | None = None
    request: Request | None = None
    form: int = FORM


Signed: TypeAlias = (
    DeviceCertificate
    | Receipt
    | Request
    | Revocations
    | PairAsk
    | PairFile
    | ElsewhereAsk
    | Word
    | Header
)
