"""The agency's word as a kiosk reads it: what is new, each byte checked, nothing carried out.

TUF (https://theupdateframework.github.io/specification/latest/) from a root pinned at pairing. What
was trusted once is kept below `word` in the data folder, so that no older word is taken after it.

Expiry is the one rule of TUF that rests on the reader's clock, and a kiosk's clock is no proof: in
a room without network it may be years off. So signatures, versions and hashes are always held to,
while expiry is told as a fact (`Word.expired`) for an officer to decide on. An officer who accepts
an old word risks that something newer was kept from the kiosk, never that something is forged or
goes back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, structs

import kiosk
from kiosk.parcel import word as forms
from kiosk.sync.word_seen import Seen, There, note, seen_again, shown_timestamp

if TYPE_CHECKING:
    import httpx2

    from kiosk.sync.word_tuf import Trusted

Code: TypeAlias = Literal[
    "away",
    "damaged",
    "foreign",
    "forged",
    "full",
    "missing",
    "older",
    "slow",
    "strange",
    "too-large",
]


class WordTrouble(Exception):
    """The word was not taken; what the kiosk knows stays as it is.

    `code`: "away" (hub or stick not to be reached), "missing" (a file is not there, as on a stick
    pulled out too early), "older" (this kiosk knows a newer word), "forged" (a signature does not
    hold), "foreign" (the word of another agency), "damaged" (bytes are not those signed for),
    "strange" (no such form), "too-large", "slow", "full" (this computer's disk).
    """

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


class Known(Struct, frozen=True):
    """What a kiosk has carried out already: under which root, which version, which files.

    `hashes` are SHA-256 in hex by the names of files; `said` as in `Word`.
    """

    root: str = ""
    version: int = 0
    hashes: Mapping[str, str] = {}
    said: int = 0


class CourseFile(Struct, frozen=True):
    """A course packed in a file of the kiosk's own; look at `sha256` again when reading it."""

    name: str
    course: str
    version: str
    sha256: str
    file: Path


class Offer(Struct, frozen=True):
    """A course that the word lists, not fetched yet; `size` in bytes."""

    name: str
    course: str
    version: str
    sha256: str
    size: int


class Word(Struct, frozen=True):
    """The newest word found. Of its parts only what is new; None is nothing new.

    `root` names the pinned root. `expires` in UTC ms; `expired` by the kiosk's own clock. `hashes`
    are of all files for this kiosk, by name. `roster` is still sealed to the device. `said`: UTC ms
    at which the agency last said that this is its newest word.
    """

    root: str
    version: int
    expires: int
    expired: bool
    hashes: Mapping[str, str]
    settings: bytes | None = None
    revoked: bytes | None = None
    cohorts: bytes | None = None
    ring: bytes | None = None
    emblems: bytes | None = None
    roster: bytes | None = None
    courses: tuple[CourseFile, ...] = ()
    said: int = 0

    @property
    def names(self) -> frozenset[str]:
        """The files this word brings, by name, but for the roster."""
        lists = (
            (forms.SETTINGS, self.settings),
            (forms.REVOKED, self.revoked),
            (forms.COHORTS, self.cohorts),
            (forms.RING, self.ring),
            (forms.EMBLEMS, self.emblems),
        )
        there = {n for n, body in lists if body is not None}
        return frozenset(there | {course.name for course in self.courses})

    @property
    def is_new(self) -> bool:
        """Whether there is anything to carry out."""
        return bool(self.names) or self.roster is not None


@dataclass(frozen=True)
class FromFolder:
    """The word on a stick or in a shared folder."""

    folder: Path


@dataclass(frozen=True)
class FromHub:
    """The word at a hub. `url` is all that stands before `/metadata`.

    A file takes `seconds` at most by `ticks`, which gives monotonic seconds; the client's own
    time-outs hold for each step.
    """

    client: httpx2.Client
    url: str
    ticks: Callable[[], float]
    seconds: float = 300.0


Source: TypeAlias = FromFolder | FromHub


def _silent(_done: int, _all: int) -> None:
    pass


@dataclass(frozen=True)
class Reader:
    """Reads the word for one device. `root` are the bytes pinned at pairing; any thread."""

    folder: Path
    root: bytes
    device: str
    now: Callable[[], int]

    def pull(
        self, source: Source, known: Known, progress: Callable[[int, int], None] = _silent
    ) -> Word:
        """The newest word there. Raises WordTrouble.

        `progress` is told bytes fetched and bytes to fetch. What was fetched before an interruption
        is not fetched again.
        """
        from kiosk.sync.word_tuf import Trusted, told

        name = root_name(self.root)
        with told():
            trusted = Trusted(self._trusted, self.root, source)
            trusted.refresh()
            if known.root == name and trusted.version < known.version:
                raise WordTrouble("older")
            word = self._read(trusted, known, progress)
            note(self._trusted, self._seen(word, trusted.root))
            return word

    def courses(
        self,
        source: Source,
        choose: Callable[[Sequence[Offer], bool], Sequence[Offer]],
        progress: Callable[[int, int], None] = _silent,
    ) -> tuple[CourseFile, ...]:
        """Of the newest word only the courses that `choose` takes. Raises WordTrouble.

        `choose` is told what there is, and whether the word is out of date; what it raises comes
        through. What was fetched stays until it is taken away, so an interruption costs one file.
        """
        from kiosk.sync.word_tuf import Trusted, told

        with told():
            trusted = Trusted(self._trusted, self.root, source)
            trusted.refresh()
            offers = [
                Offer(name, *found, listed.sha256, listed.size)
                for name, listed in sorted(trusted.targets().items())
                if (found := forms.course_of(name)) is not None
            ]
        chosen = choose(offers, self.now() >= trusted.expires)
        with told():
            files = trusted.fetch([offer.name for offer in chosen], progress)
        return tuple(_course(o.name, o.sha256, files[o.name]) for o in chosen)

    def unchanged(self, known: Known, there: There) -> Word | None:
        """What `pull` would answer, if nothing is new for sure; None if it has to look.

        Raises what `there` raises.
        """
        seen = seen_again(self._trusted, self._name, there)
        if seen is None or known.root != root_name(self.root) or seen.version < known.version:
            return None
        if any(known.hashes.get(n) != sha256 for n, sha256 in seen.hashes.items()):
            return None
        for file in (self._trusted / "targets").glob("*"):
            file.unlink(missing_ok=True)
        expired = self.now() >= seen.expires
        return Word(known.root, seen.version, seen.expires, expired, seen.hashes, said=seen.said)

    @property
    def _trusted(self) -> Path:
        return self.folder / root_name(self.root)[:16]

    @property
    def _name(self) -> str:
        """Who reads: another program may look at files that this one passes over."""
        return " ".join((kiosk.__version__, self.device, *sorted(forms.LIMITS)))

    def _seen(self, word: Word, root: int) -> Seen:
        timestamp = shown_timestamp(self._trusted)
        said, hashes = word.said, word.hashes
        return Seen(timestamp, root, self._name, word.version, word.expires, said, hashes)

    def _read(self, trusted: Trusted, known: Known, progress: Callable[[int, int], None]) -> Word:
        hashes = {n: t.sha256 for n, t in trusted.targets().items() if self._is_ours(n)}
        new = [n for n, sha256 in hashes.items() if known.hashes.get(n) != sha256]
        files = trusted.fetch(new, progress)
        small = {n: f.read_bytes() for n, f in files.items() if not forms.course_of(n)}
        large = {n: f for n, f in files.items() if n not in small}
        trusted.keep_only(set(large.values()))
        courses = tuple(_course(n, hashes[n], file) for n, file in large.items())
        name = root_name(self.root)
        word = Word(name, trusted.version, trusted.expires, self.now() >= trusted.expires, hashes)
        return structs.replace(
            word,
            settings=small.get(forms.SETTINGS),
            revoked=small.get(forms.REVOKED),
            cohorts=small.get(forms.COHORTS),
            ring=small.get(forms.RING),
            emblems=small.get(forms.EMBLEMS),
            roster=small.get(forms.roster_name(self.device)),
            courses=courses,
            said=trusted.said,
        )

    def _is_ours(self, name: str) -> bool:
        own = forms.roster_name(self.device)
        return name in forms.LIMITS or name == own or forms.course_of(name) is not None


def root_name(root: bytes) -> str:
    """The name of a pinned root: its SHA-256 in hex."""
    return hashlib.sha256(root).hexdigest()


def _course(name: str, sha256: str, file: Path) -> CourseFile:
    found = forms.course_of(name)
    if found is None:
        raise ValueError(name)
    return CourseFile(name, *found, sha256, file)
