"""A hub in a process of its own: `python -m tests.hub.process URL [PORT]`.

It prints one line of JSON: port, key and secret of a client that may do everything.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Running:
    """A hub that answers; `pid` is its process."""

    pid: int
    port: int
    key: str
    secret: str
    process: subprocess.Popen[str]

    def base(self, version: str = "1.0.3") -> str:
        return f"http://127.0.0.1:{self.port}/xapi/{version}/"


@contextmanager
def hub_process(url: str, port: int = 0) -> Iterator[Running]:
    command = [sys.executable, "-m", "tests.hub.process", url, str(port)]
    with subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            told = json.loads(process.stdout.readline())
            yield Running(process.pid, told["port"], told["key"], told["secret"], process)
        finally:
            process.kill()


def now() -> int:
    return time.time_ns() // 1_000_000


def main(url: str, port: int) -> None:
    from kiosk.hub.clients import new_client
    from kiosk.hub.serve import Serving, World, hub_of, server, spare_collections

    serving = Serving(port=port)
    hub = hub_of(World(url, now, os.urandom), serving)
    key, secret = new_client(hub.engine, os.urandom, "bench", ["all"])
    serves = server(hub, serving)

    def tell() -> None:
        while not serves.started:
            time.sleep(0.005)
        found = serves.servers[0].sockets[0].getsockname()[1]
        sys.stdout.write(json.dumps({"port": found, "key": key, "secret": secret}) + "\n")
        sys.stdout.flush()

    threading.Thread(target=tell, daemon=True).start()
    spare_collections()
    serves.run()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
