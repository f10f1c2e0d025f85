"""What a hub, or whoever answers in its place, may say."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kiosk.sync.post import Hub, refused
from kiosk.sync.trouble import CODES, SyncTrouble
from kiosk.wire.wire import Answer, Wire
from tests.sync.kiosks import Kiosk
from tests.sync.receiver import Receiver


@contextmanager
def saying(*answers: bytes) -> Iterator[int]:
    """A door that says these bytes, each to the next connection, whatever it is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for answer in answers:
                connection, _ = listening.accept()
                with connection:
                    connection.recv(65_536)
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]


def said(status: str, body: bytes = b"", *headers: str) -> bytes:
    more = "".join(f"{header}\r\n" for header in headers)
    head = f"HTTP/1.1 {status}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n{more}\r\n"
    return head.encode() + body


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (said("401 Unauthorized"), "unpaired"),
        (said("403 Forbidden", b'{"code":"revoked"}'), "revoked"),
        (said("403 Forbidden"), "refused"),
        (said("404 Not Found"), "strange"),
        (said("409 Conflict", b'{"code":"twin"}'), "twin"),
        (said("413 Too Large"), "large"),
        (said("429 Slow down"), "wait"),
        (said("500 Broken"), "wait"),
        (said("503 Busy", b'{"code":"away"}'), "wait"),
        (said("400 Bad", b'{"code":"newer"}'), "newer"),
        (said("400 Bad", b'{"code":"of-tomorrow"}'), "refused"),
        (said("302 Found", b"", "location: http://portal.example/"), "strange"),
        (said("200 OK", b"<html>Selamat datang di WiFi</html>"), "strange"),
        (said("200 OK", b'{"form":2}'), "newer"),
        (said("200 OK", b"{}", "content-encoding: gzip"), "strange"),
        (said("200 OK", b" " * ((1 << 20) + 1)), "strange"),
        (b"220 mail.example ESMTP\r\n", "gone"),
        (b"", "gone"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf", "gone"),
        (b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 50_000, "gone"),
    ],
)
def test_every_answer_is_one_of_our_codes(
    answer: bytes, code: str, hub_at: Callable[..., Hub]
) -> None:
    with saying(answer) as port, pytest.raises(SyncTrouble, match=f"^{code}$"):
        hub_at(port).agency()


def test_an_answer_is_read_up_to_its_limit_and_no_further() -> None:
    with saying(said("200 OK", b"x" * 10), said("200 OK", b"x" * 11)) as port:
        wire = Wire(f"http://127.0.0.1:{port}")
        assert wire.ask("GET", "any", 10).body == b"x" * 10
        with pytest.raises(SyncTrouble, match="strange"):
            wire.ask("GET", "any", 10)
        wire.close()


def test_a_busy_hub_is_asked_again_after_a_short_pause() -> None:
    paused: list[float] = []
    busy = said("503 Busy", b"", "retry-after: 2")
    with saying(busy, busy, busy) as port:
        wire = Wire(f"http://127.0.0.1:{port}")
        hub = Hub(wire, bytes, tries=3, sleep=paused.append)
        with pytest.raises(SyncTrouble, match="wait") as trouble:
            hub.agency()
        hub.close()
    assert paused == [2.0, 2.0]
    assert trouble.value.wait == 2.0


def test_a_hub_that_asks_for_a_long_pause_is_left_to_the_next_round() -> None:
    paused: list[float] = []
    with saying(said("429 Slow down", b"", "retry-after: 600")) as port:
        wire = Wire(f"http://127.0.0.1:{port}")
        hub = Hub(wire, bytes, tries=3, sleep=paused.append)
        kiosk = Kiosk(1)
        kiosk.record(1)
        outcome = kiosk.round(hub)
        hub.close()
    assert (outcome.trouble, outcome.wait, paused) == ("wait", 600.0, [])


@pytest.mark.parametrize(
    "said_wait", ["", "soon", "-5", "99999999", "Wed, 21 Oct 2026 07:28:00 GMT"]
)
def test_a_pause_that_is_not_said_in_seconds_is_none(said_wait: str) -> None:
    assert Answer(503, {"retry-after": said_wait}, b"").wait == 0.0


def test_whatever_a_hub_calls_its_trouble_is_one_of_our_codes() -> None:
    for status in range(300, 600):
        for body in (b"", b'{"code":"request"}', b'{"code":"gone"}', b'{"code":5}', b"\xff"):
            assert refused(Answer(status, {}, body)).code in CODES


@pytest.mark.parametrize("url", ["", "ftp://a", "hub", "http://[", "http://a b/"])
def test_an_address_that_is_none_is_strange_or_away(url: str) -> None:
    with pytest.raises(SyncTrouble, match=r"strange|away"):
        Hub(Wire(url), bytes, tries=1).agency()


def test_a_parcel_may_be_large_but_an_answer_may_not(
    kiosk: Kiosk, hub: Hub, receiver: Receiver
) -> None:
    kiosk.record(5_000)
    assert kiosk.round(hub).received == 5_000
    assert receiver.taken == 1


def test_a_question_under_way_is_cut_from_beside_and_nothing_is_asked_after_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port, chance = silent.getsockname()[1], bytes
        hub = Hub(Wire(f"http://127.0.0.1:{port}", silent_seconds=20.0), chance)
        connected: list[socket.socket] = []

        def beside() -> None:
            connected.append(silent.accept()[0])
            connected[0].recv(65_536)
            hub.cut()

        thread = threading.Thread(target=beside, daemon=True)
        thread.start()
        begun = time.monotonic()
        for _ in range(2):
            with pytest.raises(SyncTrouble, match="gone"):
                hub.agency()
        assert time.monotonic() - begun < 5
        silent.setblocking(False)  # noqa: FBT003 - the socket's own form
        with pytest.raises(BlockingIOError):
            silent.accept()
        thread.join()
        connected[0].close()
        hub.close()
