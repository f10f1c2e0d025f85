"""What an officer types so that all kiosks hear it: people, settings, cohorts, courses."""

from __future__ import annotations

import csv
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from kiosk.cli.hub import hub
from kiosk.hub.word import decided, kept, people
from kiosk.hub.word.files import alone
from kiosk.office import office as kiosk_office
from kiosk.office.word import AgencyWord, Outcome
from kiosk.office.word_courses import place as laid
from kiosk.parcel import sealing
from kiosk.parcel.word import DECIDABLE
from kiosk.people.agency import Settings
from kiosk.people.learner import NAMESPACE, learner_id
from kiosk.people.nip import Nip, read_nip
from kiosk.store import Store, secret
from kiosk.sync.word import FromFolder, Known, Reader
from tests.catalog.conftest import write_course
from tests.hub.post.kiosks import Kiosk
from tests.office.word_desk import REAL

SITI, BUDI = "198704122011012008", "199106252022212003"
LIST = (
    "NIP;Nama;Unit Kerja;Jenis;Jabatan\n"
    f"'{SITI};Peserta Contoh 1, S.Kom.;Dinas A;PNS;Analis\n"
    f"19910625 202221 2 003;Peserta Contoh 2;Dinas B;pppk;\n"
)
ONE = f"NIP,Nama,Unit\n{SITI},Peserta Contoh 1,Dinas C\n"
BAD = ONE + "198704122011012000,X,Dinas A\n" + f"{BUDI},,Dinas B\n" + f"{SITI},X,Y\n"
SETTINGS = """
pass_mark = 80
kop = ["PEMERINTAH KOTA CONTOH"]
[signatory]
name = "Pejabat Contoh"
nip = "197001011995031001"
position = "Kepala"
"""
COHORT = f"""
[[cohort]]
id = "a1"
name = "Angkatan I"
course = "kursus-kecil"
since = 2026-12-01
until = 2026-12-05
nip = ["{SITI}"]
"""


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MEMORY", 1024)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "hub"


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str, *, bom: bool = False) -> Path:
        made = tmp_path / "told"
        made.write_text(text, encoding="utf-8-sig" if bom else "utf-8")
        return made

    return written


def typed(place: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(hub, [*(str(word) for word in words), "--folder", str(place)])


def said(place: Path, *words: str | Path) -> str:
    result = typed(place, *words)
    assert result.exit_code == 0, result.output
    for nip in (SITI, BUDI, "197001011995031001"):
        assert nip not in result.output
    return result.output


def told(place: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(said(place, "say", "list", "--json"))
    return found


class Room:
    """A kiosk that was let in by a stick, and hears the agency by it."""

    def __init__(self, folder: Path, store: Store, n: int = 1) -> None:
        self.folder, self.store, self.kiosk = folder, store, Kiosk(n, store.device)
        self.stick = folder / f"stick{n}"
        store.keep("settings", "kiosk", msgspec.json.encode(REAL))
        self.office = AgencyWord(store, self._unseal, lambda: None, folder / "content")

    def _unseal(self, sealed: bytes) -> bytes:
        return sealing.unsealed_by_device(sealed, bytes(self.kiosk.key))

    def let_in(self, hub_place: Path) -> None:
        ask = self.stick / "DERMAGA" / "ask" / f"{self.kiosk.device}.json"
        ask.parent.mkdir(parents=True)
        ask.write_bytes(sealing.written(self.kiosk.ask_to_pair()))
        said(hub_place, "pair", "--stick", self.stick)

    def hear(self, hub_place: Path) -> Outcome:
        """A visit of the stick at the hub, then one at the kiosk."""
        said(hub_place, "stick", self.stick)
        return self.carry_out(hub_place)

    def carry_out(self, hub_place: Path) -> Outcome:
        root = (hub_place / "word" / "metadata" / "1.root.json").read_bytes()
        work, now = self.folder / "work", lambda: time.time_ns() // 1_000_000
        reader = Reader(work, root, self.store.device, now)
        known = self.office.known() if work.is_dir() else Known()
        word = reader.pull(FromFolder(self.stick / "DERMAGA" / "word"), known)
        return self.office.carry_out(word, laid(word, self.folder / "content", work))


def codes_in(file: Path) -> dict[str, str]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {row["NIP"]: row["Kode aktivasi"] for row in csv.DictReader(lines)}


def test_people_settings_cohorts_and_a_course_reach_a_kiosk_which_carries_them_out(
    place: Path, tmp_path: Path, store: Store, file: Callable[..., Path]
) -> None:
    room, codes = Room(tmp_path, store), tmp_path / "kode.csv"
    room.let_in(place)
    made = said(place, "say", "people", file(LIST, bom=True), "--codes", codes)
    assert "Peserta: 2 (2 baru, 0 berubah, 0 tidak disebut lagi)." in made
    assert "Daftar baru disegel untuk 1 kios." in made
    assert "kop, pass_mark, signatory" in said(place, "say", "settings", file(SETTINGS))
    assert "Angkatan: 1." in said(place, "say", "cohorts", file(COHORT))
    course = write_course(tmp_path / "kursus-kecil")
    assert "Pelatihan kursus-kecil versi 2026.11.1" in said(place, "say", "course", course)
    outcome = room.hear(place)
    assert (outcome.new, outcome.changed, outcome.gone, outcome.refused) == (2, 0, 0, ())
    assert [(p.course, p.version, p.code) for p in outcome.courses] == [
        ("kursus-kecil", "2026.11.1", "")
    ]
    kept_settings = store.document("settings", "kiosk")
    assert kept_settings is not None
    settings = msgspec.json.decode(kept_settings, type=Settings)
    assert (settings.pass_mark, settings.signatory.name) == (80, "Pejabat Contoh")
    assert [(c.id, c.since, c.learners) for c in room.office.cohorts()] == [
        ("a1", "2026-12-01", (learner_id(SITI),))
    ]
    siti = store.roster.by_nip(SITI)
    assert siti is not None
    assert (siti.name, siti.unit, siti.kind) == ("Peserta Contoh 1, S.Kom.", "Dinas A", "pns")
    assert siti.position == "Analis"
    assert secret.matches(store.roster.secret(siti.id)[1], codes_in(codes)[SITI])
    if os.name == "posix":
        modes = [(f.stat().st_mode & 0o777) for f in (codes, place / "people.json")]
        assert modes == [0o600, 0o600]
    assert all(code not in made for code in codes_in(codes).values())
    listed = told(place)
    assert (listed["people"], listed["kiosks"]) == (2, 1)
    assert listed["settings"] == ["kop", "pass_mark", "signatory"]
    assert listed["courses"] == [{"id": "kursus-kecil", "version": "2026.11.1"}]
    assert "Angkatan a1: Angkatan I, kursus-kecil" in said(place, "say", "list")
    said(place, "say", "people", file(ONE))
    outcome = room.hear(place)
    assert (outcome.new, outcome.changed, outcome.gone) == (0, 1, 1)


def test_a_kiosk_paired_later_gets_its_roster_by_the_same_stick(
    place: Path, tmp_path: Path, store: Store, file: Callable[..., Path]
) -> None:
    assert "disegel untuk 0 kios" in said(place, "say", "people", file(LIST))
    room = Room(tmp_path, store)
    room.let_in(place)
    assert told(place)["kiosks"] == 1
    outcome = room.carry_out(place)
    assert (outcome.new, outcome.refused) == (2, ())
    room.hear(place)
    assert len(store.roster.everyone()) == 2


def test_an_unchanged_roster_is_not_said_again_and_a_revoked_kiosks_is_taken_away(
    place: Path, tmp_path: Path, store: Store, file: Callable[..., Path]
) -> None:
    said(place, "say", "people", file(LIST))
    room = Room(tmp_path, store)
    room.let_in(place)
    [roster] = (place / "word" / "targets" / "roster").iterdir()
    assert "disegel untuk 0 kios" in said(place, "say", "people", file(LIST))
    said(place, "stick", room.stick)
    assert roster.is_file()
    assert told(place)["kiosks"] == 1
    said(place, "revoke", "device", store.device, "--reason", "hilang")
    said(place, "stick", room.stick)
    assert told(place)["kiosks"] == 0


def test_bad_rows_are_named_by_line_and_change_nothing_unless_wanted(
    place: Path, file: Callable[..., Path]
) -> None:
    said(place, "say", "people", file(LIST))
    before = (place / "people.json").read_bytes()
    result = typed(place, "say", "people", file(BAD))
    assert result.exit_code == 1
    assert "baris 3: NIP tidak sah" in result.output
    assert "baris 4: Nama kosong." in result.output
    assert "baris 5: NIP ini sudah ada" in result.output
    assert "3 baris keliru, jadi tidak ada yang diubah." in result.output
    assert "198704" not in result.output
    assert (place / "people.json").read_bytes() == before
    taken = said(place, "say", "people", file(BAD), "--anyway")
    assert "Peserta: 2 (0 baru, 1 berubah, 0 tidak disebut lagi)." in taken
    gone = said(place, "say", "people", file(ONE), "--dry-run")
    assert "Peserta: 1 (0 baru, 0 berubah, 1 tidak disebut lagi)." in gone
    assert told(place)["people"] == 2


def test_a_code_stays_until_it_is_used_and_no_file_is_written_over(
    place: Path, tmp_path: Path, file: Callable[..., Path]
) -> None:
    codes = tmp_path / "kode.csv"
    assert "1 peserta belum punya kode aktivasi" in said(place, "say", "people", file(ONE))
    said(place, "say", "people", file(ONE), "--codes", codes)
    first = codes_in(codes)
    assert list(first) == [SITI]
    result = typed(place, "say", "people", file(LIST), "--codes", codes)
    assert (result.exit_code, "sudah ada" in result.output) == (1, True)
    said(place, "say", "people", file(LIST), "--codes", tmp_path / "kode2.csv")
    assert list(codes_in(tmp_path / "kode2.csv")) == [BUDI]
    told_again = said(place, "say", "people", file(LIST), "--codes", tmp_path / "kode3.csv")
    assert "tidak dibuat" in told_again
    assert not (tmp_path / "kode3.csv").exists()
    hashed = {p.nip: p.code for p in kept.people(place) or ()}
    assert secret.matches(hashed[SITI], first[SITI])


@pytest.mark.parametrize(
    ("verb", "text", "answer"),
    [
        ("people", "Nama,Unit\nX,Y\n", "Baris judul tidak ditemukan"),
        ("people", "NIP,Nama,Unit\n", "tidak memuat peserta"),
        ("people", "\0", "bukan CSV"),
        ("settings", "kiosk_code = 'X'\n", "Bukan setelan yang ditetapkan instansi: kiosk_code."),
        ("settings", "pass_mark = 101\n", "Isian “pass_mark”"),
        ("settings", "[signatory]\nnama = 'X'\n", "Isian “signatory”"),
        ("settings", "pass_mark =\n", "bukan TOML yang sah (line 1"),
        ("cohorts", COHORT + COHORT, "Angkatan “a1” ada dua kali"),
        ("cohorts", COHORT.replace("12-05", "11-05"), "berakhir sebelum mulai"),
        ("cohorts", COHORT.replace("201101", "201113"), "tidak sah: a1, 1."),
        ("cohorts", "[[cohort]]\nid = 'x'\n", "Isian “cohort[0]”"),
    ],
)
def test_a_file_that_does_not_hold_is_told_and_says_nothing(
    place: Path, file: Callable[..., Path], verb: str, text: str, answer: str
) -> None:
    result = typed(place, "say", verb, file(text))
    assert (result.exit_code, answer in result.output) == (1, True), result.output
    assert SITI not in result.output
    assert "Belum ada kabar." in said(place, "say", "list")


def test_a_newer_course_takes_the_place_of_the_older_and_can_be_taken_back(
    place: Path, tmp_path: Path
) -> None:
    course = write_course(tmp_path / "kursus-kecil")
    said(place, "say", "course", course)
    toml = course / "course.toml"
    toml.write_text(toml.read_text("utf-8").replace("2026.11.1", "2026.12.1"), "utf-8")
    said(place, "say", "course", course)
    assert told(place)["courses"] == [{"id": "kursus-kecil", "version": "2026.12.1"}]
    assert "tidak dikirim lagi" in said(place, "say", "course", "--remove", "kursus-kecil")
    assert told(place)["courses"] == []
    for words in (["--remove", "kursus-kecil"], [tmp_path], [], [course, "--remove", "x"]):
        assert typed(place, "say", "course", *words).exit_code != 0


def test_a_list_that_cannot_be_said_now_is_kept_and_said_later(
    place: Path, tmp_path: Path, store: Store, file: Callable[..., Path]
) -> None:
    room = Room(tmp_path, store)
    room.let_in(place)
    key, away = place / "word" / "keys" / "root.key", tmp_path / "root.key"
    key.rename(away)
    result = typed(place, "say", "people", file(LIST))
    assert result.exit_code == 1
    assert "Daftar sudah tersimpan di server" in result.output
    assert "Kunci kabar instansi tidak ada di komputer ini" in result.output
    assert (told(place)["people"], told(place)["kiosks"]) == (2, 0)
    away.rename(key)
    with alone(place / "word"):
        assert "sedang ditulis" in typed(place, "say", "settings", file(SETTINGS)).output
    assert room.hear(place).new == 2


def test_a_backup_holds_the_people(place: Path, tmp_path: Path, file: Callable[..., Path]) -> None:
    said(place, "say", "people", file(LIST))
    said(place, "backup", tmp_path / "salinan")
    assert kept.people(tmp_path / "salinan") == kept.people(place)
    (place / "people.json").write_text("{")
    result = typed(place, "say", "people", file(ONE))
    assert (result.exit_code, "people.json" in result.output) == (1, True)
    assert (place / "people.json").read_text() == "{"


def test_hub_and_kiosk_agree_on_what_a_nip_a_code_and_a_setting_is() -> None:
    assert people.NAMESPACE == NAMESPACE
    assert (kept.LETTERS, kept.CODE_LENGTH) == (kiosk_office.LETTERS, kiosk_office.CODE_LENGTH)
    assert set(decided._Settings.__struct_fields__) == DECIDABLE
    import datetime as dt

    for place in range(18):
        for digit in "0123456789":
            for nip in (SITI, BUDI):
                tried = nip[:place] + digit + nip[place + 1 :]
                known = read_nip(tried, dt.date.max)
                assert people.kind_of(tried) == (known.kind if isinstance(known, Nip) else "")
