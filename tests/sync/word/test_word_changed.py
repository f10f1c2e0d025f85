"""Any change to any byte of the agency's word: refused, or without any effect."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.sync.word import Word, WordTrouble
from tests.conftest import Clock
from tests.hub.word.agency import read
from tests.sync.word.scene import Scene, files_of

EXAMPLES = 2_000 if os.environ.get("DERMAGA_FAULTS") == "long" else 100


@pytest.fixture
def scene(tmp_path: Path, clock: Clock) -> Scene:
    return Scene(tmp_path, clock)


class Mutant:
    """One scene for all examples; what an example hurts is mended after it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.files = [f for f in files_of(scene.stick) if f.name != "1.root.json"]
        self.whole = read(scene.fresh(), scene.stick)


Change = Callable[[bytes], bytes]


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Flip, cut, put in, take out, or say something else with the same form."""
    place = draw(st.integers(0, 1 << 16))
    some = draw(st.binary(min_size=1, max_size=20))
    text = draw(
        st.sampled_from(["version", "length", "sha256", "keyid", "sig", "expires", "_type"])
    )
    value: object = draw(st.sampled_from([0, -1, 1 << 70, 1.5, None, "", "x", [], {}, True]))

    def flip(body: bytes) -> bytes:
        n = place % len(body)
        return body[:n] + bytes([body[n] ^ (some[0] or 1)]) + body[n + 1 :]

    def cut(body: bytes) -> bytes:
        return body[: place % len(body)]

    def put_in(body: bytes) -> bytes:
        n = place % len(body)
        return body[:n] + some + body[n:]

    def take_out(body: bytes) -> bytes:
        n = place % len(body)
        return body[:n] + body[n + len(some) :]

    def say(body: bytes) -> bytes:
        with contextlib.suppress(ValueError):
            table = json.loads(body)
            spots = [spot for spot in everywhere(table) if spot[1] == text]
            if spots:
                where, key = spots[place % len(spots)]
                where[key] = value
                return json.dumps(table).encode()
        return flip(body)

    return draw(st.sampled_from([flip, cut, put_in, take_out, say]))


def everywhere(value: object) -> Iterator[tuple[dict[str, object], str]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield value, key
            yield from everywhere(below)
    elif isinstance(value, list):
        for below in value:
            yield from everywhere(below)


@pytest.fixture
def mutant(scene: Scene) -> Mutant:
    return Mutant(scene)


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(change=changes(), number=st.integers(0, 1 << 10), trusting=st.booleans())
def test_no_changed_byte_is_ever_taken(
    mutant: Mutant, change: Change, number: int, *, trusting: bool
) -> None:
    scene = mutant.scene
    file = mutant.files[number % len(mutant.files)]
    whole = file.read_bytes()
    file.write_bytes(change(whole))
    kiosk = scene.kiosk if trusting else scene.fresh()
    try:
        word = read(kiosk, scene.stick)
    except WordTrouble:
        word = None
    finally:
        file.write_bytes(whole)
    if word is not None:
        assert same(word, mutant.whole)


def same(word: Word, whole: Word) -> bool:
    """Whether two kiosks were told the same; each has its own copies of the courses."""
    said = [[c.file.read_bytes() for c in w.courses] for w in (word, whole)]
    return said[0] == said[1] and (word.version, word.hashes, word.roster, word.settings) == (
        whole.version,
        whole.hashes,
        whole.roster,
        whole.settings,
    )
