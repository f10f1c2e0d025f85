"""The text on a participant's card: who they are to this agency's kiosks, and nothing else.

"DMG1", the learner's id in Crockford's base 32 (26 letters) and two check letters over both.
Only capitals and digits, which stand at the same places on the keyboards of Indonesia, the US and
the UK, so that a scanner that types gives the same text there. No NIP, no name, no secret: a card
without its PIN opens nothing, so one that is lost needs no blocking.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from kiosk.people.nip import bare

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGN: Final = "DMG"
MARK: Final = SIGN + "1"
"""The sign of a card and the version of its text."""
ID_LETTERS, CHECKS = 26, 2
LENGTH: Final = len(MARK) + ID_LETTERS + CHECKS
MODULUS: Final = 1021
"""The largest prime below 32²: the rest of the whole number by it tells every single wrong letter
and every two neighbours in the wrong order."""
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


class CardFault(StrEnum):
    """Why a text is nobody's card: letters missing, or letters wrong."""

    SHORT = "short"
    MISREAD = "misread"


def card_text(learner: str) -> str:
    """The text of a learner's card, 32 letters; ValueError if the id is no UUID."""
    body = MARK + _letters(uuid.UUID(learner).int, ID_LETTERS)
    return body + _checks(body)


def is_card(typed: str) -> bool:
    """Whether something typed or scanned is meant as a card; it may still be wrong."""
    return SIGN in _plain(typed)


def is_whole(typed: str) -> bool:
    """Whether as many letters as a card has follow its last sign, or a card can be read."""
    text = _plain(typed)
    ends = is_card(text) and len(text) - text.rindex(SIGN) >= LENGTH
    return ends or not isinstance(read_card(text), CardFault)


def read_card(typed: str) -> str | CardFault:
    """The learner's id of a card as scanned, pasted or typed.

    Capitals or not, with spaces or hyphens, O for 0 and I or L for 1. What was typed before the
    card, or is left of an earlier scan, is passed over.
    """
    text = _plain(typed)
    for start in _starts(text):
        if found := _learner(text[start : start + LENGTH]):
            return found
    whole = is_card(text) and len(text) - text.index(SIGN) >= LENGTH
    return CardFault.MISREAD if whole else CardFault.SHORT


def _starts(text: str) -> Iterator[int]:
    place = text.find(SIGN)
    while place >= 0:
        yield place
        place = text.find(SIGN, place + 1)


def _learner(text: str) -> str:
    body, checks = text[:-CHECKS].translate(_ALIKE), text[-CHECKS:].translate(_ALIKE)
    if len(text) != LENGTH or not body.startswith(MARK) or not set(body + checks) <= set(ALPHABET):
        return ""
    number = _number(body[len(MARK) :])
    return "" if checks != _checks(body) or number >> 128 else str(uuid.UUID(int=number))


def _plain(typed: str) -> str:
    return bare(typed).upper()


def _checks(body: str) -> str:
    return _letters(_number(body) % MODULUS, CHECKS)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    return number


def _letters(number: int, count: int) -> str:
    return "".join(ALPHABET[number >> 5 * n & 31] for n in reversed(range(count)))
