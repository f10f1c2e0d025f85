"""The door of the record store: HTTP in, an `Asked` to the resource, its `Reply` out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

import anyio
import anyio.to_thread
from msgspec import structs
from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from kiosk.hub.database import reading, through
from kiosk.hub.lrs import alternate, giving, lookups, papers, storing
from kiosk.hub.lrs.asking import Asked, Refused, Reply, refusal, refused
from kiosk.hub.lrs.body import Bodies
from kiosk.hub.lrs.permission import who
from kiosk.hub.prepared import stored_at
from kiosk.xapi.fault import Fault, Version
from kiosk.xapi.headers import version_fault

if TYPE_CHECKING:
    from kiosk.hub.application import Hub

Answer: TypeAlias = Callable[["Hub", Asked], Reply]
BASES: Final[dict[str, Version]] = {"/xapi/1.0.3/": "1.0.3", "/xapi/2.0/": "2.0.0"}
_PAPERS: Final[dict[str, Answer]] = {
    "GET": papers.get,
    "PUT": papers.put,
    "POST": papers.post,
    "DELETE": papers.delete,
}
RESOURCES: Final[dict[str, Mapping[str, Answer]]] = {
    "statements": {"GET": giving.get, "PUT": storing.put, "POST": storing.post},
    "activities/state": _PAPERS,
    "activities/profile": _PAPERS,
    "agents/profile": _PAPERS,
    "activities": {"GET": lookups.activities},
    "agents": {"GET": lookups.agents},
    "about": {"GET": lookups.about},
}
_LOG: Final = logging.getLogger(__name__)
_AWAY: Final = Refused(
    503, (Fault("", "The database does not answer just now."),), (("Retry-After", "30"),)
)
_WRITERS: Final = 4
_VERSION: Final = "X-Experience-API-Version"
_THROUGH: Final = "X-Experience-API-Consistent-Through"


def routes(hub: Hub) -> list[Route]:
    """The resources of both versions; what is below the bases and is none answers 404."""
    bodies = Bodies(hub.limit)
    return [
        Route(base + "{resource:path}", _Door(hub, base, version, bodies))
        for base, version in BASES.items()
    ]


class _Door:
    """One version's base as an ASGI endpoint, so that every method comes here."""

    def __init__(self, hub: Hub, base: str, version: Version, bodies: Bodies) -> None:
        self._hub, self._base, self._version = hub, base, version
        self._bodies = bodies
        self._limiter: anyio.CapacityLimiter | None = None

    async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - ASGI's
        request = Request(scope, receive)
        try:
            reply = await self._answered(request)
        except ClientDisconnect:
            return
        except OperationalError:
            _LOG.exception("the database does not answer")
            reply = refusal(_AWAY, request.headers.get("accept", ""))
        await self._response(request, reply)(scope, receive, send)

    async def _answered(self, request: Request) -> Reply:
        resource = request.path_params["resource"].strip("/")
        try:
            return await self._served(request, resource)
        except Refused as found:
            reply = refusal(found, request.headers.get("accept", ""))
        if resource == "statements" or resource not in RESOURCES:  # it may have been meant
            return await run_in_threadpool(self._through, reply)
        return reply

    async def _served(self, request: Request, resource: str) -> Reply:
        answers = RESOURCES.get(resource)
        if answers is None:
            raise refused(404, "There is no such resource.")
        method = "GET" if request.method == "HEAD" else request.method
        if method not in answers and not (method == "POST" and self._version == "1.0.3"):
            raise _not_allowed(answers)
        head = self._asked(request, resource, method, b"")

        async def admit() -> None:
            await run_in_threadpool(self._admit, head)

        async with self._bodies.of(request, admit) as body:
            asked = structs.replace(head, body=body)
            work = self._statements if resource == "statements" else self._resource
            if method == "GET":
                return await run_in_threadpool(work, asked)
            return await anyio.to_thread.run_sync(work, asked, limiter=self._writers())

    def _writers(self) -> anyio.CapacityLimiter:
        """Threads of their own, so that those who wait to write do not keep readers out."""
        self._limiter = self._limiter or anyio.CapacityLimiter(_WRITERS)
        return self._limiter

    def _asked(self, request: Request, resource: str, method: str, body: bytes) -> Asked:
        return Asked(
            method=method,  # type: ignore[arg-type] # one of the resource's
            resource=resource,
            version=self._version,
            params=tuple(request.query_params.multi_items()),
            headers=dict(request.headers.items()),
            body=body,
            base=request.scope.get("root_path", "") + self._base,
        )

    def _statements(self, asked: Asked) -> Reply:
        """With the header that each answer of this resource has. Communication 2.1.3."""
        seen = through(self._hub.engine, self._hub.now())  # before anything is read
        return _with_through(self._resource(asked), seen)

    def _through(self, reply: Reply) -> Reply:
        return _with_through(reply, through(self._hub.engine, self._hub.now()))

    def _admit(self, head: Asked) -> None:
        """Large bodies are read only from clients that are known by the headers of HTTP."""
        self._check_version(head)
        with reading(self._hub.engine) as connection:
            who(connection, head)

    def _check_version(self, asked: Asked) -> None:
        fault = version_fault(asked.headers.get(_VERSION.lower()), self._version)
        if fault and asked.resource != "about":
            raise Refused(400, (fault,))

    def _resource(self, asked: Asked) -> Reply:
        answers = RESOURCES[asked.resource]
        if self._version == "1.0.3" and alternate.is_alternate(asked):
            asked = alternate.meant(asked)
        if asked.method not in answers:
            raise _not_allowed(answers)
        self._check_version(asked)
        return answers[asked.method](self._hub, asked)

    def _response(self, request: Request, reply: Reply) -> Response:
        headers = {_VERSION: self._version, "Cache-Control": "no-cache", **dict(reply.headers)}
        if reply.status == 204:  # noqa: PLR2004 - No Content
            return Response(status_code=204, headers=headers)
        headers["Content-Type"] = reply.media
        if request.method == "HEAD":
            headers["Content-Length"] = str(len(reply.body))
            return Response(status_code=reply.status, headers=headers)
        return Response(reply.body, reply.status, headers)


def _with_through(reply: Reply, seen: int) -> Reply:
    return structs.replace(reply, headers=(*reply.headers, (_THROUGH, stored_at(seen))))


def _not_allowed(answers: Mapping[str, Answer]) -> Refused:
    allowed = ", ".join(["HEAD", *answers])
    found = refused(405, f"Allowed here: {allowed}.")
    return Refused(405, found.faults, (("Allow", allowed),))
