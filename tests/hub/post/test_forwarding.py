"""The hub hands its statements on: each once, nobody named, and what others said only if wished."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import httpx2
import pytest
from click.testing import CliRunner, Result

from kiosk.cli.hub import hub
from kiosk.hub import forwarding
from kiosk.hub.database import last_place, reading, writing
from kiosk.hub.forwarding import Wish
from kiosk.hub.post import ingest
from kiosk.hub.post.ingest import Told
from kiosk.hub.post.post import Post
from kiosk.hub.prepared import prepare
from kiosk.hub.records import take_in
from kiosk.wire.forward import Forwarded, forward
from kiosk.wire.lrs import Lrs
from kiosk.xapi.words import statement_of
from tests.hub.post.kiosks import LEARNER, OTHER, Kiosk
from tests.hub.process import hub_process
from tests.wire.foreign import Temper, behind_a_door, store_of

PLAIN = Wish(plain=True)
HOME_PAGE = "https://contoh.go.id"


class Forwarding:
    """A hub that forwards, with what a run keeps."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.paused: list[float] = []

    def run(self, lrs: Lrs, wish: Wish = Wish()) -> Forwarded:  # noqa: B008 - a frozen value
        engine, key = self.post.engine, self.post.keys.mac("pseudonym")
        name = forwarding.mark("x", wish)
        far = forwarding.far(engine, name, key)
        source = forwarding.Stored(engine, key, wish)
        going = forward(source, lrs, far, bytes, self.paused.append)
        while True:
            try:
                forwarding.keep(engine, name, next(going))
            except StopIteration as done:
                outcome: Forwarded = done.value
                return outcome


@pytest.fixture
def forwarding_(post: Post, kiosk: Kiosk, second: Kiosk) -> Forwarding:
    """A hub that has 230 answers of one learner and 20 of another."""
    kiosk.work(230)
    second.work(20, OTHER)
    for each in (kiosk, second):
        file = each.parcel(post.keys.agency, 1, len(each.lines))
        ingest.take_in(post, file, Told("lan"))
    return Forwarding(post)


def said_by_another(post: Post, n: int, **more: object) -> dict[str, Any]:
    """A statement that another xAPI client stored."""
    statement = {
        "id": f"00000000-0000-4000-8000-{n:012}",
        "actor": {"mbox": "mailto:peserta@contoh.go.id"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/attended"},
        "object": {"id": "http://contoh.go.id/rapat"},
        **more,
    }
    authority = {"account": {"homePage": HOME_PAGE, "name": "klien"}}
    made = prepare(statement, new_id="", authority=authority, version="1.0.3", terms=post.terms)
    with writing(post.engine) as connection:
        take_in(connection, [made], last_place(connection) + 1, post.terms)
    return statement


@pytest.mark.parametrize("temper", [Temper(equal=409), Temper(ok=204), Temper(most=20_000)])
def test_every_statement_arrives_once_and_what_came_since_comes_after(
    forwarding_: Forwarding, kiosk: Kiosk, second: Kiosk, temper: Temper
) -> None:
    with store_of(temper) as lrs:
        outcome = forwarding_.run(lrs)
        assert (outcome.sent, outcome.known, outcome.trouble) == (250, 0, None)
        assert temper.there.keys() == {line.id for x in (kiosk, second) for line in x.lines}
        posts = temper.posts
        assert forwarding_.run(lrs).sent == 0
        assert temper.posts == posts
        kiosk.work(1)
        ingest.take_in(
            forwarding_.post, kiosk.parcel(forwarding_.post.keys.agency, 231, 231), Told("lan")
        )
        assert forwarding_.run(lrs).sent == 1


def test_a_busy_a_hanging_and_a_forgetful_store_get_everything_in_the_end(
    forwarding_: Forwarding,
) -> None:
    temper = Temper(equal=409)
    temper.next = [(429, {"retry-after": "7"}), (503, {})]
    temper.lose_answers = 1
    with store_of(temper, seconds=5.0) as lrs:
        outcome = forwarding_.run(lrs)
        assert (outcome.sent + outcome.known, outcome.trouble) == (250, None)
        assert forwarding_.paused[:2] == [7.0, 1.0]
        temper.next = [(500, {})] * 9
        assert forwarding_.run(lrs, PLAIN).trouble == "wait"
    with store_of(temper, ("kios", "lama")) as lrs:
        assert forwarding_.run(lrs, PLAIN).trouble == "unpaired"


def test_nobody_is_named_and_a_learner_keeps_one_pseudonym(forwarding_: Forwarding) -> None:
    temper = Temper()
    with store_of(temper) as lrs:
        forwarding_.run(lrs)
    text = json.dumps(list(temper.there.values()))
    assert LEARNER not in text
    assert OTHER not in text
    assert "authority" not in text
    assert '"stored"' not in text
    names = {each["actor"]["account"]["name"] for each in temper.there.values()}
    assert len(names) == 2


def test_a_store_of_ones_own_gets_everything(forwarding_: Forwarding, kiosk: Kiosk) -> None:
    temper = Temper()
    with store_of(temper) as lrs:
        forwarding_.run(lrs, PLAIN)
    there = temper.there[kiosk.lines[0].id]
    assert there.pop("version").startswith("1.0")
    assert there == statement_of(kiosk.lines[0], HOME_PAGE)


def test_what_others_said_goes_only_if_it_is_wished(forwarding_: Forwarding) -> None:
    post, temper = forwarding_.post, Temper()
    other = said_by_another(post, 1)
    paper = {
        "usageType": "http://contoh.go.id/x", "display": {"id": "x"}, "contentType": "text/plain",
        "length": 1, "sha2": "0" * 64,
    }  # fmt: skip
    said_by_another(post, 2, attachments=[paper])
    with store_of(temper) as lrs:
        assert forwarding_.run(lrs).sent == 250
        assert forwarding_.run(lrs, PLAIN).sent == 250
        assert other["id"] not in temper.there
        assert forwarding_.run(lrs, Wish(plain=True, others=True)).sent == 251
    assert temper.there[other["id"]]["actor"] == other["actor"]
    with pytest.raises(ValueError, match="others=True"):
        forwarding.Stored(post.engine, bytes(32), Wish(others=True))


def test_a_voided_statement_of_a_kiosk_is_not_handed_on(
    forwarding_: Forwarding, kiosk: Kiosk
) -> None:
    void = {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
        "object": {"objectType": "StatementRef", "id": kiosk.lines[4].id},
    }
    said_by_another(forwarding_.post, 3, **void)
    temper = Temper()
    with store_of(temper) as lrs:
        assert forwarding_.run(lrs).sent == 249
    assert kiosk.lines[4].id not in temper.there


def test_what_came_before_a_day_stays(forwarding_: Forwarding) -> None:
    with reading(forwarding_.post.engine) as connection:
        newest = last_place(connection)
    temper = Temper()
    with store_of(temper) as lrs:
        assert forwarding_.run(lrs, Wish(since=newest)).sent == 1
        assert forwarding_.run(lrs, Wish(since=newest + 1)).sent == 0


def test_another_hub_of_ours_takes_them_and_knows_them_again(
    forwarding_: Forwarding, tmp_path: Path
) -> None:
    with hub_process(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        base = other.base().rstrip("/")
        lrs = Lrs(base, (other.key, other.secret))
        assert forwarding_.run(lrs).sent == 250
        again = forwarding_.run(lrs, Wish(since=1))
        assert (again.sent + again.known, again.trouble) == (250, None)
        lrs.close()
        answer = httpx2.get(
            f"{base}/statements?limit=1", auth=(other.key, other.secret),
            headers={"x-experience-api-version": "1.0.3"}, trust_env=False,
        )  # fmt: skip
        assert answer.json()["statements"][0]["authority"]["account"]["name"] == other.key


@pytest.fixture
def place(forwarding_: Forwarding, tmp_path: Path) -> Path:
    assert forwarding_
    return tmp_path / "hub"


def typed(place: Path, url: str, *words: str | Path) -> Result:
    told = ["forward", "--folder", place, "--lrs", url, "--key", "kios", *words]
    return CliRunner().invoke(hub, [str(word) for word in told])


def test_the_command_goes_on_from_where_it_was(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temper, secret = Temper(), tmp_path / "secret"
    secret.write_text("rahasia\n", encoding="utf-8")
    with behind_a_door(temper) as url:
        done = typed(place, url, "--secret-file", secret)
        assert (done.exit_code, done.output) == (0, f"{url}: diteruskan 250, sudah ada 0.\n")
        monkeypatch.setenv("DERMAGA_LRS_SECRET", "rahasia")
        assert json.loads(typed(place, url, "--json").stdout) == {
            "form": 1, "sent": 0, "known": 0, "other": [], "refused": [], "skipped": 0,
            "trouble": "", "exit": 0,
        }  # fmt: skip
        assert typed(place, url, "--since", "2999-01-01").output.endswith("sudah ada 0.\n")
        told = typed(place, url, "--all")
        assert (told.exit_code, "--all hanya dengan --plain" in told.output) == (2, True)
    assert len(temper.there) == 250


def test_a_wrong_secret_and_a_store_that_is_away_are_told(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DERMAGA_LRS_SECRET", "keliru")
    with behind_a_door(Temper()) as url:
        told = typed(place, url)
    assert (told.exit_code, "LRS menolak kunci" in told.output) == (4, True)
    told = typed(place, "ftp://x")
    assert (told.exit_code, "bukan LRS" in told.output) == (4, True)
    assert os.environ["DERMAGA_LRS_SECRET"] not in told.output
