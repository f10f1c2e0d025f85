"""What is known of the kiosks: of each computer its lives as one, with what it sent and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from sqlalchemy import Connection, text

State: TypeAlias = Literal["revoked", "twin", "never", "silent", "gap", "good"]
DAY: Final = 24 * 3_600_000
SILENT_DAYS: Final = 7
TWIN_DAYS: Final = 30
"""For so long after a parcel of a twin was put aside, a kiosk is shown as one of two."""
_DEVICES: Final = (
    "select d.n, d.id, d.label, d.pairing, d.before, d.serial, d.since, d.seq, d.contact,"
    " d.carrier, d.version, d.waiting, d.revoked, d.reason,"
    " case when length(d.public) > 0 then 1 else 0 end as certified from post_device d"
)
_ALL = text(f"{_DEVICES} order by d.n")
_ONE = text(f"{_DEVICES} where d.id = :device")
_PAIRED = text(f"{_DEVICES} where d.pairing = :pairing order by d.n")
_BEYOND = text(
    "select device, sum(last - first + 1) as beyond, min(first) as first from post_span"
    " group by device"
)
_TWINS = text(
    "select device, max(at) as at from post_quarantine where why = 'twin' group by device"
)
_LABELS = text("select n, label, id from post_device")
_INTAKES = text(
    "select serial, first, last, fresh, carrier, at from post_intake where device = :n"
    " order by serial desc limit 10"
)


class _Device(Struct, frozen=True):
    """A row of `_DEVICES`: much faster to read than a Row, and all kiosks are read for a list."""

    n: int
    id: str
    label: str
    pairing: str
    before: str
    serial: int
    since: int
    seq: int
    contact: int
    carrier: str
    version: str
    waiting: int
    revoked: int
    reason: str
    certified: int


class Life(Struct, frozen=True):
    """One device id of a kiosk. `beyond` lines came past a gap that begins after `seq`."""

    n: int
    device: str
    before: str
    serial: int
    since: int
    seq: int
    beyond: int
    gap_until: int
    certified: bool
    revoked: int


class Kiosk(Struct, frozen=True):
    """A computer that was paired; `device` is its newest life. Times in UTC ms, 0: never."""

    device: str
    label: str
    since: int
    contact: int
    carrier: str
    version: str
    waiting: int
    received: int
    revoked: int
    reason: str
    twin_at: int
    lives: tuple[Life, ...]

    @property
    def gap(self) -> tuple[int, int] | None:
        """Lines that are missing before others that came."""
        for life in self.lives:
            if life.beyond:
                return (life.seq + 1, life.gap_until)
        return None

    def silent_days(self, now: int) -> int:
        """Whole days since it was last heard of, or since it was let in."""
        return max(0, (now - (self.contact or self.since)) // DAY)

    def state(self, now: int) -> State:
        """The one thing to know of it."""
        if self.revoked:
            return "revoked"
        if self.twin_at and now - self.twin_at < TWIN_DAYS * DAY:
            return "twin"
        if not self.contact:
            return "never"
        if self.silent_days(now) >= SILENT_DAYS:
            return "silent"
        return "gap" if self.gap else "good"


class Intake(Struct, frozen=True):
    """A parcel that was taken in, as its receipt says."""

    serial: int
    first: int
    last: int
    fresh: int
    carrier: str
    at: int


def kiosks(connection: Connection) -> tuple[Kiosk, ...]:
    """All of them, by label."""
    found = _joined(connection, [_Device(*row) for row in connection.execute(_ALL)])
    return tuple(sorted(found, key=lambda k: (k.label.casefold(), k.device)))


def kiosk(connection: Connection, device: str) -> Kiosk | None:
    """The kiosk that has, or had, this device id."""
    rows = [_Device(*row) for row in connection.execute(_ONE, {"device": device})]
    if rows and rows[0].pairing:
        paired = {"pairing": rows[0].pairing}
        rows = [_Device(*row) for row in connection.execute(_PAIRED, paired)]
    return next(iter(_joined(connection, rows)), None)


def labels(connection: Connection) -> dict[int, tuple[str, str]]:
    """Label and device id by the number that lines have."""
    return {n: (label, device) for n, label, device in connection.execute(_LABELS)}


def intakes(connection: Connection, kiosk: Kiosk) -> tuple[Intake, ...]:
    """The last parcels of its newest life that sent any."""
    for life in reversed(kiosk.lives):
        rows = connection.execute(_INTAKES, {"n": life.n}).all()
        if rows:
            return tuple(Intake(*row) for row in rows)
    return ()


def _joined(connection: Connection, rows: Sequence[_Device]) -> list[Kiosk]:
    """Lives of one computer are one kiosk."""
    beyond = {row.device: (int(row.beyond), row.first) for row in connection.execute(_BEYOND)}
    twins = {row.device: row.at for row in connection.execute(_TWINS)}
    by: dict[str, list[_Device]] = defaultdict(list)
    for row in rows:
        by[row.pairing or row.id].append(row)
    return [_kiosk(lives, beyond, twins) for lives in by.values()]


def _kiosk(
    rows: Sequence[_Device], beyond: dict[int, tuple[int, int]], twins: dict[str, int]
) -> Kiosk:
    newest = max(rows, key=lambda row: (row.certified, row.n))
    heard = max(rows, key=lambda row: (row.contact, row.n))
    lives = tuple(_life(row, *beyond.get(row.n, (0, 0))) for row in rows)
    return Kiosk(
        device=newest.id,
        label=newest.label,
        since=min((row.since for row in rows if row.since), default=0),
        contact=heard.contact,
        carrier=heard.carrier,
        version=heard.version,
        waiting=heard.waiting,
        received=sum(life.seq + life.beyond for life in lives),
        revoked=newest.revoked,
        reason=newest.reason,
        twin_at=max((twins.get(row.id, 0) for row in rows), default=0),
        lives=lives,
    )


def _life(row: _Device, beyond: int, first: int) -> Life:
    return Life(
        row.n, row.id, row.before, row.serial, row.since, row.seq, beyond, first - 1,
        bool(row.certified), row.revoked,
    )  # fmt: skip


def waiting(found: Iterable[Kiosk]) -> int:
    """What the kiosks that still count said they had to send."""
    return sum(k.waiting for k in found if not k.revoked)
