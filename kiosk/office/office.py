"""The officer's office: set-up, settings, roster, activation codes, what is wrong with courses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

import msgspec

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.fault import Fault
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.office.faults import renumbered, settings_faults
from kiosk.office.roster import Row, RowState, read_roster
from kiosk.people.agency import Settings
from kiosk.people.learner import Learner
from kiosk.store import Store, secret
from kiosk.store.waits import Ticks, Waits

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
OFFICER = "officer"


class Office:
    """What an officer may do at a kiosk. `pick` draws one letter by chance, fit for secrets.

    `before_import` makes a copy of the file, once for each CSV that is read and then taken in.
    """

    def __init__(
        self,
        store: Store,
        ticks: Ticks,
        today: Callable[[], dt.date],
        pick: Callable[[Sequence[str]], str],
        before_import: Callable[[], object] = lambda: None,
    ) -> None:
        self._store, self._today, self._pick = store, today, pick
        self._waits = Waits(store, ticks)
        self._before_import, self._copied = before_import, False

    def settings(self) -> Settings | None:
        """The kiosk's settings; None before it was set up."""
        body = self._store.document("settings", "kiosk")
        return None if body is None else msgspec.json.decode(body, type=Settings)

    def set_up(self, settings: Settings, passphrase: str) -> None:
        """First set-up. Refuses "settings-wrong" if there is a fault, or "already-set-up"."""
        if settings_faults(settings, passphrase):
            raise NotAllowed("settings-wrong")
        if self.settings() is not None:
            raise NotAllowed("already-set-up")
        self._found(settings, secret.hash_passphrase(passphrase))

    def _found(self, settings: Settings, passphrase_hash: str) -> None:
        with self._store.writing():
            self._store.keep("secret", OFFICER, passphrase_hash.encode())
            self._store.keep("settings", "kiosk", msgspec.json.encode(settings))
            self._store.forget("draft", "settings")

    def set_up_demo(self) -> None:
        """The demonstration: sample agency, sample learners with their PINs."""
        if self.settings() is not None:
            raise NotAllowed("already-set-up")
        with self._store.writing():
            self._found(demo.SETTINGS, demo.PASSPHRASE_HASH)
            self._store.roster.put(demo.LEARNERS)
            for learner, hashed in zip(demo.LEARNERS, demo.PIN_HASHES, strict=True):
                self._store.roster.set_pin(learner.id, hashed)

    def end_demo(self) -> None:
        """Remove the samples, so that the kiosk can be set up for good. Refuses "not-demo"."""
        settings = self.settings()
        if settings is None or not settings.demo:
            raise NotAllowed("not-demo")
        self._store.begin_anew()

    def change(self, settings: Settings) -> None:
        """New settings in place of the old ones; refuses "settings-wrong"."""
        several = self.paired and renumbered(self.settings(), settings)
        if settings_faults(settings, None, several=several):
            raise NotAllowed("settings-wrong")
        self._store.keep("settings", "kiosk", msgspec.json.encode(settings))

    @property
    def paired(self) -> bool:
        """Whether this kiosk belongs to an agency that has or may get others."""
        return (self._store.file.parent / "pairing.json").exists()

    def draft(self) -> bytes | None:
        """What was filled in of the set-up before it was finished."""
        return self._store.document("draft", "settings")

    def keep_draft(self, draft: bytes) -> None:
        """Keep a half-filled set-up, so that a power cut loses nothing."""
        self._store.keep("draft", "settings", draft)

    def enter(self, passphrase: str) -> None:
        """Refuse "passphrase-wrong" or "pin-wait" unless it is the officer's passphrase."""
        if left := self._waits.left(OFFICER):
            raise NotAllowed("pin-wait", seconds=left)
        kept = (self._store.document("secret", OFFICER) or b"").decode()
        if not secret.matches(kept, passphrase):
            if left := self._waits.wrong(OFFICER):
                raise NotAllowed("pin-wait", seconds=left)
            raise NotAllowed("passphrase-wrong")
        self._waits.right(OFFICER)

    def read_roster(self, text: str) -> tuple[Row, ...]:
        """What an import of this CSV would do, row by row. Raises RosterFault."""
        self._copied = False
        known = {x.nip: x for x in self._store.roster.everyone() if x.nip}
        return read_roster(text, known, self._today())

    def import_roster(self, rows: Iterable[Row]) -> dict[str, str]:
        """Take in new and changed rows; answers the new learners' activation codes by id.

        Nobody is deleted; people who are not in the file stay as they are.
        """
        taken = [r for r in rows if r.learner and r.state in (RowState.NEW, RowState.CHANGED)]
        new = [r.learner for r in taken if r.learner and r.state is RowState.NEW]
        if taken and not self._copied:
            self._before_import()
            self._copied = True
        with self._store.writing():
            self._store.roster.put([r.learner for r in taken if r.learner])
            return self.new_codes(new)

    def new_codes(self, learners: Iterable[Learner]) -> dict[str, str]:
        """Activation codes by learner id; shown once, kept only as hashes."""
        codes = {x.id: "".join(self._pick(LETTERS) for _ in range(CODE_LENGTH)) for x in learners}
        hashes = {learner: secret.hash_pin(code) for learner, code in codes.items()}
        self._store.roster.set_codes(hashes)
        return codes

    def people(self) -> tuple[Learner, ...]:
        """Everyone on the roster."""
        return self._store.roster.everyone()

    @staticmethod
    def course_faults(catalog: Catalog) -> dict[str, tuple[Fault, ...]]:
        """What is wrong with the courses on this computer, by folder."""
        return dict(catalog.faults())
