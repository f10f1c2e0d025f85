"""All doors of the pages, for the hub's application to join."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from starlette.routing import Route

from kiosk.hub.pages import (
    certificate_doors,
    entrance,
    kiosk_doors,
    learner_doors,
    parcel_doors,
    report_doors,
    summary_doors,
)
from kiosk.hub.pages.gate import Pages
from kiosk.hub.pages.look import Look
from kiosk.hub.post.post import Post


def routes_of(post: Post, zone: dt.tzinfo, word: Path | None = None) -> list[Route]:
    """The doors, for an agency that lives by the clock of `zone`.

    `word` is the folder of the agency's word, into which revocations are put at once.
    """
    pages = Pages(post, Look(zone), post.keys.agency.name, word)
    parts = (
        entrance, summary_doors, kiosk_doors, learner_doors, certificate_doors, report_doors,
        parcel_doors,
    )  # fmt: skip
    return [route for part in parts for route in part.routes(pages)]
