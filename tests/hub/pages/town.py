"""An agency with kiosks whose lines lie in the hub, as parcels would have left them."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import uuid
from collections.abc import Iterable
from pathlib import Path

import msgspec
from sqlalchemy import Engine, insert, update

from kiosk.hub.database import engine as opened
from kiosk.hub.database import writing
from kiosk.hub.post import lines, tables
from kiosk.hub.post.keys import agency_keys
from kiosk.hub.post.post import Post
from kiosk.hub.settling import settle
from kiosk.parcel.chain import START
from kiosk.xapi.line import Line

NOW = 1_795_395_600_000
"""Monday 23 November 2026, 01.00 UTC: 08.00 in Sibolga."""
DAY = 86_400_000
WIB = dt.timezone(dt.timedelta(hours=7))
NAMESPACE = uuid.UUID("5b0c1a6e-6d0e-5b5f-9c53-6f4c0f6a2d11")
COURSE = "pelayanan-prima"
TITLE = "Pelayanan Publik Prima"


class Town:
    """The hub's database with kiosks and learners put in by hand."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.at = NOW
        self._chance = itertools.count(1)
        self.engine: Engine = opened(url or f"sqlite:///{folder / 'hub.sqlite'}")
        keys = agency_keys(
            folder, self.chance, "BKPSDM Kota Contoh", "https://contoh.go.id/dermaga"
        )
        settled = settle(self.engine, self.chance, keys.agency.home_page)
        self.post = Post(self.engine, keys, settled.terms, self.now, self.chance)
        self._seq: dict[int, int] = {}
        self._clock = itertools.count(NOW << 12)

    def now(self) -> int:
        return self.at

    def chance(self, count: int) -> bytes:
        return hashlib.shake_128(next(self._chance).to_bytes(8)).digest(count)

    def go_on(self, after: int) -> None:
        """Further lines get numbers above those of another Town on this database."""
        self._seq = dict.fromkeys(range(1, 10), after * 100)
        self._clock = itertools.count((NOW << 12) + after * 1_000)

    def kiosk(self, n: int, label: str, **more: object) -> str:
        """A paired kiosk; its device id."""
        device = str(uuid.UUID(int=(n << 64) | 0x7000 << 64 | 0x8000 << 48))
        row: dict[str, object] = {
            "n": n, "id": device, "public": bytes(32), "label": label,
            "pairing": str(uuid.UUID(int=n)), "before": "", "certificate": b"", "serial": n,
            "since": NOW - 100 * DAY, "hash": START, "contact": NOW - DAY, "carrier": "lan",
            "version": "2026.11",
        }  # fmt: skip
        with writing(self.engine) as connection:
            connection.execute(insert(tables.device).values(**{**row, **more}))
        return device

    def record(self, n: int, bodies: Iterable[tuple[str, dict[str, object]]], at: int = 0) -> None:
        """Lines of kiosk `n`, each somebody's ("": nobody's)."""
        seq = self._seq.get(n, 0)
        made = [
            self._line(n, seq + k, learner, body, at or self.at)
            for k, (learner, body) in enumerate(bodies, start=1)
        ]
        self._seq[n] = seq + len(made)
        with writing(self.engine) as connection:
            lines.keep(connection, n, made)
            device = tables.device
            connection.execute(update(device).where(device.c.n == n).values(seq=self._seq[n]))

    def said(self, learner: str, body: dict[str, object]) -> Line:
        """A line that is not kept."""
        return self._line(99, 1, learner, body, self.at)

    def _line(self, n: int, seq: int, learner: str, body: dict[str, object], at: int) -> Line:
        event = uuid.UUID(int=(0x7000 << 64 | 0x8000 << 48) + (n << 100) + seq)
        kind = str(body["type"])
        written = msgspec.json.encode(body)
        return Line(
            device="", seq=seq, id=str(event), learner=learner, kind=kind, at=at,
            clock=next(self._clock), salt=bytes(16), body=written, hash=bytes(32),
        )  # fmt: skip


def learner_of(nip: str) -> str:
    """A NIP's learner id."""
    return str(uuid.uuid5(NAMESPACE, f"nip:{nip}"))


def nip(n: int) -> str:
    """An invented number."""
    return f"19860926201505{1 + n % 2}{n % 999 + 1:03d}"


def certificate(n: int, name: str, unit: str, **more: object) -> dict[str, object]:
    """The event of a certificate of the learner with `nip(n)`; `more`: other fields than these."""
    facts = {
        "name": name, "nip": nip(n), "unit": unit, "course": more.pop("title", TITLE),
        "sample": more.pop("sample", False), "kop": ["PEMERINTAH KOTA"],
        "valid_until": more.pop("valid_until", ""), "replaces": more.pop("replaces", ""),
        "lessons": [{"title": "Mengapa warga datang", "minutes": 60}],
    }  # fmt: skip
    return {
        "type": "certificate-issued", "course": COURSE, "hours": 6, "score": 88,
        "number": f"800.1.4/K1.{n:04d}/BKPSDM/XI/2026", "issued": "2026-11-20",
        "facts": msgspec.json.encode(facts).decode(), "sha256": "0" * 64, **more,
    }  # fmt: skip


def started(course: str = COURSE) -> dict[str, object]:
    """A course is opened."""
    return {"type": "course-started", "course": course, "version": "2026.11.1"}


def submitted(quiz: str, score: float, course: str = COURSE) -> dict[str, object]:
    """A test ends."""
    return {
        "type": "quiz-submitted", "course": course, "quiz": quiz, "attempt": "a1", "score": score,
        "pass_mark": 70 if quiz == "post" else None, "used": 600,
    }  # fmt: skip


def rated(worth: int, *, named: bool = False, course: str = COURSE) -> dict[str, object]:
    """An evaluation with the same answer everywhere."""
    items = ("information", "room", "help", "relevance", "clarity", "examples", "legibility")
    ratings = dict.fromkeys((*items, "ease", "guidance"), worth)
    return {
        "type": "evaluation-answered", "course": course, "ratings": ratings, "text": "",
        "named": named,
    }  # fmt: skip


def furnished(town: Town) -> None:
    """Six kiosks in every state, nine learners, certificates, evaluations, a quarantine."""
    town.kiosk(1, "DINKES-01")
    town.kiosk(2, "UTARA-01", contact=NOW - 2 * DAY, carrier="stick", waiting=71)
    town.kiosk(3, "SETDA-01", contact=NOW - 18 * DAY, carrier="lan", waiting=302)
    town.kiosk(4, "PTSP-01", contact=NOW - 3_600_000)
    town.kiosk(5, "PTSP-02", contact=0, carrier="", version="", since=NOW - 3 * DAY)
    town.kiosk(
        6, "LAMA-01", contact=NOW - 90 * DAY, revoked=NOW - 60 * DAY, reason="Komputer hilang"
    )
    for n in range(9):
        unit = ("Dinas Kesehatan", "Sekretariat Daerah", "Dinas PMPTSP")[n % 3]
        who = learner_of(nip(n))
        town.record(
            n % 3 + 1,
            [
                (who, {"type": "signed-in"}),
                (who, started()),
                (who, submitted("pre", 40 + n)),
                (who, submitted("post", 90 - 4 * n)),
                (who, certificate(n, f"Peserta Contoh {n + 1}, S.A.P.", unit, hours=6 + n)),
            ],
            at=NOW - n * DAY,
        )
        town.record(n % 3 + 1, [("", rated(2 + n % 3))])
    newcomer = learner_of(nip(20))
    town.record(4, [(newcomer, started()), (newcomer, submitted("post", 50))])
    put_aside(town)


def put_aside(town: Town) -> None:
    """A parcel of a twin, a statement in conflict, a parcel that was taken, a gap."""
    device = str(uuid.UUID(int=(4 << 64) | 0x7000 << 64 | 0x8000 << 48))
    with writing(town.engine) as connection:
        for n, why in enumerate(("twin", "statement")):
            connection.execute(
                insert(tables.quarantine).values(
                    why=why, device=device, first=3, last=9, at=NOW - DAY,
                    sha256=bytes([n]) * 32, body=b"DERMAGA1 put aside",
                )
            )  # fmt: skip
        for n in range(1, 5):
            connection.execute(
                insert(tables.intake).values(
                    serial=n, device=n, sha256=bytes([n]) * 32, first=1, last=18, fresh=18,
                    carrier="stick" if n == 2 else "lan", at=NOW - n * DAY, took=900,
                )
            )  # fmt: skip
        connection.execute(insert(tables.span).values(device=1, first=30, last=40, hash=bytes(32)))
