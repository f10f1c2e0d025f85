"""Forwarding to record stores of every temper: each statement once, and no name leaves."""

from __future__ import annotations

import itertools

import pytest

from kiosk.learning.events import CertificateIssued, NoteWritten
from kiosk.sync.forward import FromLog
from kiosk.wire.forward import Far, Forwarded, disguised, forward
from kiosk.wire.lrs import Lrs
from kiosk.xapi.statement import faults
from kiosk.xapi.words import statement_of
from tests.parcel import samples
from tests.parcel.samples import HOME_PAGE, LEARNER, device
from tests.sync.kiosks import Kiosk
from tests.wire.foreign import Temper, store_of

KEY = b"\5" * 32


class Forwarding:
    """A kiosk that forwards, and keeps how far it came."""

    def __init__(self, count: int) -> None:
        self.kiosk = Kiosk(1)
        self.kiosk.record(count)
        self.far = Far(KEY)
        self.paused: list[float] = []

    def run(self, lrs: Lrs, *, steps: int = 1 << 30) -> Forwarded:
        source = FromLog(self.kiosk, HOME_PAGE, self.far.key)
        going = forward(source, lrs, self.far, bytes, self.paused.append)
        for _ in range(steps):
            try:
                self.far = next(going)
            except StopIteration as done:
                outcome: Forwarded = done.value
                return outcome
        going.close()
        return Forwarded(self.far)

    @property
    def ids(self) -> set[str]:
        return {line.id for line in self.kiosk.logs[device(1)]}


@pytest.mark.parametrize(
    "temper", [Temper(), Temper(ok=204), Temper(equal=409), Temper(most=9_000)]
)
def test_every_statement_arrives_once_and_nothing_new_asks_nothing(temper: Temper) -> None:
    forwarding = Forwarding(450)
    with store_of(temper) as lrs:
        outcome = forwarding.run(lrs)
        assert (outcome.sent, outcome.known, outcome.trouble) == (450, 0, None)
        assert temper.there.keys() == forwarding.ids
        posts = temper.posts
        assert forwarding.run(lrs) == Forwarded(forwarding.far)
        assert temper.posts == posts
        forwarding.kiosk.record(1)
        assert forwarding.run(lrs).sent == 1


def test_a_store_that_calls_the_same_a_conflict_is_compared_and_done() -> None:
    temper, forwarding = Temper(equal=409), Forwarding(30)
    with store_of(temper) as lrs:
        forwarding.run(lrs)
        forwarding.far = Far(KEY)
        forwarding.kiosk.record(5)
        outcome = forwarding.run(lrs)
    assert (outcome.sent, outcome.known, outcome.other) == (5, 30, ())
    assert temper.there.keys() == forwarding.ids
    assert outcome.far.done == {device(1): 35}


def test_answers_that_were_lost_double_nothing() -> None:
    for equal in (200, 409):
        temper, forwarding = Temper(equal=equal), Forwarding(20)
        temper.lose_answers = 1
        with store_of(temper) as lrs:
            outcome = forwarding.run(lrs)
        assert outcome.trouble is None
        assert outcome.sent + outcome.known == 20
        assert temper.there.keys() == forwarding.ids


def test_something_else_under_an_id_is_told_and_passed_over() -> None:
    temper, forwarding = Temper(), Forwarding(9)
    odd = forwarding.kiosk.logs[device(1)][3].id
    temper.there[odd] = {"id": odd, "verb": {"id": "http://example.org/other"}}
    with store_of(temper) as lrs:
        outcome = forwarding.run(lrs)
    assert (outcome.sent, outcome.other) == (8, (odd,))
    assert temper.there[odd]["verb"] == {"id": "http://example.org/other"}


def test_one_that_was_voided_there_is_there() -> None:
    temper, forwarding = Temper(equal=409), Forwarding(3)
    with store_of(temper) as lrs:
        forwarding.run(lrs)
        temper.voided = {forwarding.kiosk.logs[device(1)][1].id}
        forwarding.far = Far(KEY)
        outcome = forwarding.run(lrs)
    assert (outcome.known, outcome.other, outcome.refused) == (3, (), ())


def test_one_that_the_store_does_not_like_stops_none_of_the_others() -> None:
    temper, forwarding = Temper(), Forwarding(40)
    temper.bad = {forwarding.kiosk.logs[device(1)][n].id for n in (7, 39)}
    with store_of(temper) as lrs:
        outcome = forwarding.run(lrs)
    assert (outcome.sent, set(outcome.refused), outcome.trouble) == (38, temper.bad, None)
    assert outcome.far.done == {device(1): 40}


def test_a_store_that_takes_nothing_at_all_is_not_believed() -> None:
    temper, forwarding = Temper(), Forwarding(60)
    temper.bad = forwarding.ids
    with store_of(temper) as lrs:
        outcome = forwarding.run(lrs)
    assert (outcome.sent, outcome.trouble, outcome.far) == (0, "refused", Far(KEY))


def test_what_a_store_refused_before_it_took_anything_is_tried_again() -> None:
    temper, forwarding = Temper(), Forwarding(5)
    temper.bad = forwarding.ids
    with store_of(temper) as lrs:
        outcome = forwarding.run(lrs)
        assert (len(outcome.refused), outcome.far, forwarding.far) == (5, Far(KEY), Far(KEY))
        temper.bad = set()
        assert forwarding.run(lrs).sent == 5


def test_a_busy_store_is_asked_again_with_growing_pauses() -> None:
    temper, forwarding = Temper(), Forwarding(5)
    temper.next = [(429, {"retry-after": "7"}), (503, {}), (500, {})]
    with store_of(temper) as lrs:
        assert forwarding.run(lrs).sent == 5
        assert forwarding.paused == [7.0, 1.0, 2.0]
        forwarding.kiosk.record(1)
        temper.next = [(503, {})] * 9
        outcome = forwarding.run(lrs)
        assert (outcome.trouble, outcome.sent) == ("wait", 0)
        temper.next = [(429, {"retry-after": "600"})]
        assert forwarding.run(lrs).wait == 600.0


def test_a_refused_key_stops_at_once_and_says_so() -> None:
    temper, forwarding = Temper(), Forwarding(5)
    with store_of(temper, ("kios", "lama")) as lrs:
        outcome = forwarding.run(lrs)
    assert (outcome.trouble, outcome.far, forwarding.paused) == ("unpaired", Far(KEY), [])


def test_a_store_that_hangs_is_given_up() -> None:
    temper, forwarding = Temper(), Forwarding(5)
    temper.hang = 1
    with store_of(temper, seconds=0.5) as lrs:
        assert forwarding.run(lrs).sent == 5
        assert len(forwarding.paused) == 1
        temper.hang = 9
        forwarding.kiosk.record(1)
        assert forwarding.run(lrs).trouble == "slow"


def test_what_is_no_record_store_is_strange() -> None:
    temper, forwarding = Temper(ok=302), Forwarding(5)
    with store_of(temper) as lrs:
        assert forwarding.run(lrs).trouble == "strange"


def test_a_run_that_breaks_off_goes_on_from_where_it_was() -> None:
    temper, forwarding = Temper(equal=409), Forwarding(900)
    with store_of(temper) as lrs:
        for steps in itertools.chain((0, 1, 2), itertools.repeat(1 << 30, 1)):
            forwarding.run(lrs, steps=steps)
    assert temper.there.keys() == forwarding.ids
    assert forwarding.far.done == {device(1): 900}


def test_an_erased_event_is_passed_over() -> None:
    temper, forwarding = Temper(), Forwarding(4)
    log = forwarding.kiosk.logs[device(1)]
    log[1] = samples.erased(log[1])
    with store_of(temper) as lrs:
        assert forwarding.run(lrs).sent == 3
    assert forwarding.far.done == {device(1): 4}


def test_no_name_nip_or_note_leaves_and_a_learner_keeps_one_pseudonym() -> None:
    events = [
        (LEARNER, CertificateIssued("c", "1/K", 6, 90, "2026-11-23", '{"nip":"1990"}', "")),
        (LEARNER, NoteWritten("c", "l", "b", "Peserta Contoh 2 bertanya")),
    ]
    said = [disguised(statement_of(x, HOME_PAGE), KEY) for x in samples.chained(events)]
    for statement in said:
        text = str(statement)
        assert not any(secret in text for secret in (LEARNER, "1990", "Peserta Contoh"))
        assert faults(statement, "1.0.3") == ()
    assert said[0]["actor"] == said[1]["actor"]
    assert said[0]["context"]["registration"] == said[1]["context"]["registration"]
    other = disguised(statement_of(samples.chained(events)[0], HOME_PAGE), b"\6" * 32)
    assert other["actor"] != said[0]["actor"]


def test_a_store_of_ones_own_gets_everything() -> None:
    kiosk = Kiosk(1)
    kiosk.record(1)
    ((_, statement),) = FromLog(kiosk, HOME_PAGE, KEY, plain=True).after(device(1), 0, 9)
    assert statement == statement_of(kiosk.logs[device(1)][0], HOME_PAGE)
