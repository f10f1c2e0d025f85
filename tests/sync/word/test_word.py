from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

from kiosk.hub.word import targets, writer
from kiosk.parcel.word import written
from kiosk.sync.word import FromHub, Known, WordTrouble
from kiosk.trust.ring import Ring
from tests.conftest import MONDAY, Clock
from tests.hub.word.agency import (
    COHORT,
    COURSE,
    DAY,
    DEVICE,
    PUBLIC,
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

OTHER = "01930000-0000-7000-8000-00000000000b"


@pytest.fixture
def told(tmp_path: Path, clock: Clock) -> Agency:
    return agency(tmp_path / "hub", clock)


def test_a_kiosk_is_told_what_is_new_for_it_and_no_more(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    version = told.say(
        targets.settings_target({"pass_mark": 80}),
        targets.revoked_target(REVOKED),
        targets.cohorts_target([COHORT]),
        targets.ring_target(Ring(at=7)),
        people(SITI),
        targets.roster_target(OTHER, PUBLIC, []),
        course(tmp_path / "c", "1.2"),
    )
    kiosk = reader(tmp_path / "word", told.root, clock)
    word = read(kiosk, told.fill(tmp_path / "stick"))
    assert word.version == version
    assert sorted(word.hashes) == [
        "cohorts.json",
        "courses/kursus-kecil-1.2.zip",
        "revoked.json",
        "ring.json",
        f"roster/{DEVICE}.sealed",
        "settings.json",
    ]
    assert word.settings == b'{"pass_mark":80}'
    assert word.revoked == written(REVOKED)
    assert word.ring == b'{"agency":null,"at":7,"members":[]}'
    assert b'"learners":["x"]' in (word.cohorts or b"")
    assert SITI.nip.encode() in unseal(word.roster or b"")
    [brought] = word.courses
    assert (brought.course, brought.version) == (COURSE, "1.2")
    assert brought.file.read_bytes() == course(tmp_path / "d", "1.2")[brought.name]
    again = read(kiosk, tmp_path / "stick", Known(word.root, word.version, word.hashes))
    assert (again.is_new, again.version, again.hashes) == (False, version, word.hashes)


def test_the_window_does_not_wait_for_what_only_a_pull_needs() -> None:
    asked = (
        "import sys, kiosk.office.word, kiosk.office.word_courses, kiosk.sync.word;"
        "print(sorted({'tuf', 'securesystemslib', 'httpx2', 'nacl'} & sys.modules.keys()))"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


def test_a_first_word_brings_nothing(told: Agency, clock: Clock, tmp_path: Path) -> None:
    word = read(reader(tmp_path / "word", told.root, clock), told.folder)
    assert (word.is_new, dict(word.hashes), word.expired) == (False, {}, False)


def test_what_was_fetched_is_not_fetched_again_and_is_let_go_when_it_is_known(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(course(tmp_path / "c"))
    stick = told.fill(tmp_path / "stick")
    kiosk = reader(tmp_path / "word", told.root, clock)
    word = read(kiosk, stick)
    shutil.rmtree(stick / "targets")
    assert read(kiosk, stick) == word
    read(kiosk, stick, Known(word.root, word.version, word.hashes))
    assert not word.courses[0].file.exists()
    with pytest.raises(WordTrouble, match="missing"):
        read(kiosk, stick)


def test_what_was_fetched_and_then_hurt_is_fetched_again(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(course(tmp_path / "c"))
    kiosk = reader(tmp_path / "word", told.root, clock)
    file = read(kiosk, told.folder).courses[0].file
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert read(kiosk, told.folder).courses[0].file.read_bytes() == whole


def test_it_is_known_when_the_agency_last_said_that_there_is_nothing_newer(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(targets.revoked_target(REVOKED))
    kiosk = reader(tmp_path / "word", told.root, clock)
    assert read(kiosk, told.folder).said == MONDAY
    clock.at += 30 * DAY
    writer.refresh(told.folder, clock.at)
    assert read(kiosk, told.folder).said == MONDAY + 30 * DAY


def test_a_word_out_of_date_is_told_as_such_and_read_all_the_same(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(targets.settings_target({"pass_mark": 80}))
    kiosk = reader(tmp_path / "word", told.root, clock)
    clock.at = MONDAY + 180 * DAY - 1
    assert not read(kiosk, told.folder).expired
    clock.at = MONDAY + 180 * DAY
    word = read(kiosk, told.folder)
    assert (word.expired, word.expires) == (True, MONDAY + 180 * DAY)
    assert word.settings == b'{"pass_mark":80}'
    clock.at = MONDAY + 20_000 * DAY  # even the root is long out of date
    assert read(kiosk, told.folder).settings == b'{"pass_mark":80}'
    clock.at = 0  # the battery is dead
    assert not read(kiosk, told.folder).expired


def test_an_older_word_is_refused_though_it_is_still_in_date_and_the_clock_is_no_help(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(targets.settings_target({"pass_mark": 70}))
    old = told.fill(tmp_path / "old")
    told.say(targets.settings_target({"pass_mark": 80}))
    kiosk = reader(tmp_path / "word", told.root, clock)
    read(kiosk, told.folder)
    for at in (0, MONDAY, MONDAY + 20_000 * DAY):
        clock.at = at
        with pytest.raises(WordTrouble, match="older"):
            read(kiosk, old)
    assert read(kiosk, told.folder).settings == b'{"pass_mark":80}'


def test_a_kiosk_that_lost_its_memory_still_knows_what_it_carried_out(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(targets.settings_target({"pass_mark": 70}))
    old = told.fill(tmp_path / "old")
    told.say(targets.settings_target({"pass_mark": 80}))
    kiosk = reader(tmp_path / "word", told.root, clock)
    word = read(kiosk, told.folder)
    known = Known(word.root, word.version, word.hashes)
    for file in [f for f in (tmp_path / "word").rglob("*") if f.is_file()]:
        file.write_bytes(b"\0" * 100)
    with pytest.raises(WordTrouble, match="older"):
        read(kiosk, old, known)
    assert read(kiosk, told.folder, known).version == word.version


def test_what_was_left_half_written_is_no_hindrance(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    kiosk = reader(tmp_path / "word", told.root, clock)
    read(kiosk, told.folder)
    [kept] = (tmp_path / "word").iterdir()
    (kept / "timestamp.json.part").write_bytes(b"half")
    read(kiosk, told.folder)
    assert not (kept / "timestamp.json.part").exists()


def test_a_kiosk_paired_anew_with_another_agency_begins_afresh(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.say(targets.settings_target({"pass_mark": 70}))
    first = read(reader(tmp_path / "word", told.root, clock), told.folder)
    clock.at -= 300 * DAY
    other = agency(tmp_path / "other", clock)
    known = Known(first.root, first.version, first.hashes)
    assert read(reader(tmp_path / "word", other.root, clock), other.folder, known).version == 37_500


def test_the_wire_may_fail_in_any_way(told: Agency, clock: Clock, tmp_path: Path) -> None:
    told.say(targets.settings_target({}))
    kiosk = reader(tmp_path / "word", told.root, clock)

    def answer(request: httpx2.Request) -> httpx2.Response:
        raise wrong[0](str(request.url))

    wrong: list[type[Exception]] = []
    client = httpx2.Client(transport=httpx2.MockTransport(answer))
    source = FromHub(client, "http://hub/post/1/word", time.monotonic)
    for error, code in (
        (httpx2.ConnectError, "away"),
        (httpx2.ReadError, "away"),
        (httpx2.RemoteProtocolError, "away"),
        (httpx2.InvalidURL, "away"),
        (httpx2.ReadTimeout, "slow"),
        (httpx2.ConnectTimeout, "slow"),
    ):
        wrong[:] = [error]
        with pytest.raises(WordTrouble, match=code):
            kiosk.pull(source, Known())
    client.close()


def test_a_hub_in_trouble_is_away_and_one_without_the_file_misses_it(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    kiosk = reader(tmp_path / "word", told.root, clock)
    for status, code in ((500, "away"), (429, "away"), (302, "away"), (404, "missing")):
        transport = httpx2.MockTransport(lambda _, status=status: httpx2.Response(status))
        with httpx2.Client(transport=transport) as client:
            source = FromHub(client, "http://hub", time.monotonic)
            with pytest.raises(WordTrouble, match=code):
                kiosk.pull(source, Known())


def test_the_root_that_is_pinned_may_be_a_later_one(
    told: Agency, clock: Clock, tmp_path: Path
) -> None:
    told.rotate()
    pinned = writer.root_bytes(told.folder)
    assert pinned != told.root
    told.rotate()
    told.say(targets.settings_target({"pass_mark": 80}))
    stick = told.fill(tmp_path / "stick")
    assert read(reader(tmp_path / "word", pinned, clock), stick).settings == b'{"pass_mark":80}'
