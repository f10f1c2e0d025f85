"""The file read ahead at the start: as much as was said, and without harm to SQLite's locks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.hub import serve
from kiosk.hub.application import Hub
from kiosk.hub.database import engine, writing
from kiosk.hub.serve import Serving, World
from kiosk.hub.warming import read_through, warm
from tests.hub.conftest import NOON

LOOK = (
    "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None);"
    "print(db.execute('select count(*) from client').fetchone()[0]); db.close()"
)
CLIENT = "insert into client (key, name, secret, scopes, made) values ('{}', '', x'00', 'all', 0)"


def looked_at_by_another(file: Path) -> int:
    """How many clients another process sees, which then closes the file."""
    told = subprocess.run(
        [sys.executable, "-c", LOOK, str(file)], check=True, capture_output=True, text=True
    )
    return int(told.stdout)


def test_all_is_read_or_as_much_as_was_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * 1_000_000)
    assert read_through(file, 2_000_000) == 1_000_000
    assert read_through(file, 600_000) == 600_000
    assert read_through(file, 0) == 0


def test_what_cannot_be_read_stops_no_hub(tmp_path: Path) -> None:
    assert read_through(tmp_path / "none", 1000) == 0
    assert read_through(tmp_path, 1000) == 0
    warm(engine("sqlite://"))


def test_the_log_that_is_still_written_to_is_taken_away_by_nobody(lite: Hub) -> None:
    """Closing the file after reading it would drop SQLite's locks: then this test is red."""
    file = Path(str(lite.engine.url.database))
    log = file.with_name(f"{file.name}-wal")
    with writing(lite.engine) as connection:
        connection.exec_driver_sql(CLIENT.format("a"))
    warm(lite.engine)
    assert looked_at_by_another(file) == 1
    assert log.exists()
    with writing(lite.engine) as connection:
        connection.exec_driver_sql(CLIENT.format("b"))
    assert looked_at_by_another(file) == 2


def test_a_hub_that_is_made_has_read_its_file(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(serve, "warm", lambda found: read.append(str(found.url)))
    serve.hub_of(World(sqlite_url, lambda: NOON, bytes), Serving()).engine.dispose()
    assert read == [sqlite_url]
