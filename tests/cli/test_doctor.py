"""`dermaga doctor`, as typed."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.catalog.catalog import Catalog
from kiosk.cli.door import commands
from kiosk.cli.words_doctor import NAMES, STATES, WORDS, next_step, sentence, size_words
from kiosk.house import Rooms
from kiosk.learning.events import CourseStarted
from kiosk.office import demo
from kiosk.office.doctor import CHECKS
from kiosk.office.finding import Finding
from tests.conftest import HOME, Clock
from tests.disks import seen
from tests.rooms import edit, lived, rooms_of, set_up

Typed = Callable[..., Result]


@pytest.fixture
def rooms(clock: Clock) -> Rooms:
    return rooms_of(clock, printers=lambda: ())


@pytest.fixture
def run(rooms: Rooms, data: Path) -> Typed:
    def typed(*words: str) -> Result:
        return CliRunner().invoke(commands, ["--data", str(data), "doctor", *words], obj=rooms)

    return typed


def codes() -> set[tuple[str, str, str]]:
    """(check, state, code) of every finding that the doctor's source can make."""
    found = set()
    for file in sorted((HOME / "kiosk" / "office").glob("doctor*.py")):
        text = file.read_text(encoding="utf-8")
        found |= set(re.findall(r'Finding\(\s*"(\w+)",\s*"(\w+)",\s*"([\w-]+)"', text))
    return found


def test_every_check_has_its_name_and_every_code_its_words() -> None:
    made = {(check, code) for check, _, code in codes() if code != "not-examined"}
    assert len(made) > 50
    assert made - WORDS.keys() == set()
    assert tuple(NAMES) == CHECKS
    assert {check for check, _ in WORDS} == set(CHECKS)


def test_whatever_is_not_good_says_what_to_do() -> None:
    for check, state, code in codes():
        if code != "not-examined":
            assert bool(WORDS[check, code][1]) == (state != "good"), (check, code)


@pytest.mark.parametrize(
    ("finding", "words", "then"),
    [
        (
            Finding("integrity", "good", "whole", {"events": 12345, "size": 45_678_901}),
            "12.345 catatan, 45,7 MB; SQLite tidak menemukan kerusakan.",
            "",
        ),
        (
            Finding(
                "clock", "look", "jumped", {"jumps": 1, "last": "2026-11-23", "seconds": -7200}
            ),
            "Diubah mundur 2 jam pada 2026-11-23 dan belum dinyatakan benar.",
            "Periksa tanggal dan jam, lalu nyatakan benar di ruang pengelola.",
        ),
        (
            Finding("clock", "look", "behind", {"seconds": 3600}),
            "Jam komputer 1 jam di belakang catatan terakhir.",
            "Betulkan tanggal dan jam komputer, lalu jalankan pemeriksaan ini lagi.",
        ),
        (
            Finding("second", "look", "away", {"folder": "/media/usb", "days": -1}),
            "/media/usb tidak tersambung; terakhir terjangkau belum pernah.",
            "Pasang disk atau USB itu, lalu jalankan dermaga backup.",
        ),
        (
            Finding("second", "look", "away", {"folder": "/media/usb", "days": 3}),
            "/media/usb tidak tersambung; terakhir terjangkau 3 hari lalu.",
            "Pasang disk atau USB itu, lalu jalankan dermaga backup.",
        ),
        (
            Finding("printer", "look", "not-ready", {"name": "Loket", "reason": "offline"}),
            "Loket tidak siap: tidak tersambung.",
            "Periksa kabel, kertas, dan antrean printer.",
        ),
        (
            Finding("device", "good", "lives", {"lives": 2, "history": "2026-11-23 healed"}),
            "2 perangkat berturut-turut: 2026-11-23 diperbaiki.",
            "",
        ),
        (
            Finding("rows", "unknown", "not-examined"),
            "Belum dapat diperiksa, karena berkas data tidak terbaca seluruhnya.",
            "Lihat baris Berkas data.",
        ),
    ],
)
def test_facts_are_read_aloud(finding: Finding, words: str, then: str) -> None:
    assert (sentence(finding), next_step(finding)) == (words, then)


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 kB"), (1, "1 kB"), (999_999, "1000 kB"), (1_500_000, "1,5 MB"), (10**10, "10,0 GB")],
)
def test_bytes_are_told_in_units(size: int, words: str) -> None:
    assert size_words(size) == words


def test_a_healthy_kiosk_is_told_in_one_aligned_line_for_each_check(
    run: Typed, rooms: Rooms, data: Path, catalog: Catalog
) -> None:
    lived(rooms, data, catalog)
    rooms.copies(data).make_now()
    done = run()
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert len(lines) == len(CHECKS)
    width = max(map(len, STATES.values())) + 2
    assert [line[width:].split("  ")[0] for line in lines] == list(NAMES.values())
    assert all(line[: width - 2].rstrip() in STATES.values() for line in lines)
    assert len({line.index(line[width + 16 :]) for line in lines}) == 1
    assert lines[1].startswith("[ ok ] baik        Berkas data     ")
    assert lines[5] == (
        "[ ok ] baik        Daftar          Kemajuan 5 dari 5 peserta dan 1 sertifikat sama bila"
        " dihitung ulang."
    )
    assert lines[11] == (
        "[ ok ] baik        Setoran         Belum pernah disetor: 36 catatan ada di kios ini saja."
    )
    assert lines[12] == (
        "[ !! ] periksa     Printer         Tidak ada printer. Pasang printer di pengaturan"
        " komputer, atau simpan sertifikat ke USB."
    )


def test_a_damaged_kiosk_ends_with_1_and_is_not_mended(
    run: Typed, rooms: Rooms, data: Path
) -> None:
    set_up(rooms, data)
    with rooms.house(data) as house:
        house.store.record(demo.LEARNERS[0].id, *(CourseStarted(f"k{n}", "1") for n in range(3)))
    edit(data, "update event set clock = clock + 1 where seq = 2")
    before = seen(data)
    done = run("--json")
    assert seen(data) == before
    assert done.exit_code == 1
    told = json.loads(done.output)
    assert [f["check"] for f in told] == list(CHECKS)
    assert all(list(f) == ["check", "state", "code", "facts", "sentence", "next"] for f in told)
    (chain,) = (f for f in told if f["state"] == "bad")
    assert (chain["check"], chain["code"], chain["facts"]["count"]) == ("chain", "broken", 1)
    assert chain["sentence"].startswith("1 catatan berubah atau hilang, yang pertama ")
    assert chain["next"].startswith("Jangan hapus map data. Buka Dermaga")


def test_nothing_of_a_person_is_told(run: Typed, rooms: Rooms, data: Path) -> None:
    set_up(rooms, data)
    db = sqlite3.connect(data / "dermaga.sqlite")
    ids = [row[0] for row in db.execute("select id from learner")]
    db.close()
    edit(data, "update learner set unit = unit || ' Lain'")
    output = run("--json").output
    for secret in (*ids, *(x.name for x in demo.LEARNERS), *(x.nip for x in demo.LEARNERS)):
        assert secret not in output


def test_a_folder_that_is_not_there_is_told_and_not_made(run: Typed, data: Path) -> None:
    done = run()
    assert done.exit_code == 0
    assert "Belum ada data di map ini. Periksa --data" in done.output
    assert not data.exists()
