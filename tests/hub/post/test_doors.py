from __future__ import annotations

import json
import random
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from msgspec import structs
from starlette.requests import Request as Asked

from kiosk.hub.database import reading, writing
from kiosk.hub.post import codes, devices, health
from kiosk.hub.post.bodies import Bodies
from kiosk.hub.post.devices import device_row
from kiosk.hub.post.post import Post
from kiosk.parcel import code as by_code
from kiosk.parcel import sealing
from kiosk.parcel.forms import (
    Agency,
    DeviceCertificate,
    PairFile,
    Receipt,
    Request,
    Revocations,
)
from tests.hub.post.conftest import NOW, Time
from tests.hub.post.kiosks import LEARNER, Kiosk
from tests.hub.post.serving import served

Counted = Callable[[str], int]


def code_of(post: Post, label: str = "Kios Aula") -> str:
    with writing(post.engine) as connection:
        return codes.new_code(connection, post.keys, post.now(), post.chance, label)


def pair(wire: httpx2.Client, kiosk: Kiosk, code: str) -> httpx2.Response:
    return wire.post("/post/1/pair", content=sealing.written(kiosk.ask_to_pair(code)))


def refusal(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_the_agency_says_who_it_is(wire: httpx2.Client, post: Post) -> None:
    answer = wire.get("/post/1/agency")
    assert sealing.read(answer.content, Agency) == post.keys.agency
    assert answer.headers["content-type"] == "application/json"


def test_a_kiosk_is_paired_by_a_code_and_its_parcels_are_taken(
    wire: httpx2.Client, post: Post
) -> None:
    kiosk = Kiosk(1)
    code = code_of(post)
    paired = sealing.read(pair(wire, kiosk, code).content, PairFile)
    assert sealing.certificate_holds(paired.certificate, post.keys.agency)
    assert (paired.certificate.device, paired.certificate.label) == (kiosk.device, "Kios Aula")
    assert (paired.certificate.since, paired.certificate.until) == (NOW, 0)
    kiosk.let_in(paired, code)
    kiosk.work(3)
    answer = wire.post(
        "/post/1/parcels",
        content=kiosk.parcel(paired.agency, 1, 3),
        headers={"dermaga-version": "0.1.0", "dermaga-waiting": "7"},
    )
    receipt = sealing.read(answer.content, Receipt)
    assert sealing.holds(receipt, paired.agency.sign)
    assert (answer.status_code, receipt.upto) == (200, 3)
    again = wire.get(f"/post/1/receipts/{kiosk.device}")
    assert sealing.read(again.content, Receipt) == receipt
    with reading(post.engine) as connection:
        row = device_row(connection, kiosk.device)
    assert row is not None
    assert (row.version, row.waiting, row.carrier) == ("0.1.0", 7, "lan")


def test_a_code_is_for_one_kiosk_which_may_ask_again(wire: httpx2.Client, post: Post) -> None:
    code, kiosk = code_of(post), Kiosk(1)
    first = pair(wire, kiosk, f"{code[:4]} {code[4:]}")
    again = pair(wire, kiosk, code)
    papers = [sealing.read(answer.content, PairFile) for answer in (first, again)]
    assert papers[0].certificate == papers[1].certificate
    assert papers[0].pairing == papers[1].pairing
    assert refusal(pair(wire, Kiosk(2), code)) == (403, "code")


def test_a_code_ends_after_fifteen_minutes(wire: httpx2.Client, post: Post, time: Time) -> None:
    code = code_of(post)
    time.now += 15 * 60_000
    assert refusal(pair(wire, Kiosk(1), code)) == (403, "code")


def test_after_five_wrong_codes_an_address_waits_longer_and_longer(
    wire: httpx2.Client, post: Post, time: Time
) -> None:
    code = code_of(post)
    wrong = f"{(int(code) + 1) % 10**8:08}"
    for _ in range(5):
        assert refusal(pair(wire, Kiosk(1), wrong)) == (403, "code")
    assert refusal(pair(wire, Kiosk(1), code)) == (429, "wait")
    time.now += 60_000
    assert refusal(pair(wire, Kiosk(1), wrong)) == (403, "code")
    time.now += 60_000
    assert refusal(pair(wire, Kiosk(1), code)) == (429, "wait")
    time.now += 60_000
    assert pair(wire, Kiosk(1), code).status_code == 200


def test_fifty_wrong_codes_from_anywhere_spend_a_code(post: Post) -> None:
    code = code_of(post)
    asked = Kiosk(1).ask_to_pair(code)
    with writing(post.engine) as connection:
        known = codes.known_code(
            post.keys, asked, codes.open_codes(connection, NOW, asked, "10.0.1.1")
        )
        assert known is not None
        for n in range(50):
            codes.use_code(connection, NOW, asked, None, f"10.0.0.{n}")
        assert codes.open_codes(connection, NOW, asked, "10.0.1.1") == []
        found = codes.use_code(connection, NOW, asked, known, "10.0.1.1")
    assert not isinstance(found, str)
    assert found.code == "code"


def test_who_asks_to_be_paired_holds_the_key(wire: httpx2.Client, post: Post) -> None:
    code = code_of(post)
    bare = structs.replace(Kiosk(1).ask_to_pair(code), public=Kiosk(2).public)
    other = by_code.with_mac(bare, by_code.key_of(code, bare))
    answer = wire.post("/post/1/pair", content=sealing.written(other))
    assert refusal(answer) == (403, "forged")


def test_a_new_life_asks_for_its_certificate(wire: httpx2.Client, post: Post, kiosk: Kiosk) -> None:
    later = Kiosk(5)
    with reading(post.engine) as connection:
        pairing = devices.pairing_of(connection, kiosk.device)
    bare = Request(later.device, later.public, kiosk.device, pairing)
    request = sealing.written(sealing.with_mac(bare, kiosk.secret))
    answer = wire.post("/post/1/request", content=request)
    certificate = sealing.read(answer.content, DeviceCertificate)
    assert sealing.certificate_holds(certificate, post.keys.agency)
    assert certificate.device == later.device
    assert wire.post("/post/1/request", content=request).content == answer.content


def test_elsewhere_answers_a_sealed_parcel_or_nothing(
    wire: httpx2.Client, post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    kiosk.work(2)
    wire.post("/post/1/parcels", content=kiosk.parcel(post.keys.agency, 1, 2))
    ask = sealing.written(second.ask_elsewhere([LEARNER]))
    answer = wire.post("/post/1/elsewhere", content=ask)
    down = second.read(answer.content, post.keys.agency)
    assert list(down.lines) == kiosk.lines
    ask = sealing.written(second.ask_elsewhere([LEARNER], down.cursor))
    answer = wire.post("/post/1/elsewhere", content=ask)
    assert (answer.status_code, answer.content) == (204, b"")


def test_revocations_are_signed(wire: httpx2.Client, post: Post) -> None:
    from kiosk.hub.post import revocations

    with writing(post.engine) as connection:
        number = "800.1.4/K.0001/BKPSDM/V/2026"
        assert revocations.revoke_certificate(post, connection, number, "keliru")
        assert not revocations.revoke_certificate(post, connection, number, "keliru")
    found = sealing.read(wire.get("/post/1/revoked").content, Revocations)
    assert sealing.holds(found, post.keys.agency.sign)
    assert (found.serial, [(c.number, c.reason, c.date) for c in found.certificates]) == (
        1, [(number, "keliru", "2026-06-27")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/post/1/receipts/00000000-0000-7009-8000-000000000000", 403, "unpaired"),
        ("/post/1/receipts/x%00y", 403, "unpaired"),
    ],
)
def test_who_is_not_known_has_no_receipt(
    wire: httpx2.Client, path: str, status: int, code: str
) -> None:
    assert refusal(wire.get(path)) == (status, code)


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_read(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"POST /post/1/parcels HTTP/1.1\r\nhost: h\r\ncontent-length: 33554432\r\n\r\n")
        raw.settimeout(5)
        assert raw.recv(200).startswith(b"HTTP/1.1 413")


def test_a_body_without_a_length_is_refused_while_it_is_read(wire: httpx2.Client) -> None:
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(512):
            sent += 65_536
            yield bytes(65_536)

    try:
        answer = wire.post("/post/1/parcels", content=body())
        assert refusal(answer) == (413, "large")
    except httpx2.TransportError:  # the hub hung up while we were still sending
        pass
    assert sent <= 32 << 20


def test_a_parcel_that_is_cut_off_leaves_nothing(
    port: int, wire: httpx2.Client, post: Post, kiosk: Kiosk, counted: Counted
) -> None:
    kiosk.work(2)
    file = kiosk.parcel(post.keys.agency, 1, 2)
    for cut in (0, 1, len(file) // 2, len(file) - 1):
        with socket.create_connection(("127.0.0.1", port)) as raw:
            head = (
                f"POST /post/1/parcels HTTP/1.1\r\nhost: h\r\ncontent-length: {len(file)}\r\n\r\n"
            )
            raw.sendall(head.encode() + file[:cut])
    assert wire.post("/post/1/parcels", content=file).status_code == 200
    assert counted("post_line") == 2


def test_bodies_together_stay_within_one_limit() -> None:
    import asyncio

    async def run() -> list[str]:
        bodies = Bodies(most=100)
        said: list[str] = []
        inside, free = asyncio.Event(), asyncio.Event()

        async def hold() -> None:
            async with bodies.read(_request([b"x" * 60]), 80) as body:
                said.append(f"held {len(body)}")
                inside.set()
                await free.wait()

        async def late() -> None:
            await inside.wait()
            for size in (30, 50):
                try:
                    async with bodies.read(_request([b"y" * size]), 80):
                        said.append(f"read {size}")
                except Exception as trouble:  # noqa: BLE001 - what is raised is the answer
                    said.append(str(trouble))
            free.set()

        await asyncio.gather(hold(), late())
        async with bodies.read(_request([b"z" * 80]), 80) as body:
            said.append(f"after {len(body)}")
        return said

    assert asyncio.run(run()) == ["held 60", "read 30", "wait", "after 80"]


def _request(chunks: list[bytes]) -> Asked:
    parts = iter(chunks)

    async def receive() -> dict[str, object]:
        chunk = next(parts, None)
        more = chunk is not None
        return {"type": "http.request", "body": chunk or b"", "more_body": more}

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b""}
    return Asked(scope, receive)


def test_nothing_that_is_sent_breaks_a_door(
    wire: httpx2.Client, post: Post, kiosk: Kiosk, counted: Counted
) -> None:
    chance = random.Random(7)
    kiosk.work(3)
    whole = [
        ("parcels", kiosk.parcel(post.keys.agency, 1, 3)),
        ("pair", sealing.written(kiosk.ask_to_pair("12345678"))),
        ("request", sealing.written(Request(kiosk.device, kiosk.public, "", "p", b"m" * 32))),
        ("elsewhere", sealing.written(kiosk.ask_elsewhere([LEARNER, "x"], "1.2.3"))),
    ]
    odd = [b"", b"null", b"[]", b"{}", b"\xff\xfe", b'{"form": 2}', b'{"form": 1e99}', b"[" * 5000]
    for path, body in whole:
        for n in range(60):
            content = odd[n] if n < len(odd) else _mangled(body, chance)
            answer = wire.post(f"/post/1/{path}", content=content)
            assert answer.status_code < 500, (path, content)
            assert answer.status_code >= 400 or path == "elsewhere", (path, content)
            if answer.status_code >= 400:
                assert set(answer.json()) == {"code"}
    assert counted("post_line") == 0


def _mangled(body: bytes, chance: random.Random) -> bytes:
    made = bytearray(body)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made))
        match chance.randrange(4):
            case 0:
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                del made[at : at + chance.randint(1, 40)]
            case 2:
                made[at:at] = chance.choice([b"\x00", b'"', b"9" * 30, b"\\u0000", b"{}"])
            case _:
                made[at : at + 4] = chance.randbytes(4)
        made = made or bytearray(b"x")
    return bytes(made)


def test_health_and_metrics_tell_numbers_and_nobody(
    wire: httpx2.Client, post: Post, kiosk: Kiosk
) -> None:
    kiosk.work(2)
    wire.post("/post/1/parcels", content=kiosk.parcel(post.keys.agency, 1, 2))
    answer = wire.get("/health")
    assert (answer.status_code, answer.json()["database"]) == (200, "sqlite")
    assert answer.json()["status"] == "ok"
    told = wire.get("/metrics")
    assert told.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    numbers = {
        line.rpartition(" ")[0]: line.rpartition(" ")[2]
        for line in told.text.splitlines()
        if not line.startswith("#")
    }
    assert numbers == {
        "dermaga_statements": "2",
        'dermaga_kiosks{state="active"}': "1",
        'dermaga_kiosks{state="silent"}': "0",
        'dermaga_kiosks{state="revoked"}': "0",
        "dermaga_parcels_total": "1",
        "dermaga_events_total": "2",
        "dermaga_ingest_seconds_total": "0.0",
        "dermaga_quarantine": "0",
        "dermaga_waiting": "0",
    }
    assert kiosk.device not in told.text
    assert LEARNER not in told.text


def test_a_hub_without_its_database_is_not_well(tmp_path: Path, post: Post) -> None:
    from msgspec import structs

    from kiosk.hub.database import engine

    broken = structs.replace(post, engine=engine(f"sqlite:///{tmp_path}/none/hub.sqlite"))
    assert health.health(broken) is None
    with served(broken, tmp_path) as port:
        base = f"http://127.0.0.1:{port}"
        assert httpx2.get(base + "/health", trust_env=False).status_code == 503
        assert httpx2.get(base + "/metrics", trust_env=False).status_code == 503
        answer = httpx2.get(base + "/post/1/revoked", trust_env=False)
        assert (answer.status_code, json.loads(answer.content)) == (503, {"code": "away"})


def test_the_word_lies_below_the_post_with_its_root_vouched_for(
    wire: httpx2.Client, post: Post, tmp_path: Path
) -> None:
    from kiosk.hub.post import saying
    from kiosk.parcel.forms import Word

    assert wire.get("/post/1/word/root.dermaga.json").status_code == 404
    saying.ready(tmp_path / "hub" / "word", post.now, post.chance)
    root = sealing.read(wire.get("/post/1/word/root.dermaga.json").content, Word)
    assert sealing.holds(root, post.keys.agency.sign)
    assert wire.get("/post/1/word/metadata/1.root.json").text == root.root
    assert wire.get("/post/1/word/keys/root.key").status_code == 404
