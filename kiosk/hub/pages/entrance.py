"""Signing in and out, the language, and the files that every page needs."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

import anyio
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from kiosk.hub.database import reading, writing
from kiosk.hub.pages import officers, sessions, waits
from kiosk.hub.pages.gate import (
    ALL,
    HEADERS,
    IN,
    LANGUAGE,
    START,
    YEAR_SECONDS,
    Pages,
    PageTrouble,
    Visit,
    Way,
    page,
    set_cookie,
)
from kiosk.hub.pages.look import files

QUEUE: Final = 8
"""So many passphrases may wait to be looked at; each needs 19 MiB and time, one after the other."""


def routes(pages: Pages) -> list[Route]:
    """Sign-in, sign-out, language, files."""
    alone = anyio.CapacityLimiter(1)

    def sign_in(visit: Visit) -> Response:
        if alone.statistics().tasks_waiting > QUEUE:
            raise PageTrouble(503)
        return _sign_in(visit)

    return [
        page(pages, "/masuk", _entrance, post=sign_in, way=Way(open_to_all=True, alone=alone)),
        page(pages, "/keluar", _no_page, post=_sign_out),
        page(pages, "/bahasa/{language}", _choose_language, way=ALL),
        Route("/rupa/{name}", _file, methods=["GET"]),
    ]


def local(path: str) -> str:
    """A path of ours that was asked for before signing in; the start page for anything else."""
    try:
        parts = urlsplit(path)
    except ValueError:
        return "/"
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if safe and not parts.netloc and not parts.scheme and "\\" not in path else "/"


def _entrance(visit: Visit) -> Response:
    if visit.officer:
        return visit.go(local(visit.asked("ke")))
    return _form(visit, wanted=visit.asked("ke"))


def _form(visit: Visit, wanted: str, name: str = "", fault: str = "", left: int = 0) -> Response:
    token = visit.token or sessions.new_token(visit.post.chance)
    with reading(visit.post.engine) as connection:
        anybody = bool(officers.officers(connection))
    answer = replace(visit, token=token).shown(
        "sign-in.html", status=_STATUS[fault], name=name, wanted=local(wanted), fault=fault,
        minutes=-(-left // 60_000), anybody=anybody,
    )  # fmt: skip
    if not visit.token:
        set_cookie(visit, answer, START, token)
    if fault == "wait":
        answer.headers["retry-after"] = str(-(-left // 1000))
    return answer


_STATUS: Final = {"": 200, "wrong": 403, "wait": 429}


def _sign_in(visit: Visit) -> Response:
    post, name, wanted = visit.post, visit.sent("name"), visit.sent("ke")
    address = visit.request.client.host if visit.request.client else ""
    now = post.now()
    with writing(post.engine) as connection:
        left = waits.tried(connection, name, address, now)
        known = officers.found(connection, name)
    if left:
        return _form(visit, wanted, name, "wait", left)
    if (
        not officers.matches(known[1] if known else "", visit.form.get("passphrase", ""))
        or not known
    ):
        return _form(visit, wanted, name, "wrong")
    with writing(post.engine) as connection:
        waits.right(connection, name, address)
        if visit.officer:
            sessions.end(connection, visit.token)
        token = sessions.begin(connection, known[0], now, post.chance)
    answer = visit.go(local(wanted))
    set_cookie(visit, answer, IN, token)
    set_cookie(visit, answer, START, "")
    return answer


def _sign_out(visit: Visit) -> Response:
    with writing(visit.post.engine) as connection:
        sessions.end(connection, visit.token)
    answer = visit.go("/masuk")
    set_cookie(visit, answer, IN, "")
    answer.headers["clear-site-data"] = '"cache"'
    return answer


def _no_page(visit: Visit) -> Response:
    return visit.go("/")


def _choose_language(visit: Visit) -> Response:
    chosen = str(visit.request.path_params["language"])
    if chosen not in {"id", "en"}:
        raise PageTrouble(404)
    answer = visit.go(local(visit.asked("ke")))
    answer.set_cookie(
        LANGUAGE, chosen, max_age=YEAR_SECONDS, path="/", secure=visit.secure, httponly=True,
        samesite="lax",
    )  # fmt: skip
    return answer


async def _file(request: Request) -> Response:
    found = files().get(request.path_params["name"])
    if found is None:
        return Response(status_code=404, headers=HEADERS)
    lasting = f"public, max-age={YEAR_SECONDS if request.url.query else 86_400}"
    kinds = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml"}
    return FileResponse(
        found, media_type=kinds.get(found.suffix, "text/plain"),
        headers={**HEADERS, "cache-control": lasting},
    )  # fmt: skip
