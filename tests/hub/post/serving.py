"""The post behind a real socket: in this process, or as the command starts it."""

from __future__ import annotations

import http.client
import re
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from kiosk.hub.post.doors import mounted
from kiosk.hub.post.post import Post

HOME = Path(__file__).resolve().parents[3]


@contextmanager
def served(post: Post, word: Path) -> Iterator[int]:
    """The port."""
    app = Starlette(routes=mounted(post, word))
    config = uvicorn.Config(app, port=0, log_level="error", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def serving(
    place: Path, *more: str, start: tuple[str, ...] = ("-m", "kiosk.cli.hub")
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`hub serve` in a process of its own: its address, once it answers, and the process."""
    command = [sys.executable, *start, "serve", "--folder", str(place)]
    command += ["--port", "0", *more]
    with subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            url = ""
            while not url:
                line = process.stdout.readline()
                assert line, "it ended"
                found = re.search(r"https?://\S+", line)
                url = found[0] if found else ""
            until = time.monotonic() + 20
            while not _answers(url):
                assert process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.02)
            yield url, process
        finally:
            process.kill()


def _answers(url: str) -> bool:
    try:
        return asked(f"{url}/health")[0] == 200
    except OSError:
        return False


def asked(url: str, body: bytes | None = None) -> tuple[int, bytes]:
    """Status and body of an answer, on a connection of its own."""
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    connection = http.client.HTTPConnection(host, timeout=30)
    if scheme == "https":  # believed: this is for asking whether it answers
        unchecked = ssl._create_unverified_context()  # noqa: S323
        connection = http.client.HTTPSConnection(host, timeout=30, context=unchecked)
    try:
        connection.request("GET" if body is None else "POST", f"/{path}", body)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
