"""What runs beside the server: the word said anew each day, pages drawn, and its address noted."""

from __future__ import annotations

import json
import socket
import threading
import time as real
from pathlib import Path

import pytest
import uvicorn
from click.testing import CliRunner

from kiosk.cli import hub_serve
from kiosk.cli.hub import hub
from kiosk.cli.hub_kept import addresses_of, kept, noted
from kiosk.cli.hub_pair import drawn
from kiosk.cli.hub_place import Place
from kiosk.hub.post import ingest
from kiosk.hub.post.ingest import Told
from kiosk.hub.post.post import Post
from kiosk.hub.serve import listening
from tests.hub.post.conftest import NOW
from tests.hub.post.kiosks import Kiosk

DAY = 24 * 3_600_000


class Hurried:
    """A clock on which a day goes by with each look, and which tells when enough have."""

    def __init__(self, days: int) -> None:
        self.at, self.enough = NOW, threading.Event()
        self._until = NOW + days * DAY

    def __call__(self) -> int:
        self.at += DAY
        if self.at >= self._until:
            self.enough.set()
        return self.at


def place_of(tmp_path: Path) -> Place:
    return Place(tmp_path / "hub", f"sqlite:///{tmp_path / 'hub' / 'hub.sqlite'}", tmp_path / "hub")


def said(word: Path) -> tuple[int, str]:
    signed = json.loads((word / "metadata" / "timestamp.json").read_bytes())["signed"]
    return signed["version"], signed["expires"]


def test_the_word_is_said_anew_each_day_and_no_more_once_the_server_ends(
    post: Post, tmp_path: Path
) -> None:
    place, clock = place_of(tmp_path), Hurried(40)
    with kept(place, post.engine, clock, (0.001, 60.0)):
        assert clock.enough.wait(20)
        first = said(place.word)
        until = real.monotonic() + 10
        while said(place.word)[0] < first[0] + 3 * 1440 and real.monotonic() < until:
            real.sleep(0.005)
    last = said(place.word)
    assert last[0] >= first[0] + 3 * 1440  # versions are minutes: three days at least
    assert last[1] > first[1]
    looked = clock.at
    real.sleep(0.05)
    assert (said(place.word), clock.at) == (last, looked)


def test_a_word_that_cannot_be_said_today_is_said_tomorrow(post: Post, tmp_path: Path) -> None:
    place, clock = place_of(tmp_path), Hurried(6)
    place.word.write_bytes(b"a file stands in the way")
    with kept(place, post.engine, clock, (0.01, 60.0)):
        real.sleep(0.05)
        place.word.unlink()
        until = real.monotonic() + 10
        while not (place.word / "metadata" / "timestamp.json").is_file():
            assert real.monotonic() < until
            real.sleep(0.005)


def test_pages_are_drawn_though_nobody_looks(post: Post, kiosk: Kiosk, tmp_path: Path) -> None:
    kiosk.work(3)
    ingest.take_in(post, kiosk.parcel(post.keys.agency, 1, 3), Told("lan"))
    reached = "select line from page_progress where name = 'lines'"
    with kept(place_of(tmp_path), post.engine, lambda: NOW, (60.0, 0.01)):
        until = real.monotonic() + 10
        while not value(post, reached):
            assert real.monotonic() < until
            real.sleep(0.005)


def value(post: Post, query: str) -> int:
    with post.engine.connect() as connection:
        return int(connection.exec_driver_sql(query).scalar() or 0)


def test_the_address_is_known_while_the_server_runs(post: Post, tmp_path: Path) -> None:
    place = place_of(tmp_path)
    assert post
    assert addresses_of(place) == ()
    with noted(place, ["http://192.0.2.7:8080"]):
        assert addresses_of(place) == ("http://192.0.2.7:8080",)
        told = paired(place)
        assert "Alamat server: http://192.0.2.7:8080\n" in told
        assert "▄" not in told
        assert drawn("http://192.0.2.7:8080/ 12345678") != ""
        assert "▄" in paired(place, "--qr")
    assert addresses_of(place) == ()
    assert "Alamat server" not in paired(place, "--qr")
    assert "Alamat server: https://hub.contoh.go.id\n" in paired(
        place, "--address", "https://hub.contoh.go.id"
    )


def test_answers_on_an_open_connection_do_not_wait_for_nagle() -> None:
    at_once = (socket.IPPROTO_TCP, socket.TCP_NODELAY)
    for taken in (
        hub_serve._bound("127.0.0.1", 0),
        listening(uvicorn.Config("none", host="127.0.0.1", port=0, log_level="critical")),
    ):
        with taken:
            taken.listen()
            said_tcp = taken.proto == socket.IPPROTO_TCP  # then asyncio sees to it
            assert said_tcp or taken.getsockopt(*at_once)


def test_without_segno_the_code_and_the_address_stand_alone(
    post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "segno", None)
    assert post
    told = paired(place_of(tmp_path), "--qr", "--address", "http://192.0.2.7:8080")
    assert told.startswith("Kode: ")
    assert "Alamat server: http://192.0.2.7:8080\n" in told
    assert len(told.splitlines()) == 4


def paired(place: Place, *words: str) -> str:
    told = CliRunner().invoke(hub, ["pair", "--folder", str(place.folder), *words])
    assert told.exit_code == 0, told.output
    return told.output
