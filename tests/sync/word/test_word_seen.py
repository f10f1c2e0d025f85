"""The same word as before is told without reading it again, and nothing else is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from kiosk.hub.word import targets, writer
from kiosk.office.sync_ways import Way
from kiosk.office.sync_word import Fetched, WordErrand
from kiosk.parcel.forms import Agency as Parcels
from kiosk.parcel.sealing import key_id
from kiosk.sync.folder import FOLDER
from kiosk.sync.word import Known, Reader, Word, WordTrouble
from tests.conftest import Clock
from tests.hub.word.agency import DEVICE, read, reader
from tests.parcel.samples import AGENCY
from tests.sync.word.scene import Scene

OTHER = "01930000-0000-7000-8000-00000000000b"


def known_of(word: Word) -> Known:
    return Known(word.root, word.version, word.hashes, word.said)


def lying(place: Path) -> Callable[[str, int], bytes | None]:
    """The files of a folder, as they lie there."""

    def there(name: str, limit: int) -> bytes | None:
        file = place / name
        return file.read_bytes()[:limit] if file.exists() else None

    return there


@pytest.fixture
def scene(tmp_path: Path, clock: Clock) -> Scene:
    return Scene(tmp_path, clock)


def again(scene: Scene, known: Known | None = None, kiosk: Reader | None = None) -> Word | None:
    chosen = known if known is not None else known_of(scene.word)
    return (kiosk or scene.kiosk).unchanged(chosen, lying(scene.stick))


def test_the_same_word_is_what_a_reading_would_have_answered(scene: Scene) -> None:
    known = known_of(scene.word)
    found = again(scene)
    assert found is not None
    assert (found.is_new, found.version, found.said) == (False, scene.version, scene.word.said)
    assert found == read(scene.kiosk, scene.stick, known)


def test_its_date_is_looked_at_each_time(scene: Scene) -> None:
    scene.clock.pass_seconds(181 * 86_400)
    found = again(scene)
    assert found is not None
    assert found.expired
    assert found == read(scene.kiosk, scene.stick, known_of(scene.word))


def test_courses_that_were_fetched_are_let_go_as_by_a_reading(scene: Scene) -> None:
    assert scene.word.courses[0].file.exists()
    assert again(scene) is not None
    assert not scene.word.courses[0].file.exists()


def test_who_lacks_a_file_or_knows_another_word_reads(scene: Scene) -> None:
    known, lacking = known_of(scene.word), dict(scene.word.hashes)
    lacking.pop("settings.json")
    assert again(scene, structs.replace(known, hashes=lacking)) is None
    assert again(scene, structs.replace(known, root="00" * 32)) is None
    assert again(scene, structs.replace(known, version=scene.version + 1)) is None
    assert again(scene, Known()) is None
    assert scene.word.courses[0].file.exists()


def test_another_device_or_program_reads(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, root = scene.folder / "word", scene.told.root
    assert again(scene, kiosk=reader(folder, root, scene.clock, OTHER)) is None
    assert again(scene, kiosk=reader(folder, root, scene.clock, DEVICE)) is not None
    monkeypatch.setattr("kiosk.__version__", "0.0.1")
    assert again(scene) is None


def test_a_word_said_again_an_older_one_and_a_later_root_are_read(scene: Scene) -> None:
    there = lying(scene.stick)
    scene.told.say()
    assert scene.kiosk.unchanged(known_of(scene.word), lying(scene.told.folder)) is None
    assert scene.kiosk.unchanged(known_of(scene.word), lying(scene.old)) is None
    assert scene.kiosk.unchanged(known_of(scene.word), lying(scene.folder / "nothing")) is None
    later = {"metadata/2.root.json": b"{}"}
    assert (
        scene.kiosk.unchanged(known_of(scene.word), lambda n, m: later.get(n) or there(n, m))
        is None
    )
    assert scene.kiosk.unchanged(known_of(scene.word), there) is not None


def test_after_a_rotation_the_root_after_the_new_one_is_asked_for(scene: Scene) -> None:
    scene.told.rotate()
    scene.told.fill(scene.stick)
    word = read(scene.kiosk, scene.stick, known_of(scene.word))
    asked: list[str] = []
    there = lying(scene.stick)

    def noted(name: str, limit: int) -> bytes | None:
        asked.append(name)
        return there(name, limit)

    assert scene.kiosk.unchanged(known_of(word), noted) is not None
    assert asked == ["metadata/timestamp.json", "metadata/3.root.json"]


def test_a_reading_that_broke_off_is_done_again(scene: Scene) -> None:
    scene.clock.pass_seconds(60)
    scene.told.say(targets.settings_target({"pass_mark": 90}))
    newer = scene.told.fill(scene.folder / "newer")
    snapshot = json.loads((newer / "metadata/timestamp.json").read_bytes())
    version = snapshot["signed"]["meta"]["snapshot.json"]["version"]
    hidden = newer / "metadata" / f"{version}.snapshot.json"
    kept = hidden.read_bytes()
    hidden.unlink()
    with pytest.raises(WordTrouble, match="missing"):
        read(scene.kiosk, newer, known_of(scene.word))
    assert scene.kiosk.unchanged(known_of(scene.word), lying(newer)) is None
    assert again(scene) is None  # the older word is told to be older, by reading
    with pytest.raises(WordTrouble, match="older"):
        read(scene.kiosk, scene.stick, known_of(scene.word))
    hidden.write_bytes(kept)
    assert read(scene.kiosk, newer, known_of(scene.word)).settings == b'{"pass_mark":90}'


@pytest.mark.parametrize("hurt", [b"", b"{", b"[]", b"\x00" * 300])
def test_a_note_that_was_hurt_is_as_none(hurt: bytes, scene: Scene) -> None:
    [note] = scene.folder.glob("word/*/seen")
    note.write_bytes(hurt)
    assert again(scene) is None
    read(scene.kiosk, scene.stick, known_of(scene.word))
    assert again(scene) is not None


def errand(scene: Scene, known: Known, agency: Parcels = AGENCY) -> WordErrand:
    """A round's errand by a stick of the scene."""
    place, data = scene.folder / "carried", scene.folder
    if not (place / FOLDER).exists():
        (place / FOLDER).mkdir(parents=True)
        (place / FOLDER / "word").symlink_to(scene.stick)
        (data / "word" / f"{key_id(agency.sign)}.root").write_bytes(scene.told.root)
    way = Way("stick", str(place), "Stik", os.urandom)
    return WordErrand(data, DEVICE, scene.clock.now, lambda: 0.0, agency, known, way)


def test_a_round_that_meets_the_same_word_does_not_read_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pull(*_: object) -> Word:
        raise WordTrouble("strange")

    told = errand(scene, known_of(scene.word)).fetch()
    assert told.word is not None
    monkeypatch.setattr(Reader, "pull", pull)
    assert errand(scene, known_of(scene.word)).fetch() == told
    assert errand(scene, Known()).fetch() == Fetched(trouble="strange")
    file = scene.stick / "metadata/timestamp.json"
    file.rename(scene.folder / "elsewhere.json")
    file.symlink_to(scene.folder / "elsewhere.json")
    assert errand(scene, known_of(scene.word)).fetch() == Fetched(trouble="strange")


def test_the_same_word_needs_no_tuf_in_the_process(scene: Scene) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom kiosk.sync.word import Known, Reader\n"
        "folder, stick, device, root, version, hashes = sys.argv[1:]\nimport json\n"
        "pinned = Path(root).read_bytes()\n"
        "reader = Reader(Path(folder), pinned, device, lambda: 0)\n"
        "from kiosk.sync.word import root_name\n"
        "known = Known(root_name(pinned), int(version), json.loads(hashes))\n"
        "def there(name, limit):\n"
        "    file = Path(stick) / name\n"
        "    return file.read_bytes() if file.exists() else None\n"
        "word = reader.unchanged(known, there)\n"
        "print(word is not None, sorted({'tuf', 'securesystemslib', 'httpx2'} & set(sys.modules)))"
    )
    root = scene.folder / "pinned"
    root.write_bytes(scene.told.root)
    hashes = json.dumps(dict(scene.word.hashes))
    asked: list[str | Path] = [
        scene.folder / "word",
        scene.stick,
        DEVICE,
        root,
        str(scene.version),
        hashes,
    ]
    said = subprocess.run(
        [sys.executable, "-c", code, *asked], capture_output=True, text=True, check=True
    )
    assert said.stdout == "True []\n"


def test_the_agency_saying_so_once_more_is_read(scene: Scene) -> None:
    scene.clock.pass_seconds(60)
    writer.refresh(scene.told.folder, scene.clock.now())
    assert scene.kiosk.unchanged(known_of(scene.word), lying(scene.told.folder)) is None
