"""A certificate that the agency declared void, at its learner's desk."""

from __future__ import annotations

import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.places import AtCertificate, AtCourse, AtEvaluation, AtHistory, AtHome, AtTest
from kiosk.desk.views import (
    CertificateView,
    CourseView,
    HistoryView,
    HomeView,
    Revoked,
    State,
)
from kiosk.learning.progress import Step
from kiosk.learning.trouble import NotAllowed
from kiosk.parcel.word import Revocation, written
from kiosk.parcel.word import Revoked as Listed
from kiosk.store import Store
from tests.conftest import MONDAY
from tests.desk.learning_on import CONTENT, COURSE, read_all, take

NUMBER = "800.1.4/CONTOH-01.0001/BKPSDM/XI/2026"
GONE = Revocation(NUMBER, "Tertukar", "2026-11-24")
SHOWN = Revoked("BKPSDM", "Tertukar", "2026-11-24", MONDAY)


@pytest.fixture
def holder(desk: Desk) -> Desk:
    """A learner with a certificate that holds."""
    desk.open(COURSE)
    take(desk, "pre")
    read_all(desk)
    take(desk, "post")
    assert desk.evaluate(AtEvaluation(COURSE), CONTENT) == AtCertificate(NUMBER)
    return desk


def revoke(store: Store, *revocations: Revocation) -> None:
    store.keep("word", "revoked", written(Listed(MONDAY, (), revocations)))


def certificate(desk: Desk) -> CertificateView:
    view = desk.view(AtCertificate(NUMBER))
    assert isinstance(view, CertificateView)
    return view


def history(desk: Desk) -> HistoryView:
    view = desk.view(AtHistory())
    assert isinstance(view, HistoryView)
    return view


def test_while_it_holds_it_counts_and_may_be_printed(holder: Desk, store: Store) -> None:
    revoke(store, Revocation("800/other", "Tertukar", "2026-11-24"))
    assert certificate(holder).revoked is None
    assert holder.printable(NUMBER) == certificate(holder).pdf
    assert (history(holder).hours.counted, history(holder).hours.certificates) == (2, 1)
    assert history(holder).revoked == {}


def test_once_the_list_says_so_it_is_shown_with_its_reason_and_does_not_count(
    holder: Desk, store: Store
) -> None:
    assert history(holder).card.counted == 2
    revoke(store, GONE)  # the word comes while its learner is signed in
    assert certificate(holder).revoked == SHOWN
    assert certificate(holder).hours.counted == 0
    view = history(holder)
    assert view.revoked == {NUMBER: SHOWN}
    assert [c.number for c in view.certificates] == [NUMBER]
    assert (view.card.counted, view.hours.counted, view.hours.certificates) == (0, 0, 0)
    assert [(d.counted, d.revoked) for d in view.card.days] == [(0, True)]


def test_it_may_be_looked_at_and_not_be_taken_along(holder: Desk, store: Store) -> None:
    before = certificate(holder).pdf
    revoke(store, GONE)
    assert certificate(holder).pdf == before
    with pytest.raises(NotAllowed, match="certificate-revoked"):
        holder.printable(NUMBER)
    with pytest.raises(NotAllowed, match="certificate-revoked"):
        holder.for_printer(NUMBER)
    with pytest.raises(NotAllowed, match="no-certificate"):
        holder.printable("800/never-issued")


def test_home_and_the_course_say_it_too(holder: Desk, store: Store) -> None:
    revoke(store, GONE)
    home = holder.view(AtHome())
    assert isinstance(home, HomeView)
    assert [c.state for c in home.cards] == [State.REVOKED]
    course = holder.view(AtCourse(COURSE))
    assert isinstance(course, CourseView)
    assert (course.certificate, course.revoked, course.step) == (NUMBER, SHOWN, Step.DONE)


def test_its_course_gives_no_second_certificate_by_itself(holder: Desk, store: Store) -> None:
    revoke(store, GONE)
    assert holder.open(COURSE) == AtCertificate(NUMBER)
    with pytest.raises(NotAllowed, match="certificate-held"):
        holder.start(AtTest(COURSE, "post"))
    assert [c.number for _, c in store.certificates()] == [NUMBER]


def test_a_list_that_is_withdrawn_lets_it_hold_again(holder: Desk, store: Store) -> None:
    revoke(store, GONE)
    assert certificate(holder).revoked == SHOWN
    revoke(store)
    assert certificate(holder).revoked is None
    assert history(holder).hours.counted == 2
