"""The officer's office: set-up, settings, roster, activation codes, what is wrong with courses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.fault import Fault
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.office.acts import Acts, document_change, learner_change
from kiosk.office.faults import renumbered, settings_faults
from kiosk.office.roster import Row, RowState, read_roster
from kiosk.office.roster_import import RosterImport
from kiosk.office.staff import by_id
from kiosk.people.agency import Settings
from kiosk.people.learner import Learner
from kiosk.people.role import OFFICER as OFFICER_STAFF
from kiosk.people.role import Act, Staff
from kiosk.store import Store, secret
from kiosk.store.waits import Ticks, Waits

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
OFFICER = OFFICER_STAFF.id


ACT_OF: Final = {
    "signatory": Act.CHANGE_SIGNATORIES,
    "signatories": Act.CHANGE_SIGNATORIES,
    "second_signatory": Act.CHANGE_SIGNATORIES,
    "template": Act.CHANGE_TEMPLATE,
    "validity_months": Act.CHANGE_TEMPLATE,
    "validity": Act.CHANGE_TEMPLATE,
    "backup_folder": Act.BACK_UP,
}
"""Which act it is to change a setting; of the others it is CHANGE_SETTINGS."""


def differing(before: Settings | None, after: Settings) -> tuple[str, ...]:
    """The names of the settings that differ, in their order; all of them where none were."""
    fields = Settings.__struct_fields__
    return tuple(f for f in fields if before is None or getattr(before, f) != getattr(after, f))


class Office:
    """What an officer may do at a kiosk. `pick` draws one letter by chance, fit for secrets.

    `before_import` makes a copy of the file, once for each CSV that is read and then taken in.
    """

    def __init__(  # noqa: PLR0913 - the store, the world, and who is at work
        self,
        store: Store,
        ticks: Ticks,
        today: Callable[[], dt.date],
        pick: Callable[[Sequence[str]], str],
        before_import: Callable[[], object] = lambda: None,
        *,
        who: Staff = OFFICER_STAFF,
    ) -> None:
        self._store, self._today, self._pick = store, today, pick
        self._acts = Acts(store, who)
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
        """Remove the samples, so that the kiosk can be set up for good.

        Refuses "not-demo", "role-refused". The log begins anew with it, and says who did it.
        """
        self._acts.allow(Act.END_DEMO)
        settings = self.settings()
        if settings is None or not settings.demo:
            raise NotAllowed("not-demo")
        self._store.begin_anew()
        self._acts.note(Act.END_DEMO)

    def change(self, settings: Settings) -> None:
        """New settings in place of the old ones; refuses "settings-wrong".

        And "role-refused" where they may not change all that differs. The log names the fields.
        """
        before = self.settings()
        several = self.paired and renumbered(before, settings)
        if settings_faults(settings, None, several=several):
            raise NotAllowed("settings-wrong")
        fields = differing(before, settings)
        acts = tuple(dict.fromkeys(ACT_OF.get(field, Act.CHANGE_SETTINGS) for field in fields))
        for act in acts:
            self._acts.allow(act)
        if acts:
            body = msgspec.json.encode(settings)
            change = document_change(self._store, "settings", "kiosk", body)
            self._acts.do(acts[0], [change], count=len(fields), why=" ".join(fields))

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

    def enter(self, passphrase: str, who: str = OFFICER) -> Staff:
        """Who may come in: staff by id, with a passphrase of their own.

        Refuses "passphrase-wrong", also for nobody's id, "pin-wait" after wrong ones of the same
        person, and "staff-closed" only to those who know the passphrase.
        """
        if left := self._waits.left(who):
            raise NotAllowed("pin-wait", seconds=left)
        staff, kept = by_id(self._store, who), self._store.document("secret", who) or b""
        if staff is None or not secret.matches(kept.decode(), passphrase):
            if left := self._waits.wrong(who):
                raise NotAllowed("pin-wait", seconds=left)
            raise NotAllowed("passphrase-wrong")
        self._waits.right(who)
        if not staff.active:
            raise NotAllowed("staff-closed")
        return staff

    @property
    def roster_import(self) -> RosterImport:
        """Bringing people in from a spreadsheet."""
        return RosterImport(self._acts, self._store, self._today, self._before_import)

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
        known = self._store.roster.by_id
        with self._store.writing():
            changes = [learner_change(known(r.learner.id), r.learner) for r in taken if r.learner]
            self._acts.do(Act.IMPORT_PEOPLE, changes)
            return self._codes(new)

    def new_codes(self, learners: Iterable[Learner]) -> dict[str, str]:
        """Activation codes by learner id; shown once, kept only as hashes."""
        learners = tuple(learners)
        with self._store.writing():
            self._acts.note(Act.GIVE_CODES, [x.id for x in learners], count=len(learners))
            return self._codes(learners)

    def _codes(self, learners: Iterable[Learner]) -> dict[str, str]:
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
