"""The facts of a learner's transcript: every course in which they were tested."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from kiosk.certificate.letter_facts import Heading, Score, Transcript
from kiosk.learning import attempts as tries
from kiosk.learning.events import CertificateIssued
from kiosk.learning.progress import CourseProgress
from kiosk.register.frozen import frozen_facts
from kiosk.register.heading import person_of
from kiosk.register.learnt import Learnt
from kiosk.register.replaced import standing

PRE, POST = "pre", "post"
"""The ids of a course's two tests."""


def transcript(
    known: Learnt,
    heading: Heading,
    titles: Mapping[str, str],
    day_of: Callable[[int], str],
    revoked: Container[str],
) -> Transcript:
    """All results of a learner, the earliest first; a course opened but not tested is left out.

    `titles` are those of courses on this computer, `revoked` numbers that do not count any more.
    """
    scores: list[Score] = []
    for course, p in known.progress.courses.items():
        title = titles.get(course, "")
        held = standing(c for c in (*p.earlier, p.certificate) if c)
        scores += [_earlier(c, title, revoked) for c in held if c is not p.certificate]
        if p.certificate or p.tries(PRE) or p.tries(POST):
            scores.append(_score(p, title, day_of, revoked))
    scores.sort(key=lambda s: (s.finished or s.started, not s.number, s.number, s.course))
    return Transcript(heading, person_of(known.learner), tuple(scores))


def _score(
    p: CourseProgress, title: str, day_of: Callable[[int], str], revoked: Container[str]
) -> Score:
    first, last = tries.counting(p.tries(PRE)), tries.counting(p.tries(POST))
    pre, post = (None if a is None else a.score for a in (first, last))
    issued, ended = p.certificate, last or first
    done = ended.submitted if ended is not None else None
    facts = frozen_facts(issued) if issued else None
    return Score(
        course=facts.course if facts else title or p.course,
        started=day_of(p.started) if p.started else "",
        finished=issued.issued if issued else day_of(done) if done else "",
        pre=pre,
        post=post if post is not None else _certified(issued),
        gain=None if pre is None or post is None else tries.gain(pre, post),
        tries=len(p.tries(POST)),
        hours=issued.hours if issued else 0,
        number=issued.number if issued else "",
        revoked=bool(issued and issued.number in revoked),
    )


def _certified(issued: CertificateIssued | None) -> float | None:
    return None if issued is None else float(issued.score)


def _earlier(issued: CertificateIssued, title: str, revoked: Container[str]) -> Score:
    """A certificate from before the course was begun anew: its tests are folded away."""
    facts = frozen_facts(issued)
    return Score(
        course=facts.course if facts else title or issued.course,
        started=facts.started if facts else "",
        finished=issued.issued,
        pre=None,
        post=float(issued.score),
        gain=None,
        tries=0,
        hours=issued.hours,
        number=issued.number,
        revoked=issued.number in revoked,
    )
