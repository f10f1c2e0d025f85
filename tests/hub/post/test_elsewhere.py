from __future__ import annotations

from collections.abc import Sequence

import pytest

from kiosk.hub.database import reading, writing
from kiosk.hub.post import cursor as cursors
from kiosk.hub.post import elsewhere, revocations
from kiosk.hub.post.ingest import Told, take_in
from kiosk.hub.post.lines import identified
from kiosk.hub.post.post import Post
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel.forms import ElsewhereAsk
from kiosk.xapi.line import Line
from tests.hub.post.conftest import let_in
from tests.hub.post.kiosks import LEARNER, OTHER, Kiosk

LAN = Told("lan")


def send(post: Post, kiosk: Kiosk, first: int = 1) -> None:
    take_in(post, kiosk.parcel(post.keys.agency, first, len(kiosk.lines)), LAN)


def ask(post: Post, kiosk: Kiosk, learners: Sequence[str], after: str = "") -> bytes | None:
    with reading(post.engine) as connection:
        return elsewhere.answer(post, connection, kiosk.ask_elsewhere(learners, after))


def pull(
    post: Post, kiosk: Kiosk, learners: Sequence[str], after: str = ""
) -> tuple[list[Line], str]:
    """Ask until there is nothing new."""
    found: list[Line] = []
    while (file := ask(post, kiosk, learners, after)) is not None:
        down = kiosk.read(file, post.keys.agency)
        found += down.lines
        after = down.cursor
    return found, after


def refused(post: Post, asked: ElsewhereAsk) -> str:
    with reading(post.engine) as connection, pytest.raises(PostTrouble) as trouble:
        elsewhere.answer(post, connection, asked)
    return trouble.value.code


def test_what_a_learner_did_on_another_kiosk_comes_down_exactly(
    post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    kiosk.work(3)
    kiosk.work(2, OTHER)
    kiosk.record("", {"type": "clock-jumped", "ahead": 1})
    send(post, kiosk)
    found, after = pull(post, second, [LEARNER])
    assert found == kiosk.lines[:3]
    assert pull(post, second, [LEARNER], after) == ([], after)


def test_a_kiosk_never_gets_its_own_events(post: Post, kiosk: Kiosk) -> None:
    kiosk.work(2)
    send(post, kiosk)
    assert ask(post, kiosk, [LEARNER]) is None


def test_after_the_cursor_only_what_is_new_comes(post: Post, kiosk: Kiosk, second: Kiosk) -> None:
    kiosk.work(2)
    send(post, kiosk)
    _, after = pull(post, second, [LEARNER])
    kiosk.work(1)
    send(post, kiosk, 3)
    assert pull(post, second, [LEARNER], after)[0] == kiosk.lines[2:]


def test_a_learner_who_is_new_at_a_kiosk_gets_everything_and_the_others_go_on(
    post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    kiosk.work(2, OTHER)
    kiosk.work(2, LEARNER)
    send(post, kiosk)
    _, after = pull(post, second, [LEARNER])
    kiosk.work(1, LEARNER)
    send(post, kiosk, 5)
    found, after = pull(post, second, [LEARNER, OTHER], after)
    assert found == [*kiosk.lines[:2], kiosk.lines[4]]
    assert pull(post, second, [OTHER, LEARNER], after)[0] == []


def test_what_fills_a_gap_later_still_comes_down(post: Post, kiosk: Kiosk, second: Kiosk) -> None:
    kiosk.work(6)
    take_in(post, kiosk.parcel(post.keys.agency, 4, 6), LAN)
    found, after = pull(post, second, [LEARNER])
    take_in(post, kiosk.parcel(post.keys.agency, 1, 3), LAN)
    later, _ = pull(post, second, [LEARNER], after)
    assert (found, later) == (kiosk.lines[3:], kiosk.lines[:3])


def test_long_histories_come_in_parts_without_loss_or_doubles(
    post: Post, kiosk: Kiosk, second: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "MOST_LINES", 4)
    kiosk.work(11, OTHER)
    send(post, kiosk)
    _, after = pull(post, second, [])
    kiosk.work(9, LEARNER)
    send(post, kiosk, 12)
    found, after = pull(post, second, [LEARNER])
    assert found == kiosk.lines[11:]
    both, after = pull(post, second, [LEARNER, OTHER], after)
    assert both == kiosk.lines[:11]
    assert pull(post, second, [LEARNER, OTHER], after)[0] == []


def test_a_list_that_changes_while_it_catches_up_loses_nobody(
    post: Post, kiosk: Kiosk, second: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "MOST_LINES", 2)
    third = "0b6a2f2e-5a0c-5d3e-9a58-000000000003"
    for learner in (OTHER, third, OTHER, third, OTHER, LEARNER):
        kiosk.work(1, learner)
    send(post, kiosk)
    _, after = pull(post, second, [LEARNER])
    file = ask(post, second, [LEARNER, OTHER], after)
    assert file is not None
    down = second.read(file, post.keys.agency)
    rest, _ = pull(post, second, [LEARNER, OTHER, third], down.cursor)
    seen = {line.seq for line in (*down.lines, *rest)}
    assert seen == {1, 2, 3, 4, 5}


def test_events_of_an_earlier_life_of_the_same_computer_come_down_too(
    post: Post, kiosk: Kiosk
) -> None:
    kiosk.work(2)
    send(post, kiosk)
    later = let_in(post, Kiosk(6))
    assert pull(post, later, [LEARNER])[0] == kiosk.lines


def test_only_the_device_itself_may_ask(post: Post, kiosk: Kiosk, second: Kiosk) -> None:
    second.device = kiosk.device
    assert refused(post, second.ask_elsewhere([LEARNER])) == "forged"
    assert refused(post, Kiosk(8).ask_elsewhere([LEARNER])) == "unpaired"
    many = [f"0b6a2f2e-5a0c-5d3e-9a58-{n:012}" for n in range(20_001)]
    assert refused(post, kiosk.ask_elsewhere(many)) == "large"


def test_a_revoked_device_gets_nothing(post: Post, kiosk: Kiosk, second: Kiosk) -> None:
    kiosk.work(1)
    send(post, kiosk)
    with writing(post.engine) as connection:
        revocations.revoke_device(post, connection, second.device, "hilang")
    assert refused(post, second.ask_elsewhere([LEARNER])) == "revoked"


def test_a_clock_that_went_back_keeps_nobody_out(post: Post, kiosk: Kiosk, second: Kiosk) -> None:
    kiosk.work(1)
    send(post, kiosk)
    with reading(post.engine) as connection:
        for at in (2_000_000_000_000, 1_000_000_000_000):
            asked = second.ask_elsewhere([LEARNER], at=at)
            assert elsewhere.answer(post, connection, asked) is not None


@pytest.mark.parametrize(
    "text", ["", "x", "1.2.3", "1.-5.0..", "1.5.9..", "1.5.0..!!", "2.1.0..", "1.0.0..é"]
)
def test_what_is_no_cursor_starts_from_the_beginning(text: str) -> None:
    assert cursors.read(text).reached == 0


def test_a_cursor_stays_small_and_knows_a_long_list_by_its_digest() -> None:
    learners = [n.to_bytes(16, "big") for n in range(700)]
    few, many = cursors.known_of(learners[:600]), cursors.known_of(learners)
    for known, size in ((few, 3300), (many, 60)):
        written = cursors.Cursor(1 << 50, 0, "", known).written()
        assert len(written) < size
        assert cursors.read(written).known == known
    at = cursors.Cursor(9, 0, "", many)
    assert at.parted(learners) == (learners, [])
    assert at.parted(learners[1:]) == ([], learners[1:])


def test_a_cursor_far_behind_goes_on_although_there_is_nothing(post: Post, kiosk: Kiosk) -> None:
    kiosk.work(elsewhere.FAR - 1)
    send(post, kiosk)
    assert ask(post, kiosk, [LEARNER]) is None
    kiosk.work(1)
    send(post, kiosk, elsewhere.FAR)
    found, after = pull(post, kiosk, [LEARNER])
    assert found == []
    assert cursors.read(after).reached == elsewhere.FAR
    assert ask(post, kiosk, [LEARNER], after) is None


def test_what_comes_after_an_empty_answer_comes_whole(
    post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    kiosk.work(elsewhere.FAR)
    send(post, kiosk)
    _, after = pull(post, kiosk, [LEARNER, OTHER])
    second.work(2)
    second.work(1, OTHER)
    send(post, second)
    assert pull(post, kiosk, [LEARNER, OTHER], after)[0] == second.lines


def test_a_cursor_of_a_database_that_was_replaced_by_an_older_copy_starts_again(
    post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    kiosk.work(2)
    send(post, kiosk)
    after = cursors.Cursor(9, 0, "", cursors.known_of(identified([LEARNER]))).written()
    assert pull(post, second, [LEARNER], after)[0] == kiosk.lines
