"""The commands by which an officer answers a person's request, and drafts a notice."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import main
from kiosk.cli.door import commands
from kiosk.cli.private_file import write_new
from kiosk.desk.desk import Desk
from kiosk.learning.events import SignedIn
from kiosk.office import demo
from kiosk.people.learner import Learner, guest_id
from kiosk.people.nip import Kind
from kiosk.store import Store, StoreTrouble, backup
from kiosk.store.folder import DataFolder
from tests.desk.learning_on import COURSE, take

FIRST, SECOND = demo.LEARNERS[:2]
GUEST = Learner(guest_id("Tamu Satu", "Dinas A"), "Tamu Satu", "Dinas A", Kind.GUEST)
FREE = "199106252023212004"
UNKNOWN = "NIP ini tidak ada pada daftar peserta kios. Periksa angkanya, lalu coba lagi."
Run = Callable[..., Result]


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """A command as typed after `dermaga --data …` in an empty folder, and what is then asked."""
    monkeypatch.chdir(tmp_path)

    def typed(*words: str | Path, then: str = "") -> Result:
        line = ["--data", str(data), *map(str, words)]
        return CliRunner().invoke(commands, line, obj=main.rooms(), input=then)

    assert typed("setup", "--demo").exit_code == 0
    return typed


@pytest.fixture
def learnt(run: Run, data: Path) -> None:  # noqa: ARG001 - the kiosk is set up first
    """The first sample learner took the first test; a guest came by."""
    with main.rooms().house(data) as house:
        desk = Desk(house.kiosk(demo.SETTINGS, house.catalog()), FIRST)
        desk.open(COURSE)
        take(desk, "pre")
        house.store.roster.put([GUEST])
        house.store.record(GUEST.id, SignedIn())


def on(data: Path, ask: Callable[[Store], object]) -> object:
    with main.rooms().house(data) as house:
        return ask(house.store)


@pytest.mark.usefixtures("learnt")
def test_a_copy_is_written_for_nobody_else_to_read(run: Run, tmp_path: Path) -> None:
    done = run("person", "export", "--out", tmp_path / "x.zip", then=f"{FIRST.nip}\n")
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        f"NIP: {FIRST.nip}",
        f"Salinan data pribadi ditulis ke {tmp_path / 'x.zip'}.",
        (
            "Serahkan hanya kepada orangnya, lalu hapus berkas itu dari komputer ini. Batasnya"
            " 3 × 24 jam sejak permintaan diterima (Pasal 32 ayat (2))."
        ),
    ]
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "x.zip").stat().st_mode) == 0o600
    with zipfile.ZipFile(tmp_path / "x.zip") as packed:
        assert packed.namelist() == ["data-pribadi.html", "data-pribadi.json"]
        assert "nilai 100" in packed.read("data-pribadi.html").decode()


def test_the_file_is_not_named_after_the_person(run: Run, tmp_path: Path) -> None:
    today = main.day_of(main.now())
    assert run("person", "export", FIRST.nip).exit_code == 0
    assert [p.name for p in tmp_path.glob("*.zip")] == [f"data-pribadi-{today}.zip"]
    again = run("person", "export", FIRST.nip)
    assert (again.exit_code, again.output) == (
        1,
        (
            f"Error: Berkas data-pribadi-{today}.zip sudah ada. Sebut nama lain dengan --out, atau"
            " hapus berkas itu.\n"
        ),
    )


def test_a_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    nowhere = tmp_path / "tidak" / "ada.zip"
    done = run("person", "export", FIRST.nip, "--out", nowhere)
    said = f"Error: Berkas {nowhere} tidak dapat ditulis. Sebut tempat lain dengan --out.\n"
    assert (done.exit_code, done.output) == (1, said)


@pytest.mark.parametrize("command", ["export", "correct", "erase"])
def test_whoever_is_not_there_is_told(run: Run, command: str) -> None:
    more = ("--name", "X") if command == "correct" else ()
    for nip, said in ((FREE, UNKNOWN), ("123", "NIP tidak berjumlah 18 angka.")):
        done = run("person", command, nip, *more)
        assert (done.exit_code, done.output) == (1, f"Error: {said}\n")
    done = run("person", command, "--guest", "Siapa", "Dinas A", *more)
    assert done.exit_code == 1
    assert done.output.startswith("Error: Tidak ada tamu dengan nama dan unit itu.")
    both = run("person", command, FIRST.nip, "--guest", "Tamu Satu", "Dinas A", *more)
    assert "Sebut NIP atau --guest, tidak keduanya." in both.output
    assert both.exit_code == 2


@pytest.mark.usefixtures("learnt")
def test_a_guest_has_a_copy_too(run: Run, tmp_path: Path) -> None:
    done = run("person", "export", "--guest", "tamu satu", "dinas a", "--out", "x.zip")
    assert done.exit_code == 0
    with zipfile.ZipFile(tmp_path / "x.zip") as packed:
        assert "Tamu Satu" in packed.read("data-pribadi.html").decode()


def test_a_correction_tells_what_changes_and_only_then_keeps_it(run: Run, data: Path) -> None:
    line = ("person", "correct", FIRST.nip, "--name", "Peserta Contoh 1, S.E.", "--new-nip", FREE)
    tried = run(*line, "--dry-run")
    changed = ["Nama: Peserta Contoh 1 → Peserta Contoh 1, S.E.", f"NIP: {FIRST.nip} → {FREE}"]
    assert tried.output.splitlines() == [*changed, "Uji coba: tidak ada yang disimpan."]
    assert on(data, lambda store: store.roster.by_id(FIRST.id)) == FIRST
    done = run(*line)
    assert done.output.splitlines() == [
        *changed,
        (
            "Tersimpan. Beri tahu hasilnya kepada orangnya (Pasal 30 ayat (2)), dan betulkan juga"
            " berkas daftar peserta."
        ),
    ]
    kept = on(data, lambda store: store.roster.by_nip(FREE))
    assert isinstance(kept, Learner)
    assert (kept.id, kept.name, kept.kind) == (FIRST.id, "Peserta Contoh 1, S.E.", Kind.PPPK)


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_correction_that_may_not_be_is_told(run: Run, more: tuple[str, ...]) -> None:
    taken = run("person", "correct", FIRST.nip, "--new-nip", SECOND.nip, *more)
    said = "Error: NIP baru itu sudah dipakai peserta lain. Periksa kedua orang itu dahulu.\n"
    assert (taken.exit_code, taken.output) == (1, said)
    nothing = run("person", "correct", FIRST.nip, *more)
    assert nothing.exit_code == 2
    assert "Sebut yang dibetulkan:" in nothing.output
    same = run("person", "correct", FIRST.nip, "--name", FIRST.name, *more)
    assert (same.exit_code, same.output) == (
        0,
        "Tidak ada yang berubah: data itu sudah seperti yang Anda sebut.\n",
    )


@pytest.mark.usefixtures("learnt")
def test_nothing_is_erased_without_the_word(run: Run, data: Path) -> None:
    for typed in ("hapus\n", "ya\n"):
        done = run("person", "erase", FIRST.nip, then=typed)
        assert done.exit_code == 1
        assert done.output.endswith("Error: Tidak ada yang dihapus.\n")
    assert run("person", "erase", FIRST.nip).exit_code == 1
    assert on(data, lambda store: store.roster.by_id(FIRST.id)) == FIRST


@pytest.mark.usefixtures("learnt")
def test_an_erasure_first_tells_what_goes_and_what_stays(run: Run, data: Path) -> None:
    done = run("person", "erase", FIRST.nip, then="HAPUS\n")
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == f"{FIRST.name}, {FIRST.unit}"
    assert "11 kejadian – di antaranya 1 uji dengan jawabannya, 0 catatan" in lines[1]
    assert lines[2].startswith("Yang tetap: nilai 1 pelatihan dan 0 penilaian sebagai angka")
    assert "dermaga person export" in lines[3]
    assert "11 kejadian dihapus dari berkas data." in done.output
    assert "(Pasal 45)" in lines[-1]
    assert on(data, lambda store: store.roster.by_id(FIRST.id)) is None
    assert on(data, lambda store: store.events(FIRST.id)) == ()
    assert on(data, lambda store: store.damages()) == ()


@pytest.mark.usefixtures("learnt")
def test_an_erasure_reaches_every_backup(run: Run, data: Path) -> None:
    for n in range(2):
        backup.make(data / "dermaga.sqlite", main.now() + n, "wish")
        on(data, lambda store: store.record(SECOND.id, SignedIn()))
    done = run("person", "erase", FIRST.nip, "--yes")
    assert done.exit_code == 0
    found = backup.kept(data)
    assert found
    assert all(backup.faults(data, b) == () for b in found)
    for copy in found:
        content = backup.file_of(data, copy).read_bytes()
        assert FIRST.nip.encode() not in content
        assert FIRST.name.encode() not in content
        assert SECOND.nip.encode() in content


@pytest.mark.usefixtures("learnt")
def test_backups_that_were_out_of_reach_are_cleaned_at_the_next_try(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.make(data / "dermaga.sqlite", main.now(), "wish")

    def full(*_: object) -> backup.Backup:
        raise StoreTrouble("full")

    with monkeypatch.context() as patched:
        patched.setattr(backup, "make", full)
        done = run("person", "erase", FIRST.nip, "--yes")
    assert done.exit_code == 1
    assert "Ada cadangan yang tidak dapat dibersihkan" in done.output
    (copy,) = backup.kept(data)
    assert FIRST.nip.encode() in backup.file_of(data, copy).read_bytes()
    again = run("person", "erase", FIRST.nip)
    assert (again.exit_code, again.output.splitlines()) == (
        0,
        [
            UNKNOWN,
            "Cadangan diperiksa lagi untuk semua orang yang sudah dihapus: 1 dibuang.",
        ],
    )
    for copy in backup.kept(data):
        assert FIRST.nip.encode() not in backup.file_of(data, copy).read_bytes()


@pytest.mark.usefixtures("learnt")
def test_a_guest_is_erased_too(run: Run, data: Path) -> None:
    assert run("person", "erase", "--guest", "Tamu Satu", "Dinas A", "--yes").exit_code == 0
    assert on(data, lambda store: store.roster.by_id(GUEST.id)) is None


def test_an_open_window_is_told(run: Run, data: Path) -> None:
    window = DataFolder(data)
    done = run("person", "export", FIRST.nip)
    window.close()
    assert done.exit_code == 1
    assert "Dermaga sudah terbuka di komputer ini." in done.output


def test_a_notice_waits_for_no_window_and_changes_nothing(run: Run, data: Path) -> None:
    def bytes_of() -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in sorted(data.rglob("*")) if p.is_file()}

    with main.rooms().house(data) as house:
        house.store.record(FIRST.id, SignedIn())
        before = bytes_of()
        done = run("breach", "--found", "2026-11-20 09:00", "--out", "draf.html")
        assert bytes_of() == before
    assert done.exit_code == 0
    page = Path("draf.html").read_text(encoding="utf-8")
    assert "5 orang (4 PNS, 1 PPPK)" in page
    assert "belum ada kegiatan belajar" not in page


@pytest.mark.usefixtures("learnt")
def test_a_notice_is_drafted(run: Run, tmp_path: Path) -> None:
    done = run(
        "breach", "--found", "2026-11-20 09:00", "--what", "Nilai.", "--out", tmp_path / "draf.html"
    )
    assert (done.exit_code, done.output.splitlines()) == (
        0,
        [
            f"Draf ditulis ke {tmp_path / 'draf.html'}. Isi semua bagian [isi: …].",
            "Batas akhir Senin, 23 November 2026 pukul 09.00 sudah lewat.",
        ],
    )
    page = (tmp_path / "draf.html").read_text(encoding="utf-8")
    assert page.count("<p>Nilai.</p>") == 2
    assert "6 orang (4 PNS, 1 PPPK, 1 tamu)" in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--found", "kemarin"), 'Waktu --found tidak terbaca. Tulis seperti "2026-11-24 09:00".'),
        (("--found", "2096-01-01 09:00"), "Waktu --found ada di masa depan."),
        (
            ("--found", "2026-11-20 09:00", "--how", "Dilihat peserta contoh 2."),
            "Ada NIP atau nama peserta dalam --what, --how, atau --done.",
        ),
    ],
)
def test_a_notice_that_would_be_wrong_is_not_drafted(
    run: Run, tmp_path: Path, more: tuple[str, ...], said: str
) -> None:
    done = run("breach", *more, "--out", tmp_path / "draf.html")
    assert done.exit_code == 1
    assert said in done.output
    assert not (tmp_path / "draf.html").exists()


@pytest.mark.parametrize("torn", [True, False])
def test_a_file_that_cannot_be_read_still_gives_a_draft(
    run: Run, data: Path, tmp_path: Path, *, torn: bool
) -> None:
    for file in data.glob("dermaga.sqlite*"):
        if torn:
            file.write_bytes(b"bukan basis data " * 400)
        else:
            file.unlink()
    there = sorted(data.rglob("*"))
    done = run("breach", "--found", "2026-11-20 09:00", "--out", tmp_path / "draf.html")
    assert done.exit_code == 0
    assert done.stderr == (
        "Data kios tidak dapat dibaca: kop surat dan jumlah data dibiarkan kosong untuk Anda isi.\n"
    )
    page = (tmp_path / "draf.html").read_text(encoding="utf-8")
    assert page.count("[isi: kop surat]") == 2
    assert sorted(data.rglob("*")) == there


def test_a_private_file_is_private_whatever_the_habits_of_its_folder(tmp_path: Path) -> None:
    os.umask(0o000)
    write_new(tmp_path / "x", b"isi")
    assert (tmp_path / "x").read_bytes() == b"isi"
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600
