"""A failure to protect personal data (UU 27/2022 Pasal 46): what the kiosk can say of itself.

The draft of the notice is made in `breach_page`; what only people know is left to them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from kiosk.learning.events import CertificateIssued, EvaluationAnswered, QuizSubmitted
from kiosk.learning.trouble import NotAllowed
from kiosk.people.learner import Learner
from kiosk.people.nip import LENGTH, Kind, Nip, read_nip
from kiosk.store import Store

HOURS = 3 * 24
FORMS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M", "%Y-%m-%dT%H:%M")
_ANY_18 = re.compile(rf"(?<!\d)\d{{{LENGTH}}}(?!\d)")
_SPACED = re.compile(rf"(?=((?:\d[\s.\-]?){{{LENGTH - 1}}}\d))")
LEAST_WORDS = 2
"""A name of one word is too often an ordinary word to be looked for in a text."""


class Found(Struct, frozen=True):
    """What is known: the local time of finding, and what was told of the three contents."""

    at: dt.datetime
    what: str = ""
    how: str = ""
    done: str = ""

    @property
    def deadline(self) -> dt.datetime:
        """3 × 24 hours after the finding."""
        return self.at + dt.timedelta(hours=HOURS)


class Holdings(Struct, frozen=True):
    """What this kiosk keeps, counted. Dates are local ISO dates, "" when nothing is kept."""

    kinds: dict[Kind, int]
    ranks: int
    pins: int
    tests: int
    certificates: int
    evaluations: int
    first: str
    last: str

    @property
    def people(self) -> int:
        """Number of people."""
        return sum(self.kinds.values())


def read_found(text: str) -> dt.datetime:
    """The local time typed, "2026-11-24 09:00". Refuses "found-unreadable"."""
    for form in FORMS:
        try:
            return dt.datetime.strptime(text.strip(), form)  # noqa: DTZ007 - local time, as on paper
        except ValueError:
            continue
    raise NotAllowed("found-unreadable")


def holdings(store: Store, day_of: Callable[[int], str]) -> Holdings:
    """Count what is kept of everyone."""
    people = store.roster.everyone()
    times: list[int] = []
    tests = certificates = evaluations = 0
    for learner in people:
        events = store.events(learner.id)
        times += [events[0].at, events[-1].at] if events else []
        tests += sum(isinstance(r.event, QuizSubmitted) for r in events)
        certificates += sum(isinstance(r.event, CertificateIssued) for r in events)
        evaluations += sum(isinstance(r.event, EvaluationAnswered) for r in events)
    return Holdings(
        kinds={kind: sum(x.kind is kind for x in people) for kind in Kind},
        ranks=sum(bool(x.rank or x.position) for x in people),
        pins=sum(any(store.roster.secret(x.id)) for x in people),
        tests=tests,
        certificates=certificates,
        evaluations=evaluations,
        first=day_of(min(times)) if times else "",
        last=day_of(max(times)) if times else "",
    )


def check_nameless(texts: Iterable[str], people: Iterable[Learner], today: dt.date) -> None:
    """Refuse "names-somebody" if a text holds a NIP, or the name of one of the people.

    The notice goes to everyone, so it must not tell one person's data to the others.
    """
    names = [_plain(x.name) for x in people if len(_plain(x.name).split()) >= LEAST_WORDS]
    for text in texts:
        plain = f" {_plain(text)} "
        if _holds_nip(text, today) or any(f" {name} " in plain for name in names):
            raise NotAllowed("names-somebody")


def _holds_nip(text: str, today: dt.date) -> bool:
    """18 digits in one piece, or with spaces between them if they make a sound NIP."""
    spaced = (read_nip(found, today) for found in _SPACED.findall(text))
    return bool(_ANY_18.search(text)) or any(isinstance(nip, Nip) for nip in spaced)


def _plain(text: str) -> str:
    """Words without letter case, degrees' points and commas."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
