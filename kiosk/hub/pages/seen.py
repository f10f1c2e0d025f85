"""The tables behind a page brought up to date before it is drawn."""

from __future__ import annotations

from kiosk.hub.pages.digest import catch_up
from kiosk.hub.pages.gate import Visit


def up_to_date(visit: Visit) -> int:
    """About how many lines are still to be drawn in; nearly always 0."""
    return catch_up(visit.post.engine, visit.pages.look.zone)
