"""One round with the agency: up what it lacks, down what it says.

A round runs in a worker. It reads what was recorded through `Outgoing` and never touches the store;
what is to be kept it tells, and whoever owns the store keeps it (`keeping`). An event counts as
received by nothing but the agency's signed receipt: not because it was sent, nor because it lies on
a stick. So whatever breaks off, the next round goes on from the last receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Final, Literal, Protocol, TypeAlias

from msgspec import Struct, structs

from kiosk.parcel import parcel, sealing
from kiosk.parcel.chain import START
from kiosk.parcel.forms import DeviceCertificate, ElsewhereAsk, Receipt
from kiosk.parcel.parcel import ParcelTrouble, Signer
from kiosk.sync.carrier import Carrier, Stretch
from kiosk.sync.packing import OneAtATime, Packing, Piece
from kiosk.sync.pairing import Key, Pairing
from kiosk.sync.stretches import missing, size, without
from kiosk.sync.trouble import SyncCode, SyncTrouble
from kiosk.xapi.line import Line

Step: TypeAlias = Literal["connect", "up", "down"]
_MOST_DOWN: Final = 200
"""Parcels down in one round: a million events."""


class Own(Protocol):
    """A device id under which this computer wrote; `Outgoing.devices` gives them."""

    @property
    def device(self) -> str:
        """Its id."""

    @property
    def seq(self) -> int:
        """How far its log goes here."""


class Log(Protocol):
    """What was recorded here, as `kiosk.store.exchange.Outgoing` reads it."""

    def devices(self) -> Sequence[Own]:
        """Every device id under which this computer wrote, the first one first."""

    def lines(self, device: str, after: int, limit: int) -> tuple[Line, ...]:
        """A device's events after a `seq`, without a gap between them."""


class Ready(Struct, frozen=True):
    """All that a round needs to know of this kiosk, gathered before it starts.

    `acknowledged`: by device, up to where receipts go. `learners` whose events elsewhere are
    wanted, `after` which cursor. `now` UTC ms.
    """

    pairing: Pairing | None
    device: str
    key: Key
    acknowledged: Mapping[str, int]
    learners: tuple[str, ...]
    after: str
    now: int


class Progress(Struct, frozen=True):
    """How far a round is; in "up" `done` of `total` events were handed over."""

    step: Step
    done: int = 0
    total: int = 0


class Received(Struct, frozen=True):
    """By its receipt of `at` the agency has all that is here of a device up to `seq`."""

    device: str
    seq: int
    at: int


class Certified(Struct, frozen=True):
    """The kiosk has the certificate of its present life."""

    pairing: Pairing


class Elsewhere(Struct, frozen=True):
    """What learners did on other kiosks, and the cursor from which to go on."""

    lines: tuple[Line, ...]
    cursor: str


Told: TypeAlias = Progress | Received | Certified | Elsewhere


class Outcome(Struct, frozen=True):
    """How a round ended, also one that broke off.

    `sent` events were handed over, `received` more are covered by a receipt than before, `waiting`
    are not, `elsewhere` came down. `trouble` is what it broke off by; `others` are troubles with an
    earlier life's records, which do not stop a round.
    """

    sent: int = 0
    received: int = 0
    waiting: int = 0
    elsewhere: int = 0
    trouble: SyncCode | None = None
    wait: float = 0.0
    others: tuple[SyncCode, ...] = ()


def round_by(ready: Ready, log: Log, carrier: Carrier) -> Generator[Told, None, Outcome]:
    """One round, step by step. Raises nothing of the carrier's: troubles are in the outcome.

    It may be ended between any two steps; nothing is lost by that.
    """
    course = _Course(ready, log, carrier)
    return _ending(course, course.run())


def elsewhere_by(ready: Ready, log: Log, carrier: Carrier) -> Generator[Told, None, Outcome]:
    """Only what learners did on other kiosks, as at a sign-in: nothing goes up."""
    course = _Course(ready, log, carrier)
    return _ending(course, course.only_down())


def carry(
    ready: Ready,
    log: Log,
    carrier: Carrier,
    told: Callable[[Told], None],
    stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """The whole round, telling as it goes; `stop` is asked between steps."""
    return finished(round_by(ready, log, carrier), told, stop)


def finished(
    going: Generator[Told, None, Outcome],
    told: Callable[[Told], None],
    stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Go through all steps of a round, unless stopped; what has come of it until then."""
    try:
        while True:
            told(next(going))
            if stop():
                going.throw(_Stopped())
    except StopIteration as done:
        outcome: Outcome = done.value
        return outcome


class _Stopped(Exception):
    """Whoever goes through a round wants no more of it."""


def _ending(course: _Course, going: Generator[Told, None, None]) -> Generator[Told, None, Outcome]:
    try:
        yield from going
    except SyncTrouble as trouble:
        return structs.replace(course.outcome(), trouble=trouble.code, wait=trouble.wait)
    except _Stopped:
        pass
    return course.outcome()


class _Course:
    """A round under way."""

    def __init__(self, ready: Ready, log: Log, carrier: Carrier) -> None:
        self._ready, self._devices, self._carrier = ready, log.devices, carrier
        self._log = OneAtATime(log)
        self._held = dict(ready.acknowledged)
        self._own: dict[str, int] = {}
        self._sent = self._received = self._elsewhere = self._total = 0
        self._others: list[SyncCode] = []

    def outcome(self) -> Outcome:
        """What has come of it so far."""
        waiting = sum(max(0, seq - self._held.get(d, 0)) for d, seq in self._own.items())
        others = tuple(dict.fromkeys(self._others))
        return Outcome(self._sent, self._received, waiting, self._elsewhere, others=others)

    def run(self) -> Generator[Told, None, None]:
        """Meet, be known, ask what is there, send what is not, take what comes."""
        yield Progress("connect")
        self._own = {own.device: own.seq for own in self._devices()}
        pairing = self._ready.pairing
        if pairing is None:
            raise SyncTrouble("unpaired")
        self._meet(pairing)
        signer = yield from self._introduced(pairing)
        lacking = {}
        for device in self._own:
            lacking[device] = yield from self._asked_after(pairing, device)
        self._total = sum(size(found) for found in lacking.values())
        yield Progress("up", 0, self._total)
        packing = Packing(self._log, signer, pairing.agency)
        late = None
        try:
            for device, wanted in lacking.items():
                yield from self._up(pairing, packing, device, wanted)
        except SyncTrouble as trouble:
            if trouble.code not in {"full", "read-only"}:
                raise
            late = trouble  # what lies there for this kiosk can be taken all the same
        yield Progress("down")
        if isinstance(signer.voucher, DeviceCertificate):
            yield from self._down(pairing)
        if late is not None:
            raise late

    def only_down(self) -> Generator[Told, None, None]:
        """Take what comes."""
        pairing = self._ready.pairing
        if pairing is None:
            raise SyncTrouble("unpaired")
        yield Progress("down")
        yield from self._down(pairing)

    def _meet(self, pairing: Pairing) -> None:
        """Only with the agency this kiosk is paired with."""
        found, known = self._carrier.agency(), pairing.agency
        if found is not None and (found.sign, found.seal) != (known.sign, known.seal):
            raise SyncTrouble("foreign")
        if self._carrier.kind == "lan":
            return  # a hub says it with each answer
        listed = self._carrier.revoked()
        if listed is None or self._ready.device not in listed.devices:
            return
        if sealing.holds(listed, known.sign):
            raise SyncTrouble("revoked")

    def _introduced(self, pairing: Pairing) -> Generator[Told, None, Signer]:
        """Who sends: by its certificate, or the request for one that travels with the parcels."""
        device, key = self._ready.device, self._ready.key
        voucher = pairing.voucher(device, key.public)
        if not isinstance(voucher, DeviceCertificate):
            certificate = self._carrier.certify(voucher)
            if certificate is not None:
                yield Certified(pairing.certified(certificate, device, key.public))
                voucher = certificate
        return Signer(device, key.public, key.sign, voucher)

    # What the agency has

    def _asked_after(self, pairing: Pairing, device: str) -> Generator[Told, None, list[Stretch]]:
        """What the agency lacks of a device, as far as the carrier does not hold it already."""
        seq, held = self._own[device], self._held.get(device, 0)
        wanted = [(held + 1, seq)] if held < seq else []
        try:
            receipt = self._carrier.receipt(device)
            if receipt is not None:
                yield self._receive(pairing, device, receipt)
                self._carrier.clear(receipt)
                wanted = missing(receipt, seq)
        except SyncTrouble as trouble:
            if not self._passed(device, trouble):
                raise
            if trouble.code == "twin":
                return []
        if self._carrier.kind != "lan":  # what lies here may be older than a receipt by wire
            wanted = without(wanted, [(1, held)])
        return without(wanted, self._carrier.lying(device))

    def _passed(self, device: str, trouble: SyncTrouble) -> bool:
        """Whether the round goes on: a hurt stick, or an earlier life, stops nobody's records."""
        passing: set[str] = {"forged"} if self._carrier.kind != "lan" else set()
        if device != self._ready.device:
            passing |= {"twin", "foreign", "refused", "forged", "unpaired"}
        if trouble.code in passing:
            self._others.append(trouble.code)
        return trouble.code in passing

    def _receive(self, pairing: Pairing, device: str, receipt: Receipt) -> Received:
        """What a receipt is worth. Raises SyncTrouble "forged" and "twin"."""
        if receipt.device != device or not sealing.holds(receipt, pairing.agency.sign):
            raise SyncTrouble("forged")
        seq = self._own[device]
        upto = min(receipt.upto, seq)
        if self._is_twin(device, receipt):
            raise SyncTrouble("twin")
        for first, last in receipt.gaps:
            lines = self._log.lines(device, first - 1, 1)
            if lines and lines[0].seq <= last:  # else they are lost here, and will never come
                upto = min(upto, lines[0].seq - 1)
                break
        before = self._held.get(device, 0)
        self._held[device] = max(upto, before)
        self._received += max(0, upto - before)
        return Received(device, upto, receipt.at)

    def _is_twin(self, device: str, receipt: Receipt) -> bool:
        """Whether the agency has events of this device that are not those here."""
        if receipt.upto > self._own[device]:
            return device == self._ready.device  # an earlier life may have gone on elsewhere
        if receipt.upto == 0:
            return receipt.hash != START
        lines = self._log.lines(device, receipt.upto - 1, 1)
        return bool(lines) and lines[0].seq == receipt.upto and lines[0].hash != receipt.hash

    # Up

    def _up(
        self, pairing: Pairing, packing: Packing, device: str, wanted: list[Stretch]
    ) -> Generator[Told, None, None]:
        try:
            for first, last in wanted:
                yield from self._stretch(pairing, packing, device, (first - 1, last))
        except SyncTrouble as trouble:
            if not self._passed(device, trouble):
                raise

    def _stretch(
        self, pairing: Pairing, packing: Packing, device: str, wanted: tuple[int, int]
    ) -> Generator[Told, None, None]:
        after, last = wanted
        while after < last:
            for piece in packing.pieces(device, after, last):
                try:
                    receipt = self._carrier.send(piece.name, piece.file)
                except SyncTrouble as trouble:
                    if trouble.code == "large" and packing.halve(piece):
                        break
                    raise
                after = piece.last
                self._sent += piece.count
                yield Progress("up", self._sent, self._total)
                if receipt is not None:
                    yield self._confirmed(pairing, piece, receipt)
            else:
                return

    def _confirmed(self, pairing: Pairing, piece: Piece, receipt: Receipt) -> Received:
        """The receipt must say what was just handed over, or there would be no end to it."""
        received = self._receive(pairing, piece.device, receipt)
        if not receipt.holds(piece.first, piece.last):
            raise SyncTrouble("strange")
        return received

    # Down

    def _down(self, pairing: Pairing) -> Generator[Told, None, None]:
        """What learners did on other kiosks, until there is no more."""
        after = self._ready.after
        for _ in range(_MOST_DOWN if self._carrier.kind == "lan" else 1):
            file = self._carrier.elsewhere(self._question(after))
            if file is None:
                return
            try:
                down = self._opened(pairing, file)
            except SyncTrouble as trouble:
                if self._carrier.kind == "lan":
                    raise
                self._others.append(trouble.code)
                return
            if down.cursor == after:
                return
            self._elsewhere += len(down.lines)
            yield Elsewhere(down.lines, down.cursor)
            after = down.cursor

    def _question(self, after: str) -> ElsewhereAsk:
        ready = self._ready
        ask = ElsewhereAsk(ready.device, ready.learners, after, ready.now)
        return sealing.signed(ask, ready.key.sign)

    def _opened(self, pairing: Pairing, file: bytes) -> parcel.Down:
        key = self._ready.key
        try:
            return parcel.unsealed_down(file, self._ready.device, pairing.agency.sign, key.unseal)
        except ParcelTrouble as trouble:
            raise SyncTrouble("damaged" if trouble.code == "short" else trouble.code) from trouble
        except ValueError as error:
            raise SyncTrouble("foreign") from error
