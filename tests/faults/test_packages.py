"""Mutated packages and course files: nothing is raised but our own refusal, nothing gets out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.catalog.package import package
from kiosk.hub.word.targets import course_target
from tests.catalog.conftest import write_course
from tests.catalog.test_more_faults import enrich
from tests.faults.rig_packages import Changed, Town, what_came_of

PACKAGES, LONG_PACKAGES = 120, 60_000
FILES, LONG_FILES = 120, 60_000


@pytest.fixture
def rich(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small course with every kind of question and block; the disk is not waited for."""
    monkeypatch.setattr(os, "fsync", lambda _file: None)
    return enrich(write_course(tmp_path / "kursus-kecil"))


def test_a_changed_package_is_refused_or_read_and_stays_inside(
    rich: Path, tmp_path: Path, counted: Callable[..., None], *, long: bool
) -> None:
    files = {p.relative_to(rich).as_posix(): p.read_bytes() for p in rich.rglob("*") if p.is_file()}
    packed = (package(rich).packed, *course_target(rich).values())  # stored, and deflated
    town, count = Town(tmp_path), LONG_PACKAGES if long else PACKAGES
    for seed in range(count):
        town.unpacked(Changed(seed).package(files, packed))
    seen = town.seen
    sound, faults = seen.pop("sound"), seen.pop("faults")
    counted(
        "course packages", acknowledged=count, lost=0, noticed=count - sound, sound=sound,
        faults=faults, **dict(sorted(seen.items())),
    )  # fmt: skip
    assert sound + faults + seen.total() == count
    assert faults > count // 10
    assert seen["broken"] > count // 10
    assert seen["bad-name"] > count // 50


def test_a_changed_course_file_is_told_with_its_faults_or_sound(
    rich: Path, counted: Callable[..., None], *, long: bool
) -> None:
    files = [p for p in sorted(rich.rglob("*")) if p.suffix in {".toml", ".md"}]
    count, seen = LONG_FILES if long else FILES, Counter[str]()
    for seed in range(count):
        file = files[seed % len(files)]
        before = file.read_bytes()
        file.write_bytes(Changed(seed).some(before))
        seen[what_came_of(rich)] += 1
        file.write_bytes(before)
    counted("course files", acknowledged=count, lost=0, noticed=seen["faults"], sound=seen["sound"])
    assert seen.total() == count
    assert seen["faults"] > count // 3
    assert what_came_of(rich) == "sound"
