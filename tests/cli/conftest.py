"""What the commands are typed at: an empty data folder, a stick, rooms with a clock set by hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.house import Rooms
from tests.conftest import Clock
from tests.rooms import rooms_of


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """An open data folder makes new files private, in this process too."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def rooms(clock: Clock) -> Rooms:
    return rooms_of(clock)
