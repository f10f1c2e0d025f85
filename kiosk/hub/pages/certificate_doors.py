"""Sertifikat: the register, one entry, revoking, and the register for Excel."""

from __future__ import annotations

import uuid
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from kiosk.hub.database import reading, writing
from kiosk.hub.pages import certificates, learners
from kiosk.hub.pages.certificate_words import certificate_states
from kiosk.hub.pages.certificates import Certificate, Wanted
from kiosk.hub.pages.gate import Pages, PageTrouble, Visit, page
from kiosk.hub.pages.kiosks import labels
from kiosk.hub.pages.learner_doors import nip_cell
from kiosk.hub.pages.paging import SIZE, leaf, offset
from kiosk.hub.pages.seen import up_to_date
from kiosk.hub.pages.sheets import sheet
from kiosk.hub.pages.speech import _
from kiosk.hub.pages.telling import tell_revoked
from kiosk.hub.pages.years import FIRST, today, years
from kiosk.hub.post import revocations

LONGEST_REASON: Final = 200
LONGEST_NUMBER: Final = 100


def routes(pages: Pages) -> list[Route]:
    """The doors of the register."""
    return [
        page(pages, "/sertifikat", _list),
        page(pages, "/sertifikat.csv", _sheet),
        page(pages, "/sertifikat/{line}", _one),
        page(pages, "/sertifikat/{line}/cabut", _to_entry, post=_revoke),
    ]


def _wanted(visit: Visit) -> Wanted:
    year = visit.number("tahun", FIRST, 9999, 0)
    state = visit.asked("keadaan")
    return Wanted(
        visit.asked("cari"),
        visit.asked("unit"),
        year,
        state if state in {*certificate_states(), certificates.DOUBLE} else "",
        today(visit),
    )


def _list(visit: Visit) -> Response:
    left = up_to_date(visit)
    wanted = _wanted(visit)
    with reading(visit.post.engine) as connection:
        rows, total = certificates.listed(connection, wanted, SIZE, offset(visit))
        kiosks, all_units = labels(connection), learners.units(connection)
    return visit.shown(
        "certificates.html", rows=rows, leaf=leaf(visit, len(rows), total), wanted=wanted,
        kiosks=kiosks, units=all_units, years=years(visit), states=certificate_states(), left=left,
        state_options=[
            *((name, s.word) for name, s in certificate_states().items()),
            (certificates.DOUBLE, _("Nomor ganda")),
        ],
    )  # fmt: skip


def _one(visit: Visit) -> Response:
    up_to_date(visit)
    return _entry(visit, _found(visit))


def _entry(visit: Visit, found: Certificate, fault: str = "") -> Response:
    with reading(visit.post.engine) as connection:
        kiosks, uses = labels(connection), certificates.uses(connection, found.number)
    learner = str(uuid.UUID(bytes=found.learner)) if found.learner else ""
    return visit.shown(
        "certificate.html", 422 if fault else 200, paper=found, kiosk=kiosks.get(found.device),
        uses=uses, reason=visit.sent("reason"),
        learner=learner, state=certificate_states()[found.state], fault=fault, today=today(visit),
        longest=LONGEST_REASON, revocable=len(found.number) <= LONGEST_NUMBER,
    )  # fmt: skip


def _found(visit: Visit) -> Certificate:
    with reading(visit.post.engine) as connection:
        found = certificates.one(connection, visit.placed("line"), today(visit))
    if found is None:
        raise PageTrouble(404)
    return found


def _to_entry(visit: Visit) -> Response:
    return visit.go(f"/sertifikat/{_found(visit).line}")


def _revoke(visit: Visit) -> Response:
    found, reason = _found(visit), visit.sent("reason")
    if len(found.number) > LONGEST_NUMBER:
        raise PageTrouble(404)
    if not reason:
        return _entry(visit, found, "reason")
    if visit.sent("sure") != "ya":
        return _entry(visit, found, "sure")
    with writing(visit.post.engine) as connection:
        revocations.revoke_certificate(
            visit.post, connection, found.number, reason[:LONGEST_REASON]
        )
    tell_revoked(visit.pages)
    return visit.go(f"/sertifikat/{found.line}")


def _sheet(visit: Visit) -> Response:
    up_to_date(visit)
    wanted, whole = _wanted(visit), visit.asked("nip") == "utuh"
    with reading(visit.post.engine) as connection:
        kiosks = labels(connection)
    words = {name: shown.word for name, shown in certificate_states().items()}
    head = (
        _("Nomor"), _("Nama"), _("NIP"), _("Unit"), _("Pelatihan"), _("JP"), _("Nilai"),
        _("Tanggal terbit"), _("Kios"), _("Keadaan"), _("Dicabut sejak"), _("Alasan"),
        _("Diganti dengan"), _("Berlaku sampai"), _("Nomor ganda"),
    )  # fmt: skip
    rows = (
        (x.number, x.name, nip_cell(x.nip, whole=whole), x.unit, x.title, x.hours, x.score,
         x.issued, kiosks.get(x.device, ("", ""))[0], words[x.state], x.revoked, x.reason,
         x.replaced_by, x.valid_until, _("Ya") if x.doubled else "")
        for x in certificates.all_of(visit.post.engine, wanted)
    )  # fmt: skip
    return sheet(f"sertifikat-{wanted.year or 'semua'}.csv", head, rows)
