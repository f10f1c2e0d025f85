"""Pairing codes: eight digits, for one kiosk, for fifteen minutes on the hub's clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from kiosk.hub.database import storable
from kiosk.hub.post import tables
from kiosk.hub.post.keys import AgencyKeys
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel.forms import PairAsk

DIGITS: Final = 8
LASTS: Final = 15 * 60_000
FREE_TRIES: Final = 5
WAIT: Final = 60_000
LONGEST_WAIT: Final = 3_600_000
BURNT: Final = 50
"""Wrong codes from anywhere after which an open code is void: of 10⁸, fifty are no chance."""
OPEN_AT_ONCE: Final = 20


def new_code(
    connection: Connection, keys: AgencyKeys, now: int, chance: Callable[[int], bytes], label: str
) -> str:
    """A fresh code. `label` goes to the kiosk that uses it."""
    open_codes = tables.code.c
    connection.execute(delete(tables.code).where(open_codes.made < now - LASTS))
    count = connection.scalar(select(func.count()).select_from(tables.code)) or 0
    if count >= OPEN_AT_ONCE:
        raise PostTrouble("code-many")
    while True:
        digits = f"{int.from_bytes(chance(8)) % 10**DIGITS:0{DIGITS}}"
        mac = keys.mac("code", digits)
        if connection.scalar(select(open_codes.mac).where(open_codes.mac == mac)) is None:
            break
    connection.execute(insert(tables.code).values(mac=mac, label=label, made=now))
    return digits


def use_code(
    connection: Connection, keys: AgencyKeys, now: int, ask: PairAsk, address: str
) -> str | PostTrouble:
    """Spend a code and answer its label; for the same kiosk again, as answers get lost.

    The trouble, "wait" or "code", is answered, not raised: the try itself is to be kept.
    """
    if _waits(connection, now, address):
        return PostTrouble("wait")
    codes = tables.code.c
    digits = "".join(x for x in ask.code if x.isdigit() and x.isascii())
    spent = connection.execute(
        update(tables.code)
        .where(
            codes.mac == keys.mac("code", digits),
            or_(codes.used == 0, codes.device == ask.device),
            codes.tries < BURNT,
            codes.made > now - LASTS,
            codes.made <= now,
        )
        .values(used=now, device=storable(ask.device)[:36])
        .returning(codes.label)
    ).scalar()
    if spent is None:
        _wrong(connection, now, address)
        return PostTrouble("code")
    connection.execute(delete(tables.knock).where(tables.knock.c.address == address))
    return str(spent)


def _waits(connection: Connection, now: int, address: str) -> bool:
    knock = tables.knock.c
    until = connection.scalar(select(knock.until).where(knock.address == address))
    return until is not None and now < until <= now + LONGEST_WAIT


def _wrong(connection: Connection, now: int, address: str) -> None:
    """Count against the address, whose wait grows, and against every open code."""
    connection.execute(update(tables.code).values(tries=tables.code.c.tries + 1))
    knock = tables.knock.c
    connection.execute(delete(tables.knock).where(knock.until < now - 24 * LONGEST_WAIT))
    tries = connection.scalar(select(knock.tries).where(knock.address == address)) or 0
    over = tries + 1 - FREE_TRIES
    wait = 0 if over < 0 else min(WAIT << min(over, 10), LONGEST_WAIT)
    if tries:
        change = update(tables.knock).where(knock.address == address)
    else:
        change = insert(tables.knock).values(address=address)  # type: ignore[assignment]
    connection.execute(change.values(tries=tries + 1, until=now + wait))
