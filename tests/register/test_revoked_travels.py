"""A wrong name put right at one kiosk: every other one learns of it, by stick alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.cli.door import commands
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtCertificate, AtCourse, AtHistory, AtHome
from kiosk.desk.views import CertificateView, CourseView, HistoryView, HomeView, State
from kiosk.house import House
from kiosk.learning.progress import Step
from kiosk.learning.trouble import NotAllowed
from kiosk.register import listing
from kiosk.register.listing import Entry
from kiosk.store.revoked import revoked_list
from tests.conftest import Clock
from tests.desk.learning_on import COURSE
from tests.register.conftest import LATER
from tests.register.town import PEOPLE, Town
from tests.rooms import PASSPHRASE, REAL

REASON = "Nama salah tulis"
RIGHT = structs.replace(PEOPLE[0], name="Peserta Contoh Satu, S.A.P.")


@pytest.fixture
def town(
    tmp_path: Path, clock: Clock, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Town]:
    """Two kiosks of one agency; the first learner got a certificate at the first."""
    clock.at += LATER
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)
    made = Town(tmp_path, clock, catalog)
    for name in ("MPP-01", "MPP-02"):
        made.kiosk(name)
        made.pair(name)
    made.certify("MPP-01")
    yield made
    made.close()


def typed(town: Town, kiosk: str, *words: str) -> str:
    line = ["--data", str(town.data(kiosk)), "certificate", *words]
    done = CliRunner().invoke(commands, line, obj=town.rooms)
    assert done.exit_code == 0, done.output
    return done.output


def register(town: Town, kiosk: str) -> tuple[Entry, ...]:
    with town.house(kiosk) as house:
        return listing.entries(house.store, town.rooms.day_of(town.clock.now()))


def put_right(town: Town, kiosk: str) -> tuple[str, str]:
    """Correct the name and replace the certificate; the old number and the new."""
    (old,) = register(town, kiosk)
    with town.house(kiosk) as house:
        house.store.roster.put([RIGHT])
    typed(town, kiosk, "replace", old.number, "--reason", REASON, "--yes")
    new = next(e for e in register(town, kiosk) if e.replaces)
    return old.number, new.number


def desk_at(town: Town, house: House) -> Desk:
    settings = house.office.settings()
    assert settings is not None
    return Desk(house.kiosk(settings, town.catalog), RIGHT)


def shows_both_rightly(town: Town, kiosk: str, old: str, new: str) -> None:
    """At the desk: the replacement holds and counts, the old one says what replaced it."""
    with town.house(kiosk) as house:
        desk = desk_at(town, house)
        home, page = desk.view(AtHome()), desk.view(AtCourse(COURSE))
        history = desk.view(AtHistory("certificates"))
        gone, right = desk.view(AtCertificate(old)), desk.view(AtCertificate(new))
        assert isinstance(home, HomeView)
        assert {c.course.id: c.state for c in home.cards}[COURSE] is State.CERTIFIED
        assert isinstance(page, CourseView)
        assert (page.step, page.certificate, page.revoked) == (Step.DONE, new, None)
        assert isinstance(history, HistoryView)
        assert [c.number for c in history.certificates] == [new, old]
        assert (history.card.counted, history.hours.certificates) == (2, 1)
        assert isinstance(gone, CertificateView)
        assert gone.revoked is not None
        assert (gone.revoked.reason, gone.revoked.replaced_by) == (REASON, new)
        assert isinstance(right, CertificateView)
        assert right.revoked is None
        with pytest.raises(NotAllowed, match="certificate-revoked"):
            desk.printable(old)
        desk.printable(new)
        with pytest.raises(NotAllowed, match="certificate-held"):
            desk.again(COURSE)


def test_a_replacement_reaches_another_kiosk_by_stick(town: Town) -> None:
    town.carry("MPP-01", "MPP-02")
    old, new = put_right(town, "MPP-01")
    shows_both_rightly(town, "MPP-01", old, new)
    before = {e.number: e.state.value for e in register(town, "MPP-02")}
    assert before == {old: "valid"}
    town.carry("MPP-01", "MPP-02")
    with town.house("MPP-02") as house:
        house.store.roster.put([RIGHT])
    shows_both_rightly(town, "MPP-02", old, new)
    after = {e.number: (e.state.value, e.reason, e.replaced_by) for e in register(town, "MPP-02")}
    assert after == {old: ("replaced", REASON, new), new: ("valid", "", "")}


def test_the_agency_says_it_to_kiosks_that_know_nothing_of_the_learner(town: Town) -> None:
    """By its word, so that whoever checks the paper there is told."""
    with town.house("MPP-03") as house:
        house.office.set_up(structs.replace(REAL, kiosk_code="MPP-03"), PASSPHRASE)
    town.pair("MPP-03")
    old, new = put_right(town, "MPP-01")
    town.carry("MPP-01", "MPP-03")
    with town.house("MPP-03") as house:
        listed = revoked_list(house.store)
        assert (house.store.register(), listed.here) == ((), frozenset())
        gone = listed.certificates[old]
        assert (gone.reason, gone.replaced_by) == (REASON, new)


def test_whoever_was_revoked_at_one_kiosk_is_revoked_at_the_other(town: Town) -> None:
    town.carry("MPP-01", "MPP-02")
    (entry,) = register(town, "MPP-02")
    typed(town, "MPP-02", "revoke", entry.number, "--reason", REASON, "--yes")
    town.carry("MPP-02", "MPP-01")
    (there,) = register(town, "MPP-01")
    assert (there.state.value, there.reason, there.replaced_by) == ("revoked", REASON, "")
    with town.house("MPP-01") as house:
        desk = desk_at(town, house)
        history = desk.view(AtHistory())
        assert isinstance(history, HistoryView)
        assert (history.card.counted, history.hours.certificates) == (0, 0)
