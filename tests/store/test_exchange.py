"""What comes in from other kiosks: nothing doubled, nothing lost, nothing taken for our own."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.learning.events import (
    BookmarkSet,
    CertificateIssued,
    EvaluationAnswered,
    LessonRead,
    LifeBegan,
    SignedIn,
)
from kiosk.office import demo
from kiosk.store import Store, StoreTrouble, elsewhere
from kiosk.store.exchange import MOST_ASIDE, Taken
from kiosk.xapi.line import Line
from tests.conftest import MONDAY
from tests.store.exchanging import BUDI, SITI, Exchanging

READ = LessonRead("kursus", "l1")
CERTIFIED = CertificateIssued("kursus", "1/2026", 2, 90, "2026-11-23", "{}", "ab")
SAID = EvaluationAnswered("kursus", {"1": 4}, "Baik", named=True)
OTHER = "22222222-2222-5222-8222-222222222222"


def test_what_comes_from_elsewhere_stands_in_its_order_among_what_is_here(
    here: Exchanging, there: Exchanging
) -> None:
    here.store.record(SITI, LessonRead("kursus", "l1"))
    there.clock.pass_seconds(60)
    there.store.record(SITI, LessonRead("kursus", "l2"), LessonRead("kursus", "l3"))
    there.store.record(BUDI, SignedIn())
    here.clock.pass_seconds(120)
    here.store.record(SITI, LessonRead("kursus", "l4"))
    assert here.take(there.lines()) == Taken(3, 0, 0)
    assert there.take(here.lines()) == Taken(2, 0, 0)
    read = [r.event.lesson for r in here.store.events(SITI) if isinstance(r.event, LessonRead)]
    assert read == ["l1", "l2", "l3", "l4"]
    assert here.store.events(SITI) == there.store.events(SITI)
    assert here.store.events(BUDI) == there.store.events(BUDI)
    assert here.store.count_of(SITI) == 4
    assert [len(k.store.recorded_here(SITI)) for k in (here, there)] == [2, 2]
    assert (here.store.damages(), there.store.damages()) == ((), ())


def test_two_events_of_one_moment_stand_in_the_same_order_on_every_kiosk(
    here: Exchanging, there: Exchanging
) -> None:
    for kiosk in (here, there):
        kiosk.store.record(SITI, *[READ] * 3)
    assert here.lines()[0].clock == there.lines()[0].clock
    theirs, ours = there.lines(), here.lines()
    here.take(theirs)
    there.take(ours)
    assert len(here.store.events(SITI)) == 6
    assert here.store.events(SITI) == there.store.events(SITI)


def test_what_is_taken_in_counts_for_nothing_but_the_learner(
    here: Exchanging, there: Exchanging
) -> None:
    here.store.record(SITI, READ)
    there.clock.pass_seconds(60)
    there.store.record(SITI, CERTIFIED, SAID)
    mine = _of_this_computer(here.store)
    here.take(there.lines())
    assert _of_this_computer(here.store) == mine
    assert mine == (1, 1, (), 0, (), (), MONDAY)
    assert here.store.count_of(SITI) == 3


def _of_this_computer(store: Store) -> tuple[object, ...]:
    counted = (store.count, store.exchange.waiting(), store.certificates())
    rest = (store.issued_in("2026"), store.evaluations(), store.happenings(), store.newest_at)
    return (*counted, *rest)


def test_what_comes_again_is_known(here: Exchanging, there: Exchanging) -> None:
    here.store.record(SITI, READ)
    there.store.record(SITI, READ, READ)
    lines = there.lines()
    assert here.take([lines[1], lines[0], lines[1]]) == Taken(2, 1, 0)
    assert here.take(lines) == Taken(0, 2, 0)
    assert here.take(here.lines()) == Taken(0, 1, 0)
    assert here.store.count_of(SITI) == 3


@pytest.mark.parametrize("whose", ["own", "foreign"])
def test_another_event_under_a_known_id_is_put_aside_and_changes_nothing(
    here: Exchanging, there: Exchanging, whose: str
) -> None:
    kiosk = here if whose == "own" else there
    kiosk.store.record(SITI, READ)
    (line,) = kiosk.lines()
    here.take([line])
    before = here.store.events(SITI)
    forged = replace(line, body=b'{"type":"lesson-read","course":"kursus","lesson":"l9"}')
    assert here.take([forged, line]) == Taken(0, 1, 1)
    assert here.take([forged]) == Taken(0, 1, 0)  # the same one is put aside once
    for other in (replace(line, learner=OTHER), replace(line, seq=9), replace(line, clock=9)):
        assert here.take([other]) == Taken(0, 0, 1)
    assert here.store.events(SITI) == before
    assert here.store.events(OTHER) == ()
    assert forged in here.store.exchange.aside(SITI)
    assert here.store.damages() == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": b"{"},
        {"body": b"{}"},
        {"body": b"\xff"},
        {"body": b'{"type":"lesson-read"}'},
        {"body": b'{"type":"signed-in"}'},
        {"kind": "signed-in"},
        {"kind": ""},
        {"kind": "materi-dibaca-\N{LATIN SMALL LETTER E WITH ACUTE}"},
        {"device": ""},
        {"device": "x" * 65},
        {"seq": 0},
        {"seq": 1 << 63},
        {"clock": -1},
        {"clock": 1 << 63},
        {"at": -1},
        {"hash": b"short"},
        {"id": "no-id"},
    ],
)
def test_a_line_that_cannot_be_what_it_says_is_put_aside(
    here: Exchanging, there: Exchanging, wrong: dict[str, object]
) -> None:
    there.store.record(SITI, READ)
    (line,) = there.lines()
    assert here.take([replace(line, **wrong)]) == Taken(0, 0, 1)
    assert here.store.events(SITI) == ()
    assert here.store.exchange.aside(SITI) == (replace(line, **wrong),)
    assert here.store.damages() == ()
    assert here.take([line]) == Taken(1, 0, 0)


def test_of_nobody_who_is_known_nothing_is_kept(here: Exchanging, there: Exchanging) -> None:
    there.store.record(SITI, READ)
    there.store.record("", LifeBegan("clone", "x"))
    line, nobodys = there.lines()
    assert here.take([nobodys, replace(line, learner="siapa")]) == Taken(0, 1, 1)
    assert here.store.names_of("quarantine") == ()
    assert here.store.count == 0


def test_only_so_many_lines_are_kept_aside(here: Exchanging, there: Exchanging) -> None:
    there.store.record(SITI, READ)
    (line,) = there.lines()
    wrong = [replace(line, body=b"{", seq=n) for n in range(1, MOST_ASIDE + 3)]
    assert here.take(wrong[:MOST_ASIDE]) == Taken(0, 0, MOST_ASIDE)
    assert here.take(wrong[MOST_ASIDE:]) == Taken(0, 0, 2)
    assert len(here.store.names_of("quarantine")) == MOST_ASIDE


def test_what_only_a_later_version_can_read_waits_for_it(
    here: Exchanging, there: Exchanging, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.store.record(SITI, READ, BookmarkSet("kursus", "l1", "b1", on=True))
    with monkeypatch.context() as earlier:  # a version that does not know bookmarks
        known = elsewhere.KINDS - {"bookmark-set"}
        earlier.setattr(elsewhere, "KINDS", known)
        earlier.setattr(elsewhere, "_READABLE", "kind != 'bookmark-set'")
        assert here.take(there.lines()) == Taken(2, 0, 0)
        assert [type(r.event) for r in here.store.events(SITI)] == [LessonRead]
        assert here.store.count_of(SITI) == 1
        assert [x.kind for x in here.store.exchange.aside(SITI)] == ["bookmark-set"]
        here.store.prove(SITI)
        here.close()
        here.open()
        assert here.take(there.lines()) == Taken(0, 2, 0)
    assert here.store.events(SITI) == there.store.events(SITI)
    assert (here.store.count_of(SITI), here.store.exchange.aside(SITI)) == (2, ())


def test_a_kind_nobody_knows_yet_is_kept_as_it_is(here: Exchanging, there: Exchanging) -> None:
    there.store.record(SITI, READ)
    (line,) = there.lines()
    future = replace(line, kind="badge-earned", body=b"\x00 not even JSON")
    assert here.take([future]) == Taken(1, 0, 0)
    assert (here.store.events(SITI), here.store.count_of(SITI)) == ((), 0)
    assert here.store.exchange.aside(SITI) == (future,)
    assert here.store.exchange.holds(SITI)


def test_an_event_that_was_erased_where_it_was_recorded_goes_here_too(
    here: Exchanging, there: Exchanging
) -> None:
    there.store.record(SITI, READ, READ)
    here.take(there.lines())
    there.store.erase(SITI)
    left = there.lines()
    assert here.take([replace(left[0], seq=5), replace(left[1], id="no-id")]) == Taken(0, 2, 0)
    assert here.store.count_of(SITI) == 2
    assert here.take(left) == Taken(0, 3, 0)
    assert (here.store.count_of(SITI), here.store.damages()) == (0, ())


def test_all_lines_are_taken_in_or_none_and_the_cursor_goes_with_them(
    here: Exchanging, there: Exchanging, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.store.record(SITI, *[READ] * 5)
    lines, before = there.lines(), here.store._log.kept()
    took: list[object] = []

    def row_of(line: Line) -> elsewhere.Row | None:
        took.append(line)
        if len(took) == 4:
            raise KeyboardInterrupt
        return elsewhere.row_of(line)

    with monkeypatch.context() as patch:
        patch.setattr("kiosk.store.exchange.row_of", row_of)
        with pytest.raises(KeyboardInterrupt):
            here.store.exchange.take_elsewhere(lines, after="5")
    assert here.store._log.kept() == before
    assert (here.store.count_of(SITI), here.store.exchange.elsewhere_after()) == (0, "")
    assert here.store.exchange.take_elsewhere(lines, after="5") == Taken(5, 0, 0)
    here.close()
    assert here.open().exchange.elsewhere_after() == "5"
    assert (here.store.count_of(SITI), here.store.damages()) == (5, ())


def test_a_learner_may_have_a_cursor_of_their_own(here: Exchanging) -> None:
    exchange = here.store.exchange
    exchange.take_elsewhere((), after="40")
    exchange.take_elsewhere((), after="7", learner=SITI)
    assert [exchange.elsewhere_after(x) for x in ("", SITI, BUDI)] == ["40", "7", ""]
    here.store.erase(SITI)
    assert [exchange.elsewhere_after(x) for x in ("", SITI)] == ["40", ""]


def test_a_kiosk_that_is_only_looked_at_takes_nothing_in(
    here: Exchanging, there: Exchanging
) -> None:
    there.store.record(SITI, READ)
    here.store.record(SITI, READ)
    here.close()
    looked_at = Store(here.file, here.clock.now, here.clock.chance, view_only=True)
    with pytest.raises(StoreTrouble, match="read-only"):
        looked_at.exchange.take_elsewhere(there.lines())
    assert looked_at.exchange.waiting() == 1
    looked_at.close()
    here.open()


def test_the_learners_to_ask_about_are_everyone_in_order(here: Exchanging) -> None:
    assert here.store.roster.ids() == ()
    here.store.roster.put(demo.LEARNERS)
    everyone = {learner.id for learner in demo.LEARNERS}
    assert here.store.roster.ids() == tuple(sorted(everyone))
