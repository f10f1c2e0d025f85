"""Bodies of requests: refused while they are read if too large, and never too many at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import anyio
from starlette.requests import Request

from kiosk.hub.lrs.asking import Refused, refused

_AT_ONCE = 3
"""So many bodies of the largest size are in memory at a time; smaller ones more."""
_PATIENCE = 4
"""What is too large is read on and dropped up to so many limits, so that the answer arrives."""
_SMALL = 64 * 1024
_SECONDS, _BYTES_A_SECOND = 20, 20_000
"""How long a body may take: whoever is slower would keep the others waiting."""


class Bodies:
    """The bodies of one door. `limit` in bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._free = limit * _AT_ONCE
        self._changed: anyio.Condition | None = None

    @asynccontextmanager
    async def of(
        self, request: Request, admit: Callable[[], Awaitable[None]]
    ) -> AsyncIterator[bytes]:
        """The body, for as long as it is needed. Raises Refused 400, 408 or 413.

        `admit` is asked before anything large is read, and raises if the client is not known.
        """
        body: bytes | None = None
        announced = self._announced(request)
        if announced == 0:
            yield b""
            return
        weight = self._limit if announced is None else announced
        if weight > _SMALL:
            await admit()
        await self._take(weight)
        try:
            with anyio.move_on_after(_SECONDS + weight / _BYTES_A_SECOND):
                body = await self._read(request)
            if body is None:
                raise refused(408, "The content comes too slowly.")
            yield body
        finally:
            await self._give(weight)

    def _announced(self, request: Request) -> int | None:
        """The length by the headers; None: unknown. Refuses nothing yet but nonsense."""
        words = request.headers.get("content-length")
        if words is None:
            chunked = "transfer-encoding" in request.headers
            return None if chunked else 0
        if not words.isascii() or not words.isdigit():
            raise refused(400, "This is no length.", "Content-Length")
        return min(int(words), self._limit)

    async def _read(self, request: Request) -> bytes:
        pieces: list[bytes] = []
        size = 0
        async for piece in request.stream():
            size += len(piece)
            if size > self._limit:
                pieces.clear()
                if size > self._limit * _PATIENCE:
                    break
            else:
                pieces.append(piece)
        if size > self._limit:
            raise self._too_large()
        return b"".join(pieces)

    def _too_large(self) -> Refused:
        found = refused(413, f"At most {self._limit} bytes are taken in at once.", "Content-Length")
        return Refused(413, found.faults, (("Connection", "close"),))

    async def _take(self, weight: int) -> None:
        """Wait until so many bytes may be held."""
        if weight <= _SMALL:
            return
        self._changed = self._changed or anyio.Condition()
        async with self._changed:
            while self._free < weight:
                await self._changed.wait()
            self._free -= weight

    async def _give(self, weight: int) -> None:
        if weight <= _SMALL or self._changed is None:
            return
        with anyio.CancelScope(shield=True):
            async with self._changed:
                self._free += weight
                self._changed.notify_all()
