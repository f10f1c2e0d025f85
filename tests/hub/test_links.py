from __future__ import annotations

from sqlalchemy import text

from kiosk.hub.application import Hub
from kiosk.hub.database import reading, writing
from kiosk.hub.links import link

OFTEN, RARE, LOWEST = 7, (1 << 63) - 1, -(1 << 63)


def test_terms_of_many_and_of_few_statements_lead_to_exactly_those(hub: Hub) -> None:
    places = [1_700_000_000_000_000, *range(1_800_000_000_000_000, 1_800_000_000_000_040)]
    rare = {places[0], places[40]}
    placed = [(at, frozenset({OFTEN, LOWEST} | ({RARE} if at in rare else set()))) for at in places]
    with writing(hub.engine) as connection:
        link(connection, placed)
        link(connection, [])
    with reading(hub.engine) as connection:
        rows = connection.execute(text("select term, place from link order by term, place")).all()
    wanted = [
        *((LOWEST, at) for at in places),
        *((OFTEN, at) for at in places),
        *((RARE, at) for at in (places[0], places[40])),
    ]
    assert [tuple(row) for row in rows] == wanted
