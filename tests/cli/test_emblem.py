"""An officer prepares the emblem at a kiosk, and tells it to all kiosks at the hub."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from kiosk.cli.certificate_emblem import emblem
from kiosk.cli.hub import hub
from kiosk.cli.hub_say_words import EMBLEM
from kiosk.hub.word import carry, telling
from kiosk.parcel import word
from kiosk.parcel.emblem import emblems_in, fault
from tests.conftest import HOME
from tests.parcel.pictures import HOSTILE
from tests.parcel.pictures import emblem as drawn


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "hub"


def typed(place: Path, *words: str | Path) -> Result:
    line = ["say", *map(str, words), "--folder", str(place)]
    return CliRunner().invoke(hub, line)


def written(folder: Path, picture: bytes) -> Path:
    file = folder / "lambang.png"
    file.write_bytes(picture)
    return file


def told(place: Path) -> tuple[str, int]:
    found = json.loads(typed(place, "list", "--json").output)
    return found["emblem"], found["emblems"]


def name(picture: bytes) -> str:
    return hashlib.sha256(picture).hexdigest()


def test_a_photo_prepared_at_a_kiosk_is_what_the_hub_says_byte_for_byte(
    place: Path, tmp_path: Path
) -> None:
    photo, made = tmp_path / "foto.jpg", tmp_path / "lambang.png"
    Image.linear_gradient("L").convert("RGB").resize((1200, 900)).save(photo)
    done = CliRunner().invoke(emblem, [str(photo), "--out", str(made)])
    assert done.exit_code == 0, done.output
    assert "hub say emblem lambang.png" in done.output
    assert fault(made.read_bytes()) is None
    assert made.stat().st_mode & 0o777 == 0o644
    assert [p.name for p in tmp_path.iterdir() if "tmp" in p.name] == []
    said = typed(place, "emblem", made)
    mark = name(made.read_bytes())
    assert f"Lambang yang ditetapkan instansi: {mark[:12]}…" in said.output
    assert told(place) == (mark, 1)
    found = emblems_in(carry.read(place / "word", word.EMBLEMS))
    assert (found.pictures, found.now) == ((made.read_bytes(),), mark)


def test_what_cannot_be_prepared_or_written_is_told(tmp_path: Path) -> None:
    for picture, out, words in (
        (b"no picture", tmp_path / "x.png", "tidak dapat dibaca"),
        (drawn(), tmp_path / "gone" / "x.png", "tidak dapat ditulis"),
    ):
        given = written(tmp_path, picture)
        done = CliRunner().invoke(emblem, [str(given), "--out", str(out)])
        assert (done.exit_code, words in done.output) == (1, True), done.output
        assert not out.exists()


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_picture_is_refused_in_words_and_nothing_is_said(
    place: Path, tmp_path: Path, kind: str
) -> None:
    picture, why = HOSTILE[kind]
    file = written(tmp_path, picture)
    done = typed(place, "emblem", file)
    assert done.exit_code == 1
    assert done.output == f"Error: {EMBLEM[why].format(file=file)}\n"
    assert not (place / "word").exists()


def test_those_of_before_are_still_sent_and_none_lets_go(place: Path, tmp_path: Path) -> None:
    one, two = drawn(dot=0), drawn(dot=1)
    typed(place, "emblem", written(tmp_path, one))
    again = typed(place, "emblem", written(tmp_path, two))
    assert "lambang lama yang tetap dikirim: 1." in again.output
    assert told(place) == (name(two), 2)
    done = typed(place, "emblem", "--none")
    assert "tiap kios memakai lambangnya sendiri" in done.output
    assert told(place) == ("", 2)
    assert "Lambang lama yang tetap dikirim: 2." in typed(place, "list").output
    assert telling.emblems(place / "word").pictures == (two, one)
    typed(place, "emblem", written(tmp_path, one))
    assert told(place) == (name(one), 2)


def test_either_a_file_or_none_is_named(place: Path, tmp_path: Path) -> None:
    for words in ((), (written(tmp_path, drawn()), "--none")):
        done = typed(place, "emblem", *words)
        assert (done.exit_code, EMBLEM["file-or-none"] in done.output) == (2, True)


def test_a_list_lost_from_the_hubs_disk_is_begun_anew(place: Path, tmp_path: Path) -> None:
    typed(place, "emblem", written(tmp_path, drawn(dot=0)))
    for file in (place / "word" / "targets").glob("*.emblems.json"):
        file.unlink()
    done = typed(place, "emblem", written(tmp_path, drawn(dot=1)))
    assert done.exit_code == 0, done.output
    assert told(place) == (name(drawn(dot=1)), 1)


def test_the_hub_says_it_with_hub_txt_alone(place: Path, tmp_path: Path) -> None:
    file = written(tmp_path, drawn())
    command = [sys.executable, "-m", "tests.hub.post.lean", "say", "emblem", file]
    line = [*map(str, command), "--folder", str(place)]
    done = subprocess.run(line, cwd=HOME, capture_output=True, text=True, check=True)
    assert name(drawn())[:12] in done.stdout
