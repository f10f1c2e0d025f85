"""Whoever is let in while the server runs has their roster in the agency's word at once."""

from __future__ import annotations

import threading
import time as real
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import create_engine, update

from kiosk.hub.database import writing
from kiosk.hub.post import rosters, saying, tables
from kiosk.hub.post.codes import new_code
from kiosk.hub.post.post import Post
from kiosk.hub.word import carry, kept, writer
from kiosk.parcel import sealing, word
from kiosk.parcel.forms import PairFile, Request
from kiosk.parcel.word import People, Person
from tests.hub.post.conftest import Time, let_in
from tests.hub.post.kiosks import Kiosk

SITI = Person("198704122011012008", "Peserta Contoh 1", "Dinas A", "pns")


@pytest.fixture
def place(post: Post, tmp_path: Path) -> Path:
    """The word's folder of an agency that said who its people are."""
    folder = tmp_path / "hub" / "word"
    writer.begin(folder, post.now(), post.chance)
    kept.keep(folder.parent, [SITI], {})
    return folder


def rosters_said(place: Path) -> list[str]:
    return [name for name in carry.said(place) if name.startswith("roster/")]


def roster(place: Path, kiosk: Kiosk) -> People:
    sealed = carry.read(place, word.roster_name(kiosk.device))
    return word.read(sealing.unsealed_by_device(sealed, bytes(kiosk.key)), People)


def test_a_kiosk_paired_over_the_wire_and_its_later_life_have_their_roster_at_once(
    post: Post, place: Path, wire: httpx2.Client, time: Time
) -> None:
    kiosk, later = Kiosk(1), Kiosk(2)
    with writing(post.engine) as connection:
        code = new_code(connection, post.keys, time(), time.chance, "Kios Aula")
    body = sealing.written(kiosk.ask_to_pair(code))
    answer = sealing.read(wire.post("/post/1/pair", content=body).content, PairFile)
    kiosk.let_in(answer, code)
    assert roster(place, kiosk) == People(kiosk.device, (SITI,))
    bare = Request(later.device, later.public, kiosk.device, answer.pairing)
    asked = sealing.written(sealing.with_mac(bare, kiosk.secret))
    assert wire.post("/post/1/request", content=asked).status_code == 200
    assert roster(place, later) == People(later.device, (SITI,))


def test_nobodys_pairing_hangs_on_the_word(post: Post, place: Path, wire: httpx2.Client) -> None:
    (place.parent / kept.FILE).write_text("{")
    with writing(post.engine) as connection:
        code = new_code(connection, post.keys, post.now(), post.chance, "Kios Aula")
    body = sealing.written(Kiosk(1).ask_to_pair(code))
    assert wire.post("/post/1/pair", content=body).status_code == 200


def test_a_database_that_is_away_is_asked_again_the_next_time(
    post: Post, place: Path, kiosk: Kiosk
) -> None:
    away = create_engine(f"sqlite:///{place.parent / 'none' / 'hub.sqlite'}")
    saying.let_in(away, place, post.now())
    away.dispose()
    assert carry.said(place) == {}
    saying.let_in(post.engine, place, post.now())
    assert roster(place, kiosk).people == (SITI,)


def test_while_the_server_runs_those_who_came_and_went_by_other_ways_are_seen_to(
    post: Post, place: Path, kiosk: Kiosk, second: Kiosk
) -> None:
    ended = threading.Event()
    args = (post.engine, place, post.now, ended, 0.01)
    thread = threading.Thread(target=saying.rosters_kept_up, args=args)
    thread.start()
    try:
        until = real.monotonic() + 10
        while len(rosters_said(place)) < 2 and real.monotonic() < until:
            real.sleep(0.01)
        assert roster(place, second).people == (SITI,)
        gone = update(tables.device).where(tables.device.c.id == kiosk.device)
        with writing(post.engine) as connection:
            connection.execute(gone.values(revoked=1))
        while len(rosters_said(place)) > 1 and real.monotonic() < until:
            real.sleep(0.01)
        assert rosters_said(place) == [word.roster_name(second.device)]
    finally:
        ended.set()
        thread.join()


def test_what_was_noted_may_be_lost_and_many_kiosks_come_in_portions(
    post: Post, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rosters, "AT_ONCE", 2)
    everyone = [let_in(post, Kiosk(n)) for n in range(1, 6)]
    assert rosters.say(post.engine, place, post.now()) == 5
    assert rosters.say(post.engine, place, post.now()) == 0
    assert [roster(place, each).people for each in everyone] == [(SITI,)] * 5
    (place.parent / rosters.FILE).write_text("{")
    assert rosters.say(post.engine, place, post.now()) == 5
    writer.replace(place, {}, post.now(), {word.roster_name(everyone[0].device)})
    assert rosters.say(post.engine, place, post.now()) == 1
