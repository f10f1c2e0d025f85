"""Two kiosks for the tests of what they exchange."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.exchanging import Exchanging


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Exchanging]:
    kiosk = Exchanging(tmp_path / "here", 1)
    yield kiosk
    kiosk.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Exchanging]:
    kiosk = Exchanging(tmp_path / "there", 2)
    yield kiosk
    kiosk.close()
