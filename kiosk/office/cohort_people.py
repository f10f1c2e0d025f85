"""Whom to take into a class: a list of NIPs that was pasted, or all of the last import."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from kiosk.learning.events_office import OfficerActed
from kiosk.people.learner import Learner
from kiosk.people.nip import LENGTH, bare
from kiosk.people.role import Act
from kiosk.store import Store

PAUSE: Final = 10 * 60_000
"""UTC ms: imports with less between two of them are one."""
_BREAKS: Final = re.compile(r"[\n\r,;\t]+")
LOOKED_AT: Final = 20_000


class Pasted(Struct, frozen=True):
    """Ids of people found, and the lines in which nobody was."""

    found: tuple[str, ...]
    unknown: tuple[str, ...]


def pasted(words: str, people: Iterable[Learner]) -> Pasted:
    """Who is meant by NIPs that stand in lines, or between commas, semicolons and tabs.

    A NIP may be grouped by spaces, dots or hyphens. What else stands there is told as unknown,
    but for words without any digit, such as a heading or a name.
    """
    by_nip = {x.nip: x.id for x in people if x.nip and x.active}
    found: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for piece in _BREAKS.split(words):
        digits = bare(piece.strip().lstrip("'"))
        if digits in by_nip:
            found[by_nip[digits]] = None
        elif len(digits) == LENGTH or any(sign.isdigit() for sign in digits):
            unknown[piece.strip()[:60]] = None
    return Pasted(tuple(found), tuple(unknown))


def last_import(store: Store, people: Iterable[Learner]) -> tuple[str, ...]:
    """Ids of all whom the newest import brought in or changed, and who are active `people` still.

    An import may have been taken in piece by piece: pieces less than ten minutes apart are one.
    """
    ids: dict[str, None] = {}
    newest = 0
    for recorded in store.acts(LOOKED_AT):
        act = recorded.event
        if not isinstance(act, OfficerActed) or act.act != Act.IMPORT_PEOPLE:
            continue
        if newest and newest - recorded.at > PAUSE:
            break
        newest = recorded.at
        ids |= dict.fromkeys(act.on)
    there = {x.id for x in people if x.active}
    return tuple(each for each in ids if each in there)
