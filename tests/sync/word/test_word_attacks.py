"""Every way in which the agency's word may be attacked or hurt on its way: refused, and named."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from tuf.api.metadata import (  # type: ignore[attr-defined]
    MetaFile,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from kiosk.hub.word import keys, targets
from kiosk.sync.word import FromHub, Known, WordTrouble
from tests.conftest import Clock
from tests.hub.word.agency import agency, read
from tests.sync.word.scene import Scene, files_of, signed_by


@pytest.fixture
def scene(tmp_path: Path, clock: Clock) -> Scene:
    return Scene(tmp_path, clock)


def test_an_old_stick(scene: Scene) -> None:
    shutil.rmtree(scene.stick)
    shutil.copytree(scene.old, scene.stick)
    assert scene.refused() == "older"


def test_an_old_timestamp_alone(scene: Scene) -> None:
    shutil.copy(scene.old / "metadata/timestamp.json", scene.stick / "metadata")
    assert scene.refused() == "older"
    assert scene.refused(scene.fresh()) == "missing"


def test_an_old_snapshot_under_the_new_ones_name(scene: Scene) -> None:
    shutil.copy(
        scene.old / f"metadata/{scene.old_version}.snapshot.json",
        scene.stick / f"metadata/{scene.version}.snapshot.json",
    )
    assert scene.refused(scene.fresh()) == "damaged"


def test_old_targets_under_the_new_ones_name(scene: Scene) -> None:
    shutil.copy(
        scene.old / f"metadata/{scene.old_version}.targets.json",
        scene.stick / f"metadata/{scene.version}.targets.json",
    )
    assert scene.refused(scene.fresh()) == "damaged"


def test_a_thief_of_the_online_key_cannot_lead_back_to_an_old_snapshot(scene: Scene) -> None:
    timestamp = Timestamp(scene.version + 1, snapshot_meta=MetaFile(scene.old_version))
    scene.sign("timestamp.json", timestamp, keys.ONLINE)
    shutil.copytree(scene.old, scene.stick, dirs_exist_ok=True, ignore=only_parts)
    assert scene.refused() == "older"


def test_a_thief_of_the_online_key_cannot_lead_back_to_old_targets(scene: Scene) -> None:
    number = scene.version + 1
    snapshot = Snapshot(number, meta={"targets.json": MetaFile(scene.old_version)})
    scene.sign(f"{number}.snapshot.json", snapshot, keys.ONLINE)
    scene.sign("timestamp.json", Timestamp(number, snapshot_meta=MetaFile(number)), keys.ONLINE)
    shutil.copytree(scene.old, scene.stick, dirs_exist_ok=True, ignore=only_parts)
    assert scene.refused() == "older"


def only_parts(_folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name == "timestamp.json"}


def test_a_thief_of_the_online_key_cannot_say_anything_new(scene: Scene) -> None:
    number = scene.version + 1
    body = scene.sign(f"{number}.targets.json", Targets(number), keys.ONLINE)
    snapshot = Snapshot(number, meta={"targets.json": MetaFile(number, len(body))})
    scene.sign(f"{number}.snapshot.json", snapshot, keys.ONLINE)
    scene.sign("timestamp.json", Timestamp(number, snapshot_meta=MetaFile(number)), keys.ONLINE)
    assert scene.refused() == "forged"


def test_a_target_changed_lengthened_shortened_or_gone(scene: Scene) -> None:
    for file in files_of(scene.stick / "targets"):
        whole = file.read_bytes()
        changed = bytes([whole[0] ^ 1]) + whole[1:]
        for body, code in (
            (changed, "damaged"),
            (whole + b"\n", "too-large"),
            (whole[:-1], "damaged"),
            (b"", "damaged"),
        ):
            file.write_bytes(body)
            assert scene.refused(scene.fresh()) == code
        file.unlink()
        assert scene.refused(scene.fresh()) == "missing"
        file.write_bytes(whole)
    assert read(scene.fresh(), scene.stick).settings == scene.word.settings


def test_targets_of_one_word_beside_the_metadata_of_another(scene: Scene) -> None:
    shutil.rmtree(scene.stick / "targets")
    shutil.copytree(scene.old / "targets", scene.stick / "targets")
    assert scene.refused(scene.fresh()) == "missing"


def test_the_stick_of_another_agency(scene: Scene, clock: Clock) -> None:
    other = agency(scene.folder / "other", clock)
    other.say(targets.settings_target({"pass_mark": 0}))
    shutil.rmtree(scene.stick)
    other.fill(scene.stick)
    assert scene.refused() == "foreign"
    (scene.stick / "metadata/1.root.json").write_bytes(scene.told.root)
    assert scene.refused() == "forged"
    other.rotate()
    second = other.folder / "metadata/2.root.json"
    shutil.copy(second, scene.stick / "metadata")
    assert scene.refused() == "forged"
    assert scene.refused(scene.fresh()) == "forged"


def test_every_file_missing(scene: Scene) -> None:
    for file in files_of(scene.stick):
        whole = file.read_bytes()
        file.unlink()
        if file.name == "1.root.json":  # the kiosk has its own
            assert read(scene.fresh(), scene.stick).version == scene.word.version
        else:
            assert scene.refused(scene.fresh()) == "missing"
        file.write_bytes(whole)


def test_every_file_half_copied(scene: Scene) -> None:
    codes = set()
    for file in files_of(scene.stick):
        whole = file.read_bytes()
        for size in (0, 1, len(whole) // 2, len(whole) - 1):
            file.write_bytes(whole[:size])
            if file.name != "1.root.json":
                codes.add(scene.refused(scene.fresh()))
        file.write_bytes(whole)
    assert codes == {"damaged", "strange"}


def test_links_pipes_and_folders_in_place_of_files(scene: Scene) -> None:
    aside = scene.folder / "aside"
    for file in files_of(scene.stick):
        if file.name == "1.root.json":
            continue
        file.rename(aside)
        file.symlink_to(aside)
        assert scene.refused(scene.fresh()) == "missing"
        file.unlink()
        file.symlink_to("/dev/zero")
        assert scene.refused(scene.fresh()) == "missing"
        file.unlink()
        os.mkfifo(file)
        assert scene.refused(scene.fresh()) == "missing"
        file.unlink()
        file.mkdir()
        assert scene.refused(scene.fresh()) == "missing"
        file.rmdir()
        aside.rename(file)


def test_a_stick_that_is_not_there(scene: Scene) -> None:
    shutil.rmtree(scene.stick)
    assert scene.refused() == "away"


def test_a_list_that_names_a_file_larger_than_any_of_ours(scene: Scene) -> None:
    number = scene.version + 1
    signer = keys.read(scene.told.folder / "keys" / keys.ROOT)
    listed = Targets(number)
    name = "settings.json"
    listed.targets[name] = listed_file(name, 1 << 40)
    signed_by(scene.stick / f"metadata/{number}.targets.json", listed, signer)
    snapshot = Snapshot(number, meta={"targets.json": MetaFile(number)})
    scene.sign(f"{number}.snapshot.json", snapshot, keys.ONLINE)
    scene.sign("timestamp.json", Timestamp(number, snapshot_meta=MetaFile(number)), keys.ONLINE)
    assert scene.refused() == "too-large"


def test_a_list_with_hashes_of_another_kind(scene: Scene) -> None:
    number = scene.version + 1
    listed = Targets(number, targets={"settings.json": listed_file("settings.json", 1, "sha512")})
    signer = keys.read(scene.told.folder / "keys" / keys.ROOT)
    signed_by(scene.stick / f"metadata/{number}.targets.json", listed, signer)
    snapshot = Snapshot(number, meta={"targets.json": MetaFile(number)})
    scene.sign(f"{number}.snapshot.json", snapshot, keys.ONLINE)
    scene.sign("timestamp.json", Timestamp(number, snapshot_meta=MetaFile(number)), keys.ONLINE)
    assert scene.refused() == "strange"


def listed_file(name: str, length: int, kind: str = "sha256") -> TargetFile:
    return TargetFile(length, {kind: "0" * 64}, name)


def test_metadata_padded_without_end(scene: Scene) -> None:
    for name in ("timestamp.json", f"{scene.version}.snapshot.json", "2.root.json"):
        file = scene.stick / "metadata" / name
        before = file.read_bytes() if file.exists() else None
        file.write_bytes((before or scene.told.root) + b" " * (1 << 22))
        assert scene.refused(scene.fresh()) == "too-large"
        file.unlink() if before is None else file.write_bytes(before)


def endless(_request: httpx2.Request) -> httpx2.Response:
    def chunks() -> Iterator[bytes]:
        while True:
            yield b" " * 4096

    return httpx2.Response(200, content=chunks())


def test_a_hub_that_never_ends_or_drips(scene: Scene) -> None:
    with httpx2.Client(transport=httpx2.MockTransport(endless)) as client:
        with pytest.raises(WordTrouble, match="too-large"):
            scene.fresh().pull(FromHub(client, "http://hub", time.monotonic), Known())
        hours = iter(range(0, 1_000_000, 200))
        with pytest.raises(WordTrouble, match="slow"):
            scene.fresh().pull(FromHub(client, "http://hub", lambda: next(hours)), Known())


def test_a_hub_that_packs_a_bomb(scene: Scene) -> None:
    import gzip

    def answer(request: httpx2.Request) -> httpx2.Response:
        assert request.headers["accept-encoding"] == "identity"
        bomb = gzip.compress(bytes(1 << 25))
        return httpx2.Response(200, headers={"content-encoding": "gzip"}, stream=Bytes(bomb))

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as client:
        source = FromHub(client, "http://hub", time.monotonic)
        with pytest.raises(WordTrouble, match="strange"):
            scene.fresh().pull(source, Known())


class Bytes(httpx2.SyncByteStream):
    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        yield self._body


def test_nothing_is_said_on_the_screen(
    scene: Scene, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    file = scene.stick / "metadata/timestamp.json"
    body = json.loads(file.read_bytes())
    body["signatures"][0]["sig"] = "00" * 64
    file.write_bytes(json.dumps(body).encode())
    assert scene.refused() == "forged"
    assert capfd.readouterr() == ("", "")
    assert [r for r in caplog.records if r.levelname not in {"DEBUG", "INFO"}] == []
