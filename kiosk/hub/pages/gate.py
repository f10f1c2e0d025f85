"""Who may come in, and what every page carries.

A page is a function from a Visit to an answer, run in a thread. The gate reads the form, finds the
language and the officer, refuses a form that is not ours, and puts the headers on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import parse_qsl, quote

import anyio
from anyio import to_thread
from sqlalchemy.exc import OperationalError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kiosk.hub.database import reading, storable, writing
from kiosk.hub.pages import sessions
from kiosk.hub.pages.look import Look
from kiosk.hub.pages.nouns import nouns
from kiosk.hub.pages.sessions import Officer
from kiosk.hub.pages.speech import Language, language_of, speaking, spoken
from kiosk.hub.post.post import Post

FORM_LIMIT: Final = 64 * 1024
LONGEST_FIELD: Final = 1_000
YEAR_SECONDS: Final = 31_536_000
HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
LANGUAGE: Final = "dermaga_language"
IN, START = "dermaga", "dermaga_start"
"""Cookies: who is in; and, before that, which browser was shown the sign-in."""


class PageTrouble(Exception):
    """No such page, or not like this: an HTTP status with a page of its own."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class Pages:
    """What all pages share."""

    post: Post
    look: Look
    name: str
    word: Path | None = None


@dataclass(frozen=True)
class Visit:
    """One request of one person."""

    pages: Pages
    request: Request
    officer: Officer | None
    token: str
    form: dict[str, str] = field(default_factory=dict)

    @property
    def post(self) -> Post:
        """The agency's side of the parcels."""
        return self.pages.post

    def now(self) -> int:
        """UTC ms."""
        return self.pages.post.now()

    def asked(self, name: str) -> str:
        """A word of the query, trimmed; empty if there is none."""
        return storable(self.request.query_params.get(name, ""))[:LONGEST_FIELD].strip()

    def sent(self, name: str) -> str:
        """A field of the form, trimmed."""
        return self.form.get(name, "").strip()

    def number(self, name: str, least: int, most: int, other: int) -> int:
        """A number of the query; `other` for what is none in these bounds."""
        return whole(self.asked(name), least, most, other)

    def placed(self, name: str) -> int:
        """A number in the path, up to 2⁶³; 404 for what is none."""
        found = whole(str(self.request.path_params[name]), 0, (1 << 63) - 1, -1)
        if found < 0:
            raise PageTrouble(404)
        return found

    def shown(self, template: str, status: int = 200, **values: object) -> Response:
        """A page."""
        address = self.request.url
        here = address.path + (f"?{address.query}" if address.query else "")
        body = self.pages.look.drawn(
            template, visit=self, officer=self.officer, form_token=self.form_token, here=here,
            agency=self.pages.name, language=spoken(), nouns=nouns(), **values,
        )  # fmt: skip
        return Response(body, status, media_type="text/html")

    def go(self, path: str) -> Response:
        """See there instead."""
        return RedirectResponse(path, 303)

    @property
    def secure(self) -> bool:
        """Whether it came by TLS."""
        return self.request.url.scheme == "https"

    @property
    def form_token(self) -> str:
        """What forms on this page carry."""
        return sessions.form_token(self.token) if self.token else ""


Page: TypeAlias = Callable[[Visit], Response]


@dataclass(frozen=True)
class Way:
    """Who may open a door: officers, or all. `alone`: where its forms wait for each other."""

    open_to_all: bool = False
    alone: anyio.CapacityLimiter | None = None


OFFICERS: Final = Way()
ALL: Final = Way(open_to_all=True)


def whole(text: str, least: int, most: int, other: int) -> int:
    """A number from text of any origin."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        return other
    found = int(text)
    return found if least <= found <= most else other


def page(
    pages: Pages, path: str, answer: Page, *, post: Page | None = None, way: Way = OFFICERS
) -> Route:
    """A door; `post` answers its form."""

    async def endpoint(request: Request) -> Response:
        sending = request.method == "POST"
        form: dict[str, str] = {}
        if sending:
            try:
                form = await _form(request)
            except PageTrouble as trouble:
                return await to_thread.run_sync(_refused, pages, request, trouble.status)
        chosen = post if sending and post is not None else answer
        work = partial(_answered, pages, request, form, chosen, way)
        return await to_thread.run_sync(work, limiter=way.alone if sending else None)

    return Route(path, endpoint, methods=["GET"] if post is None else ["GET", "POST"])


def cookie(request: Request, name: str) -> str:
    """A cookie of ours; under TLS its name ties it to this host."""
    return request.cookies.get(cookie_name(request, name), "")[:LONGEST_FIELD]


def cookie_name(request: Request, name: str) -> str:
    """`__Host-` is refused by browsers without TLS."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def set_cookie(visit: Visit, answer: Response, name: str, value: str) -> None:
    """For this browser session, out of reach of scripts and of other sites. Empty: away with it."""
    answer.set_cookie(
        cookie_name(visit.request, name), value, max_age=None if value else 0, path="/",
        secure=visit.secure, httponly=True, samesite="strict",
    )  # fmt: skip


def language(request: Request) -> Language:
    """In which language to speak to this browser."""
    chosen = request.cookies.get(LANGUAGE, "")
    return language_of(chosen, request.headers.get("accept-language", ""))


async def _form(request: Request) -> dict[str, str]:
    """The fields of an urlencoded form. PageTrouble 413, 415 and 400."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise PageTrouble(415)
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > FORM_LIMIT:
                raise PageTrouble(413)
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=40)
    except (ClientDisconnect, ValueError) as error:
        raise PageTrouble(400) from error
    return {storable(name): storable(value)[:LONGEST_FIELD] for name, value in fields}


def _answered(
    pages: Pages, request: Request, form: dict[str, str], answer: Page, way: Way
) -> Response:
    visit = Visit(pages, request, None, "")
    with speaking(language(request)):
        try:
            visit = _visit(pages, request, form)
            return _with_headers(_let_in(visit, answer, way))
        except PageTrouble as trouble:
            return _told(visit, trouble.status)
        except OperationalError:
            return _told(visit, 503)


def _visit(pages: Pages, request: Request, form: dict[str, str]) -> Visit:
    token, now = cookie(request, IN), pages.post.now()
    with reading(pages.post.engine) as connection:
        officer = sessions.officer_of(connection, token, now)
    if officer and abs(now - officer.seen) > sessions.FRESH:
        with writing(pages.post.engine) as connection:
            sessions.touch(connection, token, now)
    if officer is None:
        token = cookie(request, START)
    return Visit(pages, request, officer, token, form)


def _let_in(visit: Visit, answer: Page, way: Way) -> Response:
    sending = visit.request.method == "POST"
    if not (visit.officer or way.open_to_all):
        if sending:
            raise PageTrouble(401)
        path, query = visit.request.url.path, visit.request.url.query
        wanted = path + (f"?{query}" if query else "")
        return visit.go("/masuk" if wanted == "/" else f"/masuk?ke={quote(wanted, safe='/')}")
    if sending and not sessions.is_form_token(visit.token, visit.sent("token")):
        raise PageTrouble(403)
    return answer(visit)


def _refused(pages: Pages, request: Request, status: int) -> Response:
    """Before it is known who asks."""
    with speaking(language(request)):
        return _told(Visit(pages, request, None, ""), status)


def _told(visit: Visit, status: int) -> Response:
    """A page that says what is wrong and where to go on."""
    answer = visit.shown("trouble.html", status, trouble=status)
    if status == 503:  # noqa: PLR2004 - Service Unavailable
        answer.headers["retry-after"] = "5"
    return _with_headers(answer)


def _with_headers(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer
