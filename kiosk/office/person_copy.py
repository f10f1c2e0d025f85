"""A person's copy of all that a kiosk keeps of them (UU 27/2022 Pasal 7): one ZIP file.

A page to read, the same as JSON, and the certificates. No file in it is named after the person.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import msgspec
from msgspec import Struct

from kiosk.learning.evaluation import Draft
from kiosk.learning.events import CertificateIssued, Event, Recorded
from kiosk.learning.ledger import card
from kiosk.learning.progress import Progress
from kiosk.office.person import Stock, stock
from kiosk.parcel.word import Revocation
from kiosk.people.agency import HoursRule, Settings
from kiosk.people.learner import Learner
from kiosk.store import Store
from kiosk.store.revoked import revoked_list
from kiosk.store.waits import Wait
from kiosk.xapi.line import Line

PAGE, EXACT = "data-pribadi.html", "data-pribadi.json"
PRIVATE = 0o600


class Paper(Struct, frozen=True):
    """A certificate held, and its PDF in the ZIP; `file` is "" where the PDF is gone.

    `revoked`: why and since when it does not count any more.
    """

    issued: CertificateIssued
    file: str
    pdf: bytes
    revoked: Revocation | None = None


class Year(Struct, frozen=True):
    """JP proposed for a year, beside the rule for this kind of employee."""

    year: int
    counted: int
    rule: HoursRule | None


class Copy(Struct, frozen=True):
    """All that is kept of one person. `made` is the local ISO date, `at` its UTC milliseconds.

    `events` are those of other kiosks too; `unread` what came from there and could not be read.
    """

    made: str
    at: int
    settings: Settings | None
    learner: Learner
    has_pin: bool
    has_code: bool
    wrong_pins: int
    events: tuple[Recorded, ...]
    unread: tuple[Line, ...]
    drafts: dict[str, Draft]
    papers: tuple[Paper, ...]
    years: tuple[Year, ...]


def collect(
    store: Store,
    learner: Learner,
    settings: Settings | None,
    now: int,
    day_of: Callable[[int], str],
) -> Copy:
    """Read all that is kept of a learner."""
    events = store.events(learner.id)
    pin, code = store.roster.secret(learner.id)
    waited = store.document("wait", learner.id)
    return Copy(
        made=day_of(now),
        at=now,
        settings=settings,
        learner=learner,
        has_pin=bool(pin),
        has_code=bool(code),
        wrong_pins=0 if waited is None else msgspec.json.decode(waited, type=Wait).wrong,
        events=events,
        unread=store.exchange.aside(learner.id),
        drafts=_drafts(store, learner, events),
        papers=_papers(store, events),
        years=_years(store, learner, events, settings, day_of),
    )


def _drafts(store: Store, learner: Learner, events: tuple[Recorded, ...]) -> dict[str, Draft]:
    """Evaluations begun and not yet sent, by course."""
    found = {}
    for course in sorted(Progress.of(events).courses):
        body = store.document("evaluation", f"{learner.id}/{course}")
        if body is not None:
            found[course] = msgspec.json.decode(body, type=Draft)
    return found


def _papers(store: Store, events: tuple[Recorded, ...]) -> tuple[Paper, ...]:
    found, revoked = [], revoked_list(store).certificates
    for n, issued in enumerate(Progress.of(events).certificates, 1):
        pdf = store.document("certificate", issued.number)
        file = f"sertifikat-{n}.pdf" if pdf else ""
        found.append(Paper(issued, file, pdf or b"", revoked.get(issued.number)))
    return tuple(found)


def _years(
    store: Store,
    learner: Learner,
    events: tuple[Recorded, ...],
    settings: Settings | None,
    day_of: Callable[[int], str],
) -> tuple[Year, ...]:
    if settings is None:
        return ()
    cap, rule = settings.daily_cap, settings.rule(learner.kind)
    years = sorted({int(day_of(r.at)[:4]) for r in events}, reverse=True)
    revoked = revoked_list(store).certificates
    return tuple(Year(y, card(events, y, cap, day_of, revoked).counted, rule) for y in years)


class _Event(Struct):
    id: str
    at_utc_ms: int
    at_utc: str
    event: Event


class _Certificate(Struct):
    number: str
    file: str
    sha256: str
    revoked: Revocation | None


class _Exact(Struct):
    made_on: str
    controller: str
    kiosk: str
    person: Learner
    pin_kept_as_hash: bool
    activation_code_kept_as_hash: bool
    wrong_pins_in_a_row: int
    counts: Stock
    hours_by_year: tuple[Year, ...]
    certificates: tuple[_Certificate, ...]
    unsent_evaluations: dict[str, Draft]
    events: tuple[_Event, ...]
    unread_from_other_kiosks: tuple[Line, ...]


def exact(copy: Copy) -> bytes:
    """The whole copy as JSON: every event as it is kept, in its order, with its exact time."""
    settings = copy.settings
    whole = _Exact(
        made_on=copy.made,
        controller=settings.agency if settings else "",
        kiosk=settings.kiosk_code if settings else "",
        person=copy.learner,
        pin_kept_as_hash=copy.has_pin,
        activation_code_kept_as_hash=copy.has_code,
        wrong_pins_in_a_row=copy.wrong_pins,
        counts=stock(copy.events),
        hours_by_year=copy.years,
        certificates=tuple(
            _Certificate(p.issued.number, p.file, p.issued.sha256, p.revoked) for p in copy.papers
        ),
        unsent_evaluations=copy.drafts,
        events=tuple(_Event(r.id, r.at, _utc(r.at), r.event) for r in copy.events),
        unread_from_other_kiosks=copy.unread,
    )
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _utc(at: int) -> str:
    exactly = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=at)
    return exactly.isoformat(timespec="milliseconds")


def pack(copy: Copy, page: str) -> bytes:
    """The ZIP: `page` to read, the JSON, the certificates. The same bytes for the same copy."""
    files = {PAGE: page.encode(), EXACT: exact(copy)}
    files |= {paper.file: paper.pdf for paper in copy.papers if paper.file}
    made = dt.date.fromisoformat(copy.made)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = PRIVATE << 16
            packed.writestr(entry, content)
    return out.getvalue()
