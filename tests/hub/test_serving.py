"""Over real HTTP: hubs in processes of their own, several on one database, killed, and flooded."""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import ipaddress
import os
import random
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx2
import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kiosk.hub.application import Hub
from kiosk.hub.clients import new_client
from kiosk.hub.database import engine
from kiosk.hub.serve import Serving, server
from kiosk.hub.settling import settle
from kiosk.hub.trouble import HubTrouble
from tests.hub.conftest import Visitor
from tests.hub.process import HOME, Running, hub_process
from tests.hub.statements import HOME_PAGE, answer, simple


def client(hub: Running, **other: object) -> httpx2.Client:
    headers = {"X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}
    auth = (hub.key, hub.secret)
    return httpx2.Client(base_url=hub.base(), auth=auth, headers=headers, timeout=30, **other)  # type: ignore[arg-type]


def batches(seed: int, count: int, size: int) -> Iterator[tuple[list[str], bytes]]:
    chance = random.Random(seed)
    for _ in range(count):
        statements = [answer(chance) for _ in range(size)]
        yield [each["id"] for each in statements], msgspec.json.encode(statements)


def pulled(page: httpx2.Client, query: str = "ascending=true") -> Iterator[dict[str, str]]:
    more = f"statements?{query}"
    while more:
        got = page.get(more).raise_for_status().json()
        yield from got["statements"]
        more = (
            str(page.base_url.copy_with(path="/")).rstrip("/") + got["more"] if got["more"] else ""
        )


def memory(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(each for each in lines if each.startswith("VmRSS")).split()[1]) / 1024


def test_what_was_answered_is_there_after_the_hub_was_killed(tmp_path: Path) -> None:
    url, answered = f"sqlite:///{tmp_path}/hub.sqlite3", []
    with hub_process(url) as hub, client(hub) as writer:

        def kill() -> None:
            time.sleep(0.7)
            os.kill(hub.pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        with contextlib.suppress(httpx2.TransportError):
            for ids, body in batches(1, 1000, 25):
                assert writer.post("statements", content=body).status_code == 200
                answered += ids
        killer.join()
        assert hub.process.wait(10) == -signal.SIGKILL
    with hub_process(url) as hub, client(hub) as reader:
        found = [each["id"] for each in pulled(reader)]
    assert answered
    assert found[: len(answered)] == answered
    assert len(found) in {len(answered), len(answered) + 25}


def sent_by(hub: Running, seed: int) -> list[str]:
    """The ids of what one kiosk sent, in its order."""
    sent = []
    with client(hub) as writer:
        for ids, body in batches(seed, 6, 20):
            assert writer.post("statements", content=body).status_code == 200
            sent += ids
    return sent


def follow(hub: Running, done: threading.Event, seen: list[dict[str, str]]) -> None:
    """Read on from the last `stored` that was seen, until nobody writes any more."""
    with client(hub) as reader:
        while not done.is_set():
            since = f"&since={seen[-1]['stored']}" if seen else ""
            seen.extend(pulled(reader, f"ascending=true{since}"))


def test_two_workers_on_one_database_keep_one_order(postgres_url: str) -> None:
    """Eight kiosks write; a reader that goes on from the last `stored` it saw misses none."""
    with ExitStack() as stack:
        hubs = [stack.enter_context(hub_process(postgres_url)) for _ in range(2)]
        done, seen = threading.Event(), list[dict[str, str]]()
        follower = threading.Thread(target=follow, args=(hubs[0], done, seen))
        follower.start()
        with ThreadPoolExecutor(8) as kiosks:
            sent = list(kiosks.map(sent_by, hubs * 4, range(8)))
        time.sleep(0.2)
        done.set()
        follower.join()
        with client(hubs[1]) as reader:
            there = [each["id"] for each in pulled(reader)]
    assert sorted(there) == sorted(name for each in sent for name in each)
    assert len(there) == 960
    assert [each["id"] for each in seen] == there[: len(seen)]
    stored = [each["stored"] for each in seen]
    assert stored == sorted(set(stored))


def test_nothing_appears_before_what_was_said_to_be_whole(postgres_url: str) -> None:
    with ExitStack() as stack:
        hubs = [stack.enter_context(hub_process(postgres_url)) for _ in range(2)]
        done, said = threading.Event(), []

        def write(n: int) -> None:
            with client(hubs[n % 2]) as writer:
                for _, body in batches(100 + n, 8, 10):
                    assert writer.post("statements", content=body).status_code == 200

        def ask() -> None:
            with client(hubs[1]) as reader:
                while not done.is_set():
                    got = reader.get("statements?limit=500")
                    through = got.headers["X-Experience-API-Consistent-Through"]
                    names = {each["id"] for each in got.json()["statements"]}
                    said.append((through, names))

        asker = threading.Thread(target=ask)
        asker.start()
        with ThreadPoolExecutor(4) as kiosks:
            list(kiosks.map(write, range(4)))
        done.set()
        asker.join()
        with client(hubs[0]) as reader:
            there = list(pulled(reader))
    assert len(there) == 320
    assert len(said) > 3
    for through, names in said:
        assert {each["id"] for each in there if each["stored"] <= through} <= names


def test_hubs_that_start_at_once_make_the_tables_once(postgres: str, tmp_path: Path) -> None:
    import psycopg

    plain = postgres.replace("+psycopg", "")
    with psycopg.connect(f"{plain}/postgres", autocommit=True) as connection:
        connection.execute("create database fresh")
    for url in (f"{postgres}/fresh", f"sqlite:///{tmp_path}/fresh.sqlite3"):
        with ThreadPoolExecutor(4) as hubs:

            def start(n: int, url: str = url) -> bytes:
                made = engine(url)
                found = settle(made, os.urandom, f"{HOME_PAGE}/{n}")
                made.dispose()
                return found.terms.key

            assert len(set(hubs.map(start, range(4)))) == 1


def test_a_database_of_a_later_version_is_left_alone(sqlite_url: str) -> None:
    made = engine(sqlite_url)
    with made.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    with pytest.raises(HubTrouble) as found:
        settle(made, os.urandom, HOME_PAGE)
    made.dispose()
    assert found.value.code == "newer"


def test_bodies_beyond_the_limit_neither_fill_the_memory_nor_hang(tmp_path: Path) -> None:
    big = b"x" * (33 << 20)
    with hub_process(f"sqlite:///{tmp_path}/hub.sqlite3") as hub:

        def send(_n: int) -> int:
            with client(hub) as writer:
                return writer.post("statements", content=big).status_code

        with ThreadPoolExecutor(4) as senders:
            assert set(senders.map(send, range(4))) == {413}
        with socket.create_connection(("127.0.0.1", hub.port), 10) as idle:
            head = (
                "POST /xapi/1.0.3/statements HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n"
                "X-Experience-API-Version: 1.0.3\r\n"
            )
            idle.sendall(f"{head}\r\n".encode())
            assert b" 401 " in idle.recv(100)
        key = base64.b64encode(f"{hub.key}:{hub.secret}".encode()).decode()
        with socket.create_connection(("127.0.0.1", hub.port), 10) as idle:
            idle.sendall(f"{head}Authorization: Basic {key}\r\n\r\n".encode())
            with client(hub) as writer:
                assert writer.post("statements", json=simple()).status_code == 200
        assert memory(hub.pid) < 150


def test_a_hub_ends_calmly_when_it_is_told_to(tmp_path: Path) -> None:
    with hub_process(f"sqlite:///{tmp_path}/hub.sqlite3") as hub:
        hub.process.terminate()
        assert hub.process.wait(10) in {0, -signal.SIGTERM}


def test_a_hub_may_be_several_processes_behind_one_port(postgres_url: str) -> None:
    made = engine(postgres_url)
    key, secret = new_client(made, os.urandom, "x", ["all"])
    made.dispose()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = (
        "import os; from tests.hub.process import now; from kiosk.hub.serve import *;"
        f"serve(World({postgres_url!r}, now, os.urandom), Serving(port={port}, workers=2))"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=HOME, text=True) as process:
        hub = Running(process.pid, port, key, secret, process)
        with client(hub) as writer:
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline:
                with contextlib.suppress(httpx2.TransportError):
                    if writer.get("about").status_code == 200:
                        break
                time.sleep(0.05)
            assert writer.post("statements", json=simple()).status_code == 200
            assert len(list(pulled(writer))) == 1
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        process.terminate()
        assert process.wait(20) in {0, -signal.SIGTERM}
    assert len(children) >= 2
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{each}").exists() for each in children):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_database_that_is_away_is_said_so(lite: Hub, one: Visitor) -> None:
    lite.engine.dispose()
    file = Path(str(lite.engine.url.database))
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()
    file.mkdir()
    answer = one.get("statements")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    file.rmdir()


def test_a_hub_speaks_tls_with_a_certificate_of_its_own(lite: Hub, tmp_path: Path) -> None:
    key = generate_private_key(public_exponent=65537, key_size=2048)
    (tmp_path / "key.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    (tmp_path / "hub.pem").write_bytes(certificate(key, "127.0.0.1"))
    serving = Serving(port=0, certificate=tmp_path / "hub.pem", key=tmp_path / "key.pem")
    serves = server(lite, serving)
    thread = threading.Thread(target=serves.run)
    thread.start()
    try:
        while not serves.started:
            time.sleep(0.01)
        port = serves.servers[0].sockets[0].getsockname()[1]
        trust = ssl.create_default_context(cafile=str(tmp_path / "hub.pem"))
        answer = httpx2.get(f"https://127.0.0.1:{port}/xapi/2.0/about", verify=trust)
        assert answer.json() == {"version": ["1.0.3", "2.0.0"]}
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"https://127.0.0.1:{port}/xapi/2.0/about")
    finally:
        serves.should_exit = True
        thread.join()


def certificate(key: RSAPrivateKey, address: str) -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, address)])
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 7)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=20_000))
        .add_extension(names, critical=False)
        .sign(key, SHA256())
    )
    return made.public_bytes(Encoding.PEM)
