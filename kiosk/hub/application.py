"""The hub as one ASGI application: record store, parcel post, pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from sqlalchemy import Engine

from kiosk.hub.settling import Settled

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.routing import BaseRoute

THREADS: Final = 8
"""So many requests are answered at a time: more would only wait for the one writer."""
LIMIT: Final = 16 * 1024 * 1024
"""The largest body taken in; larger ones are refused while they are read."""


@dataclass(frozen=True)
class Hub:
    """What the rooms of the hub share. `now`: UTC milliseconds; `limit`: bytes of a body."""

    engine: Engine
    settled: Settled
    now: Callable[[], int]
    chance: Callable[[int], bytes]
    limit: int = LIMIT
    page: int = field(default=500)


Room: TypeAlias = "Callable[[Hub], Sequence[BaseRoute]]"
"""Gives the doors of one more room of the hub."""


def application(hub: Hub, rooms: Sequence[Room] = ()) -> Starlette:
    """The record store's doors and those of the other rooms."""
    from starlette.applications import Starlette

    from kiosk.hub import lrs

    return Starlette(
        routes=[*lrs.routes(hub), *(door for room in rooms for door in room(hub))], lifespan=_living
    )


@asynccontextmanager
async def _living(_app: object) -> AsyncIterator[None]:
    import anyio.to_thread

    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield
