"""One round with the agency, from the kiosk's side: gathered, carried, kept.

Gathering and keeping belong to the store's thread and go in small steps; carrying belongs to any
other, and takes as long as a stick or a wire does. What is told under way is kept as it comes, so
that what the chip says while a round runs is true too.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import structs

from kiosk.learning.events import PersonErased
from kiosk.learning.trouble import NotAllowed
from kiosk.office.person import Erasure, carry_out
from kiosk.office.sync import Brought, Standing, stands
from kiosk.office.sync_ca import authority, forget_authority, keep_authority
from kiosk.office.sync_ways import Way
from kiosk.office.sync_word import Fetched, WordErrand, brought_of, unsealing
from kiosk.office.word import AgencyWord
from kiosk.store import Store, StoreTrouble, urn
from kiosk.store.exchange import Outgoing
from kiosk.sync import keeping
from kiosk.sync import pairing as pairings
from kiosk.sync.pairing import Pairing
from kiosk.sync.rounds import (
    Certified,
    Elsewhere,
    Outcome,
    Ready,
    Told,
    elsewhere_by,
    finished,
    round_by,
)
from kiosk.sync.trouble import SyncTrouble

if TYPE_CHECKING:
    from kiosk.learning.course import Course
    from kiosk.sync.carrier import Carrier

_SYNC: Final = "sync"
_WITH, _ERASED = "agency", "erased"


@dataclass(frozen=True)
class Errand:
    """A round by one way, with all that it needs to know; for one worker."""

    ready: Ready
    file: Path
    way: Way
    _open: list[Carrier] = field(default_factory=list)

    def carry(self, told: Callable[[Told], None], stop: Callable[[], bool]) -> Outcome:
        """Do the round. Raises StoreTrouble; what is wrong with the way is in the outcome."""
        by = elsewhere_by if self.way.quick else round_by
        try:
            with self.way.opened() as carrier, closing(Outgoing(self.file)) as log:
                self._open.append(carrier)
                return finished(by(self.ready, log, carrier), told, stop)
        except SyncTrouble as trouble:
            return Outcome(trouble=trouble.code, wait=trouble.wait)
        finally:
            self._open.clear()

    def cut(self) -> None:
        """From another thread: end a question that is not answered, where the way can be cut."""
        for carrier in tuple(self._open):
            cut = getattr(carrier, "cut", None)
            if callable(cut):
                cut()


@contextmanager
def _told() -> Iterator[None]:
    """What the disk says to the pairing's file, as StoreTrouble."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise StoreTrouble("full" if full else "read-only") from error


@dataclass
class Errands:
    """What a kiosk has to do with its agency; on the store's thread.

    `courses` are needed where the agency has a person erased, `scrub` takes one out of the copies;
    `copy` makes one of them before people change, in any thread.
    """

    store: Store
    data: Path
    now: Callable[[], int]
    seconds: Callable[[], float]
    chance: Callable[[int], bytes]
    shuffle: urn.Shuffle
    courses: Callable[[], Mapping[str, Course]]
    scrub: Callable[[str], int]
    copy: Callable[[], None]
    at_once: bool = True
    """Whether an erasure sweeps the file too; else whoever made this does so at a quiet time."""
    pairing: Pairing | None = field(init=False)

    def __post_init__(self) -> None:
        """Read with whom this kiosk is paired."""
        self.pairing = pairings.read(self.data)

    # How it stands

    def standing(self) -> Standing:
        """What the chip says. Raises StoreTrouble."""
        return stands(self.store, self.pairing.agency.name if self.pairing else None)

    # With whom

    def pair(self, pairing: Pairing) -> None:
        """Be paired. With another agency than before, its receipts count from the beginning.

        Raises StoreTrouble.
        """
        mark = pairing.mark.encode()
        if self.store.document(_SYNC, _WITH) != mark:
            with self.store.writing():
                for name in set(self.store.names_of(_SYNC)) - {_ERASED}:
                    self.store.forget(_SYNC, name)
                self.store.keep(_SYNC, _WITH, mark)
        self._keep(pairing)

    def unpair(self) -> None:
        """Be paired with nobody. Raises StoreTrouble."""
        with _told():
            pairings.forget(self.data)
            forget_authority(self.data)
        self.pairing = None

    def _keep(self, pairing: Pairing) -> None:
        with _told():
            pairings.keep(self.data, pairing)
        self.pairing = pairing

    def lead(self, *, url: str | None = None, folder: str | None = None) -> None:
        """Another hub's address or shared folder of the same agency. Raises StoreTrouble."""
        if self.pairing is not None:
            changed = {"url": url, "folder": folder}
            given = {name: value for name, value in changed.items() if value is not None}
            self._keep(structs.replace(self.pairing, **given))

    @property
    def authority(self) -> str:
        """The file with the hub's own TLS certificate that an officer chose; empty if none was."""
        return authority(self.data)

    def believe(self, raw: bytes) -> None:
        """Take the hub's own TLS certificate from a file's bytes, for every later connection.

        Refuses as `sync_ca.certificates_in`. Raises StoreTrouble.
        """
        kept = keep_authority(self.data, raw)
        if self.pairing is not None:
            self._keep(structs.replace(self.pairing, ca=kept))

    # The agency's word

    @property
    def word(self) -> AgencyWord:
        """What the agency said; the copy before people change is made beforehand, see `copy`."""
        content = self.data / "content"
        return AgencyWord(self.store, unsealing(self.store.exchange.unseal), content=content)

    def take_word(self, fetched: Fetched, *, accept_expired: bool = False) -> Brought:
        """Carry out what was fetched, in one piece. Refuses "word-expired" and "word-older"."""
        if fetched.word is None:
            return Brought()
        office, before = self.word, self._lists()
        outcome = office.carry_out(fetched.word, fetched.placed, accept_expired=accept_expired)
        return brought_of(outcome).plus(self._more(before))

    def taking_word(self, fetched: Fetched, *, accept_expired: bool = False) -> Iterator[Brought]:
        """The same in steps of some milliseconds; each tells what came by it.

        Nothing is carried out before the first step, nor lost if there is no next one.
        """
        if fetched.word is None:
            return
        before, told = self._lists(), Brought()
        going = self.word.carrying_out(fetched.word, fetched.placed, accept_expired=accept_expired)
        while True:
            try:
                came = brought_of(next(going))
            except StopIteration as done:
                whole = brought_of(done.value).plus(self._more(before))
                yield whole.minus(told)
                return
            told = told.plus(came)
            yield came

    def _lists(self) -> tuple[int, int]:
        office = self.word
        return len(office.revoked_certificates()), len(office.cohorts())

    def _more(self, before: tuple[int, int]) -> Brought:
        """How much longer the agency's lists became."""
        revoked, cohorts = self._lists()
        return Brought(revoked=max(0, revoked - before[0]), cohorts=max(0, cohorts - before[1]))

    def word_errand(self, way: Way, *, accept_expired: bool = False) -> WordErrand:
        """Fetches the word by one way. Refuses "unpaired"."""
        if self.pairing is None:
            raise NotAllowed("unpaired")
        return WordErrand(
            data=self.data,
            device=self.store.device,
            now=self.now,
            ticks=self.seconds,
            agency=self.pairing.agency,
            known=self.word.known(),
            way=way,
            accept_expired=accept_expired,
        )

    # A round

    def gather(self, way: Way, learner: str = "") -> Errand:
        """All that a round needs. With a `learner`, only theirs is asked for from elsewhere."""
        ready = keeping.ready(self.store, self.data, self.now(), learner)
        return Errand(ready, self.store.file, way)

    def keep(self, told: Told, learner: str = "") -> Iterator[Brought]:
        """Keep what a round told, a step at a time; each tells what came.

        Raises StoreTrouble and OSError.
        """
        if isinstance(told, Elsewhere):
            yield from self._erase(told)
        for taken in keeping.kept(self.store, self.data, told, learner):
            yield Brought(elsewhere=taken.new, aside=taken.quarantined)
        if isinstance(told, Certified):
            self.pairing = told.pairing

    def _erase(self, told: Elsewhere) -> Iterator[Brought]:
        """Persons whom the agency has erased go here too, before anything else comes."""
        for line in told.lines:
            if line.kind == "person-erased" and not line.erased:
                event = msgspec.json.decode(line.body, type=PersonErased)
                wanted = Erasure(event.person, event.before or line.clock)
                carry_out(
                    self.store, (wanted,), self.courses(), self._mix, self.scrub,
                    at_once=self.at_once,
                )  # fmt: skip
                yield Brought()

    def _mix(self, said: urn.Unnamed) -> None:
        urn.cast(self.store, said, self.chance(16), self.shuffle)
