"""The hub started: one process, or several over one database."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.hub.application import LIMIT, Hub, Room, application
from kiosk.hub.database import engine
from kiosk.hub.settling import settle
from kiosk.hub.warming import warm

if TYPE_CHECKING:
    import uvicorn

_GRACE_SECONDS = 10
_MOST_CONNECTIONS = 1000
"""More are answered 503 at once, so that memory stays bounded."""


@dataclass(frozen=True)
class Serving:
    """How the hub is served. `port` 0: any that is free. `limit`: bytes of a body.

    `workers`: processes; with more than one, what is handed over must be picklable, that is,
    functions of modules. `behind`: addresses of proxies whose X-Forwarded headers are believed.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    certificate: Path | None = None
    key: Path | None = None
    limit: int = LIMIT
    home_page: str = "http://localhost/"
    behind: str = ""
    workers: int = 1


@dataclass(frozen=True)
class World:
    """What a hub gets from outside: the database's address, UTC milliseconds, random bytes."""

    database: str
    now: Callable[[], int]
    chance: Callable[[int], bytes]
    rooms: Sequence[Room] = ()


def hub_of(world: World, serving: Serving) -> Hub:
    """The hub of a database, its tables brought up to date and its file read. Raises HubTrouble."""
    found = engine(world.database)
    settled = settle(found, world.chance, serving.home_page)
    warm(found)
    return Hub(found, settled, world.now, world.chance, serving.limit)


def serve(world: World, serving: Serving) -> None:
    """Serve until the process is told to end. Raises HubTrouble."""
    hub = hub_of(world, serving)
    if serving.workers == 1:
        spare_collections()
        server(hub, serving, world.rooms).run()
        return
    from uvicorn.supervisors import Multiprocess

    hub.engine.dispose()
    config = _config(partial(_made, world, serving), serving, factory=True)
    Multiprocess(config, sockets=[listening(config)]).run()


def listening(config: uvicorn.Config) -> socket.socket:
    """The address taken for all workers, without Nagle's delay: connections inherit that.

    asyncio itself only does so where a socket was said to be TCP, which uvicorn's is not; an answer
    on an open connection would take 40 ms more.
    """
    taken = config.bind_socket()
    taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return taken


def server(hub: Hub, serving: Serving, rooms: Sequence[Room] = ()) -> uvicorn.Server:
    """The server of a hub in this process, not yet started."""
    import uvicorn

    return uvicorn.Server(_config(application(hub, rooms), serving))


def spare_collections() -> None:
    """Let Python look for garbage less often: a tenth of the time a batch takes.

    A batch makes 100,000 objects at once and drops them all; looking in between finds nothing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _made(world: World, serving: Serving) -> Any:  # noqa: ANN401 - an ASGI application
    spare_collections()
    return application(hub_of(world, serving), world.rooms)


def _config(app: Any, serving: Serving, *, factory: bool = False) -> uvicorn.Config:  # noqa: ANN401
    import uvicorn

    return uvicorn.Config(
        app,
        factory=factory,
        host=serving.host,
        port=serving.port,
        workers=serving.workers,
        ssl_certfile=serving.certificate,
        ssl_keyfile=serving.key,
        log_level="warning",
        access_log=False,
        lifespan="on",
        server_header=False,
        proxy_headers=bool(serving.behind),
        forwarded_allow_ips=serving.behind or None,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        limit_concurrency=_MOST_CONNECTIONS,
    )
