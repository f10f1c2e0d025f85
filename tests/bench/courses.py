"""Ten courses: read at the start, checked, searched, every lesson opened; each beside a floor."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

import main
from kiosk.catalog.catalog import Catalog, course_folders
from kiosk.catalog.source import read_course
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtSearch, InLesson
from kiosk.house import House
from kiosk.learning.course import Lesson
from kiosk.office import demo
from kiosk.store.index import LESSONS
from tests.bench.measure import Finding, Spread, Target, finding, milliseconds
from tests.bench.process import HOME

TEN: Final = 10
STARTS: Final = 15
CHECKS: Final = 3
WORDS: Final = (
    "pelayanan",
    "standar waktu",
    "data",
    "aduan warga",
    "risiko",
    "per",
    "tidak ada ini",
)
_START: Final = """
import sys, time
from pathlib import Path
from kiosk.catalog.catalog import Catalog
began = time.perf_counter_ns()
found = Catalog([Path(sys.argv[1])], Path(sys.argv[2])).courses()
print(len(found), (time.perf_counter_ns() - began) / 1e6)
"""


def run(place: Path) -> Iterator[Finding]:
    """What the courses of the program cost, filled up to ten where there are fewer."""
    with tempfile.TemporaryDirectory(dir=place) as made:
        content, cache = _ten(Path(made) / "content"), Path(made) / "cache"
        yield _check(content)
        Catalog([content], cache).courses()
        yield _start(content, cache)
        with main.rooms().house(Path(made) / "data") as house:
            house.office.set_up(demo.SETTINGS, "rahasia sekali")
            house.store.roster.put(demo.LEARNERS)
            catalog = Catalog([content], cache)
            desk = Desk(house.kiosk(demo.SETTINGS, catalog), demo.LEARNERS[0])
            yield _search(house, desk)
            yield _lessons(catalog, desk)


def _ten(content: Path) -> Path:
    """The sound courses of the program; copies of the first stand in for those to come."""
    sound = [f for f in course_folders(HOME / "content") if read_course(f)[0] is not None]
    for folder in sound[:TEN]:
        shutil.copytree(folder, content / folder.name)
    for number in range(len(sound), TEN):
        there = Path(shutil.copytree(sound[0], content / f"pengganti-{number}"))
        text = (there / "course.toml").read_text("utf-8")
        text = text.replace(f'id = "{sound[0].name}"', f'id = "{there.name}"', 1)
        (there / "course.toml").write_text(text, "utf-8")
    return content


def _check(content: Path) -> Finding:
    folders = course_folders(content)
    files = [f for f in content.rglob("*") if f.suffix in {".toml", ".md"}]

    def bare() -> None:
        for file in files:
            text = file.read_text("utf-8")
            if file.suffix == ".toml":
                tomllib.loads(text)

    mine = [milliseconds(lambda: [read_course(f) for f in folders]) for _ in range(CHECKS)]
    floor = [milliseconds(bare) for _ in range(CHECKS)]
    return finding(
        ("courses-check", f"course check untuk {len(folders)} pelatihan", "ms"),
        mine,
        ("tomllib dan read_text untuk berkas yang sama", floor),
        _at_most("median ≤ 3000 ms", 3_000),
    )


def _start(content: Path, cache: Path) -> Finding:
    """In a new process each time, as a start is."""
    mine, floor = [], []
    command = [sys.executable, "-c", _START, str(content), str(cache)]
    for _ in range(STARTS):
        done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True)
        count, spent = done.stdout.split()
        if int(count) != TEN:
            raise RuntimeError(done.stdout)
        mine.append(float(spent))
        floor.append(milliseconds(lambda: _digests(cache)))
    return finding(
        ("courses-start", f"{TEN} pelatihan dibaca saat program mulai, proses baru", "ms"),
        mine,
        ("berkas yang sama dibaca dan diberi SHA-256", floor),
        _at_most("median ≤ 30 ms", 30),
    )


def _digests(cache: Path) -> list[bytes]:
    return [hashlib.sha256(f.read_bytes()).digest() for f in cache.glob("*.course")]


def _search(house: House, desk: Desk) -> Finding:
    desk.view(AtSearch(WORDS[0]))  # fills the index
    mine, floor = [], []
    with closing(sqlite3.connect(house.folder.cache / LESSONS)) as db:
        for words in WORDS * STARTS:
            mine.append(milliseconds(partial(desk.view, AtSearch(words))))
            wanted = " ".join(f'"{word}"*' for word in words.split())
            floor.append(milliseconds(partial(_bare_search, db, wanted)))
    return finding(
        ("courses-search", f"pencarian dalam {TEN} pelatihan, dari meja peserta", "ms"),
        mine,
        ("kueri FTS5 yang sama tanpa program", floor),
        _at_most("p95 ≤ 20 ms", 20, "p95"),
    )


def _bare_search(db: sqlite3.Connection, wanted: str) -> object:
    return db.execute(
        "select course, lesson, snippet(lesson_text, 3, '', '', ' … ', 18) from lesson_text"
        " where lesson_text match ? order by bm25(lesson_text, 0, 0, 4, 1) limit 20",
        (wanted,),
    ).fetchall()


def _lessons(catalog: Catalog, desk: Desk) -> Finding:
    """What the screen is given; how fast it is drawn tells the benchmark of screens."""
    places = [(c, lesson) for c in catalog.courses() for lesson in c.lessons]
    decoder = msgspec.msgpack.Decoder(Lesson)
    packed = {x.id: msgspec.msgpack.encode(x) for _, x in places}
    mine, floor = [], []
    for course, lesson in places * 3:
        mine.append(milliseconds(partial(desk.view, InLesson(course.id, lesson.id))))
        floor.append(milliseconds(partial(decoder.decode, packed[lesson.id])))
    return finding(
        ("courses-lesson", f"{len(places)} pelajaran dibuka di meja peserta", "ms"),
        mine,
        ("pelajaran yang sama dibaca dari msgpack", floor),
        _at_most("terlama ≤ 50 ms", 50, "worst"),
    )


def _at_most(
    words: str, most: float, which: str = "median"
) -> Callable[[Spread, float], tuple[Target, ...]]:
    def kept(found: Spread, _ratio: float) -> tuple[Target, ...]:
        return (Target(words, getattr(found, which) <= most),)

    return kept
