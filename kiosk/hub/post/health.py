"""Whether the hub works, for a load balancer; and its numbers, for Prometheus. No personal data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from anyio import to_thread
from sqlalchemy import Connection, case, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kiosk.hub.database import reading
from kiosk.hub.post import tables
from kiosk.hub.post.post import Post

SILENT: Final = 7 * 24 * 3_600_000
"""A kiosk that was not heard of for so long (ms) counts as silent."""
_METRICS: Final = "text/plain; version=0.0.4; charset=utf-8"


def health(post: Post) -> dict[str, Any] | None:
    """The database's kind and the step its tables are at; None if it cannot be reached."""
    try:
        with reading(post.engine) as connection:
            step = connection.scalar(text("select version_num from alembic_version"))
            return {"status": "ok", "database": connection.dialect.name, "step": step}
    except SQLAlchemyError:
        return None


def metrics(post: Post) -> str:
    """Prometheus' text form."""
    with reading(post.engine) as connection:
        return "".join(
            f"# HELP {name} {words}\n# TYPE {name} {kind}\n{values}"
            for name, kind, words, values in _numbers(connection, post.now())
        )


def _numbers(connection: Connection, now: int) -> Iterator[tuple[str, str, str, str]]:
    kiosks = kiosk_states(connection, now)
    values = "".join(f'dermaga_kiosks{{state="{s}"}} {n}\n' for s, n in kiosks.items())
    yield "dermaga_kiosks", "gauge", "Kiosks by state.", values
    for name, kind, words, value in (*_counted(connection), *_kept(connection)):
        yield name, kind, words, f"{name} {value}\n"


def _counted(connection: Connection) -> Iterator[tuple[str, str, str, object]]:
    """What only grows."""
    intake = tables.intake.c
    sums = (func.coalesce(func.sum(each), 0) for each in (intake.fresh, intake.took))
    found = select(func.count(), *sums).select_from(tables.intake)
    parcels, events, spent = connection.execute(found).one()
    yield "dermaga_parcels_total", "counter", "Parcels taken in.", parcels
    yield "dermaga_events_total", "counter", "Events that came in parcels.", events
    seconds = int(spent) / 1_000
    yield "dermaga_ingest_seconds_total", "counter", "Seconds spent on parcels.", seconds


def _kept(connection: Connection) -> Iterator[tuple[str, str, str, object]]:
    """What is here now."""
    aside, device = tables.quarantine.c, tables.device.c
    statements = connection.scalar(text("select count(*) from statement"))
    yield "dermaga_statements", "gauge", "Statements kept.", statements
    put_aside = connection.scalar(select(func.count(aside.n)))
    yield "dermaga_quarantine", "gauge", "Parcels and statements put aside.", put_aside
    waiting = connection.scalar(select(func.coalesce(func.sum(device.waiting), 0)))
    yield "dermaga_waiting", "gauge", "Events that kiosks said they still had to send.", waiting


def kiosk_states(connection: Connection, now: int) -> dict[str, int]:
    """How many kiosks are "active", "silent" or "revoked"."""
    device = tables.device.c
    state = case(
        (device.revoked > 0, "revoked"), (device.contact < now - SILENT, "silent"), else_="active"
    )
    found = dict.fromkeys(("active", "silent", "revoked"), 0)
    counted = select(state, func.count()).where(func.length(device.public) > 0).group_by(state)
    found.update({str(name): int(n) for name, n in connection.execute(counted)})
    return found


def routes_of(post: Post) -> list[Route]:
    """/health and /metrics."""

    async def tell_health(_request: Request) -> Response:
        found = await to_thread.run_sync(health, post)
        body = msgspec.json.encode(found or {"status": "database"})
        return Response(body, 200 if found else 503, media_type="application/json")

    async def tell_metrics(_request: Request) -> Response:
        try:
            return Response(await to_thread.run_sync(metrics, post), media_type=_METRICS)
        except SQLAlchemyError:
            return Response(status_code=503)

    return [
        Route("/health", tell_health, methods=["GET"]),
        Route("/metrics", tell_metrics, methods=["GET"]),
    ]
