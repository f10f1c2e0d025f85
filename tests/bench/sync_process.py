"""The agency's post as a process, with a pairing code: `python -m tests.bench.sync_process DIR`.

It prints one line of JSON: port and code.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import msgspec
import uvicorn
from starlette.applications import Starlette

from kiosk.hub.database import engine, writing
from kiosk.hub.post import codes
from kiosk.hub.post.doors import mounted
from kiosk.hub.post.keys import agency_keys
from kiosk.hub.post.post import Post
from kiosk.hub.serve import spare_collections
from kiosk.hub.settling import settle


def main(folder: Path) -> None:
    def now() -> int:
        return time.time_ns() // 1_000_000

    keys = agency_keys(folder, os.urandom, "BKPSDM Contoh", "https://contoh.go.id")
    found = engine(f"sqlite:///{folder / 'hub.sqlite'}")
    terms = settle(found, os.urandom, keys.agency.home_page).terms
    post = Post(found, keys, terms, now, os.urandom)
    with writing(found) as connection:
        code = codes.new_code(connection, keys, now(), os.urandom, "Kios")
    app = Starlette(routes=mounted(post, folder / "word"))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))

    def tell() -> None:
        while not server.started:
            time.sleep(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        sys.stdout.write(msgspec.json.encode({"port": port, "code": code}).decode() + "\n")
        sys.stdout.flush()

    threading.Thread(target=tell, daemon=True).start()
    spare_collections()
    server.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
