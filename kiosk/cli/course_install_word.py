"""Courses out of the agency's word: from a stick, a shared folder or the hub."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kiosk.catalog.package_place import Put, Shelf, put, version_of
from kiosk.cli.course_build import size_words
from kiosk.cli.course_install import Wish, agreed
from kiosk.cli.course_install_file import told
from kiosk.cli.course_words import INSTALL
from kiosk.office.sync_ways import Way, as_url, lan_way
from kiosk.office.sync_word import WORD, WordErrand
from kiosk.parcel.forms import Agency
from kiosk.store.folder import NONE
from kiosk.sync import pairing as pairings
from kiosk.sync.folder import FOLDER, Folder
from kiosk.sync.word import CourseFile, Known, Offer

if TYPE_CHECKING:
    from kiosk.house import House

_UNPACKED: Final = 4
"""So many times its own size a packed course needs: itself, and what comes out of it."""


def from_word(house: House, source: str, wish: Wish) -> bool:
    """Install what is wanted of it. Raises WordTrouble and SyncTrouble."""
    if "://" in source:
        way, offered = _hub(house, source), None
    else:
        way, offered = _folder(house, source)
    agency = agreed(house, offered, wish)
    errand = WordErrand(
        data=house.folder.path,
        device=house.store.device,
        now=house.rooms.now,
        ticks=lambda: house.rooms.ticks()[1],
        agency=agency,
        known=Known(),
        way=way,
    )
    choice = _Choice(house, source, wish)
    with _bar() as moved:
        files = errand.courses(choice.of, moved)
    done = [_place(file, choice.shelf) for file in files]
    brought = {file.name: file.sha256 for file, sound in zip(files, done, strict=True) if sound}
    if brought:
        house.errands(house.catalog()).word.note_courses(errand.root, brought)
    return all(done)


def _hub(house: House, source: str) -> Way:
    paired = pairings.read(house.folder.path)
    if paired is None or not paired.url:
        raise click.ClickException(INSTALL["no-hub"].format(source=source))
    if as_url(source) != as_url(paired.url):
        raise click.ClickException(INSTALL["not-hub"].format(source=source, url=paired.url))
    return lan_way(paired, house.rooms.chance)


def _folder(house: House, source: str) -> tuple[Way, Agency | None]:
    """The stick or folder in which `DERMAGA/word` lies, wherever in it one pointed."""
    pointed = Path(source)
    for place in (pointed, pointed.parent, pointed.parent.parent):
        if (place / FOLDER / WORD / "metadata").is_dir():
            way = Way("folder", str(place), str(place), house.rooms.chance)
            return way, Folder(place, "folder").agency()
    raise click.ClickException(INSTALL["nothing-there"].format(source=source))


@dataclass(frozen=True)
class _Choice:
    """Which of the courses offered are fetched."""

    house: House
    source: str
    wish: Wish

    @property
    def shelf(self) -> Shelf:
        return Shelf.of(self.house.folder.path)

    def of(self, offers: Sequence[Offer], expired: bool) -> Sequence[Offer]:  # noqa: FBT001 - as asked
        """Those wanted, if there is room for them; what is there in that version stays.

        A course named by `--only` is put in place once more, as after damage.
        """
        wish = self.wish
        if expired and not wish.accept_expired:
            raise click.ClickException(INSTALL["expired"].format(source=self.source))
        there = {offer.course for offer in offers}
        if strange := [name for name in wish.only if name not in there]:
            words = {"ids": ", ".join(strange), "there": ", ".join(sorted(there)) or "–"}
            raise click.ClickException(INSTALL["not-listed"].format(**words))
        chosen = [offer for offer in offers if not wish.only or offer.course in wish.only]
        chosen = [offer for offer in chosen if wish.only or not self._is_there(offer)]
        self._must_fit(sum(offer.size for offer in chosen))
        return chosen

    def _is_there(self, offer: Offer) -> bool:
        same = version_of(self.shelf.content / offer.course) == offer.version
        if same:
            told = {"course": offer.course, "version": offer.version}
            click.echo(INSTALL["same"].format(**told))
        return same

    def _must_fit(self, size: int) -> None:
        need, free = size * _UNPACKED, max(0, self.house.folder.free() - NONE)
        if need > free:
            words = {"need": size_words(need), "free": size_words(free)}
            raise click.ClickException(INSTALL["no-room"].format(**words))


def _place(file: CourseFile, shelf: Shelf) -> bool:
    """Put a fetched course in place; what was fetched is let go of, unless it has to wait."""
    name = f"{file.course}-{file.version}.zip"
    try:
        packed = file.file.read_bytes()
    except OSError:
        return told(name, file.course, file.version, Put("unreadable"))
    if hashlib.sha256(packed).hexdigest() != file.sha256:
        return told(name, file.course, file.version, Put("damaged"))
    done = put(packed, file.course, file.version, shelf)
    if done.code not in {"busy", "full"}:
        file.file.unlink(missing_ok=True)
    return told(name, file.course, file.version, done)


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, while courses are fetched."""
    if not sys.stdout.isatty():
        yield lambda _done, _all: None
        return
    bars: list[Any] = []
    last = 0

    def moved(done: int, whole: int) -> None:
        nonlocal last
        if not bars:
            bars.append(click.progressbar(length=whole, label=INSTALL["fetching"]).__enter__())
        bars[0].update(done - last)
        last = done

    try:
        yield moved
    finally:
        for bar in bars:
            bar.__exit__(None, None, None)
