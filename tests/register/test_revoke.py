"""Revoking and replacing by an officer, at one kiosk."""

from __future__ import annotations

import pytest
from msgspec import structs

from kiosk.desk.award_many import award_for
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtCertificate, AtHistory
from kiosk.desk.views import CertificateView, HistoryView
from kiosk.house import House
from kiosk.learning.events import CertificateIssued, CertificateKept, CertificateRevoked
from kiosk.learning.progress import Step, next_step
from kiosk.learning.trouble import NotAllowed
from kiosk.office import person
from kiosk.people.learner import Learner
from kiosk.register import revoke as work
from kiosk.register.frozen import frozen_facts
from kiosk.register.issue import Press
from kiosk.register.listing import entries
from kiosk.register.revoke import Change
from kiosk.store import StoreTrouble
from tests.conftest import HOME, Clock, day_in_sibolga
from tests.desk.learning_on import COURSE
from tests.register.people import earn, people

ONE, TWO = people(2)
RIGHT = structs.replace(ONE, name="Peserta Contoh Satu, S.A.P.", unit="Dinas B")
REASON = "Nama salah tulis"


def press(house: House) -> Press:
    settings = house.office.settings()
    assert settings is not None
    today = day_in_sibolga(house.rooms.now())
    return Press(house.store, settings, HOME / "resources" / "fonts", today)


def certified(house: House, learner: Learner = ONE) -> CertificateIssued:
    settings = house.office.settings()
    assert settings is not None
    earn(house.store, learner)
    return award_for(house.kiosk(settings, house.catalog()))(learner, COURSE)


def desk(house: House, learner: Learner = ONE) -> Desk:
    settings = house.office.settings()
    assert settings is not None
    return Desk(house.kiosk(settings, house.catalog()), learner)


def refused(house: House, number: str, reason: str = REASON) -> str:
    with pytest.raises(NotAllowed) as no:
        work.replace(press(house), number, reason)
    return no.value.code


def test_a_revoked_certificate_keeps_its_number_and_its_reason(house: House) -> None:
    issued = certified(house)
    said = work.revoke(house.store, issued.number, f"  {REASON}\n ", "2026-12-24")
    assert said == CertificateRevoked(issued.number, REASON, "2026-12-24")
    (entry,) = entries(house.store, "2026-12-24")
    assert (entry.state.value, entry.reason, entry.revoked) == ("revoked", REASON, "2026-12-24")
    (told,) = house.store.register("certificate-revoked")
    assert told.learner == ONE.id
    with pytest.raises(NotAllowed, match="certificate-revoked") as again:
        work.revoke(house.store, issued.number, REASON, "2026-12-25")
    assert again.value.facts["date"] == "2026-12-24"
    assert certified(house, TWO).sequence == 2


@pytest.mark.parametrize(
    ("reason", "code"),
    [("", "reason-missing"), (" \n", "reason-missing"), ("x" * 201, "reason-long")],
)
def test_each_needs_a_reason(house: House, reason: str, code: str) -> None:
    issued = certified(house)
    with pytest.raises(NotAllowed, match=code):
        work.revoke(house.store, issued.number, reason, "2026-12-24")
    assert refused(house, issued.number, reason) == code
    assert house.store.register("certificate-revoked") == ()


def test_a_number_that_nobody_knows_is_refused(house: House) -> None:
    with pytest.raises(NotAllowed, match="no-certificate"):
        work.revoke(house.store, "800/nothing", REASON, "2026-12-24")
    assert refused(house, "800/nothing") == "no-certificate"


def test_a_replacement_says_the_same_but_for_what_was_wrong(house: House, clock: Clock) -> None:
    old = certified(house)
    clock.pass_seconds(86_400)
    house.store.roster.put([RIGHT])
    assert work.changes(press(house), old.number) == (
        Change("name", "Peserta Contoh 1", "Peserta Contoh Satu, S.A.P."),
    )
    new = work.replace(press(house), old.number, REASON)
    before, after = frozen_facts(old), frozen_facts(new)
    assert before is not None
    assert after is not None
    assert (new.number, new.sequence) == ("800.1.4/KTS-01.0002/BKPSDM/XII/2026", 2)
    assert (new.replaces, after.replaces) == (old.number, old.number)
    assert (after.name, after.unit, after.issued) == (RIGHT.name, "Dinas B", "2026-12-24")
    assert after.check_code != before.check_code
    same = ("course", "hours", "form", "score", "started", "finished", "lessons", "legal_basis")
    assert [getattr(after, f) for f in same] == [getattr(before, f) for f in same]
    assert (new.hours, new.score, new.course) == (old.hours, old.score, old.course)
    assert house.store.document("certificate", new.number)
    (gone,) = (r.event for r in house.store.register("certificate-revoked"))
    assert gone == CertificateRevoked(old.number, REASON, "2026-12-24", new.number)


def test_the_learner_holds_it_without_learning_again_and_its_hours_count_once(
    house: House, clock: Clock
) -> None:
    old = certified(house)
    clock.pass_seconds(86_400 * 20)  # a new year
    house.store.roster.put([RIGHT])
    new = work.replace(press(house), old.number, REASON)
    assert new.issued == "2027-01-12"
    found = desk(house, RIGHT)
    assert found.open(COURSE) == AtCertificate(new.number)
    for year, counted in ((2026, 2), (2027, 0)):
        history = found.view(AtHistory(year=year))
        assert isinstance(history, HistoryView)
        assert history.card.counted == counted
    gone = found.view(AtCertificate(old.number))
    assert isinstance(gone, CertificateView)
    assert gone.revoked is not None
    assert (gone.revoked.replaced_by, gone.revoked.as_of) == (new.number, 0)
    with pytest.raises(NotAllowed, match="certificate-revoked"):
        found.printable(old.number)


def test_one_is_replaced_once_and_its_replacement_may_be_replaced_too(house: House) -> None:
    first = certified(house)
    house.store.roster.put([RIGHT])
    second = work.replace(press(house), first.number, REASON)
    assert refused(house, first.number) == "certificate-replaced"
    house.store.roster.put([structs.replace(RIGHT, name="Peserta Contoh I")])
    third = work.replace(press(house), second.number, REASON)
    assert {e.number: e.state.value for e in entries(house.store, "2026-12-23")} == {
        first.number: "replaced", second.number: "replaced", third.number: "valid",
    }  # fmt: skip
    history = desk(house).view(AtHistory())
    assert isinstance(history, HistoryView)
    assert (history.card.counted, history.hours.certificates) == (2, 1)


def test_one_that_was_revoked_first_may_still_be_replaced(house: House) -> None:
    issued = certified(house)
    work.revoke(house.store, issued.number, REASON, "2026-12-23")
    new = work.replace(press(house), issued.number, "Diterbitkan lagi")
    (old,) = (e for e in entries(house.store, "2026-12-23") if e.number == issued.number)
    assert (old.state.value, old.replaced_by) == ("replaced", new.number)


def test_a_replacement_that_says_nothing_else_is_refused(house: House) -> None:
    issued = certified(house)
    assert refused(house, issued.number) == "nothing-changed"
    assert len(house.store.certificates()) == 1


def test_a_holder_who_is_not_here_any_more_is_told(house: House) -> None:
    issued = certified(house)
    kept = person.kept_events(house.store.events(ONE.id), {})
    register = [e for e in kept if isinstance(e, CertificateKept)]
    house.store.erase(ONE.id, *register)
    assert refused(house, issued.number) == "holder-unknown"
    work.revoke(house.store, issued.number, REASON, "2026-12-23")
    (entry,) = entries(house.store, "2026-12-23")
    assert (entry.name, entry.state.value) == ("", "revoked")


def test_of_an_erased_holder_the_register_keeps_that_it_was_replaced_without_the_words(
    house: House,
) -> None:
    old = certified(house)
    house.store.roster.put([RIGHT])
    new = work.replace(press(house), old.number, REASON)
    kept = person.kept_events(house.store.events(ONE.id), {})
    register = [e for e in kept if isinstance(e, CertificateKept)]
    assert [(e.number, e.sequence, e.revoked, e.replaced_by) for e in register] == [
        (old.number, 1, "2026-12-23", new.number), (new.number, 2, "", ""),
    ]  # fmt: skip
    house.store.erase(ONE.id, *register)
    found = {
        e.number: (e.state.value, e.name, e.reason) for e in entries(house.store, "2026-12-23")
    }
    assert found == {old.number: ("replaced", "", ""), new.number: ("valid", "", "")}


def test_both_become_durable_or_neither(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    old = certified(house)
    house.store.roster.put([RIGHT])
    record, told = house.store.record, []

    def full(learner: str, *events: object) -> object:
        if any(isinstance(e, CertificateRevoked) for e in events):
            told.append(events)
            raise StoreTrouble("full")
        return record(learner, *events)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(house.store, "record", full)
        with pytest.raises(StoreTrouble, match="full"):
            work.replace(press(house), old.number, REASON)
    assert told
    assert [e.state.value for e in entries(house.store, "2026-12-23")] == ["valid"]
    assert work.replace(press(house), old.number, REASON).sequence == 2


def test_nothing_is_issued_while_the_clock_is_in_doubt(house: House, clock: Clock) -> None:
    old = certified(house)
    house.store.roster.put([RIGHT])
    clock.at -= 86_400_000 * 3  # before it was issued
    assert refused(house, old.number) == "clock-doubtful"


def test_an_earlier_certificate_is_replaced_beside_the_course_that_runs_again(
    house: House, clock: Clock
) -> None:
    settings = house.office.settings()
    assert settings is not None
    house.office.change(structs.replace(settings, validity_months=12))
    old = certified(house)
    assert old.valid_until == "2027-12-23"
    with pytest.raises(NotAllowed, match="certificate-held"):
        desk(house).again(COURSE)
    clock.pass_seconds(86_400 * 280)  # 86 days before its end
    running = desk(house)
    running.again(COURSE)
    house.store.roster.put([RIGHT])
    new = work.replace(press(house), old.number, REASON)
    assert new.valid_until == "2027-12-23"
    course = house.catalog().course(COURSE)
    p = desk(house)._standing().progress.course(COURSE)
    assert p.certificate is None
    assert [c.number for c in p.earlier] == [old.number, new.number]
    assert next_step(course, p)[0] is Step.PRE_TEST
    again = certified(house, RIGHT)
    assert (again.sequence, again.valid_until) == (2, "2028-09-29")


def test_a_store_that_is_only_looked_at_refuses(house: House) -> None:
    issued = certified(house)
    house.store.view_only = True
    with pytest.raises(StoreTrouble, match="read-only"):
        work.revoke(house.store, issued.number, REASON, "2026-12-23")
    house.store.view_only = False
