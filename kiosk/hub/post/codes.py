"""Pairing codes: eight digits, for one kiosk, for fifteen minutes on the hub's clock.

The digits follow from the agency's key and the code's id, so the database and its backups hold
none. A kiosk does not say its code (`kiosk.parcel.code`): each open one is tried on its question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from kiosk.hub.database import storable
from kiosk.hub.post import tables
from kiosk.hub.post.keys import AgencyKeys
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel import code as by_code
from kiosk.parcel.forms import PairAsk

DIGITS: Final = 8
LASTS: Final = 15 * 60_000
FREE_TRIES: Final = 5
WAIT: Final = 60_000
LONGEST_WAIT: Final = 3_600_000
BURNT: Final = 50
"""Wrong codes from anywhere after which an open code is void: of 10⁸, fifty are no chance."""
OPEN_AT_ONCE: Final = 20
_ID_BYTES: Final = 32


class Known(Struct, frozen=True):
    """The code that a kiosk knows: its id, and the key that follows from it for this question."""

    code: bytes
    key: bytes


def new_code(
    connection: Connection, keys: AgencyKeys, now: int, chance: Callable[[int], bytes], label: str
) -> str:
    """A fresh code. `label` goes to the kiosk that uses it."""
    codes = tables.code.c
    connection.execute(delete(tables.code).where(codes.made < now - LASTS))
    count = connection.scalar(select(func.count()).select_from(tables.code)) or 0
    if count >= OPEN_AT_ONCE:
        raise PostTrouble("code-many")
    made = chance(_ID_BYTES)
    connection.execute(insert(tables.code).values(id=made, label=label, made=now))
    return _digits(keys, made)


def _digits(keys: AgencyKeys, code: bytes) -> str:
    drawn = int.from_bytes(keys.mac("code", code.hex()), "big")
    return f"{drawn % 10**DIGITS:0{DIGITS}}"


def open_codes(connection: Connection, now: int, ask: PairAsk, address: str) -> Sequence[bytes]:
    """The codes that a kiosk may have typed.

    Raises PostTrouble "strange" (no question of this kind) and "wait" (nothing is looked at).
    """
    if len(ask.nonce) != by_code.NONCE_BYTES or not ask.mac:
        raise PostTrouble("strange")
    if _waits(connection, now, address):
        raise PostTrouble("wait")
    return connection.scalars(select(tables.code.c.id).where(_open(now, ask))).all()


def known_code(keys: AgencyKeys, ask: PairAsk, codes: Sequence[bytes]) -> Known | None:
    """Which of the codes a kiosk shows to know; slow (argon2), so outside any transaction."""
    for each in codes:
        key = by_code.key_of(_digits(keys, each), ask)
        if by_code.mac_holds(ask, key):
            return Known(each, key)
    return None


def use_code(
    connection: Connection, now: int, ask: PairAsk, known: Known | None, address: str
) -> str | PostTrouble:
    """Spend a code and answer its label; for the same kiosk again, as answers get lost.

    The trouble, "wait" or "code", is answered, not raised: the try itself is to be kept.
    """
    if _waits(connection, now, address):
        return PostTrouble("wait")
    spent = None
    if known is not None:
        spent = connection.execute(
            update(tables.code)
            .where(tables.code.c.id == known.code, _open(now, ask))
            .values(used=now, device=_device(ask))
            .returning(tables.code.c.label)
        ).scalar()
    if spent is None:
        _wrong(connection, now, address)
        return PostTrouble("code")
    connection.execute(delete(tables.knock).where(tables.knock.c.address == address))
    return str(spent)


def _open(now: int, ask: PairAsk) -> ColumnElement[bool]:
    """Codes that this device may use now."""
    codes = tables.code.c
    return and_(
        or_(codes.used == 0, codes.device == _device(ask)),
        codes.tries < BURNT,
        codes.made > now - LASTS,
        codes.made <= now,
    )


def _device(ask: PairAsk) -> str:
    return storable(ask.device)[:36]


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
