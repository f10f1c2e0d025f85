"""Tools and a server that talk like CUPS 2.4, told what to say. `tests/faults` has a real one."""

from __future__ import annotations

import os
import re
import struct
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

LPSTAT = """#!/bin/sh
echo "lpstat $*" >> "$RIG/asked"
cat "$RIG/server"
"""
LP = """#!/bin/sh
echo "lp $*" >> "$RIG/asked"
cat > "$RIG/got"
[ -e "$RIG/complaint" ] && { cat "$RIG/complaint" >&2; exit 1; }
echo "request id is $(cat "$RIG/request") (0 file(s))"
"""
CANCEL = """#!/bin/sh
echo "cancel $*" >> "$RIG/asked"
"""
IDLE, BUSY, STOPPED = 3, 4, 5
PENDING, HELD, PROCESSING, CANCELED, ABORTED, COMPLETED = 3, 4, 5, 7, 8, 9
A4, FOLIO, LETTER = "iso_a4_210x297mm", "na_foolscap_8.5x13in", "na_letter_8.5x11in"


def said(status: int, *groups: dict[str, tuple[Any, ...]]) -> bytes:
    """An answer in IPP."""
    parts = [
        struct.pack(">HHI", 0x200, status, 1),
        b"\x01",
        one(0x47, "attributes-charset", b"utf-8"),
    ]
    for group in groups:
        parts.append(b"\x04")
        for name, values in group.items():
            parts += [one(*worth(v, name), name if n == 0 else "") for n, v in enumerate(values)]
    return b"".join((*parts, b"\x03"))


def worth(value: object, name: str) -> tuple[int, bytes]:
    if isinstance(value, bool):
        return 0x22, bytes([value])
    if isinstance(value, int):
        return 0x23, struct.pack(">i", value)
    return 0x41 if name.endswith(("message", "info")) else 0x44, str(value).encode()


def one(tag: int, *parts: str | bytes) -> bytes:
    name, value = sorted(parts, key=lambda p: isinstance(p, bytes))
    assert isinstance(name, str)
    assert isinstance(value, bytes)
    written = name.encode()
    return struct.pack(">BH", tag, len(written)) + written + struct.pack(">H", len(value)) + value


class Rig:
    """A folder with fake tools, and a server that answers questions in IPP as it is told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.queues: dict[str, dict[str, tuple[Any, ...]]] = {}
        self.job: dict[str, tuple[Any, ...]] | None = None
        self.down = self.silent = False
        self.printer()

    def say(self, name: str, words: str) -> None:
        (self.folder / name).write_text(words, encoding="utf-8")

    def asked(self) -> list[str]:
        """The commands given, without those that only ask where CUPS is."""
        file = self.folder / "asked"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [line for line in lines if line != "lpstat -H"]

    def printer(self, name: str = "EPSON", *reasons: str, **more: Any) -> None:  # noqa: ANN401
        self.queues[name] = {
            "printer-name": (name,),
            "printer-info": ("EPSON L3110" if name == "EPSON" else "",),
            "printer-state": (IDLE,),
            "printer-state-reasons": reasons or ("none",),
            "printer-is-accepting-jobs": (True,),
            "media-supported": (LETTER, A4),
            "sides-supported": ("one-sided",),
            **{k.replace("_", "-"): v for k, v in more.items()},
        }

    def open_job(self, state: int, message: str = "", uuid: str = "urn:uuid:1") -> None:
        self.job = {
            "job-state": (state,), "job-printer-state-message": (message,), "job-uuid": (uuid,)
        }  # fmt: skip

    def answer(self, body: bytes) -> bytes:
        """What CUPS would say."""
        if b"/jobs/12" in body:
            return said(0, self.job) if self.job else said(0x406)
        found = re.search(rb"/printers/(\w+?)D\0", body)  # D: the next keyword
        if found is None:
            return said(0, *self.queues.values())
        queue = self.queues.get(found[1].decode())
        return said(0, queue) if queue else said(0x406)


def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    """The rig, with its tools on the path and its server listening."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, words in (("lpstat", LPSTAT), ("lp", LP), ("cancel", CANCEL)):
        (tools / name).write_text(words, encoding="utf-8")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setenv("RIG", str(tmp_path))
    made = Rig(tmp_path)
    made.say("request", "EPSON-12")

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = made.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(503 if made.down else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:20] if made.silent else body)

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    made.say("server", f"127.0.0.1:{server.server_port}\n")
    yield made
    server.shutdown()
    server.server_close()
    thread.join()
