"""What the agency upholds of its devices, and how the ring gets into its word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec import structs
from sqlalchemy import Connection

from kiosk.hub.database import reading, writing
from kiosk.hub.post import ingest, revocations, saying, vouching
from kiosk.hub.post.post import Post
from kiosk.hub.post.trouble import PostTrouble
from kiosk.hub.word import carry, writer
from kiosk.parcel import word
from kiosk.parcel.sealing import certificate_holds
from kiosk.trust import code
from kiosk.trust.judge import Known, Voided, judge
from kiosk.trust.ring import Member, Ring
from tests.hub.post.conftest import Time, let_in
from tests.hub.post.kiosks import LEARNER, Kiosk

TODAY = "2026-06-27"
"""The day on which both kiosks were let in."""


def said_by(kiosk: Kiosk, number: str, issued: str = TODAY) -> tuple[str, str]:
    """The facts of a certificate as a kiosk writes them, and its code."""
    bare = {"number": number, "name": "Peserta Contoh 1", "unit": "Dinas A", "check_code": ""}
    said = code.Said(
        number=number,
        name="Peserta Contoh 1",
        course="Pelayanan Publik Prima",
        hours=6,
        issued=issued,
        facts=code.facts_hash(code.canonical(json.dumps(bare))),
        key=code.key_id(kiosk.public),
    )
    text = code.packed(said, kiosk.sign)
    return json.dumps({**bare, "check_code": text}), text


def issue(kiosk: Kiosk, number: str, issued: str = TODAY, /, **changes: object) -> str:
    """Record a certificate in the kiosk's log; its code."""
    facts, text = said_by(kiosk, number, issued)
    body = {
        "type": "certificate-issued", "course": "pelayanan-prima", "number": number, "hours": 6,
        "score": 90, "issued": issued, "facts": facts, "sha256": "00" * 32, **changes,
    }  # fmt: skip
    kiosk.record(LEARNER, body)
    return text


def send(post: Post, kiosk: Kiosk, first: int = 1) -> None:
    file = kiosk.parcel(post.keys.agency, first, len(kiosk.lines))
    ingest.take_in(post, file, ingest.Told("stick"))


def ring(post: Post) -> Ring:
    with reading(post.engine) as connection:
        return vouching.ring(connection)


def member(post: Post, kiosk: Kiosk) -> Member:
    (found,) = [m for m in ring(post).members if m.certificate.device == kiosk.device]
    return found


def prints(*texts: str) -> tuple[str, ...]:
    return tuple(sorted(code.fingerprint(code.read(text).said) for text in texts))


def revoke(post: Post, kiosk: Kiosk) -> None:
    with writing(post.engine) as connection:
        revocations.revoke_device(post, connection, kiosk.device, "laptop dicuri")


def known(post: Post) -> Known:
    """What a kiosk knows that trusts this agency and has its word."""
    found = structs.replace(ring(post), agency=post.keys.agency)
    with reading(post.engine) as connection:
        listed = saying.revoked(connection, post.now())
    gone = {each.id: Voided(each.reason, each.date) for each in listed.devices}
    return Known(found, devices=gone, as_of=listed.at)


def state(post: Post, text: str) -> str:
    return judge(text, known(post), "2026-07-01").state


def test_the_ring_holds_every_device_that_was_let_in(
    post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    found = ring(post)
    assert {m.certificate.device for m in found.members} == {kiosk.device, second.device}
    assert all(certificate_holds(m.certificate, post.keys.agency) for m in found.members)
    assert (found.agency, found.at) == (None, post.now())


def test_of_a_kiosk_that_counts_nothing_needs_to_be_upheld(post: Post, kiosk: Kiosk) -> None:
    text = issue(kiosk, "800/K1.0001/2026")
    send(post, kiosk)
    assert member(post, kiosk).upheld == ()
    assert state(post, text) == "valid"


def test_what_came_before_a_device_was_revoked_is_upheld_and_nothing_else(
    post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    here = issue(kiosk, "800/K1.0001/2026")
    others = issue(second, "800/K2.0001/2026")
    send(post, kiosk)
    send(post, second)
    revoke(post, kiosk)
    late = issue(kiosk, "800/K1.0002/2026")  # dated back with a stolen key
    with pytest.raises(PostTrouble, match="revoked"):
        send(post, kiosk, 2)
    assert member(post, kiosk).upheld == prints(here)
    assert [state(post, text) for text in (here, late, others)] == [
        "valid", "device-revoked", "valid",
    ]  # fmt: skip


def test_what_is_dated_before_a_device_was_let_in_needs_the_register(
    post: Post, kiosk: Kiosk
) -> None:
    early = issue(kiosk, "800/K1.0001/2026", "2026-06-26")
    issue(kiosk, "800/K1.0002/2026")
    forged = said_by(kiosk, "800/K1.0003/2026", "2026-01-02")[1]
    assert state(post, early) == "not-upheld"
    send(post, kiosk)
    assert member(post, kiosk).upheld == prints(early)
    assert [state(post, text) for text in (early, forged)] == ["valid", "not-upheld"]


@pytest.mark.parametrize("wrong", ["facts", "number", "signature", "device", "older", "none"])
def test_a_certificate_that_is_not_what_its_code_says_is_not_upheld(
    post: Post, kiosk: Kiosk, second: Kiosk, wrong: str
) -> None:
    facts, text = said_by(kiosk, "800/K1.0001/2026", "2026-01-02")
    changes = {
        "facts": {"facts": facts.replace("Dinas A", "Dinas B")},
        "number": {"number": "800/K1.0009/2026"},
        "signature": {"facts": facts.replace(text, text[:-3] + "000")},
        "device": {"facts": said_by(second, "800/K1.0001/2026", "2026-01-02")[0]},
        "older": {"facts": facts.replace(text, "TR3NR-25C4Y-PFEF4-NK6US")},
        "none": {"facts": "{"},
    }[wrong]
    issue(kiosk, "800/K1.0001/2026", "2026-01-02", **changes)
    send(post, kiosk)
    assert member(post, kiosk).upheld == ()


def test_a_certificate_stays_upheld_when_its_holder_is_erased(post: Post, kiosk: Kiosk) -> None:
    text = issue(kiosk, "800/K1.0001/2026")
    kiosk.record("", {"type": "person-erased", "person": LEARNER, "events": 1, "before": 0})
    send(post, kiosk)
    revoke(post, kiosk)
    assert member(post, kiosk).upheld == prints(text)


def test_a_device_whose_certificate_is_damaged_is_left_out_of_the_ring(
    post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    with writing(post.engine) as connection:
        connection.exec_driver_sql(
            "update post_device set certificate = x'' where id = ?", (kiosk.device,)
        )
    assert [m.certificate.device for m in ring(post).members] == [second.device]


def test_the_ring_is_said_once_and_again_only_when_it_is_another(
    post: Post, kiosk: Kiosk, tmp_path: Path, time: Time
) -> None:
    folder = tmp_path / "hub" / "word"
    writer.begin(folder, post.now(), post.chance)

    def version() -> int:
        saying.let_in(post.engine, folder, post.now())
        return saying.version(folder)

    first = version()
    said = word.read(carry.read(folder, word.RING), Ring)
    assert [m.certificate.device for m in said.members] == [kiosk.device]
    time.now += 60_000
    issue(kiosk, "800/K1.0001/2026")
    send(post, kiosk)
    assert version() == first
    let_in(post, Kiosk(3))
    assert version() == first + 1


def test_a_device_is_revoked_in_the_same_word_that_says_what_is_upheld(
    post: Post, kiosk: Kiosk, tmp_path: Path
) -> None:
    folder = tmp_path / "hub" / "word"
    text = issue(kiosk, "800/K1.0001/2026")
    send(post, kiosk)
    revoke(post, kiosk)
    assert saying.say_revoked(post, folder) > 0
    listed = word.read(carry.read(folder, word.REVOKED), word.Revoked)
    said = word.read(carry.read(folder, word.RING), Ring)
    assert [each.id for each in listed.devices] == [kiosk.device]
    assert said.members[0].upheld == prints(text)


def test_a_hundred_thousand_upheld_certificates_fit_into_the_word_and_more_are_left_out(
    post: Post, kiosk: Kiosk, tmp_path: Path
) -> None:
    def fill(connection: Connection, start: int) -> None:
        row = connection.exec_driver_sql("select n from post_device").scalar_one()
        rows = [(n.to_bytes(16, "big"), row, TODAY) for n in range(start, start + 100_000)]
        connection.exec_driver_sql(
            "insert into post_upheld (print, device, issued) values (?, ?, ?)", rows
        )

    with writing(post.engine) as connection:
        fill(connection, 0)
    revoke(post, kiosk)
    with reading(post.engine) as connection:
        files = vouching.target(connection)
    assert len(files[word.RING]) < word.LIMITS[word.RING]
    with writing(post.engine) as connection:
        fill(connection, 100_000)
    with reading(post.engine) as connection:
        assert vouching.target(connection) == {}
    assert saying.say_revoked(post, tmp_path / "hub" / "word") > 0
