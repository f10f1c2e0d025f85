"""Waiting after wrong passphrases, on the server's clock, for the name and for the address.

A try is counted before it is looked at: many at a time are many.
"""

from __future__ import annotations

import ipaddress
from typing import Final

from sqlalchemy import Connection, text

from kiosk.hub.pages.officers import key_of

FREE_OF_A_NAME: Final = 4
FREE_OF_AN_ADDRESS: Final = 20
FIRST: Final = 30_000
LONGEST: Final = 30 * 60_000
FORGOTTEN: Final = 24 * 3_600_000
_OF = text("select tries, until from page_wait where who = :who")
_COUNT = text(
    "insert into page_wait (who, tries, until) values (:who, 1, :until)"
    " on conflict (who) do update set tries = page_wait.tries + 1, until = excluded.until"
)
_FORGET = text("delete from page_wait where who = :who")
_OLD = text("delete from page_wait where until < :at")


def tried(connection: Connection, name: str, address: str, now: int) -> int:
    """Count a try; milliseconds that must pass first, and then nothing was counted."""
    limits = {_named(name): FREE_OF_A_NAME, _at(address): FREE_OF_AN_ADDRESS}
    connection.execute(_OLD, {"at": now - FORGOTTEN})
    known = {who: connection.execute(_OF, {"who": who}).first() for who in limits}
    left = max((row.until - now for row in known.values() if row), default=0)
    if 0 < left <= LONGEST:
        return int(left)
    for who, free in limits.items():
        row = known[who]
        tries = (row.tries if row else 0) + 1
        connection.execute(_COUNT, {"who": who, "until": now + wait_after(tries, free)})
    return 0


def right(connection: Connection, name: str, address: str) -> None:
    """Forget the wrong tries."""
    for who in (_named(name), _at(address)):
        connection.execute(_FORGET, {"who": who})


def wait_after(tries: int, free: int) -> int:
    """Milliseconds: none for the free ones, then doubling from half a minute to half an hour."""
    over = tries - free
    return 0 if over < 0 else min(FIRST << min(over, 10), LONGEST)


def _named(name: str) -> str:
    return f"name {key_of(name)}"


def _at(address: str) -> str:
    """An IPv6 customer has a whole network: the first half of the address counts."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return f"at {address[:60]}"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return f"at {ipaddress.ip_network((found, 64), strict=False)}"
    return f"at {found}"
