"""An electronic signature of the agency on a certificate's PDF: PAdES (ETSI EN 319 142-1).

It is added behind the file (an incremental update), so what was issued stays its beginning, byte
for byte, and its own seal and check code hold as before. The first signature certifies: after it
only further signatures, and what keeps them checkable for long, may be added. The fields of all
signatories are laid out with it, so that the second finds a place.

Level B-B needs no network; B-T has a time stamp of a server; B-LTA embeds the revocation lists the
chain points to and stamps them as well. Importing this takes a second: import it late.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Coroutine
from typing import TypeVar

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError

from kiosk.certificate import signature_check as check
from kiosk.certificate.signature_check import Found, Trust, lasts, signatures
from kiosk.certificate.signature_key import Key, read_key
from kiosk.certificate.signature_pdf import Box, Wish, addition, lasting, lay_out, signed
from kiosk.certificate.signature_revocation import gathered
from kiosk.certificate.signature_stamp import Ask, Level, Stamper
from kiosk.certificate.signature_trouble import SignTrouble

__all__ = [
    "Ask", "Box", "Found", "Key", "Level", "SignTrouble", "Stamper", "Trust", "Wish", "holds",
    "lasts", "prolong", "read_key", "sign", "signatures", "trusted",
]  # fmt: skip
Done = TypeVar("Done")


def trusted(
    key: Key, when: dt.datetime, level: Level = "b-b", stamper: Stamper | None = None
) -> Trust:
    """Whom to believe for signatures of this key at this time; servers are asked for it.

    Good for a batch, its `when` moved on. Raises SignTrouble.
    """
    return _finished(_trusted(key, when, level, stamper))


def sign(pdf: bytes, key: Key, wish: Wish, trust: Trust, stamper: Stamper | None = None) -> bytes:
    """The file with a signature, looked at as a reader would; it begins with `pdf`.

    A stamper is needed for B-T and B-LTA. Raises SignTrouble; then nothing was made.
    """
    return _finished(_sign(pdf, key, wish, trust, stamper))


def prolong(pdf: bytes, number: int, trust: Trust, stamper: Stamper) -> bytes:
    """A signed file with revocation lists and a time stamp added behind: from now on B-LTA.

    Raises SignTrouble.
    """
    return _finished(_prolong(pdf, number, trust, stamper))


def holds(pdf: bytes, key: Key, number: int) -> bool:
    """Whether this key's signature as that signatory is in the file, and all in it holds.

    Raises SignTrouble for a file that cannot be read or does not hold.
    """
    found = _finished(check.earlier(pdf))
    return any(each.number == number and each.public == key.public for each in found)


def _finished(work: Coroutine[object, object, Done]) -> Done:
    """What the work comes to. Not by asyncio.run: that one swallows a Ctrl-C in work like ours."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.close()


async def _trusted(key: Key, when: dt.datetime, level: Level, stamper: Stamper | None) -> Trust:
    if level == "b-b" or stamper is None:
        return await check.trust(key, when, None)
    trust = await check.trust(key, when, stamper)
    if level == "b-t":
        return trust
    said = gathered(trust.pointing, trust.all_of, stamper.ask)
    return await check.with_revoked(trust, said)


async def _sign(pdf: bytes, key: Key, wish: Wish, trust: Trust, stamper: Stamper | None) -> bytes:
    stamper = None if wish.level == "b-b" else stamper
    earlier = await check.earlier(pdf)
    if any(each.number == wish.number for each in earlier):
        raise SignTrouble("box-taken")
    try:
        writer = addition(pdf)
        lay_out(writer, wish, first=not earlier)
        made = await signed(writer, key, wish, trust.when, stamper=stamper, certify=not earlier)
        if wish.level == "b-lta" and stamper is not None:
            made = await lasting(made, trust, stamper)
    except (SigningError, PdfError) as error:
        raise SignTrouble("pdf-locked") from error
    stamped, lasting_too = wish.level != "b-b", wish.level == "b-lta"
    await check.hold(made, pdf, trust, check.Asked(wish.number, stamped, lasting_too))
    return made


async def _prolong(pdf: bytes, number: int, trust: Trust, stamper: Stamper) -> bytes:
    await check.earlier(pdf)
    made = await lasting(pdf, trust, stamper)
    await check.hold(made, pdf, trust, check.Asked(number, lasting=True))
    return made
