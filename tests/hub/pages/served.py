"""The pages on a port of this computer, for a real browser."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette

from kiosk.hub.pages.doors import routes_of
from tests.hub.pages.town import WIB, Town


@contextlib.contextmanager
def served(town: Town) -> Iterator[str]:
    """The address, without a slash at its end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = Starlette(routes=routes_of(town.post, WIB))
        config = uvicorn.Config(app, log_level="warning", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
