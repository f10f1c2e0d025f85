from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.office.faults import SettingsFault, settings_faults
from kiosk.office.office import Office
from kiosk.office.roster import RowState
from kiosk.store import Store
from tests.conftest import Clock

REAL = structs.replace(demo.SETTINGS, demo=False, kiosk_code="KTS-01")
PASSPHRASE = "rahasia sekali"
HEADING = "NIP;Nama;Unit\n"
SITI = "198704122011012008;Siti;Dinas A\n"
BUDI = "199106252022212003;Budi;Dinas B\n"


@pytest.fixture
def office_on(clock: Clock) -> Callable[[Store], Office]:
    return lambda store: Office(
        store, clock.ticks, lambda: dt.date(2026, 11, 23), lambda letters: letters[0]
    )


@pytest.fixture
def office(store: Store, office_on: Callable[[Store], Office]) -> Office:
    return office_on(store)


def take_in(office: Office, text: str) -> tuple[list[RowState], dict[str, str]]:
    rows = office.read_roster(text)
    return [r.state for r in rows], office.import_roster(rows)


def test_a_kiosk_is_set_up_once(office: Office) -> None:
    assert office.settings() is None
    office.keep_draft(b"half")
    office.set_up(REAL, PASSPHRASE)
    assert (office.settings(), office.draft()) == (REAL, None)
    with pytest.raises(NotAllowed, match="already-set-up"):
        office.set_up(demo.SETTINGS, PASSPHRASE)
    assert office.settings() == REAL


def test_wrong_settings_are_never_kept(office: Office) -> None:
    wrong = structs.replace(REAL, domain="contoh")
    with pytest.raises(NotAllowed, match="settings-wrong"):
        office.set_up(wrong, PASSPHRASE)
    with pytest.raises(NotAllowed, match="settings-wrong"):
        office.set_up(REAL, "pendek")
    assert office.settings() is None
    office.set_up(REAL, PASSPHRASE)
    with pytest.raises(NotAllowed, match="settings-wrong"):
        office.change(wrong)
    office.change(structs.replace(REAL, idle_minutes=5))
    changed = office.settings()
    assert changed is not None
    assert changed.idle_minutes == 5


def test_all_faults_of_settings_are_told_together() -> None:
    wrong = structs.replace(REAL, agency=" ", domain="", units=(), idle_minutes=0)
    assert settings_faults(wrong, None) == (
        SettingsFault("agency.name", "missing"),
        SettingsFault("agency.domain", "missing"),
        SettingsFault("agency.units", "wrong"),
        SettingsFault("kiosk.idle_minutes", "wrong"),
    )
    assert settings_faults(REAL, "a" * 10) == ()


def test_a_half_filled_set_up_survives(
    opened: Callable[[], Store], office_on: Callable[[Store], Office]
) -> None:
    store = opened()
    office_on(store).keep_draft(b"half")
    store.close()
    assert office_on(opened()).draft() == b"half"


def test_the_officer_comes_in_with_the_passphrase_and_wrong_ones_wait(
    office: Office, clock: Clock
) -> None:
    office.set_up(REAL, PASSPHRASE)
    office.enter(PASSPHRASE)
    codes = []
    for _ in range(5):
        with pytest.raises(NotAllowed) as no:
            office.enter("bukan itu")
        codes.append(no.value.code)
    assert codes == ["passphrase-wrong"] * 4 + ["pin-wait"]
    with pytest.raises(NotAllowed, match="pin-wait"):
        office.enter(PASSPHRASE)
    clock.pass_seconds(30)
    office.enter(PASSPHRASE)


def test_nobody_comes_in_before_the_set_up(office: Office) -> None:
    with pytest.raises(NotAllowed, match="passphrase-wrong"):
        office.enter("")


def test_the_demonstration_comes_with_its_learners_or_not_at_all(
    office: Office, store: Store
) -> None:
    store._db.execute(
        "create trigger no_pin before update on learner begin select raise(abort, 'no'); end"
    )
    with pytest.raises(Exception, match="no"):
        office.set_up_demo()
    assert (office.settings(), office.people()) == (None, ())
    store._db.execute("drop trigger no_pin")
    office.set_up_demo()
    assert office.settings() == demo.SETTINGS
    assert [x.name for x in office.people()] == [f"Peserta Contoh {n}" for n in range(1, 6)]


def test_new_people_get_a_code_each_and_known_ones_do_not(office: Office, store: Store) -> None:
    states, codes = take_in(office, HEADING + SITI)
    (siti,) = office.people()
    assert (states, codes) == ([RowState.NEW], {siti.id: "AAAAAAAA"})
    hashed = store.roster.secret(siti.id)
    states, codes = take_in(office, HEADING + SITI + BUDI)
    assert states == [RowState.SAME, RowState.NEW]
    assert [x.name for x in office.people() if x.id in codes] == ["Budi"]
    assert store.roster.secret(siti.id) == hashed


def test_an_import_deletes_nobody_and_keeps_pins(office: Office, store: Store) -> None:
    take_in(office, HEADING + SITI)
    (siti,) = office.people()
    store.roster.set_pin(siti.id, "hash")
    states, codes = take_in(office, HEADING + BUDI)
    assert (states, len(codes)) == ([RowState.NEW], 1)
    states, codes = take_in(office, HEADING + SITI.replace("Dinas A", "Dinas C"))
    assert (states, codes) == ([RowState.CHANGED], {})
    assert [(x.name, x.unit) for x in office.people()] == [("Budi", "Dinas B"), ("Siti", "Dinas C")]
    assert store.roster.secret(siti.id) == ("hash", "")


def test_people_are_not_taken_in_without_their_codes(office: Office, store: Store) -> None:
    store._db.execute(
        "create trigger no_code before update on learner begin select raise(abort, 'no'); end"
    )
    with pytest.raises(Exception, match="no"):
        take_in(office, HEADING + SITI)
    assert office.people() == ()


def test_the_real_courses_have_no_fault(office: Office, catalog: Catalog) -> None:
    assert office.course_faults(catalog) == {}
