"""Erased persons leave what the agency says; whose NIP was corrected is nobody new."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.cli.hub_place import Place, opened
from kiosk.hub.post.post import Post
from kiosk.hub.word import carry, kept
from kiosk.office import person
from kiosk.office.person import Erasure
from kiosk.parcel import word
from kiosk.people.learner import learner_id
from kiosk.store import Store, secret
from tests.cli.test_hub_say import BUDI, LIST, SITI, Room, codes_in, said, told, typed
from tests.hub.post.conftest import let_in
from tests.hub.post.kiosks import Kiosk
from tests.hub.post.test_elsewhere import send

SITI_ID, BUDI_ID = learner_id(SITI), learner_id(BUDI)
OTHERS = itertools.count(2)
RIGHT = "198704132011012008"
BACK = "1 orang yang pernah dihapus dimasukkan lagi: baris 2."
LEFT = "1 baris tidak dimasukkan karena orangnya sudah dihapus menurut UU 27/2022: baris 2."
CORRECTED = f"NIP,Nama,Unit,NIP lama\n{RIGHT},Peserta Contoh 1,Dinas A,{SITI}\n"
BOTH = f"{CORRECTED}{BUDI},Peserta Contoh 2,Dinas B,\n"
PLAIN = f"NIP,Nama,Unit\n{RIGHT},Peserta Contoh 1,Dinas A\n{BUDI},Peserta Contoh 2,Dinas B\n"
COHORT = """
[[cohort]]
id = "a1"
name = "Angkatan I"
course = "kursus-kecil"
since = 2026-12-01
until = 2026-12-05
nip = [
    "{one}",
    "{other}",
]
"""
Written = Callable[[str], Path]


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MEMORY", 1024)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "hub"


@pytest.fixture
def file(tmp_path: Path) -> Written:
    def written(text: str) -> Path:
        (tmp_path / "told").write_text(text, encoding="utf-8")
        return tmp_path / "told"

    return written


def erased(place: Path, learner: str) -> int:
    """Somebody is erased at another kiosk, and the agency hears of it; the clock of it."""
    with opened(Place(place, f"sqlite:///{place / 'hub.sqlite'}", place)) as post:
        return _erased(post, learner)


def _erased(post: Post, learner: str) -> int:
    kiosk = let_in(post, Kiosk(next(OTHERS)))
    body: dict[str, object] = {"type": "person-erased", "person": learner, "rows": 1}
    line = kiosk.record("", body, clock=time.time_ns() // 1_000_000 << 12)
    send(post, kiosk)
    return line.clock


def erased_here(store: Store, learner: str, clock: int) -> None:
    """The same erasure as a kiosk carries it out."""
    person.carry_out(store, [Erasure(learner, clock)], {}, lambda _: None, lambda _: 0)


def cohort(place: Path) -> tuple[str, ...]:
    body = carry.read(place / "word", word.COHORTS)
    return word.read(body, word.Cohorts).cohorts[0].learners


def nips(place: Path) -> list[str]:
    return [each.nip for each in kept.people(place) or ()]


@pytest.mark.parametrize("verb", ["cohorts", "settings", "stick"])
def test_whoever_was_erased_is_in_nothing_the_agency_says_next(
    place: Path, tmp_path: Path, store: Store, file: Written, verb: str
) -> None:
    room = Room(tmp_path, store)
    room.let_in(place)
    said(place, "say", "people", file(LIST))
    said(place, "say", "cohorts", file(COHORT.format(one=SITI, other=BUDI)))
    assert cohort(place) == (SITI_ID, BUDI_ID)
    assert room.hear(place).new == 2
    erased(place, SITI_ID)
    if verb == "cohorts":
        words = said(place, "say", "cohorts", file(COHORT.format(one=SITI, other=BUDI)))
        assert "1 NIP tidak ikut angkatan karena orangnya sudah dihapus" in words
        assert "(baris 9)" in words
    elif verb == "settings":
        said(place, "say", "settings", file("pass_mark = 80\n"))
    assert room.hear(place).gone == 1  # the kiosk has not heard of the erasure yet
    assert (nips(place), cohort(place)) == ([BUDI], (BUDI_ID,))
    assert "Peserta Contoh 1" not in (place / "people.json").read_text()


def test_an_old_list_brings_an_erased_person_back_only_on_purpose(
    place: Path, tmp_path: Path, store: Store, file: Written
) -> None:
    room, codes = Room(tmp_path, store), tmp_path / "kode.csv"
    room.let_in(place)
    said(place, "say", "people", file(LIST))
    room.hear(place)
    erased_here(store, SITI_ID, erased(place, SITI_ID))
    for more in (["--dry-run"], []):
        words = said(place, "say", "people", file(LIST), *more)
        assert LEFT in words
        assert "Peserta: 1 (0 baru, 0 berubah, 0 tidak disebut lagi)." in words
    assert (nips(place), room.hear(place).new) == ([BUDI], 0)
    result = typed(place, "say", "people", file(LIST), "--again", "3")
    assert (result.exit_code, "Bukan baris orang yang pernah dihapus: 3." in result.output) == (
        1, True,
    )  # fmt: skip
    assert nips(place) == [BUDI]
    words = said(place, "say", "people", file(LIST), "--again", "2", "--codes", codes)
    assert BACK in words
    assert LEFT not in words
    assert room.hear(place).new == 1
    siti = store.roster.by_nip(SITI)
    assert siti is not None
    assert (siti.id, siti.name) == (SITI_ID, "Peserta Contoh 1, S.Kom.")
    assert secret.matches(store.roster.secret(SITI_ID)[1], codes_in(codes)[SITI])
    assert "dihapus" not in said(place, "say", "people", file(LIST))
    assert nips(place) == [SITI, BUDI]


def test_who_came_back_stays_and_can_be_erased_once_more(place: Path, file: Written) -> None:
    said(place, "say", "people", file(LIST))
    erased(place, SITI_ID)
    said(place, "say", "people", file(LIST), "--again", "2")
    said(place, "say", "cohorts", file(COHORT.format(one=SITI, other=BUDI)))
    said(place, "say", "settings", file("pass_mark = 80\n"))
    assert (nips(place), cohort(place)) == ([SITI, BUDI], (SITI_ID, BUDI_ID))
    erased(place, SITI_ID)
    assert LEFT in said(place, "say", "people", file(LIST))
    assert nips(place) == [BUDI]


def test_a_kiosk_that_knew_nobody_takes_no_erased_person_in_from_an_older_word(
    place: Path, tmp_path: Path, store: Store, file: Written
) -> None:
    room = Room(tmp_path, store)
    room.let_in(place)
    said(place, "say", "people", file(LIST))
    said(place, "stick", room.stick)
    erased_here(store, SITI_ID, erased(place, SITI_ID))
    outcome = room.carry_out(place)
    assert (outcome.new, outcome.erased, store.roster.by_nip(SITI)) == (1, 1, None)


def test_a_corrected_nip_stays_the_same_person_with_the_code_handed_out(
    place: Path, tmp_path: Path, store: Store, file: Written
) -> None:
    room, codes = Room(tmp_path, store), tmp_path / "kode.csv"
    room.let_in(place)
    said(place, "say", "people", file(LIST), "--codes", codes)
    room.hear(place)
    words = said(place, "say", "people", file(BOTH))
    assert "Peserta: 2 (0 baru, 1 berubah, 0 tidak disebut lagi)." in words
    assert "1 NIP dikoreksi; orangnya tetap sama" in words
    outcome = room.hear(place)
    assert (outcome.new, outcome.gone) == (0, 0)
    siti = store.roster.by_nip(RIGHT)
    assert siti is not None
    assert (siti.id, store.roster.by_nip(SITI)) == (SITI_ID, None)
    assert secret.matches(store.roster.secret(SITI_ID)[1], codes_in(codes)[SITI])
    for again in (BOTH, PLAIN):
        words = said(place, "say", "people", file(again))
        assert "Peserta: 2 (0 baru, 0 berubah, 0 tidak disebut lagi)." in words
    said(place, "say", "cohorts", file(COHORT.format(one=RIGHT, other=BUDI)))
    assert cohort(place) == (SITI_ID, BUDI_ID)


def test_who_was_erased_under_a_corrected_nip_does_not_come_back_by_it(
    place: Path, file: Written
) -> None:
    said(place, "say", "people", file(LIST))
    said(place, "say", "people", file(BOTH))
    erased(place, SITI_ID)
    said(place, "say", "settings", file("pass_mark = 80\n"))
    for text in (PLAIN, BOTH):
        assert LEFT in said(place, "say", "people", file(text))
    assert "(baris 9)" in said(place, "say", "cohorts", file(COHORT.format(one=RIGHT, other=BUDI)))
    assert (nips(place), cohort(place)) == ([BUDI], (BUDI_ID,))
    said(place, "say", "people", file(PLAIN), "--again", "2")
    assert [(x.nip, x.id) for x in kept.people(place) or ()] == [(RIGHT, SITI_ID), (BUDI, "")]


def test_a_nip_corrected_without_a_word_is_asked_about(place: Path, file: Written) -> None:
    said(place, "say", "people", file(BOTH.replace(RIGHT, SITI).replace(f"A,{SITI}", "A,")))
    words = said(place, "say", "people", file(PLAIN), "--dry-run")
    assert "1 orang baru bernama dan berunit sama dengan yang tidak disebut lagi: baris 2." in words
    assert "1 orang baru bernama" not in said(place, "say", "people", file(BOTH))


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        (f"{RIGHT},X,Dinas A,198704132011012000\n", "baris 4: NIP lama tidak sah."),
        (f"{SITI},X,Dinas A,{BUDI}\n", "baris 4: NIP lama ini juga dipakai baris lain."),
        (f"198704132011012009,X,Dinas A,{SITI}\n", "baris 4: NIP lama ini juga dipakai"),
        (f"198704132011012009,X,Dinas A,{RIGHT}\n", "baris 4: NIP lama ini juga dipakai"),
    ],
)
def test_a_former_nip_is_one_persons(place: Path, file: Written, row: str, answer: str) -> None:
    result = typed(place, "say", "people", file(BOTH + row))
    assert (result.exit_code, answer in result.output) == (1, True), result.output
    assert nips(place) == []


def test_nips_of_a_cohort_that_nobody_on_the_list_has_are_told_by_line(
    place: Path, file: Written
) -> None:
    said(place, "say", "people", file(LIST))
    words = said(place, "say", "cohorts", file(COHORT.format(one=SITI, other=RIGHT)))
    assert "1 NIP tidak ada di daftar peserta (baris 10)." in words
    assert RIGHT not in words
    assert cohort(place) == (SITI_ID, learner_id(RIGHT))
    assert "tidak ada di" not in said(
        place, "say", "cohorts", file(COHORT.format(one=SITI, other=BUDI))
    )
    assert told(place)["people"] == 2
