"""About, agents and activities. Communication 2.4, 2.5 and 2.8."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kiosk.hub import known
from kiosk.hub.database import reading, storable
from kiosk.hub.lrs.asking import JSON, Asked, Refused, Reply, refused
from kiosk.hub.lrs.permission import need, who
from kiosk.xapi.documents import DocumentQuery, document_query
from kiosk.xapi.fault import Version

if TYPE_CHECKING:
    from kiosk.hub.application import Hub

VERSIONS: Final[dict[Version, tuple[str, ...]]] = {"1.0.3": ("1.0.3",), "2.0.0": ("1.0.3", "2.0.0")}
"""By base. Clients of 1.0.3 may not expect later versions in the list."""


def about(hub: Hub, asked: Asked) -> Reply:
    """Which versions are spoken here; open to everyone."""
    del hub
    if asked.params:
        raise refused(400, "This resource has no parameters.", asked.params[0][0])
    return Reply(200, msgspec.json.encode({"version": VERSIONS[asked.version]}))


def agents(hub: Hub, asked: Asked) -> Reply:
    """The Person object of an agent."""
    with reading(hub.engine) as connection:
        need(who(connection, asked), "statements/read", "all/read", "profile")
        found = document_query("agents", "GET", asked.params, asked.version)
        if not isinstance(found, DocumentQuery):
            raise Refused(400, found)
        return _tagged(known.person(connection, storable(found.agent or ""), found.person or {}))


def activities(hub: Hub, asked: Asked) -> Reply:
    """An activity with all that is known of it."""
    with reading(hub.engine) as connection:
        who(connection, asked)
        found = document_query("activities", "GET", asked.params, asked.version)
        if not isinstance(found, DocumentQuery):
            raise Refused(400, found)
        return _tagged(known.activity(connection, storable(found.activity or "")))


def _tagged(found: dict[str, Any]) -> Reply:
    body = msgspec.json.encode(found)
    tag = hashlib.sha1(body, usedforsecurity=False).hexdigest()
    return Reply(200, body, JSON, (("ETag", f'"{tag}"'),))
