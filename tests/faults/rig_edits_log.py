"""What another hand may do to the log, each by name."""

from __future__ import annotations

import os
import uuid

import msgspec

from kiosk.learning.events import PersonErased
from kiosk.parcel import chain
from tests.faults.rig_forger import FORGED, Forger, bytes_of, edit
from tests.faults.rig_lively import GUEST, HOLDER, OTHER, READY, SITTING

PASSED = "quiz-submitted"


def _better(body: bytes) -> bytes:
    return body.replace(b'"score":100', b'"score":99.').replace(b'"used":0', b'"used":9')


@edit()
def a_score_is_changed(f: Forger) -> None:
    f.body(f.seq_of(PASSED, READY), _better)


@edit()
def a_score_is_changed_and_its_link_made_anew(f: Forger) -> None:
    seq = f.seq_of(PASSED, READY)
    f.body(seq, _better)
    f.relink(seq, seq)


@edit()
def a_score_is_changed_and_all_later_links_made_anew(f: Forger) -> None:
    seq = f.seq_of(PASSED, READY)
    f.body(seq, _better)
    f.relink(seq)


@edit()
def a_score_is_changed_all_later_links_and_both_ends_too(f: Forger) -> None:
    seq = f.seq_of(PASSED, READY)
    f.body(seq, _better)
    f.relink(seq)
    f.settle()


@edit(OTHER)
def the_whole_chain_is_made_anew_and_no_checkpoint_left(f: Forger) -> None:
    f.body(f.seq_of(PASSED, OTHER), _better)
    f.relink()
    f.settle()
    f.do("delete from checkpoint")


@edit(OTHER)
def the_whole_chain_is_made_anew_and_signed_by_another_key(f: Forger) -> None:
    f.body(f.seq_of(PASSED, OTHER), _better)
    f.relink()
    f.settle()
    f.sign_all()


@edit()
def another_kind_hides_an_event(f: Forger) -> None:
    f.do("update event set kind = 'lesson-read' where seq = ?", f.seq_of("certificate-issued"))


@edit()
def a_time_is_changed(f: Forger) -> None:
    f.do("update event set at = at - 86400000 where seq = ?", f.seq_of(PASSED, READY))


@edit()
def an_event_is_moved_in_the_order_of_all(f: Forger) -> None:
    f.do("update event set clock = clock + 1 where seq = ?", f.seq_of(PASSED, READY))


@edit(SITTING)
def a_passed_test_is_given_to_another_learner(f: Forger) -> None:
    seq = f.seq_of(PASSED, READY)
    f.do("update event set learner = ? where seq = ?", bytes_of(SITTING), seq)


@edit(SITTING)
def a_passed_test_is_given_to_another_and_linked_anew(f: Forger) -> None:
    seq = f.seq_of(PASSED, READY)
    f.do("update event set learner = ? where seq = ?", bytes_of(SITTING), seq)
    f.relink(seq)
    f.settle()


@edit()
def an_event_loses_its_learner(f: Forger) -> None:
    f.do("update event set learner = null where seq = ?", f.seq_of(PASSED, READY))


@edit()
def an_event_has_another_id(f: Forger) -> None:
    f.do("update event set id = ? where seq = ?", uuid.uuid4().bytes, f.seq_of(PASSED, READY))


@edit()
def an_event_has_another_link(f: Forger) -> None:
    f.do("update event set hash = ? where seq = ?", os.urandom(32), f.seq_of(PASSED, READY))


@edit()
def the_last_event_has_another_link_as_have_both_ends(f: Forger) -> None:
    f.do("update event set hash = ? where seq = ?", os.urandom(32), f.last)
    f.settle()


@edit()
def an_event_has_another_salt(f: Forger) -> None:
    f.do("update event set salt = ? where seq = ?", os.urandom(18), f.seq_of(PASSED, READY))


@edit()
def two_events_change_places(f: Forger) -> None:
    one = f.seq_of(PASSED, READY)
    for seq, place in ((one, -1), (one + 1, one), (-1, one + 1)):
        f.do("update event set seq = ? where seq = ?", place, seq)


@edit()
def two_events_change_places_and_are_linked_anew(f: Forger) -> None:
    two_events_change_places(f)
    f.relink(f.seq_of(PASSED, READY) - 1)
    f.settle()


@edit()
def an_event_in_the_middle_is_taken_away(f: Forger) -> None:
    f.do("delete from event where seq = ?", f.seq_of("lesson-read", READY))


@edit()
def an_event_in_the_middle_is_taken_away_and_the_gap_closed(f: Forger) -> None:
    gone = f.seq_of("lesson-read", READY)
    f.do("delete from event where seq = ?", gone)
    for seq in range(gone + 1, f.last + 1):
        f.do("update event set seq = ? where seq = ?", seq - 1, seq)
    f.relink(gone)
    f.settle()


@edit()
def the_last_event_is_taken_away(f: Forger) -> None:
    f.do("delete from event where seq = ?", f.last)


@edit()
def the_last_event_is_taken_away_and_both_ends_moved(f: Forger) -> None:
    f.do("delete from event where seq = ?", f.last)
    f.settle()


@edit()
def the_last_fifty_are_taken_away_with_their_checkpoints(f: Forger) -> None:
    until = f.last - 50
    f.do("delete from event where seq > ?", until)
    f.db.execute("delete from checkpoint where seq > ?", (until,))
    f.settle()


@edit()
def a_learners_failed_tries_are_taken_away(f: Forger) -> None:
    f.do("delete from event where learner = ?", bytes_of(SITTING))


@edit(SITTING)
def an_event_is_added_with_the_right_link(f: Forger) -> None:
    f.append(SITTING, FORGED)


@edit(SITTING)
def an_event_is_added_and_both_ends_moved(f: Forger) -> None:
    f.append(SITTING, FORGED)
    f.settle()


@edit(SITTING)
def an_event_is_put_in_the_middle_and_all_linked_anew(f: Forger) -> None:
    seq = f.seq_of("quiz-started", SITTING) + 1
    f.make_room(seq)
    f.append(SITTING, FORGED, seq)
    f.settle()


@edit(SITTING)
def an_event_comes_from_a_device_that_is_none(f: Forger) -> None:
    f.do("insert into device (n, id) values (9, ?)", str(uuid.uuid4()))
    f.append(SITTING, FORGED, 1, 9)


@edit(SITTING)
def an_event_comes_from_a_device_with_a_key_of_its_own(f: Forger) -> None:
    f.do("insert into device (n, id) values (9, ?)", str(uuid.uuid4()))
    f.append(SITTING, FORGED, 1, 9)
    f.sign_all(9)


@edit(SITTING)
def an_event_is_said_once_more(f: Forger) -> None:
    seq = f.seq_of(PASSED, READY)
    f.do(
        "insert into event select device, ?, ?, ?, kind, at, clock, salt, body, hash from event"
        " where seq = ?",
        *(f.last + 1, os.urandom(16), bytes_of(SITTING), seq),
    )
    f.relink(f.last)
    f.settle()


@edit(SITTING)
def a_failed_try_is_made_an_erased_event(f: Forger) -> None:
    seq = f.seq_of("answer-given", SITTING)
    row = f.db.execute("select salt, learner, body from event where seq = ?", (seq,)).fetchone()
    f.do(
        "update event set salt = null, learner = null, body = ? where seq = ?",
        *(chain.commitment(*row), seq),
    )


@edit(SITTING)
def a_failed_try_is_erased_and_an_erasure_added(f: Forger) -> None:
    a_failed_try_is_made_an_erased_event(f)
    f.append(HOLDER, PersonErased(GUEST.id, 1))
    f.settle()


@edit()
def an_erased_event_gets_a_body_again(f: Forger) -> None:
    seq = f.one("select max(seq) from event where salt is null")
    body = msgspec.json.encode(FORGED)
    f.do("update event set salt = ?, body = ? where seq = ?", os.urandom(18), body, seq)


@edit()
def an_erasure_says_more_than_was_erased(f: Forger) -> None:
    seq = f.seq_of("person-erased")
    f.body(seq, lambda body: body.replace(b'"rows":20', b'"rows":21'))


@edit()
def a_checkpoint_is_taken_away(f: Forger) -> None:
    f.do("delete from checkpoint where seq = 200")


@edit()
def all_checkpoints_are_taken_away(f: Forger) -> None:
    f.do("delete from checkpoint")


@edit()
def a_checkpoint_is_moved(f: Forger) -> None:
    f.do("update checkpoint set seq = 201 where seq = 200")


@edit()
def a_checkpoint_has_another_signature(f: Forger) -> None:
    f.do("update checkpoint set signature = ? where seq = 200", os.urandom(64))


@edit()
def two_checkpoints_change_places(f: Forger) -> None:
    for seq, place in ((200, -1), (300, 200), (-1, 300)):
        f.do("update checkpoint set seq = ? where seq = ?", place, seq)


# Events from elsewhere


@edit()
def an_answer_given_elsewhere_is_changed(f: Forger) -> None:
    f.do(
        "update elsewhere set body = cast(replace(cast(body as text), 'b7', 'b8') as blob)"
        " where seq = 7"
    )


@edit()
def something_done_elsewhere_becomes_another_persons(f: Forger) -> None:
    f.do("update elsewhere set learner = ? where seq = 8", uuid.UUID(OTHER.id).bytes)


@edit()
def something_done_elsewhere_is_taken_away(f: Forger) -> None:
    f.do("delete from elsewhere where seq = 9")


@edit()
def something_done_elsewhere_is_added_with_the_seal_of_another(f: Forger) -> None:
    f.do(
        "insert into elsewhere select randomblob(16), device, 41, learner, kind, at, clock, salt,"
        " body, hash, seal from elsewhere where seq = 10"
    )
