"""The manual for course writers is worked through as it stands, and its sample course is right."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import main
from kiosk.catalog.catalog import Catalog
from kiosk.catalog.folder import MEDIA
from kiosk.catalog.questions import KINDS
from kiosk.catalog.source import draft_course
from kiosk.cli.course import course
from kiosk.learning.course import Audio, CalloutKind, Check, Pages, Video

HOME = Path(__file__).parents[2]
MANUAL = (HOME / "content" / "MENULIS.md").read_text(encoding="utf-8")
SAMPLE = HOME / "resources" / "example" / "contoh-pelatihan"


def fenced(kind: str) -> str:
    """The first listing of a kind."""
    found = re.search(rf"```{kind}\n(.*?)```", MANUAL, re.DOTALL)
    assert found is not None
    return found[1]


def done(home: Path, *words: str) -> str:
    """What a command of the manual says; it must end well."""
    given = (main.rooms(), home / "data")
    told = CliRunner().invoke(course, list(words), obj=given)
    assert told.exit_code == 0, told.output
    return told.output


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The worked example up to its fourth step."""
    monkeypatch.chdir(tmp_path)
    named = ["--title", "Menyambut Warga", "--topic", "Pelayanan publik"]
    done(tmp_path, "new", "menyambut-warga", *named)
    folder = tmp_path / "menyambut-warga"
    (folder / "lessons/1-pelajaran-satu.md").write_text(fenced("markdown"), encoding="utf-8")
    checks = folder / "questions/cek.toml"
    text = checks.read_text(encoding="utf-8")
    case = text[text.index('[[question]]\nid = "kasus-k1"') :]
    checks.write_text(fenced("toml") + "\n" + case, encoding="utf-8")
    return folder


def test_the_worked_example_passes_its_own_check(written: Path) -> None:
    read, faults = draft_course(written)
    assert faults == ()
    assert read is not None
    assert read.check("cek-1").hints == ("Apa yang dapat dilihat keduanya?",)


def test_the_worked_example_is_packed_signed_and_installed_as_it_says(written: Path) -> None:
    """Its last listing, word by word; an unpaired kiosk wants the mark, which it tells itself."""
    home = written.parent
    lines = re.findall(r"^\./run course (build|sign|install) (.+)$", MANUAL, re.MULTILINE)
    steps = [(name, shlex.split(rest)) for name, rest in lines]
    assert [name for name, _ in steps] == ["build", "sign", "install"]
    for name, rest in steps[:2]:
        told = done(home, name, *rest)
    mark = re.search(r"Sidik jari kunci ((?:[0-9A-F]{4} ?){3})", told)
    assert mark is not None
    told = done(home, "install", *steps[2][1], "--mark", mark[1].strip())
    assert "Terpasang: menyambut-warga" in told


def test_the_sample_course_has_every_block_and_every_kind() -> None:
    read, faults = draft_course(SAMPLE)
    assert faults == ()
    assert read is not None
    blocks = [block for lesson in read.lessons for block in lesson.blocks]
    assert {Video, Audio, Pages, Check} <= {type(block) for block in blocks}
    assert {getattr(block, "kind", None) for block in blocks} >= set(CalloutKind)
    written = (SAMPLE / "questions/cek.toml").read_text(encoding="utf-8")
    assert set(re.findall(r'^kind = "(\w+)"', written, re.MULTILINE)) == set(KINDS)
    assert read.lesson("kasus-antrean").conditions


@pytest.mark.parametrize("name", [*KINDS, *CalloutKind, "definisi", "bila", "tugas", *MEDIA])
def test_the_manual_speaks_of_every_form(name: str) -> None:
    assert (name == "takarir" and ".vtt" in MANUAL) or re.search(rf"[`: ]{name}[` ]", MANUAL)


def test_the_manual_lies_among_the_courses_and_is_none() -> None:
    assert "MENULIS.md" not in [c.id for c in Catalog([HOME / "content"], None).courses()]
