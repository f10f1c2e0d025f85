"""A person's rights where more than one kiosk knows them: erasures that travel, and the copy."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.learning.course import Course
from kiosk.learning.events import (
    CertificateIssued,
    CertificateKept,
    LessonRead,
    PersonErased,
    SignedIn,
)
from kiosk.office import demo, person
from kiosk.office.person import Erased, Erasure
from kiosk.office.person_backups import scrub_copies
from kiosk.office.person_copy import collect, exact
from kiosk.office.person_page import person_page
from kiosk.store import Store, StoreTrouble, backup, urn
from tests.conftest import MONDAY, backwards, day_in_sibolga
from tests.store.exchanging import BUDI, SITI, Exchanging

READ = LessonRead("kursus", "l1")
CERTIFIED = CertificateIssued("kursus", "1/2026", 2, 90, "2026-11-23", "{}", "ab")
REGISTER = CertificateKept("1/2026", "kursus", 2, "2026-11-23", "ab")
NO_COURSES: dict[str, Course] = {}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Exchanging]:
    kiosk = Exchanging(tmp_path / "here", 1)
    kiosk.store.roster.put(demo.LEARNERS)
    yield kiosk
    kiosk.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Exchanging]:
    kiosk = Exchanging(tmp_path / "there", 2)
    kiosk.store.roster.put(demo.LEARNERS)
    yield kiosk
    kiosk.close()


def carry_out(
    kiosk: Exchanging, *erasures: Erasure, scrub: Callable[[str], int] = lambda _: 0
) -> tuple[Erased, ...]:
    return person.carry_out(kiosk.store, erasures, NO_COURSES, mixing(kiosk.store), scrub)


def mixing(store: Store) -> Callable[[urn.Unnamed], None]:
    names = (n.to_bytes(2, "big") for n in itertools.count())
    return lambda said: urn.cast(store, said, next(names), backwards)


def asked(kiosk: Exchanging) -> Erasure:
    """The last erasure of a kiosk, as the agency tells the others of it."""
    last = [r for r in kiosk.store.happenings() if isinstance(r.event, PersonErased)][-1]
    assert isinstance(last.event, PersonErased)
    return Erasure(last.event.person, last.event.before or last.clock)


def erase(kiosk: Exchanging, learner: str) -> Erasure:
    """As an officer does it."""
    kept = person.kept_events(kiosk.store.recorded_here(learner), NO_COURSES)
    person.erase_everywhere(kiosk.store, learner, kept, mixing(kiosk.store), lambda _: 0)
    return asked(kiosk)


def test_an_erasure_from_another_kiosk_is_carried_out_here(
    here: Exchanging, there: Exchanging
) -> None:
    there.store.record(SITI, READ)
    here.store.record(SITI, CERTIFIED)
    here.store.keep("certificate", "1/2026", b"%PDF-")
    here.store.keep("wait", SITI, b"{}")
    here.store.exchange.take_elsewhere(there.lines())
    there.clock.pass_seconds(60)
    wanted = erase(there, SITI)
    assert carry_out(here, wanted) == (Erased(2, 0),)
    assert not here.store.knows(SITI)
    assert here.store.document("certificate", "1/2026") is None
    assert here.store.document("wait", SITI) is None
    told = [r.event for r in here.store.happenings()]
    assert told == [PersonErased(SITI, 1, wanted.before), REGISTER]
    assert here.store.issued_in("2026") == 1
    assert here.store.damages() == ()


def test_the_whole_list_may_come_each_time(here: Exchanging, there: Exchanging) -> None:
    here.store.record(SITI, READ)
    there.clock.pass_seconds(60)
    listed = [erase(there, SITI), erase(there, BUDI), Erasure(demo.LEARNERS[3].id, 5)]
    assert carry_out(here, *listed) == (Erased(1, 0), Erased(0, 0), Erased(0, 0))
    count = here.store.count
    assert carry_out(here, *listed) == ()
    here.close()
    here.open()
    assert carry_out(here, *reversed(listed)) == ()
    assert here.store.count == count


def test_an_erasure_does_not_come_back_to_where_it_was_asked_for(
    here: Exchanging, there: Exchanging
) -> None:
    there.clock.pass_seconds(60)
    here.store.record(SITI, READ)
    wanted = erase(there, SITI)
    here.clock.pass_seconds(120)
    carry_out(here, wanted)
    assert asked(here) == wanted
    count = there.store.count
    assert carry_out(there, asked(here)) == ()
    assert there.store.count == count


def test_who_came_back_after_the_erasure_keeps_what_is_theirs_since(
    here: Exchanging, there: Exchanging
) -> None:
    here.store.record(SITI, CERTIFIED)
    there.clock.pass_seconds(60)
    wanted = erase(there, SITI)
    here.clock.pass_seconds(120)
    again = replace(CERTIFIED, number="2/2026")
    (since,) = here.store.record(SITI, again)
    here.store.keep("certificate", "2/2026", b"%PDF-")
    assert carry_out(here, wanted) == (Erased(1, 0),)
    assert here.store.events(SITI) == (since,)
    assert here.store.roster.by_id(SITI) == demo.LEARNERS[0]
    assert here.store.document("certificate", "2/2026") == b"%PDF-"
    told = [r.event for r in here.store.happenings()]
    assert told == [PersonErased(SITI, 1, wanted.before), REGISTER]
    assert here.store.issued_in("2026") == 2


def test_a_healed_file_keeps_what_is_theirs_since(here: Exchanging, there: Exchanging) -> None:
    here.store.record(SITI, READ)
    there.clock.pass_seconds(60)
    wanted = erase(there, SITI)
    here.clock.pass_seconds(120)
    (since,) = here.store.record(SITI, SignedIn())
    here.back_up()
    carry_out(here, wanted)
    here.heal("delete from document where kind = 'tables'")
    assert here.store.events(SITI) == (since,)
    assert here.store.roster.by_id(SITI) == demo.LEARNERS[0]
    assert carry_out(here, wanted) == ()


def test_an_older_copy_brought_back_keeps_what_is_theirs_since(
    here: Exchanging, there: Exchanging
) -> None:
    here.store.record(SITI, READ)
    there.clock.pass_seconds(60)
    wanted = erase(there, SITI)
    here.clock.pass_seconds(120)
    (since,) = here.store.record(SITI, SignedIn())
    copy = here.back_up()
    carry_out(here, wanted)
    here.restore(copy)
    assert here.store.events(SITI) == (since,)
    assert here.store.damages() == ()
    assert carry_out(here, wanted) == ()


def test_of_whom_nothing_is_here_nothing_comes_later_either(
    here: Exchanging, there: Exchanging
) -> None:
    stranger = "22222222-2222-5222-8222-222222222222"
    there.store.record(stranger, READ)
    old = there.lines()
    there.clock.pass_seconds(60)
    wanted = erase(there, stranger)
    assert carry_out(here, wanted) == ()
    assert here.store.count == 0
    here.store.exchange.take_elsewhere(old)
    assert not here.store.knows(stranger)


@pytest.mark.parametrize("asked_for", ["where it was issued", "elsewhere"])
def test_the_register_keeps_a_certificate_once_at_the_kiosk_that_issued_it(
    here: Exchanging, there: Exchanging, asked_for: str
) -> None:
    there.store.record(SITI, CERTIFIED)
    here.store.exchange.take_elsewhere(there.lines())
    first, second = (there, here) if asked_for == "where it was issued" else (here, there)
    first.clock.pass_seconds(60)
    carry_out(second, erase(first, SITI))
    kept = [
        [r.event for r in kiosk.store.happenings() if isinstance(r.event, CertificateKept)]
        for kiosk in (here, there)
    ]
    assert kept == [[], [REGISTER]]
    assert [kiosk.store.issued_in("2026") for kiosk in (here, there)] == [0, 1]


def test_no_copy_of_the_file_still_holds_what_came_from_elsewhere(
    here: Exchanging, there: Exchanging
) -> None:
    stranger = "22222222-2222-5222-8222-222222222222"
    there.store.record(stranger, READ)
    without = here.back_up()
    here.store.exchange.take_elsewhere(there.lines())
    here.back_up()
    there.clock.pass_seconds(60)
    scrub = scrub_copies(here.file, here.clock.now, here.clock.chance)
    here.clock.pass_seconds(60)
    assert carry_out(here, erase(there, stranger), scrub=scrub) == (Erased(1, 1),)
    fresh, older = backup.kept(here.data)
    assert (fresh.reason, older) == ("erasure", without)


def test_a_copy_that_cannot_be_cleaned_is_told(here: Exchanging, there: Exchanging) -> None:
    def away(_: str) -> int:
        raise StoreTrouble("full")

    here.store.record(SITI, READ)
    there.clock.pass_seconds(60)
    assert carry_out(here, erase(there, SITI), scrub=away) == (Erased(1, None),)
    assert person.still_erased(here.store) == (SITI,)


def test_a_persons_copy_holds_what_came_from_elsewhere_read_or_not(
    here: Exchanging, there: Exchanging
) -> None:
    here.store.record(SITI, SignedIn())
    there.clock.pass_seconds(60)
    there.store.record(SITI, READ)
    (line,) = there.lines()
    strange = replace(line, body=b"{", id="no-id")
    here.store.exchange.take_elsewhere([line, strange])
    copy = collect(here.store, demo.LEARNERS[0], demo.SETTINGS, MONDAY, day_in_sibolga)
    whole = json.loads(exact(copy))
    assert [e["event"]["type"] for e in whole["events"]] == ["signed-in", "lesson-read"]
    (unread,) = whole["unread_from_other_kiosks"]
    assert (unread["device"], unread["body"]) == (there.store.device, "ew==")
    page = person_page(copy, NO_COURSES, day_in_sibolga)
    assert "2 kejadian tercatat." in page
    assert "Dari kios lain datang juga 1 catatan yang tidak dapat dibaca kios ini." in page
