"""The post on PostgreSQL: what was shown on SQLite, and eight kiosks at two workers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.hub.database import reading, writing
from kiosk.hub.post import lines
from kiosk.hub.post.devices import device_row
from kiosk.hub.post.post import Post
from kiosk.parcel import sealing
from kiosk.parcel.forms import Receipt
from tests.hub.post.conftest import Time, let_in, post_at
from tests.hub.post.kiosks import LEARNER, OTHER, Kiosk
from tests.hub.post.serving import asked, serving
from tests.hub.post.test_doors import (  # noqa: F401 - the same claims on the other database
    test_a_kiosk_is_paired_by_a_code_and_its_parcels_are_taken,
    test_after_five_wrong_codes_an_address_waits_longer_and_longer,
    test_nothing_that_is_sent_breaks_a_door,
)
from tests.hub.post.test_elsewhere import (  # noqa: F401
    pull,
    test_a_learner_who_is_new_at_a_kiosk_gets_everything_and_the_others_go_on,
    test_a_list_that_changes_while_it_catches_up_loses_nobody,
    test_what_a_learner_did_on_another_kiosk_comes_down_exactly,
)
from tests.hub.post.test_erasure import (  # noqa: F401
    test_a_person_who_came_back_keeps_what_came_after,
    test_an_erased_person_is_gone_from_lines_and_statements_and_the_chain_still_holds,
    test_the_erasure_that_reaches_furthest_counts_whatever_comes_first,
)
from tests.hub.post.test_forwarding import (  # noqa: F401
    forwarding_,
    test_nobody_is_named_and_a_learner_keeps_one_pseudonym,
    test_what_came_before_a_day_stays,
)
from tests.hub.post.test_ingest import (  # noqa: F401
    test_a_gap_is_told_by_the_receipt_until_it_is_filled,
    test_a_statement_whose_id_has_other_content_is_put_aside_and_its_line_kept,
    test_another_hash_where_the_log_is_known_is_a_twin_and_put_aside_whole,
    test_the_same_parcel_again_changes_nothing_and_gets_the_same_receipt,
)


@pytest.fixture
def post(tmp_path: Path, time: Time, postgres_url: str) -> Iterator[Post]:
    made = post_at(tmp_path / "hub", time, postgres_url)
    yield made
    with writing(made.engine) as connection:  # the database is shared with other tests
        connection.exec_driver_sql("delete from setting where name = 'agency'")
    made.engine.dispose()


def test_two_workers_take_parcels_of_eight_kiosks_at_once_without_loss_or_doubles(
    post: Post, tmp_path: Path, postgres_url: str
) -> None:
    kiosks = [let_in(post, Kiosk(n)) for n in range(1, 9)]
    for kiosk in kiosks:
        kiosk.work(20, LEARNER)
        kiosk.work(10, OTHER)
    with serving(tmp_path / "hub", "--database", postgres_url, "--workers", "2") as (url, process):
        senders = [
            threading.Thread(target=_send, args=(post, kiosk, url, n))
            for n, kiosk in enumerate(kiosks)
        ]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        process.terminate()
        process.wait(20)
    with reading(post.engine) as connection:
        for kiosk in kiosks:
            row = device_row(connection, kiosk.device)
            assert row is not None
            assert sealing.read(row.receipt, Receipt).gaps == ()
            assert list(lines.log(connection, row, 0, 1000)) == kiosk.lines
        serials = connection.exec_driver_sql("select serial from post_intake order by serial")
        assert [serial for (serial,) in serials] == list(range(1, 8 * 3 + 1))
        ordered = connection.exec_driver_sql("select n from post_line order by n").fetchall()
        assert len(ordered) == 240
    found, _ = pull(post, kiosks[0], [LEARNER, OTHER])
    assert len(found) == 7 * 30


def _send(post: Post, kiosk: Kiosk, url: str, n: int) -> None:
    """Every parcel twice, each time on a connection of its own; the odd kiosks backwards."""
    starts = [1, 11, 21]
    for first in starts if n % 2 == 0 else reversed(starts):
        file = kiosk.parcel(post.keys.agency, first, first + 9)
        for _ in range(2):
            status, answer = asked(f"{url}/post/1/parcels", file)
            assert status == 200, answer
