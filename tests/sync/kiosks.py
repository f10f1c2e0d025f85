"""A kiosk's side in memory: a log, what is acknowledged, what came from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from nacl.signing import SigningKey

from kiosk.learning.answers import Chosen
from kiosk.learning.events import AnswerGiven
from kiosk.parcel import chain, sealing
from kiosk.parcel.forms import DeviceCertificate
from kiosk.sync.carrier import Carrier
from kiosk.sync.pairing import Pairing
from kiosk.sync.rounds import Certified, Elsewhere, Outcome, Ready, Received, Told, round_by
from kiosk.xapi.line import Line
from tests.parcel import samples
from tests.parcel.samples import AGENCY, LEARNER, MONDAY, agency_signs, seed_of
from tests.sync.receiver import PAIRING_SECRET


class DeviceKey(Struct, frozen=True):
    """As the store's."""

    seed: bytes

    @property
    def public(self) -> bytes:
        return bytes(SigningKey(self.seed).verify_key)

    def sign(self, message: bytes) -> bytes:
        return bytes(SigningKey(self.seed).sign(message).signature)

    def unseal(self, content: bytes) -> bytes:
        return sealing.unsealed_by_device(content, self.seed)


class Life(Struct, frozen=True):
    device: str
    seq: int


class Kiosk:
    """Records, and keeps what a round tells, as the store does."""

    def __init__(
        self, n: int, learners: Sequence[str] = (LEARNER,), *, paired: bool = True
    ) -> None:
        self.device = samples.device(n)
        self.key = DeviceKey(seed_of(self.device))
        self.learners = tuple(learners)
        self.logs: dict[str, list[Line]] = {self.device: []}
        self.acknowledged: dict[str, int] = {}
        self.foreign: dict[str, Line] = {}
        self.after = ""
        self.now = MONDAY
        self.told: list[Told] = []
        self.pairing: Pairing | None = None
        if paired:
            bare = DeviceCertificate(self.device, self.key.public, "Kios", MONDAY, 0, 1)
            certificate = sealing.signed(bare, agency_signs)
            self.pairing = Pairing(AGENCY, "p1", PAIRING_SECRET, certificate, MONDAY)

    # as Outgoing

    def devices(self) -> tuple[Life, ...]:
        return tuple(Life(name, log[-1].seq if log else 0) for name, log in self.logs.items())

    def lines(self, device: str, after: int, limit: int) -> tuple[Line, ...]:
        log = self.logs[device]
        if log and log[-1].seq == len(log):
            return tuple(log[after : after + limit])
        found = [line for line in log if line.seq > after][:limit]
        return tuple(x for n, x in enumerate(found) if x.seq == found[0].seq + n)

    # as the store

    def record(self, count: int, learner: str = LEARNER) -> None:
        log = self.logs[self.device]
        before = (log[-1].seq, log[-1].hash) if log else (0, chain.START)
        events = [
            (learner, AnswerGiven("c", "k", "u", f"q{before[0] + n}", Chosen(("a",)), n))
            for n in range(count)
        ]
        log += samples.chained(events, self.device, after=before, at=self.now)

    def begin_life(self, n: int) -> None:
        """Go on under a new id, as after a restored file."""
        self.device = samples.device(n)
        self.key = DeviceKey(seed_of(self.device))
        self.logs[self.device] = []

    def ready(self) -> Ready:
        return Ready(
            self.pairing, self.device, self.key, dict(self.acknowledged), self.learners,
            self.after, self.now,
        )  # fmt: skip

    def keep(self, told: Told) -> None:
        self.told.append(told)
        match told:
            case Received(device=device, seq=seq):
                self.acknowledged[device] = max(seq, self.acknowledged.get(device, 0))
            case Certified(pairing=pairing):
                self.pairing = pairing
            case Elsewhere(lines=lines, cursor=cursor):
                self.foreign |= {line.id: line for line in lines}
                self.after = cursor

    def round(self, carrier: Carrier, *, crash_after: int = 1 << 30) -> Outcome:
        """A round; `crash_after` so many steps the kiosk dies."""
        going = round_by(self.ready(), self, carrier)
        for _ in range(crash_after):
            try:
                told = next(going)
            except StopIteration as done:
                outcome: Outcome = done.value
                return outcome
            self.keep(told)
        going.close()
        return Outcome()

    @property
    def waiting(self) -> int:
        return sum(len(log) - self.acknowledged.get(n, 0) for n, log in self.logs.items())

    def all_lines(self) -> dict[str, Line]:
        """Everything known here by id: own and elsewhere."""
        own = {line.id: line for log in self.logs.values() for line in log}
        return own | self.foreign
