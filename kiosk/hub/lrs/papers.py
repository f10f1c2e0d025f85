"""State, agent and activity profiles. Communication 2.2, 2.3, 2.6, 2.7 and 3.1."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, text

from kiosk.hub.database import clock, reading, writing
from kiosk.hub.lrs.asking import JSON, Asked, Refused, Reply, decoded, http_date, refused
from kiosk.hub.lrs.permission import need, who
from kiosk.xapi.documents import DocumentQuery, Resource, document_query, merged_document

if TYPE_CHECKING:
    from kiosk.hub.application import Hub
    from kiosk.hub.clients import Scope

_PLACE: Final = (
    "resource = :resource and activity = :activity and agent = :agent"
    " and registration = :registration"
)
_ONE = text(
    f"select content_type, etag, modified, body from document where {_PLACE} and id = :id"  # noqa: S608
)
_SAVE = text(
    "insert into document (resource, activity, agent, registration, id, content_type, etag,"
    " modified, body) values (:resource, :activity, :agent, :registration, :id, :content_type,"
    " :etag, :modified, :body)"
    " on conflict (resource, activity, agent, registration, id) do update set"
    " content_type = excluded.content_type, etag = excluded.etag,"
    " modified = excluded.modified, body = excluded.body"
)
_RESOLVE: Final = (
    "This document exists. Get it to see its current state, then send its ETag in the header"
    " If-Match to replace it."
)
_GUARD: Final = "Send If-None-Match: * to store a new profile, or If-Match to replace one."


class Document(Struct, frozen=True):
    """A document as it is kept; `modified` in UTC microseconds."""

    content_type: str
    etag: str
    modified: int
    body: bytes


def get(hub: Hub, asked: Asked) -> Reply:
    """One document, or the ids of all of them."""
    with reading(hub.engine) as connection:
        need(who(connection, asked), _scope(asked), "all/read")
        wanted = _wanted(asked)
        if wanted.id is None:
            return _ids(connection, asked, wanted)
        found = _document(connection, asked, wanted)
    if found is None:
        raise refused(404, "There is no such document here.")
    headers = (("ETag", f'"{found.etag}"'), ("Last-Modified", http_date(found.modified)))
    return Reply(200, found.body, found.content_type, headers)


def put(hub: Hub, asked: Asked) -> Reply:
    """Store a document in place of the one before."""
    wanted = _writer(hub, asked)
    _must_be_what_it_says(asked)
    with writing(hub.engine) as connection:
        found = _document(connection, asked, wanted)
        _check(asked, found)
        if not {"if-match", "if-none-match"} & asked.headers.keys():
            _check_unguarded(asked, found)
        _save(hub, connection, asked, wanted, asked.body)
    return Reply(204)


def post(hub: Hub, asked: Asked) -> Reply:
    """Store a document, or put the members of a JSON object into the one that is there."""
    wanted = _writer(hub, asked)
    _must_be_what_it_says(asked)
    with writing(hub.engine) as connection:
        found = _document(connection, asked, wanted)
        _check(asked, found)
        body: bytes | None = asked.body
        if found:
            both = asked.media == JSON and _media(found.content_type) == JSON
            body = merged_document(found.body, asked.body) if both else None
        if body is None:
            raise refused(400, "Both documents must be JSON objects to be put together.")
        _save(hub, connection, asked, wanted, body)
    return Reply(204)


def delete(hub: Hub, asked: Asked) -> Reply:
    """Remove one document, or all states of the context."""
    wanted = _writer(hub, asked)
    where = _where(asked, wanted)
    each = "" if wanted.id is None else " and id = :id"
    wide = _any_registration(asked, wanted)
    place = _PLACE.replace(" and registration = :registration", "") if wide else _PLACE
    with writing(hub.engine) as connection:
        if wanted.id is not None:
            _check(asked, _document(connection, asked, wanted))
        connection.execute(text(f"delete from document where {place}{each}"), where)  # noqa: S608
    return Reply(204)


def _scope(asked: Asked) -> Scope:
    return "state" if asked.resource == "activities/state" else "profile"


def _writer(hub: Hub, asked: Asked) -> DocumentQuery:
    with reading(hub.engine) as connection:
        need(who(connection, asked), _scope(asked))
    return _wanted(asked)


def _wanted(asked: Asked) -> DocumentQuery:
    found = document_query(_resource(asked), asked.method, asked.params, asked.version)
    if not isinstance(found, DocumentQuery):
        raise Refused(400, found)
    if any("\0" in words for words in (found.activity or "", found.agent or "", found.id or "")):
        raise refused(400, "A parameter holds the character NUL.")
    return found


def _resource(asked: Asked) -> Resource:
    return asked.resource  # type: ignore[return-value] # the door knows only these


def _where(asked: Asked, wanted: DocumentQuery) -> dict[str, Any]:
    return {
        "resource": asked.resource,
        "activity": wanted.activity or "",
        "agent": wanted.agent or "",
        "registration": wanted.registration or "",
        "id": wanted.id or "",
    }


def _any_registration(asked: Asked, wanted: DocumentQuery) -> bool:
    """Without a registration the whole context is meant, where several documents are."""
    state = asked.resource == "activities/state"
    return state and wanted.id is None and wanted.registration is None


def _document(connection: Connection, asked: Asked, wanted: DocumentQuery) -> Document | None:
    row = connection.execute(_ONE, _where(asked, wanted)).first()
    return Document(row[0], row[1], row[2], bytes(row[3])) if row else None


def _ids(connection: Connection, asked: Asked, wanted: DocumentQuery) -> Reply:
    wide = _any_registration(asked, wanted)
    place = _PLACE.replace(" and registration = :registration", "") if wide else _PLACE
    sql = f"select id, modified from document where {place} and modified > :since order by id"  # noqa: S608
    rows = connection.execute(
        text(sql), {**_where(asked, wanted), "since": -1 if wanted.since is None else wanted.since}
    ).all()
    body = msgspec.json.encode(list(dict.fromkeys(row[0] for row in rows)))
    headers = [("ETag", f'"{_hash(body)}"')]
    if rows:
        headers.append(("Last-Modified", http_date(max(row[1] for row in rows))))
    return Reply(200, body, JSON, tuple(headers))


def _must_be_what_it_says(asked: Asked) -> None:
    """What calls itself JSON is JSON. Communication 3.2."""
    if asked.media == JSON:
        decoded(asked.body)


def _check_unguarded(asked: Asked, found: Document | None) -> None:
    """What a PUT without either header may do. Raises Refused 400 or 409.

    States need none; in 1.0.3 they may even be overwritten without looking, since conflicts are
    unlikely there.
    """
    state = asked.resource == "activities/state"
    if found and not (state and asked.version == "1.0.3"):
        raise refused(409, _RESOLVE, "If-Match")
    if not found and not state:
        raise refused(400, _GUARD, "If-None-Match")


def _check(asked: Asked, found: Document | None) -> None:
    """Raises Refused 412 if the state of the document is not the one the client counts on."""
    match = asked.headers.get("if-match")
    if match is not None and not _names(match, found):
        raise refused(412, "The document is not the one you last saw.", "If-Match")
    none = asked.headers.get("if-none-match")
    if none is not None and _names(none, found):
        raise refused(412, "There is a document already.", "If-None-Match")


def _names(header: str, found: Document | None) -> bool:
    """Whether the tags of a header name the document (RFC 7232; quotes may be missing)."""
    if found is None:
        return False
    tags = {tag.strip().removeprefix("W/").strip('"').lower() for tag in header.split(",")}
    return "*" in tags or found.etag in tags


def _save(
    hub: Hub, connection: Connection, asked: Asked, wanted: DocumentQuery, body: bytes
) -> None:
    media = asked.headers.get("content-type", "").strip() or "application/octet-stream"
    row = {
        **_where(asked, wanted),
        "content_type": media,
        "etag": _hash(body),
        "modified": clock(connection, hub.now()),
        "body": body,
    }
    connection.execute(_SAVE, row)


def _media(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _hash(body: bytes) -> str:
    return hashlib.sha1(body, usedforsecurity=False).hexdigest()  # as Communication 3.1 wants it
