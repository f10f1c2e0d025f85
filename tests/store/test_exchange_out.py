"""What goes out to the agency, and what it has."""

from __future__ import annotations

import threading
import uuid

import msgspec
import pytest

from kiosk.learning.events import (
    CertificateIssued,
    EvaluationAnswered,
    LessonRead,
    LifeBegan,
    PersonErased,
)
from kiosk.parcel import chain
from kiosk.parcel.sealing import sealed_to_device
from kiosk.parcel.signature import signed_by
from kiosk.store.exchange import Acknowledged, Outgoing, OwnDevice, Taken
from tests.conftest import MONDAY
from tests.store.exchanging import SITI, Exchanging

READ = LessonRead("kursus", "l1")
CERTIFIED = CertificateIssued("kursus", "1/2026", 2, 90, "2026-11-23", "{}", "ab")
SAID = EvaluationAnswered("kursus", {"1": 4}, "Baik", named=True)
OTHER = "22222222-2222-5222-8222-222222222222"


# Out


def test_a_line_is_the_event_as_it_was_recorded_with_its_place_in_the_chain(
    here: Exchanging,
) -> None:
    (said,) = here.store.record(SITI, READ)
    (jumped,) = here.store.record("", LifeBegan("clone", "x"))
    first, second = here.lines()
    assert (first.device, first.seq, first.id) == (here.store.device, 1, said.id)
    assert (first.learner, first.kind, first.at) == (SITI, "lesson-read", MONDAY)
    assert (first.clock, first.body) == (
        MONDAY << 12,
        b'{"type":"lesson-read","course":"kursus","lesson":"l1"}',
    )
    assert (second.learner, second.id, second.erased) == ("", jumped.id, False)
    before = chain.START
    for line in (first, second):
        owner = uuid.UUID(line.learner).bytes if line.learner else None
        head = chain.header(
            line.device, line.seq, uuid.UUID(line.id).bytes, line.kind, line.at, line.clock
        )
        before = chain.link(before, head, chain.commitment(line.salt, owner, line.body))
        assert before == line.hash


def test_an_erased_event_goes_out_as_what_is_left_of_it(here: Exchanging) -> None:
    here.store.record(SITI, READ)
    (whole,) = here.lines()
    here.store.erase(SITI)
    left, erasure = here.lines()
    assert (left.erased, left.learner, left.salt) == (True, "", b"")
    assert left.body == chain.commitment(whole.salt, uuid.UUID(SITI).bytes, whole.body)
    assert msgspec.json.decode(erasure.body, type=PersonErased) == PersonErased(SITI, 1)


def test_lines_come_in_portions_from_where_one_left_off(here: Exchanging) -> None:
    here.store.record(SITI, *[READ] * 7)
    out = Outgoing(here.file)
    portions = [[x.seq for x in out.lines(here.store.device, after, 3)] for after in (0, 3, 6, 7)]
    assert portions == [[1, 2, 3], [4, 5, 6], [7], []]
    assert out.lines("unknown", 0, 3) == ()
    out.close()


def test_a_run_ends_before_what_a_damage_took_and_the_next_begins_behind_it(
    here: Exchanging,
) -> None:
    here.store.record(SITI, *[READ] * 7)
    device = here.store.device
    here.heal("update event set body = x'7b7d' where seq in (3, 4)")
    out = Outgoing(here.file)
    assert [x.seq for x in out.lines(device, 0, 100)] == [1, 2]
    assert [x.seq for x in out.lines(device, 2, 100)] == [5, 6, 7]
    out.close()


def test_every_life_of_this_computer_has_its_lines(here: Exchanging) -> None:
    here.store.record(SITI, READ)
    first, public = here.store.device, here.store.exchange.public
    copy = here.back_up()
    here.restore(copy)
    second = here.store.device
    here.heal()
    third = here.store.device
    out = Outgoing(here.file)
    assert out.devices() == (
        OwnDevice(first, public, 1, ""),
        OwnDevice(second, out.devices()[1].public, 1, first),
        OwnDevice(third, here.store.exchange.public, 2, second),
    )
    out.close()


def test_another_thread_reads_while_the_kiosk_goes_on_writing(here: Exchanging) -> None:
    here.store.record(SITI, *[READ] * 3)
    out, found = Outgoing(here.file), list[int]()

    def work() -> None:
        after = 0
        while after < 200:
            for line in out.lines(out.devices()[0].device, after, 20):
                found.append(line.seq)
                after = line.seq

    worker = threading.Thread(target=work)
    worker.start()
    for _ in range(197):
        here.store.record(SITI, READ)
    worker.join(timeout=30)
    assert found == list(range(1, 201))
    # and between two readings nothing is held that would keep the -wal from being emptied
    checkpoint = here.store._db.execute("pragma wal_checkpoint(truncate)").fetchone()
    assert checkpoint == (0, 0, 0)
    out.close()


# What the agency has


def test_what_waits_is_what_no_receipt_covers_and_a_receipt_is_never_taken_back(
    here: Exchanging,
) -> None:
    assert here.store.exchange.waiting() == 0
    here.store.record(SITI, *[READ] * 5)
    device = here.store.device
    assert (here.store.exchange.waiting(), here.store.exchange.acknowledged()) == (5, {})
    here.store.exchange.acknowledge(device, 3, MONDAY)
    here.store.exchange.acknowledge(device, 2, MONDAY + 1)
    here.store.exchange.acknowledge(device, 3, MONDAY + 2)
    assert here.store.exchange.acknowledged() == {device: Acknowledged(3, MONDAY)}
    assert here.store.exchange.waiting() == 2
    here.close()
    assert here.open().exchange.waiting() == 2


def test_what_waits_is_told_without_a_look_at_the_log(here: Exchanging) -> None:
    here.store.record(SITI, READ)
    asked: list[str] = []
    here.store._db.set_trace_callback(asked.append)
    assert here.store.exchange.waiting() == 1
    assert [sql for sql in asked if "event" in sql] == []


def test_after_a_restore_what_the_agency_has_beyond_the_copy_does_not_wait(
    here: Exchanging,
) -> None:
    here.store.record(SITI, *[READ] * 5)
    device, copy = here.store.device, here.back_up()
    here.store.record(SITI, *[READ] * 5)
    lost = here.lines(after=5)
    here.store.exchange.acknowledge(device, 10, MONDAY)
    here.restore(copy)
    # the receipt is younger than the copy; five events and the new life wait for the next one
    assert here.store.exchange.waiting() == 6
    here.store.exchange.acknowledge(device, 10, MONDAY)
    assert here.store.exchange.waiting() == 1
    # and what was lost comes back from the agency like anything from elsewhere
    assert here.take(lost) == Taken(5, 0, 0)
    assert here.store.count_of(SITI) == 10
    assert here.store.exchange.waiting() == 1


# The key


def test_the_device_signs_and_opens_what_is_sealed_to_it(here: Exchanging) -> None:
    exchange = here.store.exchange
    assert signed_by(exchange.public, b"halo", exchange.sign(b"halo"))
    assert exchange.unseal(sealed_to_device(b"rahasia", exchange.public)) == b"rahasia"
    with pytest.raises(ValueError, match="foreign"):
        exchange.unseal(b"x" * 80)
