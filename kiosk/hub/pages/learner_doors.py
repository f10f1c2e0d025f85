"""Peserta: the list with JP of a year, one learner, and the list for Excel."""

from __future__ import annotations

import uuid

from starlette.responses import Response
from starlette.routing import Route

from kiosk.hub.database import reading
from kiosk.hub.pages import certificates, learners
from kiosk.hub.pages.certificate_words import certificate_states
from kiosk.hub.pages.gate import Pages, PageTrouble, Visit, page
from kiosk.hub.pages.learners import Wanted
from kiosk.hub.pages.paging import SIZE, leaf, offset
from kiosk.hub.pages.seen import up_to_date
from kiosk.hub.pages.sheets import sheet
from kiosk.hub.pages.speech import _
from kiosk.hub.pages.years import this_year, today, year_asked, years


def routes(pages: Pages) -> list[Route]:
    """The doors of the learners."""
    return [
        page(pages, "/peserta", _list),
        page(pages, "/peserta.csv", _sheet),
        page(pages, "/peserta/{learner}", _one),
    ]


def _wanted(visit: Visit) -> Wanted:
    return Wanted(visit.asked("cari"), visit.asked("unit"), year_asked(visit))


def _list(visit: Visit) -> Response:
    left = up_to_date(visit)
    wanted = _wanted(visit)
    with reading(visit.post.engine) as connection:
        rows, total = learners.listed(connection, wanted, SIZE, offset(visit))
        all_units = learners.units(connection)
    return visit.shown(
        "learners.html", rows=rows, leaf=leaf(visit, len(rows), total), wanted=wanted,
        units=all_units, years=years(visit), left=left,
    )  # fmt: skip


def _one(visit: Visit) -> Response:
    left = up_to_date(visit)
    try:
        learner = uuid.UUID(str(visit.request.path_params["learner"])).bytes
    except ValueError:
        raise PageTrouble(404) from None
    year = this_year(visit)
    with reading(visit.post.engine) as connection:
        found = learners.one(connection, learner, year)
        courses = learners.results(connection, learner)
        papers = certificates.of_learner(connection, learner, today(visit))
    if found is None:
        raise PageTrouble(404)
    return visit.shown(
        "learner.html",
        learner=found,
        courses=courses,
        certificates=papers,
        year=year,
        states=certificate_states(),
        left=left,
    )


def _sheet(visit: Visit) -> Response:
    up_to_date(visit)
    wanted, whole = _wanted(visit), visit.asked("nip") == "utuh"
    head = (
        _("Nama"),
        _("NIP"),
        _("Unit"),
        _("JP {year}").format(year=wanted.year),
        _("Jumlah pelatihan"),
    )
    unknown = _("Peserta {id}")
    rows = (
        (x.name or unknown.format(id=x.short), nip_cell(x.nip, whole=whole), x.unit, x.hours,
         x.courses)
        for x in learners.all_of(visit.post.engine, wanted)
    )  # fmt: skip
    return sheet(f"peserta-{wanted.year}.csv", head, rows)


def nip_cell(nip: str, *, whole: bool) -> str:
    """In groups, so that no spreadsheet takes it for a number; else the last four digits."""
    if not whole:
        return f"…{nip[-4:]}" if nip else ""
    parts = (nip[:8], nip[8:14], nip[14:15], nip[15:])
    return " ".join(part for part in parts if part)
