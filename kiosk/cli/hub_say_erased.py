"""Those erased by law (UU 27/2022): left out of what is said, told by line, back on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click
from msgspec import Struct

from kiosk.cli.hub_place import Place, opened
from kiosk.cli.hub_say_words import PEOPLE
from kiosk.hub.database import reading
from kiosk.hub.post import erasures
from kiosk.hub.word import kept, leaving
from kiosk.hub.word.kept import Kept, KeptTrouble
from kiosk.hub.word.people import Read, id_of, learner_id

_MOST_LINES = 20


def erasures_of(place: Place) -> dict[str, int]:
    """Everyone who was erased, with the clock of it; nobody where there is no hub yet."""
    if place.file is not None and not place.file.exists():
        return {}
    with opened(place) as post, reading(post.engine) as connection:
        return erasures.clocks(connection)


def kept_whole(place: Place) -> Kept:
    """What is kept of people; empty if the agency never said anyone."""
    try:
        return kept.read(place.folder) or Kept()
    except KeptTrouble as trouble:
        raise click.ClickException(PEOPLE["damaged"]) from trouble


def listed(lines: Iterable[int]) -> str:
    """Line numbers as told, the first twenty."""
    found = sorted(lines)
    more = ", …" if len(found) > _MOST_LINES else ""
    return ", ".join(str(line) for line in found[:_MOST_LINES]) + more


def sifted(place: Place, found: Read, erased: Mapping[str, int], again: tuple[int, ...]) -> Read:
    """The list without the erased, but those wanted again by line; both are told."""
    done = leaving.sifted(found, kept_whole(place), erased, again)
    if done.strange:
        raise click.ClickException(PEOPLE["not-erased"].format(lines=listed(done.strange)))
    for code, lines in (("erased", done.left), ("again", done.back)):
        if lines:
            words = PEOPLE[code].format(count=len(lines), lines=listed(lines))
            click.echo(words, err=code == "erased")
    return done.read


class Told(Struct, frozen=True):
    """How many NIPs, and on which lines."""

    count: int
    lines: str


class Learners:
    """Learner ids of NIPs, as the agency's list has them; none for the erased."""

    def __init__(self, before: Kept, erased: Mapping[str, int]) -> None:
        now = leaving.staying(before, erased)
        self._ids = {person.nip: id_of(person) for person in now.people}
        self._known_as, self._erased = now.known_as, erased

    def id(self, nip: str) -> str:
        """The learner id, on the list or not; empty for someone erased."""
        own = learner_id(nip)
        found = self._ids.get(nip) or self._known_as.get(own, own)
        return "" if nip not in self._ids and found in self._erased else found

    def told(self, lines: Mapping[str, tuple[int, ...]]) -> dict[str, Told]:
        """What is to be told of a file's NIPs, given the lines of each."""
        erased = {nip: at for nip, at in lines.items() if not self.id(nip)}
        strange = {n: at for n, at in lines.items() if n not in self._ids and n not in erased}
        found = {"cohort-erased": erased, "cohort-strange": strange}
        return {
            code: Told(len(of), listed({line for at in of.values() for line in at}))
            for code, of in found.items()
            if of
        }
