"""Bodies of requests, read within limits: of one body, of all at once, and of time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.requests import ClientDisconnect, Request

from kiosk.hub.post.trouble import PostTrouble

ALL_AT_ONCE: Final = 64 << 20
SECONDS: Final = 120.0


class Bodies:
    """Counts the bytes that all open requests hold; who would pass the limit is to come later."""

    def __init__(self, most: int = ALL_AT_ONCE, seconds: float = SECONDS) -> None:
        self._most, self._seconds, self._held = most, seconds, 0

    @asynccontextmanager
    async def read(self, request: Request, limit: int) -> AsyncIterator[bytes]:
        """A body of at most so many bytes.

        Raises PostTrouble "large" as soon as it is too long, "wait" if there is no room now, and
        "short" if it does not come to its end, or not in time.
        """
        said = request.headers.get("content-length", "")
        if said.isascii() and said.isdigit() and int(said) > limit:
            raise PostTrouble("large")
        taken = _Taken()
        try:
            async with asyncio.timeout(self._seconds):
                await self._fill(request, limit, taken)
            body = bytes(taken.body)
            taken.body.clear()
            yield body
        except (TimeoutError, ClientDisconnect) as error:
            raise PostTrouble("short") from error
        finally:
            self._held -= taken.counted

    async def _fill(self, request: Request, limit: int, taken: _Taken) -> None:
        async for chunk in request.stream():
            if taken.counted + len(chunk) > limit:
                raise PostTrouble("large")
            if self._held + len(chunk) > self._most:
                raise PostTrouble("wait")
            taken.body += chunk
            taken.counted += len(chunk)
            self._held += len(chunk)


class _Taken:
    def __init__(self) -> None:
        self.body, self.counted = bytearray(), 0
