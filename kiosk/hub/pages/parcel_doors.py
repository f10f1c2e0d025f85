"""Paket: receipts, and statements of a period to take away."""

from __future__ import annotations

import datetime as dt
from typing import Final

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from kiosk.hub.database import reading
from kiosk.hub.pages import parcels
from kiosk.hub.pages.gate import Pages, Visit, page
from kiosk.hub.pages.kiosk_words import carrier_words
from kiosk.hub.pages.kiosks import labels
from kiosk.hub.pages.paging import SIZE, leaf, offset
from kiosk.hub.pages.years import today

EARLIEST: Final = dt.date(2000, 1, 1)
LATEST: Final = dt.date(2199, 12, 31)


def routes(pages: Pages) -> list[Route]:
    """The doors of the parcels."""
    return [page(pages, "/paket", _list), page(pages, "/paket/pernyataan.jsonl", _statements)]


def _list(visit: Visit) -> Response:
    return _shown(visit)


def _shown(visit: Visit, fault: str = "", status: int = 200) -> Response:
    with reading(visit.post.engine) as connection:
        rows = parcels.listed(connection, SIZE, offset(visit))
        total, kiosks = parcels.count(connection), labels(connection)
    day = today(visit)
    return visit.shown(
        "parcels.html", status, rows=rows, leaf=leaf(visit, len(rows), total), kiosks=kiosks,
        carriers=carrier_words(), since=visit.asked("dari") or f"{day[:8]}01",
        until=visit.asked("sampai") or day, fault=fault,
    )  # fmt: skip


def _statements(visit: Visit) -> Response:
    since, until = _date(visit.asked("dari")), _date(visit.asked("sampai"))
    if since is None or until is None:
        return _shown(visit, "date", 422)
    if until < since:
        return _shown(visit, "order", 422)
    whole = visit.asked("isi") == "utuh"
    body = parcels.statements(visit.post.engine, since, until, visit.pages.look.zone, whole=whole)
    name = f"pernyataan-{since}-{until}{'' if whole else '-tanpa-nama'}.jsonl"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(body, media_type="application/x-ndjson", headers=headers)


def _date(text: str) -> dt.date | None:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None
