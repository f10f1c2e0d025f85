"""Many certificates in one go: who is meant, who gets one, and what lies there afterwards."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest

from kiosk.desk.award_many import award_for
from kiosk.house import House
from kiosk.learning.events import CertificateIssued
from kiosk.learning.trouble import NotAllowed
from kiosk.office.person import erase_everywhere
from kiosk.parcel import word as forms
from kiosk.parcel.word import Cohort
from kiosk.people.learner import Learner
from kiosk.register import bulk
from kiosk.register.bulk import Awarded, Found, Handed, Wanted
from kiosk.register.bulk_out import DRAFT, Folder, OnePdf, OneZip, Target, file_stem, target_for
from kiosk.register.cohorts import cohort_of, cohorts
from kiosk.register.paper import paper
from tests.conftest import HOME, Clock
from tests.desk.learning_on import COURSE
from tests.register.people import certified, earn, people

PEOPLE = people(12)
FONTS = HOME / "resources" / "fonts"
EVERYTHING = Wanted()
Told = TypeVar("Told")


def ended(steps: Generator[Told, None, Told]) -> Told:
    """All steps taken; what they answer at the end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def award_all(house: House, wanted: Wanted = EVERYTHING) -> Awarded:
    settings = house.office.settings()
    assert settings is not None
    issue = award_for(house.kiosk(settings, house.catalog()))
    today = house.rooms.day_of(house.rooms.now())
    return ended(bulk.award(house.store, wanted, issue, today))


def hand_out(house: House, found: Found, target: Target) -> Handed:
    return ended(bulk.hand_out(found.held, partial(paper, house.store, fonts=FONTS), target))


def names(found: Found) -> list[str]:
    return [held.name for held in found.held]


def cohort(*members: Learner, since: str = "2026-11-01") -> Cohort:
    return Cohort("A1", "Angkatan I", COURSE, since, "2026-12-31", tuple(x.id for x in members))


def revoke(house: House, *numbers: str) -> None:
    listed = tuple(forms.Revocation(n, "salah nama", "2026-12-23") for n in numbers)
    body = forms.written(forms.Revoked(1, certificates=listed))
    house.store.keep("word", "revoked", body)


def numbers(house: House) -> list[str]:
    return [issued.number for _, issued in house.store.certificates()]


def seen(pdf: pypdfium2.PdfDocument, page: int) -> bytes:
    """A page as pixels."""
    return bytes(pdf[page].render(scale=0.5).to_pil().tobytes())


# Who is meant


def test_all_are_found_by_unit_and_name(house: House) -> None:
    certified(house, reversed(PEOPLE[:4]))
    found = bulk.found(house.store, EVERYTHING)
    assert [(h.unit, h.name) for h in found.held] == [
        ("Dinas A", "Peserta Contoh 2"),
        ("Dinas A", "Peserta Contoh 4"),
        ("Dinas B", "Peserta Contoh 1"),
        ("Dinas B", "Peserta Contoh 3"),
    ]


def test_a_cohort_takes_in_its_members_and_its_course_only(house: House) -> None:
    certified(house, PEOPLE[:3])
    found = bulk.found(house.store, Wanted(cohort(PEOPLE[0], PEOPLE[1], PEOPLE[5])))
    assert names(found) == ["Peserta Contoh 2", "Peserta Contoh 1"]
    other = bulk.found(house.store, Wanted(Cohort("B", "B", "lain", "", "", (PEOPLE[0].id,))))
    assert other.held == ()


def test_what_was_issued_before_a_cohort_began_is_not_its(house: House) -> None:
    certified(house, PEOPLE[:1])
    assert bulk.found(house.store, Wanted(cohort(PEOPLE[0], since="2026-12-24"))).held == ()
    assert len(bulk.found(house.store, Wanted(cohort(PEOPLE[0], since="2026-12-23"))).held) == 1


def test_course_unit_and_days_each_narrow_the_choice(house: House) -> None:
    certified(house, PEOPLE[:4])
    store = house.store
    assert len(bulk.found(store, Wanted(course=COURSE)).held) == 4
    assert bulk.found(store, Wanted(course="lain")).held == ()
    assert names(bulk.found(store, Wanted(unit="Dinas A"))) == [
        "Peserta Contoh 2",
        "Peserta Contoh 4",
    ]
    assert len(bulk.found(store, Wanted(since="2026-12-23", until="2026-12-23")).held) == 4
    assert bulk.found(store, Wanted(since="2026-12-24")).held == ()
    assert bulk.found(store, Wanted(until="2026-12-22")).held == ()


def test_revoked_ones_are_left_out_and_told(house: House) -> None:
    certified(house, PEOPLE[:3])
    void = numbers(house)[1]
    revoke(house, void)
    found = bulk.found(house.store, EVERYTHING)
    assert found.revoked == (void,)
    assert void not in [held.issued.number for held in found.held]
    assert len(found.held) == 2


def test_a_replaced_one_is_left_out_without_a_word(house: House) -> None:
    certified(house, PEOPLE[:2])
    void = numbers(house)[0]
    gone = forms.Revocation(void, "salah nama", "2026-12-23", replaced_by="N/2")
    house.store.keep("word", "revoked", forms.written(forms.Revoked(1, certificates=(gone,))))
    found = bulk.found(house.store, EVERYTHING)
    assert (len(found.held), found.revoked) == (1, ())


def test_an_erased_member_is_counted_as_unknown_and_goes_out_no_more(house: House) -> None:
    certified(house, PEOPLE[:2])
    stranger = people(20)[19]
    wanted = Wanted(cohort(*PEOPLE[:2], stranger))
    erase_everywhere(house.store, PEOPLE[0].id, (), lambda _said: None, lambda _id: 0)
    found = bulk.found(house.store, wanted)
    assert names(found) == ["Peserta Contoh 2"]
    assert found.unknown == 2
    assert bulk.found(house.store, EVERYTHING).unknown == 0


# Who gets one


def test_only_those_who_earned_it_get_one(house: House) -> None:
    earn(house.store, PEOPLE[0])
    earn(house.store, PEOPLE[1], score=69.9)
    earn(house.store, PEOPLE[2], evaluated=False)
    told = award_all(house)
    assert (told.issued, told.unearned, told.stopped, told.done) == (1, 2, "", 12)
    assert [learner for learner, _ in house.store.certificates()] == [PEOPLE[0].id]


def test_a_second_run_issues_nothing(house: House) -> None:
    for learner in PEOPLE[:3]:
        earn(house.store, learner)
    assert award_all(house).issued == 3
    before = numbers(house)
    assert award_all(house).issued == 0
    assert numbers(house) == before


def test_a_run_cut_short_goes_on_without_a_gap_or_a_double(house: House) -> None:
    for learner in PEOPLE:
        earn(house.store, learner)
    settings = house.office.settings()
    assert settings is not None
    issue = award_for(house.kiosk(settings, house.catalog()))
    steps = bulk.award(house.store, EVERYTHING, issue, "2026-12-23")
    for _ in range(5):
        next(steps)
    steps.close()
    assert len(numbers(house)) == 5
    assert award_all(house).issued == 7
    holders = [learner for learner, _ in house.store.certificates()]
    assert sorted(holders) == sorted(x.id for x in PEOPLE)
    assert numbers(house) == [f"800.1.4/KTS-01.{n:04d}/BKPSDM/XII/2026" for n in range(1, 13)]


def test_members_who_never_began_are_told_as_not_having_earned_it(house: House) -> None:
    earn(house.store, PEOPLE[0])
    told = award_all(house, Wanted(cohort(*PEOPLE[:3])))
    assert (told.issued, told.unearned, told.of) == (1, 2, 3)


def test_a_cohort_or_unit_gives_nothing_to_others(house: House) -> None:
    for learner in PEOPLE[:4]:
        earn(house.store, learner)
    assert award_all(house, Wanted(cohort(PEOPLE[0]))).issued == 1
    assert award_all(house, Wanted(unit="Dinas A")).issued == 2
    assert len(numbers(house)) == 3


def test_nothing_is_issued_for_days_that_do_not_hold_today(house: House) -> None:
    earn(house.store, PEOPLE[0])
    assert award_all(house, Wanted(until="2026-12-22")) == Awarded()
    assert numbers(house) == []


def test_what_holds_for_everybody_stops_the_run(house: House, clock: Clock) -> None:
    for learner in PEOPLE[:3]:
        earn(house.store, learner)
    clock.at -= 86_400_000 * 3
    told = award_all(house)
    assert (told.issued, told.stopped) == (0, "clock-doubtful")


def test_a_course_that_is_not_here_any_more_does_not_stop_it(house: House) -> None:
    earn(house.store, PEOPLE[0])

    def issue(_learner: Learner, _course: str) -> CertificateIssued:
        raise NotAllowed("no-course")

    told = ended(bulk.award(house.store, EVERYTHING, issue, "2026-12-23"))
    assert (told.issued, told.stopped, told.done) == (0, "", 12)


# What lies there


def test_one_pdf_has_the_kept_pages_in_order(house: House, tmp_path: Path) -> None:
    certified(house, PEOPLE[:3])
    found, file = bulk.found(house.store, EVERYTHING), tmp_path / "semua.pdf"
    told = hand_out(house, found, OnePdf(file))
    assert (told.written, told.elsewhere) == (3, ())
    merged = pypdfium2.PdfDocument(file)
    assert len(merged) == 6
    for n, held in enumerate(found.held):
        kept = house.store.document("certificate", held.issued.number)
        assert kept is not None
        single = pypdfium2.PdfDocument(kept)
        for page in (0, 1):
            assert seen(merged, 2 * n + page) == seen(single, page)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "semua.pdf"]


def test_a_zip_has_the_kept_bytes_under_names_that_name_nobody(
    house: House, tmp_path: Path
) -> None:
    certified(house, PEOPLE[:3])
    file = tmp_path / "semua.zip"
    hand_out(house, bulk.found(house.store, EVERYTHING), OneZip(file))
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        pdfs = [name for name in packed.namelist() if name.endswith(".pdf")]
        kept = {n: house.store.document("certificate", n) for n in numbers(house)}
        assert {packed.read(name) for name in pdfs} == set(kept.values())
    assert sorted(pdfs) == [
        f"Sertifikat 800.1.4_KTS-01.{n:04d}_BKPSDM_XII_2026.pdf" for n in (1, 2, 3)
    ]


def test_the_same_certificates_make_the_same_zip(house: House, tmp_path: Path) -> None:
    certified(house, PEOPLE[:2])
    found = bulk.found(house.store, EVERYTHING)
    for name in ("a.zip", "b.zip"):
        hand_out(house, found, OneZip(tmp_path / name))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_folder_is_filled_on_where_a_run_stopped(house: House, tmp_path: Path) -> None:
    certified(house, PEOPLE[:6])
    found, folder = bulk.found(house.store, EVERYTHING), tmp_path / "semua"
    steps = bulk.hand_out(found.held, partial(paper, house.store, fonts=FONTS), Folder(folder))
    for _ in range(4):
        next(steps)
    steps.close()
    assert len(list(folder.glob("*.pdf"))) == 4
    half = next(folder.glob("*.pdf"))
    half.write_bytes(half.read_bytes()[:100])  # a stick pulled out
    (folder / f".Sertifikat X.pdf{DRAFT}").write_bytes(b"%PDF-1.7 half")
    told = hand_out(house, found, Folder(folder))
    assert (told.there, told.written) == (3, 3)
    whole = {file.read_bytes() for file in folder.glob("*.pdf")}
    assert whole == {house.store.document("certificate", n) for n in numbers(house)}
    assert len(list(folder.glob("*.pdf"))) == 6
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("ending", [".pdf", ".zip"])
def test_a_run_cut_short_leaves_no_half_file_and_the_old_one_untouched(
    house: House, tmp_path: Path, ending: str
) -> None:
    certified(house, PEOPLE[:4])
    found, file = bulk.found(house.store, EVERYTHING), tmp_path / "out" / f"semua{ending}"
    file.parent.mkdir()
    file.write_bytes(b"yang lama")
    steps = bulk.hand_out(found.held, partial(paper, house.store, fonts=FONTS), target_for(file))
    next(steps)
    steps.close()
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert file.read_bytes() == b"yang lama"


@pytest.mark.parametrize("ending", [".pdf", ".zip"])
def test_a_draft_left_by_a_crash_is_taken_away_by_the_next_run(
    house: House, tmp_path: Path, ending: str
) -> None:
    certified(house, PEOPLE[:2])
    file = tmp_path / "out" / f"semua{ending}"
    file.parent.mkdir()
    file.with_name(f".{file.name}{DRAFT}").write_bytes(b"%PDF half")
    told = hand_out(house, bulk.found(house.store, EVERYTHING), target_for(file))
    assert told.written == 2
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_papers_that_are_not_here_are_told(house: House, tmp_path: Path) -> None:
    certified(house, PEOPLE[:2])
    found = bulk.found(house.store, EVERYTHING)
    gone = found.held[0].issued.number

    def some(issued: CertificateIssued) -> bytes:
        return b"" if issued.number == gone else paper(house.store, issued, FONTS)

    told = ended(bulk.hand_out(found.held, some, OneZip(tmp_path / "a.zip")))
    assert (told.written, told.elsewhere) == (1, (gone,))


def test_nothing_to_hand_out_makes_no_file(tmp_path: Path) -> None:
    told = ended(bulk.hand_out((), lambda _issued: b"", OneZip(tmp_path / "a.zip")))
    assert told == Handed()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing_half(tmp_path: Path) -> None:
    class Full(OneZip):
        def finish(self) -> None:
            raise OSError(28, "full")

    issued = CertificateIssued("c", "N/1", 2, 90, "2026-12-23", "{}", "")
    held = (bulk.Held("x", issued, "", ""),)
    with pytest.raises(OSError, match="full"):
        ended(bulk.hand_out(held, lambda _issued: b"%PDF", Full(tmp_path / "a.zip")))
    assert list(tmp_path.iterdir()) == []


def test_a_badge_lies_beside_its_certificate(tmp_path: Path) -> None:
    target = OneZip(tmp_path / "a.zip")
    target.add("N/1", b"%PDF", "ey.J.x")
    target.finish()
    with zipfile.ZipFile(io.BytesIO((tmp_path / "a.zip").read_bytes())) as packed:
        assert packed.namelist() == ["Sertifikat N_1.pdf", "Sertifikat N_1.badge.jwt"]
        assert packed.read("Sertifikat N_1.badge.jwt") == b"ey.J.x"


@pytest.mark.parametrize(
    ("one", "other"),
    [("A/1", "A-1"), ("A_1", "A/1"), ("a/1", "A/1"), ("A 1", "A/1"), ("Á/1", "A/1")],
)
def test_different_numbers_have_different_names_on_any_disk(one: str, other: str) -> None:
    assert file_stem(one).casefold() != file_stem(other).casefold()


@pytest.mark.parametrize(
    "number", ["../../etc/passwd", "C:\\x", "A\0B", "x" * 500, "CON", "é" * 99]
)
def test_a_name_never_leads_elsewhere(number: str) -> None:
    stem = file_stem(number)
    assert not set(stem) & set('/\\:*?"<>|\0')
    assert stem.startswith("Sertifikat ")
    assert len(f"{stem}.pdf".encode()) < 200


def test_files_are_for_their_owner_only(house: House, tmp_path: Path) -> None:
    certified(house, PEOPLE[:1])
    found = bulk.found(house.store, EVERYTHING)
    for place in (tmp_path / "a.pdf", tmp_path / "a.zip"):
        hand_out(house, found, target_for(place))
        assert place.stat().st_mode & 0o077 == 0


def test_cohorts_are_read_from_the_agencys_word(house: House) -> None:
    assert cohorts(house.store) == ()
    house.store.keep("word", "cohorts", forms.cohorts_bytes([cohort(PEOPLE[0])]))
    assert cohort_of(house.store, "A1").name == "Angkatan I"
    with pytest.raises(NotAllowed, match="cohort-unknown"):
        cohort_of(house.store, "A2")
