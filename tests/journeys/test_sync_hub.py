"""Two real windows and the real hub: learnt here and there, and the agency's word coming down."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtWidgets import QPushButton

from kiosk.hub.database import writing
from kiosk.hub.post import codes
from kiosk.hub.post.folder import visit
from kiosk.hub.post.post import Post
from kiosk.hub.post.revocations import revoke_certificate, revoke_device
from kiosk.hub.post.saying import ROOT, carry, ready, root
from kiosk.hub.word import targets, writer
from kiosk.learning.events import CertificateIssued, LessonRead
from kiosk.office.demo import LEARNERS
from kiosk.parcel.word import Person, Revocation, Revoked
from kiosk.sync.folder import Folder
from kiosk.sync.trouble import SyncCode, SyncTrouble
from kiosk.ui.driver import Driver
from kiosk.ui.sticks import Stick
from kiosk.ui.words import date_long
from tests.conftest import HOME
from tests.desk.learning_on import COURSE, LESSONS
from tests.hub.post.conftest import Time, post_at
from tests.hub.post.serving import served

from .conftest import sign_in
from .syncing import (
    SITI,
    Made,
    chip,
    finish,
    idle,
    into_office,
    learn,
    leave,
    pair,
    put_in,
    until_chip,
    until_says,
    words_on,
)

pytestmark = pytest.mark.usefixtures("soon")
TODAY = date_long(dt.datetime.now().astimezone().date())
RECEIVED = f"Semua catatan sudah diterima BKPSDM Contoh, {TODAY}"


class Agency:
    """The hub's post and word, in a folder of its own, behind a port of this process."""

    def __init__(self, folder: Path) -> None:
        self.time = Time()
        self.time.now = time.time_ns() // 1_000_000
        self.post: Post = post_at(folder, self.time)
        self.word = folder / "word"
        ready(self.word, self.time, self.time.chance)
        (self.word / ROOT).write_bytes(root(self.post, self.word))

    def code(self) -> str:
        with writing(self.post.engine) as connection:
            return codes.new_code(connection, self.post.keys, self.time.now, os.urandom, "Kios")

    def say(self, **parts: bytes) -> None:
        """Publish parts of the word; the others stay as they are."""
        writer.replace(self.word, parts, self.time.now)

    def take(self, stick: Stick, *, pair: bool = False) -> None:
        """The stick is read at the agency."""
        visit(self.post, stick.path, "stick", carry_word=carry(self.post, self.word), pair=pair)


class Server:
    """`hub serve`, as an agency runs it: a process of its own on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = ["serve", "--port", str(self.port)]
        self._process = subprocess.Popen(
            self._line(*words), cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(400):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise AssertionError("the hub does not answer")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def code(self) -> str:
        done = subprocess.run(
            self._line("pair"), cwd=HOME, capture_output=True, text=True, check=True
        )
        return " ".join(done.stdout.split()[1:3])

    def _line(self, command: str, *words: str) -> list[str]:
        where = ["--folder", str(self._folder)]
        return [sys.executable, "-m", "kiosk.cli.hub", command, *where, *words]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "server")
    made.start()
    yield made
    made.kill()


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Agency]:
    made = Agency(tmp_path / "hub")
    yield made
    made.post.engine.dispose()


@pytest.fixture
def port(agency: Agency) -> Iterator[int]:
    with served(agency.post, agency.word) as port:
        yield port


def lessons_at(hands: Driver) -> int:
    return sum(isinstance(r.event, LessonRead) for r in hands.house.store.events(SITI))


def roster_of(hands: Driver, *people: Person) -> dict[str, bytes]:
    store = hands.house.store
    return targets.roster_target(store.device, store.exchange.public, people)


def person(n: int, **changes: str) -> Person:
    learner = LEARNERS[n]
    bare = Person(learner.nip, learner.name, learner.unit, str(learner.kind))
    return structs.replace(bare, **changes)


def test_a_learner_starts_on_one_kiosk_and_finishes_on_the_other_though_the_hub_dies_between(
    kiosk: Made, server: Server
) -> None:
    one, two = kiosk("one"), kiosk("two")
    for hands in (one, two):
        pair(hands, server.port, server.code())
    received = f"Semua catatan sudah diterima Dermaga, {TODAY}"
    one.until(lambda: chip(one) == received, "the pairing itself was not received")
    sign_in(one)
    learn(one)
    leave(one)
    server.kill()
    one.program.courier().go()
    one.until(lambda: one.program.courier().roads["lan"].failures == 1, "nobody missed the hub")
    idle(one)
    waiting = one.house.store.exchange.waiting()
    assert chip(one) == f"{waiting} catatan menunggu dikirim ke Dermaga"
    server.start()
    one.program.courier().go()
    until_chip(one, received)

    sign_in(two)
    until_says(two, "Uji akhir")  # what comes next, on home, without a tap
    assert lessons_at(two) == len(LESSONS)
    finish(two)
    until_chip(two, received)  # a certificate does not wait for the next turn
    leave(two)

    sign_in(one)
    until_says(one, "1 sertifikat")
    issued = [e.event for e in one.house.store.events(SITI)]
    assert sum(isinstance(event, CertificateIssued) for event in issued) == 1
    assert one.house.store.certificates() == ()


def pair_by_stick(
    hands: Driver, slot: list[Stick], stick: Stick, agency: Agency, *kiosks: Driver
) -> None:
    put_in(slot, stick, *kiosks)
    into_office(hands)
    hands.press("pair-ask")
    until_says(hands, "Permintaan sudah ada di stik")
    put_in(slot, None, *kiosks)
    agency.take(stick, pair=True)
    put_in(slot, stick, *kiosks)
    until_says(hands, "Cocokkan sidik jari")
    hands.press("pair-yes")
    until_says(hands, "Berpasangan dengan BKPSDM Contoh")
    hands.press("officer-done")
    put_in(slot, None, *kiosks)


@pytest.mark.parametrize("code", ["full", "read-only"])
def test_a_stick_that_takes_nothing_brings_the_agencys_word_all_the_same(  # noqa: PLR0913, PLR0917 - fixtures
    kiosk: Made,
    slot: list[Stick],
    stick: Stick,
    agency: Agency,
    code: SyncCode,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hands = kiosk("one")
    pair_by_stick(hands, slot, stick, agency, hands)
    with writing(agency.post.engine) as connection:
        assert revoke_certificate(agency.post, connection, "800/1", "keliru")
    agency.take(stick)

    def refuses(_folder: Folder, _name: str, _file: bytes) -> None:
        raise SyncTrouble(code)

    monkeypatch.setattr(Folder, "send", refuses)
    word = hands.program.courier().errands.word
    sign_in(hands)
    leave(hands)
    put_in(slot, stick, hands)
    hands.until(lambda: "800/1" in word.revoked_certificates(), "the word did not come")
    assert chip(hands).endswith(" catatan menunggu dikirim ke BKPSDM Contoh")


def test_the_same_with_a_stick_only(
    kiosk: Made, slot: list[Stick], stick: Stick, agency: Agency
) -> None:
    one, two = kiosk("one"), kiosk("two")
    for hands in (one, two):
        pair_by_stick(hands, slot, stick, agency, one, two)
    sign_in(one)
    learn(one)
    leave(one)
    waiting = chip(one)
    for _ in range(2):  # up and the receipt back; then down to the other kiosk
        put_in(slot, stick, one, two)
        put_in(slot, None, one, two)
        agency.take(stick)
    put_in(slot, stick, one, two)
    assert waiting.endswith(" catatan menunggu dikirim ke BKPSDM Contoh")
    until_chip(one, RECEIVED)
    two.until(lambda: lessons_at(two) == len(LESSONS), "the stick did not bring what was learnt")
    sign_in(two)
    until_says(two, "Uji akhir")
    finish(two)
    assert len(two.house.store.certificates()) == 1


def newer_course(folder: Path) -> dict[str, bytes]:
    """The bundled course in a later version, packed."""
    shutil.copytree(HOME / "content" / COURSE, folder)
    file = folder / "course.toml"
    words = file.read_text("utf-8").replace('version = "2026.11.2"', 'version = "2026.12.1"')
    file.write_text(words, encoding="utf-8")
    return targets.course_target(folder)


def test_the_agencys_people_settings_course_and_revocations_come_down_and_are_counted(
    kiosk: Made, port: int, agency: Agency, tmp_path: Path
) -> None:
    hands = kiosk("one")
    assert "Konten 2026.11.2" in words_on(hands)
    pair(hands, port, agency.code())
    new = Person("198001012006041005", "Peserta Contoh 6", "Dinas Contoh", "pns")
    revoked = Revoked(agency.time.now, (), (Revocation("800/1", "keliru", "2026-11-01"),))
    agency.say(
        **roster_of(hands, person(0), new),
        **targets.settings_target({"daily_cap": 5}),
        **targets.revoked_target(revoked),
        **newer_course(tmp_path / COURSE),
    )
    into_office(hands)
    hands.press("sync-go")
    for words in ("Peserta baru: 1", "Pengaturan dari instansi: 1", "Pencabutan baru: 1"):
        until_says(hands, words)
    until_says(hands, "Kursus dipasang: 1")
    settings = hands.house.office.settings()
    assert settings is not None
    assert settings.daily_cap == 5
    assert hands.house.store.roster.by_nip("198001012006041005") is not None
    hands.press("part-settings")
    until_says(hands, "Ditentukan instansi: Batas JP sehari.")
    hands.press("officer-done")
    until_says(hands, "Konten 2026.12.1")
    assert "800/1" in hands.program.courier().errands.word.revoked_certificates()


def test_a_profile_changed_on_both_sides_is_settled_by_one_click(
    kiosk: Made, port: int, agency: Agency
) -> None:
    hands = kiosk("one")
    pair(hands, port, agency.code())
    store, there = hands.house.store, hands.program.courier()
    agency.say(**roster_of(hands, person(0)))
    into_office(hands)
    hands.press("sync-go")
    hands.until(lambda: there.errands.word.known().version > 1, "the word did not come")
    idle(hands)
    here = store.roster.by_id(SITI)
    assert here is not None
    store.roster.put([structs.replace(here, unit="Dinas Satu")])
    agency.say(**roster_of(hands, person(0, unit="Dinas Dua")))
    hands.press("sync-go")
    for words in ("Data profil berbeda: 1", "Dinas Satu", "Dinas Dua"):
        until_says(hands, words)
    hands.press("settle-0-agency")
    hands.until(
        lambda: not hands.window.findChildren(QPushButton, "settle-0-agency"), "it is still asked"
    )
    settled = store.roster.by_id(SITI)
    assert settled is not None
    assert settled.unit == "Dinas Dua"


def test_a_revoked_kiosk_tells_its_officer_and_goes_on_teaching(
    kiosk: Made, port: int, agency: Agency
) -> None:
    hands = kiosk("one")
    pair(hands, port, agency.code())
    with writing(agency.post.engine) as connection:
        revoke_device(agency.post, connection, hands.house.store.device, "hilang")
    sign_in(hands)
    leave(hands)
    hands.program.courier().go()
    idle(hands)
    assert chip(hands) == "2 catatan menunggu dikirim ke BKPSDM Contoh"
    into_office(hands)
    until_says(hands, "Instansi mencabut kios ini, jadi catatannya tidak diterima.")
    hands.press("part-people")
    until_says(hands, "Sinkronisasi: Instansi mencabut kios ini")
    hands.press("officer-done")
    sign_in(hands)
