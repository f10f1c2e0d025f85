"""The officer's pages on a province's records. python -m tests.bench.hub_pages [lines]"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kiosk.hub.database import reading, writing
from kiosk.hub.pages import digest, sessions
from kiosk.hub.pages.doors import routes_of
from kiosk.hub.pages.officers import new_officer
from tests.bench.measure import Finding, Spread, Target, finding, milliseconds
from tests.hub.pages.town import (
    NOW,
    WIB,
    Town,
    certificate,
    learner_of,
    rated,
    started,
    submitted,
)

LINES: Final = 200_000
KIOSKS: Final = 300
A_LEARNER: Final = 40
"""Lines of one learner."""
TIMES: Final = 40
SLOW: Final = 200.0
"""Milliseconds within which a page is to be there, 95 times of 100."""
EMPTY: Final = "/kios/pasangkan"
PAGES: Final = (
    "/", "/kios", "/kios?hal=3", "/kios/00000000-0000-7001-8000-000000000000", "/peserta",
    "/peserta?hal=60", "/peserta?cari=contoh+77", "/peserta?unit=Unit+7", "PESERTA", "/sertifikat",
    "/sertifikat?hal=60", "/sertifikat?cari=0077", "/sertifikat?tahun=2026&unit=Unit+7",
    "/sertifikat/39", "/laporan", "/paket",
)  # fmt: skip


def run(place: Path, wanted: int = LINES) -> Iterator[Finding]:
    """Each page, beside one that asks the database for nothing but the session."""
    folder = place / "hub-pages"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    town = Town(folder)
    learners = _furnish(town, wanted)
    yield _drawn_in(town, wanted)
    app = Starlette(routes=routes_of(town.post, WIB))
    new_officer(town.engine, "Pengelola Contoh", "sampan-biru-tiga-dayung", NOW)
    with TestClient(app) as client:
        with writing(town.engine) as connection:
            client.cookies.set("dermaga", sessions.begin(connection, 1, NOW, town.chance))
        floor = _times(client, EMPTY)
        for path in PAGES:
            shown = path.replace("PESERTA", f"/peserta/{learner_of(nip_of(learners // 2))}")
            measured = _times(client, shown)
            yield _finding(path, measured, floor)
        after = _after_a_parcel(client, town)
        yield _finding("/ right after a parcel of 5,000 lines", after, floor)
    town.engine.dispose()
    shutil.rmtree(folder)


def nip_of(n: int) -> str:
    """An invented number for any number of learners."""
    return f"{19600101 + n // 999 % 28}20{15 + n // 27_972 % 10:02d}05{1 + n % 2}{n % 999 + 1:03d}"


def _furnish(town: Town, wanted: int) -> int:
    """Kiosks and learners, each with forty lines; how many learners there are."""
    for n in range(1, KIOSKS + 1):
        town.kiosk(n, f"KIOS-{n:03d}", contact=NOW - n * 3_600_000)
    learners = wanted // A_LEARNER
    for begin in range(0, learners, 100):
        lines: list[tuple[str, dict[str, object]]] = []
        for n in range(begin, min(begin + 100, learners)):
            lines.extend(_of_learner(n))
        town.record(1 + begin // 100 % KIOSKS, lines, at=NOW - 86_400_000)
    return learners


def _of_learner(n: int) -> Iterator[tuple[str, dict[str, object]]]:
    who = learner_of(nip_of(n))
    answer = {
        "type": "answer-given", "course": "pelayanan-prima", "quiz": "post", "attempt": "a1",
        "question": "s1", "answer": {"type": "chosen", "choices": ["a"]}, "used": 30,
    }  # fmt: skip
    course = {"course": f"kursus-{n % 12}", "title": f"Kursus {n % 12}"}
    paper = certificate(
        n, f"Peserta Contoh {n}", f"Unit {n % 45}", number=f"800.1.4/{n:06d}/2026", **course
    )
    yield who, started(course["course"])
    yield who, submitted("pre", 40, course["course"])
    for _ in range(A_LEARNER - 5):
        yield who, answer
    yield who, submitted("post", 60 + n % 40, course["course"])
    yield who, paper
    yield "", rated(1 + n % 4, course=course["course"])


def _drawn_in(town: Town, wanted: int) -> Finding:
    """All lines at once, as after an update of the hub; beside reading them through once."""
    begun = time.perf_counter()
    with reading(town.engine) as connection:
        connection.execute(text("select sum(length(body)), max(kind) from post_line")).one()
    least = time.perf_counter() - begun
    begun = time.perf_counter()
    digest.catch_up(town.engine, WIB, at_once=wanted + 1)
    spent = time.perf_counter() - begun
    subject = ("hub-pages digest", f"one of {wanted:,} lines drawn in", "µs")
    floor = ("the same lines read through once by the database", [least / wanted * 1e6])
    return finding(subject, [spent / wanted * 1e6], floor)


def _after_a_parcel(client: TestClient, town: Town) -> list[float]:
    def another() -> None:
        lines = [line for n in range(9_000, 9_125) for line in _of_learner(n)]
        town.record(1, lines, at=NOW)

    return _times(client, "/", before=another, times=8)


def _times(
    client: TestClient, path: str, before: Callable[[], Any] = lambda: None, times: int = TIMES
) -> list[float]:
    """Milliseconds of a page, the first one left out."""
    assert client.get(path).status_code == 200, path
    found = []
    for _ in range(times):
        before()
        found.append(milliseconds(lambda: client.get(path)))
    return found


def _finding(name: str, measured: list[float], floor: list[float]) -> Finding:
    subject = (f"hub-pages {name}", "a page, from the question to its last byte", "ms")

    def promise(found: Spread, _ratio: float) -> tuple[Target, ...]:
        return (Target(f"p95 ≤ {SLOW:.0f} ms", met=found.p95 <= SLOW),)

    return finding(subject, measured, (f"{EMPTY}, which shows no records", floor), promise)


def main() -> None:
    """Print them."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    for each in run(Path("out/bench"), wanted):
        row = each.measured
        print(f"{each.name:58}{row.median:9.2f}{row.p95:9.2f} {each.unit}")  # noqa: T201
    print(f"lines: {wanted:,}; columns: median, p95")  # noqa: T201


if __name__ == "__main__":
    main()
