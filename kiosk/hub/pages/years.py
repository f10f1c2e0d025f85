"""Years, on the agency's clock."""

from __future__ import annotations

from typing import Final

from kiosk.hub.pages.gate import Visit
from kiosk.hub.pages.speech import local

FIRST: Final = 2000
SHOWN: Final = 6


def today(visit: Visit) -> str:
    """The date, ISO."""
    return local(visit.now(), visit.pages.look.zone).date().isoformat()


def this_year(visit: Visit) -> int:
    """The year it is."""
    return int(today(visit)[:4])


def year_asked(visit: Visit) -> int:
    """The year that is asked for, else this one."""
    return visit.number("tahun", FIRST, 9999, this_year(visit))


def years(visit: Visit) -> list[int]:
    """For the choice: this one and some before, and the one that is asked for."""
    now = this_year(visit)
    return sorted({*range(now - SHOWN + 1, now + 1), year_asked(visit)}, reverse=True)
