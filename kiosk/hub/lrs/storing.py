"""PUT and POST of statements. Communication 2.1.1 and 2.1.2."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kiosk.hub.database import clock, insert_many, reading, writing
from kiosk.hub.lrs.asking import JSON, Asked, Refused, Reply, decoded, refused
from kiosk.hub.lrs.permission import need, who
from kiosk.hub.lrs.signatures import signature_faults
from kiosk.hub.prepared import Prepared, prepare
from kiosk.hub.records import take_in
from kiosk.hub.sparing import uncollected
from kiosk.xapi.fault import Fault
from kiosk.xapi.multipart import Part, attachment_faults, parts
from kiosk.xapi.statement import batch_faults

if TYPE_CHECKING:
    from kiosk.hub.application import Hub
    from kiosk.hub.clients import Client

_ATTACHMENT: Final = (("sha2", "text"), ("body", "bytea"))
_HASH: Final = "x-experience-api-hash"
_CONFLICT: Final = "Another statement of this id is stored here; it was not changed."


def put(hub: Hub, asked: Asked) -> Reply:
    """Store one statement under the id of the query."""
    client = _writer(hub, asked)
    if [name for name, _ in asked.params] != ["statementId"]:
        raise refused(400, "Exactly the parameter statementId is needed.", "statementId")
    name = asked.params[0][1]
    one, attached = _content(asked)
    if not isinstance(one, dict):
        raise refused(400, "PUT stores one statement, a JSON object.")
    if str(one.setdefault("id", name)).lower() != name.lower():
        raise refused(400, "The statement has another id than the query.", "id")
    _store(hub, asked, client, [one], attached)
    return Reply(204)


@uncollected()
def post(hub: Hub, asked: Asked) -> Reply:
    """Store one statement or a batch: all of them or none. Answers the ids in order."""
    client = _writer(hub, asked)
    if asked.params:
        raise refused(400, "POST of statements has no parameters.", asked.params[0][0])
    content, attached = _content(asked)
    statements = content if isinstance(content, list) else [content]
    ids = _store(hub, asked, client, statements, attached)
    return Reply(200, msgspec.json.encode([str(uuid.UUID(bytes=each)) for each in ids]))


def _writer(hub: Hub, asked: Asked) -> Client:
    with reading(hub.engine) as connection:
        client = who(connection, asked)
    need(client, "statements/write")
    return client


def _content(asked: Asked) -> tuple[Any, tuple[Part, ...]]:
    """The decoded statements and the parts that came with them. Raises Refused 400."""
    if asked.media == JSON:
        return decoded(asked.body), ()
    if asked.media != "multipart/mixed":
        raise refused(400, f"Statements come as {JSON} or multipart/mixed.", "Content-Type")
    found = parts(asked.body, asked.headers["content-type"])
    if isinstance(found, Fault):
        raise Refused(400, (found,))
    if not found or _media(found[0]) != JSON:
        raise refused(400, f"The first part holds the statements as {JSON}.", "Content-Type")
    return decoded(found[0].body), found[1:]


def _media(part: Part) -> str:
    return part.headers.get("content-type", "").partition(";")[0].strip().lower()


def _store(
    hub: Hub,
    asked: Asked,
    client: Client,
    statements: list[Any],
    attached: tuple[Part, ...],
) -> list[bytes]:
    """The ids of the statements, in order. Raises Refused 400 or 409; then nothing is stored."""
    faults = batch_faults(statements, asked.version)
    if not faults:
        faults = attachment_faults(statements, attached)
    if not faults:
        faults = tuple(signature_faults(statements, attached))
    if faults:
        raise Refused(400, faults)
    ready = _prepared(hub, asked, client, statements, attached)
    with writing(hub.engine) as connection:
        at = clock(connection, hub.now())
        define = client.may("define")
        taken = take_in(connection, ready, at, hub.settled.terms, define=define)
        if taken.conflicting:
            names = [str(uuid.UUID(bytes=each)) for each in taken.conflicting]
            raise Refused(409, [Fault(name, _CONFLICT) for name in names])
        rows = list({part.headers[_HASH].lower(): part.body for part in attached}.items())
        insert_many(connection, "attachment", _ATTACHMENT, rows, ignore=True)
    return [each.id for each in ready]


def _prepared(
    hub: Hub,
    asked: Asked,
    client: Client,
    statements: Sequence[Any],
    attached: tuple[Part, ...],
) -> list[Prepared]:
    authority = client.authority(hub.settled.home_page)
    hashes = frozenset(part.headers[_HASH].lower() for part in attached)
    return [
        prepare(
            statement,
            new_id="" if "id" in statement else str(uuid.UUID(bytes=hub.chance(16), version=4)),
            authority=authority,
            version=asked.version,
            terms=hub.settled.terms,
            attached=hashes,
        )
        for statement in statements
    ]
