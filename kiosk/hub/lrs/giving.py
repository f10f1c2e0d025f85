"""GET of statements. Communication 2.1.3."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import Connection, bindparam, text

from kiosk.hub import finding
from kiosk.hub.database import reading
from kiosk.hub.finding import Found, Range
from kiosk.hub.known import definitions
from kiosk.hub.lrs.asking import JSON, Asked, Refused, Reply, http_date, refused
from kiosk.hub.lrs.permission import reading_as, who
from kiosk.hub.prepared import ATTACHED, VOIDED, json_of, statement_of
from kiosk.xapi import formats
from kiosk.xapi.keys import keys
from kiosk.xapi.multipart import Part, mixed
from kiosk.xapi.query import Query, query

if TYPE_CHECKING:
    from kiosk.hub.application import Hub

_CHUNK: Final = 500
_FILES: Final = 16 * 1024 * 1024
"""Attachments of one page, in bytes: with more the page ends sooner."""
_ATTACHED = text(
    "select d.place, d.sha2, length(a.body) from attached d join attachment a on a.sha2 = d.sha2"
    " where d.place in :places order by d.place, d.sha2"
).bindparams(bindparam("places", expanding=True))
_BODY = text("select body from attachment where sha2 = :sha2")


class _More(Struct, array_like=True, forbid_unknown_fields=True):
    """What `more` holds: the parameters as they were asked, and the last place given."""

    params: list[tuple[str, str]]
    place: Annotated[int, Meta(ge=0, le=finding.NEWEST)]


def get(hub: Hub, asked: Asked) -> Reply:
    """One statement, or a page of those that were asked for."""
    params, place = _continued(asked.params)
    with reading(hub.engine) as connection:
        client = who(connection, asked)
        mine = reading_as(client, hub.settled.home_page)
        found = query(params, asked.version)
        if not isinstance(found, Query):
            raise Refused(400, found)
        if found.statement_id or found.voided_statement_id:
            return _one(hub, connection, asked, found, mine)
        return _page(hub, connection, asked, (params, found, place), mine)


def _continued(
    params: tuple[tuple[str, str], ...],
) -> tuple[tuple[tuple[str, str], ...], int | None]:
    """The parameters meant and where to go on. Raises Refused 400."""
    if not any(name == "more" for name, _ in params):
        return params, None
    try:
        ((_, token),) = params
        coded = base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True)
        more = msgspec.json.decode(coded, type=_More)
    except (ValueError, msgspec.MsgspecError) as error:
        raise refused(400, "This was not given out here.", "more") from error
    return tuple(more.params), more.place


def _one(hub: Hub, connection: Connection, asked: Asked, wanted: Query, mine: str | None) -> Reply:
    voided = wanted.voided_statement_id is not None
    found = finding.by_id(connection, wanted.voided_statement_id or wanted.statement_id or "")
    hidden = found is None or bool(found.flags & VOIDED) != voided
    if not hidden and found and mine is not None:
        hidden = not finding.is_by(found, mine, hub.settled.terms)
    if hidden or found is None:
        raise refused(404, "There is no such statement here.", "statementId")
    body = b"".join(_written(connection, asked, wanted, [found]))
    headers = (("Last-Modified", http_date(found.place)),)
    return _reply(hub, connection, (wanted, [found]), body, headers)


def _page(
    hub: Hub,
    connection: Connection,
    asked: Asked,
    wanted: tuple[tuple[tuple[str, str], ...], Query, int | None],
    mine: str | None,
) -> Reply:
    params, what, place = wanted
    most = min(what.limit or hub.page, hub.page)
    until = finding.NEWEST if what.until is None else what.until
    within = Range(what.since or 0, until, what.ascending)
    if place is not None:
        within = finding.rest(within, place)
    filters = finding.wanted(what, mine, hub.settled.terms)
    found = finding.find(connection, filters, within, most + 1, hub.settled.terms)
    shown = _that_fit(connection, found[:most]) if what.attachments else found[:most]
    more = _more(asked, params, shown[-1].place) if len(found) > len(shown) else ""
    written = b",".join(_written(connection, asked, what, shown))
    body = b'{"statements":[' + written + b'],"more":"' + more.encode() + b'"}'
    return _reply(hub, connection, (what, shown), body)


def _more(asked: Asked, params: Sequence[tuple[str, str]], place: int) -> str:
    coded = base64.urlsafe_b64encode(msgspec.json.encode(_More(list(params), place)))
    return f"{asked.base}statements?more={coded.decode().rstrip('=')}"


def _written(
    connection: Connection, asked: Asked, wanted: Query, found: Sequence[Found]
) -> Iterable[bytes]:
    if wanted.format == "exact":
        return [json_of(each.flags, each.place, each.body) for each in found]
    whole = [statement_of(each.flags, each.place, each.body) for each in found]
    if wanted.format == "ids":
        return [msgspec.json.encode(formats.ids(each)) for each in whole]
    known = _definitions_of(connection, whole)
    languages = formats.languages(asked.headers.get("accept-language", ""))
    return [msgspec.json.encode(formats.canonical(each, languages, known)) for each in whole]


def _definitions_of(
    connection: Connection, statements: Sequence[dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    names: set[str] = set()
    for each in statements:
        names |= keys(each).related_activities
    return definitions(connection, sorted(names))


def _reply(
    hub: Hub,
    connection: Connection,
    shown: tuple[Query, Sequence[Found]],
    body: bytes,
    headers: tuple[tuple[str, str], ...] = (),
) -> Reply:
    wanted, found = shown
    if not wanted.attachments:
        return Reply(200, body, JSON, headers)
    files = list(_files(connection, found))
    boundary = hub.chance(24).hex()
    whole = mixed([Part({"content-type": JSON}, body), *files], boundary)
    return Reply(200, whole, f"multipart/mixed; boundary={boundary}", headers)


def _sizes(connection: Connection, found: Sequence[Found]) -> dict[int, dict[str, int]]:
    """By place: the files that came with a statement, and their sizes."""
    places = [each.place for each in found if each.flags & ATTACHED]
    sizes: dict[int, dict[str, int]] = {}
    for start in range(0, len(places), _CHUNK):
        rows = connection.execute(_ATTACHED, {"places": places[start : start + _CHUNK]})
        for place, sha2, size in rows:
            sizes.setdefault(place, {})[sha2] = size
    return sizes


def _that_fit(connection: Connection, found: Sequence[Found]) -> Sequence[Found]:
    """The first ones whose files together are not too much for one answer; at least one."""
    sizes, files, total = _sizes(connection, found), set[str](), 0
    for n, each in enumerate(found):
        fresh = {k: v for k, v in sizes.get(each.place, {}).items() if k not in files}
        total += sum(fresh.values())
        if total > _FILES and n:
            return found[:n]
        files.update(fresh)
    return found


def _files(connection: Connection, found: Sequence[Found]) -> Iterable[Part]:
    """Each file once, with the content type by which its statement calls it."""
    sizes, given = _sizes(connection, found), set[str]()
    for each in found:
        if not sizes.get(each.place):
            continue
        statement = statement_of(each.flags, each.place, each.body)
        for attachment in statement["attachments"]:
            sha2 = attachment["sha2"].lower()
            if sha2 in given or sha2 not in sizes[each.place]:
                continue
            given.add(sha2)
            body = bytes(connection.execute(_BODY, {"sha2": sha2}).scalar_one())
            headers = {
                "content-type": attachment["contentType"],
                "content-transfer-encoding": "binary",
                "x-experience-api-hash": sha2,
            }
            yield Part(headers, body)
