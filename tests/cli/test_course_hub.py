"""Courses installed from the hub of the pairing, and from no other address."""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from click.testing import CliRunner

from kiosk.cli.door import commands
from kiosk.house import Rooms
from kiosk.hub.post.keys import agency_keys
from kiosk.parcel import sealing
from kiosk.parcel.forms import DeviceCertificate
from kiosk.sync import pairing
from kiosk.sync.post import BASE
from tests.catalog.conftest import write_course
from tests.conftest import MONDAY, Clock
from tests.rooms import rooms_of


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The word's files as a hub gives them."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def paired(rooms: Rooms, data: Path, keys: Path, url: str) -> None:
    agency = agency_keys(keys, os.urandom)
    with rooms.house(data) as house:
        store = house.store
        bare = DeviceCertificate(store.device, store.exchange.public, "Kios", MONDAY, 0, 1)
        known = sealing.signed(bare, agency.sign)
        pairing.keep(data, pairing.Pairing(agency.agency, "p1", bytes(32), known, MONDAY, url=url))


def test_the_hub_of_the_pairing_and_no_other(clock: Clock, data: Path, tmp_path: Path) -> None:
    rooms = rooms_of(clock, chance=os.urandom, home=tmp_path / "program")
    keys, stick, www = tmp_path / "kunci", tmp_path / "stik", tmp_path / "www"

    def run(*words: str | Path) -> str:
        line = ["--data", str(data), "course", *map(str, words)]
        return CliRunner().invoke(commands, line, obj=rooms).output

    folder, packed = write_course(tmp_path / "kursus-kecil"), tmp_path / "x.zip"
    run("build", folder, "--out", packed)
    run("sign", packed, "--keys", keys, "--repository", stick, "--agency", "Badan Contoh")
    shutil.copytree(stick / "DERMAGA" / "word", www / BASE.strip("/") / "word")
    with serving(www) as url:
        assert "Kios ini belum berpasangan dengan hub." in run("install", url)
        paired(rooms, data, keys, url)
        assert run("install", "http://10.0.0.9") == (
            f"Error: http://10.0.0.9 bukan hub kios ini. Pakai {url}.\n"
        )
        assert run("install", url) == "Terpasang: kursus-kecil versi 2026.11.1.\n"
        assert run("remove", "kursus-kecil").splitlines()[1:] == [
            "Instansi masih mengirim pelatihan ini: sinkron berikutnya memasangnya lagi."
        ]
    assert "Belum terjangkau." in run("install", url)
