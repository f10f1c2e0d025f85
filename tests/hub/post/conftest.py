"""An agency with its database, and kiosks that it has let in."""

from __future__ import annotations

import functools
import itertools
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest

from kiosk.hub.database import engine, writing
from kiosk.hub.post import devices
from kiosk.hub.post.keys import agency_keys
from kiosk.hub.post.post import Post
from kiosk.hub.settling import settle
from kiosk.parcel import code
from tests.hub.post.kiosks import START, Kiosk
from tests.hub.post.serving import served

NOW = START + 30 * 24 * 3_600_000


class Time:
    """A clock set by hand, and chance that is the same in every run."""

    def __init__(self) -> None:
        self.now = NOW
        self._count = itertools.count(1)

    def __call__(self) -> int:
        return self.now

    def chance(self, size: int) -> bytes:
        return next(self._count).to_bytes(4, "big").rjust(size, b"\x5a")


@pytest.fixture(autouse=True)
def _quick_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes as little slow as argon2 can be; the commands' tests have them as they are."""
    monkeypatch.setattr(code, "_PASSES", 1)
    monkeypatch.setattr(code, "_MEMORY", 1 << 16)


@pytest.fixture
def time() -> Time:
    return Time()


@functools.cache
def _begun() -> bytes:
    """An empty database with its tables, made once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        found = engine(f"sqlite:///{folder}/hub.sqlite")
        settle(found, bytes, "https://contoh.go.id")
        found.dispose()
        return (Path(folder) / "hub.sqlite").read_bytes()


def post_at(folder: Path, time: Time, url: str = "") -> Post:
    keys = agency_keys(folder, time.chance, "BKPSDM Contoh", "https://contoh.go.id")
    if not url:
        (folder / "hub.sqlite").write_bytes(_begun())
    found = engine(url or f"sqlite:///{folder / 'hub.sqlite'}")
    settled = settle(found, time.chance, keys.agency.home_page)
    return Post(found, keys, settled.terms, time, time.chance)


@pytest.fixture
def post(tmp_path: Path, time: Time) -> Iterator[Post]:
    made = post_at(tmp_path / "hub", time)
    yield made
    made.engine.dispose()


def let_in(post: Post, kiosk: Kiosk) -> Kiosk:
    with writing(post.engine) as connection:
        kiosk.voucher = devices.pair(post, connection, kiosk.ask_to_pair(""), "")
        kiosk.secret = devices.secret_of(post, devices.pairing_of(connection, kiosk.device))
    return kiosk


@pytest.fixture
def kiosk(post: Post) -> Kiosk:
    return let_in(post, Kiosk(1))


@pytest.fixture
def second(post: Post) -> Kiosk:
    return let_in(post, Kiosk(2))


@pytest.fixture
def counted(post: Post) -> Callable[[str], int]:
    """How many rows a table of the database has."""

    def count(table: str) -> int:
        with post.engine.connect() as connection:
            return int(connection.exec_driver_sql(f"select count(*) from {table}").scalar_one())  # noqa: S608

    return count


@pytest.fixture
def port(post: Post, tmp_path: Path) -> Iterator[int]:
    with served(post, tmp_path / "hub" / "word") as found:
        yield found


@pytest.fixture
def wire(port: int) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        yield client
