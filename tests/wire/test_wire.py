"""What a wire takes for a whole answer, and how long it keeps a connection."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from kiosk.wire.trouble import SyncTrouble
from kiosk.wire.wire import Answer, Wire

Talk = Callable[[socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\n"


@contextmanager
def served(*talks: Talk) -> Iterator[str]:
    """An address whose connections go as told, one after the other; none beyond them."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for talk in talks:
                near, _ = listening.accept()
                with near:
                    talk(near)
            listening.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/depan"
        thread.join(10)
        assert not thread.is_alive()


def head_of(near: socket.socket) -> bytes:
    """A question without a body."""
    told = b""
    while not told.endswith(b"\r\n\r\n"):
        told += near.recv(1)
    return told


def saying(*answers: bytes) -> Talk:
    """A connection that answers so many questions, then is closed."""

    def talk(near: socket.socket) -> None:
        for answer in answers:
            head_of(near)
            near.sendall(answer)

    return talk


def asked(url: str) -> Answer | str:
    with closing(Wire(url)) as wire:
        try:
            return wire.ask("GET", "apa", 100)
        except SyncTrouble as trouble:
            return trouble.code


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (OK + b"content-length: 5\r\n\r\nhalo!", b"halo!"),
        (OK + b"content-length: 0\r\n\r\n", b""),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
        (OK + b"transfer-encoding: chunked\r\n\r\n5\r\nhalo!\r\n0\r\n\r\n", b"halo!"),
        (OK + b"transfer-encoding: chunked\r\n\r\n0\r\n\r\n", b""),
        (OK + b"\r\nhalo!", b"halo!"),
        (OK + b"content-length: 5\r\n\r\nhal", "gone"),
        (OK + b"transfer-encoding: chunked\r\n\r\n5\r\nhal", "gone"),
        (OK + b"content-length: 5\r\n", "gone"),
        (OK + b"content-le", "gone"),
        (OK[:-2], "gone"),
        (b"", "gone"),
        (b"220 mail.contoh.go.id ESMTP\r\n", "gone"),
        (OK + b"content-length: 101\r\n\r\n" + bytes(101), "strange"),
        (OK + b"\r\n" + bytes(101), "strange"),
        (OK + b"content-encoding: gzip\r\ncontent-length: 2\r\n\r\nxx", "strange"),
    ],
)
def test_only_a_whole_answer_counts(answer: bytes, found: bytes | str) -> None:
    with served(saying(answer)) as url:
        told = asked(url)
    assert (told.body if isinstance(told, Answer) else told) == found


def test_the_question_goes_below_the_address_with_what_every_question_says() -> None:
    heard: list[bytes] = []

    def talk(near: socket.socket) -> None:
        heard.append(head_of(near))
        near.sendall(OK + b"X-One: a\r\nX-One: b\r\nRetry-After: 7\r\ncontent-length: 0\r\n\r\n")

    with served(talk) as url, closing(Wire(url, headers={"X-Who": "kios"})) as wire:
        answer = wire.ask("GET", "/apa?nama=budi%20x", 10, headers={"x-more": "1"})
    lines = heard[0].decode().lower().split("\r\n")
    assert lines[0] == "get /depan/apa?nama=budi%20x http/1.1"
    assert {"x-who: kios", "x-more: 1", "accept-encoding: identity"} <= set(lines)
    assert (answer.headers["x-one"], answer.wait) == ("a, b", 7.0)


def test_a_connection_is_kept_and_one_that_was_closed_meanwhile_is_replaced() -> None:
    yes, closed = OK + b"content-length: 2\r\n\r\nya", threading.Event()

    def first(near: socket.socket) -> None:
        saying(yes, yes)(near)
        near.shutdown(socket.SHUT_RDWR)
        closed.set()

    with served(first, saying(yes)) as url, closing(Wire(url)) as wire:
        assert [wire.ask("GET", "apa", 10).body for _ in range(2)] == [b"ya", b"ya"]
        assert closed.wait(10)
        assert wire.ask("GET", "apa", 10).body == b"ya"


def test_after_an_answer_that_was_not_taken_whole_a_new_connection_is_made() -> None:
    long = OK + b"content-length: 2000\r\n\r\n" + bytes(2000)
    with (
        served(saying(long), saying(OK + b"content-length: 2\r\n\r\nya")) as url,
        closing(Wire(url)) as wire,
    ):
        with pytest.raises(SyncTrouble, match="strange"):
            wire.ask("GET", "apa", 10)
        assert wire.ask("GET", "apa", 10).body == b"ya"


def test_who_refuses_before_all_was_said_is_heard() -> None:
    def talk(near: socket.socket) -> None:
        head_of(near)
        near.sendall(b"HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n")

    with served(talk) as url, closing(Wire(url)) as wire:
        assert wire.ask("POST", "apa", 10, body=bytes(1 << 25)).status == 413


def test_a_body_is_sent_whole_with_its_length() -> None:
    heard: list[bytes] = []

    def talk(near: socket.socket) -> None:
        told = head_of(near)
        assert b"content-length: 300000" in told.lower()
        while sum(map(len, heard)) < 300_000:
            heard.append(near.recv(1 << 16))
        near.sendall(OK + b"content-length: 0\r\n\r\n")

    with served(talk) as url, closing(Wire(url)) as wire:
        assert wire.ask("POST", "apa", 10, body=b"kios" * 75_000).status == 200
    assert b"".join(heard) == b"kios" * 75_000


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hub.contoh.go.id",
        "ftp://hub.contoh.go.id",
        "http://",
        "http://:8080",
        "http://hub..contoh",
        "http://hub:port",
        "http://hub:99999",
        "http://[::1",
        "http://hub contoh",
    ],
)
def test_what_is_no_address_is_strange(url: str) -> None:
    with pytest.raises(SyncTrouble, match="strange"):
        Wire(url)


def test_what_cannot_be_sent_is_strange_and_harms_no_other_question() -> None:
    yes = OK + b"content-length: 2\r\n\r\nya"
    with (
        served(lambda _near: None, saying(yes)) as url,
        closing(Wire(url)) as wire,
    ):
        with pytest.raises(SyncTrouble, match="strange"):
            wire.ask("GET", "apa", 10, headers={"x": "a\r\nb: c"})
        assert wire.ask("GET", "apa", 10).body == b"ya"


def test_a_wire_needs_nothing_but_python() -> None:
    code = (
        "import sys\nfrom kiosk.wire.wire import Wire\nfrom kiosk.wire.trouble import SyncTrouble\n"
        "try:\n    Wire('http://127.0.0.1:9').ask('GET', 'apa', 1)\nexcept SyncTrouble as no:\n"
        "    print(no.code, sorted({'httpx2', 'h11', 'anyio', 'asyncio'} & set(sys.modules)))"
    )
    home = Path(__file__).parents[2]
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=home, capture_output=True, text=True, check=True
    )
    assert said.stdout == "away []\n"
