"""Staff: added with a passphrase of their own, changed, closed; the door knows each of them."""

from __future__ import annotations

import itertools

import pytest

from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts
from kiosk.office.office import Office
from kiosk.office.staff import Change, Personnel, by_id, everyone, names
from kiosk.people.role import OFFICER, Role
from kiosk.store import Store
from tests.conftest import Clock

SECRET = "kapal besar di laut"
OTHER = "nelayan pulang pagi"


@pytest.fixture
def personnel(store: Store) -> Personnel:
    count = itertools.count(1)
    return Personnel(Acts(store, OFFICER), store, lambda: f"s-{next(count)}")


@pytest.fixture
def office(store: Store, clock: Clock) -> Office:
    return Office(store, clock.ticks, lambda: None, lambda letters: letters[0])  # type: ignore[arg-type, return-value]


def refused(work: object, *given: object, **named: object) -> str:
    with pytest.raises(NotAllowed) as no:
        work(*given, **named)  # type: ignore[operator]
    return no.value.code


def test_somebody_new_enters_with_their_own_passphrase(
    personnel: Personnel, office: Office, store: Store
) -> None:
    added = personnel.add(" Pelatih  Contoh 1 ", Role.TRAINER, SECRET)
    assert (added.id, added.name, added.role) == ("s-1", "Pelatih Contoh 1", Role.TRAINER)
    assert office.enter(SECRET, "s-1") == added
    assert [each.id for each in everyone(store)] == ["officer", "s-1"]
    assert names(store) == {"command": "", "officer": "", "s-1": "Pelatih Contoh 1"}
    assert (store.document("secret", "s-1") or b"").startswith(b"$argon2id$v=19$m=65536,t=1,p=2$")


def test_what_no_account_may_be_is_refused(personnel: Personnel) -> None:
    personnel.add("Pelatih Contoh 1", Role.TRAINER, SECRET)
    assert refused(personnel.add, " ", Role.TRAINER, SECRET) == "staff-name"
    assert refused(personnel.add, "x" * 101, Role.TRAINER, SECRET) == "staff-long"
    assert refused(personnel.add, "pelatih contoh 1", Role.OFFICER, SECRET) == "staff-twice"
    assert refused(personnel.add, "Siapa", Role.LEARNER, SECRET) == "staff-role"
    assert refused(personnel.add, "Siapa", Role.TRAINER, "pendek123") == "passphrase-short"
    assert refused(personnel.change, "s-9", Change(name="Siapa")) == "staff-unknown"


def test_the_first_account_stays_and_nobody_closes_themselves(store: Store) -> None:
    first = Personnel(Acts(store, OFFICER), store, lambda: "s-1")
    second = first.add("Pengelola Contoh 2", Role.OFFICER, SECRET)
    own = Personnel(Acts(store, second), store, lambda: "s-2")
    assert refused(own.change, "officer", Change(active=False)) == "staff-first"
    assert refused(own.change, "s-1", Change(active=False)) == "staff-self"
    assert refused(own.change, "s-1", Change(role=Role.TRAINER)) == "staff-self"
    assert own.change("s-1", Change(name="Pengelola Contoh Dua")).name == "Pengelola Contoh Dua"


def test_a_closed_account_lets_nobody_in_until_it_is_opened_again(
    personnel: Personnel, office: Office
) -> None:
    personnel.add("Pelatih Contoh 1", Role.TRAINER, SECRET)
    personnel.change("s-1", Change(active=False))
    assert refused(office.enter, SECRET, "s-1") == "staff-closed"
    assert refused(office.enter, "bukan itu", "s-1") == "passphrase-wrong"
    personnel.change("s-1", Change(active=True))
    assert office.enter(SECRET, "s-1").active


def test_a_new_passphrase_takes_the_place_of_the_old_one(
    personnel: Personnel, office: Office
) -> None:
    personnel.add("Pelatih Contoh 1", Role.TRAINER, SECRET)
    personnel.new_passphrase("s-1", OTHER)
    assert refused(office.enter, SECRET, "s-1") == "passphrase-wrong"
    assert office.enter(OTHER, "s-1").id == "s-1"


def test_each_waits_after_their_own_wrong_tries(personnel: Personnel, office: Office) -> None:
    personnel.add("Pelatih Contoh 1", Role.TRAINER, SECRET)
    personnel.add("Pelatih Contoh 2", Role.TRAINER, OTHER)
    for _ in range(5):
        code = refused(office.enter, "bukan itu", "s-1")
    assert code == "pin-wait"
    assert refused(office.enter, SECRET, "s-1") == "pin-wait"
    assert office.enter(OTHER, "s-2").id == "s-2"


def test_the_log_says_what_was_done_and_undo_keeps_no_passphrase(
    personnel: Personnel, store: Store
) -> None:
    acts = Acts(store, OFFICER)
    personnel.add("Pelatih Contoh 1", Role.TRAINER, SECRET)
    personnel.change("s-1", Change(name="Pelatih Contoh Satu", role=Role.OFFICER))
    personnel.new_passphrase("s-1", OTHER)
    told = [(e.acted.why, e.undoable) for e in acts.log()]
    assert told == [("passphrase", False), ("rename officer", True), ("add", True)]
    kept = b"".join(store.document("undo", name) or b"" for name in store.names_of("undo"))
    assert b"argon2" not in kept
    acts.undo(acts.log()[1].id)
    found = by_id(store, "s-1")
    assert found is not None
    assert (found.name, found.role) == ("Pelatih Contoh 1", Role.TRAINER)
