"""The doctor's look at the file: whether it is whole, and what it tells of its kiosk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from kiosk.learning import clock
from kiosk.learning.events import Healed, LifeBegan, Recorded
from kiosk.learning.progress import Progress
from kiosk.office.copies import settings_of
from kiosk.office.doctor_numbers import numbers
from kiosk.office.faults import settings_faults
from kiosk.office.finding import DAY, Finding, State, Surroundings
from kiosk.people.agency import Settings
from kiosk.store import StoreTrouble, backup
from kiosk.store.check import Checked
from kiosk.store.clock import SLACK
from kiosk.store.folder import FILE
from kiosk.store.heal import MARK
from kiosk.store.inside import Inside, looking
from kiosk.store.log import MACHINE
from kiosk.store.machine import Machine, same
from kiosk.store.reading import may_read

CHECKS = (
    "integrity", "chain", "checkpoints", "rows", "projections", "clock", "device", "sync",
    "settings", "numbers",
)  # fmt: skip
MOST = 2000
"""Learners whose standing is folded anew; of more, so many are picked evenly."""
RECENT = 30 * DAY
SECOND = 1000
SHOWN = 5
"""Lives that are listed, the newest."""
_DAMAGES = {
    "integrity": ("unreadable", "integrity"),
    "chain": ("chain", "gap", "tail", "erased"),
    "checkpoints": ("checkpoint",),
    "rows": ("row", "rows"),
}
_TROUBLES = {
    "full": Finding("integrity", "unknown", "no-room"),
    "busy": Finding("integrity", "unknown", "busy"),
    "damaged": Finding("integrity", "bad", "damaged"),
}


class InFile(Struct, frozen=True):
    """The findings about the file by check, and what other checks want to know from it.

    `newest_at` is None if the file could not be read.
    """

    findings: dict[str, Finding]
    settings: Settings | None = None
    newest_at: int | None = None
    device: str = ""


def in_file(around: Surroundings, pace: Callable[[], None], *, open_here: bool) -> InFile:
    """Look at the file, however broken it is; nothing in the folder is touched."""
    absent = _absent(around)
    if absent is not None:
        return _only(absent)
    try:
        with looking(around.data / FILE, directly=open_here) as inside:
            return _of_form(inside, around, pace)
    except StoreTrouble as trouble:
        return _only(_TROUBLES.get(trouble.code, Finding("integrity", "bad", "cannot-open")))


def _only(integrity: Finding) -> InFile:
    """That finding, and no claim about the rest."""
    rest = {check: Finding(check, "unknown", "not-examined") for check in CHECKS}
    return InFile(rest | {"integrity": integrity})


def _absent(around: Surroundings) -> Finding | None:
    """Nothing is here yet, or what was in the file went and its companions did not; None: it is."""
    data = around.data
    if data.exists() and not may_read(data):
        return Finding("integrity", "bad", "cannot-open")
    file = data / FILE
    if file.exists() and file.stat().st_size:
        return None
    copies = len(backup.kept(data))
    if copies or any(data.glob("*.seen")):
        return Finding("integrity", "bad", "file-missing", {"copies": copies})
    return None if file.exists() else Finding("integrity", "look", "no-file")


def _of_form(inside: Inside, around: Surroundings, pace: Callable[[], None]) -> InFile:
    match inside.form:
        case "unreadable":
            return _only(Finding("integrity", "bad", "damaged"))
        case "newer":
            return _only(Finding("integrity", "bad", "newer"))
        case "old" if inside.sound():
            return _only(Finding("integrity", "look", "old-form"))
        case "old":
            return _only(Finding("integrity", "bad", "damaged"))
        case "empty":
            return _empty()
        case _:
            return _whole(inside, around, pace)


def _empty() -> InFile:
    """A file in which nobody did anything yet: nothing that could be wrong."""
    found = (
        Finding("integrity", "good", "empty"),
        Finding("chain", "good", "whole", {"events": 0}),
        Finding("checkpoints", "good", "signed", {"count": 0}),
        Finding("rows", "good", "sealed", {"count": 0}),
        Finding("projections", "good", "same", {"learners": 0, "looked": 0, "certificates": 0}),
        Finding("clock", "good", "steady"),
        Finding("device", "good", "first", {"device": ""}),
        Finding("sync", "good", "nothing"),
        Finding("settings", "look", "not-set-up"),
        Finding("numbers", "good", "none"),
    )
    return InFile({f.check: f for f in found}, None, 0)


def _whole(inside: Inside, around: Surroundings, pace: Callable[[], None]) -> InFile:
    checked = inside.checked(pace)
    found = {f.check: f for f in _health(inside, around, checked)}
    parts: tuple[tuple[str, Callable[[], Finding]], ...] = (
        ("projections", lambda: _projections(inside)),
        ("clock", lambda: _clock(inside, around)),
        ("device", lambda: _device(inside, around)),
        ("sync", lambda: _sync(inside, around)),
        ("settings", lambda: _settings(inside)),
        ("numbers", lambda: numbers(inside, around)),
    )
    for check, examined in parts:
        found[check] = _told(check, examined)
    try:
        return InFile(found, settings_of(inside), inside.newest_at, inside.device)
    except StoreTrouble:
        return InFile(found)


def _told(check: str, examined: Callable[[], Finding]) -> Finding:
    """A finding, or that a damaged file does not let it be made."""
    try:
        return examined()
    except (StoreTrouble, UnicodeDecodeError):
        return Finding(check, "unknown", "not-examined")


def _health(inside: Inside, around: Surroundings, checked: Checked) -> Iterator[Finding]:
    """What the check of the whole file found, sorted into four checks."""
    wrong = {
        check: [d for d in checked.damages if d.code in codes] for check, codes in _DAMAGES.items()
    }
    unreadable = any(d.code == "unreadable" for d in checked.damages)
    if wrong["integrity"]:
        yield Finding("integrity", "bad", "damaged")
    elif (around.data / MARK).exists():
        yield Finding("integrity", "look", "will-be-mended")
    else:
        yield _told("integrity", partial(_sound, "integrity", inside))
    for check, code in (("chain", "broken"), ("checkpoints", "wrong"), ("rows", "changed")):
        if unreadable:
            yield Finding(check, "unknown", "not-examined")
        elif found := wrong[check]:
            first = found[0].where or found[0].code
            yield Finding(check, "bad", code, {"count": len(found), "first": first})
        else:
            yield _told(check, partial(_sound, check, inside))


def _sound(check: str, inside: Inside) -> Finding:
    events, signed, sealed = inside.counts()
    if check == "integrity":
        return Finding(check, "good", "whole", {"events": events, "size": inside.size})
    if check == "chain":
        return Finding(check, "good", "whole", {"events": events})
    if check == "checkpoints":
        return Finding(check, "good", "signed", {"count": signed})
    if not inside.has_key:
        return Finding(check, "look", "no-key")
    return Finding(check, "good", "sealed", {"count": sealed})


def _projections(inside: Inside) -> Finding:
    """What is shown quickly, against what the whole log says."""
    with inside.still():
        everyone, issued = inside.learners(), inside.certificates()
        looked = everyone[:: 1 + (len(everyone) - 1) // MOST]
        wrong = [*inside.uneven()]
        wrong += ["certificate" for c in issued if not _kept(inside, c.number, c.sha256)]
        wrong += ["standing" for one in looked if not _folds_alike(inside.events(one))]
    if wrong:
        return Finding("projections", "bad", "differ", {"count": len(wrong), "first": wrong[0]})
    facts: dict[str, str | int] = {"learners": len(everyone), "looked": len(looked)}
    return Finding("projections", "good", "same", {**facts, "certificates": len(issued)})


def _kept(inside: Inside, number: str, sha256: str) -> bool:
    """Whether a certificate's page is still the one that was issued."""
    pdf = inside.document("certificate", number)
    return pdf is not None and hashlib.sha256(pdf).hexdigest() == sha256


def _folds_alike(events: Sequence[Recorded]) -> bool:
    """Whether one by one, as at a desk, the events lead where all of them at once do."""
    progress = Progress({})
    for event in events:
        progress = progress.after((event,))
    return progress == Progress.of(events)


def _clock(inside: Inside, around: Surroundings) -> Finding:
    happened = inside.happenings()
    jumped = clock.jumps(happened)
    behind = (inside.newest_at - around.now()) // SECOND
    facts: dict[str, str | int] = {"jumps": len(jumped)}
    if jumped:
        facts["last"] = around.day_of(jumped[-1][0].at)
    if astray := clock.doubtful(happened):
        return Finding("clock", "bad", "doubtful", {**facts, "seconds": astray})
    if behind > SLACK:
        state: State = "bad" if behind >= clock.DAY else "look"
        return Finding("clock", state, "behind", {"seconds": behind})
    if clock.unconfirmed(happened):
        return Finding("clock", "look", "jumped", {**facts, "seconds": jumped[-1][1]})
    return Finding("clock", "good", "confirmed" if jumped else "steady", facts if jumped else {})


def _device(inside: Inside, around: Surroundings) -> Finding:
    if reason := inside.life_to_come:
        return Finding("device", "look", "life-coming", {"reason": reason})
    kept = Machine.from_bytes(inside.document(*MACHINE) or b"")
    if not same(kept, around.machine()):
        return Finding("device", "look", "clone-coming", {"device": inside.device})
    happened = inside.happenings()
    lives = [(r.at, r.event) for r in happened if isinstance(r.event, LifeBegan)]
    if not lives:
        return Finding("device", "good", "first", {"device": inside.device})
    reasons = [life.reason for _, life in lives]
    quarantine = around.data / "quarantine"
    last_at, last = lives[-1]
    facts: dict[str, str | int] = {
        "device": inside.device,
        "lives": len(lives) + 1,
        "clones": reasons.count("clone"),
        "restores": reasons.count("restored"),
        "heals": reasons.count("healed"),
        "keys_lost": reasons.count("key-lost"),
        "lost": sum(r.event.lost for r in happened if isinstance(r.event, Healed)),
        "put_aside": sum(p.is_dir() for p in quarantine.iterdir()) if quarantine.is_dir() else 0,
        "last": around.day_of(last_at),
        "last_reason": last.reason,
        "history": ", ".join(f"{around.day_of(at)} {x.reason}" for at, x in lives[-SHOWN:]),
    }
    recent = last.reason != "upgraded" and around.now() - last_at < RECENT
    return Finding("device", "look" if recent else "good", "recent" if recent else "lives", facts)


def _sync(inside: Inside, around: Surroundings) -> Finding:
    """What the agency has of this kiosk; one that never sends anything is none the worse."""
    waiting, at, aside = inside.exchanged()
    facts: dict[str, str | int] = {"count": waiting}
    if at:
        facts["last"] = around.day_of(at)
    if aside:
        return Finding("sync", "look", "aside", {**facts, "aside": aside})
    if not waiting:
        return (
            Finding("sync", "good", "received", facts) if at else Finding("sync", "good", "nothing")
        )
    if not at:
        return Finding("sync", "good", "here-only", facts)
    if around.now() - at >= RECENT:
        return Finding("sync", "look", "late", facts)
    return Finding("sync", "good", "waiting", facts)


def _settings(inside: Inside) -> Finding:
    settings = settings_of(inside)
    if settings is None:
        return Finding("settings", "look", "not-set-up")
    if wrong := settings_faults(settings, None):
        fields = ", ".join(fault.field for fault in wrong)
        return Finding("settings", "bad", "faults", {"fields": fields})
    kiosk: dict[str, str | int] = {"kiosk": settings.kiosk_code}
    if settings.demo:
        return Finding("settings", "look", "demo", kiosk)
    return Finding("settings", "good", "set-up", kiosk)
