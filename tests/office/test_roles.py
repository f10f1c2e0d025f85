"""The role table, cell by cell: as written here, and as it is at every door of the office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from msgspec import structs

from kiosk.house import Clerk, House
from kiosk.learning.events_office import FollowUpGiven
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo, log_book
from kiosk.office.acts import learner_change
from kiosk.office.attendance import Attendance
from kiosk.office.cohorts import Cohorts
from kiosk.office.followup import type_in
from kiosk.office.office import Office
from kiosk.office.requests import Asked, Failures, Requests
from kiosk.office.staff import Personnel
from kiosk.people.agency import SignatoryTerm
from kiosk.people.cohort import Cohort, Presence
from kiosk.people.role import COMMAND, OFFICER, Act, Role, Staff, may
from tests.conftest import HOME, MONDAY, Clock
from tests.rooms import rooms_of, set_up

TRAINER: Final = Staff("t-1", "Pelatih Contoh 1", Role.TRAINER)
PUPIL: Final = Staff("l-1", "Peserta Contoh 1", Role.LEARNER)
ONE: Final = demo.LEARNERS[0]
CLASS: Final = Cohort("k-1", "Angkatan I", (ONE.id,), days=("2026-11-23",))
SECRET: Final = "kapal besar di laut"

# act: learner, trainer, officer
TABLE: Final = """
import-people       no  yes yes
edit-person         no  yes yes
merge-people        no  no  yes
close-person        no  no  yes
give-codes          no  yes yes
print-cards         no  yes yes
release-lock        no  yes yes
edit-cohort         no  yes yes
close-cohort        no  yes yes
mark-attendance     no  yes yes
mark-essay          no  yes yes
print-papers        no  yes yes
print-certificates  no  yes yes
paper-test          no  yes yes
type-paper          no  yes yes
type-follow-up      no  yes yes
read-reports        no  yes yes
export-report       no  yes yes
undo                no  yes yes
read-log            no  yes yes
export-log          no  no  yes
change-settings     no  no  yes
change-signatories  no  no  yes
change-template     no  no  yes
change-staff        no  no  yes
revoke-certificate  no  no  yes
issue-certificates  no  no  yes
sync                no  yes yes
pair                no  no  yes
back-up             no  no  yes
restore             no  no  yes
mend                no  no  yes
change-courses      no  no  yes
confirm-clock       no  yes yes
close-kiosk         no  yes yes
end-demo            no  no  yes
record-request      no  no  yes
copy-person         no  no  yes
correct-person      no  no  yes
erase-person        no  no  yes
report-breach       no  no  yes
"""
CELLS: Final = {
    act: dict(zip((PUPIL, TRAINER, OFFICER), cells, strict=True))
    for act, *cells in (line.split() for line in TABLE.strip().splitlines())
}


def test_the_table_names_every_act() -> None:
    assert sorted(CELLS) == sorted(act.value for act in Act)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("who", [PUPIL, TRAINER, OFFICER], ids=lambda who: who.role)
def test_each_cell(act: Act, who: Staff) -> None:
    assert may(who, act) is (CELLS[act][who] == "yes")
    assert not may(structs.replace(who, active=False), act)


def test_whoever_types_commands_is_an_officer() -> None:
    assert (COMMAND.id, COMMAND.role) == ("command", Role.OFFICER)


# The same table at the doors themselves


def changed(clerk: Clerk, **fields: object) -> None:
    settings = clerk.office.settings()
    assert settings is not None
    clerk.office.change(structs.replace(settings, **fields))


def undone(clerk: Clerk) -> None:
    officer = clerk.house.clerk(OFFICER).acts
    right = structs.replace(ONE, unit="Dinas Lain")
    done = officer.do(Act.EDIT_PERSON, [learner_change(ONE, right)])
    assert done is not None
    clerk.acts.undo(done.id)


def revoked(clerk: Clerk) -> None:
    with pytest.raises(NotAllowed) as no:
        clerk.duties.revoke("800/1", "Nama salah", "2026-11-23")
    if no.value.code == "role-refused":
        raise no.value
    clerk.acts.note(Act.REVOKE_CERTIFICATE)  # nobody has one here; test_revoke has


def issued(clerk: Clerk) -> None:
    def steps() -> Iterator[int]:
        clerk.house.store.keep("issued", "one", b"")
        yield 1

    list(clerk.duties.issue(steps()))  # type: ignore[arg-type]


def exported(clerk: Clerk) -> None:
    settings = clerk.office.settings()
    source = log_book.Source(clerk.acts, clerk.house.store, settings, HOME / "resources" / "fonts")
    log_book.export(source, "csv", (), (), clerk.today, str)


def corrected(clerk: Clerk) -> None:
    clerk.rights.correct(ONE, structs.replace(ONE, unit="Dinas Lain"))


def copied(clerk: Clerk) -> None:
    rooms = clerk.house.rooms
    clerk.rights.copy(ONE, clerk.office.settings(), rooms.now(), rooms.day_of, {})


def given(clerk: Clerk) -> tuple[object, ...]:
    return (clerk.acts, clerk.house.store, clerk.house.rooms.now, clerk.house.rooms.new_id)


def asked(clerk: Clerk) -> None:
    Requests(*given(clerk)).receive(Asked.ACCESS, ONE.id, MONDAY)  # type: ignore[arg-type]


def failed(clerk: Clerk) -> None:
    report = Failures(*given(clerk)).report  # type: ignore[arg-type]
    report(MONDAY, "Nama", "Stik hilang", "Stik diblokir", clerk.today)


def marked(clerk: Clerk) -> None:
    house = clerk.house
    day = Attendance(clerk.acts, house.store, house.rooms.day_of)
    day.mark(CLASS, "2026-11-23", ONE.id, Presence.SICK, "surat dokter")


def follow_up(clerk: Clerk) -> None:
    said = FollowUpGiven("pelayanan-prima", "participant", {})
    with pytest.raises(NotAllowed) as no:
        type_in(clerk.acts, clerk.house.store, ONE.id, said)
    if no.value.code == "role-refused":
        raise no.value
    clerk.acts.note(Act.TYPE_FOLLOW_UP)  # nothing was ticked; test_followup types a whole one


def ended(clerk: Clerk) -> None:
    store = clerk.house.store
    office = Office(store, clerk.house.rooms.ticks, lambda: clerk.today, str, who=clerk.who)
    settings = office.settings()
    assert settings is not None
    demo_of = structs.replace(settings, demo=True)
    import msgspec

    store.keep("settings", "kiosk", msgspec.json.encode(demo_of))
    office.end_demo()


def noted(act: Act) -> Callable[[Clerk], object]:
    """An act whose door is tested where its room is."""
    return lambda clerk: clerk.acts.note(act)


def beyond(clerk: Clerk) -> Callable[[], None]:
    """What a door leads to, where only the door is looked at: it leaves a trace."""
    return lambda: clerk.house.store.keep("trace", "beyond", b"")


ROSTER = "NIP,Nama,Unit\n198509222009031001,Peserta Contoh 11,Dinas Contoh\n"
TERM = SignatoryTerm("Pejabat Contoh 2", "", "Plt. Kepala", "2026-12-01")
DOORS: Final[dict[Act, Callable[[Clerk], object]]] = {
    Act.IMPORT_PEOPLE: lambda c: c.office.import_roster(c.office.read_roster(ROSTER)),
    Act.EDIT_PERSON: lambda c: c.acts.do(
        Act.EDIT_PERSON, [learner_change(ONE, structs.replace(ONE, unit="Dinas Lain"))]
    ),
    Act.GIVE_CODES: lambda c: c.office.new_codes([ONE]),
    Act.EDIT_COHORT: lambda c: Cohorts(c.acts, c.house.store).save(CLASS),
    Act.MARK_ATTENDANCE: marked,
    Act.TYPE_FOLLOW_UP: follow_up,
    Act.PRINT_CERTIFICATES: lambda c: c.duties.hand_out([ONE.id], where="printer"),
    Act.EXPORT_REPORT: lambda c: c.duties.export("register", 3),
    Act.UNDO: undone,
    Act.EXPORT_LOG: exported,
    Act.CHANGE_SETTINGS: lambda c: changed(c, pass_mark=75),
    Act.CHANGE_SIGNATORIES: lambda c: changed(c, signatories=(TERM,)),
    Act.CHANGE_TEMPLATE: lambda c: changed(c, validity_months=24),
    Act.CHANGE_STAFF: lambda c: Personnel(c.acts, c.house.store, c.house.rooms.new_id).add(
        "Pelatih Contoh 2", Role.TRAINER, SECRET
    ),
    Act.REVOKE_CERTIFICATE: revoked,
    Act.ISSUE_CERTIFICATES: issued,
    Act.SYNC: lambda c: c.duties.sync(beyond(c)),
    Act.PAIR: lambda c: c.duties.pair(beyond(c)),
    Act.BACK_UP: lambda c: c.duties.copy(c.house.copies.make_now),
    Act.MEND: lambda c: c.duties.mend(beyond(c)),
    Act.CHANGE_COURSES: lambda c: c.duties.change_courses(beyond(c), "contoh", why="install"),
    Act.CONFIRM_CLOCK: lambda c: c.duties.confirm_clock(c.house.clock.confirm),
    Act.CLOSE_KIOSK: lambda c: c.duties.close_kiosk(beyond(c)),
    Act.END_DEMO: ended,
    Act.RECORD_REQUEST: asked,
    Act.COPY_PERSON: copied,
    Act.CORRECT_PERSON: corrected,
    Act.ERASE_PERSON: lambda c: c.rights.erase(ONE, {}),
    Act.REPORT_BREACH: failed,
}
ELSEWHERE: Final = frozenset({
    Act.MERGE_PEOPLE, Act.CLOSE_PERSON, Act.PRINT_CARDS, Act.RELEASE_LOCK, Act.CLOSE_COHORT,
    Act.MARK_ESSAY, Act.PRINT_PAPERS, Act.PAPER_TEST, Act.TYPE_PAPER, Act.READ_REPORTS,
})  # fmt: skip
"""Doors that stand in rooms with tests of their own; here the table alone is asked."""


@pytest.fixture
def house(clock: Clock, tmp_path: Path) -> Iterator[House]:
    rooms = rooms_of(clock)
    set_up(rooms, tmp_path / "kiosk")
    with rooms.house(tmp_path / "kiosk") as opened:
        yield opened


def test_every_act_has_a_door() -> None:
    others = {Act.READ_LOG, Act.RESTORE}  # of these two, below
    assert set(DOORS) | ELSEWHERE | others == set(Act)


@pytest.mark.parametrize("act", [*DOORS, *sorted(ELSEWHERE)])
def test_a_door_keeps_out_and_lets_in_as_the_table_says(act: Act, house: House) -> None:
    door = DOORS.get(act, noted(act))
    for who in (PUPIL, TRAINER, OFFICER):
        clerk = house.clerk(who)
        if CELLS[act][who] == "no":
            before = house.store.count
            with pytest.raises(NotAllowed, match="role-refused"):
                door(clerk)
            mine = house.store.acts()
            assert [r for r in mine if r.event.by == who.id] == []  # type: ignore[union-attr]
            assert house.store.count == before or act is Act.UNDO
            assert house.store.names_of("trace") == ()
        else:
            door(clerk)
            newest = house.store.acts(1)[0].event
            assert (newest.act, newest.by) == (act, who.id)  # type: ignore[union-attr]
            return


def test_the_log_is_read_by_those_who_may(house: House) -> None:
    for who in (TRAINER, OFFICER):
        assert house.clerk(who).acts.log() == ()
    with pytest.raises(NotAllowed, match="role-refused"):
        house.clerk(PUPIL).acts.log()


def test_a_restored_file_says_who_restored_it(clock: Clock, tmp_path: Path) -> None:
    rooms, data = rooms_of(clock), tmp_path / "kiosk"
    set_up(rooms, data)
    copies = rooms.copies(data)
    copies.make_now()
    (copy,) = copies.listed()
    for who in (PUPIL, TRAINER):
        with pytest.raises(NotAllowed, match="role-refused"):
            copies.restore(copy, who)
    copies.restore(copy, OFFICER)
    with rooms.house(data) as house:
        (entry,) = house.clerk(OFFICER).acts.log()
        told = entry.acted
        assert (told.act, told.by, told.on) == ("restore", "officer", (copy.backup.name,))


def test_a_trainer_does_not_take_back_what_an_officer_alone_may_do(house: House) -> None:
    changed(house.clerk(OFFICER), pass_mark=75)
    trainer = house.clerk(TRAINER).acts
    (entry,) = trainer.log()
    assert not trainer.may_undo(entry.acted.act)
    with pytest.raises(NotAllowed, match="role-refused"):
        trainer.undo(entry.id)


def test_a_mixed_change_of_settings_needs_every_right_it_touches(house: House) -> None:
    settings = house.office.settings()
    assert settings is not None
    officer = house.clerk(OFFICER)
    officer.office.change(structs.replace(settings, pass_mark=75, backup_folder="/mnt/cadangan"))
    told = officer.acts.log()[0].acted
    assert (told.act, told.why) == ("change-settings", "pass_mark backup_folder")
