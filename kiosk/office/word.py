"""The agency's word carried out at this kiosk, in one transaction or in small steps.

Carrying out the same word again changes nothing, so it may be repeated after a crash at any point.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Final, Literal, TypeVar

import msgspec
from msgspec import Struct, structs

import kiosk
from kiosk.catalog.fault import Fault
from kiosk.learning.events import PersonCorrected
from kiosk.learning.trouble import NotAllowed
from kiosk.office.faults import SettingsFault
from kiosk.office.person import check_free
from kiosk.office.word_courses import LASTING, Placed
from kiosk.office.word_lists import take_lists
from kiosk.office.word_people import (
    Base,
    Conflict,
    Fate,
    Plan,
    RowRefused,
    drained,
    values_of,
    with_value,
)
from kiosk.office.word_settings import settle_settings, with_decided
from kiosk.office.word_taking import BASE, CONFLICT, Disturbed, Taking
from kiosk.parcel import word as forms
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.people.agency import Settings
from kiosk.register import emblems
from kiosk.store import Store
from kiosk.store.revoked import WORD, revoked_list
from kiosk.sync.word import Known, Word

PATIENCE: Final = 3
"""Attempts in small steps, if people keep being changed meanwhile; then it goes in one."""
Form = TypeVar("Form", bound=Struct)


class Refused(Struct, frozen=True):
    """A part of the word that cannot be carried out: its name, why, and a course's own faults.

    `code`: "strange" (no such form), "foreign" (a roster sealed to another device), or of a course
    one of `word_courses.LASTING`.
    """

    name: str
    code: str
    faults: tuple[Fault, ...] = ()


class _Held(Struct, frozen=True):
    """A refusal as kept: for these bytes, by this version of the program."""

    sha256: str
    program: str
    refused: Refused


class Outcome(Struct, frozen=True):
    """What carrying out a word did.

    `settings` names the fields that changed; with `settings_faults` none did. `new`, `changed` and
    `gone` count people; `erased` those the agency still names who were erased here.
    """

    version: int
    settings: tuple[str, ...] = ()
    settings_faults: tuple[SettingsFault, ...] = ()
    new: int = 0
    changed: int = 0
    gone: int = 0
    erased: int = 0
    conflicts: int = 0
    rows_refused: tuple[RowRefused, ...] = ()
    courses: tuple[Placed, ...] = ()
    refused: tuple[Refused, ...] = ()


class AgencyWord:
    """What the agency said to this kiosk. `unseal` opens what was sealed to its device.

    `unseal` raises ParcelTrouble "foreign" for what was not. `before_import` makes a copy of the
    file before people change. `content` is where the agency's courses lie.
    """

    def __init__(
        self,
        store: Store,
        unseal: Callable[[bytes], bytes],
        before_import: Callable[[], object] = lambda: None,
        content: Path | None = None,
    ) -> None:
        self._store, self._unseal, self._content = store, unseal, content
        self._before_import = before_import

    def known(self) -> Known:
        """What was carried out already, or can never be; the reader asks for the rest."""
        known, held = self._known(), self._held()
        hashes = {n: s for n, s in known.hashes.items() if self._is_there(n)}
        hashes |= {n: h.sha256 for n, h in held.items() if h.program == kiosk.__version__}
        return structs.replace(known, hashes=hashes)

    def _is_there(self, name: str) -> bool:
        """Whether what was carried out still holds: a course's folder may have been taken away."""
        if name == forms.EMBLEMS:
            return emblems.are_there(self._store)
        course = forms.course_of(name)
        return course is None or self._content is None or (self._content / course[0]).is_dir()

    def listed(self) -> frozenset[str]:
        """The files of the word that were carried out, by name."""
        return frozenset(self._known().hashes)

    def note_courses(self, root: str, hashes: Mapping[str, str]) -> None:
        """Courses of the word that came by another way, so that they are not fetched once more.

        `root` as in `Word`; SHA-256 (hex) by the names of files.
        """
        known = self._known()
        if known.root in {"", root}:
            known = structs.replace(known, root=root, hashes={**known.hashes, **hashes})
            self._store.keep(WORD, "known", forms.written(known))

    def carry_out(
        self, word: Word, placed: Sequence[Placed] = (), *, accept_expired: bool = False
    ) -> Outcome:
        """Do what is new in a word; `placed` is what `word_courses.place` did with its courses.

        To be called for a word that brings nothing new, too: settings that were changed here by
        other ways are put right, and its version is noted. All of it in one transaction.
        Refuses "word-expired" unless that is accepted, and "word-older".
        """
        self._check(word, accept_expired=accept_expired)
        refused: list[Refused] = []
        people = self._people(word, refused)
        taking = Taking(self._store)
        plan = None if people is None else drained(taking.plan(people))
        self._copied_before(plan)
        with self._store.writing():
            for _ in () if plan is None else taking.take(plan.fates):
                pass
            rest = self._rest(word, placed, refused)
        return self._outcome(_counted(word.version, plan), rest, placed)

    def carrying_out(
        self, word: Word, placed: Sequence[Placed] = (), *, accept_expired: bool = False
    ) -> Generator[Outcome, None, Outcome]:
        """The same in steps of some milliseconds, each a transaction; all of it is returned.

        Each step answers what it did. Between two of them anybody may use the store, and it may
        end after any of them: then the next time it is done from the beginning. The word counts as
        carried out, with its lists and settings, only by the last step.
        """
        self._check(word, accept_expired=accept_expired)
        refused: list[Refused] = []
        people = self._people(word, refused)
        steps = [Outcome(word.version)]
        if people is not None:
            for _ in range(PATIENCE):
                try:
                    yield from self._taking(people, steps)
                    break
                except Disturbed:
                    continue
            else:
                whole = self.carry_out(word, placed, accept_expired=accept_expired)
                return reduce(_both, steps, whole)
        rest = self._rest(word, placed, refused)
        return self._outcome(reduce(_both, steps[:-1], steps[-1]), rest, placed)

    def _taking(
        self, people: Sequence[forms.Person], steps: list[Outcome]
    ) -> Generator[Outcome, None, None]:
        """The people of a word; `steps` gets what each step wrote, and what was refused."""
        taking, nothing = Taking(self._store), steps[0]
        going = taking.plan(people)
        while True:
            try:
                next(going)
            except StopIteration as ended:
                plan: Plan = ended.value
                break
            yield nothing
        self._copied_before(plan)
        for portion in taking.take(plan.fates):
            steps.append(_counted(nothing.version, Plan(tuple(portion), ())))
            yield steps[-1]
        steps.append(_counted(nothing.version, Plan((), plan.refused, plan.erased)))

    def _copied_before(self, plan: Plan | None) -> None:
        if plan is not None and any(_changes(fate) for fate in plan.fates):
            self._before_import()

    def _rest(self, word: Word, placed: Sequence[Placed], refused: list[Refused]) -> _Rest:
        """Lists and settings, and that all is done now."""
        with self._store.writing():
            emblem = emblems.decided(self._store)
            anew = self._known().root != word.root
            lists = take_lists(self._store, word, other_agency=anew)
            refused += [Refused(name, code) for name, code in lists.items()]
            settings, faults = settle_settings(self._store)
            refused += [Refused(p.name, p.code, p.faults) for p in placed if p.code in LASTING]
            self._note(word, placed, refused, waiting=settings is None)
        if emblem != emblems.decided(self._store):
            settings = (*(settings or ()), emblems.EMBLEM)
        return _Rest(settings or (), faults, tuple(refused))

    def _outcome(self, done: Outcome, rest: _Rest, placed: Sequence[Placed]) -> Outcome:
        return structs.replace(
            done,
            settings=rest.settings,
            settings_faults=rest.faults,
            conflicts=len(self.conflicts()),
            courses=tuple(placed),
            refused=rest.refused,
        )

    def conflicts(self) -> tuple[Conflict, ...]:
        """Where kiosk and agency still differ, by learner and field, with the values of now."""
        now = [self._now(name) for name in self._store.names_of(CONFLICT)]
        return tuple(conflict for conflict in now if conflict is not None)

    def settle(self, conflict: Conflict, keep: Literal["here", "agency"]) -> None:
        """An officer's choice. It stands until the agency says something else again.

        Refuses "conflict-gone" and, of a NIP, "nip-taken".
        """
        learner = self._store.roster.by_id(conflict.learner)
        base = self._read(BASE, conflict.learner, Base)
        name = f"{conflict.learner}/{conflict.field}"
        if learner is None or base is None or conflict != self._now(name):
            raise NotAllowed("conflict-gone")
        right = with_value(learner, conflict.field, conflict.agency)
        check_free(self._store, learner, right if keep == "agency" else learner)
        with self._store.writing():
            if keep == "agency":
                self._store.roster.put([right])
                self._store.record(learner.id, PersonCorrected((conflict.field,)))
            else:
                against = {**base.against, conflict.field: conflict.agency}
                base = structs.replace(base, against=against)
                self._store.keep(BASE, learner.id, forms.written(base))
            self._store.forget(CONFLICT, name)

    def settle_all(self, keep: Literal["here", "agency"]) -> None:
        """One choice for every conflict, all or none. Refuses as `settle` does."""
        with self._store.writing():
            for conflict in self.conflicts():
                self.settle(conflict, keep)

    def decided(self) -> frozenset[str]:
        """The fields of the settings that the agency decides, its emblem among them."""
        body = self._store.document(WORD, "settings")
        found = frozenset(forms.settings_in(body)) if body else frozenset()
        return found | {emblems.EMBLEM} if emblems.decided(self._store) else found

    def with_decided(self, settings: Settings) -> Settings:
        """Settings with the agency's values in place, as for a kiosk that is being set up."""
        return with_decided(self._store, settings)

    def revoked_at(self) -> int | None:
        """UTC ms as of which the list of what was revoked is; None if there never was one.

        That is when the agency last said that nothing newer was to be known.
        """
        return revoked_list(self._store).as_of

    def revoked_certificates(self) -> Mapping[str, forms.Revocation]:
        """Certificates that do not count any more, by number."""
        return revoked_list(self._store).certificates

    def revoked_devices(self) -> Mapping[str, forms.Revocation]:
        """Devices that do not count any more, by id."""
        return revoked_list(self._store).devices

    def revoked_here(self) -> forms.Revocation | None:
        """Why and since when this very kiosk does not count any more; None while it does."""
        return self.revoked_devices().get(self._store.device)

    def cohorts(self) -> tuple[forms.Cohort, ...]:
        """The agency's cohorts, by id."""
        found = self._read(WORD, "cohorts", forms.Cohorts)
        return found.cohorts if found else ()

    def refused(self) -> tuple[Refused, ...]:
        """Parts of the newest word that cannot be carried out."""
        return tuple(held.refused for held in self._held().values())

    def _known(self) -> Known:
        return self._read(WORD, "known", Known) or Known()

    def _held(self) -> dict[str, _Held]:
        body = self._store.document(WORD, "refused")
        return msgspec.json.decode(body, type=dict[str, _Held]) if body else {}

    def _read(self, kind: str, name: str, form: type[Form]) -> Form | None:
        body = self._store.document(kind, name)
        return None if body is None else msgspec.json.decode(body, type=form)

    def _check(self, word: Word, *, accept_expired: bool) -> None:
        if word.expired and not accept_expired:
            raise NotAllowed("word-expired")
        known = self._known()
        if known.root == word.root and word.version < known.version:
            raise NotAllowed("word-older")

    def _people(self, word: Word, refused: list[Refused]) -> Sequence[forms.Person] | None:
        """The agency's list; None if the word says nothing new of people that can be read."""
        if word.roster is None:
            return None
        name = forms.roster_name(self._store.device)
        try:
            people = forms.read(self._unseal(word.roster), forms.People)
        except ParcelTrouble as trouble:
            refused.append(Refused(name, trouble.code))
            return None
        if people.device != self._store.device:
            refused.append(Refused(name, "foreign"))
            return None
        return people.people

    def _note(
        self, word: Word, placed: Iterable[Placed], refused: Iterable[Refused], *, waiting: bool
    ) -> None:
        """What was done, so that only the rest is fetched next time."""
        brought = word.names | ({forms.roster_name(self._store.device)} if word.roster else set())
        done = brought - {c.name for c in word.courses} | {p.name for p in placed if not p.code}
        done -= {forms.SETTINGS} if waiting else set()
        said, before = word.hashes, self._known().hashes
        held = {n: h for n, h in self._held().items() if said.get(n) == h.sha256}
        held = {n: h for n, h in held.items() if n not in brought}
        for each in refused:
            held[each.name] = _Held(said[each.name], kiosk.__version__, each)
        hashes = {n: s for n, s in said.items() if n in done or before.get(n) == s}
        hashes = {n: s for n, s in hashes.items() if n not in held}
        now = Known(word.root, word.version, hashes, word.said)
        self._store.keep(WORD, "known", forms.written(now))
        self._store.keep(WORD, "refused", msgspec.json.encode(held))

    def _now(self, name: str) -> Conflict | None:
        """A conflict with this kiosk's present value; None if there is none any more."""
        conflict = self._read(CONFLICT, name, Conflict)
        learner = self._store.roster.by_id(conflict.learner) if conflict else None
        if conflict is None or learner is None:
            return None
        here = values_of(learner)[conflict.field]
        return None if here == conflict.agency else structs.replace(conflict, here=here)


class _Rest(Struct, frozen=True):
    settings: tuple[str, ...]
    faults: tuple[SettingsFault, ...]
    refused: tuple[Refused, ...]


def _both(one: Outcome, more: Outcome) -> Outcome:
    return structs.replace(
        one, new=one.new + more.new, changed=one.changed + more.changed, gone=one.gone + more.gone
    )


def _changes(fate: Fate) -> bool:
    return fate.learner != fate.before or fate.secret is not None


def _counted(version: int, plan: Plan | None) -> Outcome:
    if plan is None:
        return Outcome(version)
    known = [fate for fate in plan.fates if fate.before is not None]
    gone = [f for f in known if f.before is not None and f.before.active > f.learner.active]
    changed = sum(map(_changes, known)) - len(gone)
    return Outcome(
        version,
        new=len(plan.fates) - len(known),
        changed=changed,
        gone=len(gone),
        erased=plan.erased,
        rows_refused=plan.refused,
    )
