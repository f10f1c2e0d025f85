"""A wire that can be hurt: it cuts, resets, stalls, slows or refuses, as told for each call."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Hurt:
    """What happens to one connection.

    After `up` bytes from the kiosk, or `down` bytes to it: "cut" (closed), "reset", or "stall"
    (nothing more until the proxy ends). `slow`: seconds before each piece of 1,400 bytes.
    `refuse`: reset at once.
    """

    up: int = -1
    down: int = -1
    how: str = "cut"
    slow: float = 0.0
    refuse: bool = False


NO_HURT = Hurt()


class Proxy:
    def __init__(self, port: int) -> None:
        self._to = port
        self.next: list[Hurt] = []
        self.connections = 0
        self._over = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.2)
        self.port = self._listening.getsockname()[1]

    def run(self) -> None:
        while not self._over.is_set():
            try:
                near, _ = self._listening.accept()
            except OSError:
                continue
            self.connections += 1
            hurt = self.next.pop(0) if self.next else NO_HURT
            threading.Thread(target=self._carry, args=(near, hurt), daemon=True).start()

    def end(self) -> None:
        self._over.set()
        self._listening.close()

    def _carry(self, near: socket.socket, hurt: Hurt) -> None:
        if hurt.refuse:
            _reset(near)
            return
        try:
            far = socket.create_connection(("127.0.0.1", self._to), 5)
        except OSError:
            near.close()
            return
        both = (near, far)
        up = threading.Thread(target=self._pump, args=(near, far, hurt.up, hurt, both), daemon=True)
        up.start()
        self._pump(far, near, hurt.down, hurt, both)

    def _pump(
        self,
        source: socket.socket,
        sink: socket.socket,
        most: int,
        hurt: Hurt,
        both: tuple[socket.socket, socket.socket],
    ) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while piece := source.recv(1_400):
                if hurt.slow:
                    time.sleep(hurt.slow)
                if 0 <= most <= passed + len(piece):
                    sink.sendall(piece[: most - passed])
                    self._hurt(hurt.how, both)
                    return
                passed += len(piece)
                sink.sendall(piece)
        for end in both:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _hurt(self, how: str, both: tuple[socket.socket, socket.socket]) -> None:
        if how == "stall":
            self._over.wait(30)
        for end in both:
            if how == "reset":
                _reset(end)
            else:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()


def _reset(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RD)  # wakes the other thread, which would keep the socket open
    end.close()


@contextmanager
def between(port: int) -> Iterator[Proxy]:
    proxy = Proxy(port)
    thread = threading.Thread(target=proxy.run, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.end()
        thread.join()
