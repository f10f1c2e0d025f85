"""A stick with an older word, one with the newest, and a kiosk that has read the newest."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path
from typing import Any

import pytest
from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined]
from tuf.api.metadata import (  # type: ignore[attr-defined]
    Metadata,
    Snapshot,
    Targets,
    Timestamp,
)

from kiosk.hub.word import keys, targets
from kiosk.sync.word import Reader, WordTrouble
from tests.conftest import Clock
from tests.hub.word.agency import REVOKED, SITI, agency, course, people, read, reader


class Scene:
    """A stick with an older word, one with the newest, and a kiosk that has read the newest."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.clock, self.folder = clock, folder
        self.told = agency(folder / "hub", clock)
        self.told.say(targets.settings_target({"pass_mark": 70}))
        self.old = self.told.fill(folder / "old")
        self.old_version = newest(self.old)
        clock.pass_seconds(600)
        self.told.say(
            targets.settings_target({"pass_mark": 80}),
            targets.revoked_target(REVOKED),
            people(SITI),
            course(folder / "c"),
        )
        self.stick = self.told.fill(folder / "stick")
        self.version = newest(self.stick)
        self.kiosk = reader(folder / "word", self.told.root, clock)
        self.word = read(self.kiosk, self.stick)

    def refused(self, kiosk: Reader | None = None) -> str:
        """How the stick as it is now is refused; the newest word stays what is trusted."""
        with pytest.raises(WordTrouble) as trouble:
            read(kiosk or self.kiosk, self.stick)
        return trouble.value.code

    def fresh(self) -> Reader:
        """A kiosk that has read nothing yet."""
        return reader(self.folder / f"word-{time.monotonic_ns()}", self.told.root, self.clock)

    def sign(self, name: str, signed: Timestamp | Snapshot | Targets, key: str) -> bytes:
        """What a thief of a key can write."""
        signer = keys.read(self.told.folder / "keys" / key)
        return signed_by(self.stick / "metadata" / name, signed, signer)


def newest(stick: Path) -> int:
    return int(json.loads((stick / "metadata/timestamp.json").read_bytes())["signed"]["version"])


def signed_by(
    file: Path, signed: Timestamp | Snapshot | Targets, signer: CryptoSigner | None
) -> bytes:
    signed.expires = dt.datetime(2036, 1, 1, tzinfo=dt.UTC)
    metadata: Metadata[Any] = Metadata(signed)
    assert signer is not None
    metadata.sign(signer)
    body = metadata.to_bytes()
    file.write_bytes(body)
    return body


def files_of(stick: Path) -> list[Path]:
    return sorted(f for f in stick.rglob("*") if f.is_file())
