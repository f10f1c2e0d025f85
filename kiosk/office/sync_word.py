"""The agency's word on a round: fetched and laid ready on any thread, carried out on the store's.

The first time the root of trust comes too, signed by the agency this kiosk is paired with; from
then on it is pinned here, and only its own signatures bring another one.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.office.course_versions import tidy_daily
from kiosk.office.sync import Brought
from kiosk.office.sync_ways import Way
from kiosk.office.word import Outcome
from kiosk.office.word_courses import Placed, place
from kiosk.parcel import sealing
from kiosk.parcel.forms import Agency
from kiosk.parcel.forms import Word as Root
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.sync.files import Files
from kiosk.sync.folder import FOLDER
from kiosk.sync.post import BASE
from kiosk.sync.trouble import SyncTrouble
from kiosk.sync.word import (
    CourseFile,
    FromFolder,
    FromHub,
    Known,
    Offer,
    Reader,
    Source,
    Word,
    WordTrouble,
    root_name,
)
from kiosk.wire.wire import Wire

WORD: Final = "word"
ROOT: Final = "root.dermaga.json"
_MOST_ROOT: Final = 1 << 18
_PATIENCE: Final = 30
"""Seconds without a byte."""
_MISSING: Final = frozenset({403, 404})
_NONE_YET: Final = frozenset({"missing", "away"})
"""Codes by which a way says that there is no word, or no more of it."""


class Stopped(Exception):
    """Whoever waited for it does not want it any more."""


class Fetched(Struct, frozen=True):
    """What was found: a word with its courses in place, nothing, or a trouble's code."""

    word: Word | None = None
    placed: tuple[Placed, ...] = ()
    trouble: str = ""


@dataclass(frozen=True)
class WordErrand:
    """Fetches the word by one way; for one worker. `data` is the data folder.

    `accept_expired`: an officer wants it although its date is over.
    """

    data: Path
    device: str
    now: Callable[[], int]
    ticks: Callable[[], float]
    agency: Agency
    known: Known
    way: Way
    accept_expired: bool = False

    def fetch(
        self,
        moved: Callable[[int, int], None] = lambda _done, _all: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Fetched:
        """The newest word, its courses laid in place unless its date is over.

        `moved` is told bytes fetched and to fetch; where `stop` says so, it ends, and what was
        fetched is not fetched again.
        """

        def progress(done: int, total: int) -> None:
            if stop():
                raise Stopped
            moved(done, total)

        try:
            return self._fetch(progress)
        except Stopped:
            return Fetched(trouble="stopped")

    def _fetch(self, progress: Callable[[int, int], None]) -> Fetched:
        try:
            root = self._root()
            if root is None:
                return Fetched()
            reader = Reader(self.data / WORD, root, self.device, self.now)
            word = self._unchanged(reader)
            if word is None:
                with self._source() as source:
                    word = reader.pull(source, self.known, progress)
        except WordTrouble as trouble:
            code = "here-full" if trouble.code == "full" else trouble.code
            return Fetched(trouble="" if code in _NONE_YET else code)
        except SyncTrouble as trouble:
            return Fetched(trouble="" if trouble.code in _NONE_YET else trouble.code)
        if word.expired and not self.accept_expired:
            return Fetched(word if word.is_new else None)
        tidy_daily(self.data, self.now())
        content, work = self.data / "content", self.data / WORD
        return Fetched(word, place(word, content, work, accept_expired=self.accept_expired))

    def courses(
        self,
        choose: Callable[[Sequence[Offer], bool], Sequence[Offer]],
        moved: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> tuple[CourseFile, ...]:
        """Only the courses that `choose` takes, as `Reader.courses`; nothing is carried out.

        Raises WordTrouble and SyncTrouble, "missing" where there is no word.
        """
        root = self._root()
        if root is None:
            raise WordTrouble("missing")
        reader = Reader(self.data / WORD, root, self.device, self.now)
        with self._source() as source:
            return reader.courses(source, choose, moved)

    @property
    def root(self) -> str:
        """The name of the root pinned for this agency; empty before the first word."""
        try:
            return root_name(self._pinned.read_bytes())
        except OSError:
            return ""

    def _unchanged(self, reader: Reader) -> Word | None:
        """The word that this kiosk knows already, if the way shows it; None if it has to be read.

        Any trouble on the way is told by reading.
        """
        try:
            if self.way.kind != "lan":
                return reader.unchanged(self.known, self._lying)
            with closing(Wire(self.way.place, ca=self.way.ca, all_seconds=_PATIENCE)) as wire:
                return reader.unchanged(self.known, partial(_told_by, wire))
        except (SyncTrouble, OSError):
            return None

    def _lying(self, name: str, limit: int) -> bytes | None:
        """A file of the word in a folder; a link, a pipe or a device is none."""
        file = Path(self.way.place) / FOLDER / WORD / name
        try:
            if not stat.S_ISREG(file.lstat().st_mode):
                return None
        except FileNotFoundError:
            return None
        with file.open("rb") as opened:
            return opened.read(limit)

    @contextmanager
    def _source(self) -> Iterator[Source]:
        if self.way.kind != "lan":
            yield FromFolder(Path(self.way.place) / FOLDER / WORD)
            return
        import ssl

        import httpx2

        believed = ssl.create_default_context(cafile=self.way.ca or None)
        with httpx2.Client(verify=believed, trust_env=False, timeout=_PATIENCE) as client:
            yield FromHub(client, f"{self.way.place}{BASE}/{WORD}", self.ticks)

    # The root of trust

    @property
    def _pinned(self) -> Path:
        return self.data / WORD / f"{sealing.key_id(self.agency.sign)}.root"

    def _root(self) -> bytes | None:
        """What is pinned for this agency; else what the way has, if it is signed by the agency."""
        pinned = self._pinned
        try:
            return pinned.read_bytes()
        except OSError:
            pass
        told = self._told_root()
        if told is None:
            return None
        root = _signed_root(told, self.agency)
        pinned.parent.mkdir(parents=True, exist_ok=True)
        Files(self.data).write(f"{WORD}/{pinned.name}", root)
        return root

    def _told_root(self) -> bytes | None:
        if self.way.kind != "lan":
            files = Files(Path(self.way.place))
            return files.read(f"{FOLDER}/{WORD}/{ROOT}", _MOST_ROOT)
        wire = Wire(self.way.place, ca=self.way.ca)
        try:
            answer = wire.ask("GET", f"{BASE}/{WORD}/{ROOT}", _MOST_ROOT)
        finally:
            wire.close()
        return answer.body if answer.status == 200 else None  # noqa: PLR2004 - HTTP's OK


def _told_by(wire: Wire, name: str, limit: int) -> bytes | None:
    """A file of the word at a hub. Raises SyncTrouble."""
    answer = wire.ask("GET", f"{BASE}/{WORD}/{name}", limit)
    if answer.status in _MISSING:
        return None
    if answer.status != 200:  # noqa: PLR2004 - HTTP's OK
        raise SyncTrouble("strange")
    return answer.body


def _signed_root(told: bytes, agency: Agency) -> bytes:
    """Raises SyncTrouble "forged" unless the agency signed it."""
    try:
        root = sealing.read(told, Root)
        if not sealing.holds(root, agency.sign):
            raise SyncTrouble("forged")
    except ParcelTrouble as trouble:
        raise SyncTrouble("forged") from trouble
    return root.root.encode()


def brought_of(outcome: Outcome) -> Brought:
    """What a word brought, in numbers."""
    return Brought(
        new_people=outcome.new,
        changed_people=outcome.changed + outcome.gone,
        settings=len(outcome.settings),
        courses=sum(not placed.code for placed in outcome.courses),
    )


def unsealing(unseal: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """The device's key as the word's office wants it: its trouble is a ParcelTrouble."""

    def opened(content: bytes) -> bytes:
        try:
            return unseal(content)
        except ValueError as error:
            raise ParcelTrouble("foreign") from error

    return opened
