from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from kiosk.hub.word import targets
from kiosk.hub.word.routes import routes
from kiosk.sync.word import FromHub, Known
from tests.conftest import Clock
from tests.hub.word.agency import REVOKED, SITI, Agency, agency, course, people, reader


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The hub's part of the word, on loopback."""
    app = Starlette(routes=[Mount("/post/1/word", routes=routes(folder))])
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.005)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/post/1/word"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def told(tmp_path: Path, clock: Clock) -> Agency:
    return agency(tmp_path / "hub", clock)


def test_a_kiosk_reads_over_http_what_was_said(told: Agency, clock: Clock, tmp_path: Path) -> None:
    told.say(targets.revoked_target(REVOKED), people(SITI), course(tmp_path / "c"))
    told.rotate()
    kiosk = reader(tmp_path / "word", told.root, clock)
    heard: list[tuple[int, int]] = []
    with served(told.folder) as url, httpx2.Client() as client:
        source = FromHub(client, url, time.monotonic)
        word = kiosk.pull(source, Known(), lambda done, whole: heard.append((done, whole)))
        again = kiosk.pull(source, Known(word.root, word.version, word.hashes))
    assert word.revoked is not None
    assert word.roster is not None
    assert [c.course for c in word.courses] == ["kursus-kecil"]
    assert heard[-1][0] == heard[-1][1] > 1000
    assert not again.is_new


def test_only_signed_files_are_served(told: Agency) -> None:
    told.say(targets.revoked_target(REVOKED))
    (told.folder / "metadata/timestamp.json.part").write_bytes(b"half")
    with served(told.folder) as url, httpx2.Client() as client:
        for name in (
            "keys/root.key",
            "metadata/..%2Fkeys%2Froot.key",
            "targets/..%2Fkeys%2Froot.key",
            "targets/..%2Flock",
            "targets/../keys/root.key",
            "metadata/root.json",
            "metadata/9.root.json",
            "metadata/timestamp.json.part",
            "lock",
            "targets/",
        ):
            assert client.get(f"{url}/{name}").status_code == 404
        newest = client.get(f"{url}/metadata/timestamp.json")
        assert (newest.status_code, newest.headers["cache-control"]) == (200, "no-cache")
        root = client.get(f"{url}/metadata/1.root.json")
        assert root.content == told.root
        assert "immutable" in root.headers["cache-control"]
