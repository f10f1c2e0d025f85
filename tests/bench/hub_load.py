"""A database with many statements, for the benchmarks of finding: made once, then kept."""

from __future__ import annotations

import os
import random
import sys
import time

from kiosk.hub.clients import new_client
from kiosk.hub.database import engine, writing
from kiosk.hub.prepared import prepare
from kiosk.hub.records import take_in
from kiosk.hub.settling import settle
from tests.hub.statements import HOME_PAGE, answer

AUTHORITY = {"objectType": "Agent", "account": {"homePage": HOME_PAGE, "name": "kiosks"}}
_BATCH = 2000


def load(url: str, count: int) -> None:
    """Store so many answers of 10,000 learners; about a second for each 8,000."""
    made = engine(url)
    terms = settle(made, os.urandom, HOME_PAGE).terms
    chance = random.Random(7)
    for done in range(0, count, _BATCH):
        ready = [
            prepare(answer(chance), new_id="", authority=AUTHORITY, version="1.0.3", terms=terms)
            for _ in range(min(_BATCH, count - done))
        ]
        with writing(made) as connection:
            take_in(connection, ready, time.time_ns() // 1000, terms)
    made.dispose()


def credentials(url: str) -> tuple[str, str]:
    """Of a client that may do everything."""
    made = engine(url)
    found = new_client(made, os.urandom, "bench", ["all"])
    made.dispose()
    return found


if __name__ == "__main__":
    load(sys.argv[1], int(sys.argv[2]))
