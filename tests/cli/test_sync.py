"""`dermaga sync`, as typed: against an agency behind a port, and a folder that is the stick."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar, get_args

import pytest
from click.testing import CliRunner, Result

from kiosk.catalog.catalog import Catalog
from kiosk.cli.door import commands
from kiosk.cli.words import STORE_TROUBLE
from kiosk.cli.words_sync import FORWARD, SYNC, TROUBLE, moment
from kiosk.house import Rooms
from kiosk.learning.events import SignedIn
from kiosk.office import demo
from kiosk.sync.trouble import CODES
from kiosk.sync.word import Code
from tests.conftest import MONDAY
from tests.rooms import certify, set_up
from tests.sync.receiver import Receiver, served

Typed = Callable[..., Result]
AGENCY = "BKPSDM Contoh"


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def url(receiver: Receiver) -> Iterator[str]:
    with served(receiver) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def run(rooms: Rooms, data: Path) -> Typed:
    def typed(*words: str | Path) -> Result:
        line = ["--data", str(data), "sync", *map(str, words)]
        return CliRunner().invoke(commands, line, obj=rooms)

    return typed


@pytest.fixture
def kiosk(rooms: Rooms, data: Path, catalog: Catalog) -> Path:
    """A kiosk at which one person learnt."""
    set_up(rooms, data)
    with rooms.house(data) as house:
        certify(house, catalog)
    return data


def test_a_code_pairs_and_the_round_that_follows_sends_everything(
    run: Typed, kiosk: Path, rooms: Rooms, url: str, receiver: Receiver
) -> None:
    done = run("--hub", url, "--code", "12345678")
    with rooms.house(kiosk) as house:
        count, device = house.store.count, house.store.device
    assert done.exit_code == 0, done.output
    assert sorted(receiver.logs[device]) == list(range(1, count + 1))
    assert f"Kios ini berpasangan dengan {AGENCY}. Sidik jari kunci " in done.stderr
    assert done.stdout.splitlines() == [
        f"Hub {url}: disetor {count}, diterima instansi {count}, dari kios lain 0.",
        f"Semua catatan sudah diterima {AGENCY}, {moment(MONDAY)}.",
    ]
    again = run()
    assert again.exit_code == 0
    assert f"Hub {url}: disetor 0, diterima instansi 0, dari kios lain 0." in again.stdout


def test_json_is_one_object_of_a_form_that_stays(
    run: Typed, kiosk: Path, url: str, receiver: Receiver
) -> None:
    assert kiosk
    done = run("--hub", url, "--code", "12345678", "--json")
    told = json.loads(done.stdout)
    (log,) = receiver.logs.values()
    nothing = dict.fromkeys(
        ("new_people", "changed_people", "settings", "cohorts", "revoked", "courses", "elsewhere",
         "aside"), 0
    )  # fmt: skip
    assert len(told.pop("mark")) >= 8
    assert told == {
        "form": 1,
        "agency": AGENCY,
        "rounds": [
            {
                "way": "lan",
                "place": url,
                "sent": len(log),
                "received": len(log),
                "elsewhere": 0,
                "brought": nothing,
                "expired": 0,
                "trouble": "",
                "others": [],
            }
        ],
        "waiting": 0,
        "received_at": MONDAY,
        "exit": 0,
    }


def test_a_hub_that_is_away_is_told_with_what_waits_and_may_be_tried_again(
    run: Typed, kiosk: Path, rooms: Rooms, url: str
) -> None:
    run("--hub", url, "--code", "12345678")
    with rooms.house(kiosk) as house:
        house.store.record("", SignedIn(), SignedIn())
    done = run("--hub", "http://127.0.0.1:9")
    assert done.exit_code == 3
    assert done.stderr == f"Hub http://127.0.0.1:9: {TROUBLE['away']}\n"
    assert done.stdout == "2 catatan menunggu.\n"
    told = json.loads(run("--hub", "http://127.0.0.1:9", "--json").stdout)
    assert (told["rounds"][0]["trouble"], told["exit"]) == ("away", 3)


def test_a_wrong_code_pairs_nothing(run: Typed, kiosk: Path, url: str) -> None:
    done = run("--hub", url, "--code", "00000000")
    assert done.exit_code == 4
    assert done.stderr == f"Error: {TROUBLE['code']}\n"
    assert not (kiosk / "pairing.json").exists()


def test_a_stick_carries_the_wish_the_answer_and_then_the_records(
    run: Typed, kiosk: Path, rooms: Rooms, stick: Path, receiver: Receiver
) -> None:
    asked = run("--folder", stick)
    assert asked.exit_code == 3
    assert "Permintaan kios ini sudah ditulis di" in asked.stderr
    receiver.visit(stick, pair=True)
    seen = run("--folder", stick)
    assert seen.exit_code == 2
    mark = seen.stderr.split("--mark “")[-1].split("”")[0]
    laid = run("--folder", stick, "--mark", mark)
    with rooms.house(kiosk) as house:
        count = house.store.count
    assert laid.exit_code == 0, laid.output
    assert f"disetor {count}, diterima instansi 0" in laid.stdout
    assert f"{count} catatan menunggu." in laid.stdout
    receiver.visit(stick)
    back = run("--folder", stick)
    assert f"disetor 0, diterima instansi {count}" in back.stdout
    assert f"Semua catatan sudah diterima {AGENCY}, " in back.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, SYNC["alone"]),
        (("--code", "12345678"), 2, SYNC["code-without-hub"]),
    ],
)
def test_what_is_missing_on_the_line_is_told(
    run: Typed, kiosk: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    assert kiosk
    done = run(*words)
    assert done.exit_code == code
    assert said in done.stderr


def test_an_open_kiosk_is_left_alone(run: Typed, kiosk: Path, rooms: Rooms, url: str) -> None:
    with rooms.house(kiosk):
        done = run("--hub", url, "--code", "12345678")
    assert done.exit_code == 1
    assert done.stderr == f"Error: {STORE_TROUBLE['second-instance']}\n"


def test_a_kiosk_that_was_not_set_up_has_nothing_to_send(run: Typed, data: Path) -> None:
    assert data
    done = run()
    assert done.exit_code == 1
    assert done.stderr == f"Error: {SYNC['not-set-up']}\n"


def test_a_revoked_kiosk_is_told_to_ask_the_agency(
    run: Typed, kiosk: Path, rooms: Rooms, url: str, receiver: Receiver
) -> None:
    run("--hub", url, "--code", "12345678")
    with rooms.house(kiosk) as house:
        certify(house, house.catalog(), person=1)
        receiver.revoked.add(house.store.device)
    done = run()
    assert done.exit_code == 4
    assert TROUBLE["revoked"] in done.stderr
    assert "catatan menunggu." in done.stdout


def test_every_trouble_has_its_sentence() -> None:
    assert CODES | set(get_args(Code)) <= TROUBLE.keys()


class Lrs(BaseHTTPRequestHandler):
    """A record store that takes everything and remembers it."""

    taken: ClassVar[dict[str, dict[str, object]]] = {}

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["content-length"])))
        right = self.headers["authorization"] == "Basic a2lvczpyYWhhc2lh"
        for statement in said if right else ():
            self.taken[statement["id"]] = statement
        body = json.dumps([s["id"] for s in said]).encode() if right else b"{}"
        self.send_response(200 if right else 401)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def lrs() -> Iterator[str]:
    Lrs.taken.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Lrs) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/xapi"
        server.shutdown()


def test_records_are_forwarded_once_and_nobody_is_named(
    run: Typed, kiosk: Path, rooms: Rooms, lrs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DERMAGA_LRS_SECRET", "rahasia")
    done = run("forward", "--lrs", lrs, "--key", "kios")
    with rooms.house(kiosk) as house:
        count = house.store.count
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{lrs}: diteruskan {count}, sudah ada 0.\n"
    assert len(Lrs.taken) == count
    words = json.dumps(list(Lrs.taken.values()))
    assert demo.LEARNERS[0].id not in words
    again = run("forward", "--lrs", lrs, "--key", "kios", "--json")
    assert json.loads(again.stdout) == {
        "form": 1, "sent": 0, "known": 0, "other": [], "refused": [], "trouble": "", "exit": 0,
    }  # fmt: skip


def test_a_wrong_secret_is_told_and_nothing_counts_as_forwarded(
    run: Typed, kiosk: Path, lrs: str, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("keliru\n", encoding="utf-8")
    done = run("forward", "--lrs", lrs, "--key", "kios", "--secret-file", tmp_path / "secret")
    assert kiosk
    assert done.exit_code == 4
    assert done.stderr.strip().endswith(FORWARD["login"])
    assert Lrs.taken == {}
