"""`dermaga restore`, as typed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.door import commands
from kiosk.cli.words_copies import moment
from kiosk.house import Rooms
from kiosk.learning.events import CourseStarted
from kiosk.office import demo
from tests.conftest import MONDAY, Clock
from tests.rooms import edit, set_up

SITI = demo.LEARNERS[0].id
OLD, NEW = "20261123T010000Z-1", "20261123T020000Z-3"
Typed = Callable[..., Result]


@pytest.fixture
def run(rooms: Rooms, data: Path) -> Typed:
    def typed(*words: str | Path, at: Path = data, says: str = "") -> Result:
        line = ["--data", str(at), "restore", *map(str, words)]
        return CliRunner().invoke(commands, line, obj=rooms, input=says)

    return typed


@pytest.fixture
def kiosk(rooms: Rooms, data: Path, stick: Path, clock: Clock) -> Path:
    """Two copies here and on a stick, and one event since."""
    set_up(rooms, data)
    record(rooms, data, 1)
    copies = rooms.copies(data)
    copies.make_now("time")
    clock.pass_seconds(3600)
    record(rooms, data, 2)
    copies.make_now()
    copies.to_second_target(str(stick))
    clock.pass_seconds(60)
    record(rooms, data, 1)
    return data


def record(rooms: Rooms, data: Path, count: int) -> None:
    with rooms.house(data) as house:
        house.store.record(SITI, *(CourseStarted(f"kursus-{n}", "1") for n in range(count)))


def count_of(rooms: Rooms, data: Path) -> int:
    with rooms.house(data) as house:
        return house.store.count_of(SITI)


def spoil(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)


def test_copies_are_listed_the_newest_first_each_looked_through(run: Typed, kiosk: Path) -> None:
    spoil(kiosk / "backups" / f"{OLD}.sqlite")
    done = run("--list")
    assert done.exit_code == 0
    table = [line.split("  ") for line in done.output.splitlines()]
    cells = [[cell.strip() for cell in line if cell.strip()] for line in table]
    assert cells[0] == ["Nomor", "Waktu", "Sebab", "Catatan", "Orang", "Ukuran", "Keadaan"]
    assert [cells[1][:5], cells[1][6:]] == [
        ["1", moment(MONDAY + 3_600_000), "diminta", "3", "5"],
        ["utuh"],
    ]
    assert cells[2] == [NEW]
    assert [cells[3][:5], cells[3][6:]] == [
        ["2", moment(MONDAY), "berkala", "1", "5"],
        ["rusak (bytes)"],
    ]
    assert cells[4] == [OLD]


def test_what_goes_is_told_and_a_word_asked_for(run: Typed, rooms: Rooms, kiosk: Path) -> None:
    done = run(OLD, says="ya\n")
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert lines[0] == f"Cadangan {OLD} dari {moment(MONDAY)}: 1 catatan, 5 orang."
    assert lines[1] == (
        "3 catatan sesudahnya hilang dari kios ini; catatan itu disimpan di cadangan lain sebelum"
        " pemulihan."
    )
    assert lines[2] == "Ketik PULIHKAN untuk memulihkan: ya"
    assert lines[3] == "Error: Tidak ada yang dipulihkan."
    assert count_of(rooms, kiosk) == 4


def test_a_copy_comes_back_by_its_number_or_name(run: Typed, rooms: Rooms, kiosk: Path) -> None:
    done = run("2", says="PULIHKAN\n")
    assert done.exit_code == 0
    with rooms.house(kiosk) as house:
        device, life = house.store.device, house.store.life
        assert house.store.count_of(SITI) == 1
    assert done.output.splitlines()[-1] == (
        f"Pulih: 2 catatan. Kios melanjutkan sebagai perangkat baru ({device}); kode kios pada"
        f" nomor sertifikat berikutnya diberi tanda {life}, agar tidak ada yang terulang."
    )
    newest = rooms.copies(kiosk).kept()[0]
    assert (newest.reason, newest.events) == ("restore", 4)
    back = run(newest.name, "--yes")
    assert "2 catatan sesudahnya hilang dari kios ini" in back.output  # one: the first restore
    assert count_of(rooms, kiosk) == 4


def test_a_template_without_the_kiosks_code_is_warned_of(
    run: Typed, rooms: Rooms, data: Path
) -> None:
    set_up(rooms, data, number_template="{urut:03d}/{tahun}")
    rooms.copies(data).make_now()
    done = run("1", "--yes")
    assert "Tidak ada catatan yang hilang." in done.output
    assert done.output.splitlines()[-1].startswith("Pola nomor sertifikat tidak memuat {kios}")


def test_a_hurt_copy_is_refused_before_anything_is_asked(
    run: Typed, rooms: Rooms, kiosk: Path
) -> None:
    spoil(kiosk / "backups" / f"{OLD}.sqlite")
    done = run(OLD)
    assert (done.exit_code, done.output) == (
        1,
        (
            f"Error: Cadangan {OLD} rusak (bytes), jadi tidak dipulihkan dan data sekarang tetap."
            " Pilih yang utuh di dermaga restore --list.\n"
        ),
    )
    assert count_of(rooms, kiosk) == 4


def test_nothing_comes_back_under_an_open_kiosk(run: Typed, rooms: Rooms, kiosk: Path) -> None:
    with rooms.house(kiosk) as house:
        done = run(OLD, "--yes")
        assert house.store.count_of(SITI) == 4
    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == (
        "Error: Dermaga sudah terbuka di komputer ini. Tutup dahulu jendela itu, lalu coba lagi."
    )


def test_a_new_computer_goes_on_from_the_stick(
    run: Typed, rooms: Rooms, kiosk: Path, stick: Path, tmp_path: Path
) -> None:
    shutil.rmtree(kiosk)
    new = tmp_path / "baru"
    listed = run("--list", "--from", stick, at=new)
    assert "KTS-01" in listed.output
    assert not new.exists()
    done = run(NEW, "--from", stick, "--yes", at=new)
    assert done.exit_code == 0
    assert "Tidak ada catatan yang hilang." in done.output
    assert count_of(rooms, new) == 3


def test_a_damaged_file_gives_way_and_is_put_aside(run: Typed, rooms: Rooms, kiosk: Path) -> None:
    for ending in ("-wal", "-shm"):
        (kiosk / f"dermaga.sqlite{ending}").unlink(missing_ok=True)
    (kiosk / "dermaga.sqlite").write_bytes(b"x" * 9000)
    done = run(NEW, "--yes")
    assert done.exit_code == 0
    assert done.output.splitlines()[1] == (
        "Berkas data sekarang rusak, jadi yang hilang tidak dapat dihitung; berkas itu disisihkan"
        " di map quarantine."
    )
    assert count_of(rooms, kiosk) == 3


def test_who_was_erased_is_told_to_stay_erased(run: Typed, rooms: Rooms, kiosk: Path) -> None:
    with rooms.house(kiosk) as house:
        house.store.erase(SITI)
    done = run(OLD, "--yes")
    assert "1 penghapusan orang sesudahnya dijalankan lagi pada cadangan ini." in done.output
    assert count_of(rooms, kiosk) == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["9"], 1, "Tidak ada cadangan 9 di "),
        ([], 2, "Sebut nama atau nomor cadangan. Lihat: dermaga restore --list."),
    ],
)
def test_a_copy_that_is_not_there_is_told(
    run: Typed, kiosk: Path, words: list[str], code: int, said: str
) -> None:
    assert kiosk.exists()
    done = run(*words)
    assert done.exit_code == code
    assert said in done.output


def test_a_place_without_copies_is_told(run: Typed, stick: Path, data: Path) -> None:
    done = run("--list", "--from", stick)
    assert (done.exit_code, done.output) == (
        1,
        f"Error: Tidak ada cadangan di {stick}. Sebut USB atau map lain dengan --from.\n",
    )
    assert not data.exists()


def test_a_file_with_a_flipped_bit_counts_as_far_as_it_can(
    run: Typed, rooms: Rooms, kiosk: Path
) -> None:
    edit(kiosk, "update event set at = at + 1 where seq = 4")
    done = run(NEW, "--yes")
    assert done.output.splitlines()[1].startswith("1 catatan sesudahnya hilang dari kios ini;")
    assert count_of(rooms, kiosk) == 3
