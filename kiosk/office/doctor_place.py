"""The doctor's look at what lies around the file: disk, copies, printer, fonts, rights, lock."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.compiled import BESIDE
from kiosk.catalog.fault import errors
from kiosk.certificate.typeface import FILES, fault
from kiosk.office.copies import second_at, shelf_name
from kiosk.office.doctor_file import InFile
from kiosk.office.finding import Finding, State, Surroundings, days_between
from kiosk.store import backup
from kiosk.store.backup import Backup
from kiosk.store.folder import PRIVATE, Room, glance
from kiosk.store.reading import may_read

OLD_DAYS = 2
"""Days after which what was recorded since the newest copy is too much to lose."""
SECOND_OLD_DAYS = 7
_OTHERS = 0o077
_PUBLIC = ("cache", "content")
"""Folders of courses: nobody's data."""


def disk(around: Surroundings) -> Finding:
    """Room on the disk of the data folder, or of where it would be made."""
    place = next((p for p in (around.data, *around.data.parents) if p.exists()), around.data)
    seen = glance(place)
    facts: dict[str, str | int] = {"free": seen.free, "reserve": seen.reserve}
    if not seen.whole:
        return Finding("disk", "unknown", "unknown")
    match seen.room:
        case Room.PLENTY:
            return Finding("disk", "good", "plenty", facts)
        case Room.LOW:
            return Finding("disk", "look", "low", facts)
    return Finding("disk", "bad", "none", facts)


def backups(around: Surroundings, in_file: InFile, pace: Callable[[], None]) -> Finding:
    """The copies beside the file, each looked through."""
    if _closed(around.data):
        return Finding("backups", "unknown", "not-examined")
    kept = backup.kept(around.data)
    if not kept:
        return Finding("backups", "look", "none")
    broken = [b.name for b in kept if backup.faults(around.data, b, pace)]
    if broken:
        sound = [b for b in kept if b.name not in broken]
        facts: dict[str, str | int] = {"count": len(kept), "broken": len(broken)}
        facts |= {"first": broken[0], "newest_sound": sound[0].name if sound else ""}
        return Finding("backups", "bad", "broken", facts)
    facts, days = _age(kept, around)
    since = in_file.newest_at is None or in_file.newest_at > kept[0].at
    if since and days > OLD_DAYS:
        return Finding("backups", "look", "old", facts)
    return Finding("backups", "good", "sound", facts)


def _closed(folder: Path) -> bool:
    """Whether this user may not look into a folder that is there."""
    return folder.exists() and not may_read(folder)


def _age(kept: tuple[Backup, ...], around: Surroundings) -> tuple[dict[str, str | int], int]:
    days = days_between(kept[0].at, around.now())
    newest = around.day_of(kept[0].at)
    return {"count": len(kept), "newest": newest, "days": days}, days


def second(around: Surroundings, in_file: InFile, pace: Callable[[], None]) -> Finding:
    """The copies at the second target: on another disk, not too old, and the newest one holds."""
    if in_file.newest_at is None:
        return Finding("second", "unknown", "not-examined")
    folder = in_file.settings.backup_folder if in_file.settings else ""
    if not folder:
        return Finding("second", "look", "none")
    target = Path(folder)
    facts: dict[str, str | int] = {"folder": folder}
    if not target.is_dir():
        last = second_at(around.data)
        days = days_between(last, around.now()) if last else -1
        return Finding("second", "look", "away", {**facts, "days": days})
    shelf = target / shelf_name(in_file.settings, in_file.device)
    kept = backup.kept(shelf)
    if not kept:
        return Finding("second", "look", "empty", facts)
    if backup.faults(shelf, kept[0], pace):
        return Finding("second", "bad", "broken", {**facts, "first": kept[0].name})
    if target.stat().st_dev == around.data.stat().st_dev:
        return Finding("second", "look", "same-disk", facts)
    aged, days = _age(kept, around)
    behind = in_file.newest_at > kept[0].at and days > SECOND_OLD_DAYS
    state: State = "look" if behind else "good"
    return Finding("second", state, "old" if behind else "sound", {**facts, **aged})


def printer(around: Surroundings) -> Finding:
    """Whether one printer at least takes jobs."""
    if around.printers is None:
        return Finding("printer", "unknown", "not-asked")
    found = around.printers()
    ready = [p for p in found if p.ready]
    if ready:
        facts: dict[str, str | int] = {"count": len(found), "ready": len(ready)}
        return Finding("printer", "good", "ready", {**facts, "name": ready[0].words})
    if found:
        named: dict[str, str | int] = {"name": found[0].words, "reason": found[0].reason}
        return Finding("printer", "look", "not-ready", named)
    return Finding("printer", "look", "none")


def fonts(around: Surroundings) -> Finding:
    """Every font file; without those of the certificate none can be issued."""
    folder = around.home / "resources" / "fonts"
    files = sorted({*folder.glob("*.ttf"), *(folder / name for name in FILES.values())})
    for file in files:
        if code := fault(file):
            return Finding("fonts", "bad", code, {"file": file.name})
    return Finding("fonts", "good", "whole", {"count": len(files)})


def permissions(around: Surroundings) -> Finding:
    """Whether other users of this computer can look into the folder."""
    if os.name != "posix":
        return Finding("permissions", "unknown", "windows")
    if not around.data.exists():
        return Finding("permissions", "unknown", "no-folder")
    mode = stat.S_IMODE(around.data.stat().st_mode)
    if mode & ~PRIVATE:
        return Finding("permissions", "bad", "folder-open", {"mode": f"{mode:04o}"})
    found = [f for f in sorted(around.data.rglob("*")) if _is_open(f, around.data)]
    if found:
        first = str(found[0].relative_to(around.data))
        return Finding("permissions", "look", "files-open", {"count": len(found), "first": first})
    return Finding("permissions", "good", "private")


def _is_open(file: Path, data: Path) -> bool:
    """Whether others may read or write it; a file that went meanwhile is none."""
    if file.relative_to(data).parts[0] in _PUBLIC:
        return False
    try:
        return bool(file.lstat().st_mode & _OTHERS) and not file.is_symlink()
    except OSError:
        return False


def lock(in_file: InFile, level: str, session: str) -> Finding:
    """What really keeps a visitor in the kiosk.

    `level`: how the window stands ("window", "full-screen"), or empty: as the settings will have
    it. `session`: the compositor that shows nothing but the kiosk, as `locked_session` tells.
    """
    settings = in_file.settings
    if in_file.newest_at is None:
        return Finding("lock", "unknown", "not-examined")
    if settings is None or settings.demo:
        return Finding("lock", "good", "trial-window")
    if level == "window":
        return Finding("lock", "look", "window")
    if session.endswith(" -s"):
        return Finding("lock", "look", "session-switch", {"session": session})
    if session:
        return Finding("lock", "good", "locked-session", {"session": session})
    return Finding("lock", "look", "full-screen")


def locked_session(processes: Path = Path("/proc")) -> str:
    """Answers "cage" if it started this program; "cage -s" if it lets other consoles be reached."""
    pid = str(os.getpid())
    for _ in range(64):  # a chain of parents, should it ever change under the reader
        try:
            words = (processes / pid / "cmdline").read_bytes().split(b"\0")
            told = (processes / pid / "status").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        if Path(os.fsdecode(words[0])).name == "cage":
            return "cage -s" if b"-s" in words[1:] else "cage"
        parent = [line.split()[1] for line in told.splitlines() if line.startswith("PPid:")]
        pid = parent[0] if parent else "0"
    return ""


def courses(around: Surroundings) -> Finding:
    """The courses, read anew where they lie with the records: that cache may lie."""
    places = [around.home, *(() if _closed(around.data) else (around.data,))]
    folders = [place / "content" for place in places]
    there = [folder for folder in folders if folder.is_dir()]
    catalog = Catalog(there, cache=None, beside=around.home / BESIDE)
    sound, found = catalog.courses(), catalog.faults()
    if not sound:
        return Finding("courses", "bad", "none")
    wrong = [name for name, faults in found.items() if errors(faults)]
    if wrong:
        return Finding("courses", "look", "errors", {"count": len(wrong), "first": wrong[0]})
    if found:
        return Finding(
            "courses", "look", "warnings", {"count": len(found), "first": next(iter(found))}
        )
    return Finding("courses", "good", "sound", {"count": len(sound)})


def reports(around: Surroundings) -> Finding:
    """Reports of our own faults that nobody has sent us yet."""
    if _closed(around.data):
        return Finding("reports", "unknown", "not-examined")
    names = sorted(file.name for file in (around.data / "reports").glob("*.txt"))
    if not names:
        return Finding("reports", "good", "none")
    newest = f"{names[-1][:4]}-{names[-1][4:6]}-{names[-1][6:8]}"
    return Finding("reports", "look", "waiting", {"count": len(names), "newest": newest})
