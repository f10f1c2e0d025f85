from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.hub.database import reading, writing
from kiosk.hub.post import aside, devices, lines, revocations
from kiosk.hub.post.devices import device_row
from kiosk.hub.post.ingest import Told, take, take_in
from kiosk.hub.post.post import Post
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel import sealing
from kiosk.parcel.forms import DeviceCertificate, Request
from tests.hub.post.conftest import NOW, Time, let_in, post_at
from tests.hub.post.kiosks import LEARNER, Kiosk

LAN = Told("lan")
Counted = Callable[[str], int]


def log_of(post: Post, kiosk: Kiosk) -> list[object]:
    with reading(post.engine) as connection:
        row = device_row(connection, kiosk.device)
        assert row is not None
        return list(lines.log(connection, row, 0, 10_000))


def refused(post: Post, file: bytes) -> str:
    with pytest.raises(PostTrouble) as trouble:
        take_in(post, file, LAN)
    return trouble.value.code


def test_a_parcel_becomes_lines_and_statements_and_a_signed_receipt(
    post: Post, kiosk: Kiosk, counted: Counted
) -> None:
    kiosk.work(10)
    receipt = take_in(post, kiosk.parcel(post.keys.agency, 1, 10), LAN)
    assert (receipt.device, receipt.upto, receipt.gaps) == (kiosk.device, 10, ())
    assert (receipt.hash, receipt.at, receipt.serial) == (kiosk.lines[9].hash, NOW, 1)
    assert sealing.holds(receipt, post.keys.agency.sign)
    assert log_of(post, kiosk) == kiosk.lines
    assert counted("statement") == 10


def test_the_same_parcel_again_changes_nothing_and_gets_the_same_receipt(
    post: Post, kiosk: Kiosk, counted: Counted
) -> None:
    kiosk.work(4)
    file = kiosk.parcel(post.keys.agency, 1, 4)
    first = take(post, file, LAN)
    again = take(post, file, LAN)
    assert (first.fresh, again.fresh) == (4, 0)
    assert again.receipt == first.receipt
    assert (counted("post_line"), counted("statement"), counted("post_intake")) == (4, 4, 1)


def test_of_an_overlap_only_what_is_new_is_added(
    post: Post, kiosk: Kiosk, counted: Counted
) -> None:
    kiosk.work(9)
    take_in(post, kiosk.parcel(post.keys.agency, 1, 6), LAN)
    taken = take(post, kiosk.parcel(post.keys.agency, 4, 9), LAN)
    assert (taken.fresh, taken.receipt.upto, taken.receipt.gaps) == (3, 9, ())
    assert counted("post_line") == 9


def test_memory_is_looked_after_again_when_a_parcel_is_in_or_refused(
    post: Post, kiosk: Kiosk
) -> None:
    kiosk.work(1)
    file = kiosk.parcel(post.keys.agency, 1, 1)
    assert refused(post, file[:-1]) == "short"
    assert gc.isenabled()
    take_in(post, file, LAN)
    assert gc.isenabled()


def test_a_gap_is_told_by_the_receipt_until_it_is_filled(post: Post, kiosk: Kiosk) -> None:
    kiosk.work(9)
    agency = post.keys.agency
    told = [
        (r.upto, r.gaps, r.contiguous)
        for r in (
            take_in(post, kiosk.parcel(agency, a, b), LAN)
            for a, b in ((7, 9), (2, 3), (1, 1), (4, 6))
        )
    ]
    assert told == [
        (9, ((1, 6),), 0),
        (9, ((1, 1), (4, 6)), 0),
        (9, ((4, 6),), 3),
        (9, (), 9),
    ]
    assert log_of(post, kiosk) == kiosk.lines


def test_parcels_in_any_order_and_doubled_give_the_same_log(tmp_path: Path, time: Time) -> None:
    for n, order in enumerate(itertools.permutations(((1, 2), (2, 4), (4, 5), (6, 6)))):
        if n % 4:
            continue
        post = post_at(tmp_path / str(n), time)
        kiosk = let_in(post, Kiosk(1))
        kiosk.work(6)
        for first, last in (*order, order[0]):
            receipt = take_in(post, kiosk.parcel(post.keys.agency, first, last), LAN)
        assert (receipt.upto, receipt.gaps, receipt.hash) == (6, (), kiosk.lines[5].hash)
        assert log_of(post, kiosk) == kiosk.lines
        post.engine.dispose()


def clone_of(kiosk: Kiosk, common: int) -> Kiosk:
    """A copied disk: the same key and id, the same log up to a place, then another."""
    clone = Kiosk(kiosk.n)
    clone.voucher = kiosk.voucher
    clone.lines = kiosk.lines[:common]
    clone.record("", {"type": "clock-jumped", "ahead": 1})
    clone.work(2)
    return clone


@pytest.mark.parametrize(("first", "last"), [(1, 6), (4, 6), (5, 6), (4, 4)])
def test_another_hash_where_the_log_is_known_is_a_twin_and_put_aside_whole(
    post: Post, kiosk: Kiosk, first: int, last: int
) -> None:
    kiosk.work(6)
    receipt = take_in(post, kiosk.parcel(post.keys.agency, 1, 6), LAN)
    twin = clone_of(kiosk, 3).parcel(post.keys.agency, first, last)
    assert refused(post, twin) == refused(post, twin) == "twin"
    assert log_of(post, kiosk) == kiosk.lines
    with reading(post.engine) as connection:
        row = device_row(connection, kiosk.device)
        kept = [(r.why, r.device, r.first, r.last) for r in aside.listed(connection)]
    assert row is not None
    assert row.receipt == sealing.written(receipt)
    assert kept == [("twin", kiosk.device, first, last)]


def test_a_twin_is_noticed_where_it_goes_on_after_what_is_known(post: Post, kiosk: Kiosk) -> None:
    kiosk.work(4)
    take_in(post, kiosk.parcel(post.keys.agency, 1, 4), LAN)
    clone = clone_of(kiosk, 3)
    assert refused(post, clone.parcel(post.keys.agency, 5, 6)) == "twin"


def test_a_twin_is_noticed_when_a_gap_is_filled_by_another_log(post: Post, kiosk: Kiosk) -> None:
    kiosk.work(6)
    take_in(post, kiosk.parcel(post.keys.agency, 6, 6), LAN)
    clone = clone_of(kiosk, 3)
    clone.work(1)
    assert refused(post, clone.parcel(post.keys.agency, 1, 5)) == "twin"


def test_who_was_never_let_in_is_refused(post: Post) -> None:
    stranger = Kiosk(7)
    stranger.work(1)
    bare = DeviceCertificate(stranger.device, stranger.public, "Kios 7", 0, 0, 9)
    stranger.voucher = sealing.signed(bare, stranger.sign)
    assert refused(post, stranger.parcel(post.keys.agency, 1, 1)) == "unpaired"


def test_another_key_under_a_known_id_is_refused(post: Post, kiosk: Kiosk) -> None:
    other = Kiosk(9, device=kiosk.device)
    other.voucher = kiosk.voucher
    other.work(1)
    assert refused(post, other.parcel(post.keys.agency, 1, 1)) == "taken"


def test_a_parcel_for_another_agency_is_refused(
    post: Post, kiosk: Kiosk, tmp_path: Path, time: Time
) -> None:
    other = post_at(tmp_path / "other", time)
    kiosk.work(1)
    assert refused(post, kiosk.parcel(other.keys.agency, 1, 1)) == "foreign"
    other.engine.dispose()


def test_a_revoked_kiosk_is_refused_and_so_is_its_next_life(post: Post, kiosk: Kiosk) -> None:
    kiosk.work(2)
    with writing(post.engine) as connection:
        gone = revocations.revoke_device(post, connection, kiosk.device[:20], "dicuri")
    assert gone == (kiosk.device,)
    assert refused(post, kiosk.parcel(post.keys.agency, 1, 2)) == "revoked"
    later = life_after(post, kiosk, 5)
    later.work(1)
    assert refused(post, later.parcel(post.keys.agency, 1, 1)) == "revoked"


def life_after(post: Post, kiosk: Kiosk, n: int, secret: bytes = b"") -> Kiosk:
    """The same computer under a new id, which asks for its certificate by the pairing's secret."""
    later = Kiosk(n)
    with reading(post.engine) as connection:
        pairing = devices.pairing_of(connection, kiosk.device)
    bare = Request(later.device, later.public, kiosk.device, pairing)
    later.voucher = sealing.with_mac(bare, secret or kiosk.secret)
    return later


def test_a_new_life_of_a_paired_kiosk_sends_with_its_request(post: Post, kiosk: Kiosk) -> None:
    later = life_after(post, kiosk, 5)
    later.work(3)
    receipt = take_in(post, later.parcel(post.keys.agency, 1, 3), LAN)
    assert (receipt.device, receipt.upto) == (later.device, 3)


def test_a_request_by_another_secret_is_forged(post: Post, kiosk: Kiosk) -> None:
    later = life_after(post, kiosk, 5, secret=b"x" * 32)
    later.work(1)
    assert refused(post, later.parcel(post.keys.agency, 1, 1)) == "forged"


def test_a_new_life_sends_what_the_earlier_one_still_had(post: Post, kiosk: Kiosk) -> None:
    kiosk.work(5)
    take_in(post, kiosk.parcel(post.keys.agency, 1, 2), LAN)
    later = life_after(post, kiosk, 5)
    receipt = take_in(post, kiosk.parcel(post.keys.agency, 3, 5, by=later), LAN)
    assert (receipt.device, receipt.upto, receipt.gaps) == (kiosk.device, 5, ())


def test_nobody_sends_the_log_of_another_computer(post: Post, kiosk: Kiosk, second: Kiosk) -> None:
    kiosk.work(2)
    assert refused(post, kiosk.parcel(post.keys.agency, 1, 2, by=second)) == "foreign"


@pytest.fixture
def again(tmp_path: Path, time: Time) -> Iterator[Post]:
    """The same agency after its database was lost; only the keys are left."""
    (tmp_path / "again").mkdir()
    for name in ("agency.key", "agency.json"):
        (tmp_path / "again" / name).write_bytes((tmp_path / "hub" / name).read_bytes())
    (tmp_path / "again" / "agency.key").chmod(0o600)
    made = post_at(tmp_path / "again", time)
    yield made
    made.engine.dispose()


def test_a_hub_that_lost_its_database_knows_its_kiosks_by_their_certificates(
    kiosk: Kiosk, again: Post
) -> None:
    earlier = Kiosk(8)
    earlier.work(2)
    kiosk.work(3)
    agency = again.keys.agency
    assert take_in(again, kiosk.parcel(agency, 1, 3), LAN).upto == 3
    assert take_in(again, earlier.parcel(agency, 1, 2, by=kiosk), LAN).upto == 2


def test_a_hub_that_lost_its_database_knows_its_pairings_by_their_secrets(
    post: Post, kiosk: Kiosk, again: Post
) -> None:
    later = life_after(post, kiosk, 5)
    later.work(1)
    assert take_in(again, later.parcel(again.keys.agency, 1, 1), LAN).upto == 1
    stranger = life_after(post, kiosk, 6, secret=b"y" * 32)
    stranger.work(1)
    assert refused(again, stranger.parcel(again.keys.agency, 1, 1)) == "forged"


@pytest.mark.parametrize("cut", [0, 5, 11, 40, 400, -1])
def test_a_cut_parcel_is_short(post: Post, kiosk: Kiosk, cut: int) -> None:
    kiosk.work(1)
    assert refused(post, kiosk.parcel(post.keys.agency, 1, 1)[:cut]) == "short"


def test_a_parcel_with_a_flipped_bit_is_refused_wherever_it_is(
    post: Post, kiosk: Kiosk, counted: Counted
) -> None:
    kiosk.work(1)
    file = kiosk.parcel(post.keys.agency, 1, 1)
    said = set()
    for at in range(0, len(file), 7):
        flipped = bytearray(file)
        flipped[at] ^= 4
        said.add(refused(post, bytes(flipped)))
    assert said <= {"short", "strange", "damaged", "forged", "newer"}
    assert counted("post_line") == 0


def test_a_statement_whose_id_has_other_content_is_put_aside_and_its_line_kept(
    post: Post, kiosk: Kiosk, second: Kiosk, counted: Counted
) -> None:
    kiosk.work(1)
    second.n = kiosk.n  # the same event id under another device
    second.work(1)
    take_in(post, kiosk.parcel(post.keys.agency, 1, 1), LAN)
    assert take_in(post, second.parcel(post.keys.agency, 1, 1), LAN).upto == 1
    assert (counted("post_line"), counted("statement")) == (2, 1)
    with reading(post.engine) as connection:
        kept = [(r.why, r.device, r.first) for r in aside.listed(connection)]
    assert kept == [("statement", second.device, 1)]


def test_an_erased_event_keeps_its_place_and_becomes_no_statement(
    post: Post, kiosk: Kiosk, counted: Counted
) -> None:
    from kiosk.hub.post.erasures import dropped

    kiosk.work(3)
    kiosk.lines[1] = dropped(kiosk.lines[1], {LEARNER: kiosk.lines[1].clock + 1})
    assert kiosk.lines[1].erased
    assert take_in(post, kiosk.parcel(post.keys.agency, 1, 3), LAN).upto == 3
    assert log_of(post, kiosk) == kiosk.lines
    assert counted("statement") == 2


def test_what_a_kiosk_says_of_itself_is_noted(post: Post, kiosk: Kiosk, time: Time) -> None:
    kiosk.work(1)
    time.now += 5
    take_in(post, kiosk.parcel(post.keys.agency, 1, 1), Told("stick", "0.1.0", 12))
    with reading(post.engine) as connection:
        row = device_row(connection, kiosk.device)
    assert row is not None
    assert (row.contact, row.carrier, row.version, row.waiting) == (NOW + 5, "stick", "0.1.0", 12)


def test_statements_of_a_parcel_are_vouched_for_by_the_kiosk(post: Post, kiosk: Kiosk) -> None:
    from kiosk.hub.prepared import statement_of

    kiosk.work(1)
    take_in(post, kiosk.parcel(post.keys.agency, 1, 1), LAN)
    with post.engine.connect() as connection:
        row = connection.exec_driver_sql("select flags, place, body from statement").one()
    statement = statement_of(row[0], row[1], row[2])
    assert statement["authority"]["account"] == {
        "homePage": "https://contoh.go.id", "name": kiosk.device,
    }  # fmt: skip
    assert statement["actor"]["account"]["name"] == LEARNER
    assert msgspec.json.encode(statement["id"]) == b'"%s"' % kiosk.lines[0].id.encode()
