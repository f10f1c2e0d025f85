"""The agency's word in small steps: how many, what each leaves, and what may happen between two."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kiosk.hub.word import targets
from kiosk.office.word import AgencyWord, Outcome
from kiosk.office.word_people import LOOKED
from kiosk.office.word_taking import PORTION
from kiosk.parcel.word import Person
from kiosk.store import Store
from kiosk.sync.word import Word
from tests.conftest import Clock
from tests.hub.word.agency import COHORT, SITI, Agency, agency, unseal
from tests.office.word_desk import CODE, REAL, SITI_ID, Desk, corrected

MANY = 4 * PORTION + 1


@pytest.fixture
def told(tmp_path: Path, clock: Clock) -> Agency:
    return agency(tmp_path / "hub", clock)


@pytest.fixture
def here(tmp_path: Path, store: Store, told: Agency, clock: Clock) -> Desk:
    store.keep("settings", "kiosk", msgspec.json.encode(REAL))
    return Desk(tmp_path, store, told, clock)


def guests(count: int = MANY, unit: str = "Dinas Contoh") -> tuple[Person, ...]:
    return tuple(
        Person("", f"Peserta Contoh {n}", unit, "guest", id=f"00000000-0000-4000-8000-{n:012d}")
        for n in range(1, count + 1)
    )


def said(here: Desk, *people: Person) -> Word:
    here.told.say(here.people(*people), targets.cohorts_target([COHORT]))
    return here.pull()


def to_its_end(going: Generator[Outcome, None, Outcome]) -> tuple[list[Outcome], Outcome]:
    steps = []
    while True:
        try:
            steps.append(next(going))
        except StopIteration as done:
            return steps, done.value


def writing(steps: list[Outcome]) -> list[int]:
    """How many people each step that wrote somebody wrote."""
    return [step.new + step.changed for step in steps if step.new + step.changed]


def test_no_step_writes_more_than_a_portion_and_no_step_looks_at_more_than_a_few(
    here: Desk,
) -> None:
    steps, outcome = to_its_end(here.office.carrying_out(said(here, *guests())))
    assert writing(steps) == [PORTION, PORTION, PORTION, PORTION, 1]
    assert outcome.new == MANY
    # reading and planning each go through everybody in steps of their own
    assert len(steps) >= 5 + 2 * (MANY // LOOKED)
    assert here.copies == 1


def test_after_the_steps_one_piece_finds_nothing_more_to_change(here: Desk) -> None:
    word = said(here, SITI, *guests())
    _steps, outcome = to_its_end(here.office.carrying_out(word))
    assert outcome.new == len(here.store.roster.everyone()) == MANY + 1
    before = here.everything()
    again = here.office.carry_out(word)
    assert (again.new, again.changed, again.gone) == (0, 0, 0)
    assert here.everything() == before


def test_nothing_counts_as_carried_out_until_the_last_step(here: Desk) -> None:
    word = said(here, *guests())
    going = here.office.carrying_out(word)
    while not next(going).new:
        assert here.store.roster.ids() == ()
    assert len(here.store.roster.ids()) == PORTION
    assert here.office.known().hashes == {}
    assert here.office.cohorts() == ()
    to_its_end(going)
    assert here.office.known().hashes == word.hashes
    assert [cohort.id for cohort in here.office.cohorts()] == [COHORT.id]


@pytest.mark.parametrize("portions", [1, 2, 4])
def test_what_a_power_cut_interrupts_is_done_from_the_beginning_and_nobody_is_lost_or_doubled(
    here: Desk, portions: int
) -> None:
    here.take(here.people(*guests(unit="Dinas Lama")))
    word = said(here, SITI, *guests()[1:])
    going = here.office.carrying_out(word)
    wrote = 0
    while wrote < portions:
        step = next(going)
        wrote += bool(step.new + step.changed + step.gone)
    going.close()
    again = AgencyWord(here.store, unseal, content=here.content)
    assert again.known().version < word.version
    again.carry_out(here.pull(again.known()))
    people = {x.id: x for x in here.store.roster.everyone()}
    assert len(people) == MANY + 1
    assert people[SITI_ID].name == SITI.name
    assert [x.id for x in people.values() if not x.active] == [guests()[0].id]
    assert {x.unit for x in people.values() if x.active and x.id != SITI_ID} == {"Dinas Contoh"}
    assert again.conflicts() == ()


def test_who_is_corrected_between_two_steps_keeps_the_correction(here: Desk) -> None:
    here.take(here.people(SITI, *guests()))
    going = here.office.carrying_out(said(here, SITI, *guests(unit="Dinas Lain")))
    while not next(going).changed:
        pass
    last = guests()[-1].id
    corrected(here, last, unit="Dinas Sendiri")
    steps, outcome = to_its_end(going)
    assert outcome.changed == MANY - 1
    assert sum(writing(steps)) == MANY - PORTION  # of the first portion one was the same
    learner = here.store.roster.by_id(last)
    assert learner is not None
    assert learner.unit == "Dinas Sendiri"
    assert [(c.learner, c.field, c.agency) for c in here.office.conflicts()] == [
        (last, "unit", "Dinas Lain")
    ]


def test_a_pin_chosen_between_two_steps_stays(here: Desk) -> None:
    here.take(here.people(SITI, *guests()))
    coded = [msgspec.structs.replace(guest, code=CODE) for guest in guests()]
    going = here.office.carrying_out(said(here, SITI, *coded))
    while not next(going).changed:
        pass
    last = guests()[-1].id
    here.store.roster.set_pin(last, "own")
    to_its_end(going)
    assert here.store.roster.secret(last) == ("own", "")
    assert here.store.roster.secret(guests()[0].id) == ("", CODE)


def test_a_choice_between_two_steps_stands(here: Desk) -> None:
    last = guests()[-1].id
    here.take(here.people(*guests()))
    corrected(here, last, unit="Dinas Sendiri")
    here.take(here.people(*guests(unit="Dinas Lain")))
    first, *others = guests(unit="Dinas Lain")
    first = msgspec.structs.replace(first, unit="Dinas Baru")
    going = here.office.carrying_out(said(here, first, *others, SITI))
    while not next(going).changed:
        pass
    [conflict] = here.office.conflicts()
    here.office.settle(conflict, "here")
    to_its_end(going)
    assert here.office.conflicts() == ()
    assert here.store.roster.by_id(SITI_ID) is not None


def test_who_keeps_changing_people_does_not_keep_the_word_from_being_carried_out(
    here: Desk,
) -> None:
    here.take(here.people(SITI, *guests()))
    going = here.office.carrying_out(said(here, SITI, *guests(unit="Dinas Lain")))
    names = iter(range(10_000))
    steps = 0
    while True:
        try:
            next(going)
        except StopIteration as done:
            outcome: Outcome = done.value
            break
        corrected(here, SITI_ID, position=f"Jabatan {next(names)}")
        steps += 1
    assert steps == 3
    assert len({x.unit for x in here.store.roster.everyone() if x.id != SITI_ID}) == 1
    assert outcome.changed == MANY
