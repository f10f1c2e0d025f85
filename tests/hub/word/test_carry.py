from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.hub.word import carry, files, targets
from kiosk.hub.word.trouble import WriterTrouble
from kiosk.sync.word import Known, WordTrouble
from tests.conftest import Clock
from tests.hub.word.agency import REVOKED, SITI, Agency, agency, course, people, read, reader


@pytest.fixture
def told(tmp_path: Path, clock: Clock) -> Agency:
    return agency(tmp_path / "hub", clock)


class PulledOut(BaseException):
    pass


def pulled_out(told: Agency, stick: Path, after: int) -> bool:
    """Fill a stick that is pulled out in the middle of the write after so many; whether it was."""
    left, real = after, files.write

    def write(file: Path, body: bytes) -> None:
        nonlocal left
        if not left:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.with_name(file.name + ".part").write_bytes(body[: len(body) // 2])
            raise PulledOut
        left -= 1
        real(file, body)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(carry, "write", write)
        try:
            told.fill(stick)
        except PulledOut:
            return True
        return False


def test_the_same_bytes_arrive_and_nothing_is_written_twice(
    told: Agency, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = told.say(targets.revoked_target(REVOKED), course(tmp_path / "c"), people(SITI))
    assert carry.copy_to(told.folder, tmp_path / "stick") == version
    for place in ("metadata", "targets"):
        for file in (tmp_path / "stick" / place).rglob("*"):
            if file.is_file():
                there = told.folder / file.relative_to(tmp_path / "stick")
                assert file.read_bytes() == there.read_bytes()
    assert not (tmp_path / "stick" / "keys").exists()
    written: list[Path] = []
    monkeypatch.setattr(carry, "write", lambda file, _body: written.append(file))
    assert carry.copy_to(told.folder, tmp_path / "stick") == version
    assert written == []


def test_a_stick_pulled_out_at_any_write_holds_the_older_word_or_the_newer_one(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(targets.settings_target({"pass_mark": 70}), course(tmp_path / "c"))
    filled = told.fill(tmp_path / "filled")
    told.say(targets.settings_target({"pass_mark": 80}), targets.revoked_target(REVOKED))
    seen: list[tuple[bool, bytes | None]] = []
    for n in range(6):
        stick = tmp_path / f"stick-{n}"
        shutil.copytree(filled, stick)
        pulled = pulled_out(told, stick, n)
        word = read(reader(tmp_path / f"word-{n}", told.root, clock), stick)
        seen.append((pulled, word.settings))
        told.fill(stick)
        assert list(stick.rglob("*.part")) == []
        assert len(list((stick / "targets").rglob("*.json"))) == 2
    older, newer = b'{"pass_mark":70}', b'{"pass_mark":80}'
    assert seen == [(True, older)] * 5 + [(False, newer)]


def test_an_empty_stick_pulled_out_early_is_missing_something_and_no_more(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(targets.settings_target({"pass_mark": 70}))
    for n in range(5):
        stick = tmp_path / f"stick-{n}"
        assert pulled_out(told, stick, n)
        with pytest.raises(WordTrouble, match="missing"):
            read(reader(tmp_path / f"word-{n}", told.root, clock), stick)


def test_a_rotation_pulled_out_midway_is_refused_until_the_stick_is_filled_again(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(targets.settings_target({"pass_mark": 70}))
    filled = told.fill(tmp_path / "filled")
    told.rotate()
    told.say(targets.settings_target({"pass_mark": 80}))
    seen: list[bytes | str | None] = []
    for n in range(6):
        stick = tmp_path / f"stick-{n}"
        shutil.copytree(filled, stick)
        kiosk = reader(tmp_path / f"word-{n}", told.root, clock)
        before = read(kiosk, stick)
        pulled_out(told, stick, n)
        try:
            seen.append(read(kiosk, stick).settings)
        except WordTrouble as trouble:
            seen.append(trouble.code)
        told.fill(stick)
        known = Known(before.root, before.version, before.hashes)
        assert read(kiosk, stick, known).settings == b'{"pass_mark":80}'
    older, newer = b'{"pass_mark":70}', b'{"pass_mark":80}'
    assert seen == [older, older, older, older, "forged", newer]


def test_what_a_stick_lost_is_brought_again(told: Agency, clock: Clock, tmp_path: Path) -> None:
    told.say(targets.settings_target({"pass_mark": 70}))
    stick = told.fill(tmp_path / "stick")
    for file in [f for f in stick.rglob("*") if f.is_file()]:
        whole = file.read_bytes()
        file.write_bytes(bytes(len(whole)))
        told.fill(stick)
        assert file.read_bytes() == whole
    assert read(reader(tmp_path / "word", told.root, clock), stick).settings


def test_a_stick_of_another_agency_or_of_a_newer_word_is_left_alone(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    stick = agency(tmp_path / "other", clock).fill(tmp_path / "stick")
    with pytest.raises(WriterTrouble, match="foreign-there"):
        told.fill(stick)
    shutil.copytree(told.folder, tmp_path / "old")
    told.say(targets.settings_target({"pass_mark": 70}))
    newer = told.fill(tmp_path / "newer")
    with pytest.raises(WriterTrouble, match="newer-there"):
        carry.copy_to(tmp_path / "old", newer)
    with pytest.raises(WriterTrouble, match="not-begun"):
        carry.copy_to(tmp_path / "nothing", stick)


def test_a_word_whose_file_is_lost_is_not_carried(told: Agency, tmp_path: Path) -> None:
    told.say(targets.revoked_target(REVOKED))
    next((told.folder / "targets").iterdir()).unlink()
    with pytest.raises(WriterTrouble, match="target-lost"):
        told.fill(tmp_path / "stick")
    told.say(targets.revoked_target(REVOKED))
    told.fill(tmp_path / "stick")


def test_two_new_words_said_while_a_stick_is_filled_are_taken_along(
    told: Agency, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.say(targets.settings_target({"pass_mark": 70}), targets.revoked_target(REVOKED))
    real = files.write
    more = [75, 80]

    def write(file: Path, body: bytes) -> None:
        real(file, body)
        while more:
            told.say(targets.settings_target({"pass_mark": more.pop(0)}))

    monkeypatch.setattr(carry, "write", write)
    stick = told.fill(tmp_path / "stick")
    word = read(reader(tmp_path / "word", told.root, clock), stick)
    assert (word.settings, word.revoked) == (b'{"pass_mark":80}', None)
