from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from kiosk.hub.word import targets
from kiosk.learning.events import Event, PersonCorrected
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.office.word_courses import place
from kiosk.office.word_people import Conflict
from kiosk.parcel.word import Revoked
from kiosk.store import Store
from kiosk.store.documents import Documents
from kiosk.store.roster import Roster
from tests.conftest import Clock
from tests.hub.word.agency import (
    BUDI,
    COHORT,
    REVOKED,
    SITI,
    Agency,
    agency,
    course,
)
from tests.office.word_desk import BUDI_ID, CODE, REAL, SITI_ID, Desk, corrected


@pytest.fixture
def told(tmp_path: Path, clock: Clock) -> Agency:
    return agency(tmp_path / "hub", clock)


@pytest.fixture
def here(tmp_path: Path, store: Store, told: Agency, clock: Clock) -> Desk:
    store.keep("settings", "kiosk", msgspec.json.encode(REAL))
    return Desk(tmp_path, store, told, clock)


def field_of(here: Desk, learner: str, field: str) -> object:
    return getattr(here.store.roster.by_id(learner), field)


def test_an_officer_chooses_between_here_and_the_agency_and_the_choice_stands(here: Desk) -> None:
    here.take(here.people(SITI, BUDI))
    corrected(here, SITI_ID, unit="Dinas X")
    corrected(here, BUDI_ID, name="Peserta Dua", rank="X")
    assert here.take(here.people(SITI, BUDI)).conflicts == 3
    unit = Conflict(SITI_ID, "unit", "Dinas X", "Dinas A")
    name = Conflict(BUDI_ID, "name", "Peserta Dua", "Peserta Contoh 2")
    rank = Conflict(BUDI_ID, "rank", "X", "IX")
    assert set(here.office.conflicts()) == {unit, name, rank}
    here.office.settle(unit, "here")
    here.office.settle(name, "agency")
    assert here.office.conflicts() == (rank,)
    assert (field_of(here, SITI_ID, "unit"), field_of(here, BUDI_ID, "name")) == (
        "Dinas X",
        "Peserta Contoh 2",
    )
    assert PersonCorrected(("name",)) in told_of(here, BUDI_ID)
    assert here.take(here.people(SITI, BUDI)).conflicts == 1
    newer = structs.replace(SITI, unit="Dinas C")
    assert here.take(here.people(newer, BUDI)).conflicts == 2
    here.office.settle_all("agency")
    assert (field_of(here, SITI_ID, "unit"), field_of(here, BUDI_ID, "rank")) == ("Dinas C", "IX")
    assert here.office.conflicts() == ()
    newest = structs.replace(SITI, unit="Dinas D")
    assert here.take(here.people(newest, BUDI)).conflicts == 0
    assert field_of(here, SITI_ID, "unit") == "Dinas D"


def told_of(here: Desk, learner: str) -> list[Event]:
    return [recorded.event for recorded in here.store.events(learner)]


def test_a_conflict_shows_the_values_of_now_and_goes_when_they_agree(here: Desk) -> None:
    here.take(here.people(SITI))
    corrected(here, SITI_ID, unit="Dinas X")
    here.take(here.people(SITI))
    [stale] = here.office.conflicts()
    corrected(here, SITI_ID, unit="Dinas Y")
    assert here.office.conflicts() == (Conflict(SITI_ID, "unit", "Dinas Y", "Dinas A"),)
    with pytest.raises(NotAllowed, match="conflict-gone"):
        here.office.settle(stale, "here")
    corrected(here, SITI_ID, unit="Dinas A")
    assert here.office.conflicts() == ()
    here.take(here.people(SITI))
    assert here.store.names_of("word-conflict") == ()


def test_a_nip_that_is_taken_cannot_be_chosen(here: Desk) -> None:
    here.take(here.people(SITI))
    corrected(here, SITI_ID, nip="198704122011012009")
    here.store.roster.put([structs.replace(demo.LEARNERS[2], nip=SITI.nip)])
    here.take(here.people(structs.replace(SITI, id=SITI_ID)))
    [conflict] = here.office.conflicts()
    assert conflict == Conflict(SITI_ID, "nip", "198704122011012009", SITI.nip)
    with pytest.raises(NotAllowed, match="nip-taken"):
        here.office.settle(conflict, "agency")
    here.office.settle(conflict, "here")
    assert here.office.conflicts() == ()


def test_what_is_kept_of_a_person_goes_with_them(here: Desk) -> None:
    here.take(here.people(SITI))
    corrected(here, SITI_ID, unit="Dinas X")
    here.take(here.people(SITI))
    assert here.store.names_of("word-conflict") == (f"{SITI_ID}/unit",)
    here.store.erase(SITI_ID)
    assert here.store.names_of("word-conflict") == here.store.names_of("word-person") == ()
    outcome = here.take(here.people(SITI, BUDI))
    assert (outcome.new, outcome.erased) == (1, 1)
    assert here.store.roster.by_id(SITI_ID) is None


class Crash(BaseException):
    pass


def crashing(patch: pytest.MonkeyPatch, after: int) -> None:
    """The power goes at the write to the file after so many."""
    left = after

    def then(real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **more: object) -> object:
            nonlocal left
            if not left:
                raise Crash
            left -= 1
            return real(*args, **more)

        return step

    patch.setattr(Documents, "put", then(Documents.put))
    patch.setattr(Documents, "remove", then(Documents.remove))
    patch.setattr(Roster, "_write", then(Roster._write))


def test_a_crash_at_any_write_leaves_the_old_state_and_the_same_end_when_done_again(
    here: Desk, opened: Callable[[], Store], tmp_path: Path, clock: Clock
) -> None:
    here.take(here.people(SITI), targets.revoked_target(Revoked(1)))
    corrected(here, SITI_ID, unit="Dinas X", rank="III/b")
    here.told.say(
        targets.settings_target({"pass_mark": 80}),
        targets.revoked_target(REVOKED),
        targets.cohorts_target([COHORT]),
        here.people(structs.replace(SITI, rank="III/b", code=CODE, reset=1), BUDI),
        course(tmp_path / "c"),
    )
    word = here.pull()
    placed = place(word, here.content, here.work)
    before = here.everything()
    crashes = 0
    for step in range(100):
        with pytest.MonkeyPatch.context() as patch:
            crashing(patch, step)
            try:
                here.office.carry_out(word, placed)
            except Crash:
                crashes += 1
            else:
                break
        again = Desk(tmp_path, opened(), here.told, clock)
        assert again.everything() == before
    after = here.everything()
    assert crashes == 12
    here.office.carry_out(word, placed)
    assert here.everything() == after
    assert Desk(tmp_path, opened(), here.told, clock).everything() == after
