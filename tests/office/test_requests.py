"""Requests about personal data: their clock runs from when they came, and no name is in the log."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

import pytest

from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.office.acts import Acts
from kiosk.office.requests import Asked, Failures, Requests
from kiosk.people.role import OFFICER
from kiosk.store import Store
from tests.conftest import MONDAY, Clock

HOUR = 3_600_000
ONE, TWO = demo.LEARNERS[:2]


def requests(store: Store, clock: Clock) -> Requests:
    store.roster.put([ONE, TWO])
    count = itertools.count(1)
    return Requests(Acts(store, OFFICER), store, clock.now, lambda: f"r-{next(count)}")


def test_three_times_24_hours_run_from_when_it_came(store: Store, clock: Clock) -> None:
    work = requests(store, clock)
    made = work.receive(Asked.ACCESS, ONE.id, MONDAY - HOUR)
    assert made.deadline == MONDAY + 71 * HOUR
    assert made.left(MONDAY + 72 * HOUR) == -HOUR
    # the law names no hours for erasing
    assert work.receive(Asked.ERASE, TWO.id, MONDAY).deadline == 0


def test_the_most_urgent_is_first_and_what_is_over_last(store: Store, clock: Clock) -> None:
    work = requests(store, clock)
    late = work.receive(Asked.CORRECT, ONE.id, MONDAY)
    early = work.receive(Asked.LIMIT, TWO.id, MONDAY - HOUR)
    timeless = work.receive(Asked.ERASE, ONE.id, MONDAY - 2 * HOUR)
    over = work.finish(work.receive(Asked.ACCESS, TWO.id, MONDAY - 9 * HOUR))
    assert [r.id for r in work.all()] == [early.id, late.id, timeless.id, over.id]


def test_what_cannot_be_is_refused(store: Store, clock: Clock) -> None:
    work = requests(store, clock)
    made = work.receive(Asked.ACCESS, ONE.id, MONDAY)
    wishes: tuple[tuple[str, Callable[[], object]], ...] = (
        ("request-later", lambda: work.receive(Asked.ACCESS, ONE.id, MONDAY + 1)),
        ("learner-unknown", lambda: work.receive(Asked.ACCESS, "nobody", MONDAY)),
        ("reason-missing", lambda: work.refuse(made, "  ")),
    )
    for code, wish in wishes:
        with pytest.raises(NotAllowed, match=code):
            wish()
    work.refuse(made, "Pasal 33 UU 27/2022")
    with pytest.raises(NotAllowed, match="request-ended"):
        work.finish(made)


def test_log_and_documents_hold_no_name_and_no_nip(store: Store, clock: Clock) -> None:
    work = requests(store, clock)
    work.finish(work.receive(Asked.ACCESS, ONE.id, MONDAY))
    log = b"".join(repr(r.event).encode() for r in store.acts())
    kept = b"".join(store.document("request", name) or b"" for name in store.names_of("request"))
    for secret in (ONE.name.encode(), ONE.nip.encode()):
        assert secret not in log + kept


def test_a_failure_has_its_own_clock_and_names_nobody(store: Store, clock: Clock) -> None:
    store.roster.put([ONE])
    work = Failures(Acts(store, OFFICER), store, clock.now, lambda: "f-1")
    today = dt.date(2026, 11, 23)
    with pytest.raises(NotAllowed, match="names-somebody"):
        work.report(MONDAY, f"NIP {ONE.nip}", "", "", today)
    with pytest.raises(NotAllowed, match="found-later"):
        work.report(MONDAY + 1, "Nama", "", "", today)
    made = work.report(MONDAY, "Nama dan NIP", "Stik hilang", "Stik diblokir", today)
    assert made.deadline == MONDAY + 72 * HOUR
    clock.pass_seconds(60)
    assert work.noticed(made).noticed == MONDAY + 60_000
    assert [f.noticed for f in work.all()] == [MONDAY + 60_000]
