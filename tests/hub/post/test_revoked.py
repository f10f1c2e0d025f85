"""Certificates that officers revoked at kiosks: on the agency's list, and in its word."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

from kiosk.hub.database import reading, writing
from kiosk.hub.post import revocations, saying
from kiosk.hub.post.ingest import Told, take
from kiosk.hub.post.post import Post
from kiosk.hub.word import carry
from kiosk.parcel import word
from kiosk.parcel.word import Revocation
from tests.hub.post.conftest import Time
from tests.hub.post.kiosks import LEARNER, OTHER, Kiosk
from tests.hub.post.test_erasure import erase, held

LAN = Told("lan")


def revoked(kiosk: Kiosk, number: str, learner: str = LEARNER, **more: object) -> None:
    body: dict[str, object] = {
        "type": "certificate-revoked", "number": number, "reason": "Nama salah",
        "date": "2026-05-30", **more,
    }  # fmt: skip
    kiosk.record(learner, body)


def sent(post: Post, kiosk: Kiosk, first: int = 1) -> int:
    """Send the rest of the log; how many certificates came on the list by it."""
    return take(post, kiosk.parcel(post.keys.agency, first, len(kiosk.lines)), LAN).revoked


def listed(post: Post) -> tuple[Revocation, ...]:
    with reading(post.engine) as connection:
        return saying.revoked(connection, 0).certificates


def said(folder: Path) -> tuple[Revocation, ...]:
    return word.read(carry.read(folder, word.REVOKED), word.Revoked).certificates


def test_what_an_officer_revokes_at_a_kiosk_comes_on_the_agencys_list(
    post: Post, kiosk: Kiosk
) -> None:
    revoked(kiosk, "1/K", replaced_by="2/K")
    assert sent(post, kiosk) == 1
    assert listed(post) == (Revocation("1/K", "Nama salah", "2026-05-30", "2/K"),)
    with reading(post.engine) as connection:
        assert [c.number for c in revocations.current(post, connection).certificates] == ["1/K"]
        assert revocations.current(post, connection).serial == 1


def test_the_first_word_on_it_stands_but_for_what_replaced_it(
    post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    with writing(post.engine) as connection:
        revocations.revoke_certificate(post, connection, "1/K", "Kata instansi")
    revoked(kiosk, "1/K")
    assert sent(post, kiosk) == 0
    revoked(second, "1/K", replaced_by="7/L")
    revoked(second, "1/K", replaced_by="8/L")
    assert sent(post, second) == 1
    ((number, reason, by),) = [(r.id, r.reason, r.replaced_by) for r in listed(post)]
    assert (number, reason, by) == ("1/K", "Kata instansi", "7/L")


@pytest.mark.parametrize(
    "more", [{"number": ""}, {"number": "x" * 101}, {"date": "kemarin"}, {"replaced_by": 7}]
)
def test_what_cannot_be_kept_is_a_line_like_any_other(
    post: Post, kiosk: Kiosk, more: dict[str, object]
) -> None:
    revoked(kiosk, **{"number": "1/K", **more})  # type: ignore[arg-type]
    revoked(kiosk, "2/K", reason="x" * 900 + "\0")
    assert sent(post, kiosk) == 1
    ((number, reason),) = [(r.id, r.reason) for r in listed(post)]
    assert (number, reason) == ("2/K", "x" * 200)


def test_the_words_about_somebody_erased_go_and_the_number_stays(
    post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    revoked(kiosk, "1/K", reason="Rahasia")
    revoked(kiosk, "2/K", OTHER)
    sent(post, kiosk)
    erase(second)
    sent(post, second)
    assert [(r.id, r.reason) for r in listed(post)] == [("1/K", ""), ("2/K", "Nama salah")]
    assert held(post, b"Rahasia") == []


def test_the_word_says_it_once_and_only_when_it_is_new(
    post: Post, kiosk: Kiosk, time: Time, tmp_path: Path
) -> None:
    folder = tmp_path / "hub" / "word"
    saying.ready(folder, time, time.chance)
    revoked(kiosk, "1/K", replaced_by="2/K")
    sent(post, kiosk)
    saying.let_in(post.engine, folder, time.now)
    assert said(folder) == (Revocation("1/K", "Nama salah", "2026-05-30", "2/K"),)
    version = saying.version(folder)
    time.now += 600_000
    saying.let_in(post.engine, folder, time.now)
    assert saying.version(folder) == version


def test_over_the_wire_the_word_says_it_before_the_kiosk_asks_for_it(
    post: Post, kiosk: Kiosk, time: Time, tmp_path: Path, wire: httpx2.Client
) -> None:
    folder = tmp_path / "hub" / "word"
    saying.ready(folder, time, time.chance)
    revoked(kiosk, "1/K")
    file = kiosk.parcel(post.keys.agency, 1, 1)
    assert wire.post("/post/1/parcels", content=file).status_code == 200
    assert said(folder) == (Revocation("1/K", "Nama salah", "2026-05-30"),)


def test_a_kiosk_that_counts_no_more_revokes_nothing(post: Post, kiosk: Kiosk) -> None:
    with writing(post.engine) as connection:
        revocations.revoke_device(post, connection, kiosk.device, "hilang")
    revoked(kiosk, "1/K")
    with pytest.raises(Exception, match="revoked"):
        sent(post, kiosk)
    assert listed(post) == ()
