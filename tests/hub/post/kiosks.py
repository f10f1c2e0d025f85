"""A kiosk as the post sees one: a key, a log of its own, and parcels of it."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence

import msgspec
from nacl.signing import SigningKey

from kiosk.parcel import chain, parcel, sealing
from kiosk.parcel import code as by_code
from kiosk.parcel.forms import Agency, DeviceCertificate, ElsewhereAsk, PairAsk, PairFile, Request
from kiosk.parcel.parcel import Down
from kiosk.xapi.line import Line

LEARNER = "0b6a2f2e-5a0c-5d3e-9a58-000000000001"
OTHER = "0b6a2f2e-5a0c-5d3e-9a58-000000000002"
START = 1_780_000_000_000
_ENCODE = msgspec.json.Encoder()


class Kiosk:
    """Writes lines as the store does; `n` tells kiosks apart."""

    def __init__(self, n: int, device: str = "") -> None:
        self.key = SigningKey(hashlib.sha256(b"kiosk %d" % n).digest())
        self.public = bytes(self.key.verify_key)
        self.device = device or str(uuid.UUID(int=(n << 64) | 0x7000 << 64 | 0x8000 << 48))
        self.n = n
        self.lines: list[Line] = []
        self.voucher: DeviceCertificate | Request | None = None
        self.secret = b""

    def sign(self, message: bytes) -> bytes:
        return bytes(self.key.sign(message).signature)

    def record(self, learner: str, body: dict[str, object], *, clock: int = 0) -> Line:
        seq = len(self.lines) + 1
        at = START + seq * 1000
        event_id = uuid.UUID(int=(0x7000 << 64 | 0x8000 << 48) + (self.n << 100) + seq)
        clock = max(clock or at << 12, self.lines[-1].clock + 1 if self.lines else 0)
        salt = hashlib.sha256(b"%d %d" % (self.n, seq)).digest()[:16]
        kind, written = str(body["type"]), _ENCODE.encode(body)
        owner = uuid.UUID(learner).bytes if learner else None
        head = chain.header(self.device, seq, event_id.bytes, kind, at, clock)
        before = self.lines[-1].hash if self.lines else chain.START
        hashed = chain.link(before, head, chain.commitment(salt, owner, written))
        line = Line(
            device=self.device, seq=seq, id=str(event_id), learner=learner, kind=kind, at=at,
            clock=clock, salt=salt, body=written, hash=hashed,
        )  # fmt: skip
        self.lines.append(line)
        return line

    def work(self, count: int, learner: str = LEARNER, text: str = "b") -> None:
        """So many answers of a learner."""
        for _ in range(count):
            self.record(
                learner,
                {
                    "type": "answer-given", "course": "pelayanan-prima", "quiz": "post",
                    "attempt": f"u{len(self.lines) // 20}", "question": f"p{len(self.lines) % 20}",
                    "answer": {"type": "chosen", "ids": [text]}, "used": len(self.lines) % 20 * 9,
                },
            )  # fmt: skip

    def parcel(self, agency: Agency, first: int, last: int, by: Kiosk | None = None) -> bytes:
        """The stretch of the log, sent by this kiosk itself or by a later life of it."""
        sender = by or self
        assert sender.voucher is not None
        signer = parcel.Signer(sender.device, sender.public, sender.sign, sender.voucher)
        before = self.lines[first - 2].hash if first > 1 else b""
        return parcel.packed(self.lines[first - 1 : last], signer, agency, before=before)

    def ask_to_pair(self, code: str = "") -> PairAsk:
        """By a code if there is one, else as on a stick."""
        bare = PairAsk(device=self.device, public=self.public, label=f"Kios {self.n}")
        if code:
            bare = msgspec.structs.replace(bare, nonce=hashlib.sha256(self.public).digest())
            bare = by_code.with_mac(bare, by_code.key_of(code, bare))
        return sealing.signed(bare, self.sign)

    def let_in(self, answer: PairFile, code: str) -> Agency:
        """Take what the agency answered to that code."""
        assert by_code.mac_holds(answer, by_code.key_of(code, self.ask_to_pair(code)))
        assert sealing.holds(answer, answer.agency.sign)
        self.voucher = answer.certificate
        self.secret = sealing.unsealed_by_device(answer.sealed, bytes(self.key))
        return answer.agency

    def ask_elsewhere(self, learners: Sequence[str], after: str = "", at: int = 1) -> ElsewhereAsk:
        bare = ElsewhereAsk(device=self.device, learners=tuple(learners), after=after, at=at)
        return sealing.signed(bare, self.sign)

    def read(self, file: bytes, agency: Agency) -> Down:
        seed = bytes(self.key)
        return parcel.unsealed_down(
            file, self.device, agency.sign, lambda box: sealing.unsealed_by_device(box, seed)
        )
