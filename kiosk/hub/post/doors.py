"""The post over HTTP: everything under /post/1/."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

import msgspec
from anyio import CapacityLimiter, to_thread
from sqlalchemy.exc import OperationalError
from starlette.requests import Request as Asked
from starlette.responses import Response
from starlette.routing import Mount, Route

from kiosk.hub.database import reading, writing
from kiosk.hub.post import codes, devices, elsewhere, health, ingest, receipts, revocations, saying
from kiosk.hub.post.bodies import Bodies
from kiosk.hub.post.ingest import MOST_BYTES, Told
from kiosk.hub.post.post import Post
from kiosk.hub.post.trouble import PostTrouble
from kiosk.hub.word.trouble import WriterTrouble
from kiosk.parcel import code as by_code
from kiosk.parcel import sealing
from kiosk.parcel.forms import ElsewhereAsk, PairAsk, PairFile, Receipt, Refusal, Request
from kiosk.parcel.trouble import ParcelTrouble

Form = TypeVar("Form", bound=msgspec.Struct)
Door: TypeAlias = Callable[[Asked], Awaitable[Response]]
STATUS: Final[Mapping[str, int]] = {
    "short": 400, "strange": 400, "damaged": 400, "newer": 400, "large": 413,
    "forged": 403, "foreign": 403, "unpaired": 403, "revoked": 403, "code": 403,
    "twin": 409, "taken": 409, "wait": 429, "away": 503,
}  # fmt: skip
JSON: Final = "application/json"
PARCEL: Final = "application/octet-stream"
_BUSY_SECONDS: Final = "5"
UNPACKED_AT_ONCE: Final = 1
"""Parcels: only one can be written at a time, and unpacked they take tens of megabytes."""


class Doors:
    """One method per door; the work is done in threads, the bodies are read here."""

    def __init__(self, post: Post, bodies: Bodies, let_in: Callable[[], None]) -> None:
        self._post, self._bodies, self._let_in = post, bodies, let_in
        self._unpacking = CapacityLimiter(UNPACKED_AT_ONCE)
        self._pairing = CapacityLimiter(1)

    async def agency(self, _asked: Asked) -> Response:
        """Who the agency is."""
        return _said(self._post.keys.agency)

    async def pair(self, asked: Asked) -> Response:
        """A kiosk is let in by a code."""
        ask = await self._form(asked, PairAsk)
        address = asked.client.host if asked.client else ""
        work = partial(self._paired, ask, address)
        return _said(await to_thread.run_sync(work, limiter=self._pairing))

    def _paired(self, ask: PairAsk, address: str) -> PairFile:
        """One at a time, so that tries are counted before the next is looked at."""
        post = self._post
        with reading(post.engine) as connection:
            open_now = codes.open_codes(connection, post.now(), ask, address)
        known = codes.known_code(post.keys, ask, open_now)
        with writing(post.engine) as connection:
            label = codes.use_code(connection, post.now(), ask, known, address)
            if isinstance(label, str):
                certificate = devices.pair(post, connection, ask, label)
                pairing = devices.pairing_of(connection, ask.device)
        if not isinstance(label, str):
            raise label  # after the commit: the try counts
        self._let_in()
        answer = devices.answer(post, certificate, pairing)
        key = b"" if known is None else known.key
        return sealing.signed(by_code.with_mac(answer, key), post.keys.sign)

    async def request(self, asked: Asked) -> Response:
        """A new life of a paired kiosk gets its certificate."""
        request = await self._form(asked, Request)

        def renewed() -> msgspec.Struct:
            with writing(self._post.engine) as connection:
                certificate = devices.renew(self._post, connection, request)
            self._let_in()
            return certificate

        return _said(await to_thread.run_sync(renewed))

    async def parcels(self, asked: Asked) -> Response:
        """A parcel is taken in; the receipt says it is kept."""
        told = Told("lan", asked.headers.get("dermaga-version", ""), _waiting(asked))
        async with self._bodies.read(asked, MOST_BYTES) as body:
            work = partial(self._taken, body, told)
            return _said(await to_thread.run_sync(work, limiter=self._unpacking))

    def _taken(self, body: bytes, told: Told) -> Receipt:
        """What was revoked by it stands in the word before the kiosk asks for that."""
        taken = ingest.take(self._post, body, told)
        if taken.revoked:
            self._let_in()
        return taken.receipt

    async def receipt(self, asked: Asked) -> Response:
        """The last receipt of a device."""
        device = asked.path_params["device"]
        return _said(await to_thread.run_sync(self._read, receipts.latest, device))

    async def revoked(self, _asked: Asked) -> Response:
        """What holds no longer."""
        return _said(await to_thread.run_sync(self._read, revocations.current))

    async def elsewhere(self, asked: Asked) -> Response:
        """What learners did on other kiosks; 204 if there is nothing new."""
        ask = await self._form(asked, ElsewhereAsk)
        found = await to_thread.run_sync(self._read, elsewhere.answer, ask)
        if found is None:
            return Response(status_code=204)
        return Response(found, media_type=PARCEL)

    def _read(self, work: Callable[..., Any], *given: object) -> Any:  # noqa: ANN401 - as `work` says
        with reading(self._post.engine) as connection:
            return work(self._post, connection, *given)

    async def _form(self, asked: Asked, kind: type[Form]) -> Form:
        async with self._bodies.read(asked, sealing.LIMIT) as body:
            return sealing.read(body, kind)


def guarded(door: Door) -> Door:
    """The door, whose troubles become answers with a code."""

    async def answer(asked: Asked) -> Response:
        try:
            return await door(asked)
        except (PostTrouble, ParcelTrouble) as trouble:
            return refusal(trouble.code)
        except OperationalError:
            return refusal("away")

    return answer


def refusal(code: str) -> Response:
    """No, by a code."""
    headers = {"retry-after": _BUSY_SECONDS} if code in {"wait", "away"} else {}
    body = msgspec.json.encode(Refusal(code))
    return Response(body, STATUS[code], headers=headers, media_type=JSON)


def _said(form: msgspec.Struct) -> Response:
    return Response(sealing.written(form), media_type=JSON)


def _waiting(asked: Asked) -> int:
    said = asked.headers.get("dermaga-waiting", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0  # noqa: PLR2004


def routes_of(post: Post, bodies: Bodies, let_in: Callable[[], None]) -> list[Route]:
    """The doors, below /post/1/.

    `let_in` is called when a device got its certificate, and when a kiosk revoked a certificate.
    """
    doors = Doors(post, bodies, let_in)
    posted: tuple[tuple[str, Door], ...] = (
        ("/pair", doors.pair),
        ("/request", doors.request),
        ("/parcels", doors.parcels),
        ("/elsewhere", doors.elsewhere),
    )
    got: tuple[tuple[str, Door], ...] = (
        ("/agency", doors.agency),
        ("/receipts/{device}", doors.receipt),
        ("/revoked", doors.revoked),
    )
    return [
        *(Route(path, guarded(door), methods=["POST"]) for path, door in posted),
        *(Route(path, guarded(door), methods=["GET"]) for path, door in got),
    ]


def mounted(post: Post, folder: Path) -> list[Route | Mount]:
    """/post/1/…, /health and /metrics, and below the post the agency's word from its `folder`."""
    from kiosk.hub.word.routes import routes as word

    async def root(_asked: Asked) -> Response:
        try:
            return Response(await to_thread.run_sync(saying.root, post, folder), media_type=JSON)
        except WriterTrouble:
            return Response(status_code=404)

    def let_in() -> None:
        saying.let_in(post.engine, folder, post.now())

    said = [Route(f"/{saying.ROOT}", root, methods=["GET"]), *word(folder)]
    inside = [*routes_of(post, Bodies(), let_in), Mount("/word", routes=said)]
    return [Mount("/post/1", routes=inside), *health.routes_of(post)]
