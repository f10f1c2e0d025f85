from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec import structs
from nacl.signing import SigningKey

import kiosk
from kiosk.catalog.catalog import Catalog
from kiosk.hub.word import targets, writer
from kiosk.learning.trouble import NotAllowed
from kiosk.office.faults import SettingsFault
from kiosk.office.sync_word import unsealing
from kiosk.office.word import AgencyWord, Outcome, Refused
from kiosk.office.word_courses import place
from kiosk.office.word_people import RowRefused
from kiosk.parcel.emblem import Emblems, with_emblem
from kiosk.parcel.forms import DeviceCertificate
from kiosk.parcel.sealing import sealed_to_device
from kiosk.parcel.word import People, Revocation, Revoked, roster_name, written
from kiosk.register.known import known
from kiosk.store import Store, StoreTrouble, secret
from kiosk.trust.ring import Member, Ring
from tests.conftest import MONDAY, Clock
from tests.hub.word.agency import (
    BUDI,
    COHORT,
    COURSE,
    DAY,
    PUBLIC,
    REVOKED,
    SITI,
    Agency,
    agency,
    course,
    unseal,
)
from tests.office.word_desk import CODE, REAL, RULES, SITI_ID, Desk
from tests.parcel.pictures import emblem

RING = Ring(None, MONDAY, (Member(DeviceCertificate("x", PUBLIC, "Kios", 1, 0, 1), ("00" * 16,)),))


@pytest.fixture
def told(tmp_path: Path, clock: Clock) -> Agency:
    return agency(tmp_path / "hub", clock)


@pytest.fixture
def here(tmp_path: Path, store: Store, told: Agency, clock: Clock) -> Desk:
    store.keep("settings", "kiosk", msgspec.json.encode(REAL))
    return Desk(tmp_path, store, told, clock)


def test_a_whole_word_is_carried_out_and_then_there_is_nothing_new(
    here: Desk, tmp_path: Path
) -> None:
    parts = (
        targets.settings_target({"pass_mark": 80, "rules": RULES, "kop": ["PEMERINTAH KOTA"]}),
        targets.revoked_target(REVOKED),
        targets.cohorts_target([COHORT]),
        here.people(structs.replace(SITI, code=CODE), BUDI),
        targets.ring_target(RING),
        course(tmp_path / "c", "1.2"),
    )
    outcome = here.take(*parts)
    assert (outcome.new, outcome.changed, outcome.gone, outcome.conflicts) == (2, 0, 0, 0)
    assert outcome.settings == ("kop", "rules", "pass_mark")
    assert [(p.course, p.version, p.code) for p in outcome.courses] == [(COURSE, "1.2", "")]
    assert here.settings().pass_mark == 80
    assert here.settings().kop == ("PEMERINTAH KOTA",)
    assert here.settings().kiosk_code == "KTS-01"
    assert here.office.decided() == {"pass_mark", "rules", "kop"}
    assert here.office.cohorts() == (COHORT,)
    number = REVOKED.certificates[0].id
    assert here.office.revoked_certificates()[number].reason == "tertukar"
    assert (here.office.revoked_at(), here.office.revoked_devices()) == (MONDAY, {})
    assert known(here.store, None, "").ring == RING
    siti = here.store.roster.by_nip(SITI.nip)
    assert siti is not None
    assert (siti.id, siti.name, siti.unit) == (SITI_ID, "Peserta Contoh 1", "Dinas A")
    assert secret.matches(here.store.roster.secret(SITI_ID)[1], "ABCD2345")
    assert here.copies == 1
    word = here.pull()
    assert not word.is_new
    before = here.everything()
    assert here.carry(word) == Outcome(outcome.version)
    assert here.everything() == before


def test_the_same_word_carried_out_again_changes_nothing(here: Desk, tmp_path: Path) -> None:
    here.told.say(
        targets.settings_target({"pass_mark": 80}),
        targets.revoked_target(REVOKED),
        here.people(structs.replace(SITI, code=CODE, reset=1)),
        course(tmp_path / "c"),
    )
    word = here.pull()
    first = here.carry(word)
    here.store.roster.set_pin(SITI_ID, "chosen here")
    before = here.everything()
    again = here.carry(word)
    assert here.everything() == before
    assert (first.new, again.new, again.changed, again.settings) == (1, 0, 0, ())
    assert here.copies == 1


def test_a_word_out_of_date_waits_for_an_officer_and_an_older_one_is_never_taken(
    here: Desk, clock: Clock
) -> None:
    here.told.say(targets.settings_target({"pass_mark": 75}))
    old = here.pull()
    here.told.say(targets.settings_target({"pass_mark": 80}))
    clock.at += 181 * DAY
    word = here.pull()
    with pytest.raises(NotAllowed, match="word-expired"):
        here.office.carry_out(word)
    assert here.settings().pass_mark == 70
    here.office.carry_out(word, accept_expired=True)
    assert here.settings().pass_mark == 80
    with pytest.raises(NotAllowed, match="word-older"):
        here.office.carry_out(old, accept_expired=True)
    assert here.settings().pass_mark == 80


def test_another_agency_begins_anew(here: Desk, clock: Clock, tmp_path: Path) -> None:
    here.take(targets.settings_target({"pass_mark": 80}))
    clock.at -= 300 * DAY
    other = Desk(tmp_path / "o", here.store, agency(tmp_path / "other", clock), clock)
    other.take(targets.settings_target({"pass_mark": 60}))
    assert here.settings().pass_mark == 60


def test_another_agency_does_not_print_the_emblem_of_the_one_before(
    here: Desk, clock: Clock, tmp_path: Path
) -> None:
    outcome = here.take(targets.emblems_target(with_emblem(Emblems(), emblem())))
    assert outcome.settings == ("emblem",)
    assert here.office.decided() == {"emblem"}
    assert here.pull().emblems is None  # carried out already
    assert here.take(targets.settings_target({"pass_mark": 80})).settings == ("pass_mark",)
    assert here.office.decided() == {"emblem", "pass_mark"}
    other = Desk(tmp_path / "o", here.store, agency(tmp_path / "other", clock), clock)
    assert other.take(targets.settings_target({"pass_mark": 60})).settings[-1] == "emblem"
    assert here.office.decided() == {"pass_mark"}
    assert len(here.store.names_of("emblem")) == 1  # for what was issued with it


def test_what_was_changed_here_by_other_ways_is_put_right_with_the_next_word(here: Desk) -> None:
    here.take(targets.settings_target({"pass_mark": 80}))
    changed = structs.replace(here.settings(), pass_mark=50, idle_minutes=5)
    here.store.keep("settings", "kiosk", msgspec.json.encode(changed))
    assert here.carry(here.pull()).settings == ("pass_mark",)
    assert (here.settings().pass_mark, here.settings().idle_minutes) == (80, 5)


def test_settings_that_cannot_be_are_told_and_the_rest_is_done(here: Desk) -> None:
    outcome = here.take(
        targets.settings_target({"pass_mark": 101, "city": "Medan"}), here.people(SITI)
    )
    assert outcome.settings_faults == (SettingsFault("learning.pass_mark", "wrong"),)
    assert (here.settings(), outcome.new) == (REAL, 1)
    outcome = here.take(targets.settings_target({"pass_mark": "delapan puluh"}))
    assert outcome.settings_faults == (SettingsFault("settings.json", "type"),)
    assert here.settings() == REAL
    assert here.take(targets.settings_target({"city": "Medan"})).settings == ("city",)


def test_a_kiosk_that_is_not_set_up_keeps_the_settings_until_it_is(here: Desk) -> None:
    here.store.forget("settings", "kiosk")
    here.take(targets.settings_target({"pass_mark": 80}))
    assert here.office.with_decided(REAL).pass_mark == 80
    assert here.pull().settings is not None
    here.store.keep("settings", "kiosk", msgspec.json.encode(REAL))
    here.carry(here.pull())
    assert here.settings().pass_mark == 80
    assert here.pull().settings is None


def test_what_the_agency_leaves_out_stays(here: Desk) -> None:
    here.take(targets.revoked_target(REVOKED), here.people(SITI))
    here.take(targets.settings_target({}))
    assert list(here.office.revoked_certificates()) == [REVOKED.certificates[0].id]
    siti = here.store.roster.by_id(SITI_ID)
    assert siti is not None
    assert siti.active


def test_a_revoked_device_is_known_as_such(here: Desk) -> None:
    lost = Revocation("01930000-0000-7000-8000-0000000000ff", "dicuri", "2026-11-20")
    here.take(targets.revoked_target(Revoked(MONDAY, (lost,))))
    assert here.office.revoked_devices() == {lost.id: lost}


def test_the_list_of_what_was_revoked_is_as_of_the_last_word_though_it_did_not_change(
    here: Desk, clock: Clock
) -> None:
    here.take(targets.revoked_target(REVOKED))
    clock.at += 30 * DAY
    writer.refresh(here.told.folder, clock.at)
    here.carry(here.pull())
    assert here.office.revoked_at() == MONDAY + 30 * DAY


def test_forms_that_cannot_be_read_are_refused_once_and_the_old_ones_stay(here: Desk) -> None:
    here.take(targets.revoked_target(REVOKED), targets.cohorts_target([COHORT]))
    broken = {
        "revoked.json": b"{",
        "cohorts.json": b'{"cohorts": 1}',
        "settings.json": b"[]",
        "ring.json": b'{"members": 1}',
        "emblems.json": b'{"pictures": ["AAAA"]}',
    }
    outcome = here.take(broken)
    assert {(r.name, r.code) for r in outcome.refused} == {(n, "strange") for n in broken}
    assert here.office.cohorts() == (COHORT,)
    assert here.office.revoked_at() == MONDAY
    assert not here.pull().is_new
    assert {r.name for r in here.office.refused()} == broken.keys()
    here.take(targets.cohorts_target([]))
    assert (here.office.cohorts(), here.office.refused()) == ((), ())


def test_a_newer_program_tries_again_what_an_older_one_refused(
    here: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.take({"cohorts.json": b"{"})
    assert not here.pull().is_new
    monkeypatch.setattr(kiosk, "__version__", "99")
    assert here.pull().cohorts == b"{"


def test_what_a_newer_program_can_carry_out_is_refused_no_more(
    here: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.told.say(course(tmp_path / "c"))
    word = here.pull()
    [sound] = place(word, here.content, here.work)
    here.office.carry_out(word, [structs.replace(sound, code="course-faults")])
    assert [r.code for r in here.office.refused()] == ["course-faults"]
    assert not here.pull().is_new
    monkeypatch.setattr(kiosk, "__version__", "99")
    here.carry(here.pull())
    assert here.office.refused() == ()
    assert not here.pull().is_new


def test_a_roster_of_another_device_is_refused(here: Desk, tmp_path: Path) -> None:
    device = here.store.device
    other = bytes(32)
    sealed = targets.roster_target(device, bytes(SigningKey(other).verify_key), [SITI])
    assert here.take(sealed).refused == (Refused(roster_name(device), "foreign"),)
    swapped = sealed_to_device(written(People("x", (SITI,))), PUBLIC)
    outcome = here.take({roster_name(device): swapped})
    assert outcome.refused == (Refused(roster_name(device), "foreign"),)
    assert here.store.roster.everyone() == ()
    assert tmp_path.exists()


def test_a_roster_sealed_to_the_key_of_this_very_file_is_opened_by_it(here: Desk) -> None:
    own = here.store.exchange
    here.office = AgencyWord(here.store, unsealing(own.unseal))
    assert here.take(targets.roster_target(here.store.device, own.public, [SITI])).new == 1
    foreign = here.take(targets.roster_target(here.store.device, PUBLIC, [SITI, BUDI]))
    assert foreign.refused == (Refused(roster_name(here.store.device), "foreign"),)


def test_rows_that_cannot_be_are_told(here: Desk) -> None:
    outcome = here.take(here.people(SITI, structs.replace(BUDI, nip="1")))
    assert (outcome.new, outcome.rows_refused) == (1, (RowRefused(2, "nip-length"),))


def test_a_copy_is_made_before_people_change_and_no_copy_is_no_import(here: Desk) -> None:
    here.take(here.people(SITI))
    assert here.copies == 1
    here.take(here.people(SITI))
    assert here.copies == 1

    def full() -> None:
        raise StoreTrouble("full")

    office = AgencyWord(here.store, unseal, full)
    here.told.say(here.people(BUDI), targets.settings_target({"pass_mark": 80}))
    word = here.pull()
    before = here.everything()
    with pytest.raises(StoreTrouble, match="full"):
        office.carry_out(word)
    assert here.everything() == before


def test_a_course_taken_away_by_hand_comes_back(here: Desk, tmp_path: Path) -> None:
    here.take(course(tmp_path / "c"))
    assert not here.pull().is_new
    (here.content / COURSE).rename(tmp_path / "away")
    here.carry(here.pull())
    assert [c.id for c in Catalog([here.content], None).courses()] == [COURSE]


def test_a_broken_course_is_refused_once_with_its_faults(here: Desk, tmp_path: Path) -> None:
    good = course(tmp_path / "c", "1.0")
    here.take(good)
    folder = next((tmp_path / "c").rglob("course.toml")).parent
    text = (folder / "course.toml").read_text().replace('version = "1.0"', 'version = "1.1"')
    (folder / "course.toml").write_text(text.replace("hours = 1", "hours = 99"))
    outcome = here.take(targets.course_target(folder))
    [refused] = outcome.refused
    assert (refused.name, refused.code) == (f"courses/{COURSE}-1.1.zip", "course-faults")
    assert "hours-too-many" in {f.code for f in refused.faults}
    assert here.office.refused() == (refused,)
    assert not here.pull().is_new
    assert [c.version for c in Catalog([here.content], None).courses()] == ["1.0"]


def test_a_kiosk_that_was_revoked_itself_knows_since_when_and_why(here: Desk) -> None:
    gone = Revocation(here.store.device, "hilang", "2026-11-20")
    here.take(targets.revoked_target(REVOKED))
    assert here.office.revoked_here() is None
    here.take(targets.revoked_target(structs.replace(REVOKED, devices=(gone,))))
    assert here.office.revoked_here() == gone
