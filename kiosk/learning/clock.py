"""The computer's clock as its recorded jumps show it: whether it can be right, and what was when.

A clock is wrong from a jump on until later jumps have undone it, or until an officer looked at it
and found it right. What happened meanwhile carries wrong times; once the clock is right again, the
jumps tell the true ones. What is recorded is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, structs

from kiosk.learning.events import ClockConfirmed, ClockJumped, QuizSubmitted, Recorded
from kiosk.learning.progress import CourseProgress, Progress

SECOND = 1000
DAY, YEAR = 86_400, 31_536_000
NEAR = 0.1
"""A jump back by hand may miss by a tenth of its length and still undo the first one."""


class Spell(Struct, frozen=True):
    """A time in which the clock was wrong: its jumps as (clock, seconds), and its end.

    `before`: it had been as wrong before the first jump, too.
    """

    jumps: tuple[tuple[int, int], ...]
    end: int
    end_at: int
    before: bool

    @property
    def began(self) -> int:
        """The place of its first jump; of its end, if an officer found the clock right anyway."""
        return self.jumps[0][0] if self.jumps else self.end

    def since(self, clock: int) -> int:
        """Seconds by which the clock was moved between an event and the end."""
        return sum(seconds for place, seconds in self.jumps if place > clock)


def doubtful(happened: Iterable[Recorded]) -> int:
    """Seconds by which the clock went astray and was not put right; 0: nothing speaks against it.

    Less than a day counts as right.
    """
    _, open_jumps = _spells(happened)
    return sum(seconds for _, seconds in open_jumps)


def jumps(happened: Iterable[Recorded]) -> tuple[tuple[Recorded, int], ...]:
    """The jumps with their seconds, oldest first."""
    return tuple((r, r.event.seconds) for r in happened if isinstance(r.event, ClockJumped))


def unconfirmed(happened: Sequence[Recorded]) -> bool:
    """Whether the clock jumped since an officer last found it right."""
    told = [r.event for r in happened if isinstance(r.event, ClockJumped | ClockConfirmed)]
    return bool(told) and isinstance(told[-1], ClockJumped)


def settled(events: Sequence[Recorded], happened: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """The events with the times they really had, as far as a clock put right tells.

    None lies ahead of a moment at which the clock was found right.
    """
    spells, _ = _spells(happened)
    if not spells:
        return tuple(events)
    return tuple(structs.replace(r, at=_settled(r, spells)) for r in events)


def ends(events: Iterable[Recorded], happened: Iterable[Recorded]) -> dict[str, int]:
    """When attempts were handed in, by attempt, in UTC ms as the clock now counts them.

    So the time since then is right even while the clock is not.
    """
    moved = [(r.clock, seconds) for r, seconds in jumps(happened)]
    return {
        r.event.attempt: r.at + SECOND * sum(s for place, s in moved if place > r.clock)
        for r in events
        if isinstance(r.event, QuizSubmitted)
    }


def handed_in(progress: Progress, at: Mapping[str, int]) -> Progress:
    """The same progress, its attempts handed in at the times of `ends`."""
    return Progress({name: _handed_in(p, at) for name, p in progress.courses.items()})


def _handed_in(p: CourseProgress, at: Mapping[str, int]) -> CourseProgress:
    attempts = [structs.replace(a, submitted=at.get(a.id, a.submitted)) for a in p.attempts]
    return structs.replace(p, attempts=tuple(attempts))


def _settled(recorded: Recorded, spells: Sequence[Spell]) -> int:
    at, later = recorded.at, [s for s in spells if s.end > recorded.clock]
    if later and (later[0].before or later[0].began < recorded.clock):
        at += SECOND * later[0].since(recorded.clock)
    return min([at, *(s.end_at for s in later)])


def _spells(happened: Iterable[Recorded]) -> tuple[list[Spell], list[tuple[int, int]]]:
    """The spells that are over, and the jumps of the one that is not."""
    over: list[Spell] = []
    now: list[tuple[int, int]] = []
    for recorded in happened:
        match recorded.event:
            case ClockJumped(seconds=seconds):
                now.append((recorded.clock, seconds))
                offset = sum(s for _, s in now)
                if abs(offset) >= max(DAY, NEAR * abs(seconds)):
                    continue
                if len(now) > 1:
                    over.append(Spell(tuple(now), recorded.clock, recorded.at, before=False))
                now = []
            case ClockConfirmed():
                # a clock set back by a year is noticed, so one found a year slow always was
                before = sum(s for _, s in now) >= YEAR
                over.append(Spell(tuple(now), recorded.clock, recorded.at, before=before))
                now = []
            case _:
                pass
    return over, now
