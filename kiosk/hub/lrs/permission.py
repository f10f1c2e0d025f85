"""Who asks, and what they may."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from kiosk.hub.clients import Client, Scope, client_of, credentials
from kiosk.hub.lrs.asking import Asked, Refused, refused
from kiosk.xapi.fault import Fault

_REALM: Final = (("WWW-Authenticate", 'Basic realm="xAPI", charset="UTF-8"'),)


def who(connection: Connection, asked: Asked) -> Client:
    """The client of the request's credentials. Raises Refused 401."""
    given = credentials(asked.headers.get("authorization", ""))
    found = client_of(connection, *given) if given else None
    if found is None:
        why = "Credentials of this store are needed (HTTP Basic)."
        raise Refused(401, (Fault("Authorization", why),), _REALM)
    return found


def need(client: Client, *scopes: Scope) -> None:
    """Raises Refused 403 if none of these was granted."""
    if not client.may(*scopes):
        raise refused(403, "These credentials may not do this.", "Authorization")


def reading_as(client: Client, home_page: str) -> str | None:
    """The key of the only authority whose statements may be read; None: all. Raises Refused 403."""
    from kiosk.xapi.keys import agent_key

    need(client, "statements/read", "all/read", "statements/read/mine")
    if client.may("statements/read", "all/read"):
        return None
    return agent_key(client.authority(home_page))
