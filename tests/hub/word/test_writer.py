from __future__ import annotations

import shutil
import stat
from pathlib import Path

import msgspec
import pytest

from kiosk.hub.word import targets, writer
from kiosk.hub.word.files import alone
from kiosk.hub.word.trouble import WriterTrouble
from kiosk.parcel import word
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.people.agency import Settings
from kiosk.sync.word import Known, WordTrouble
from tests.conftest import Clock
from tests.hub.word.agency import (
    COHORT,
    DAY,
    DEVICE,
    REVOKED,
    SITI,
    Agency,
    agency,
    course,
    people,
    read,
    reader,
    unseal,
)

FIRST = 469_500
"""Minutes from 1 January 2026, 00.00 UTC, to the clock of the tests."""


@pytest.fixture
def told(tmp_path: Path, clock: Clock) -> Agency:
    return agency(tmp_path / "hub", clock)


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_the_first_word_is_empty_and_its_keys_are_their_owners_alone(told: Agency) -> None:
    assert names(told.folder) == [
        "keys/online.key",
        "keys/root.key",
        "lock",
        "metadata/1.root.json",
        f"metadata/{FIRST}.snapshot.json",
        f"metadata/{FIRST}.targets.json",
        "metadata/timestamp.json",
    ]
    assert stat.S_IMODE((told.folder / "keys/root.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((told.folder / "keys/online.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((told.folder / "keys").stat().st_mode) == 0o700


def test_a_second_beginning_changes_nothing(told: Agency, clock: Clock) -> None:
    before = {name: (told.folder / name).read_bytes() for name in names(told.folder)}
    clock.pass_seconds(86_400)
    again = agency(told.folder, clock)
    assert {name: (told.folder / name).read_bytes() for name in names(told.folder)} == before
    assert again.root == told.root


def test_a_beginning_cut_short_goes_on_with_the_keys_it_drew(told: Agency, clock: Clock) -> None:
    (told.folder / "metadata/timestamp.json").unlink()
    assert agency(told.folder, clock).root == told.root


def test_versions_are_minutes_so_that_a_restored_hub_goes_on_above_all_it_said(
    told: Agency, clock: Clock
) -> None:
    clock.pass_seconds(600)
    assert told.say(targets.settings_target({})) == FIRST + 10
    assert told.say(targets.settings_target({"pass_mark": 80})) == FIRST + 11
    clock.at -= DAY
    assert told.say(targets.settings_target({"pass_mark": 75})) == FIRST + 12


def test_the_same_word_again_is_no_new_version(told: Agency, clock: Clock) -> None:
    first = told.say(targets.revoked_target(REVOKED))
    clock.pass_seconds(3600)
    assert told.say(targets.revoked_target(REVOKED)) == first


def test_a_lost_target_comes_back_when_it_is_said_again(told: Agency) -> None:
    told.say(targets.revoked_target(REVOKED))
    [file] = (told.folder / "targets").iterdir()
    whole = file.read_bytes()
    file.write_bytes(b"half")
    told.say(targets.revoked_target(REVOKED))
    assert file.read_bytes() == whole


def test_only_this_word_and_the_one_before_are_kept(told: Agency) -> None:
    for mark in (60, 65, 70):
        told.say(targets.settings_target({"pass_mark": mark}))
    found = [(f.name, f.read_bytes()) for f in (told.folder / "targets").iterdir()]
    assert sorted(body for _, body in found) == [b'{"pass_mark":65}', b'{"pass_mark":70}']
    assert len(list((told.folder / "metadata").iterdir())) == 6


def test_a_file_of_no_known_name_is_not_said(told: Agency) -> None:
    for name in ("other.json", "roster/x.sealed", "../settings.json", "courses/a.zip"):
        with pytest.raises(WriterTrouble, match="name"):
            told.say({name: b"x"})
    with pytest.raises(WriterTrouble, match="too-large"):
        told.say({word.SETTINGS: bytes(word.LIMITS[word.SETTINGS] + 1)})


def test_what_is_the_kiosks_own_cannot_be_decided() -> None:
    with pytest.raises(ValueError, match="kiosk_code"):
        targets.settings_target({"kiosk_code": "K1", "pass_mark": 70})


def test_every_setting_is_either_the_agencys_or_the_kiosks() -> None:
    own = {"kiosk_code", "kiosk_name", "backup_folder", "emblem", "language", "demo"}
    own |= {"number_blocks", "signatories"}  # an agency's own signatory clears the terms here
    assert own | word.DECIDABLE == set(Settings.__struct_fields__)
    assert not own & word.DECIDABLE


def test_without_the_root_key_nothing_new_is_said_but_the_word_stays_fresh(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(targets.settings_target({}))
    key = told.folder / "keys/root.key"
    kept = key.read_bytes()
    key.unlink()
    with pytest.raises(WriterTrouble, match="key-away"):
        told.say(targets.settings_target({"pass_mark": 80}))
    clock.at += 200 * DAY
    kiosk = reader(tmp_path / "word", told.root, clock)
    assert read(kiosk, told.folder).expired
    writer.refresh(told.folder, clock.at)
    assert not read(kiosk, told.folder).expired
    key.write_bytes(kept)
    told.say(targets.settings_target({"pass_mark": 80}))
    assert read(kiosk, told.folder).settings == b'{"pass_mark":80}'


def test_a_word_that_did_not_change_for_years_is_signed_anew_where_the_key_is_at_hand(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(targets.settings_target({"pass_mark": 80}))
    kiosk = reader(tmp_path / "word", told.root, clock)
    clock.at += 1700 * DAY
    writer.refresh(told.folder, clock.at)
    clock.at += 179 * DAY
    word = read(kiosk, told.folder)
    assert (word.expired, word.settings) == (False, b'{"pass_mark":80}')
    (told.folder / "keys/root.key").unlink()
    clock.at += 1825 * DAY
    writer.refresh(told.folder, clock.at)
    assert read(kiosk, told.folder).expired


def test_two_writers_do_not_write_at_once(told: Agency) -> None:
    with alone(told.folder), pytest.raises(WriterTrouble, match="busy"):
        told.say(targets.settings_target({}))


def test_what_was_not_begun_says_nothing(tmp_path: Path, clock: Clock) -> None:
    for wish in (
        lambda: writer.publish(tmp_path, {}, clock.at),
        lambda: writer.refresh(tmp_path, clock.at),
        lambda: writer.root_bytes(tmp_path),
    ):
        with pytest.raises(WriterTrouble, match="not-begun"):
            wish()


def test_a_kiosk_that_slept_through_two_rotations_still_follows(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    asleep = reader(tmp_path / "asleep", told.root, clock)
    awake = reader(tmp_path / "awake", told.root, clock)
    read(asleep, told.folder)
    for number, mark in ((2, 71), (3, 72)):
        assert told.rotate() == number
        told.say(targets.settings_target({"pass_mark": mark}))
        assert read(awake, told.folder).settings == f'{{"pass_mark":{mark}}}'.encode()
    assert read(asleep, told.folder).settings == b'{"pass_mark":72}'
    paired_later = reader(tmp_path / "later", writer.root_bytes(told.folder), clock)
    assert read(paired_later, told.folder).settings == b'{"pass_mark":72}'


def test_a_rotation_cut_short_anywhere_leaves_a_word_that_reads_and_is_finished_later(
    told: Agency, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.say(targets.settings_target({"pass_mark": 70}))

    class PowerCut(BaseException):
        pass

    for step in range(1, 11):
        kiosk = reader(tmp_path / f"word-{step}", told.root, clock)
        left = step

        def replace(self: Path, target: Path, real: object = Path.replace) -> Path:
            nonlocal left
            left -= 1
            if not left:
                raise PowerCut
            return real(self, target)  # type: ignore[operator, no-any-return]

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", replace)
            try:
                told.rotate()
            except PowerCut:
                cut = True
            else:
                cut = False
        assert read(kiosk, told.folder).settings == b'{"pass_mark":70}'
        told.rotate()
        assert told.say(targets.settings_target({"pass_mark": 70}))
        assert read(kiosk, told.folder).settings == b'{"pass_mark":70}'
    assert not cut


def test_a_course_is_packed_to_the_same_bytes_without_what_systems_leave_behind(
    tmp_path: Path,
) -> None:
    first = course(tmp_path / "a")
    second = course(tmp_path / "b")
    assert first == second
    assert list(first) == ["courses/kursus-kecil-1.0.zip"]
    folder = next((tmp_path / "b").rglob("course.toml")).parent
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "~lock").write_bytes(b"x")
    (folder / "link.svg").symlink_to(folder / "course.toml")
    assert targets.course_target(folder) == first
    (folder / "course.toml").write_text('id = "../x"\nversion = "1.0"')
    with pytest.raises(WriterTrouble, match="name"):
        targets.course_target(folder)


def test_a_roster_is_read_by_its_own_device_alone() -> None:
    [sealed] = people(SITI).values()
    assert SITI.nip.encode() not in sealed
    form = word.read(unseal(sealed), word.People)
    assert form == word.People(DEVICE, (SITI,))
    with pytest.raises(ParcelTrouble, match="foreign"):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_what_a_newer_hub_adds_is_passed_over() -> None:
    body = msgspec.json.encode({"cohorts": [{**msgspec.to_builtins(COHORT), "room": "B"}], "x": 1})
    assert word.read(body, word.Cohorts) == word.Cohorts((COHORT,))
    assert word.settings_in(b'{"pass_mark":80,"colour":"red"}') == {"pass_mark": msgspec.Raw(b"80")}
    for body in (b"", b"[]", b"\xff", b"[" * 100_000):
        with pytest.raises(ParcelTrouble, match="strange"):
            word.read(body, word.Cohorts)
        with pytest.raises(ParcelTrouble, match="strange"):
            word.settings_in(body)


def test_nothing_is_known_of_a_kiosk_but_what_it_says_it_knows(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(targets.revoked_target(REVOKED), targets.settings_target({}))
    kiosk = reader(tmp_path / "word", told.root, clock)
    first = read(kiosk, told.folder)
    known = Known(first.root, first.version, {word.SETTINGS: first.hashes[word.SETTINGS]})
    second = read(kiosk, told.folder, known)
    assert (second.settings, second.revoked) == (None, word.written(REVOKED))


def test_a_lost_timestamp_is_said_anew_by_the_same_keys(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    kiosk = reader(tmp_path / "word", told.root, clock)
    told.rotate()
    roots = [(told.folder / f"metadata/{n}.root.json").read_bytes() for n in (1, 2)]
    read(kiosk, told.folder)
    (told.folder / "metadata/timestamp.json").unlink()
    clock.pass_seconds(300)
    agency(told.folder, clock)
    assert [(told.folder / f"metadata/{n}.root.json").read_bytes() for n in (1, 2)] == roots
    assert read(kiosk, told.folder).version == FIRST + 5


def test_some_files_are_said_anew_and_the_others_stay(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(targets.settings_target({}), targets.revoked_target(word.Revoked(1)))
    version = writer.replace(told.folder, targets.revoked_target(REVOKED), clock.at)
    said = read(reader(tmp_path / "word", told.root, clock), told.folder)
    assert (said.version, said.settings, said.revoked) == (version, b"{}", word.written(REVOKED))
    assert writer.replace(told.folder, targets.revoked_target(REVOKED), clock.at) == version


def test_stolen_keys_are_worth_nothing_after_a_rotation(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    shutil.copytree(told.folder, tmp_path / "thief")
    told.rotate()
    kiosk = reader(tmp_path / "word", told.root, clock)
    read(kiosk, told.folder)
    clock.pass_seconds(600)
    writer.publish(tmp_path / "thief", targets.settings_target({"pass_mark": 0}), clock.at)
    for name in ("1.root.json", "2.root.json"):
        shutil.copy(told.folder / "metadata" / name, tmp_path / "thief" / "metadata" / name)
    with pytest.raises(WordTrouble, match="forged"):
        read(kiosk, tmp_path / "thief")


def test_a_stolen_online_key_cannot_lock_kiosks_out_for_good(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    """With a version as high as can be the thief keeps kiosks from all that comes after."""
    kiosk = reader(tmp_path / "word", told.root, clock)
    shutil.copytree(told.folder, tmp_path / "thief")
    (tmp_path / "thief/keys/root.key").unlink()
    writer.refresh(tmp_path / "thief", clock.at + 1000 * 365 * DAY)
    read(kiosk, tmp_path / "thief")
    told.say(targets.settings_target({"pass_mark": 80}))
    with pytest.raises(WordTrouble, match="older"):
        read(kiosk, told.folder)
    told.rotate()
    told.say(targets.settings_target({"pass_mark": 80}))
    assert read(kiosk, told.folder).settings == b'{"pass_mark":80}'
