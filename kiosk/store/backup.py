"""Copies of the file: made by SQLite while the kiosk works, looked through, thinned, put aside."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import mmap
import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.store.check import Damage, check, check_file
from kiosk.store.opening import open_to_read
from kiosk.store.pace import no_pause
from kiosk.store.swap import COPIES, place
from kiosk.store.trouble import UNREADABLE, StoreTrouble, told

FOLDER = COPIES
NEWEST, DAYS, WEEKS, MONTHS = 3, 12, 10, 9
"""Copies that stay: the newest, and the last one of so many days, weeks and months."""
PAGES = 256
"""Pages copied in one stroke: a millisecond, after which a waiting window gets its turn."""


class Backup(Struct, frozen=True):
    """A copy that was looked through when it was made. `at` UTC ms, `size` bytes.

    `clock` tells which of two copies is the later one, whatever the wall clock said. `state`
    changes with any change of what is kept. `reason`: "time", "certificate", "wish", "migration",
    "import", "restore", "erasure". `device`: whose log went on when it was made; as the name ends
    with `events`, `note.copied_further` finds a copy that knows more than the file.
    """

    name: str
    reason: str
    at: int
    clock: int
    events: int
    learners: int
    state: str
    size: int
    sha256: str
    device: str = ""


def file_of(data: Path, backup: Backup) -> Path:
    """Where a copy lies."""
    return data / FOLDER / f"{backup.name}.sqlite"


def kept(data: Path) -> tuple[Backup, ...]:
    """All copies in a data folder, or in any folder with a folder `backups`; the newest first."""
    found = []
    for note in (data / FOLDER).glob("*.json"):
        with contextlib.suppress(OSError, ValueError, msgspec.MsgspecError):
            found.append(msgspec.json.decode(note.read_bytes(), type=Backup))
    return tuple(sorted(found, key=lambda b: (b.clock, b.at, b.name), reverse=True))


def make(file: Path, now: int, reason: str, pace: Callable[[], None] = no_pause) -> Backup:
    """Copy the file as of this moment, on connections of its own; verified and durable at return.

    Answers the newest copy if nothing has changed since. Raises StoreTrouble: "full", and "damaged"
    if the copy does not hold, as the file then does not either.
    """
    data = file.parent
    folder = data / FOLDER
    folder.mkdir(exist_ok=True, mode=0o700)
    _sweep(folder)
    with told(), _reading(file) as source:
        state = _state(source)
        newest = next(iter(kept(data)), None)
        if newest is not None and newest.state == state and file_of(data, newest).exists():
            return newest
        fresh = folder / "new.sqlite.part"
        try:
            _copy(source, fresh)
            return _put_aside(fresh, data, now, reason, state, pace)
        except OSError as error:
            raise StoreTrouble("full") from error
        finally:
            _sweep(folder)


def _sweep(folder: Path) -> None:
    """Remove what a power cut left half-made."""
    for part in (*folder.glob("*.part"), *folder.glob("*.part-*")):
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    db = open_to_read(f"{file.resolve().as_uri()}?mode=ro")
    try:
        db.execute("begin")  # one moment of the file, however long the copy takes
        yield db
    finally:
        db.close()


def _state(db: sqlite3.Connection) -> str:
    row = db.execute("select device, seal from head").fetchone()
    if row is None:
        raise StoreTrouble("damaged")
    return f"{row[0]}-{row[1].hex()}"


def _copy(source: sqlite3.Connection, fresh: Path) -> None:
    target = sqlite3.connect(fresh, isolation_level=None)
    try:
        source.backup(target, pages=PAGES)
        target.execute("pragma journal_mode = delete")
        target.execute("pragma synchronous = full")
        # whoever puts this file in place goes on as a new device
        target.execute("update head set life = 'restored'")
    finally:
        target.close()


def _put_aside(  # noqa: PLR0913, PLR0917 - what a copy is and is told about itself
    fresh: Path, data: Path, now: int, reason: str, state: str, pace: Callable[[], None]
) -> Backup:
    """Look the copy through, and give it its name once it is on the disk."""
    fresh.chmod(0o600)
    db = open_to_read(f"{fresh.resolve().as_uri()}?mode=ro")
    try:
        checked = check(db, data, pace)
        clock = db.execute("select coalesce(max(clock), 0) from event").fetchone()[0]
        learners = db.execute("select count(*) from learner").fetchone()[0]
        device = db.execute("select id from device, head where n = head.device").fetchone()[0]
    finally:
        db.close()
    if checked.damages:
        raise StoreTrouble("damaged")
    backup = Backup(
        name=_free_name(data, now, checked.events),
        reason=reason,
        at=now,
        clock=clock,
        events=checked.events,
        learners=learners,
        state=state,
        size=fresh.stat().st_size,
        sha256=_sha256(fresh),
        device=device,
    )
    place(fresh, file_of(data, backup))
    _write_note(data, backup)
    return backup


def _free_name(data: Path, now: int, events: int) -> str:
    """The moment to the second and the number of events; a later second if that one is taken."""
    while True:
        stamp = dt.datetime.fromtimestamp(now / 1000, dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        if not (data / FOLDER / f"{stamp}-{events}.sqlite").exists():
            return f"{stamp}-{events}"
        now += 1000


def _write_note(data: Path, backup: Backup) -> None:
    part = data / FOLDER / f"{backup.name}.json.part"
    part.write_bytes(msgspec.json.format(msgspec.json.encode(backup)))
    part.chmod(0o600)
    place(part, data / FOLDER / f"{backup.name}.json")


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def faults(data: Path, backup: Backup, pace: Callable[[], None] = no_pause) -> tuple[Damage, ...]:
    """What is wrong with a copy now; its bytes first, then all that is in it."""
    file = file_of(data, backup)
    try:
        if _sha256(file) != backup.sha256:
            return (Damage("bytes"),)
    except OSError:
        return (Damage("missing"),)
    return check_file(file, data, pace).damages


def newest_sound(
    data: Path, damaged: Path | None = None, devices: Container[str] = ()
) -> Backup | None:
    """The newest copy that holds; one of the damaged file's own past, if it tells.

    After an older copy was brought back, those made before that tell what is true no more; if
    nothing else tells, those of the last of the `devices` are of what came after.
    """
    there = tuple(sorted(kept(data), key=lambda b: b.device not in devices))
    if damaged is not None:
        past = (b for b in there if _is_past_of(file_of(data, b), damaged))
        there = (*past, *there)
    return next((b for b in there if not faults(data, b)), None)


def _is_past_of(copy: Path, damaged: Path) -> bool:
    """Whether the last event of a copy stands somewhere in the damaged file."""
    try:
        with _reading(copy) as db, damaged.open("rb") as opened:
            row = db.execute("select hash from head").fetchone()
            with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as whole:
                return row is not None and whole.find(row[0]) >= 0
    except (*UNREADABLE, OSError, ValueError):
        return False


def remove(data: Path, backup: Backup) -> None:
    """Take a copy away, its note first: a copy without a note is none."""
    (data / FOLDER / f"{backup.name}.json").unlink(missing_ok=True)
    file_of(data, backup).unlink(missing_ok=True)


def thin(data: Path, day_of: Callable[[int], str]) -> tuple[Backup, ...]:
    """Keep few of the older copies; answers those taken away."""
    gone = superfluous(kept(data), day_of)
    for backup in gone:
        remove(data, backup)
    return gone


def superfluous(newest_first: Iterable[Backup], day_of: Callable[[int], str]) -> tuple[Backup, ...]:
    """The copies that may go. Days are counted by what there is, so a clock gone wild costs one."""
    days: list[str] = []
    weeks: list[str] = []
    months: list[str] = []
    gone = []
    for place_, backup in enumerate(newest_first):
        day = dt.date.fromisoformat(day_of(backup.at))
        week = "{}-{}".format(*day.isocalendar()[:2])
        needed = place_ < NEWEST
        for seen, name, most in (
            (days, day.isoformat(), DAYS),
            (weeks, week, WEEKS),
            (months, day.isoformat()[:7], MONTHS),
        ):
            if name not in seen and len(seen) < most:
                seen.append(name)
                needed = True
        if not needed:
            gone.append(backup)
    return tuple(gone)


def copy_to(data: Path, target: Path, day_of: Callable[[int], str]) -> tuple[Backup, ...]:
    """Bring the copies that `target` (a folder or stick) lacks there; answers them.

    Thinned there too. Raises StoreTrouble "cannot-open" if the target is away, or "full".
    """
    if not target.is_dir():
        raise StoreTrouble("cannot-open")
    try:
        (target / FOLDER).mkdir(exist_ok=True, mode=0o700)
        _sweep(target / FOLDER)
        there = {b.name for b in kept(target)}
        missing = tuple(b for b in kept(data)[:NEWEST] if b.name not in there)
        for backup in reversed(missing):
            part = file_of(target, backup).with_suffix(".sqlite.part")
            with file_of(data, backup).open("rb") as source, part.open("wb") as out:
                while chunk := source.read(1 << 20):
                    out.write(chunk)
            place(part, file_of(target, backup))
            _write_note(target, backup)
        thin(target, day_of)
    except OSError as error:
        raise StoreTrouble("full") from error
    return missing
