"""The hub as a record store, over HTTP on the loopback: taking in, finding, giving out, memory.

`DERMAGA_STATEMENTS` says how many are stored before anything is looked for (1,000,000). The same
questions are asked three times over:

- `dingin` (cold): the system's page cache was emptied while the hub ran, so each reads from disk
  whatever none before it has read. Only what the database keeps itself is there: 4 MiB of each
  SQLite connection, PostgreSQL's `shared_buffers` of 64 MiB.
- `hangat` (warm): once more, right away.
- `mulai` (started): the page cache was emptied, then the hub started, which reads its file through
  (see `kiosk.hub.warming`: it answers after two seconds at the latest, and goes on reading), and is
  asked as soon as it answers. Not with PostgreSQL, which does not start with the hub.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import random
import sqlite3
import tempfile
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx2
import msgspec

from tests.bench.hub_load import load
from tests.bench.measure import Finding, Skipped, Spread, Target, finding, milliseconds
from tests.hub.cluster import cluster
from tests.hub.process import Running, hub_process
from tests.hub.statements import answer

BATCH: Final = 500
BATCHES: Final = 40
LOOKED: Final = 200
CACHE: Final = Path("/proc/sys/vm/drop_caches")
STORED: Final = int(os.environ.get("DERMAGA_STATEMENTS", "1000000"))
PULLED: Final = 20_000
FLOOR: Final = "sisipan SQLite polos dari byte yang sama (WAL, FULL), satu transaksi"
BARE: Final = "select SQLite polos menurut kunci, tanpa HTTP"


def run(place: Path) -> Iterator[Finding | Skipped]:
    """Both databases."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield from _taking_in("hub-post", f"sqlite:///{folder}/post.sqlite3", Path(folder), 5000)
    with cluster(sure=True) as server, tempfile.TemporaryDirectory(dir=place) as folder:
        if server.startswith("postgresql"):
            url = f"{server}/postgres"
            yield from _taking_in("hub-post-postgresql", url, Path(folder), 3000)
            yield from _finding("hub-get-postgresql", url, Path(folder))
        else:
            yield Skipped("hub-post-postgresql", server)
    file = place / f"statements-{STORED}.sqlite3"
    yield from _finding("hub-get", f"sqlite:///{file}", place)
    yield _size(file)


def client(hub: Running) -> httpx2.Client:
    """A client that speaks 1.0.3."""
    headers = {"X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}
    auth = (hub.key, hub.secret)
    return httpx2.Client(base_url=hub.base(), auth=auth, headers=headers, timeout=60)


def _taking_in(name: str, url: str, folder: Path, least: int) -> Iterator[Finding]:
    """Turn by turn with the floor, so that a restless disk touches both."""
    chance = random.Random(11)
    floor, mine, memory = [], [], []
    with hub_process(url) as hub, client(hub) as writer, closing(_bare(folder)) as bare:
        idle = _resident(hub.pid)
        for _ in range(BATCHES):
            batch = [msgspec.json.encode(answer(chance)) for _ in range(BATCH)]
            body = b"[" + b",".join(batch) + b"]"
            floor.append(milliseconds(partial(_insert, bare, batch)))
            mine.append(milliseconds(partial(_posted, writer, body)))
            memory.append(_resident(hub.pid))
    most = BATCH * 1000 / least

    def promise(found: Spread, _ratio: float) -> tuple[Target, ...]:
        speed = f"{BATCH * 1000 / found.median:,.0f}".replace(",", ".")
        words = f"≥ {least} pernyataan/s (median {speed})"
        return (
            Target(words, found.median <= most),
            Target(f"memori diam ≤ 90 MiB ({idle:.0f})", idle <= 90),
            Target(f"memori sibuk ≤ 150 MiB ({max(memory):.0f})", max(memory) <= 150),
        )

    what = f"POST {BATCHES} × {BATCH} pernyataan, diperiksa penuh, satu klien"
    yield finding((name, what, "ms"), mine, (FLOOR, floor), promise)


def _finding(name: str, url: str, folder: Path) -> Iterator[Finding | Skipped]:
    """Each kind of question, many times, each time for something else."""
    file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None
    if file is None or not file.exists():
        load(url, STORED)
    chance = random.Random(13)
    with closing(_bare(folder)) as bare:
        _insert(bare, [msgspec.json.encode(answer(chance)) for _ in range(5000)])
        with hub_process(url) as hub, client(hub) as reader:
            sample = chance.sample(list(_pages(reader, PULLED, "statements")), LOOKED)
            for kind in QUESTIONS:
                state = "dingin" if _forgotten(file) else "tak-dikosongkan"
                yield _asked((name, kind, state), reader, bare, sample)
                yield _asked((name, kind, "hangat"), reader, bare, sample)
            yield _pull(name, reader, bare, hub)
        for kind in QUESTIONS if file and _forgotten(file) else ():
            _forgotten(file)
            with hub_process(url) as hub, client(hub) as reader:
                yield _asked((name, kind, "mulai"), reader, bare, sample)


def _forgotten(file: Path | None) -> bool:
    """Empty the system's page cache, or at least of this file; whether that could be done."""
    os.sync()
    with contextlib.suppress(OSError):
        CACHE.write_text("3")
        return True
    if file is None or not hasattr(os, "posix_fadvise"):
        return False
    with file.open("rb") as opened:  # this process has no locks on it to lose
        os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return True


def _asked(
    subject: tuple[str, str, str],
    reader: httpx2.Client,
    bare: sqlite3.Connection,
    sample: Sequence[dict[str, Any]],
) -> Finding:
    """One kind of question about each of the sample, in one state of the page cache."""
    name, kind, state = subject
    floor, mine = [], []
    for n, each in enumerate(sample):
        path = "statements?" + urllib.parse.urlencode(QUESTIONS[kind](each))
        mine.append(milliseconds(partial(_got, reader, path)))
        floor.append(milliseconds(partial(_select, bare, n * 23 % 5000)))

    def promise(found: Spread, _ratio: float) -> tuple[Target, ...]:
        words = f"p95 ≤ 10 ms (tercepat {min(mine):.1f})"
        return (Target(words, found.p95 <= 10),)

    what = f"GET menurut {kind}, {STORED:,} pernyataan tersimpan".replace(",", ".")
    return finding(
        (f"{name}-{kind}-{state}", f"{what}, {state}", "ms"), mine, (BARE, floor), promise
    )


QUESTIONS: Final[dict[str, Callable[[dict[str, Any]], dict[str, str]]]] = {
    "statementId": lambda each: {"statementId": each["id"]},
    "agent": lambda each: {"agent": json.dumps(each["actor"]), "limit": "25"},
    "activity": lambda each: {"activity": each["object"]["id"], "limit": "25"},
    "since": lambda each: {"since": each["stored"], "ascending": "true", "limit": "25"},
    "agent-activity": lambda each: {
        "agent": json.dumps(each["actor"]),
        "activity": each["context"]["contextActivities"]["grouping"][0]["id"],
        "related_activities": "true",
        "limit": "25",
    },
}


def _pull(name: str, reader: httpx2.Client, bare: sqlite3.Connection, hub: Running) -> Finding:
    """Everything from the start, page after page; per thousand statements."""
    mine: list[float] = []
    floor: list[float] = []
    pages = iter(_steps(reader, "statements?ascending=true"))
    while len(mine) * 500 < PULLED:
        mine.append(2 * milliseconds(partial(next, pages)))
        floor.append(2 * milliseconds(partial(_all, bare, 500)))
    busy = _resident(hub.pid)

    def promise(found: Spread, _ratio: float) -> tuple[Target, ...]:
        return (
            Target("≥ 10.000 pernyataan/s", found.median <= 100),
            Target(f"memori ≤ 150 MiB ({busy:.0f})", busy <= 150),
        )

    what = "menarik semuanya, per 1.000 pernyataan"
    return finding((f"{name}-pull", what, "ms"), mine, ("select SQLite polos", floor), promise)


def _size(file: Path) -> Finding:
    with closing(sqlite3.connect(file)) as db:
        db.execute("pragma wal_checkpoint(truncate)")
        count = db.execute("select count(*) from statement").fetchone()[0]
    per = file.stat().st_size / count
    sent = [len(msgspec.json.encode(answer(random.Random(n)))) for n in range(500)]

    def promise(found: Spread, _ratio: float) -> tuple[Target, ...]:
        return (Target("≤ 1.200 byte", found.median <= 1200),)

    what = f"byte per pernyataan dengan indeks, {count} tersimpan (SQLite)"
    floor = ("byte JSON yang dikirim", sent)
    return finding(("hub-size", what, "byte"), [per], floor, promise)


def _posted(writer: httpx2.Client, body: bytes) -> None:
    writer.post("statements", content=body).raise_for_status()


def _got(reader: httpx2.Client, path: str) -> None:
    reader.get(path).raise_for_status()


def _steps(reader: httpx2.Client, path: str) -> Iterator[bytes]:
    """Page after page, as bytes; only `more` is read."""
    more = path
    while more:
        page = reader.get(more).raise_for_status().content
        yield page
        end = page.rindex(b'"more":"') + 8
        told = page[end:-2].decode()
        more = str(reader.base_url.copy_with(path=told.partition("?")[0])) if told else ""
        more = f"{more}?{told.partition('?')[2]}" if told else ""


def _pages(reader: httpx2.Client, count: int, path: str) -> Iterator[dict[str, Any]]:
    pages = (msgspec.json.decode(page)["statements"] for page in _steps(reader, path))
    return itertools.islice(itertools.chain.from_iterable(pages), count)


def _bare(folder: Path) -> sqlite3.Connection:
    db = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = full")
    db.execute("create table if not exists row (n integer primary key, body blob) strict")
    return db


def _insert(db: sqlite3.Connection, batch: list[bytes]) -> None:
    db.execute("begin immediate")
    db.executemany("insert into row (body) values (?)", [(each,) for each in batch])
    db.execute("commit")


def _select(db: sqlite3.Connection, n: int) -> object:
    return db.execute("select body from row where n = ?", (n,)).fetchone()


def _all(db: sqlite3.Connection, count: int) -> object:
    return db.execute("select body from row order by n limit ?", (count,)).fetchall()


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(each for each in lines if each.startswith("VmRSS")).split()[1]) / 1024
