"""An agency in memory behind a port, a kiosk, and a stick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.sync.folder import Folder
from kiosk.sync.post import Hub
from kiosk.wire.wire import Wire
from tests.faults import conftest as faults
from tests.sync.kiosks import Kiosk
from tests.sync.proxy import Proxy, between
from tests.sync.receiver import Receiver, served

long = faults.long
counted = faults.counted
pytest_terminal_summary: Callable[[Any], None] = faults.pytest_terminal_summary


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def port(receiver: Receiver) -> Iterator[int]:
    with served(receiver) as port:
        yield port


@pytest.fixture
def hub_at() -> Iterator[Callable[..., Hub]]:
    """A carrier to a port, that asks once and waits a short while."""
    made: list[Hub] = []

    def at(port: int, *, tries: int = 1, silent: float = 5.0, whole: float = 10.0) -> Hub:
        wire = Wire(f"http://127.0.0.1:{port}", silent_seconds=silent, all_seconds=whole)
        made.append(Hub(wire, bytes, tries=tries, sleep=lambda _seconds: None))
        return made[-1]

    yield at
    for each in made:
        each.close()


@pytest.fixture
def hub(port: int, hub_at: Callable[..., Hub]) -> Hub:
    return hub_at(port)


@pytest.fixture
def proxy(port: int) -> Iterator[Proxy]:
    with between(port) as found:
        yield found


@pytest.fixture
def kiosk() -> Kiosk:
    return Kiosk(1)


@pytest.fixture
def stick(tmp_path: Path) -> Folder:
    return Folder(tmp_path, "stick")
