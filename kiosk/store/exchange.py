"""What goes out to the agency and what comes in from it, as the file sees it.

`Outgoing` reads what was recorded here, in any thread; `Exchange` keeps what the agency has of it,
and takes in what learners did on other kiosks.
"""

from __future__ import annotations

import hashlib
import sqlite3
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

import msgspec
from msgspec import Struct

from kiosk.learning.events import LifeBegan, PersonErased, Recorded
from kiosk.parcel import chain
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.store.elsewhere import Elsewhere, row_of
from kiosk.store.log import Log
from kiosk.store.opening import open_to_read
from kiosk.store.trouble import StoreTrouble, told
from kiosk.xapi.line import Line

if TYPE_CHECKING:
    from kiosk.store.keys import DeviceKey

Value = TypeVar("Value")
SYNC: Final = "sync"
ACKNOWLEDGED: Final = (SYNC, "acknowledged")
ERASED: Final = (SYNC, "erased")
CURSOR: Final = "elsewhere"
"""The document of that name, and those named `<learner>/elsewhere`, tell how far was taken in."""
ASIDE: Final = "quarantine"
MOST_ASIDE: Final = 1000
"""Lines put aside; once there are so many, further ones are counted and not kept."""
_NAME_BYTES: Final = 16


class OwnDevice(Struct, frozen=True):
    """A device id under which this computer wrote: its public key, and how far its log goes here.

    `before`: the id under which it wrote until then; empty for the first. `public` is empty of a
    kiosk's first form, which had no keys.
    """

    device: str
    public: bytes
    seq: int
    before: str


class Acknowledged(Struct, frozen=True):
    """What the agency has of a device: everything up to `seq`, by its receipt of `at` (UTC ms)."""

    seq: int
    at: int


class Taken(Struct, frozen=True):
    """Lines that were taken in, that were here or are not wanted here, and that were put aside."""

    new: int = 0
    known: int = 0
    quarantined: int = 0


class Outgoing:
    """Reads the live file on a connection of its own, while the kiosk goes on writing.

    It may be used in any thread, by one at a time. Each call reads one short moment of the file,
    so that the write-ahead log can be emptied in between. Close it before the store, which
    otherwise leaves its log behind as if it was killed. Everything raises StoreTrouble.
    """

    def __init__(self, file: Path) -> None:
        with told():
            self._db = open_to_read(f"{file.resolve().as_uri()}?mode=ro", any_thread=True)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def devices(self) -> tuple[OwnDevice, ...]:
        """Every device id under which this computer wrote into the file, the first one first.

        Of a cloned file the first ones are the other computer's too, which sends the same.
        """
        with told():
            rows = self._db.execute(
                "select d.id, d.public, d.seq, e.body from device d left join event e"
                " on e.device = d.n and e.seq = 1 and e.kind = 'life-began' order by d.n"
            ).fetchall()
        try:
            return tuple(OwnDevice(name, key, seq, _before(body)) for name, key, seq, body in rows)
        except msgspec.MsgspecError as error:
            raise StoreTrouble("damaged") from error

    def lines(self, device: str, after: int, limit: int) -> tuple[Line, ...]:
        """A device's events after a `seq`, without a gap between them.

        Where an earlier damage took events, the run ends, and the next one begins behind them.
        """
        with told():
            rows = self._db.execute(
                "select seq, id, learner, kind, at, clock, salt, body, hash from event"
                " where device = (select n from device where id = ?) and seq > ?"
                " order by seq limit ?",
                (device, after, limit),
            ).fetchall()
        run = [row for place, row in enumerate(rows) if row[0] == rows[0][0] + place]
        try:
            return tuple(_line(device, *row) for row in run)
        except (TypeError, ValueError) as error:
            raise StoreTrouble("damaged") from error


def _before(body: bytes | None) -> str:
    return "" if body is None else msgspec.json.decode(body, type=LifeBegan).before


def _line(  # noqa: PLR0913, PLR0917 - the columns of a row
    device: str,
    seq: int,
    event_id: bytes,
    owner: bytes | None,
    kind: str,
    at: int,
    clock: int,
    salt: bytes | None,
    body: bytes,
    hashed: bytes,
) -> Line:
    learner = "" if owner is None else str(uuid.UUID(bytes=owner))
    name = str(uuid.UUID(bytes=event_id))
    return Line(device, seq, name, learner, kind, at, clock, salt or b"", body, hashed)


class Durably(Protocol):
    """Does something in a transaction, on disk at return."""

    def __call__(self, write: Callable[[], Value], /) -> Value:
        """What `write` answers."""


class Standing(Struct, frozen=True):
    """The end of a device's chain: its events, the hash of the last one and a signature, in hex.

    Whoever has an older one compares: the file must still hold an event of that number and hash.
    """

    device: str
    events: int
    hash: str
    signature: str


class Exchange:
    """What a store keeps of its exchange with the agency. Each change is durable at return."""

    def __init__(
        self,
        db: sqlite3.Connection,
        log: Log,
        elsewhere: Elsewhere,
        durably: Durably,
        happenings: Callable[[], tuple[Recorded, ...]],
    ) -> None:
        self._db, self._log, self._elsewhere = db, log, elsewhere
        self._durably, self._happenings = durably, happenings

    # What the agency has

    def acknowledged(self) -> dict[str, Acknowledged]:
        """What the agency has by its receipts, by device; of other lives of this computer too."""
        return self._kept(ACKNOWLEDGED, dict[str, Acknowledged])

    def acknowledge(self, device: str, seq: int, at: int) -> None:
        """The agency has a device's events up to `seq`, by a receipt of `at`. It never goes back.

        `seq` may be beyond what is here: a file that was restored lost what the agency kept.
        """
        if seq <= self.acknowledged().get(device, Acknowledged(0, 0)).seq:
            return
        self._keep(ACKNOWLEDGED, self.acknowledged() | {device: Acknowledged(seq, at)})

    def waiting(self) -> int:
        """Number of events recorded here, in any life of this computer, that the agency lacks."""
        with told():
            ends = dict(self._db.execute("select id, seq from device").fetchall())
        ends[self._log.device] = self._log.seq
        return lacking(ends, self.acknowledged())

    # What learners did on other kiosks

    def take_elsewhere(
        self, lines: Sequence[Line], *, after: str | None = None, learner: str = ""
    ) -> Taken:
        """Take in events of other kiosks, at most 5,000 at once, all or none.

        An event is known by its id. One whose id is taken by another, or that cannot be what it
        says, is put aside and never changes what is here. Of kinds that only a later version knows
        the bytes are kept until then. What a person did before their erasure is not taken in.

        `after`: where to go on the next time, for all learners or for that one.
        """

        def take() -> Taken:
            gone = self.erased()
            room = MOST_ASIDE - self._count_aside()
            found = Counter(self._take(line, gone, room=room > 0) for line in lines)
            if after is not None:
                self._log.documents.put(SYNC, _cursor(learner), after.encode())
            return Taken(found["new"], found["known"], found["other"])

        return self._durably(take)

    def _take(self, line: Line, gone: Mapping[str, int], *, room: bool) -> str:
        owner = _owner(line)
        before = gone.get(owner or "", 0)
        if before and not before <= line.clock <= self._log.horizon:
            return "known"
        if line.erased:
            self._elsewhere.erased(line)
            return "known"
        if owner == "":
            return "known"  # what happened to another computer is of no use here
        row = row_of(line)
        found = "other" if row is None else self._elsewhere.take(row)
        if found == "new":
            self._log.follow(line.clock)
        return self._put_aside(owner, line) if found == "other" and owner and room else found

    def _put_aside(self, owner: str, line: Line) -> str:
        """Keep a line that cannot be taken in, for whoever wants to look.

        It goes by its learner's name, with whom it is erased; of nobody known nothing is kept.
        """
        try:
            body = msgspec.json.encode(line)
        except (OverflowError, ValueError):
            return "other"
        name = f"{owner}/{hashlib.sha256(body).hexdigest()[: 2 * _NAME_BYTES]}"
        if self._log.documents.get(ASIDE, name) is not None:
            return "known"
        self._log.documents.put(ASIDE, name, body)
        return "other"

    def elsewhere_after(self, learner: str = "") -> str:
        """Where taking in goes on, for all learners or for one; empty: from the beginning.

        After a damage it is empty again: what was lost, of this computer too, comes once more.
        """
        with told():
            return (self._log.documents.get(SYNC, _cursor(learner)) or b"").decode()

    def aside(self, learner: str) -> tuple[Line, ...]:
        """What is kept of a learner and cannot be read: lines put aside, and of later versions."""
        with told():
            rows = self._db.execute(
                "select body from document where kind = ? and id like ? || '/%' order by id",
                (ASIDE, learner),
            ).fetchall()
            unread = self._elsewhere.unread(learner)
        return (*(msgspec.json.decode(row[0], type=Line) for row in rows), *unread)

    def _count_aside(self) -> int:
        sql = "select count(*) from document where kind = ?"
        return int(self._db.execute(sql, (ASIDE,)).fetchone()[0])

    # Erased persons

    def erased(self) -> dict[str, int]:
        """Persons who were erased, here or elsewhere, and the clock before which all went."""
        found = self._kept(ERASED, dict[str, int])
        for r in self._happenings():
            if isinstance(r.event, PersonErased):
                clock = r.event.before or r.clock
                found[r.event.person] = max(clock, found.get(r.event.person, 0))
        return found

    def remember_erased(self, learner: str, before: int) -> None:
        """Someone was erased elsewhere of whom nothing is here; so nothing shall come later."""
        kept = self._kept(ERASED, dict[str, int])
        if before > kept.get(learner, 0):
            self._keep(ERASED, kept | {learner: before})

    def device_of(self, event: str) -> str:
        """The device of another kiosk that recorded an event; "" if it was recorded here."""
        with told():
            return self._elsewhere.device_of(event)

    def holds(self, learner: str) -> bool:
        """Whether anything of a learner's came here from elsewhere, readable or not."""
        with told():
            return self._elsewhere.holds(learner) or bool(self._names_aside(learner))

    def forget(self, learner: str, before: int) -> int:
        """Erase what came of a person, within the caller's transaction; the number of events.

        Lines put aside go whatever their clock says, as nothing about them is sure.
        """
        for name in self._names_aside(learner):
            self._log.documents.remove(ASIDE, name)
        return self._elsewhere.forget(learner, before)

    def _names_aside(self, learner: str) -> list[str]:
        rows = self._db.execute(
            "select id from document where kind = ? and id like ? || '/%'", (ASIDE, learner)
        ).fetchall()
        return [str(name) for (name,) in rows]

    # The device's key

    @property
    def public(self) -> bytes:
        """The key by which anyone can check this device's signatures (32 bytes)."""
        return self._key.public

    def publics(self) -> tuple[bytes, ...]:
        """The keys of this device and of earlier lives of its file, the first one first."""
        with told():
            rows = self._db.execute("select public from device where public <> x'' order by n")
            found = [bytes(row[0]) for row in rows.fetchall() if row[0] is not None]
        own = self._log.key.public if self._log.key is not None else b""
        return tuple(dict.fromkeys(key for key in (*found, own) if key))

    def sign(self, message: bytes) -> bytes:
        """The signature of this device (Ed25519, 64 bytes)."""
        return self._key.sign(message)

    def standing(self) -> Standing:
        """How far this device's chain has come, signed by it now. Raises StoreTrouble."""
        log = self._log
        signed = self.sign(chain.checkpoint(log.device, log.seq, log.hash))
        return Standing(log.device, log.seq, log.hash.hex(), signed.hex())

    def unseal(self, content: bytes) -> bytes:
        """What was sealed to this device. Raises ValueError if it was to another."""
        try:
            return self._key.unseal(content)
        except ParcelTrouble as error:
            raise ValueError(*error.args) from error

    @property
    def _key(self) -> DeviceKey:
        if self._log.key is None:
            raise StoreTrouble("read-only")  # only a kiosk that is looked at has none
        return self._log.key

    def _kept(self, where: tuple[str, str], shape: type[Value]) -> Value:
        with told():
            body = self._log.documents.get(*where)
        return msgspec.json.decode(body or b"{}", type=shape)

    def _keep(self, where: tuple[str, str], body: object) -> None:
        self._durably(lambda: self._log.documents.put(*where, msgspec.json.encode(body)))


def lacking(ends: Mapping[str, int], there: Mapping[str, Acknowledged]) -> int:
    """Number of events that the agency lacks, of logs that end at these `seq`."""
    none = Acknowledged(0, 0)
    return sum(max(0, seq - there.get(device, none).seq) for device, seq in ends.items())


def _owner(line: Line) -> str | None:
    """Whose a line is: a learner's id as we spell it, empty for nobody; None if it is no id."""
    try:
        return str(uuid.UUID(line.learner)) if line.learner else ""
    except ValueError:
        return None


def _cursor(learner: str) -> str:
    return f"{learner}/{CURSOR}" if learner else CURSOR
