"""A small foreign record store with a real door, of every temper that real ones show."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from kiosk.wire.lrs import Lrs


class Temper:
    """How a store behaves. `equal`: what it answers to a statement that it has already."""

    def __init__(self, *, equal: int = 200, most: int = 1 << 30, ok: int = 200) -> None:
        self.equal, self.most, self.ok = equal, most, ok
        self.there: dict[str, dict[str, Any]] = {}
        self.bad: set[str] = set()
        self.voided: set[str] = set()
        self.next: list[tuple[int, dict[str, str]]] = []
        self.lose_answers = 0
        self.posts = self.hang = 0
        self.login = "Basic " + base64.b64encode(b"kios:rahasia").decode()

    def post(self, body: bytes) -> int:
        self.posts += 1
        if len(body) > self.most:
            return 413
        statements = msgspec.json.decode(body)
        names = [each["id"] for each in statements]
        if self.bad & set(names):
            return 400
        for each in statements:
            there = self.there.get(each["id"])
            if there is not None and (self.equal == 409 or there["verb"] != each["verb"]):
                return 409
        self.there |= {each["id"]: each for each in statements}
        return self.ok


class _Door(BaseHTTPRequestHandler):
    temper: Temper
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        asked = {name: each[0] for name, each in parse_qs(urlsplit(self.path).query).items()}
        name = asked.get("statementId", "")
        voided = asked.get("voidedStatementId", "")
        temper = self.temper
        if (name in temper.there and name not in temper.voided) or voided in temper.voided:
            self._say(200, msgspec.json.encode(temper.there[name or voided]))
        else:
            self._say(404)

    def do_POST(self) -> None:
        temper = self.temper
        body = self.rfile.read(int(self.headers["content-length"]))
        assert self.headers["x-experience-api-version"] == "1.0.3"
        if self.headers["authorization"] != temper.login:
            self._say(401)
        elif temper.hang:
            temper.hang -= 1
            threading.Event().wait(0.8)
        elif temper.next:
            status, headers = temper.next.pop(0)
            self._say(status, headers=headers)
        else:
            status = temper.post(body)
            if temper.lose_answers:
                temper.lose_answers -= 1
                self.close_connection = True
                return
            self._say(status, b"[]" if status == 200 else b"")

    def _say(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def store_of(
    temper: Temper, login: tuple[str, str] = ("kios", "rahasia"), seconds: float = 30.0
) -> Iterator[Lrs]:
    with behind_a_door(temper) as url:
        lrs = Lrs(url, login, seconds=seconds)
        try:
            yield lrs
        finally:
            lrs.close()


@contextmanager
def behind_a_door(temper: Temper) -> Iterator[str]:
    """Its address, without `/statements`."""
    door = type("Door", (_Door,), {"temper": temper})
    with ThreadingHTTPServer(("127.0.0.1", 0), door) as server:
        server.daemon_threads, server.block_on_close = True, False
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/xapi"
        finally:
            server.shutdown()
            thread.join()
